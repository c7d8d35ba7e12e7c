"""What became of a file's rows, read some at a time: nobody knows how many there are."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from backend.database import Database

ROWS_AT_ONCE = 1_000
Fetch = Callable[..., Awaitable[list[Any]]]
REJECTED_HEADER = ["row", "column", "code", "message"]  # before the file's own header; left out when it is sent again
OUTCOME_HEADER = ["row", "outcome", "contract", "msisdn", "iccid", "customer", "code", "column", "message", ""]

_REJECTED = """
select row_number, column_name, code, message, cells from rejected_row
where job_id = $1 and row_number > $2 order by row_number limit $3
"""
_OUTCOME = """
select row_number, outcome, k.number as contract, n.msisdn, s.iccid, c.number as customer, code, column_name, message
from (
    (select row_number, outcome, contract_id, null as code, null as column_name, null as message from import_outcome
    where job_id = $1 and row_number > $2 order by row_number limit $3)
    union all
    (select row_number, 'REJECTED', null, code, column_name, message from rejected_row
    where job_id = $1 and row_number > $2 order by row_number limit $3)
    order by row_number limit $3
) o
left join contract k on k.id = o.contract_id
left join phone_number n on n.id = k.phone_number_id
left join sim s on s.id = k.sim_id
left join customer c on c.id = k.customer_id
order by row_number
"""


@dataclass(frozen=True)
class FoundJob:
    id: uuid.UUID
    header: str


async def found_job(database: Database, job_id: uuid.UUID) -> FoundJob | None:
    rows = await database.fetch("select id, coalesce(header, '') as header from import_job where id = $1", job_id)
    return FoundJob(rows[0]["id"], rows[0]["header"]) if rows else None


def rejected_header(header: str) -> list[str]:
    """The last is CSV already, as the cells are."""
    return [*REJECTED_HEADER, header]


async def rejected_rows(database: Database, job_id: uuid.UUID) -> AsyncIterator[list[str]]:
    """Each rejected row: its number, column, code and message, and its cells as one text of CSV."""
    async for row in rejected_from(database.fetch, job_id):
        yield row


async def rejected_from(fetch: Fetch, job_id: uuid.UUID) -> AsyncIterator[list[str]]:
    """The same, from whoever fetches."""
    async for row in _pages(fetch, _REJECTED, job_id):
        yield row


async def outcome_rows(database: Database, job_id: uuid.UUID) -> AsyncIterator[list[str]]:
    """Each row of the file, in its order, under `OUTCOME_HEADER`."""
    async for row in _pages(database.fetch, _OUTCOME, job_id):
        yield [*row, ""]


async def _pages(fetch: Fetch, statement: str, job_id: uuid.UUID) -> AsyncIterator[list[str]]:
    after = 0
    while rows := await fetch(statement, job_id, after, ROWS_AT_ONCE):
        for row in rows:
            yield ["" if cell is None else str(cell) for cell in row.values()]
        after = rows[-1]["row_number"]
