"""Shortages of descriptors, memory and disk: work that meets one waits, and is not given up."""

import asyncio
import errno
from collections.abc import Callable

import asyncpg
import pytest
from obstore.exceptions import GenericError

from backend.database import connect
from backend.errors import OutsideUnavailable
from backend.jobs.queue import JobQueue, JobSummary, queue_settings
from backend.jobs.worker import MAX_ATTEMPTS, Job, Worker
from backend.shortage import is_shortage
from tests import forkserver


def _caused(error: Exception, cause: Exception) -> Exception:
    try:
        try:
            raise cause
        except Exception as each:
            raise error from each
    except Exception as raised:
        return raised


def _hidden(error: Exception, context: Exception) -> Exception:
    try:
        try:
            raise context
        except Exception:
            raise error from None
    except Exception as raised:
        return raised


SHORT = {
    "descriptors": OSError(errno.EMFILE, "Too many open files"),
    "descriptors of the system": OSError(errno.ENFILE, "Too many open files in system"),
    "memory": MemoryError(),
    "disk": OSError(errno.ENOSPC, "No space left on device"),
    "disk quota": OSError(errno.EDQUOT, "Disk quota exceeded"),
    "processes": BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable"),
    "disk of PostgreSQL": asyncpg.DiskFullError("could not extend file"),
    "memory of PostgreSQL": asyncpg.OutOfMemoryError("out of memory"),
    "connections of PostgreSQL": asyncpg.TooManyConnectionsError("sorry, too many clients already"),
    "of the file store": _caused(
        OutsideUnavailable("the file store does not respond"),
        GenericError("Unable to open file: Too many open files (os error 24)"),
    ),
    "one of several addresses": OSError("Multiple exceptions: [Errno 24] Too many open files, [Errno 24] ..."),
    "hidden": _hidden(ValueError("bad"), OSError(errno.ENOMEM, "Cannot allocate memory")),
    "in a group": ExceptionGroup("several", [ValueError(), OSError(errno.EMFILE, "Too many open files")]),
    "of a child process": RuntimeError("the file reader exited with status 1: MemoryError"),
}
OTHER = {
    "a fault": ValueError("it broke"),
    "a refused connection": ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"),
    "a missing file": FileNotFoundError(errno.ENOENT, "No such file or directory"),
    "a constraint": asyncpg.UniqueViolationError("duplicate key"),
    "words of another system": ValueError("the server said: [Errno 28] No space left on device"),
    "a timeout": TimeoutError(),
}


@pytest.mark.parametrize("name", SHORT)
def test_a_shortage_is_recognised(name: str) -> None:
    assert is_shortage(SHORT[name])


@pytest.mark.parametrize("name", OTHER)
def test_another_error_is_no_shortage(name: str) -> None:
    assert not is_shortage(OTHER[name])


def _run(url: str, errors: Callable[[int], Exception | None], runs: int) -> JobSummary:
    """Run a job `runs` times, each time with the error for its number. Returns the job."""

    async def main() -> JobSummary:
        connection = await connect(url, role=None)
        queue, done = JobQueue(queue_settings()), 0

        async def handle(_: Job) -> None:
            nonlocal done
            done += 1
            error = errors(done)
            if error is not None:
                raise error

        try:
            await queue.enqueue(connection, "work", {}, key="once")
            worker = Worker(
                lambda: connect(url), {"work": handle}, first_backoff_seconds=0, shortage_seconds=0, poll_seconds=0.05
            )
            for _ in range(10 * runs):  # a job that was given up does not run again
                if done < runs:
                    await worker.drain()
            (job,) = [each for each in await queue.list_jobs(connection) if each.name == "work"]
            return job
        finally:
            await connection.close()

    return asyncio.run(main())


@pytest.mark.database
def test_a_job_waits_for_a_shortage_to_end_however_often_it_runs(database_url: str) -> None:
    runs = MAX_ATTEMPTS + 3
    job = _run(database_url, lambda run: SHORT["descriptors"] if run < runs else None, runs)
    assert (job.state, job.attempts) == ("DONE", 1)
    assert job.last_error == "OSError: [Errno 24] Too many open files"


@pytest.mark.database
def test_a_shortage_between_failures_uses_no_attempt(database_url: str) -> None:
    job = _run(database_url, lambda run: SHORT["disk"] if run % 2 else ValueError("it broke"), 2 * MAX_ATTEMPTS)
    assert (job.state, job.attempts, job.last_error) == ("HELD", MAX_ATTEMPTS, "ValueError: it broke")


LIMIT = """
import resource
from backend.shortage import raise_descriptor_limit
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 128))
print(raise_descriptor_limit(100), raise_descriptor_limit(1_000), raise_descriptor_limit(10), end=" ")
print(*resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def test_a_process_asks_for_the_descriptors_that_it_needs() -> None:
    assert forkserver.run(["-c", LIMIT], check=True).stdout.split() == ["100", "128", "128", "128", "128"]
