"""Bills: issued with the money that moves, numbered afterwards."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import CONNECTION_ERRORS, Connection
from backend.enums import total
from backend.identifiers import BILL_ID, BillKey, RefundKey
from backend.locks import AdvisoryLock
from backend.models import Bill, BillKind, Payment
from backend.money import contained_tax
from backend.services.ledger import Moved
from backend.settings import Settings

BATCH = 1_000
NUMBER_SECONDS = 0.25
AWAY_SECONDS = 1.0
LETTERS = total(BillKind, {BillKind.RECEIPT: "R", BillKind.INVOICE: "I", BillKind.CREDIT_NOTE: "C"})

# In the order of their moments, as far as they are visible now: what commits later gets a later number.
_UNNUMBERED = "select id, kind, issued_at from bill where number is null order by issued_at, id limit $1"
_TAKE = """
insert into bill_series as s (series, last_number) values ($1, $2)
on conflict (series) do update set last_number = s.last_number + $2 returning last_number
"""
_NUMBER = """
update bill b set number = n.number from unnest($1::uuid[], $2::text[]) n (id, number)
where b.id = n.id and b.number is null
"""

log = structlog.get_logger()


async def issue(
    session: AsyncSession,
    settings: Settings,
    kind: BillKind,
    payment: Payment,
    amount_minor: int,
    moved: Moved,
    *,
    refund_id: RefundKey | None = None,
) -> None:
    """The paper that goes with a payment or a refund."""
    await session.execute(
        sa.insert(Bill).values(
            id=BILL_ID.new_key(),
            kind=kind,
            contract_id=payment.contract_id,
            payment_id=payment.id,
            refund_id=refund_id,
            method=payment.method,
            amount_minor=amount_minor,
            tax_minor=contained_tax(amount_minor, settings.tax_rate),
            tax_rate=settings.tax_rate,
            balance_before_minor=moved.balance_before_minor,
            balance_after_minor=moved.balance_after_minor,
            currency=payment.currency,
            issued_at=moved.at if refund_id is None else sa.func.clock_timestamp(),
        )
    )


def series_of(kind: str, issued_at: datetime, zone: ZoneInfo) -> str:
    """A series per kind and year, by the operator's own calendar: R2026."""
    return f"{LETTERS[BillKind(kind)]}{issued_at.astimezone(zone).year}"


async def number_bills(connection: Connection, zone: ZoneInfo) -> int:
    """Give the bills that have none their numbers, in one transaction; how many. 0 as well while another does it."""
    async with connection.transaction():
        if not await connection.fetchval("select pg_try_advisory_xact_lock($1)", AdvisoryLock.BILL_NUMBERS):
            return 0
        rows = await connection.fetch(_UNNUMBERED, BATCH)
        by_series: dict[str, list[BillKey]] = {}
        for row in rows:
            by_series.setdefault(series_of(row["kind"], row["issued_at"], zone), []).append(row["id"])
        for series, ids in by_series.items():
            last = await connection.fetchval(_TAKE, series, len(ids))
            numbers = [f"{series}-{last - len(ids) + at + 1:08d}" for at in range(len(ids))]
            await connection.execute(_NUMBER, ids, numbers)
    return len(rows)


class BillNumbers:
    """Gives bills their numbers within a second of their commit. One task per process; a lock says whose turn it is."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], settings: Settings) -> None:
        self._connect = connect
        self._zone = ZoneInfo(settings.time_zone)

    async def catch_up(self, connection: Connection) -> None:
        """Number every bill that has no number yet."""
        while await number_bills(connection, self._zone):
            pass

    async def run(self) -> None:
        """Until cancelled. A database that is away is waited for."""
        connection: Connection | None = None
        try:
            while True:
                try:
                    connection = connection or await self._connect()
                    await self.catch_up(connection)
                except CONNECTION_ERRORS as error:
                    log.warning("bills wait", reason=" ".join(str(error).split()) or type(error).__name__)
                    if connection is not None:
                        connection.terminate()
                        connection = None
                    await asyncio.sleep(AWAY_SECONDS)
                await asyncio.sleep(NUMBER_SECONDS)
        finally:
            if connection is not None:
                connection.terminate()
