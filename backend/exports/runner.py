"""The worker's part of an export: read the list from one snapshot, write it to a file, complete the job.

A file is kept only when it is whole. A worker that is killed leaves the job RUNNING; the next one starts over with a
new snapshot. An export that is paused or cancelled stops within a second.
"""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import asyncpg
import orjson
import structlog

from backend.database import Connection
from backend.documents.files import FileStore
from backend.errors import ErrorCode, InsufficientStorage, Refusal
from backend.exports.cells import FORMS, SHEET, Form, cell
from backend.exports.personal import Archive
from backend.exports.reads import MAX_SHEET_ROWS, ExportReads, too_large
from backend.exports.rows import Copy, Sheet
from backend.identifiers import CUSTOMER_ID, EXPORT_JOB_ID, ExportJobKey, FileKey, uuid7
from backend.jobs.declare import job
from backend.jobs.worker import MAX_ATTEMPTS, Job, Postponed
from backend.models import ExportDialect, ExportFormat, ExportKind
from backend.models.exports import TO_RUN
from backend.models.states import text_list
from backend.planner.exports import ListColumn, ListRows, Statement
from backend.planner.planner import Planner
from backend.records.events import insert_events
from backend.services.exports import QUEUE, requester
from backend.settings import Settings
from backend.shortage import is_shortage
from backend.space import Space

EXPORTS_AT_ONCE = 2  # of all persons
LOCK_POLL_SECONDS = 0.5
PROGRESS_SECONDS = 1.0
# Characters that JSON never contains unescaped, so that COPY writes each object as it is.
_UNUSED = {"delimiter": "\x02", "quote": "\x01"}

log = structlog.get_logger()

_LOCK_JOB = "select pg_try_advisory_lock(hashtextextended($1, 0))"
_RUNS = text_list(TO_RUN)
_BEGIN = f"""
update export_job set status = 'RUNNING', started_at = coalesce(started_at, clock_timestamp()), rows = 0, total = null,
    worked_ms = 0
where id = $1 and status in ({_RUNS}) returning *
"""
_PROGRESS = """
update export_job set rows = $2, worked_ms = $3, total = $4 where id = $1 and status = 'RUNNING' returning true
"""
_COMPLETE = """
update export_job set status = 'COMPLETED', rows = $2, total = $2, worked_ms = $3, size_bytes = $4, file_key = $5,
    finished_at = clock_timestamp(), expires_at = clock_timestamp() + $6::interval, arguments = '{}'
where id = $1 and status = 'RUNNING' returning true
"""
_FAIL = f"""
update export_job set status = 'FAILED', failure_code = $2, failure_message = $3, finished_at = clock_timestamp(),
    arguments = '{{}}'
where id = $1 and status in ({_RUNS}) returning true
"""
# The customer, or the survivor of one that was merged, and all who were merged; none once the data was erased.
_SAME_PERSON = """
select c.id from customer c
where (c.id = (select coalesce(merged_into_id, id) from customer where id = $1)
    or c.merged_into_id = (select coalesce(merged_into_id, id) from customer where id = $1)) and c.erased_at is null
"""
_EVENT = insert_events("", topic="$1", graph_type="ExportJob", node="$2", actor="$3")


class Stopped(Exception):
    """The export was paused or cancelled while it ran."""


class Failed(Exception):
    """The export cannot be done; a repetition would not help."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class ExportRunner:
    """Handles the queue's exports; one instance per worker. `planner` is called when an export runs."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[Connection]],
        files: FileStore,
        settings: Settings,
        planner: Callable[[], Planner],
        lock_wait_seconds: float = math.inf,
    ) -> None:
        self._connect = connect
        self._files = files
        self._settings = settings
        self._planner = planner
        self._lock_wait_seconds = lock_wait_seconds  # how long to wait for another worker that runs the same export

    @job(QUEUE, max_concurrent=EXPORTS_AT_ONCE)
    async def handle(self, queued: Job) -> None:
        """Write the file of an export, unless it has ended or is paused. After MAX_ATTEMPTS failures it fails.

        Raises Postponed while another worker runs it.
        """
        key = EXPORT_JOB_ID.parse_key(str(queued.document()["id"]))
        async with self._connection() as reading, self._connection() as writing:
            await self._lock(writing, key)
            run = Run(key, reading, writing, self._files, self._settings, ExportReads(self._planner()))
            try:
                await run.run()
            except Exception as error:
                if queued.attempt < MAX_ATTEMPTS or is_shortage(error):
                    raise
                log.exception("export given up", job=str(key))
                await run.fail("INTERNAL", "the file could not be written")

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        opened = await self._connect()
        try:
            yield opened
        finally:
            opened.terminate()

    async def _lock(self, connection: Connection, key: ExportJobKey) -> None:
        waited = 0.0
        while not await connection.fetchval(_LOCK_JOB, f"export {key}"):
            if waited >= self._lock_wait_seconds:
                raise Postponed(self._lock_wait_seconds)
            await asyncio.sleep(LOCK_POLL_SECONDS)
            waited += LOCK_POLL_SECONDS


class Run:
    """The work of one worker on one export. Rows are read on one connection, progress is written on the other."""

    def __init__(
        self,
        key: ExportJobKey,
        reading: Connection,
        writing: Connection,
        files: FileStore,
        settings: Settings,
        reads: ExportReads,
    ) -> None:
        self._id = key
        self._reading = reading
        self._writing = writing
        self._files = files
        self._settings = settings
        self._reads = reads
        self._space = Space.of(settings)
        self._actor = ""
        self._began = time.monotonic()
        self._total: int | None = None
        self._copy: Copy | None = None
        self._sheet: Sheet | None = None
        self._archive: Archive | None = None

    async def run(self) -> None:
        """Write the file and complete the export, or let it fail."""
        found = await self._writing.fetchrow(_BEGIN, self._id)
        if found is None:
            return
        self._actor = found["actor"]
        await self._add_event("started")
        key = FileKey(uuid7())
        try:
            size = await self._watched(self._write(found, key))
        except Stopped:
            log.info("export stopped", job=str(self._id))
        except Failed as error:
            await self.fail(error.code, error.message)
        except Refusal as refusal:
            await self.fail(refusal.code.value, refusal.message)
        except InsufficientStorage as error:
            await self.fail(error.code, error.message)
        except asyncpg.QueryCanceledError:
            await self.fail("STATEMENT_TIMEOUT", f"the rows were not read in {self._settings.export_seconds:g} seconds")
        else:
            await self._complete(key, size)

    async def fail(self, code: str, message: str) -> None:
        async with self._writing.transaction():
            if await self._writing.fetchval(_FAIL, self._id, code, message):
                await self._add_event("failed")

    async def _watched(self, work: Coroutine[Any, Any, int]) -> int:
        """The result of the work, during which progress is written. Raises Stopped, InsufficientStorage."""
        task = asyncio.create_task(work)
        try:
            while True:
                done, _ = await asyncio.wait({task}, timeout=PROGRESS_SECONDS)
                if done:
                    return task.result()
                self._space.check_file()
                await self._report()
        finally:
            task.cancel()
            for part in (self._copy, self._sheet):
                if part is not None:
                    await part.stop()
            await asyncio.gather(task, return_exceptions=True)

    async def _report(self) -> None:
        async with self._writing.transaction():
            worked_ms = int((time.monotonic() - self._began) * 1000)
            if not await self._writing.fetchval(_PROGRESS, self._id, self._rows, worked_ms, self._total):
                raise Stopped
            await self._add_event("progressed")

    @property
    def _rows(self) -> int:
        if self._archive is not None:
            return self._archive.rows
        return self._copy.counter.rows if self._copy else 0

    async def _write(self, found: Any, key: FileKey) -> int:
        """Write the file under this key. Returns its size."""
        viewer = await requester(self._writing.fetch, found, self._settings)
        if viewer is None:
            raise Failed("FORBIDDEN", "the requester may not export this list any more")
        kind, form = ExportKind(found["kind"]), ExportFormat(found["format"])
        if kind is ExportKind.CUSTOMER_DATA:
            return await self._write_archive(orjson.loads(found["arguments"])["customer"], key)
        paths, arguments = found["columns"].split(), orjson.loads(found["arguments"])
        columns = self._reads.columns(viewer.role, kind, paths)
        rows = self._reads.rows(viewer.role, kind, paths, arguments)
        await self._begin_snapshot()
        counted = rows.count()
        self._total = await self._reading.fetchval(counted.sql, *counted.arguments(rows.variables, viewer))
        if form is ExportFormat.XLSX and self._total > MAX_SHEET_ROWS:
            raise too_large(self._total)
        self._began = time.monotonic()
        dialect = FORMS[ExportDialect(found["dialect"])]
        statement, beginning, options = self._statement(rows, columns, form, dialect)
        self._copy = Copy(self._reading, statement.sql, statement.arguments(rows.variables, viewer), options)
        pieces = self._copy.pieces(beginning)
        if form is ExportFormat.XLSX:
            self._sheet = Sheet([column.scalar for column in columns])
            pieces = self._sheet.pieces(pieces)
        return await self._store(key, pieces)

    async def _write_archive(self, customer: str, key: FileKey) -> int:
        """Write what is stored about a customer."""
        customer_id = CUSTOMER_ID.parse_key(customer)
        await self._begin_snapshot()
        same = [row["id"] for row in await self._reading.fetch(_SAME_PERSON, customer_id)]
        if not same:
            raise Failed(ErrorCode.CUSTOMER_ERASED.value, "the customer's personal data was erased")
        archive = self._archive = Archive(self._reading, self._files, same)
        self._total = await archive.total()
        self._began = time.monotonic()
        return await self._store(key, archive.pieces())

    async def _begin_snapshot(self) -> None:
        await self._reading.execute("select set_config('statement_timeout', $1, false)", self._timeout)
        # The connection is closed at the end, and the transaction with it, whatever runs then.
        await self._reading.execute("begin isolation level repeatable read read only")

    async def _store(self, key: FileKey, pieces: AsyncIterator[bytes]) -> int:
        try:
            return await self._files.write(key, pieces, self._settings.max_export_bytes)
        except Refusal as refusal:
            raise Failed(ErrorCode.EXPORT_TOO_LARGE.value, refusal.message) from refusal

    @property
    def _timeout(self) -> str:
        return str(int(self._settings.export_seconds * 1000))

    def _statement(
        self, rows: ListRows, columns: list[ListColumn], form: ExportFormat, dialect: Form
    ) -> tuple[Statement, bytes, dict[str, str]]:
        """The statement, what the file begins with, and the options of COPY."""
        if form is ExportFormat.JSONL:
            return rows.select([rows.json()]), b"", _UNUSED
        if form is ExportFormat.XLSX:
            dialect = SHEET
        values, source = rows.values()
        cells = [
            cell(value, column.scalar, dialect, self._settings.time_zone)
            for value, column in zip(values, columns, strict=True)
        ]
        header = dialect.delimiter.join(".".join(column.path) for column in columns) + "\n"
        return rows.select(cells, source), dialect.beginning + header.encode(), {"delimiter": dialect.delimiter}

    async def _complete(self, key: FileKey, size: int) -> None:
        worked_ms = int((time.monotonic() - self._began) * 1000)
        kept = timedelta(hours=self._settings.export_file_hours)
        async with self._writing.transaction():
            done = await self._writing.fetchval(_COMPLETE, self._id, self._rows, worked_ms, size, key, kept)
            if done:
                await self._add_event("completed")
        if not done:  # it was paused or cancelled at last
            await self._files.delete(key)

    async def _add_event(self, what: str) -> None:
        await self._writing.execute(_EVENT, f"export.{what}", self._id, self._actor)
