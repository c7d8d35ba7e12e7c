"""What became of a file's rows, as CSV, read some at a time: nobody knows how many there are."""

import csv
import io
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

ROWS_AT_ONCE = 1_000
BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheets read it as UTF-8
Fetch = Callable[..., Awaitable[list[Any]]]

_HEADER = "select coalesce(header, '') as header from import_job where id = $1"
# The last cell is the row as it stands in the file, CSV already; so is the last of the header.
_REJECTED_HEADER = ["row", "column", "code", "message"]  # left out when the file is sent again
_REJECTED = """
select row_number, column_name, code, message, cells from rejected_row
where job_id = $1 and row_number > $2 order by row_number limit $3
"""
_OUTCOME_HEADER = ["row", "outcome", "contract", "msisdn", "iccid", "customer", "code", "column"]
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


async def header_of(fetch: Fetch, job_id: uuid.UUID) -> str | None:
    """The header of a job's file, as one line of CSV; None when there is no such job."""
    rows = await fetch(_HEADER, job_id)
    return rows[0]["header"] if rows else None


async def rejected_rows(fetch: Fetch, job_id: uuid.UUID, header: str) -> AsyncIterator[bytes]:
    """The rejected rows with what is wrong with them, before their own cells: to be corrected and sent again."""
    async for block in _blocks([*_REJECTED_HEADER, header], _pages(fetch, _REJECTED, job_id)):
        yield block


async def outcome(fetch: Fetch, job_id: uuid.UUID) -> AsyncIterator[bytes]:
    """Every row of the file, in its order, and what became of it."""

    async def rows() -> AsyncIterator[list[str]]:
        async for row in _pages(fetch, _OUTCOME, job_id):
            yield [*row[:-1], _written(row[-1:])]

    async for block in _blocks([*_OUTCOME_HEADER, "message"], rows()):
        yield block


async def _pages(fetch: Fetch, statement: str, job_id: uuid.UUID) -> AsyncIterator[list[str]]:
    after = 0
    while rows := await fetch(statement, job_id, after, ROWS_AT_ONCE):
        for row in rows:
            yield ["" if cell is None else str(cell) for cell in row.values()]
        after = rows[-1]["row_number"]


async def _blocks(header: list[str], rows: AsyncIterator[list[str]]) -> AsyncIterator[bytes]:
    """CSV, some rows at a time; the last cell of each row is CSV already."""
    lines = [BYTE_ORDER_MARK + _line(header)]
    async for row in rows:
        lines.append(_line(row))
        if len(lines) >= ROWS_AT_ONCE:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def _line(cells: list[str]) -> str:
    return f"{_written(cells[:-1])},{cells[-1]}\r\n"


def _written(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
