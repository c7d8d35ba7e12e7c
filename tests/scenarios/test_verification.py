"""Identity checks: verification by a document, rejection, resubmission; and the rights of a verified customer (A13)."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.auth.service import is_verified_holder, line_of
from backend.database import connect
from backend.jobs.declare import Tools
from backend.services.identity_expiry import expire_identities
from backend.settings import Settings
from tests.client import Client
from tests.factories.customers import new_customer, new_identity_document

pytestmark = pytest.mark.database

LEFT = """
{ customer { id kycStatus documents { id number verifiedAt } history { nodeType verb from to actor reason } }
  candidates { id } candidateReasons { customer { id } reasons differences } errors { code field message } }
"""
ACTS = {
    "verifyCustomer": f"mutation ($input: VerifyCustomerInput!) {{ verifyCustomer(input: $input) {LEFT} }}",
    "rejectCustomerIdentity": f"mutation ($input: RejectCustomerIdentityInput!) {{ rejectCustomerIdentity(input: $input) {LEFT} }}",
    "resubmitCustomerIdentity": f"mutation ($input: ResubmitCustomerIdentityInput!) {{ resubmitCustomerIdentity(input: $input) {LEFT} }}",
}
CREATE = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id documents { id } } errors { code } } }"
GET_SIM = "mutation ($input: GetSimInput!) { getSim(input: $input) { contract { id customer { id } phoneNumber { msisdn } } errors { code field } } }"
CARD = {"kind": "ID_CARD", "number": "ID7654321"}
NUMBERS = iter(range(100_000))
NEW = {"kind": "PERSON", "name": "Проверенный Человек", "phone": "+996555310001"}


def act(client: Client, verb: str, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(ACTS[verb], {"input": given})[verb]
    return found


def create(client: Client, number: int = 1, **given: Any) -> dict[str, Any]:
    person = {**NEW, "name": f"{NEW['name']} {number}", "phone": f"+99655531{number:04d}", **given}
    payload = client.ask(CREATE, {"input": person})["createCustomer"]
    assert payload["errors"] == []
    found: dict[str, Any] = payload["customer"]
    return found


def refused(client: Client, verb: str, **given: Any) -> tuple[str, list[str]]:
    """Code and field of a refusal; asserts that nothing was written."""
    counts = "select (select count(*) from identity_document), (select count(*) from status_change), (select count(*) from event)"
    before = client.sql(counts)
    payload = act(client, verb, **given)
    assert client.sql(counts) == before
    (error,) = payload["errors"]
    return error["code"], error["field"]


@pytest.fixture
def strict(database_url: str, settings: Settings) -> Iterator[Client]:
    """The API with the setting that only verified customers get SIMs."""
    opened = Client(database_url, settings.model_copy(update={"require_kyc": True}))
    yield opened
    opened.close()


def is_holder(client: Client, msisdn: str, document: str) -> bool:
    """Whether a subscriber who signs in with this number and document gets the holder's rights."""

    def look(db: Any) -> bool:
        line = line_of(db, msisdn)
        assert line is not None
        return is_verified_holder(db, client.app.state.auth.settings, line, document)

    found: bool = client.run(client.app.state.auth.with_database(look))
    return found


def test_a_new_customer_is_verified_gets_a_sim_and_becomes_the_holder(strict: Client) -> None:
    customer = create(strict, document=CARD)
    form = {"input": {"customerId": customer["id"], "tariffCode": "T01"}}
    assert strict.ask(GET_SIM, form)["getSim"]["errors"] == [{"code": "KYC_REQUIRED", "field": ["customerId"]}]
    payload = act(strict, "verifyCustomer", id=customer["id"], reason="сверено с оригиналом")
    assert payload["errors"] == []
    (again,) = act(strict, "verifyCustomer", id=customer["id"])["errors"]
    assert again["message"] == "the identity is already verified; a reason is required to verify it again"
    assert payload["customer"]["kycStatus"] == "VALIDATED"
    assert payload["customer"]["documents"][0]["verifiedAt"] is not None
    assert payload["customer"]["history"][0] == {
        "nodeType": "KYC", "verb": "validate", "from": "INITIALIZED", "to": "VALIDATED", "actor": "operator",
        "reason": "сверено с оригиналом",
    }  # fmt: skip
    (event,) = strict.sql("select payload, customer_id from event where topic = 'kyc.validated'")
    assert json.loads(event["payload"])["to"] == "VALIDATED"
    assert f"cus_{event['customer_id']}" == customer["id"]
    audited = strict.sql(
        "select g.table_name, g.field from audit_change g join audit_entry e on e.id = g.entry_id"
        " where e.verb = 'verifyCustomer' order by 1, 2"
    )
    assert [tuple(row) for row in audited] == [("customer", "kyc_status"), ("identity_document", "verified_at")]
    contract = strict.ask(GET_SIM, form)["getSim"]["contract"]
    msisdn = contract["phoneNumber"]["msisdn"]
    assert is_holder(strict, msisdn, "ІD-765 4321".replace(" ", ""))
    assert not is_holder(strict, msisdn, "ID7654322")


def test_a_document_added_after_verification_makes_nobody_a_holder(client: Client) -> None:
    customer = create(client, document=CARD)
    act(client, "verifyCustomer", id=customer["id"])
    person = {**NEW, "name": f"{NEW['name']} 1", "phone": "+996555310001"}
    given = {"customer": {**person, "document": {"kind": "PASSPORT", "number": "AC7654321"}}, "tariffCode": "T01"}
    contract = client.ask(GET_SIM, {"input": given})["getSim"]["contract"]
    assert contract["customer"]["id"] == customer["id"]
    msisdn = contract["phoneNumber"]["msisdn"]
    assert is_holder(client, msisdn, "ID7654321")
    assert not is_holder(client, msisdn, "AC7654321")


def test_a_customer_without_a_valid_document_is_not_verified(client: Client) -> None:
    without, expired = create(client, 1), create(client, 2, document=CARD)
    assert refused(client, "verifyCustomer", id=without["id"]) == ("DOCUMENT_REQUIRED", ["id"])
    client.sql("update identity_document set expires_on = current_date - 1 where number = $1", CARD["number"])
    assert refused(client, "verifyCustomer", id=expired["id"]) == ("DOCUMENT_EXPIRED", ["id"])
    by_id = {"id": expired["id"], "documentId": expired["documents"][0]["id"]}
    assert refused(client, "verifyCustomer", **by_id) == ("DOCUMENT_EXPIRED", ["documentId"])
    again = {"id": expired["id"], "document": CARD}
    assert refused(client, "verifyCustomer", **again) == ("DOCUMENT_EXPIRED", ["document", "number"])
    lapsed = {"id": without["id"], "document": {"kind": "PASSPORT", "number": "AC7654399", "expiresOn": "2020-01-01"}}
    assert refused(client, "verifyCustomer", **lapsed) == ("DOCUMENT_EXPIRED", ["document", "expiresOn"])
    of_another = {**by_id, "id": without["id"]}
    assert refused(client, "verifyCustomer", **of_another) == ("NOT_FOUND", ["documentId"])
    assert refused(client, "verifyCustomer", **by_id, document=CARD) == ("INVALID_INPUT", ["documentId"])
    placeholder = {"id": without["id"], "document": {**CARD, "number": "нет"}}
    assert refused(client, "verifyCustomer", **placeholder) == ("INVALID_INPUT", ["document", "number"])
    client.sql("update identity_document set expires_on = null, doubtful = true where number = $1", CARD["number"])
    assert refused(client, "verifyCustomer", id=expired["id"]) == ("DOCUMENT_REQUIRED", ["id"])
    assert refused(client, "verifyCustomer", id="cus_none") == ("NOT_FOUND", ["id"])


def test_a_document_is_valid_by_the_day_of_the_installation(
    client: Client, database_url: str, settings: Settings
) -> None:
    """A12: as the validation rules, and not by the day of UTC, which is another one in this time zone now."""
    ahead = datetime.now(UTC).hour >= 12
    zone = "Etc/GMT-14" if ahead else "Etc/GMT+12"  # 14 hours ahead of UTC, 12 behind
    there = Client(database_url, settings.model_copy(update={"time_zone": zone}), beside=client)
    last_day = datetime.now(UTC).date() - (timedelta() if ahead else timedelta(days=1))
    customer = create(there, document=CARD)
    act(there, "verifyCustomer", id=customer["id"])
    form = {"input": {"customerId": customer["id"], "tariffCode": "T01"}}
    msisdn = there.ask(GET_SIM, form)["getSim"]["contract"]["phoneNumber"]["msisdn"]
    there.sql("update identity_document set expires_on = $1 where number = $2", last_day, CARD["number"])
    assert is_holder(there, msisdn, CARD["number"]) is not ahead
    again = act(there, "verifyCustomer", id=customer["id"], reason="ещё раз")
    assert [each["code"] for each in again["errors"]] == (["DOCUMENT_EXPIRED"] if ahead else [])
    another = {"kind": "ID_CARD", "number": "ID7654399"}
    other = act(there, "verifyCustomer", id=customer["id"], document=another, reason="другая карта")
    assert [each["code"] for each in other["errors"]] == ([] if ahead else ["POSSIBLE_DUPLICATE"])
    there.sql("delete from identity_document where number = $1", another["number"])
    tools = Tools(there.app.state.auth.settings, there.app.state.database, lambda: connect(there.url))
    there.run(expire_identities(tools, None))  # type: ignore[arg-type]
    status = there.value("select kyc_status from customer where id = $1::uuid", customer["id"][4:])
    assert status == ("INITIALIZED" if ahead else "VALIDATED")
    there.close()


def test_verification_may_add_the_document_which_belongs_to_one_customer(client: Client) -> None:
    first, second = create(client, 1), create(client, 2)
    payload = act(client, "verifyCustomer", id=first["id"], document=CARD)
    assert payload["errors"] == []
    assert [each["verifiedAt"] is not None for each in payload["customer"]["documents"]] == [True]
    same = {**CARD, "number": "id-7654321"}
    assert refused(client, "verifyCustomer", id=second["id"], document=same) == (
        "POSSIBLE_DUPLICATE", ["document", "number"],
    )  # fmt: skip
    left = act(client, "verifyCustomer", id=second["id"], document=same)
    assert left["candidates"] == [{"id": first["id"]}]
    assert left["candidateReasons"][0]["reasons"] == ["DOCUMENT"]
    third = create(client, 3, document={**CARD, "number": "ID1112223"})
    renewed = {"id": third["id"], "document": {**CARD, "number": "ID1112224"}}
    assert refused(client, "verifyCustomer", **renewed) == ("POSSIBLE_DUPLICATE", ["document", "number"])
    allowed = act(client, "verifyCustomer", **renewed, allowAnotherDocument=True)
    assert {each["number"]: each["verifiedAt"] is not None for each in allowed["customer"]["documents"]} == {
        "ID1112223": False, "ID1112224": True,
    }  # fmt: skip


def test_a_rejected_identity_has_a_reason_and_can_be_resubmitted(client: Client) -> None:
    customer = create(client, document=CARD)["id"]
    assert refused(client, "rejectCustomerIdentity", id=customer, reason=" ") == ("INVALID_INPUT", ["reason"])
    assert refused(client, "resubmitCustomerIdentity", id=customer) == ("INVALID_TRANSITION", ["id"])
    rejected = act(client, "rejectCustomerIdentity", id=customer, reason="фото не то")
    assert rejected["customer"]["kycStatus"] == "REJECTED"
    assert refused(client, "verifyCustomer", id=customer) == ("INVALID_TRANSITION", ["id"])
    again = act(client, "resubmitCustomerIdentity", id=customer, reason="принёс паспорт")
    assert again["customer"]["kycStatus"] == "INITIALIZED"
    verified = act(client, "verifyCustomer", id=customer)["customer"]
    assert [(each["verb"], each["reason"]) for each in verified["history"]] == [
        ("validate", None), ("resubmit", "принёс паспорт"), ("reject", "фото не то"), ("create", None),
    ]  # fmt: skip
    assert refused(client, "rejectCustomerIdentity", id=customer, reason="поздно") == ("INVALID_TRANSITION", ["id"])
    topics = client.sql("select topic from event where node_id = $1 and topic like 'kyc.%' order by id", customer[4:])
    assert [row[0] for row in topics] == ["kyc.rejected", "kyc.resubmitted", "kyc.validated"]
    client.sql("update customer set status = 'CLOSED', kyc_status = 'INITIALIZED' where id = $1", customer[4:])
    assert refused(client, "verifyCustomer", id=customer) == ("CUSTOMER_CLOSED", ["id"])


def test_a_verified_customer_is_verified_again_by_a_renewed_card(client: Client) -> None:
    customer = create(client, document=CARD)["id"]
    act(client, "verifyCustomer", id=customer)
    renewed = {"id": customer, "document": {**CARD, "number": "ID7654322"}, "allowAnotherDocument": True}
    assert refused(client, "verifyCustomer", **renewed) == ("INVALID_TRANSITION", ["reason"])
    again = act(client, "verifyCustomer", **renewed, reason="новый паспорт")["customer"]
    assert again["kycStatus"] == "VALIDATED"
    assert {each["number"] for each in again["documents"] if each["verifiedAt"]} == {"ID7654321", "ID7654322"}
    steps = [(each["verb"], each["from"], each["to"], each["reason"]) for each in again["history"][:3]]
    assert steps == [
        ("validate", "INITIALIZED", "VALIDATED", "новый паспорт"),
        ("expire", "VALIDATED", "INITIALIZED", "новый паспорт"),
        ("validate", "INITIALIZED", "VALIDATED", None),
    ]


def test_a_wrong_birth_date_is_corrected_by_a_document_and_a_reason(client: Client) -> None:
    customer = create(client, document=CARD)["id"]
    born = "select birth_date::text from customer where id = $1"
    act(client, "verifyCustomer", id=customer, birthDate="1980-01-13")
    assert client.value(born, customer[4:]) == "1980-01-13"
    right = {"id": customer, "birthDate": "1980-01-31"}
    assert refused(client, "verifyCustomer", **right) == ("INVALID_TRANSITION", ["reason"])
    late = {"id": customer, "birthDate": "2999-01-01", "reason": "опечатка"}
    assert refused(client, "verifyCustomer", **late) == ("INVALID_INPUT", ["birthDate"])
    assert act(client, "verifyCustomer", **right, reason="опечатка")["errors"] == []
    assert client.value(born, customer[4:]) == "1980-01-31"
    topics = client.sql(
        "select topic from event where node_id = $1 and topic like 'customer.birth%' order by id", customer[4:]
    )
    assert [row[0] for row in topics] == ["customer.birth_date_added", "customer.birth_date_corrected"]
    # A known birth date needs a reason also when the customer is not verified.
    other = create(client, 2, document={**CARD, "number": "ID7654399"}, birthDate="1990-05-05")["id"]
    assert refused(client, "verifyCustomer", id=other, birthDate="1990-05-06") == ("INVALID_INPUT", ["reason"])
    company = create(
        client, 3, kind="ORGANISATION", document={"kind": "REGISTRATION_CERTIFICATE", "number": "123456-К"}
    )
    given = {"id": company["id"], "birthDate": "1990-05-06"}
    assert refused(client, "verifyCustomer", **given) == ("INVALID_INPUT", ["birthDate"])


def test_of_concurrent_verifications_one_succeeds_and_a_key_makes_retries_safe(client: Client) -> None:
    first, second = create(client, 1, document=CARD)["id"], create(client, 2)["id"]
    answers = client.together(ACTS["verifyCustomer"], [{"id": first}] * 8)
    codes = [error["code"] for each in answers for error in each["verifyCustomer"]["errors"]]
    assert codes == ["INVALID_TRANSITION"] * 7
    given = {"id": second, "document": {**CARD, "number": "ID1112223"}, "idempotencyKey": "once"}
    answers = client.together(ACTS["verifyCustomer"], [given] * 8)
    assert all(each == answers[0] for each in answers)
    assert answers[0]["verifyCustomer"]["customer"]["kycStatus"] == "VALIDATED"
    assert (
        client.value(
            "select count(*) from status_change where node_type = 'KYC' and verb = 'validate' and customer_id = any($1)",
            [first[4:], second[4:]],
        )
        == 2
    )


def race(client: Client, rounds: int) -> None:
    """Fifty decisions about an identity at once; exactly one is taken, and the customer is in its state."""
    for _ in range(rounds):
        person = client.insert(new_customer(phone=f"+9967006{next(NUMBERS):05}"))
        client.insert(new_identity_document(person.id, f"ID55{next(NUMBERS):05}"))
        given = [{"id": f"cus_{person.id}", "idempotencyKey": f"{person.id} {n}"} for n in range(50)]
        rejected = [{**each, "outcome": "RETRY", "reason": "нечётко"} for each in given[25:]]

        async def go(verifying: list[Any], rejecting: list[Any]) -> list[Any]:
            calls = [client.send(ACTS["verifyCustomer"], {"input": each}) for each in verifying]
            calls += [client.send(ACTS["rejectCustomerIdentity"], {"input": each}) for each in rejecting]
            return await asyncio.gather(*calls)

        answers = [each["data"] for each in client.run(go(given[:25], rejected))]
        won = [payload for each in answers for payload in each.values() if not payload["errors"]]
        assert len(won) == 1
        assert {e["code"] for each in answers for payload in each.values() for e in payload["errors"]} == {
            "INVALID_TRANSITION"
        }
        moved = "select verb from status_change where node_type = 'KYC' and customer_id = $1"
        verbs = [row["verb"] for row in client.sql(moved, person.id)]
        status = client.value("select kyc_status from customer where id = $1", person.id)
        assert (verbs, status) in ((["validate"], "VALIDATED"), (["reject"], "REJECTED"))


def test_of_fifty_decisions_about_an_identity_one_is_taken(client: Client) -> None:
    race(client, 1)


@pytest.mark.trial
def test_of_fifty_decisions_about_an_identity_one_is_taken_twenty_times(client: Client) -> None:
    race(client, 20)
