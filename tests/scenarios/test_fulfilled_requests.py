"""Requests are fulfilled: a registration becomes a subscriber, once (A33)."""

import asyncio
import random
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.models import Contract
from backend.settings import Settings
from tests.client import Client
from tests.scenarios.test_get_sim import _pool
from tests.scenarios.test_requests import act, codes, done

pytestmark = pytest.mark.database
FULFIL = """mutation ($input: FulfilRequestInput!) { fulfilRequest(input: $input) {
    request { id status reference customer { id name phone } contract { id status tariff { code } } history { verb } }
    candidates { id } errors { code field message } } }"""
COUNTS = "select (select count(*) from customer), (select count(*) from contract), (select count(*) from sim where status = 'ACTIVE')"


def fulfil(client: Client, request: Any, **given: Any) -> Any:
    return client.ask(FULFIL, {"input": {"id": request["id"], **given}})["fulfilRequest"]


def checked(client: Client, kind: str, raw: Any, **more: Any) -> Any:
    request = done(client, "submitRequest", kind=kind, raw=raw, **more)
    return done(client, "validateRequest", id=request["id"])


def form(n: int, **more: Any) -> dict[str, Any]:
    document = {"kind": "PASSPORT", "number": f"AC77{n:05}"}
    return {
        "name": f"Новый Абонент {n}",
        "phone": f"+9967005552{n:02}",
        "tariffCode": "T01",
        "document": document,
        **more,
    }


def test_a_registration_creates_the_customer_and_hands_out_a_sim(module_client: Client) -> None:
    request = checked(module_client, "REGISTRATION", form(1))
    found = fulfil(module_client, request, reference="№ 7")
    assert found["errors"] == []
    shown = found["request"]
    assert (shown["status"], shown["reference"], shown["customer"]["phone"]) == ("FULFILLED", "№ 7", "+996700555201")
    assert (shown["contract"]["status"], shown["contract"]["tariff"]) == ("ACTIVE", {"code": "T01"})
    assert codes(fulfil(module_client, request)) == ["INVALID_TRANSITION"]


def test_of_two_requests_with_one_passport_one_makes_the_customer(module_client: Client) -> None:
    document = form(2)["document"]
    requests = [checked(module_client, "REGISTRATION", form(n, document=document)) for n in (3, 4)]
    before = module_client.sql(COUNTS)[0]
    answers = module_client.together(FULFIL, [{"id": each["id"]} for each in requests])
    found = [each["fulfilRequest"] for each in answers]
    lost = next(each for each in found if each["errors"])
    won = next(each for each in found if not each["errors"])
    assert codes(lost) == ["POSSIBLE_DUPLICATE"]
    assert lost["candidates"] == [{"id": won["request"]["customer"]["id"]}]
    assert tuple(module_client.sql(COUNTS)[0]) == tuple(value + 1 for value in before)
    other = next(each for each in requests if each["id"] != won["request"]["id"])
    query = "query ($id: ID!) { request(id: $id) { status candidates { customer { id } } violations { code } } }"
    stays = module_client.ask(query, {"id": other["id"]})["request"]
    assert (stays["status"], [each["customer"]["id"] for each in stays["candidates"]]) == (
        "VALIDATED", [won["request"]["customer"]["id"]],
    )  # fmt: skip
    # It is the same person: the second line is for the same customer.
    second = fulfil(module_client, other, customerId=won["request"]["customer"]["id"])
    assert (second["errors"], second["request"]["customer"]) == ([], won["request"]["customer"])


def test_a_refused_registration_leaves_nothing(module_client: Client) -> None:
    request = checked(
        module_client,
        "REGISTRATION",
        form(
            5,
            iccid=module_client.value(
                "select iccid from sim where status = 'ACTIVE' and iccid like '8999677%' limit 1"
            ),
        ),
    )
    before = module_client.sql(COUNTS)[0]
    assert codes(fulfil(module_client, request)) == ["SIM_NOT_AVAILABLE"]
    missing = checked(module_client, "REGISTRATION", {"name": "Без Тарифа", "phone": "+996700555290"})
    (error,) = fulfil(module_client, missing)["errors"]
    assert (error["code"], error["field"]) == ("INVALID_INPUT", ["tariffCode"])
    assert tuple(module_client.sql(COUNTS)[0]) == tuple(before)
    alert = checked(module_client, "REGISTRATION", form(6, email="nobody@"))
    assert codes(fulfil(module_client, alert)) == ["INVALID_EMAIL"]
    assert fulfil(module_client, alert, acknowledge=["INVALID_EMAIL"])["errors"] == []


def test_what_is_done_elsewhere_needs_a_start_and_a_reference(module_client: Client) -> None:
    line = module_client.find(Contract, number="KD00000001")
    swap = checked(module_client, "SWAP_SIM", {}, contractId=f"con_{line.id}")
    assert codes(fulfil(module_client, swap, reference="готово")) == ["INVALID_TRANSITION"]
    done(module_client, "startRequest", id=swap["id"])
    (error,) = fulfil(module_client, swap)["errors"]
    assert (error["code"], error["field"]) == ("INVALID_INPUT", ["reference"])
    assert fulfil(module_client, swap, reference="готово")["request"]["status"] == "FULFILLED"


def test_data_is_changed_and_a_contract_is_closed(module_client: Client) -> None:
    line = fulfil(module_client, checked(module_client, "REGISTRATION", form(7)))["request"]
    about = {"customerId": line["customer"]["id"], "contractId": line["contract"]["id"]}
    changed = fulfil(module_client, checked(module_client, "CHANGE_DATA", {"phone": "0700 555 299"}, **about))
    assert changed["request"]["customer"] == {**line["customer"], "phone": "+996700555299"}
    closed = fulfil(module_client, checked(module_client, "CLOSE", {}, **about))
    assert (closed["errors"], closed["request"]["contract"]["status"]) == ([], "CLOSED")


CARD = """query ($id: ID!) { customer(id: $id) { name phone language birthDate kycStatus documents { number replacedAt }
    representations { verb } } }"""


def test_every_field_of_a_change_of_data_is_applied(module_client: Client) -> None:
    """A13: language, birth date and document too; a name of a verified customer by the document that shows it."""
    client = module_client
    person = fulfil(client, checked(client, "REGISTRATION", form(20)))["request"]["customer"]
    by = {"name": "Доверенный Человек", "document": {"kind": "ID_CARD", "number": "ID4400020"}, "authority": "OTHER"}
    raw = {"language": "KY", "birthDate": "01.02.1984", "passport": form(20)["document"]["number"]}
    fulfilled = fulfil(client, checked(client, "CHANGE_DATA", raw, customerId=person["id"], representative=by))
    assert fulfilled["errors"] == []
    (document,) = client.ask(CARD, {"id": person["id"]})["customer"]["documents"]
    shown = client.ask(CARD, {"id": person["id"]})["customer"]
    assert (shown["language"], shown["birthDate"]) == ("KY", "1984-02-01")
    assert {each["verb"] for each in shown["representations"]} == {"updateCustomerProfile"}
    # A second document of the kind is refused, as by the act; one of another kind is added.
    second = checked(client, "CHANGE_DATA", {"passport": "AC7700120"}, customerId=person["id"])
    assert codes(fulfil(client, second)) == ["POSSIBLE_DUPLICATE"]
    card = {"document": {"kind": "ID_CARD", "number": "ID7700220"}}
    assert fulfil(client, checked(client, "CHANGE_DATA", card, customerId=person["id"]))["errors"] == []
    verify = "mutation ($input: VerifyCustomerInput!) { verifyCustomer(input: $input) { errors { code } } }"
    assert client.ask(verify, {"input": {"id": person["id"]}})["verifyCustomer"]["errors"] == []
    # Of a verified person the new name needs a document, and the birth date an act of its own.
    named = {"name": "Другая Фамилия Совсем", "phone": "0700 555 241"}
    bare = checked(client, "CHANGE_DATA", named, customerId=person["id"])
    assert codes(fulfil(client, bare)) == ["DOCUMENT_REQUIRED"]
    born = checked(client, "CHANGE_DATA", {"birthDate": "02.02.1984"}, customerId=person["id"])
    (error,) = fulfil(client, born, reason="ошибка")["errors"]
    assert (error["code"], error["field"]) == ("DOCUMENT_REQUIRED", ["birthDate"])
    proved = {**named, "document": {"kind": "ID_CARD", "number": "ID7700320"}}
    assert fulfil(client, checked(client, "CHANGE_DATA", proved, customerId=person["id"]))["errors"] == []
    shown = client.ask(CARD, {"id": person["id"]})["customer"]
    assert (shown["name"], shown["phone"], shown["kycStatus"]) == (
        "Другая Фамилия Совсем", "+996700555241", "INITIALIZED",
    )  # fmt: skip
    replaced = {each["number"]: each["replacedAt"] is not None for each in shown["documents"]}
    assert replaced == {document["number"]: False, "ID7700220": True, "ID7700320": False}


def test_a_change_of_data_names_the_fields_of_other_acts(module_client: Client) -> None:
    """A13: nothing is written then, unless it is said what was done; those of the line itself change nothing."""
    client = module_client
    sold = fulfil(client, checked(client, "REGISTRATION", form(21)))
    assert sold["errors"] == []
    line = sold["request"]
    about = {"customerId": line["customer"]["id"], "contractId": line["contract"]["id"]}
    number = "select msisdn from phone_number where id = (select phone_number_id from contract where id = $1::uuid)"
    msisdn = client.value(number, line["contract"]["id"][4:])
    own = {"phone": "0700 555 231", "tariffCode": "T01", "msisdn": msisdn, "kind": "PERSON"}
    assert fulfil(client, checked(client, "CHANGE_DATA", own, **about))["errors"] == []
    free = client.value(
        "select msisdn from phone_number where status = 'AVAILABLE' and number_class = 'STANDARD' limit 1"
    )
    other = checked(client, "CHANGE_DATA", {"phone": "0700 555 232", "kind": "ORGANISATION", "msisdn": free}, **about)
    refused = fulfil(client, other)
    assert [(each["code"], each["field"]) for each in refused["errors"]] == [
        ("FIELD_NOT_APPLIED", ["kind"]), ("FIELD_NOT_APPLIED", ["msisdn"]),
    ]  # fmt: skip
    assert client.ask(CARD, {"id": line["customer"]["id"]})["customer"]["phone"] == "+996700555231"
    done_elsewhere = fulfil(client, other, reference="смена номера № 12")
    assert (done_elsewhere["errors"], done_elsewhere["request"]["customer"]["phone"]) == ([], "+996700555232")


def test_a_request_of_nobody_is_fulfilled_for_the_customer_who_is_named(module_client: Client) -> None:
    person = fulfil(module_client, checked(module_client, "REGISTRATION", form(8)))["request"]["customer"]
    change = checked(module_client, "CHANGE_DATA", {"phone": "0700 555 298"})
    assert [each["field"] for each in change["violations"]] == ["customerId"]
    assert codes(fulfil(module_client, change)) == ["INVALID_INPUT"]
    changed = fulfil(module_client, change, customerId=person["id"])
    assert (changed["errors"], changed["request"]["customer"]) == ([], {**person, "phone": "+996700555298"})
    other = fulfil(module_client, checked(module_client, "REGISTRATION", form(9)))["request"]["customer"]
    about = checked(module_client, "CHANGE_DATA", {"phone": "0700 555 297"}, customerId=person["id"])
    (error,) = fulfil(module_client, about, customerId=other["id"])["errors"]
    assert (error["code"], error["field"]) == ("INVALID_INPUT", ["customerId"])


def test_a_request_is_fulfilled_or_withdrawn_and_taken_by_one_person(module_client: Client) -> None:
    request = checked(module_client, "OTHER", {})
    withdraw = "mutation ($input: RequestActionInput!) { withdrawRequest(input: $input) { errors { code } } }"

    async def race() -> list[Any]:
        calls = [(FULFIL, {"id": request["id"], "reference": "x"}), (withdraw, {"id": request["id"]})] * 3
        return await asyncio.gather(*(module_client.send(query, {"input": given}) for query, given in calls))

    answers = [next(iter(each["data"].values())) for each in module_client.run(race())]
    assert sorted(codes(each) for each in answers) == [[], *[["INVALID_TRANSITION"]] * 5]
    status = module_client.value("select status from request where id = $1::uuid", request["id"][4:])
    assert status in {"FULFILLED", "WITHDRAWN"}
    assert codes(act(module_client, "assignRequest", id=request["id"])) == ["INVALID_TRANSITION"]


def race(client: Client, round_number: int, each: int) -> None:
    """As many requests as `each`, with one passport and different phones, are fulfilled at once: one makes the customer.
    The others stay VALIDATED and name that customer.
    """
    document = {"kind": "PASSPORT", "number": f"AN88{round_number:05}"}
    start = 100 * round_number
    letters = random.Random(round_number)
    name = " ".join("".join(letters.choices("абвгдежзиклмнопрсту", k=8)).title() for _ in range(2))
    raw = {"name": name, "tariffCode": "T01", "document": document}
    requests = [checked(client, "REGISTRATION", {**raw, "phone": f"+9967006{start + n:05}"}) for n in range(each)]
    before = client.sql(COUNTS)[0]
    answers = [each["fulfilRequest"] for each in client.together(FULFIL, [{"id": each["id"]} for each in requests])]
    assert sorted(codes(answer) for answer in answers) == [[], *[["POSSIBLE_DUPLICATE"]] * (each - 1)], answers[0]
    (won,) = [answer for answer in answers if not answer["errors"]]
    assert tuple(client.sql(COUNTS)[0]) == tuple(value + 1 for value in before)
    left = client.sql(
        "select r.status, c.customer_id from request r left join request_candidate c on c.request_id = r.id"
        " where r.id = any($1::uuid[])",
        [request["id"][4:] for request in requests if request["id"] != won["request"]["id"]],
    )
    assert {(row["status"], f"cus_{row['customer_id']}") for row in left} == {
        ("VALIDATED", won["request"]["customer"]["id"])
    }
    assert len(left) == each - 1


def test_twelve_requests_with_one_passport_at_once_make_one_customer(module_client: Client) -> None:
    _pool(module_client, 10)
    for round_number in range(2):
        race(module_client, round_number, 12)


@pytest.mark.trial
def test_fifty_requests_with_one_passport_at_once_make_one_customer(client: Client) -> None:
    _pool(client, 40)
    for round_number in range(20):
        race(client, round_number, 50)


def test_of_two_people_who_take_a_request_at_once_one_gets_it(
    module_client: Client, module_database_url: str, settings: Settings
) -> None:
    request = checked(module_client, "OTHER", {})
    users = module_client.sql("select id, email from user_account where demo and role in ('ADMIN', 'OPERATOR')")
    people = [
        Client(
            module_database_url, settings, beside=module_client,
            viewer=Viewer(Role.OPERATOR, user["email"], f"user:{user['id']}"),
        )
        for user in users
    ]  # fmt: skip
    query = "mutation ($input: AssignRequestInput!) { assignRequest(input: $input) { request { assignee } errors { code } } }"

    async def go() -> list[Any]:
        given = {"input": {"id": request["id"], "assignee": "me"}}
        return await asyncio.gather(*(person.send(query, given) for person in people))

    answers = [each["data"]["assignRequest"] for each in module_client.run(go())]
    assert sorted(codes(each) for each in answers) == [[], ["CONFLICT"]]
    (taken,) = [each["request"]["assignee"] for each in answers if not each["errors"]]
    assert module_client.value("select assignee from request where id = $1::uuid", request["id"][4:]) == taken
    for person in people:
        person.close()
