"""The adapter of Stripe: payment intents, which the payer confirms with Stripe.js on our payment page.

Card data goes from the payer's browser to Stripe and never through the CRM.
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
PAGE_ROWS = 100  # the largest page that Stripe returns
_INTENT = re.compile(r"pi_[A-Za-z0-9_]{1,250}")
_WITH_FEE = ["latest_charge.balance_transaction"]
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, OverflowError)
T = TypeVar("T")
_log = structlog.get_logger("stripe_gateway")


class _NotFound(GatewayRefused):
    """Stripe has no object with this id."""


class StripeGateway:
    """A PaymentGateway.

    `webhook_secrets`: the secret of each endpoint; two while one is being replaced. `base_address`: the URL of Stripe's
    API, without a trailing slash. `seconds`: maximum time of one call.
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
            raise ValueError("webhook secrets must not be empty")
        # Telemetry would send Stripe facts about this machine and the duration of calls.
        stripe.enable_telemetry = False
        self._secrets = tuple(webhook_secrets)
        self._seconds = seconds
        self._http = Transport(seconds)
        # The SDK does not retry: the billing service decides whether to repeat a call.
        self._api = stripe.StripeClient(
            api_key, base_addresses={"api": base_address}, http_client=self._http, max_network_retries=0
        ).v1

    async def start(self, charge: Charge) -> Started:
        """Create a payment intent. Wallets (Apple Pay, Google Pay) are cards in Stripe's terms.

        If the Stripe account does not allow cards, the call succeeds, and the intent cannot be paid.
        """
        amount = to_stripe(charge.amount_minor, charge.currency)
        async with self._calling("start"):
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
        """The state of a charge, None when Stripe has no such charge; with its fee once Stripe has determined it."""
        try:
            return _read(charge_state, await self._intent(reference))
        except _NotFound:
            return None

    async def cancel(self, reference: str) -> ChargeState:
        """Cancel the intent; if Stripe refuses, fetch its state.

        The SDK sends a new idempotency key with each call. With our own key, Stripe would repeat a refusal for a day,
        although the intent may be cancellable by then.
        """
        try:
            async with self._calling("cancel"):
                intent = await self._api.payment_intents.cancel_async(_checked(reference), {"expand": _WITH_FEE})
                return _read(charge_state, _plain(intent))
        except _NotFound:
            raise
        except GatewayRefused:
            return _read(charge_state, await self._intent(reference))

    async def refund(self, reference: str, refund_id: str, amount_minor: int, currency: str) -> RefundState:
        """Refund all or a part of a charge; Stripe refuses amounts that exceed the rest."""
        amount = to_stripe(amount_minor, currency)
        async with self._calling("refund"):
            refund = await self._api.refunds.create_async(
                {"payment_intent": _checked(reference), "amount": amount, "metadata": {"refund_id": refund_id}},
                {"idempotency_key": refund_id},
            )
            return _read(refund_state, _plain(refund))

    async def fetch_refund(self, charge_reference: str, refund_id: str) -> RefundState | None:
        """Find a refund by our id among all refunds of the charge."""
        try:
            async with self._calling("fetch_refund"):
                page = await self._api.refunds.list_async(
                    {"payment_intent": _checked(charge_reference), "limit": PAGE_ROWS}
                )
            async for refund in self._rows(page, "fetch_refund"):
                if (refund.get("metadata") or {}).get("refund_id") == refund_id:
                    return _read(refund_state, refund)
        except _NotFound:
            return None
        return None

    async def page_secret(self, reference: str) -> str:
        """The intent's client secret, which allows the confirmation of this payment only."""
        return _read(lambda intent: str(intent["client_secret"]), await self._intent(reference))

    async def settlements(self, day: date) -> AsyncIterator[SettlementLine]:
        """The balance transactions of a day (UTC). Those of other kinds than payment, refund or payout are logged."""
        start = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        async with self._calling("settlements"):
            page = await self._api.balance_transactions.list_async(
                {"created": {"gte": start, "lt": start + DAY_SECONDS}, "limit": PAGE_ROWS, "expand": ["data.source"]}
            )
        async for row in self._rows(page, "settlements"):
            line = _read(settlement_line, row)
            if line is None:
                _log.info("stripe.line_skipped", line=row["id"], kind=row["type"], amount=row["amount"])
            else:
                yield line

    def verify(self, body: bytes, headers: Mapping[str, str], now: float) -> Notice:
        return read_notice(body, headers.get("stripe-signature"), self._secrets, now)

    async def close(self) -> None:
        await self._http.close_async()

    async def _intent(self, reference: str) -> dict[str, Any]:
        async with self._calling("fetch"):
            return _plain(await self._api.payment_intents.retrieve_async(_checked(reference), {"expand": _WITH_FEE}))

    async def _rows(self, page: Any, call: str) -> AsyncIterator[dict[str, Any]]:
        """All rows of a list. Each page is a call with its own time limit."""
        while True:
            rows, more = _read(_page, page)
            for row in rows:
                yield row
            if not more:
                return
            async with self._calling(call):
                page = await page.next_page_async()

    @asynccontextmanager
    async def _calling(self, call: str) -> AsyncIterator[None]:
        """Limit the time of one call, and translate its errors to GatewayDown and GatewayRefused."""
        try:
            async with asyncio.timeout(self._seconds):
                yield
        except (stripe.CardError, stripe.InvalidRequestError) as error:
            raise _refusal(error) from error
        except (stripe.AuthenticationError, stripe.PermissionError, stripe.IdempotencyError) as error:
            # A fault of our configuration, after which the outcome is unknown: an earlier call with a key that was
            # withdrawn since may have started the payment.
            _log.error("stripe.access_refused", call=call, error=type(error).__name__, request=error.request_id)
            raise GatewayDown(f"Stripe refuses our credentials or key: {type(error).__name__}") from error
        except (stripe.StripeError, TimeoutError) as error:
            raise GatewayDown(f"no clear response from Stripe: {type(error).__name__}") from error
        except _MALFORMED as error:
            raise _malformed(error) from error


def _checked(reference: str) -> str:
    """The reference, checked, since it becomes part of a URL. Raises GatewayRefused."""
    if not _INTENT.fullmatch(reference):
        raise _NotFound("resource_missing", "the reference is not the id of a payment intent")
    return reference


def _refusal(error: stripe.CardError | stripe.InvalidRequestError) -> GatewayRefused:
    kind = getattr(error.error, "type", None)
    refusal = _NotFound if error.http_status == 404 else GatewayRefused
    return refusal(str(error.code or kind or "refused"), error.user_message or "refused")


def _page(answer: Any) -> tuple[list[dict[str, Any]], bool]:
    """The rows of a page, and whether there are more."""
    return [_plain(row) for row in answer.data], bool(answer.has_more)


def _read(meaning: Callable[[Any], T], answer: Any) -> T:
    """Apply `meaning` to a response. Raises GatewayDown for a response that lacks required parts."""
    try:
        return meaning(answer)
    except _MALFORMED as error:
        raise _malformed(error) from error


def _malformed(error: Exception) -> GatewayDown:
    _log.error("stripe.malformed_response", exc_info=error)
    return GatewayDown("Stripe's response is malformed")


def _plain(answer: stripe.StripeObject) -> dict[str, Any]:
    """The response as a plain dictionary."""
    return answer.to_dict(recursive=True)
