"""Each use of the database has connections of its own, a subject has a share of them, and waiting subjects take turns."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from backend.database import Connection, Database, Division, FreeList, connect
from backend.embedded import HOLDER_ROLE, LINE_ROLE, PARTNER_ROLE
from backend.errors import Throttled
from backend.settings import Settings

pytestmark = pytest.mark.database


class Opened:
    """Connections without a server."""

    def __init__(self) -> None:
        self.count = 0

    async def __call__(self) -> Any:
        self.count += 1
        return _Connection()


class _Connection:
    def is_closed(self) -> bool:
        return False

    def terminate(self) -> None:
        return

    async def close(self, timeout: float | None = None) -> None:  # noqa: ASYNC109  the signature of asyncpg
        return


async def _waits(taken: Coroutine[Any, Any, Connection]) -> asyncio.Task[Connection]:
    task = asyncio.create_task(taken)
    for _ in range(3):
        await asyncio.sleep(0)
    return task


def test_a_subject_holds_its_share_and_leaves_the_rest() -> None:
    async def go() -> None:
        free_list = FreeList(Opened(), 3, 2)
        first = [await free_list.take("one") for _ in range(2)]
        third = await _waits(free_list.take("one"))
        assert not third.done()
        other = await free_list.take("another")
        free_list.give_back(other)
        await asyncio.sleep(0)
        assert free_list.take_free("one") is None, "an idle connection is not for a subject that has its share"
        assert not third.done()
        free_list.give_back(first[0])
        assert await third in {first[0], other}

    asyncio.run(go())


def test_who_waits_too_long_leaves_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.database.free_list.ACQUIRE_TIMEOUT_SECONDS", 0.01)

    async def go() -> None:
        free_list = FreeList(Opened(), 1)
        held = await free_list.take("one")
        with pytest.raises(TimeoutError):
            await free_list.take("two")
        assert not free_list.awaited
        free_list.give_back(held)
        assert free_list.take_free("three") is held

    asyncio.run(go())


def test_subjects_that_wait_take_turns() -> None:
    async def go() -> list[str]:
        free_list = FreeList(Opened(), 1)
        held = await free_list.take("one")
        order: list[str] = []

        async def use(subject: str) -> None:
            connection = await free_list.take(subject)
            order.append(subject)
            free_list.give_back(connection)

        tasks = [asyncio.create_task(use(subject)) for subject in ("one", "one", "one", "two", "three")]
        await asyncio.sleep(0)
        free_list.give_back(held)
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(go()) == ["one", "two", "three", "one", "one"]


def test_a_request_that_comes_later_does_not_overtake() -> None:
    async def go() -> None:
        free_list = FreeList(Opened(), 1)
        held = await free_list.take("one")
        waiting = await _waits(free_list.take("two"))
        free_list.give_back(held)
        assert free_list.take_free("three") is None
        assert await waiting is held

    asyncio.run(go())


def test_a_request_that_goes_away_takes_no_connection_along() -> None:
    async def go() -> None:
        free_list = FreeList(Opened(), 1)
        held = await free_list.take("one")
        gone = await _waits(free_list.take("two"))
        late = await _waits(free_list.take("two"))
        gone.cancel()
        free_list.give_back(held)  # which has been given to the cancelled request, or not
        late.cancel()
        await asyncio.gather(gone, late, return_exceptions=True)
        assert free_list.take_free("three") is held
        assert not free_list.awaited

    asyncio.run(go())


def test_a_connection_that_cannot_be_opened_is_not_counted() -> None:
    async def go() -> None:
        failing = True

        async def opened() -> Any:
            if failing:
                raise ConnectionRefusedError
            return _Connection()

        free_list = FreeList(opened, 1, 1)
        for _ in range(3):
            with pytest.raises(ConnectionRefusedError):
                await free_list.take("one")
        failing = False
        assert await free_list.take("one")

    asyncio.run(go())


def test_only_so_many_requests_of_a_subject_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.database.free_list.MAX_WAITING", 2)

    async def go() -> None:
        free_list = FreeList(Opened(), 1)
        await free_list.take("one")
        tasks = [await _waits(free_list.take("one")) for _ in range(2)]
        with pytest.raises(Throttled):
            await free_list.take("one")
        other = await _waits(free_list.take("two"))
        assert not other.done()
        for task in [*tasks, other]:
            task.cancel()
        await asyncio.gather(*tasks, other, return_exceptions=True)

    asyncio.run(go())


def test_a_statement_whose_caller_went_away_ends(read_url: str) -> None:
    """Its connection counts as open until then."""

    async def go() -> int:
        free_list = FreeList(lambda: connect(read_url, application_name="gone"), 1)
        connection = await free_list.take("one")
        running = asyncio.create_task(connection.execute("select pg_sleep(60)"))
        beside = await connect(read_url)
        is_running = "select count(*) from pg_stat_activity where application_name = 'gone' and state = 'active'"
        while not await beside.fetchval(is_running):
            await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        free_list.discard(connection)
        another = await free_list.take("one")  # waits until the first is closed
        found: int = await beside.fetchval(is_running)
        free_list.give_back(another)
        await free_list.close()
        await beside.close()
        return found

    assert asyncio.run(go()) == 0


def test_sign_in_and_health_go_on_while_every_reader_holds_all_its_connections(
    read_url: str, settings: Settings
) -> None:
    async def go() -> None:
        database = Database(read_url, settings)
        taken = []
        for division, by_role in database.reads.items():
            for role, connections in by_role.items():
                for free_list in (connections.by_key, connections.searches, connections.dear):
                    while True:
                        try:
                            async with asyncio.timeout(0.05 if free_list._opened >= free_list._size else 10):
                                taken.append((free_list, await free_list.take(f"{division}{role}{len(taken)}")))
                        except TimeoutError:
                            break
        assert len(taken) >= settings.read_connections
        assert await database.ping()
        assert await database.fetch("select 1", free_list=database.authentication)
        async with database.sign_in() as session:
            await session.connection()
        async with database.transaction() as session:
            await session.connection()
        assert await database.fetch("select 1", free_list=database.papers, subject="user:1")
        for free_list, connection in taken:
            free_list.give_back(connection)
        await database.close()

    asyncio.run(go())


def test_subscribers_read_under_the_role_of_their_wall(read_url: str, settings: Settings) -> None:
    async def go() -> dict[tuple[Division, str | None], str]:
        database = Database(read_url, settings)
        found = {}
        for division, by_role in database.reads.items():
            for role, connections in by_role.items():
                connection = await connections.by_key.take("one")
                found[division, role] = await connection.fetchval("select current_user")
                connections.by_key.give_back(connection)
        await database.close()
        return found

    found = asyncio.run(go())
    assert {role for (_, role), _ in found.items()} == {None, LINE_ROLE, HOLDER_ROLE, PARTNER_ROLE}
    assert all(user == (role or "crm_app") for (_, role), user in found.items())
