"""The billing service: everything about a payment that has to be said to, or heard from, a gateway.

No gateway is called inside a transaction. What is to be said is committed first (a payment PENDING, a refund PENDING),
with the moment at which the gateway will be asked about it; then it is said; then what came of it is committed. A
process that is killed in between leaves something to ask about, and nothing to guess.
"""

import asyncio
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
import structlog

from backend.auth.viewer import Viewer
from backend.database import Database
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import (
    Charge,
    ChargeState,
    ChargeStatus,
    GatewayDown,
    GatewayRefundStatus,
    GatewayRefused,
    PaymentGateway,
    RefundState,
    Started,
)
from backend.identifiers import decode_id, encode_id
from backend.models import Contract, Customer, Payment, PaymentMethod, Refund, RefundStatus, WebhookReceipt
from backend.services import payment as payments
from backend.services import refund as refunds
from backend.services.payment import ASK_AFTER, COUNTER, UNDECIDED
from backend.settings import Settings

LEASE = timedelta(seconds=30)  # longer than a call to a gateway may take
WAIT_SECONDS = 5.0  # how long who asks for a checkout waits for somebody else's call
LOOK_SECONDS = 0.1
AT_ONCE = 20

log = structlog.get_logger()


@dataclass(frozen=True)
class Known:
    """What is to be asked about."""

    id: uuid.UUID
    gateway: str
    reference: str | None


class BillingService:
    """One per process; it lives beside the API and in the worker alike."""

    def __init__(
        self,
        database: Database,
        settings: Settings,
        gateways: Mapping[str, PaymentGateway],
        page_url: Callable[[uuid.UUID], str],
    ) -> None:
        self._page_url = page_url  # of our own payment page
        self._database = database
        self._settings = settings
        self.gateways = gateways

    def gateway_for(self, method: PaymentMethod) -> str | None:
        """The gateway that takes payments of a method; None where none does, or none is needed."""
        return None if method in COUNTER else next(iter(self.gateways), None)

    # Payments

    async def begin(self, payment_id: uuid.UUID) -> None:
        """Begin a committed payment at its gateway, or wait until whoever is at it has. Never raises: what could not
        be begun now is asked about later.
        """
        if await self._lease(payment_id):
            await self._start(payment_id)
            return
        deadline = asyncio.get_running_loop().time() + WAIT_SECONDS
        waiting = (
            "select true from payment where id = $1 and gateway_reference is null and start_leased_until > now()"
            " and status in ('PENDING', 'UNKNOWN')"
        )
        while await self._database.fetch(waiting, payment_id):
            if asyncio.get_running_loop().time() > deadline:
                return
            await asyncio.sleep(LOOK_SECONDS)

    async def checkout_url(self, payment_id: uuid.UUID) -> str | None:
        """Where the payer of a payment goes on, as long as it is not decided; None while that is not known yet."""
        row = "select status, gateway, gateway_reference, checkout_url from payment where id = $1"
        found = (await self._database.fetch(row, payment_id))[0]
        return self.checkout_of(
            payment_id, found["status"], found["gateway"], found["gateway_reference"], found["checkout_url"]
        )

    def checkout_of(
        self, payment_id: uuid.UUID, status: str, gateway: str | None, reference: str | None, url: str | None
    ) -> str | None:
        """The same from the payment's columns."""
        known = self.gateways.get(gateway or "")
        if status not in {"PENDING", "UNKNOWN"} or known is None or reference is None:
            return None
        return self._page_url(payment_id) if known.own_page else url

    async def _lease(self, payment_id: uuid.UUID) -> bool:
        """Whether this process is to begin the payment: of several, one at a time."""
        async with self._database.transaction() as session:
            mine = await session.scalar(
                sa.update(Payment)
                .where(
                    Payment.id == payment_id,
                    Payment.status.in_(UNDECIDED),
                    Payment.gateway_reference.is_(None),
                    sa.or_(Payment.start_leased_until.is_(None), Payment.start_leased_until < sa.func.now()),
                )
                .values(start_leased_until=sa.func.now() + LEASE)
                .returning(Payment.id)
            )
        return mine is not None

    async def _start(self, payment_id: uuid.UUID) -> None:
        """Say the charge to the gateway. Its key is our payment's id: said again, it is the same charge."""
        charge, gateway = await self._charge(payment_id)
        try:
            started = await gateway.start(charge)
        except GatewayDown as error:
            log.warning("gateway does not answer", payment=charge.payment_id, reason=str(error))
            async with self._database.transaction() as session:
                payment = await payments.locked(session, payment_id)
                await payments.lose(session, payment, _actor(gateway))
                await session.execute(_later(Payment, payment_id, payment.asked))
            return
        except GatewayRefused as error:
            state = ChargeState("", charge.payment_id, ChargeStatus.FAILED, charge.amount_minor, charge.currency,
                failure_code=error.code, failure_message=error.message)  # fmt: skip
            await self._take(payment_id, state, gateway)
            return
        await self._note_start(payment_id, started)

    async def _charge(self, payment_id: uuid.UUID) -> tuple[Charge, PaymentGateway]:
        async with self._database.transaction() as session:
            row = (
                await session.execute(
                    sa.select(Payment, Customer.language)
                    .join(Contract, Contract.id == Payment.contract_id)
                    .join(Customer, Customer.id == Contract.customer_id)
                    .where(Payment.id == payment_id)
                )
            ).one()
        payment: Payment = row[0]
        charge = Charge(
            encode_id(payments.PREFIX, payment.id), payment.number, payment.amount_minor, payment.currency,
            payment.method.value, payment.return_url, row[1].value,
        )  # fmt: skip
        return charge, self.gateways[payment.gateway or ""]

    async def _note_start(self, payment_id: uuid.UUID, started: Started) -> None:
        async with self._database.transaction() as session:
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

    async def ask(self, payment_id: uuid.UUID) -> str:
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
        return await self._take(payment_id, state, gateway)

    async def _is_over(self, payment_id: uuid.UUID) -> bool:
        """Whether nobody waits for this payment any more."""
        hours = timedelta(hours=self._settings.payment_expiry_hours)
        over = (
            "select status not in ('PENDING', 'UNKNOWN') or created_at < now() - $2::interval"
            " from payment where id = $1"
        )
        return bool((await self._database.fetch(over, payment_id, hours))[0][0])

    async def _take(
        self, payment_id: uuid.UUID, state: ChargeState, gateway: PaymentGateway, event_id: str | None = None
    ) -> str:
        async with self._database.transaction() as session:
            payment = await payments.locked(session, payment_id)
            outcome = await payments.take_state(session, self._settings, payment, state, _actor(gateway))
            if event_id is not None:
                await session.execute(_done(gateway.name, event_id, outcome))
        return outcome

    async def _known(self, payment_id: uuid.UUID) -> Known | None:
        row = "select id, gateway, gateway_reference from payment where id = $1 and gateway is not null"
        found = await self._database.fetch(row, payment_id)
        if not found or found[0]["gateway"] not in self.gateways:
            return None
        return Known(*found[0])

    async def settle_unknown(self, text: str) -> None:
        """Before anything else is done to a payment whose state is not known, its gateway is asked.

        Raises Refusal GATEWAY_UNAVAILABLE when it does not answer.
        """
        decoded = decode_id(text)
        if decoded is None or decoded[0] != payments.PREFIX:
            return
        known = await self._known(decoded[1])
        if known is None or not await self._database.fetch(
            "select true from payment where id = $1 and status = 'UNKNOWN'", decoded[1]
        ):
            return
        try:
            await self.ask(decoded[1])
        except GatewayDown:
            raise _unavailable() from None

    async def give_up(self, viewer: Viewer, text: str) -> None:
        """Tell the gateway that a payment is cancelled, before it is here: what was paid meanwhile counts.

        Raises Refusal NOT_FOUND for a payment that is none of the viewer's, GATEWAY_UNAVAILABLE.
        """
        decoded = decode_id(text)
        known = await self._known(decoded[1]) if decoded is not None and decoded[0] == payments.PREFIX else None
        if known is None or known.reference is None:
            return
        async with self._database.transaction() as session:
            payment = await payments.locked(session, known.id)
            payments.check_own(viewer, payment)
            if payment.status not in UNDECIDED:
                return
        gateway = self.gateways[known.gateway]
        try:
            state = await gateway.cancel(known.reference)
        except GatewayRefused:
            fetched = await gateway.fetch(known.reference)
            if fetched is None:
                return
            state = fetched
        except GatewayDown:
            raise _unavailable() from None
        if state.status is ChargeStatus.SUCCEEDED:
            await self._take(known.id, state, gateway)

    # Refunds

    async def send_refund(self, refund_id: uuid.UUID) -> None:
        """Send a committed refund to its gateway. Never raises: what was not sent is asked about later."""
        found = await self._refund(refund_id)
        if found is None:
            return
        refund, paid, gateway = found
        assert paid.gateway_reference is not None
        try:
            state = await gateway.refund(
                paid.gateway_reference, encode_id(refunds.PREFIX, refund.id), refund.amount_minor, refund.currency
            )
        except GatewayDown as error:
            log.warning("gateway does not answer", refund=str(refund_id), reason=str(error))
            await self._take_refund(refund_id, None, gateway)
            return
        except GatewayRefused as error:
            failed = GatewayRefundStatus.FAILED
            state = RefundState("", None, failed, refund.amount_minor, refund.currency, error.message)
        await self._take_refund(refund_id, state, gateway)

    async def ask_refund(self, refund_id: uuid.UUID) -> None:
        """Ask what became of a refund; one that never reached the gateway is sent, by the same key.

        Raises GatewayDown.
        """
        found = await self._refund(refund_id)
        if found is None:
            return
        refund, paid, gateway = found
        assert paid.gateway_reference is not None
        state = await gateway.fetch_refund(paid.gateway_reference, encode_id(refunds.PREFIX, refund.id))
        if state is None:
            await self.send_refund(refund_id)
        else:
            await self._take_refund(refund_id, state, gateway)

    async def _refund(self, refund_id: uuid.UUID) -> tuple[Refund, Payment, PaymentGateway] | None:
        """A refund that is under way at a gateway."""
        async with self._database.transaction() as session:
            row = (
                await session.execute(
                    sa.select(Refund, Payment)
                    .join(Payment, Payment.id == Refund.payment_id)
                    .where(
                        Refund.id == refund_id,
                        Refund.status.in_((RefundStatus.PENDING, RefundStatus.UNKNOWN)),
                        Payment.gateway.in_(list(self.gateways)),
                        Payment.gateway_reference.is_not(None),
                    )
                )
            ).one_or_none()
        return None if row is None else (row[0], row[1], self.gateways[str(row[1].gateway)])

    async def _take_refund(self, refund_id: uuid.UUID, state: RefundState | None, gateway: PaymentGateway) -> None:
        async with self._database.transaction() as session:
            await refunds.take_state(session, self._settings, refund_id, state, _actor(gateway))

    # What is asked by itself

    async def ask_due(self) -> int:
        """Ask about everything that is due, some at a time; how many there were."""
        due = """
            select 'payment' as kind, id, ask_at from payment where ask_at <= now()
            union all select 'refund', id, ask_at from refund where ask_at <= now() order by ask_at limit $1
        """
        rows = await self._database.fetch(due, AT_ONCE)
        await asyncio.gather(*(self._ask_one(row["kind"], row["id"]) for row in rows))
        return len(rows)

    async def _ask_one(self, kind: str, key: uuid.UUID) -> None:
        model = Payment if kind == "payment" else Refund
        await self._push_on(model, key)
        try:
            await (self.ask(key) if kind == "payment" else self.ask_refund(key))
        except GatewayDown as error:
            log.warning("gateway does not answer", kind=kind, id=str(key), reason=str(error))
        except GatewayRefused as error:
            log.warning("gateway refuses to tell", kind=kind, id=str(key), code=error.code, reason=error.message)

    async def _push_on(self, model: Any, key: uuid.UUID) -> None:
        """Set the next time first: whatever happens to this try, there is another."""
        async with self._database.transaction() as session:
            asked = await session.scalar(sa.select(model.asked).where(model.id == key, model.ask_at.is_not(None)))
            if asked is not None:
                await session.execute(_later(model, key, asked))

    # Webhooks

    async def process(self, gateway_name: str, event_id: str) -> str:
        """Do what one received event asks for; the gateway is asked what is true. Any number of times, in any order.

        Raises GatewayDown.
        """
        gateway = self.gateways[gateway_name]
        async with self._database.transaction() as session:
            receipt = await session.get_one(WebhookReceipt, (gateway_name, event_id))
        if receipt.done_at is not None:
            return receipt.outcome or "NOTHING"
        state = await gateway.fetch(receipt.charge_reference) if receipt.charge_reference else None
        payment_id = await self._whose(gateway_name, receipt.charge_reference, state)
        if state is None or payment_id is None:
            async with self._database.transaction() as session:
                await session.execute(_done(gateway_name, event_id, "UNKNOWN_CHARGE"))
            return "UNKNOWN_CHARGE"
        await self._process_refunds(payment_id)
        return await self._take(payment_id, state, gateway, event_id)

    async def _whose(self, gateway: str, reference: str | None, state: ChargeState | None) -> uuid.UUID | None:
        """The payment a charge is for. The webhook may be faster than our note of the charge's reference: then the
        gateway tells which payment it was begun for.
        """
        by_reference = "select id from payment where gateway = $1 and gateway_reference = $2"
        rows = await self._database.fetch(by_reference, gateway, reference)
        if rows:
            return uuid.UUID(str(rows[0]["id"]))
        decoded = decode_id(state.payment_id) if state is not None and state.payment_id else None
        if decoded is None or decoded[0] != payments.PREFIX:
            return None
        async with self._database.transaction() as session:
            return await session.scalar(
                sa.update(Payment)
                .where(Payment.id == decoded[1], Payment.gateway == gateway, Payment.gateway_reference.is_(None))
                .values(gateway_reference=reference)
                .returning(Payment.id)
            )

    async def _process_refunds(self, payment_id: uuid.UUID) -> None:
        under_way = "select id from refund where payment_id = $1 and status in ('PENDING', 'UNKNOWN')"
        for row in await self._database.fetch(under_way, payment_id):
            await self.ask_refund(uuid.UUID(str(row["id"])))


def _actor(gateway: PaymentGateway) -> str:
    return f"gateway:{gateway.name}"


def _unavailable() -> Refusal:
    return Refusal(ErrorCode.GATEWAY_UNAVAILABLE, "the payment gateway does not answer; try again later", ["id"])


def _later(model: Any, key: uuid.UUID, asked: int) -> sa.Update:
    pause = ASK_AFTER[min(asked, len(ASK_AFTER) - 1)]
    return (
        sa.update(model)
        .where(model.id == key, model.ask_at.is_not(None))
        .values(ask_at=sa.func.now() + pause, asked=asked + 1)
        .execution_options(synchronize_session=False)
    )


def _done(gateway: str, event_id: str, outcome: str) -> sa.Update:
    return (
        sa.update(WebhookReceipt)
        .where(WebhookReceipt.gateway == gateway, WebhookReceipt.event_id == event_id)
        .values(done_at=sa.func.now(), outcome=outcome)
    )
