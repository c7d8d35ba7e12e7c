"""Merge two customers that are one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import DECIDING
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CUSTOMER_ID, CUSTOMER_MERGE_ID, CustomerKey
from backend.models import (
    Customer,
    CustomerMerge,
    CustomerStatus,
    DuplicatePair,
    IdentityDocument,
    KycStatus,
    Session,
)
from backend.services.acts import REASON_TEXT, Acting, NodeId, Payload, act, all_fields
from backend.services.idempotency import LOCK_NOT_AVAILABLE, Busy, Outcome
from backend.services.lines import key_of
from backend.services.merging.consents import join_consents
from backend.services.merging.contacts import contacts_before, keep_contacts
from backend.services.merging.fields import MergeChoices, field_name, in_json, join_fields
from backend.services.merging.pairs import merge_pairs
from backend.services.merging.preferences import join_preferences
from backend.services.merging.rows import Clash, Sides, move_rows, note
from backend.services.second_person import Couple, require_second_person

# A merge that waits longer for a row gives way, before PostgreSQL ends one of two that wait for each other.
LOCK_TIMEOUT = sa.text("set local lock_timeout = '800ms'")
_HELD_FOR_FRAUD = sa.text("""
    select exists (
        select from contract k join contract_hold h on h.contract_id = k.id
        where k.customer_id = any(:sides) and h.reason = 'FRAUD' and h.until is null)
""").bindparams(sa.bindparam("sides", type_=sa.ARRAY(sa.Uuid())))
WARNINGS_TEXT = (
    "NOT_MOVED for each row or value that stays with the other customer, where the survivor has one that excludes it;"
    " FIELD_KEPT for each field that was changed since the merge and that its undoing keeps."
)
MERGE = Payload(warnings=WARNINGS_TEXT)


@dataclass(frozen=True, kw_only=True)
class MergeCustomers:
    """Input of `mergeCustomers`."""

    survivor_id: Annotated[NodeId, "The customer that stays."]
    other_id: Annotated[NodeId, "The customer that is merged into it."]
    choices: Annotated[
        MergeChoices | None,
        "Whose value stays in each field; the survivor's where absent, or the other's where the survivor has none.",
    ] = None
    reason: Annotated[str, REASON_TEXT]


@act(CustomerMerge, DECIDING, payload=MERGE, moves=(DuplicatePair, "merge"))
async def merge_customers(acting: Acting, command: MergeCustomers) -> Outcome:
    """Merge a customer into another one that is the same person or organisation. All that is the other's becomes the
    survivor's; balances are those of contracts and do not change. The id and the number of the other one find the
    survivor from then on. Its sign-ins end. Of settings for messages the stricter one stays.

    The first call is refused with SECOND_PERSON_REQUIRED where both have a verified document, a contract is held for
    fraud, or both have signed in; it is carried out when another person repeats it within 24 hours.

    Raises Refusal NOT_FOUND, INVALID_INPUT without a reason, for two kinds of customers, or where both are one already;
    CUSTOMER_CLOSED, CUSTOMER_SUSPENDED where one of the two is suspended, SECOND_PERSON_REQUIRED.
    """
    reason = acting.reason_to("merge customers")
    with locked_as_busy():
        return await _merge(acting, command, reason)


@contextmanager
def locked_as_busy() -> Iterator[None]:
    """Raise Busy where another act holds a row for long."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        raise Busy("data of these customers is being changed; nothing was merged, try again") from error


async def _merge(acting: Acting, command: MergeCustomers, reason: str) -> Outcome:
    session, choices = acting.session, command.choices or MergeChoices()
    survivor, other = await _lock_both(session, command)
    _check(survivor, other)
    await session.execute(LOCK_TIMEOUT)
    if await _needs_second_person(session, survivor, other):
        couple = Couple(survivor.id, other.id, orjson.dumps(all_fields(choices), option=orjson.OPT_SORT_KEYS).decode())
        await require_second_person(
            session, acting.viewer, "mergeCustomers", couple, None, reason, field=["survivorId"]
        )
    # The time of the clock: a merge that waited for another one is later.
    merge = CustomerMerge(
        survivor_id=survivor.id, other_id=other.id, other_number=other.number, current_id=survivor.id,
        actor=acting.actor, reason=reason, created_at=sa.func.clock_timestamp(),
    )  # fmt: skip
    session.add(merge)
    await session.flush()
    sides = Sides.of(merge)
    contacts = await contacts_before(session, survivor, other)
    lost = await join_fields(acting, sides, survivor, other, choices)
    await _join_states(acting, sides, survivor, other)
    await join_preferences(session, sides)
    await join_consents(acting, sides)
    clashes = await move_rows(session, sides)
    await keep_contacts(session, sides, survivor, contacts)
    await merge_pairs(acting, sides)
    await acting.update(other, merged_into_id=survivor.id)  # sign-ins ended with the move of their contracts
    for customer in (survivor, other):
        await acting.move(customer, "merge")
    return Outcome(CUSTOMER_MERGE_ID.encode(merge.id), warnings=_not_moved(other, lost, clashes))


async def _lock_both(session: AsyncSession, command: MergeCustomers) -> tuple[Customer, Customer]:
    """Lock both customers in the order of their keys, or those that they were merged into.

    Raises Refusal NOT_FOUND, and INVALID_INPUT where both are one.
    """
    survivor_id = key_of(command.survivor_id, CUSTOMER_ID, ["survivorId"])
    other_id = key_of(command.other_id, CUSTOMER_ID, ["otherId"])
    while True:
        found = await locked_customers(session, [survivor_id, other_id])
        for key, field in ((survivor_id, "survivorId"), (other_id, "otherId")):
            if key not in found:
                raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", [field])
        survivor_id, other_id = (found[key].merged_into_id or key for key in (survivor_id, other_id))
        if survivor_id == other_id:
            message = "both are one customer; give two, of which none was merged into the other"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["otherId"])
        if survivor_id in found and other_id in found:
            return found[survivor_id], found[other_id]


async def locked_customers(session: AsyncSession, keys: Sequence[CustomerKey]) -> dict[CustomerKey, Customer]:
    """Lock customers in the order of their keys. Rows that refer to them cannot be inserted meanwhile."""
    rows = sa.select(Customer).where(Customer.id.in_(keys)).order_by(Customer.id).with_for_update()
    return {each.id: each for each in await session.scalars(rows, execution_options={"populate_existing": True})}


def _check(survivor: Customer, other: Customer) -> None:
    """Raises Refusal INVALID_INPUT, CUSTOMER_CLOSED, CUSTOMER_SUSPENDED."""
    if survivor.kind is not other.kind:
        message = f"the survivor is a {survivor.kind}, the other customer a {other.kind}"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["otherId"])
    for each, field in ((survivor, "survivorId"), (other, "otherId")):
        if is_erased(each):
            raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the customer was erased", [field])
    if survivor.status is CustomerStatus.CLOSED:
        raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the survivor is closed; let the other one survive", ["survivorId"])
    # The lines of a suspended customer are held, and those of the other one are not.
    suspended = [each.status is CustomerStatus.SUSPENDED for each in (survivor, other)]
    if suspended == [False, True] or (suspended == [True, False] and other.status is CustomerStatus.ACTIVE):
        field = "survivorId" if suspended[0] else "otherId"
        message = "one of the customers is suspended; resume or suspend one of them first"
        raise Refusal(ErrorCode.CUSTOMER_SUSPENDED, message, [field])


def is_erased(customer: Customer) -> bool:
    """Whether the personal data of a customer is gone."""
    return customer.erased_at is not None


async def _needs_second_person(session: AsyncSession, survivor: Customer, other: Customer) -> bool:
    """Whether a single person must not decide that two customers are one."""
    sides = (survivor.id, other.id)
    verified = sa.select(sa.func.count(sa.distinct(IdentityDocument.customer_id))).where(
        IdentityDocument.customer_id.in_(sides), IdentityDocument.verified_at.is_not(None)
    )
    signed_in = sa.select(sa.func.count(sa.distinct(Session.customer_id))).where(
        Session.customer_id.in_(sides), Session.ended_at.is_(None), Session.expires_at > sa.func.now()
    )
    if await session.scalar(_HELD_FOR_FRAUD, {"sides": list(sides)}):
        return True
    return any([await session.scalar(each) == len(sides) for each in (verified, signed_in)])


async def _join_states(acting: Acting, sides: Sides, survivor: Customer, other: Customer) -> None:
    """The survivor is active where the other one is, and verified where the other one is and nobody has decided about
    the survivor: the document that proves it comes along.
    """
    if survivor.status is CustomerStatus.PROSPECT and other.status is CustomerStatus.ACTIVE:
        await acting.move(survivor, "activate")
    if survivor.kyc_status is KycStatus.INITIALIZED and other.kyc_status is KycStatus.VALIDATED:
        before = in_json(survivor.kyc_status)
        await acting.move(survivor, "validate")
        key, after = {"id": str(survivor.id)}, in_json(survivor.kyc_status)
        await note(acting.session, sides.merge_id, "customer", "kyc_status", key, before=before, after=after)


def _not_moved(other: Customer, lost: Sequence[str], clashes: Sequence[Clash]) -> tuple[dict[str, Any], ...]:
    """The warnings about what stays with the other customer."""
    code = ErrorCode.NOT_MOVED.value
    fields = [
        {"code": code, "message": f"both customers have a value of {each}; one of them finds nobody any more",
         "field": ["choices", field_name(each)]}
        for each in lost
    ]  # fmt: skip
    rows = [
        {"code": code, "message": f"the survivor has the same {each.table.replace('_', ' ')} as {other.number}"
         f" ({', '.join(map(str, each.row_key.values()))}), which stays with it", "field": ["otherId"]}
        for each in clashes
    ]  # fmt: skip
    return (*fields, *rows)
