"""Runs one import job in a process that a test can kill: `python -m tests.imports.import_process URL DIR JOB`."""

import asyncio
import json
import sys
from pathlib import Path

from backend.database import connect
from backend.imports.runner import ImportRunner
from backend.jobs.worker import Job
from backend.settings import Settings
from backend.worker import file_store


async def main(url: str, folder: str, job_id: str) -> None:
    settings = Settings(data_dir=Path(folder))
    runner = ImportRunner(lambda: connect(url, statement_timeout="0"), file_store(settings), settings)
    await runner.handle(Job(0, "import file", json.dumps({"id": job_id}).encode(), 1))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
