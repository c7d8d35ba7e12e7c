"""The port of the mobile network (HLR/HSS and what stands before it): orders about lines, and the state of SIMs.

A line is known to the network by the key of its contract. An order says the whole state that its line has afterwards,
so that it may be repeated, and may be done to a line that the network does not know. `Order.id` is our own id and the
idempotency key: the network does an order once, however often it is sent. One that it refused may be sent again.

The network answers a sent order at once, later by a confirmation that it pushes, or when it is asked.
"""

import enum
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

MAX_WORDS = 1_000  # characters of a network's reason that are kept


class Registration(enum.StrEnum):
    ATTACHED = "ATTACHED"
    DETACHED = "DETACHED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class NetworkState:
    registration: Registration
    last_seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the network. `key`: that of its contract; `barring`: a member of `Barring`; `services`: codes of the
    options of its tariff, sorted.
    """

    key: uuid.UUID
    iccid: str
    msisdn: str
    barring: str | None = None
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """An order about a line. `kind`: a member of `ProvisioningKind`. The line is as `line` says afterwards; after
    TERMINATE the network does not have it.
    """

    id: uuid.UUID
    kind: str
    line: Line


class Outcome(enum.StrEnum):
    """What a network says about an order: not done yet, done, refused, never heard of."""

    PENDING = "PENDING"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Report:
    """What a network says about an order. `code` and `words`: why it was refused."""

    id: uuid.UUID
    outcome: Outcome
    code: str | None = None
    words: str | None = None


class SimStates(Protocol):
    """Reads the state of SIMs."""

    async def states(self, iccids: Sequence[str]) -> Mapping[str, NetworkState]:
        """The state of many SIMs by ICCID; ICCIDs that the network does not know are absent.

        Raises TimeoutError or OSError when the network does not respond.
        """


class Network(SimStates, Protocol):
    """A network. Every call raises GatewayDown where the response is missing or unclear."""

    @property
    def name(self) -> str:
        """The name in logs."""

    async def send(self, orders: Sequence[Order]) -> Sequence[Report]:
        """Send orders, or repeat them. An order that is in no report was not answered: the network may have it."""

    async def ask(self, ids: Sequence[uuid.UUID]) -> Sequence[Report]:
        """What became of orders. An order that is in no report was not answered."""

    async def received(self) -> Sequence[Report]:
        """The confirmations that arrived since the last call, in any order and perhaps repeated. Those that arrive by a
        webhook are not among them.
        """

    def lines(self) -> AsyncIterator[Sequence[Line]]:
        """All lines of the network, page by page, in the order of their keys."""

    async def close(self) -> None:
        """Close the connections."""


class InMemoryNetwork:
    """States of SIMs that were set, without a network."""

    def __init__(self, known: Mapping[str, NetworkState] | None = None) -> None:
        self._known = dict(known or {})

    def set_state(self, iccid: str, state: NetworkState) -> None:
        self._known[iccid] = state

    async def states(self, iccids: Sequence[str]) -> Mapping[str, NetworkState]:
        return {iccid: self._known[iccid] for iccid in iccids if iccid in self._known}
