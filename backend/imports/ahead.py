"""A chunk ahead: registered on a second connection while the chunk before it is registered on the first.

Files of new subscribers use the idle capacity of a machine so. Chunks are still committed in the order of the file: the
one ahead waits for the one before it, and then takes the same steps as any registration beside others: the exclusive
lock, and the search for customers that were registered meanwhile. It is given up, and its rows are registered again,
when its job was paused, when it has waited for any lock, or when it depends on a row of the chunk before.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import asyncpg
import structlog

from backend.database import Connection
from backend.identifiers import ImportJobKey
from backend.imports.chunks import LOCK_TIMEOUT, Chunks, ConcurrentRegistration
from backend.imports.match import CREATE_CHUNK_TABLE
from backend.locks import AdvisoryLock
from backend.models import ImportKind, ImportMode
from backend.settings import Settings

# A chunk ahead gives way: what it waits for may be the chunk before it, which waits longer. Extending a table takes a
# lock too, so it has to wait a little.
_PATIENCE = "100ms"
# Transactions a second of the whole database above which people are at work, who need the second processor.
BUSY = 30.0
# What may go wrong with a chunk that runs beside another one. Nothing is lost: its rows are registered again.
_GIVEN_UP = (
    ConcurrentRegistration,
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.IntegrityConstraintViolationError,
)

log = structlog.get_logger()

_TRANSACTIONS = "select xact_commit + xact_rollback from pg_stat_database where datname = current_database()"
# The last row of the chunk after row $2 of $3 rows, and whether one of the $3 rows after it is of a customer of that
# chunk, or resembles one.
_BORDER = """
with here as materialized (
    select max(row_number) as last from (
        select row_number from import_row where job_id = $1 and row_number > $2 order by row_number limit $3) r
)
select last, exists (
    select from (
        select leader, rival from import_row where job_id = $1 and row_number > (select last from here)
        order by row_number limit $3
    ) r where r.leader between $2 + 1 and last or r.rival between $2 + 1 and last
) as depends
from here
"""
_JOB = "select state, settled from import_job where id = $1 for no key update"
# Whether the chunk before it, rows $2 to $3, has a contract of a customer whom this chunk found, and may have changed.
_SAME_CUSTOMER = """
select exists (
    select from import_chunk c join contract k on k.customer_id = c.customer_id
    join import_outcome o on o.job_id = $1 and o.row_number between $2 and $3 and o.contract_id = k.id
    where not c.new_customer and c.error_code is null
)
"""


class Lane:
    """The second connection of a job. `begin` starts a chunk ahead where that is worth it."""

    def __init__(self, connect: Callable[[], Awaitable[Connection]], settings: Settings) -> None:
        self._connect = connect
        self._settings = settings
        self._connection: Connection | None = None
        self._chunks: Chunks | None = None
        self._looked: tuple[float, int] | None = None
        self._alone = False  # a chunk ahead was given up: the next rows are registered by themselves

    def close(self) -> None:
        if self._connection is not None:
            self._connection.terminate()

    def give_up(self) -> None:
        """Let the next chunk run alone."""
        self._alone = True

    async def begin(self, first: Connection, job: Mapping[str, Any], size: int) -> "Ahead | None":
        """Start the chunk after the next one of `size` rows, if the rows do not depend on each other.

        `first` is the connection on which the next chunk runs, in a transaction that has locked the job.
        """
        alone, self._alone = self._alone, False
        is_calm = await self._is_calm(first)
        can = (
            job["state"] == "RUNNING"
            and job["kind"] == ImportKind.SUBSCRIBERS.value
            and job["mode"] == ImportMode.INSERT.value
            and not job["dry_run"]
        )
        # The first chunk of a file creates what all others share, such as the accounts of opening balances.
        if alone or not is_calm or not can or not job["settled"]:
            return None
        border = await first.fetchrow(_BORDER, job["id"], job["settled"], size)
        if border is None or border["last"] is None or border["last"] >= job["last_row"] or border["depends"]:
            return None
        if self._connection is None or self._connection.is_closed():
            self._connection, self._chunks = await self._connect(), None
            await self._connection.execute(CREATE_CHUNK_TABLE)
        if self._chunks is None:
            self._chunks = Chunks(self._connection, self._settings, dict(job))
        # Chunks of other files wait until both have ended.
        await first.execute("select pg_advisory_lock($1)", AdvisoryLock.IMPORT_CHUNK)
        return Ahead(first, self._connection, self._chunks, job, border["last"], size)

    async def _is_calm(self, connection: Connection) -> bool:
        """Whether the database has little else to do, by its transactions since the last look."""
        before, found = self._looked, await connection.fetchval(_TRANSACTIONS)
        self._looked = (time.monotonic(), found)
        if before is None:
            return False
        return bool((found - before[1]) / max(0.001, self._looked[0] - before[0]) < BUSY)


class Ahead:
    """A chunk ahead that is being registered."""

    def __init__(
        self, first: Connection, connection: Connection, chunks: Chunks, job: Mapping[str, Any], border: int, size: int
    ) -> None:
        self._first = first
        self._connection = connection
        self._chunks = chunks
        self._id: ImportJobKey = job["id"]
        self._settled: int = job["settled"]
        self._border = border
        self._size = size
        self._transaction = connection.transaction()
        self._working = asyncio.create_task(self._work())

    async def _work(self) -> Mapping[str, Any]:
        await self._transaction.start()
        return await self._chunks.work(self._border, self._size, _PATIENCE)

    async def commit(self) -> bool:
        """Commit the chunk, after the one before it was committed. Returns whether it was."""
        began = time.monotonic()
        try:
            counts = await self._working
            await self._connection.execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
            job = await self._connection.fetchrow(_JOB, self._id)
            is_next = job is not None and (job["state"], job["settled"]) == ("RUNNING", self._border)
            if not is_next or await self._connection.fetchval(
                _SAME_CUSTOMER, self._id, self._settled + 1, self._border
            ):
                return False
            await self._chunks.settle(counts, self._size, time.monotonic() - began)
            await self._transaction.commit()
        except _GIVEN_UP as error:
            log.info("chunk ahead repeated", job=str(self._id), reason=type(error).__name__)
            return False
        return True

    async def end(self) -> None:
        """Roll the chunk back unless it was committed, and let chunks of other files run."""
        self._working.cancel()
        await asyncio.gather(self._working, return_exceptions=True)
        if not self._connection.is_closed() and self._connection.is_in_transaction():
            await self._transaction.rollback()
        if not self._first.is_closed():
            await self._first.execute("select pg_advisory_unlock($1)", AdvisoryLock.IMPORT_CHUNK)
