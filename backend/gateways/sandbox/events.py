"""The queue of webhooks: what happened, in order, until somebody has answered with 2xx."""

import sqlite3
from dataclasses import dataclass

import orjson

from backend.gateways.sandbox.faults import Fault

MOST_ATTEMPTS = 15
AT_ONCE = 20  # events under way in one process
LEASE_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 3_600.0
HELD_SECONDS = 3_600.0  # how long `charge.pending` waits to be late, at most
LONGEST_ANSWER = 200

# The first event due of each charge, unless it is under way: it stays due meanwhile, and the ones behind it wait.
_DUE = """
select id, body, attempts, spoiled from event e where due_at <= :now and (leased_until is null or leased_until <= :now)
    and not exists (select 1 from event o where o.charge_id = e.charge_id and o.due_at <= :now
        and (o.due_at, o.sequence) < (e.due_at, e.sequence))
order by due_at, sequence limit :most
"""


@dataclass(frozen=True)
class Due:
    """An event to be sent now. `attempt` counts from 1; a spoiled one gets a wrong signature."""

    id: str
    body: bytes
    attempt: int
    spoiled: bool


def tell(
    connection: sqlite3.Connection,
    event_id: str,
    type: str,
    charge_id: str,
    refund_id: str | None,
    fault: str | None,
    now: float,
    delay_seconds: float,
) -> None:
    """Queue an event, as late, as often and as spoiled as the fault of its charge or refund wants."""
    body = {"id": event_id, "type": type, "created": int(now), "data": {"charge": charge_id, "refund": refund_id}}
    due_at: float | None = now
    copies, spoiled = 1, False
    if type == "charge.pending":
        due_at = now + HELD_SECONDS if fault == Fault.WEBHOOK_DISORDER else now
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
    """Take what is due; the attempt is counted before it is made, so that an end of the process does not undo it."""
    rows = connection.execute(_DUE, {"now": now, "most": AT_ONCE}).fetchall()
    connection.executemany(
        "update event set attempts = attempts + 1, leased_until = ? where id = ?",
        [(now + LEASE_SECONDS, row["id"]) for row in rows],
    )
    return [Due(row["id"], row["body"].encode(), row["attempts"] + 1, bool(row["spoiled"])) for row in rows]


def settle(connection: sqlite3.Connection, event: Due, accepted: bool, answer: str, now: float) -> None:  # noqa: FBT001
    """Note what came of an attempt, and when the next one is."""
    copies = int(connection.execute("select copies from event where id = ?", (event.id,)).fetchone()["copies"])
    due_at: float | None = now
    if event.spoiled:
        accepted = False  # who believes a wrong signature gets the right one all the same
    elif accepted:
        copies -= 1
        due_at = now if copies else None
    else:
        due_at = None if event.attempt >= MOST_ATTEMPTS else now + pause(event.attempt)
    connection.execute(
        "update event set due_at = ?, leased_until = null, copies = ?, spoiled = 0,"
        " delivered = delivered + ?, answer = ? where id = ?",
        (due_at, copies, accepted, answer[:LONGEST_ANSWER], event.id),
    )


def pause(attempt: int) -> float:
    """Seconds between an attempt that failed and the next: 1, 2, 4 … an hour."""
    return float(min(FIRST_PAUSE_SECONDS * 2 ** (attempt - 1), LONGEST_PAUSE_SECONDS))


def redeliver(connection: sqlite3.Connection, charge_id: str | None, now: float) -> int:
    """Send all events again, or those of one charge, lost ones too; how many."""
    done = connection.execute(
        "update event set due_at = ?, attempts = 0, copies = 1, spoiled = 0, leased_until = null"
        " where ? is null or charge_id = ?",
        (now, charge_id, charge_id),
    )
    return done.rowcount
