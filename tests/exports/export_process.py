"""`python -m tests.exports.export_process URL DATA_DIR JOB`: a worker whose export is reading rows until it is killed."""

import asyncio
import sys
from pathlib import Path
from typing import Any

from backend.database import Database, connect
from backend.exports.rows import Copy
from backend.exports.runner import ExportRunner
from backend.jobs.worker import Job
from backend.settings import Settings
from backend.worker import file_store, new_planner

started = Copy.__init__


def endless(self: Copy, connection: Any, sql: str, arguments: Any, form: Any) -> None:
    """Each row takes a second."""
    started(self, connection, f"select c.* from ({sql}) c where pg_sleep(1) is not null", arguments, form)


async def main(url: str, data_dir: str, job_id: str) -> None:
    settings = Settings(data_dir=Path(data_dir))
    planner = new_planner(settings, Database(url, settings))
    runner = ExportRunner(lambda: connect(url, statement_timeout="0"), file_store(settings), settings, lambda: planner)
    await runner.handle(Job(0, "export list", f'{{"id":"{job_id}"}}'.encode(), 1))


if __name__ == "__main__":
    Copy.__init__ = endless  # type: ignore[method-assign]
    asyncio.run(main(*sys.argv[1:]))
