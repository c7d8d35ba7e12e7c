"""Fixtures of the access matrix: one database that a whole run reads, and one per file for mutations."""

import asyncio
from collections.abc import Iterator

import pytest

from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from backend.planner.draft import Draft
from backend.settings import Settings
from tests.auth.matrix import FIRST, SECOND, Look, Matrix
from tests.auth.rows import add_rows
from tests.databases import Pool


@pytest.fixture(scope="session")
def matrix_name(databases: Pool) -> Iterator[str]:
    """A database with the rows of the matrix, to which nothing is written."""
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
    """A `Look` of one role, with both walls or with one of them removed."""
    role, wall, deep = request.param
    if wall == FIRST:
        monkeypatch.setattr("backend.planner.planner.WALLS", {})
    elif wall == SECOND:
        monkeypatch.setattr(Draft, "visible", lambda *_: [])
    matrix.forget_plans()
    yield Look(matrix, role, deep=deep)
    matrix.forget_plans()


@pytest.fixture(scope="module")
def changed(postgresql: ServerLocation, databases: Pool, settings: Settings) -> Iterator[Matrix]:
    """The same rows in a database of the file's own, in which mutations are tried."""
    with databases.leased() as name:
        asyncio.run(add_rows(postgresql.url(OWNER_ROLE, name)))
        opened = Matrix(postgresql.url(APPLICATION_ROLE, name), settings)
        yield opened
        opened.close()
