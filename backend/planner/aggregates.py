"""`…Aggregate`: counts and measures over the rows a list would show, grouped, under the same policy; one statement."""

import functools
import hashlib
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
import sqlalchemy as sa
from graphql import FieldNode, GraphQLObjectType, get_named_type
from graphql.type import GraphQLField

from backend.errors import BadUserInput
from backend.planner.arguments import Argument, Getter, Variables, code
from backend.planner.fields import Embedded, Expression, Form, GraphType, Identifier, One, Value
from backend.planner.filters import Filters
from backend.planner.text import Piece, Row, concat, literal, moment_expression, or_null

if TYPE_CHECKING:
    from backend.planner.compiler import Compiler

DEFAULT_ROWS = 100
MOST_ROWS = 1_000
MOST_KEYS = 4
MOST_HOPS = 3
MOST_ORDERS = 3
MEASURES = {"sum", "avg", "min", "max"}
DEFAULT_MEASURE = {"Payment": "amount"}


@dataclass(frozen=True)
class _Column:
    """One field reached by a path: its SQL value and form; for money, its currency."""

    value: Expression
    form: Form
    currency: Expression | None = None


class _Aggregate:
    def __init__(self, compiler: "Compiler", target: GraphType, field: GraphQLField, nodes: list[FieldNode]) -> None:
        kind = get_named_type(field.type)
        assert isinstance(kind, GraphQLObjectType)
        self._compiler = compiler
        self._target = target
        self._kind = kind
        self._selected = compiler.collector.below(kind, nodes)
        self._arguments = {n: a for n, a in compiler.reader.read(nodes[0], field).items() if a.given}
        self._row = compiler.row(target)
        self._source: Any = self._row.source
        self._joined: dict[str, tuple[GraphType, Row]] = {"": (target, self._row)}
        self._currency: Expression | None = None
        compiler.depends_on_values = True

    def pieces(self) -> list[Piece]:
        keys = self._keys()
        columns: dict[str, Expression] = {}
        for nodes in self._selected.values():
            name = nodes[0].name.value
            if name in MEASURES | {"countDistinct"}:
                columns[_label(nodes)] = self._measure(name, nodes[0])
        if self._currency is not None and not any(label == "currency" for label, _ in keys):
            keys.append(("currency", _Column(self._currency, Form.CODE)))
        conditions = self._compiler.visible(self._target, self._row)
        if "filter" in self._arguments:
            conditions.append(Filters(self._compiler).whole(self._target, self._row, self._arguments["filter"]))
        grouped: Any = sa.select(
            *(column.value.label(f"k{at}") for at, (_, column) in enumerate(keys)),
            sa.literal_column("count(*)").label("n"),
            *(expression.label(label) for label, expression in columns.items()),
        ).select_from(self._source)
        grouped = grouped.where(*conditions)
        if keys:
            grouped = grouped.group_by(*(sa.literal_column(str(at + 1)) for at in range(len(keys))))
        grouped = grouped.order_by(*self._order(len(keys), columns)).limit(self._limit())
        alias = f"g{self._row.alias[1:]}"
        rows = sa.select(concat(self._object(alias, keys)).label("j")).select_from(grouped.subquery(alias))
        return ["[", self._compiler.joined(rows), "]"]

    # Paths

    def _column(self, path: str) -> _Column:
        *hops, last = path.split(".")
        if len(hops) > MOST_HOPS:
            raise BadUserInput(f"{path}: at most {MOST_HOPS} relations deep", field="field")
        graph_type, row = self._reach(hops)
        mapping = self._compiler.catalog.mapping(graph_type.name, last)
        if isinstance(mapping, Value):
            self._compiler.refuse_masked(graph_type, mapping, last)
            return _Column(mapping.expression(row), mapping.form)
        if isinstance(mapping, Identifier):
            # Unlike concat, || leaves the id of a row that is missing or hidden null.
            key = sa.cast(row[mapping.column], sa.Text())
            return _Column(literal(f"{graph_type.prefix}_").op("||")(key), Form.CODE)
        if isinstance(mapping, Embedded):
            parts = mapping.parts(row, {})
            if "amount" in parts:
                return _Column(parts["amount"][0], Form.CODE, parts["currency"][0])
        raise BadUserInput(f"{path}: {graph_type.name} has no field {last} to group by or measure", field="field")

    def _reach(self, hops: Sequence[str]) -> tuple[GraphType, Row]:
        """Join what the path leads over; a path that two fields share is joined once."""
        done = ""
        graph_type, row = self._joined[""]
        for hop in hops:
            done = f"{done}.{hop}"
            if done not in self._joined:
                mapping = self._compiler.catalog.mapping(graph_type.name, hop)
                if not isinstance(mapping, One):
                    raise BadUserInput(f"{graph_type.name} has no to-one relation {hop}", field="field")
                target = self._compiler.catalog.types[mapping.target]
                child = self._compiler.row(target)
                on = sa.and_(mapping.on(row, child), *self._compiler.visible(target, child))
                self._source = self._source.outerjoin(child.source, on)
                self._joined[done] = (target, child)
            graph_type, row = self._joined[done]
        return graph_type, row

    # Keys

    def _keys(self) -> list[tuple[str, _Column]]:
        argument = self._arguments.get("groupBy")
        entries = argument.items() if argument else []
        if len(entries) > MOST_KEYS:
            raise BadUserInput(f"groupBy: at most {MOST_KEYS} keys", field="groupBy")
        return [self._key(entry.fields()) for entry in entries]

    def _key(self, parts: dict[str, Argument]) -> tuple[str, _Column]:
        path = parts["field"].choice()
        column = self._column(path)
        if column.currency is not None:
            raise BadUserInput(f"{path}: money can be measured, not grouped by", field="groupBy")
        if "bucket" not in parts:
            return path, column
        if column.form is not Form.MOMENT:
            raise BadUserInput(f"{path}: only moments fall into buckets", field="bucket")
        zone = self._compiler.parameter(_zone(parts.get("timeZone")), sa.Text())
        unit = code(parts["bucket"]).lower()
        local = sa.func.timezone(zone, column.value)
        return path, _Column(sa.cast(sa.func.date_trunc(sa.literal_column(f"'{unit}'"), local), sa.Date()), Form.DATE)

    # Measures

    def _measure(self, name: str, node: FieldNode) -> Expression:
        given = self._compiler.reader.read(node, self._kind.fields[name])
        default = "id" if name == "countDistinct" else DEFAULT_MEASURE.get(self._target.name)
        path = given["field"].choice() if "field" in given and given["field"].given else default
        if path is None:
            raise BadUserInput(f"{name}: name the field to measure", field="field")
        column = self._column(path)
        if name == "countDistinct":
            return sa.func.count(sa.distinct(column.value))
        if column.currency is not None:
            if self._currency is not None and str(self._currency) != str(column.currency):
                raise BadUserInput("measure money of one field at a time: currencies do not mix", field="field")
            self._currency = column.currency
        elif name in {"sum", "avg"} and column.form is not Form.NUMBER:
            raise BadUserInput(f"{path}: only numbers and money have a {name}", field="field")
        measured: Expression = getattr(sa.func, name)(column.value)
        if column.form is Form.BOOLEAN:
            raise BadUserInput(f"{path}: a switch has no {name}", field="field")
        if column.form is Form.MOMENT:
            return moment_expression(measured)
        return sa.cast(measured, sa.Text())

    def _order(self, keys: int, columns: dict[str, Expression]) -> list[Expression]:
        argument = self._arguments.get("orderBy")
        order: list[Expression] = []
        by_keys: list[Expression] = [sa.literal_column(str(at + 1)) for at in range(keys)]
        entries = argument.items() if argument else []
        if len(entries) > MOST_ORDERS:
            raise BadUserInput(f"orderBy: at most {MOST_ORDERS} orders", field="orderBy")
        for entry in entries:
            parts = entry.fields()
            chosen = code(parts["field"])
            descending = "direction" in parts and code(parts["direction"]) == "DESC"
            terms = by_keys
            if chosen == "COUNT":
                terms = [sa.literal_column("count(*)")]
            elif chosen == "SUM":
                terms = [self._summed(columns)]
            order += [term.desc() if descending else term.asc() for term in terms]
        return [*order, *by_keys]

    def _summed(self, columns: dict[str, Expression]) -> Expression:
        for label, expression in columns.items():
            if label.startswith("sum_"):
                inner: Any = expression
                found: Expression = inner.clause
                return found
        raise BadUserInput("orderBy SUM needs a sum among the selected fields", field="orderBy")

    def _limit(self) -> Expression:
        argument = self._arguments.get("first")

        def size(variables: Variables) -> int:
            asked = DEFAULT_ROWS if argument is None else argument.get(variables)
            if not 0 <= asked <= MOST_ROWS:
                raise BadUserInput(f"first is from 0 to {MOST_ROWS}", field="first")
            return int(asked)

        return self._compiler.parameter(size, sa.Integer())

    # JSON

    def _object(self, alias: str, keys: list[tuple[str, _Column]]) -> list[Piece]:
        def part(name: str, nodes: list[FieldNode]) -> list[Piece]:
            if name == "keys":
                return self._key_objects(alias, keys, nodes)
            if name == "count":
                return [sa.literal_column(f"{alias}.n")]
            value = sa.literal_column(f"{alias}.{_label(nodes)}", type_=sa.Text())
            return [value] if name == "countDistinct" else [or_null(sa.cast(sa.func.to_json(value), sa.Text()))]

        return self._compiler.object(self._kind, self._selected, part)

    def _key_objects(self, alias: str, keys: list[tuple[str, _Column]], nodes: list[FieldNode]) -> list[Piece]:
        kind = get_named_type(self._kind.fields["keys"].type)
        assert isinstance(kind, GraphQLObjectType)
        selected = self._compiler.collector.below(kind, nodes)
        pieces: list[Piece] = ["["]
        for at, (label, column) in enumerate(keys):
            value: Any = sa.literal_column(f"{alias}.k{at}", type_=column.value.type)
            text = moment_expression(value) if column.form is Form.MOMENT else sa.cast(value, sa.Text())
            json = or_null(sa.cast(sa.func.to_json(text), sa.Text()))

            def part(name: str, _: list[FieldNode], label: str = label, json: Expression = json) -> list[Piece]:
                return [orjson.dumps(label).decode()] if name == "field" else [json]

            pieces += [*([","] if at else []), *self._compiler.object(kind, selected, part)]
        return [*pieces, "]"]


def aggregate(compiler: "Compiler", target: GraphType, field: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
    """One aggregate field's JSON."""
    return _Aggregate(compiler, target, field, nodes).pieces()


def _label(nodes: list[FieldNode]) -> str:
    node = nodes[0]
    key = node.alias.value if node.alias else node.name.value
    # Response keys differ by case and may be longer than PostgreSQL's names: a digest tells them apart.
    return f"{node.name.value.lower()}_{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _zone(argument: Argument | None) -> Getter:
    def zone(variables: Variables) -> str:
        name = "UTC" if argument is None else argument.get(variables)
        if name not in _zones():
            raise BadUserInput("timeZone: not an IANA time zone, such as Asia/Bishkek", field="timeZone")
        return str(name)

    return zone


@functools.cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()
