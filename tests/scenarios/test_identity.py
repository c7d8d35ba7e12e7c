"""Recognition of customers by documents, names, birth dates and contact data; a doubtful match is a possible duplicate."""

import json
from typing import Any

import pytest

from tests.client import Client

pytestmark = pytest.mark.database

SAID = """
candidates { id } candidateReasons { customer { id } reasons differences } errors { code field message }
"""
GET_SIM = f"""
mutation ($input: GetSimInput!) {{ getSim(input: $input) {{
  contract {{ id customer {{ id name birthDate documents {{ kind number country verifiedAt }} }} }}
  warnings {{ code field message }} {SAID} }} }}
"""
CREATE = (
    f"mutation ($input: CreateCustomerInput!) {{ createCustomer(input: $input) {{ customer {{ id number }} {SAID} }} }}"
)
UPDATE = f"mutation ($input: UpdateCustomerContactInput!) {{ updateCustomerContact(input: $input) {{ customer {{ id name phone }} {SAID} }} }}"
CARD = {"kind": "ID_CARD", "number": "AN7654321"}
IVANOV = {"kind": "PERSON", "name": "Иванов Иван", "phone": "+996555300001", "email": "ivan@example.kg"}


def get_sim(client: Client, customer: dict[str, Any], **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(GET_SIM, {"input": {"customer": customer, "tariffCode": "T01", **given}})[
        "getSim"
    ]
    return found


def create(client: Client, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(CREATE, {"input": given})["createCustomer"]
    return found


def update(client: Client, **given: Any) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(UPDATE, {"input": given})["updateCustomerContact"]
    return found


def refusal(payload: dict[str, Any]) -> tuple[str, list[str]]:
    (error,) = payload["errors"]
    return error["code"], error["field"]


def test_a_known_document_with_another_name_is_a_possible_duplicate_with_reasons(client: Client) -> None:
    known = get_sim(client, {**IVANOV, "document": CARD})["contract"]["customer"]
    before = client.sql("select count(*), max(version) from customer")
    other = {"kind": "PERSON", "name": "Петров Пётр", "phone": "+996555300002", "document": CARD}
    for allowed in (False, True):
        payload = get_sim(client, other, allowDuplicate=allowed)
        assert refusal(payload) == ("POSSIBLE_DUPLICATE", ["customer", "document", "number"])
        assert payload["contract"] is None
        assert payload["candidates"] == [{"id": known["id"]}]
        assert payload["candidateReasons"] == [
            {"customer": {"id": known["id"]}, "reasons": ["DOCUMENT"], "differences": ["NAME", "PHONE"]}
        ]
        created = create(client, **other, allowDuplicate=allowed)
        assert refusal(created) == ("POSSIBLE_DUPLICATE", ["document", "number"])
        assert created["candidateReasons"] == payload["candidateReasons"]
    same_contact = {**IVANOV, "name": "Иванова Анна", "document": CARD}
    reasons = get_sim(client, same_contact)["candidateReasons"][0]
    assert (reasons["reasons"], reasons["differences"]) == (["DOCUMENT", "PHONE", "EMAIL"], ["NAME"])
    assert client.sql("select count(*), max(version) from customer") == before


def test_a_known_document_with_the_same_name_is_the_same_customer_with_any_phone(client: Client) -> None:
    known = get_sim(client, {**IVANOV, "document": CARD})["contract"]["customer"]
    moved = {**IVANOV, "name": "ИВАНОВ  иван", "phone": "+996555300009", "document": CARD}
    payload = get_sim(client, moved)
    assert payload["errors"] == []
    assert payload["contract"]["customer"]["id"] == known["id"]
    (warning,) = payload["warnings"]
    assert (warning["code"], warning["field"]) == ("CONTACT_KEPT", ["customer", "phone"])
    assert client.value("select phone from customer where id = $1", known["id"][4:]) == IVANOV["phone"]
    both = get_sim(client, {**moved, "email": "other@example.kg"}, idempotencyKey="both")
    assert [each["field"][-1] for each in both["warnings"]] == ["phone", "email"]
    again = get_sim(client, {**moved, "email": "other@example.kg"}, idempotencyKey="both")
    assert again == both, "a repeated call has the same warning"
    assert get_sim(client, {**IVANOV, "document": CARD})["warnings"] == []


@pytest.mark.parametrize(
    "number", ["АN7654321", "AN-7654321", "an 765 43 21", "AN\u00a07654321", "АН № 7654321", "AN765432I"]
)
def test_a_document_is_recognised_however_its_number_is_written(client: Client, number: str) -> None:
    known = get_sim(client, {**IVANOV, "document": CARD})["contract"]["customer"]
    stranger = {"kind": "PERSON", "name": "Чужой", "phone": "+996555300003", "document": {**CARD, "number": number}}
    payload = get_sim(client, stranger)
    assert [code for code, _ in [refusal(payload)]] == ["POSSIBLE_DUPLICATE"]
    assert payload["candidates"] == [{"id": known["id"]}]
    elsewhere = {**stranger, "document": {**stranger["document"], "country": "KZ"}}
    assert get_sim(client, elsewhere)["errors"] == []


def test_placeholders_are_refused_as_document_numbers(client: Client) -> None:
    for number in (
        "-",
        "нет",
        "0",
        "N/A",
        "б/н",
        "Без номера",
        "none",
        "00000000",
        "ЖОК",
        ".",
        "x",
        "???",
        "test",
        "AN0000000",
    ):
        person = {**IVANOV, "document": {"kind": "PASSPORT", "number": number}}
        payload = get_sim(client, person)
        assert refusal(payload) == ("INVALID_INPUT", ["customer", "document", "number"]), number
    assert client.value("select count(*) from customer where phone = $1", IVANOV["phone"]) == 0


def test_a_new_document_of_a_recognised_customer_is_added(client: Client) -> None:
    known = get_sim(client, IVANOV)["contract"]["customer"]
    payload = get_sim(client, {**IVANOV, "document": CARD})
    assert payload["contract"]["customer"]["id"] == known["id"]
    assert payload["contract"]["customer"]["documents"] == [{**CARD, "country": "KG", "verifiedAt": None}]
    told = client.sql("select payload, node_id from event where topic = 'customer.document_added'")
    assert [(json.loads(row[0])["kind"], f"cus_{row[1]}") for row in told] == [("ID_CARD", known["id"])]
    passport = {"kind": "PASSPORT", "number": "AC1234567"}
    both = get_sim(client, {**IVANOV, "document": passport})["contract"]["customer"]
    assert [each["kind"] for each in both["documents"]] == ["PASSPORT", "ID_CARD"]
    audited = client.value(
        "select count(*) from audit_change g join audit_entry e on e.id = g.entry_id"
        " where e.verb = 'getSim' and g.table_name = 'identity_document' and g.field = 'number'"
    )
    assert audited == 2


def test_another_valid_document_of_the_kind_is_a_possible_duplicate(client: Client) -> None:
    known = get_sim(client, {**IVANOV, "document": CARD})["contract"]["customer"]
    namesake = {**IVANOV, "document": {"kind": "ID_CARD", "number": "ID1111112"}}
    payload = get_sim(client, namesake)
    assert refusal(payload) == ("POSSIBLE_DUPLICATE", ["customer", "document", "number"])
    assert payload["candidateReasons"] == [
        {"customer": {"id": known["id"]}, "reasons": ["NAME", "PHONE", "EMAIL"], "differences": ["DOCUMENT"]}
    ]
    client.sql("update identity_document set expires_on = current_date - 1 where number = $1", CARD["number"])
    renewed = get_sim(client, namesake)["contract"]["customer"]
    assert (renewed["id"], len(renewed["documents"])) == (known["id"], 2)
    third = get_sim(client, {**IVANOV, "document": {"kind": "ID_CARD", "number": "ID2222223"}}, allowDuplicate=True)
    assert third["contract"]["customer"]["id"] != known["id"], "duplicates are allowed by the call"


def test_a_known_document_with_another_birth_date_is_a_possible_duplicate_with_reasons(client: Client) -> None:
    person = {**IVANOV, "document": CARD, "birthDate": "1980-01-31"}
    known = get_sim(client, person)["contract"]["customer"]
    assert known["birthDate"] == "1980-01-31"
    for allowed in (False, True):
        payload = get_sim(client, {**person, "birthDate": "1980-01-13"}, allowDuplicate=allowed)
        assert refusal(payload) == ("POSSIBLE_DUPLICATE", ["customer", "birthDate"])
        assert payload["candidateReasons"] == [
            {
                "customer": {"id": known["id"]},
                "reasons": ["DOCUMENT", "NAME", "PHONE", "EMAIL"],
                "differences": ["BIRTH_DATE"],
            }
        ]
        assert refusal(create(client, **{**person, "birthDate": "1980-01-13"}, allowDuplicate=allowed)) == (
            "POSSIBLE_DUPLICATE", ["birthDate"],
        )  # fmt: skip
    other_name = get_sim(client, {**person, "name": "Петров Пётр"})["candidateReasons"][0]
    assert (other_name["reasons"], other_name["differences"]) == (
        ["DOCUMENT", "PHONE", "EMAIL", "BIRTH_DATE"],
        ["NAME"],
    )
    for same in (person, {**IVANOV, "document": CARD}):
        assert get_sim(client, same)["contract"]["customer"] == known


def test_customers_with_the_same_name_and_phone_are_distinguished_by_birth_date(client: Client) -> None:
    father, son = ({**IVANOV, "birthDate": day} for day in ("1950-05-01", "1980-06-02"))
    known = get_sim(client, father)["contract"]["customer"]["id"]
    payload = get_sim(client, son)
    assert refusal(payload) == ("POSSIBLE_DUPLICATE", ["customer", "birthDate"])
    assert payload["candidateReasons"] == [
        {"customer": {"id": known}, "reasons": ["NAME", "PHONE", "EMAIL"], "differences": ["BIRTH_DATE"]}
    ]
    second = get_sim(client, son, allowDuplicate=True)["contract"]["customer"]["id"]
    assert second != known
    for allowed in (False, True):
        found = [get_sim(client, each, allowDuplicate=allowed)["contract"]["customer"]["id"] for each in (father, son)]
        assert found == [known, second]


def test_a_birth_date_is_added_to_a_recognised_customer_without_one_with_a_warning(client: Client) -> None:
    known = get_sim(client, IVANOV)["contract"]["customer"]
    assert known["birthDate"] is None
    unknown = create(client, **IVANOV, birthDate="1980-01-31")["candidateReasons"][0]
    assert (unknown["reasons"], unknown["differences"]) == (["NAME", "PHONE", "EMAIL"], [])
    for _ in range(2):
        found = get_sim(client, {**IVANOV, "birthDate": "1980-01-31"})["contract"]["customer"]
        assert found == {**known, "birthDate": "1980-01-31"}
    told = client.sql("select node_id, payload from event where topic = 'customer.birth_date_added'")
    assert [(f"cus_{row[0]}", json.loads(row[1])) for row in told] == [(known["id"], {})]
    audited = client.sql(
        "select g.before, g.after from audit_change g join audit_entry e on e.id = g.entry_id"
        " where e.verb = 'getSim' and g.table_name = 'customer' and g.change = 'UPDATE' and g.field = 'birth_date'"
    )
    assert [tuple(row) for row in audited] == [(None, "1980-01-31")]


def test_a_birth_date_requires_a_person_and_is_between_1900_and_today(client: Client) -> None:
    company = {**IVANOV, "kind": "ORGANISATION"}
    for person in (
        {**IVANOV, "birthDate": "1899-12-31"}, {**IVANOV, "birthDate": "2999-01-01"},
        {**company, "birthDate": "1980-01-31"},
    ):  # fmt: skip
        assert refusal(get_sim(client, person)) == ("INVALID_INPUT", ["customer", "birthDate"])
        assert refusal(create(client, **person)) == ("INVALID_INPUT", ["birthDate"])
    known = get_sim(client, company)["contract"]["customer"]["id"]
    payload = get_sim(client, {**IVANOV, "birthDate": "1980-01-31"})
    assert refusal(payload) == ("POSSIBLE_DUPLICATE", ["customer", "birthDate"])
    assert payload["candidateReasons"] == [
        {"customer": {"id": known}, "reasons": ["NAME", "PHONE", "EMAIL"], "differences": ["BIRTH_DATE"]}
    ]


def test_contact_data_of_another_customer_are_accepted_only_where_duplicates_are_allowed(client: Client) -> None:
    first, second = create(client, **IVANOV), create(client, kind="PERSON", name="Иванов Иван", phone="+996555300005")
    mine, other = second["customer"]["id"], {"id": first["customer"]["id"]}
    for change, fields in (
        ({"phone": IVANOV["phone"]}, ["phone"]), ({"email": "Ivan@Example.kg"}, ["email"]),
        ({"phone": IVANOV["phone"], "email": IVANOV["email"], "name": "Кто-то"}, ["phone"]),
    ):  # fmt: skip
        payload = update(client, id=mine, **change)
        assert refusal(payload) == ("POSSIBLE_DUPLICATE", fields)
        assert payload["candidates"] == [other]
        assert fields[0].upper() in payload["candidateReasons"][0]["reasons"]
    assert client.value("select version from customer where id = $1", mine[4:]) == 1
    allowed = update(client, id=mine, phone=IVANOV["phone"], allowDuplicate=True)
    assert allowed["errors"] == []
    assert allowed["customer"]["phone"] == IVANOV["phone"]
    untouched = update(client, id=mine, phone=IVANOV["phone"], name="Иванов Иван Иванович")
    assert untouched["errors"] == [], "unchanged contact data need no permission"


def test_a_change_of_name_to_a_customer_with_the_same_phone_is_a_possible_duplicate(client: Client) -> None:
    first = create(client, kind="PERSON", name="Асанов Азамат", phone="+996555300006")["customer"]
    second = create(client, kind="PERSON", name="Асанова Айгүл", phone="+996555300006", allowDuplicate=True)["customer"]
    payload = update(client, id=second["id"], name="асанов АЗАМАТ")
    assert refusal(payload) == ("POSSIBLE_DUPLICATE", ["name"])
    assert payload["candidates"] == [{"id": first["id"]}]
    assert update(client, id=second["id"], name="асанов АЗАМАТ", allowDuplicate=True)["errors"] == []


def test_concurrent_customers_with_one_document_and_different_names_one_gets_it(client: Client) -> None:
    people = [
        {
            "kind": "PERSON",
            "name": f"Разный Человек {'абвгдежзик'[n]}",
            "phone": f"+9965553001{n:02d}",
            "document": CARD,
        }
        for n in range(10)
    ]
    answers = client.together(GET_SIM, [{"customer": each, "tariffCode": "T01"} for each in people])
    done = [each["getSim"] for each in answers if not each["getSim"]["errors"]]
    refused = [each["getSim"] for each in answers if each["getSim"]["errors"]]
    assert len(done) == 1
    assert {refusal(each)[0] for each in refused} == {"POSSIBLE_DUPLICATE"}
    assert all(each["candidates"] == [{"id": done[0]["contract"]["customer"]["id"]}] for each in refused)
    assert client.value("select count(*) from identity_document where number = $1", CARD["number"]) == 1


def test_concurrent_calls_with_different_cards_of_one_customer_one_adds_its_card(client: Client) -> None:
    known = get_sim(client, IVANOV)["contract"]["customer"]["id"]
    cards = [{"kind": "ID_CARD", "number": f"ID55500{n}9"} for n in range(10)]
    answers = client.together(
        GET_SIM, [{"customer": {**IVANOV, "document": each}, "tariffCode": "T01"} for each in cards]
    )
    codes = [error["code"] for each in answers for error in each["getSim"]["errors"]]
    assert codes == ["POSSIBLE_DUPLICATE"] * 9
    assert client.value("select count(*) from identity_document where customer_id = $1", known[4:]) == 1
