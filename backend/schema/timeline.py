"""Everything that happened to a contract, in one list."""

from datetime import datetime
from typing import Optional

import strawberry

from backend import models
from backend.models.timeline import TimelineKind
from backend.planner.fields import AnyNode
from backend.schema.audit import TARGETS
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import EXACT, RANGE, column, enum_type, mapped, one
from backend.schema.lists import ListTypes, graph_type

T = models.TimelineEntry
enum_type(
    TimelineKind,
    "What an entry of a timeline is about.",
    {
        "STATUS": "A transition of the contract, of its SIM or of its number.",
        "PAYMENT": "A payment towards the contract.",
        "TICKET": "A ticket about the contract.",
        "MESSAGE": "A message to the customer about the contract.",
        "DOCUMENT": "A document of the contract.",
        "PROVISIONING": "An order to the mobile network; subscribers do not see it.",
    },
)


@strawberry.type(
    description="Something that happened to a contract. `verb`, `from`, `to`, `actor` and `reason` belong to a "
    "transition (STATUS) and are null for the other kinds."
)
class TimelineEntry:
    key: str = column(T.key, "Identifies the entry, also beyond this list.", EXACT)
    created_at: datetime = column(T.created_at, "When it happened.", RANGE)
    kind: TimelineKind = column(T.kind, "What it is about.", EXACT)
    node: Optional[Node] = mapped(
        "The contract, SIM or number that changed, or the payment, ticket, message or order; null for a document, and "
        "when the viewer may not see it.",
        AnyNode("node_type", "node_id", TARGETS),
    )
    document: object = one(
        "contract.ContractDocument", lambda p, c: c.id == p.node_id, "The document (DOCUMENT).", filterable=False
    )
    verb: str | None = column(T.verb, "The verb of the state machine.")
    from_: str | None = column(T.from_status, "The previous state; null for the first transition.", name="from")
    to: str | None = column(T.to_status, "The new state.")
    actor: str | None = column(T.actor, "Who caused the transition.")
    reason: str | None = column(T.reason, "The reason, in the actor's words.")


TIMELINE_ENTRY = graph_type(TimelineEntry, T, CREATED_AT)
_lists = ListTypes(TimelineEntry, "timeline.TimelineEntry", CREATED_AT)
TimelineEntryConnection, TimelineEntryFilter, TimelineEntryOrder = _lists.connection, _lists.filter, _lists.order
TimelineEntryListFilter = _lists.list_filter
