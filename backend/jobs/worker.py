"""The worker: runs jobs with counted attempts and a lock per running job, and enqueues scheduled jobs."""

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
from prometheus_client import Counter

from backend.database import CONNECTION_ERRORS
from backend.jobs.queue import Connection, JobQueue, queries_on, queue_settings
from backend.jobs.schedules import Schedule, enqueue_due, set_schedules
from backend.locks import JOB_LOCKS
from backend.shortage import is_shortage

MAX_ATTEMPTS = 5
FIRST_BACKOFF_SECONDS = 2.0
MAX_BACKOFF_SECONDS = 600.0
SHORTAGE_SECONDS = 30.0  # until a job runs again that lacked descriptors, memory or disk
LEASE_SECONDS = 30.0  # without a heartbeat for this long, a worker is considered lost
POLL_SECONDS = 5.0  # for retried, requeued and abandoned jobs, which cause no notification
SCHEDULE_POLL_SECONDS = 1.0
RECONNECT_SECONDS = 5.0
MAX_ERROR_CHARACTERS = 2000

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
# The key is freed with the job's end, because the library deletes the row only later.
RECORD_SUCCESS = """
with freed as (update jobs.pgqueuer set dedupe_key = null where id = $1)
update jobs.job_record set running = false, finished_at = now() where id = $1
"""
RECORD_FAILURE = "update jobs.job_record set running = false, last_error = $2 where id = $1"
CANCEL_ATTEMPT = "update jobs.job_record set running = false, attempts = greatest(attempts - 1, 0) where id = $1"

SHORTAGES = Counter("crm_job_shortages_total", "Runs of jobs that wait for descriptors, memory or disk.", ["job"])

log = structlog.get_logger()


class Held(Exception):
    """Tells the library to hold the job and not to run it again."""


class Postponed(Exception):
    """Raised by a handler that cannot start yet: the job is run again after `seconds`, and no attempt is counted."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"not before {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class Job:
    """One run of a job. `attempt` counts from 1."""

    id: int
    name: str
    payload: bytes
    attempt: int

    def document(self) -> dict[str, object]:
        """The payload as a JSON object."""
        return cast("dict[str, object]", orjson.loads(self.payload))


Handler = Callable[[Job], Awaitable[None]]
Connect = Callable[[], Awaitable[Connection]]


@dataclass
class Attempt(AbstractEntrypointExecutor):
    """Runs one handler: counts the attempt before the run, records its end, and prevents concurrent runs of one job."""

    handler: Handler
    driver: AsyncpgDriver
    running: set[asyncio.Task[object]]
    first_backoff_seconds: float
    lease_seconds: float
    shortage_seconds: float
    uncounted: set[int]  # jobs whose last attempt met a shortage and is still counted in the database

    async def execute(self, job: QueuedJob, context: Context) -> None:  # noqa: ARG002
        """Raises RetryRequested to be run again later, and Held after the last attempt."""
        try:
            await self._alone(job)
        except asyncio.CancelledError:
            # The library would delete the job at a CancelledError.
            raise RetryRequested(reason="its worker was stopped") from None
        except CONNECTION_ERRORS as error:
            # The worker's connection failed, not the handler; the library would hold the job.
            log.warning("job interrupted", job=job.id, name=job.entrypoint, reason=str(error))
            raise RetryRequested(timedelta(seconds=self.lease_seconds), str(error)) from None

    async def _alone(self, job: QueuedJob) -> None:
        lock = JOB_LOCKS + job.id
        taken = await self.driver.fetch("select pg_try_advisory_lock($1) as taken", lock)
        if not taken[0]["taken"]:
            # The job's worker is not lost, only its heartbeat was late.
            raise RetryRequested(timedelta(seconds=self.lease_seconds), "still running elsewhere")
        try:
            await self._locked(job)
        finally:
            await self.driver.fetch("select pg_advisory_unlock($1)", lock)

    async def _locked(self, job: QueuedJob) -> None:
        if job.id in self.uncounted:
            await self.driver.execute(CANCEL_ATTEMPT, job.id)
            self.uncounted.discard(job.id)
        started = await self.driver.fetch(BEGIN_ATTEMPT, job.id, job.entrypoint, MAX_ATTEMPTS)
        if not started:
            return  # done already, by a worker that was lost before it deleted the row
        attempt = cast("int", started[0]["attempts"])
        if not started[0]["running"]:
            log.error("job held", job=job.id, name=job.entrypoint, attempts=attempt)
            raise Held(f"given up after {attempt} attempts")
        task = asyncio.current_task()
        assert task is not None
        self.running.add(task)
        try:
            await self.handler(Job(job.id, job.entrypoint, job.payload or b"", attempt))
        except asyncio.CancelledError:
            await self.driver.execute(CANCEL_ATTEMPT, job.id)  # the worker is stopping; the attempt does not count
            raise
        except Postponed as error:
            await self.driver.execute(CANCEL_ATTEMPT, job.id)
            raise RetryRequested(timedelta(seconds=error.seconds), str(error)) from None
        except Exception as error:  # noqa: BLE001 - any exception of a handler is recorded as the job's error
            if is_shortage(error):
                await self._waits(job, error)
            await self._failed(job, attempt, error)
        else:
            await self.driver.execute(RECORD_SUCCESS, job.id)
        finally:
            self.running.discard(task)

    async def _waits(self, job: QueuedJob, error: Exception) -> None:
        """Run the job again later without counting the attempt: a shortage is no fault of the job."""
        reason = _reason(error)
        SHORTAGES.labels(job.entrypoint).inc()
        log.warning("job waits for a shortage to end", job=job.id, name=job.entrypoint, reason=reason)
        self.uncounted.add(job.id)  # a full disk may prevent the statement, too
        await self.driver.execute(CANCEL_ATTEMPT, job.id)
        self.uncounted.discard(job.id)
        await self.driver.execute(RECORD_FAILURE, job.id, reason)
        raise RetryRequested(timedelta(seconds=self.shortage_seconds), reason) from None

    async def _failed(self, job: QueuedJob, attempt: int, error: Exception) -> None:
        reason = _reason(error)
        await self.driver.execute(RECORD_FAILURE, job.id, reason)
        if attempt >= MAX_ATTEMPTS:
            log.error("job held", job=job.id, name=job.entrypoint, attempts=attempt, reason=reason)
            raise Held(reason) from error
        delay_seconds = min(self.first_backoff_seconds * 2 ** (attempt - 1), MAX_BACKOFF_SECONDS)
        log.warning("job failed", job=job.id, name=job.entrypoint, attempt=attempt, reason=reason)
        raise RetryRequested(timedelta(seconds=delay_seconds), reason) from None


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:MAX_ERROR_CHARACTERS].replace("\0", "")


async def never_run(job: QueuedJob) -> None:
    """A function that the library requires next to the executor, and never calls."""
    raise NotImplementedError(job.id)


@dataclass
class Worker:
    """Runs jobs on its own connection, with another one for schedules. `connect` must not go through a pooler."""

    connect: Connect
    handlers: Mapping[str, Handler]
    schedules: Sequence[Schedule] = ()
    concurrency: int = 4  # at least 2
    max_concurrent: Mapping[str, int] = field(default_factory=dict)  # by job name, in all workers together
    first_backoff_seconds: float = FIRST_BACKOFF_SECONDS
    lease_seconds: float = LEASE_SECONDS
    shortage_seconds: float = SHORTAGE_SECONDS
    poll_seconds: float = POLL_SECONDS
    settings: DBSettings = field(default_factory=queue_settings)
    _stopping: asyncio.Event = field(init=False, default_factory=asyncio.Event)
    _uncounted: set[int] = field(init=False, default_factory=set)

    def stop(self) -> None:
        """Start no more jobs; `run` returns when the running ones have ended. May be called by a signal handler."""
        self._stopping.set()

    async def run(self) -> None:
        """Run jobs until stopped or cancelled. Running jobs end first; a second cancellation requeues them.

        After a lost connection the worker connects again.
        """
        while not self._stopping.is_set():
            try:
                await self._serve(QueueExecutionMode.continuous)
            except CONNECTION_ERRORS as error:
                log.warning(
                    "worker waits for the database", reason=" ".join(str(error).split()) or type(error).__name__
                )
                with suppress(TimeoutError):
                    async with asyncio.timeout(RECONNECT_SECONDS):
                        await self._stopping.wait()

    async def drain(self) -> None:
        """Run all jobs that are due, then return. Retries that are due later are not run."""
        await self._serve(QueueExecutionMode.drain)

    async def _serve(self, mode: QueueExecutionMode) -> None:
        connection = await self.connect()
        helpers: list[asyncio.Task[None]] = []
        try:
            manager = self._manager(connection)
            await self._prepare_schedules()
            if mode is QueueExecutionMode.continuous:
                helpers = [asyncio.create_task(self._forward_stop(manager))]
                if self.schedules:
                    helpers.append(asyncio.create_task(self._run_schedules(manager)))
            await manager.run(
                dequeue_timeout=timedelta(seconds=self.poll_seconds),
                batch_size=self.concurrency // 2,
                max_concurrent_tasks=self.concurrency,
                mode=mode,
                shutdown_on_listener_failure=True,
                heartbeat_timeout=timedelta(seconds=self.lease_seconds),
                log_aggregation_interval=timedelta(0),
            )
            for task in helpers:
                if task.done():
                    task.result()
        finally:
            for task in helpers:
                task.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)
            connection.terminate()

    def _manager(self, connection: Connection) -> QueueManager:
        queries = queries_on(connection, self.settings)
        manager = QueueManager(queries, self.settings.channel)
        running: set[asyncio.Task[object]] = set()

        def cancel_running(_: object) -> None:
            """Cancel running jobs when the connection is lost, because their locks are lost with it."""
            for task in running:
                task.cancel()

        connection.add_termination_listener(cancel_running)
        driver = cast("AsyncpgDriver", queries.driver)
        for name, handler in self.handlers.items():
            limit = self.max_concurrent.get(name, 0)
            parameters = EntrypointExecutorParameters(concurrency_limit=limit, func=never_run, on_failure="hold")
            attempt = Attempt(
                parameters,
                handler,
                driver,
                running,
                self.first_backoff_seconds,
                self.lease_seconds,
                self.shortage_seconds,
                self._uncounted,
            )
            manager.register_executor(name, attempt)
        return manager

    async def _forward_stop(self, manager: QueueManager) -> None:
        await self._stopping.wait()
        manager.shutdown.set()

    async def _prepare_schedules(self) -> None:
        """Store the schedules and enqueue the jobs that are due."""
        if not self.schedules:
            return
        connection = await self.connect()
        try:
            await set_schedules(connection, self.schedules)
            await enqueue_due(connection, JobQueue(self.settings), self.schedules)
        finally:
            connection.terminate()

    async def _run_schedules(self, manager: QueueManager) -> None:
        """Enqueue due jobs until cancelled. A failure shuts the manager down too, so that both are restarted."""
        connection: Connection | None = None
        try:
            connection = await self.connect()
            while True:
                await enqueue_due(connection, JobQueue(self.settings), self.schedules)
                await asyncio.sleep(SCHEDULE_POLL_SECONDS)
        finally:
            manager.shutdown.set()
            if connection is not None:
                connection.terminate()
