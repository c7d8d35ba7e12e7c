from datetime import datetime
from typing import Any

from backend.identifiers import ContractKey, SimKey
from backend.models import Sim, SimBinding, SimStatus
from tests.factories.rows import build

DIAGRAMS = {
    "sim": (
        "IMPORTED release AVAILABLE; AVAILABLE reserve RESERVED; RESERVED release AVAILABLE; RESERVED expire AVAILABLE;"
        "AVAILABLE activate ACTIVE; RESERVED activate ACTIVE; ACTIVE suspend SUSPENDED; SUSPENDED resume ACTIVE;"
        "AVAILABLE block BLOCKED; RESERVED block BLOCKED; ACTIVE block BLOCKED; SUSPENDED block BLOCKED;"
        "BLOCKED unblock SUSPENDED; BLOCKED unblock_unbound AVAILABLE; ACTIVE replace REPLACED; SUSPENDED replace REPLACED;"
        "BLOCKED replace REPLACED; ACTIVE terminate TERMINATED; SUSPENDED terminate TERMINATED; BLOCKED terminate TERMINATED;"
        "IMPORTED retire TERMINATED; AVAILABLE retire TERMINATED; BLOCKED retire TERMINATED; TERMINATED restore ACTIVE; ACTIVE return AVAILABLE"
    ),
}


def new_sim(iccid: str, **columns: Any) -> Sim:
    """A SIM that can be handed out; see `reservations` for one that is reserved."""
    return build(Sim, columns, iccid=iccid, status=SimStatus.AVAILABLE)


def new_sim_binding(sim_id: SimKey, contract_id: ContractKey, bound_from: datetime, **columns: Any) -> SimBinding:
    """A period in which a SIM serves a contract; without `bound_to` it still does."""
    return build(SimBinding, columns, sim_id=sim_id, contract_id=contract_id, bound_from=bound_from)
