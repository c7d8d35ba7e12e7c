"""The billing service: all communication with payment gateways about payments and refunds.

No gateway is called inside a transaction. The intention (a PENDING payment or refund) is committed first, with the time
of the next poll; then the gateway is called; then the result is committed. If the process is killed in between, the
poll finds the state at the gateway.
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
from backend.models.refund import UNDECIDED
from backend.models.states import text_list
from backend.services.billing.base import unavailable
from backend.services.billing.payments import PaymentsAtGateways, receipt_done
from backend.services.billing.refunds import RefundsAtGateways

BATCH_SIZE = 20
WEBHOOK = "process webhook"

log = structlog.get_logger()


class BillingService(PaymentsAtGateways, RefundsAtGateways):
    """Payments and refunds at gateways, and their webhooks. One per process, in the API and in the worker."""

    @job("ask payment gateways", cron="* * * * *")
    async def poll_gateways(self, _: Job) -> None:
        """Poll the gateways for every payment and refund that is due."""
        while await self.poll_due():
            pass

    @job(WEBHOOK)
    async def process_webhook(self, queued: Job) -> None:
        """Process one webhook."""
        webhook = queued.document()
        outcome = await self.process(str(webhook["gateway"]), str(webhook["event"]))
        log.info("webhook processed", gateway=webhook["gateway"], webhook=webhook["event"], outcome=outcome)

    async def poll_due(self) -> int:
        """Poll for at most 20 payments and refunds that are due. Returns how many there were."""
        due = """
            select 'payment' as kind, id, ask_at from payment where ask_at <= now()
            union all select 'refund', id, ask_at from refund where ask_at <= now() order by ask_at limit $1
        """
        rows = await self.database.fetch(due, BATCH_SIZE)
        await asyncio.gather(*(self._poll_one(row["kind"], row["id"]) for row in rows))
        return len(rows)

    async def _poll_one(self, kind: str, key: uuid.UUID) -> None:
        await self.schedule_next_poll(Payment if kind == "payment" else Refund, key)
        try:
            await (self.poll(PaymentKey(key)) if kind == "payment" else self.poll_refund(RefundKey(key)))
        except GatewayDown as error:
            log.warning("gateway does not answer", kind=kind, id=str(key), reason=str(error))
        except GatewayRefused as error:
            log.warning("gateway refuses the request", kind=kind, id=str(key), code=error.code, reason=error.message)

    async def process(self, gateway_name: str, event_id: str) -> str:
        """Process one received event: fetch the charge's state from the gateway and apply it. Returns the outcome.

        Events may be processed repeatedly and in any order. Raises GatewayDown.
        """
        gateway = self.gateways[gateway_name]
        async with self.database.transaction() as session:
            receipt = await session.get_one(WebhookReceipt, (gateway_name, event_id))
        if receipt.done_at is not None:
            return receipt.outcome or "NOTHING"
        state = await gateway.fetch(receipt.charge_reference) if receipt.charge_reference else None
        payment_id = await self._payment_of(gateway_name, receipt.charge_reference, state)
        if state is None or payment_id is None:
            async with self.database.transaction() as session:
                await session.execute(receipt_done(gateway_name, event_id, "UNKNOWN_CHARGE"))
            return "UNKNOWN_CHARGE"
        await self._poll_refunds(payment_id, receipt.refund_reference)
        return await self.apply(payment_id, state, gateway, event_id)

    async def poll_mismatch(self, text: str) -> None:
        """Poll the gateway for the payment or refund of a mismatch whose suggested repair is CONFIRM.

        Raises Refusal GATEWAY_UNAVAILABLE.
        """
        key = MISMATCH_ID.decode(text)
        if key is None:
            return
        to_confirm = """
            select payment_id, refund_id from mismatch
            where id = $1 and status = 'OPEN' and suggested_repair = 'CONFIRM'
        """
        for row in await self.database.fetch(to_confirm, key):
            try:
                if row["refund_id"] is not None:
                    await self.poll_refund(row["refund_id"])
                else:
                    await self.poll(row["payment_id"])
            except (GatewayDown, GatewayRefused):
                raise unavailable() from None

    async def _payment_of(self, gateway: str, reference: str | None, state: ChargeState | None) -> PaymentKey | None:
        """The payment of a charge. The webhook may arrive before the charge's reference is stored; then the payment's
        id in the charge's state is used, and the reference is stored here.
        """
        by_reference = "select id from payment where gateway = $1 and gateway_reference = $2"
        rows = await self.database.fetch(by_reference, gateway, reference)
        if rows:
            return PAYMENT_ID.parse_key(str(rows[0]["id"]))
        key = PAYMENT_ID.decode(state.payment_id) if state is not None and state.payment_id else None
        if key is None:
            return None
        # Another webhook of the charge, or the answer to its start, may store the same reference at the same moment.
        unstored = sa.or_(Payment.gateway_reference.is_(None), Payment.gateway_reference == reference)
        async with self.database.transaction() as session:
            return await session.scalar(
                sa.update(Payment)
                .where(Payment.id == key, Payment.gateway == gateway, unstored)
                .values(gateway_reference=reference)
                .returning(Payment.id)
            )

    async def _poll_refunds(self, payment_id: PaymentKey, reference: str | None) -> None:
        """Poll for the payment's open refunds, and for the refund that the event names, whatever its state."""
        refunds = f"""
            select id from refund where payment_id = $1
                and (status in ({text_list(UNDECIDED)}) or gateway_reference = $2)
        """
        for row in await self.database.fetch(refunds, payment_id, reference):
            await self.poll_refund(REFUND_ID.parse_key(str(row["id"])))
