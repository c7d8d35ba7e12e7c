"""The customer's own columns in a merge: which side stays, and what an undoing brings back."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.identifiers import CustomerKey
from backend.models import Customer, LostPhone, MergeSide
from backend.services.acts import Acting
from backend.services.merging.rows import Sides, note, noted

_STAYS = "Whose {} stays; the survivor's when absent, or the other's where the survivor has none."


@dataclass(frozen=True, kw_only=True)
class MergeChoices:
    """Which side stays in each field of two customers that are merged."""

    name: Annotated[MergeSide | None, _STAYS.format("name")] = None
    phone: Annotated[MergeSide | None, _STAYS.format("contact number")] = None
    email: Annotated[MergeSide | None, _STAYS.format("e-mail address")] = None
    language: Annotated[MergeSide | None, _STAYS.format("language")] = None
    birth_date: Annotated[MergeSide | None, _STAYS.format("birth date")] = None
    external_id: Annotated[MergeSide | None, _STAYS.format("id in another system")] = None
    sex: Annotated[MergeSide | None, _STAYS.format("sex")] = None
    citizenship: Annotated[MergeSide | None, _STAYS.format("citizenship")] = None
    tax_number: Annotated[MergeSide | None, _STAYS.format("tax number")] = None
    legal_form: Annotated[MergeSide | None, _STAYS.format("legal form")] = None
    account_manager: Annotated[MergeSide | None, _STAYS.format("account manager")] = None


# By choice: the columns that belong together. Those of `OWN` are the survivor's own.
CHOSEN: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "phone": ("phone",),
    "email": ("email",),
    "language": ("language",),
    "birth_date": ("birth_date",),
    "external_id": ("external_id",),
    "sex": ("sex",),
    "citizenship": ("citizenship",),
    "tax_number": ("tax_country", "tax_number"),
    "legal_form": ("legal_form",),
    "account_manager": ("account_manager_id", "account_manager"),
}
OWN = {
    "id", "number", "kind", "status", "kyc_status", "kyc_rejection", "kyc_attempts", "created_at", "updated_at",
    "version", "merged_into_id", "erased_at",
}  # fmt: skip
UNIQUE = ("external_id",)  # the other customer gives it up to the survivor


def chosen_side(choices: MergeChoices, choice: str, survivor: Customer) -> MergeSide:
    """Whose value stays."""
    side: MergeSide | None = getattr(choices, choice)
    if side is not None:
        return side
    empty = all(getattr(survivor, column) is None for column in CHOSEN[choice])
    return MergeSide.OTHER if empty else MergeSide.SURVIVOR


async def join_fields(
    acting: Acting, sides: Sides, survivor: Customer, other: Customer, choices: MergeChoices
) -> list[str]:
    """Give the survivor the fields in which the other one stays. Returns the unique fields in which both have a value:
    the one that does not stay finds nobody any more.
    """
    lost = [each for each in UNIQUE if None not in {getattr(survivor, each), getattr(other, each)}]
    taken = [each for each in CHOSEN if chosen_side(choices, each, survivor) is MergeSide.OTHER]
    values = {column: getattr(other, column) for each in taken for column in CHOSEN[each]}
    changed = {name: value for name, value in values.items() if getattr(survivor, name) != value}
    given_up = {name: None for name in UNIQUE if changed.get(name) is not None}
    for customer, after in ((other, given_up), (survivor, changed)):
        for name, value in after.items():
            before = in_json(getattr(customer, name))
            key = {"id": str(customer.id)}
            await note(acting.session, sides.merge_id, "customer", name, key, before=before, after=in_json(value))
        if after:
            await acting.update(customer, **after)
    return lost


async def return_fields(session: AsyncSession, sides: Sides) -> list[str]:
    """Give both customers the values that they had before the merge. Returns the fields that were changed since, or
    whose value another customer has by now: these stay as they are. A number that was lost is not theirs again.
    """
    kept = []
    lost = (
        await session.execute(sa.select(LostPhone.__table__).where(LostPhone.customer_id == sides.survivor_id))
    ).all()
    lines = await noted(session, sides.merge_id, "customer")
    # The survivor gives up a unique value before the other one takes it back.
    for line in sorted(lines, key=lambda each: each.row_key["id"] != str(sides.survivor_id)):
        if line.column_name in OWN:
            continue
        key = CustomerKey(UUID(line.row_key["id"]))
        column = Customer.__table__.c[line.column_name]
        current = in_json(await session.scalar(sa.select(column).where(Customer.id == key)))
        free = line.before is None or line.column_name not in UNIQUE or await _is_free(session, line.column_name, line)
        if current != line.after or not free:
            kept.append(line.column_name)
            continue
        await session.execute(
            sa.text(f"""
                update customer c set {column.name} = r.{column.name}
                from jsonb_populate_record(null::customer, cast(:values as jsonb)) r where c.id = :id
            """).bindparams(sa.bindparam("id", type_=sa.Uuid())),
            {"id": key, "values": orjson.dumps({column.name: line.before}).decode()},
        )
    for each in lost:
        values = {"customer_id": each.customer_id, "phone": each.phone, "lost_at": each.lost_at}
        await session.execute(insert(LostPhone).values(**values).on_conflict_do_nothing())
    return sorted(set(kept))


async def _is_free(session: AsyncSession, name: str, line: Any) -> bool:
    """Whether no customer has a unique value."""
    column = Customer.__table__.c[name]
    return not await session.scalar(sa.select(sa.exists().where(column == line.before)))


def in_json(value: Any) -> Any:
    """The value of a column as JSON has it, and PostgreSQL reads it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def field_name(choice: str) -> str:
    """The name of a choice in the graph."""
    first, *rest = choice.split("_")
    return first + "".join(map(str.title, rest))
