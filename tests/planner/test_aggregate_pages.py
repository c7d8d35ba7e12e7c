"""Pages of aggregates: cursors, reports of missing groups, and the one row of an aggregate without groups."""

import itertools
from typing import Any
from zoneinfo import ZoneInfo

import orjson
import pytest

from tests.client import Client

pytestmark = pytest.mark.database
PAGE = """query ($g: [AggregateGroupBy!], $o: [AggregateOrder!], $n: Int, $a: String) {
    it: paymentsAggregate(groupBy: $g, orderBy: $o, first: $n, after: $a) { cursor keys { field value } count %s } }"""
GROUPS = [
    [{"field": "createdAt", "bucket": "DAY"}],
    [{"field": "createdAt", "bucket": "DAY"}, {"field": "contract.tariff.code"}],
    [{"field": "paidAt"}],
    [{"field": "contract.customer.email"}, {"field": "status"}],
]
ORDERS: list[Any] = [
    None,
    [("COUNT", "ASC")],
    [("COUNT", "DESC")],
    [("SUM", "ASC"), ("KEYS", "DESC")],
    [("SUM", "DESC")],
]


def page(client: Client, money: bool, **variables: Any) -> tuple[list[Any], list[Any]]:  # noqa: FBT001
    """The groups of a page, and the report of missing ones."""
    answer = client.run(client.send(PAGE % ("sum" if money else ""), variables))
    assert "errors" not in answer, answer
    return answer["data"]["it"], answer.get("extensions", {}).get("truncated", [])


@pytest.mark.parametrize(
    ("groups", "orders", "money"),
    [each for each in itertools.product(GROUPS, ORDERS, (True, False)) if each[2] or "SUM" not in str(each[1])],
    ids=str,
)
def test_pages_together_are_the_whole_result(reading_client: Client, groups: Any, orders: Any, money: bool) -> None:  # noqa: FBT001
    order = [{"field": field, "direction": direction} for field, direction in orders or []]
    total = reading_client.value("select count(*) from payment")
    whole, nothing = page(reading_client, money, g=groups, o=order, n=10_000)
    assert nothing == []
    assert sum(group["count"] for group in whole) == total
    size = max(1, len(whole) // 4)
    found: list[Any] = []
    while len(found) < len(whole):
        rows, missing = page(reading_client, money, g=groups, o=order, n=size, a=found[-1]["cursor"] if found else None)
        found += rows
        left = whole[len(found) :]
        expected = {"path": ["it"], "groups": len(left), "rows": sum(group["count"] for group in left)}
        assert missing == ([expected] if left else [])
    assert found == whole
    assert page(reading_client, money, g=groups, o=order, n=5, a=found[-1]["cursor"]) == ([], [])


def test_an_empty_page_reports_all_groups_as_missing(reading_client: Client) -> None:
    total = reading_client.value("select count(*) from payment")
    rows, missing = page(reading_client, money=False, g=GROUPS[0], n=0)
    assert rows == []
    assert missing[0]["rows"] == total
    assert missing[0]["groups"] == len(page(reading_client, money=False, g=GROUPS[0])[0])


def test_a_cursor_of_other_groups_or_another_order_is_refused(reading_client: Client) -> None:
    by_day, by_tariff = GROUPS[:2]
    cursor = page(reading_client, money=True, g=by_day, n=1)[0][0]["cursor"]
    zone = [{**by_day[0], "timeZone": "UTC"}]
    others: list[dict[str, Any]] = [
        {"g": by_tariff}, {"g": zone}, {"g": [{**by_day[0], "bucket": "WEEK"}]}, {"g": by_day, "o": [{"field": "COUNT"}]},
        {"g": by_day, "o": [{"field": "SUM"}]}, {"g": by_day, "o": [{"field": "KEYS", "direction": "DESC"}]},
    ]  # fmt: skip
    for other in others:
        (error,) = reading_client.errors(PAGE % "sum", {**other, "a": cursor})
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "field": "after"}
    for text in ("", "x", "W10=", "bnVsbA==", "WyJhIl0="):
        (error,) = reading_client.errors(PAGE % "sum", {"g": by_day, "a": text})
        assert error["extensions"] == {"code": "BAD_USER_INPUT", "field": "after"}


@pytest.mark.parametrize("cursor", ["garbage", "", "WyJhYmMiXQ==", "WyJhYmMiLCJLR1MiXQ=="])
def test_a_foreign_cursor_is_refused_without_groups(reading_client: Client, cursor: str) -> None:
    (error,) = reading_client.errors("query ($a: String) { paymentsAggregate(after: $a) { count } }", {"a": cursor})
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "after")
    (own,) = reading_client.ask("{ paymentsAggregate { cursor } }")["paymentsAggregate"]
    nothing = reading_client.ask("query ($a: String) { paymentsAggregate(after: $a) { cursor } }", {"a": own["cursor"]})
    assert nothing == {"paymentsAggregate": []}


@pytest.mark.parametrize("size", [-1, 10_001])
def test_a_page_has_at_most_10_000_groups(reading_client: Client, size: int) -> None:
    assert reading_client.errors(PAGE % "", {"n": size})[0]["extensions"]["field"] == "first"


def test_without_groups_an_empty_money_aggregate_has_one_row(reading_client: Client) -> None:
    query = '{ paymentsAggregate(filter: { number: { eq: "none" } } %s) { keys { field value } count countDistinct sum avg min max } }'
    row = {
        "keys": [{"field": "currency", "value": None}], "count": 0, "countDistinct": 0, "sum": None, "avg": None,
        "min": None, "max": None,
    }  # fmt: skip
    for order in ("", ", orderBy: [{ field: COUNT }, { field: SUM, direction: DESC }]"):
        assert reading_client.ask(query % order) == {"paymentsAggregate": [row]}
    assert reading_client.ask(query % ", groupBy: [{ field: STATUS }]") == {"paymentsAggregate": []}
    currencies = reading_client.sql("select currency, count(*) from payment group by 1 order by 1")
    rows = reading_client.ask("{ paymentsAggregate { keys { value } count sum } }")["paymentsAggregate"]
    assert [(row["keys"][0]["value"], row["count"]) for row in rows] == [tuple(each) for each in currencies]


def test_periods_are_those_of_the_operator(reading_client: Client) -> None:
    moments = reading_client.sql("select created_at from payment")
    days = {str(row[0].astimezone(ZoneInfo("Asia/Bishkek")).date()) for row in moments}
    assert days != {str(row[0].date()) for row in moments}
    assert {group["keys"][0]["value"] for group in page(reading_client, money=False, g=GROUPS[0], n=10_000)[0]} == days


def test_every_execution_path_reports_missing_groups(reading_client: Client) -> None:
    part = "paymentsAggregate(groupBy: [{ field: STATUS }, { field: METHOD }], first: 1) { count }"
    outside = "sims(first: 1) { nodes { networkState { registration } } }"
    bodies = [
        reading_client.run(reading_client.send(f"{{ {part} {more} }}"))
        for more in ("", outside, "__schema { queryType { name } }")
    ]
    get = reading_client.http.get("/graphql", params={"query": f"{{ {part} }}"})
    bodies.append(reading_client.run(get).json())
    costly = reading_client.http.post(
        "/graphql", json={"query": f"{{ {part} }}"}, headers={"GraphQL-Cost": "1", "X-Cost": "1"}
    )
    bodies.append(reading_client.run(costly).json())
    for body in bodies:
        ((missing,), count) = body["extensions"]["truncated"], body["data"]["paymentsAggregate"][0]["count"]
        assert missing["path"] == ["paymentsAggregate"]
        assert missing["groups"] > 0
        assert missing["rows"] + count == reading_client.value("select count(*) from payment")
    both = reading_client.run(reading_client.send(f"{{ a: {part} b: ticketsAggregate {{ count }} c: {part} }}"))
    assert [each["path"] for each in both["extensions"]["truncated"]] == [["a"], ["c"]]
    assert b"\x1e" not in orjson.dumps(both)
