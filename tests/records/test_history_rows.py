"""The rows of the history that the transitions of a single act become."""

import uuid
from typing import Any

from backend.models import NodeType
from backend.records.history import Transition, joined

NODE, OTHER, LINE = (uuid.UUID(int=number) for number in (1, 2, 3))


def _moved(kind: NodeType, node: uuid.UUID, verb: str, source: str | None, target: str, **given: Any) -> Transition:
    own: Any = {"customer_id": None, "contract_id": None, "actor": "a", "reason": None, **given}
    return {"node_type": kind, "node_id": node, "verb": verb, "from_status": source, "to_status": target, **own}


def test_transitions_that_follow_each_other_are_one_row() -> None:
    rows = joined(
        [
            _moved(NodeType.CUSTOMER, NODE, "create", None, "PROSPECT"),
            _moved(NodeType.KYC, NODE, "validate", "INITIALIZED", "VALIDATED"),
            _moved(NodeType.SIM, OTHER, "block", "ACTIVE", "BLOCKED", contract_id=LINE),
            _moved(NodeType.CUSTOMER, NODE, "activate", "PROSPECT", "ACTIVE"),
            _moved(NodeType.SIM, OTHER, "activate", "AVAILABLE", "ACTIVE", contract_id=LINE),
            _moved(NodeType.SIM, OTHER, "suspend", "ACTIVE", "SUSPENDED"),
        ]
    )
    assert [(row["place"], row["node_type"], row["contract_id"], row["from_status"], row["steps"]) for row in rows] == [
        (0, "CUSTOMER", None, None, "create PROSPECT 0;activate ACTIVE 3"),
        (1, "KYC", None, "INITIALIZED", "validate VALIDATED 1"),
        (2, "SIM", LINE, "ACTIVE", "block BLOCKED 2"),
        (3, "SIM", LINE, "AVAILABLE", "activate ACTIVE 4"),
        (4, "SIM", None, "ACTIVE", "suspend SUSPENDED 5"),
    ]
