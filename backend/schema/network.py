"""What the network knows of a SIM: the truth is outside the database."""

from datetime import datetime
from typing import TypeAlias

import strawberry

from backend.gateways.network import Registration as _Registration
from backend.schema.declare import enum_type

Registration: TypeAlias = _Registration
enum_type(
    Registration,
    "Whether the network sees the SIM.",
    {"ATTACHED": "It is registered now.", "DETACHED": "It is known, but off.", "UNKNOWN": "It was never seen."},
)


@strawberry.type(description="The network's live view of a SIM.")
class SimNetworkState:
    registration: Registration = strawberry.field(description="Whether it is registered.")
    last_seen_at: datetime | None = strawberry.field(description="When it was last seen.")
