"""The queue of webhooks: events in their order, each until the receiver responds with a 2xx status."""

import sqlite3
from dataclasses import dataclass

import orjson

from backend.gateways.sandbox.faults import Fault

MAX_ATTEMPTS = 15
BATCH_SIZE = 20  # events that one process sends at once
LEASE_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 1.0
MAX_PAUSE_SECONDS = 3_600.0
MAX_HOLD_SECONDS = 3_600.0  # longest delay of `charge.pending` with the fault WEBHOOK_DISORDER
MAX_ANSWER_LENGTH = 200

# The first due event of each charge, unless a process is sending it. It stays due while it is sent, so that later
# events of the charge wait.
_DUE = """
select id, body, attempts, spoiled from event e where due_at <= :now and (leased_until is null or leased_until <= :now)
    and not exists (select 1 from event o where o.charge_id = e.charge_id and o.due_at <= :now
        and (o.due_at, o.sequence) < (e.due_at, e.sequence))
order by due_at, sequence limit :most
"""


@dataclass(frozen=True)
class Due:
    """An event to be sent now. `attempt` counts from 1. A `spoiled` event is sent with a wrong signature."""

    id: str
    body: bytes
    attempt: int
    spoiled: bool


def enqueue(
    connection: sqlite3.Connection,
    event_id: str,
    type: str,
    charge_id: str,
    refund_id: str | None,
    fault: str | None,
    now: float,
    delay_seconds: float,
) -> None:
    """Add an event to the queue. The fault of its charge or refund may delay, repeat, drop or spoil it."""
    body = {"id": event_id, "type": type, "created": int(now), "data": {"charge": charge_id, "refund": refund_id}}
    due_at: float | None = now
    copies, spoiled = 1, False
    if type == "charge.pending":
        due_at = now + MAX_HOLD_SECONDS if fault == Fault.WEBHOOK_DISORDER else now
    elif fault == Fault.WEBHOOK_DELAYED:
        due_at = now + delay_seconds
    elif fault == Fault.WEBHOOK_LOST:
        due_at = None
    elif fault == Fault.WEBHOOK_THRICE:
        copies = 3
    elif fault == Fault.WEBHOOK_SPOILED:
        spoiled = True
    elif fault == Fault.WEBHOOK_DISORDER:
        connection.execute(
            "update event set due_at = ? where charge_id = ? and type = 'charge.pending' and due_at > ?",
            (now + 0.001, charge_id, now),
        )
    connection.execute(
        "insert into event (id, type, charge_id, body, due_at, copies, spoiled) values (?, ?, ?, ?, ?, ?, ?)",
        (event_id, type, charge_id, orjson.dumps(body).decode(), due_at, copies, spoiled),
    )


def claim(connection: sqlite3.Connection, now: float) -> list[Due]:
    """Lease the events that are due, and count the attempt now, so that it counts even if the process is killed."""
    rows = connection.execute(_DUE, {"now": now, "most": BATCH_SIZE}).fetchall()
    connection.executemany(
        "update event set attempts = attempts + 1, leased_until = ? where id = ?",
        [(now + LEASE_SECONDS, row["id"]) for row in rows],
    )
    return [Due(row["id"], row["body"].encode(), row["attempts"] + 1, bool(row["spoiled"])) for row in rows]


def settle(connection: sqlite3.Connection, event: Due, accepted: bool, answer: str, now: float) -> None:  # noqa: FBT001
    """Store the outcome of an attempt, and the time of the next one."""
    copies = int(connection.execute("select copies from event where id = ?", (event.id,)).fetchone()["copies"])
    due_at: float | None = now
    if event.spoiled:
        accepted = False  # the event is sent again with the correct signature, even if the receiver accepted it
    elif accepted:
        copies -= 1
        due_at = now if copies else None
    else:
        due_at = None if event.attempt >= MAX_ATTEMPTS else now + pause(event.attempt)
    connection.execute(
        "update event set due_at = ?, leased_until = null, copies = ?, spoiled = 0,"
        " delivered = delivered + ?, answer = ? where id = ?",
        (due_at, copies, accepted, answer[:MAX_ANSWER_LENGTH], event.id),
    )


def pause(attempt: int) -> float:
    """Seconds between a failed attempt and the next: 1, 2, 4 and so on, up to an hour."""
    return float(min(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1), MAX_PAUSE_SECONDS))


def redeliver(connection: sqlite3.Connection, charge_id: str | None, now: float) -> int:
    """Enqueue all events again, or those of one charge, including lost ones; gives their number."""
    done = connection.execute(
        "update event set due_at = ?, attempts = 0, copies = 1, spoiled = 0, leased_until = null"
        " where ? is null or charge_id = ?",
        (now, charge_id, charge_id),
    )
    return done.rowcount
