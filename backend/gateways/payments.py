"""Payment gateways as a port: charge, ask, pay back, list what was settled, and tell whether a webhook is genuine.

Amounts are minor units. `payment_id` and `refund_id` are our own ids; they are also the idempotency keys of the calls
that begin something, so that asking twice begins it once.
"""

import enum
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from backend.errors import CrmError

CALL_SECONDS = 10.0
SIGNATURE_SECONDS = 300  # how old, or how far ahead, the moment in a webhook's signature may be


class GatewayDown(CrmError):
    """The gateway did not answer, or not clearly: what came of the call is not known. It is asked, not told again."""


class GatewayRefused(CrmError):
    """The gateway said no, and nothing was done. `code` is the gateway's own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class BadSignature(CrmError):
    """A webhook that is not the gateway's, or too old."""


class ChargeStatus(enum.StrEnum):
    PENDING = "PENDING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class GatewayRefundStatus(enum.StrEnum):
    PENDING = "PENDING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


class LineKind(enum.StrEnum):
    PAYMENT = "PAYMENT"
    REFUND = "REFUND"
    PAYOUT = "PAYOUT"


@dataclass(frozen=True)
class Charge:
    """What a payer is to be charged."""

    payment_id: str
    number: str
    amount_minor: int
    currency: str
    method: str  # CARD or WALLET
    return_url: str | None = None
    language: str = "EN"


@dataclass(frozen=True)
class Started:
    """A charge that waits for its payer. `checkout_url`: the gateway's own page; None where the page is ours."""

    reference: str
    checkout_url: str | None = None


@dataclass(frozen=True)
class ChargeState:
    """What the gateway says of a charge now."""

    reference: str
    payment_id: str | None
    status: ChargeStatus
    amount_minor: int
    currency: str
    fee_minor: int | None = None
    failure_code: str | None = None
    failure_message: str | None = None


@dataclass(frozen=True)
class RefundState:
    """What the gateway says of a refund now."""

    reference: str
    refund_id: str | None
    status: GatewayRefundStatus
    amount_minor: int
    currency: str
    failure: str | None = None


@dataclass(frozen=True)
class Notice:
    """What a webhook says: that something happened to this charge or refund. What, the gateway is asked."""

    event_id: str
    kind: str
    charge_reference: str | None = None
    refund_reference: str | None = None


@dataclass(frozen=True)
class SettlementLine:
    """One line of what a gateway settled. `amount_minor` is the gross, negative for refunds and payouts."""

    line_id: str
    kind: LineKind
    reference: str  # of the charge; of the payout itself for PAYOUT
    refund_reference: str | None
    amount_minor: int
    fee_minor: int
    currency: str
    at: datetime


class PaymentGateway(Protocol):
    """Raises GatewayDown where an answer is missing or unclear, GatewayRefused where it is no."""

    @property
    def name(self) -> str:
        """As in `/webhooks/<name>` and in the name of its clearing account."""

    @property
    def pays_on_our_page(self) -> bool:
        """Whether the payer pays on a page of ours (`/pay/<token>`), by `page_secret`."""

    async def start(self, charge: Charge) -> Started: ...

    async def fetch(self, reference: str) -> ChargeState | None:
        """None: the gateway knows no such charge."""

    async def cancel(self, reference: str) -> ChargeState:
        """Give a charge up that was not paid; what it is now, which may be paid after all."""

    async def refund(self, reference: str, refund_id: str, amount_minor: int, currency: str) -> RefundState: ...

    async def fetch_refund(self, charge_reference: str, refund_id: str) -> RefundState | None:
        """By our own id, since the answer that had the gateway's may have been lost. None: it was never begun."""

    async def page_secret(self, reference: str) -> str:
        """What our page needs to let the payer confirm the charge."""

    def settlements(self, day: date) -> AsyncIterator[SettlementLine]:
        """What was settled on a day (UTC), line by line."""

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Notice:
        """What a genuine webhook says; `headers` by lower-case name. Raises BadSignature."""

    async def close(self) -> None: ...
