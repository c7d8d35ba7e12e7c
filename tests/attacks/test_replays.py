"""Replays and feeds are paced and paid, so that one caller cannot take the log, the connections or the loop for itself.

The planner and the database are in memory, so that a test controls the order of steps.
"""

import pytest

from backend.auth.viewer import Role, Viewer
from backend.database import Division
from backend.errors import RequestError
from backend.resolvers.live.feeds import BATCH_SIZE, MAX_ROWS_AT_ONCE
from backend.resolvers.live.hub import FEED_COST
from backend.resolvers.live.replays import PAGE_POSITIONS
from tests.resolvers.test_hub import Stage, run, settled

FIRST, SECOND = (Viewer(Role.OPERATOR, name, f"user:{name}") for name in ("first", "second"))


def test_replays_of_one_caller_take_turns_and_do_not_delay_those_of_another() -> None:
    async def scenario(stage: Stage) -> None:
        stage.publish(stage.commit(5))
        stage.log.reading.clear()
        for _ in range(4):
            await stage.join(since=0, viewer=FIRST)
        await stage.join(since=0, viewer=SECOND)
        await settled()
        assert sorted(stage.log.taken) == ["user:first", "user:second"]
        stage.log.reading.set()
        await settled()
        assert {(subject, division) for subject, division, _ in stage.log.reads_of} == {
            ("user:first", Division.REPLAYS), ("user:second", Division.REPLAYS),
        }  # fmt: skip

    run(scenario)


def test_a_replay_waits_while_the_budget_of_its_caller_is_exhausted() -> None:
    async def scenario(stage: Stage) -> None:
        stage.publish(stage.commit(3 * BATCH_SIZE))
        stage.purse.left = FEED_COST
        replayed, _ = await stage.join(since=0)
        await settled()
        assert replayed.got == list(range(1, BATCH_SIZE + 1)), "a page is paid after it was sent"
        stage.purse.left = 1_000
        await settled()
        assert replayed.got == list(range(1, 3 * BATCH_SIZE + 1))
        # Each page costs a row, and a row for each hundred positions; these messages contain no objects.
        assert stage.purse.paid == FEED_COST + 3 * 2

    run(scenario)


def test_a_replay_does_not_read_while_its_client_does_not() -> None:
    async def scenario(stage: Stage) -> None:
        stage.publish(stage.commit(5))
        replayed, subscription = await stage.join(since=0)
        replayed.ready = False
        await settled()
        assert stage.log.pages == []
        replayed.ready = True
        await settled()
        assert (replayed.got, subscription.replaying) == ([1, 2, 3, 4, 5], None)

    run(scenario)


def test_one_statement_passes_a_limited_part_of_the_log_and_of_the_rows() -> None:
    async def scenario(stage: Stage) -> None:
        stage.publish(stage.commit(10))
        stage.publish([event for event in stage.commit(2 * PAGE_POSITIONS) if event.position % PAGE_POSITIONS == 0])
        del stage.log.events[10:]  # none of them matches
        replayed, _ = await stage.join(since=0, cost=MAX_ROWS_AT_ONCE // 4)
        await settled()
        assert replayed.got == list(range(1, 11))
        assert [count for _, _, count in stage.log.reads_of if count] == [3, 3, 2]
        assert max(until - after for after, until in stage.log.pages) == PAGE_POSITIONS

    run(scenario)


def test_a_distinct_document_is_charged_and_an_equal_one_is_not() -> None:
    async def scenario(stage: Stage) -> None:
        _, one = await stage.join()
        await stage.join(viewer=FIRST)
        assert stage.purse.paid == FEED_COST
        another = object()
        _, two = await stage.join(operation=another)
        assert stage.purse.paid == 2 * FEED_COST
        stage.purse.left = FEED_COST - 1
        with pytest.raises(RequestError) as refused:
            await stage.join(operation=object())
        assert refused.value.code == "THROTTLED"
        one.close()
        two.close()
        assert stage.hub.subscriptions == 1

    run(scenario)


def test_the_only_listener_of_a_feed_pays_for_what_it_reads() -> None:
    async def scenario(stage: Stage) -> None:
        alone, _ = await stage.join(viewer=FIRST)
        stage.publish(stage.commit(1))
        await settled()
        assert stage.log.reads_of == [("user:first", Division.FEEDS, 1)]
        await stage.join(viewer=SECOND)
        stage.publish(stage.commit(1))
        await settled()
        assert stage.log.reads_of[1:] == [("", Division.FEEDS, 1)], "a shared feed is nobody's read"
        assert alone.got == [1, 2]

    run(scenario)


def test_subscriptions_of_a_caller_are_limited_until_some_are_closed() -> None:
    async def scenario(stage: Stage) -> None:
        opened = [(await stage.join())[1] for _ in range(60)]
        with pytest.raises(RequestError) as refused:
            await stage.join()
        assert (refused.value.code, refused.value.facts["allowed"]) == ("LIMIT_EXCEEDED", 60)
        await stage.join(viewer=SECOND)
        opened[0].close()
        await stage.join()
        assert stage.hub.subscriptions == 61

    run(scenario)
