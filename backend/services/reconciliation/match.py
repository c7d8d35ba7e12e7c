"""The three-way match of one settlement: lines, payments and refunds, ledger.

A payment or refund that is not in its day's settlement may be in the one of the day before or after: clocks differ, and
a webhook arrives after the payment. What is in any settlement of the gateway is not missing. What happened within
`TOLERANCE` of the day's end is reported as missing only once the next day's settlement is imported; what happened
within `TOLERANCE` of its beginning only once the settlement of the day before is imported, unless the gateway has no
earlier settlement at all. Every import matches the settlements of the neighbouring days again.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from backend.database import Connection
from backend.identifiers import SettlementKey
from backend.records.audit import not_collected
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
    """An imported settlement."""

    id: SettlementKey
    gateway: str
    day: date

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.day, time(), UTC)


async def affected(connection: Connection, day: Day) -> set[Day]:
    """The other settlements that have to be matched again because of this one's lines."""
    rows = await connection.fetch(statements.AFFECTED, day.id, day.gateway, day.day)
    return {Day(row["id"], row["gateway"], row["day"]) for row in rows}


async def match(connection: Connection, day: Day, actor: str) -> None:
    """Find a settlement's mismatches again, keep those that were decided, and post its fees and payouts. Idempotent."""
    async with not_collected(connection):
        await _compare(connection, day)
        since, until = await _missing_between(connection, day)
        await connection.execute(statements.FIND_MISMATCHES, day.gateway, since, until)
        await connection.execute(statements.FIND_SUPERSEDED_REPAIRS, day.id)
        await connection.execute(statements.DROP_DECIDED, day.gateway)
        await connection.execute(statements.DELETE_RESOLVED, day.id)
        await connection.execute(statements.STORE_MISMATCHES, day.id, day.gateway)
        await book(connection, day.id, day.gateway, actor)
    await connection.execute(statements.SET_MATCHED, day.id, day.gateway)
    await connection.execute("drop table reconcile_subject, reconcile_found")


async def _compare(connection: Connection, day: Day) -> None:
    """Fill `reconcile_subject`: each line with its payment or refund, and payments and refunds without a line."""
    await connection.execute(statements.CREATE_TABLES)
    for statement in statements.INSERT_LINES:
        await connection.execute(statement, day.id, day.gateway, day.day)
    await connection.execute("analyze reconcile_subject")
    await connection.execute(statements.LINK_UNANSWERED_REFUNDS, day.gateway)
    await connection.execute(statements.INSERT_WITHOUT_LINE, day.gateway, day.begins_at)
    await connection.execute("analyze reconcile_subject")
    await connection.execute(statements.SET_LEDGER_AMOUNTS)


async def _missing_between(connection: Connection, day: Day) -> tuple[datetime, datetime]:
    """The period in which a payment or refund without a line is already reported as missing."""
    row = await connection.fetchrow(_NEIGHBOURS, day.gateway, day.day)
    assert row is not None
    since, until = day.begins_at, day.begins_at + timedelta(days=1)
    if row["any_before"] and not row["before"]:
        since += TOLERANCE
    if not row["after"]:
        until -= TOLERANCE
    return since, until
