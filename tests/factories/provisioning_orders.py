from typing import Any

from backend.identifiers import ContractKey, PhoneNumberKey, SimKey
from backend.models.provisioning_order import ProvisioningOrder
from tests.factories.rows import build

DIAGRAMS = {
    "provisioning_order": (
        "QUEUED send SENT; SENT mark_unknown UNKNOWN; SENT confirm CONFIRMED; UNKNOWN confirm CONFIRMED;"
        "QUEUED fail FAILED; SENT fail FAILED; UNKNOWN fail FAILED; FAILED retry QUEUED;"
        "QUEUED supersede SUPERSEDED; FAILED supersede SUPERSEDED; QUEUED cancel CANCELLED; FAILED cancel CANCELLED"
    ),
}


def new_provisioning_order(
    contract_id: ContractKey, sim_id: SimKey, phone_number_id: PhoneNumberKey, **columns: Any
) -> ProvisioningOrder:
    """An activation that is queued."""
    return build(
        ProvisioningOrder,
        columns,
        contract_id=contract_id,
        sim_id=sim_id,
        phone_number_id=phone_number_id,
        kind="ACTIVATE",
    )
