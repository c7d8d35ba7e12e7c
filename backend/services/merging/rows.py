"""The rows that refer to a customer: moved by a merge, written to its journal, returned when it is undone."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.identifiers import CustomerKey
from backend.models import CustomerMerge, MergedRow
from backend.services.merging.references import Reference, moved_references


@dataclass(frozen=True)
class Sides:
    """The customers of a merge, and its own key."""

    merge_id: Any
    survivor_id: CustomerKey
    other_id: CustomerKey

    @classmethod
    def of(cls, merge: CustomerMerge) -> "Sides":
        return cls(merge.id, merge.survivor_id, merge.other_id)

    @property
    def parameters(self) -> dict[str, Any]:
        return {"merge": self.merge_id, "survivor": self.survivor_id, "other": self.other_id}


@dataclass(frozen=True)
class Clash:
    """A row of the other customer that stays with it, since the survivor has one with the same unique key."""

    table: str
    row_key: Mapping[str, Any]


def _bound(text: str) -> sa.TextClause:
    names = ("merge", "survivor", "other")
    used = [sa.bindparam(each, type_=sa.Uuid()) for each in names if f":{each}" in text]
    return sa.text(text).bindparams(*used)


def _key(reference: Reference, alias: str) -> str:
    """The key of a row as JSON."""
    pairs = ", ".join(f"'{each}', {alias}.{each}" for each in reference.key)
    return f"jsonb_build_object({pairs})"


def _same(reference: Reference, alias: str) -> str:
    """The condition that a row is the one of a line `m` of the journal."""
    columns = reference.table.columns
    kinds = {each: columns[each].type.compile(_DIALECT).partition(" COLLATE")[0] for each in reference.key}
    return " and ".join(f"{alias}.{each} = cast(m.row_key ->> '{each}' as {kind})" for each, kind in kinds.items())


_DIALECT = sa.dialects.postgresql.dialect()  # type: ignore[no-untyped-call]


async def move_rows(session: AsyncSession, sides: Sides) -> list[Clash]:
    """Let everything that refers to the other customer refer to the survivor. Returns what has to stay."""
    clashes = []
    for reference in moved_references():
        found = await _clashing(session, reference, sides)
        if reference.moved.found_again:
            await _delete(session, reference, sides, found)
            found = []
        clashes += [Clash(reference.table.name, each) for each in found]
        async with _unaudited(session, not reference.moved.audited):
            await _move(session, reference, sides, found)
    return clashes


async def _clashing(session: AsyncSession, reference: Reference, sides: Sides) -> Sequence[Mapping[str, Any]]:
    """The keys of the rows of the other customer for which the survivor has a row with the same unique key."""
    table, column = reference.table.name, reference.column
    selects = []
    for columns, condition in reference.unique_keys():
        same = " and ".join([f"o.{each} = s.{each}" for each in columns] or ["true"])
        owned = f"(select * from {table} where {column} = :{{side}} and ({condition}))"
        selects.append(
            f"select {_key(reference, 'o')} as row_key from {owned.format(side='other')} o"
            f" join {owned.format(side='survivor')} s on {same}"
        )
    if not selects:
        return []
    rows = await session.scalars(_bound(" union ".join(selects)), sides.parameters)
    return list(rows)


async def _delete(session: AsyncSession, reference: Reference, sides: Sides, keys: Sequence[Mapping[str, Any]]) -> None:
    table, column = reference.table.name, reference.column
    given = sa.bindparam("keys", [orjson.dumps(each).decode() for each in keys], type_=sa.ARRAY(sa.Text()))
    statement = _bound(f"delete from {table} t where t.{column} = :other and {_key(reference, 't')} = {_ANY_KEY}")
    await session.execute(statement.bindparams(given), {"other": sides.other_id})


_ANY_KEY = "any(cast(cast(:keys as text[]) as jsonb[]))"


async def _move(session: AsyncSession, reference: Reference, sides: Sides, kept: Sequence[Mapping[str, Any]]) -> None:
    table, column = reference.table.name, reference.column
    stays = f" and not {_key(reference, 't')} = {_ANY_KEY}" if kept else ""
    statement = _bound(f"""
        with moved as (
            update {table} t set {column} = :survivor where t.{column} = :other and {reference.moved.only}{stays}
            returning {_key(reference, "t")} as row_key
        )
        insert into merged_row (merge_id, table_name, column_name, row_key)
        select :merge, '{table}', '{column}', row_key from moved
    """)
    given: dict[str, Any] = {"keys": [orjson.dumps(each).decode() for each in kept]} if kept else {}
    if kept:
        statement = statement.bindparams(sa.bindparam("keys", type_=sa.ARRAY(sa.Text())))
    await session.execute(statement, sides.parameters | given)


async def return_rows(session: AsyncSession, sides: Sides) -> None:
    """Return what was the other customer's, and of later rows those of its contracts, or of other rows that return.

    A row that refers to somebody else by now stays.
    """
    references = moved_references()
    for reference in references:
        table, column = reference.table.name, reference.column
        async with _unaudited(session, not reference.moved.audited):
            await session.execute(
                _bound(f"""
                    update {table} t set {column} = :other from merged_row m
                    where m.merge_id = :merge and m.table_name = '{table}' and m.column_name = '{column}'
                        and {_same(reference, "t")} and t.{column} = :survivor
                """),
                sides.parameters,
            )
            await _return_later_rows(session, reference, sides)


async def _return_later_rows(session: AsyncSession, reference: Reference, sides: Sides) -> None:
    table, column, follows = reference.table.name, reference.column, reference.moved.follows
    belongs = []
    if "contract_id" in reference.table.columns:
        belongs.append(f"t.contract_id in ({_RETURNED.format(table='contract')})")
    if follows is not None:
        belongs.append(f"t.{follows} in ({_RETURNED.format(table=reference.parent)})")
    if belongs:
        await session.execute(
            _bound(f"update {table} t set {column} = :other where t.{column} = :survivor and ({' or '.join(belongs)})"),
            {"other": sides.other_id, "survivor": sides.survivor_id, "merge": sides.merge_id},
        )


# The rows of a table that returned to the other customer.
_RETURNED = """
select r.id from merged_row m join {table} r on r.id = cast(m.row_key ->> 'id' as uuid)
where m.merge_id = :merge and m.table_name = '{table}' and r.customer_id = :other
"""


@asynccontextmanager
async def _unaudited(session: AsyncSession, off: bool) -> AsyncIterator[None]:  # noqa: FBT001
    """Without the audit trail, which collects the changes of a transaction in one text."""
    if not off:
        yield
        return
    collected = await session.scalar(sa.text("select current_setting('crm.audit', true)"))
    await session.execute(_SET_AUDIT, {"collected": ""})
    yield
    await session.execute(_SET_AUDIT, {"collected": collected or ""})


_SET_AUDIT = sa.text("select set_config('crm.audit', :collected, true)")


async def note(
    session: AsyncSession,
    merge_id: Any,
    table: str,
    column: str,
    row_key: Mapping[str, Any],
    *,
    before: Any,
    after: Any,
) -> None:
    """Write a changed value to the journal; `before` and `after` in their form in JSON."""
    row = {"table_name": table, "column_name": column, "row_key": row_key, "before": before, "after": after}
    await session.execute(sa.insert(MergedRow).values(merge_id=merge_id, **row))


async def noted(session: AsyncSession, merge_id: Any, table: str) -> Sequence[Any]:
    """The changed values of a table in the journal."""
    row = MergedRow
    found = sa.select(row.column_name, row.row_key, row.before, row.after).where(
        row.merge_id == merge_id, row.table_name == table, row.before.is_not(None) | row.after.is_not(None)
    )
    return (await session.execute(found.order_by(row.column_name, row.row_key))).all()
