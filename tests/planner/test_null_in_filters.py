"""A null inside a filter is refused with its path; an absent value is ignored."""

from typing import Any

import pytest

from tests.client import Client

pytestmark = pytest.mark.database
ALL = "{ customers(first: 100) { totalCount } }"


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ("{ id: { eq: null } }", "filter.id.eq"),
        ("{ not: { status: { eq: null } } }", "filter.not.status.eq"),
        ("{ status: null }", "filter.status"),
        ("{ name: { isNull: null } }", "filter.name.isNull"),
        ("{ status: { in: null } }", "filter.status.in"),
        ("{ and: null }", "filter.and"),
        ("{ or: [{ name: { contains: null } }] }", "filter.or.0.name.contains"),
        ("{ contracts: { some: null } }", "filter.contracts.some"),
        ("{ contracts: { none: { tariff: { code: { eq: null } } } } }", "filter.contracts.none.tariff.code.eq"),
    ],
)
def test_a_null_in_a_filter_is_refused_with_its_path_in_literals_and_variables(
    reading_client: Client, written: str, field: str
) -> None:
    (literal,) = reading_client.errors(f"{{ customers(filter: {written}) {{ totalCount }} }}")
    assert literal["extensions"] == {"code": "BAD_USER_INPUT", "field": field}
    assert literal["message"].startswith(f"{field}: ")
    query = "query($f: CustomerFilter) { customers(filter: $f) { totalCount } }"
    assert reading_client.errors(query, {"f": _json(written)}) == [literal]


def _json(written: str) -> Any:
    import re

    import orjson

    return orjson.loads(re.sub(r"(\w+):", r'"\1":', written))


def test_a_null_variable_is_refused_and_an_absent_one_is_ignored(reading_client: Client) -> None:
    everybody = reading_client.ask(ALL)
    one = "query($s: CustomerStatus) { customers(first: 100, filter: { status: { eq: $s } }) { totalCount } }"
    whole = "query($f: CustomerFilter) { customers(first: 100, filter: $f) { totalCount } }"
    assert reading_client.ask(one) == everybody
    assert reading_client.errors(one, {"s": None})[0]["extensions"]["field"] == "filter.status.eq"
    assert reading_client.ask(one, {"s": "CLOSED"}) != everybody
    assert reading_client.ask(one) == everybody
    for variables in ({}, {"f": None}, {"f": {}}):
        assert reading_client.ask(whole, variables) == everybody
    assert "errors" in reading_client.run(
        reading_client.send("{ customers(filter: { id: { in: [null] } }) { totalCount } }")
    )


def test_a_null_in_an_aggregates_filter_is_refused(reading_client: Client) -> None:
    query = "{ paymentsAggregate(filter: { contract: { tariff: { code: { eq: null } } } }) { count } }"
    assert reading_client.errors(query)[0]["extensions"]["field"] == "filter.contract.tariff.code.eq"
