"""The order of the log: no event is skipped, repeated or before its cause, and no open transaction delays others."""

import asyncio
import random
import signal
import subprocess
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from backend.database import Connection, connect
from backend.events import sequencer
from backend.events.listener import Listener
from backend.events.log import LogEnd, LoggedEvent, SinceTooOld, encode_cursor, log_end, read
from backend.events.sequencer import ADDED, Sequencer
from backend.locks import AdvisoryLock
from tests import forkserver
from tests.factories.events import new_event
from tests.factories.rows import insert

pytestmark = pytest.mark.database

NODES = 8


async def log_of(connection: Connection) -> list[LoggedEvent]:
    found: list[LoggedEvent] = []
    while page := await read(connection, found[-1].position if found else 0, 2**60):
        found += page
    return [event for event in found if event.topic == "test.done"]


@asynccontextmanager
async def sequencing(url: str, many: int = 1) -> AsyncIterator[list[Sequencer]]:
    sequencers = [Sequencer(url) for _ in range(many)]
    tasks = [asyncio.create_task(each.run()) for each in sequencers]
    try:
        yield sequencers
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task


async def until(condition: Callable[[], Coroutine[Any, Any, bool]], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.01)


def node(n: int) -> uuid.UUID:
    return uuid.UUID(f"00000000-0000-7000-8000-{n:012d}")


async def append(connection: Connection, n: int, change: int, **columns: Any) -> int:
    """Insert an event about a node, with the number of the change in its payload. Returns its id."""
    event = new_event("test.done", "Test", node(n), payload={"n": change}, **columns)
    await insert(connection, event)
    return event.id


async def prepare(connection: Connection) -> None:
    await connection.execute("create unlogged table hot (n integer primary key, changed bigint not null default 0)")
    await connection.execute("insert into hot select generate_series(1, $1)".replace("$1", str(NODES)))
    await connection.execute("grant all on hot to crm_app")


async def write(url: str, seed: int, rounds: int, committed: dict[int, tuple[int, int]], dice: random.Random) -> None:
    """Transactions on few nodes: slow ones, rollbacks, savepoints, some that get their id long before the lock."""
    connection = await connect(url)
    try:
        for _ in range(rounds):
            n = dice.randint(1, NODES)
            transaction = connection.transaction()
            await transaction.start()
            if dice.random() < 0.3:
                # The transaction id is assigned before the wait for the lock.
                await connection.fetchval("select pg_current_xact_id()::text")
                await asyncio.sleep(dice.random() * 0.01)
            written: list[tuple[int, tuple[int, int]]] = []
            for _ in range(dice.randint(1, 3)):
                change = await connection.fetchval(
                    "update hot set changed = changed + 1 where n = $1 returning changed", n
                )
                written.append((await append(connection, n, change), (n, change)))
            if dice.random() < 0.3:
                savepoint = connection.transaction()
                await savepoint.start()
                change = await connection.fetchval(
                    "update hot set changed = changed + 1 where n = $1 returning changed", n
                )
                inner = (await append(connection, n, change), (n, change))
                if dice.random() < 0.5:
                    await savepoint.rollback()
                else:
                    await savepoint.commit()
                    written.append(inner)
            if dice.random() < 0.2:
                await asyncio.sleep(dice.random() * 0.05)
            if dice.random() < 0.2:
                await transaction.rollback()
            else:
                await transaction.commit()
                committed.update(written)
    finally:
        await connection.close()


def check(found: list[LoggedEvent], committed: dict[int, tuple[int, int]]) -> None:
    assert [event.position for event in found] == sorted({event.position for event in found})
    assert len({event.id for event in found}) == len(found), "an event came twice"
    assert {event.id for event in found} == set(committed), "an event was skipped, or was never committed"
    last: dict[int, int] = {}
    for event in found:
        n, change = committed[event.id]
        assert change > last.get(n, 0), "an event came before its cause"
        last[n] = change


@pytest.mark.parametrize("seed", range(3))
def test_slow_waiting_and_rolled_back_transactions_leave_a_complete_ordered_log(
    database_url: str, owner_url: str, seed: int
) -> None:
    async def go() -> None:
        owner = await connect(owner_url, role=None)
        await prepare(owner)
        committed: dict[int, tuple[int, int]] = {}
        async with sequencing(database_url, 2) as sequencers:
            writers = [write(database_url, seed, 40, committed, random.Random(seed * 100 + n)) for n in range(10)]
            await asyncio.gather(*writers)
            assert sum(each.leading for each in sequencers) == 1, "one at a time"

            async def whole() -> bool:
                return len(await log_of(owner)) == len(committed)

            await until(whole)
        found = await log_of(owner)
        assert len(found) > 200
        check(found, committed)
        # Positions have no gaps: a cursor counts the events up to it.
        assert [e.position for e in found] == list(range(found[0].position, found[0].position + len(found)))
        await owner.close()

    asyncio.run(go())


def test_without_the_snapshot_rule_the_same_trial_fails(
    database_url: str, owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ordering by id alone loses events of slower transactions: this shows that the test above can fail."""
    by_id = sequencer._ROUND.format(
        which="e.id > coalesce((select max(event_id) from event_order), 0) and $2::text is not null and $3::text[] is not null"
    )
    monkeypatch.setattr(sequencer, "_FRESH", by_id)

    async def go() -> None:
        owner = await connect(owner_url, role=None)
        await prepare(owner)
        committed: dict[int, tuple[int, int]] = {}
        async with sequencing(database_url):
            await asyncio.gather(*(write(database_url, 0, 40, committed, random.Random(n)) for n in range(10)))
            await asyncio.sleep(0.5)
        with pytest.raises(AssertionError):
            check(await log_of(owner), committed)
        await owner.close()

    asyncio.run(go())


def test_an_open_transaction_does_not_delay_other_events(database_url: str, owner_url: str) -> None:
    async def go() -> None:
        owner, slow = await connect(owner_url, role=None), await connect(database_url)
        async with sequencing(database_url):
            open_one = slow.transaction()
            await open_one.start()
            await append(slow, 1, 1)
            for n in range(5):
                written = await append(owner, 2, n)

                async def there(written: int = written) -> bool:
                    return any(event.id == written for event in await log_of(owner))

                await until(there)
            assert [event.node_id.int & 0xFF for event in await log_of(owner)] == [2] * 5
            await open_one.commit()

            async def all_there() -> bool:
                return len(await log_of(owner)) == 6

            await until(all_there)
            assert (await log_of(owner))[-1].node_id.int & 0xFF == 1, "its event comes after the commit"
        await owner.close()
        await slow.close()

    asyncio.run(go())


LEAD = """
import asyncio, sys
from backend.events.sequencer import Sequencer
from tests import forkserver
async def go():
    one = Sequencer(sys.argv[1])
    task = asyncio.create_task(one.run())
    while not one.leading:
        await asyncio.sleep(0.01)
    print("leads", flush=True)
    await task
asyncio.run(go())
"""


def test_a_killed_sequencer_is_replaced_and_nothing_is_lost(database_url: str, owner_url: str) -> None:
    async def go() -> None:
        owner = await connect(owner_url, role=None)
        process = forkserver.start(["-c", LEAD, database_url], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert b"leads\n" in iter(process.stdout.readline, b"")
        async with sequencing(database_url) as (other,):
            written = [await append(owner, 1, n) for n in range(20)]
            assert not other.leading
            process.send_signal(signal.SIGKILL)
            process.wait()
            written += [await append(owner, 1, n) for n in range(20, 40)]

            async def whole() -> bool:
                return len(await log_of(owner)) == 40

            await until(whole)
            assert other.leading
        assert [event.id for event in await log_of(owner)] == written
        process.stdout.close()
        await owner.close()

    asyncio.run(go())


def test_after_a_restore_events_without_a_position_get_one_and_none_twice(database_url: str, owner_url: str) -> None:
    async def go() -> None:
        owner = await connect(owner_url, role=None)
        async with sequencing(database_url):
            first = [await append(owner, 1, n) for n in range(3)]

            async def whole() -> bool:
                return len(await log_of(owner)) == 3

            await until(whole)
        end = await log_end(owner)
        # As after a restore in another cluster, with transaction ids that this cluster never assigned.
        await owner.execute("update event_epoch set epoch = 'another'")
        restored = [await append(owner, 2, n) for n in range(2)]
        await owner.execute("update event set xid = '9000000000'::xid8")
        async with sequencing(database_url):

            async def longer() -> bool:
                return len(await log_of(owner)) == 5

            await until(longer)
            last = await append(owner, 3, 0)

            async def longest() -> bool:
                return len(await log_of(owner)) == 6

            await until(longest)
        assert [event.id for event in await log_of(owner)] == [*first, *restored, last]
        assert (
            await owner.fetchval("select string_agg(epoch, ' ' order by id) from event_epoch") == f"another {end.epoch}"
        )
        with pytest.raises(SinceTooOld):
            (await log_end(owner)).position(encode_cursor("another", 2))
        await owner.close()

    asyncio.run(go())


def test_new_events_notify_the_sequencer_only_while_it_does_not_look_for_them(database_url: str) -> None:
    async def go() -> None:
        listening, writing = await connect(database_url), await connect(database_url)
        heard: list[str] = []
        await listening.add_listener(ADDED, lambda *_: heard.append(ADDED))

        async def notified_by(changes: int) -> int:
            heard.clear()
            async with writing.transaction():
                for n in range(changes):
                    await append(writing, 1, n)
            await listening.fetchval("select 1")  # a notification arrives before the answer
            return len(heard)

        assert await notified_by(3) == 1
        await listening.fetchval("select pg_advisory_lock($1)", AdvisoryLock.EVENTS_AWAITED)
        assert await notified_by(3) == 0
        await listening.fetchval("select pg_advisory_unlock($1)", AdvisoryLock.EVENTS_AWAITED)
        assert await notified_by(1) == 1
        await listening.close()
        await writing.close()

    asyncio.run(go())


def test_a_sleeping_sequencer_orders_events_without_and_with_a_notification(
    database_url: str, owner_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def go(*, notified: bool) -> None:
        owner = await connect(owner_url, role=None)
        before = len(await log_of(owner))
        if not notified:
            await owner.execute("alter table event disable trigger wake_sequencer")
        async with sequencing(database_url) as (one,):

            async def sleeps() -> bool:
                return one.leading and await owner.fetchval(
                    "select not exists (select from pg_locks where locktype = 'advisory' and objid = $1)",
                    AdvisoryLock.EVENTS_AWAITED & 0xFFFFFFFF,
                )

            await until(sleeps)
            written = [await append(owner, 1, n) for n in range(2)]

            async def ordered() -> bool:
                return len(await log_of(owner)) == before + len(written)

            await until(ordered)
            await until(sleeps)
        assert [event.id for event in await log_of(owner)][before:] == written
        await owner.close()

    monkeypatch.setattr(sequencer, "IDLE_SECONDS", 3600)  # only the notification is left
    asyncio.run(go(notified=True))
    monkeypatch.setattr(sequencer, "IDLE_SECONDS", 0.5)
    asyncio.run(go(notified=False))


@pytest.mark.parametrize("turns", range(4))
def test_a_cancellation_beside_a_notification_is_not_lost(
    database_url: str, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    """A server that stops would wait for a sequencer that goes on."""
    monkeypatch.setattr(sequencer, "IDLE_AFTER_SECONDS", 0.05)
    monkeypatch.setattr(sequencer, "IDLE_SECONDS", 60.0)

    async def go() -> bool:
        one = Sequencer(database_url)
        running = asyncio.create_task(one.run())
        while not one.leading:
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.5)  # it sleeps
        one._added.set()
        for _ in range(turns):  # of the event loop, in which the notification is passed on
            await asyncio.sleep(0)
        running.cancel()
        ended, _ = await asyncio.wait([running], timeout=1)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return bool(ended)

    assert asyncio.run(go())


def test_two_sequencers_cannot_lead_at_once(database_url: str) -> None:
    async def go() -> None:
        async with sequencing(database_url, 3) as sequencers:

            async def one_leads() -> bool:
                return any(each.leading for each in sequencers)

            await until(one_leads)
            await asyncio.sleep(0.7)
            assert sum(each.leading for each in sequencers) == 1
            other = await connect(database_url)
            assert not await other.fetchval("select pg_try_advisory_lock($1)", AdvisoryLock.SEQUENCER)
            await other.close()

    asyncio.run(go())


def test_the_application_cannot_rewrite_the_log(database_url: str) -> None:
    async def go() -> None:
        connection = await connect(database_url)
        for statement in (
            "update event_order set position = 1", "delete from event_order", "truncate event_order", "delete from event",
            "update event set actor = 'x'", "update event_floor set position = 0", "delete from event_epoch",
        ):  # fmt: skip
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
        await connection.close()

    asyncio.run(go())


class RecordingAudience:
    """An audience that records what the listener publishes."""

    def __init__(self) -> None:
        self.events: list[LoggedEvent] = []
        self.restarts = 0

    def publish(self, events: list[LoggedEvent], end: LogEnd) -> None:  # noqa: ARG002
        self.events += events

    def restarted(self, end: LogEnd) -> None:  # noqa: ARG002
        self.restarts += 1


def test_a_listener_started_before_the_first_sequencer_receives_all_events_and_no_restart(
    database_url: str, owner_url: str
) -> None:
    async def go() -> None:
        owner = await connect(owner_url, role=None)
        await owner.execute("delete from event_epoch")
        heard = RecordingAudience()
        listener = asyncio.create_task(Listener(database_url, [heard]).run())
        await asyncio.sleep(0.5)
        async with sequencing(database_url):

            async def named() -> bool:
                return bool((await log_end(owner)).epoch)

            await until(named)
            await asyncio.sleep(1)
            written = [await append(owner, 1, n) for n in range(3)]

            async def all_heard() -> bool:
                return len(heard.events) >= 3

            await until(all_heard)
        listener.cancel()
        with suppress(asyncio.CancelledError):
            await listener
        assert [event.id for event in heard.events] == written
        assert heard.restarts == 0
        await owner.close()

    asyncio.run(go())


def test_dropped_months_move_the_floor_and_older_cursors_are_refused(database_url: str, owner_url: str) -> None:
    async def go() -> None:
        owner, application = await connect(owner_url, role=None), await connect(database_url)
        await owner.execute("select crm_create_event_partitions((current_date - interval '4 months')::date, 6)")
        old = datetime.now(UTC) - timedelta(days=90)
        async with sequencing(database_url):
            for n in range(3):
                await append(owner, 1, n, created_at=old)
            kept = await append(owner, 1, 3)

            async def whole() -> bool:
                return len(await log_of(owner)) == 4

            await until(whole)
        positions = [event.position for event in await log_of(owner)]
        before = await log_end(application)
        dropping = "select crm_drop_events_before((current_date - make_interval(months => $1))::date)"
        assert await application.fetchval(dropping, 12) == 0
        with pytest.raises(asyncpg.RaiseError, match="newest month"):
            await application.fetchval(dropping, -1)
        assert await application.fetchval(dropping, 1) >= 1
        assert [event.id for event in await log_of(owner)] == [kept]
        end = await log_end(application)
        assert (end.last, end.floor) == (before.last, positions[2])
        assert end.position(end.cursor(positions[2])) == positions[2], "no event after the last dropped one is missing"
        with pytest.raises(SinceTooOld):
            end.position(end.cursor(positions[1]))
        async with sequencing(database_url):
            await append(owner, 1, 9)

            async def more() -> bool:
                return len(await log_of(owner)) == 2

            await until(more)
        assert (await log_of(owner))[-1].position == positions[3] + 1, "positions are never reused"
        await owner.close()
        await application.close()

    asyncio.run(go())


class Consumer:
    """Keeps what the listener publishes."""

    def __init__(self) -> None:
        self.topics: list[str] = []

    def publish(self, events: list[LoggedEvent], _: LogEnd) -> None:
        self.topics += [event.topic for event in events]

    def restarted(self, _: LogEnd) -> None:
        raise AssertionError


def test_events_before_the_first_start_of_the_log_are_published_if_the_listener_waited_for_it(
    database_url: str,
) -> None:
    polls = "select query_start from pg_stat_activity where datname = current_database() and query like '%event_epoch%' and pid <> pg_backend_pid()"

    async def go() -> None:
        beside = await connect(database_url)
        assert not (await log_end(beside)).epoch, "no sequencer has run on this database"
        await insert(beside, new_event("test.earlier", "Payment", node(1)))
        consumer = Consumer()
        listening = asyncio.create_task(Listener(database_url, [consumer]).run())
        seen: set[datetime] = set()

        async def waits() -> bool:  # the listener asks again and again whether the log has started
            seen.update(row[0] for row in await beside.fetch(polls))
            return len(seen) > 2

        await until(waits)
        await insert(beside, new_event("test.meanwhile", "Payment", node(1)))

        async def published() -> bool:
            return "test.last" in consumer.topics

        async with sequencing(database_url):
            await insert(beside, new_event("test.last", "Payment", node(1)))
            await until(published)
        assert consumer.topics == ["test.meanwhile", "test.last"]
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        await beside.close()

    asyncio.run(go())
