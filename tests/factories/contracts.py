from typing import Any

from backend.identifiers import ContractKey, CustomerKey, TariffKey
from backend.models import Contract, ContractHold
from tests.factories.rows import build

DIAGRAMS = {
    "contract": (
        "DRAFT accept ACCEPTED; ACCEPTED activate ACTIVE; ACTIVE suspend SUSPENDED; SUSPENDED resume ACTIVE;"
        "ACTIVE close CLOSED; SUSPENDED close CLOSED; DRAFT cancel CANCELLED; ACCEPTED cancel CANCELLED; DRAFT lapse CANCELLED; CLOSED reopen ACTIVE;"
        "ACTIVE transfer TRANSFERRED; SUSPENDED transfer TRANSFERRED;"
        "ACCEPTED annul ANNULLED; ACTIVE annul ANNULLED"
    ),
}


def new_contract(customer_id: CustomerKey, tariff_id: TariffKey, **columns: Any) -> Contract:
    """A draft. A contract in service needs `sim_id`, `phone_number_id` and `activated_at`, a closed one `closed_at`."""
    return build(Contract, columns, customer_id=customer_id, tariff_id=tariff_id)


def new_contract_hold(contract_id: ContractKey, **columns: Any) -> ContractHold:
    """A hold that stands since now, because the SIM was lost."""
    return build(ContractHold, columns, contract_id=contract_id, reason="LOST", barring="ALL", by="operator")
