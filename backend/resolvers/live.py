"""Live subscriptions: each event goes to whoever wants it, as they would see it in a query, in order, once.

A *feed* is all subscriptions that get the same answers: one document, one set of arguments, one viewpoint (a role; or a
viewer, where the answer depends on who asks). Its events are read by one statement for each type of node, whoever
listens. Feeds do not wait for each other, and nobody waits for a socket: a sink that does not drain is ended.
"""

import asyncio
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from backend.auth.viewer import SUBSCRIBERS, Viewer
from backend.database import CONNECTION_ERRORS, Database
from backend.errors import RequestError
from backend.events.log import Interest, LogEnd, LoggedEvent, SinceTooOld, log_end, read_wanted
from backend.planner.live import LiveSelection
from backend.planner.planner import Planner
from backend.planner.reader import Unavailable

MOST_AT_ONCE = 100  # events of one statement
MOST_WAITING = 20_000  # events that a feed may lag behind
RETRY_SECONDS = 0.5
PATIENCE_SECONDS = 5.0  # how long a subscription waits for the listener to begin

log = structlog.get_logger()


class QueueOverflow(RequestError):
    """The subscriber does not take in what it is sent; it may come back with its last cursor."""

    code = "QUEUE_OVERFLOW"


@dataclass(frozen=True, slots=True)
class Message:
    """What one event is to a feed."""

    position: int
    cursor: str
    payload: bytes


class Sink(Protocol):
    """Where a subscription's messages go. `send` and `end` do not wait."""

    def send(self, messages: Sequence[Message]) -> None: ...

    def end(self, error: RequestError) -> None:
        """The subscription cannot go on."""

    async def drained(self) -> None:
        """Wait until there is room for more. Raises QueueOverflow when there is none for too long."""


Complete = Callable[[LiveSelection, Viewer, dict[str, Any]], Awaitable[bytes]]


@dataclass(eq=False)
class Subscription:
    """One subscriber of a feed. `position`: everything up to it was sent, or happened before it began."""

    feed: "Feed"
    sink: Sink
    position: int
    replaying: asyncio.Task[None] | None = None

    def close(self) -> None:
        if self.replaying is not None:
            self.replaying.cancel()
        self.feed.leave(self)


@dataclass(eq=False)
class Feed:
    hub: "Hub"
    key: Any
    selection: LiveSelection
    viewer: Viewer
    subscribers: set[Subscription] = field(default_factory=set)
    members: int = 0  # subscribers, and those that are still replaying
    waiting: list[LoggedEvent] = field(default_factory=list)
    task: asyncio.Task[None] | None = None

    def leave(self, subscription: Subscription) -> None:
        self.subscribers.discard(subscription)
        self.members -= 1
        if self.members == 0:
            self.hub.forget(self)

    def add(self, event: LoggedEvent) -> None:
        self.waiting.append(event)
        if len(self.waiting) > MOST_WAITING:
            self.waiting.clear()
            self.end_all(QueueOverflow("reading could not keep up; come back with the last cursor"))
        elif self.task is None or self.task.done():
            self.task = asyncio.create_task(self._drain())

    def end_all(self, error: RequestError) -> None:
        for subscription in list(self.subscribers):
            subscription.sink.end(error)

    async def _drain(self) -> None:
        while self.waiting:
            events, self.waiting = self.waiting[:MOST_AT_ONCE], self.waiting[MOST_AT_ONCE:]
            try:
                messages = await self.hub.messages(self.selection, self.viewer, events)
            except (Unavailable, TimeoutError):
                # Nothing is lost: they are tried again, in order, before what has come meanwhile.
                self.waiting[:0] = events
                await asyncio.sleep(RETRY_SECONDS)
                continue
            except RequestError as error:
                self.end_all(error)
                return
            except Exception:
                log.exception("a subscription failed", name=self.selection.name)
                self.end_all(Unavailable("the subscription failed; come back with the last cursor"))
                return
            last = events[-1].position
            for subscription in list(self.subscribers):
                if subscription.position < last:
                    _give(subscription, messages)
                    subscription.position = last


def _give(subscription: Subscription, messages: Sequence[Message]) -> None:
    if messages and messages[0].position <= subscription.position:
        messages = [message for message in messages if message.position > subscription.position]
    if messages:
        subscription.sink.send(messages)


class Hub:
    """All feeds of a process. The listener publishes to it."""

    def __init__(self, planner: Planner, database: Database, complete: Complete) -> None:
        self._planner = planner
        self._database = database
        self._complete = complete
        self._feeds: dict[Any, Feed] = {}
        # Where an event looks for feeds: those that want one contract's, customer's or node's, and those that want all.
        self._by_scope: dict[uuid.UUID | None, set[Feed]] = defaultdict(set)
        self._end: LogEnd | None = None
        self._listening = asyncio.Event()
        self.sent = 0  # messages; for the metrics

    # The listener's side

    def publish(self, events: list[LoggedEvent], end: LogEnd) -> None:
        self._end = end
        self._listening.set()
        for event in events:
            for feed in self._candidates(event):
                if feed.selection.interest.wants(event):
                    feed.add(event)

    def restarted(self, end: LogEnd) -> None:
        self._end = end
        for feed in list(self._feeds.values()):
            feed.waiting.clear()
            feed.end_all(SinceTooOld("the log began anew; read the present state and go on from now"))

    def _candidates(self, event: LoggedEvent) -> Iterable[Feed]:
        scopes = {
            None, event.contract_id, event.customer_id, event.node_id, event.payer_contract_id, event.payer_customer_id
        }  # fmt: skip
        for scope in scopes:
            yield from list(self._by_scope.get(scope, ()))

    # The subscribers' side

    @property
    def subscriptions(self) -> int:
        return sum(feed.members for feed in self._feeds.values())

    async def open(self, selection: LiveSelection, viewer: Viewer, sink: Sink) -> Subscription:
        """Begin to send to `sink`: from `since` on where it is given, else from now on.

        Raises BadUserInput for what is no cursor, SinceTooOld, Unavailable.
        """
        end = await self._known_end(selection)
        position = end.last if selection.since is None else end.position(selection.since)
        feed = self._feed(selection, viewer)
        feed.members += 1
        subscription = Subscription(feed, sink, position)
        # Nothing is awaited between the look at the end and joining: no event falls between.
        if self._end is not None and position >= self._end.last:
            feed.subscribers.add(subscription)
        else:
            subscription.replaying = asyncio.create_task(self._replay(subscription))
        return subscription

    async def _known_end(self, selection: LiveSelection) -> LogEnd:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await self._listening.wait()
        except TimeoutError:
            raise Unavailable("the log cannot be read; try again") from None
        assert self._end is not None
        if selection.since is None:
            return self._end
        # What was dropped meanwhile, and how far other processes have read, the database knows.
        end: LogEnd = await self._with_connection(log_end)
        if end.position(selection.since) > end.last:
            raise SinceTooOld("the log never reached this cursor; read the present state and go on from now")
        return LogEnd(self._end.last, end.floor, end.epoch)

    def _feed(self, selection: LiveSelection, viewer: Viewer) -> Feed:
        shared = viewer.role not in SUBSCRIBERS and not selection.depends_on_viewer
        viewpoint = viewer.role if shared else viewer
        key = (id(selection.operation), repr(sorted(selection.shared.items())), viewpoint)
        feed = self._feeds.get(key)
        if feed is None:
            feed = self._feeds[key] = Feed(self, key, selection, viewer)
            self._by_scope[scope_of(selection.interest)].add(feed)
        return feed

    def forget(self, feed: Feed) -> None:
        self._feeds.pop(feed.key, None)
        scope = scope_of(feed.selection.interest)
        self._by_scope[scope].discard(feed)
        if not self._by_scope[scope]:
            del self._by_scope[scope]

    async def _replay(self, subscription: Subscription) -> None:
        """Send what happened since; then join the feed at the place where the listener is."""
        try:
            while True:
                assert self._end is not None
                until = self._end.last
                await self._catch_up(subscription, until)
                if self._end.last <= until:
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
            subscription.sink.end(Unavailable("the replay failed; come back with the last cursor"))

    async def _catch_up(self, subscription: Subscription, until: int) -> None:
        feed = subscription.feed
        interest = feed.selection.interest
        while (after := subscription.position) < until:
            events = await self._with_connection(read_wanted, interest, after, until, MOST_AT_ONCE)
            if events:
                messages = await self.messages(feed.selection, feed.viewer, events)
                await subscription.sink.drained()
                _give(subscription, messages)
            subscription.position = events[-1].position if len(events) == MOST_AT_ONCE else until

    async def _with_connection(self, work: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        free_list = self._database.reads.by_key
        try:
            connection = await free_list.take()
            try:
                found = await work(connection, *arguments)
            except BaseException:
                free_list.discard(connection)
                raise
        except CONNECTION_ERRORS as error:
            raise Unavailable("the log cannot be read; come back with the last cursor") from error
        free_list.give_back(connection)
        return found

    # Reading

    async def messages(self, selection: LiveSelection, viewer: Viewer, events: Sequence[LoggedEvent]) -> list[Message]:
        """What these events are to a viewer; those about nodes they may not see are left out."""
        rows = await self._rows(selection, viewer, events)
        end = self._end
        assert end is not None
        found = []
        for event in events:
            by_key = rows.get((event.node_type, event.node_id)) or selection.missing_node(event, viewer)
            if by_key is None:
                continue
            cursor = end.cursor(event.position)
            if selection.mixed:
                payload = await self._complete(selection, viewer, selection.row(event, cursor, by_key))
            else:
                payload = selection.text(event, cursor, by_key)
            found.append(Message(event.position, cursor, payload))
        self.sent += len(found)
        return found

    async def _rows(
        self, selection: LiveSelection, viewer: Viewer, events: Sequence[LoggedEvent]
    ) -> Mapping[tuple[str, uuid.UUID], dict[str, Any]]:
        """Each node once, however many events are about it: by type and id, the row under each response key."""
        found: dict[tuple[str, uuid.UUID], dict[str, Any]] = {}
        by_type: dict[str, dict[uuid.UUID, None]] = defaultdict(dict)
        for event in events:
            by_type[event.node_type][event.node_id] = None
        for type_name, ids in by_type.items():
            for key, plan in selection.plans.get(type_name, {}).items():
                rows = await self._planner.read_nodes(plan, selection.coerced, viewer, list(ids))
                for node_id, row in zip(ids, rows, strict=True):
                    if row is not None:
                        found.setdefault((type_name, node_id), {})[key] = row
        return found


def scope_of(interest: Interest) -> uuid.UUID | None:
    """The one id by which events find a feed; None where any event may concern it."""
    return interest.node_id or interest.contract_id or interest.line_id or interest.customer_id
