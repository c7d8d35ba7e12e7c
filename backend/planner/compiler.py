"""Compiles a selection on the graph to one SQL expression whose value is the JSON of the selection."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from graphql import FieldNode, GraphQLObjectType, get_named_type
from graphql.type import GraphQLField

from backend.errors import BadUserInput
from backend.planner.composer import Conditions
from backend.planner.connections import ConnectionCompiler
from backend.planner.draft import Draft
from backend.planner.fields import (
    Answer,
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
from backend.planner.selection import Selected, object_type
from backend.planner.text import Piece, Row, concat, json_pieces, or_null


class Compiler:
    """Composes the JSON of fields into a draft. An instance is used once. It is the `Composer` of its parts."""

    KEYS_VARIABLE = "\0keys"  # the variable that `rows_by_keys` reads; a client cannot use this name

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def root(self, selected: Selected) -> list[Piece]:
        """The `data` object of a query operation."""
        query = self.draft.catalog.schema.query_type
        assert query is not None
        return self.draft.object(query, selected, lambda name, nodes: root_field(self, query, name, nodes))

    def rows_by_keys(self, target: GraphType, nodes: list[FieldNode]) -> list[Piece]:
        """A JSON array of the rows whose keys are in the variable KEYS_VARIABLE, in their order."""
        keys = self.draft.parameter(lambda variables: variables[self.KEYS_VARIABLE], sa.ARRAY(sa.Uuid()))
        return rows_by_keys(self, [target], [keys], nodes)

    def node(self, graph_type: GraphType, nodes: Sequence[FieldNode], row: Row) -> list[Piece]:
        """The JSON object of one row of a graph type: what is selected below the merged nodes of one field."""
        draft = self.draft
        kind = draft.catalog.object_type(graph_type.name)
        selected = draft.below(kind, nodes)
        return draft.object(
            kind, selected, lambda name, found: self._field(graph_type, kind, name, found, row), draft.mark(kind)
        )

    def _field(
        self, graph_type: GraphType, kind: GraphQLObjectType, name: str, nodes: list[FieldNode], row: Row
    ) -> list[Piece]:
        draft = self.draft
        mapping = draft.catalog.mapping(kind.name, name)
        match mapping:
            case Value():
                return json_pieces(draft.value(graph_type, mapping, row), mapping.form, nullable=mapping.nullable)
            case Identifier():
                return [f'"{graph_type.prefix}_', row[mapping.column], '"']
            case One():
                return self.one(mapping, nodes, row)
            case Many():
                target = draft.catalog.types[mapping.target]
                return self.connection(target, kind.fields[name], nodes, lambda child: [mapping.on(row, child)])
            case Listing():
                return self.listing(mapping, nodes, row)
            case Embedded():
                return self._embedded(kind.fields[name], mapping, nodes, row)
            case Answer():
                return self._answer(kind.fields[name], mapping, nodes, row)
            case Constant():
                return [self._constant(kind.fields[name], mapping, nodes, row)]
            case AnyNode():
                return [self._any_node(mapping, nodes, row)]
            case External():
                return draft.external({need: row[need] for need in mapping.needs})
            case _:
                raise AssertionError(f"{kind.name}.{name} has no mapping")

    def connection(
        self, target: GraphType, field: GraphQLField, nodes: list[FieldNode], related: Conditions
    ) -> list[Piece]:
        """One page of the rows that meet `related` and the arguments of the field. Raises BadUserInput."""
        return [ConnectionCompiler(self, target, field, nodes).expression(related)]

    def one(self, mapping: One, nodes: list[FieldNode], row: Row | None) -> list[Piece]:
        """The row of a relation; null when there is none, or when it is not visible."""
        draft = self.draft
        target = draft.catalog.types[mapping.target]
        if draft.closed(target):
            return ["null"]
        child = draft.row(target)
        pieces = self.node(target, nodes, child)
        found = draft.subselect(pieces, child, [mapping.on(row, child), *draft.visible(target, child)])
        return [or_null(found.scalar_subquery())]

    def listing(self, mapping: Listing, nodes: list[FieldNode], row: Row | None) -> list[Piece]:
        """The JSON array of a relation without pages."""
        draft = self.draft
        target = draft.catalog.types[mapping.target]
        if draft.closed(target):
            return ["[]"]
        child = draft.row(target)
        pieces = self.node(target, nodes, child)
        source: Any = child.source
        conditions = [*draft.visible(target, child)]
        if mapping.through is not None and mapping.through_on is not None:
            link = draft.table_row(mapping.through)
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
        return ["[", draft.joined(rows), "]"]

    def _embedded(self, field: GraphQLField, mapping: Embedded, nodes: list[FieldNode], row: Row) -> list[Piece]:
        kind = object_type(field)
        moment = sa.DateTime(timezone=True)
        given = {
            name: self.draft.parameter(argument.get, moment)
            for name, argument in self.draft.given(nodes, field).items()
        }
        pieces = self.draft.embedded(kind, mapping.parts(row, given), nodes)
        if mapping.null_when is None:
            return pieces
        whole = concat(pieces)
        return [sa.case((mapping.null_when(row), sa.literal_column("'null'")), else_=whole)]

    def _answer(self, field: GraphQLField, mapping: Answer, nodes: list[FieldNode], row: Row) -> list[Piece]:
        name = mapping.argument
        given = self.draft.given(nodes, field)[name]
        if not given.read_fact(mapping.accepts):
            raise BadUserInput(f"{name}: the accepted values are {mapping.accepted}", field=name)
        number = self.draft.parameter(given.get, sa.Integer())
        return json_pieces(mapping.expression(row, number), Form.BOOLEAN, nullable=False)

    def _constant(self, field: GraphQLField, mapping: Constant, nodes: list[FieldNode], row: Row) -> Expression:
        values = mapping.values(self.draft.role)
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
        selected = self.draft.below(kind, nodes)

        def pick(item: Mapping[str, Any]) -> dict[str, Any]:
            names = {key: found[0].name.value for key, found in selected.items()}
            return {key: kind.name if name == "__typename" else item[name] for key, name in names.items()}

        chosen = [pick(item) for item in data] if isinstance(data, list) else pick(data)
        return [orjson.dumps(chosen).decode()]

    def _any_node(self, mapping: AnyNode, nodes: list[FieldNode], row: Row) -> Expression:
        draft = self.draft
        choices = []
        for code, target_name in mapping.targets.items():
            if not draft.catalog.may_read(draft.role, target_name):
                continue  # null, and the table is not read
            target = draft.catalog.types[target_name]
            child = draft.row(target)
            pieces = self.node(target, nodes, child)
            found = draft.subselect(pieces, child, [child.id == row[mapping.key_column], *draft.visible(target, child)])
            choices.append((row[mapping.kind_column] == sa.literal_column(f"'{code}'"), found.scalar_subquery()))
        return or_null(sa.case(*choices))
