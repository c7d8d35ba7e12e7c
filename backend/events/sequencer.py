"""The sequencer assigns positions in the log to committed events. One process at a time does this.

Event ids are not an order for readers: rows become visible in the order of commits, so that a reader who continues from
an id misses events of slower transactions. Nor are transaction ids, because a transaction gets its id before it waits
for a lock. Therefore each round takes the events that have become visible since the round before, in the order of their
ids. The events of one node are in order, because a verb locks the node's row before it inserts its event. An open
transaction does not delay the events of others.

While events arrive, the sequencer looks for them some 25 times a second and holds an advisory lock. Without events it
releases the lock and sleeps; then the trigger of `event` notifies it. Notifications are not used all the time, because
PostgreSQL commits transactions that notify one after the other. An event of a transaction that began while the lock was
held, and committed after it was released, waits for the next poll.
"""

import asyncio
import hashlib
from contextlib import suppress

import structlog

from backend.database import CONNECTION_ERRORS, KEPT_PLANS, Connection, RenewedPlans, connect
from backend.locks import AdvisoryLock

ADDED = "crm_events_added"
BUSY_SECONDS = 0.04  # between two rounds, at least; each also costs what the listeners of all processes read
BUSY_SHARE = 0.2  # of the time that rounds take, at most; then more events are in a round
IDLE_AFTER_SECONDS = 0.25
IDLE_SECONDS = 0.5  # finds events without a notification
TAKE_OVER_SECONDS = 0.5  # between attempts of a waiting process to take the lock

log = structlog.get_logger()

# The epoch: system identifier and timeline. In a restored copy of the cluster positions and transaction ids continue
# differently.
_EPOCH = """select concat((select system_identifier from pg_control_system()), '-',
    left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))"""
_STATE = """
select (select position from event_floor) as floor, o.position, o.snapshot::text as snapshot,
    (select epoch from event_epoch order by id desc limit 1) as epoch
from (select) nothing left join (select position, snapshot from event_order order by position desc limit 1) o on true
"""
# Transaction ids at or above the snapshot's xmax come from the cluster that was copied: this one has not assigned them.
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
_AWAIT, _SLEEP = "select pg_try_advisory_lock($1)", "select pg_advisory_unlock($1)"
_FRESH = _ROUND.format(
    which="""((e.xid >= $2::text::xid8 and e.xid < pg_snapshot_xmax((select s from now)))
        or e.xid = any($3::text[]::xid8[]))"""
)
_MISSING = _ROUND.format(which="true")


class Sequencer:
    """Sequencer task, one per process; an advisory lock admits one at a time."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._position = 0
        self._xmax = "0"
        self._running: list[str] = []
        self._added = asyncio.Event()
        self.leading = False

    async def run(self) -> None:
        """Run until cancelled. After a lost connection it connects again."""
        while True:
            connection: Connection | None = None
            try:
                connection = await connect(self._url, statement_timeout="0", idle_session_timeout="0", **KEPT_PLANS)
                await self._wait_for_turn(connection)
                await self.take_over(connection)
                self.leading = True
                log.info("sequencer active", position=self._position)
                await self._work(connection)
            except CONNECTION_ERRORS as error:
                log.warning(
                    "sequencer waits for the database", reason=" ".join(str(error).split()) or type(error).__name__
                )
                await asyncio.sleep(TAKE_OVER_SECONDS)
            finally:
                self.leading = False
                if connection is not None:
                    connection.terminate()

    async def _wait_for_turn(self, connection: Connection) -> None:
        # Not pg_advisory_lock: a statement that waits long holds a snapshot, which keeps vacuum from removing rows.
        while not await connection.fetchval("select pg_try_advisory_lock($1)", AdvisoryLock.SEQUENCER):  # noqa: ASYNC110
            await asyncio.sleep(TAKE_OVER_SECONDS)

    async def _work(self, connection: Connection) -> None:
        await connection.add_listener(ADDED, lambda *_: self._added.set())
        connection.add_termination_listener(lambda _: self._added.set())
        loop, plans = asyncio.get_running_loop(), RenewedPlans(connection)
        busy_until, awaiting = 0.0, False
        while True:
            self._added.clear()
            await plans.renew()
            began = loop.time()
            found = await self.round(connection)
            now = loop.time()
            busy_until = now + IDLE_AFTER_SECONDS if found else busy_until
            if now < busy_until:
                # The attempt fails while a transaction that is to notify is open.
                awaiting = awaiting or await connection.fetchval(_AWAIT, AdvisoryLock.EVENTS_AWAITED)
                await asyncio.sleep(max(BUSY_SECONDS, (now - began) * (1 / BUSY_SHARE - 1)))
            elif awaiting:
                # The next round finds the events that were committed without a notification until now.
                await connection.execute(_SLEEP, AdvisoryLock.EVENTS_AWAITED)
                awaiting = False
            else:
                with suppress(TimeoutError):
                    async with asyncio.timeout(IDLE_SECONDS):  # `wait_for` loses a cancellation beside a notification
                        await self._added.wait()

    async def take_over(self, connection: Connection) -> None:
        """Continue from the last round's snapshot. In a new epoch that snapshot is invalid; then every event without a
        position gets one.
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
            # The snapshot is read before the events, so that the first round also finds events committed in between.
            snapshot = await connection.fetchval("select pg_current_snapshot()::text")
            row = await connection.fetchrow(_MISSING, self._position)
        self._remember(snapshot)
        if row is not None:
            self._position = row["position"]
            self._remember(row["snapshot"])

    async def round(self, connection: Connection) -> int:
        """Assign positions to the events that became visible. Returns how many there were."""
        row = await connection.fetchrow(_FRESH, self._position, self._xmax, self._running)
        if row is None:
            return 0
        before, self._position = self._position, row["position"]
        self._remember(row["snapshot"])
        return self._position - before

    def _remember(self, snapshot: str) -> None:
        """Store a snapshot `xmin:xmax:xip,…`: transactions from xmax on and those in xip were not visible."""
        _, self._xmax, running = snapshot.split(":")
        self._running = running.split(",") if running else []
