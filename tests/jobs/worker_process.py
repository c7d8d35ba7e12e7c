"""Runs a worker in a process that a test can kill: `worker_process.py URL`."""

import asyncio
import os
import signal
import sys

import asyncpg
import uvloop

from backend.jobs.worker import Job, Worker


async def main(url: str) -> None:
    marks = await asyncpg.connect(url)

    async def mark(job: Job, what: str) -> None:
        await marks.execute(
            "insert into mark (job, attempt, what, process) values ($1, $2, $3, $4)",
            job.id,
            job.attempt,
            what,
            os.getpid(),
        )

    async def slow(job: Job) -> None:
        """Runs until the table `gate` has a row."""
        await mark(job, "begun")
        while not await marks.fetchval("select count(*) from gate"):
            await asyncio.sleep(0.05)
        await mark(job, "ended")

    async def poison(job: Job) -> None:
        await mark(job, "begun")
        os.kill(os.getpid(), signal.SIGKILL)

    worker = Worker(lambda: asyncpg.connect(url), {"slow": slow, "poison": poison}, lease_seconds=1.0, poll_seconds=0.3)

    def stop() -> None:
        worker.stop()
        sys.stdout.write("stopping\n")
        sys.stdout.flush()

    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
    await worker.run()
    await marks.close()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1]))
