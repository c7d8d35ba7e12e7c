"""Prepared statements in PostgreSQL are bounded: a plan that is seen once is not prepared, nor is a large one."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.engine import make_url

from backend.database import Division
from backend.planner import prepared
from backend.settings import Settings
from tests.client import Client
from tests.connections import drop_kept

pytestmark = pytest.mark.database


@pytest.fixture
def narrow(read_url: str, settings: Settings) -> Iterator[Client]:
    """The API with one connection for reads by key, which is new."""
    drop_kept(make_url(read_url).database)
    opened = Client(read_url, settings.model_copy(update={"read_connections": 1}))
    yield opened
    opened.close()


def kept(client: Client) -> list[str]:
    """The texts of the statements that PostgreSQL keeps for the one connection."""

    async def go() -> Any:
        free_list = client.app.state.database.reads[Division.STAFF][None].by_key
        connection = await free_list.take()
        found = await connection.fetch("select statement from pg_prepared_statements order by prepare_time", timeout=5)
        free_list.give_back(connection)
        return found

    return [row[0] for row in client.run(go()) if "pg_prepared_statements" not in row[0]]


def listed(number: int) -> str:
    return f"query q{number} {{ tariffs(first: 1) {{ nodes {{ a{number}: id }} }} }}"


def test_a_plan_is_prepared_when_it_runs_again(narrow: Client) -> None:
    narrow.ask(listed(1))
    assert kept(narrow) == []
    narrow.ask(listed(1))
    (statement,) = kept(narrow)
    assert "a1" in statement
    narrow.ask(listed(1))
    assert kept(narrow) == [statement]


def test_a_large_plan_is_never_prepared(narrow: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "LARGE_CHARACTERS", 100)
    for _ in range(3):
        narrow.ask(listed(2))
    assert kept(narrow) == []


def test_a_connection_ends_when_its_process_has_parsed_much(narrow: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30, 32):
        for _ in range(2):
            narrow.ask(listed(number))
    before = kept(narrow)
    monkeypatch.setattr(prepared, "MAX_PARSED_CHARACTERS", 500)
    narrow.ask(listed(33))
    assert (len(before), kept(narrow)) == (2, [])


@pytest.mark.parametrize(("limit", "value"), [("MAX_PREPARED", 3), ("MAX_PREPARED_CHARACTERS", 1_000)])
def test_the_least_recently_used_statements_are_dropped(
    narrow: Client, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(prepared, limit, value)
    for number in range(10, 20):
        for _ in range(2):
            narrow.ask(listed(number))
        narrow.ask(listed(10))
    found = kept(narrow)
    assert len(found) <= 4, "the limit, and one that is closed when the next one is prepared"
    assert any("a10" in statement for statement in found)
    assert any("a19" in statement for statement in found)
