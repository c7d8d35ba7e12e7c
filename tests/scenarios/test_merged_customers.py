"""Box A13: two customers that are one are merged, answer as one, and are told apart again when that was wrong."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.auth.viewer import Role, Viewer
from backend.identifiers import CUSTOMER_ID, CUSTOMER_MERGE_ID, CustomerKey
from backend.settings import Settings
from tests.client import Client
from tests.factories.customers import new_customer, new_identity_document
from tests.factories.duplicates import new_duplicate_pair, new_duplicate_search
from tests.factories.phone_numbers import new_phone_number
from tests.factories.profiles import new_customer_contact
from tests.factories.sims import new_sim
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
MERGE = """mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) {
    customerMerge { id actor reason otherNumber survivor { id number } other { id } }
    warnings { code field message } errors { code field message } plan { changes { node field before after } warnings { code } planToken } } }"""
UNDO = """mutation ($input: UndoMergeInput!) { undoMerge(input: $input) {
    customerMerge { id undoneBy survivor { id } other { id } } warnings { code field } errors { code field message } } }"""
CARD = """query ($id: ID!) { customer(id: $id) { id number name phone email birthDate externalId status kycStatus language
    contracts { nodes { id } } tickets { nodes { subject } } documents { number } merges { otherNumber }
    history { verb from to reason } notificationPreferences { purpose channel allowed } balance { amount } } }"""
OPEN_TICKET = (
    "mutation ($input: OpenTicketInput!) { openTicket(input: $input) { ticket { customer { id } } errors { code } } }"
)
GET_SIM = "mutation ($input: GetSimInput!) { getSim(input: $input) { contract { id customer { id } } errors { code message } } }"
PREFER = """mutation ($input: NotificationPreferenceInput!) { setNotificationPreference(input: $input) { errors { code } } }"""
UPDATE = """mutation ($input: UpdateCustomerContactInput!) { updateCustomerContact(input: $input) {
    customer { id } errors { code } } }"""
PHONE = iter(range(3_000_000, 9_000_000, 1_013))
REASON = "one person, seen at the counter"


class Desk:
    """Two people of the desk on one database."""

    def __init__(self, url: str, settings: Settings) -> None:
        self.first = Client(url, settings, viewer=Viewer(Role.OPERATOR, "first", subject="user:1"))
        self.second = Client(url, settings, viewer=Viewer(Role.ADMIN, "second", subject="user:2"), beside=self.first)

    def customer(self, **columns: Any) -> str:
        """The id of a new customer with a phone of its own."""
        given = {"name": "Мамытова Айгүл Бакытовна", "phone": f"+99670{next(PHONE)}", **columns}
        return CUSTOMER_ID.encode(self.first.insert(new_customer(**given)).id)

    def merge(self, survivor: str, other: str, who: Client | None = None, **given: Any) -> Any:
        given = {"survivorId": survivor, "otherId": other, "reason": REASON, **given}
        return (who or self.first).ask(MERGE, {"input": given})["mergeCustomers"]

    def merged(self, survivor: str, other: str, **given: Any) -> str:
        payload = self.merge(survivor, other, **given)
        assert payload["errors"] == [], payload
        found: str = payload["customerMerge"]["id"]
        return found

    def undo(self, merge: str, **given: Any) -> Any:
        return self.first.ask(UNDO, {"input": {"id": merge, "reason": "two people", **given}})["undoMerge"]

    def undone(self, merge: str) -> Any:
        payload = self.undo(merge)
        assert payload["errors"] == [], payload
        return payload

    def card(self, customer: str) -> Any:
        return self.first.ask(CARD, {"id": customer})["customer"]

    def line(self, customer: str) -> str:
        """The id of a new contract of a customer."""
        number = next(PHONE)
        self.first.insert(new_sim(f"899968800000{number}"), new_phone_number(f"+99655{number}"))
        tariff = self.first.value("select code from tariff where active and currency = 'KGS' order by code limit 1")
        payload = self.first.ask(GET_SIM, {"input": {"customerId": customer, "tariffCode": tariff}})["getSim"]
        assert payload["errors"] == [], payload
        found: str = payload["contract"]["id"]
        return found

    def ticket(self, subject: str, **of: str) -> str:
        """Open a ticket. Returns the id of its customer."""
        payload = self.first.ask(OPEN_TICKET, {"input": {"subject": subject, **of}})["openTicket"]
        assert payload["errors"] == [], payload
        found: str = payload["ticket"]["customer"]["id"]
        return found


@pytest.fixture(scope="module")
def desk(module_database_url: str, settings: Settings) -> Iterator[Desk]:
    opened = Desk(module_database_url, settings)
    yield opened
    opened.second.close()
    opened.first.close()


def codes(payload: Any) -> list[str]:
    return [each["code"] for each in payload["errors"]]


def key(node_id: str) -> str:
    return node_id.partition("_")[2]


def test_all_that_is_the_others_becomes_the_survivors_and_comes_back(desk: Desk) -> None:
    survivor, other = desk.customer(), desk.customer(email="other@example.kg", birth_date=date(1990, 2, 3))
    kept, moved = desk.line(survivor), desk.line(other)
    desk.ticket("их", customerId=other)
    desk.ticket("по линии", contractId=moved)
    before = desk.card(other)
    merge = desk.merged(survivor, other)

    card = desk.card(survivor)
    assert {each["id"] for each in card["contracts"]["nodes"]} == {kept, moved}
    assert {each["subject"] for each in card["tickets"]["nodes"]} == {"их", "по линии"}
    assert (card["email"], card["birthDate"]) == ("other@example.kg", "1990-02-03"), "the survivor had none"
    assert card["merges"] == [{"otherNumber": before["number"]}]
    left = desk.first.sql(
        "select id from contract where customer_id = $1 union all select id from ticket where customer_id = $1"
        " union all select id from ledger_account where customer_id = $1"
        " union all select id from notification where customer_id = $1", key(other)
    )  # fmt: skip
    assert left == []
    desk.ticket("позже", customerId=other)
    desk.ticket("позже по линии", contractId=moved)
    assert desk.undone(merge)["customerMerge"]["other"] == {"id": other}

    back = desk.card(other)
    assert back | {"history": [], "tickets": None} == before | {"history": [], "tickets": None}
    assert {each["subject"] for each in back["tickets"]["nodes"]} == {"их", "по линии", "позже по линии"}
    card = desk.card(survivor)
    assert [each["id"] for each in card["contracts"]["nodes"]] == [kept]
    assert [each["subject"] for each in card["tickets"]["nodes"]] == ["позже"], "it had no contract that returned"
    assert (card["email"], card["birthDate"], card["merges"]) == (None, None, [])


def test_the_old_id_and_number_answer_with_the_survivor_through_a_chain(desk: Desk) -> None:
    first, second, third = (desk.customer() for _ in range(3))
    numbers = [desk.card(each)["number"] for each in (first, second, third)]
    one = desk.merged(second, first)
    two = desk.merged(third, second)
    expected = {"id": third, "number": numbers[2]}
    for each in (first, second, third):
        assert desk.card(each)["id"] == third
        found = desk.first.ask("query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } }", {"id": each})
        assert found == {"node": {"id": third}, "nodes": [{"id": third}]}
    for number in numbers:
        asked = "query ($text: String!) { customers(search: $text) { nodes { id number } } lookup(text: $text) { id } }"
        found = desk.first.ask(asked, {"text": number})
        assert found["customers"]["nodes"] == [expected]
        assert found["lookup"] == [{"id": third}]
    listed = desk.first.ask('{ customers(search: "Мамытова", first: 100) { nodes { id } totalCount } }')["customers"]
    assert third in {each["id"] for each in listed["nodes"]}
    assert not {first, second} & {each["id"] for each in listed["nodes"]}
    # What is done to an old id is done to the survivor.
    assert desk.ticket("по старому", customerId=first) == third
    changed = desk.first.ask(UPDATE, {"input": {"id": first, "email": "chain@example.kg"}})["updateCustomerContact"]
    assert changed == {"customer": {"id": third}, "errors": []}

    refused = desk.undo(one)
    assert codes(refused) == ["MERGE_FINAL"]
    assert numbers[1] in refused["errors"][0]["message"]
    desk.undone(two)
    assert [desk.card(each)["id"] for each in (first, second, third)] == [second, second, third]
    desk.undone(one)
    assert [desk.card(each)["id"] for each in (first, second, third)] == [first, second, third]
    assert codes(desk.undo(one)) == ["MERGE_FINAL"]


def test_no_circle_of_merges_is_possible(desk: Desk) -> None:
    first, second = desk.customer(), desk.customer()
    desk.merged(second, first)
    for survivor, other in ((first, second), (second, first), (first, first)):
        payload = desk.merge(survivor, other)
        assert (codes(payload), payload["errors"][0]["field"]) == (["INVALID_INPUT"], ["otherId"])


def test_a_choice_decides_whose_value_stays_and_later_edits_are_kept(desk: Desk) -> None:
    survivor = desk.customer(
        name="Осмонов Бакыт", email="a@merge.example", external_id="MRG-1", birth_date=date(1980, 1, 1)
    )
    other = desk.customer(
        name="Осмонов Бакыт Асанович", email="b@merge.example", external_id="MRG-2", birth_date=date(1980, 1, 2)
    )
    chosen = {"name": "OTHER", "phone": "SURVIVOR", "email": "OTHER", "externalId": "OTHER"}
    before, theirs = desk.card(survivor), desk.card(other)
    payload = desk.merge(survivor, other, choices=chosen)
    assert [(each["code"], each["field"]) for each in payload["warnings"]] == [("NOT_MOVED", ["choices", "externalId"])]
    card = desk.card(survivor)
    assert (card["name"], card["phone"], card["email"]) == (theirs["name"], before["phone"], theirs["email"])
    assert (card["externalId"], card["birthDate"]) == ("MRG-2", "1980-01-01")
    desk.first.ask(UPDATE, {"input": {"id": survivor, "email": "c@merge.example"}})
    warnings = desk.undone(payload["customerMerge"]["id"])["warnings"]
    assert warnings == [{"code": "FIELD_KEPT", "field": ["email"]}]
    card, back = desk.card(survivor), desk.card(other)
    assert (card["name"], card["email"], card["externalId"]) == (before["name"], "c@merge.example", "MRG-1")
    assert (back["name"], back["email"], back["externalId"]) == (theirs["name"], theirs["email"], "MRG-2")


def contacts(desk: Desk, customer: str) -> list[str]:
    return [
        each["value"]
        for each in desk.first.sql(
            "select coalesce(phone, email) as value from customer_contact where customer_id = $1::uuid order by 1",
            key(customer),
        )
    ]


def test_a_contact_that_loses_is_kept_as_a_further_one_and_goes_back(desk: Desk) -> None:
    """A13: no phone and no e-mail address is lost by a merge, in either direction, nor by its undoing."""
    survivor, other = desk.customer(email="own@merge.example"), desk.customer(email="their@merge.example")
    mine, theirs = desk.card(survivor)["phone"], desk.card(other)["phone"]
    more = f"+99670{next(PHONE)}"
    desk.first.insert(
        new_customer_contact(CustomerKey(UUID(key(survivor))), theirs),
        new_customer_contact(CustomerKey(UUID(key(other))), mine),
        new_customer_contact(CustomerKey(UUID(key(other))), more),
    )
    merge = desk.merged(survivor, other, choices={"phone": "OTHER"})
    assert desk.card(survivor)["phone"] == theirs
    assert contacts(desk, survivor) == sorted([mine, more, "their@merge.example"])
    desk.undone(merge)
    assert (desk.card(survivor)["phone"], desk.card(other)["phone"]) == (mine, theirs)
    assert contacts(desk, survivor) == [theirs]
    assert contacts(desk, other) == sorted([mine, more])
    # What was changed since stays, and what the survivor had is not taken back.
    merge = desk.merged(survivor, other, choices={"phone": "OTHER"})
    changed = f"+99670{next(PHONE)}"
    desk.first.ask(UPDATE, {"input": {"id": survivor, "phone": changed}})
    assert desk.undone(merge)["warnings"] == [{"code": "FIELD_KEPT", "field": ["phone"]}]
    assert desk.card(survivor)["phone"] == changed
    assert contacts(desk, survivor) == sorted([mine, theirs])


def test_a_number_that_left_its_holder_is_no_further_contact_after_a_merge(desk: Desk) -> None:
    survivor, other = desk.customer(), desk.customer()
    lost = "insert into lost_phone select id, phone, now() from customer where id = $1::uuid"
    desk.first.as_owner(lost, key(other))
    merge = desk.merged(survivor, other)
    assert contacts(desk, survivor) == []
    # Chosen as the primary one, it is still a number that somebody else may have.
    desk.undone(merge)
    desk.merged(survivor, other, choices={"phone": "OTHER"})
    assert (
        desk.first.value("select phone from lost_phone where customer_id = $1::uuid", key(survivor))
        == (desk.card(survivor)["phone"])
    )


def test_the_stricter_setting_stays_and_a_dry_run_shows_what_does_not_move(desk: Desk) -> None:
    survivor, other = desk.customer(), desk.customer()
    for who, allowed in ((survivor, True), (other, False)):
        given = {"customerId": who, "purpose": "BALANCE", "channel": "SMS", "allowed": allowed}
        assert desk.first.ask(PREFER, {"input": given})["setNotificationPreference"]["errors"] == []
    only = {"customerId": other, "purpose": "TICKET", "channel": "EMAIL", "allowed": False}
    desk.first.ask(PREFER, {"input": only})
    contract = desk.line(other)
    plan = desk.merge(survivor, other, dryRun=True)["plan"]
    assert [each["code"] for each in plan["warnings"]] == ["NOT_MOVED"]
    moved = [each for each in plan["changes"] if (each["node"], each["field"]) == (contract, "customer")]
    assert [(each["before"], each["after"]) for each in moved] == [(other, survivor)]
    assert desk.card(other)["id"] == other, "nothing was done"
    merge = desk.merged(survivor, other, planToken=plan["planToken"])
    assert desk.card(survivor)["notificationPreferences"] == [
        {"purpose": "BALANCE", "channel": "SMS", "allowed": False},
        {"purpose": "TICKET", "channel": "EMAIL", "allowed": False},
    ]
    desk.undone(merge)
    assert desk.card(survivor)["notificationPreferences"] == [{"purpose": "BALANCE", "channel": "SMS", "allowed": True}]
    assert [each["allowed"] for each in desk.card(other)["notificationPreferences"]] == [False, False]


@pytest.mark.parametrize(
    ("survivor", "other", "code", "field"),
    [
        ({}, {"kind": "ORGANISATION"}, "INVALID_INPUT", "otherId"),
        ({"status": "CLOSED"}, {}, "CUSTOMER_CLOSED", "survivorId"),
        ({}, {"status": "SUSPENDED"}, "CUSTOMER_SUSPENDED", "otherId"),
        ({"status": "SUSPENDED"}, {"status": "ACTIVE"}, "CUSTOMER_SUSPENDED", "survivorId"),
    ],
)
def test_customers_that_cannot_be_one_are_refused(desk: Desk, survivor: Any, other: Any, code: str, field: str) -> None:
    ids = desk.customer(**survivor), desk.customer(**other)
    payload = desk.merge(*ids)
    assert [(each["code"], each["field"]) for each in payload["errors"]] == [(code, [field])]
    assert [desk.card(each)["id"] for each in ids] == list(ids)


def test_a_reason_and_two_known_customers_are_required(desk: Desk) -> None:
    one, unknown = desk.customer(), CUSTOMER_ID.encode(CUSTOMER_ID.new_key())
    assert codes(desk.merge(one, desk.customer(), reason=" ")) == ["INVALID_INPUT"]
    for pair, field in (((one, unknown), "otherId"), ((unknown, one), "survivorId"), ((one, "cus_1"), "otherId")):
        payload = desk.merge(*pair)
        assert [(each["code"], each["field"]) for each in payload["errors"]] == [("NOT_FOUND", [field])]
    assert codes(desk.undo(CUSTOMER_MERGE_ID.encode(CUSTOMER_MERGE_ID.new_key()))) == ["NOT_FOUND"]


def test_the_states_of_both_are_joined(desk: Desk) -> None:
    survivor = desk.customer()
    other = desk.customer(status="ACTIVE", kyc_status="VALIDATED")
    document = new_identity_document(key(other), "AN3334441", verified_at=datetime.now(UTC))  # type: ignore[arg-type]
    desk.first.insert(document)
    merge = desk.merged(survivor, other)
    card = desk.card(survivor)
    assert (card["status"], card["kycStatus"], card["documents"]) == ("ACTIVE", "VALIDATED", [{"number": "AN3334441"}])
    desk.undone(merge)
    card, back = desk.card(survivor), desk.card(other)
    assert (card["kycStatus"], card["documents"]) == ("INITIALIZED", []), "the document that proved it went back"
    assert (back["status"], back["kycStatus"], back["documents"]) == ("ACTIVE", "VALIDATED", [{"number": "AN3334441"}])


def test_two_verified_documents_need_a_second_person(desk: Desk) -> None:
    ids = [desk.customer(kyc_status="VALIDATED") for _ in range(2)]
    for each in ids:
        number = f"AN{next(PHONE)}"
        desk.first.insert(new_identity_document(key(each), number, verified_at=datetime.now(UTC)))  # type: ignore[arg-type]
    assert codes(desk.merge(*ids)) == ["SECOND_PERSON_REQUIRED"]
    assert codes(desk.merge(*ids)) == ["SECOND_PERSON_REQUIRED"], "the same person again"
    other = desk.merge(*ids, who=desk.second, choices={"name": "OTHER"})
    assert codes(other) == ["SECOND_PERSON_REQUIRED"], "with other choices"
    assert codes(desk.merge(*reversed(ids), who=desk.second)) == ["SECOND_PERSON_REQUIRED"], "in the other direction"
    assert codes(desk.merge(*ids, who=desk.second)) == []
    decided = desk.first.sql(
        "select requested_by, decided_by from approval_request where customer_id = $1 and decided_at is not null",
        key(ids[0]),
    )
    assert [tuple(each) for each in decided] == [("first", "second")]


def signed_in(desk: Desk, contract: str) -> Any:
    """The key of a session of the line of a contract."""
    return desk.first.sql(
        "insert into session (subject, customer_id, contract_id, phone_number_id, methods, expires_at)"
        " select concat('line:', id, ':', phone_number_id), customer_id, id, phone_number_id, '{otp}', now() + interval '1 day'"
        " from contract where id = $1 returning id",
        key(contract),
    )[0]["id"]


def test_one_sign_in_stays_and_two_need_a_second_person(desk: Desk) -> None:
    survivor, other, third = (desk.customer() for _ in range(3))
    lines = [desk.line(each) for each in (survivor, other)]
    sessions = [signed_in(desk, each) for each in lines]
    assert codes(desk.merge(third, other, dryRun=True)) == [], "one sign-in needs no second person"
    assert codes(desk.merge(survivor, other)) == ["SECOND_PERSON_REQUIRED"]
    assert codes(desk.merge(survivor, other, who=desk.second)) == []
    rows = desk.first.sql("select id from session where id = any($1) and ended_at is null", sessions)
    assert [each["id"] for each in rows] == sessions[:1]
    revoked = desk.first.sql("select subject from revocation where subject = $1", f"session:{sessions[1]}")
    assert len(revoked) == 1


def test_the_holder_of_the_survivor_reads_what_was_the_others(desk: Desk, settings: Settings) -> None:
    survivor, other = desk.customer(), desk.customer()
    desk.line(survivor)
    moved = desk.line(other)
    numbers = [desk.card(each)["number"] for each in (survivor, other)]
    former = Client(desk.first.url, settings, viewer=viewer_of(Role.HOLDER, desk.first, numbers[1]), beside=desk.first)
    holder = Client(desk.first.url, settings, viewer=viewer_of(Role.HOLDER, desk.first, numbers[0]), beside=desk.first)
    asked = """query ($other: ID!, $line: ID!) {
        customer(id: $other) { id merges { otherNumber actor reason } contracts { nodes { id } } }
        contract(id: $line) { history { verb } } }"""
    variables = {"other": other, "line": moved}
    assert former.ask(asked, variables)["customer"]["id"] == other
    assert holder.ask(asked, variables) == {"customer": None, "contract": None}
    desk.merged(survivor, other)
    found = holder.ask(asked, variables)
    assert found["customer"]["id"] == survivor
    assert found["customer"]["merges"] == [{"otherNumber": numbers[1], "actor": "staff", "reason": "***"}]
    assert moved in {each["id"] for each in found["customer"]["contracts"]["nodes"]}
    assert [each["verb"] for each in found["contract"]["history"]] == ["activate", "accept", "create"]
    # The sign-in of the other one gives access to nothing any more.
    assert former.ask(asked, variables) == {"customer": None, "contract": None}
    former.close()
    holder.close()


def test_a_listed_pair_follows_the_merge_and_its_undoing(desk: Desk) -> None:
    survivor, other, third, fourth = (desk.customer() for _ in range(4))
    search = new_duplicate_search(status="COMPLETED", finished_at=datetime.now(UTC))
    keys = [CUSTOMER_ID.decode(each) for each in (survivor, other, third, fourth)]
    couple = new_duplicate_pair(search.id, keys[0], keys[1])  # type: ignore[arg-type]
    theirs = new_duplicate_pair(search.id, keys[1], keys[2], status="DISMISSED")  # type: ignore[arg-type]
    both = [new_duplicate_pair(search.id, each, keys[3]) for each in keys[:2]]  # type: ignore[arg-type]
    desk.first.insert(search, couple, theirs, *both)

    def pairs() -> dict[Any, tuple[str, set[Any]]]:
        rows = desk.first.sql(
            "select id, status, customer_id, other_id from duplicate_pair where search_id = $1", search.id
        )
        return {each["id"]: (each["status"], {each["customer_id"], each["other_id"]}) for each in rows}

    merge = desk.merged(survivor, other)
    assert pairs() == {
        couple.id: ("MERGED", set(keys[:2])),
        theirs.id: ("DISMISSED", {keys[0], keys[2]}),
        both[0].id: ("OPEN", {keys[0], keys[3]}),
    }
    desk.undone(merge)
    assert pairs() == {
        couple.id: ("OPEN", set(keys[:2])),
        theirs.id: ("DISMISSED", {keys[1], keys[2]}),
        both[0].id: ("OPEN", {keys[0], keys[3]}),
    }
    verbs = desk.first.sql("select verb from status_change where node_id = $1 order by created_at", couple.id)
    assert [each["verb"] for each in verbs] == ["merge", "undo"]


def test_a_dismissal_stays_beside_the_pair_of_the_survivor_and_comes_back(desk: Desk) -> None:
    """A13: the survivor's pair with the same customer stays as it is, whatever was decided about the other's."""
    survivor, other, third, fourth = (CUSTOMER_ID.decode(desk.customer()) for _ in range(4))
    search = new_duplicate_search(status="COMPLETED", finished_at=datetime.now(UTC))
    rows = [
        new_duplicate_pair(search.id, one, two, status=status)  # type: ignore[arg-type]
        for one, two, status in (
            (survivor, third, "OPEN"), (other, third, "DISMISSED"), (survivor, fourth, "DISMISSED"), (other, fourth, "OPEN"),
        )
    ]  # fmt: skip
    desk.first.insert(search, *rows)

    def pairs() -> list[tuple[str, bool]]:
        statuses = {
            each["id"]: (each["status"], other in (each["customer_id"], each["other_id"]))
            for each in desk.first.sql("select * from duplicate_pair where search_id = $1", search.id)
        }
        return [statuses[each.id] for each in rows if each.id in statuses]

    merge = desk.merged(f"cus_{survivor}", f"cus_{other}")
    assert pairs() == [("OPEN", False), ("DISMISSED", True), ("DISMISSED", False)]
    desk.undone(merge)
    assert pairs() == [("OPEN", False), ("DISMISSED", True), ("DISMISSED", False)]


def test_a_search_beside_a_merge_writes_no_open_pair_of_a_merged_customer(desk: Desk) -> None:
    survivor, other, third = (CUSTOMER_ID.decode(desk.customer()) for _ in range(3))
    search = new_duplicate_search(status="COMPLETED", finished_at=datetime.now(UTC))
    desk.merged(f"cus_{survivor}", f"cus_{other}")
    decided = new_duplicate_pair(search.id, other, survivor, status="DISMISSED")  # type: ignore[arg-type]
    desk.first.insert(search, new_duplicate_pair(search.id, other, third), decided)  # type: ignore[arg-type]
    assert [each["id"] for each in desk.first.sql("select id from duplicate_pair where search_id = $1", search.id)] == [
        decided.id
    ]


def test_both_have_the_merge_in_their_history_and_in_the_log(desk: Desk) -> None:
    survivor, other = desk.customer(status="ACTIVE"), desk.customer()
    desk.undone(desk.merged(survivor, other))
    for each, state in ((survivor, "ACTIVE"), (other, "PROSPECT")):
        assert desk.card(each)["history"] == [
            {"verb": "unmerge", "from": state, "to": state, "reason": "two people"},
            {"verb": "merge", "from": state, "to": state, "reason": REASON},
        ]
        topics = desk.first.sql("select topic from event where node_id = $1 order by id", key(each))
        assert [row["topic"] for row in topics] == ["customer.merged", "customer.unmerged"]


def test_a_merge_is_undone_within_thirty_days_and_the_last_one_first(desk: Desk) -> None:
    survivor, one, two = (desk.customer() for _ in range(3))
    first, second = desk.merged(survivor, one), desk.merged(survivor, two)
    refused = desk.undo(first)
    assert codes(refused) == ["MERGE_FINAL"]
    assert second in refused["errors"][0]["message"]
    desk.first.sql(
        "update customer_merge set created_at = $1 where id = $2", datetime.now(UTC) - timedelta(days=30, minutes=1), key(second)
    )  # fmt: skip
    assert codes(desk.undo(second)) == ["MERGE_FINAL"]
    assert desk.card(two)["id"] == survivor


def race(desk: Desk, rounds: int) -> None:
    """Merge two customers fifty times at once, in both directions; exactly one wins."""
    for _ in range(rounds):
        ids = desk.customer(), desk.customer()
        lines = {desk.line(each) for each in ids}
        directions = [{"survivorId": ids[n % 2], "otherId": ids[1 - n % 2], "reason": REASON} for n in range(50)]
        answers = [each["mergeCustomers"] for each in desk.first.together(MERGE, directions)]
        won = [each for each in answers if not each["errors"]]
        assert len(won) == 1
        assert {error["code"] for each in answers for error in each["errors"]} == {"INVALID_INPUT"}
        survivor = won[0]["customerMerge"]["survivor"]["id"]
        assert {desk.card(each)["id"] for each in ids} == {survivor}
        assert {each["id"] for each in desk.card(survivor)["contracts"]["nodes"]} == lines
        undone = desk.first.together(UNDO, [{"id": won[0]["customerMerge"]["id"], "reason": REASON}] * 10)
        assert sorted(codes(each["undoMerge"]) for each in undone) == [[], *[["MERGE_FINAL"]] * 9]
        assert [desk.card(each)["id"] for each in ids] == list(ids)


def test_of_many_merges_at_once_one_wins(desk: Desk) -> None:
    race(desk, 2)


@pytest.mark.trial
def test_of_many_merges_at_once_one_wins_twenty_times(desk: Desk) -> None:
    race(desk, 20)


def test_what_is_opened_during_a_merge_is_the_survivors(desk: Desk) -> None:
    for _ in range(5):
        survivor, other = desk.customer(), desk.customer()
        line = desk.line(other)
        merge = {"input": {"survivorId": survivor, "otherId": other, "reason": REASON}}
        tickets = [
            {"input": {"subject": f"во время {n}", **({"contractId": line} if n % 2 else {"customerId": other})}}
            for n in range(10)
        ]

        async def go(merge: Any = merge, tickets: Any = tickets) -> list[Any]:
            calls = [desk.first.send(OPEN_TICKET, each) for each in tickets]
            return await asyncio.gather(*calls[:5], desk.first.send(MERGE, merge), *calls[5:])

        answers = desk.first.run(go())
        assert not [each for each in answers if "errors" in each], answers
        stray = desk.first.sql("select number from ticket where customer_id = $1", key(other))
        assert stray == []
        assert len(desk.card(survivor)["tickets"]["nodes"]) == 10
