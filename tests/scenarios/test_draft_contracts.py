"""Contracts before they are in service: created, signed, scheduled, activated or given up (A21, A23, A31, A33, A34)."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.auth.secrets import secrets_of
from backend.auth.viewer import Role
from backend.database import connect
from backend.jobs.declare import Tools
from backend.services import activation, contract_draft
from backend.services.pool import expire_reservations
from backend.settings import Settings
from tests.client import Client
from tests.factories.phone_numbers import new_phone_number
from tests.factories.sims import new_sim
from tests.scenarios.test_fulfilled_requests import checked, form, fulfil
from tests.scenarios.test_requests import codes
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

ACT = """mutation ($input: %sInput!) { %s(input: $input) { contract {
    id number status customer { status } signature signedBy signatureReference signedAt start startsAt lapsesAt
    options { code } balance { amount } history { verb actor reason }
    sim { iccid status reservedUntil bindings { to } } phoneNumber { msisdn status reservedUntil } }
  errors { code field message } } }"""
SUMMARY = "query ($id: ID!) { activationSummary(contractId: $id) { ready conditions { condition ok code message } } }"
REQUEST = "query ($id: ID!) { request(id: $id) { status reference contract { id status } } }"


def act(client: Client, verb: str, **given: Any) -> Any:
    return client.ask(ACT % (verb[0].upper() + verb[1:], verb), {"input": given})[verb]


def done(client: Client, verb: str, **given: Any) -> Any:
    found = act(client, verb, **given)
    assert found["errors"] == [], (verb, found["errors"])
    return found["contract"]


def unmet(client: Client, contract: Any) -> dict[str, str]:
    """The codes of the conditions that are not met."""
    found = client.ask(SUMMARY, {"id": contract["id"]})["activationSummary"]
    missing = {each["condition"]: each["code"] for each in found["conditions"] if not each["ok"]}
    assert found["ready"] is not bool(missing)
    return missing


def run(client: Client, settings: Settings, job: Any) -> None:
    tools = Tools(settings, client.app.state.database, lambda: connect(client.url))
    client.run(job(tools, None))


@pytest.fixture(scope="module")
def customer(module_client: Client) -> str:
    return person(module_client, 1)


def person(client: Client, n: int) -> str:
    created = client.ask(
        "mutation ($i: CreateCustomerInput!) { createCustomer(input: $i) { customer { id } errors { code } } }",
        {"i": {"kind": "PERSON", "name": f"Черновиков Договор {n}", "phone": f"+9965550077{n:02}"}},
    )["createCustomer"]
    assert created["errors"] == []
    found: str = created["customer"]["id"]
    return found


def stock(client: Client) -> None:
    """Another SIM and another number in the pool."""
    number = 1 + client.value("select count(*) from sim")
    client.insert(new_sim(f"89990001{number:011}"), new_phone_number(f"+996770{number:06}"))


def draft(client: Client, customer: str, **given: Any) -> Any:
    stock(client)
    return done(client, "createContract", customerId=customer, tariffCode="T01", **given)


@pytest.fixture
def strict(module_client: Client, settings: Settings) -> Iterator[Client]:
    """The same database where a first fee and an identity document are required."""
    given = settings.model_copy(update={"first_fee_required": True, "identity_document_required": True})
    opened = Client(module_client.url, given, viewer=viewer_of(Role.OPERATOR, module_client), beside=module_client)
    yield opened
    opened.close()


def test_a21_a_draft_reserves_a_sim_and_a_number_until_it_is_in_service(module_client: Client, customer: str) -> None:
    contract = draft(module_client, customer, iccid=module_client.insert(new_sim("8999677700000000036")).iccid)
    assert (contract["status"], contract["customer"]["status"]) == ("DRAFT", "PROSPECT")
    for held in (contract["sim"], contract["phoneNumber"]):
        assert (held["status"], held["reservedUntil"]) == ("RESERVED", None)
    assert datetime.fromisoformat(contract["lapsesAt"]) > datetime.now(UTC) + timedelta(days=13)

    async def expire() -> None:
        async with module_client.app.state.database.transaction() as session:
            assert await expire_reservations(session) == 0

    module_client.run(expire())
    # Neither another contract nor another draft gets them, not even for the same customer.
    taken = {"iccid": contract["sim"]["iccid"]}, {"msisdn": contract["phoneNumber"]["msisdn"]}
    get_sim = "mutation ($input: GetSimInput!) { getSim(input: $input) { errors { code } } }"
    for given, code in zip(taken, ("SIM_RESERVED", "NUMBER_RESERVED"), strict=True):
        command = {"customerId": customer, "tariffCode": "T01", **given}
        assert module_client.ask(get_sim, {"input": command})["getSim"]["errors"] == [{"code": code}]
        assert codes(act(module_client, "createContract", **command)) == [code]
    assert [each["verb"] for each in contract["history"]] == ["create"]
    signed = done(module_client, "acceptContract", id=contract["id"], method="INK")
    assert (signed["status"], signed["signature"], signed["signedBy"], signed["lapsesAt"]) == (
        "ACCEPTED", "INK", "Черновиков Договор 1", None,
    )  # fmt: skip
    active = done(module_client, "activateContract", id=contract["id"])
    assert (active["status"], active["customer"]["status"]) == ("ACTIVE", "ACTIVE")
    assert (active["sim"]["status"], active["phoneNumber"]["status"]) == ("ACTIVE", "ASSIGNED")
    assert active["sim"]["bindings"] == [{"to": None}]
    assert [each["verb"] for each in active["history"]] == ["activate", "accept", "create"]
    assert active["balance"]["amount"] == "0.00"
    for verb in ("activateContract", "cancelContract"):
        assert codes(act(module_client, verb, id=contract["id"])) == ["INVALID_TRANSITION"]


def test_a_cancelled_draft_gives_the_sim_and_the_number_back(module_client: Client, customer: str) -> None:
    contract = draft(module_client, customer)
    gone = done(module_client, "cancelContract", id=contract["id"], reason="передумал")
    assert (gone["status"], gone["lapsesAt"]) == ("CANCELLED", None)
    assert (gone["sim"]["status"], gone["phoneNumber"]["status"]) == ("AVAILABLE", "AVAILABLE")
    assert gone["history"][0]["reason"] == "передумал"
    assert codes(act(module_client, "acceptContract", id=contract["id"], method="INK")) == ["INVALID_TRANSITION"]


def test_what_cannot_be_sold_is_refused_and_reserves_nothing(module_client: Client, customer: str) -> None:
    reserved = "select count(*) from sim where status = 'RESERVED'"
    before = module_client.value(reserved)
    dear = module_client.insert(new_phone_number("+996777777777"))
    module_client.sql("update phone_number set number_class = 'GOLD' where id = $1", dear.id)
    for given, code in (
        ({"msisdn": dear.msisdn}, "NUMBER_NOT_AVAILABLE"),
        ({"tariffCode": "NONE"}, "TARIFF_NOT_FOUND"),
        ({"options": ["NONE"]}, "OPTION_NOT_FOUND"),
        ({"customerId": "cus_none"}, "NOT_FOUND"),
        ({"requestId": "req_none"}, "NOT_FOUND"),
        ({"msisdn": "a number"}, "INVALID_MSISDN"),
        ({"iccid": "8999"}, "INVALID_ICCID"),
    ):
        command = {"customerId": customer, "tariffCode": "T01", **given}
        assert codes(act(module_client, "createContract", **command)) == [code]
    assert module_client.value(reserved) == before


def test_a33_the_summary_names_each_condition_and_a34_the_activation_refuses_with_the_same(
    module_client: Client, strict: Client
) -> None:
    customer = person(module_client, 2)
    contract = draft(module_client, customer)
    expected = {
        "DOCUMENTS": "DOCUMENT_REQUIRED",
        "SIGNATURE": "INVALID_TRANSITION",
        "FIRST_FEE": "INSUFFICIENT_BALANCE",
    }
    assert unmet(strict, contract) == expected
    refused = act(strict, "activateContract", id=contract["id"])
    assert [each["code"] for each in refused["errors"]] == list(expected.values())
    shown = strict.ask(SUMMARY, {"id": contract["id"]})["activationSummary"]["conditions"]
    assert [each["message"] for each in refused["errors"]] == [each["message"] for each in shown if not each["ok"]]
    done(module_client, "acceptContract", id=contract["id"], method="ELECTRONIC", reference="5F:01")
    add = "mutation ($i: AddIdentityDocumentInput!) { addIdentityDocument(input: $i) { errors { code } } }"
    document = {"kind": "PASSPORT", "number": "AC5566001", "expiresOn": "2031-01-01"}
    added = module_client.ask(add, {"i": {"id": customer, "document": document}})
    assert added["addIdentityDocument"]["errors"] == []
    pay = "mutation ($i: GetDepositInput!) { getDeposit(input: $i) { errors { code } } }"
    paid = {"contractId": contract["id"], "amount": {"amount": "5000"}, "method": "CASH", "idempotencyKey": "first fee"}
    assert module_client.ask(pay, {"i": paid})["getDeposit"]["errors"] == []
    assert codes(act(module_client, "cancelContract", id=contract["id"])) == ["CONTRACT_HAS_BALANCE"]
    assert unmet(strict, contract) == {}
    assert done(strict, "activateContract", id=contract["id"])["balance"]["amount"] == "5000.00"
    assert module_client.errors(SUMMARY, {"id": contract["id"]})[0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_the_summary_is_for_the_staff(module_client: Client, settings: Settings, customer: str) -> None:
    contract = draft(module_client, customer)
    for role in (Role.ANALYST, Role.HOLDER, Role.LINE):
        caller = Client(module_client.url, settings, viewer=viewer_of(role, module_client), beside=module_client)
        assert caller.errors(SUMMARY, {"id": contract["id"]})[0]["extensions"]["code"] == "FORBIDDEN"
        caller.close()
    done(module_client, "cancelContract", id=contract["id"])


def test_a_contract_is_signed_with_the_code_that_was_sent(
    module_client: Client, settings: Settings, customer: str
) -> None:
    contract = draft(module_client, customer)
    key = contract["id"][4:]
    assert codes(act(module_client, "acceptContract", id=contract["id"], method="ONE_TIME_CODE")) == ["INVALID_INPUT"]
    done(module_client, "sendContractCode", id=contract["id"])
    assert codes(act(module_client, "sendContractCode", id=contract["id"])) == ["CODE_SENT"]
    message = module_client.sql(
        "select text, secret, recipient from notification where contract_id = $1::uuid and topic = 'contract.code'", key
    )[0]
    text = (secrets_of(settings.secret_key, settings.data_dir).decrypt(message["secret"]) or b"").decode()
    code = text[:6]
    assert message["text"] == text.replace(code, "******")
    assert message["recipient"] == "+996555007701"
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(4):
        assert codes(act(module_client, "acceptContract", id=contract["id"], method="ONE_TIME_CODE", code=wrong)) == [
            "CODE_INVALID"
        ]
    assert module_client.value("select attempts from contract_code where contract_id = $1::uuid", key) == 4
    signed = done(
        module_client, "acceptContract", id=contract["id"], method="ONE_TIME_CODE", code=f"{code[:3]} {code[3:]}"
    )
    assert (signed["status"], signed["signature"]) == ("ACCEPTED", "ONE_TIME_CODE")
    assert module_client.value("select count(*) from contract_code where contract_id = $1::uuid", key) == 0
    done(module_client, "cancelContract", id=contract["id"])


@pytest.mark.parametrize("spoilt", ["attempts = 5", "sent_at = sent_at - interval '11 minutes'"])
def test_a_code_that_is_old_or_was_tried_too_often_signs_nothing(
    module_client: Client, settings: Settings, customer: str, spoilt: str
) -> None:
    contract = draft(module_client, customer)
    done(module_client, "sendContractCode", id=contract["id"])
    secret = module_client.value(
        "select secret from notification where contract_id = $1::uuid and topic = 'contract.code'", contract["id"][4:]
    )
    code = (secrets_of(settings.secret_key, settings.data_dir).decrypt(secret) or b"").decode()[:6]
    module_client.sql(f"update contract_code set {spoilt} where contract_id = $1::uuid", contract["id"][4:])
    assert codes(act(module_client, "acceptContract", id=contract["id"], method="ONE_TIME_CODE", code=code)) == [
        "CODE_INVALID"
    ]
    done(module_client, "cancelContract", id=contract["id"])


def test_a_representative_signs_and_is_recorded(module_client: Client, customer: str) -> None:
    contract = draft(module_client, customer)
    person = {
        "name": "Доверенный Пётр", "document": {"kind": "PASSPORT", "number": "AC9988776"},
        "authority": "POWER_OF_ATTORNEY", "authorityNumber": "12",
    }  # fmt: skip
    signed = done(module_client, "acceptContract", id=contract["id"], method="INK", representative=person)
    assert signed["signedBy"] == "Доверенный Пётр"
    recorded = "select verb from representation where node_id = $1::uuid"
    assert module_client.value(recorded, contract["id"][4:]) == "acceptContract"
    done(module_client, "cancelContract", id=contract["id"])


def test_a31_a_contract_starts_on_its_day(module_client: Client, settings: Settings, customer: str) -> None:
    contract = draft(module_client, customer)
    given = {"id": contract["id"], "start": "ON_DATE"}
    assert codes(act(module_client, "scheduleContract", **given, day="2099-01-01")) == ["INVALID_INPUT"]
    assert codes(act(module_client, "scheduleContract", **given)) == ["INVALID_INPUT"]
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    unsigned = act(module_client, "scheduleContract", **given, day=day.isoformat())
    assert codes(unsigned) == ["INVALID_TRANSITION"]
    done(module_client, "acceptContract", id=contract["id"], method="INK")
    booked = done(module_client, "scheduleContract", **given, day=day.isoformat())
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=6)  # of Asia/Bishkek
    assert (booked["status"], datetime.fromisoformat(booked["startsAt"])) == ("ACCEPTED", midnight)
    run(module_client, settings, activation.start_contracts)
    status = "select status from contract where id = $1::uuid"
    assert module_client.value(status, contract["id"][4:]) == "ACCEPTED"
    module_client.sql("update contract set starts_at = now() where id = $1::uuid", contract["id"][4:])
    run(module_client, settings, activation.start_contracts)
    assert module_client.value(status, contract["id"][4:]) == "ACTIVE"
    verbs = "select verb, actor from status_change where node_id = $1::uuid order by created_at desc, id desc limit 1"
    assert tuple(module_client.sql(verbs, contract["id"][4:])[0]) == ("activate", "schedule")


def test_a31_a_contract_starts_when_its_sim_arrives(module_client: Client, settings: Settings, customer: str) -> None:
    sim = module_client.insert(new_sim("8999677700000000010", status="IMPORTED"))
    contract = draft(module_client, customer, iccid=sim.iccid)
    again = act(module_client, "createContract", customerId=customer, tariffCode="T01", iccid=sim.iccid)
    assert codes(again) == ["SIM_RESERVED"]
    done(module_client, "acceptContract", id=contract["id"], method="INK")
    assert unmet(module_client, contract) == {"SIM": "SIM_NOT_AVAILABLE"}
    waiting = done(module_client, "scheduleContract", id=contract["id"], start="SIM_ARRIVAL")
    assert (waiting["status"], waiting["start"], waiting["startsAt"]) == ("ACCEPTED", "SIM_ARRIVAL", None)
    run(module_client, settings, activation.start_contracts)
    status = "select k.status || ' ' || s.status from contract k join sim s on s.id = k.sim_id where k.id = $1::uuid"
    assert module_client.value(status, contract["id"][4:]) == "ACCEPTED IMPORTED"
    release = (
        "mutation ($i: ReleaseSimInput!) { releaseSim(input: $i) { sim { status reservedUntil } errors { code } } }"
    )
    given = {"i": {"id": f"sim_{sim.id}"}}
    retire = "mutation ($i: RetireSimInput!) { retireSim(input: $i) { errors { code } } }"
    retired = module_client.ask(retire, {"i": {**given["i"], "reason": "x"}})["retireSim"]
    assert codes(retired) == ["SIM_RESERVED"]
    released = module_client.ask(release, given)["releaseSim"]
    assert released == {"sim": {"status": "RESERVED", "reservedUntil": None}, "errors": []}
    assert codes(module_client.ask(release, given)["releaseSim"]) == ["SIM_RESERVED"]
    run(module_client, settings, activation.start_contracts)
    assert module_client.value(status, contract["id"][4:]) == "ACTIVE ACTIVE"


def test_a_start_that_fails_is_no_longer_scheduled(module_client: Client, settings: Settings) -> None:
    customer = person(module_client, 3)
    contract = draft(module_client, customer)
    done(module_client, "acceptContract", id=contract["id"], method="INK")
    day = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    done(module_client, "scheduleContract", id=contract["id"], start="ON_DATE", day=day)
    module_client.sql("update contract set starts_at = now() where id = $1::uuid", contract["id"][4:])
    module_client.sql("update customer set status = 'SUSPENDED' where id = $1::uuid", customer[4:])
    run(module_client, settings, activation.start_contracts)
    row = module_client.sql("select status, start, starts_at from contract where id = $1::uuid", contract["id"][4:])[0]
    assert tuple(row) == ("ACCEPTED", None, None)
    said = "select payload -> 'codes' ->> 0 from event where contract_id = $1::uuid and topic = 'contract.start_failed'"
    assert module_client.value(said, contract["id"][4:]) == "CUSTOMER_SUSPENDED"
    assert codes(act(module_client, "scheduleContract", id=contract["id"], start="NOW")) == ["CUSTOMER_SUSPENDED"]


def test_a_draft_lapses_and_a_signed_one_does_not(module_client: Client, settings: Settings, customer: str) -> None:
    late, signed = draft(module_client, customer), draft(module_client, customer)
    for each in (late, signed):
        module_client.sql("update contract set lapses_at = now() where id = $1::uuid", each["id"][4:])
    done(module_client, "acceptContract", id=signed["id"], method="INK")
    run(module_client, settings, contract_draft.lapse_contracts)
    states = "select status from contract where id = $1::uuid"
    assert [module_client.value(states, each["id"][4:]) for each in (late, signed)] == ["CANCELLED", "ACCEPTED"]
    assert module_client.value("select status from sim where iccid = $1", late["sim"]["iccid"]) == "AVAILABLE"
    assert module_client.value("select status from sim where iccid = $1", signed["sim"]["iccid"]) == "RESERVED"


def test_a33_each_step_is_known_to_the_request_behind_the_contract(module_client: Client, customer: str) -> None:
    asked = checked(module_client, "REGISTRATION", form(61), customerId=customer)

    def request() -> Any:
        return module_client.ask(REQUEST, {"id": asked["id"]})["request"]

    first = draft(module_client, customer, requestId=asked["id"])
    assert request() == {"status": "IN_PROGRESS", "reference": None, "contract": {"id": first["id"], "status": "DRAFT"}}
    again = act(module_client, "createContract", customerId=customer, tariffCode="T01", requestId=asked["id"])
    assert codes(again) == ["INVALID_TRANSITION"], "one contract for one request"
    assert codes(fulfil(module_client, asked)) == ["INVALID_TRANSITION"]
    done(module_client, "cancelContract", id=first["id"])
    assert request() == {"status": "VALIDATED", "reference": None, "contract": None}
    second = draft(module_client, customer, requestId=asked["id"])
    done(module_client, "acceptContract", id=second["id"], method="INK")
    assert request()["contract"]["status"] == "ACCEPTED"
    done(module_client, "activateContract", id=second["id"])
    assert request() == {
        "status": "FULFILLED", "reference": second["number"], "contract": {"id": second["id"], "status": "ACTIVE"},
    }  # fmt: skip
    told = "select count(*) from event where node_id = $1::uuid and topic = 'request.advanced'"
    assert module_client.value(told, asked["id"][4:]) == 3


def test_of_many_at_once_one_activates_and_one_sim_is_for_one_draft(module_client: Client, customer: str) -> None:
    iccid = module_client.insert(new_sim("8999677700000000028")).iccid
    command = {"customerId": customer, "tariffCode": "T01", "iccid": iccid}
    answers = module_client.together(ACT % ("CreateContract", "createContract"), [command] * 8)
    won = [each["createContract"]["contract"] for each in answers if not each["createContract"]["errors"]]
    lost = [error["code"] for each in answers for error in each["createContract"]["errors"]]
    assert (len(won), lost) == (1, ["SIM_RESERVED"] * 7)
    command = {"id": won[0]["id"], "method": "INK"}
    accepted = module_client.together(ACT % ("AcceptContract", "acceptContract"), [command] * 4)
    assert sorted(len(each["acceptContract"]["errors"]) for each in accepted) == [0, 1, 1, 1]
    both = [{"id": won[0]["id"]}] * 4
    verbs = ("activateContract", "cancelContract")

    async def race() -> list[Any]:
        calls = [
            module_client.send(ACT % (verb[0].upper() + verb[1:], verb), {"input": each})
            for verb in verbs
            for each in both
        ]
        return await asyncio.gather(*calls)

    found = [next(iter(each["data"].values())) for each in module_client.run(race())]
    assert sum(not each["errors"] for each in found) == 1
    assert {error["code"] for each in found for error in each["errors"]} == {"INVALID_TRANSITION"}
