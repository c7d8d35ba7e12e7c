"""One connection to PostgreSQL, its plans, and the checks made at start."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import asyncpg

from backend.embedded import APPLICATION_ROLE, MINIMUM_MAJOR_VERSION
from backend.errors import StartupError

CONNECT_TIMEOUT_SECONDS = 10.0
# Left to itself, PostgreSQL decides after five executions of a statement whether it keeps a plan, by costs that depend
# on the values of these five. Kept plans are for statements that are executed often and whose plan never depends on the
# values; `RenewedPlans` makes them anew. Plans of values are for ranges of which a kept plan would read everything.
KEPT_PLANS = {"plan_cache_mode": "force_generic_plan"}
PLANS_OF_VALUES = {"plan_cache_mode": "force_custom_plan"}
PLANS_SECONDS = 10.0
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


class RenewedPlans:
    """The kept plans of a connection that stays open. A table that was empty when they were made grows faster than
    PostgreSQL analyses it, so they are discarded every PLANS_SECONDS.
    """

    def __init__(self, connection: Connection, clock: Callable[[], float] = time.monotonic) -> None:
        self._connection = connection
        self._clock = clock
        self._made = clock()

    async def renew(self) -> None:
        """Discard plans that are older than PLANS_SECONDS. The next executions make new ones."""
        if self._clock() - self._made > PLANS_SECONDS:
            await self._connection.execute("discard plans")
            self._made = self._clock()


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
