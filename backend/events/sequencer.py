"""The sequencer gives committed events their places in the log. One works at a time, whichever process it lives in.

Ids of events are no order: rows become visible in the order of commits, so who reads on from an id misses what a slower
transaction wrote before it. Neither are transaction ids, for a transaction takes its own before it waits for a lock.
So each round takes the events that are visible now and were not in the round before, by id: the row lock that a verb
takes before it writes its event makes the ids of one node's events follow each other, and what is visible has been
committed. No transaction that is still open delays anybody else's events.
"""

import asyncio
import hashlib

import structlog

from backend.database import CONNECTION_ERRORS, Connection, connect
from backend.locks import AdvisoryLock

BUSY_SECONDS = 0.01
IDLE_SECONDS = 0.025
IDLE_AFTER_SECONDS = 1.0
TAKE_OVER_SECONDS = 0.5  # how often somebody who waits looks whether the place is free

log = structlog.get_logger()

# What tells one life of a cluster from another: positions and transaction ids of a restored copy mean something else.
_EPOCH = """select concat((select system_identifier from pg_control_system()), '-',
    left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))"""
_STATE = """
select (select position from event_floor) as floor, o.position, o.snapshot::text as snapshot,
    (select epoch from event_epoch order by id desc limit 1) as epoch
from (select) nothing left join (select position, snapshot from event_order order by position desc limit 1) o on true
"""
# Ids above the snapshot's end are a restored copy's: no transaction of this cluster had them yet.
_ROUND = """
with now as materialized (select pg_current_snapshot() as s),
fresh as (
    select e.id, e.created_at, row_number() over (order by e.id) as n, count(*) over () as total
    from event e
    where {which} and not exists (select from event_order o where o.event_id = e.id)
), ordered as (
    insert into event_order (position, event_id, event_at, snapshot)
    select $1::bigint + n, id, created_at, case when n = total then (select s from now) end from fresh
    returning position
)
select max(position) as position, (select s from now)::text as snapshot, pg_notify('crm_events', max(position)::text)
from ordered having count(*) > 0
"""
_FRESH = _ROUND.format(
    which="""((e.xid >= $2::text::xid8 and e.xid < pg_snapshot_xmax((select s from now)))
        or e.xid = any($3::text[]::xid8[]))"""
)
_MISSING = _ROUND.format(which="true")


class Sequencer:
    """One task per process; the lock in the database says whose turn it is."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._position = 0
        self._xmax = "0"
        self._running: list[str] = []
        self.leading = False

    async def run(self) -> None:
        """Until cancelled. A database that is away is waited for."""
        while True:
            connection: Connection | None = None
            try:
                connection = await connect(self._url, statement_timeout="0", idle_session_timeout="0")
                await self._wait_for_turn(connection)
                await self.take_over(connection)
                self.leading = True
                log.info("sequencer leads", position=self._position)
                await self._work(connection)
            except CONNECTION_ERRORS as error:
                log.warning("sequencer waits", reason=" ".join(str(error).split()) or type(error).__name__)
                await asyncio.sleep(TAKE_OVER_SECONDS)
            finally:
                self.leading = False
                if connection is not None:
                    connection.terminate()

    async def _wait_for_turn(self, connection: Connection) -> None:
        # Not pg_advisory_lock: a statement that waits for long holds a snapshot, and vacuum with it.
        while not await connection.fetchval("select pg_try_advisory_lock($1)", AdvisoryLock.SEQUENCER):  # noqa: ASYNC110
            await asyncio.sleep(TAKE_OVER_SECONDS)

    async def _work(self, connection: Connection) -> None:
        loop = asyncio.get_running_loop()
        busy_until = 0.0
        while True:
            if await self.round(connection):
                busy_until = loop.time() + IDLE_AFTER_SECONDS
            await asyncio.sleep(BUSY_SECONDS if loop.time() < busy_until else IDLE_SECONDS)

    async def take_over(self, connection: Connection) -> None:
        """Learn where the one before stopped. In another life of the cluster its snapshot says nothing: then whatever
        has no place yet gets one.
        """
        epoch = hashlib.sha256((await connection.fetchval(_EPOCH)).encode()).hexdigest()[:12]
        state = await connection.fetchrow(_STATE)
        assert state is not None
        self._position = max(state["floor"], state["position"] or 0)
        if state["epoch"] == epoch and state["snapshot"]:
            self._remember(state["snapshot"])
            return
        async with connection.transaction():
            if state["epoch"] != epoch:
                await connection.execute(
                    "insert into event_epoch (epoch, began_after) values ($1, $2)", epoch, self._position
                )
                await connection.execute("select crm_rebase_ledger()")
            # In a transaction of its own snapshot: what commits meanwhile is seen by the first round after it.
            snapshot = await connection.fetchval("select pg_current_snapshot()::text")
            row = await connection.fetchrow(_MISSING, self._position)
        self._remember(snapshot)
        if row is not None:
            self._position = row["position"]
            self._remember(row["snapshot"])

    async def round(self, connection: Connection) -> int:
        """Give the events that became visible their places; how many there were."""
        row = await connection.fetchrow(_FRESH, self._position, self._xmax, self._running)
        if row is None:
            return 0
        before, self._position = self._position, row["position"]
        self._remember(row["snapshot"])
        return self._position - before

    def _remember(self, snapshot: str) -> None:
        """`xmin:xmax:xip,…`: from xmax on nothing was visible, nor what was running."""
        _, self._xmax, running = snapshot.split(":")
        self._running = running.split(",") if running else []
