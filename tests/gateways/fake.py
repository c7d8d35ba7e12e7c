"""A payment gateway in memory. A test can make its answers get lost, before or after the call has taken effect."""

import hashlib
import hmac
import itertools
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

import orjson

from backend.gateways.payments import (
    BadSignature,
    Charge,
    ChargeState,
    ChargeStatus,
    GatewayDown,
    GatewayRefundStatus,
    GatewayRefused,
    LineKind,
    Notice,
    RefundState,
    SettlementLine,
    Started,
)

SECRET = b"fake webhooks"


@dataclass
class FakeGateway:
    name: str = "fake"
    pays_on_our_page: bool = False
    charges: dict[str, ChargeState] = field(default_factory=dict)
    refunds: dict[str, RefundState] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    lost: dict[str, str] = field(default_factory=dict)  # call -> "before" or "after" it takes effect
    refuse_start: str | None = None
    refund_status: GatewayRefundStatus = GatewayRefundStatus.SUCCEEDED
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def _before(self, call: str, key: str) -> None:
        self.calls.append((call, key))
        if self.lost.get(call) == "before":
            raise GatewayDown("no answer")

    def _after(self, call: str) -> None:
        if self.lost.get(call) == "after":
            raise GatewayDown("the answer was lost")

    async def start(self, charge: Charge) -> Started:
        self._before("start", charge.payment_id)
        if self.refuse_start:
            raise GatewayRefused(self.refuse_start, "not today")
        known = next((c for c in self.charges.values() if c.payment_id == charge.payment_id), None)
        if known is None:
            reference = f"ch_{next(self._numbers)}"
            known = ChargeState(
                reference, charge.payment_id, ChargeStatus.PENDING, charge.amount_minor, charge.currency
            )
            self.charges[reference] = known
        self._after("start")
        return Started(known.reference, f"https://fake.example/checkout/{known.reference}")

    async def fetch(self, reference: str) -> ChargeState | None:
        self._before("fetch", reference)
        return self.charges.get(reference)

    async def cancel(self, reference: str) -> ChargeState:
        self._before("cancel", reference)
        state = self.charges[reference]
        if state.status is ChargeStatus.PENDING:
            state = self.charges[reference] = replace(state, status=ChargeStatus.CANCELLED)
        self._after("cancel")
        return state

    async def refund(self, reference: str, refund_id: str, amount_minor: int, currency: str) -> RefundState:
        self._before("refund", refund_id)
        state = self.refunds.get(refund_id)
        if state is None:
            state = RefundState(f"re_{next(self._numbers)}", refund_id, self.refund_status, amount_minor, currency)
            self.refunds[refund_id] = state
        self._after("refund")
        return state

    async def fetch_refund(self, charge_reference: str, refund_id: str) -> RefundState | None:
        self._before("fetch_refund", refund_id)
        return self.refunds.get(refund_id)

    async def page_secret(self, reference: str) -> str:
        return f"secret of {reference}"

    async def settlements(self, day: date) -> AsyncIterator[SettlementLine]:
        """A line for every charge that was paid, as if on the requested day; refunds are left out."""
        moment = datetime.combine(day, time(12), UTC)
        for n, (reference, state) in enumerate(self.charges.items()):
            if state.status is ChargeStatus.SUCCEEDED:
                yield SettlementLine(
                    f"line_{n}", LineKind.PAYMENT, reference, None, state.amount_minor, state.fee_minor or 0,
                    state.currency, moment,
                )  # fmt: skip

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Notice:
        moment, _, signature = headers.get("fake-signature", "").partition(":")
        right = hmac.digest(SECRET, moment.encode() + b"." + body, hashlib.sha256).hex()
        if not hmac.compare_digest(right, signature) or abs(now - float(moment)) > 300:
            raise BadSignature("wrong")
        said = orjson.loads(body)
        return Notice(said["id"], said["type"], said.get("charge"), said.get("refund"))

    async def close(self) -> None: ...

    # Actions of the payer

    def pay(self, reference: str, **changes: Any) -> None:
        changes = {"status": ChargeStatus.SUCCEEDED, "fee_minor": 7, **changes}
        self.charges[reference] = replace(self.charges[reference], **changes)

    def decline(self, reference: str) -> None:
        self.charges[reference] = replace(
            self.charges[reference], status=ChargeStatus.FAILED, failure_code="DECLINED", failure_message="no money"
        )


def signed(event: dict[str, Any], moment: float, secret: bytes = SECRET) -> tuple[bytes, dict[str, str]]:
    body = orjson.dumps(event)
    text = str(int(moment))
    return body, {"fake-signature": f"{text}:{hmac.digest(secret, text.encode() + b'.' + body, hashlib.sha256).hex()}"}
