"""Connections for reads, divided by who reads: one division never waits for another.

Staff, analysts, callers from outside, live feeds and replays have connections of their own; within a division one
subject holds only a share of them. Subscribers and partners read under a database role with row-level security, so
their connections are also divided by that role.
"""

import enum
from collections.abc import Mapping

from backend.database.connection import KEPT_PLANS, PLANS_OF_VALUES, connect
from backend.database.free_list import FreeList
from backend.embedded import APPLICATION_ROLE, HOLDER_ROLE, LINE_ROLE, PARTNER_ROLE
from backend.settings import Settings

CLIENT_CHECK_MILLISECONDS = 1_000  # a statement ends this soon after its connection was lost
STAFF_BY_KEY_TIMES = 2  # connections for reads by key, for each one for filters and searches
FEED_CONNECTIONS = 2  # of each database role
REPLAY_CONNECTIONS = 2  # of each database role
SHARE_OF_FEEDS = SHARE_OF_REPLAYS = 1  # feeds with listeners of several callers have no share


class Division(enum.Enum):
    """Who reads."""

    STAFF = enum.auto()
    ANALYSTS = enum.auto()
    SUBSCRIBERS = enum.auto()  # and partners
    FEEDS = enum.auto()  # new events of subscriptions
    REPLAYS = enum.auto()  # earlier events of subscriptions


class ReadConnections:
    """The connections for reads of one division under one database role.

    `by_key` is for reads by key, `searches` for filters and searches, `dear` for those that may read a large part of a
    table. Reads by key are short: staff have so many connections for them that the reads of one busy program do not
    queue. They use PostgreSQL's generic plan. Filters and searches are planned for their values, because the generic
    plan, which PostgreSQL may choose from the sixth execution on, made a search by name a hundred times slower.
    """

    def __init__(
        self, url: str, role: str, size: int, share: int, timeout_seconds: float, *, by_key_times: int = 1
    ) -> None:
        session = {
            "statement_timeout": f"{timeout_seconds * 1000:.0f}",
            "default_transaction_read_only": "on",
            "client_connection_check_interval": str(CLIENT_CHECK_MILLISECONDS),
        }
        # Left to itself, PostgreSQL plans reads of an array of keys anew each time: it takes each array for ten keys.
        self.by_key = FreeList(
            lambda: connect(url, role=role, **session, **KEPT_PLANS), by_key_times * size, by_key_times * share
        )
        # Parallel workers make small reads slower, and the order of rows different each time.
        custom = {**PLANS_OF_VALUES, "max_parallel_workers_per_gather": "0"}
        self.searches = FreeList(lambda: connect(url, role=role, **session, **custom), size, share)
        self.dear = FreeList(lambda: connect(url, role=role, **session, **custom), max(1, size // 3), 1)

    def drop_free(self) -> None:
        """Close every idle connection, after the server closed its side."""
        for free_list in (self.by_key, self.searches, self.dear):
            free_list.drop_free()

    async def close(self) -> None:
        for free_list in (self.by_key, self.searches, self.dear):
            await free_list.close()


Reads = Mapping[Division, Mapping[str | None, ReadConnections]]


def read_connections(url: str, settings: Settings) -> Reads:
    """The connections of each division, by the database role with row-level security; None: the application's role."""
    size, share = settings.read_connections, settings.read_connections_per_subject
    patience = settings.statement_timeout_seconds
    subscribers = settings.subscriber_statement_timeout_seconds

    def of(role: str, size: int, share: int, timeout_seconds: float) -> ReadConnections:
        return ReadConnections(url, role, size, share, timeout_seconds)

    def by_role(size: int, share: int, timeout_seconds: float) -> dict[str | None, ReadConnections]:
        found: dict[str | None, ReadConnections] = {None: of(APPLICATION_ROLE, size, share, timeout_seconds)}
        for role in (LINE_ROLE, HOLDER_ROLE, PARTNER_ROLE):
            found[role] = of(role, size, share, subscribers)
        return found

    analysts, of_analyst = settings.analyst_connections, settings.analyst_connections_per_subject
    feeds, replays = FEED_CONNECTIONS, REPLAY_CONNECTIONS
    return {
        Division.STAFF: {
            None: ReadConnections(url, APPLICATION_ROLE, size, share, patience, by_key_times=STAFF_BY_KEY_TIMES)
        },
        Division.ANALYSTS: {
            None: of(APPLICATION_ROLE, analysts, of_analyst, settings.analyst_statement_timeout_seconds)
        },
        Division.SUBSCRIBERS: by_role(
            settings.subscriber_connections, settings.subscriber_connections_per_subject, subscribers
        ),
        Division.FEEDS: by_role(feeds, SHARE_OF_FEEDS, patience),
        Division.REPLAYS: by_role(replays, SHARE_OF_REPLAYS, patience),
    }
