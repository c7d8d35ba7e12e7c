from collections.abc import Iterable
from datetime import datetime
from typing import Any

from backend.identifiers import ContractKey, PhoneNumberKey
from backend.models import NumberBinding, PhoneNumber
from tests.factories.rows import build

DIAGRAMS = {
    "phone_number": (
        "AVAILABLE reserve RESERVED; RESERVED release AVAILABLE; RESERVED expire AVAILABLE; AVAILABLE assign ASSIGNED;"
        "RESERVED assign ASSIGNED; PORTED_IN assign ASSIGNED; ASSIGNED release QUARANTINED; QUARANTINED restore AVAILABLE;"
        "QUARANTINED reclaim ASSIGNED;"
        "ASSIGNED port_out PORTED_OUT"
    ),
}


def new_phone_number(msisdn: str, **columns: Any) -> PhoneNumber:
    """A number of the pool that can be handed out. One in quarantine needs `quarantined_until`."""
    return build(PhoneNumber, columns, msisdn=msisdn)


def new_phone_numbers(prefix: str, numbers: Iterable[int], **columns: Any) -> list[PhoneNumber]:
    """A number per element: `prefix`, then the element as seven digits."""
    return [new_phone_number(f"{prefix}{number:07d}", **columns) for number in numbers]


def new_number_binding(
    phone_number_id: PhoneNumberKey, contract_id: ContractKey, bound_from: datetime, **columns: Any
) -> NumberBinding:
    """A period in which a number belongs to a contract; without `bound_to` it still does."""
    return build(
        NumberBinding, columns, phone_number_id=phone_number_id, contract_id=contract_id, bound_from=bound_from
    )
