"""The audit trail, for administrators."""

from datetime import datetime
from typing import Any, Optional

import strawberry

from backend import models
from backend.models.nouns import NOUNS
from backend.planner.fields import AnyNode, Expression
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import EXACT, PREFIX, RANGE, column, listing, mapped
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many

A = models.AuditEntry
D = models.AuditChange
TARGETS = {noun.id.prefix: noun.graph_type for noun in NOUNS if noun.is_node}


def _in_order(row: Any) -> list[Expression]:
    return [row.position, row.field]


@strawberry.type(description="One field that a mutation changed.")
class AuditChange:
    table: str = column(D.table_name, "Name of the table.")
    key: str | None = column(D.row_id, "Key of the row; null for tables without a key.")
    change: str = column(D.change, "INSERT, UPDATE or DELETE.")
    field: str = column(D.field, "Name of the column.")
    before: str | None = column(D.before, "Old value; secrets are masked.")
    after: str | None = column(D.after, "New value; secrets are masked.")


@strawberry.type(
    description="One mutation: the actor, the mutation, the time, the origin and the outcome. The subscribers that "
    "a part of a file registered have one entry together, about the import; the argument `node` finds that of each."
)
class AuditEntry:
    created_at: datetime = column(A.created_at, "When the mutation ran.", RANGE)
    actor: str = column(A.actor, "The actor.", PREFIX)
    role: str = column(A.role, "Role of the actor.")
    client: str | None = column(A.client, "Application of the actor.")
    address: str | None = column(A.address, "Network address of the actor.")
    verb: str = column(A.verb, "Name of the mutation.", EXACT)
    node: Optional[Node] = mapped("The node that the mutation was about.", AnyNode("node_type", "node_id", TARGETS))
    outcome: str = column(A.outcome, "DONE, or the code of the refusal.", EXACT)
    idempotency_key: str | None = column(A.idempotency_key, "Idempotency key of the call.")
    calls: int = column(
        A.calls,
        "Number of calls that the entry stands for: 1, or the number of refused calls beyond those with an entry of "
        "their own.",
    )
    since: datetime | None = column(A.since, "When the first of several calls was made; null for one call.")
    changes: object = listing(
        "audit.AuditChange",
        lambda p, c: c.entry_id == p.id,
        _in_order,
        "Changed fields; empty once they were erased, and for a part of a file, whose rows are listed by `node`.",
    )


AUDIT_ENTRY = graph_type(AuditEntry, A, CREATED_AT, of_node=models.AuditOfNode)
AUDIT_CHANGE = graph_type(AuditChange, D, {})
_lists = ListTypes(AuditEntry, "audit.AuditEntry", CREATED_AT)
AuditEntryConnection, AuditEntryFilter, AuditEntryOrder = _lists.connection, _lists.filter, _lists.order
AuditEntryListFilter = _lists.list_filter


@queries
class Queries:
    audit_entries: object = root_many(
        "audit.AuditEntry",
        "The audit trail; for administrators.",
        node="Only entries about the node with this id. A contract that a file registered, its SIM, its number and its "
        "customer have an entry here, with the changes of the row.",
    )
