"""Undo a merge of two customers."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import DECIDING
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CUSTOMER_MERGE_ID, CustomerMergeKey
from backend.models import Customer, CustomerMerge, DuplicatePair, IdentityDocument, KycStatus
from backend.services import holds
from backend.services.acts import REASON_TEXT, Acting, NodeId, act
from backend.services.idempotency import Outcome
from backend.services.lines import key_of
from backend.services.merging.contacts import return_contacts
from backend.services.merging.fields import field_name, return_fields
from backend.services.merging.pairs import return_pairs
from backend.services.merging.preferences import return_preferences
from backend.services.merging.rows import Sides, noted, return_rows
from backend.services.merging.together import LOCK_TIMEOUT, MERGE, is_erased, locked_as_busy, locked_customers

UNDO_TIME = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class UndoMerge:
    """Input of `undoMerge`."""

    id: Annotated[NodeId, "The merge."]
    reason: Annotated[str, REASON_TEXT]


@act(CustomerMerge, DECIDING, payload=MERGE, moves=(DuplicatePair, "undo"))
async def undo_merge(acting: Acting, command: UndoMerge) -> Outcome:
    """Undo a merge of two customers within 30 days, the last one of a customer first. What was the other one's is so
    again. What came since stays with the survivor, unless its contract returns. Fields that were changed since are
    kept, and `warnings` list them. Ended sign-ins do not come back. The hold CUSTOMER_SUSPENDED is on the contracts of
    each of the two who is suspended then, and on no others.

    Raises Refusal NOT_FOUND, INVALID_INPUT without a reason, MERGE_FINAL.
    """
    acting.reason_to("undo a merge")
    with locked_as_busy():
        return await _undo(acting, key_of(command.id, CUSTOMER_MERGE_ID, ["id"]))


async def _undo(acting: Acting, key: CustomerMergeKey) -> Outcome:
    session = acting.session
    merge, survivor, other = await _lock(session, key)
    await _check(session, merge, erased=is_erased(survivor) or is_erased(other))
    await session.execute(LOCK_TIMEOUT)
    sides = Sides.of(merge)
    await return_rows(session, sides)
    await return_preferences(session, sides)
    kept = await return_fields(session, sides)
    await return_contacts(session, sides)
    await acting.update(merge, current_id=None, undone_at=sa.func.now(), undone_by=acting.actor)
    await acting.update(other, merged_into_id=None)
    await _return_identity(acting, sides, survivor, other)
    await return_pairs(acting, sides)
    for customer in (survivor, other):
        await holds.follow(acting, customer)
    for customer in (survivor, other):
        await acting.move(customer, "unmerge")
    warnings = tuple(
        {"code": ErrorCode.FIELD_KEPT.value, "message": f"{each} was changed since the merge, and stays",
         "field": [field_name(each)]}
        for each in kept
    )  # fmt: skip
    return Outcome(CUSTOMER_MERGE_ID.encode(key), warnings=warnings)


async def _lock(session: AsyncSession, key: CustomerMergeKey) -> tuple[CustomerMerge, Customer, Customer]:
    """Lock the customers of a merge, then the merge. Raises Refusal NOT_FOUND."""
    merge = CustomerMerge
    found = (await session.execute(sa.select(merge.survivor_id, merge.other_id).where(merge.id == key))).one_or_none()
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer merge", ["id"])
    customers = await locked_customers(session, list(found))
    row = (await session.scalars(sa.select(merge).where(merge.id == key).with_for_update())).one()
    return row, customers[found.survivor_id], customers[found.other_id]


async def _check(session: AsyncSession, merge: CustomerMerge, *, erased: bool) -> None:
    """Raises Refusal MERGE_FINAL."""
    later = sa.select(CustomerMerge).where(
        CustomerMerge.undone_at.is_(None),
        CustomerMerge.created_at > merge.created_at,
        sa.or_(CustomerMerge.survivor_id == merge.survivor_id, CustomerMerge.other_id == merge.survivor_id),
    )
    last = await session.scalar(later.order_by(CustomerMerge.created_at.desc()).limit(1))
    if merge.undone_at is not None:
        message = "the merge was undone already"
    elif erased:
        message = "one of the customers was erased"
    elif datetime.now(UTC) - merge.created_at > UNDO_TIME:
        message = f"a merge can be undone within {UNDO_TIME.days} days"
    elif last is not None:
        message = f"the merge of {last.other_number} ({CUSTOMER_MERGE_ID.encode(last.id)}) is later; undo it first"
    else:
        return
    raise Refusal(ErrorCode.MERGE_FINAL, message, ["id"], node_id=CUSTOMER_MERGE_ID.encode(merge.id))


async def _return_identity(acting: Acting, sides: Sides, survivor: Customer, other: Customer) -> None:
    """The survivor is not verified any more where the merge verified it and no verified document is left, the other one
    where all verified documents that returned were replaced since.
    """
    verified = any(each.column_name == "kyc_status" for each in await noted(acting.session, sides.merge_id, "customer"))
    proof = sa.exists().where(IdentityDocument.customer_id == survivor.id, IdentityDocument.verified_at.is_not(None))
    if verified and survivor.kyc_status is KycStatus.VALIDATED and not await acting.session.scalar(sa.select(proof)):
        await acting.move(survivor, "expire")
    proofs = sa.select(sa.func.count(), sa.func.count(IdentityDocument.replaced_at)).where(
        IdentityDocument.customer_id == other.id, IdentityDocument.verified_at.is_not(None)
    )
    count, replaced = (await acting.session.execute(proofs)).one()
    if other.kyc_status is KycStatus.VALIDATED and 0 < count == replaced:
        await acting.move(other, "expire")
