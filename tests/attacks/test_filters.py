"""Filters, searches and groups have a price; dear reads are estimated, run on connections of their own, and are charged
for the time that they took.
"""

import asyncio
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

from backend.auth.usage import CostBuckets
from backend.auth.viewer import Role, Viewer
from backend.database import Database, Division
from backend.database.divisions import STAFF_BY_KEY_TIMES
from backend.errors import Throttled
from backend.planner.estimates import worst_cost
from backend.planner.pace import Pace
from backend.planner.plan import Plan
from backend.planner.reader import Reader
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database

OPERATOR = Viewer(Role.OPERATOR, "operator", subject="user:1")
ANALYST = Viewer(Role.ANALYST, "analyst", subject="user:2")
LINE = Viewer(Role.LINE, "subscriber", subject="line:1")

ATTACK = """{ customers(first: 1, filter: { not: { payments: { every: { contract: { customer: { payments: {
    every: { contract: { customer: { name: { ne: "%s" } } } } } } } } } } }) { nodes { id } } }"""
# A selection and its cost: rows, and the price of its conditions.
COSTS = {
    "{ customers(first: 10) { nodes { id } } }": 10,
    '{ customers(first: 10, search: "Asan") { nodes { id } } }': 10 + 25,
    "{ customers(first: 10, orderBy: { field: NAME }) { nodes { id } } }": 10 + 5,
    "{ customers(first: 10, filter: { status: { eq: ACTIVE } }) { nodes { id } } }": 10 + 5,
    "query($f: CustomerFilter = { contracts: { some: { status: { eq: ACTIVE } } } })"
    " { customers(first: 10, filter: $f) { nodes { id } } }": 10 + 5 + 50,
    "{ tickets(first: 10, filter: { contract: { customer: { status: { eq: ACTIVE } } } }) { nodes { id } } }": 10
    + 5
    + 2 * 10,
    # The customer of each of five contracts; the conditions of `or` add up.
    "{ customers(first: 10, filter: { or: [{ contracts: { none: { customer: { status: { eq: ACTIVE } } } } },"
    ' { payments: { some: { id: { ne: "x" } } } }] }) { nodes { id } } }': 10 + 5 + 50 + 5 * 10 + 50,
    # Below the root the price is paid for each row.
    "{ customers(first: 10) { nodes { contracts(first: 1, filter: { status: { eq: ACTIVE } }) { nodes { id } } } } }": 10
    + 10 * (1 + 5),
    "query { ...q } fragment q on Query"
    ' { paymentsAggregate(first: 7, groupBy: [{ field: "contract.tariff.code" }]) { count } }': 7 + 100 + 2 * 10,
    ATTACK % "x": 1 + 5 + 50 + 5 * (10 + 10 + 50) + 25 * (10 + 10),
}


@pytest.mark.parametrize("query", COSTS)
def test_conditions_have_a_price(reading_client: Client, query: str) -> None:
    body = {"query": query, "extensions": {"cost": True}}
    answer = reading_client.run(reading_client.http.post("/graphql", json=body)).json()
    assert answer["extensions"]["cost"]["requested"] == COSTS[query]


def test_the_attack_on_each_of_a_hundred_rows_is_refused_by_its_price(reading_client: Client) -> None:
    text = (
        "{ customers(first: 100) { nodes { contracts(first: 1, filter: { customer: { payments: { every: { contract: {"
    )
    text += " customer: { payments: { every: { contract: { customer: { status: { eq: ACTIVE } } } } } } } } } } })"
    (error,) = reading_client.errors(text + " { nodes { id } } } } }")
    price = 5 + 10 + 50 + 5 * (10 + 10 + 50) + 25 * (10 + 10)
    found = 100 + 100 * (1 + price)
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "cost", "allowed": 50_000, "found": found}


# Estimates


def test_a_dear_plan_is_estimated_once_and_runs_on_connections_of_its_own(
    reading_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    async def estimated(_: object, sql: str, __: object) -> float:
        asked.append(sql)
        return 2.0

    monkeypatch.setattr("backend.planner.reader.estimated_seconds", estimated)
    monkeypatch.setattr(Plan, "count_seconds", lambda *_, **__: None)
    connections = reading_client.app.state.database.reads[Division.STAFF][None]
    before = connections.dear._opened
    query = '{ tickets(first: 1, filter: { contract: { number: { eq: "dear" } } }) { nodes { id } } }'
    for _ in range(3):
        reading_client.ask(query)
    assert len(asked) == 1
    assert (before, connections.dear._opened) == (0, 1)


def test_a_plan_beyond_the_limit_is_refused_before_it_runs(
    reading_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def estimated(*_: object) -> float:
        return 4_000.0

    monkeypatch.setattr("backend.planner.reader.estimated_seconds", estimated)
    reader = reading_client.app.state.planner.reader
    before = reader.statements
    query = '{ tickets(first: 1, filter: { contract: { number: { eq: "hopeless" } } }) { nodes { id } } }'
    for _ in range(2):
        (error,) = reading_client.errors(query)
        assert error["extensions"] == {
            "code": "LIMIT_EXCEEDED", "limit": "estimated seconds", "allowed": 1_000, "found": 4_000,
        }  # fmt: skip
    assert reader.statements == before


def test_the_estimate_of_the_attack_is_far_above_that_of_a_list(reading_client: Client) -> None:
    planner = reading_client.app.state.planner

    def estimate(query: str) -> float:
        operation = planner.documents.get(query).operation(None)
        coerced = operation.variables({})
        plan = planner.plan(operation, coerced, Role.OPERATOR)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(planner.reader, "_max_estimated_seconds", 0.0)
            found = reading_client.run(asyncio.wait_for(_refused(planner.reader, plan, coerced), 30))
        assert found
        return float(plan.estimate)

    plain = (
        '{ tickets(first: 25, filter: { contract: { customer: { name: { startsWith: "Asan" } } } }) { nodes { id } } }'
    )
    assert estimate(ATTACK % "y") > 50 * estimate(plain)


async def _refused(reader: Reader, plan: Plan, coerced: Any) -> bool:
    try:
        await reader.read(plan, coerced.coerced, OPERATOR)
    except Exception as error:  # noqa: BLE001  the refusal, which the caller expects
        return getattr(error, "code", None) == "LIMIT_EXCEEDED"
    return False


LISTED = {"Node Type": "Index Scan", "Total Cost": 900_000.0}


@pytest.mark.parametrize(
    ("below", "cost"),
    [
        (LISTED, 5.0),  # the first rows are the answer
        ({**LISTED, "Filter": "(SubPlan 1)"}, 900_000.0),  # all rows are read when none meets the condition
        ({"Node Type": "Nested Loop", "Total Cost": 900_000.0, "Join Type": "Semi"}, 900_000.0),
        ({"Node Type": "Nested Loop", "Total Cost": 800.0, "Join Type": "Inner", "Plans": [LISTED]}, 5.0),
        ({"Node Type": "Sort", "Total Cost": 4.0, "Plans": [{**LISTED, "Total Cost": 3.0}]}, 5.0),
    ],
)
def test_a_limit_saves_nothing_when_no_row_meets_the_condition(below: Any, cost: float) -> None:
    plan = {"Node Type": "Result", "Total Cost": 5.0, "Plans": [
        {"Node Type": "Limit", "Total Cost": 5.0, "Parent Relationship": "InitPlan", "Plans": [below]}
    ]}  # fmt: skip
    assert worst_cost(plan) == cost


# Measured time


def limited(settings: Settings) -> Settings:
    """A bucket of 1,000 that lets nothing leak, and 200 for a second."""
    return settings.model_copy(update={"cost_maximum": 1_000, "cost_rate": 0.001, "cost_per_second": 200})


def test_the_time_of_reads_is_charged_to_all_processes_and_needs_no_round_trip(
    module_client: Client, module_database_url: str, settings: Settings
) -> None:
    async def go() -> tuple[int, list[bool]]:
        database = Database(module_database_url, settings)
        here, there = (CostBuckets(database, limited(settings)) for _ in range(2))
        await here.take(OPERATOR, 5)
        trips = here.round_trips
        for _ in range(50):
            here.charge_time(OPERATOR, 0.1 + 0.1)
            here.charge_time(OPERATOR, 0.09)
        made = here.round_trips - trips
        refused = []
        for buckets in (here, there):
            try:
                await buckets.take(OPERATOR, 10)
                refused.append(False)
            except Throttled:
                refused.append(True)
        await database.close()
        return made, refused

    assert module_client.run(go()) == (0, [True, True])
    level = module_client.sql("select level from cost_bucket where subject = $1", OPERATOR.subject)[0][0]
    assert round(level) == 25 + 50 * 20 - 20  # the share that was taken first held 20 more than the request


def test_a_debt_is_bounded_and_a_subscriber_pays_a_tenth(
    module_client: Client, module_database_url: str, settings: Settings
) -> None:
    async def go() -> None:
        database = Database(module_database_url, settings)
        buckets = CostBuckets(database, limited(settings))
        buckets.charge_time(ANALYST, 1_000)
        buckets.charge_time(LINE, 1.1)
        for viewer in (ANALYST, LINE):
            with pytest.raises(Throttled):
                await buckets.take(viewer, 90)
        await database.close()

    module_client.run(go())
    levels = {
        subject: round(module_client.sql("select level from cost_bucket where subject = $1", subject)[0][0])
        for subject in (ANALYST.subject, LINE.subject)
    }
    assert levels == {ANALYST.subject: 2_000, LINE.subject: 20}


def test_a_budget_that_is_off_charges_nothing(settings: Settings) -> None:
    buckets = CostBuckets(None, settings.model_copy(update={"cost_rate": 0}))  # type: ignore[arg-type]
    buckets.charge_time(OPERATOR, 1_000)
    assert buckets.try_take(OPERATOR, 1_000)
    assert buckets.deposit(OPERATOR, 1_000) == 0
    assert not buckets.in_debt(OPERATOR)


def test_the_waiting_of_a_read_on_a_busy_machine_is_not_charged() -> None:
    pace = Pace()
    assert pace.own_seconds(4.0) == 4.0
    for seconds in (0.001, 0.5, 0.5):
        pace.note(seconds)
    assert pace.own_seconds(4.0) == 4.0, "one of the last three was fast"
    pace.note(0.25)
    assert pace.own_seconds(4.0) == 4.0 / 50
    for _ in range(3):
        pace.note(60.0)
    assert pace.own_seconds(4.0) == 4.0 / 100
    pace.note(0.001)
    assert pace.own_seconds(4.0) == 4.0


def test_a_read_with_conditions_is_charged_by_its_time_and_any_other_by_its_rows(
    read_url: str, settings: Settings
) -> None:
    charged: list[float] = []

    class Buckets(CostBuckets):
        def charge_time(self, _: Viewer, seconds: float) -> None:
            charged.append(seconds)

    async def go() -> None:
        database = Database(read_url, settings)
        reader = Reader(database, Buckets(database, settings), 1_000)
        await reader.read(sleeping(0.02), {}, OPERATOR)
        assert charged == []
        await reader.read(sleeping(0.02, has_conditions=True), {}, OPERATOR)
        (seconds,) = charged
        assert seconds > 0
        await reader.read(sleeping(0, has_conditions=True), {}, OPERATOR, Division.FEEDS)
        assert charged == [seconds]
        await database.close()

    asyncio.run(go())


# Analysts


def sleeping(seconds: float, *, has_conditions: bool = False) -> Plan:
    asleep: Any = sa.cast(sa.func.pg_sleep(sa.literal_column(str(seconds))), sa.Text())
    return Plan(['{"slept":"', asleep, '"}'], {}, mixed=False, depends_on_values=False, has_conditions=has_conditions)


def test_an_analysts_read_is_cancelled_while_staff_wait(
    read_url: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.planner.reader.ANALYST_SECONDS", 0.0)
    narrow = settings.model_copy(update={"read_connections": 1, "analyst_statement_timeout_seconds": 60})

    async def go() -> tuple[BaseException | bytes, bytes]:
        database = Database(read_url, narrow)
        reader = Reader(database, CostBuckets(database, narrow.model_copy(update={"cost_rate": 0})), 1_000)
        by_key = database.reads[Division.STAFF][None].by_key
        held = [await by_key.take(f"user:{number}") for number in range(STAFF_BY_KEY_TIMES)]
        assert by_key.exhausted
        analyst = asyncio.create_task(reader.read(sleeping(50), {}, ANALYST))
        while not reader._yielding._running:
            await asyncio.sleep(0.01)
        assert not analyst.done()
        staff = asyncio.create_task(reader.read(sleeping(0), {}, OPERATOR))
        (cancelled,) = await asyncio.gather(analyst, return_exceptions=True)
        for connection in held:
            by_key.give_back(connection)
        served = await staff
        await database.close()
        return cancelled, served

    cancelled, served = asyncio.run(go())
    assert isinstance(cancelled, Throttled)
    assert cancelled.facts == {"retryAfterSeconds": 5}
    assert orjson.loads(served) == {"slept": ""}
