"""Aggregates equal hand-written SQL and figures counted in Python over the same rows (A51)."""

import random
from collections import defaultdict
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.client import Client
from tests.oracle import World
from tests.oracle.comparing import _text
from tests.oracle.world import DIGITS

pytestmark = pytest.mark.database

KEYS = {
    "payments": ["status", "method", "contract.status", "contract.tariff.code", "contract.customer.kind", "createdAt"],
    "contracts": ["status", "tariff.code", "customer.status", "createdAt", "sim.kind"],
    "customers": ["status", "kind", "kycStatus", "createdAt", "email"],
    "sims": ["status", "kind", "createdAt", "contract.tariff.active"],
    "tickets": ["status", "priority", "contract.status", "createdAt"],
}
NOUNS = {"payments": "Payment", "contracts": "Contract", "customers": "Customer", "sims": "Sim", "tickets": "Ticket"}
STATUSES = {
    "payments": "SUCCEEDED", "contracts": "ACTIVE", "customers": "ACTIVE", "sims": "ACTIVE", "tickets": "CLOSED",
}  # fmt: skip


@pytest.fixture(scope="module")
def world(reading_client: Client) -> World:
    async def load() -> World:
        async with reading_client.app.state.database.transaction() as session:
            return await World.load(session)

    return reading_client.run(load())


def follow(world: World, row: Any, path: str) -> Any:
    *hops, last = path.split(".")
    for hop in hops:
        if row is None:
            return None
        if hop == "contract" and type(row).__name__ == "Sim":
            live = {"DRAFT", "ACCEPTED", "ACTIVE", "SUSPENDED"}
            row = next((c for c in world.rows["Contract"] if c.sim_id == row.id and c.status in live), None)
        else:
            row = world.by_id(hop.title(), getattr(row, f"{hop}_id"))
    attribute = "".join("_" + c.lower() if c.isupper() else c for c in last)
    return None if row is None else getattr(row, attribute)


def key_text(value: Any, zone: str | None) -> str | None:
    if value is None:
        return None
    if zone is not None:
        return value.astimezone(ZoneInfo(zone)).strftime("%Y-%m-01")
    if isinstance(value, bool):
        return str(value).lower()
    return str(_text(value))


def counted(world: World, noun: str, paths: list[str], zone: str, *, only: str | None, money: bool) -> dict[Any, Any]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in world.rows[NOUNS[noun]]:
        if (only and row.status != only) or getattr(row, "merged_into_id", None):  # lists show the survivor
            continue
        key = tuple(key_text(follow(world, row, p), zone if p == "createdAt" else None) for p in paths)
        groups[(*key, row.currency) if money else key].append(row)
    return groups


@pytest.mark.parametrize("seed", range(40))
def test_groups_equal_figures_counted_in_python(reading_client: Client, world: World, seed: int) -> None:
    rng = random.Random(seed)
    noun = list(KEYS)[seed % len(KEYS)]
    paths = rng.sample(KEYS[noun], rng.choice([0, 1, 2, 3]))
    zone = rng.choice(["UTC", "Asia/Bishkek", "America/New_York"])
    only = STATUSES[noun] if rng.random() < 0.4 else None
    money = noun == "payments"
    group_by = [
        {"field": path, **({"bucket": "MONTH", "timeZone": zone} if path == "createdAt" else {})} for path in paths
    ]
    measures = "sum avg min max" if money else ""
    query = f"""query ($g: [AggregateGroupBy!], $f: {NOUNS[noun]}Filter) {{
        {noun}Aggregate(groupBy: $g, filter: $f, first: 1000) {{
            keys {{ field value }} count countDistinct(field: STATUS) {measures} }} }}"""
    condition = {"status": {"eq": only}} if only else None
    rows = reading_client.ask(query, {"g": group_by, "f": condition})[f"{noun}Aggregate"]
    expected = counted(world, noun, paths, zone, only=only, money=money)
    if not paths and not money and not expected:
        expected = {(): []}
    found = {tuple(key["value"] for key in row["keys"]): row for row in rows}
    assert set(found) == set(expected)
    assert len(found) == len(rows)
    for key, members in expected.items():
        assert found[key]["count"] == len(members)
        assert found[key]["countDistinct"] == len({m.status for m in members})
        if money:
            amounts = [Decimal(m.amount_minor).scaleb(-DIGITS.get(m.currency, 2)) for m in members]
            assert Decimal(found[key]["sum"]) == sum(amounts), "money is exact"
            mean = sum(amounts) / len(amounts)
            assert abs(Decimal(found[key]["avg"]) - mean) <= abs(mean) * Decimal("1e-15")
            assert (Decimal(found[key]["min"]), Decimal(found[key]["max"])) == (min(amounts), max(amounts))


def test_figures_equal_plain_sql(reading_client: Client) -> None:
    rows = reading_client.ask(
        """{ paymentsAggregate(filter: { status: { eq: SUCCEEDED } }, orderBy: [{ field: SUM, direction: DESC }],
             groupBy: [{ field: "contract.tariff.code" }], first: 1000) { keys { field value } count sum } }"""
    )["paymentsAggregate"]
    plain = reading_client.sql(
        """select t.code, p.currency, count(*) as n, sum(p.amount_minor) * 0.01 as total
           from payment p join contract c on c.id = p.contract_id join tariff t on t.id = c.tariff_id
           where p.status = 'SUCCEEDED' group by 1, 2 order by total desc, 1"""
    )
    told = [(r["keys"][0]["value"], r["keys"][1]["value"], r["count"], Decimal(r["sum"])) for r in rows]
    assert told == [tuple(row) for row in plain]
    assert [key["field"] for key in rows[0]["keys"]] == ["contract.tariff.code", "currency"]


def test_without_groups_an_empty_aggregate_has_one_row(reading_client: Client) -> None:
    query = '{ ticketsAggregate(filter: { number: { eq: "none" } }) { keys { field } count max(field: CREATED_AT) } }'
    assert reading_client.ask(query) == {"ticketsAggregate": [{"keys": [], "count": 0, "max": None}]}


@pytest.mark.parametrize(
    "field",
    ['"amount"', '"nonsense"', '"contract.nonsense"', '"customer.payments"', '"a.b.c.d.e"', "AVAILABLE_ACTIONS"],
)
def test_an_invalid_grouping_is_refused_with_its_reason(reading_client: Client, field: str) -> None:
    (error,) = reading_client.errors(f"{{ paymentsAggregate(groupBy: [{{ field: {field} }}]) {{ count }} }}")
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_weeks_begin_on_monday_in_the_given_zone(client: Client) -> None:
    client.sql("update ticket set created_at = '2026-03-01 19:00+00' where number = 'TX1'")  # Monday 01:00 in Bishkek
    query = """{ ticketsAggregate(filter: { number: { eq: "TX1" } },
        groupBy: [{ field: CREATED_AT, bucket: WEEK, timeZone: "Asia/Bishkek" }]) { keys { value } } }"""
    assert client.ask(query)["ticketsAggregate"] == [{"keys": [{"value": "2026-03-02"}]}]
