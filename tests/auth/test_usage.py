"""The bucket of cost: one per caller, whatever the number of processes."""

import asyncio
import time
from typing import Any

import pytest

from backend.auth.usage import CostBuckets
from backend.auth.viewer import Role, Viewer
from backend.database import Database
from backend.errors import Throttled
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database

OPERATOR = Viewer(Role.OPERATOR, "operator", subject="user:1")
LINE = Viewer(Role.LINE, "subscriber", subject="line:1")


def limited(settings: Settings, **more: Any) -> Settings:
    return settings.model_copy(update={"cost_maximum": 1_000, "cost_rate": 100, **more})


async def _spend(buckets: CostBuckets, viewer: Viewer, cost: int, seconds: float) -> int:
    """As much as it lets, for so long."""
    spent, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            await buckets.take(viewer, cost)
            spent += cost
        except Throttled:
            await asyncio.sleep(0.01)
    return spent


def test_two_processes_let_one_caller_spend_no_more_than_a_tenth_above_one_bucket(
    client: Client, database_url: str, settings: Settings
) -> None:
    async def go() -> tuple[int, float, int]:
        databases = [Database(database_url, settings) for _ in range(2)]
        processes = [CostBuckets(database, limited(settings)) for database in databases]
        began = time.monotonic()
        spent = sum(await asyncio.gather(*(_spend(each, OPERATOR, 7, 2.0) for each in processes for _ in range(3))))
        took = time.monotonic() - began
        for database in databases:
            await database.close()
        return spent, took, sum(each.round_trips for each in processes)

    spent, took, _ = client.run(go())
    allowed = 1_000 + 100 * took
    assert spent <= allowed * 1.1
    assert spent >= allowed * 0.8, "and it is not stingy either"


def test_most_requests_need_no_round_trip(client: Client, database_url: str, settings: Settings) -> None:
    async def go() -> int:
        database = Database(database_url, settings)
        buckets = CostBuckets(database, settings)
        for _ in range(1_000):
            await buckets.take(OPERATOR, 5)
        await database.close()
        return buckets.round_trips

    assert client.run(go()) <= 3


def test_many_requests_at_once_take_one_share_not_one_each(
    client: Client, database_url: str, settings: Settings
) -> None:
    async def go() -> int:
        database = Database(database_url, settings)
        buckets = CostBuckets(database, settings)
        await asyncio.gather(*(buckets.take(OPERATOR, 10) for _ in range(200)))
        await database.close()
        return buckets.round_trips

    assert client.run(go()) == 1


def test_what_was_refused_comes_back_with_time_and_the_answer_says_when(
    client: Client, database_url: str, settings: Settings
) -> None:
    async def go() -> tuple[int, dict[str, Any]]:
        database = Database(database_url, settings)
        buckets = CostBuckets(database, limited(settings, cost_rate=500))
        await buckets.take(OPERATOR, 1_000)
        with pytest.raises(Throttled) as caught:
            await buckets.take(OPERATOR, 600)
        facts: Any = caught.value.facts
        await asyncio.sleep(facts["retryAfterSeconds"])
        await buckets.take(OPERATOR, 600)
        await database.close()
        return facts["retryAfterSeconds"], facts["cost"]

    seconds, cost = client.run(go())
    assert seconds == 2
    assert cost["requested"] == 600
    assert cost["actual"] == 0
    assert cost["throttle"]["maximum"] == 1_000
    assert cost["throttle"]["available"] < 600


def test_callers_do_not_pay_for_each_other_and_a_subscriber_has_a_smaller_bucket(
    client: Client, database_url: str, settings: Settings
) -> None:
    async def go() -> None:
        database = Database(database_url, settings)
        buckets = CostBuckets(database, limited(settings))
        await buckets.take(OPERATOR, 1_000)
        await buckets.take(LINE, 100)
        with pytest.raises(Throttled):
            await buckets.take(LINE, 50)
        await database.close()

    client.run(go())


def test_what_was_not_used_is_there_again(client: Client, database_url: str, settings: Settings) -> None:
    async def go() -> None:
        database = Database(database_url, settings)
        buckets = CostBuckets(database, limited(settings, cost_rate=150))
        for _ in range(5):
            await buckets.take(OPERATOR, 700)
            buckets.give_back(OPERATOR, 690)
        await database.close()

    client.run(go())


QUERY = "{ payments(first: 100) { nodes { number } } }"


def test_over_http_it_is_a_429_with_a_time_to_come_again(client: Client, database_url: str, settings: Settings) -> None:
    caller = Client(database_url, limited(settings, cost_maximum=150), viewer=OPERATOR, beside=client)

    async def post() -> Any:
        headers = {"accept": "application/graphql-response+json"}
        return await caller.http.post("/graphql", json={"query": QUERY, "extensions": {"cost": True}}, headers=headers)

    first, second = caller.run(post()), None
    for _ in range(3):
        second = caller.run(post())
    caller.close()
    assert first.status_code == 200
    assert first.json()["extensions"]["cost"]["requested"] == 100
    assert second is not None
    assert second.status_code == 429
    assert second.json()["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert int(second.headers["retry-after"]) == second.json()["errors"][0]["extensions"]["retryAfterSeconds"] >= 1


def test_a_rate_of_zero_turns_it_off(client: Client, database_url: str, settings: Settings) -> None:
    caller = Client(database_url, limited(settings, cost_rate=0), viewer=OPERATOR, beside=client)
    for _ in range(30):
        caller.ask(QUERY)
    caller.close()
    assert client.value("select count(*) from cost_bucket") == 0


def test_a_subscriber_may_ask_for_less_at_once(client: Client, database_url: str, settings: Settings) -> None:
    from tests.viewers import viewer_of

    deep = "{ customers(first: 100) { nodes { contracts(first: 100) { nodes { number } } } } }"
    assert client.ask(deep)
    line = Client(database_url, settings, viewer=viewer_of(Role.LINE, client), beside=client)
    error = line.errors(deep)[0]
    line.close()
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "cost", "allowed": 5_000, "found": 10_100}
