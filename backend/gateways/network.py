"""The network (HLR/HSS) as a port: what it knows of a SIM right now."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Registration(enum.StrEnum):
    ATTACHED = "ATTACHED"
    DETACHED = "DETACHED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class NetworkState:
    registration: Registration
    last_seen_at: datetime | None = None


class Network(Protocol):
    """Answers for many SIMs in one call. An ICCID it does not know is absent from the answer.

    Raises TimeoutError or OSError when the other side is down.
    """

    async def states(self, iccids: Sequence[str]) -> Mapping[str, NetworkState]: ...


class InMemoryNetwork:
    """The harmless adapter: it knows what it was told, and nothing else."""

    def __init__(self, known: Mapping[str, NetworkState] | None = None) -> None:
        self._known = dict(known or {})

    def set_state(self, iccid: str, state: NetworkState) -> None:
        self._known[iccid] = state

    async def states(self, iccids: Sequence[str]) -> Mapping[str, NetworkState]:
        return {iccid: self._known[iccid] for iccid in iccids if iccid in self._known}
