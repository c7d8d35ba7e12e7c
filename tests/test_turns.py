"""Turns: in order for one caller, in rotation among callers, bounded, and never lost."""

import asyncio

import pytest

from backend.errors import Throttled
from backend.turns import Turns


def turns(total: int = 1, each: int = 1, waiting: int = 10, seconds: float = 60) -> Turns:
    return Turns("test", total, each, waiting, seconds)


async def served(one: Turns, waiting: list[tuple[str, int]]) -> list[str]:
    """The order in which requests (caller, rank) get their turns, when all wait before the first turn is free."""
    order: list[str] = []
    assert one.try_enter("first")

    async def request(caller: str, rank: int) -> None:
        await one.enter(caller, rank)
        order.append(caller)
        await asyncio.sleep(0)
        one.leave(caller)

    tasks = []
    for caller, rank in waiting:
        tasks.append(asyncio.create_task(request(caller, rank)))
        await asyncio.sleep(0)
    one.leave("first")
    await asyncio.gather(*tasks)
    assert one.try_enter("last"), "every turn was given back"
    return order


def test_callers_take_turns() -> None:
    waiting = [("a", 0), ("a", 0), ("a", 0), ("b", 0), ("c", 0)]
    assert asyncio.run(served(turns(), waiting)) == ["a", "b", "c", "a", "a"]


def test_a_lower_rank_is_served_first() -> None:
    assert asyncio.run(served(turns(), [("a", 2), ("b", 1), ("c", 0), ("d", 2)])) == ["c", "b", "a", "d"]


def test_a_caller_at_its_limit_does_not_hold_up_others() -> None:
    async def go() -> None:
        one = turns(total=3, each=1)
        assert one.try_enter("a")
        assert not one.try_enter("a")
        mine = asyncio.create_task(one.enter("a"))
        await asyncio.sleep(0)
        assert one.try_enter("b")
        await one.enter("c")
        assert not mine.done()
        one.leave("a")
        await mine

    asyncio.run(go())


def test_too_many_waiting_requests_are_refused() -> None:
    async def go() -> None:
        one = turns(waiting=1)
        assert one.try_enter("a")
        waiting = asyncio.create_task(one.enter("a"))
        await asyncio.sleep(0)
        with pytest.raises(Throttled) as error:
            await one.enter("a")
        assert error.value.facts == {"retryAfterSeconds": 1}
        one.leave("a")
        await waiting

    asyncio.run(go())


def test_a_request_that_waited_too_long_is_refused_and_leaves_the_queue() -> None:
    async def go() -> None:
        one = turns(seconds=0.01)
        assert one.try_enter("a")
        with pytest.raises(Throttled):
            await one.enter("b")
        one.leave("a")
        assert one.try_enter("b")

    asyncio.run(go())


@pytest.mark.parametrize("given", [False, True])
def test_the_turn_of_a_cancelled_request_is_not_lost(*, given: bool) -> None:
    async def go() -> None:
        one = turns()
        assert one.try_enter("a")
        task = asyncio.create_task(one.enter("b"))
        await asyncio.sleep(0)
        if given:
            one.leave("a")  # the turn is given, and the request is cancelled before it runs on
            task.cancel()
        else:
            task.cancel()
            one.leave("a")
        with pytest.raises(asyncio.CancelledError):
            await task
        assert one.try_enter("c")

    asyncio.run(go())
