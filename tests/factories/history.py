import uuid
from typing import Any

from backend.models import AuditEntry, HistoryEntry, NodeType
from backend.records.history import step_text
from tests.factories.rows import build


def new_status_change(
    node_type: NodeType | str, node_id: uuid.UUID, to_status: str, verb: str = "move", **columns: Any
) -> HistoryEntry:
    """A transition by an operator, alone in its act."""
    steps = step_text(verb, to_status, 0)
    return build(HistoryEntry, columns, node_type=node_type, node_id=node_id, steps=steps, actor="operator")


def new_audit_entry(**columns: Any) -> AuditEntry:
    """An entry of an administrator's mutation that is not chained yet and has no details."""
    return build(AuditEntry, columns, actor="admin", role="ADMIN", verb="test", outcome="DONE", digest=b"")
