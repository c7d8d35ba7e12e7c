"""What became of a file's rows, as CSV, read some at a time: nobody knows how many there are.

It is written as the file was: its encoding, separator and ends of lines, so that a corrected file can be sent as it is.
A cell that a spreadsheet would take for a formula gets an apostrophe, which our reader takes away again.
"""

import csv
import io
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from backend.identifiers import ImportJobKey

ROWS_AT_ONCE = 1_000
Fetch = Callable[..., Awaitable[list[Any]]]

_ABOUT = "select coalesce(header, '') as header, dialect from import_job where id = $1"
# The row as it stands in the file comes behind these; left out when the file is sent again.
_REJECTED_HEADER = ["row", "column", "code", "message"]
_REJECTED = """
select row_number, column_name, code, case when faults is null then message else (
        select string_agg((f ->> 'column') || ': ' || (f ->> 'message'), '; ') from jsonb_array_elements(faults) f)
    end as message, cells
from rejected_row where job_id = $1 and row_number > $2 order by row_number limit $3
"""
_OUTCOME_HEADER = [
    "row", "outcome", "contract", "msisdn", "iccid", "customer", "tariff", "code", "column", "message",
]  # fmt: skip
_OUTCOME = """
select row_number, outcome, coalesce(k.number, would ->> 'contract') as contract,
    coalesce(n.msisdn, would ->> 'msisdn') as msisdn, coalesce(s.iccid, would ->> 'iccid') as iccid,
    coalesce(c.number, 'as row ' || (would ->> 'joins'), would ->> 'customer') as customer,
    coalesce(t.code, would ->> 'tariff') as tariff, o.code, o.column_name, o.message
from (
    (select row_number, outcome, contract_id, would, null as code, null as column_name, null as message
    from import_outcome where job_id = $1 and row_number > $2 order by row_number limit $3)
    union all
    (select row_number, 'REJECTED', null, null, code, column_name, message from rejected_row
    where job_id = $1 and row_number > $2 order by row_number limit $3)
    order by row_number limit $3
) o
left join contract k on k.id = o.contract_id
left join phone_number n on n.id = k.phone_number_id
left join sim s on s.id = k.sim_id
left join customer c on c.id = k.customer_id
left join tariff t on t.id = k.tariff_id
order by row_number
"""
# Numbers, telephone numbers, and the constant by which a spreadsheet keeps the digits of a number.
_NUMBER = re.compile(r'[+-]?[0-9]+(?:[.,][0-9]+)?|="[0-9+ ]*"')
_FORMULA = frozenset("=+-@\t\r")


@dataclass(frozen=True)
class Dialect:
    """How a file is written. `encoding` is Python's name; `mark`: whether it begins with a byte order mark."""

    encoding: str = "utf-8"
    mark: bool = True  # so that spreadsheets read it as UTF-8
    delimiter: str = ","
    end: str = "\r\n"

    @classmethod
    def of(cls, stored: Any) -> "Dialect":
        """As the reader reported it; the usual one where it reported none."""
        found = orjson.loads(stored) if isinstance(stored, str) else stored
        if not found:
            return cls()
        encoding = str(found["encoding"])
        return cls(encoding, encoding.startswith("utf"), found["delimiter"], found["end"])

    def lines(self, rows: Sequence[Sequence[str]]) -> bytes:
        """Rows as CSV. What the encoding has not, as only a message can hold, becomes a question mark."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.end)
        writer.writerows([harmless(cell) for cell in row] for row in rows)
        return text.getvalue().encode(self.encoding, "replace")

    @property
    def beginning(self) -> bytes:
        return "\ufeff".encode(self.encoding) if self.mark else b""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in _FORMULA and cell and not _NUMBER.fullmatch(cell) else cell


@dataclass(frozen=True)
class About:
    """What the rows of a job are written with."""

    header: str
    dialect: Dialect


async def about(fetch: Fetch, job_id: ImportJobKey) -> About | None:
    """A job's file: its header, as one line of CSV, and how it is written; None when there is no such job."""
    rows = await fetch(_ABOUT, job_id)
    return About(rows[0]["header"], Dialect.of(rows[0]["dialect"])) if rows else None


async def rejected_rows(fetch: Fetch, job_id: ImportJobKey, file: About) -> AsyncIterator[bytes]:
    """The rejected rows with what is wrong with them, before their own cells: to be corrected and sent again."""

    async def rows() -> AsyncIterator[list[str]]:
        async for row in _pages(fetch, _REJECTED, job_id):
            yield [*row[:-1], *_cells(row[-1])]

    async for block in _blocks(file.dialect, [*_REJECTED_HEADER, *_cells(file.header)], rows()):
        yield block


async def outcome(fetch: Fetch, job_id: ImportJobKey, file: About) -> AsyncIterator[bytes]:
    """Every row of the file, in its order, and what became of it; of a dry run, whom it would become."""
    async for block in _blocks(file.dialect, _OUTCOME_HEADER, _pages(fetch, _OUTCOME, job_id)):
        yield block


def _cells(line: str) -> list[str]:
    return next(csv.reader(io.StringIO(line, newline="")), [])


async def _pages(fetch: Fetch, statement: str, job_id: ImportJobKey) -> AsyncIterator[list[str]]:
    after = 0
    while rows := await fetch(statement, job_id, after, ROWS_AT_ONCE):
        for row in rows:
            yield ["" if cell is None else str(cell) for cell in row.values()]
        after = rows[-1]["row_number"]


async def _blocks(dialect: Dialect, header: list[str], rows: AsyncIterator[list[str]]) -> AsyncIterator[bytes]:
    """CSV, some rows at a time."""
    held = [header]
    beginning = dialect.beginning
    async for row in rows:
        held.append(row)
        if len(held) >= ROWS_AT_ONCE:
            yield beginning + dialect.lines(held)
            held.clear()
            beginning = b""
    yield beginning + dialect.lines(held)
