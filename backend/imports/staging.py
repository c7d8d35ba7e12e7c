"""Staging of a file: a child process reads it from the file store and checks its rows, which are stored by COPY.

The bytes pass through this process in pieces of PIECE_BYTES and are parsed in the child process, so that the size of a
file affects neither the memory nor the event loop of the API.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from backend.database import Connection
from backend.days import today
from backend.documents.files import FileStore
from backend.enums import total
from backend.errors import CrmError
from backend.identifiers import FileKey, ImportJobKey
from backend.imports.duplicate_rows import check_duplicate_rows
from backend.models import ImportKind
from backend.settings import Settings

PIECE_BYTES = 256 * 1024
PROGRESS_SECONDS = 1.0  # between two reports of progress
REFUSED_STATUS = 3  # the exit status of the child process when the file as a whole is wrong
_ERRORS = ("error_code", "error_column", "error_message", "error_value", "faults", "cells")
COLUMNS: Mapping[ImportKind, tuple[str, ...]] = total(ImportKind, {
    ImportKind.SUBSCRIBERS: (
        "row_number", "name", "phone", "email", "kind", "document_kind", "document_number", "document_country",
        "birth_date", "iccid", "msisdn", "tariff", "options", "start_date", "language", "external_id",
        "customer_external_id", "opening_balance", *_ERRORS,
    ),
    ImportKind.SIMS: ("row_number", "iccid", "imsi", "kind", "status", "location", *_ERRORS),
    ImportKind.NUMBERS: ("row_number", "msisdn", "last_msisdn", *_ERRORS),
    ImportKind.TARIFFS: (
        "row_number", "tariff", "name", "monthly_fee", "currency", "active", "options", *_ERRORS,
    ),
})  # fmt: skip


class Stopped(Exception):
    """The job was paused, cancelled or ended while its file was read."""


class BadStructure(CrmError):
    """The file as a whole cannot be read; no row was staged. `row` is the row number in the spreadsheet, if known."""

    def __init__(self, code: str, message: str, row: int | None) -> None:
        super().__init__(message)
        self.code, self.message, self.row = code, message, row


@dataclass(frozen=True)
class Staged:
    """The result of staging: number of rows, last row number, header as a line of CSV, dialect and notes as JSON."""

    rows: int
    last_row: int
    header: str
    dialect: Mapping[str, Any]
    notes: Sequence[Mapping[str, Any]]


async def stage(
    connection: Connection,
    files: FileStore,
    settings: Settings,
    job_id: ImportJobKey,
    kind: ImportKind,
    file_key: FileKey,
    mapping: Sequence[tuple[str, str | None]] | None,
    encoding: str | None,
    report_progress: Callable[[int], Awaitable[bool]],
) -> Staged:
    """Store the rows of a file in `import_row`, in the caller's transaction.

    `report_progress` is called about once per second with the number of rows read; if it returns False, staging stops.
    Raises BadStructure, Stopped and OutsideUnavailable.
    """
    await connection.execute("delete from import_row where job_id = $1", job_id)
    await connection.execute("select set_config('crm.import', $1, true)", str(job_id))
    body = await files.chunks(file_key)
    if body is None:
        raise BadStructure("FILE_GONE", "the file is no longer in the file store", None)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "backend.imports.reading", _options(settings, kind, mapping, encoding),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2], limit=PIECE_BYTES,
    )  # fmt: skip
    feeding = asyncio.create_task(_feed(child, body))
    feeding.add_done_callback(partial(_kill_without_input, child))
    errors = asyncio.create_task(_read_all(child.stderr))
    try:
        await connection.copy_to_table(
            "import_row", source=_output(child, report_progress), columns=COLUMNS[kind], format="text"
        )
        status = await child.wait()
        last = (await errors).strip().rpartition(b"\n")[2]
        if feeding.done():
            feeding.result()
        _raise_for(status, last)
        await feeding
    finally:
        feeding.cancel()
        if child.returncode is None:
            child.kill()
            await child.wait()
        await asyncio.gather(feeding, errors, return_exceptions=True)
    found = orjson.loads(last)
    # The role of the application does not own the table, and so may not analyze it directly.
    await connection.execute("select crm_analyze_import_rows()")
    await check_duplicate_rows(connection, job_id, kind.value)
    last_row = await connection.fetchval("select max(row_number) from import_row where job_id = $1", job_id)
    return Staged(found["rows"], last_row or 0, found["header"], found["dialect"], found["notes"])


def _raise_for(status: int, last: bytes) -> None:
    if status == REFUSED_STATUS:
        wrong = orjson.loads(last)
        raise BadStructure(wrong["code"], wrong["message"], wrong.get("row"))
    if status:
        raise RuntimeError(f"the file reader exited with status {status}: {last.decode(errors='replace')[:500]}")


def _options(
    settings: Settings, kind: ImportKind, mapping: Sequence[tuple[str, str | None]] | None, encoding: str | None
) -> str:
    options: dict[str, Any] = {
        "kind": kind.value,
        "mapping": mapping,
        "encoding": encoding,
        "default_region": settings.default_region,
        "numbering_plan": list(settings.numbering_plan),
        "iccid_luhn": settings.iccid_luhn,
        "iccid_luhn_exempt_issuers": list(settings.iccid_luhn_exempt_issuers),
        "max_bytes": settings.max_import_bytes,
        "today": today(settings).isoformat(),
    }
    return orjson.dumps(options).decode()


async def _feed(child: asyncio.subprocess.Process, body: AsyncIterator[bytes]) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError, ConnectionResetError):  # the reader has stopped early; its exit status says why
        async for piece in body:
            child.stdin.write(piece)
            await child.stdin.drain()
    child.stdin.close()


def _kill_without_input(child: asyncio.subprocess.Process, feeding: "asyncio.Task[None]") -> None:
    """Kill the reader when reading the file store fails: it would wait for input, and COPY for the reader."""
    if not feeding.cancelled() and feeding.exception() is not None:
        with suppress(ProcessLookupError):
            child.kill()


async def _output(
    child: asyncio.subprocess.Process, report_progress: Callable[[int], Awaitable[bool]]
) -> AsyncIterator[bytes]:
    assert child.stdout is not None
    rows, reported_at = 0, time.monotonic()
    while piece := await child.stdout.read(PIECE_BYTES):
        rows += piece.count(b"\n")  # in COPY's text format each line is a row; line ends in cells are escaped
        if time.monotonic() - reported_at >= PROGRESS_SECONDS:
            if not await report_progress(rows):
                raise Stopped
            reported_at = time.monotonic()
        yield piece


async def _read_all(stream: asyncio.StreamReader | None) -> bytes:
    assert stream is not None
    return await stream.read()
