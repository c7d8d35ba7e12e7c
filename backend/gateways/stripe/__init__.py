"""Stripe as a payment gateway: payment intents, which a page of ours lets the payer confirm with Stripe.js.

Card data goes from the payer's browser to Stripe and never comes by here.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import stripe
import structlog

from backend.gateways.payments import (
    CALL_SECONDS,
    Charge,
    ChargeState,
    GatewayDown,
    GatewayRefused,
    Notice,
    RefundState,
    SettlementLine,
    Started,
)
from backend.gateways.stripe.amounts import to_stripe
from backend.gateways.stripe.answers import charge_state, refund_state, settlement_line
from backend.gateways.stripe.transport import Transport
from backend.gateways.stripe.webhooks import read_notice

__all__ = ["StripeGateway"]

DAY_SECONDS = 86_400
PAGE = 100  # rows of a list; Stripe gives no more at once
_INTENT = re.compile(r"pi_[A-Za-z0-9_]{1,250}")
_WITH_FEE = ["latest_charge.balance_transaction"]
_NONSENSE = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
T = TypeVar("T")
_log = structlog.get_logger("stripe_gateway")


class _Unknown(GatewayRefused):
    """Stripe has nothing of this id."""


class StripeGateway:
    """A PaymentGateway.

    `webhook_secrets`: one for each endpoint, and while one is being replaced, both. `base_address`: where Stripe is,
    without a slash at the end. `seconds`: longest a call may take altogether.
    """

    name = "stripe"
    pays_on_our_page = True

    def __init__(
        self,
        api_key: str,
        webhook_secrets: Sequence[str],
        *,
        base_address: str = stripe.DEFAULT_API_BASE,
        seconds: float = CALL_SECONDS,
    ) -> None:
        if not all(webhook_secrets):
            raise ValueError("an empty webhook secret is one that everybody knows")
        # The SDK would tell Stripe of this machine and how long its answers took.
        stripe.enable_telemetry = False
        self._secrets = tuple(webhook_secrets)
        self._seconds = seconds
        self._http = Transport(seconds)
        # No retries of the SDK's own: whether a call is repeated is decided where the payment is known.
        self._api = stripe.StripeClient(
            api_key, base_addresses={"api": base_address}, http_client=self._http, max_network_retries=0
        ).v1

    async def start(self, charge: Charge) -> Started:
        """Begin a payment intent; wallets (Apple Pay, Google Pay) are cards to Stripe.

        An account whose Dashboard allows no cards gets an intent that nobody can pay, not a refusal.
        """
        amount = to_stripe(charge.amount_minor, charge.currency)
        async with self._asking("start"):
            intent = await self._api.payment_intents.create_async(
                {
                    "amount": amount,
                    "currency": charge.currency.lower(),
                    "description": charge.number,
                    "metadata": {"payment_id": charge.payment_id, "number": charge.number},
                    "allowed_payment_method_types": ["card"],
                },
                {"idempotency_key": charge.payment_id},
            )
            return Started(_read(charge_state, _plain(intent)).reference)

    async def fetch(self, reference: str) -> ChargeState | None:
        """None: the gateway knows no such charge. The fee is there once Stripe has settled it."""
        try:
            return _read(charge_state, await self._intent(reference))
        except _Unknown:
            return None

    async def cancel(self, reference: str) -> ChargeState:
        """Cancel the intent, or say what it is where that is too late.

        The key of this call is the SDK's, new each time: with a key of ours Stripe would repeat for a day that an
        intent cannot be cancelled, though it can be by then.
        """
        try:
            async with self._asking("cancel"):
                intent = await self._api.payment_intents.cancel_async(_known(reference), {"expand": _WITH_FEE})
                return _read(charge_state, _plain(intent))
        except _Unknown:
            raise
        except GatewayRefused:
            return _read(charge_state, await self._intent(reference))

    async def refund(self, reference: str, refund_id: str, amount_minor: int, currency: str) -> RefundState:
        """Pay back all or a part; Stripe refuses what exceeds the charge."""
        amount = to_stripe(amount_minor, currency)
        async with self._asking("refund"):
            refund = await self._api.refunds.create_async(
                {"payment_intent": _known(reference), "amount": amount, "metadata": {"refund_id": refund_id}},
                {"idempotency_key": refund_id},
            )
            return _read(refund_state, _plain(refund))

    async def fetch_refund(self, charge_reference: str, refund_id: str) -> RefundState | None:
        """By our own id, among all refunds of the charge."""
        try:
            async with self._asking("fetch_refund"):
                page = await self._api.refunds.list_async({"payment_intent": _known(charge_reference), "limit": PAGE})
            async for refund in self._rows(page, "fetch_refund"):
                if (refund.get("metadata") or {}).get("refund_id") == refund_id:
                    return _read(refund_state, refund)
        except _Unknown:
            return None
        return None

    async def page_secret(self, reference: str) -> str:
        """The intent's client secret, which opens this one payment and nothing else."""
        return _read(lambda intent: str(intent["client_secret"]), await self._intent(reference))

    async def settlements(self, day: date) -> AsyncIterator[SettlementLine]:
        """Balance transactions made on a day (UTC); what is no payment, refund or payout is logged and left out."""
        start = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        async with self._asking("settlements"):
            page = await self._api.balance_transactions.list_async(
                {"created": {"gte": start, "lt": start + DAY_SECONDS}, "limit": PAGE, "expand": ["data.source"]}
            )
        async for row in self._rows(page, "settlements"):
            line = _read(settlement_line, row)
            if line is None:
                _log.info("stripe.line_left_out", line=row["id"], kind=row["type"], amount=row["amount"])
            else:
                yield line

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Notice:
        return read_notice(body, headers.get("stripe-signature"), self._secrets, now)

    async def close(self) -> None:
        await self._http.close_async()

    async def _intent(self, reference: str) -> dict[str, Any]:
        async with self._asking("fetch"):
            return _plain(await self._api.payment_intents.retrieve_async(_known(reference), {"expand": _WITH_FEE}))

    async def _rows(self, page: Any, call: str) -> AsyncIterator[dict[str, Any]]:
        """Every row of a list, page by page, each page a call with its own time."""
        while True:
            rows, more = _read(_page, page)
            for row in rows:
                yield row
            if not more:
                return
            async with self._asking(call):
                page = await page.next_page_async()

    @asynccontextmanager
    async def _asking(self, call: str) -> AsyncIterator[None]:
        """One call: what goes wrong in it comes out as GatewayDown or GatewayRefused."""
        try:
            async with asyncio.timeout(self._seconds):
                yield
        except (stripe.CardError, stripe.InvalidRequestError) as error:
            raise _refusal(error) from error
        except (stripe.AuthenticationError, stripe.PermissionError, stripe.IdempotencyError) as error:
            # Ours to mend, and no answer about the payment: a key that was withdrawn may have begun it before.
            _log.error("stripe.refuses_us", call=call, error=type(error).__name__, request=error.request_id)
            raise GatewayDown(f"Stripe refuses us: {type(error).__name__}") from error
        except (stripe.StripeError, TimeoutError) as error:
            raise GatewayDown(f"no clear answer from Stripe: {type(error).__name__}") from error
        except _NONSENSE as error:
            raise _not_understood(error) from error


def _known(reference: str) -> str:
    """A reference that can be one; any other would become another address of Stripe's."""
    if not _INTENT.fullmatch(reference):
        raise _Unknown("resource_missing", "no reference of a payment intent")
    return reference


def _refusal(error: stripe.CardError | stripe.InvalidRequestError) -> GatewayRefused:
    kind = getattr(error.error, "type", None)
    said = _Unknown if error.http_status == 404 else GatewayRefused
    return said(str(error.code or kind or "refused"), error.user_message or "refused")


def _page(answer: Any) -> tuple[list[dict[str, Any]], bool]:
    """The rows of a page, and whether there are more."""
    return [_plain(row) for row in answer.data], bool(answer.has_more)


def _read(meaning: Callable[[Any], T], answer: Any) -> T:
    """What an answer means. Raises GatewayDown for one that has not what it must have."""
    try:
        return meaning(answer)
    except _NONSENSE as error:
        raise _not_understood(error) from error


def _not_understood(error: Exception) -> GatewayDown:
    _log.error("stripe.answer_not_understood", exc_info=error)
    return GatewayDown("an answer of Stripe's that is not one")


def _plain(answer: stripe.StripeObject) -> dict[str, Any]:
    """The answer as it came."""
    return answer.to_dict(recursive=True)
