"""A selection on the graph, compiled to one SQL expression whose value is the JSON it asks for."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from graphql import FieldNode, GraphQLObjectType, get_named_type
from graphql.type import GraphQLField

from backend.auth.policy import permissions
from backend.auth.viewer import Role
from backend.errors import BadUserInput, Forbidden
from backend.identifiers import decode_id
from backend.planner import accounts, log
from backend.planner.aggregates import aggregate
from backend.planner.arguments import Argument, ArgumentReader, Getter
from backend.planner.catalog import Catalog
from backend.planner.connections import ConnectionCompiler
from backend.planner.fields import (
    AnyNode,
    Constant,
    Embedded,
    Expression,
    Form,
    GraphType,
    Identifier,
    Listing,
    Many,
    One,
    Outside,
    RootAggregate,
    RootEvents,
    RootListing,
    RootMany,
    RootNode,
    RootOne,
    RootStatement,
    RootTrialBalance,
    RootViewer,
    Value,
)
from backend.planner.filters import short_enough
from backend.planner.selection import Collector, Selected
from backend.planner.text import Piece, Row, concat, json_pieces, or_null
from backend.services.rules import Numbering

TYPE_KEY = "@type"  # in rows: the type's name, for graphql-core to complete abstract types with
MOST_NODES = 100

Resolve = Callable[[str, list[FieldNode]], list[Piece]]


class Compiler:
    """Compiles one operation for one role and one request's variables. Used once."""

    LOADED = "\0keys"  # where `loaded` finds its keys; no variable of a client can be named so

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
        """`numbering`: what of the settings decides how numbers are read that people type."""
        self.catalog = catalog
        self.collector = collector
        self.reader = reader
        self.role = role
        self.numbering = numbering
        self.time_zone = time_zone  # of days and months, where an argument names no other
        self.rows = rows
        self.noted = False  # the text has notes beside its data
        self.getters: dict[str, Getter] = {}
        self.outside = False  # a field from outside the database was selected
        self.depends_on_values = False  # the best plan depends on the values: filters and searches
        self._rows_named = 0

    # What the parts share

    def parameter(self, get: Getter, kind: Any) -> sa.BindParameter[Any]:
        """A bind parameter read from each request's variables."""
        name = f"p{len(self.getters) + 1}"
        self.getters[name] = get
        return sa.bindparam(name, type_=kind)

    def row(self, graph_type: GraphType) -> Row:
        return self.table_row(graph_type.table)

    def next_name(self) -> int:
        """A number that no other part of the statement is named by."""
        self._rows_named += 1
        return self._rows_named

    def table_row(self, table: sa.Table) -> Row:
        self._rows_named += 1
        return Row(table, f"t{self._rows_named}")

    def visible(self, graph_type: GraphType, row: Row) -> list[Expression]:
        """What the policy adds to every WHERE that touches the type."""
        predicate: Any = self.catalog.policies[graph_type.name].rows.get(self.role)
        condition = predicate(row) if predicate is not None else sa.false()
        return [] if isinstance(condition, sa.sql.elements.True_) else [condition]

    def masked(self, graph_type: GraphType, column: str | None) -> bool:
        return column in self.catalog.policies[graph_type.name].masks.get(self.role, {})

    def refuse_masked(self, graph_type: GraphType, mapping: Value, name: str) -> None:
        """A masked field may be read in its masked form only: not filtered by, ordered by or grouped by."""
        if self.masked(graph_type, mapping.column):
            raise BadUserInput(
                f"{graph_type.name}.{name} is masked for {self.role}: it cannot be used here", field=name
            )

    # Objects

    def root(self, selected: Selected) -> list[Piece]:
        """The operation's data object."""
        query = self.catalog.schema.query_type
        assert query is not None
        return self.object(query, selected, lambda name, nodes: self._root_field(query, name, nodes))

    def object(self, kind: GraphQLObjectType, selected: Selected, resolve: Resolve, mark: str = "") -> list[Piece]:
        """`{…}` with every selected field in order."""
        pieces: list[Piece] = ["{" + mark]
        for position, (key, nodes) in enumerate(selected.items()):
            name = nodes[0].name.value
            pieces.append(("," if position or mark else "") + f'"{key}":')
            pieces += [f'"{kind.name}"'] if name == "__typename" else resolve(name, nodes)
        pieces.append("}")
        return pieces

    def node(self, graph_type: GraphType, selected: Selected, row: Row) -> list[Piece]:
        """One row of a graph type."""
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
                return ["[", self._listing(mapping, nodes, row), "]"]
            case Embedded():
                return self._embedded(kind.fields[name], mapping, nodes, row)
            case Constant():
                return [self._constant(kind.fields[name], mapping, nodes, row)]
            case AnyNode():
                return [self._any_node(mapping, nodes, row)]
            case Outside():
                self.outside = True
                needs = [f'"{need}":' for need in mapping.needs]
                values = [sa.func.to_json(row[need]) for need in mapping.needs]
                pieces: list[Piece] = ["{"]
                for position, (label, value) in enumerate(zip(needs, values, strict=True)):
                    pieces += [("," if position else "") + label, or_null(sa.cast(value, sa.Text()))]
                return [*pieces, "}"]
            case _:
                raise AssertionError(f"{kind.name}.{name} has no mapping")

    def value(self, graph_type: GraphType, mapping: Value, row: Row) -> Expression:
        """A scalar's SQL value as the role may see it."""
        expression = mapping.expression(row)
        mask: Any = self.catalog.policies[graph_type.name].masks.get(self.role, {}).get(mapping.column or "")
        return mask(expression) if mask else expression

    def subselect(self, pieces: list[Piece], row: Row, conditions: Sequence[Expression]) -> sa.Select[Any]:
        return sa.select(concat(pieces).label("j")).select_from(row.source).where(*conditions)

    def one(self, mapping: One, nodes: list[FieldNode], row: Row | None) -> list[Piece]:
        target = self.catalog.types[mapping.target]
        child = self.row(target)
        pieces = self.node(target, self.below(target.name, nodes), child)
        found = self.subselect(pieces, child, [mapping.on(row, child), *self.visible(target, child)])
        return [or_null(found.scalar_subquery())]

    def _listing(self, mapping: Listing, nodes: list[FieldNode], row: Row | None) -> Expression:
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
            .limit(sa.literal_column(str(mapping.most)))
        )
        return self.joined(rows)

    def joined(self, rows: sa.Select[Any]) -> Expression:
        """The `j` of all rows with commas between; empty text for none."""
        self._rows_named += 1
        alias = f"s{self._rows_named}"
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
        """An object of expressions."""

        def part(name: str, _: list[FieldNode]) -> list[Piece]:
            expression, form = parts[name]
            return json_pieces(expression, form, nullable=False)

        return self.object(kind, self.collector.below(kind, nodes), part)

    def _constant(self, field: GraphQLField, mapping: Constant, nodes: list[FieldNode], row: Row) -> Expression:
        values = mapping.values(self.role)
        if mapping.column is None:
            return concat(self._plain(field, values[None], nodes))
        cases = {value: concat(self._plain(field, data, nodes)) for value, data in values.items()}
        whens = [(row[mapping.column] == sa.literal_column(f"'{value}'"), text) for value, text in cases.items()]
        return sa.case(*whens, else_=sa.literal_column("'[]'"))

    def _plain(self, field: GraphQLField, data: Any, nodes: list[FieldNode]) -> list[Piece]:
        """Plain data, with the selection applied, as a literal."""
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
            target = self.catalog.types[target_name]
            child = self.row(target)
            pieces = self.node(target, self.below(target_name, nodes), child)
            found = self.subselect(pieces, child, [child.id == row[mapping.key_column], *self.visible(target, child)])
            choices.append((row[mapping.kind_column] == sa.literal_column(f"'{code}'"), found.scalar_subquery()))
        return or_null(sa.case(*choices))

    # Roots

    def _root_field(self, query: GraphQLObjectType, name: str, nodes: list[FieldNode]) -> list[Piece]:
        field = query.fields[name]
        mapping = self.catalog.mapping(query.name, name)
        target = getattr(mapping, "target", None)
        if target and self.role not in self.catalog.policies[target].rows:
            raise Forbidden(f"{name} is not for the role {self.role.shown}")
        match mapping:
            case RootOne():
                return self._root_one(mapping, field, nodes)
            case RootMany():
                connection = ConnectionCompiler(self, self.catalog.types[mapping.target], field, nodes, root=True)
                return [connection.expression(lambda _: [])]
            case RootNode():
                arguments = self.reader.read(nodes[0], field)
                return self._root_nodes(arguments["ids"], nodes) if mapping.many else self._root_node(arguments, nodes)
            case RootAggregate():
                return aggregate(self, self.catalog.types[mapping.target], field, nodes)
            case RootEvents():
                return log.events(self, mapping, self.catalog.types[mapping.target], field, nodes)
            case RootListing():
                return log.listing(self, mapping, self.catalog.types[mapping.target], field, nodes)
            case RootTrialBalance():
                return accounts.trial_balance(self, field, nodes)
            case RootStatement():
                return accounts.statement(self, mapping, field, nodes)
            case RootViewer():
                return self._viewer(field, nodes)
            case _:
                raise AssertionError(f"Query.{name} has no mapping")

    def _root_one(self, mapping: RootOne, field: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
        target = self.catalog.types[mapping.target]
        given = {name: argument for name, argument in self.reader.read(nodes[0], field).items() if argument.given}
        if len(given) != 1:
            raise BadUserInput(f"{nodes[0].name.value}: give exactly one of {', '.join(mapping.keys)}")
        ((name, argument),) = given.items()
        key = mapping.keys[name]
        row = self.row(target)
        if name == "id":
            parameter = self.parameter(self.key_getter(argument.get, target), sa.Uuid())
        else:
            parameter = self.parameter(self._spelled(argument.get, target, name), sa.Text())
            self._refuse_masked_key(target, key.column)
        conditions = [row[key.column] == parameter, *self.visible(target, row)]
        if key.where is not None:
            conditions.append(key.where(row))
        pieces = self.node(target, self.below(target.name, nodes), row)
        return [or_null(self.subselect(pieces, row, conditions).scalar_subquery())]

    def _spelled(self, get: Getter, target: GraphType, name: str) -> Getter:
        """A key as it is stored, where the type has a field of its name that says how."""
        mapping = self.catalog.mapping(target.name, name)
        if not isinstance(mapping, Value) or mapping.filtering is None:
            return get
        spell = mapping.filtering.spelling.whole
        return lambda variables: spell(short_enough(get(variables), name), self.numbering)

    def _refuse_masked_key(self, target: GraphType, column: str) -> None:
        if self.masked(target, column):
            raise BadUserInput(f"{target.name}.{column} is masked for {self.role}: it cannot be used here")

    @staticmethod
    def key_getter(get: Getter, target: GraphType) -> Getter:
        def key(variables: Any) -> Any:
            decoded = decode_id(get(variables))
            return decoded[1] if decoded and decoded[0] == target.prefix else None

        return key

    def _nodes_seen(self) -> list[GraphType]:
        """The types a node may be of for this role; of the others it is not even looked whether there is one."""
        return [kind for kind in self.catalog.nodes() if self.role in self.catalog.policies[kind.name].rows]

    def _root_node(self, arguments: Mapping[str, Argument], nodes: list[FieldNode]) -> list[Piece]:
        choices = []
        for target in self._nodes_seen():
            row = self.row(target)
            key = self.parameter(self.key_getter(arguments["id"].get, target), sa.Uuid())
            pieces = self.node(target, self.below(target.name, nodes), row)
            found = self.subselect(pieces, row, [row.id == key, *self.visible(target, row)])
            choices.append(found.scalar_subquery())
        return [sa.func.coalesce(*choices, sa.literal_column("'null'"), type_=sa.Text())]

    def _root_nodes(self, ids: Argument, nodes: list[FieldNode]) -> list[Piece]:
        """One row per id asked for, in order; each type's keys come as an array of their own."""
        targets = self._nodes_seen()
        arrays = [self.parameter(self._keys_getter(ids.get, target), sa.ARRAY(sa.Uuid())) for target in targets]
        return self._by_keys(targets, arrays, nodes)

    def loaded(self, target: GraphType, nodes: list[FieldNode]) -> list[Piece]:
        """A JSON array of the rows whose keys stand in the variable LOADED, in their order."""
        keys = self.parameter(lambda variables: variables[self.LOADED], sa.ARRAY(sa.Uuid()))
        return self._by_keys([target], [keys], nodes)

    def _by_keys(self, targets: list[GraphType], arrays: Sequence[Expression], nodes: list[FieldNode]) -> list[Piece]:
        asked = sa.func.unnest(*arrays).table_valued(*(f"k{n}" for n in range(len(targets))), with_ordinality="n")
        asked = asked.render_derived("asked")
        choices = []
        for position, target in enumerate(targets):
            row = self.row(target)
            key = sa.literal_column(f"asked.k{position}", type_=sa.Uuid())
            pieces = self.node(target, self.below(target.name, nodes), row)
            found = self.subselect(pieces, row, [row.id == key, *self.visible(target, row)])
            choices.append(found.scalar_subquery())
        each = sa.func.coalesce(*choices, sa.literal_column("'null'"), type_=sa.Text())
        rows = sa.select(each.label("j")).select_from(asked).order_by(sa.literal_column("asked.n"))
        return ["[", self.joined(rows), "]"]

    @staticmethod
    def _keys_getter(get: Getter, target: GraphType) -> Getter:
        def keys(variables: Any) -> list[Any]:
            ids = get(variables)
            if len(ids) > MOST_NODES:
                raise BadUserInput(f"ids: at most {MOST_NODES}", field="ids")
            found = (decode_id(text) for text in ids)
            return [each[1] if each and each[0] == target.prefix else None for each in found]

        return keys

    def _viewer(self, field: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
        kind = get_named_type(field.type)
        assert isinstance(kind, GraphQLObjectType)

        def part(name: str, selected: list[FieldNode]) -> list[Piece]:
            if name == "role":
                return [f'"{self.role.shown}"']
            if name == "permissions":
                return [orjson.dumps(permissions(self.role)).decode()]
            mapping = self.catalog.mapping(kind.name, name)
            if isinstance(mapping, One):
                return self.one(mapping, selected, None)
            if isinstance(mapping, Listing):
                return ["[", self._listing(mapping, selected, None), "]"]
            return [sa.func.to_json(sa.bindparam(f"viewer_{name}", type_=sa.Text()))]

        return self.object(kind, self.collector.below(kind, nodes), part)
