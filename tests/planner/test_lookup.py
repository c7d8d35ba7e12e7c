"""`lookup`: what a text finds in each type, in which order, and what each role may look up."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from tests.client import Client, FixedViewer
from tests.factories.customers import new_customer
from tests.factories.requests import new_request
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

LOOKUP = """query ($t: String!, $n: Int) { lookup(text: $t, first: $n) { __typename id
  ... on Customer { name number } ... on Contract { number } ... on Sim { iccid } ... on PhoneNumber { msisdn }
  ... on Payment { number } ... on Ticket { number } ... on Request { number } } }"""
NAMES = ["Ашырова Жылдыз", "Ашырова Жылдызай", "Мамат-Ашырова Жылдыз", "Ашыров Жылдыз"]


@pytest.fixture(scope="module")
def crm(module_client: Client) -> Client:
    module_client.insert(
        *(
            new_customer(name=name, phone=f"+99670000100{n}", email=f"one{n}@lookup.example", external_id=f"LO-{n}")
            for n, name in enumerate(NAMES)
        )
    )
    return module_client


def found(crm: Client, text: str, first: int | None = None) -> list[Any]:
    nodes: list[Any] = crm.ask(LOOKUP, {"t": text, "n": first})["lookup"]
    return nodes


@contextmanager
def acting(crm: Client, viewer: Viewer) -> Iterator[None]:
    engine: Any = crm.app.graphql
    before, engine._authenticate = engine._authenticate, FixedViewer(viewer)
    yield
    engine._authenticate = before


def names(nodes: list[Any]) -> list[str]:
    return [node["name"] for node in nodes]


def test_a_name_that_equals_comes_before_one_that_begins_and_one_that_contains(crm: Client) -> None:
    assert names(found(crm, "ашырова  жылдыз")) == [NAMES[0], NAMES[1], NAMES[2]]
    assert names(found(crm, "Ashyrova Jyldyz", 2)) == [NAMES[0], NAMES[1]]
    assert names(found(crm, "жылдыз ашыров"))[-1] in NAMES, "all words, in any order"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("one2@LOOKUP.example", NAMES[2]),
        ("LO-1", NAMES[1]),
        ("0700 00 10 03", NAMES[3]),
        ("+996700001000", NAMES[0]),
        ("700001002", NAMES[2]),
        ("Ашырова 700001001", NAMES[1]),
    ],
)
def test_a_whole_value_finds_its_customer_first(crm: Client, text: str, name: str) -> None:
    assert names(found(crm, text))[0] == name


def test_a_phone_number_finds_the_number_its_card_its_contract_and_its_customer(crm: Client) -> None:
    (line,) = crm.sql("""
        select n.id, n.msisdn, s.id as sim, s.iccid, k.id as contract, k.number, c.id as customer, c.number as owner
        from contract k join phone_number n on n.id = k.phone_number_id join sim s on s.id = k.sim_id
        join customer c on c.id = k.customer_id where k.status = 'ACTIVE' order by k.number limit 1""")
    expected = [
        f"cus_{line['customer']}", f"sim_{line['sim']}", f"num_{line['id']}", f"con_{line['contract']}",
    ]  # fmt: skip
    for text in (line["msisdn"], "0" + line["msisdn"][4:], line["msisdn"].replace("+996", "+996 (")):
        assert sorted(node["id"] for node in found(crm, text)) == sorted(expected), text
    assert found(crm, line["iccid"])[0]["iccid"] == line["iccid"]
    assert {node["__typename"] for node in found(crm, line["msisdn"][-6:])} >= {"Sim", "PhoneNumber"}
    for number in (line["number"], line["number"].lower(), line["owner"]):
        assert found(crm, number)[0]["number"] == number.upper()
    assert found(crm, f"con_{line['contract']}") == [
        {"__typename": "Contract", "id": f"con_{line['contract']}", "number": line["number"]}
    ]


def test_digits_alone_find_what_has_this_number_and_letters_with_digits_what_begins_with_them(crm: Client) -> None:
    crm.as_owner("update ticket set number = 'T00765432' where id = (select min(id::text)::uuid from ticket)")
    crm.as_owner("update payment set number = 'P000765432' where id = (select min(id::text)::uuid from payment)")
    for text in ("765432", "00765432", "T00765432"):
        assert "T00765432" in [node.get("number") for node in found(crm, text)], text
    assert [node["number"] for node in found(crm, "765432")] == ["P000765432", "T00765432"]
    assert [node["number"] for node in found(crm, "t0076")] == ["T00765432"]


def test_a_request_is_found_by_its_number_and_by_what_is_in_the_form(crm: Client) -> None:
    form = {
        "name": "Жылдызбекова Заявка", "phone": "+996700001777", "email": "form@lookup.example", "document_kind": "PASSPORT",
        "document_number": "AC7654321", "document_country": "KG",
    }  # fmt: skip
    crm.insert(new_request(number="R00876543", **form))
    for text in (
        "R00876543", "r00876543", "876543", "жылдызбекова заявка", "Jyldyzbekova", "0700 00 17 77", "form@lookup.example",
        "ac 7654321", "заявка 0700001777",
    ):  # fmt: skip
        assert "R00876543" in [node.get("number") for node in found(crm, text)], text
    crm.insert(new_customer(name="Жылдызбекова Заявка", phone="+996700001778"))
    both = found(crm, "жылдызбекова заявка")
    assert [node["__typename"] for node in both] == ["Customer", "Request"], "customers come first"
    for role, texts in (
        (Role.ANALYST, {"R00876543": True, "0700001777": False, "жылдызбекова": False, "form@lookup.example": False}),
        (Role.LINE, {"R00876543": False, "0700001777": False}),
    ):
        with acting(crm, viewer_of(role, crm)):
            for text, seen in texts.items():
                numbers = [node.get("number") for node in found(crm, text)]
                assert ("R00876543" in numbers) == seen, (role, text)


def test_a_document_finds_the_person_it_proves(crm: Client) -> None:
    (document,) = crm.sql(
        "select number, customer_id from identity_document where not doubtful order by number limit 1"
    )
    assert [node["id"] for node in found(crm, document["number"])][:1] == [f"cus_{document['customer_id']}"]


def test_an_answer_has_at_most_as_many_rows_as_were_asked_for(crm: Client) -> None:
    assert len(found(crm, "99677", 5)) == 5
    assert len(found(crm, "99677")) == 20
    assert found(crm, "  ") == []
    assert found(crm, "cus_0190f1a2-0000-7000-8000-000000000000") == []
    for text, first, message in (("a", None, "too short"), ("x y z u v w", None, "6 words"), ("ab", 51, "0 to 50")):
        (error,) = crm.errors(LOOKUP, {"t": text, "n": first})
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert message in error["message"]


def test_masked_values_and_rows_of_others_are_not_found(crm: Client) -> None:
    phone, holder = crm.sql("""select n.msisdn, c.number from contract k join phone_number n on n.id = k.phone_number_id
        join customer c on c.id = k.customer_id where k.status = 'ACTIVE' order by k.number limit 1""")[0]
    other = crm.value("select number from customer where number <> $1 and number like 'CD%' limit 1", holder)
    with acting(crm, viewer_of(Role.ANALYST, crm)):
        assert found(crm, "Ашырова Жылдыз") == []
        assert found(crm, "one2@lookup.example") == []
        assert found(crm, phone) == []
        assert [node["number"] for node in found(crm, holder)] == [holder]
    with acting(crm, viewer_of(Role.HOLDER, crm, holder)):
        assert [node["number"] for node in found(crm, holder)] == [holder]
        assert found(crm, other) == []
        assert found(crm, "Ашырова") == []
