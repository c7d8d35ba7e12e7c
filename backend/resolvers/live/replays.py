"""Replays: the events after a subscription's cursor, before it joins its feed.

A replay reads the log in pages, on connections of its own. The replays of one caller take turns, page by page, and each
page is paid from the caller's budget: while that is exhausted, they wait.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol
from weakref import WeakValueDictionary

import structlog

from backend.auth.viewer import Viewer
from backend.database import CONNECTION_ERRORS, Database, Division
from backend.errors import RequestError, Throttled
from backend.events.log import LogEnd, LoggedEvent, log_end, read_wanted
from backend.planner.reader import Unavailable
from backend.resolvers.live.feeds import RETRY_SECONDS, Feed, Message, Subscription, rows_of, send_new

PAGE_POSITIONS = 2_000  # positions of the log that one statement reads, whether or not their events match
POSITIONS_PER_ROW = 100  # so many positions that were read cost as much as a row

log = structlog.get_logger()


class Reads(Protocol):
    """What replays need of the hub."""

    @property
    def last(self) -> int:
        """The last position that was published to the feeds."""

    async def messages(
        self, feed: Feed, events: Sequence[LoggedEvent], viewer: Viewer, division: Division
    ) -> list[Message]: ...

    async def pay(self, viewer: Viewer, rows: int) -> None: ...


class Replays:
    """The replays of a process."""

    def __init__(self, database: Database, reads: Reads) -> None:
        self._connections = database.reads[Division.REPLAYS][None].by_key
        self._reads = reads
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def begin(self, subscription: Subscription) -> None:
        subscription.replaying = asyncio.create_task(self._replay(subscription))

    async def log_end(self, viewer: Viewer) -> LogEnd:
        """The end of the log in the database. Raises Unavailable, Throttled."""
        try:
            end: LogEnd = await self._with_connection(viewer, log_end)
        except TimeoutError:
            raise Unavailable("the event log cannot be read; try again") from None
        return end

    async def _replay(self, subscription: Subscription) -> None:
        """Send the events since the cursor, then join the feed at the position of the listener."""
        try:
            while True:
                until = self._reads.last
                while subscription.position < until:
                    await self._next(subscription, until)
                if self._reads.last <= until:
                    subscription.position = max(subscription.position, until)
                    subscription.feed.subscribers.add(subscription)
                    subscription.replaying = None
                    return
        except RequestError as error:
            subscription.sink.end(error)
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("a replay failed", name=subscription.feed.selection.name)
            subscription.sink.end(Unavailable("the replay failed; subscribe again with the last cursor"))

    async def _next(self, subscription: Subscription, until: int) -> None:
        """Read, send and pay the next page, when it is the caller's turn and the client reads."""
        await subscription.sink.drained()
        viewer = subscription.viewer
        turn = self._turns.get(viewer.subject)
        if turn is None:
            turn = self._turns[viewer.subject] = asyncio.Lock()
        async with turn:
            # Another replay on the same socket may have sent its page in the meantime.
            if subscription.sink.ready:
                try:
                    await self._page(subscription, until)
                except (Throttled, TimeoutError):
                    await asyncio.sleep(RETRY_SECONDS)  # others use the connections

    async def _page(self, subscription: Subscription, until: int) -> None:
        feed, viewer, after = subscription.feed, subscription.viewer, subscription.position
        until, size = min(until, after + PAGE_POSITIONS), feed.batch_size
        events = await self._with_connection(viewer, read_wanted, feed.selection.interest, after, until, size)
        messages = []
        if events:
            messages = await self._reads.messages(feed, events, viewer, Division.REPLAYS)
            send_new(subscription, messages)
        subscription.position = events[-1].position if len(events) == size else until
        passed = subscription.position - after
        await self._reads.pay(viewer, rows_of(messages) + passed // POSITIONS_PER_ROW + 1)

    async def _with_connection(self, viewer: Viewer, work: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        """Raises Unavailable, and Throttled or TimeoutError while no connection is free."""
        try:
            connection = await self._connections.take(viewer.subject)
        except TimeoutError:
            raise
        except CONNECTION_ERRORS as error:
            raise Unavailable("the event log cannot be read; subscribe again with the last cursor") from error
        try:
            found = await work(connection, *arguments)
        except CONNECTION_ERRORS as error:
            self._connections.discard(connection)
            raise Unavailable("the event log cannot be read; subscribe again with the last cursor") from error
        except BaseException:
            self._connections.discard(connection)
            raise
        self._connections.give_back(connection)
        return found
