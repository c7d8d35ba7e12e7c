"""What people do with provisioning orders."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import PROVISIONING_ORDER_ID, ProvisioningOrderKey
from backend.models import Contract
from backend.models.provisioning_order import PROVISIONING_ORDER_STATES, ProvisioningOrder
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.lines import key_of
from backend.services.recording import target_of


@dataclass(frozen=True, kw_only=True)
class RetryProvisioning:
    """Input of `retryProvisioning`."""

    id: Annotated[NodeId, "The order."]
    reason: Reason = None


@act(ProvisioningOrder, STAFF, moves=(ProvisioningOrder, "retry"))
async def retry_provisioning(acting: Acting, command: RetryProvisioning) -> ProvisioningOrderKey:
    """Send a failed provisioning order to the network again.

    Raises Refusal NOT_FOUND; INVALID_TRANSITION, also where a later order about the contract replaces it.
    """
    # The lock of the contract keeps further orders away, and is taken before those of its orders.
    key = key_of(command.id, PROVISIONING_ORDER_ID, ["id"])
    of = sa.select(ProvisioningOrder.contract_id).where(ProvisioningOrder.id == key).scalar_subquery()
    await acting.session.execute(sa.select(Contract.id).where(Contract.id == of).with_for_update())
    order = await acting.lock(ProvisioningOrder, command.id)
    status = target_of(PROVISIONING_ORDER_STATES, order.status, "retry")
    later = sa.exists().where(ProvisioningOrder.contract_id == order.contract_id, ProvisioningOrder.place > order.place)
    if await acting.session.scalar(sa.select(later)):
        raise Refusal(ErrorCode.INVALID_TRANSITION, "a later order about the contract replaces this one", ["id"])
    await acting.update(order, status=status, finished_at=None, failure_code=None, failure=None)
    acting.event("provisioning_order.retried", order, {"internal": True, "kind": order.kind.value})
    return order.id
