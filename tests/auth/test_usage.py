"""The cost budget is a leaky bucket: one per caller, shared by all processes."""

import asyncio
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


def pass_seconds(client: Client, seconds: float) -> None:
    """Let every bucket leak as if so many seconds had passed."""
    client.sql("update cost_bucket set updated_at = updated_at - make_interval(secs => $1)", seconds)


async def _spend(buckets: CostBuckets, viewer: Viewer, cost: int) -> int:
    """Take `cost` again and again until it is refused; the sum of what was taken."""
    spent = 0
    while True:
        try:
            await buckets.take(viewer, cost)
        except Throttled:
            return spent
        spent += cost


def test_two_processes_share_the_bucket_of_a_caller(client: Client, database_url: str, settings: Settings) -> None:
    slow = limited(settings, cost_rate=0.001)  # of which the test itself lets nothing leak
    databases = [Database(database_url, settings) for _ in range(2)]
    processes = [CostBuckets(database, slow) for database in databases]

    async def spend_all() -> int:
        return sum(await asyncio.gather(*(_spend(each, OPERATOR, 7) for each in processes for _ in range(3))))

    async def close() -> None:
        for database in databases:
            await database.close()

    try:
        spent = client.run(spend_all())
        assert 1_000 - 2 * 7 < spent <= 1_000, "each process keeps less than the price of one request"
        pass_seconds(client, 200_000)
        spent += client.run(spend_all())
        assert 1_200 - 2 * 7 < spent <= 1_200
    finally:
        client.run(close())


def test_most_requests_need_no_round_trip(client: Client, database_url: str, settings: Settings) -> None:
    async def go() -> int:
        database = Database(database_url, settings)
        buckets = CostBuckets(database, settings)
        for _ in range(1_000):
            await buckets.take(OPERATOR, 5)
        await database.close()
        return buckets.round_trips

    assert client.run(go()) <= 3


def test_concurrent_requests_take_one_share_together(client: Client, database_url: str, settings: Settings) -> None:
    async def go() -> int:
        database = Database(database_url, settings)
        buckets = CostBuckets(database, settings)
        await asyncio.gather(*(buckets.take(OPERATOR, 10) for _ in range(200)))
        await database.close()
        return buckets.round_trips

    assert client.run(go()) == 1


def test_a_refused_request_is_accepted_after_the_time_the_refusal_names(
    client: Client, database_url: str, settings: Settings
) -> None:
    database = Database(database_url, settings)
    buckets = CostBuckets(database, limited(settings, cost_rate=500))
    client.run(buckets.take(OPERATOR, 1_000))
    with pytest.raises(Throttled) as caught:
        client.run(buckets.take(OPERATOR, 990))
    facts: Any = caught.value.facts
    pass_seconds(client, facts["retryAfterSeconds"])
    client.run(buckets.take(OPERATOR, 990))
    client.run(database.close())
    assert facts["retryAfterSeconds"] == 2
    cost = facts["cost"]
    assert cost["requested"] == 990
    assert cost["actual"] == 0
    assert cost["throttle"]["maximum"] == 1_000
    assert cost["throttle"]["available"] < 990


def test_each_caller_has_a_bucket_and_that_of_a_subscriber_is_smaller(
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


def test_unused_cost_is_given_back(client: Client, database_url: str, settings: Settings) -> None:
    async def go() -> None:
        database = Database(database_url, settings)
        buckets = CostBuckets(database, limited(settings, cost_rate=150))
        for _ in range(5):
            await buckets.take(OPERATOR, 700)
            buckets.give_back(OPERATOR, 690)
        await database.close()

    client.run(go())


QUERY = "{ payments(first: 100) { nodes { number } } }"


def test_a_throttled_http_request_gets_429_and_retry_after(
    client: Client, database_url: str, settings: Settings
) -> None:
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


def test_a_rate_of_zero_turns_throttling_off(client: Client, database_url: str, settings: Settings) -> None:
    caller = Client(database_url, limited(settings, cost_rate=0), viewer=OPERATOR, beside=client)
    for _ in range(30):
        caller.ask(QUERY)
    caller.close()
    assert client.value("select count(*) from cost_bucket") == 0


def test_the_cost_limit_of_a_subscriber_request_is_lower(client: Client, database_url: str, settings: Settings) -> None:
    from tests.viewers import viewer_of

    deep = "{ customers(first: 100) { nodes { contracts(first: 100) { nodes { number } } } } }"
    assert client.ask(deep)
    line = Client(database_url, settings, viewer=viewer_of(Role.LINE, client), beside=client)
    error = line.errors(deep)[0]
    line.close()
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "cost", "allowed": 5_000, "found": 10_100}
