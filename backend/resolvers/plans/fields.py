"""The fields of the graph in which clients see the columns of a table, derived from the mappings of the schema."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from backend.models.nouns import BY_GRAPH_TYPE
from backend.money import amount_of
from backend.planner.catalog import Catalog
from backend.planner.fields import Embedded, Expression, Form, GraphType, Listing, Mapped, One, Value
from backend.planner.text import Row

Names = Mapping[str, str]  # of new nodes, by key
Render = Callable[[Any, Mapping[str, Any], Names], str]  # the value of a column, the row's values, names of new nodes


@dataclass(frozen=True)
class Field:
    """The field in which a column is seen, and how its values are written. `target`: the type of a reference."""

    name: str
    render: Render
    target: str | None = None


@dataclass(frozen=True)
class LinkField:
    """The field in which the rows of a link table are seen: of the type `owner`, whose key is in the column `at`. The
    value of a row is the node whose key is in `column`.
    """

    owner: GraphType
    at: str
    column: str
    field: Field


class _Asked(Row):
    """Stands for a row in a mapping, and notes the columns that the mapping reads."""

    def __init__(self, table: sa.Table) -> None:
        super().__init__(table, table.name)
        self.names: list[str] = []

    def __getitem__(self, name: str) -> Expression:
        self.names.append(name)
        return super().__getitem__(name)


class GraphFields:
    """For each table that the graph shows, its type and the fields of its columns."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        nouns_last = sorted(catalog.types.values(), key=lambda kind: kind.name in BY_GRAPH_TYPE)
        self.types: Mapping[str, GraphType] = {kind.table.name: kind for kind in nouns_last}
        self.links: dict[str, LinkField] = {}
        self._fields: dict[str, dict[str, Field]] = {}
        for kind in catalog.types.values():
            found = self._fields[kind.name] = {}
            for name, field in catalog.object_type(kind.name).fields.items():
                mapping = catalog.mapping(kind.name, name)
                if mapping is not None and not field.args:
                    self._enter(kind, name, mapping, found)

    def of(self, kind: GraphType, column: str) -> Field | None:
        """The field in which a column is seen; None for a column that no field reads."""
        return self._fields[kind.name].get(column)

    def _enter(self, kind: GraphType, name: str, mapping: Mapped, found: dict[str, Field]) -> None:
        asked = _Asked(kind.table)
        if isinstance(mapping, Value):
            expression = mapping.expression(asked)
            whole = [f"{kind.table.name}.{each}" for each in asked.names] == [str(expression)]
            if len(asked.names) == 1 and (whole or mapping.form is not Form.BOOLEAN):
                found.setdefault(asked.names[0], Field(name, _plain))
        elif isinstance(mapping, Embedded):
            mapping.parts(asked, {})
            minor = [each for each in dict.fromkeys(asked.names) if each != "currency"]
            if len(minor) == 1:
                found.setdefault(minor[0], Field(name, _money))
        elif isinstance(mapping, One):
            target = _Asked(self._catalog.types[mapping.target].table)
            mapping.on(asked, target)
            if len(asked.names) == 1 and target.names == ["id"]:
                found.setdefault(asked.names[0], Field(name, _reference(mapping.target), mapping.target))
        elif isinstance(mapping, Listing) and mapping.through is not None and mapping.through_on is not None:
            at, to = _Asked(mapping.through), _Asked(mapping.through)
            mapping.on(asked, at)
            mapping.through_on(to, _Asked(self._catalog.types[mapping.target].table))
            field = Field(name, _reference(mapping.target), mapping.target)
            self.links.setdefault(mapping.through.name, LinkField(kind, at.names[0], to.names[0], field))


def _plain(value: Any, _: Mapping[str, Any], __: Names) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))  # as the graph shows them
    return ("false", "true")[value] if isinstance(value, bool) else str(value)


def _money(value: Any, row: Mapping[str, Any], _: Names) -> str:
    return f"{amount_of(int(value), row.get('currency') or 'KGS')}"


def _reference(target: str) -> Render:
    def render(value: Any, _: Mapping[str, Any], names: Names) -> str:
        return names.get(value) or f"{BY_GRAPH_TYPE[target].id.prefix}_{value}"

    return render
