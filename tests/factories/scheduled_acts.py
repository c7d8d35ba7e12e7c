from datetime import timedelta
from typing import Any

from backend.identifiers import ContractKey, ScheduledActKey
from backend.models import Base, ScheduledAct
from tests.factories.rows import build
from tests.factories.samples import Owner

DIAGRAMS = {
    "scheduled_act": "PENDING do DONE; PENDING fail FAILED; PENDING cancel CANCELLED; PENDING supersede SUPERSEDED",
}


def new_scheduled_act(contract_id: ContractKey, **columns: Any) -> ScheduledAct:
    """A closing that is pending. It needs `due_at`."""
    return build(ScheduledAct, columns, contract_id=contract_id, kind="CLOSE")


def sample(owner: Owner) -> list[Base]:
    """Of a contract: a change of options that is pending, and one that was refused."""
    if owner.contract_id is None:
        return []
    shared: dict[str, Any] = {
        "kind": "CHANGE_OPTIONS", "reason": owner.words, "created_at": owner.created_at,
        "due_at": owner.created_at + timedelta(days=3650),
    }  # fmt: skip
    failed = {"status": "FAILED", "failure_code": "OPTION_NOT_FOUND", "failure_message": owner.words}
    return [
        new_scheduled_act(
            owner.contract_id, id=ScheduledActKey(owner.key("scheduled_act")), options=["NET5", "VIDEO"], **shared
        ),
        new_scheduled_act(
            owner.contract_id, id=ScheduledActKey(owner.key("failed act")), options=[], ended_at=owner.created_at,
            **failed, **shared,
        ),
    ]  # fmt: skip
