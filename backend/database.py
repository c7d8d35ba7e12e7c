"""Connections to PostgreSQL: the engine for mutations, the connections for reads, and the checks made at start."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from backend.embedded import APPLICATION_ROLE, HOLDER_ROLE, LINE_ROLE, MINIMUM_MAJOR_VERSION
from backend.errors import StartupError
from backend.settings import Settings

CONNECT_TIMEOUT_SECONDS = 10.0
ACQUIRE_TIMEOUT_SECONDS = 10.0  # longest wait for a free connection
COUNTER_CONNECTIONS = 2
# Errors raised when PostgreSQL cannot be reached. asyncpg raises InternalClientError while it is still reading the
# server's last message.
CONNECTION_ERRORS = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
# Errors that mean the connection was lost or the server is not available. Unlike CONNECTION_ERRORS, they leave out
# errors with which the server answers a statement.
CONNECTION_LOST_ERRORS = (
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)

if TYPE_CHECKING:
    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record]
else:
    Connection = asyncpg.Connection  # generic only in its stubs


async def connect(url: str, *, role: str | None = APPLICATION_ROLE, **settings: str) -> Connection:
    """Open one connection that uses `role` (None: the user of the URL), in the time zone UTC."""
    session = {"timezone": "UTC", "application_name": "telecom-crm", **settings}
    if role:
        session["role"] = role
    return await asyncpg.connect(
        url, server_settings=session, timeout=CONNECT_TIMEOUT_SECONDS, statement_cache_size=512
    )


async def check_server(url: str, *, name: str = "CRM_DATABASE_URL") -> None:
    """Check that the server can be reached, is not too old and uses UTF-8; `name` is the setting named in errors.

    Raises StartupError.
    """
    try:
        connection = await connect(url, role=None)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError, TimeoutError) as error:
        raise StartupError(f"{name}: cannot connect: {' '.join(str(error).split()) or type(error).__name__}") from None
    try:
        version = int(await connection.fetchval("show server_version_num"))
        if version < MINIMUM_MAJOR_VERSION * 10_000:
            raise StartupError(
                f"{name}: PostgreSQL {version // 10_000} is too old; {MINIMUM_MAJOR_VERSION} or later is required"
            )
        encoding = await connection.fetchval("show server_encoding")
        if encoding != "UTF8":
            raise StartupError(f"{name}: the database's encoding is {encoding}; UTF8 is required")
    finally:
        await connection.close()


async def check_cyrillic(url: str) -> None:
    """Check that the database's locale has letter cases and trigrams for Cyrillic; without them searches find nothing.

    Raises StartupError.
    """
    connection = await connect(url)
    try:
        good = await connection.fetchval("select cardinality(show_trgm('Ж')) > 0 and lower('ИВАНОВ') = 'иванов'")
    finally:
        await connection.close()
    if not good:
        raise StartupError(
            "the database's locale does not support Cyrillic text; create the database with a locale such as C.UTF-8"
        )


class FreeList:
    """At most `size` open connections, handed out last-in first-out.

    Unlike a pool, it runs no reset query at release: the statements that use it leave no session state, and the query
    would cost one more round trip per read.
    """

    def __init__(self, open_connection: Callable[[], Awaitable[Connection]], size: int) -> None:
        self._open_connection = open_connection
        self._size = size
        self._opened = 0
        self._free: list[Connection] = []
        self._waiting: list[asyncio.Future[None]] = []

    def take_free(self) -> Connection | None:
        """Take an idle connection without waiting; None when there is none."""
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                return connection
            self._opened -= 1
        return None

    async def take(self) -> Connection:
        """Take a connection: an idle one, a new one, or the next that is given back.

        Raises TimeoutError after ACQUIRE_TIMEOUT_SECONDS.
        """
        while True:
            connection = self.take_free()
            if connection is not None:
                return connection
            if self._opened < self._size:
                self._opened += 1
                try:
                    return await self._open_connection()
                except BaseException:
                    self._opened -= 1
                    self._wake()
                    raise
            waiter = asyncio.get_running_loop().create_future()
            self._waiting.append(waiter)
            try:
                async with asyncio.timeout(ACQUIRE_TIMEOUT_SECONDS):
                    await waiter
            except asyncio.CancelledError:
                if waiter.done() and not waiter.cancelled():
                    self._wake()
                raise
            finally:
                if waiter in self._waiting:
                    self._waiting.remove(waiter)

    def give_back(self, connection: Connection) -> None:
        """Return a connection after use."""
        if connection.is_closed():
            self._opened -= 1
        else:
            self._free.append(connection)
        self._wake()

    def discard(self, connection: Connection) -> None:
        """Close a connection whose state is unknown, such as after a cancelled statement."""
        connection.terminate()
        self._opened -= 1
        self._wake()

    def drop_free(self) -> None:
        """Close every idle connection, after the server closed its side."""
        while self._free:
            self._free.pop().terminate()
            self._opened -= 1
        self._wake()

    def _wake(self) -> None:
        while self._waiting:
            waiter = self._waiting.pop(0)
            if not waiter.done():
                waiter.set_result(None)
                return

    async def close(self) -> None:
        for connection in self._free:
            await connection.close()
        self._opened -= len(self._free)
        self._free.clear()


class ReadConnections:
    """The connections for reads of one role: `by_key` for reads by key, `searches` for filters and searches.

    Reads by key use PostgreSQL's generic plan. Filters and searches are planned for their values, because the generic
    plan, which PostgreSQL may choose from the sixth execution on, made a search by name a hundred times slower.
    """

    def __init__(self, url: str, role: str, size: int, timeout_seconds: float) -> None:
        session = {"statement_timeout": f"{timeout_seconds * 1000:.0f}", "default_transaction_read_only": "on"}
        keyed = {"plan_cache_mode": "force_generic_plan"} if role != APPLICATION_ROLE else {}
        self.by_key = FreeList(lambda: connect(url, role=role, **session, **keyed), size)
        # Parallel workers make small reads slower, and the order of rows different each time.
        custom = {"plan_cache_mode": "force_custom_plan", "max_parallel_workers_per_gather": "0"}
        self.searches = FreeList(lambda: connect(url, role=role, **session, **custom), size)

    async def close(self) -> None:
        await self.by_key.close()
        await self.searches.close()


class Database:
    """All connections of this process to PostgreSQL. Built once at assembly, closed at the end."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.url = url
        self.engine: AsyncEngine = create_async_engine(
            "postgresql+asyncpg://",
            async_creator=lambda: connect(url, lock_timeout="10000", statement_timeout="30000"),
            pool_size=settings.write_connections,
            max_overflow=0,
            pool_timeout=10,
            pool_pre_ping=True,
            hide_parameters=True,
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        size = settings.read_connections
        self.reads = ReadConnections(url, APPLICATION_ROLE, size, settings.statement_timeout_seconds)
        # Usage counters have connections of their own, so that they never wait for mutations.
        self._counters = FreeList(lambda: connect(url, statement_timeout="2000"), COUNTER_CONNECTIONS)
        # For mutations that are one statement: a session around it would double the time.
        self._acts = FreeList(
            lambda: connect(url, lock_timeout="10000", statement_timeout="30000"), settings.write_connections
        )
        # Reads of subscribers, by the role to which row-level security applies.
        self.subscriber_reads = {
            role: ReadConnections(url, role, size, settings.subscriber_statement_timeout_seconds)
            for role in (LINE_ROLE, HOLDER_ROLE)
        }

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose transaction commits at the end of the block, or rolls back on any exception."""
        async with self._sessions() as session, session.begin():
            yield session

    async def fetch(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """Run one small read; gives its rows."""
        free_list = self.reads.by_key
        connection = await free_list.take()
        try:
            rows: list[asyncpg.Record] = await connection.fetch(statement, *arguments)
        except BaseException:
            free_list.discard(connection)
            raise
        free_list.give_back(connection)
        return rows

    async def act(self, statement: str, *arguments: object) -> asyncpg.Record:
        """Run a mutation that is one statement, and so its own transaction; gives its one row.

        Raises TimeoutError when no connection becomes free.
        """
        connection = await self._acts.take()
        try:
            row = await connection.fetchrow(statement, *arguments)
        except asyncpg.PostgresError:
            self._acts.give_back(connection)
            raise
        except BaseException:
            self._acts.discard(connection)
            raise
        self._acts.give_back(connection)
        assert row is not None
        return row

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

    async def write(self, statement: str, *arguments: object) -> asyncpg.Record:
        """Run one small write in its own transaction, on the connections of the usage counters; gives its one row."""
        connection = await self._counters.take()
        try:
            row = await connection.fetchrow(statement, *arguments)
        except BaseException:
            self._counters.discard(connection)
            raise
        self._counters.give_back(connection)
        assert row is not None
        return row

    async def ping(self) -> bool:
        """Whether PostgreSQL responds."""
        try:
            connection = await self.reads.by_key.take()
        except (OSError, asyncpg.PostgresError, TimeoutError):
            return False
        try:
            return bool(await connection.fetchval("select true", timeout=2))
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            return False
        finally:
            self.reads.by_key.give_back(connection)

    async def close(self) -> None:
        await self.reads.close()
        await self._counters.close()
        await self._acts.close()
        for connections in self.subscriber_reads.values():
            await connections.close()
        await self.engine.dispose()


async def driver_connection(session: AsyncSession) -> Connection:
    """The asyncpg connection of a session, inside the session's transaction; needed for COPY and for the job queue."""
    await session.execute(sa.select(1))  # SQLAlchemy's adapter begins the transaction with its first statement
    raw = await (await session.connection()).get_raw_connection()
    found: Any = raw.driver_connection
    return found  # type: ignore[no-any-return]
