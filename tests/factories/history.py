import uuid
from typing import Any

from backend.models import AuditEntry, NodeType, StatusChange
from tests.factories.rows import build


def new_status_change(node_type: NodeType | str, node_id: uuid.UUID, to_status: str, **columns: Any) -> StatusChange:
    """A transition by an operator."""
    return build(
        StatusChange, columns, node_type=node_type, node_id=node_id, to_status=to_status, verb="move", actor="operator"
    )


def new_audit_entry(**columns: Any) -> AuditEntry:
    """An entry of an administrator's mutation that is not chained yet and has no details."""
    return build(AuditEntry, columns, actor="admin", role="ADMIN", verb="test", outcome="DONE", digest=b"")
