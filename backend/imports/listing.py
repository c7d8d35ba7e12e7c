"""The outcome of a file's rows as CSV, read and written in blocks of ROWS_AT_ONCE rows.

The CSV has the encoding, separator and line ends of the uploaded file, so that a corrected one can be uploaded again. A
cell that a spreadsheet would evaluate as a formula gets an apostrophe, which the reader of files removes.
"""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from backend.identifiers import ImportJobKey
from backend.imports.formulas import escape_formula

ROWS_AT_ONCE = 1_000
Fetch = Callable[..., Awaitable[list[Any]]]

_ABOUT = "select coalesce(header, '') as header, dialect from import_job where id = $1"
# The columns before those of the file; they are ignored when the CSV is uploaded again.
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
    (select row_number, outcome, contract_id, would,
        alerts -> 0 ->> 'code' as code, alerts -> 0 ->> 'column' as column_name,
        (select string_agg(a ->> 'message', '; ') from jsonb_array_elements(alerts) a) as message
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


@dataclass(frozen=True)
class Dialect:
    """The form of a CSV file. `encoding` is Python's name of it; `mark`: whether to begin with a byte order mark."""

    encoding: str = "utf-8"
    mark: bool = True  # so that spreadsheets read it as UTF-8
    delimiter: str = ","
    end: str = "\r\n"

    @classmethod
    def of(cls, stored: Any) -> "Dialect":
        """The dialect that the reader stored with the job; the default when there is none."""
        found = orjson.loads(stored) if isinstance(stored, str) else stored
        if not found:
            return cls()
        encoding = str(found["encoding"])
        return cls(encoding, encoding.startswith("utf"), found["delimiter"], found["end"])

    def lines(self, rows: Sequence[Sequence[str]]) -> bytes:
        """Rows as CSV. Characters that the encoding lacks, which only messages can contain, become question marks."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.end)
        writer.writerows([escape_formula(cell) for cell in row] for row in rows)
        return text.getvalue().encode(self.encoding, "replace")

    @property
    def beginning(self) -> bytes:
        return "\ufeff".encode(self.encoding) if self.mark else b""


@dataclass(frozen=True)
class FileForm:
    """The header (one line of CSV) and the dialect of a job's file."""

    header: str
    dialect: Dialect


async def file_form(fetch: Fetch, job_id: ImportJobKey) -> FileForm | None:
    """The header and dialect of a job's file; None when the job does not exist."""
    rows = await fetch(_ABOUT, job_id)
    return FileForm(rows[0]["header"], Dialect.of(rows[0]["dialect"])) if rows else None


async def rejected_rows(fetch: Fetch, job_id: ImportJobKey, file: FileForm) -> AsyncIterator[bytes]:
    """The rejected rows: row number, column, code and message, followed by their own cells."""

    async def rows() -> AsyncIterator[list[str]]:
        async for row in _pages(fetch, _REJECTED, job_id):
            yield [*row[:-1], *_cells(row[-1])]

    async for block in _blocks(file.dialect, [*_REJECTED_HEADER, *_cells(file.header)], rows()):
        yield block


async def outcome(fetch: Fetch, job_id: ImportJobKey, file: FileForm) -> AsyncIterator[bytes]:
    """Every row of the file in its order, with its outcome; after a dry run, with what it would become."""
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
    """CSV in blocks of ROWS_AT_ONCE rows."""
    held = [header]
    beginning = dialect.beginning
    async for row in rows:
        held.append(row)
        if len(held) >= ROWS_AT_ONCE:
            yield beginning + dialect.lines(held)
            held.clear()
            beginning = b""
    yield beginning + dialect.lines(held)
