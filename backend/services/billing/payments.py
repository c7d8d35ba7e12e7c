"""Payments at gateways: starting a charge, polling its state, cancelling it."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
import structlog

from backend.auth.viewer import Viewer
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import (
    Charge,
    ChargeState,
    ChargeStatus,
    GatewayDown,
    GatewayRefused,
    PaymentGateway,
    Started,
)
from backend.identifiers import PAYMENT_ID, PaymentKey
from backend.models import Contract, Customer, Payment, WebhookReceipt
from backend.models.payment import UNDECIDED
from backend.models.states import text_list
from backend.services import payment as payments
from backend.services.billing.base import AtGateways, actor_of, next_poll, unavailable
from backend.services.payment import POLL_DELAYS

LEASE = timedelta(seconds=30)  # longer than a call to a gateway may take
WAIT_SECONDS = 5.0  # how long a request waits for another process that is starting the same charge
CHECK_SECONDS = 0.1

log = structlog.get_logger()


@dataclass(frozen=True)
class AtGateway:
    """A payment at a configured gateway. `reference`: the charge's; None until the gateway has answered."""

    id: PaymentKey
    gateway: str
    reference: str | None


class PaymentsAtGateways(AtGateways):
    """The calls of gateways about payments."""

    async def start(self, payment_id: PaymentKey) -> None:
        """Start the charge of a committed payment, or wait at most 5 s for another process that is starting it.

        Never raises for an unreachable gateway: the next poll starts the charge.
        """
        if await self._lease(payment_id):
            try:
                await self._start(payment_id)
            except (GatewayDown, GatewayRefused) as error:
                log.warning("gateway does not answer", payment=str(payment_id), reason=str(error))
            return
        deadline = asyncio.get_running_loop().time() + WAIT_SECONDS
        waiting = (
            "select true from payment where id = $1 and start_leased_until > now()"
            f" and status in ({text_list(UNDECIDED)})"
        )
        while await self.database.fetch(waiting, payment_id):
            if asyncio.get_running_loop().time() > deadline:
                return
            await asyncio.sleep(CHECK_SECONDS)

    async def checkout_url(self, payment_id: PaymentKey) -> str | None:
        """The URL where the payer completes an undecided payment; None for a decided payment or an unstarted charge."""
        row = "select status, gateway, gateway_reference, checkout_url from payment where id = $1"
        found = (await self.database.fetch(row, payment_id))[0]
        return self.checkout_of(
            payment_id, found["status"], found["gateway"], found["gateway_reference"], found["checkout_url"]
        )

    def checkout_of(
        self, payment_id: PaymentKey, status: str, gateway: str | None, reference: str | None, url: str | None
    ) -> str | None:
        """`checkout_url` from the payment's columns."""
        adapter = self.gateways.get(gateway or "")
        if status not in {"PENDING", "UNKNOWN"} or adapter is None or reference is None:
            return None
        return self.page_url(payment_id) if adapter.pays_on_our_page else url

    async def _lease(self, payment_id: PaymentKey) -> bool:
        """Take the lease for starting the charge. Returns whether this process has it; only one process can have it.

        A charge whose reference came by a webhook, while the answer to its start was lost, is started again as long as
        it has no checkout URL.
        """
        pages = [name for name, gateway in self.gateways.items() if gateway.pays_on_our_page]
        without_checkout = sa.and_(Payment.checkout_url.is_(None), Payment.gateway.not_in(pages))
        async with self.database.transaction() as session:
            leased = await session.scalar(
                sa.update(Payment)
                .where(
                    Payment.id == payment_id,
                    Payment.status.in_(UNDECIDED),
                    Payment.gateway.in_(list(self.gateways)),
                    sa.or_(Payment.gateway_reference.is_(None), without_checkout),
                    sa.or_(Payment.start_leased_until.is_(None), Payment.start_leased_until < sa.func.now()),
                )
                .values(start_leased_until=sa.func.now() + LEASE)
                .returning(Payment.id)
            )
        return leased is not None

    async def _start(self, payment_id: PaymentKey) -> None:
        """Start the charge at the gateway. The idempotency key is the payment's id, so a repeated call does not create
        a second charge.
        """
        charge, gateway = await self._charge(payment_id)
        try:
            started = await gateway.start(charge)
        except GatewayDown as error:
            log.warning("gateway does not answer", payment=charge.payment_id, reason=str(error))
            async with self.database.transaction() as session:
                payment = await payments.locked(session, payment_id)
                await payments.mark_unknown(session, payment, actor_of(gateway))
                await session.execute(next_poll(Payment, payment_id, payment.asked))
            return
        except GatewayRefused as error:
            state = ChargeState("", charge.payment_id, ChargeStatus.FAILED, charge.amount_minor, charge.currency,
                failure_code=error.code, failure_message=error.message)  # fmt: skip
            await self.apply(payment_id, state, gateway)
            return
        await self._store_start(payment_id, started)

    async def _charge(self, payment_id: PaymentKey) -> tuple[Charge, PaymentGateway]:
        async with self.database.transaction() as session:
            row = (
                await session.execute(
                    sa.select(Payment, Customer.language)
                    .join(Contract, Contract.id == sa.func.coalesce(Payment.payer_contract_id, Payment.contract_id))
                    .join(Customer, Customer.id == Contract.customer_id)
                    .where(Payment.id == payment_id)
                )
            ).one()
        payment: Payment = row[0]
        charge = Charge(
            PAYMENT_ID.encode(payment.id), payment.number, payment.amount_minor, payment.currency,
            payment.method.value, payment.return_url, row[1].value,
        )  # fmt: skip
        return charge, self.gateways[payment.gateway or ""]

    async def _store_start(self, payment_id: PaymentKey, started: Started) -> None:
        async with self.database.transaction() as session:
            payment = await payments.locked(session, payment_id)
            cancelled = payment.status not in UNDECIDED
            await session.execute(
                sa.update(Payment)
                .where(Payment.id == payment_id)
                .values(
                    gateway_reference=started.reference, checkout_url=started.checkout_url, start_leased_until=None,
                    ask_at=sa.func.now() + POLL_DELAYS[0], asked=0,
                )
            )  # fmt: skip
        if cancelled:
            # The payment was cancelled while the charge was being started; the poll cancels the charge.
            await self.poll(payment_id)

    async def poll(self, payment_id: PaymentKey) -> str:
        """Fetch a payment's state from its gateway and apply it; cancel a charge that has expired. Returns the outcome.

        Raises GatewayDown when the gateway does not answer; the next poll is scheduled already.
        """
        at_gateway = await self._at_gateway(payment_id)
        if at_gateway is None:
            return "NOTHING"
        if at_gateway.reference is None:
            # The answer to the start was lost. The same idempotency key starts no second charge, and nobody can have
            # paid yet, because nobody has the checkout URL.
            if await self._lease(payment_id):
                await self._start(payment_id)
            return "NOTHING"
        gateway = self.gateways[at_gateway.gateway]
        state = await gateway.fetch(at_gateway.reference)
        if state is not None and state.status is ChargeStatus.PENDING and await self._is_over(payment_id):
            state = await gateway.cancel(at_gateway.reference)
        if state is None:
            log.error("the gateway has no such charge", payment=str(payment_id), reference=at_gateway.reference)
            return "NOTHING"
        if state.status is ChargeStatus.PENDING and await self._lease(payment_id):
            await self._start(payment_id)
        return await self.apply(payment_id, state, gateway)

    async def _is_over(self, payment_id: PaymentKey) -> bool:
        """Whether a payment is decided or older than CRM_PAYMENT_EXPIRY_HOURS."""
        hours = timedelta(hours=self.settings.payment_expiry_hours)
        is_over = (
            f"select status not in ({text_list(UNDECIDED)}) or created_at < now() - $2::interval"
            " from payment where id = $1"
        )
        return bool((await self.database.fetch(is_over, payment_id, hours))[0][0])

    async def apply(
        self, payment_id: PaymentKey, state: ChargeState, gateway: PaymentGateway, event_id: str | None = None
    ) -> str:
        """Apply a state that the gateway reported and mark the webhook `event_id` as processed. Returns the outcome."""
        async with self.database.transaction() as session:
            payment = await payments.locked(session, payment_id)
            outcome = await payments.apply_state(session, self.settings, payment, state, actor_of(gateway))
            if event_id is not None:
                await session.execute(receipt_done(gateway.name, event_id, outcome))
        return outcome

    async def _at_gateway(self, payment_id: PaymentKey) -> AtGateway | None:
        row = "select id, gateway, gateway_reference from payment where id = $1 and gateway is not null"
        found = await self.database.fetch(row, payment_id)
        if not found or found[0]["gateway"] not in self.gateways:
            return None
        return AtGateway(*found[0])

    async def resolve_unknown(self, text: str) -> None:
        """Poll the gateway for a payment that is UNKNOWN, before a verb acts on it.

        Raises Refusal GATEWAY_UNAVAILABLE when the gateway does not answer.
        """
        key = PAYMENT_ID.decode(text)
        if key is None:
            return
        if await self._at_gateway(key) is None or not await self.database.fetch(
            "select true from payment where id = $1 and status = 'UNKNOWN'", key
        ):
            return
        try:
            await self.poll(key)
        except (GatewayDown, GatewayRefused):
            raise unavailable() from None

    async def cancel(self, viewer: Viewer, text: str) -> None:
        """Cancel the charge at the gateway, before the payment is cancelled. A charge that was paid is credited.

        Raises Refusal NOT_FOUND for a payment that a subscriber did not start, INVALID_TRANSITION where the gateway is
        processing it, GATEWAY_UNAVAILABLE.
        """
        key = PAYMENT_ID.decode(text)
        at_gateway = await self._at_gateway(key) if key is not None else None
        if at_gateway is None or at_gateway.reference is None:
            return
        async with self.database.transaction() as session:
            payment = await payments.locked(session, at_gateway.id)
            await payments.check_own(session, viewer, payment)
            if payment.status not in UNDECIDED:
                return
        gateway = self.gateways[at_gateway.gateway]
        try:
            state = await self._cancelled(gateway, at_gateway.reference)
        except (GatewayDown, GatewayRefused):
            raise unavailable() from None
        if state is None:
            return
        if state.status is ChargeStatus.PENDING:
            message = "the gateway is processing the payment and cannot cancel it now"
            raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
        if state.status is ChargeStatus.SUCCEEDED:
            await self.apply(at_gateway.id, state, gateway)

    @staticmethod
    async def _cancelled(gateway: PaymentGateway, reference: str) -> ChargeState | None:
        """Cancel a charge and return its state, also where the gateway refuses. Raises GatewayDown, GatewayRefused."""
        try:
            return await gateway.cancel(reference)
        except GatewayRefused:
            return await gateway.fetch(reference)


def receipt_done(gateway: str, event_id: str, outcome: str) -> sa.Update:
    """The statement that marks a webhook as processed."""
    return (
        sa.update(WebhookReceipt)
        .where(WebhookReceipt.gateway == gateway, WebhookReceipt.event_id == event_id)
        .values(done_at=sa.func.now(), outcome=outcome)
    )
