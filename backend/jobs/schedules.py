"""Scheduled jobs: the first worker that finds a schedule due enqueues its job, once per due time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from croniter import croniter

from backend.jobs.queue import Connection, JobQueue

_DUE = "select name from jobs.job_schedule where name = any($1) and next_at <= now()"


@dataclass(frozen=True)
class Schedule:
    """Enqueue `name` at the times of `expression` (cron, UTC). Times missed while no worker ran count as one."""

    name: str
    expression: str


async def set_schedules(connection: Connection, schedules: Sequence[Schedule]) -> None:
    """Store schedules that are new or whose expression changed. They are first due at their next time."""
    for schedule in schedules:
        await connection.execute(
            "insert into jobs.job_schedule as known (name, expression, next_at) values ($1, $2, $3) on conflict (name)"
            " do update set expression = excluded.expression, next_at = excluded.next_at"
            " where known.expression <> excluded.expression",
            schedule.name,
            schedule.expression,
            next_time(schedule.expression, await connection.fetchval("select now()")),
        )


def next_time(expression: str, after: datetime) -> datetime:
    """The first time of a cron expression (UTC) after a moment."""
    found: datetime = croniter(expression, after.astimezone(UTC)).get_next(datetime)
    return found


async def enqueue_due(connection: Connection, queue: JobQueue, schedules: Sequence[Schedule]) -> None:
    """Enqueue the jobs of schedules that are due by the database's clock, unless a job of the schedule still waits.

    With several workers each due time is handled once.
    """
    due = {row["name"] for row in await connection.fetch(_DUE, [schedule.name for schedule in schedules])}
    for schedule in schedules:
        if schedule.name not in due:
            continue
        async with connection.transaction():
            now = await connection.fetchval(
                "select now() from jobs.job_schedule where name = $1 and next_at <= now() for update skip locked",
                schedule.name,
            )
            if now is None:
                continue
            await connection.execute(
                "update jobs.job_schedule set last_at = next_at, next_at = $2 where name = $1",
                schedule.name,
                next_time(schedule.expression, now),
            )
            await queue.enqueue(connection, schedule.name, {}, key="schedule")
