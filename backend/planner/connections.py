"""Relay connections: one page of rows by keyset pagination, with `pageInfo`, `totalCount` and `totalCountExact`."""

import uuid
from collections.abc import Mapping
from typing import Any, cast

import sqlalchemy as sa
from graphql import FieldNode
from graphql.type import GraphQLField

from backend.enums import total
from backend.errors import BadUserInput
from backend.planner.arguments import Variables, code
from backend.planner.composer import Composer, Conditions
from backend.planner.cursors import cursor_expression, decode_cursor
from backend.planner.fields import Expression, Form, GraphType, Order
from backend.planner.filters import Filters
from backend.planner.keys import any_key_getter
from backend.planner.pages import PageSize, page_size
from backend.planner.search import Search, findable
from backend.planner.selection import object_type, response_key
from backend.planner.text import Piece, Row, concat

DEFAULT_PAGE = 25
MAX_PAGE = 100
MAX_EXACT_COUNT = 10_000
RELEVANCE = Order("name_order", Form.TEXT, of="name")  # the order of a search for names without `orderBy`
_WITH_NODES = {"nodes", "edges", "__typename", "totalCount", "totalCountExact", "searchTooBroad"}

_COLUMN_TYPES: Mapping[Form, Any] = total(
    Form,
    {
        Form.TEXT: sa.Text(),
        Form.CODE: sa.Text(),
        Form.NUMBER: sa.BigInteger(),
        Form.BOOLEAN: sa.Boolean(),
        Form.MOMENT: sa.DateTime(timezone=True),
        Form.DATE: sa.Date(),
        Form.JSON: sa.Text(),
    },
)


class ConnectionCompiler:
    """Compiles one connection field. Raises BadUserInput for arguments that are invalid or exclude each other."""

    def __init__(
        self,
        composer: Composer,
        target: GraphType,
        field: GraphQLField,
        nodes: list[FieldNode],
        *,
        root: bool = False,
    ) -> None:
        draft = composer.draft
        self._composer = composer
        self._draft = draft
        self._target = target
        self._kind = object_type(field)
        self._selected = draft.below(self._kind, nodes)
        self._arguments = draft.given(nodes, field)
        self._path = nodes[0].name.value
        self._root = root
        if "first" in self._arguments and "last" in self._arguments:
            raise BadUserInput(f"{self._path}: first and last cannot be combined", field="last")
        self._backward = "last" in self._arguments
        self._search = self._read_search()
        self._order_name, self._order, self._descending = self._read_order()
        # No row is shown, and the tables behind its fields are not readable for the role.
        self._closed = draft.closed(target)
        self._found = self._search.found(str(draft.next_number())) if self._search else None
        self._counted: sa.FromClause | None = None

    def expression(self, related: Conditions) -> Expression:
        """The connection's JSON, over the rows that meet the conditions of `related` and the arguments."""
        whole = self._page(related)
        if self._counted is not None:
            whole = sa.select(whole).select_from(self._counted).scalar_subquery()
        if self._found is not None:
            whole = sa.select(whole).select_from(self._found).scalar_subquery()
        return whole

    def whole(self) -> tuple[Row, list[Expression]]:
        """A row of the list, and the conditions on every row of it, on all pages. Those of a search refer to `found`,
        which the statement must read from.
        """
        row = self._row()
        return row, self._row_conditions(row, lambda _: [])

    @property
    def found(self) -> sa.CTE | None:
        """What a search found, as `Search.found`; None without a search."""
        return self._found

    def _page(self, related: Conditions) -> Expression:
        draft = self._draft
        row = self._row()
        conditions = self._conditions(row, related)
        name = "last" if self._backward else "first"
        page = page_size(draft, self._arguments.get(name), DEFAULT_PAGE, MAX_PAGE, f"{self._path}: {name}", name)
        names = {nodes[0].name.value for nodes in self._selected.values()}
        if names <= _WITH_NODES and not self._backward:
            listed = [key for key, nodes in self._selected.items() if nodes[0].name.value in {"nodes", "edges"}]
            if len(listed) == 1:
                return self._forward_page(row, conditions, page, related)
        if names & {"nodes", "edges", "pageInfo"}:
            return self._full_page(row, conditions, page, related)
        return concat(self._object(related, {}))

    def _row(self) -> Row:
        """A row of the list: of the type's view of what is about a node, where the argument `node` is given."""
        of_node = self._target.of_node if "node" in self._arguments else None
        return self._draft.row(self._target) if of_node is None else self._draft.table_row(of_node)

    # Arguments

    def _read_search(self) -> Search | None:
        if "search" not in self._arguments:
            return None
        self._draft.depends_on_values = self._draft.has_conditions = True
        search = Search(self._draft, self._target, self._arguments["search"])
        return None if search.empty else search

    def _key(self, row: Row) -> Expression:
        """The value that a row is ordered by."""
        ranked = self._search is not None and self._order is RELEVANCE
        return self._search.rank(row) if self._search and ranked else row[self._order.column]

    def _read_order(self) -> tuple[str, Order, bool]:
        argument = self._arguments.get("orderBy")
        entries = argument.items() if argument else []
        if len(entries) > 1:
            message = f"{self._path}: orderBy accepts one order, {len(entries)} were given"
            raise BadUserInput(message, field="orderBy")
        if not entries and self._search and self._search.ranked:
            return "RELEVANCE", RELEVANCE, False
        if not entries:
            name, descending = self._target.default_order, self._target.default_descending
        else:
            parts = entries[0].fields()
            name = code(parts["field"])
            descending = "direction" in parts and code(parts["direction"]) == "DESC"
        order = self._target.orders[name]
        if self._draft.masked(self._target, order.source):
            message = f"{name} is masked for the role {self._draft.role.shown} and cannot be ordered by"
            raise BadUserInput(message, field="orderBy")
        return name, order, descending

    def _conditions(self, row: Row, related: Conditions) -> list[Expression]:
        conditions = self._row_conditions(row, related)
        for name in ("after", "before"):
            if name in self._arguments:
                conditions.append(self._past_cursor(row, name, self._descending == (name == "after"), inclusive=False))
        return conditions

    def _row_conditions(self, row: Row, related: Conditions) -> list[Expression]:
        """The conditions on every row of the list, on any page."""
        draft = self._draft
        conditions = [*related(row), *draft.visible(self._target, row)]
        if "node" in self._arguments:
            key = draft.parameter(any_key_getter(self._arguments["node"].get), sa.Uuid())
            conditions.append(row["about"] == key)
        if "filter" in self._arguments:
            conditions.append(Filters(draft).whole(self._target, row, self._arguments["filter"]))
            draft.depends_on_values = draft.depends_on_values or self._root
        if self._found is not None:
            ids = sa.literal_column(f"{self._found.name}.ids", type_=sa.ARRAY(sa.Uuid()))
            conditions += [row.id == sa.any_(ids), *findable(self._target, row)]
        return [sa.false()] if self._closed else conditions

    def _past_cursor(self, row: Row, name: str, below: bool, *, inclusive: bool) -> Expression:  # noqa: FBT001
        """Rows on one side of a cursor: key and id are compared as a tuple."""
        argument = self._arguments[name]
        order, order_name, lead = self._order, self._order_name, self._target.lead

        def position(variables: Variables) -> tuple[Any, uuid.UUID]:
            return decode_cursor(argument.get(variables), order_name, order, name)

        key = self._draft.parameter(lambda variables: position(variables)[0], _COLUMN_TYPES[order.form])
        identity = self._draft.parameter(lambda variables: position(variables)[1], sa.Uuid())
        left, right = sa.tuple_(self._key(row), row.id), sa.tuple_(key, identity)
        beyond = left < right if below else left > right
        if inclusive:
            beyond = left <= right if below else left >= right
        if lead is None:
            return beyond
        # An index has the lead and not the id, so the same side is also stated by the lead.
        of = lead.of
        leading = self._draft.parameter(lambda variables: of(position(variables)[1]), row[lead.column].type)
        near, border = sa.tuple_(self._key(row), row[lead.column]), sa.tuple_(key, leading)
        return sa.and_(near <= border if below else near >= border, beyond)

    def order_by(self, row: Row) -> list[Expression]:
        """The order of the list, of which ties are broken by id."""
        descending = self._descending != self._backward
        lead = self._target.lead
        keys = [self._key(row), *([row[lead.column]] if lead else []), row.id]
        return [key.desc() if descending else key.asc() for key in keys]

    # Pages

    def _node_text(self, row: Row, nodes: list[FieldNode]) -> Expression:
        return concat(self._node(row, nodes))

    def _node(self, row: Row, nodes: list[FieldNode]) -> list[Piece]:
        pieces = self._composer.node(self._target, nodes, row)
        return ["{}"] if self._closed else pieces

    def _edge_text(self, row: Row, nodes: list[FieldNode]) -> Expression:
        draft = self._draft
        kind = object_type(self._kind.fields["edges"])

        def part(name: str, below: list[FieldNode]) -> list[Piece]:
            if name == "cursor":
                return ['"', self._cursor(row), '"']
            return self._node(row, below)

        return concat(draft.object(kind, draft.below(kind, nodes), part))

    def _cursor(self, row: Row) -> Expression:
        return cursor_expression(self._order_name, self._order, self._key(row), row.id)

    def _item_text(self, row: Row, nodes: list[FieldNode]) -> Expression:
        return self._node_text(row, nodes) if nodes[0].name.value == "nodes" else self._edge_text(row, nodes)

    def _forward_page(self, row: Row, conditions: list[Expression], page: PageSize, related: Conditions) -> Expression:
        """A forward page that selects `nodes` or `edges` once and no `pageInfo`: the rows are
        joined in the order read.
        """
        texts: dict[str, Expression] = {}
        for key, nodes in self._selected.items():
            if nodes[0].name.value in {"nodes", "edges"}:
                rows = (
                    sa.select(self._item_text(row, nodes).label("j"))
                    .select_from(row.source)
                    .where(*conditions)
                    .order_by(*self.order_by(row))
                )
                texts[key] = self._draft.joined(page.cut(rows, f"p{row.alias[1:]}"))
        return concat(self._object(related, texts))

    def _full_page(self, row: Row, conditions: list[Expression], page: PageSize, related: Conditions) -> Expression:
        """Any other page. One more row than the page size is read, to determine whether there is a next page."""
        columns: list[Any] = [self._key(row).label("k"), row.id.label("i")]
        listed = [key for key, nodes in self._selected.items() if nodes[0].name.value in {"nodes", "edges"}]
        columns += [self._item_text(row, self._selected[key]).label(f"j{at}") for at, key in enumerate(listed)]
        order = self.order_by(row)
        if self._backward:
            columns.append(sa.func.row_number().over(order_by=order).label("at"))
        ordered = sa.select(*columns).select_from(row.source).where(*conditions).order_by(*order)
        rows = page.cut(ordered, f"p{row.alias[1:]}", surplus=1)
        alias = f"r{row.alias[1:]}"
        collected: Any = sa.select(
            sa.literal_column("count(*)").label("found"),
            *(self._array(alias, f"j{at}").label(f"j{at}") for at in range(len(listed))),
            self._array(alias, "k").label("k"),
            self._array(alias, "i").label("i"),
        ).select_from(rows.subquery(alias))
        whole = f"a{row.alias[1:]}"
        found = sa.literal_column(f"{whole}.found", type_=sa.BigInteger())
        # The surplus row is last in a forward page and first in a backward page, whose rows are reversed.
        low: Expression = (
            sa.func.greatest(found - page.size, sa.literal_column("0")) if self._backward else sa.literal_column("0")
        )
        high: Expression = found if self._backward else sa.func.least(found, page.size)
        texts: dict[str, Expression] = {}
        for at, key in enumerate(listed):
            array = sa.literal_column(f"{whole}.j{at}", type_=sa.ARRAY(sa.Text()))
            texts[key] = sa.func.coalesce(
                sa.func.array_to_string(_slice(array, low, high), sa.literal_column("','")), sa.literal_column("''"),
                type_=sa.Text(),
            )  # fmt: skip
        keys = sa.literal_column(f"{whole}.k", type_=sa.ARRAY(row[self._order.column].type))
        ids = sa.literal_column(f"{whole}.i", type_=sa.ARRAY(sa.Uuid()))
        info = {"found": found, "page": page.size, "low": low, "high": high, "keys": keys, "ids": ids}
        pieces = self._object(related, texts, info)
        statement = sa.select(concat(pieces)).select_from(collected.subquery(whole))
        return statement.scalar_subquery()

    def _array(self, alias: str, column: str) -> Expression:
        order = f" order by {alias}.at desc" if self._backward else ""
        return sa.literal_column(f"array_agg({alias}.{column}{order})", type_=sa.ARRAY(sa.Text()))

    # The object around the page

    def _object(
        self, related: Conditions, texts: dict[str, Expression], info: dict[str, Expression] | None = None
    ) -> list[Piece]:
        def part(name: str, nodes: list[FieldNode]) -> list[Piece]:
            if name in {"nodes", "edges"}:
                return ["[", texts[response_key(nodes)], "]"]
            if name == "pageInfo":
                assert info is not None
                return self._page_info(nodes, related, info)
            if name == "searchTooBroad":
                return ["false" if self._found is None else sa.cast(_too_broad(self._found), sa.Text())]
            counted = self._count(related)
            if name == "totalCount":
                return [sa.func.least(counted, sa.literal_column(str(MAX_EXACT_COUNT)))]
            exact = counted <= sa.literal_column(str(MAX_EXACT_COUNT))
            return [
                sa.cast(exact if self._found is None else sa.and_(exact, sa.not_(_too_broad(self._found))), sa.Text())
            ]

        return self._draft.object(self._kind, self._selected, part)

    def _count(self, related: Conditions) -> Expression:
        """The number of matching rows, at most MAX_EXACT_COUNT + 1; computed once for both fields."""
        if self._counted is None:
            self._counted = self._count_query(related)
        return sa.literal_column(f"{self._counted.name}.n", type_=sa.BigInteger())  # type: ignore[attr-defined]

    def _count_query(self, related: Conditions) -> sa.FromClause:
        row = self._row()
        some = (
            sa.select(sa.literal_column("1"))
            .select_from(row.source)
            .where(*self._row_conditions(row, related))
            .limit(sa.literal_column(str(MAX_EXACT_COUNT + 1)))
            .subquery(f"c{row.alias[1:]}")
        )
        return sa.select(sa.func.count().label("n")).select_from(some).subquery(f"n{row.alias[1:]}")

    def _page_info(self, nodes: list[FieldNode], related: Conditions, info: dict[str, Expression]) -> list[Piece]:
        kind = object_type(self._kind.fields["pageInfo"])
        more = info["found"] > info["page"]

        def cursor(position: Expression) -> list[Piece]:
            # Cursors are encoded for the first and the last row only.
            keys, ids = cast("Any", info["keys"]), cast("Any", info["ids"])
            chosen = cursor_expression(self._order_name, self._order, keys[position], ids[position])
            some = info["high"] > info["low"]
            quoted = sa.literal_column("'\"'").op("||")(chosen).op("||")(sa.literal_column("'\"'"))
            return [sa.case((some, quoted), else_=sa.literal_column("'null'"))]

        def part(name: str, _: list[FieldNode]) -> list[Piece]:
            if name == "startCursor":
                return cursor(info["low"] + sa.literal_column("1"))
            if name == "endCursor":
                return cursor(info["high"])
            ahead = (name == "hasNextPage") != self._backward  # the page is read in this direction
            cursor_name = "before" if name == "hasNextPage" else "after"
            beyond = self._exists_past_cursor(cursor_name, related) if cursor_name in self._arguments else None
            if ahead:
                return [sa.cast(more if beyond is None else sa.or_(more, beyond), sa.Text())]
            return ["false" if beyond is None else sa.cast(beyond, sa.Text())]

        return self._draft.object(kind, self._draft.below(kind, nodes), part)

    def _exists_past_cursor(self, name: str, related: Conditions) -> Expression:
        """Whether there are rows on the other side of a cursor, including the row of the cursor."""
        row = self._row()
        far = self._past_cursor(row, name, self._descending != (name == "after"), inclusive=True)
        rows: Any = (
            sa.select(sa.literal_column("1")).select_from(row.source).where(*self._row_conditions(row, related), far)
        )
        found: Expression = rows.exists()
        return found


def _slice(array: Expression, low: Expression, high: Expression) -> Expression:
    from_, to = low + sa.literal_column("1"), high
    whole: Any = array
    sliced: Expression = whole[from_:to]
    return sliced


def _too_broad(found: sa.CTE) -> Expression:
    return sa.literal_column(f"{found.name}.broad", type_=sa.Boolean())
