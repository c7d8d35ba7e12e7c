"""The effects of an act, read in its transaction: changed rows, events, messages, ledger entries, and versions.

Nothing here is known per verb. The changed rows are those that the triggers of the audit trail collected; the messages
are those that the notifier would write; the versions are those of the changed rows and of the rows that they refer to.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import driver_connection
from backend.models import Base, LedgerEntry
from backend.models.noun import Noun
from backend.models.nouns import NOUNS
from backend.notifications.notifier import messages_to_write
from backend.records.audit import COLLECTED

INSERT, UPDATE, DELETE = "INSERT", "UPDATE", "DELETE"
NOUN_OF_TABLE: Mapping[str, Noun] = {noun.model.__tablename__: noun for noun in NOUNS}
_COLLECTED = sa.text(f"select ({COLLECTED})::text")
_EVENTS = sa.text("""
select id, topic, node_id, customer_id, contract_id, payer_customer_id, payer_contract_id,
    payload @> '{"internal": true}' as internal
from event where xid = pg_current_xact_id() order by id
""")
_OWN_ENTRIES = sa.text("ledger_entry.xid = pg_current_xact_id()")


@dataclass(frozen=True)
class RowChange:
    """What happened to one row: the values of its changed columns, which are absent where they are null.

    `key` is None for a table without ids. `kind`: INSERT, UPDATE or DELETE.
    """

    table: str
    key: uuid.UUID | None
    kind: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    @property
    def columns(self) -> list[str]:
        """The changed columns."""
        return [name for name in {**self.before, **self.after} if self.before.get(name) != self.after.get(name)]


@dataclass(frozen=True)
class Told:
    """A message that a customer would be sent."""

    topic: str
    channel: str
    customer_id: uuid.UUID | None
    contract_id: uuid.UUID | None


@dataclass(frozen=True)
class Entry:
    """An entry on the account of a contract. `amount_minor`: positive for a credit, negative for a debit."""

    id: uuid.UUID
    kind: str
    contract_id: uuid.UUID
    amount_minor: int
    currency: str
    description: str | None
    at: datetime


@dataclass(frozen=True)
class Effects:
    """All that an act did until now. `versions`: by table and key."""

    rows: Sequence[RowChange]
    events: Sequence[Any]
    told: Sequence[Told]
    entries: Sequence[Entry]
    versions: Mapping[tuple[str, uuid.UUID], int]

    def new_nodes(self) -> dict[str, str]:
        """The names that a plan gives to new rows, whose keys are not known yet, by key."""
        names: dict[str, str] = {}
        counts: dict[str, int] = {}
        for row in self.rows:
            if row.kind == INSERT and row.key is not None:
                counts[row.table] = counts.get(row.table, 0) + 1
                noun = NOUN_OF_TABLE.get(row.table)
                names[str(row.key)] = f"{noun.id.prefix if noun else row.table}_new{counts[row.table]}"
        return names

    def existing(self) -> dict[str, list[uuid.UUID]]:
        """The keys of the rows that existed before and were changed, by table."""
        found: dict[str, list[uuid.UUID]] = {}
        for row in self.rows:
            if row.kind != INSERT and row.key is not None:
                found.setdefault(row.table, []).append(row.key)
        return found


async def effects(session: AsyncSession) -> Effects:
    """What the transaction of a session, which collects changes, has done until now."""
    await session.flush()
    rows = _merged(orjson.loads((await session.execute(_COLLECTED)).scalar_one()))
    events = (await session.execute(_EVENTS)).all()
    messages = await messages_to_write(await driver_connection(session)) if events else []
    told = [
        Told(each.fact["topic"], each.channel.value, each.fact["customer_id"], each.fact["contract_id"])
        for each in messages
    ]
    return Effects(rows, events, told, await _entries(session), await _versions(session, rows))


async def _entries(session: AsyncSession) -> list[Entry]:
    # Times of entries are those of the clock, so none is older than the transaction.
    own = sa.select(LedgerEntry).where(
        LedgerEntry.created_at >= sa.func.now(), LedgerEntry.contract_id.is_not(None), _OWN_ENTRIES
    )
    found = (await session.scalars(own.order_by(LedgerEntry.created_at, LedgerEntry.id))).all()
    return [
        Entry(
            each.id, each.kind.value, each.contract_id, each.amount_minor, each.currency, each.description,
            each.created_at,
        )
        for each in found
        if each.contract_id is not None
    ]  # fmt: skip


def _merged(collected: Iterable[Mapping[str, Any]]) -> list[RowChange]:
    """One change per row that has a key, in the order of their first changes. Values that came back are left out."""
    found: dict[Any, RowChange] = {}
    for number, each in enumerate(collected):
        key = None if each["id"] is None else uuid.UUID(each["id"])
        place = (each["table"], number if key is None else key)
        earlier = found.get(place)
        change = RowChange(each["table"], key, each["change"], each["before"], each["after"])
        found[place] = change if earlier is None else _both(earlier, change)
    return [each for each in found.values() if each.columns]


def _both(first: RowChange, second: RowChange) -> RowChange:
    seen = {**first.before, **first.after}
    before = {**{name: value for name, value in second.before.items() if name not in seen}, **first.before}
    after = {} if second.kind == DELETE else {**first.after, **second.after}
    kind = first.kind if second.kind == UPDATE else second.kind
    return RowChange(first.table, first.key, kind, {} if first.kind == INSERT else before, after)


# Versions


async def _versions(session: AsyncSession, rows: Sequence[RowChange]) -> dict[tuple[str, uuid.UUID], int]:
    """The versions of the changed rows that existed before, and of the rows that the changed rows refer to."""
    new = {row.key for row in rows if row.kind == INSERT}
    wanted: dict[str, set[uuid.UUID]] = {}
    for table, changes in _by_table(rows).items():
        keys = {row.key for row in changes if row.key is not None and row.kind != DELETE}
        wanted.setdefault(str(table.name), set()).update(key for key in keys if key not in new)
        for target, referred in (await _references(session, table, changes, keys)).items():
            wanted.setdefault(target, set()).update(referred - new)
    found: dict[tuple[str, uuid.UUID], int] = {}
    for name, keys in wanted.items():
        table = Base.metadata.tables[name]
        if keys and "version" in table.columns:
            read = sa.select(table.c.id, table.c.version).where(table.c.id.in_(keys))
            found |= {(name, row.id): row.version for row in await session.execute(read)}
    return found


def _by_table(rows: Sequence[RowChange]) -> dict[sa.Table, list[RowChange]]:
    found: dict[sa.Table, list[RowChange]] = {}
    for row in rows:
        found.setdefault(Base.metadata.tables[row.table], []).append(row)
    return found


async def _references(
    session: AsyncSession, table: sa.Table, changes: Sequence[RowChange], keys: set[uuid.UUID]
) -> dict[str, set[uuid.UUID]]:
    """The keys of the rows that changed rows refer to, by table: those that stand, and those of rows without keys."""
    targets = {str(column.name): str(key.column.table.name) for column in table.columns for key in column.foreign_keys}
    found: dict[str, set[uuid.UUID]] = {}
    if targets and keys:
        read = sa.select(*(table.c[name] for name in targets)).where(table.c.id.in_(keys))
        for row in await session.execute(read):
            for name, target in targets.items():
                if isinstance(getattr(row, name), uuid.UUID):
                    found.setdefault(target, set()).add(getattr(row, name))
    for change in changes:
        values = {**change.before, **change.after} if change.key is None or change.kind == DELETE else {}
        for name in targets.keys() & values.keys():
            found.setdefault(targets[name], set()).add(uuid.UUID(values[name]))
    return found
