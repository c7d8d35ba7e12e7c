"""Transitions of all state machines."""

import uuid
from datetime import datetime
from typing import Optional

import strawberry

from backend import models
from backend.models.nouns import BY_MACHINE
from backend.planner.fields import AnyNode, Lead
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import EXACT, RANGE, column, mapped
from backend.schema.enums import NodeType
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many

H = models.StatusChange
TARGETS = {machine.value: noun.graph_type for machine, noun in BY_MACHINE.items()}


@strawberry.type(
    description="One transition of a state machine: the node, both states, the actor, the time and the reason."
)
class StatusChange:
    created_at: datetime = column(H.created_at, "When it happened.", RANGE)
    node_type: NodeType = column(H.node_type, "The state machine.", EXACT)
    node: Optional[Node] = mapped(
        "The node that changed; null when the viewer may not see it.", AnyNode("node_type", "node_id", TARGETS)
    )
    verb: str = column(H.verb, "The verb of the state machine.")
    from_: str | None = column(H.from_status, "The previous state; null for the first transition.", name="from")
    to: str = column(H.to_status, "The new state.")
    actor: str = column(H.actor, "The actor.")
    reason: str | None = column(H.reason, "The reason, in the actor's words.")


def _act_of(identity: uuid.UUID) -> int:
    """The number of the act in the id of a transition; an id that no transition has may hold any number."""
    return min(identity.int >> 64, 2**63 - 1)


STATUS_CHANGE = graph_type(StatusChange, H, CREATED_AT, lead=Lead("act", _act_of))
_lists = ListTypes(StatusChange, "history.StatusChange", CREATED_AT)
StatusChangeConnection, StatusChangeFilter, StatusChangeOrder = _lists.connection, _lists.filter, _lists.order
StatusChangeListFilter = _lists.list_filter


@queries
class Queries:
    status_changes: object = root_many("history.StatusChange", "All transitions of all state machines.")
