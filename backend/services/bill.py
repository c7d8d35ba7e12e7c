"""Bills: issued in the transaction that posts the money, numbered after it is committed."""

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
from backend.services.ledger import BalanceChange
from backend.settings import Settings

BATCH = 1_000
POLL_SECONDS = 0.5
RECONNECT_SECONDS = 1.0
SERIES_LETTERS = total(BillKind, {BillKind.RECEIPT: "R", BillKind.INVOICE: "I", BillKind.CREDIT_NOTE: "C"})

# Committed bills in the order of `issued_at`. A bill that is committed later gets a later number.
_UNNUMBERED = "select id, kind, issued_at from bill where number is null order by issued_at, id limit $1"
_IS_ANY_UNNUMBERED = "select exists (select from bill where number is null)"
_ADVANCE_SERIES = """
insert into bill_series as s (series, last_number) values ($1, $2)
on conflict (series) do update set last_number = s.last_number + $2 returning last_number
"""
_SET_NUMBERS = """
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
    change: BalanceChange,
    *,
    refund_id: RefundKey | None = None,
) -> None:
    """Issue the bill of a payment, or with `refund_id` of a refund."""
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
            balance_before_minor=change.balance_before_minor,
            balance_after_minor=change.balance_after_minor,
            currency=payment.currency,
            issued_at=change.at if refund_id is None else sa.func.clock_timestamp(),
        )
    )


def series_of(kind: str, issued_at: datetime, zone: ZoneInfo) -> str:
    """The series of a bill: one per kind and year in the operator's time zone, such as R2026."""
    return f"{SERIES_LETTERS[BillKind(kind)]}{issued_at.astimezone(zone).year}"


async def number_bills(connection: Connection, zone: ZoneInfo) -> int:
    """Number at most 1,000 bills that have no number, in one transaction. Returns how many; 0 also while another
    process does this.
    """
    async with connection.transaction():
        if not await connection.fetchval("select pg_try_advisory_xact_lock($1)", AdvisoryLock.BILL_NUMBERS):
            return 0
        rows = await connection.fetch(_UNNUMBERED, BATCH)
        by_series: dict[str, list[BillKey]] = {}
        for row in rows:
            by_series.setdefault(series_of(row["kind"], row["issued_at"], zone), []).append(row["id"])
        for series, ids in by_series.items():
            last = await connection.fetchval(_ADVANCE_SERIES, series, len(ids))
            numbers = [f"{series}-{last - len(ids) + index + 1:08d}" for index in range(len(ids))]
            await connection.execute(_SET_NUMBERS, ids, numbers)
    return len(rows)


class BillNumbers:
    """Numbers bills within a second of their commit. One task per process; an advisory lock admits one at a time."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], settings: Settings) -> None:
        self._connect = connect
        self._zone = ZoneInfo(settings.time_zone)

    async def catch_up(self, connection: Connection) -> None:
        """Number every bill that has no number yet."""
        while await connection.fetchval(_IS_ANY_UNNUMBERED) and await number_bills(connection, self._zone):
            pass

    async def run(self) -> None:
        """Run until cancelled. After a lost connection it connects again."""
        connection: Connection | None = None
        try:
            while True:
                try:
                    connection = connection or await self._connect()
                    await self.catch_up(connection)
                except CONNECTION_ERRORS as error:
                    log.warning(
                        "bill numbering waits for the database",
                        reason=" ".join(str(error).split()) or type(error).__name__,
                    )
                    if connection is not None:
                        connection.terminate()
                        connection = None
                    await asyncio.sleep(RECONNECT_SECONDS)
                await asyncio.sleep(POLL_SECONDS)
        finally:
            if connection is not None:
                connection.terminate()
