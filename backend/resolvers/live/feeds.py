"""Feeds: groups of subscriptions that receive the same messages.

A feed has one document, one set of arguments and one viewpoint (a role, or a viewer where the data depends on the
viewer). Its events are read by one statement per type of node, regardless of the number of subscribers. Feeds do not
wait for each other or for sockets: a sink that does not drain is ended. The only listener of a feed pays for what is
read; a feed with listeners of several callers costs each of them little.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import structlog

from backend.auth.viewer import Viewer
from backend.errors import RequestError, Throttled
from backend.events.log import LoggedEvent
from backend.planner.live import LiveSelection
from backend.planner.reader import Unavailable

BATCH_SIZE = 100  # events read by one statement, at most
MAX_ROWS_AT_ONCE = 2_000  # rows that one statement may return, unless a single event has more
MAX_BACKLOG = 20_000  # unsent events of a feed
RETRY_SECONDS = 0.5

Complete = Callable[[LiveSelection, Viewer, dict[str, Any]], Awaitable[bytes]]

log = structlog.get_logger()


class QueueOverflow(RequestError):
    """The subscriber does not read its messages fast enough. It can resubscribe with its last cursor."""

    code = "QUEUE_OVERFLOW"


@dataclass(frozen=True, slots=True)
class Message:
    """The message of one event for the subscriptions of a feed."""

    position: int
    cursor: str
    payload: bytes


class Sink(Protocol):
    """The transport of a subscription. `send` and `end` do not wait."""

    @property
    def ready(self) -> bool:
        """Whether the client has read most of what was sent."""

    def send(self, messages: Sequence[Message]) -> None: ...

    def end(self, error: RequestError) -> None:
        """End the subscription with an error."""

    async def drained(self) -> None:
        """Wait until it is ready. Raises QueueOverflow after a time limit."""


@dataclass(eq=False)
class Subscription:
    """One subscriber of a feed. Events up to `position` were sent, or precede the subscription."""

    feed: "Feed"
    viewer: Viewer
    sink: Sink
    position: int
    on_close: Callable[[], None]
    replaying: asyncio.Task[None] | None = None

    def close(self) -> None:
        if self.replaying is not None:
            self.replaying.cancel()
        self.feed.leave(self)
        self.on_close()


class Reads(Protocol):
    """What feeds need of the hub."""

    async def messages(self, feed: "Feed", events: Sequence[LoggedEvent]) -> list[Message]: ...

    async def pay(self, viewer: Viewer, rows: int) -> None:
        """Take rows from a caller's budget; waits while the budget is exhausted."""


@dataclass(eq=False)
class Feed:
    """A group of subscriptions that receive the same messages."""

    reads: Reads
    key: Any
    selection: LiveSelection
    opener: Viewer
    on_empty: Callable[["Feed"], None]
    subscribers: set[Subscription] = field(default_factory=set)
    members: int = 0  # subscribers, including those that are still replaying
    others: int = 0  # members of another caller than the opener
    waiting: list[LoggedEvent] = field(default_factory=list)
    task: asyncio.Task[None] | None = None

    @property
    def viewer(self) -> Viewer:
        """For whom events are read. With listeners of several callers it is nobody's read."""
        return replace(self.opener, subject="") if self.others else self.opener

    @property
    def batch_size(self) -> int:
        """How many events are read by one statement."""
        return max(1, min(BATCH_SIZE, MAX_ROWS_AT_ONCE // max(1, self.selection.cost)))

    def enter(self, viewer: Viewer, sink: Sink, position: int, on_close: Callable[[], None]) -> Subscription:
        self.members += 1
        self.others += viewer.subject != self.opener.subject
        return Subscription(self, viewer, sink, position, on_close)

    def leave(self, subscription: Subscription) -> None:
        self.subscribers.discard(subscription)
        self.members -= 1
        self.others -= subscription.viewer.subject != self.opener.subject
        if self.members == 0:
            self.on_empty(self)

    def add(self, event: LoggedEvent) -> None:
        self.waiting.append(event)
        if len(self.waiting) > MAX_BACKLOG:
            self.waiting.clear()
            self.end_all(QueueOverflow("the events are not read fast enough; subscribe again with the last cursor"))
        elif self.task is None or self.task.done():
            self.task = asyncio.create_task(self._drain())

    def end_all(self, error: RequestError) -> None:
        for subscription in list(self.subscribers):
            subscription.sink.end(error)

    async def _drain(self) -> None:
        while self.waiting and self.members:
            size = self.batch_size
            events, self.waiting = self.waiting[:size], self.waiting[size:]
            try:
                messages = await self.reads.messages(self, events)
            except (Unavailable, Throttled, TimeoutError):
                # The events are read again, before those that arrived in the meantime.
                self.waiting[:0] = events
                await asyncio.sleep(RETRY_SECONDS)
                continue
            except RequestError as error:
                self.end_all(error)
                return
            except Exception:
                log.exception("a subscription failed", name=self.selection.name)
                self.end_all(Unavailable("the subscription failed; subscribe again with the last cursor"))
                return
            last = events[-1].position
            for subscription in list(self.subscribers):
                if subscription.position < last:
                    send_new(subscription, messages)
                    subscription.position = last
            if not self.others:
                await self.reads.pay(self.opener, rows_of(messages))


def send_new(subscription: Subscription, messages: Sequence[Message]) -> None:
    """Send the messages after the subscription's position."""
    if messages and messages[0].position <= subscription.position:
        messages = [message for message in messages if message.position > subscription.position]
    if messages:
        subscription.sink.send(messages)


def rows_of(messages: Sequence[Message]) -> int:
    """The rows that the messages contain: each row is an object; embedded objects are counted too."""
    return sum(message.payload.count(b"{") for message in messages)
