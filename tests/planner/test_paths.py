"""The mixed path, the loaders, masks in comparisons, and one statement per operation."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.gateways.network import InMemoryNetwork, NetworkState, Registration
from tests.client import Client
from tests.factories.customers import new_customer

pytestmark = pytest.mark.database
SIMS = "{ sims(first: 5, filter: { status: { eq: ACTIVE } }) { nodes { iccid n: networkState { registration lastSeenAt } } } }"


class CountingNetwork(InMemoryNetwork):
    calls = 0
    down = False

    async def states(self, iccids: Sequence[str]) -> Mapping[str, NetworkState]:
        self.calls += 1
        if self.down:
            await asyncio.sleep(3600)
        return await super().states(iccids)


@pytest.fixture
def network() -> CountingNetwork:
    return CountingNetwork()


@pytest.fixture
def networked(read_url: str, settings: Any, network: CountingNetwork) -> Iterator[Client]:
    opened = Client(read_url, settings, network=network)
    yield opened
    opened.close()


def test_an_external_field_is_fetched_in_one_call_and_the_rest_in_one_statement(
    networked: Client, network: CountingNetwork
) -> None:
    nodes = networked.ask(SIMS)["sims"]["nodes"]
    network.set_state(nodes[0]["iccid"], NetworkState(Registration.ATTACHED, datetime(2026, 1, 1, tzinfo=UTC)))
    network.calls = 0
    again = networked.ask(SIMS)["sims"]["nodes"]
    assert network.calls == 1
    assert again[0]["n"] == {"registration": "ATTACHED", "lastSeenAt": "2026-01-01T00:00:00.000000+00:00"}
    assert {node["n"]["registration"] for node in again[1:]} == {"UNKNOWN"}


def test_when_the_external_system_is_down_its_field_is_null_with_an_error(
    networked: Client, network: CountingNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.resolvers.context.EXTERNAL_TIMEOUT_SECONDS", 0.05)
    network.down = True
    answer = networked.run(networked.send(SIMS))
    assert [node["n"] for node in answer["data"]["sims"]["nodes"]] == [None] * 5
    assert all(node["iccid"] for node in answer["data"]["sims"]["nodes"])
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"OUTSIDE_UNAVAILABLE"}
    assert answer["errors"][0]["path"] == ["sims", "nodes", 0, "n"]


def test_a_skipped_external_field_keeps_the_single_statement(networked: Client, network: CountingNetwork) -> None:
    networked.ask("{ sims(first: 1) { nodes { iccid networkState @skip(if: true) { registration } } } }")
    assert network.calls == 0


ANALYST = Viewer(Role.ANALYST, "analyst")
ORACLES = [
    '{ customers(filter: { phone: { startsWith: "+9967" } }) { nodes { id } } }',
    '{ customers(filter: { not: { name: { eq: "x" } } }) { nodes { id } } }',
    "{ customers(orderBy: [{ field: NAME }]) { nodes { id } } }",
    '{ sim(msisdn: "+996770000000") { id } }',
    "{ contracts(filter: { customer: { email: { isNull: true } } }) { nodes { id } } }",
    '{ contractsAggregate(groupBy: [{ field: "customer.name" }]) { count } }',
    '{ customersAggregate { min(field: "phone") } }',
    '{ customersAggregate { countDistinct(field: "email") } }',
    "{ phoneNumbers(orderBy: [{ field: MSISDN }]) { nodes { id } } }",
]


@pytest.mark.parametrize("query", ORACLES)
def test_a_masked_field_cannot_be_filtered_sorted_or_aggregated(read_url: str, settings: Any, query: str) -> None:
    analyst = Client(read_url, settings, viewer=ANALYST)
    try:
        assert "masked" in analyst.errors(query)[0]["message"]
    finally:
        analyst.close()


def test_a_search_does_not_look_into_masked_fields(read_url: str, settings: Any) -> None:
    analyst = Client(read_url, settings, viewer=ANALYST)
    try:
        for term in ("x@example.kg", "иванов", "0770000001", "CD00000001 иванов"):
            (error,) = analyst.errors("query ($s: String) { customers(search: $s) { totalCount } }", {"s": term})
            assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "search")
            assert "masked" in error["message"]
            assert "Customer.number" in error["message"]  # the name in the graph
            assert "externalId" not in error["message"]
        assert analyst.ask('{ customers(search: "CD00000001") { totalCount } }')["customers"]["totalCount"] == 1
    finally:
        analyst.close()


def test_an_analyst_may_not_change_anything(database_url: str, settings: Any) -> None:
    analyst = Client(database_url, settings, viewer=ANALYST)
    try:
        before = analyst.sql("select count(*), max(updated_at) from contract")
        mutation = 'mutation { closeContract(input: { id: "con_x" }) { errors { code } } }'
        (error,) = analyst.errors(mutation)
        assert error["extensions"]["code"] == "FORBIDDEN"
        assert analyst.sql("select count(*), max(updated_at) from contract") == before
    finally:
        analyst.close()


def test_references_of_a_payload_are_loaded_in_one_statement_per_selection(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.planner.reader import Reader

    client.insert(*(new_customer(name="Двойник", phone="+996555777777") for _ in range(3)))
    sent: list[Any] = []
    original = Reader.read
    monkeypatch.setattr(Reader, "read", lambda self, plan, *rest: sent.append(plan) or original(self, plan, *rest))
    query = """mutation { createCustomer(input: { kind: PERSON, name: "Иной", phone: "+996555777777" }) {
        candidates { id contracts { nodes { id } } } errors { code } } }"""
    assert len(client.ask(query)["createCustomer"]["candidates"]) == 3
    assert len(sent) == 1


def test_a_known_document_is_neither_parsed_nor_validated_nor_planned_again(
    reading_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "query Known($id: ID!) { customer(id: $id) { id name } }"
    ids = [row[0] for row in reading_client.sql("select 'cus_' || id from customer limit 2")]
    first = reading_client.ask(query, {"id": ids[0]})
    monkeypatch.setattr("backend.planner.documents.parse", None)
    monkeypatch.setattr("backend.planner.documents.validate", None)
    monkeypatch.setattr("backend.planner.planner.Compiler", None)
    second = reading_client.ask(query, {"id": ids[1]})
    assert first["customer"]["id"] != second["customer"]["id"]


def test_a_graph_type_or_mutation_without_policy_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.auth import policy
    from backend.errors import StartupError
    from backend.schema import build_schema

    without = {name: rule for name, rule in policy.POLICY.items() if name != "Ticket"}
    monkeypatch.setattr("backend.schema.POLICY", without)
    with pytest.raises(StartupError, match="Ticket"):
        build_schema()
    monkeypatch.setattr("backend.schema.POLICY", policy.POLICY)
    monkeypatch.setattr("backend.resolvers.complete.MUTATIONS", {})
    with pytest.raises(StartupError, match="no policy for the mutation"):
        build_schema()


def test_connections_closed_while_idle_are_replaced_unnoticed(client: Client, owner_url: str) -> None:
    from backend.database import connect

    query, mutation = (
        "{ viewer { role } customers { totalCount } }",
        """mutation { createCustomer(input: {
        kind: PERSON, name: "После Разрыва", phone: "+996555888999", allowDuplicate: true }) { errors { code } } }""",
    )

    async def cut() -> int:
        owner = await connect(owner_url, role=None)
        try:
            return len(
                await owner.fetch(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                    " where datname = current_database() and pid <> pg_backend_pid()"
                )
            )
        finally:
            await owner.close()

    async def many() -> list[Any]:
        return await asyncio.gather(*(client.send(query) for _ in range(5)))

    client.run(many())
    client.ask(mutation)
    assert client.run(cut()) >= 2
    assert all("errors" not in answer for answer in client.run(many()))
    assert client.ask(mutation)["createCustomer"]["errors"] == []


def test_counts_stop_at_the_cap_and_are_marked_inexact(reading_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.planner.connections.MAX_EXACT_COUNT", 5)
    capped = reading_client.ask("{ capped: customers { totalCount totalCountExact } }")["capped"]
    assert capped == {"totalCount": 5, "totalCountExact": False}
    few = reading_client.ask('{ few: customers(filter: { number: { eq: "CX1" } }) { totalCount totalCountExact } }')[
        "few"
    ]
    assert few == {"totalCount": 1, "totalCountExact": True}
