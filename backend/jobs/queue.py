"""The job queue: a job is enqueued in the caller's transaction, tried up to five times, then held for an operator.

The library pgqueuer distributes jobs to workers. `jobs.job_record` adds the number of attempts, counted before each
run, and the last error. Delivery is at least once: after a loss of its worker a job is run again, so handlers must be
idempotent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import asyncpg
import orjson
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.domain.settings import DBSettings, Durability
from pgqueuer.domain.types import Channel, JobId, QueueEntrypoint

if TYPE_CHECKING:
    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record]
else:
    Connection = asyncpg.Connection  # generic only in its stubs

SCHEMA = "jobs"

State = Literal["QUEUED", "RUNNING", "HELD", "DONE", "LOST"]

# Run by the maintenance job; the library does not delete from its log.
EXPIRED = (
    "delete from jobs.job_record where finished_at < now() - interval '30 days'",
    "delete from jobs.pgqueuer_log where created < now() - interval '30 days'",
)

LIST = """
select id, name, key, state, attempts, last_error, created_at, started_at, finished_at, due_at from jobs.job
where ($1::text is null or state = $1) and ($2::bigint is null or id < $2) order by id desc limit $3
"""


class NotHeld(Exception):
    """The job is not held; only a held job can be requeued."""


@dataclass(frozen=True)
class JobSummary:
    id: int
    name: str
    key: str | None
    state: State
    attempts: int
    last_error: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    due_at: datetime | None  # None once done


@cache
def queue_settings() -> DBSettings:
    """The library's settings. All names are given, because it would read missing ones from environment variables."""
    return DBSettings(
        prefix="",
        db_schema=SCHEMA,
        channel=Channel("ch_pgqueuer"),
        function="fn_pgqueuer_changed",
        statistics_table="pgqueuer_statistics",
        queue_status_type="pgqueuer_status",
        queue_table="pgqueuer",
        queue_table_log="pgqueuer_log",
        trigger="tg_pgqueuer_changed",
        schedules_table="pgqueuer_schedules",
        durability=Durability.durable,
        widen_id=False,
    )


class DueQueries(Queries):
    """Queries whose drain ends when no job is due; the library's drain waits for jobs that are due later."""

    async def queued_work(self, entrypoints: list[QueueEntrypoint]) -> int:
        return await self.eligible_queued_work(entrypoints)


def queries_on(connection: Connection, settings: DBSettings) -> Queries:
    return DueQueries(
        AsyncpgDriver(connection),
        QueryBuilderEnvironment(settings),
        QueryQueueBuilder(settings),
        QuerySchedulerBuilder(settings),
    )


class JobQueue:
    """Enqueues, lists and requeues jobs on the given connection, in its open transaction."""

    def __init__(self, settings: DBSettings) -> None:
        self._settings = settings

    async def enqueue(
        self,
        connection: Connection,
        name: str,
        payload: bytes | dict[str, object],
        *,
        key: str | None = None,
        delay_seconds: float = 0,
        priority: int = 0,
    ) -> int | None:
        """Enqueue a job. Returns its id; None when a job of this name and key is waiting or running already.

        Jobs with a higher `priority` run first. The job is visible to workers when the caller's transaction commits.
        While another transaction is enqueueing the same key, this call waits for its end.
        """
        body = payload if isinstance(payload, bytes) else orjson.dumps(payload)
        unique = None if key is None else f"{name}:{key}"  # the library's keys are shared by all names
        delay = timedelta(seconds=delay_seconds)
        queries = queries_on(connection, self._settings)
        async with connection.transaction():
            # on_conflict="raise" would abort the caller's transaction.
            ids = await queries.enqueue(name, body, priority, delay, unique, on_conflict="skip")
            if ids[0] is None:
                return None
            await connection.execute(
                "insert into jobs.job_record (id, name, key) values ($1, $2, $3)", ids[0], name, key
            )
        return ids[0]

    async def list_jobs(
        self, connection: Connection, *, state: State | None = None, before: int | None = None, limit: int = 100
    ) -> list[JobSummary]:
        """Jobs, newest first. With `before` only jobs with smaller ids, for paging."""
        return [JobSummary(**row) for row in await connection.fetch(LIST, state, before, limit)]

    async def retry(self, connection: Connection, job_id: int) -> None:
        """Requeue a held job with all its attempts. Raises NotHeld.

        While a job is held, its key is free. If another job has the key now, this one is requeued without a key.
        """
        async with connection.transaction():
            held = await connection.fetchrow(
                "select dedupe_key from jobs.pgqueuer where id = $1 and status = 'failed' for update", job_id
            )
            if held is None:
                raise NotHeld(f"job {job_id} is not held")
            await connection.execute(
                "update jobs.pgqueuer set dedupe_key = null where id = $1 and exists (select from jobs.pgqueuer as"
                " other where other.dedupe_key = $2 and other.status in ('queued', 'picked'))",
                job_id,
                held["dedupe_key"],
            )
            await connection.execute("update jobs.job_record set attempts = 0, running = false where id = $1", job_id)
            await queries_on(connection, self._settings).requeue_jobs([JobId(job_id)])
