"""Reading the log: events by position, and the cursors that clients hold."""

import base64
import binascii
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from asyncpg import Record

from backend.database import Connection
from backend.errors import BadUserInput, RequestError
from backend.identifiers import ContractKey, CustomerKey

CHANNEL = "crm_events"
MOST_READ = 500


class SinceTooOld(RequestError):
    """The log no longer reaches back to this cursor; read the present state and go on from now."""

    code = "SINCE_TOO_OLD"


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One event at its place. `payload` is small and says what the topic needs, such as verb, from and to."""

    position: int
    topic: str
    node_type: str
    node_id: uuid.UUID
    customer_id: CustomerKey | None
    contract_id: ContractKey | None
    payer_contract_id: ContractKey | None
    payer_customer_id: CustomerKey | None
    actor: str
    at: datetime
    payload: Mapping[str, Any]
    id: int

    @classmethod
    def of(cls, row: Record) -> "LoggedEvent":
        return cls(
            row["position"], row["topic"], row["node_type"], row["node_id"], row["customer_id"], row["contract_id"],
            row["payer_contract_id"], row["payer_customer_id"], row["actor"], row["created_at"],
            orjson.loads(row["payload"]), row["id"],
        )  # fmt: skip


@dataclass(frozen=True)
class Interest:
    """Which events somebody wants: everything given must hold. `topics` are the first words, before the dot.

    `customer_id` and `line_id` are the subscriber's own: theirs is also what they pay for another's number.
    """

    topics: tuple[str, ...] = ()
    node_id: uuid.UUID | None = None
    contract_id: ContractKey | None = None
    customer_id: CustomerKey | None = None
    line_id: ContractKey | None = None  # a subscriber's own contract, whatever else they ask for
    node_types: tuple[str, ...] = ()
    transitions: bool = False  # only steps of a state machine
    internal: bool = True  # those meant for staff too

    def wants(self, event: LoggedEvent) -> bool:
        return (
            (not self.topics or event.topic.partition(".")[0] in self.topics)
            and (self.node_id is None or event.node_id == self.node_id)
            and (self.contract_id is None or event.contract_id == self.contract_id)
            and _is_own(self.customer_id, event.customer_id, event.payer_customer_id)
            and _is_own(self.line_id, event.contract_id, event.payer_contract_id)
            and (not self.node_types or event.payload.get("machine", "") in self.node_types)
            and (not self.transitions or "to" in event.payload)
            and (self.internal or not event.payload.get("internal"))
        )


def _is_own(own: uuid.UUID | None, *of: uuid.UUID | None) -> bool:
    return own is None or own in of


# The same as `wants`, for PostgreSQL: what is absent is NULL.
_WANTED = """
    and ($4::text[] is null or split_part(e.topic, '.', 1) = any($4))
    and ($5::uuid is null or e.node_id = $5)
    and ($6::uuid is null or e.contract_id = $6)
    and ($7::uuid is null or e.customer_id = $7 or e.payer_customer_id = $7)
    and ($8::text[] is null or e.payload ->> 'machine' = any($8))
    and (not $9 or e.payload ? 'to')
    and ($11::uuid is null or e.contract_id = $11 or e.payer_contract_id = $11)
    and ($10 or not coalesce((e.payload ->> 'internal')::boolean, false))
"""
_COLUMNS = """o.position, e.id, e.topic, e.node_type, e.node_id, e.customer_id, e.contract_id, e.payer_contract_id,
    e.payer_customer_id, e.actor, e.created_at, e.payload"""
# Event by event, whatever the planner thinks of tables that grow while it looks away: a join of the whole log would be
# read for a handful of events.
_READ = f"""
select {_COLUMNS} from event_order o cross join lateral (
    select * from event where id = o.event_id and created_at = o.event_at limit 1
) e
where o.position > $1 and o.position <= $2 {{wanted}} order by o.position limit $3
"""
_ALL = _READ.format(wanted="")
_SOME = _READ.format(wanted=_WANTED)
_END = """
select coalesce((select position from event_order order by position desc limit 1), 0) as last,
    (select position from event_floor) as floor,
    (select epoch from event_epoch order by id desc limit 1) as epoch
"""


async def read(connection: Connection, after: int, until: int, most: int = MOST_READ) -> list[LoggedEvent]:
    """Every event behind a position, in order, `until` the last one wanted."""
    return [LoggedEvent.of(row) for row in await connection.fetch(_ALL, after, until, most)]


async def read_wanted(
    connection: Connection, interest: Interest, after: int, until: int, most: int = MOST_READ
) -> list[LoggedEvent]:
    """Those events behind a position that somebody wants, in order."""
    rows = await connection.fetch(
        _SOME, after, until, most, list(interest.topics) or None, interest.node_id, interest.contract_id,
        interest.customer_id, list(interest.node_types) or None, interest.transitions, interest.internal,
        interest.line_id,
    )  # fmt: skip
    return [LoggedEvent.of(row) for row in rows]


@dataclass(frozen=True)
class LogEnd:
    """How far the log reaches: its last position, the last one dropped, and the cluster it lives in."""

    last: int
    floor: int
    epoch: str

    def cursor(self, position: int) -> str:
        return encode_cursor(self.epoch, position)

    def position(self, cursor: str) -> int:
        """Where a cursor stands, which may be ahead of what this process has read.

        Raises BadUserInput for what is no cursor, SinceTooOld for one of too long ago.
        """
        epoch, position = decode_cursor(cursor)
        if epoch != self.epoch or position < self.floor:
            raise SinceTooOld("the log does not reach back to this cursor; read the present state and go on from now")
        return position


async def log_end(connection: Connection) -> LogEnd:
    row = await connection.fetchrow(_END)
    assert row is not None
    return LogEnd(max(row["last"], row["floor"]), row["floor"], row["epoch"] or "")


def encode_cursor(epoch: str, position: int) -> str:
    """Opaque to clients: the epoch and the position."""
    return base64.urlsafe_b64encode(f"{epoch}:{position}".encode()).decode().rstrip("=")


def decode_cursor(text: str) -> tuple[str, int]:
    """Raises BadUserInput."""
    try:
        if len(text) > 100:
            raise ValueError
        decoded = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("ascii")
        epoch, _, position = decoded.rpartition(":")
        if not (position.isascii() and position.isdigit() and len(position) < 19):
            raise ValueError
        return epoch, int(position)
    except (ValueError, binascii.Error):
        raise BadUserInput("since: not a cursor of the log", field="since") from None
