"""A line is transferred to another customer, who accepts it with a code and sees nothing of the time before (A23, P4)."""

import asyncio
from typing import Any

import pytest

from backend.auth.secrets import secrets_of
from backend.auth.viewer import Role, Viewer
from backend.identifiers import CONTRACT_ID, CUSTOMER_ID
from backend.settings import Settings
from tests.client import Client
from tests.scenarios.test_draft_contracts import act, done, person
from tests.scenarios.test_reopened_contracts import line, owe, pay
from tests.scenarios.test_requests import codes

pytestmark = pytest.mark.database

TRANSFER = """mutation ($input: %sInput!) { %s(input: $input) { contract {
    id number status closedAt transfer { customer { id } withBalance }
    customer { id status } sim { id status bindings { to } } phoneNumber { id status } tariffVersion { id }
    options { code } balance { amount } history { verb } holds { reason } transferredFrom { id } }
  errors { code field message } } }"""
PATHS = """{ contracts { nodes { id timeline { nodes { kind } } } } tickets { nodes { id } } payments { nodes { id } }
    bills { nodes { id } } notifications { nodes { text } } statusChanges(filter: { nodeType: { ne: CUSTOMER } }) { nodes { createdAt } }
    sims { nodes { history { createdAt } bindings { contract { id } from } } }
    phoneNumbers { nodes { history { createdAt } bindings { contract { id } from } } } }"""


def call(client: Client, verb: str, **given: Any) -> Any:
    return client.ask(TRANSFER % (verb[0].upper() + verb[1:], verb), {"input": given})[verb]


def ask_for(client: Client, contract: str, customer: str, **given: Any) -> Any:
    return call(client, "transferContract", id=contract, customerId=customer, reason="передаёт дочери", **given)


def sent_code(client: Client, settings: Settings, customer: str) -> str:
    secret = client.value(
        "select secret from notification where customer_id = $1::uuid and topic = 'contract.code'"
        " order by created_at desc limit 1",
        customer[4:],
    )
    return (secrets_of(settings.secret_key, settings.data_dir).decrypt(secret) or b"").decode()[:6]


def transferred(client: Client, settings: Settings, contract: str, customer: str, **given: Any) -> Any:
    asked = ask_for(client, contract, customer, **given)
    assert asked["errors"] == []
    found = call(client, "acceptTransfer", id=contract, code=sent_code(client, settings, customer))
    assert found["errors"] == []
    return found["contract"]


def test_a23_a_line_gets_another_holder_who_sees_nothing_of_the_last_one(
    module_client: Client, settings: Settings
) -> None:
    giver, taker = person(module_client, 61), person(module_client, 62)
    contract = line(module_client, giver)
    pay(module_client, contract, "70")
    before = module_client.ask(
        "query ($id: ID!) { contract(id: $id) { sim { id } phoneNumber { id } tariffVersion { id } } }",
        {"id": contract},
    )["contract"]
    opened = "mutation ($i: OpenTicketInput!) { openTicket(input: $i) { errors { code } } }"
    ticket = {"contractId": contract, "subject": "тайна прежнего владельца"}
    assert module_client.ask(opened, {"i": ticket})["openTicket"]["errors"] == []
    planned = (
        "mutation ($i: TransferContractInput!) { transferContract(input: $i) { plan { events } errors { code } } }"
    )
    given = {"id": contract, "customerId": taker, "reason": "передаёт дочери", "dryRun": True}
    assert module_client.ask(planned, {"i": given})["transferContract"]["plan"]["events"] == [
        "contract.transfer_started"
    ]
    assert module_client.value("select count(*) from contract_transfer where contract_id = $1::uuid", contract[4:]) == 0
    asked = ask_for(module_client, contract, taker)
    assert asked["contract"]["transfer"] == {"customer": {"id": taker}, "withBalance": False}
    assert asked["contract"]["status"] == "ACTIVE"
    message = module_client.sql("select contract_id, text from notification where topic = 'contract.code'")[-1]
    assert message["contract_id"] is None
    code = sent_code(module_client, settings, taker)
    assert code not in message["text"]
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    assert codes(call(module_client, "acceptTransfer", id=contract, code=wrong)) == ["CODE_INVALID"]
    found = call(module_client, "acceptTransfer", id=contract, code=f"{code[:3]} {code[3:]}")
    assert found["errors"] == []
    new = found["contract"]
    assert (new["status"], new["customer"]) == ("ACTIVE", {"id": taker, "status": "ACTIVE"})
    assert (new["transferredFrom"], new["transfer"]) == ({"id": contract}, None)
    assert [new[name]["id"] for name in ("sim", "phoneNumber", "tariffVersion")] == [
        before[name]["id"] for name in ("sim", "phoneNumber", "tariffVersion")
    ]
    assert (new["sim"]["status"], new["phoneNumber"]["status"], new["balance"]["amount"]) == (
        "ACTIVE",
        "ASSIGNED",
        "0.00",
    )
    assert [each["to"] is None for each in new["sim"]["bindings"]] == [True, False]
    assert [each["verb"] for each in new["history"]] == ["activate", "accept", "create"]
    old = module_client.ask(
        "query ($id: ID!) { contract(id: $id) { status closedAt balance { amount } payments { totalCount } } }",
        {"id": contract},
    )["contract"]
    assert (old["status"], old["balance"]["amount"], old["payments"]["totalCount"]) == ("TRANSFERRED", "70.00", 1)
    assert old["closedAt"]
    assert codes(call(module_client, "acceptTransfer", id=contract, code=code)) == ["INVALID_TRANSITION"]
    _sees_only_its_own(module_client, settings, new, taker, contract)


def _sees_only_its_own(client: Client, settings: Settings, new: Any, taker: str, old: str) -> None:
    began = client.value("select activated_at from contract where id = $1::uuid", new["id"][4:])
    row = client.sql("select id, phone_number_id from contract where id = $1::uuid", new["id"][4:])[0]
    for role in (Role.LINE, Role.HOLDER):
        viewer = Viewer(
            role,
            f"subscriber:{new['id']}",
            f"line:{row['id']}:{row['phone_number_id']}",
            customer_id=CUSTOMER_ID.decode(taker) if role is Role.HOLDER else None,
            contract_id=CONTRACT_ID.decode(new["id"]),
            phone_number_id=row["phone_number_id"],
        )
        caller = Client(client.url, settings, viewer=viewer, beside=client)
        seen = caller.ask(PATHS)
        assert [each["id"] for each in seen["contracts"]["nodes"]] == [new["id"]]
        for name in ("tickets", "payments", "bills"):
            assert seen[name]["nodes"] == [], (role, name)
        assert caller.ask("query ($id: ID!) { node(id: $id) { id } }", {"id": old})["node"] is None
        for bound in (*seen["sims"]["nodes"], *seen["phoneNumbers"]["nodes"]):
            assert [each["contract"] for each in bound["bindings"]] == [{"id": new["id"]}]
            assert bound["history"] == []
        assert {each["createdAt"] >= began.isoformat() for each in seen["statusChanges"]["nodes"]} == {True}
        caller.close()


def test_a_debt_is_paid_or_taken_over_and_holds_about_the_giver_end(module_client: Client, settings: Settings) -> None:
    giver, taker = person(module_client, 63), person(module_client, 64)
    contract = line(module_client, giver)
    owe(module_client, contract, "30")
    refused = ask_for(module_client, contract, taker)
    assert [(each["code"], each["field"]) for each in refused["errors"]] == [("CONTRACT_HAS_BALANCE", ["withBalance"])]
    held = "mutation ($i: ContractActionInput!) { suspendContract(input: $i) { errors { code } } }"
    for hold in ("DEBT", "CUSTOMER"):
        assert codes(module_client.ask(held, {"i": {"id": contract, "hold": hold}})["suspendContract"]) == []
    new = transferred(module_client, settings, contract, taker, withBalance=True)
    assert (new["balance"]["amount"], new["status"], new["holds"], new["sim"]["status"]) == (
        "-30.00",
        "ACTIVE",
        [],
        "ACTIVE",
    )
    assert (
        module_client.value("select balance_minor from ledger_account where contract_id = $1::uuid", contract[4:]) == 0
    )
    pay(module_client, new["id"], "30")


def test_a_transfer_is_refused_while_somebody_else_must_decide(module_client: Client, settings: Settings) -> None:
    giver, taker = person(module_client, 65), person(module_client, 66)
    contract = line(module_client, giver)
    assert codes(ask_for(module_client, contract, giver)) == ["TRANSFER_NOT_ALLOWED"]
    held = "mutation ($i: ContractActionInput!) { suspendContract(input: $i) { errors { code } } }"
    assert ask_for(module_client, contract, taker)["errors"] == []
    assert codes(ask_for(module_client, contract, taker)) == ["CODE_SENT"]
    code = sent_code(module_client, settings, taker)
    module_client.ask(held, {"i": {"id": contract, "hold": "FRAUD"}})
    assert codes(call(module_client, "acceptTransfer", id=contract, code=code)) == ["TRANSFER_NOT_ALLOWED"]
    assert done(module_client, "cancelTransfer", id=contract, reason="передумал")["status"] == "SUSPENDED"
    assert codes(act(module_client, "cancelTransfer", id=contract, reason="ещё раз")) == ["INVALID_TRANSITION"]
    closing = "mutation ($i: ContractActionInput!) { closeContract(input: $i) { errors { code } } }"
    module_client.ask(closing, {"i": {"id": contract}})
    assert codes(ask_for(module_client, contract, taker)) == ["INVALID_TRANSITION"]


def test_who_was_merged_meanwhile_accepts_as_the_survivor(module_client: Client, settings: Settings) -> None:
    contract, taker, survivor = (
        line(module_client, person(module_client, 73)),
        *(person(module_client, n) for n in (74, 75)),
    )
    assert ask_for(module_client, contract, taker)["errors"] == []
    merge = "mutation ($i: MergeCustomersInput!) { mergeCustomers(input: $i) { errors { code message } } }"
    given = {"survivorId": survivor, "otherId": taker, "reason": "один человек"}
    assert module_client.ask(merge, {"i": given})["mergeCustomers"]["errors"] == []
    code = sent_code(module_client, settings, survivor)
    found = call(module_client, "acceptTransfer", id=contract, code=code)
    assert (found["errors"], found["contract"]["customer"]["id"]) == ([], survivor)


@pytest.mark.parametrize("spoilt", ["attempts = 5", "expires_at = now()"])
def test_a_code_that_is_old_or_was_tried_too_often_moves_nothing(
    module_client: Client, settings: Settings, spoilt: str
) -> None:
    number = 67 + 2 * (spoilt != "attempts = 5")
    contract, taker = line(module_client, person(module_client, number)), person(module_client, number + 1)
    assert ask_for(module_client, contract, taker)["errors"] == []
    code = sent_code(module_client, settings, taker)
    module_client.sql(f"update contract_transfer set {spoilt} where contract_id = $1::uuid", contract[4:])
    expected = "CODE_INVALID" if "attempts" in spoilt else "INVALID_TRANSITION"
    assert codes(call(module_client, "acceptTransfer", id=contract, code=code)) == [expected]


def test_of_acceptances_at_once_beside_a_closing_one_wins(module_client: Client, settings: Settings) -> None:
    contract, taker = line(module_client, person(module_client, 71)), person(module_client, 72)
    assert ask_for(module_client, contract, taker)["errors"] == []
    given = {"id": contract, "code": sent_code(module_client, settings, taker)}
    closing = "mutation ($i: ContractActionInput!) { closeContract(input: $i) { errors { code } } }"

    async def race() -> list[Any]:
        accept = TRANSFER % ("AcceptTransfer", "acceptTransfer")
        calls = [module_client.send(accept, {"input": given}) for _ in range(6)]
        return await asyncio.gather(*calls, *(module_client.send(closing, {"i": {"id": contract}}) for _ in range(2)))

    answers = [next(iter(each["data"].values())) for each in module_client.run(race())]
    assert sum(not each["errors"] for each in answers) == 1
    live = "select count(*) from contract where phone_number_id = (select phone_number_id from contract where id = $1::uuid)"
    live += " and status in ('ACTIVE', 'SUSPENDED')"
    assert module_client.value(live, contract[4:]) == (1 if answers[6]["errors"] and answers[7]["errors"] else 0)
