"""The port of payment gateways: charges, their state, refunds, settlements, and the verification of webhooks.

Amounts are minor units. `payment_id` and `refund_id` are our own ids. They are also the idempotency keys of the calls
that start a charge or a refund, so that a repeated call starts nothing twice.
"""

import enum
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from backend.errors import CrmError

CALL_SECONDS = 10.0
SIGNATURE_SECONDS = 300  # largest difference, in both directions, between our clock and the time in a signature


OTHER = "OTHER"
_CODE = re.compile(r"(?!.*[0-9]{4})[A-Za-z0-9_]{1,64}", re.ASCII)


def failure_code(text: str | None) -> str | None:
    """A gateway's failure code as it is stored; OTHER for text of another form, which may contain words of people."""
    return text if text is None or _CODE.fullmatch(text) else OTHER


class GatewayDown(CrmError):
    """The gateway gave no clear response, so the outcome of the call is unknown.

    The caller fetches the state of the charge or refund later, and does not assume that the call failed.
    """


class GatewayRefused(CrmError):
    """The gateway refused the call, and did nothing. `code` is the gateway's own."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class BadSignature(CrmError):
    """The signature of a webhook is not valid, or its time is too far from the present."""


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
    """A charge to be started."""

    payment_id: str
    number: str
    amount_minor: int
    currency: str
    method: str  # CARD or WALLET
    return_url: str | None = None
    language: str = "EN"


@dataclass(frozen=True)
class Started:
    """A charge that was started. `checkout_url`: the gateway's payment page; None where the payer pays on our page."""

    reference: str
    checkout_url: str | None = None


@dataclass(frozen=True)
class ChargeState:
    """The current state of a charge at the gateway."""

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
    """The current state of a refund at the gateway. `failure` are words, `failure_code` is the gateway's code."""

    reference: str
    refund_id: str | None
    status: GatewayRefundStatus
    amount_minor: int
    currency: str
    failure: str | None = None
    failure_code: str | None = None


@dataclass(frozen=True)
class Notice:
    """The content of a webhook: the charge or refund that changed. Its new state is fetched from the gateway."""

    event_id: str
    kind: str
    charge_reference: str | None = None
    refund_reference: str | None = None


@dataclass(frozen=True)
class SettlementLine:
    """One line of a settlement. `amount_minor` is the gross amount, negative for refunds and payouts."""

    line_id: str
    kind: LineKind
    reference: str  # the gateway's reference of the charge; for PAYOUT, of the payout
    refund_reference: str | None
    amount_minor: int
    fee_minor: int
    currency: str
    at: datetime


class PaymentGateway(Protocol):
    """A payment gateway.

    Every call raises GatewayDown where the response is missing or unclear, and GatewayRefused where it is a refusal.
    """

    @property
    def name(self) -> str:
        """The name in `/webhooks/<name>` and of the gateway's clearing account."""

    @property
    def pays_on_our_page(self) -> bool:
        """Whether the payer pays on our page (`/pay/<token>`) with `page_secret`, and not on a page of the gateway."""

    async def start(self, charge: Charge) -> Started:
        """Start a charge; with the same `payment_id`, return the one that was started before."""

    async def fetch(self, reference: str) -> ChargeState | None:
        """The state of a charge; None when the gateway has no such charge."""

    async def cancel(self, reference: str) -> ChargeState:
        """Cancel a charge that is not paid, and return its state, which may nevertheless be SUCCEEDED."""

    async def refund(self, reference: str, refund_id: str, amount_minor: int, currency: str) -> RefundState:
        """Refund a charge wholly or in part; with the same `refund_id`, return the refund that was started before."""

    async def fetch_refund(self, charge_reference: str, refund_id: str) -> RefundState | None:
        """The state of a refund by our id, since the response with the gateway's may be lost; None when not started."""

    async def page_secret(self, reference: str) -> str:
        """The secret with which the payer confirms the charge on our page."""

    def settlements(self, day: date) -> AsyncIterator[SettlementLine]:
        """The lines that were settled on a day (UTC)."""

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Notice:
        """Verify a webhook and return its content.

        `headers`: by lower-case name. `now`: Unix seconds. Raises BadSignature.
        """

    async def close(self) -> None:
        """Close the connections to the gateway."""
