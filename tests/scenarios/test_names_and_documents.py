"""Names and identity documents of a customer (A13): a new name needs a document, a replaced document stays listed."""

import json
from datetime import timedelta
from typing import Any

import pytest

from backend.auth.service import is_verified_holder, line_of
from backend.days import today
from backend.settings import Settings
from tests.client import Client
from tests.http.test_uploads import PNG, PREFLIGHT
from tests.scenarios.customer_acts import CustomerActs

pytestmark = pytest.mark.database

SEEN = """id name kycStatus version documents { id kind number country issuedBy issuedOn expiresOn verifiedAt replacedAt
    files { name mediaType sizeBytes author url } } history { nodeType verb from to }"""
CREATE = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { customer { id documents { id } } errors { code } } }"
VERIFY = "mutation ($input: VerifyCustomerInput!) { verifyCustomer(input: $input) { customer { kycStatus } errors { code } } }"
UPDATE = "mutation ($input: UpdateCustomerContactInput!) { updateCustomerContact(input: $input) { customer { name } errors { code field } } }"
GET_SIM = "mutation ($input: GetSimInput!) { getSim(input: $input) { contract { customer { id } phoneNumber { msisdn } } errors { code } } }"
COUNTS = """select (select count(*) from identity_document), (select count(replaced_at) from identity_document),
    (select count(*) from identity_document_file), (select sum(version) from customer), (select count(*) from event),
    (select count(*) from status_change)"""
mutation, done, refused = CustomerActs(SEEN, COUNTS).parts
NUMBERS = iter(range(10_000))
TODAY = today(Settings(_env_file=None))  # type: ignore[call-arg]
OLD_NAME, NEW_NAME = "Девичьева Анна", "Замужева Анна"


def card(number: int | None = None, **more: Any) -> dict[str, Any]:
    """An identity card that nobody has."""
    return {"kind": "ID_CARD", "number": f"ID77{number or 10_000 + next(NUMBERS)}", **more}


def person(client: Client, *, verified: bool = True) -> tuple[str, str]:
    """The ids of a new customer and of the card, by which the identity is verified unless said otherwise."""
    number = next(NUMBERS)
    name = f"{OLD_NAME} {'абвгдежзик'[number % 10]}{'лмнопрстуф'[number // 10 % 10]}"
    given = {"kind": "PERSON", "name": name, "phone": f"+99655533{number:04d}", "document": card()}
    payload = client.ask(CREATE, {"input": {**given, "allowDuplicate": True}})["createCustomer"]
    assert payload["errors"] == []
    if verified:
        assert client.ask(VERIFY, {"input": {"id": payload["customer"]["id"]}})["verifyCustomer"]["errors"] == []
    return payload["customer"]["id"], payload["customer"]["documents"][0]["id"]


def kyc(customer: Any) -> list[tuple[str, str]]:
    """The transitions of the identity check, oldest first."""
    steps = [(each["verb"], each["to"]) for each in customer["history"] if each["nodeType"] == "KYC"]
    return steps[::-1]


def state(client: Client, customer: str) -> Any:
    return client.ask(f"query ($id: ID!) {{ customer(id: $id) {{ {SEEN} }} }}", {"id": customer})["customer"]


def test_a_new_name_ends_the_verification_of_the_old_one(module_client: Client) -> None:
    client, (customer, old) = module_client, person(module_client)
    new = card(issuedBy="МКК 50-00", issuedOn="2026-05-01", expiresOn="2036-05-01")
    found = done(client, "changeCustomerName", id=customer, name=NEW_NAME, document=new, reason="брак")
    assert (found["name"], found["kycStatus"]) == (NEW_NAME, "INITIALIZED")
    assert kyc(found) == [("validate", "VALIDATED"), ("expire", "INITIALIZED")]
    first, second = found["documents"]
    assert {key: first[key] for key in new} == new
    assert (first["verifiedAt"], first["replacedAt"]) == (None, None)
    assert (second["id"], second["replacedAt"] is None) == (old, False), "the new card stands for the old one"
    event = client.sql("select payload from event where node_id = $1 and topic = 'customer.name_changed'", customer[4:])
    assert json.loads(event[0]["payload"]) == {"document": "ID_CARD", "reason": "брак"}


def test_a_new_name_is_verified_at_once_where_staff_compared_the_document(module_client: Client) -> None:
    client, (customer, _) = module_client, person(module_client)
    found = done(client, "changeCustomerName", id=customer, name=f"{NEW_NAME} б", document=card(), verified=True)
    assert found["kycStatus"] == "VALIDATED"
    assert kyc(found)[-2:] == [("expire", "INITIALIZED"), ("validate", "VALIDATED")]
    assert found["documents"][0]["verifiedAt"] is not None


def test_a_name_that_was_not_verified_changes_without_a_transition(module_client: Client) -> None:
    client, (customer, document) = module_client, person(module_client, verified=False)
    found = done(client, "changeCustomerName", id=customer, name=f"{NEW_NAME} в", documentId=document)
    assert (found["kycStatus"], kyc(found)) == ("INITIALIZED", [])
    assert [each["replacedAt"] for each in found["documents"]] == [None]
    found = done(client, "changeCustomerName", id=customer, name=f"{NEW_NAME} г", documentId=document, verified=True)
    assert (found["kycStatus"], kyc(found)) == ("VALIDATED", [("validate", "VALIDATED")])


def test_a_name_changes_only_by_a_valid_document_of_the_customer(module_client: Client) -> None:
    client, (customer, document) = module_client, person(module_client)
    _, foreign = person(client)
    taken = client.value("select number from identity_document where id = $1", foreign[4:])
    yesterday = str(TODAY - timedelta(days=1))
    name = {"id": customer, "name": f"{NEW_NAME} д"}
    cases: list[tuple[dict[str, Any], str, list[str]]] = [
        ({}, "DOCUMENT_REQUIRED", ["document"]),
        ({"documentId": document, "document": card()}, "DOCUMENT_REQUIRED", ["document"]),
        ({"documentId": foreign}, "NOT_FOUND", ["documentId"]),
        ({"document": card(expiresOn=yesterday)}, "DOCUMENT_EXPIRED", ["document", "expiresOn"]),
        ({"document": card(issuedOn="2999-01-01")}, "INVALID_INPUT", ["document", "issuedOn"]),
        ({"document": {"kind": "ID_CARD", "number": taken}}, "POSSIBLE_DUPLICATE", ["document", "number"]),
        ({"documentId": document, "name": "1"}, "INVALID_NAME", ["name"]),
        ({"documentId": document, "name": state(client, customer)["name"]}, "INVALID_INPUT", ["name"]),
    ]
    for given, code, field in cases:
        assert refused(client, "changeCustomerName", **{**name, **given}) == (code, field), given
    replacing = {"id": customer, "documentId": document, "document": card()}
    done(client, "replaceIdentityDocument", **replacing)
    assert refused(client, "changeCustomerName", **name, documentId=document) == ("DOCUMENT_EXPIRED", ["documentId"])


def test_a_verified_name_is_not_changed_without_a_document(module_client: Client) -> None:
    client, (customer, _) = module_client, person(module_client)
    name = state(client, customer)["name"]
    other = client.ask(UPDATE, {"input": {"id": customer, "name": f"{NEW_NAME} е"}})["updateCustomerContact"]
    assert other["errors"] == [{"code": "DOCUMENT_REQUIRED", "field": ["name"]}]
    spelled = client.ask(UPDATE, {"input": {"id": customer, "name": name.upper()}})["updateCustomerContact"]
    assert (spelled["errors"], spelled["customer"]) == ([], {"name": name.upper()})
    unverified, _ = person(client, verified=False)
    given = {"id": unverified, "name": f"{NEW_NAME} ж"}
    assert client.ask(UPDATE, {"input": given})["updateCustomerContact"]["errors"] == []


def test_a_document_is_added_once_and_proves_nothing_yet(module_client: Client) -> None:
    client, (customer, _) = module_client, person(module_client)
    passport = {"kind": "PASSPORT", "number": "ac 900 10 01", "issuedOn": "2026-01-01", "expiresOn": "2036-01-01"}
    found = done(client, "addIdentityDocument", id=customer, document=passport)
    first = found["documents"][0]
    assert (first["number"], first["country"], first["verifiedAt"]) == ("AC9001001", "KG", None)
    assert found["kycStatus"] == "VALIDATED"
    at = ["document", "number"]
    assert refused(client, "addIdentityDocument", id=customer, document=passport) == ("ALREADY_EXISTS", at)
    other, _ = person(client)
    assert refused(client, "addIdentityDocument", id=other, document=passport) == ("POSSIBLE_DUPLICATE", at)
    second = {**passport, "number": "AC9001002"}
    assert refused(client, "addIdentityDocument", id=customer, document=second) == ("POSSIBLE_DUPLICATE", at)
    more = {"id": customer, "document": second, "allowAnotherDocument": True}
    assert len(done(client, "addIdentityDocument", **more)["documents"]) == 3
    placeholder = {"kind": "PASSPORT", "number": "-"}
    assert refused(client, "addIdentityDocument", id=customer, document=placeholder) == ("INVALID_INPUT", at)
    early = {**passport, "number": "AC9001003", "expiresOn": str(TODAY), "issuedOn": str(TODAY)}
    expected = ("INVALID_INPUT", ["document", "expiresOn"])
    assert refused(client, "addIdentityDocument", id=customer, document=early) == expected


def test_a_replaced_document_stays_listed_and_ends_the_verification_that_it_proved(module_client: Client) -> None:
    client, (customer, old) = module_client, person(module_client)
    found = done(client, "replaceIdentityDocument", id=customer, documentId=old, document=card())
    assert found["kycStatus"] == "INITIALIZED"
    assert [(each["id"] == old, each["replacedAt"] is None) for each in found["documents"]] == [
        (False, True),
        (True, False),
    ]
    again = {"id": customer, "documentId": old, "document": card()}
    assert refused(client, "replaceIdentityDocument", **again) == ("INVALID_TRANSITION", ["documentId"])
    same = {"id": customer, "documentId": found["documents"][0]["id"], "document": {"kind": "ID_CARD"}}
    same["document"]["number"] = found["documents"][0]["number"]
    assert refused(client, "replaceIdentityDocument", **same) == ("ALREADY_EXISTS", ["document", "number"])


def test_a_verification_by_another_valid_document_outlasts_the_replaced_one(module_client: Client) -> None:
    client, (customer, old) = module_client, person(module_client)
    passport = {"kind": "PASSPORT", "number": "AC9002001"}
    second = {"id": customer, "document": passport, "reason": "второй документ"}
    assert client.ask(VERIFY, {"input": second})["verifyCustomer"]["errors"] == []
    found = done(client, "replaceIdentityDocument", id=customer, documentId=old, document=card())
    assert found["kycStatus"] == "VALIDATED"
    proved = next(each["id"] for each in found["documents"] if each["kind"] == "PASSPORT")
    replacing = {"documentId": proved, "document": {**passport, "number": "AC9002002"}, "verified": True}
    found = done(client, "replaceIdentityDocument", id=customer, **replacing)
    assert found["kycStatus"] == "VALIDATED"
    assert kyc(found)[-2:] == [("expire", "INITIALIZED"), ("validate", "VALIDATED")]


def test_a_rejected_identity_is_not_verified_on_the_way(module_client: Client) -> None:
    client, (customer, old) = module_client, person(module_client, verified=False)
    client.sql("update customer set kyc_status = 'REJECTED' where id = $1", customer[4:])
    given = {"id": customer, "documentId": old, "document": card(), "verified": True}
    assert refused(client, "replaceIdentityDocument", **given) == ("INVALID_TRANSITION", ["id"])


def test_nobody_signs_in_as_the_holder_with_a_replaced_document(module_client: Client) -> None:
    client, (customer, old) = module_client, person(module_client)
    sold = client.ask(GET_SIM, {"input": {"customerId": customer, "tariffCode": "T01"}})["getSim"]
    msisdn = sold["contract"]["phoneNumber"]["msisdn"]
    new = card()
    lost = client.value("select number from identity_document where id = $1", old[4:])

    def opens(document: str) -> bool:
        def look(db: Any) -> bool:
            line = line_of(db, msisdn)
            assert line is not None
            return is_verified_holder(db, client.app.state.auth.settings, line, document)

        found: bool = client.run(client.app.state.auth.with_database(look))
        return found

    assert opens(lost)
    done(client, "replaceIdentityDocument", id=customer, documentId=old, document=new, verified=True)
    assert (opens(lost), opens(new["number"])) == (False, True)


def test_of_concurrent_replacements_of_one_document_one_succeeds(client: Client) -> None:
    customer, old = person(client)
    inputs = [{"id": customer, "documentId": old, "document": card(), "verified": True} for _ in range(8)]
    answers = client.together(mutation("replaceIdentityDocument"), inputs)
    codes = [error["code"] for each in answers for error in each["replaceIdentityDocument"]["errors"]]
    assert codes == ["INVALID_TRANSITION"] * 7
    assert len(state(client, customer)["documents"]) == 2


def test_of_two_customers_who_give_one_document_at_once_one_gets_it(client: Client) -> None:
    document = card()
    people = [person(client, verified=False)[0] for _ in range(6)]
    inputs = [{"id": each, "document": document, "allowAnotherDocument": True} for each in people]
    answers = client.together(mutation("addIdentityDocument"), inputs)
    codes = [error["code"] for each in answers for error in each["addIdentityDocument"]["errors"]]
    assert codes == ["POSSIBLE_DUPLICATE"] * 5


def attach(client: Client, given: Any, name: str, body: bytes, kind: str) -> Any:
    operations = {
        "query": mutation("attachToIdentityDocument"),
        "variables": {"input": {**given, "file": None}},
    }
    form = {"operations": json.dumps(operations), "map": json.dumps({"0": ["variables.input.file"]})}
    sending = client.http.post("/graphql", data=form, files={"0": (name, body, kind)}, headers=PREFLIGHT)
    return client.run(sending).json()["data"]["attachToIdentityDocument"]


def test_a_file_shows_a_document_and_is_fetched_by_its_link(client: Client) -> None:
    customer, document = person(client)
    given = {"id": customer, "documentId": document, "expectedVersion": state(client, customer)["version"]}
    payload = attach(client, given, "карта.png", PNG, "image/png")
    assert payload["errors"] == []
    (file,) = payload["customer"]["documents"][0]["files"]
    assert (file["name"], file["mediaType"], file["sizeBytes"], file["author"]) == (
        "карта.png",
        "image/png",
        len(PNG),
        "operator",
    )
    fetched = client.run(client.http.get("/files/" + file["url"].rpartition("/files/")[2]))
    assert fetched.content == PNG
    (stale,) = attach(client, given, "карта.png", PNG, "image/png")["errors"]
    assert (stale["code"], stale["field"]) == ("CONFLICT", ["expectedVersion"])
    del given["expectedVersion"]
    for name, body, kind in (("a.txt", b"a text", "text/plain"), ("a.exe", b"MZ...", "image/png")):
        (error,) = attach(client, given, name, body, kind)["errors"]
        assert (error["code"], error["field"]) == ("INVALID_FILE", ["file"])
    other, _ = person(client)
    (error,) = attach(client, {**given, "id": other}, "a.png", PNG, "image/png")["errors"]
    assert (error["code"], error["field"]) == ("NOT_FOUND", ["documentId"])
    assert client.value("select count(*) from identity_document_file where document_id = $1", document[4:]) == 1
