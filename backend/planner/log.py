"""`events` and root lists without a connection: pages of the event log, and lists of the newest rows."""

from typing import Any

import sqlalchemy as sa
from graphql import FieldNode
from graphql.type import GraphQLField

from backend.auth.viewer import SUBSCRIBERS
from backend.events.log import decode_cursor
from backend.planner.arguments import Argument
from backend.planner.composer import Composer
from backend.planner.draft import Draft
from backend.planner.fields import Expression, GraphType, RootEvents, RootListing
from backend.planner.pages import page_size
from backend.planner.selection import object_type, response_key
from backend.planner.text import Piece, Row, concat, literal

DEFAULT_PAGE = 50
_EPOCH = "coalesce((select epoch from event_epoch order by id desc limit 1), '')"
_FLOOR = "(select position from event_floor)"
_LAST = "(select position from event_order order by position desc limit 1)"


def cursor_of(position: Expression) -> Expression:
    """The SQL counterpart of `events.log.encode_cursor`."""
    cursor_text = sa.func.concat(sa.literal_column(_EPOCH), literal(":"), position)
    encoded = sa.func.encode(sa.func.convert_to(cursor_text, literal("UTF8")), literal("base64"))
    return sa.func.translate(encoded, sa.literal_column("E'+/=\\n'"), literal("-_"), type_=sa.Text())


def events(
    composer: Composer, mapping: RootEvents, target: GraphType, field: GraphQLField, nodes: list[FieldNode]
) -> list[Piece]:
    """A page of the log after the cursor `since`. The statement fails with SINCE_TOO_OLD when these events were
    deleted.
    """
    draft = composer.draft
    given = draft.given(nodes, field)
    kind = object_type(field)
    selected = draft.below(kind, nodes)
    page = page_size(draft, given.get("first"), DEFAULT_PAGE, mapping.max_rows, "first", "first")
    row = draft.row(target)
    conditions = [*draft.visible(target, row), *_visible_nodes(draft, row)]
    if "since" in given:
        conditions += _after_cursor(draft, row, given["since"])
    listed = [key for key, chosen in selected.items() if chosen[0].name.value == "nodes"]
    columns: list[Any] = [row["position"].label("p")]
    for at, key in enumerate(listed):
        text = concat(composer.node(target, selected[key], row))
        columns.append(text.label(f"j{at}"))
    ordered = sa.select(*columns).select_from(row.source).where(*conditions).order_by(row["position"])
    rows = page.cut(ordered, "o", surplus=1)
    arrays = [sa.literal_column(f"array_agg(r.j{at})", type_=sa.ARRAY(sa.Text())) for at in range(len(listed))]
    collected: Any = sa.select(
        sa.literal_column("count(*)").label("n"),
        sa.literal_column("array_agg(r.p)").label("p"),
        *(array.label(f"j{at}") for at, array in enumerate(arrays)),
    ).select_from(rows.subquery("r"))
    more = sa.literal_column("w.n", type_=sa.BigInteger()) > page.size
    at_end: Expression = sa.literal_column(f"coalesce({_LAST}, {_FLOOR})")
    positions: Any = sa.literal_column("w.p", type_=sa.ARRAY(sa.BigInteger()))
    last_of_page = sa.func.coalesce(positions[page.size], at_end)  # for a page without rows: the end of the log

    def part(name: str, chosen: list[FieldNode]) -> list[Piece]:
        if name == "nodes":
            key = response_key(chosen)
            texts: Any = sa.literal_column(f"w.j{listed.index(key)}", type_=sa.ARRAY(sa.Text()))
            text = sa.func.array_to_string(texts[sa.literal_column("1") : page.size], literal(","))
            return ["[", sa.func.coalesce(text, literal(""), type_=sa.Text()), "]"]
        if name == "hasNextPage":
            return [sa.cast(more, sa.Text())]
        if name == "endCursor":
            return ['"', cursor_of(sa.case((more, last_of_page), else_=at_end)), '"']
        return ['"', cursor_of(at_end), '"']

    whole = concat(draft.object(kind, selected, part))
    return [sa.select(whole).select_from(collected.subquery("w")).scalar_subquery()]


def _after_cursor(draft: Draft, row: Row, since: Argument) -> list[Expression]:
    position = draft.parameter(lambda variables: decode_cursor(since.get(variables))[1], sa.BigInteger())
    epoch = draft.parameter(lambda variables: decode_cursor(since.get(variables))[0], sa.Text())
    known = sa.and_(epoch == sa.literal_column(_EPOCH), position >= sa.literal_column(_FLOOR))
    refuse = sa.func.crm_refuse(
        literal("SINCE_TOO_OLD"), literal("the log does not reach back to this cursor"), type_=sa.Boolean()
    )
    # A scalar subselect is evaluated once, and also when no row follows the cursor.
    checked = sa.select(sa.case((known, sa.true()), else_=refuse)).scalar_subquery()
    return [row["position"] > position, checked]


def _visible_nodes(draft: Draft, row: Row) -> list[Expression]:
    """Subscribers receive only events of nodes that are visible to them; staff receive all events."""
    if draft.role not in SUBSCRIBERS:
        return []
    whens = []
    for target in draft.catalog.readable_nodes(draft.role):
        child = draft.row(target)
        seen: Any = sa.select(sa.literal_column("1")).select_from(child.source)
        found = seen.where(child.id == row["node_id"], *draft.visible(target, child)).exists()
        whens.append((row["node_type"] == literal(target.name), found))
    return [sa.case(*whens, else_=sa.false())]


def listing(
    composer: Composer, mapping: RootListing, target: GraphType, field: GraphQLField, nodes: list[FieldNode]
) -> list[Piece]:
    """The newest rows, filtered by state if the argument is given."""
    draft = composer.draft
    given = draft.given(nodes, field)
    page = page_size(draft, given.get("first"), DEFAULT_PAGE, mapping.max_rows, "first", "first")
    row = draft.row(target)
    conditions = [*draft.visible(target, row)]
    if mapping.state in given:
        state = given[mapping.state]
        value = draft.parameter(lambda variables: _code(state.get(variables)), sa.Text())
        conditions.append(row[mapping.state] == value)
    pieces = composer.node(target, nodes, row)
    rows = draft.subselect(pieces, row, conditions)
    rows = page.cut(rows.order_by(row[mapping.order].desc()), "o")
    return ["[", draft.joined(rows), "]"]


def _code(value: Any) -> str:
    return str(getattr(value, "value", value))
