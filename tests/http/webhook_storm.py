"""The gateway's side of the webhook trial: the outcome of each payment, and the order of the webhooks about them."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.gateways.payments import GatewayDown
from tests.gateways.fake import FakeGateway, signed

# The outcomes of payments, with their shares in percent. `Paying.expected` gives the state that each must leave.
FATES = {
    "paid": 55, "declined": 12, "paid after cancelling": 8, "paid after declining": 5, "another amount": 5,
    "refunded": 5, "refunded in part": 3, "not refunded": 3, "waiting": 4,
}  # fmt: skip
REFUNDED = {"refunded", "refunded in part", "not refunded"}
LATER = REFUNDED | {"paid after declining"}  # a further webhook follows after the first wave
EVENT_TYPES = {"declined": "charge.failed", "paid after declining": "charge.failed", "waiting": "charge.pending"}
LOST = {"start": 0.02, "fetch": 0.02, "refund": 0.1, "fetch_refund": 0.05}
STALE_SECONDS = 600


class LosingGateway(FakeGateway):
    """A gateway that executes every call and loses some of its answers."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.chance = chance

    def _before(self, call: str, key: str) -> None:
        super()._before(call, key)
        if call.startswith("fetch"):
            self._lose(call)

    def _after(self, call: str) -> None:
        super()._after(call)
        self._lose(call)

    def _lose(self, call: str) -> None:
        if self.chance.random() < LOST.get(call, 0):
            raise GatewayDown("the answer was lost")


@dataclass
class Paying:
    """One payment, its outcome, and the state that it must leave."""

    id: str
    reference: str
    contract: str
    minor: int
    fate: str
    other_minor: int  # the amount paid instead of the requested one, or the part that is refunded

    def expected(self) -> dict[str, Any]:
        """The status, the amounts on the contract and in suspense, and the documents that the payment must leave."""
        whole, part = self.minor, self.other_minor
        status, credited, suspended, papers = {
            "paid": ("SUCCEEDED", whole, 0, ["RECEIPT"]),
            "declined": ("FAILED", 0, 0, []),
            "paid after cancelling": ("CANCELLED", 0, whole, []),
            "paid after declining": ("FAILED", 0, whole, []),
            "another amount": ("FAILED", 0, part, []),
            "refunded": ("REFUNDED", 0, 0, ["CREDIT_NOTE", "RECEIPT"]),
            "refunded in part": ("PARTIALLY_REFUNDED", whole - part, 0, ["CREDIT_NOTE", "RECEIPT"]),
            "not refunded": ("SUCCEEDED", whole, 0, ["RECEIPT"]),
            "waiting": ("UNDECIDED", 0, 0, []),
        }[self.fate]
        return {"status": status, "credited": credited, "suspended": suspended, "papers": papers}

    def happens(self, gateway: FakeGateway) -> None:
        """Do at the gateway what the payer does."""
        if self.fate == "another amount":
            gateway.pay(self.reference, amount_minor=self.other_minor)
        elif self.fate in {"declined", "paid after declining"}:
            gateway.decline(self.reference)
        elif self.fate != "waiting":
            gateway.pay(self.reference)


@dataclass(frozen=True)
class Delivery:
    """One webhook: its event, and the fault of its signature, if any: "forged", "stale" or "altered"."""

    event: dict[str, Any]
    fault: str | None = None

    def signed(self) -> tuple[bytes, dict[str, str]]:
        now = time.time()
        if self.fault == "stale":
            return signed(self.event, now - STALE_SECONDS)
        body, headers = signed(self.event, now, *([b"guessed"] if self.fault == "forged" else []))
        return (body.replace(b"charge", b"chance", 1) if self.fault == "altered" else body), headers


@dataclass
class Storm:
    """The deliveries of a trial. `happened` maps an event to what the gateway does just before its first delivery."""

    chance: random.Random
    payments: Sequence[Paying]
    events: list[dict[str, Any]] = field(default_factory=list)
    happened: dict[str, Callable[[FakeGateway], None]] = field(default_factory=dict)

    def event(self, kind: str, charge: str | None, refund: str | None = None) -> dict[str, Any]:
        made = {"id": f"evt_{len(self.events)}", "type": kind, "charge": charge, "refund": refund}
        self.events.append(made)
        return made

    def first_wave(self, distinct: int) -> list[Delivery]:
        """Every payment is decided, with at least one webhook about it."""
        told = []
        for each in self.payments:
            told.append(self.event(EVENT_TYPES.get(each.fate, "charge.succeeded"), each.reference))
            self.happened[told[-1]["id"]] = each.happens
        for _ in range(distinct // 100):
            told.append(self.event("balance.available", None))
            told.append(self.event("charge.succeeded", f"ch_of_somebody_else_{len(told)}"))
        while len(told) < distinct:
            told.append(self.event("charge.updated", self.chance.choice(self.payments).reference))
        return self.shuffled(told, told)

    def second_wave(self, distinct: int) -> list[Delivery]:
        """Some declined payments are paid after all, and any earlier event may be repeated."""
        told = []
        for each in self.payments:
            if each.fate == "paid after declining":
                told.append(self.event("charge.succeeded", each.reference))
                self.happened[told[-1]["id"]] = lambda gateway, each=each: gateway.pay(each.reference)
        while len(told) < distinct:
            told.append(self.event("charge.updated", self.chance.choice(self.payments).reference))
        return self.shuffled(told, self.events)

    def shuffled(self, told: list[dict[str, Any]], again: Sequence[dict[str, Any]]) -> list[Delivery]:
        """Of every hundred deliveries 65 are new events, 30 are repeated, and 5 have a wrong signature."""
        whole = len(told) * 100 // 65
        deliveries = [Delivery(event) for event in told]
        deliveries += [Delivery(self.chance.choice(again)) for _ in range(whole * 30 // 100)]
        for number in range(whole - len(deliveries)):
            forged = {**self.chance.choice(again), **({"id": f"forged_{number}"} if number % 2 else {})}
            deliveries.append(Delivery(forged, self.chance.choice(["forged", "stale", "altered"])))
        self.chance.shuffle(deliveries)
        return deliveries
