"""All connections of a process to PostgreSQL: for mutations, for sign-in, for reads, and for the product itself."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from backend.database.connection import (
    CONNECTION_ERRORS,
    CONNECTION_LOST_ERRORS,
    KEPT_PLANS,
    PLANS_OF_VALUES,
    Connection,
    RenewedPlans,
    check_cyrillic,
    check_server,
    connect,
)
from backend.database.divisions import Division, ReadConnections, read_connections
from backend.database.free_list import FreeList
from backend.settings import Settings

__all__ = [
    "CONNECTION_ERRORS",
    "CONNECTION_LOST_ERRORS",
    "KEPT_PLANS",
    "PLANS_OF_VALUES",
    "SIGN_IN_CONNECTIONS",
    "Connection",
    "Database",
    "Division",
    "FreeList",
    "ReadConnections",
    "RenewedPlans",
    "SqlCall",
    "check_cyrillic",
    "check_server",
    "connect",
    "driver_connection",
]

PING_SECONDS = 2.0
COUNTER_CONNECTIONS = 2
SIGN_IN_CONNECTIONS = 4
AUTHENTICATION_CONNECTIONS = 3
SYSTEM_CONNECTIONS = 4


@dataclass(frozen=True)
class SqlCall:
    """A statement with the values of its numbered parameters."""

    text: str
    arguments: Sequence[object]


class Database:
    """All connections of this process to PostgreSQL. Built once at assembly, closed at the end.

    Each use has connections of its own, so that none waits for another; all are opened when they are first needed.
    """

    def __init__(self, url: str, settings: Settings) -> None:
        self.url = url
        self.engine = _engine(url, settings.write_connections)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        # Sign-in, tokens and their limits.
        self._sign_in_engine = _engine(url, SIGN_IN_CONNECTIONS)
        self._sign_in_sessions = async_sessionmaker(self._sign_in_engine, expire_on_commit=False)
        # Single statements of authentication, such as the read of revocations, and the check of health.
        self.authentication = FreeList(
            lambda: connect(url, lock_timeout="2000", statement_timeout="5000"), AUTHENTICATION_CONNECTIONS
        )
        self.reads = read_connections(url, settings)
        read_only = {
            "statement_timeout": f"{settings.statement_timeout_seconds * 1000:.0f}",
            "default_transaction_read_only": "on",
        }
        # Papers and links: of the documents that a page or a letter links to.
        self.papers = FreeList(lambda: connect(url, **read_only), settings.paper_connections, 1)
        self._system = FreeList(lambda: connect(url, **read_only), SYSTEM_CONNECTIONS)
        self._counters = FreeList(lambda: connect(url, statement_timeout="2000"), COUNTER_CONNECTIONS)
        # For mutations that are one statement: a session around it would double the time.
        self._acts = FreeList(
            lambda: connect(url, lock_timeout="10000", statement_timeout="30000"), settings.write_connections
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose transaction commits at the end of the block, or rolls back on any exception."""
        async with self._sessions() as session, session.begin():
            yield session

    @asynccontextmanager
    async def rehearsal(self) -> AsyncIterator[AsyncSession]:
        """A session whose transaction is rolled back at the end of the block, in any case."""
        async with self._sessions() as session:
            try:
                yield session
            finally:
                await session.rollback()

    @asynccontextmanager
    async def sign_in(self) -> AsyncIterator[AsyncSession]:
        """The same as `transaction`, on the connections of sign-in."""
        async with self._sign_in_sessions() as session, session.begin():
            yield session

    async def fetch(
        self, statement: str, *arguments: object, free_list: FreeList | None = None, subject: str = ""
    ) -> list[asyncpg.Record]:
        """Run one small read; gives its rows. It uses the connections of the product itself, or those of `free_list`,
        of which `subject` has a share.
        """
        free_list = free_list or self._system
        connection = await free_list.take(subject)
        try:
            rows: list[asyncpg.Record] = await connection.fetch(statement, *arguments)
        except BaseException:
            free_list.discard(connection)
            raise
        free_list.give_back(connection)
        return rows

    async def act(self, call: SqlCall) -> bool:
        """Run a mutation that is one statement, and so its own transaction. The result is false where its first row is
        false, or it gives no row. Raises TimeoutError when no connection becomes free.
        """
        connection = await self._acts.take()
        try:
            # All rows are fetched: a statement of which one row is fetched stops after that row, before later locks.
            rows = await connection.fetch(call.text, *call.arguments)
        except asyncpg.PostgresError:
            self._acts.give_back(connection)
            raise
        except BaseException:
            self._acts.discard(connection)
            raise
        self._acts.give_back(connection)
        return bool(rows) and rows[0][0] is not False

    @asynccontextmanager
    async def raw_transaction(self) -> AsyncIterator[Connection]:
        """A connection without a SQLAlchemy session, in a transaction that commits at the end of the block."""
        connection = await self._acts.take()
        try:
            async with connection.transaction():
                yield connection
        except BaseException:
            self._acts.discard(connection)
            raise
        self._acts.give_back(connection)

    async def write(self, statement: str, *arguments: object, free_list: FreeList | None = None) -> asyncpg.Record:
        """Run one small write in its own transaction; gives its one row. It uses the connections of the usage counters,
        or those of `free_list`.
        """
        free_list = free_list or self._counters
        connection = await free_list.take()
        try:
            row = await connection.fetchrow(statement, *arguments)
        except BaseException:
            free_list.discard(connection)
            raise
        free_list.give_back(connection)
        assert row is not None
        return row

    async def ping(self) -> bool:
        """Whether PostgreSQL responds."""
        try:
            async with asyncio.timeout(PING_SECONDS):
                await self.fetch("select true", free_list=self.authentication)
        except CONNECTION_ERRORS:
            return False
        return True

    async def close(self) -> None:
        for free_list in (self.authentication, self.papers, self._system, self._counters, self._acts):
            await free_list.close()
        for division in self.reads.values():
            for connections in division.values():
                await connections.close()
        await self._sign_in_engine.dispose()
        await self.engine.dispose()


def _engine(url: str, size: int) -> AsyncEngine:
    return create_async_engine(
        "postgresql+asyncpg://",
        async_creator=lambda: connect(url, lock_timeout="10000", statement_timeout="30000"),
        pool_size=size,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        hide_parameters=True,
    )


async def driver_connection(session: AsyncSession) -> Connection:
    """The asyncpg connection of a session, inside the session's transaction; needed for COPY and for the job queue."""
    await session.execute(sa.select(1))  # SQLAlchemy's adapter begins the transaction with its first statement
    raw = await (await session.connection()).get_raw_connection()
    found: Any = raw.driver_connection
    return found  # type: ignore[no-any-return]
