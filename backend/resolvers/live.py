"""Live subscriptions: each event is sent to all matching subscriptions, once, in order, as a query would return it.

A *feed* is a group of subscriptions that receive the same messages: one document, one set of arguments, one viewpoint
(a role, or a viewer where the data depends on the viewer). Its events are read by one statement per type of node,
regardless of the number of subscribers. Feeds do not wait for each other or for sockets: a sink that does not drain is
ended.
"""

import asyncio
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog

from backend.auth.viewer import SUBSCRIBERS, Viewer
from backend.database import CONNECTION_ERRORS, Database, Division
from backend.errors import RequestError
from backend.events.log import Interest, LogEnd, LoggedEvent, SinceTooOld, log_end, read_wanted
from backend.planner.live import LiveSelection
from backend.planner.planner import Planner
from backend.planner.reader import Unavailable

BATCH_SIZE = 100  # events read by one statement
MAX_BACKLOG = 20_000  # unsent events of a feed
RETRY_SECONDS = 0.5
LISTENER_TIMEOUT_SECONDS = 5.0  # a new subscription waits so long for the listener to start

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

    def send(self, messages: Sequence[Message]) -> None: ...

    def end(self, error: RequestError) -> None:
        """End the subscription with an error."""

    async def drained(self) -> None:
        """Wait until more messages can be sent. Raises QueueOverflow after a time limit."""


Complete = Callable[[LiveSelection, Viewer, dict[str, Any]], Awaitable[bytes]]


@dataclass(eq=False)
class Subscription:
    """One subscriber of a feed. Events up to `position` were sent, or precede the subscription."""

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
    """A group of subscriptions that receive the same messages."""

    hub: "Hub"
    key: Any
    selection: LiveSelection
    viewer: Viewer
    subscribers: set[Subscription] = field(default_factory=set)
    members: int = 0  # subscribers, including those that are still replaying
    waiting: list[LoggedEvent] = field(default_factory=list)
    task: asyncio.Task[None] | None = None

    def leave(self, subscription: Subscription) -> None:
        self.subscribers.discard(subscription)
        self.members -= 1
        if self.members == 0:
            self.hub.remove(self)

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
        while self.waiting:
            events, self.waiting = self.waiting[:BATCH_SIZE], self.waiting[BATCH_SIZE:]
            try:
                messages = await self.hub.messages(self.selection, self.viewer, events)
            except (Unavailable, TimeoutError):
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
                    _send_new(subscription, messages)
                    subscription.position = last


def _send_new(subscription: Subscription, messages: Sequence[Message]) -> None:
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
        # Feeds by the id of their contract, customer or node; None for feeds without a scope.
        self._by_scope: dict[uuid.UUID | None, set[Feed]] = defaultdict(set)
        self._end: LogEnd | None = None
        self._listening = asyncio.Event()
        self.sent = 0  # number of messages, for the metrics

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
            feed.end_all(SinceTooOld("the log was restarted; read the present state and subscribe without since"))

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
        """Send the events after `since`, or new events if it is not given, to `sink`.

        Raises BadUserInput for an invalid cursor, SinceTooOld, Unavailable.
        """
        end = await self._current_end(selection)
        position = end.last if selection.since is None else end.position(selection.since)
        feed = self._feed(selection, viewer)
        feed.members += 1
        subscription = Subscription(feed, sink, position)
        # There is no await between this comparison and joining, so no event is missed.
        if self._end is not None and position >= self._end.last:
            feed.subscribers.add(subscription)
        else:
            subscription.replaying = asyncio.create_task(self._replay(subscription))
        return subscription

    async def _current_end(self, selection: LiveSelection) -> LogEnd:
        try:
            async with asyncio.timeout(LISTENER_TIMEOUT_SECONDS):
                await self._listening.wait()
        except TimeoutError:
            raise Unavailable("the event log cannot be read; try again") from None
        assert self._end is not None
        if selection.since is None:
            return self._end
        # Read the end from the database: events may have been deleted, and other processes may have read further.
        end: LogEnd = await self._with_connection(log_end)
        if end.position(selection.since) > end.last:
            raise SinceTooOld(
                "the cursor is beyond the end of the log; read the present state and subscribe without since"
            )
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

    def remove(self, feed: Feed) -> None:
        self._feeds.pop(feed.key, None)
        scope = scope_of(feed.selection.interest)
        self._by_scope[scope].discard(feed)
        if not self._by_scope[scope]:
            del self._by_scope[scope]

    async def _replay(self, subscription: Subscription) -> None:
        """Send the events since the cursor, then join the feed at the position of the listener."""
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
            subscription.sink.end(Unavailable("the replay failed; subscribe again with the last cursor"))

    async def _catch_up(self, subscription: Subscription, until: int) -> None:
        feed = subscription.feed
        interest = feed.selection.interest
        while (after := subscription.position) < until:
            events = await self._with_connection(read_wanted, interest, after, until, BATCH_SIZE)
            if events:
                messages = await self.messages(feed.selection, feed.viewer, events)
                await subscription.sink.drained()
                _send_new(subscription, messages)
            subscription.position = events[-1].position if len(events) == BATCH_SIZE else until

    async def _with_connection(self, work: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        free_list = self._database.reads[Division.REPLAYS][None].by_key
        try:
            connection = await free_list.take()
            try:
                found = await work(connection, *arguments)
            except BaseException:
                free_list.discard(connection)
                raise
        except CONNECTION_ERRORS as error:
            raise Unavailable("the event log cannot be read; subscribe again with the last cursor") from error
        free_list.give_back(connection)
        return found

    # Reading

    async def messages(self, selection: LiveSelection, viewer: Viewer, events: Sequence[LoggedEvent]) -> list[Message]:
        """The messages of these events for a viewer; events of nodes that are not visible are omitted."""
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
        """The rows of the events' nodes by type and id, under each response key. Each node is read once."""
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
    """The id under which a feed is indexed; None for a feed that any event may concern."""
    return interest.node_id or interest.contract_id or interest.line_id or interest.customer_id
