"""The billing service: everything about a payment that has to be said to, or heard from, a gateway.

No gateway is called inside a transaction. What is to be said is committed first (a payment PENDING, a refund PENDING),
with the moment at which the gateway will be asked about it; then it is said; then what came of it is committed. A
process that is killed in between leaves something to ask about, and nothing to guess.
"""

import asyncio
import uuid

import sqlalchemy as sa
import structlog

from backend.gateways.payments import ChargeState, GatewayDown, GatewayRefused
from backend.identifiers import MISMATCH_ID, PAYMENT_ID, REFUND_ID, PaymentKey, RefundKey
from backend.jobs.declare import job
from backend.jobs.worker import Job
from backend.models import Payment, Refund, WebhookReceipt
from backend.services.billing.base import unavailable
from backend.services.billing.payments import PaymentsAtGateways, done
from backend.services.billing.refunds import RefundsAtGateways

AT_ONCE = 20
WEBHOOK = "process webhook"

log = structlog.get_logger()


class BillingService(PaymentsAtGateways, RefundsAtGateways):
    """One per process; it lives beside the API and in the worker alike."""

    @job("ask payment gateways", cron="* * * * *")
    async def ask_gateways(self, _: Job) -> None:
        """Ask about everything that is due."""
        while await self.ask_due():
            pass

    @job(WEBHOOK)
    async def process_webhook(self, queued: Job) -> None:
        """Process one webhook: what the gateway says of the charge is done."""
        said = queued.document()
        outcome = await self.process(str(said["gateway"]), str(said["event"]))
        log.info("webhook done", gateway=said["gateway"], webhook=said["event"], outcome=outcome)

    async def ask_due(self) -> int:
        """Ask about everything that is due, some at a time; how many there were."""
        due = """
            select 'payment' as kind, id, ask_at from payment where ask_at <= now()
            union all select 'refund', id, ask_at from refund where ask_at <= now() order by ask_at limit $1
        """
        rows = await self.database.fetch(due, AT_ONCE)
        await asyncio.gather(*(self._ask_one(row["kind"], row["id"]) for row in rows))
        return len(rows)

    async def _ask_one(self, kind: str, key: uuid.UUID) -> None:
        await self.push_on(Payment if kind == "payment" else Refund, key)
        try:
            await (self.ask(PaymentKey(key)) if kind == "payment" else self.ask_refund(RefundKey(key)))
        except GatewayDown as error:
            log.warning("gateway does not answer", kind=kind, id=str(key), reason=str(error))
        except GatewayRefused as error:
            log.warning("gateway refuses to tell", kind=kind, id=str(key), code=error.code, reason=error.message)

    async def process(self, gateway_name: str, event_id: str) -> str:
        """Do what one received event asks for; the gateway is asked what is true. Any number of times, in any order.

        Raises GatewayDown.
        """
        gateway = self.gateways[gateway_name]
        async with self.database.transaction() as session:
            receipt = await session.get_one(WebhookReceipt, (gateway_name, event_id))
        if receipt.done_at is not None:
            return receipt.outcome or "NOTHING"
        state = await gateway.fetch(receipt.charge_reference) if receipt.charge_reference else None
        payment_id = await self._whose(gateway_name, receipt.charge_reference, state)
        if state is None or payment_id is None:
            async with self.database.transaction() as session:
                await session.execute(done(gateway_name, event_id, "UNKNOWN_CHARGE"))
            return "UNKNOWN_CHARGE"
        await self._process_refunds(payment_id, receipt.refund_reference)
        return await self.take(payment_id, state, gateway, event_id)

    async def ask_about_mismatch(self, text: str) -> None:
        """Before a repair that the gateway has to confirm, it is asked; what it says is done.

        Raises Refusal GATEWAY_UNAVAILABLE.
        """
        key = MISMATCH_ID.decode(text)
        if key is None:
            return
        wanted = """
            select payment_id, refund_id from mismatch
            where id = $1 and status = 'OPEN' and suggested_repair = 'CONFIRM'
        """
        for row in await self.database.fetch(wanted, key):
            try:
                if row["refund_id"] is not None:
                    await self.ask_refund(row["refund_id"])
                else:
                    await self.ask(row["payment_id"])
            except (GatewayDown, GatewayRefused):
                raise unavailable() from None

    async def _whose(self, gateway: str, reference: str | None, state: ChargeState | None) -> PaymentKey | None:
        """The payment a charge is for. The webhook may be faster than our note of the charge's reference: then the
        gateway tells which payment it was begun for.
        """
        by_reference = "select id from payment where gateway = $1 and gateway_reference = $2"
        rows = await self.database.fetch(by_reference, gateway, reference)
        if rows:
            return PAYMENT_ID.parse_key(str(rows[0]["id"]))
        key = PAYMENT_ID.decode(state.payment_id) if state is not None and state.payment_id else None
        if key is None:
            return None
        async with self.database.transaction() as session:
            return await session.scalar(
                sa.update(Payment)
                .where(Payment.id == key, Payment.gateway == gateway, Payment.gateway_reference.is_(None))
                .values(gateway_reference=reference)
                .returning(Payment.id)
            )

    async def _process_refunds(self, payment_id: PaymentKey, reference: str | None) -> None:
        """Those that are under way, and the one the event names, whatever it is here."""
        asked = """
            select id from refund where payment_id = $1
                and (status in ('PENDING', 'UNKNOWN') or gateway_reference = $2)
        """
        for row in await self.database.fetch(asked, payment_id, reference):
            await self.ask_refund(REFUND_ID.parse_key(str(row["id"])))
