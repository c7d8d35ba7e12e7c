"""Operations beyond a limit are refused cheaply, before validation; standard introspection works."""

from typing import Any

import pytest
from graphql import get_introspection_query

from backend.planner.prices import GROUPS
from tests.client import Client

pytestmark = pytest.mark.database


def limit(client: Client, query: str, variables: dict[str, Any] | None = None) -> str:
    extensions = client.errors(query, variables)[0]["extensions"]
    assert extensions["code"] == "LIMIT_EXCEEDED", extensions
    found: str = extensions["limit"]
    return found


def test_the_standard_introspection_query_has_the_same_answer_twice(reading_client: Client) -> None:
    query = get_introspection_query(descriptions=True, input_value_deprecation=True)
    first = reading_client.ask(query)
    assert {t["name"] for t in first["__schema"]["types"]} >= {"Customer", "Contract", "Sim"}
    assert reading_client.ask(query) == first


def test_introspection_and_data_in_one_operation(reading_client: Client) -> None:
    data = reading_client.ask('{ __type(name: "Tariff") { name } tariff(code: "T01") { code active } }')
    assert data == {"__type": {"name": "Tariff"}, "tariff": {"code": "T01", "active": True}}


def test_a_too_deep_operation_is_refused(reading_client: Client) -> None:
    inner = "id"
    for _ in range(4):
        inner = f"contracts {{ nodes {{ customer {{ {inner} }} }} }}"
    assert limit(reading_client, f"{{ customers {{ nodes {{ {inner} }} }} }}") == "depth"


def test_too_many_aliases_in_one_selection_set_are_refused(reading_client: Client) -> None:
    aliases = " ".join(f"a{n}: id" for n in range(31))
    assert limit(reading_client, f"{{ customers {{ nodes {{ {aliases} }} }} }}") == "aliases"


def test_too_many_fragments_are_refused(reading_client: Client) -> None:
    fragments = " ".join(f"fragment F{n} on Customer {{ id }}" for n in range(31))
    assert limit(reading_client, f"{{ customers {{ nodes {{ ...F0 }} }} }} {fragments}") == "fragments"


def test_too_many_tokens_are_refused(reading_client: Client) -> None:
    (error,) = reading_client.errors("{ viewer { role" + " role" * 2_000 + " } }")
    assert error["extensions"]["code"] == "GRAPHQL_PARSE_FAILED"
    assert "tokens" in error["message"]


def test_cost_counts_rows_and_variables(reading_client: Client) -> None:
    query = "query ($n: Int) { customers(first: $n) { nodes { contracts(first: $n) { nodes { payments(first: 5) { nodes { id } } } } } } }"
    assert reading_client.ask(query, {"n": 3})["customers"]["nodes"]
    assert limit(reading_client, query, {"n": 100}) == "cost"


AGGREGATE = "paymentsAggregate(groupBy: [{ field: STATUS }]%s) { count }"
# A selection, where $n is 10 and $m null, and its cost in rows.
COSTS = {
    "{ customers { nodes { id } } }": 25,
    "{ customers(first: 10) { nodes { id } } }": 10,
    "{ customers(last: 10) { nodes { id } } }": 10,
    "query ($n: Int) { customers(first: $n) { nodes { id } } }": 10,
    "query ($n: Int) { customers(last: $n) { nodes { id } } }": 10,
    "query ($m: Int) { customers(last: $m) { nodes { id } } }": 25,
    "query ($absent: Int) { customers(last: $absent) { nodes { id } } }": 25,
    "query ($d: Int = 7) { customers(last: $d) { nodes { id } } }": 7,
    "{ customers(first: null, last: 10) { nodes { id } } }": 10,
    "query ($n: Int, $m: Int) { customers(first: $m, last: $n) { nodes { id } } }": 10,
    "query ($n: Int, $absent: Int) { customers(last: $n, first: $absent) { nodes { id } } }": 10,
    "{ customers(last: 10) { nodes { contracts(last: 3) { nodes { payments(last: 2) { nodes { id } } } } } } }": 100,
    "query ($n: Int) { customers(last: 2) { nodes { contracts(last: $n) { nodes { id } } } } }": 22,
    "{ %s }" % (AGGREGATE % ""): 100 + GROUPS,
    "{ %s }" % (AGGREGATE % ", first: null"): 100 + GROUPS,
    "{ %s }" % (AGGREGATE % ", first: 10000"): 10_000 + GROUPS,
    "query ($n: Int) { %s }" % (AGGREGATE % ", first: $n"): 10 + GROUPS,
    "query ($m: Int) { %s }" % (AGGREGATE % ", first: $m"): 100 + GROUPS,
    "query ($d: Int = 7) { %s }" % (AGGREGATE % ", first: $d"): 7 + GROUPS,
    f"{{ a: {AGGREGATE % ''} ... F ... F }} fragment F on Query {{ b: {AGGREGATE % ', first: 1000'} }}": 2_100 + 3 * GROUPS,
    "{ events { nodes { cursor } } }": 50,
    "{ events(first: 10) { nodes { cursor } } }": 10,
}  # fmt: skip


@pytest.mark.parametrize("query", COSTS)
def test_an_operation_costs_the_rows_that_its_pages_can_hold(reading_client: Client, query: str) -> None:
    body = {"query": query, "variables": {"n": 10, "m": None}, "extensions": {"cost": True}}
    answer = reading_client.run(reading_client.http.post("/graphql", json=body)).json()
    assert answer["extensions"]["cost"]["requested"] == COSTS[query]


def test_six_aggregates_of_the_largest_page_exceed_the_cost_limit(reading_client: Client) -> None:
    parts = " ".join(f"a{n}: {AGGREGATE % ', first: 10000'}" for n in range(6))
    assert limit(reading_client, f"{{ {parts} }}") == "cost"


def test_each_fragment_of_a_doubling_chain_is_visited_once(
    reading_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.planner.limits import Measurer

    walked = []
    original = Measurer._set
    monkeypatch.setattr(Measurer, "_set", lambda self, *given: walked.append(1) or original(self, *given))
    fragments = " ".join(
        f"fragment F{n} on Customer {{ a: contracts {{ nodes {{ customer {{ ...F{n + 1} }} }} }}"
        f" b: contracts {{ nodes {{ customer {{ ...F{n + 1} }} }} }} }}"
        for n in range(28)
    )
    query = f"{{ customers {{ nodes {{ ...F0 }} }} }} {fragments} fragment F28 on Customer {{ id }}"
    assert limit(reading_client, query) == "depth"
    assert len(walked) < 400


def test_a_chain_of_forty_doubling_fragments_is_refused_before_it_is_expanded(reading_client: Client) -> None:
    fragments = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(40))
    assert limit(reading_client, f"{{ ...F0 }} {fragments} fragment F40 on Query {{ __typename }}") == "fragments"


def test_circular_and_unknown_fragments_are_validation_errors(reading_client: Client) -> None:
    for query in ("{ ...A } fragment A on Query { ...A }", "{ ...A }"):
        assert reading_client.errors(query)[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


def test_a_selection_nested_a_thousand_deep_is_refused(reading_client: Client) -> None:
    query = "{ customers { nodes " + "{ contracts { nodes " * 300 + "{ id }" + " } }" * 300 + " } }"
    assert reading_client.errors(query)[0]["extensions"]["code"] in {"GRAPHQL_PARSE_FAILED", "LIMIT_EXCEEDED"}
