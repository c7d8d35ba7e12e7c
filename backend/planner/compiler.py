"""Compiles a selection on the graph to one SQL expression whose value is the JSON of the selection."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from graphql import FieldNode, GraphQLObjectType, get_named_type
from graphql.type import GraphQLField

from backend.auth.viewer import Role
from backend.errors import BadUserInput
from backend.planner.arguments import ArgumentReader, Getter
from backend.planner.catalog import Catalog
from backend.planner.connections import ConnectionCompiler
from backend.planner.fields import (
    AnyNode,
    Constant,
    Embedded,
    Expression,
    External,
    Form,
    GraphType,
    Identifier,
    Listing,
    Many,
    One,
    Value,
)
from backend.planner.roots import root_field, rows_by_keys
from backend.planner.selection import Collector, Selected
from backend.planner.text import Piece, Row, concat, json_pieces, or_null
from backend.services.rules import Numbering

TYPE_KEY = "@type"  # in rows: the name of the type, by which graphql-core completes abstract types

Resolve = Callable[[str, list[FieldNode]], list[Piece]]


class Compiler:
    """Compiles one operation for one role and the variables of one request. An instance is used once."""

    KEYS_VARIABLE = "\0keys"  # the variable that `rows_by_keys` reads; a client cannot use this name

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

    # Shared by the modules of the planner

    def parameter(self, get: Getter, kind: Any) -> sa.BindParameter[Any]:
        """A bind parameter whose value `get` reads from the variables of each request."""
        name = f"p{len(self.getters) + 1}"
        self.getters[name] = get
        return sa.bindparam(name, type_=kind)

    def row(self, graph_type: GraphType) -> Row:
        return self.table_row(graph_type.table)

    def next_number(self) -> int:
        """A number for an alias that is unique in the statement."""
        self._last_number += 1
        return self._last_number

    def table_row(self, table: sa.Table) -> Row:
        self._last_number += 1
        return Row(table, f"t{self._last_number}")

    def visible(self, graph_type: GraphType, row: Row) -> list[Expression]:
        """The row policy of the type for the role, to be added to every WHERE; no condition when
        all rows are visible.
        """
        predicate: Any = self.catalog.policies[graph_type.name].rows.get(self.role)
        condition = predicate(row) if predicate is not None else sa.false()
        return [] if isinstance(condition, sa.sql.elements.True_) else [condition]

    def masked(self, graph_type: GraphType, column: str | None) -> bool:
        return self.catalog.mask(graph_type.name, self.role, column) is not None

    def refuse_masked(self, graph_type: GraphType, column: str | None, name: str) -> None:
        """Raise BadUserInput when the field `name` is masked: it can be read masked, but not compared or grouped by."""
        if self.masked(graph_type, column):
            message = f"{graph_type.name}.{name} is masked for the role {self.role.shown} and cannot be used here"
            raise BadUserInput(message, field=name)

    # Objects

    def root(self, selected: Selected) -> list[Piece]:
        """The `data` object of a query operation."""
        query = self.catalog.schema.query_type
        assert query is not None
        return self.object(query, selected, lambda name, nodes: root_field(self, query, name, nodes))

    def rows_by_keys(self, target: GraphType, nodes: list[FieldNode]) -> list[Piece]:
        """A JSON array of the rows whose keys are in the variable KEYS_VARIABLE, in their order."""
        keys = self.parameter(lambda variables: variables[self.KEYS_VARIABLE], sa.ARRAY(sa.Uuid()))
        return rows_by_keys(self, [target], [keys], nodes)

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

    def node(self, graph_type: GraphType, selected: Selected, row: Row) -> list[Piece]:
        """The JSON object of one row of a graph type."""
        kind = self.catalog.object_type(graph_type.name)
        mark = f'"{TYPE_KEY}":"{kind.name}"' if self.rows else ""
        return self.object(kind, selected, lambda name, nodes: self._field(graph_type, kind, name, nodes, row), mark)

    def below(self, type_name: str, nodes: Sequence[FieldNode]) -> Selected:
        return self.collector.below(self.catalog.object_type(type_name), nodes)

    def _field(
        self, graph_type: GraphType, kind: GraphQLObjectType, name: str, nodes: list[FieldNode], row: Row
    ) -> list[Piece]:
        mapping = self.catalog.mapping(kind.name, name)
        match mapping:
            case Value():
                return json_pieces(self.value(graph_type, mapping, row), mapping.form, nullable=mapping.nullable)
            case Identifier():
                return [f'"{graph_type.prefix}_', row[mapping.column], '"']
            case One():
                return self.one(mapping, nodes, row)
            case Many():
                target = self.catalog.types[mapping.target]
                connection = ConnectionCompiler(self, target, kind.fields[name], nodes)
                return [connection.expression(lambda child: [mapping.on(row, child)])]
            case Listing():
                return ["[", self.listing(mapping, nodes, row), "]"]
            case Embedded():
                return self._embedded(kind.fields[name], mapping, nodes, row)
            case Constant():
                return [self._constant(kind.fields[name], mapping, nodes, row)]
            case AnyNode():
                return [self._any_node(mapping, nodes, row)]
            case External():
                self.has_external_field = True
                needs = [f'"{need}":' for need in mapping.needs]
                values = [sa.func.to_json(row[need]) for need in mapping.needs]
                pieces: list[Piece] = ["{"]
                for position, (label, value) in enumerate(zip(needs, values, strict=True)):
                    pieces += [("," if position else "") + label, or_null(sa.cast(value, sa.Text()))]
                return [*pieces, "}"]
            case _:
                raise AssertionError(f"{kind.name}.{name} has no mapping")

    def value(self, graph_type: GraphType, mapping: Value, row: Row) -> Expression:
        """The SQL value of a scalar, masked if the policy requires it for the role."""
        expression = mapping.expression(row)
        mask = self.catalog.mask(graph_type.name, self.role, mapping.column)
        return mask(expression) if mask else expression

    def subselect(self, pieces: list[Piece], row: Row, conditions: Sequence[Expression]) -> sa.Select[Any]:
        return sa.select(concat(pieces).label("j")).select_from(row.source).where(*conditions)

    def one(self, mapping: One, nodes: list[FieldNode], row: Row | None) -> list[Piece]:
        target = self.catalog.types[mapping.target]
        child = self.row(target)
        pieces = self.node(target, self.below(target.name, nodes), child)
        found = self.subselect(pieces, child, [mapping.on(row, child), *self.visible(target, child)])
        return [or_null(found.scalar_subquery())]

    def listing(self, mapping: Listing, nodes: list[FieldNode], row: Row | None) -> Expression:
        target = self.catalog.types[mapping.target]
        child = self.row(target)
        pieces = self.node(target, self.below(target.name, nodes), child)
        source: Any = child.source
        conditions = [*self.visible(target, child)]
        if mapping.through is not None and mapping.through_on is not None:
            link = self.table_row(mapping.through)
            source = link.source.join(child.source, mapping.through_on(link, child))
            conditions.append(mapping.on(row, link))
        else:
            conditions.append(mapping.on(row, child))
        rows = (
            sa.select(concat(pieces).label("j"))
            .select_from(source)
            .where(*conditions)
            .order_by(*mapping.order(child))
            .limit(sa.literal_column(str(mapping.max_rows)))
        )
        return self.joined(rows)

    def joined(self, rows: sa.Select[Any]) -> Expression:
        """The column `j` of all rows, joined by commas; an empty text for no rows."""
        self._last_number += 1
        alias = f"s{self._last_number}"
        j = sa.literal_column(f"{alias}.j", type_=sa.Text())
        whole = sa.select(sa.func.string_agg(j, sa.literal_column("','"))).select_from(rows.subquery(alias))
        return sa.func.coalesce(whole.scalar_subquery(), sa.literal_column("''"), type_=sa.Text())

    def _embedded(self, field: GraphQLField, mapping: Embedded, nodes: list[FieldNode], row: Row) -> list[Piece]:
        kind = get_named_type(field.type)
        assert isinstance(kind, GraphQLObjectType)
        read = self.reader.read(nodes[0], field)
        given = {
            name: self.parameter(argument.get, sa.DateTime(timezone=True))
            for name, argument in read.items()
            if argument.given
        }
        pieces = self.embedded(kind, mapping.parts(row, given), nodes)
        if mapping.null_when is None:
            return pieces
        whole = concat(pieces)
        return [sa.case((mapping.null_when(row), sa.literal_column("'null'")), else_=whole)]

    def embedded(
        self, kind: GraphQLObjectType, parts: Mapping[str, tuple[Expression, Form]], nodes: list[FieldNode]
    ) -> list[Piece]:
        """The JSON object of an embedded type, such as Money, from one expression per field."""

        def part(name: str, _: list[FieldNode]) -> list[Piece]:
            expression, form = parts[name]
            return json_pieces(expression, form, nullable=False)

        return self.object(kind, self.collector.below(kind, nodes), part)

    def _constant(self, field: GraphQLField, mapping: Constant, nodes: list[FieldNode], row: Row) -> Expression:
        values = mapping.values(self.role)
        if mapping.column is None:
            return concat(self._constant_json(field, values[None], nodes))
        cases = {value: concat(self._constant_json(field, data, nodes)) for value, data in values.items()}
        whens = [(row[mapping.column] == sa.literal_column(f"'{value}'"), text) for value, text in cases.items()]
        return sa.case(*whens, else_=sa.literal_column("'[]'"))

    def _constant_json(self, field: GraphQLField, data: Any, nodes: list[FieldNode]) -> list[Piece]:
        """Constant data as a JSON literal, reduced to the selected fields."""
        kind = get_named_type(field.type)
        if not isinstance(kind, GraphQLObjectType):
            return [orjson.dumps(data).decode()]
        selected = self.collector.below(kind, nodes)

        def pick(item: Mapping[str, Any]) -> dict[str, Any]:
            names = {key: found[0].name.value for key, found in selected.items()}
            return {key: kind.name if name == "__typename" else item[name] for key, name in names.items()}

        chosen = [pick(item) for item in data] if isinstance(data, list) else pick(data)
        return [orjson.dumps(chosen).decode()]

    def _any_node(self, mapping: AnyNode, nodes: list[FieldNode], row: Row) -> Expression:
        choices = []
        for code, target_name in mapping.targets.items():
            if not self.catalog.may_read(self.role, target_name):
                continue  # null, and the table is not read
            target = self.catalog.types[target_name]
            child = self.row(target)
            pieces = self.node(target, self.below(target_name, nodes), child)
            found = self.subselect(pieces, child, [child.id == row[mapping.key_column], *self.visible(target, child)])
            choices.append((row[mapping.kind_column] == sa.literal_column(f"'{code}'"), found.scalar_subquery()))
        return or_null(sa.case(*choices))
