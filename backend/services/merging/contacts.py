"""Phones and e-mail addresses in a merge: one that is the primary one of neither any more becomes a further contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.models import ContactKind, Customer, CustomerContact, LostPhone
from backend.services.merging.rows import Sides, note, noted

# A number that left its line is the survivor's contact no more than the other one's.
_STILL_LOST = sa.text("""
    insert into lost_phone
    select s.id, l.phone, l.lost_at from lost_phone l join customer s on s.id = :survivor and s.phone = l.phone
    where l.customer_id = :other
    on conflict do nothing
""").bindparams(*(sa.bindparam(each, type_=sa.Uuid()) for each in ("survivor", "other")))
_KINDS = {"phone": ContactKind.PHONE, "email": ContactKind.EMAIL}


@dataclass(frozen=True)
class Contacts:
    """The primary contacts of both customers before a merge, and the survivor's further ones that are the other's
    primary ones. Phones that have left their holders are not among them.
    """

    survivor: Sequence[tuple[str, str]]
    other: Sequence[tuple[str, str]]
    further: Sequence[tuple[str, str]]


async def contacts_before(session: AsyncSession, survivor: Customer, other: Customer) -> Contacts:
    """Read the contacts of two locked customers, as pairs of a field and its value."""
    lost = sa.select(LostPhone.customer_id, LostPhone.phone).where(LostPhone.customer_id.in_((survivor.id, other.id)))
    gone = {(key, phone) for key, phone in await session.execute(lost)}
    mine, theirs = (
        [(name, value) for name in _KINDS if (value := getattr(each, name)) and (each.id, value) not in gone]
        for each in (survivor, other)
    )
    row = CustomerContact
    named = sa.select(row.phone, row.email).where(
        row.customer_id == survivor.id, sa.or_(row.phone == other.phone, row.email == other.email)
    )
    rows = [dict(each) for each in (await session.execute(named)).mappings()]
    found = [(name, value) for each in rows for name, value in each.items() if value is not None]
    return Contacts(mine, theirs, found)


async def keep_contacts(session: AsyncSession, sides: Sides, survivor: Customer, before: Contacts) -> None:
    """Add the contacts that lost to the survivor's further ones. The journal has those that came from the other one,
    and those of the survivor that are in another place now.
    """
    mine = [each for each in before.survivor if getattr(survivor, each[0]) != each[1]]
    theirs = [each for each in before.other if getattr(survivor, each[0]) != each[1]]
    for name, value in mine:
        await _added(session, sides.survivor_id, name, value)
    for name, value in theirs:
        if key := await _added(session, sides.survivor_id, name, value):
            await note(session, sides.merge_id, "customer_contact", name, {"id": str(key)}, before=None, after=value)
    for name, value in (*mine, *(each for each in before.further if getattr(survivor, each[0]) == each[1])):
        await note(session, sides.merge_id, "customer_contact", name, {name: value}, before=value, after=None)
    await session.execute(_STILL_LOST, {"survivor": sides.survivor_id, "other": sides.other_id})


async def return_contacts(session: AsyncSession, sides: Sides) -> None:
    """Take back the further contacts that came from the other customer, and let the survivor have all of its own, after
    the fields have returned.
    """
    survivor = (
        await session.execute(sa.select(Customer.phone, Customer.email).where(Customer.id == sides.survivor_id))
    ).one()
    for line in await noted(session, sides.merge_id, "customer_contact"):
        if line.before is None:
            row = CustomerContact
            theirs = sa.delete(row).where(
                row.id == sa.cast(line.row_key["id"], sa.Uuid), row.customer_id == sides.survivor_id
            )
            await session.execute(theirs)
        elif getattr(survivor, line.column_name) != line.before:
            await _added(session, sides.survivor_id, line.column_name, line.before)


async def _added(session: AsyncSession, customer_id: Any, name: str, value: str) -> Any:
    """Add a further contact. Returns its key; None where the customer has it."""
    values = {"customer_id": customer_id, "kind": _KINDS[name], name: value}
    return await session.scalar(
        insert(CustomerContact).values(**values).on_conflict_do_nothing().returning(CustomerContact.id)
    )
