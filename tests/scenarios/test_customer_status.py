"""A customer is suspended, resumed and closed with all contracts, under the locks of the customer and the contracts (A24, P1)."""

import asyncio
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.models import Session
from tests.client import Client
from tests.factories.rows import build

pytestmark = pytest.mark.database

ACT = """mutation ($input: CustomerActionInput!) { %s(input: $input) {
  customer { id status version history { verb reason }
    contracts(first: 100) { nodes { id number status sim { status } holds { reason } } } }
  errors { code field message } } }"""
HOLD = """mutation ($input: ContractActionInput!) { %s(input: $input) {
  contract { status holds { reason } } errors { code field message } } }"""
GET_SIM = """mutation ($input: GetSimInput!) { getSim(input: $input) {
  contract { id status holds { reason } } errors { code field message } } }"""
# An active customer with two active contracts.
CUSTOMER = """
select 'cus_' || c.id from customer c join contract k on k.customer_id = c.id
where c.status = 'ACTIVE' and c.number like 'CD%' group by c.id, c.number
having count(*) filter (where k.status = 'ACTIVE') >= 2 order by c.number limit 1
"""
STATES = (
    "select array_agg(distinct status) from contract where customer_id = $1::uuid and status in ('ACTIVE', 'SUSPENDED')"
)
DISAGREE = """
select count(*) from contract k where (status = 'SUSPENDED') <> exists (
    select from contract_hold where contract_id = k.id and until is null)
"""


@pytest.fixture
def customer(client: Client) -> str:
    found: str = client.value(CUSTOMER)
    return found


def act(client: Client, verb: str, customer: str, **changes: Any) -> Any:
    return client.ask(ACT % verb, {"input": {"id": customer, "reason": "решение", **changes}})[verb]


def hold(client: Client, verb: str, contract: str, **changes: Any) -> Any:
    return client.ask(HOLD % verb, {"input": {"id": contract, **changes}})[verb]


def code_of(payload: Any) -> tuple[str, list[str]]:
    (error,) = payload["errors"]
    return error["code"], error["field"]


def lines(payload: Any) -> list[Any]:
    return [each for each in payload["customer"]["contracts"]["nodes"] if each["status"] in {"ACTIVE", "SUSPENDED"}]


def test_suspension_holds_every_line_and_resumption_lifts_exactly_those(client: Client, customer: str) -> None:
    key = customer.removeprefix("cus_")
    held = client.value(
        "select 'con_' || id from contract where customer_id = $1::uuid and status = 'ACTIVE' limit 1", key
    )
    hold(client, "suspendContract", held, hold="LOST")
    suspended = act(client, "suspendCustomer", customer, reason="по решению суда")
    assert (suspended["errors"], suspended["customer"]["status"]) == ([], "SUSPENDED")
    assert suspended["customer"]["history"][0] == {"verb": "suspend", "reason": "по решению суда"}
    assert len(lines(suspended)) >= 2
    for each in lines(suspended):
        assert (each["status"], each["sim"]["status"]) == ("SUSPENDED", "SUSPENDED")
        assert {one["reason"] for one in each["holds"]} == {"CUSTOMER_SUSPENDED"} | (
            {"LOST"} if each["id"] == held else set()
        )
    topics = client.sql(
        "select topic from event where customer_id = $1::uuid and node_type = 'Customer' order by id", key
    )
    assert topics[-1]["topic"] == "customer.suspended"
    refused = client.ask(GET_SIM, {"input": {"customerId": customer, "tariffCode": "T01"}})["getSim"]
    assert code_of(refused) == ("CUSTOMER_SUSPENDED", ["customerId"])
    resumed = act(client, "resumeCustomer", customer)
    assert (resumed["errors"], resumed["customer"]["status"]) == ([], "ACTIVE")
    assert {each["id"]: [one["reason"] for one in each["holds"]] for each in lines(resumed)} == {
        each["id"]: ["LOST"] if each["id"] == held else [] for each in lines(resumed)
    }
    assert {each["status"] for each in lines(resumed) if each["id"] != held} == {"ACTIVE"}
    assert client.value(DISAGREE) == 0


def test_a_line_of_a_suspended_customer_is_resumed_with_the_customer_only(client: Client, customer: str) -> None:
    line = lines(act(client, "suspendCustomer", customer))[0]["id"]
    assert code_of(hold(client, "resumeContract", line)) == ("NOT_HELD", ["hold"])
    assert code_of(hold(client, "resumeContract", line, hold="CUSTOMER_SUSPENDED")) == ("INVALID_INPUT", ["hold"])
    placed = hold(client, "suspendContract", line, hold="CUSTOMER")
    assert len(placed["contract"]["holds"]) == 2
    lifted = hold(client, "resumeContract", line)
    assert lifted["contract"] == {"status": "SUSPENDED", "holds": [{"reason": "CUSTOMER_SUSPENDED"}]}


def test_refusals_change_nothing(client: Client, customer: str) -> None:
    before = client.value("select count(*) from event")
    version = client.value("select version from customer where id = $1::uuid", customer[4:])
    assert code_of(act(client, "suspendCustomer", customer, reason=" ")) == ("INVALID_INPUT", ["reason"])
    assert code_of(act(client, "suspendCustomer", "cus_none")) == ("NOT_FOUND", ["id"])
    stale = act(client, "suspendCustomer", customer, expectedVersion=version + 1)
    assert (code_of(stale), stale["customer"]["version"]) == (("CONFLICT", ["expectedVersion"]), version)
    assert code_of(act(client, "resumeCustomer", customer)) == ("INVALID_TRANSITION", ["id"])
    refused = act(client, "closeCustomer", customer)
    assert code_of(refused) == ("LIVE_CONTRACTS", ["id"])
    numbers = client.sql(
        "select number from contract where customer_id = $1::uuid and status in ('ACTIVE', 'SUSPENDED')", customer[4:]
    )
    assert all(row["number"] in refused["errors"][0]["message"] for row in numbers)
    assert client.value("select count(*) from event") == before
    assert act(client, "suspendCustomer", customer, expectedVersion=version)["errors"] == []


def test_a_customer_without_live_contracts_is_closed_and_signed_out(client: Client, customer: str) -> None:
    key = customer.removeprefix("cus_")
    contract, number = client.sql(
        "select id, phone_number_id from contract where customer_id = $1::uuid and status = 'ACTIVE' limit 1", key
    )[0]
    session = client.insert(
        build(
            Session, {}, subject=f"line:{contract}:{number}", customer_id=uuid.UUID(key), contract_id=contract,
            phone_number_id=number, methods=["sms"], expires_at=datetime.now(UTC) + timedelta(days=1),
        )
    )  # fmt: skip
    act(client, "suspendCustomer", customer)
    for each in client.sql(
        "select 'con_' || id as id from contract where customer_id = $1::uuid and status = 'SUSPENDED'", key
    ):
        assert hold(client, "closeContract", each["id"])["errors"] == []
    closed = act(client, "closeCustomer", customer, reason="уходит")
    assert (closed["errors"], closed["customer"]["status"]) == ([], "CLOSED")
    assert client.value("select ended_at is not null from session where id = $1", session.id)
    assert client.value("select count(*) from revocation where subject = $1", f"session:{session.id}") == 1
    for verb in ("suspendCustomer", "resumeCustomer", "closeCustomer"):
        assert code_of(act(client, verb, customer)) == ("INVALID_TRANSITION", ["id"])
    refused = client.ask(GET_SIM, {"input": {"customerId": customer, "tariffCode": "T01"}})["getSim"]
    assert code_of(refused) == ("CUSTOMER_CLOSED", ["customerId"])


def test_a_prospect_is_closed_and_not_suspended(client: Client) -> None:
    person = {"kind": "PERSON", "name": "Передумавший Клиент", "phone": "+996555000177"}
    create = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }"
    prospect = client.ask(create, {"input": person})["createCustomer"]["customer"]["id"]
    assert code_of(act(client, "suspendCustomer", prospect)) == ("INVALID_TRANSITION", ["id"])
    assert act(client, "closeCustomer", prospect)["customer"]["status"] == "CLOSED"


def test_of_many_at_once_one_suspends(client: Client, customer: str) -> None:
    answers = client.together(ACT % "suspendCustomer", [{"id": customer, "reason": "решение"}] * 8)
    codes = [error["code"] for data in answers for error in data["suspendCustomer"]["errors"]]
    assert codes == ["INVALID_TRANSITION"] * 7
    assert (
        client.value("select count(*) from status_change where node_id = $1::uuid and verb = 'suspend'", customer[4:])
        == 1
    )


def raced(client: Client, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """The data of calls of several mutations at once."""

    async def go() -> list[Any]:
        return await asyncio.gather(*(client.send(query, {"input": given}) for query, given in calls))

    answers = client.run(go())
    assert all("errors" not in answer for answer in answers), answers
    return [payload for answer in answers for payload in answer["data"].values()]


@pytest.mark.parametrize("turn", range(4))
def test_no_line_in_service_is_left_without_a_hold_when_sales_and_suspension_meet(
    client: Client, customer: str, turn: int
) -> None:
    suspension = (ACT % "suspendCustomer", {"id": customer, "reason": "решение"})
    calls = [(GET_SIM, {"customerId": customer, "tariffCode": "T01"})] * 4
    calls.insert(turn, suspension)
    payloads = raced(client, *calls)
    codes = [error["code"] for payload in payloads for error in payload["errors"]]
    assert set(codes) <= {"CUSTOMER_SUSPENDED"}, "a sale came first and is held, or came later and is refused"
    assert client.value(STATES, customer[4:]) == ["SUSPENDED"]
    assert client.value(DISAGREE) == 0
    resumed = act(client, "resumeCustomer", customer)
    assert {each["status"] for each in lines(resumed)} == {"ACTIVE"}


@pytest.mark.parametrize("turn", range(4))
def test_suspension_beside_the_resumption_of_its_lines_loses_no_hold(client: Client, customer: str, turn: int) -> None:
    keys = client.sql(
        "select 'con_' || id as id from contract where customer_id = $1::uuid and status = 'ACTIVE'", customer[4:]
    )
    for row in keys:
        hold(client, "suspendContract", row["id"])
    calls = [(HOLD % "resumeContract", {"id": row["id"]}) for row in keys]
    calls.insert(turn % (len(calls) + 1), (ACT % "suspendCustomer", {"id": customer, "reason": "решение"}))
    payloads = raced(client, *calls)
    assert [error for payload in payloads for error in payload["errors"]] == []
    found = client.sql(
        "select reason from contract_hold h join contract k on k.id = h.contract_id where customer_id = $1::uuid and until is null",
        customer[4:],
    )
    assert {row["reason"] for row in found} == {"CUSTOMER_SUSPENDED"}
    assert client.value(STATES, customer[4:]) == ["SUSPENDED"]
    assert client.value(DISAGREE) == 0


def test_closing_beside_a_sale_leaves_no_live_contract_of_a_closed_customer(client: Client) -> None:
    person = {"kind": "PERSON", "name": "Быстрый Клиент", "phone": "+996555000178"}
    create = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id } } }"
    prospect = client.ask(create, {"input": person})["createCustomer"]["customer"]["id"]
    sale, closing = (
        (GET_SIM, {"customerId": prospect, "tariffCode": "T01"}),
        (ACT % "closeCustomer", {"id": prospect, "reason": "x"}),
    )
    payloads = raced(client, sale, closing, sale, closing)
    codes = {error["code"] for payload in payloads for error in payload["errors"]}
    assert codes in ({"CUSTOMER_CLOSED", "INVALID_TRANSITION"}, {"LIVE_CONTRACTS"})
    live = client.value(
        "select count(*) from contract where customer_id = $1::uuid and status = 'ACTIVE'", prospect[4:]
    )
    status = client.value("select status from customer where id = $1::uuid", prospect[4:])
    assert (status, live) in {("CLOSED", 0), ("ACTIVE", 2)}


ACTIONS = {"INITIALIZED": {"validate", "reject"}, "VALIDATED": {"validate"}, "REJECTED": {"resubmit"}}
ALLOWED = """query ($id: ID!) { customer(id: $id) { kycStatus availableActions { verb allowed } availableIdentityActions { verb allowed }
    contracts(first: 100) { nodes { status availableActions { verb allowed } } } } }"""


def test_the_actions_of_a_customer_and_of_held_contracts(client: Client, customer: str) -> None:
    def allowed(shown: Any) -> set[str]:
        return {each["verb"] for each in shown if each["allowed"]}

    found = client.ask(ALLOWED, {"id": customer})["customer"]
    assert allowed(found["availableActions"]) == {"suspend", "close"}
    assert allowed(found["availableIdentityActions"]) == ACTIONS[found["kycStatus"]]
    act(client, "suspendCustomer", customer)
    found = client.ask(ALLOWED, {"id": customer})["customer"]
    assert allowed(found["availableActions"]) == {"resume", "close"}
    held = [each["availableActions"] for each in found["contracts"]["nodes"] if each["status"] == "SUSPENDED"]
    assert held
    # Another hold may be placed.
    assert {frozenset(allowed(each)) for each in held} == {frozenset({"suspend", "resume", "close", "transfer"})}
