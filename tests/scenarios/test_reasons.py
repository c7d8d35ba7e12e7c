"""The reason of an act without a transition stands in the event log, for those who may see the event."""

from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.settings import Settings
from tests.client import Client
from tests.scenarios.test_contract_life import UPDATE, active_contract

pytestmark = pytest.mark.database

LIMIT = "mutation ($input: SetCreditLimitInput!) { setCreditLimit(input: $input) { errors { code field } } }"
EVENTS = (
    "query ($since: String) { events(since: $since, first: 200) { nodes { topic reason node { id } } lastCursor } }"
)
REASON = "звонил с +996 772 20 37 03"


def told(client: Client, since: str | None, node: str) -> list[Any]:
    client.place_events()
    events = client.ask(EVENTS, {"since": since})["events"]["nodes"]
    return [(event["topic"], event["reason"]) for event in events if event["node"] == {"id": node}]


def as_role(client: Client, settings: Settings, role: Role) -> Client:
    viewer = Viewer(role, actor=role.value.lower(), currency=settings.currency)
    return Client(client.url, settings, viewer=viewer, beside=client)


def test_reasons_of_data_changes_are_in_the_event_log_and_masked(client: Client, settings: Settings) -> None:
    contract = active_contract(client)
    customer = client.ask("query ($id: ID!) { contract(id: $id) { customer { id } } }", {"id": contract})
    customer_id = customer["contract"]["customer"]["id"]
    client.place_events()
    since = client.ask(EVENTS)["events"]["lastCursor"]
    change = {"id": customer_id, "email": "new@example.kg", "reason": REASON}
    assert client.ask(UPDATE, {"input": change})["updateCustomerContact"]["errors"] == []
    limit = {"contractId": contract, "limit": {"amount": "100", "currency": "KGS"}, "reason": REASON}
    assert client.ask(LIMIT, {"input": limit})["setCreditLimit"]["errors"] == []
    assert told(client, since, customer_id) == [("customer.contact_changed", REASON)]
    assert told(client, since, contract) == [("contract.limited", REASON)]
    analyst = as_role(client, settings, Role.ANALYST)
    assert told(analyst, since, customer_id) == [("customer.contact_changed", "***")]
    analyst.close()
