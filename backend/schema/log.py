"""The event log in pages, for clients that were offline."""

from datetime import datetime
from typing import Any, Optional

import strawberry

from backend import models
from backend.models.nouns import NOUNS
from backend.planner.fields import AnyNode, Expression, Form, Value
from backend.planner.log import cursor_of
from backend.schema.common import Node
from backend.schema.declare import column, mapped
from backend.schema.enums import NodeType
from backend.schema.lists import graph_type

L = models.EventLog
NODES = {noun.graph_type: noun.graph_type for noun in NOUNS if noun.has_events}


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
