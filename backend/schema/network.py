"""The state of a SIM in the network, which is read from outside the database."""

from datetime import datetime
from typing import TypeAlias

import strawberry

from backend.gateways.network import Registration as _Registration
from backend.schema.declare import enum_type

Registration: TypeAlias = _Registration
enum_type(
    Registration,
    "Registration of a SIM in the network.",
    {"ATTACHED": "Registered.", "DETACHED": "Known, but not registered.", "UNKNOWN": "Never seen."},
)


@strawberry.type(description="Live state of a SIM in the network.")
class SimNetworkState:
    registration: Registration = strawberry.field(description="Registration state.")
    last_seen_at: datetime | None = strawberry.field(description="When the network last saw the SIM.")
