"""The hub: all feeds of a process, to which the listener publishes the events of the log."""

import asyncio
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

import prometheus_client

from backend.auth.usage import CostBuckets
from backend.auth.viewer import OUTSIDE, SUBSCRIBERS, Viewer
from backend.database import Database, Division
from backend.errors import Throttled
from backend.events.log import Interest, LogEnd, LoggedEvent, SinceTooOld
from backend.metrics import REFUSED
from backend.planner.limits import LimitExceeded
from backend.planner.live import LiveSelection
from backend.planner.planner import Planner
from backend.planner.reader import Unavailable
from backend.resolvers.live.feeds import Complete, Feed, Message, Sink, Subscription
from backend.resolvers.live.replays import Replays
from backend.settings import Settings

LISTENER_TIMEOUT_SECONDS = 5.0  # a new subscription waits so long for the listener to start
FEED_COST = 100  # rows that the first subscription of a feed costs, beside its operation

OPENED = prometheus_client.Counter("crm_subscriptions_opened_total", "Subscriptions that were opened.")
OPEN = prometheus_client.Gauge("crm_subscriptions_open", "Subscriptions that are open.")
FEEDS = prometheus_client.Gauge("crm_feeds_open", "Feeds: groups of subscriptions that receive the same messages.")


class TooManySubscriptions(LimitExceeded):
    """The caller has as many open subscriptions as it may have."""


class Hub:
    """All feeds of a process."""

    def __init__(
        self, planner: Planner, database: Database, complete: Complete, buckets: CostBuckets, settings: Settings
    ) -> None:
        self._planner = planner
        self._complete = complete
        self._buckets = buckets
        self._settings = settings
        self._replays = Replays(database, self)
        self._feeds: dict[Any, Feed] = {}
        # Feeds by the id of their contract, customer or node; None for feeds without a scope.
        self._by_scope: dict[uuid.UUID | None, set[Feed]] = defaultdict(set)
        self._by_subject: Counter[str] = Counter()  # open subscriptions
        self._paying: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
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

    @property
    def last(self) -> int:
        """The last position that was published."""
        assert self._end is not None
        return self._end.last

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

        Raises TooManySubscriptions, Throttled, BadUserInput for an invalid cursor, SinceTooOld, Unavailable.
        """
        self._count(viewer)
        try:
            if self._key(selection, viewer) not in self._feeds:
                await self._buckets.take(viewer, FEED_COST)
            end = await self._current_end(selection, viewer)
            position = end.last if selection.since is None else end.position(selection.since)
        except BaseException:
            self._discount(viewer)
            raise
        subscription = self._feed(selection, viewer).enter(viewer, sink, position, partial(self._discount, viewer))
        # There is no await between this comparison and joining, so no event is missed.
        if position >= self.last:
            subscription.feed.subscribers.add(subscription)
        else:
            self._replays.begin(subscription)
        OPENED.inc()
        return subscription

    def _count(self, viewer: Viewer) -> None:
        """Count a new subscription of a caller. Raises TooManySubscriptions."""
        settings, found = self._settings, self._by_subject[viewer.subject]
        subscriber = viewer.role in SUBSCRIBERS
        allowed = settings.subscriber_max_subscriptions if subscriber else settings.max_subscriptions
        if found >= allowed:
            REFUSED.labels("subscriptions").inc()
            message = f"a caller has at most {allowed} open subscriptions; end some of them first"
            raise TooManySubscriptions(message, limit="subscriptions", allowed=allowed, found=found + 1)
        self._by_subject[viewer.subject] += 1
        OPEN.inc()

    def _discount(self, viewer: Viewer) -> None:
        OPEN.dec()
        self._by_subject[viewer.subject] -= 1
        if not self._by_subject[viewer.subject]:
            del self._by_subject[viewer.subject]

    async def _current_end(self, selection: LiveSelection, viewer: Viewer) -> LogEnd:
        try:
            async with asyncio.timeout(LISTENER_TIMEOUT_SECONDS):
                await self._listening.wait()
            assert self._end is not None
            if selection.since is None:
                return self._end
        except TimeoutError:
            raise Unavailable("the event log cannot be read; try again") from None
        # Read the end from the database: events may have been deleted, and other processes may have read further.
        end = await self._replays.log_end(viewer)
        if end.position(selection.since) > end.last:
            raise SinceTooOld(
                "the cursor is beyond the end of the log; read the present state and subscribe without since"
            )
        return LogEnd(self._end.last, end.floor, end.epoch)

    @staticmethod
    def _key(selection: LiveSelection, viewer: Viewer) -> Any:
        shared = viewer.role not in OUTSIDE and not selection.depends_on_viewer
        return id(selection.operation), repr(sorted(selection.shared.items())), viewer.role if shared else viewer

    def _feed(self, selection: LiveSelection, viewer: Viewer) -> Feed:
        key = self._key(selection, viewer)
        feed = self._feeds.get(key)
        if feed is None:
            feed = self._feeds[key] = Feed(self, key, selection, viewer, self._remove)
            self._by_scope[scope_of(selection.interest)].add(feed)
            FEEDS.inc()
        return feed

    def _remove(self, feed: Feed) -> None:
        if self._feeds.pop(feed.key, None) is not None:
            FEEDS.dec()
        scope = scope_of(feed.selection.interest)
        self._by_scope[scope].discard(feed)
        if not self._by_scope[scope]:
            del self._by_scope[scope]

    # The budgets of callers

    async def pay(self, viewer: Viewer, rows: int) -> None:
        """Take rows from a caller's budget; waits while the budget is exhausted."""
        if self._buckets.try_take(viewer, rows):
            return
        rows = min(rows, self._buckets.throttle(viewer).maximum)
        paying = self._paying.get(viewer.subject)
        if paying is None:
            paying = self._paying[viewer.subject] = asyncio.Lock()
        async with paying:
            while True:
                try:
                    await self._buckets.take(viewer, rows)
                except Throttled as error:
                    await asyncio.sleep(float(str(error.facts["retryAfterSeconds"])))
                else:
                    return

    # Reading

    async def messages(
        self,
        feed: Feed,
        events: Sequence[LoggedEvent],
        viewer: Viewer | None = None,
        division: Division = Division.FEEDS,
    ) -> list[Message]:
        """The messages of these events for a viewer, by default that of the feed; events of nodes that are not visible
        are omitted.
        """
        selection, viewer = feed.selection, viewer or feed.viewer
        rows = await self._rows(selection, viewer, events, division)
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
        self, selection: LiveSelection, viewer: Viewer, events: Sequence[LoggedEvent], division: Division
    ) -> Mapping[tuple[str, uuid.UUID], dict[str, Any]]:
        """The rows of the events' nodes by type and id, under each response key. Each node is read once."""
        found: dict[tuple[str, uuid.UUID], dict[str, Any]] = {}
        by_type: dict[str, dict[uuid.UUID, None]] = defaultdict(dict)
        for event in events:
            by_type[event.node_type][event.node_id] = None
        for type_name, ids in by_type.items():
            for key, plan in selection.plans.get(type_name, {}).items():
                rows = await self._planner.read_nodes(plan, selection.coerced, viewer, list(ids), division)
                for node_id, row in zip(ids, rows, strict=True):
                    if row is not None:
                        found.setdefault((type_name, node_id), {})[key] = row
        return found


def scope_of(interest: Interest) -> uuid.UUID | None:
    """The id under which a feed is indexed; None for a feed that any event may concern."""
    return interest.node_id or interest.contract_id or interest.line_id or interest.customer_id
