"""Jobs declared beside the service that does them: a name, and for scheduled ones a cron expression.

    @job("restore numbers", cron="*/10 * * * *")
    async def restore_numbers(tools: Tools, job: Job) -> None: ...

A method of an object is declared alike, without `tools`. The worker's assembly collects them with `declared`.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from types import ModuleType
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Connection, Database
from backend.jobs.schedules import Schedule
from backend.jobs.worker import Handler
from backend.settings import Settings

Declared = TypeVar("Declared", bound=Callable[..., Awaitable[None]])
_MARK = "_declared_job"


@dataclass(frozen=True)
class Tools:
    """What a job works with."""

    settings: Settings
    database: Database
    connect: Callable[[], Awaitable[Connection]]  # without a time limit on statements

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection that is closed at the end, without a time limit on statements."""
        opened = await self.connect()
        try:
            yield opened
        finally:
            await opened.close()

    async def repeat(self, step: Callable[[AsyncSession], Awaitable[int]]) -> None:
        """Run a step in transactions of its own until it finds nothing more to do."""
        moved = 1
        while moved:
            async with self.database.transaction() as session:
                moved = await step(session)


@dataclass(frozen=True)
class _Declaration:
    name: str
    cron: str | None
    at_once: int | None


@dataclass(frozen=True)
class Jobs:
    """What a worker is given: handlers by name, schedules, and how many of one name run at once."""

    handlers: Mapping[str, Handler]
    schedules: Sequence[Schedule]
    at_once: Mapping[str, int]


def job(name: str, *, cron: str | None = None, at_once: int | None = None) -> Callable[[Declared], Declared]:
    """Declare a function or a method as the handler of the job `name`.

    `cron` (UTC) enqueues it at its moments. At most `at_once` run in all workers together.
    """

    def mark(function: Declared) -> Declared:
        setattr(function, _MARK, _Declaration(name, cron, at_once))
        return function

    return mark


def declared(tools: Tools, *owners: ModuleType | object) -> Jobs:
    """The jobs that are declared in modules and on objects. Raises ValueError when a name comes twice."""
    found = [each for owner in owners for each in _of(tools, owner)]
    names = [declaration.name for declaration, _ in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"declared twice: {', '.join(sorted(twice))}")
    return Jobs(
        {declaration.name: handler for declaration, handler in found},
        [Schedule(declaration.name, declaration.cron) for declaration, _ in found if declaration.cron is not None],
        {declaration.name: declaration.at_once for declaration, _ in found if declaration.at_once is not None},
    )


def _of(tools: Tools, owner: ModuleType | object) -> list[tuple[_Declaration, Handler]]:
    is_module = isinstance(owner, ModuleType)
    found: list[tuple[_Declaration, Handler]] = []
    for name, function in vars(owner if is_module else type(owner)).items():
        declaration: Any = getattr(function, _MARK, None)
        if declaration is None or (is_module and function.__module__ != owner.__name__):  # type: ignore[union-attr]
            continue
        found.append((declaration, partial(function, tools) if is_module else getattr(owner, name)))
    return found
