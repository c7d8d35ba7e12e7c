"""Reading the event log: events by position, and the clients' cursors."""

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
BATCH_SIZE = 500
MAX_POSITION = 2**62


class SinceTooOld(RequestError):
    """The log does not contain the events after this cursor any more; the client reads the current state instead."""

    code = "SINCE_TOO_OLD"


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event and its position in the log. `payload` depends on the topic: of a transition verb, from and to."""

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
    """A filter of events; all given conditions must hold. `topics`: the first words of topics, before the dot.

    `customer_id` and `line_id` are the subscriber's own. They match payments for another number by this payer too.
    """

    topics: tuple[str, ...] = ()
    node_id: uuid.UUID | None = None
    contract_id: ContractKey | None = None
    customer_id: CustomerKey | None = None
    line_id: ContractKey | None = None  # a subscriber's own contract, in addition to `contract_id`
    node_types: tuple[str, ...] = ()
    transitions: bool = False  # only transitions of state machines
    internal: bool = True  # include events that only staff receive

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


# The conditions of `Interest.wants` in SQL; a condition that is not given is NULL.
_CONDITIONS = """
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
# The lateral limit forces an index probe per event. With statistics that are out of date, because the tables grow fast,
# PostgreSQL would otherwise join the whole log for a few events.
_READ = f"""
select {_COLUMNS} from event_order o cross join lateral (
    select * from event where id = o.event_id and created_at = o.event_at limit 1
) e
where o.position > $1 and o.position <= $2 {{wanted}} order by o.position limit $3
"""
_ALL = _READ.format(wanted="")
_FILTERED = _READ.format(wanted=_CONDITIONS)
_END = """
select coalesce((select position from event_order order by position desc limit 1), 0) as last,
    (select position from event_floor) as floor,
    (select epoch from event_epoch order by id desc limit 1) as epoch
"""


async def read(connection: Connection, after: int, until: int, limit: int = BATCH_SIZE) -> list[LoggedEvent]:
    """The events with positions from `after` (exclusive) to `until` (inclusive), in order, at most `limit`."""
    return [LoggedEvent.of(row) for row in await connection.fetch(_ALL, after, until, limit)]


async def read_wanted(
    connection: Connection, interest: Interest, after: int, until: int, limit: int = BATCH_SIZE
) -> list[LoggedEvent]:
    """The events that match `interest`; otherwise as `read`."""
    rows = await connection.fetch(
        _FILTERED, after, until, limit, list(interest.topics) or None, interest.node_id, interest.contract_id,
        interest.customer_id, list(interest.node_types) or None, interest.transitions, interest.internal,
        interest.line_id,
    )  # fmt: skip
    return [LoggedEvent.of(row) for row in rows]


@dataclass(frozen=True)
class LogEnd:
    """The log's last position, the last position that was deleted, and the epoch, which identifies the cluster."""

    last: int
    floor: int
    epoch: str

    def cursor(self, position: int) -> str:
        return encode_cursor(self.epoch, position)

    def position(self, cursor: str) -> int:
        """The position of a cursor; it may be beyond the last position that this process has read.

        Raises BadUserInput for an invalid cursor, SinceTooOld where events after it were deleted or the epoch differs.
        """
        epoch, position = decode_cursor(cursor)
        if epoch != self.epoch or position < self.floor:
            message = (
                "the log does not contain the events after this cursor; read the current state and subscribe from now"
            )
            raise SinceTooOld(message)
        return position


async def log_end(connection: Connection) -> LogEnd:
    row = await connection.fetchrow(_END)
    assert row is not None
    return LogEnd(max(row["last"], row["floor"]), row["floor"], row["epoch"] or "")


def encode_cursor(epoch: str, position: int) -> str:
    """A cursor: the epoch and the position, encoded so that clients treat it as opaque."""
    return base64.urlsafe_b64encode(f"{epoch}:{position}".encode()).decode().rstrip("=")


def decode_cursor(text: str) -> tuple[str, int]:
    """The epoch and the position of a cursor. Raises BadUserInput."""
    try:
        if len(text) > 100:
            raise ValueError
        decoded = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode("ascii")
        epoch, _, position = decoded.rpartition(":")
        if not (position.isascii() and position.isdigit() and len(position) < 19):
            raise ValueError
        return epoch, int(position)
    except (ValueError, binascii.Error):
        raise BadUserInput("since: not a cursor of the event log", field="since") from None
