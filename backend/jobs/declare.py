"""Declaration of jobs next to their service, with a name and for scheduled jobs a cron expression.

    @job("restore numbers", cron="*/10 * * * *")
    async def restore_numbers(tools: Tools, job: Job) -> None: ...

A method is declared in the same way, without `tools`. The worker collects the declarations with `declared`: it finds
those of modules of `services` and `imports`, and names the objects with others.
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
    """Settings and database access for jobs."""

    settings: Settings
    database: Database
    connect: Callable[[], Awaitable[Connection]]  # without a statement timeout

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection without a statement timeout, which is closed at the end."""
        opened = await self.connect()
        try:
            yield opened
        finally:
            await opened.close()

    async def repeat(self, step: Callable[[AsyncSession], Awaitable[int]]) -> None:
        """Run a step repeatedly, each time in its own transaction, until it returns 0."""
        processed = 1
        while processed:
            async with self.database.transaction() as session:
                processed = await step(session)


@dataclass(frozen=True)
class _Declaration:
    name: str
    cron: str | None
    max_concurrent: int | None


@dataclass(frozen=True)
class Jobs:
    """The jobs of a worker: handlers by name, schedules, and the maximum of concurrent runs by name."""

    handlers: Mapping[str, Handler]
    schedules: Sequence[Schedule]
    max_concurrent: Mapping[str, int]


def job(name: str, *, cron: str | None = None, max_concurrent: int | None = None) -> Callable[[Declared], Declared]:
    """Declare a function or a method as the handler of the job `name`.

    `cron` (UTC) is the schedule by which the job is enqueued. At most `max_concurrent` runs are active in all workers
    together.
    """

    def mark(function: Declared) -> Declared:
        setattr(function, _MARK, _Declaration(name, cron, max_concurrent))
        return function

    return mark


def declared(tools: Tools, *owners: ModuleType | object) -> Jobs:
    """The jobs that are declared in modules and on objects. Raises ValueError when a name is declared twice."""
    found = [each for owner in owners for each in _of(tools, owner)]
    names = [declaration.name for declaration, _ in found]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"declared twice: {', '.join(sorted(repeated))}")
    return Jobs(
        {declaration.name: handler for declaration, handler in found},
        [Schedule(declaration.name, declaration.cron) for declaration, _ in found if declaration.cron is not None],
        {
            declaration.name: declaration.max_concurrent
            for declaration, _ in found
            if declaration.max_concurrent is not None
        },
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
