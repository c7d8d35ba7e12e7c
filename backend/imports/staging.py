"""From the file store into staged rows: a child process reads the file, PostgreSQL takes its rows in by COPY.

The file's bytes pass through this process in small pieces; what they mean is worked out in the child, so that neither
memory nor the event loop of the API feels the size of a file.
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from backend.database import Connection
from backend.documents.files import FileStore
from backend.enums import total
from backend.errors import CrmError
from backend.identifiers import FileKey, ImportJobKey
from backend.imports.duplicate_rows import check_duplicate_rows
from backend.models import ImportKind
from backend.settings import Settings

PIECE_BYTES = 256 * 1024
TOLD_SECONDS = 1.0
REFUSED = 3  # the child's exit status when the file as a whole is wrong
_ERRORS = ("error_code", "error_column", "error_message", "error_value", "faults", "cells")
COLUMNS: Mapping[ImportKind, tuple[str, ...]] = total(ImportKind, {
    ImportKind.SUBSCRIBERS: (
        "row_number", "name", "phone", "email", "kind", "document_kind", "document_number", "document_country",
        "birth_date", "iccid", "msisdn", "tariff", "options", "start_date", "language", "external_id",
        "customer_external_id", "opening_balance", *_ERRORS,
    ),
    ImportKind.SIMS: ("row_number", "iccid", "imsi", "kind", "status", *_ERRORS),
    ImportKind.NUMBERS: ("row_number", "msisdn", "last_msisdn", *_ERRORS),
    ImportKind.TARIFFS: (
        "row_number", "tariff", "name", "monthly_fee", "currency", "active", "options", *_ERRORS,
    ),
})  # fmt: skip


class Stopped(Exception):
    """Somebody ended the job while its file was read."""


class BadStructure(CrmError):
    """The file as a whole cannot be used; nothing of it was taken in."""

    def __init__(self, code: str, message: str, row: int | None) -> None:
        super().__init__(message)
        self.code, self.message, self.row = code, message, row


@dataclass(frozen=True)
class Staged:
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
    tell: Callable[[int], Awaitable[bool]],
) -> Staged:
    """Put a file's rows into `import_row`, in the caller's transaction.

    `tell` is told about once a second how many rows were read, and says whether to go on. Raises BadStructure, Stopped
    and OutsideUnavailable.
    """
    await connection.execute("delete from import_row where job_id = $1", job_id)
    await connection.execute("select set_config('crm.import', $1, true)", str(job_id))
    body = await files.chunks(file_key)
    if body is None:
        raise BadStructure("FILE_GONE", "the file is no longer in the store", None)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "backend.imports.reading", _options(settings, kind, mapping, encoding),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[2], limit=PIECE_BYTES,
    )  # fmt: skip
    feeding = asyncio.create_task(_feed(child, body))
    feeding.add_done_callback(partial(_stop_unfed, child))
    said = asyncio.create_task(_rest(child.stderr))
    try:
        await connection.copy_to_table("import_row", source=_output(child, tell), columns=COLUMNS[kind], format="text")
        status = await child.wait()
        last = (await said).strip().rpartition(b"\n")[2]
        if feeding.done():
            feeding.result()
        _raise_for(status, last)
        await feeding
    finally:
        feeding.cancel()
        if child.returncode is None:
            child.kill()
            await child.wait()
        await asyncio.gather(feeding, said, return_exceptions=True)
    found = orjson.loads(last)
    await connection.execute("analyze import_row")
    await check_duplicate_rows(connection, job_id, kind.value)
    last_row = await connection.fetchval("select max(row_number) from import_row where job_id = $1", job_id)
    return Staged(found["rows"], last_row or 0, found["header"], found["dialect"], found["notes"])


def _raise_for(status: int, last: bytes) -> None:
    if status == REFUSED:
        wrong = orjson.loads(last)
        raise BadStructure(wrong["code"], wrong["message"], wrong.get("row"))
    if status:
        raise RuntimeError(f"the reader ended with {status}: {last.decode(errors='replace')[:500]}")


def _options(
    settings: Settings, kind: ImportKind, mapping: Sequence[tuple[str, str | None]] | None, encoding: str | None
) -> str:
    said: dict[str, Any] = {
        "kind": kind.value,
        "mapping": mapping,
        "encoding": encoding,
        "default_region": settings.default_region,
        "numbering_plan": list(settings.numbering_plan),
        "iccid_luhn": settings.iccid_luhn,
        "iccid_luhn_exempt_issuers": list(settings.iccid_luhn_exempt_issuers),
        "most_bytes": settings.max_import_bytes,
        "today": datetime.now(ZoneInfo(settings.time_zone)).date().isoformat(),
    }
    return orjson.dumps(said).decode()


async def _feed(child: asyncio.subprocess.Process, body: AsyncIterator[bytes]) -> None:
    assert child.stdin is not None
    with suppress(BrokenPipeError, ConnectionResetError):  # the reader has seen enough, and says why
        async for piece in body:
            child.stdin.write(piece)
            await child.stdin.drain()
    child.stdin.close()


def _stop_unfed(child: asyncio.subprocess.Process, feeding: "asyncio.Task[None]") -> None:
    """Without the rest of its file the reader would wait for ever, and PostgreSQL for the reader."""
    if not feeding.cancelled() and feeding.exception() is not None:
        with suppress(ProcessLookupError):
            child.kill()


async def _output(child: asyncio.subprocess.Process, tell: Callable[[int], Awaitable[bool]]) -> AsyncIterator[bytes]:
    assert child.stdout is not None
    rows, told_at = 0, time.monotonic()
    while piece := await child.stdout.read(PIECE_BYTES):
        rows += piece.count(b"\n")  # in COPY's format a line is a row, whatever its cells hold
        if time.monotonic() - told_at >= TOLD_SECONDS:
            if not await tell(rows):
                raise Stopped
            told_at = time.monotonic()
        yield piece


async def _rest(stream: asyncio.StreamReader | None) -> bytes:
    assert stream is not None
    return await stream.read()
