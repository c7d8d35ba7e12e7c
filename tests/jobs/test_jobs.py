"""Jobs: attempts, leases, holding, retrying, schedules, draining; as the application's role, which owns no table."""

import asyncio
import signal
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import asyncpg
import pytest
import uvloop

from backend.jobs.queue import Connection, JobQueue, JobSummary, NotHeld, queue_settings
from backend.jobs.schedules import Schedule, enqueue_due, set_schedules
from backend.jobs.worker import MAX_ATTEMPTS, Job, Postponed, Worker
from tests import forkserver

HERE = Path(__file__).parent
PATIENCE_SECONDS = 60.0  # ends a test that hangs
pytestmark = pytest.mark.database


@pytest.fixture
def url(owner_url: str, database_url: str) -> str:
    """A fresh database; the application's role."""
    marks = "create table mark (job bigint, attempt int, what text, process int); create table gate (open bool);"
    run(_execute(owner_url, f"delete from jobs.job_record; {marks} grant all on mark, gate to crm_app"))
    return database_url


async def _execute(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


def run(what: Awaitable[None]) -> None:
    async def main() -> None:
        try:
            task = asyncio.ensure_future(what)
            await asyncio.wait({task}, timeout=PATIENCE_SECONDS)
            assert task.done(), "the test did not end in time"
            task.result()
        finally:
            # At the first cancellation a worker waits for its jobs. A failed test cancels again instead of waiting.
            while left := asyncio.all_tasks() - {asyncio.current_task()}:
                for task in left:
                    task.cancel()
                await asyncio.wait(left, timeout=0.2)

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main())


def on(url: str, test: Callable[[Connection, JobQueue], Awaitable[None]]) -> None:
    """Run a test's body with a connection and a queue."""

    async def main() -> None:
        connection = await asyncpg.connect(url)
        try:
            await test(connection, JobQueue(queue_settings()))
        finally:
            connection.terminate()

    run(main())


def worker(url: str, handlers: dict[str, Callable[[Job], Awaitable[None]]], **settings: object) -> Worker:
    return Worker(lambda: asyncpg.connect(url), handlers, poll_seconds=0.3, **settings)


async def the_job(connection: Connection, queue: JobQueue) -> JobSummary:
    (job,) = await queue.list_jobs(connection)
    return job


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    while not await condition():
        await asyncio.sleep(0.05)


@pytest.fixture
def start_worker(url: str) -> Iterator[Callable[[], forkserver.Process]]:
    """A function that starts a worker in a process of its own. All workers are killed at the end of the test."""
    processes: list[forkserver.Process] = []

    def start() -> forkserver.Process:
        processes.append(_start_worker(url))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def _start_worker(url: str) -> forkserver.Process:
    return forkserver.start([str(HERE / "worker_process.py"), url], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


async def ended(process: forkserver.Process) -> int | None:
    async def gone() -> bool:
        return process.poll() is not None

    await until(gone)
    return process.returncode


async def make_due(connection: Connection) -> None:
    await connection.execute("update jobs.pgqueuer set execute_after = now() - interval '1 second'")


def test_the_migration_installs_what_the_library_would(owner_url: str) -> None:
    from backend.jobs.queue import queries_on

    async def body(connection: Connection, _: JobQueue) -> None:
        plan = await queries_on(connection, queue_settings()).plan_upgrade()
        assert list(plan.statements) == []

    on(owner_url, body)


def test_the_names_of_tables_ignore_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHANNEL", "FUNCTION", "TRIGGER", "QUEUE_TABLE", "PGQUEUER_PREFIX", "PGQUEUER_SCHEMA", "DURABILITY"):
        monkeypatch.setenv(name, "volatile")
    queue_settings.cache_clear()
    settings = queue_settings()
    assert settings.qualified.queue_table == "jobs.pgqueuer"
    assert (settings.channel, settings.trigger) == ("ch_pgqueuer", "tg_pgqueuer_changed")


def test_a_job_exists_only_after_the_callers_transaction_commits(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        transaction = connection.transaction()
        await transaction.start()
        await queue.enqueue(connection, "send", {"to": "992900000000"})
        await transaction.rollback()
        assert await queue.list_jobs(connection) == []
        async with connection.transaction():
            await queue.enqueue(connection, "send", {"to": "992900000000"})
        seen: list[dict[str, object]] = []

        async def send(job: Job) -> None:
            seen.append(job.document())

        await worker(url, {"send": send}).drain()
        assert seen == [{"to": "992900000000"}]
        job = await the_job(connection, queue)
        assert (job.state, job.attempts, job.last_error) == ("DONE", 1, None)

    on(url, body)


def test_a_key_is_accepted_once_while_its_job_waits_and_the_transaction_goes_on(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        async with connection.transaction():
            assert await queue.enqueue(connection, "send", {}, key="a") is not None
            assert await queue.enqueue(connection, "send", {}, key="a") is None
            assert await queue.enqueue(connection, "other", {}, key="a") is not None
        assert [job.name for job in await queue.list_jobs(connection)] == ["other", "send"]

    on(url, body)


def test_a_key_is_free_as_soon_as_its_job_is_shown_as_done(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        await queue.enqueue(connection, "note", {}, key="a")
        transaction = connection.transaction()

        async def note(_: Job) -> None:
            """Prevent the library from removing the job's row until the transaction ends."""
            await transaction.start()
            await connection.execute("lock table jobs.pgqueuer_log in exclusive mode")

        locked = asyncio.Event()

        async def lock_and_signal(job: Job) -> None:
            await note(job)
            locked.set()

        draining = asyncio.create_task(worker(url, {"note": lock_and_signal}).drain())
        await locked.wait()
        await until(lambda: connection.fetchval("select exists (select from jobs.job where state = 'DONE')"))
        assert await connection.fetchval("select count(*) from jobs.pgqueuer") == 1
        assert await queue.enqueue(connection, "note", {}, key="a") is not None
        await transaction.rollback()
        await draining

    on(url, body)


def test_the_job_with_the_higher_priority_runs_first(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        ids = [await queue.enqueue(connection, "note", {}, priority=priority) for priority in (0, 9, 5)]
        begun: list[int] = []

        async def note(job: Job) -> None:
            begun.append(job.id)

        await worker(url, {"note": note}, concurrency=2).drain()
        assert begun == [ids[1], ids[2], ids[0]]

    on(url, body)


def test_drain_ends_while_a_job_is_due_later(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        later = await queue.enqueue(connection, "note", {}, delay_seconds=86_400)
        now = await queue.enqueue(connection, "note", {})
        begun: list[int] = []

        async def note(job: Job) -> None:
            begun.append(job.id)

        await worker(url, {"note": note}).drain()
        assert begun == [now]
        assert [(job.id, job.state) for job in await queue.list_jobs(connection, state="QUEUED")] == [(later, "QUEUED")]

    on(url, body)


def test_two_draining_workers_run_each_job_once(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        ids = [await queue.enqueue(connection, "note", {}) for _ in range(60)]
        begun: list[int] = []

        async def note(job: Job) -> None:
            begun.append(job.id)
            await asyncio.sleep(0.005)

        await asyncio.gather(worker(url, {"note": note}).drain(), worker(url, {"note": note}).drain())
        assert sorted(begun) == ids
        assert {job.state for job in await queue.list_jobs(connection)} == {"DONE"}

    on(url, body)


def test_a_failing_job_is_retried_with_growing_backoff_then_held_and_can_be_retried(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        job_id = await queue.enqueue(connection, "break", b"x", key="k")
        broken = True
        attempts: list[int] = []

        async def breaking(job: Job) -> None:
            attempts.append(job.attempt)
            if broken:
                raise ValueError(f"no {job.attempt}")

        backoffs: list[float] = []
        for _ in range(MAX_ATTEMPTS - 1):
            await worker(url, {"break": breaking}).drain()
            backoff = "select extract(epoch from execute_after - updated)::float from jobs.pgqueuer"
            backoffs.append(await connection.fetchval(backoff))
            assert (await the_job(connection, queue)).last_error == f"ValueError: no {len(backoffs)}"
            await make_due(connection)
        assert backoffs == [2.0, 4.0, 8.0, 16.0]
        await worker(url, {"break": breaking}).drain()
        held = await the_job(connection, queue)
        assert (held.state, held.attempts, held.last_error) == ("HELD", 5, "ValueError: no 5")
        await make_due(connection)
        await worker(url, {"break": breaking}).drain()
        assert attempts == [1, 2, 3, 4, 5]

        broken = False
        await queue.retry(connection, job_id)
        assert (await the_job(connection, queue)).state == "QUEUED"
        await worker(url, {"break": breaking}).drain()
        assert attempts == [1, 2, 3, 4, 5, 1]
        done = await the_job(connection, queue)
        assert (done.state, done.attempts) == ("DONE", 1)
        with pytest.raises(NotHeld):
            await queue.retry(connection, job_id)

    on(url, body)


def test_a_postponed_job_uses_no_attempt(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        await queue.enqueue(connection, "wait", b"x")
        attempts: list[int] = []

        async def waiting(job: Job) -> None:
            attempts.append(job.attempt)
            if len(attempts) <= MAX_ATTEMPTS + 1:
                raise Postponed(7)

        backoff = "select extract(epoch from execute_after - updated)::float from jobs.pgqueuer"
        for _ in range(MAX_ATTEMPTS + 1):
            await worker(url, {"wait": waiting}).drain()
            assert await connection.fetchval(backoff) == 7
            await make_due(connection)
        await worker(url, {"wait": waiting}).drain()
        assert attempts == [1] * (MAX_ATTEMPTS + 2)
        done = await the_job(connection, queue)
        assert (done.state, done.attempts, done.last_error) == ("DONE", 1, None)

    on(url, body)


def test_no_more_jobs_of_a_name_run_at_once_than_configured(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        for _ in range(6):
            await queue.enqueue(connection, "large", {})
        running, most = 0, 0

        async def large(_: Job) -> None:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.02)
            running -= 1

        many = [worker(url, {"large": large}) for _ in range(2)]
        for each in many:
            each.max_concurrent = {"large": 1}
        await asyncio.gather(*(each.drain() for each in many))
        for _ in range(6):
            await many[0].drain()
        assert most == 1
        assert {job.state for job in await queue.list_jobs(connection)} == {"DONE"}

    on(url, body)


def test_a_held_job_is_retried_without_its_key_if_another_job_has_it(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        first = await queue.enqueue(connection, "break", {}, key="k")
        await connection.execute("update jobs.pgqueuer set status = 'failed'")
        second = await queue.enqueue(connection, "break", {}, key="k")
        await queue.retry(connection, first)
        assert [(job.id, job.state) for job in await queue.list_jobs(connection)] == [
            (second, "QUEUED"),
            (first, "QUEUED"),
        ]

    on(url, body)


def test_a_job_of_a_killed_worker_is_run_by_another_and_the_attempt_counts(
    url: str, start_worker: Callable[[], forkserver.Process]
) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        await queue.enqueue(connection, "slow", {})
        first = start_worker()
        await until(lambda: connection.fetchval("select count(*) from mark"))
        second = start_worker()
        first.kill()
        first.wait()
        await until(lambda: connection.fetchval("select count(*) = 2 from mark where what = 'begun'"))
        assert (await the_job(connection, queue)).attempts == 2
        await connection.execute("insert into gate values (true)")
        await until(lambda: connection.fetchval("select exists (select from jobs.job where state = 'DONE')"))
        rows = await connection.fetch("select attempt, what, process from mark order by attempt, what")
        assert [tuple(row) for row in rows] == [
            (1, "begun", first.pid),
            (2, "begun", second.pid),
            (2, "ended", second.pid),
        ]
        assert (await the_job(connection, queue)).last_error == "attempt 1 did not end: its worker was lost"

    on(url, body)


def test_a_job_that_always_kills_its_worker_is_held_and_can_be_retried(
    url: str, start_worker: Callable[[], forkserver.Process]
) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        job_id = await queue.enqueue(connection, "poison", {})
        for _ in range(MAX_ATTEMPTS):
            assert await ended(start_worker()) == -signal.SIGKILL
        survivor = start_worker()
        await until(lambda: connection.fetchval("select exists (select from jobs.job where state = 'HELD')"))
        held = await the_job(connection, queue)
        assert (held.attempts, held.last_error) == (5, "attempt 5 did not end: its worker was lost")
        # If the held job ran again, it would run before a job that is enqueued later.
        await connection.execute("insert into gate values (true)")
        await queue.enqueue(connection, "slow", {})
        await until(lambda: connection.fetchval("select exists (select from jobs.job where state = 'DONE')"))
        assert survivor.poll() is None
        attempts = await connection.fetch("select attempt from mark where job = $1 order by attempt", job_id)
        assert [row["attempt"] for row in attempts] == [1, 2, 3, 4, 5]
        await queue.retry(connection, job_id)
        assert await ended(survivor) == -signal.SIGKILL
        count = await connection.fetchval("select count(*) from mark where job = $1 and attempt = 1", job_id)
        assert count == 2

    on(url, body)


def test_a_stopping_worker_finishes_its_job_and_takes_no_other(
    url: str, start_worker: Callable[[], forkserver.Process]
) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        first = await queue.enqueue(connection, "slow", {})
        process = start_worker()
        await until(lambda: connection.fetchval("select count(*) from mark"))
        process.terminate()
        assert process.stdout is not None
        assert await asyncio.to_thread(process.stdout.readline) == b"stopping\n"
        second = await queue.enqueue(connection, "slow", {})
        assert process.poll() is None
        await connection.execute("insert into gate values (true)")
        assert await ended(process) == 0
        assert [(job.id, job.state, job.attempts) for job in await queue.list_jobs(connection)] == [
            (second, "QUEUED", 0),
            (first, "DONE", 1),
        ]

    on(url, body)


def test_a_job_interrupted_by_a_second_cancellation_is_queued_again(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        await queue.enqueue(connection, "wait", {})
        begun = asyncio.Event()

        async def wait(_: Job) -> None:
            begun.set()
            await asyncio.Event().wait()

        task = asyncio.create_task(worker(url, {"wait": wait}).run())
        await begun.wait()
        task.cancel()
        await asyncio.sleep(0.2)
        assert not task.done()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        job = await the_job(connection, queue)
        assert (job.state, job.attempts) == ("QUEUED", 0)

    on(url, body)


def test_a_job_of_a_slow_worker_is_not_run_a_second_time(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        await queue.enqueue(connection, "wait", {})
        begun, gate, runs = asyncio.Event(), asyncio.Event(), []

        async def wait(job: Job) -> None:
            runs.append(job.attempt)
            begun.set()
            await gate.wait()

        slow = worker(url, {"wait": wait})
        task = asyncio.create_task(slow.run())
        await begun.wait()
        await connection.execute("update jobs.pgqueuer set heartbeat = now() - interval '1 hour'")
        await worker(url, {"wait": wait}).drain()
        picks = await connection.fetchval("select count(*) from jobs.pgqueuer_log where status = 'picked'")
        assert picks == 2  # the other worker picked the job
        assert runs == [1]
        gate.set()
        await until(lambda: connection.fetchval("select not exists (select from jobs.pgqueuer)"))
        slow.stop()
        await task
        assert runs == [1]
        assert (await the_job(connection, queue)).state == "DONE"

    on(url, body)


def test_a_worker_that_loses_its_connection_drops_its_job_and_reconnects(url: str, owner_url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        await queue.enqueue(connection, "wait", {})
        runs: list[int] = []
        cut: list[int] = []

        async def wait(job: Job) -> None:
            runs.append(job.attempt)
            if job.attempt == 1:
                try:
                    await asyncio.Event().wait()
                except asyncio.CancelledError:
                    cut.append(job.attempt)
                    raise

        slow = worker(url, {"wait": wait}, lease_seconds=1.0)
        task = asyncio.create_task(slow.run())

        async def begun() -> bool:
            return bool(runs)

        await until(begun)
        await _execute(
            owner_url,
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'crm_app' and datname = current_database()"
            f" and pid <> {connection.get_server_pid()}",
        )
        await until(lambda: connection.fetchval("select exists (select from jobs.job where state = 'DONE')"))
        slow.stop()
        await task
        assert (runs, cut) == ([1, 2], [1])

    on(url, body)


def test_a_schedule_fires_once_although_two_workers_run(url: str) -> None:
    async def body(connection: Connection, queue: JobQueue) -> None:
        yearly = Schedule("report", "0 0 1 1 *")
        await set_schedules(connection, [yearly])
        runs: list[int] = []

        async def report(job: Job) -> None:
            runs.append(job.id)

        workers = [worker(url, {"report": report}, schedules=[yearly]) for _ in range(2)]
        tasks = [asyncio.create_task(one.run()) for one in workers]
        await connection.execute("update jobs.job_schedule set next_at = now() - interval '3 days'")
        await until(lambda: connection.fetchval("select exists (select from jobs.job where state = 'DONE')"))
        for _ in range(10):
            await enqueue_due(connection, queue, [yearly])
        for one in workers:
            one.stop()
        await asyncio.gather(*tasks)
        await worker(url, {"report": report}, schedules=[yearly]).drain()
        assert len(runs) == 1
        row = await connection.fetchrow(
            "select next_at = date_trunc('year', now() at time zone 'UTC' + interval '1 year') at time zone 'UTC' as next,"
            " last_at < now() as last from jobs.job_schedule"
        )
        assert tuple(row) == (True, True)

    on(url, body)


def test_the_application_role_can_neither_truncate_nor_alter_the_queue(url: str) -> None:
    async def body(connection: Connection, _: JobQueue) -> None:
        for statement in ("truncate jobs.pgqueuer", "drop table jobs.pgqueuer", "create table jobs.other ()"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)

    on(url, body)
