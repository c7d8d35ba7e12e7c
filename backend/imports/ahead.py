"""Chunks ahead: of a file of new subscribers the next chunk is registered while the one before it still is.

So a file uses the idle capacity of a machine. There are two lanes, each with a connection; a lane that has committed
its chunk begins the one after that of the other lane. Chunks are committed in the order of the file: a chunk ahead
waits for the one before it, and then takes the same steps as any registration beside others: the exclusive lock, and
the search for customers that were registered meanwhile. It is given up, and its rows are registered again, when its job
was paused, when it has waited for a lock, or when a row of the chunk before concerns one of its customers.

A lane begins when the other one has matched its rows, and follows it from table to table. In lockstep, two lanes would
insert ascending keys into the same pages, and leave them half empty.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import asyncpg
import structlog

from backend.database import Connection
from backend.identifiers import ImportJobKey
from backend.imports.chunks import LOCK_TIMEOUT, Chunks, ConcurrentRegistration, reset_attempts
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
# Whether a chunk of another file waits for its turn.
_AWAITED = """
select exists (
    select from pg_locks where locktype = 'advisory' and not granted and (classid::bigint << 32 | objid::bigint) = $1)
"""
_JOB = "select state, settled from import_job where id = $1 for no key update"
# Whether the chunk that ran beside this one, rows $2 to $3, has a contract of a customer whom this one found.
_SAME_CUSTOMER = """
select exists (
    select from import_chunk c join contract k on k.customer_id = c.customer_id
    join import_outcome o on o.job_id = $1 and o.row_number between $2 and $3 and o.contract_id = k.id
    where not c.new_customer and c.error_code is null
)
"""


class Lane:
    """A connection with its chunks."""

    def __init__(self, connection: Connection, chunks: Chunks) -> None:
        self.connection = connection
        self.chunks = chunks


class Lanes:
    """The lanes of one job. `running` is the chunk ahead that will be committed next, if there is one."""

    def __init__(
        self, first: Connection, connect: Callable[[], Awaitable[Connection]], settings: Settings, queued_id: int
    ) -> None:
        self._first = first
        self._queued_id = queued_id
        self._connect = connect
        self._settings = settings
        self._second: Lane | None = None
        self._looked: tuple[float, int] | None = None
        self._alone = False  # a chunk ahead was given up: the next rows are registered by themselves
        self._locked = False
        self.running: Ahead | None = None

    async def close(self) -> None:
        if self.running is not None:
            await self.running.end()
        if self._second is not None:
            self._second.connection.terminate()

    def give_up(self) -> None:
        """Let the next chunk run alone."""
        self._alone = True

    async def begin(self, job: Mapping[str, Any], size: int) -> None:
        """Begin the first chunk ahead, where that is worth it.

        The next chunk, of `size` rows, has locked the job in its transaction on the first connection, and matched its
        rows.
        """
        can = (
            job["kind"] == ImportKind.SUBSCRIBERS.value
            and job["mode"] == ImportMode.INSERT.value
            and (job["state"], job["dry_run"]) == ("RUNNING", False)
        )
        if not can:
            return
        alone, self._alone = self._alone, False
        # The first chunk of a file creates what all others share, such as the accounts of opening balances.
        if not await self._is_calm(self._first) or alone or not job["settled"]:
            return
        border = await self._border(self._first, job, job["settled"], size)
        if border is None:
            return
        if self._second is None or self._second.connection.is_closed():
            connection = await self._connect()
            await connection.execute(CREATE_CHUNK_TABLE)
            self._second = Lane(connection, Chunks(connection, self._settings, dict(job)))
        # Chunks of other files wait until no chunk runs ahead.
        await self._first.execute("select pg_advisory_lock($1)", AdvisoryLock.IMPORT_CHUNK)
        self._locked = True
        self.running = Ahead(self._second, job, job["settled"], border, size, self._queued_id)

    async def commit(self, first: Chunks) -> bool:
        """Commit the chunk that runs ahead, while the one after it is begun on the other lane. Returns whether it was.

        `first` are the chunks of the first connection, which have the size of the next one.
        """
        ahead, self.running = self.running, None
        assert ahead is not None
        assert self._second is not None
        following: Ahead | None = None
        done = False
        try:
            lane = self._second if ahead.lane is not self._second else Lane(self._first, first)
            await ahead.matched.wait()
            if await self._is_calm(lane.connection):
                border = await self._border(lane.connection, ahead.job, ahead.begins, ahead.size)
                if border is not None:
                    following = Ahead(lane, ahead.job, ahead.begins, border, first.rows, self._queued_id)
            done = await ahead.commit()
            if done:
                first.adapt(ahead.size, ahead.spent)
                self.running, following = following, None
            else:
                self.give_up()
        finally:
            if following is not None:
                await following.end()
            await ahead.end()
            if self.running is None:
                await self.release()
        return done

    async def release(self) -> None:
        """Let chunks of other files run."""
        if self._locked and not self._first.is_closed():
            await self._first.execute("select pg_advisory_unlock($1)", AdvisoryLock.IMPORT_CHUNK)
        self._locked = False

    async def stop(self) -> None:
        """End the chunk ahead of one that has failed."""
        if self.running is not None:
            await self.running.end()
            self.running = None
        self.give_up()
        await self.release()

    async def _border(self, connection: Connection, job: Mapping[str, Any], settled: int, size: int) -> int | None:
        """The last row of the chunk after row `settled`; None where the chunk after that one cannot run beside it."""
        border = await connection.fetchrow(_BORDER, job["id"], settled, size)
        if border is None or border["last"] is None or border["last"] >= job["last_row"] or border["depends"]:
            return None
        return int(border["last"])

    async def _is_calm(self, connection: Connection) -> bool:
        """Whether nobody else needs the database: no other file, and few transactions since the last look."""
        before, found = self._looked, await connection.fetchval(_TRANSACTIONS)
        self._looked = (time.monotonic(), found)
        if before is None or (found - before[1]) / max(0.001, self._looked[0] - before[0]) >= BUSY:
            return False
        return not await connection.fetchval(_AWAITED, AdvisoryLock.IMPORT_CHUNK)


class Ahead:
    """A chunk of `size` rows that is being registered, after row `begins`. `settled`: how far the job was then."""

    def __init__(
        self, lane: Lane, job: Mapping[str, Any], settled: int, begins: int, size: int, queued_id: int
    ) -> None:
        self._queued_id = queued_id
        self.lane = lane
        self.job = job
        self.size = size
        self.begins = begins
        self.spent = 0.0
        self.matched = asyncio.Event()  # the other lane may follow; set also when the work has ended otherwise
        self._id: ImportJobKey = job["id"]
        self._settled = settled
        self._transaction = lane.connection.transaction()
        self._working = asyncio.create_task(self._work())

    async def _work(self) -> Mapping[str, Any]:
        began = time.monotonic()
        try:
            await self._transaction.start()
            found = await self.lane.chunks.work(self.begins, self.size, _PATIENCE, self._has_matched)
        finally:
            self.matched.set()
        self.spent = time.monotonic() - began
        return found

    async def _has_matched(self) -> None:
        self.matched.set()

    async def commit(self) -> bool:
        """Commit the chunk, after the one before it was committed. Returns whether it was."""
        connection, began = self.lane.connection, time.monotonic()
        try:
            counts = await self._working
            await connection.execute(f"set local lock_timeout = '{LOCK_TIMEOUT}'")
            job = await connection.fetchrow(_JOB, self._id)
            is_next = job is not None and (job["state"], job["settled"]) == ("RUNNING", self.begins)
            if not is_next or await connection.fetchval(_SAME_CUSTOMER, self._id, self._settled + 1, self.begins):
                return False
            await self.lane.chunks.settle(counts, self.size, time.monotonic() - began)
            await reset_attempts(connection, self._queued_id)
            await self._transaction.commit()
        except _GIVEN_UP as error:
            log.info("chunk ahead repeated", job=str(self._id), reason=type(error).__name__)
            return False
        return True

    async def end(self) -> None:
        """Roll the chunk back, unless it was committed."""
        self._working.cancel()
        await asyncio.gather(self._working, return_exceptions=True)
        if not self.lane.connection.is_closed() and self.lane.connection.is_in_transaction():
            await self._transaction.rollback()
