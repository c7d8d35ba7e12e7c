"""Connections to PostgreSQL that the applications of one test process pass on to each other.

A new session costs some ten milliseconds of processor time: PostgreSQL reads its catalogue and compiles the triggers,
asyncpg reads the types and prepares the statements. Therefore a connection of the shared event loop that is closed in
order is reset and kept for whoever next opens one with the same settings. Connections of other event loops, broken
ones, and ones that are closed in a hurry are closed as in production.

All engines share one dialect and the statements that it has compiled, which each engine would compile again.

This is not in conftest.py, which pytest imports under another name.
"""

import asyncio
import functools
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

import asyncpg
import pytest
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import LRUCache

from backend.database import CONNECTION_ERRORS

MOST_KEPT = 32
MOST_USES = 100  # the memory of a session grows with the statements that it has parsed
# Waits that end in production with an error: a test must pass on a machine of any speed.
PATIENCE_SECONDS = 120
_WAITS = {"lock_timeout": "10000", "statement_timeout": "30000"}
# The counters of a session, by which `Pool` finds the tables that a test wrote to, are complete after this.
_FLUSH = "discard temp; select pg_stat_force_next_flush()"
_connect = asyncpg.connect
_of_engine: ContextVar[bool] = ContextVar("of_engine", default=False)


@functools.cache
def shared_loop() -> asyncio.AbstractEventLoop:
    """The event loop of all applications that are called without a network."""
    return asyncio.new_event_loop()


async def cancelled(tasks: Collection[asyncio.Task[Any]]) -> None:
    """Cancel the tasks that an application leaves, and wait for their end."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class _Connection(asyncpg.Connection):
    """A connection that is kept when it is closed."""

    key: tuple[Any, ...]
    uses = 0
    converted: frozenset[str] = frozenset()

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109
        self.uses += 1
        if timeout is None and self.uses < MOST_USES and await self._is_clean():
            await _keep(self)
        else:
            await super().close(timeout=timeout)

    def terminate(self) -> None:
        if self in _kept:
            _kept.remove(self)
        super().terminate()

    async def set_type_codec(self, typename: str, **codec: Any) -> None:
        """SQLAlchemy sets the same codecs on each connection of an engine."""
        if typename not in self.converted:
            await super().set_type_codec(typename, **codec)
            self.converted |= {typename}

    async def _is_clean(self) -> bool:
        if self.is_closed() or self.is_in_transaction() or self._listeners or self._log_listeners:
            return False
        try:
            await self.execute(f"{self.get_reset_query()}; {_FLUSH}")
        except CONNECTION_ERRORS:
            return False
        return True


_kept: list[_Connection] = []


async def _keep(connection: _Connection) -> None:
    _kept.append(connection)
    if len(_kept) > MOST_KEPT:
        await super(_Connection, _kept.pop(0)).close()


async def _open(url: str, *, server_settings: dict[str, str] | None = None, **options: Any) -> asyncpg.Connection:
    if server_settings is None or asyncio.get_running_loop() is not shared_loop():
        return await _connect(url, server_settings=server_settings, **options)
    server_settings = {
        name: str(PATIENCE_SECONDS * 1000) if _WAITS.get(name) == value else value
        for name, value in server_settings.items()
    }
    options["timeout"] = PATIENCE_SECONDS
    key = (url, _of_engine.get(), tuple(sorted(server_settings.items())))
    for _ in range(2):
        await asyncio.sleep(0)  # the loop learns which sessions have been ended meanwhile
    for connection in reversed(_kept):
        if connection.key == key:
            _kept.remove(connection)
            if not connection.is_closed():
                return connection
    opened = await _connect(url, server_settings=server_settings, connection_class=_Connection, **options)
    opened.key = key
    return opened


class OneDialect(PGDialect_asyncpg):
    """The dialect of all engines, which asks the server once what it supports."""

    supports_statement_cache = True
    _one: "OneDialect | None" = None
    _asked = False

    def __new__(cls, **_: Any) -> Self:
        return cls._one or super().__new__(cls)

    def __init__(self, **options: Any) -> None:
        if OneDialect._one is None:
            super().__init__(**options)
            OneDialect._one = self

    def initialize(self, connection: Any) -> None:
        if not self._asked:
            super().initialize(connection)
            self._asked = True


registry.register("postgresql.one", __name__, OneDialect.__name__)
_compiled: LRUCache[Any, Any] = LRUCache(2_000)


def _for_engines(create: Callable[..., AsyncEngine]) -> Callable[..., AsyncEngine]:
    """SQLAlchemy reads JSON in its own way, so its connections are for engines only."""

    def created(url: str, *, async_creator: Callable[[], Awaitable[Any]], **options: Any) -> AsyncEngine:
        async def creator() -> Any:
            token = _of_engine.set(True)
            try:
                return await async_creator()
            finally:
                _of_engine.reset(token)

        assert url == "postgresql+asyncpg://"
        options["pool_timeout"] = PATIENCE_SECONDS
        engine = create("postgresql+one://", async_creator=creator, **options)
        engine.sync_engine._compiled_cache = _compiled
        return engine

    return created


def _database(connection: _Connection) -> str | None:
    return make_url(connection.key[0]).database


def kept_sessions(database: str) -> list[int]:
    """The server processes of the connections to a database that are kept."""
    return [each.get_server_pid() for each in _kept if _database(each) == database and not each.is_closed()]


def drop_kept(database: str | None) -> None:
    """Close the connections to a database that are kept: it ends, or the next sessions are to be new."""
    for connection in [each for each in _kept if _database(each) == database]:
        connection.terminate()


@contextmanager
def kept_connections() -> Iterator[None]:
    """Keep connections for the length of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncpg, "connect", _open)
        patch.setattr("backend.database.free_list.ACQUIRE_TIMEOUT_SECONDS", PATIENCE_SECONDS)
        patch.setattr("backend.database.create_async_engine", _for_engines(create_async_engine))
        yield
    while _kept:
        _kept[-1].terminate()
    shared_loop().run_until_complete(asyncio.sleep(0))
    shared_loop().close()
