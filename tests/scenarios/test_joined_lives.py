"""Box A13: what a merge has joined stays right in suspensions, requests, consents, archives, checks and erasures."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from backend.auth.viewer import Role
from backend.gateways.identity import SandboxProvider
from backend.services.identity_check import IdentityChecks
from backend.settings import Settings
from tests.client import Client
from tests.exports.exporting import file_of, work
from tests.factories.customers import new_identity_document
from tests.scenarios.marked_person import call
from tests.scenarios.test_erasure import codes, erase
from tests.scenarios.test_merged_customers import Desk, key, signed_in
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
CHECK = """query ($input: CheckCustomerInput!) { checkCustomer(input: $input) {
    violations { code field } candidates { customer { id } } } }"""
REQUEST = "query ($id: ID!) { request(id: $id) { status candidates { customer { id } } } }"
HELD = """select k.status, h.reason from contract k
    left join contract_hold h on h.contract_id = k.id and h.until is null where k.id = $1::uuid"""
STANDING = """select channel from consent
    where customer_id = $1::uuid and withdrawn_at is null and replaced_at is null order by channel"""
QUESTION = "select verdict, words, reference, ask_at, document_id from identity_check where id = $1"


@pytest.fixture(scope="module")
def desk(module_database_url: str, settings: Settings) -> Iterator[Desk]:
    opened = Desk(module_database_url, settings)
    yield opened
    opened.second.close()
    opened.first.close()


def suspend(desk: Desk, customer: str, verb: str = "suspendCustomer") -> None:
    call(desk.first, verb, "customer", "CustomerAction", id=customer, reason="проверка")


def held(desk: Desk, contract: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in desk.first.sql(HELD, key(contract))]


def test_lines_that_return_follow_their_own_customer(desk: Desk) -> None:
    survivor, other = desk.customer(), desk.customer()
    lines = [desk.line(each) for each in (survivor, other)]
    merge = desk.merged(survivor, other)
    suspend(desk, survivor)
    desk.undone(merge)
    assert held(desk, lines[0]) == [("SUSPENDED", "CUSTOMER_SUSPENDED")]
    assert held(desk, lines[1]) == [("ACTIVE", None)], "nobody could lift the hold: the customer is not suspended"

    suspend(desk, other)
    merge = desk.merged(survivor, other)
    suspend(desk, survivor, "resumeCustomer")
    desk.undone(merge)
    assert held(desk, lines[0]) == [("ACTIVE", None)]
    assert held(desk, lines[1]) == [("SUSPENDED", "CUSTOMER_SUSPENDED")], "the customer is suspended"
    suspend(desk, other, "resumeCustomer")
    assert held(desk, lines[1]) == [("ACTIVE", None)]


def test_a_request_names_a_merged_candidate_once(desk: Desk) -> None:
    person = {"name": "Кандидатов Кандид", "phone": "+996700321321"}
    survivor, other = desk.customer(**person), desk.customer(**person)
    request = call(desk.first, "submitRequest", "request", kind="REGISTRATION", raw={**person, "tariffCode": "T01"})
    call(desk.first, "validateRequest", "request", id=request)
    merge = desk.merged(survivor, other)
    shown = desk.first.ask(REQUEST, {"id": request})["request"]["candidates"]
    assert shown == [{"customer": {"id": survivor}}]
    desk.undone(merge)
    call(desk.first, "validateRequest", "request", id=request)
    shown = desk.first.ask(REQUEST, {"id": request})["request"]["candidates"]
    assert {each["customer"]["id"] for each in shown} == {survivor, other}


def test_a_number_that_the_survivor_had_lost_is_lost_after_the_undoing_too(desk: Desk) -> None:
    phone, lost = "+996700654654", "select count(*) from lost_phone where customer_id = $1::uuid and phone = $2"
    survivor, other = desk.customer(phone=phone), desk.customer()
    desk.first.sql("insert into lost_phone values ($1::uuid, $2, now())", key(survivor), phone)
    merge = desk.merged(survivor, other, choices={"phone": "OTHER"})
    desk.undone(merge)
    assert desk.card(survivor)["phone"] == phone
    assert desk.first.value(lost, key(survivor), phone) == 1, "messages would go to the next holder of the number"


def test_the_other_one_is_not_verified_by_a_document_that_was_replaced_since(desk: Desk) -> None:
    survivor, other = desk.customer(), desk.customer(kyc_status="VALIDATED")
    document = new_identity_document(key(other), "AN8800067", verified_at=datetime.now(UTC))  # type: ignore[arg-type]
    desk.first.insert(document)
    merge = desk.merged(survivor, other)
    new = {"kind": "PASSPORT", "number": "AN8800077"}
    call(desk.first, "replaceIdentityDocument", "customer", id=survivor, documentId=f"doc_{document.id}", document=new)
    desk.undone(merge)
    assert [desk.card(each)["kycStatus"] for each in (survivor, other)] == ["INITIALIZED", "INITIALIZED"]


def test_the_holder_names_the_old_id_of_a_merged_customer(desk: Desk, settings: Settings) -> None:
    survivor, other = desk.customer(), desk.customer()
    desk.line(survivor)
    stranger = desk.customer()
    desk.merged(survivor, other)
    viewer = viewer_of(Role.HOLDER, desk.first, desk.card(survivor)["number"])
    holder = Client(desk.first.url, settings, viewer=viewer, beside=desk.first)
    for verb, given in (("openTicket", {"subject": "по старому"}), ("submitRequest", {"kind": "OTHER", "raw": {}})):
        for each, expected in ((other, []), (survivor, []), (stranger, [{"code": "NOT_FOUND"}])):
            query = f"mutation ($input: {verb[0].upper()}{verb[1:]}Input!) {{ {verb}(input: $input) {{ errors {{ code }} }} }}"
            assert holder.ask(query, {"input": {"customerId": each, **given}})[verb]["errors"] == expected
    holder.close()


def consent(desk: Desk, customer: str, channel: str) -> str:
    given = {"purpose": "MARKETING", "source": "COUNTER", "textVersion": "1", "channel": channel}
    found: str = call(desk.first, "recordConsent", "consent", customerId=customer, **given)
    return found


@pytest.mark.parametrize("withdrawn_by", ["survivor", "other"])
def test_a_withdrawal_on_one_channel_ends_the_others_consent_to_all(desk: Desk, withdrawn_by: str) -> None:
    survivor, other = desk.customer(), desk.customer()
    sides = (survivor, other) if withdrawn_by == "survivor" else (other, survivor)
    call(desk.first, "withdrawConsent", "consent", id=consent(desk, sides[0], "SMS"))
    consent(desk, sides[1], "ANY")
    consent(desk, sides[1], "EMAIL")
    desk.merged(survivor, other)
    assert [row["channel"] for row in desk.first.sql(STANDING, key(survivor))] == ["EMAIL"]


def test_a_withdrawal_beside_an_own_consent_to_all_ends_nothing_of_the_other(desk: Desk) -> None:
    survivor, other = desk.customer(), desk.customer()
    call(desk.first, "withdrawConsent", "consent", id=consent(desk, survivor, "SMS"))
    for each in (survivor, other):
        consent(desk, each, "ANY")
    desk.merged(survivor, other)
    assert [row["channel"] for row in desk.first.sql(STANDING, key(survivor))] == ["ANY"]


def test_the_consent_that_stayed_with_the_merged_customer_is_withdrawn_with_the_survivors(desk: Desk) -> None:
    survivor, other = desk.customer(), desk.customer()
    consent(desk, survivor, "SMS")
    seen_before = consent(desk, other, "SMS")
    desk.merged(survivor, other)
    call(desk.first, "withdrawConsent", "consent", id=seen_before)
    assert desk.first.sql(STANDING, key(survivor)) == []


def test_the_check_of_a_merged_customer_is_that_of_the_survivor(desk: Desk) -> None:
    person = {"name": "Проверкин Проверк", "phone": "+996700111222", "email": "checked@merge.example"}
    survivor, other, erased = desk.customer(**person), desk.customer(**person), desk.customer()
    desk.merged(survivor, other)
    for each in (survivor, other):
        found = desk.first.ask(CHECK, {"input": {"id": each, **person}})["checkCustomer"]
        assert found == {"violations": [], "candidates": []}, "nobody is a duplicate of oneself"
    assert erase(desk.second, erased, key="checked")["errors"] == []
    (error,) = desk.first.errors(CHECK, {"input": {"id": erased, "phone": "+996700111223"}})
    assert (error["extensions"]["field"], "was erased" in error["message"]) == ("id", True)


def archived(desk: Desk, settings: Settings, export: str) -> Any:
    assert work(desk.second, settings, export)["status"] == "COMPLETED"
    with zipfile.ZipFile(io.BytesIO(file_of(desk.second, settings, export))) as archive:
        return orjson.loads(archive.read("data.json"))


def test_the_archive_has_all_who_were_merged_also_when_it_was_requested_before(desk: Desk, settings: Settings) -> None:
    survivor, other = desk.customer(), desk.customer(name="Прежнее Имя", email="before@merge.example")
    line = desk.line(other)
    signed_in(desk, line)
    export = call(desk.second, "exportCustomerData", "job", id=other)
    desk.merged(survivor, other, choices={"name": "SURVIVOR", "email": "SURVIVOR"})
    # The requester is looked up when the archive is made.
    desk.second.sql("update export_job set subject = 'second' where id = $1::uuid", export[4:])
    data = archived(desk, settings, export)
    assert [row["id"] for row in data["customer"]] == [key(survivor), key(other)]
    assert (data["customer"][1]["name"], data["customer"][1]["email"]) == ("Прежнее Имя", "before@merge.example")
    assert [row["id"] for row in data["contract"]] == [key(line)]
    assert [row["customer_id"] for row in data["session"]] == [key(other)]


def test_an_erasure_leaves_nothing_of_those_who_were_merged(desk: Desk) -> None:
    phone, mark = "+996700456456", "merged-mark"
    survivor, other = desk.customer(), desk.customer(name="Слитый Бродяга", phone=phone, email="tramp@merge.example")
    line = desk.line(other)
    session = signed_in(desk, line)
    desk.first.sql("update session set address = $2, user_agent = $2 where id = $1", session, mark)
    desk.first.sql("insert into lost_phone values ($1::uuid, $2, now())", key(other), phone)
    stray = {"name": "Слитый Бродяга", "phone": phone, "more": mark}
    request = call(desk.first, "submitRequest", "request", kind="REGISTRATION", raw=stray)
    desk.merged(survivor, other, choices={"name": "SURVIVOR", "email": "SURVIVOR"})
    call(desk.first, "closeContract", "contract", "ContractAction", id=line)

    refused = erase(desk.second, survivor, key="merged")
    number = desk.first.value("select number from request where id = $1::uuid", key(request))
    assert codes(refused) == ["CUSTOMER_HAS_OPEN_MATTERS"]
    assert number in refused["errors"][0]["message"], "the request names the merged customer, and is not decided"
    call(desk.first, "rejectRequest", "request", id=request, reason="повтор")
    assert erase(desk.second, survivor, key="merged again")["errors"] == []
    assert tuple(desk.first.sql("select address, user_agent from session where id = $1", session)[0]) == (None, None)
    assert desk.first.value("select count(*) from lost_phone where phone = $1", phone) == 0
    assert desk.first.value("select raw from request where id = $1::uuid", key(request)) is None


def asked(desk: Desk, number: str) -> tuple[str, Any]:
    """A customer about whom an identity provider was asked, and the key of the question."""
    customer = desk.customer()
    desk.first.insert(new_identity_document(key(customer), number))  # type: ignore[arg-type]
    call(desk.first, "askIdentityProvider", "customer", id=customer)
    question = desk.first.value("select id from identity_check where customer_id = $1::uuid", key(customer))
    return customer, question


def test_a_customer_whose_identity_a_provider_checks_is_erased(desk: Desk, settings: Settings) -> None:
    checks = IdentityChecks(desk.first.app.state.database, settings, SandboxProvider(delay_seconds=0))
    answered, first = asked(desk, "AN8800017")
    desk.first.run(checks.advance(first))
    waiting, second = asked(desk, "AN8800027")
    assert erase(desk.second, answered, key="answered")["errors"] == []
    assert erase(desk.second, waiting, key="waiting")["errors"] == []
    desk.first.run(checks.advance(second))
    rows = [tuple(desk.first.sql(QUESTION, each)[0]) for each in (first, second)]
    assert rows == [("APPROVED", None, None, None, None), ("REFUSED", None, None, None, None)], "nobody is asked"


def test_an_answer_about_a_merged_customer_moves_the_survivor_or_nobody(desk: Desk, settings: Settings) -> None:
    checks = IdentityChecks(desk.first.app.state.database, settings, SandboxProvider(delay_seconds=0))
    survivor = desk.customer()
    other, question = asked(desk, "AN8800037")
    desk.merged(survivor, other)
    desk.first.run(checks.advance(question))
    status = "select kyc_status from customer where id = $1::uuid"
    assert [desk.first.value(status, key(each)) for each in (survivor, other)] == ["VALIDATED", "INITIALIZED"]
    # Both were asked about: the question about the other one stays with it, and verifies nobody.
    (survivor, _), (other, question) = asked(desk, "AN8800047"), asked(desk, "AN8800057")
    desk.merged(survivor, other)
    desk.first.run(checks.advance(question))
    assert [desk.first.value(status, key(each)) for each in (survivor, other)] == ["INITIALIZED", "INITIALIZED"]
