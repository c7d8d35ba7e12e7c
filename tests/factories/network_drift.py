from typing import Any

from backend.models.network_drift import NetworkDrift
from tests.factories.rows import build
from tests.factories.samples import Owner


def new_network_drift(**columns: Any) -> NetworkDrift:
    """A line that the network has, and no contract."""
    return build(
        NetworkDrift,
        columns,
        kind="UNEXPECTED",
        mend="MEND_NETWORK_DRIFT" if columns.get("contract_id") else "BY_HAND",
        iccid="8999600000000000017",
        msisdn="+996700999001",
    )


def sample(owner: Owner) -> list[NetworkDrift]:
    """A line of the owner's contract that has another SIM in the network; without a contract, one of nobody."""
    key = owner.key("network_drift")
    of = {"contract_id": owner.contract_id, "kind": "DIFFERENT"} if owner.contract_id else {}
    return [new_network_drift(id=key, line_key=owner.contract_id or key, created_at=owner.created_at, **of)]
