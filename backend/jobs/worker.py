"""The side that runs jobs: attempts counted before the run, a lock per running job, schedules, stop and drain."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import cast

import orjson
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.core.executors import AbstractEntrypointExecutor, EntrypointExecutorParameters
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.errors import RetryRequested
from pgqueuer.domain.models import Context
from pgqueuer.domain.models import Job as QueuedJob
from pgqueuer.domain.settings import DBSettings
from pgqueuer.domain.types import QueueExecutionMode

from backend.database import CONNECTION_ERRORS
from backend.jobs.queue import Connection, JobQueue, queries_on, queue_settings
from backend.jobs.schedules import Schedule, fire_due, set_schedules
from backend.locks import JOB_LOCKS

MOST_ATTEMPTS = 5
FIRST_BACKOFF_SECONDS = 2.0
LONGEST_BACKOFF_SECONDS = 600.0
LEASE_SECONDS = 30.0  # a running job's worker is taken for dead after so long without a sign of life
POLL_SECONDS = 5.0  # how late a retried, requeued or abandoned job may be noticed: none of them notifies
SCHEDULE_POLL_SECONDS = 1.0
RECONNECT_SECONDS = 5.0
LONGEST_ERROR_LETTERS = 2000

BEGIN_ATTEMPT = """
insert into jobs.job_record as record (id, name, attempts, running, started_at) values ($1, $2, 1, true, now())
on conflict (id) do update set
    attempts = least(record.attempts + 1, $3),
    running = record.attempts < $3,
    started_at = case when record.attempts < $3 then now() else record.started_at end,
    last_error = case when record.running then format('attempt %s did not end: its worker was lost', record.attempts)
                 else record.last_error end
where record.finished_at is null
returning attempts, running
"""
# The library removes the row a moment later; the key must be free from the very moment the job is seen as done.
END_WELL = """
with freed as (update jobs.pgqueuer set dedupe_key = null where id = $1)
update jobs.job_record set running = false, finished_at = now() where id = $1
"""
END_BADLY = "update jobs.job_record set running = false, last_error = $2 where id = $1"
GIVE_BACK = "update jobs.job_record set running = false, attempts = greatest(attempts - 1, 0) where id = $1"

log = structlog.get_logger()


class Held(Exception):
    """The library keeps a job whose run ends with this, and does not run it again."""


class Later(Exception):
    """A handler's word that it cannot begin yet: the job makes room for others and comes again; no attempt is spent."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not before {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Job:
    """One run of a job, as its handler sees it. `attempt` counts from 1."""

    id: int
    name: str
    payload: bytes
    attempt: int

    def document(self) -> dict[str, object]:
        """The payload as the JSON object it was enqueued as."""
        return cast("dict[str, object]", orjson.loads(self.payload))


Handler = Callable[[Job], Awaitable[None]]
Connect = Callable[[], Awaitable[Connection]]


@dataclass
class Attempt(AbstractEntrypointExecutor):
    """Runs one handler around the record: counted before, its end noted after, and never twice at one time."""

    handler: Handler
    driver: AsyncpgDriver
    running: set[asyncio.Task[object]]
    first_backoff_seconds: float
    lease_seconds: float

    async def execute(self, job: QueuedJob, context: Context) -> None:  # noqa: ARG002
        """Raises RetryRequested to be run again later, and Held after the last attempt."""
        try:
            await self._alone(job)
        except asyncio.CancelledError:
            # Let through, it would make the library delete the job.
            raise RetryRequested(reason="its worker was stopped") from None
        except CONNECTION_ERRORS as error:
            # Ours, not the handler's: the library would hold the job for it.
            log.warning("job interrupted", job=job.id, name=job.entrypoint, reason=str(error))
            raise RetryRequested(timedelta(seconds=self.lease_seconds), str(error)) from None

    async def _alone(self, job: QueuedJob) -> None:
        lock = JOB_LOCKS + job.id
        taken = await self.driver.fetch("select pg_try_advisory_lock($1) as taken", lock)
        if not taken[0]["taken"]:
            # Its worker is alive after all, only slow to say so.
            raise RetryRequested(timedelta(seconds=self.lease_seconds), "still running elsewhere")
        try:
            await self._locked(job)
        finally:
            await self.driver.fetch("select pg_advisory_unlock($1)", lock)

    async def _locked(self, job: QueuedJob) -> None:
        begun = await self.driver.fetch(BEGIN_ATTEMPT, job.id, job.entrypoint, MOST_ATTEMPTS)
        if not begun:
            return  # done already, by a worker that died before its row was removed
        attempt = cast("int", begun[0]["attempts"])
        if not begun[0]["running"]:
            log.error("job held", job=job.id, name=job.entrypoint, attempts=attempt)
            raise Held(f"given up after {attempt} attempts")
        task = asyncio.current_task()
        assert task is not None
        self.running.add(task)
        try:
            await self.handler(Job(job.id, job.entrypoint, job.payload or b"", attempt))
        except asyncio.CancelledError:
            await self.driver.execute(GIVE_BACK, job.id)  # being stopped is not the job's fault
            raise
        except Later as error:
            await self.driver.execute(GIVE_BACK, job.id)
            raise RetryRequested(timedelta(seconds=error.seconds), str(error)) from None
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is its job's error
            await self._failed(job, attempt, error)
        else:
            await self.driver.execute(END_WELL, job.id)
        finally:
            self.running.discard(task)

    async def _failed(self, job: QueuedJob, attempt: int, error: Exception) -> None:
        reason = f"{type(error).__name__}: {error}"[:LONGEST_ERROR_LETTERS].replace("\0", "")
        await self.driver.execute(END_BADLY, job.id, reason)
        if attempt >= MOST_ATTEMPTS:
            log.error("job held", job=job.id, name=job.entrypoint, attempts=attempt, reason=reason)
            raise Held(reason) from error
        delay_seconds = min(self.first_backoff_seconds * 2 ** (attempt - 1), LONGEST_BACKOFF_SECONDS)
        log.warning("job failed", job=job.id, name=job.entrypoint, attempt=attempt, reason=reason)
        raise RetryRequested(timedelta(seconds=delay_seconds), reason) from None


async def never_run(job: QueuedJob) -> None:
    """The library wants a function beside the executor that does not use it."""
    raise NotImplementedError(job.id)


@dataclass
class Worker:
    """Runs jobs on one connection of its own, plus one for schedules. `connect` must not go through a pooler."""

    connect: Connect
    handlers: Mapping[str, Handler]
    schedules: Sequence[Schedule] = ()
    concurrency: int = 4  # at least 2
    at_once: Mapping[str, int] = field(default_factory=dict)  # the most of one name, in all workers together
    first_backoff_seconds: float = FIRST_BACKOFF_SECONDS
    lease_seconds: float = LEASE_SECONDS
    poll_seconds: float = POLL_SECONDS
    settings: DBSettings = field(default_factory=queue_settings)
    _stopping: asyncio.Event = field(init=False, default_factory=asyncio.Event)

    def stop(self) -> None:
        """Take no more jobs: run() ends when those that run have ended. For a handler of SIGTERM."""
        self._stopping.set()

    async def run(self) -> None:
        """Until stopped or cancelled; either way running jobs end first, unless cancelled again: then they are
        put back. A database that is away is waited for.
        """
        while not self._stopping.is_set():
            try:
                await self._serve(QueueExecutionMode.continuous)
            except CONNECTION_ERRORS as error:
                log.warning("worker waits", reason=" ".join(str(error).split()) or type(error).__name__)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), RECONNECT_SECONDS)

    async def drain(self) -> None:
        """Run everything that is due, then return. Retries that fall due later are left for later."""
        await self._serve(QueueExecutionMode.drain)

    async def _serve(self, mode: QueueExecutionMode) -> None:
        connection = await self.connect()
        beside: list[asyncio.Task[None]] = []
        try:
            manager = self._manager(connection)
            await self._fire_once()
            if mode is QueueExecutionMode.continuous:
                beside = [asyncio.create_task(self._forward_stop(manager))]
                if self.schedules:
                    beside.append(asyncio.create_task(self._keep_schedules(manager)))
            await manager.run(
                dequeue_timeout=timedelta(seconds=self.poll_seconds),
                batch_size=self.concurrency // 2,
                max_concurrent_tasks=self.concurrency,
                mode=mode,
                shutdown_on_listener_failure=True,
                heartbeat_timeout=timedelta(seconds=self.lease_seconds),
                log_aggregation_interval=timedelta(0),
            )
            for task in beside:
                if task.done():
                    task.result()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            connection.terminate()

    def _manager(self, connection: Connection) -> QueueManager:
        queries = queries_on(connection, self.settings)
        manager = QueueManager(queries, self.settings.channel)
        running: set[asyncio.Task[object]] = set()

        def lost(_: object) -> None:
            """Without the connection its locks are gone: whoever runs under them must not go on."""
            for task in running:
                task.cancel()

        connection.add_termination_listener(lost)
        driver = cast("AsyncpgDriver", queries.driver)
        for name, handler in self.handlers.items():
            limit = self.at_once.get(name, 0)
            parameters = EntrypointExecutorParameters(concurrency_limit=limit, func=never_run, on_failure="hold")
            attempt = Attempt(parameters, handler, driver, running, self.first_backoff_seconds, self.lease_seconds)
            manager.register_executor(name, attempt)
        return manager

    async def _forward_stop(self, manager: QueueManager) -> None:
        await self._stopping.wait()
        manager.shutdown.set()

    async def _fire_once(self) -> None:
        if not self.schedules:
            return
        connection = await self.connect()
        try:
            await set_schedules(connection, self.schedules)
            await fire_due(connection, JobQueue(self.settings), self.schedules)
        finally:
            connection.terminate()

    async def _keep_schedules(self, manager: QueueManager) -> None:
        """Until cancelled; its failure ends the manager too, so that both start anew."""
        connection: Connection | None = None
        try:
            connection = await self.connect()
            while True:
                await fire_due(connection, JobQueue(self.settings), self.schedules)
                await asyncio.sleep(SCHEDULE_POLL_SECONDS)
        finally:
            manager.shutdown.set()
            if connection is not None:
                connection.terminate()
