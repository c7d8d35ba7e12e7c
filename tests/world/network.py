"""Orders to the network, in several states."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import cycle

from backend.models import Base, Contract
from tests.factories.provisioning_orders import new_provisioning_order
from tests.world.keys import key

_SHAPES = (
    {"status": "CONFIRMED", "attempts": 1},
    {"kind": "SUSPEND", "barring": "OUTGOING", "status": "FAILED", "failure_code": "NETWORK_BUSY", "failure": 'Ещё "раз"'},
    {"kind": "TERMINATE", "status": "SUPERSEDED"},
    {"kind": "RESUME", "status": "UNKNOWN"},
    {"kind": "CHANGE_SIM", "status": "QUEUED"},
)  # fmt: skip


def orders(contracts: Iterable[Contract]) -> list[Base]:
    """An order of each contract that has a SIM and a number."""
    found: list[Base] = []
    for place, (contract, shape) in enumerate(zip(contracts, cycle(_SHAPES), strict=False)):
        if contract.sim_id is None or contract.phone_number_id is None:
            continue
        at = contract.created_at + timedelta(minutes=place % 3)
        times = {"UNKNOWN": {"sent_at": at, "ask_at": at}, "QUEUED": {}}.get(str(shape["status"]), {"finished_at": at})
        more = {**shape, **times, "id": key(f"provisioning order{place}"), "created_at": at}
        found.append(new_provisioning_order(contract.id, contract.sim_id, contract.phone_number_id, **more))
    return found
