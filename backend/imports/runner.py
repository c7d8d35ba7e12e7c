"""The worker's part of an import: stage the file, process its rows in chunks, complete the job.

Each step commits its progress, so that another worker can continue after a worker is killed. A job is paused or
cancelled between two chunks.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, assert_never

import asyncpg
import orjson
import structlog

from backend.database import Connection
from backend.documents.files import FileStore
from backend.identifiers import IMPORT_JOB_ID, FileKey, ImportJobKey
from backend.imports.ahead import Lanes
from backend.imports.chunks import MIN_ROWS, Chunks, ConcurrentRegistration, lock_chunks, reject_one, reset_attempts
from backend.imports.match import CREATE_CHUNK_TABLE
from backend.imports.staging import BadStructure, Stopped, stage
from backend.jobs.declare import job
from backend.jobs.worker import MAX_ATTEMPTS, Job, Postponed
from backend.models import ImportKind, ImportState
from backend.models.imports import NO_ROWS_YET, WORKING
from backend.models.states import text_list
from backend.records.events import insert_events
from backend.services.import_files import QUEUE
from backend.settings import Settings
from backend.shortage import is_shortage

DELETED_ROWS = 50_000  # staged rows deleted per statement
FILES_AT_ONCE = 2  # so that a small file does not wait for a large one, and two files leave workers for other jobs
LOCK_POLL_SECONDS = 0.5  # between attempts to lock a job that another worker has locked
RETRY_SECONDS = 0.05  # before a chunk is repeated after a conflict with another transaction

log = structlog.get_logger()

_LOCK_JOB = "select pg_try_advisory_lock(hashtextextended($1, 0))"
_JOB = "select * from import_job where id = $1"
_BEGIN = f"""
update import_job set state = 'VALIDATING', started_at = coalesce(started_at, clock_timestamp())
where id = $1 and state in ({text_list(NO_ROWS_YET)}) returning *
"""
_STAGED = """
update import_job set rows = $2, last_row = $3, header = $4, dialect = $6, notes = $7,
    state = case when $5 then 'VALIDATING' else 'RUNNING' end
where id = $1 and state = 'VALIDATING' returning true
"""
_READ_SO_FAR = "update import_job set rows = $2 where id = $1 and state = 'VALIDATING' returning actor"
# All rows were checked and none was rejected: the counts are reset, and the rows are registered.
_CHECKED = """
update import_job set state = 'RUNNING', settled = 0, done = 0, registered = 0, updated = 0,
    unchanged = 0, rejected = 0, alerted = 0, worked_ms = 0, spoken_for = 0
where id = $1 and state = 'VALIDATING'
"""
# A job that fails repeatedly is paused: registered rows are kept, and it can be resumed.
_PAUSE = "update import_job set state = 'PAUSED' where id = $1 and state = 'RUNNING' returning *"
# A failed file has registered no rows, so the counts of its check are reset. An unreadable file has no rows.
_END = f"""
update import_job set state = $2, finished_at = clock_timestamp(), failure_code = $3, failure_message = $4,
    failure_row = $5, rows = case when header is null then 0 else rows end,
    done = case when $2 = 'FAILED' then rejected else done end,
    registered = case when $2 = 'FAILED' then 0 else registered end,
    updated = case when $2 = 'FAILED' then 0 else updated end,
    unchanged = case when $2 = 'FAILED' then 0 else unchanged end,
    alerted = case when $2 = 'FAILED' then 0 else alerted end
where id = $1 and state in ({text_list(WORKING)}) returning true
"""
_EVENT = insert_events("", topic="$1", graph_type="ImportJob", node="$2", actor="$3")
_DELETE_PRIMARY_CUSTOMERS = "delete from import_speaker where job_id = $1"
_DELETE_STAGED_ROWS = """
delete from import_row where job_id = $1 and row_number <= (
    select max(row_number) from (select row_number from import_row where job_id = $1 order by row_number limit $2) r)
"""


class ImportRunner:
    """Handles the queue's import jobs; one instance per worker."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[Connection]],
        files: FileStore,
        settings: Settings,
        lock_wait_seconds: float = math.inf,
    ) -> None:
        self._connect = connect
        self._lock_wait_seconds = lock_wait_seconds  # how long to wait for another worker that has locked the same job
        self._files = files
        self._settings = settings

    @job(QUEUE, max_concurrent=FILES_AT_ONCE)
    async def handle(self, queued: Job) -> None:
        """Work on a job until it has ended or is paused. After MAX_ATTEMPTS failures it fails or is paused.

        Raises Postponed while another worker has locked the job.
        """
        connection = await self._connect()
        run = None
        try:
            run = await self.prepared(connection, queued)
            while await run.step():
                pass
        except Postponed:
            raise
        except Exception as error:
            if queued.attempt >= MAX_ATTEMPTS and not is_shortage(error):
                connection.terminate()
                connection = await self._connect()
                await Run(connection, self._connect, self._files, self._settings, _id_of(queued), queued.id).give_up()
            raise
        finally:
            if run is not None:
                await run.close()
            connection.terminate()

    async def prepared(self, connection: Connection, queued: Job) -> "Run":
        """Lock the job and prepare the connection. Raises Postponed after `lock_wait_seconds`."""
        job_id = _id_of(queued)
        # The lock is polled: a statement that waits for it would hold a snapshot, which delays vacuum.
        waited = 0.0
        while not await connection.fetchval(_LOCK_JOB, f"import {job_id}"):
            if waited >= self._lock_wait_seconds:
                raise Postponed(self._lock_wait_seconds)
            await asyncio.sleep(LOCK_POLL_SECONDS)
            waited += LOCK_POLL_SECONDS
        await connection.execute(CREATE_CHUNK_TABLE)
        return Run(connection, self._connect, self._files, self._settings, job_id, queued.id)


def _id_of(queued: Job) -> ImportJobKey:
    return IMPORT_JOB_ID.parse_key(str(queued.document()["id"]))


class Run:
    """The work of one worker on one job."""

    def __init__(
        self, connection: Connection, connect: Callable[[], Awaitable[Connection]], files: FileStore,
        settings: Settings, job_id: ImportJobKey, queued_id: int,
    ) -> None:  # fmt: skip
        self._connection = connection
        self._connect = connect
        self._files = files
        self._settings = settings
        self._id = job_id
        self._queued_id = queued_id
        self._chunks: Chunks | None = None
        self._lanes = Lanes(connection, connect, settings, queued_id)

    async def close(self) -> None:
        """End what runs, and close the connection that the run has opened itself."""
        await self._lanes.close()

    async def step(self) -> bool:
        """Do the next step of the job. Returns whether there are more steps."""
        if self._lanes.running is not None:
            return await self._commit_ahead()
        job = await self._connection.fetchrow(_JOB, self._id)
        if job is None:
            return False
        state = ImportState(job["state"])
        match state:
            case ImportState.RECEIVED:
                return await self._begin()
            case ImportState.VALIDATING if job["header"] is None:
                return await self._stage()
            case ImportState.VALIDATING | ImportState.RUNNING:
                return await self._chunk()
            case ImportState.PAUSED:
                return False
            case ImportState.COMPLETED | ImportState.FAILED | ImportState.CANCELLED:
                await self._delete_staged(job["file_key"])
                return False
            case _:
                assert_never(state)

    async def _begin(self) -> bool:
        async with self._connection.transaction():
            job = await self._connection.fetchrow(_BEGIN, self._id)
            if job is not None:
                await self._add_event("validating", job)
        return True

    async def _stage(self) -> bool:
        # Progress is committed on a second connection, while the rows are staged in one transaction on the first.
        progress = await self._connect()

        async def report_progress(rows: int) -> bool:
            async with progress.transaction():
                actor = await progress.fetchval(_READ_SO_FAR, self._id, rows)
                if actor is not None:
                    await progress.execute(_EVENT, "import.read", self._id, actor)
            return actor is not None

        try:
            async with self._connection.transaction():
                job = await self._connection.fetchrow(_JOB, self._id)
                assert job is not None
                staged = await stage(
                    self._connection, self._files, self._settings, self._id, ImportKind(job["kind"]), job["file_key"],
                    job["mapping"] and orjson.loads(job["mapping"]), job["encoding"], report_progress,
                )  # fmt: skip
                checks_first = job["on_error"] == "REJECT_FILE" and not job["dry_run"]
                stays_validating = checks_first or job["dry_run"]
                await self._connection.fetchval(
                    _STAGED, self._id, staged.rows, staged.last_row, staged.header, stays_validating,
                    orjson.dumps(staged.dialect).decode(), orjson.dumps(staged.notes).decode(),
                )  # fmt: skip
                await self._add_event("staged", job)
        except BadStructure as wrong:
            await self._end("FAILED", wrong.code, wrong.message, wrong.row)
        except Stopped:
            log.info("import stopped while its file was read", job=str(self._id))
        finally:
            progress.terminate()
        return True

    async def _chunk(self) -> bool:
        """Process one chunk. After a conflict it is repeated; a row that violates a constraint is isolated."""
        try:
            async with self._connection.transaction():
                await lock_chunks(self._connection)
                # A chunk ahead may insert rows that refer to the job, for which a full lock would make it wait.
                job = await self._connection.fetchrow(_JOB + " for no key update", self._id)
                assert job is not None
                if job["state"] not in {"VALIDATING", "RUNNING"}:
                    return True
                if self._chunks is None or self._chunks.state != job["state"]:
                    self._chunks = Chunks(self._connection, self._settings, dict(job))
                ahead = partial(self._lanes.begin, dict(job), self._chunks.rows)
                done = await self._chunks.next(job["settled"], job["last_row"], job["spoken_for"], ahead)
                await reset_attempts(self._connection, self._queued_id)
                if not done:
                    await self._complete(job)
            if done and job["state"] == "RUNNING":
                await asyncio.sleep(self._chunks.pause_seconds)
        except (ConcurrentRegistration, asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError) as error:
            log.info("import chunk repeated", job=str(self._id), reason=type(error).__name__)
            assert self._chunks is not None
            # The conflicting customer may come from the chunk itself, when two of its rows create similar customers;
            # the size falls until each has a chunk of its own.
            self._chunks.shrink(minimum=1 if isinstance(error, ConcurrentRegistration) else MIN_ROWS)
            await self._lanes.stop()
            await asyncio.sleep(RETRY_SECONDS)
        except asyncpg.IntegrityConstraintViolationError as error:
            await self._lanes.stop()
            await self._narrow(error)
        return True

    async def _commit_ahead(self) -> bool:
        """Commit the chunk that runs ahead."""
        assert self._chunks is not None
        if await self._lanes.commit(self._chunks):
            await asyncio.sleep(self._chunks.pause_seconds)
        return True

    async def _narrow(self, error: asyncpg.PostgresError) -> None:
        """Find the row that violates a constraint by ever smaller chunks, and reject it."""
        assert self._chunks is not None
        log.warning("import chunk violates a constraint", job=str(self._id), constraint=error.constraint_name)
        if self._chunks.narrow():
            return
        async with self._connection.transaction():
            job = await self._connection.fetchrow(_JOB + " for update", self._id)
            assert job is not None
            if job["state"] == "RUNNING":
                await reject_one(self._connection, dict(job), job["settled"], error)

    async def give_up(self) -> None:
        """Pause a job that is registering rows; let any other fail."""
        async with self._connection.transaction():
            paused = await self._connection.fetchrow(_PAUSE, self._id)
            if paused is not None:
                await self._add_event("paused", paused)
                return
        await self._end("FAILED", "INTERNAL", "the file could not be processed; no row was registered")
        job = await self._connection.fetchrow(_JOB, self._id)
        if job is not None and job["state"] == "FAILED":
            await self._delete_staged(job["file_key"])

    async def _complete(self, job: Any) -> None:
        if job["state"] == "RUNNING" or job["dry_run"]:
            await self._end("COMPLETED")
        elif job["rejected"]:
            message = f"{job['rejected']} of {job['rows']} rows are wrong, and onError is REJECT_FILE"
            await self._end("FAILED", "ROWS_REJECTED", message)
        else:
            await self._connection.execute(_CHECKED, self._id)
            await self._connection.execute(_DELETE_PRIMARY_CUSTOMERS, self._id)
            await self._add_event("checked", job)

    async def _end(
        self, state: str, code: str | None = None, message: str | None = None, row: int | None = None
    ) -> None:
        async with self._connection.transaction():
            if await self._connection.fetchval(_END, self._id, state, code, message, row):
                job = await self._connection.fetchrow(_JOB, self._id)
                await self._add_event(state.lower(), job)

    async def _add_event(self, what: str, job: Any) -> None:
        await self._connection.execute(_EVENT, f"import.{what}", self._id, job["actor"])

    async def _delete_staged(self, file_key: FileKey) -> None:
        """Delete the staged rows, DELETED_ROWS at a time, and the stored file. Rejected rows are kept."""
        while await self._connection.execute(_DELETE_STAGED_ROWS, self._id, DELETED_ROWS) != "DELETE 0":
            pass
        await self._connection.execute(_DELETE_PRIMARY_CUSTOMERS, self._id)
        await self._files.delete(file_key)
