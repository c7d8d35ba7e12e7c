"""The statement of one operation while it is composed: parameters, aliases, row policies, masks, and parts of JSON.

The modules that compile filters, searches, pages and aggregates need nothing else. What they learn about the plan, such
as that its cost depends on values, they set here.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from graphql import FieldNode, GraphQLObjectType
from graphql.type import GraphQLField

from backend.auth.viewer import Role
from backend.errors import BadUserInput
from backend.planner.arguments import Argument, ArgumentReader, Getter
from backend.planner.catalog import Catalog
from backend.planner.fields import Expression, Form, GraphType, Value
from backend.planner.selection import Collector, Selected
from backend.planner.text import Piece, Row, concat, json_pieces, or_null
from backend.services.rules import Numbering

TYPE_KEY = "@type"  # in rows: the name of the type, by which graphql-core completes abstract types

Resolve = Callable[[str, list[FieldNode]], list[Piece]]  # (name of a field, its merged nodes) -> its JSON


class Draft:
    """One operation for one role and the variables of one request. An instance is used once."""

    def __init__(
        self,
        catalog: Catalog,
        collector: Collector,
        reader: ArgumentReader,
        role: Role,
        numbering: Numbering,
        *,
        time_zone: str,
        rows: bool = False,
    ) -> None:
        """`numbering`: the settings for normalising phone numbers. `rows`: compile rows for
        graphql-core to complete.
        """
        self.catalog = catalog
        self.collector = collector
        self.reader = reader
        self.role = role
        self.numbering = numbering
        self.time_zone = time_zone  # the default of the argument `timeZone`
        self.rows = rows
        self.has_notes = False  # the text contains notes: see `group_pages`
        self.getters: dict[str, Getter] = {}
        self.has_external_field = False  # a field that is resolved from outside the database was selected
        self.depends_on_values = False  # PostgreSQL's best plan depends on the parameters: filters and searches
        self.has_conditions = False  # a filter, search or aggregate may read many rows for few results
        self.crosses_relations = False  # a filter crosses relations, or an aggregate reads all rows: may be dear
        self._last_number = 0

    # Arguments, parameters and rows

    def given(self, nodes: Sequence[FieldNode], field: GraphQLField) -> dict[str, Argument]:
        """The arguments of a field that were given with a value other than null, by name."""
        return {name: argument for name, argument in self.reader.read(nodes[0], field).items() if argument.given}

    def parameter(self, get: Getter, kind: Any) -> sa.BindParameter[Any]:
        """A bind parameter whose value `get` reads from the variables of each request."""
        name = f"p{len(self.getters) + 1}"
        self.getters[name] = get
        return sa.bindparam(name, type_=kind)

    def next_number(self) -> int:
        """A number for an alias that is unique in the statement."""
        self._last_number += 1
        return self._last_number

    def row(self, graph_type: GraphType) -> Row:
        return self.table_row(graph_type.table)

    def table_row(self, table: sa.Table) -> Row:
        return Row(table, f"t{self.next_number()}")

    # Access

    def visible(self, graph_type: GraphType, row: Row) -> list[Expression]:
        """The row policy of the type for the role, to be added to every WHERE; no condition when
        all rows are visible.
        """
        predicate: Any = self.catalog.policies[graph_type.name].rows.get(self.role)
        condition = predicate(row) if predicate is not None else sa.false()
        return [] if isinstance(condition, sa.sql.elements.True_) else [condition]

    def closed(self, graph_type: GraphType) -> bool:
        """Whether the role reads no rows of the type at all; the database then grants it no access to them either."""
        return self.role not in self.catalog.policies[graph_type.name].rows

    def value(self, graph_type: GraphType, mapping: Value, row: Row) -> Expression:
        """The SQL value of a scalar, masked if the policy requires it for the role."""
        expression = mapping.expression(row)
        mask = self.catalog.mask(graph_type.name, self.role, mapping.column)
        return mask(expression) if mask else expression

    def masked(self, graph_type: GraphType, column: str | None) -> bool:
        return self.catalog.mask(graph_type.name, self.role, column) is not None

    def refuse_masked(self, graph_type: GraphType, column: str | None, name: str) -> None:
        """Raise BadUserInput when the field `name` is masked: it can be read masked, but not compared or grouped by."""
        if self.masked(graph_type, column):
            message = f"{graph_type.name}.{name} is masked for the role {self.role.shown} and cannot be used here"
            raise BadUserInput(message, field=name)

    # Parts

    def below(self, kind: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Selected:
        """The fields of `kind` that are selected below the merged nodes of one field."""
        return self.collector.below(kind, nodes)

    def object(self, kind: GraphQLObjectType, selected: Selected, resolve: Resolve, mark: str = "") -> list[Piece]:
        """A JSON object with the selected fields in order; `resolve` returns the value of each, `mark` is written
        first.
        """
        pieces: list[Piece] = ["{" + mark]
        for position, (key, nodes) in enumerate(selected.items()):
            name = nodes[0].name.value
            pieces.append(("," if position or mark else "") + f'"{key}":')
            pieces += [f'"{kind.name}"'] if name == "__typename" else resolve(name, nodes)
        pieces.append("}")
        return pieces

    def mark(self, kind: GraphQLObjectType) -> str:
        """What marks a row with its type, for graphql-core; empty where the complete JSON is composed."""
        return f'"{TYPE_KEY}":"{kind.name}"' if self.rows else ""

    def embedded(
        self, kind: GraphQLObjectType, parts: Mapping[str, tuple[Expression, Form]], nodes: list[FieldNode]
    ) -> list[Piece]:
        """The JSON object of an embedded type, such as Money, from one expression per field."""

        def part(name: str, _: list[FieldNode]) -> list[Piece]:
            expression, form = parts[name]
            return json_pieces(expression, form, nullable=False)

        return self.object(kind, self.below(kind, nodes), part)

    def external(self, needs: Mapping[str, Expression]) -> list[Piece]:
        """What the resolver of a field from outside the database receives: a JSON object of SQL values by name."""
        self.has_external_field = True
        pieces: list[Piece] = ["{"]
        for position, (name, value) in enumerate(needs.items()):
            json = or_null(sa.cast(sa.func.to_json(value), sa.Text()))
            pieces += [("," if position else "") + f'"{name}":', json]
        return [*pieces, "}"]

    def subselect(self, pieces: list[Piece], row: Row, conditions: Sequence[Expression]) -> sa.Select[Any]:
        """The column `j`: the JSON of each row that meets the conditions."""
        return sa.select(concat(pieces).label("j")).select_from(row.source).where(*conditions)

    def joined(self, rows: sa.Select[Any]) -> Expression:
        """The column `j` of all rows, joined by commas; an empty text for no rows."""
        alias = f"s{self.next_number()}"
        j = sa.literal_column(f"{alias}.j", type_=sa.Text())
        whole = sa.select(sa.func.string_agg(j, sa.literal_column("','"))).select_from(rows.subquery(alias))
        return sa.func.coalesce(whole.scalar_subquery(), sa.literal_column("''"), type_=sa.Text())
