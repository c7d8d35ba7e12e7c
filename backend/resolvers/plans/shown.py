"""What of an act's effects its caller may read: a row, a field, an event, a message or a charge that the graph shows
to the caller, with the masks of the caller's role.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Viewer
from backend.auth.visibility import EVERYTHING, NOTHING, OWN, own
from backend.money import amount_of
from backend.planner.catalog import Catalog
from backend.planner.fields import GraphType
from backend.planner.plan import viewer_values
from backend.resolvers.plans.fields import Field, GraphFields
from backend.services.plans.effects import DELETE, Effects, RowChange
from backend.services.plans.outcome import Change, Charge
from backend.services.plans.tokens import compared

Item = TypeVar("Item")
Rows = Mapping[uuid.UUID, str | None]  # the visible rows of a table, with their currencies where the table has one


class Shown:
    """Reads for one viewer, in the transaction of the act."""

    def __init__(self, session: AsyncSession, viewer: Viewer, catalog: Catalog, fields: GraphFields) -> None:
        self._session = session
        self._viewer = viewer
        self._catalog = catalog
        self._fields = fields
        self._values = viewer_values(viewer)

    async def changes(self, effects: Effects) -> list[Change]:
        """The changed fields, table by table."""
        names, hidden = effects.new_nodes(), await self._hidden(effects)
        found: list[tuple[GraphType, str, Change]] = []
        for table, changes in _by_table(effects.rows).items():
            kind, link = self._fields.types.get(table), self._fields.links.get(table)
            if kind is not None:
                visible = await self._rows(kind, changes)
                for row in changes:
                    found += [
                        (kind, column, change) for column, change in self._of_row(kind, row, visible, names, hidden)
                    ]
            elif link is not None:
                keys = {uuid.UUID({**row.before, **row.after}[link.at]) for row in changes}
                owners = await self.visible(link.owner, keys)
                for row in changes:
                    owner = {**row.before, **row.after}[link.at]
                    if uuid.UUID(owner) in owners and not _is_hidden(link.field, link.column, row, hidden):
                        change = _change(_id(link.owner, owner, names), link.field, link.column, row, None, names)
                        found.append((link.owner, link.at, change))
        return await self._masked(found)

    def _of_row(
        self, kind: GraphType, row: RowChange, visible: Rows, names: Mapping[str, str], hidden: Collection[str]
    ) -> list[tuple[str, Change]]:
        # The row policy of a row without a key cannot be asked: it is shown to roles that see all rows.
        unseen = self._predicate(kind) is not EVERYTHING if row.key is None else row.key not in visible
        if unseen:
            return []
        node = None if row.key is None else _id(kind, str(row.key), names)
        currency = visible.get(row.key) if row.key is not None else None
        return [
            (column, _change(node, field, column, row, currency, names))
            for column in compared(row)
            if (field := self._fields.of(kind, column)) is not None and not _is_hidden(field, column, row, hidden)
        ]

    async def _hidden(self, effects: Effects) -> Collection[str]:
        """The keys of the nodes that changed rows refer to and the viewer does not see."""
        wanted: dict[str, set[str]] = {}
        for row in effects.rows:
            kind, link = self._fields.types.get(row.table), self._fields.links.get(row.table)
            fields = {column: self._fields.of(kind, column) for column in compared(row)} if kind is not None else {}
            if link is not None:
                fields[link.column] = link.field
            for column, field in fields.items():
                if field is not None and field.target is not None:
                    wanted.setdefault(field.target, set()).update(_values(row, column))
        hidden: set[str] = set()
        for target, keys in wanted.items():
            kind = self._catalog.types[target]
            if self._predicate(kind) is not EVERYTHING:
                hidden |= keys - {str(key) for key in await self.visible(kind, [uuid.UUID(key) for key in keys])}
        # Whoever merges a customer sees it until then; what was of it is shown as moving from it.
        return hidden - {
            str(row.key) for row in effects.rows if row.table == "customer" and "merged_into_id" in row.columns
        }

    async def _rows(self, kind: GraphType, changes: Sequence[RowChange]) -> Rows:
        """The changed rows that the viewer sees. A row that is deleted or has no key is seen by roles that see all."""
        keys = {row.key for row in changes if row.key is not None and row.kind != DELETE}
        visible = dict(await self.visible(kind, keys))
        if self._predicate(kind) is EVERYTHING:
            return visible | {row.key: None for row in changes if row.key is not None and row.kind == DELETE}
        return visible

    def _predicate(self, kind: GraphType) -> Any:
        return self._catalog.policies[kind.name].rows.get(self._viewer.role, NOTHING)

    async def visible(self, kind: GraphType, keys: Collection[uuid.UUID]) -> Rows:
        """Those of the rows with these keys that the viewer sees."""
        if not keys or self._predicate(kind) is NOTHING:
            return {}
        row = kind.table.alias("changed")
        currency = row.c.currency if "currency" in row.c else sa.null()
        read = sa.select(row.c.id, currency.label("currency")).where(row.c.id.in_(keys))
        found = await self._read(read, row, self._predicate(kind))
        return {each.id: each.currency for each in found}

    async def _read(self, read: sa.Select[Any], row: sa.FromClause, predicate: Any) -> Sequence[Any]:
        line = own(self._viewer.role)
        source = row if line is None else row.join(line.subquery(OWN), sa.true())
        read = read.select_from(source).where(predicate(row.c))
        found: Sequence[Any] = (await self._session.execute(read, self._parameters(read))).all()
        return found

    def _parameters(self, read: sa.Select[Any]) -> dict[str, Any]:
        return {name: self._values[name] for name in read.compile().params if name in self._values}

    async def _masked(self, found: Sequence[tuple[GraphType, str, Change]]) -> list[Change]:
        masked: list[tuple[int, str, sa.ColumnElement[Any]]] = []
        for place, (kind, column, change) in enumerate(found):
            mask = self._catalog.mask(kind.name, self._viewer.role, column)
            for side in ("before", "after") if mask is not None else ():
                value = getattr(change, side)
                if value is not None:
                    assert mask is not None
                    text = sa.cast(sa.literal(value, sa.Text()), sa.Text())
                    masked.append((place, side, sa.cast(mask(text), sa.Text())))
        changes = [change for _, _, change in found]
        if masked:
            read = sa.select(*(value.label(f"v{number}") for number, (_, _, value) in enumerate(masked)))
            values = (await self._session.execute(read, self._parameters(read))).one()
            for (place, side, _), value in zip(masked, values, strict=True):
                changes[place] = Change(**{**vars(changes[place]), side: value})
        return changes

    # What is told and charged

    async def events(self, effects: Effects) -> list[str]:
        """The topics of the events, in their order."""
        rows = [
            {
                name: getattr(each, name)
                for name in ("customer_id", "contract_id", "payer_customer_id", "payer_contract_id", "internal")
            }
            for each in effects.events
        ]
        return [each.topic for each in await self._seen("Event", effects.events, rows)]

    async def notifications(self, effects: Effects) -> list[str]:
        """The messages, as their topic and channel."""
        rows = [{"customer_id": each.customer_id, "contract_id": each.contract_id} for each in effects.told]
        return [f"{each.topic} {each.channel}" for each in await self._seen("Notification", effects.told, rows)]

    async def charges(self, effects: Effects) -> list[Charge]:
        """The entries on accounts of contracts."""
        rows = await self.visible(self._catalog.types["LedgerEntry"], [each.id for each in effects.entries])
        return [
            Charge(each.kind, amount_of(each.amount_minor, each.currency), each.currency, each.at)
            for each in effects.entries
            if each.id in rows
        ]

    async def _seen(self, type_name: str, items: Sequence[Item], rows: Sequence[Mapping[str, Any]]) -> list[Item]:
        """Those of the items whose values satisfy the row policy of a type."""
        predicate = self._catalog.policies[type_name].rows.get(self._viewer.role, NOTHING)
        if predicate is EVERYTHING or not items:
            return list(items)
        columns = [sa.column(name, sa.Boolean() if name == "internal" else sa.Uuid()) for name in rows[0]]
        values = sa.values(sa.column("place", sa.Integer()), *columns, name="given")
        given = values.data([(place, *each.values()) for place, each in enumerate(rows)]).alias("given")
        # A column without values would have the type text.
        typed = (sa.cast(given.c[each.name], each.type).label(each.name) for each in columns)
        row = sa.select(given.c.place, *typed).subquery("told")
        found = await self._read(sa.select(row.c.place).order_by(row.c.place), row, predicate)
        return [items[each.place] for each in found]


def _by_table(rows: Sequence[RowChange]) -> dict[str, list[RowChange]]:
    found: dict[str, list[RowChange]] = {}
    for row in rows:
        found.setdefault(row.table, []).append(row)
    return found


def _values(row: RowChange, column: str) -> list[str]:
    """The values of a column before and after, where there are any."""
    return [side[column] for side in (row.before, row.after) if side.get(column) is not None]


def _is_hidden(field: Field, column: str, row: RowChange, hidden: Collection[str]) -> bool:
    """Whether a change refers to a node that the viewer does not see, before or after."""
    return field.target is not None and any(key in hidden for key in _values(row, column))


def _id(kind: GraphType, key: str, names: Mapping[str, str]) -> str | None:
    return names.get(key) or (f"{kind.prefix}_{key}" if kind.prefix is not None else None)


def _change(
    node: str | None, field: Field, column: str, row: RowChange, currency: str | None, names: Mapping[str, str]
) -> Change:
    values = {"currency": currency, **row.before, **row.after}
    before, after = (
        None if side.get(column) is None else field.render(side[column], values, names)
        for side in (row.before, row.after)
    )
    return Change(node, field.name, before, after)
