"""The sandbox's SQLite database, shared by its processes: write-ahead log, short transactions, kept connections."""

import asyncio
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

BUSY_SECONDS = 30.0

P = ParamSpec("P")
T = TypeVar("T")

_SCHEMA = """
create table if not exists charge (
    id text primary key,
    idempotency_key text not null unique,
    fingerprint text not null,
    payment_id text not null,
    number text not null,
    amount_minor integer not null check (amount_minor > 0),
    currency text not null,
    method text not null,
    return_url text,
    language text not null,
    fault text,
    status text not null default 'PENDING',
    verifying integer not null default 0,
    wrong_codes integer not null default 0,
    card text,
    failure_code text,
    failure_message text,
    created_at real not null,
    paid_at real
);
create index if not exists charge_paid on charge (paid_at, id) where paid_at is not null;
create table if not exists refund (
    id text primary key,
    idempotency_key text not null unique,
    fingerprint text not null,
    charge_id text not null references charge,
    amount_minor integer not null check (amount_minor > 0),
    currency text not null,
    fault text,
    status text not null,
    failure text,
    created_at real not null,
    done_at real,
    ends_at real,
    ends_as text
);
create index if not exists refund_of_charge on refund (charge_id);
create index if not exists refund_done on refund (done_at, id) where done_at is not null;
create index if not exists refund_to_end on refund (ends_at) where ends_at is not null;
create table if not exists event (
    sequence integer primary key autoincrement,
    id text not null unique,
    type text not null,
    charge_id text not null references charge,
    body text not null,
    due_at real,
    leased_until real,
    attempts integer not null default 0,
    copies integer not null default 1,
    spoiled integer not null default 0,
    delivered integer not null default 0,
    answer text
);
create index if not exists event_due on event (due_at, sequence) where due_at is not null;
create index if not exists event_of_charge on event (charge_id);
"""


class Store:
    """Runs functions on the database, each in a thread with a connection of its own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._free: deque[sqlite3.Connection] = deque()
        self._ready = False

    async def write(self, do: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `do` in a write transaction."""
        return await asyncio.to_thread(lambda: self._within("begin immediate", do, *args, **kwargs))

    async def read(self, do: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `do` in a read transaction, which reads one snapshot."""
        return await asyncio.to_thread(lambda: self._within("begin", do, *args, **kwargs))

    def _within(
        self, begin: str, do: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        with self._connection() as connection:
            connection.execute(begin)
            try:
                done = do(connection, *args, **kwargs)
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")
            return done

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._free.pop()
        except IndexError:
            connection = self._open()
        try:
            yield connection
        except sqlite3.Error:
            connection.close()  # its state is unknown, so it is not used again
            raise
        except BaseException:
            self._free.append(connection)
            raise
        self._free.append(connection)

    def _open(self) -> sqlite3.Connection:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.row_factory = sqlite3.Row
        if not self._ready:
            # If several processes start at once, one creates the tables, and the others wait here.
            _enable_write_ahead_log(connection)
            connection.execute("begin immediate")
            for statement in _SCHEMA.split(";\n"):
                connection.execute(statement)
            connection.execute("commit")
            self._ready = True
        connection.execute("pragma synchronous = normal")
        connection.execute("pragma foreign_keys = on")
        return connection

    def close(self) -> None:
        """Close the kept connections; new ones are opened when needed."""
        while self._free:
            self._free.pop().close()


def _enable_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the journal mode. If another process does so too, SQLite fails at once, without its busy timeout."""
    for attempt in range(200):
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError:
            if attempt == 199:
                raise
            time.sleep(0.05)
        else:
            return
