"""The audit trail, as administrators see it."""

from datetime import datetime
from typing import Any, Optional

import strawberry

from backend import models
from backend.planner.fields import AnyNode, Expression, GraphType
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import EXACT, PREFIX, RANGE, column, listing, mapped
from backend.schema.lists import ListTypes, graph_type

A = models.AuditEntry
D = models.AuditChange
TARGETS = {
    "cus": "Customer",
    "doc": "IdentityDocument",
    "con": "Contract",
    "sim": "Sim",
    "num": "PhoneNumber",
    "tar": "Tariff",
    "opt": "TariffOption",
    "pay": "Payment",
    "ref": "Refund",
    "set": "Settlement",
    "mis": "Mismatch",
    "tic": "Ticket",
    "usr": "User",
    "cli": "Client",
}


def _in_order(row: Any) -> list[Expression]:
    return [row.position, row.field]


@strawberry.type(description="One field that a mutation changed.")
class AuditChange:
    table: str = column(D.table_name, "Which table.")
    key: str | None = column(D.row_id, "Key of the row; null where it has none of its own.")
    change: str = column(D.change, "INSERT, UPDATE or DELETE.")
    field: str = column(D.field, "Which column.")
    before: str | None = column(D.before, "The value before; secrets are starred.")
    after: str | None = column(D.after, "The value after; secrets are starred.")


@strawberry.type(description="One mutation: who did what, when and from where, and what came of it.")
class AuditEntry:
    created_at: datetime = column(A.created_at, "When it was done.", RANGE)
    actor: str = column(A.actor, "Who did it.", PREFIX)
    role: str = column(A.role, "As what.")
    client: str | None = column(A.client, "With which application.")
    address: str | None = column(A.address, "From which address.")
    verb: str = column(A.verb, "The mutation's name.", EXACT)
    node: Optional[Node] = mapped("What it was about.", AnyNode("node_type", "node_id", TARGETS))
    outcome: str = column(A.outcome, "DONE, or the code of the refusal.", EXACT)
    idempotency_key: str | None = column(A.idempotency_key, "The key it was called with.")
    changes: object = listing(
        "audit.AuditChange", lambda p, c: c.entry_id == p.id, _in_order, "What changed; empty once erased."
    )


AUDIT_ENTRY = graph_type(AuditEntry, A, None, CREATED_AT)
AUDIT_CHANGE = GraphType("AuditChange", D.__table__, None, {}, node=False)  # type: ignore[arg-type]
_lists = ListTypes(AuditEntry, "audit.AuditEntry", CREATED_AT)
AuditEntryConnection, AuditEntryFilter, AuditEntryOrder = _lists.connection, _lists.filter, _lists.order
AuditEntryListFilter = _lists.list_filter
