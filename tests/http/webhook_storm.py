"""What gateways do to us in the trial of webhooks: payments with a fate each, and the order in which we are told."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.gateways.payments import GatewayDown
from tests.gateways.fake import FakeGateway, signed

# What becomes of payments, in percent; and what is left here of each (see `Paying.expected`).
FATES = {
    "paid": 55, "declined": 12, "paid after cancelling": 8, "paid after declining": 5, "another amount": 5,
    "refunded": 5, "refunded in part": 3, "not refunded": 3, "waiting": 4,
}  # fmt: skip
REFUNDED = {"refunded", "refunded in part", "not refunded"}
LATER = REFUNDED | {"paid after declining"}  # something comes when the first wave is over
SAID = {"declined": "charge.failed", "paid after declining": "charge.failed", "waiting": "charge.pending"}
LOST = {"start": 0.02, "fetch": 0.02, "refund": 0.1, "fetch_refund": 0.05}
STALE_SECONDS = 600


class LosingGateway(FakeGateway):
    """Some of its answers are lost; what it was told is done all the same."""

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
    """One payment, what becomes of it, and what must be left of it here."""

    id: str
    reference: str
    contract: str
    minor: int
    fate: str
    other_minor: int  # another amount than was asked for, or that part of it which is paid back

    def expected(self) -> dict[str, Any]:
        """Status, money on the contract and in suspense, and papers."""
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
        """What the payer does."""
        if self.fate == "another amount":
            gateway.pay(self.reference, amount_minor=self.other_minor)
        elif self.fate in {"declined", "paid after declining"}:
            gateway.decline(self.reference)
        elif self.fate != "waiting":
            gateway.pay(self.reference)


@dataclass(frozen=True)
class Delivery:
    """One webhook on its way: its event, and how badly it is signed, if so."""

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
    """The deliveries of a trial. `happened` is what the gateway does just before an event is first told."""

    chance: random.Random
    payments: Sequence[Paying]
    events: list[dict[str, Any]] = field(default_factory=list)
    happened: dict[str, Callable[[FakeGateway], None]] = field(default_factory=dict)

    def event(self, kind: str, charge: str | None, refund: str | None = None) -> dict[str, Any]:
        made = {"id": f"evt_{len(self.events)}", "type": kind, "charge": charge, "refund": refund}
        self.events.append(made)
        return made

    def first_wave(self, distinct: int) -> list[Delivery]:
        """Every payment is decided, and told of at least once."""
        told = []
        for each in self.payments:
            told.append(self.event(SAID.get(each.fate, "charge.succeeded"), each.reference))
            self.happened[told[-1]["id"]] = each.happens
        for _ in range(distinct // 100):
            told.append(self.event("balance.available", None))
            told.append(self.event("charge.succeeded", f"ch_of_somebody_else_{len(told)}"))
        while len(told) < distinct:
            told.append(self.event("charge.updated", self.chance.choice(self.payments).reference))
        return self.shuffled(told, told)

    def second_wave(self, distinct: int) -> list[Delivery]:
        """What was declined is paid after all; all that was told may be told again."""
        told = []
        for each in self.payments:
            if each.fate == "paid after declining":
                told.append(self.event("charge.succeeded", each.reference))
                self.happened[told[-1]["id"]] = lambda gateway, each=each: gateway.pay(each.reference)
        while len(told) < distinct:
            told.append(self.event("charge.updated", self.chance.choice(self.payments).reference))
        return self.shuffled(told, self.events)

    def shuffled(self, told: list[dict[str, Any]], again: Sequence[dict[str, Any]]) -> list[Delivery]:
        """Of every hundred 65 are new, 30 came before, and 5 are not signed as they should be."""
        whole = len(told) * 100 // 65
        deliveries = [Delivery(event) for event in told]
        deliveries += [Delivery(self.chance.choice(again)) for _ in range(whole * 30 // 100)]
        for number in range(whole - len(deliveries)):
            forged = {**self.chance.choice(again), **({"id": f"forged_{number}"} if number % 2 else {})}
            deliveries.append(Delivery(forged, self.chance.choice(["forged", "stale", "altered"])))
        self.chance.shuffle(deliveries)
        return deliveries
