"""`…Aggregate` fields: grouped counts and measures over the rows that the list of the type would show to the viewer.

Each field is compiled to one subquery with the same row policy and filters as the list.
"""

import functools
import hashlib
import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from graphql import FieldNode
from graphql.type import GraphQLField

from backend.errors import BadUserInput
from backend.planner.arguments import Argument, Getter, Variables, code
from backend.planner.draft import Draft
from backend.planner.fields import Embedded, Expression, Form, GraphType, Identifier, One, Value
from backend.planner.filters import Filters
from backend.planner.group_pages import GroupPages, Term, truncation_note
from backend.planner.selection import object_type, response_key
from backend.planner.text import Piece, Row, concat, literal, moment_expression, or_null

DEFAULT_GROUPS = 100
MAX_GROUPS = 10_000
MAX_KEYS = 4
MAX_RELATIONS = 3
MAX_ORDERS = 3
MEASURES = {"sum", "avg", "min", "max"}
DEFAULT_MEASURE = {"Payment": "amount"}


@dataclass(frozen=True)
class _Column:
    """The field at the end of a path: its SQL value, its JSON form and, for money, its currency."""

    value: Expression
    form: Form
    currency: Expression | None = None


_Keys = list[tuple[str, _Column]]


class _Aggregate:
    def __init__(self, draft: Draft, target: GraphType, field: GraphQLField, nodes: list[FieldNode]) -> None:
        self._draft = draft
        self._target = target
        self._kind = object_type(field)
        self._selected = draft.below(self._kind, nodes)
        self._arguments = draft.given(nodes, field)
        self._row = draft.row(target)
        self._source: Any = self._row.source
        self._joined: dict[str, tuple[GraphType, Row]] = {"": (target, self._row)}
        self._currency: Expression | None = None
        self._sums: dict[str, str] = {}
        self._zones: list[tuple[Getter, Expression]] = []
        self._cursor_scope: list[str] = [target.name]  # grouping, order and sums: part of the tag of a cursor
        self._path = response_key(nodes)
        draft.depends_on_values = draft.has_conditions = draft.crosses_relations = True
        draft.has_notes = True

    def pieces(self) -> list[Piece]:
        keys = self._keys()
        columns: dict[str, Expression] = {}
        for nodes in self._selected.values():
            name = nodes[0].name.value
            if name in MEASURES | {"countDistinct"}:
                columns[_label(nodes)] = self._measure(name, nodes[0])
        if self._currency is not None and not any(label == "currency" for label, _ in keys):
            keys.append(("currency", _Column(self._currency, Form.CODE)))
        orders = self._orders(columns)
        grouped = self._grouped(keys, columns, orders)
        pages = self._pages(keys, orders)
        number = self._row.alias[1:]
        source, left, page = (f"{letter}{number}" for letter in "abg")
        if keys and "groupBy" not in self._arguments:
            grouped = self._with_empty_row(grouped, keys, columns, orders, source)
        rest: Any = sa.select(sa.literal_column(f"{source}.*")).select_from(grouped.subquery(source))
        if "after" in self._arguments:
            rest = rest.where(pages.after_cursor(self._draft, source, self._arguments["after"]))
        # The CTE is read twice: for the page, and for the counts of what the page leaves out.
        remaining = rest.cte(left)
        cut: Any = sa.select(sa.literal_column(f"{left}.*")).select_from(remaining)
        cut = cut.order_by(*pages.order_by(left)).limit(self._limit())
        text = concat(self._object(page, keys, pages))
        shown = sa.select(
            sa.func.coalesce(sa.func.string_agg(text, literal(",")), literal("")).label("j"), *_totals(page)
        ).select_from(cut.subquery(page))
        whole = sa.select(*_totals(left)).select_from(remaining)
        answer = self._with_note(shown.subquery(f"s{number}"), whole.subquery(f"w{number}"))
        return [answer.add_cte(remaining, nest_here=True).scalar_subquery()]

    def _with_note(self, shown: Any, whole: Any) -> Any:
        missing = truncation_note(self._path, whole.c.groups - shown.c.groups, whole.c.rows - shown.c.rows)
        return sa.select(concat(["[", shown.c.j, "]", missing])).select_from(shown.join(whole, sa.true()))

    def _grouped(
        self, keys: _Keys, columns: dict[str, Expression], orders: list[tuple[str, Expression | None, bool]]
    ) -> Any:
        conditions = self._draft.visible(self._target, self._row)
        if "filter" in self._arguments:
            conditions.append(Filters(self._draft).whole(self._target, self._row, self._arguments["filter"]))
        grouped: Any = sa.select(
            *(column.value.label(f"k{at}") for at, (_, column) in enumerate(keys)),
            sa.literal_column("count(*)").label("n"),
            *(expression.label(label) for label, expression in columns.items()),
            *(term.label(f"o{at}") for at, (_, term, _) in enumerate(orders) if term is not None),
        ).select_from(self._source)
        grouped = grouped.where(*conditions)
        return grouped.group_by(*(sa.literal_column(str(at + 1)) for at in range(len(keys)))) if keys else grouped

    @staticmethod
    def _with_empty_row(
        grouped: Any,
        keys: _Keys,
        columns: dict[str, Expression],
        orders: list[tuple[str, Expression | None, bool]],
        alias: str,
    ) -> Any:
        """Add the one row that an aggregate without `groupBy` returns when nothing matches: count 0, all else null."""
        found = grouped.cte(f"f{alias[1:]}")
        null: Any = sa.literal_column("null")
        zero: Any = sa.literal_column("0")
        empty = sa.select(
            *(sa.cast(null, column.value.type).label(f"k{at}") for at, (_, column) in enumerate(keys)),
            zero.label("n"),
            *(
                (zero if label.startswith("countdistinct") else sa.cast(null, sa.Text())).label(label)
                for label in columns
            ),
            *(
                (zero if name == "COUNT" else sa.cast(null, sa.Numeric())).label(f"o{at}")
                for at, (name, term, _) in enumerate(orders)
                if term is not None
            ),
        ).where(~sa.select(sa.literal_column("1")).select_from(found).exists())
        rows: Any = sa.select(*found.c)
        return sa.union_all(rows, empty).add_cte(found, nest_here=True)

    # Paths

    def _column(self, path: str) -> _Column:
        *hops, last = path.split(".")
        if len(hops) > MAX_RELATIONS:
            raise BadUserInput(f"{path}: a path may cross at most {MAX_RELATIONS} relations", field="field")
        graph_type, row = self._join(hops)
        mapping = self._draft.catalog.mapping(graph_type.name, last)
        if isinstance(mapping, Value):
            self._draft.refuse_masked(graph_type, mapping.column, last)
            return _Column(mapping.expression(row), mapping.form)
        if isinstance(mapping, Identifier):
            # Unlike concat, || returns null for a row that is missing or hidden.
            key = sa.cast(row[mapping.column], sa.Text())
            return _Column(literal(f"{graph_type.prefix}_").op("||")(key), Form.CODE)
        if isinstance(mapping, Embedded):
            parts = mapping.parts(row, {})
            if "amount" in parts:
                return _Column(parts["amount"][0], Form.CODE, parts["currency"][0])
        raise BadUserInput(f"{path}: {graph_type.name}.{last} cannot be grouped by or measured", field="field")

    def _join(self, hops: Sequence[str]) -> tuple[GraphType, Row]:
        """Join the relations of a path; a path that several fields share is joined once."""
        done = ""
        graph_type, row = self._joined[""]
        for hop in hops:
            done = f"{done}.{hop}"
            if done not in self._joined:
                mapping = self._draft.catalog.mapping(graph_type.name, hop)
                if not isinstance(mapping, One) or not mapping.filterable:
                    raise BadUserInput(f"{graph_type.name}.{hop} is not a relation to one row", field="field")
                target = self._draft.catalog.types[mapping.target]
                child = self._draft.row(target)
                on = sa.and_(mapping.on(row, child), *self._draft.visible(target, child))
                self._source = self._source.outerjoin(child.source, on)
                self._joined[done] = (target, child)
            graph_type, row = self._joined[done]
        return graph_type, row

    # Keys

    def _keys(self) -> _Keys:
        argument = self._arguments.get("groupBy")
        entries = argument.items() if argument else []
        if len(entries) > MAX_KEYS:
            raise BadUserInput(
                f"groupBy: at most {MAX_KEYS} keys are accepted, {len(entries)} were given", field="groupBy"
            )
        return [self._key(entry.fields()) for entry in entries]

    def _key(self, parts: dict[str, Argument]) -> tuple[str, _Column]:
        path: str = parts["field"].choice()
        self._cursor_scope.append(f"by {path}")
        column = self._column(path)
        if column.currency is not None:
            raise BadUserInput(f"{path}: an amount of money can be measured but not grouped by", field="groupBy")
        if "bucket" not in parts:
            return path, column
        if column.form is not Form.MOMENT:
            raise BadUserInput(f"{path}: bucket is accepted only for a field of type DateTime", field="bucket")
        reads = _zone(parts.get("timeZone"), self._draft.time_zone)
        zone = self._draft.parameter(reads, sa.Text())
        self._zones.append((reads, zone))
        unit = code(parts["bucket"]).lower()
        self._cursor_scope.append(unit)
        local = sa.func.timezone(zone, column.value)
        return path, _Column(sa.cast(sa.func.date_trunc(sa.literal_column(f"'{unit}'"), local), sa.Date()), Form.DATE)

    # Measures

    def _measure(self, name: str, node: FieldNode) -> Expression:
        given = self._draft.given([node], self._kind.fields[name])
        default = "id" if name == "countDistinct" else DEFAULT_MEASURE.get(self._target.name)
        path = given["field"].choice() if "field" in given else default
        if path is None:
            raise BadUserInput(f"{name}: the argument field is required here", field="field")
        column = self._column(path)
        if name == "countDistinct":
            return sa.func.count(sa.distinct(column.value))
        if name == "sum":
            self._sums[_label([node])] = path
        if column.currency is not None:
            if self._currency is not None and str(self._currency) != str(column.currency):
                raise BadUserInput("all measures of money in one aggregate must use the same field", field="field")
            self._currency = column.currency
        elif name in {"sum", "avg"} and column.form is not Form.NUMBER:
            raise BadUserInput(f"{path}: {name} is accepted only for numbers and money", field="field")
        measured: Expression = getattr(sa.func, name)(column.value)
        if column.form is Form.BOOLEAN:
            raise BadUserInput(f"{path}: {name} is not accepted for a Boolean", field="field")
        if column.form is Form.MOMENT:
            return moment_expression(measured)
        return sa.cast(measured, sa.Text())

    def _orders(self, columns: dict[str, Expression]) -> list[tuple[str, Expression | None, bool]]:
        """The `orderBy` entries: COUNT, SUM or KEYS, its SQL value (None for KEYS), and whether it is descending."""
        argument = self._arguments.get("orderBy")
        entries = argument.items() if argument else []
        if len(entries) > MAX_ORDERS:
            raise BadUserInput(
                f"orderBy: at most {MAX_ORDERS} orders are accepted, {len(entries)} were given", field="orderBy"
            )
        orders: list[tuple[str, Expression | None, bool]] = []
        for entry in entries:
            parts = entry.fields()
            chosen = code(parts["field"])
            self._cursor_scope.append(f"order {chosen}")
            term: Expression | None = None
            if chosen == "COUNT":
                term = sa.literal_column("count(*)")
            elif chosen == "SUM":
                term = self._sum_to_order_by(columns)
            orders.append((chosen, term, "direction" in parts and code(parts["direction"]) == "DESC"))
        return orders

    def _pages(self, keys: _Keys, orders: list[tuple[str, Expression | None, bool]]) -> GroupPages:
        """The complete order: the given orders, then the keys, so that no two groups are equal."""
        terms: list[Term] = []
        by_keys = [(f"k{at}", column.value.type) for at, (_, column) in enumerate(keys)]
        for at, (name, _, descending) in enumerate([*orders, ("KEYS", None, False)]):
            kind = sa.BigInteger() if name == "COUNT" else sa.Numeric()
            named = by_keys if name == "KEYS" else [(f"o{at}", kind)]
            terms += [Term(label, _text_type(each), descending) for label, each in named]
            if name == "KEYS":
                break
        return GroupPages(terms, "\n".join(self._cursor_scope), [zone for zone, _ in self._zones])

    def _sum_to_order_by(self, columns: dict[str, Expression]) -> Expression:
        for label, expression in columns.items():
            if label.startswith("sum_"):
                self._cursor_scope.append(f"sum {self._sums[label]}")
                inner: Any = expression
                found: Expression = inner.clause
                return found
        raise BadUserInput("orderBy: SUM requires the field sum in the selection", field="orderBy")

    def _limit(self) -> Expression:
        argument = self._arguments.get("first")

        def size(variables: Variables) -> int:
            asked = DEFAULT_GROUPS if argument is None else argument.get(variables)
            if not 0 <= asked <= MAX_GROUPS:
                raise BadUserInput(f"first: {asked} is not between 0 and {MAX_GROUPS}", field="first")
            return int(asked)

        return self._draft.parameter(size, sa.Integer())

    # JSON

    def _object(self, alias: str, keys: _Keys, pages: GroupPages) -> list[Piece]:
        def part(name: str, nodes: list[FieldNode]) -> list[Piece]:
            if name == "cursor":
                return ['"', pages.cursor(alias, [zone for _, zone in self._zones]), '"']
            if name == "keys":
                return self._key_objects(alias, keys, nodes)
            if name == "count":
                return [sa.literal_column(f"{alias}.n")]
            value = sa.literal_column(f"{alias}.{_label(nodes)}", type_=sa.Text())
            return [value] if name == "countDistinct" else [or_null(sa.cast(sa.func.to_json(value), sa.Text()))]

        return self._draft.object(self._kind, self._selected, part)

    def _key_objects(self, alias: str, keys: _Keys, nodes: list[FieldNode]) -> list[Piece]:
        kind = object_type(self._kind.fields["keys"])
        selected = self._draft.below(kind, nodes)
        pieces: list[Piece] = ["["]
        for at, (label, column) in enumerate(keys):
            value: Any = sa.literal_column(f"{alias}.k{at}", type_=column.value.type)
            text = moment_expression(value) if column.form is Form.MOMENT else sa.cast(value, sa.Text())
            json = or_null(sa.cast(sa.func.to_json(text), sa.Text()))

            def part(name: str, _: list[FieldNode], label: str = label, json: Expression = json) -> list[Piece]:
                return [orjson.dumps(label).decode()] if name == "field" else [json]

            pieces += [*([","] if at else []), *self._draft.object(kind, selected, part)]
        return [*pieces, "]"]


def aggregate(draft: Draft, target: GraphType, field: GraphQLField, nodes: list[FieldNode]) -> list[Piece]:
    """The JSON array of one aggregate field. Raises BadUserInput for a path, measure or order that is not possible."""
    return _Aggregate(draft, target, field, nodes).pieces()


def _text_type(kind: Any) -> Any:
    """The SQL type to cast a cursor's text to; enums are text columns in the database."""
    return sa.Text() if isinstance(kind, sa.types.TypeDecorator | sa.types.NullType | sa.String) else kind


def _totals(alias: str) -> list[Any]:
    """Columns `groups` (number of groups) and `rows` (number of rows in them)."""
    groups = sa.literal_column("count(*)", type_=sa.BigInteger())
    rows = sa.literal_column(f"coalesce(sum({alias}.n), 0)", type_=sa.Numeric())
    return [groups.label("groups"), rows.label("rows")]


def _label(nodes: list[FieldNode]) -> str:
    key = response_key(nodes)
    # Response keys may differ only in case and may exceed PostgreSQL's 63 bytes; a digest keeps labels distinct.
    return f"{nodes[0].name.value.lower()}_{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _zone(argument: Argument | None, default: str) -> Getter:
    def zone(variables: Variables) -> str:
        name = default if argument is None else argument.get(variables)
        if name not in _zones():
            raise BadUserInput(
                f"timeZone: {str(name)[:50]!r} is not an IANA time zone such as Asia/Bishkek", field="timeZone"
            )
        return str(name)

    return zone


@functools.cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()
