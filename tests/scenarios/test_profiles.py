"""The profile of a customer (A13, D1): personal data, addresses, contacts, contact persons and notes."""

from datetime import date
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.models import CustomerKind
from backend.settings import Settings
from tests.client import Client
from tests.factories.customers import new_customer
from tests.scenarios.customer_acts import CustomerActs
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

SEEN = """id version name phone email kycStatus sex citizenship language birthDate taxNumber taxCountry legalForm
    accountManager addresses { purpose country locality street house flat until }
    contacts { id kind phone email } contactPersons { id name role phone email } notes { author body }"""
CARD = f"query ($id: ID!) {{ customer(id: $id) {{ {SEEN} }} }}"
COUNTS = """select (select count(*) from customer_address), (select count(*) from customer_contact),
    (select count(*) from contact_person), (select count(*) from customer_note),
    (select sum(version) from customer), (select count(*) from event)"""
mutation, done, refused = CustomerActs(SEEN, COUNTS).parts
NUMBERS = iter(range(10_000))


def person(client: Client, **columns: Any) -> str:
    """The id of a new customer, with a name and a phone that no other has."""
    number = next(NUMBERS)
    own = {
        "name": f"Профильный {'абвгдежзик'[number % 10]}{'лмнопрстуф'[number // 10 % 10]}",
        "phone": f"+99655532{number:04d}",
    }
    return f"cus_{client.insert(new_customer(**{**own, **columns})).id}"


def organisation(client: Client) -> str:
    return person(client, kind=CustomerKind.ORGANISATION)


def topics(client: Client, customer: str) -> list[str]:
    rows = client.sql("select topic from event where node_id = $1 order by id", customer[4:])
    return [row["topic"] for row in rows]


def test_personal_data_is_set_changed_and_removed_field_by_field(module_client: Client) -> None:
    client, customer = module_client, person(module_client)
    given = {"sex": "FEMALE", "citizenship": "kg", "language": "KY", "birthDate": "1990-05-31"}
    found = done(client, "updateCustomerProfile", id=customer, **given)
    assert {key: found[key] for key in given} == {**given, "citizenship": "KG"}
    assert found["version"] == 2
    found = done(client, "updateCustomerProfile", id=customer, citizenship=None, sex="MALE")
    assert (found["citizenship"], found["sex"], found["birthDate"]) == (None, "MALE", "1990-05-31")
    again = done(client, "updateCustomerProfile", id=customer, sex="MALE")
    assert again["version"] == found["version"], "nothing was to be changed"
    assert topics(client, customer) == ["customer.profile_changed"] * 2
    payloads = client.sql("select payload from event where node_id = $1 order by id", customer[4:])
    assert "1990" not in str([dict(row) for row in payloads])


def test_a_known_birth_date_is_replaced_with_a_reason_and_that_of_a_verified_person_by_the_document(
    module_client: Client,
) -> None:
    client, customer = module_client, person(module_client)
    done(client, "updateCustomerProfile", id=customer, birthDate="1990-05-31")
    for other in ("1990-06-01", None):
        assert refused(client, "updateCustomerProfile", id=customer, birthDate=other) == ("INVALID_INPUT", ["reason"])
    found = done(client, "updateCustomerProfile", id=customer, birthDate="1990-06-01", reason="опечатка")
    assert found["birthDate"] == "1990-06-01"
    late = {"birthDate": "2999-01-01", "reason": "опечатка"}
    assert refused(client, "updateCustomerProfile", id=customer, **late) == ("INVALID_INPUT", ["birthDate"])
    client.sql("update customer set kyc_status = 'VALIDATED' where id = $1", customer[4:])
    given = {"birthDate": "1990-06-02", "reason": "опечатка"}
    assert refused(client, "updateCustomerProfile", id=customer, **given) == ("DOCUMENT_REQUIRED", ["birthDate"])


def test_a_birth_date_that_makes_a_customer_similar_to_another_is_a_possible_duplicate(module_client: Client) -> None:
    client = module_client
    born = {"birth_date": date(1977, 7, 7), "name": "Двойников Сергей Ильич"}
    known = person(client, **born)
    other = person(client, name=born["name"])
    payload = client.ask(mutation("updateCustomerProfile"), {"input": {"id": other, "birthDate": "1977-07-07"}})
    assert [each["code"] for each in payload["updateCustomerProfile"]["errors"]] == ["POSSIBLE_DUPLICATE"]
    assert payload["updateCustomerProfile"]["candidates"] == [{"id": known}]
    allowed = done(client, "updateCustomerProfile", id=other, birthDate="1977-07-07", allowDuplicate=True)
    assert allowed["birthDate"] == "1977-07-07"


def test_an_organisation_has_a_tax_number_a_legal_form_and_an_account_manager(module_client: Client) -> None:
    client, customer = module_client, organisation(module_client)
    given = {"taxNumber": "02206 2009 10023", "legalForm": "LIMITED_COMPANY", "accountManager": "operator@demo.example"}
    found = done(client, "updateCustomerProfile", id=customer, **given)
    assert (found["taxNumber"], found["taxCountry"], found["legalForm"]) == (
        "02206200910023",
        "KG",
        "LIMITED_COMPANY",
    )
    assert found["accountManager"] == "operator@demo.example"
    found = done(client, "updateCustomerProfile", id=customer, taxNumber="7707083893", taxCountry="ru")
    assert (found["taxNumber"], found["taxCountry"]) == ("7707083893", "RU")
    listed = client.ask(
        """{ byTax: customers(filter: { taxNumber: { eq: "7707083893" } }) { nodes { id } }
            byManager: customers(filter: { accountManager: { eq: "Operator@Demo.example" } }) { nodes { id } }
            found: customers(search: "7707083893") { nodes { id } } lookup(text: "7707083893") { id } }"""
    )
    assert listed["byTax"]["nodes"] == listed["byManager"]["nodes"] == listed["found"]["nodes"] == [{"id": customer}]
    found = done(client, "updateCustomerProfile", id=customer, taxNumber=None, accountManager=None)
    assert (found["taxNumber"], found["taxCountry"], found["accountManager"]) == (None, None, None)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"taxNumber": "1234"}, "INVALID_INPUT", "taxNumber"),
        ({"taxNumber": "00000000000000"}, "INVALID_INPUT", "taxNumber"),
        ({"taxNumber": "7707083894", "taxCountry": "RU"}, "INVALID_INPUT", "taxNumber"),
        ({"taxNumber": "123456789", "taxCountry": "KZ"}, "INVALID_INPUT", "taxNumber"),
        ({"taxNumber": "123456789", "taxCountry": "Kyrgyzstan"}, "INVALID_INPUT", "taxCountry"),
        ({"accountManager": "nobody@demo.example"}, "NOT_FOUND", "accountManager"),
        ({"accountManager": "analyst@demo.example"}, "NOT_FOUND", "accountManager"),
        ({"sex": "MALE"}, "INVALID_INPUT", "sex"),
        ({"citizenship": "KG"}, "INVALID_INPUT", "citizenship"),
        ({"citizenship": "K1"}, "INVALID_INPUT", "citizenship"),
        ({"birthDate": "1990-05-31"}, "INVALID_INPUT", "birthDate"),
    ],
)
def test_data_that_its_rule_refuses_changes_nothing(
    module_client: Client, given: dict[str, Any], code: str, field: str
) -> None:
    customer = organisation(module_client)
    assert refused(module_client, "updateCustomerProfile", id=customer, **given) == (code, [field])


def test_a_person_has_no_tax_number_legal_form_and_contact_persons(module_client: Client) -> None:
    customer = person(module_client)
    for given in ({"taxNumber": "02206200910023"}, {"legalForm": "OTHER"}):
        (field,) = given
        assert refused(module_client, "updateCustomerProfile", id=customer, **given) == ("INVALID_INPUT", [field])
    named = {"id": customer, "name": "Контактов Иван"}
    assert refused(module_client, "addContactPerson", **named) == ("INVALID_INPUT", ["id"])


def test_an_address_is_current_until_the_next_one_of_its_purpose(module_client: Client) -> None:
    client, customer = module_client, person(module_client)
    home = {"purpose": "RESIDENCE", "locality": "Бишкек", "street": "  Чуй ", "house": "12/1", "flat": ""}
    (first,) = done(client, "addCustomerAddress", id=customer, **home)["addresses"]
    assert first == {
        "purpose": "RESIDENCE", "country": "KG", "locality": "Бишкек", "street": "Чуй", "house": "12/1", "flat": None,
        "until": None,
    }  # fmt: skip
    version = done(client, "addCustomerAddress", id=customer, **home)["version"]
    assert version == 2, "the same address again changes nothing"
    done(client, "addCustomerAddress", id=customer, purpose="REGISTRATION", locality="Ош")
    found = done(client, "addCustomerAddress", id=customer, purpose="RESIDENCE", locality="Кара-Балта")
    assert [(each["locality"], each["until"] is None) for each in found["addresses"]] == [
        ("Кара-Балта", True),
        ("Ош", True),
        ("Бишкек", False),
    ]
    for wrong in ({"locality": " "}, {"locality": "x" * 101}, {"country": "KGZ"}, {"house": "1" * 21}):
        given = {"id": customer, "purpose": "RESIDENCE", "locality": "Ош", **wrong}
        assert refused(client, "addCustomerAddress", **given) == ("INVALID_INPUT", list(wrong))


def test_of_concurrent_addresses_one_is_current_and_all_are_kept(client: Client) -> None:
    customer = person(client)
    inputs = [{"id": customer, "purpose": "RESIDENCE", "locality": f"Село {n}"} for n in range(8)]
    answers = client.together(mutation("addCustomerAddress"), inputs)
    assert [each["addCustomerAddress"]["errors"] for each in answers] == [[]] * 8
    rows = client.sql("select until is null as current from customer_address where customer_id = $1", customer[4:])
    assert sorted(row["current"] for row in rows) == [False] * 7 + [True]


def test_contacts_are_added_and_removed_beside_the_primary_ones(module_client: Client) -> None:
    client, customer = module_client, person(module_client)
    found = done(client, "addContact", id=customer, phone="0555 90 10 01")
    (phone,) = found["contacts"]
    assert (phone["kind"], phone["phone"], phone["email"]) == ("PHONE", "+996555901001", None)
    assert found["version"] == 2
    found = done(client, "addContact", id=customer, email="First@Example.KG")
    assert (found["email"], len(found["contacts"])) == ("first@example.kg", 1), "the first address is primary"
    found = done(client, "addContact", id=customer, email="second@example.kg")
    assert [each["email"] for each in found["contacts"]] == [None, "second@example.kg"]
    for same in ("0555901001", found["phone"]):
        assert refused(client, "addContact", id=customer, phone=same) == ("ALREADY_EXISTS", ["phone"])
    assert refused(client, "addContact", id=customer) == ("INVALID_INPUT", ["phone"])
    assert refused(client, "addContact", id=customer, phone="1") == ("INVALID_PHONE", ["phone"])
    assert refused(client, "addContact", id=customer, email="x") == ("INVALID_EMAIL", ["email"])
    other = person(client)
    foreign = {"id": other, "contactId": phone["id"]}
    assert refused(client, "removeContact", **foreign) == ("NOT_FOUND", ["contactId"])
    found = done(client, "removeContact", id=customer, contactId=phone["id"])
    assert [each["email"] for each in found["contacts"]] == ["second@example.kg"]
    assert refused(client, "removeContact", id=customer, contactId=phone["id"]) == ("NOT_FOUND", ["contactId"])
    assert topics(client, customer) == [
        "customer.contact_added", "customer.contact_changed", "customer.contact_added", "customer.contact_removed"
    ]  # fmt: skip


def test_a_primary_contact_is_exchanged_and_no_value_is_in_two_places(module_client: Client) -> None:
    client, customer = module_client, person(module_client)
    first = client.value("select phone from customer where id = $1", customer[4:])
    found = done(client, "addContact", id=customer, phone="0555 90 20 01", primary=True)
    assert (found["phone"], [each["phone"] for each in found["contacts"]]) == ("+996555902001", [first])
    found = done(client, "addContact", id=customer, phone=first, primary=True)
    assert (found["phone"], [each["phone"] for each in found["contacts"]]) == (first, ["+996555902001"])
    taken = client.ask(mutation("addContact"), {"input": {"id": person(client), "phone": first, "primary": True}})
    assert [each["code"] for each in taken["addContact"]["errors"]] == ["POSSIBLE_DUPLICATE"]
    assert taken["addContact"]["candidates"] == [{"id": customer}]
    # A further contact may be shared, for example by a family.
    shared = done(client, "addContact", id=person(client), phone=first)
    assert [each["phone"] for each in shared["contacts"]] == [first]
    # Whoever writes a primary contact, it is no further one any more.
    client.sql("update customer set phone = '+996555902001' where id = $1", customer[4:])
    assert client.ask(CARD, {"id": customer})["customer"]["contacts"] == []


def test_of_concurrent_exchanges_each_phone_is_kept_once(client: Client) -> None:
    customer = person(client)
    first = client.value("select phone from customer where id = $1", customer[4:])
    phones = [f"+99655590300{n}" for n in range(8)]
    inputs = [{"id": customer, "phone": phone, "primary": True} for phone in phones]
    answers = client.together(mutation("addContact"), inputs)
    assert [each["addContact"]["errors"] for each in answers] == [[]] * 8
    found = client.ask(CARD, {"id": customer})["customer"]
    assert sorted([found["phone"], *(each["phone"] for each in found["contacts"])]) == sorted([first, *phones])


def test_of_concurrent_additions_of_one_contact_one_succeeds(client: Client) -> None:
    inputs = [{"id": person(client), "phone": "+996555904001"}] * 8
    answers = client.together(mutation("addContact"), inputs)
    codes = [error["code"] for each in answers for error in each["addContact"]["errors"]]
    assert codes == ["ALREADY_EXISTS"] * 7


def test_customers_are_found_by_their_further_contacts(module_client: Client) -> None:
    client, customer = module_client, person(module_client)
    done(client, "addContact", id=customer, phone="+996555905001")
    done(client, "addContact", id=customer, email="primary.one@example.kg")
    done(client, "addContact", id=customer, email="further.one@example.kg")
    for text in ("0555 90 50 01", "905001", "further.one@example.kg", "further.on"):
        found = client.ask("query ($text: String!) { customers(search: $text) { nodes { id } } }", {"text": text})
        assert found["customers"]["nodes"] == [{"id": customer}], text
    for text in ("0555 90 50 01", "further.one@example.kg"):
        found = client.ask("query ($text: String!) { lookup(text: $text) { id } }", {"text": text})
        assert found["lookup"] == [{"id": customer}], text


def test_an_organisation_has_contact_persons(module_client: Client) -> None:
    client, customer = module_client, organisation(module_client)
    given = {"name": "Контактов Иван", "role": "Бухгалтер", "phone": "0555906001", "email": "Office@Example.KG"}
    (found,) = done(client, "addContactPerson", id=customer, **given)["contactPersons"]
    identifier = found.pop("id")
    assert found == {**given, "phone": "+996555906001", "email": "office@example.kg"}
    for wrong, code in (({"name": "1"}, "INVALID_NAME"), ({"phone": "1"}, "INVALID_PHONE"), ({"role": "x" * 101}, "INVALID_INPUT")):  # fmt: skip
        assert refused(client, "addContactPerson", id=customer, **{**given, **wrong}) == (code, list(wrong))
    foreign = {"id": organisation(client), "contactPersonId": identifier}
    assert refused(client, "removeContactPerson", **foreign) == ("NOT_FOUND", ["contactPersonId"])
    assert done(client, "removeContactPerson", id=customer, contactPersonId=identifier)["contactPersons"] == []


def test_notes_are_read_by_staff_only(module_client: Client, module_database_url: str, settings: Settings) -> None:
    client = module_client
    customer = f"cus_{client.value('select id from customer where number = $1', 'CD00000001')}"
    found = done(client, "addCustomerNote", id=customer, body="  Просит звонить вечером\n")
    assert found["notes"][0] == {"author": "operator", "body": "Просит звонить вечером"}
    assert found["version"] == 1, "a note changes nothing of the customer"
    assert refused(client, "addCustomerNote", id=customer, body=" ") == ("INVALID_INPUT", ["body"])
    done(client, "addContact", id=customer, phone="+996555907001")
    read = "query ($id: ID!) { customer(id: $id) { notes { body } contacts { phone } } }"
    for role in (Role.ANALYST, Role.HOLDER):
        caller = Client(module_database_url, settings, viewer=viewer_of(role, client), beside=client)
        seen = caller.ask(read, {"id": customer})["customer"]
        assert seen["notes"] == [], role
        shown = {each["phone"] for each in seen["contacts"]}
        assert shown == {"***"} if role is Role.ANALYST else "+996555907001" in shown
        caller.close()


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("updateCustomerProfile", {"language": "EN"}),
        ("addCustomerAddress", {"purpose": "RESIDENCE", "locality": "Ош"}),
        ("addContact", {"phone": "+996555908001"}),
        ("removeContact", {"contactId": "cct_"}),
        ("addContactPerson", {"name": "Контактов Иван"}),
        ("removeContactPerson", {"contactPersonId": "cpe_"}),
        ("addCustomerNote", {"body": "x"}),
        ("changeCustomerName", {"name": "Новый Человек", "documentId": "doc_"}),
        ("addIdentityDocument", {"document": {"kind": "PASSPORT", "number": "AC1112223"}}),
        ("replaceIdentityDocument", {"documentId": "doc_", "document": {"kind": "PASSPORT", "number": "AC1112223"}}),
    ],
)
def test_a_stale_version_is_a_conflict_that_shows_the_customer_and_a_closed_customer_stays(
    module_client: Client, verb: str, given: dict[str, Any]
) -> None:
    client, customer = module_client, organisation(module_client)
    done(client, "updateCustomerProfile", id=customer, legalForm="OTHER", expectedVersion=1)
    payload = client.ask(mutation(verb), {"input": {"id": customer, "expectedVersion": 1, **given}})[verb]
    assert [(each["code"], each["field"]) for each in payload["errors"]] == [("CONFLICT", ["expectedVersion"])]
    assert (payload["customer"]["id"], payload["customer"]["version"]) == (customer, 2)
    client.sql("update customer set status = 'CLOSED' where id = $1", customer[4:])
    assert refused(client, verb, id=customer, **given) == ("CUSTOMER_CLOSED", ["id"])
    assert refused(client, verb, **{**given, "id": "cus_nonsense"}) == ("NOT_FOUND", ["id"])


def test_a_plan_shows_an_exchange_of_contacts_and_changes_nothing(module_client: Client) -> None:
    client, customer = module_client, person(module_client)
    given = {"id": customer, "phone": "+996555909001", "primary": True, "dryRun": True}
    query = """mutation ($input: AddContactInput!) { addContact(input: $input) {
        plan { events } errors { code } } }"""
    before = client.sql(COUNTS)
    assert client.ask(query, {"input": given})["addContact"] == {
        "plan": {"events": ["customer.contact_changed"]},
        "errors": [],
    }
    assert client.sql(COUNTS) == before
