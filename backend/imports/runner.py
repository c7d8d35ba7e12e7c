"""What a worker does with a file: stage it, take its rows in by chunks, end.

Each step leaves the job where the next can go on, so that a worker that is killed is followed by one that knows where
it was. Whoever pauses or cancels a job finds it between two chunks.
"""

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any, assert_never

import asyncpg
import orjson
import structlog

from backend.database import Connection
from backend.documents.files import FileStore
from backend.identifiers import IMPORT_JOB_ID, FileKey, ImportJobKey
from backend.imports.chunks import LEAST_ROWS, PREPARE, Chunks, Late, reject_one, take_turn
from backend.imports.jobs import QUEUE
from backend.imports.staging import BadStructure, Stopped, stage
from backend.jobs.declare import job
from backend.jobs.worker import MOST_ATTEMPTS, Job, Later
from backend.models import ImportKind, ImportState
from backend.settings import Settings

SWEPT_ROWS = 50_000
FILES_AT_ONCE = 2  # a small one need not wait for a large one, nor webhooks for either
TAKE_OVER_SECONDS = 0.5
REST_SECONDS = 0.05  # between two tries of a chunk that somebody was in the way of

log = structlog.get_logger()

_TAKE = "select pg_try_advisory_lock(hashtextextended($1, 0))"
_JOB = "select * from import_job where id = $1"
_BEGIN = """
update import_job set state = 'VALIDATING', started_at = coalesce(started_at, clock_timestamp())
where id = $1 and state in ('RECEIVED', 'VALIDATING') returning *
"""
_STAGED = """
update import_job set rows = $2, last_row = $3, header = $4, dialect = $6, notes = $7,
    state = case when $5 then 'VALIDATING' else 'RUNNING' end
where id = $1 and state = 'VALIDATING' returning true
"""
_READ_SO_FAR = "update import_job set rows = $2 where id = $1 and state = 'VALIDATING' returning actor"
# The rows were gone through, and none was wrong: now they are taken in.
_CHECKED = """
update import_job set state = 'RUNNING', settled = 0, done = 0, registered = 0, updated = 0,
    unchanged = 0, rejected = 0, worked_ms = 0, spoken_for = 0
where id = $1 and state = 'VALIDATING'
"""
# Whom nothing helps waits for people: what was taken in stays, and it can be gone on with.
_HALT = "update import_job set state = 'PAUSED' where id = $1 and state = 'RUNNING' returning *"
# Of a file that failed nothing was taken in, whatever was only looked at. What cannot be read has no rows.
_END = """
update import_job set state = $2, finished_at = clock_timestamp(), failure_code = $3, failure_message = $4,
    failure_row = $5, rows = case when header is null then 0 else rows end,
    done = case when $2 = 'FAILED' then rejected else done end,
    registered = case when $2 = 'FAILED' then 0 else registered end,
    updated = case when $2 = 'FAILED' then 0 else updated end,
    unchanged = case when $2 = 'FAILED' then 0 else unchanged end
where id = $1 and state in ('RECEIVED', 'VALIDATING', 'RUNNING') returning true
"""
_NEWS = "insert into event (topic, node_type, node_id, actor, payload) values ($1, 'ImportJob', $2, $3, '{}')"
# A job that gets on may be interrupted more often than one that does not.
_GETS_ON = "update jobs.job_record set attempts = 1 where id = $1 and attempts > 1"
_SILENCE = "delete from import_speaker where job_id = $1"
_SWEEP = """
delete from import_row where job_id = $1 and row_number <= (
    select max(row_number) from (select row_number from import_row where job_id = $1 order by row_number limit $2) r)
"""


class ImportRunner:
    """Handles the queue's jobs of this name; one per worker."""

    def __init__(
        self,
        connect: Callable[[], Awaitable[Connection]],
        files: FileStore,
        settings: Settings,
        patience_seconds: float = math.inf,
    ) -> None:
        self._connect = connect
        self._patience_seconds = patience_seconds  # how long it waits for another worker that is at the same job
        self._files = files
        self._settings = settings

    @job(QUEUE, at_once=FILES_AT_ONCE)
    async def handle(self, queued: Job) -> None:
        """Until the job is at an end, or somebody paused it. What fails again and again does not go on in silence.

        Raises Later while another worker is at it.
        """
        connection = await self._connect()
        try:
            run = await self.prepared(connection, queued)
            while await run.step():
                pass
        except Later:
            raise
        except Exception:
            if queued.attempt >= MOST_ATTEMPTS:
                connection.terminate()
                connection = await self._connect()
                await Run(connection, self._connect, self._files, self._settings, _id_of(queued), queued.id).give_up()
            raise
        finally:
            connection.terminate()

    async def prepared(self, connection: Connection, queued: Job) -> "Run":
        """The job as it can be gone on with on this connection."""
        job_id = _id_of(queued)
        # Of two workers that were told of it the second goes on when the first has ended. It looks again and again: a
        # statement that waits holds a snapshot, and vacuum with it.
        waited = 0.0
        while not await connection.fetchval(_TAKE, f"import {job_id}"):
            if waited >= self._patience_seconds:
                raise Later(self._patience_seconds)
            await asyncio.sleep(TAKE_OVER_SECONDS)
            waited += TAKE_OVER_SECONDS
        await connection.execute(PREPARE)
        return Run(connection, self._connect, self._files, self._settings, job_id, queued.id)


def _id_of(queued: Job) -> ImportJobKey:
    return IMPORT_JOB_ID.parse_key(str(queued.document()["id"]))


class Run:
    """One worker's way through one job."""

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

    async def step(self) -> bool:
        """The next thing to do; whether there is more."""
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
                await self._sweep(job["file_key"])
                return False
            case _:
                assert_never(state)

    async def _begin(self) -> bool:
        async with self._connection.transaction():
            job = await self._connection.fetchrow(_BEGIN, self._id)
            if job is not None:
                await self._tell("validating", job)
        return True

    async def _stage(self) -> bool:
        beside = await self._connect()  # what is told of a file that is being read is seen before it is read

        async def tell(rows: int) -> bool:
            async with beside.transaction():
                actor = await beside.fetchval(_READ_SO_FAR, self._id, rows)
                if actor is not None:
                    await beside.execute(_NEWS, "import.read", self._id, actor)
            return actor is not None

        try:
            async with self._connection.transaction():
                job = await self._connection.fetchrow(_JOB, self._id)
                assert job is not None
                staged = await stage(
                    self._connection, self._files, self._settings, self._id, ImportKind(job["kind"]), job["file_key"],
                    job["mapping"] and orjson.loads(job["mapping"]), job["encoding"], tell,
                )  # fmt: skip
                checks_first = job["on_error"] == "REJECT_FILE" and not job["dry_run"]
                looks_only = checks_first or job["dry_run"]
                await self._connection.fetchval(
                    _STAGED, self._id, staged.rows, staged.last_row, staged.header, looks_only,
                    orjson.dumps(staged.dialect).decode(), orjson.dumps(staged.notes).decode(),
                )  # fmt: skip
                await self._tell("staged", job)
        except BadStructure as wrong:
            await self._end("FAILED", wrong.code, wrong.message, wrong.row)
        except Stopped:
            log.info("file given up", job=str(self._id))
        finally:
            beside.terminate()
        return True

    async def _chunk(self) -> bool:
        """One chunk. What stands in its way now may be gone at the next try; what never goes is one row's fault."""
        try:
            async with self._connection.transaction():
                await take_turn(self._connection)
                job = await self._connection.fetchrow(_JOB + " for update", self._id)
                assert job is not None
                if job["state"] not in {"VALIDATING", "RUNNING"}:
                    return True
                if self._chunks is None or self._chunks.state != job["state"]:
                    self._chunks = Chunks(self._connection, self._settings, dict(job))
                done = await self._chunks.next(job["settled"], job["last_row"], job["spoken_for"])
                await self._connection.execute(_GETS_ON, self._queued_id)
                if not done:
                    await self._come_to_the_end(job)
            if done and job["state"] == "RUNNING":
                await asyncio.sleep(self._chunks.rest_seconds)
        except (Late, asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError) as error:
            log.info("chunk put off", job=str(self._id), reason=type(error).__name__)
            assert self._chunks is not None
            # Who came late may be of the chunk itself, where a row makes a customer like one whom another row creates:
            # in the end each has a chunk of its own.
            self._chunks.give_way(least=1 if isinstance(error, Late) else LEAST_ROWS)
            await asyncio.sleep(REST_SECONDS)
        except asyncpg.IntegrityConstraintViolationError as error:
            await self._narrow(error)
        return True

    async def _narrow(self, error: asyncpg.PostgresError) -> None:
        """Find the row that the database does not take, by smaller and smaller chunks, and give it up."""
        assert self._chunks is not None
        log.warning("chunk refused", job=str(self._id), constraint=error.constraint_name)
        if self._chunks.narrow():
            return
        async with self._connection.transaction():
            job = await self._connection.fetchrow(_JOB + " for update", self._id)
            assert job is not None
            if job["state"] == "RUNNING":
                await reject_one(self._connection, dict(job), job["settled"], error)

    async def give_up(self) -> None:
        """The job fails where nothing of it was taken in; else it is paused."""
        async with self._connection.transaction():
            halted = await self._connection.fetchrow(_HALT, self._id)
            if halted is not None:
                await self._tell("paused", halted)
                return
        await self._end("FAILED", "INTERNAL", "the file could not be worked on; nothing of it was taken in")
        job = await self._connection.fetchrow(_JOB, self._id)
        if job is not None and job["state"] == "FAILED":
            await self._sweep(job["file_key"])

    async def _come_to_the_end(self, job: Any) -> None:
        if job["state"] == "RUNNING" or job["dry_run"]:
            await self._end("COMPLETED")
        elif job["rejected"]:
            message = f"{job['rejected']} of {job['rows']} rows are wrong, and the file was to be taken in whole or not"
            await self._end("FAILED", "ROWS_REJECTED", message)
        else:
            await self._connection.execute(_CHECKED, self._id)
            await self._connection.execute(_SILENCE, self._id)
            await self._tell("checked", job)

    async def _end(
        self, state: str, code: str | None = None, message: str | None = None, row: int | None = None
    ) -> None:
        async with self._connection.transaction():
            if await self._connection.fetchval(_END, self._id, state, code, message, row):
                job = await self._connection.fetchrow(_JOB, self._id)
                await self._tell(state.lower(), job)

    async def _tell(self, what: str, job: Any) -> None:
        await self._connection.execute(_NEWS, f"import.{what}", self._id, job["actor"])

    async def _sweep(self, file_key: FileKey) -> None:
        """Take the staged rows away, some at a time, and the file: what was wrong in it is kept, row by row."""
        while await self._connection.execute(_SWEEP, self._id, SWEPT_ROWS) != "DELETE 0":
            pass
        await self._connection.execute(_SILENCE, self._id)
        await self._files.delete(file_key)
