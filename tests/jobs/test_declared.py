"""Declarations of jobs: by the modules and objects that handle them, each name once."""

import asyncio
from typing import Any

import pytest

from backend.jobs.declare import Tools, declared, job
from backend.jobs.schedules import Schedule
from backend.jobs.worker import Job
from backend.services import ledger, pool, upkeep

TOOLS: Any = Tools(settings=object(), database=object(), connect=object())  # type: ignore[arg-type]
QUEUED = Job(1, "import file", b"{}", 1)


class Owner:
    def __init__(self) -> None:
        self.done: list[Job] = []

    @job("import file", max_concurrent=2)
    async def handle(self, queued: Job) -> None:
        self.done.append(queued)


def test_a_method_handles_jobs_for_its_object() -> None:
    owner = Owner()
    jobs = declared(TOOLS, owner)
    assert (list(jobs.handlers), jobs.schedules, jobs.max_concurrent) == (["import file"], [], {"import file": 2})
    handled: Any = jobs.handlers["import file"](QUEUED)
    asyncio.run(handled)
    assert owner.done == [QUEUED]


def test_a_module_declares_its_own_jobs_and_not_imported_ones() -> None:
    assert "restore numbers" in declared(TOOLS, pool).handlers
    assert "roll up the ledger" not in declared(TOOLS, pool).handlers
    assert declared(TOOLS, ledger).schedules == [Schedule("roll up the ledger", "*/5 * * * *")]


def test_a_second_declaration_of_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="declared twice: import file"):
        declared(TOOLS, Owner(), Owner(), upkeep)
