"""Scheduled jobs: each moment of a cron expression is enqueued once, by whichever worker sees it first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from croniter import croniter

from backend.jobs.queue import Connection, JobQueue


@dataclass(frozen=True)
class Schedule:
    """Enqueue `name` at each moment of `expression` (cron, UTC); moments missed while no worker ran count once."""

    name: str
    expression: str


async def set_schedules(connection: Connection, schedules: Sequence[Schedule]) -> None:
    """Note schedules that are new or whose expression changed; they fire from their next moment on."""
    for schedule in schedules:
        await connection.execute(
            "insert into jobs.job_schedule as known (name, expression, next_at) values ($1, $2, $3) on conflict (name)"
            " do update set expression = excluded.expression, next_at = excluded.next_at"
            " where known.expression <> excluded.expression",
            schedule.name,
            schedule.expression,
            next_moment(schedule.expression, await connection.fetchval("select now()")),
        )


def next_moment(expression: str, after: datetime) -> datetime:
    moment: datetime = croniter(expression, after.astimezone(UTC)).get_next(datetime)
    return moment


async def fire_due(connection: Connection, queue: JobQueue, schedules: Sequence[Schedule]) -> None:
    """Enqueue what is due by the database's clock: once, however many workers look, and not while one still waits."""
    for schedule in schedules:
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
                next_moment(schedule.expression, now),
            )
            await queue.enqueue(connection, schedule.name, {}, key="schedule")
