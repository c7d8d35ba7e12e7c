"""Schedules of the pool: quarantine and reservations expire on time, also with concurrent registrations."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Database, connect
from backend.services.pool import BATCH_SIZE, expire_reservations, restore_numbers
from backend.settings import Settings
from tests.client import Client
from tests.factories.phone_numbers import new_phone_numbers
from tests.factories.reservations import in_quarantine, reserved

pytestmark = pytest.mark.database
PATIENCE_SECONDS = 60  # only a test that has failed waits that long
GET_SIM = """
mutation ($input: GetSimInput!) { getSim(input: $input) {
    contract { sim { iccid } phoneNumber { msisdn } } errors { code }
} }
"""
RESERVED = "status = 'RESERVED', reserved_by = 'x', reserved_until = now() +"
Step = Callable[[AsyncSession], Awaitable[Any]]


@pytest.fixture
def client(database_url: str, settings: Settings) -> Iterator[Client]:
    """The API without the check of the ICCID's Luhn digit, so that any SIM can be named."""
    opened = Client(database_url, settings.model_copy(update={"iccid_luhn": False}))
    yield opened
    opened.close()


def in_one_transaction(client: Client, settings: Settings, *steps: Step) -> list[Any]:
    """Run all steps in one transaction. Returns their results."""

    async def go() -> list[Any]:
        database = Database(client.url, settings)
        try:
            async with database.transaction() as session:
                return [await step(session) for step in steps]
        finally:
            await database.close()

    return client.run(go())


def executing(statement: str, **values: Any) -> Step:
    return lambda session: session.execute(sa.text(statement), values)


def add_numbers(client: Client, count: int, **columns: Any) -> None:
    """Add this many numbers from +996551000001 on."""
    client.insert(*new_phone_numbers("+99655", range(1_000_001, 1_000_001 + count), **columns))


def states(client: Client, table: str, where: str) -> dict[str, int]:
    rows = client.sql(f"select status, count(*) from {table} where {where} group by status")
    return {row[0]: row[1] for row in rows}


def history(client: Client, verb: str) -> list[tuple[Any, ...]]:
    """Transitions of the schedule in the history, counted with their events."""
    rows = client.sql(
        "select h.node_type, h.from_status, h.to_status, h.actor, e.topic, e.node_type, e.actor, count(*)"
        " from status_change h join event e on e.node_id = h.node_id where h.verb = $1 group by 1, 2, 3, 4, 5, 6, 7"
        " order by 1",
        verb,
    )
    return [tuple(row) for row in rows]


def empty_pool(client: Client, but: int = 0) -> list[str]:
    """Leave `but` available SIMs. Returns their ICCIDs."""
    kept = [row[0] for row in client.sql("select iccid from sim where status = 'AVAILABLE' order by id limit $1", but)]
    assert len(kept) == but
    client.sql("update sim set status = 'BLOCKED' where status = 'AVAILABLE' and iccid <> all($1)", kept)
    return kept


def form(number: int = 1, **changes: Any) -> dict[str, Any]:
    person = {"kind": "PERSON", "name": f"Тест Тестов {number}", "phone": f"+99655512{number:04d}"}
    return {"customer": person, "tariffCode": "T01", **changes}


async def until_it_waits_for_a_lock(url: str, task: asyncio.Task[Any]) -> None:
    waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    connection = await connect(url)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not task.done() and not await connection.fetchval(waiting):
                await asyncio.sleep(0.02)
    finally:
        await connection.close()


def test_a_number_leaves_quarantine_at_its_moment_and_not_before(client: Client, settings: Settings) -> None:
    add_numbers(client, 1, **in_quarantine())
    due = "update phone_number set quarantined_until = now() + cast(:late as interval) where msisdn like '+9965510%'"
    early = executing(due, late=timedelta(microseconds=1))
    on_time = executing(due, late=timedelta())
    found = in_one_transaction(client, settings, early, restore_numbers, on_time, restore_numbers, restore_numbers)
    assert (found[1], found[3], found[4]) == (0, 1, 0)
    row = client.sql("select status, quarantined_until from phone_number where msisdn like '+9965510%'")[0]
    assert tuple(row) == ("AVAILABLE", None)
    assert history(client, "restore") == [
        ("PHONE_NUMBER", "QUARANTINED", "AVAILABLE", "schedule", "phone_number.restored", "PhoneNumber", "schedule", 1)
    ]
    assert states(client, "phone_number", "quarantined_until = '2030-01-01'") == {"QUARANTINED": 1}


def test_a_reservation_ends_at_its_moment_and_not_before(client: Client, settings: Settings) -> None:
    customer = client.value("select id from customer limit 1")
    add_numbers(client, 1, **reserved("x"))
    (iccid,) = empty_pool(client, 1)
    client.sql(f"update sim set {RESERVED} interval '1 hour', reserved_for = $2 where iccid = $1", iccid, customer)
    steps: list[Step] = []
    for late in (timedelta(microseconds=1), timedelta()):
        for table in ("sim", "phone_number"):
            due = f"update {table} set reserved_until = now() + cast(:late as interval) where reserved_by = 'x'"
            steps.append(executing(due, late=late))
        steps.append(expire_reservations)
    found = in_one_transaction(client, settings, *steps, expire_reservations)
    assert (found[2], found[5], found[6]) == (0, 2, 0)
    for table, which in (("sim", f"iccid = '{iccid}'"), ("phone_number", "msisdn like '+9965510%'")):
        row = client.sql(f"select status, reserved_by, reserved_for, reserved_until from {table} where {which}")[0]
        assert tuple(row) == ("AVAILABLE", None, None, None)
    assert history(client, "expire") == [
        ("PHONE_NUMBER", "RESERVED", "AVAILABLE", "schedule", "phone_number.expired", "PhoneNumber", "schedule", 1),
        ("SIM", "RESERVED", "AVAILABLE", "schedule", "sim.expired", "Sim", "schedule", 1),
    ]
    assert states(client, "sim", "reserved_until = '2030-01-01'") == {"RESERVED": 1}


def test_many_rows_are_moved_in_batches_each_once(client: Client, settings: Settings) -> None:
    count = 2 * BATCH_SIZE + 7
    add_numbers(client, count, **in_quarantine(lasts=-timedelta(days=1)))
    assert [in_one_transaction(client, settings, restore_numbers)[0] for _ in range(4)] == [
        BATCH_SIZE,
        BATCH_SIZE,
        7,
        0,
    ]
    assert states(client, "phone_number", "msisdn like '+9965510%'") == {"AVAILABLE": count}
    client.sql(f"update phone_number set {RESERVED} interval '-1 s' where msisdn like '+9965510%'")
    (iccid,) = empty_pool(client, 1)
    client.sql(f"update sim set {RESERVED} interval '-1 s' where iccid = $1", iccid)
    assert [in_one_transaction(client, settings, expire_reservations)[0] for _ in range(4)] == [
        BATCH_SIZE + 1,
        BATCH_SIZE,
        7,
        0,
    ]
    assert [row[-1] for row in history(client, "restore")] == [count, count], (
        "each row once per event of its number: restored and expired"
    )


def test_two_concurrent_schedules_move_each_row_once(client: Client, settings: Settings) -> None:
    add_numbers(client, BATCH_SIZE + 100, **in_quarantine())

    async def go() -> tuple[int, int, int]:
        one, other = Database(client.url, settings), Database(client.url, settings)
        async with one.transaction() as first:
            moved = await restore_numbers(first)
            async with other.transaction() as second:
                beside = await restore_numbers(second)
        async with other.transaction() as second:
            rest = await restore_numbers(second)
        await one.close()
        await other.close()
        return moved, beside, rest

    assert client.run(go()) == (BATCH_SIZE, 100, 0)
    assert [row[-1] for row in history(client, "restore")] == [BATCH_SIZE + 100]


def test_a_failure_leaves_everything_as_it_was(client: Client, settings: Settings) -> None:
    add_numbers(client, 3, **in_quarantine())
    with pytest.raises(sa.exc.DBAPIError):
        in_one_transaction(client, settings, restore_numbers, executing("select 1 / 0"))
    assert states(client, "phone_number", "msisdn like '+9965510%'") == {"QUARANTINED": 3}
    assert history(client, "restore") == []


def test_a_restored_number_can_be_assigned_again(client: Client, settings: Settings) -> None:
    add_numbers(client, 1, **in_quarantine())
    given = form(msisdn="+996551000001")
    assert client.ask(GET_SIM, {"input": given})["getSim"]["errors"] == [{"code": "NUMBER_NOT_AVAILABLE"}]
    in_one_transaction(client, settings, restore_numbers)
    got = client.ask(GET_SIM, {"input": given})["getSim"]
    assert got == {
        "contract": {"sim": got["contract"]["sim"], "phoneNumber": {"msisdn": "+996551000001"}},
        "errors": [],
    }


@pytest.mark.parametrize("named", [True, False])
def test_a_sim_whose_reservation_is_expiring_concurrently_can_be_registered(
    client: Client, settings: Settings, *, named: bool
) -> None:
    (iccid,) = empty_pool(client, 1)
    client.sql(f"update sim set {RESERVED} interval '-1 s' where iccid = $1", iccid)

    async def go() -> Any:
        database = Database(client.url, settings)
        async with database.transaction() as session:
            assert await expire_reservations(session) == 1
            asking = asyncio.create_task(client.send(GET_SIM, {"input": form(iccid=iccid if named else None)}))
            await until_it_waits_for_a_lock(client.url, asking)
        await database.close()
        return await asking

    got = client.run(go())["data"]["getSim"]
    assert got["errors"] == []
    assert got["contract"]["sim"] == {"iccid": iccid}


def test_a_sim_taken_after_its_reservation_expired_is_not_released(client: Client, settings: Settings) -> None:
    (iccid,) = empty_pool(client, 1)
    client.sql(f"update sim set {RESERVED} interval '-1 s' where iccid = $1", iccid)
    lock = sa.text("select id from sim where iccid = :iccid for update")

    async def go() -> list[int]:
        taker, schedule = Database(client.url, settings), Database(client.url, settings)
        moved = []
        async with taker.transaction() as session:
            await session.execute(lock, {"iccid": iccid})
            async with schedule.transaction() as beside:
                moved.append(await expire_reservations(beside))
        async with schedule.transaction() as beside:
            moved.append(await expire_reservations(beside))
        await taker.close()
        await schedule.close()
        return moved

    assert client.run(go()) == [0, 1]


def test_sims_whose_reservations_expire_under_load_are_each_assigned_once(client: Client, settings: Settings) -> None:
    kept = empty_pool(client, 8)
    client.sql(f"update sim set {RESERVED} interval '-1 s' where iccid = any($1)", kept)

    async def go() -> list[Any]:
        database = Database(client.url, settings)

        async def expire() -> None:
            for _ in range(10):
                async with database.transaction() as session:
                    await expire_reservations(session)

        asked = (client.send(GET_SIM, {"input": form(n, iccid=iccid)}) for n, iccid in enumerate(kept))
        *answers, _ = await asyncio.gather(*asked, expire())
        await database.close()
        return answers

    answers = [answer["data"]["getSim"] for answer in client.run(go())]
    assert [answer["errors"] for answer in answers] == [[]] * len(kept)
    assert sorted(answer["contract"]["sim"]["iccid"] for answer in answers) == sorted(kept)
    assert states(client, "sim", f"iccid in ({', '.join(map(repr, kept))})") == {"ACTIVE": len(kept)}
