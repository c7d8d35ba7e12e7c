"""The hub of live subscriptions: each listener gets each event after its start once and in order.

The planner and the database are in memory, so that a test controls the order of steps.
"""

import asyncio
import random
import uuid
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from backend.auth.usage import Throttle
from backend.auth.viewer import Role, Viewer
from backend.database import Division
from backend.errors import RequestError, Throttled
from backend.events.log import Interest, LogEnd, LoggedEvent
from backend.resolvers.live import BATCH_SIZE, Hub, Message, Subscription
from backend.settings import Settings

EPOCH = "e"
NODES = [uuid.UUID(int=number) for number in range(1, 4)]
OPERATOR = Viewer(Role.OPERATOR, "operator")


def event(position: int) -> LoggedEvent:
    return LoggedEvent(
        position, "payment.succeeded", "Payment", NODES[position % 3], None, None, None, None, "test",
        datetime(2026, 11, 24, tzinfo=UTC), {}, position,
    )  # fmt: skip


SELECTED = object()


class Selection(SimpleNamespace):
    """A subscription to all payments; the text of an event is its position."""

    def __init__(self, since: int | None, operation: object, cost: int) -> None:
        cursor = None if since is None else LogEnd(0, 0, EPOCH).cursor(since)
        super().__init__(
            operation=operation, shared={}, depends_on_viewer=False, mixed=False, name="paymentChanged", coerced=None,
            cost=cost, plans={"Payment": {"payment": "a plan"}}, interest=Interest(topics=("payment",)), since=cursor,
        )  # fmt: skip

    def text(self, told: LoggedEvent, _: str, rows: dict[str, Any]) -> bytes:
        assert rows == {"payment": {"id": str(told.node_id)}}
        return str(told.position).encode()

    def missing_node(self, *_: object) -> None:
        return None


class Log:
    """The log in the database and the planner that reads nodes; both wait while their gate is closed."""

    def __init__(self) -> None:
        self.events: list[LoggedEvent] = []
        self.reads_of: list[tuple[str, Division, int]] = []  # of nodes: by whom, on which connections, how many
        self.pages: list[tuple[int, int]] = []  # of the log: after and until which position
        self.taken: list[str] = []  # by whom connections are used
        self.reading, self.planning = asyncio.Event(), asyncio.Event()
        self.reading.set()
        self.planning.set()
        self.reads = {Division.REPLAYS: {None: SimpleNamespace(by_key=self)}}

    # The database's free list and a connection of it

    async def take(self, subject: str) -> "Log":
        self.taken.append(subject)
        return self

    def give_back(self, _: object) -> None:
        self.taken.pop(0)

    def discard(self, _: object) -> None:
        return

    async def fetchrow(self, _: str) -> dict[str, Any]:
        return {"last": len(self.events), "floor": 0, "epoch": EPOCH}

    async def fetch(self, _: str, after: int, until: int, most: int, *__: object) -> list[dict[str, Any]]:
        await self.reading.wait()
        self.pages.append((after, until))
        found = [each for each in self.events if after < each.position <= until][:most]
        return [
            {
                **{name: getattr(each, name) for name in LoggedEvent.__slots__},
                "created_at": each.at,
                "payload": orjson.dumps(each.payload),
            }
            for each in found
        ]

    # The planner

    async def read_nodes(
        self, _: object, __: object, viewer: Viewer, ids: Sequence[uuid.UUID], division: Division
    ) -> list[dict[str, Any]]:
        self.reads_of.append((viewer.subject, division, len(ids)))
        await self.planning.wait()
        return [{"id": str(node_id)} for node_id in ids]


class Purse:
    """The budget of every caller: what is in it, and what was paid."""

    def __init__(self) -> None:
        self.left, self.paid = 1_000_000, 0

    def try_take(self, _: Viewer, rows: int) -> bool:
        if rows > self.left:
            return False
        self.left -= rows
        self.paid += rows
        return True

    async def take(self, viewer: Viewer, rows: int) -> None:
        if not self.try_take(viewer, rows):
            raise Throttled("exhausted", retryAfterSeconds=0)

    def throttle(self, _: Viewer) -> Throttle:
        return Throttle(1_000, self.left, 1.0)


class Listener:
    """A sink that keeps the messages that it gets."""

    def __init__(self) -> None:
        self.got: list[int] = []
        self.ended: RequestError | None = None
        self.ready = True

    def send(self, messages: Sequence[Message]) -> None:
        for message in messages:
            assert message.payload == str(message.position).encode()
            assert message.cursor == LogEnd(0, 0, EPOCH).cursor(message.position)
            self.got.append(message.position)

    def end(self, error: RequestError) -> None:
        self.ended = error

    async def drained(self) -> None:
        await asyncio.sleep(0)


class Stage:
    """A hub over a log to which the test adds events."""

    def __init__(self) -> None:
        self.log = Log()
        planner: Any = self.log
        database: Any = self.log
        self.purse = Purse()
        purse: Any = self.purse
        self.hub = Hub(planner, database, self._never, purse, Settings(max_subscriptions=60))
        self.hub.publish([], LogEnd(0, 0, EPOCH))

    async def _never(self, *_: object) -> bytes:
        raise AssertionError

    def commit(self, count: int) -> list[LoggedEvent]:
        """Add events to the log that the hub has not been given yet."""
        added = [event(len(self.log.events) + 1 + number) for number in range(count)]
        self.log.events += added
        return added

    def publish(self, events: Sequence[LoggedEvent]) -> None:
        self.hub.publish(list(events), LogEnd(events[-1].position, 0, EPOCH))

    async def join(
        self, since: int | None = None, viewer: Viewer = OPERATOR, operation: object = SELECTED, cost: int = 2
    ) -> tuple[Listener, Subscription]:
        listener = Listener()
        selection: Any = Selection(since, operation, cost)
        return listener, await self.hub.open(selection, viewer, listener)


async def settled() -> None:
    """Let all tasks run until they wait."""
    for _ in range(50):
        await asyncio.sleep(0)


def run(scenario: Callable[[Stage], Coroutine[Any, Any, None]]) -> None:
    async def go() -> None:
        await asyncio.wait_for(scenario(Stage()), 10)

    asyncio.run(go())


def test_a_listener_that_joins_while_a_batch_is_read_gets_later_events_only() -> None:
    async def scenario(stage: Stage) -> None:
        early, _ = await stage.join()
        stage.log.planning.clear()
        stage.publish(stage.commit(3))
        await settled()
        late, _ = await stage.join()
        stage.publish(stage.commit(2))
        stage.log.planning.set()
        await settled()
        assert (early.got, late.got) == ([1, 2, 3, 4, 5], [4, 5])

    run(scenario)


def test_a_listener_that_joins_within_a_batch_gets_the_rest_of_it() -> None:
    async def scenario(stage: Stage) -> None:
        early, _ = await stage.join()
        stage.publish(stage.commit(3))  # in the queue of the feed
        late, _ = await stage.join()
        stage.publish(stage.commit(3))  # read together with the queued events
        await settled()
        assert (early.got, late.got) == ([1, 2, 3, 4, 5, 6], [4, 5, 6])

    run(scenario)


def test_a_listener_that_returns_with_a_later_cursor_gets_no_event_twice() -> None:
    async def scenario(stage: Stage) -> None:
        early, _ = await stage.join()
        events = stage.commit(6)
        stage.publish(events[:2])
        await settled()
        ahead, _ = await stage.join(since=4)
        stage.publish(events[2:])
        await settled()
        assert (early.got, ahead.got) == ([1, 2, 3, 4, 5, 6], [5, 6])

    run(scenario)


@pytest.mark.parametrize("replayed_first", [True, False])
def test_a_listener_that_returns_while_a_batch_is_read_gets_each_event_once(*, replayed_first: bool) -> None:
    async def scenario(stage: Stage) -> None:
        early, _ = await stage.join()
        stage.publish(stage.commit(2))
        await settled()
        stage.log.planning.clear()
        stage.log.reading.clear()
        stage.publish(stage.commit(3))
        await settled()
        late, _ = await stage.join(since=1)
        await settled()
        first, second = stage.log.reading, stage.log.planning
        for gate in (first, second) if replayed_first else (second, first):
            gate.set()
            await settled()
        stage.publish(stage.commit(1))
        await settled()
        assert (early.got, late.got) == ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6])

    run(scenario)


def test_events_published_during_a_replay_are_delivered_once() -> None:
    async def scenario(stage: Stage) -> None:
        stage.publish(stage.commit(BATCH_SIZE + 5))
        stage.log.reading.clear()
        late, subscription = await stage.join(since=1)
        stage.publish(stage.commit(3))
        await settled()
        assert late.got == []
        stage.log.reading.set()
        await settled()
        assert late.got == list(range(2, BATCH_SIZE + 9))
        assert subscription.replaying is None
        subscription.close()
        assert stage.hub.subscriptions == 0

    run(scenario)


def test_a_cursor_beyond_the_log_is_refused() -> None:
    async def scenario(stage: Stage) -> None:
        stage.publish(stage.commit(2))
        with pytest.raises(RequestError) as refused:
            await stage.join(since=3)
        assert refused.value.code == "SINCE_TOO_OLD"

    run(scenario)


@pytest.mark.parametrize("seed", range(40))
def test_in_any_order_of_steps_each_listener_gets_the_events_after_its_position_once(seed: int) -> None:
    rng = random.Random(seed)

    async def scenario(stage: Stage) -> None:
        joined: list[tuple[int, Listener]] = []
        heard = 0
        for _ in range(60):
            step = rng.choice(["commit", "publish", "join", "resume", "gate", "gate", "wait", "wait"])
            if step == "commit":
                stage.commit(rng.randrange(1, 4))
            elif step == "publish" and heard < len(stage.log.events):
                until = rng.randrange(heard + 1, len(stage.log.events) + 1)
                stage.publish(stage.log.events[heard:until])
                heard = until
            elif step == "join":
                joined.append((heard, (await stage.join())[0]))
            elif step == "resume":
                since = rng.randrange(len(stage.log.events) + 1)
                joined.append((since, (await stage.join(since))[0]))
            elif step == "gate":
                gate = rng.choice([stage.log.reading, stage.log.planning])
                gate.clear() if gate.is_set() else gate.set()
            else:
                for _ in range(rng.randrange(4)):
                    await asyncio.sleep(0)
        stage.log.reading.set()
        stage.log.planning.set()
        stage.commit(1)
        stage.publish(stage.log.events[heard:])
        await settled()
        whole = [each.position for each in stage.log.events]
        for since, listener in joined:
            assert listener.ended is None
            assert listener.got == whole[since:], since

    run(scenario)
