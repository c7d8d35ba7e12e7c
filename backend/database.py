"""Connections: the engine that business verbs use, the planner's free lists, and the checks made at start."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from backend.embedded import APPLICATION_ROLE, HOLDER_ROLE, LEAST_MAJOR_VERSION, LINE_ROLE
from backend.errors import StartupError
from backend.settings import Settings

CONNECT_TIMEOUT_SECONDS = 10.0
PATIENCE_SECONDS = 10.0  # how long a read waits for a connection
COUNTER_CONNECTIONS = 2
# What it looks like when PostgreSQL goes away. The last is what the driver says while a farewell is still being read.
AWAY = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
# The same, for who must tell it from an answer to the statement: the server is not there (any more), or not yet.
GONE = (
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
    """One connection that acts as `role` (None: as whoever the URL names), in UTC."""
    session = {"timezone": "UTC", "application_name": "telecom-crm", **settings}
    if role:
        session["role"] = role
    return await asyncpg.connect(
        url, server_settings=session, timeout=CONNECT_TIMEOUT_SECONDS, statement_cache_size=512
    )


async def check_server(url: str, *, name: str = "CRM_DATABASE_URL") -> None:
    """Refuse a server that is out of reach or too old, in one line that names the setting.

    Raises StartupError.
    """
    try:
        connection = await connect(url, role=None)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError, TimeoutError) as error:
        raise StartupError(f"{name}: cannot connect: {' '.join(str(error).split()) or type(error).__name__}") from None
    try:
        version = int(await connection.fetchval("show server_version_num"))
        if version < LEAST_MAJOR_VERSION * 10_000:
            raise StartupError(
                f"{name}: PostgreSQL {version // 10_000} is too old; {LEAST_MAJOR_VERSION} or later is needed"
            )
        encoding = await connection.fetchval("show server_encoding")
        if encoding != "UTF8":
            raise StartupError(f"{name}: the database's encoding is {encoding}; UTF8 is needed")
    finally:
        await connection.close()


async def check_cyrillic(url: str) -> None:
    """Refuse a locale under which Cyrillic has neither cases nor trigrams: every search would come back empty.

    Raises StartupError.
    """
    connection = await connect(url)
    try:
        good = await connection.fetchval("select cardinality(show_trgm('Ж')) > 0 and lower('ИВАНОВ') = 'иванов'")
    finally:
        await connection.close()
    if not good:
        raise StartupError("the database's locale cannot search Cyrillic; create it with --locale=C.UTF-8 or another")


class FreeList:
    """Open connections for reads, handed out last-in first-out, without the reset query a pool runs at release.

    Readers leave no session state behind, so there is nothing to reset: it would be a round trip more per read.
    """

    def __init__(self, open_one: Callable[[], Awaitable[Connection]], size: int) -> None:
        self._open_one = open_one
        self._size = size
        self._opened = 0
        self._free: list[Connection] = []
        self._waiting: list[asyncio.Future[None]] = []

    def take_free(self) -> Connection | None:
        """A connection without waiting; None when there is none at hand."""
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                return connection
            self._opened -= 1
        return None

    async def take(self) -> Connection:
        """A connection, waiting for one to come back when all are out. Raises TimeoutError when none does for long."""
        while True:
            connection = self.take_free()
            if connection is not None:
                return connection
            if self._opened < self._size:
                self._opened += 1
                try:
                    return await self._open_one()
                except BaseException:
                    self._opened -= 1
                    self._wake()
                    raise
            waiter = asyncio.get_running_loop().create_future()
            self._waiting.append(waiter)
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await waiter
            except asyncio.CancelledError:
                if waiter.done() and not waiter.cancelled():
                    self._wake()
                raise
            finally:
                if waiter in self._waiting:
                    self._waiting.remove(waiter)

    def give_back(self, connection: Connection) -> None:
        if connection.is_closed():
            self._opened -= 1
        else:
            self._free.append(connection)
        self._wake()

    def discard(self, connection: Connection) -> None:
        """Drop a connection whose state is not known, such as after a cancelled statement."""
        connection.terminate()
        self._opened -= 1
        self._wake()

    def drop_free(self) -> None:
        """Drop every idle connection: the server went away, and they went with it."""
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
    """The connections for reads as one role: by key, and for searches.

    Key reads keep the generic plan; a filter or a search is planned for the values it got, because after six
    executions the generic plan made a name search a hundred times slower.
    """

    def __init__(self, url: str, role: str, size: int, timeout_seconds: float) -> None:
        session = {"statement_timeout": f"{timeout_seconds * 1000:.0f}", "default_transaction_read_only": "on"}
        keyed = {"plan_cache_mode": "force_generic_plan"} if role != APPLICATION_ROLE else {}
        self.by_key = FreeList(lambda: connect(url, role=role, **session, **keyed), size)
        # Small reads are slower with helpers, and come back in another order each time.
        custom = {"plan_cache_mode": "force_custom_plan", "max_parallel_workers_per_gather": "0"}
        self.searches = FreeList(lambda: connect(url, role=role, **session, **custom), size)

    async def close(self) -> None:
        await self.by_key.close()
        await self.searches.close()


class Database:
    """Everything that talks to PostgreSQL. Built once at assembly, closed at the end."""

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
        # Counting must not wait for business: it has connections of its own.
        self._counters = FreeList(lambda: connect(url, statement_timeout="2000"), COUNTER_CONNECTIONS)
        # Business acts that are one statement: with a session around it, it takes twice as long.
        self._acts = FreeList(
            lambda: connect(url, lock_timeout="10000", statement_timeout="30000"), settings.write_connections
        )
        # Behind the second wall: by the name of the role that row-level security is laid on.
        self.behind_wall = {
            role: ReadConnections(url, role, size, settings.subscriber_statement_timeout_seconds)
            for role in (LINE_ROLE, HOLDER_ROLE)
        }

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session whose transaction commits at the end of the block, or rolls back on any exception."""
        async with self._sessions() as session, session.begin():
            yield session

    async def fetch(self, statement: str, *arguments: object) -> list[asyncpg.Record]:
        """The rows of one small reading statement, on a connection for reads."""
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
        """The one row of a business act that is one statement, and so a transaction of its own.

        Raises TimeoutError when no connection comes free.
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
    async def plainly(self) -> AsyncIterator[Connection]:
        """A connection without a session around it, in a transaction that commits at the end of the block."""
        connection = await self._acts.take()
        try:
            async with connection.transaction():
                yield connection
        except BaseException:
            self._acts.discard(connection)
            raise
        self._acts.give_back(connection)

    async def write(self, statement: str, *arguments: object) -> asyncpg.Record:
        """The one row of a small writing statement that is a transaction of its own."""
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
        """Whether PostgreSQL answers."""
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
        for connections in self.behind_wall.values():
            await connections.close()
        await self.engine.dispose()


async def driver(session: AsyncSession) -> Connection:
    """The driver's own connection under a session whose transaction has begun: COPY goes by it."""
    await session.execute(sa.select(1))  # the adapter begins the transaction with the first statement of its own
    raw = await (await session.connection()).get_raw_connection()
    found: Any = raw.driver_connection
    return found  # type: ignore[no-any-return]
