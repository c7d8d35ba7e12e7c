"""Payments at gateways: begun, asked about, given up."""

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
from backend.services import payment as payments
from backend.services.billing.base import AtGateways, actor_of, later, unavailable
from backend.services.payment import ASK_AFTER, UNDECIDED

LEASE = timedelta(seconds=30)  # longer than a call to a gateway may take
WAIT_SECONDS = 5.0  # how long who asks for a checkout waits for somebody else's call
LOOK_SECONDS = 0.1

log = structlog.get_logger()


@dataclass(frozen=True)
class Known:
    """What is to be asked about."""

    id: PaymentKey
    gateway: str
    reference: str | None


class PaymentsAtGateways(AtGateways):
    """Everything that is said about a payment."""

    async def begin(self, payment_id: PaymentKey) -> None:
        """Begin a committed payment at its gateway, or wait until whoever is at it has. Never raises: what could not
        be begun now is asked about later.
        """
        if await self._lease(payment_id):
            try:
                await self._start(payment_id)
            except (GatewayDown, GatewayRefused) as error:
                log.warning("gateway does not answer", payment=str(payment_id), reason=str(error))
            return
        deadline = asyncio.get_running_loop().time() + WAIT_SECONDS
        waiting = (
            "select true from payment where id = $1 and start_leased_until > now() and status in ('PENDING', 'UNKNOWN')"
        )
        while await self.database.fetch(waiting, payment_id):
            if asyncio.get_running_loop().time() > deadline:
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def checkout_url(self, payment_id: PaymentKey) -> str | None:
        """Where the payer of a payment goes on, as long as it is not decided; None while that is not known yet."""
        row = "select status, gateway, gateway_reference, checkout_url from payment where id = $1"
        found = (await self.database.fetch(row, payment_id))[0]
        return self.checkout_of(
            payment_id, found["status"], found["gateway"], found["gateway_reference"], found["checkout_url"]
        )

    def checkout_of(
        self, payment_id: PaymentKey, status: str, gateway: str | None, reference: str | None, url: str | None
    ) -> str | None:
        """The same from the payment's columns."""
        known = self.gateways.get(gateway or "")
        if status not in {"PENDING", "UNKNOWN"} or known is None or reference is None:
            return None
        return self.page_url(payment_id) if known.pays_on_our_page else url

    async def _lease(self, payment_id: PaymentKey) -> bool:
        """Whether this process is to begin the payment: of several, one at a time.

        A webhook may have told us of the charge whose beginning was not answered: then it still lacks its checkout.
        """
        pages = [name for name, gateway in self.gateways.items() if gateway.pays_on_our_page]
        without_checkout = sa.and_(Payment.checkout_url.is_(None), Payment.gateway.not_in(pages))
        async with self.database.transaction() as session:
            mine = await session.scalar(
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
        return mine is not None

    async def _start(self, payment_id: PaymentKey) -> None:
        """Say the charge to the gateway. Its key is our payment's id: said again, it is the same charge."""
        charge, gateway = await self._charge(payment_id)
        try:
            started = await gateway.start(charge)
        except GatewayDown as error:
            log.warning("gateway does not answer", payment=charge.payment_id, reason=str(error))
            async with self.database.transaction() as session:
                payment = await payments.locked(session, payment_id)
                await payments.mark_unknown(session, payment, actor_of(gateway))
                await session.execute(later(Payment, payment_id, payment.asked))
            return
        except GatewayRefused as error:
            state = ChargeState("", charge.payment_id, ChargeStatus.FAILED, charge.amount_minor, charge.currency,
                failure_code=error.code, failure_message=error.message)  # fmt: skip
            await self.take(payment_id, state, gateway)
            return
        await self._note_start(payment_id, started)

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

    async def _note_start(self, payment_id: PaymentKey, started: Started) -> None:
        async with self.database.transaction() as session:
            payment = await payments.locked(session, payment_id)
            given_up = payment.status not in UNDECIDED
            await session.execute(
                sa.update(Payment)
                .where(Payment.id == payment_id)
                .values(
                    gateway_reference=started.reference, checkout_url=started.checkout_url, start_leased_until=None,
                    ask_at=sa.func.now() + ASK_AFTER[0], asked=0,
                )
            )  # fmt: skip
        if given_up:
            # It was cancelled here while the gateway was told to begin it.
            await self.ask(payment_id)

    async def ask(self, payment_id: PaymentKey) -> str:
        """Ask the gateway what became of a payment, and do what it says; one word for what that was.

        Raises GatewayDown when it does not answer: it is asked again later.
        """
        known = await self._known(payment_id)
        if known is None:
            return "NOTHING"
        if known.reference is None:
            # The answer to the beginning was lost. It is begun by the same key, so nothing is begun twice; and nobody
            # could pay yet, since nobody has its checkout.
            if await self._lease(payment_id):
                await self._start(payment_id)
            return "NOTHING"
        gateway = self.gateways[known.gateway]
        state = await gateway.fetch(known.reference)
        if state is not None and state.status is ChargeStatus.PENDING and await self._is_over(payment_id):
            state = await gateway.cancel(known.reference)
        if state is None:
            log.error("the gateway knows no such charge", payment=str(payment_id), reference=known.reference)
            return "NOTHING"
        if state.status is ChargeStatus.PENDING and await self._lease(payment_id):
            await self._start(payment_id)
        return await self.take(payment_id, state, gateway)

    async def _is_over(self, payment_id: PaymentKey) -> bool:
        """Whether nobody waits for this payment any more."""
        hours = timedelta(hours=self.settings.payment_expiry_hours)
        over = (
            "select status not in ('PENDING', 'UNKNOWN') or created_at < now() - $2::interval"
            " from payment where id = $1"
        )
        return bool((await self.database.fetch(over, payment_id, hours))[0][0])

    async def take(
        self, payment_id: PaymentKey, state: ChargeState, gateway: PaymentGateway, event_id: str | None = None
    ) -> str:
        async with self.database.transaction() as session:
            payment = await payments.locked(session, payment_id)
            outcome = await payments.take_state(session, self.settings, payment, state, actor_of(gateway))
            if event_id is not None:
                await session.execute(done(gateway.name, event_id, outcome))
        return outcome

    async def _known(self, payment_id: PaymentKey) -> Known | None:
        row = "select id, gateway, gateway_reference from payment where id = $1 and gateway is not null"
        found = await self.database.fetch(row, payment_id)
        if not found or found[0]["gateway"] not in self.gateways:
            return None
        return Known(*found[0])

    async def settle_unknown(self, text: str) -> None:
        """Before anything else is done to a payment whose state is not known, its gateway is asked.

        Raises Refusal GATEWAY_UNAVAILABLE when it does not answer.
        """
        key = PAYMENT_ID.decode(text)
        if key is None:
            return
        known = await self._known(key)
        if known is None or not await self.database.fetch(
            "select true from payment where id = $1 and status = 'UNKNOWN'", key
        ):
            return
        try:
            await self.ask(key)
        except (GatewayDown, GatewayRefused):
            raise unavailable() from None

    async def give_up(self, viewer: Viewer, text: str) -> None:
        """Tell the gateway that a payment is cancelled, before it is here: what was paid meanwhile counts.

        Raises Refusal NOT_FOUND for a payment that is none of the viewer's, INVALID_TRANSITION where the gateway is
        taking it, GATEWAY_UNAVAILABLE.
        """
        key = PAYMENT_ID.decode(text)
        known = await self._known(key) if key is not None else None
        if known is None or known.reference is None:
            return
        async with self.database.transaction() as session:
            payment = await payments.locked(session, known.id)
            payments.check_own(viewer, payment)
            if payment.status not in UNDECIDED:
                return
        gateway = self.gateways[known.gateway]
        try:
            state = await self._cancelled(gateway, known.reference)
        except (GatewayDown, GatewayRefused):
            raise unavailable() from None
        if state is None:
            return
        if state.status is ChargeStatus.PENDING:
            message = "the gateway is taking the payment just now"
            raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
        if state.status is ChargeStatus.SUCCEEDED:
            await self.take(known.id, state, gateway)

    @staticmethod
    async def _cancelled(gateway: PaymentGateway, reference: str) -> ChargeState | None:
        """What a charge is after it was to be given up. Raises GatewayDown, GatewayRefused."""
        try:
            return await gateway.cancel(reference)
        except GatewayRefused:
            return await gateway.fetch(reference)


def done(gateway: str, event_id: str, outcome: str) -> sa.Update:
    return (
        sa.update(WebhookReceipt)
        .where(WebhookReceipt.gateway == gateway, WebhookReceipt.event_id == event_id)
        .values(done_at=sa.func.now(), outcome=outcome)
    )
