"""The three-way match of one settlement: lines, payments and refunds, ledger.

When something of ours is not in a day's settlement, it may stand in a neighbour's: clocks differ, and a webhook comes
after the money. What is in any settlement of the gateway is not missing. Beyond that, what happened within `TOLERANCE`
of the day's end is only missed once the next day's settlement is in; and what happened within as much of its beginning,
once the day before is in, unless the gateway had no settlement before that day at all. Whenever a settlement comes in,
its neighbours are matched anew.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from backend.database import Connection
from backend.identifiers import SettlementKey
from backend.services.reconciliation import statements
from backend.services.reconciliation.effects import book

TOLERANCE = timedelta(hours=1)
_NEIGHBOURS = """
select coalesce(bool_or(day = $2::date + 1), false) as after, coalesce(bool_or(day = $2::date - 1), false) as before,
    coalesce(bool_or(day < $2::date), false) as any_before
from settlement where gateway = $1 and imported_at is not null and day between $2::date - 366 and $2::date + 1
"""


@dataclass(frozen=True)
class Day:
    """A settlement whose lines are in."""

    id: SettlementKey
    gateway: str
    day: date

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.day, time(), UTC)


async def touched(connection: Connection, day: Day) -> set[Day]:
    """The other settlements that have to be matched anew because of this one's lines."""
    rows = await connection.fetch(statements.TOUCHED, day.id, day.gateway, day.day)
    return {Day(row["id"], row["gateway"], row["day"]) for row in rows}


async def match(connection: Connection, day: Day, actor: str) -> None:
    """Find a settlement's mismatches anew, keeping what was decided, and book what it tells. Doing it again changes
    nothing more.
    """
    await _compare(connection, day)
    since, until = await _missed_between(connection, day)
    await connection.execute(statements.FOUND, day.gateway, since, until)
    await connection.execute(statements.UNDONE, day.id)
    await connection.execute(statements.DECIDED, day.gateway)
    await connection.execute(statements.GONE, day.id)
    await connection.execute(statements.STORE, day.id, day.gateway)
    await book(connection, day.id, day.gateway, actor)
    await connection.execute(statements.DONE, day.id, day.gateway)
    await connection.execute("drop table reconcile_subject, reconcile_found")


async def _compare(connection: Connection, day: Day) -> None:
    """Each line with what is ours of it, and what is ours without a line."""
    await connection.execute(statements.TABLES)
    for statement in statements.LINES:
        await connection.execute(statement, day.id, day.gateway, day.day)
    await connection.execute("analyze reconcile_subject")
    await connection.execute(statements.UNANSWERED, day.gateway)
    await connection.execute(statements.ABSENT, day.gateway, day.begins_at)
    await connection.execute("analyze reconcile_subject")
    await connection.execute(statements.LEDGER)


async def _missed_between(connection: Connection, day: Day) -> tuple[datetime, datetime]:
    """From when until when something of ours without a line is missing there already."""
    row = await connection.fetchrow(_NEIGHBOURS, day.gateway, day.day)
    assert row is not None
    since, until = day.begins_at, day.begins_at + timedelta(days=1)
    if row["any_before"] and not row["before"]:
        since += TOLERANCE
    if not row["after"]:
        until -= TOLERANCE
    return since, until
