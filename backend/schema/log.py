"""The event log in pages, for clients that were offline."""

from datetime import datetime
from typing import Any, Optional

import sqlalchemy as sa
import strawberry
from graphql import FieldNode

from backend import models
from backend.auth.viewer import OUTSIDE
from backend.events.log import decode_cursor
from backend.models.nouns import NOUNS
from backend.planner.arguments import Argument
from backend.planner.composer import Composer
from backend.planner.draft import Draft
from backend.planner.fields import AnyNode, Expression, Form, Value
from backend.planner.pages import page_size
from backend.planner.root_select import RootField
from backend.planner.selection import response_key
from backend.planner.text import Piece, Row, concat, literal
from backend.schema.common import Node
from backend.schema.declare import argument, column, mapped, root_select
from backend.schema.enums import NodeType
from backend.schema.lists import graph_type
from backend.schema.roots import queries

L = models.EventLog
DEFAULT_PAGE = 50
MAX_PAGE = 200
_EPOCH = "coalesce((select epoch from event_epoch order by id desc limit 1), '')"
_FLOOR = "(select position from event_floor)"
_LAST = "(select position from event_order order by position desc limit 1)"
NODES = {noun.graph_type: noun.graph_type for noun in NOUNS if noun.has_events}


def cursor_of(position: Expression) -> Expression:
    """The SQL counterpart of `events.log.encode_cursor`."""
    cursor_text = sa.func.concat(sa.literal_column(_EPOCH), literal(":"), position)
    encoded = sa.func.encode(sa.func.convert_to(cursor_text, literal("UTF8")), literal("base64"))
    return sa.func.translate(encoded, sa.literal_column("E'+/=\\n'"), literal("-_"), type_=sa.Text())


def _cursor(row: Any) -> Expression:
    return cursor_of(row["position"])


def _machine(row: Any) -> Expression:
    return row["machine"]  # type: ignore[no-any-return]


@strawberry.type(description="An event of the log.")
class Event:
    cursor: str = mapped("Position of the event in the log; pass it as `since`.", Value(_cursor, Form.CODE))
    at: datetime = column(L.created_at, "When it happened.")
    topic: str = column(L.topic, "Topic, such as contract.activated.")
    reason: str | None = column(L.reason, "The reason, in the actor's words.")
    type: Optional[NodeType] = mapped(
        "The state machine of the transition; null for other events.",
        Value(_machine, Form.CODE, nullable=True, kind=models.NodeType),
    )
    node: Optional[Node] = mapped(
        "The node of the event in its present state; null when the viewer may not see it.",
        AnyNode("node_type", "node_id", NODES),
    )


EVENT = graph_type(Event, L, {})


@strawberry.type(description="A page of the event log, in order.")
class EventPage:
    nodes: list[Event] = strawberry.field(description="The events.")
    has_next_page: bool = strawberry.field(description="Whether there are more events after this page.")
    end_cursor: str = strawberry.field(
        description="Cursor of the page's end; pass it as `since` to read the next page."
    )
    last_cursor: str = strawberry.field(description="Cursor of the log's present end.")


@root_select(
    EventPage,
    "The event log in order: the events that subscriptions with the same `since` would deliver.",
    target="Event",
    page=DEFAULT_PAGE,
    arguments=[
        argument("since", Optional[str], "Only events after this cursor; from the beginning when absent."),
        argument("first", Optional[int], f"Number of rows, at most {MAX_PAGE}; {DEFAULT_PAGE} when absent."),
    ],
)
def events(composer: Composer, asked: RootField) -> list[Piece]:
    """A page of the log after the cursor `since`. The statement fails with SINCE_TOO_OLD when these events were
    deleted.
    """
    draft = composer.draft
    page = page_size(draft, asked.arguments.get("first"), DEFAULT_PAGE, MAX_PAGE, "first", "first")
    row = draft.row(EVENT)
    conditions = [*draft.visible(EVENT, row), *_visible_nodes(draft, row)]
    if "since" in asked.arguments:
        conditions += _after_cursor(draft, row, asked.arguments["since"])
    listed = [key for key, chosen in asked.selected.items() if chosen[0].name.value == "nodes"]
    columns: list[Any] = [row["position"].label("p")]
    for at, key in enumerate(listed):
        text = concat(composer.node(EVENT, asked.selected[key], row))
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

    whole = concat(draft.object(asked.kind, asked.selected, part))
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
    """Subscribers and partners receive only events of nodes that are visible to them; staff receive all events."""
    if draft.role not in OUTSIDE:
        return []
    whens = []
    for target in draft.catalog.readable_nodes(draft.role):
        child = draft.row(target)
        seen: Any = sa.select(sa.literal_column("1")).select_from(child.source)
        found = seen.where(child.id == row["node_id"], *draft.visible(target, child)).exists()
        whens.append((row["node_type"] == literal(target.name), found))
    return [sa.case(*whens, else_=sa.false())]


@queries
class Queries:
    events: object = events
