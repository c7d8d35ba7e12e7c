"""What an erasure keeps of a customer without the identity, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.identifiers import ContractKey
from backend.models import Bill, Contract, Customer, LedgerEntry, Payment, Refund
from backend.settings import Settings

_BOOKS = "The law requires the books; they refer to the contract by its number."
_PROOF = "States, times and salted digests prove what was done; they hold no personal data."


@dataclass(frozen=True)
class KeptRows:
    """Rows that are kept without the identity."""

    table: Annotated[str, "Table of the database, such as `payment`."]
    rows: Annotated[int, "Number of rows."]
    until: Annotated[date | None, "Last day on which the law requires the rows; null when there is no such day."]
    reason: Annotated[str, "Why they are kept, for people."]


async def kept_rows(
    session: AsyncSession, settings: Settings, customer: Customer, contracts: Sequence[ContractKey]
) -> tuple[KeptRows, ...]:
    """The books of a customer's contracts, which are kept for `books_retention_years` after the last booking."""
    last, found = None, []
    for model in (Payment, Refund, Bill, LedgerEntry):
        table: Any = model.__table__
        of_contracts = sa.select(sa.func.count(), sa.func.max(table.c.created_at)).where(
            table.c.contract_id.in_(contracts)
        )
        rows, latest = (await session.execute(of_contracts)).one()
        if rows:
            found.append((table.name, rows))
            last = latest if last is None else max(last, latest)
    until = (
        None
        if last is None
        else years_after(last.astimezone(ZoneInfo(settings.time_zone)).date(), settings.books_retention_years)
    )
    kept = [KeptRows(name, rows, until, _BOOKS) for name, rows in found]
    if contracts:
        kept.append(KeptRows(Contract.__tablename__, len(contracts), until, _BOOKS))
    if states := await _history(session, customer, contracts):
        kept.append(KeptRows("history_entry", states, None, _PROOF))
    return tuple(kept)


async def _history(session: AsyncSession, customer: Customer, contracts: Sequence[ContractKey]) -> int:
    counted = sa.text("select count(*) from history_entry where node_id = any(:nodes)")
    nodes = sa.bindparam("nodes", [customer.id, *contracts], type_=sa.ARRAY(sa.Uuid()))
    return int((await session.execute(counted.bindparams(nodes))).scalar_one())


def years_after(day: date, years: int) -> date:
    """The same day some years later; 28 February for 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
