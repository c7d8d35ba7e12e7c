"""The event log as pages, for an app that was asleep."""

from datetime import datetime
from typing import Any, Optional

import strawberry

from backend import models
from backend.planner.fields import AnyNode, Expression, Form, GraphType, Value
from backend.planner.log import cursor_of
from backend.schema.common import Node
from backend.schema.declare import column, mapped
from backend.schema.enums import NodeType
from backend.schema.history import TARGETS

L = models.EventLog
NODES = {name: name for name in (*dict.fromkeys(TARGETS.values()), "Notification")}


def _cursor(row: Any) -> Expression:
    return cursor_of(row["position"])


def _machine(row: Any) -> Expression:
    return row["machine"]  # type: ignore[no-any-return]


@strawberry.type(description="Something that happened.")
class Event:
    cursor: str = mapped("Where the log is with this event; give it to `since`.", Value(_cursor, Form.CODE))
    at: datetime = column(L.created_at, "When it happened.")
    topic: str = column(L.topic, "What happened, such as contract.activated.")
    reason: str | None = column(L.reason, "Why, in the actor's words.")
    type: Optional[NodeType] = mapped(
        "Which state machine made a step; null where none did.",
        Value(_machine, Form.CODE, nullable=True, kind=models.NodeType),
    )
    node: Optional[Node] = mapped(
        "What it is about, as it is now; null when the viewer may not see it.", AnyNode("node_type", "node_id", NODES)
    )


EVENT = GraphType("Event", L.__table__, None, {}, node=False)  # type: ignore[arg-type]


@strawberry.type(description="A page of the log, in its order.")
class EventPage:
    nodes: list[Event] = strawberry.field(description="The events.")
    has_next_page: bool = strawberry.field(description="Whether more has happened.")
    end_cursor: str = strawberry.field(description="Give it to `since` to go on behind this page.")
    last_cursor: str = strawberry.field(description="The log's end: what happens after it is new.")
