"""The port of the mobile network (HLR/HSS): the current state of SIMs."""

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
    """Reads the state of SIMs in the network."""

    async def states(self, iccids: Sequence[str]) -> Mapping[str, NetworkState]:
        """The state of many SIMs by ICCID; ICCIDs that the network does not know are absent.

        Raises TimeoutError or OSError when the network does not respond.
        """


class InMemoryNetwork:
    """An adapter without a network: it returns the states that were set."""

    def __init__(self, known: Mapping[str, NetworkState] | None = None) -> None:
        self._known = dict(known or {})

    def set_state(self, iccid: str, state: NetworkState) -> None:
        self._known[iccid] = state

    async def states(self, iccids: Sequence[str]) -> Mapping[str, NetworkState]:
        return {iccid: self._known[iccid] for iccid in iccids if iccid in self._known}
