"""Fixtures of the access matrix: its rows, read by a whole run, and a copy to try mutations on."""

import asyncio
from collections.abc import Iterator

import pytest

from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from backend.planner.compiler import Compiler
from backend.settings import Settings
from tests.auth.matrix import FIRST, SECOND, Look, Matrix
from tests.auth.rows import add_rows
from tests.databases import Pool


@pytest.fixture(scope="session")
def matrix_name(databases: Pool) -> Iterator[str]:
    """A database with the matrix's rows, which nobody writes to."""
    with databases.leased() as name:
        asyncio.run(add_rows(databases.place.url(OWNER_ROLE, name)))
        yield name


@pytest.fixture(scope="session")
def matrix(postgresql: ServerLocation, matrix_name: str, settings: Settings) -> Iterator[Matrix]:
    opened = Matrix(postgresql.url(APPLICATION_ROLE, matrix_name), settings)
    yield opened
    opened.close()


@pytest.fixture
def look(matrix: Matrix, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Look]:
    """A role behind the walls the test names."""
    role, wall, deep = request.param
    if wall == FIRST:
        monkeypatch.setattr("backend.planner.planner.WALLS", {})
    elif wall == SECOND:
        monkeypatch.setattr(Compiler, "visible", lambda *_: [])
    matrix.forget_plans()
    yield Look(matrix, role, deep=deep)
    matrix.forget_plans()


@pytest.fixture(scope="module")
def changed(postgresql: ServerLocation, databases: Pool, settings: Settings) -> Iterator[Matrix]:
    """The same rows, to try mutations on."""
    with databases.leased() as name:
        asyncio.run(add_rows(postgresql.url(OWNER_ROLE, name)))
        opened = Matrix(postgresql.url(APPLICATION_ROLE, name), settings)
        yield opened
        opened.close()
