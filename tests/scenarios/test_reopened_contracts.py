"""Contracts are closed with their balance, and reopened with their SIM, number and customer (boxes A23, A24, P4, D4)."""

from typing import Any

import pytest

from tests.client import Client
from tests.scenarios.test_draft_contracts import person, stock
from tests.scenarios.test_requests import codes

pytestmark = pytest.mark.database

ACT = """mutation ($input: %sInput!) { %s(input: $input) { contract { id status closedAt holds { reason }
    customer { status } balance { amount } history { verb }
    sim { status bindings { to } } phoneNumber { status quarantinedUntil bindings { to } } } errors { code field message } } }"""
INPUTS = {"reopenContract": "ReopenContract"}


def act(client: Client, verb: str, contract: str, **given: Any) -> Any:
    return client.ask(ACT % (INPUTS.get(verb, "ContractAction"), verb), {"input": {"id": contract, **given}})[verb]


def done(client: Client, verb: str, contract: str, **given: Any) -> Any:
    found = act(client, verb, contract, **given)
    assert found["errors"] == [], (verb, found["errors"])
    return found["contract"]


def reopen(client: Client, contract: str) -> Any:
    return act(client, "reopenContract", contract, reason="закрыт по ошибке")


def line(client: Client, customer: str) -> str:
    stock(client)
    sold = client.ask(
        "mutation ($i: GetSimInput!) { getSim(input: $i) { contract { id } errors { code } } }",
        {"i": {"customerId": customer, "tariffCode": "T01"}},
    )["getSim"]
    assert sold["errors"] == []
    found: str = sold["contract"]["id"]
    return found


def pay(client: Client, contract: str, amount: str) -> None:
    given = {
        "contractId": contract,
        "amount": {"amount": amount},
        "method": "CASH",
        "idempotencyKey": contract + amount,
    }
    query = "mutation ($i: GetDepositInput!) { getDeposit(input: $i) { errors { code } } }"
    assert client.ask(query, {"i": given})["getDeposit"]["errors"] == []


def owe(client: Client, contract: str, amount: str) -> None:
    """Charge a contract that has no money."""
    given = {"contractId": contract, "limit": {"amount": amount}, "reason": "долг"}
    limit = "mutation ($i: SetCreditLimitInput!) { setCreditLimit(input: $i) { errors { code } } }"
    assert client.ask(limit, {"i": given})["setCreditLimit"]["errors"] == []
    charge = "mutation ($i: ChargeContractInput!) { chargeContract(input: $i) { errors { code } } }"
    given = {
        "contractId": contract,
        "amount": {"amount": amount},
        "reason": "долг",
        "idempotencyKey": f"owe {contract}",
    }
    assert client.ask(charge, {"i": given})["chargeContract"]["errors"] == []


@pytest.fixture(scope="module")
def customer(module_client: Client) -> str:
    return person(module_client, 31)


def test_p4_a_contract_closed_by_mistake_comes_back_whole(module_client: Client, customer: str) -> None:
    contract = line(module_client, customer)
    done(module_client, "closeContract", contract)
    close = "mutation ($i: CustomerActionInput!) { closeCustomer(input: $i) { errors { code } } }"
    closed = module_client.ask(close, {"i": {"id": customer, "reason": "ушёл"}})
    assert closed["closeCustomer"]["errors"] == []
    found = reopen(module_client, contract)
    assert found["errors"] == []
    shown = found["contract"]
    assert (shown["status"], shown["closedAt"], shown["customer"]["status"]) == ("ACTIVE", None, "ACTIVE")
    assert (shown["sim"]["status"], shown["phoneNumber"]["status"]) == ("ACTIVE", "ASSIGNED")
    assert shown["phoneNumber"]["quarantinedUntil"] is None
    for bound in (shown["sim"], shown["phoneNumber"]):
        assert [each["to"] is None for each in bound["bindings"]] == [True, False]
    assert [each["verb"] for each in shown["history"]][:2] == ["reopen", "close"]
    assert codes(reopen(module_client, contract)) == ["INVALID_TRANSITION"]
    assert codes(act(module_client, "reopenContract", contract, reason=" ")) == ["INVALID_INPUT"]


def test_holds_that_ended_with_the_closing_stand_again(module_client: Client, customer: str) -> None:
    contract = line(module_client, customer)
    done(module_client, "suspendContract", contract, hold="LOST")
    done(module_client, "resumeContract", contract, hold="LOST")
    for hold in ("DEBT", "FRAUD"):
        done(module_client, "suspendContract", contract, hold=hold)
    assert done(module_client, "closeContract", contract)["holds"] == []
    found = reopen(module_client, contract)["contract"]
    assert (found["status"], found["sim"]["status"]) == ("SUSPENDED", "SUSPENDED")
    assert sorted(each["reason"] for each in found["holds"]) == ["DEBT", "FRAUD"]


@pytest.mark.parametrize(
    "spoilt",
    [
        "update contract set closed_at = closed_at - interval '31 days' where id = $1::uuid",
        "update phone_number set status = 'AVAILABLE', quarantined_until = null"
        " where id = (select phone_number_id from contract where id = $1::uuid)",
        "insert into number_binding (phone_number_id, contract_id, bound_from, bound_to)"
        " select k.phone_number_id, o.id, now(), now() from contract k, contract o"
        " where k.id = $1::uuid and o.id <> k.id limit 1",
        "update contract set debt_written_off = true where id = $1::uuid",
    ],
)
def test_what_was_given_on_or_is_too_old_does_not_come_back(module_client: Client, customer: str, spoilt: str) -> None:
    contract = line(module_client, customer)
    done(module_client, "closeContract", contract)
    module_client.sql(spoilt, contract[4:])
    assert codes(reopen(module_client, contract)) == ["REOPENING_NOT_ALLOWED"]
    assert module_client.value("select status from contract where id = $1::uuid", contract[4:]) == "CLOSED"


def test_a_suspended_customer_does_not_come_back_active(module_client: Client) -> None:
    customer = person(module_client, 32)
    contract = line(module_client, customer)
    done(module_client, "closeContract", contract)
    for verb in ("suspendCustomer", "closeCustomer"):
        query = f"mutation ($i: CustomerActionInput!) {{ {verb}(input: $i) {{ errors {{ code }} }} }}"
        assert module_client.ask(query, {"i": {"id": customer, "reason": "проверка"}})[verb]["errors"] == []
    assert codes(reopen(module_client, contract)) == ["CUSTOMER_SUSPENDED"]


def test_of_many_at_once_one_reopens(module_client: Client, customer: str) -> None:
    contract = line(module_client, customer)
    done(module_client, "closeContract", contract)
    command = {"id": contract, "reason": "по ошибке"}
    answers = module_client.together(ACT % ("ReopenContract", "reopenContract"), [command] * 6)
    lost = [error["code"] for each in answers for error in each["reopenContract"]["errors"]]
    assert lost == ["INVALID_TRANSITION"] * 5
    assert module_client.value("select count(*) from sim_binding where contract_id = $1::uuid", contract[4:]) == 2


def test_a23_a_credit_is_refunded_moved_written_off_or_kept(module_client: Client, customer: str) -> None:
    other = line(module_client, customer)
    for choice, given, left in (
        ("REFUND", {}, "0.00"),
        ("MOVE", {"balanceToId": other}, "0.00"),
        ("WRITE_OFF", {}, "0.00"),
        ("KEEP", {}, "70.00"),
        (None, {}, "70.00"),
    ):
        contract = line(module_client, customer)
        for part in ("40", "30"):
            pay(module_client, contract, part)
        chosen = {"balance": choice} if choice else {}
        found = done(module_client, "closeContract", contract, reason="уходит", **chosen, **given)
        assert (found["status"], found["balance"]["amount"]) == ("CLOSED", left), choice
    balance = "query ($id: ID!) { contract(id: $id) { balance { amount } } }"
    assert module_client.ask(balance, {"id": other})["contract"]["balance"]["amount"] == "70.00"


def test_a23_a_debt_is_moved_written_off_or_kept_when_told(module_client: Client, customer: str) -> None:
    other = line(module_client, customer)
    pay(module_client, other, "100")
    contract = line(module_client, customer)
    owe(module_client, contract, "60")
    for given, code in (
        ({}, "CONTRACT_HAS_BALANCE"),
        ({"balance": "REFUND"}, "NOTHING_TO_REFUND"),
        ({"balance": "MOVE"}, "INVALID_INPUT"),
        ({"balance": "MOVE", "balanceToId": contract}, "INVALID_INPUT"),
        ({"balance": "KEEP", "balanceToId": other}, "INVALID_INPUT"),
        ({"balance": "MOVE", "balanceToId": "con_none"}, "NOT_FOUND"),
    ):
        assert codes(act(module_client, "closeContract", contract, reason="уходит", **given)) == [code], given
    moved = done(module_client, "closeContract", contract, balance="MOVE", balanceToId=other, reason="уходит")
    assert moved["balance"]["amount"] == "0.00"
    assert codes(reopen(module_client, contract)) == []
    owe_again = line(module_client, customer)
    owe(module_client, owe_again, "25")
    given_up = done(module_client, "closeContract", owe_again, balance="WRITE_OFF", reason="безнадёжен")
    assert given_up["balance"]["amount"] == "0.00"
    assert codes(reopen(module_client, owe_again)) == ["REOPENING_NOT_ALLOWED"]


def test_a24_the_customer_is_told_of_each_change(module_client: Client, customer: str) -> None:
    contract = line(module_client, customer)
    done(module_client, "closeContract", contract)
    assert codes(reopen(module_client, contract)) == []
    topics = "select array_agg(topic order by id) from event where contract_id = $1::uuid and topic like 'contract.%'"
    assert module_client.value(topics, contract[4:]) == ["contract.activated", "contract.closed", "contract.reopened"]
