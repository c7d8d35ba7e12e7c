"""Refunds at gateways: sending a refund and polling its state."""

import sqlalchemy as sa
import structlog

from backend.gateways.payments import GatewayDown, GatewayRefundStatus, GatewayRefused, PaymentGateway, RefundState
from backend.identifiers import REFUND_ID, RefundKey
from backend.models import Payment, Refund, RefundStatus
from backend.models.refund import UNDECIDED
from backend.services import refund as refunds
from backend.services.billing.base import AtGateways, actor_of

# Decided refunds are polled too, when a webhook reports a change.
AT_GATEWAY = (*UNDECIDED, RefundStatus.SUCCEEDED, RefundStatus.FAILED)

log = structlog.get_logger()


class RefundsAtGateways(AtGateways):
    """The calls of gateways about refunds."""

    async def send_refund(self, refund_id: RefundKey) -> None:
        """Send a committed refund to its gateway. Never raises for an unreachable gateway: the next poll sends it."""
        found = await self._refund(refund_id)
        if found is None:
            return
        refund, paid, gateway = found
        assert paid.gateway_reference is not None
        try:
            state = await gateway.refund(
                paid.gateway_reference, REFUND_ID.encode(refund.id), refund.amount_minor, refund.currency
            )
        except GatewayDown as error:
            log.warning("gateway does not answer", refund=str(refund_id), reason=str(error))
            await self._apply_refund(refund_id, None, gateway)
            return
        except GatewayRefused as error:
            failed = GatewayRefundStatus.FAILED
            state = RefundState("", None, failed, refund.amount_minor, refund.currency, error.message, error.code)
        await self._apply_refund(refund_id, state, gateway)

    async def send_or_poll_refund(self, refund_id: RefundKey) -> None:
        """Send a refund that was not sent yet, or poll for one that was. Never raises for an unreachable gateway."""
        unsent = "select status = 'PENDING' and asked = 0 and gateway_reference is null as it from refund where id = $1"
        rows = await self.database.fetch(unsent, refund_id)
        if rows and rows[0]["it"]:
            await self.send_refund(refund_id)
            return
        try:
            await self.poll_refund(refund_id)
        except (GatewayDown, GatewayRefused) as error:
            log.warning("gateway does not answer", refund=str(refund_id), reason=str(error))

    async def poll_refund(self, refund_id: RefundKey) -> None:
        """Fetch a refund's state from its gateway and apply it; send a refund that did not reach the gateway.

        It is sent with the same idempotency key as before. Raises GatewayDown.
        """
        found = await self._refund(refund_id)
        if found is None:
            return
        refund, paid, gateway = found
        assert paid.gateway_reference is not None
        state = await gateway.fetch_refund(paid.gateway_reference, REFUND_ID.encode(refund.id))
        if state is None:
            if refund.status in UNDECIDED:
                await self.send_refund(refund_id)
        else:
            await self._apply_refund(refund_id, state, gateway)

    async def _refund(self, refund_id: RefundKey) -> tuple[Refund, Payment, PaymentGateway] | None:
        """A refund at a configured gateway, with its payment; None where it has not been approved or has no gateway."""
        async with self.database.transaction() as session:
            row = (
                await session.execute(
                    sa.select(Refund, Payment)
                    .join(Payment, Payment.id == Refund.payment_id)
                    .where(
                        Refund.id == refund_id,
                        Refund.status.in_(AT_GATEWAY),
                        Payment.gateway.in_(list(self.gateways)),
                        Payment.gateway_reference.is_not(None),
                    )
                )
            ).one_or_none()
        return None if row is None else (row[0], row[1], self.gateways[str(row[1].gateway)])

    async def _apply_refund(self, refund_id: RefundKey, state: RefundState | None, gateway: PaymentGateway) -> None:
        async with self.database.transaction() as session:
            await refunds.apply_state(session, self.settings, refund_id, state, actor_of(gateway))
