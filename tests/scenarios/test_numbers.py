"""Classes of numbers, change and return of numbers (P2, D2), and lines that their customers have locked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.database import connect
from backend.services.number_class import CLASSIFY, classify_numbers
from tests.client import Client
from tests.factories.phone_numbers import new_number_binding, new_phone_number, new_phone_numbers
from tests.factories.reservations import in_quarantine
from tests.scenarios.test_holds import ACT, contract, seen_by  # noqa: F401  fixtures too
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

LINE = """contract { id status lineLockedAt balance { amount } sim { msisdn } phoneNumber { id msisdn class status } }
    errors { code field } plan { charges { what amount } planToken }"""
CHANGE = f"mutation ($input: ChangeNumberInput!) {{ changeNumber(input: $input) {{ {LINE} }} }}"
LOCK = f"mutation ($input: LockLineInput!) {{ lockLine(input: $input) {{ {LINE} }} }}"
UNLOCK = f"mutation ($input: UnlockLineInput!) {{ unlockLine(input: $input) {{ {LINE} }} }}"
RECLAIM = """mutation ($input: ReclaimNumberInput!) { reclaimNumber(input: $input) {
    phoneNumber { msisdn status contract { id } } errors { code field } } }"""
SET = "mutation ($input: SetNumberClassInput!) { setNumberClass(input: $input) { errors { code field } } }"
GET_SIM = """mutation ($input: GetSimInput!) { getSim(input: $input) {
    contract { id balance { amount } phoneNumber { msisdn class } } errors { code field } } }"""
LIST = """query ($filter: PhoneNumberFilter) { phoneNumbers(filter: $filter, first: 100) { nodes { msisdn class } } }"""
BALANCE = "update ledger_account set balance_minor = 100000 where contract_id = $1::uuid and currency = 'KGS'"


def codes(payload: Any) -> list[str]:
    return [error["code"] for error in payload["errors"]]


def set_class(client: Client, name: str, *patterns: str, price: str = "0", fee: str = "0") -> None:
    """Set a class as an administrator does, and classify the numbers that are there."""
    given = {"class": name, "patterns": list(patterns), "price": price, "changeFee": fee, "reason": "прайс"}
    assert codes(client.ask(SET, {"input": given})["setNumberClass"]) == []


def numbers(client: Client, **filter_: Any) -> list[str]:
    found = client.ask(LIST, {"filter": filter_})["phoneNumbers"]["nodes"]
    return sorted(node["msisdn"] for node in found)


@pytest.fixture
def admin(client: Client, seen_by: Callable[[Role], Client]) -> Client:  # noqa: F811
    return seen_by(Role.ADMIN)


def test_numbers_are_classified_by_the_patterns_that_administrators_set(client: Client, admin: Client) -> None:
    """D2: classes are data, also for numbers that are in the pool already."""
    client.insert(*new_phone_numbers("+99655", [1110001, 1117777, 1119797]))
    set_class(admin, "SILVER", "ABAB", price="100")
    set_class(admin, "GOLD", "AAAA", "9?97", price="500")
    assert client.value("select count(*) from jobs.job where name = $1", CLASSIFY) > 0
    client.run(_classified(client))
    found = client.ask(LIST, {"filter": {"msisdn": {"startsWith": "+99655111"}}})["phoneNumbers"]["nodes"]
    assert {node["msisdn"][-4:]: node["class"] for node in found} == {
        "0001": "STANDARD", "7777": "GOLD", "9797": "GOLD",
    }, "of two classes that fit the higher one applies"  # fmt: skip
    client.insert(new_phone_number("+996551112323"))
    assert numbers(client, **{"class": {"eq": "SILVER"}, "msisdn": {"startsWith": "+99655111"}}) == ["+996551112323"]
    terms = client.ask("{ numberClasses { class patterns price { amount currency } changeFee { amount } } }")
    assert [row["class"] for row in terms["numberClasses"]] == ["STANDARD", "SILVER", "GOLD", "PLATINUM"]
    assert terms["numberClasses"][2]["price"] == {"amount": "500.00", "currency": "KGS"}


async def _classified(client: Client) -> None:
    connection = await connect(client.url)
    try:
        await classify_numbers(connection)
    finally:
        await connection.close()


def test_a_class_is_refused_where_it_makes_no_sense(client: Client, admin: Client) -> None:
    for given, expected in (
        ({"class": "STANDARD", "patterns": ["77"]}, ("INVALID_INPUT", ["patterns"])),
        ({"class": "STANDARD", "price": "1"}, ("INVALID_INPUT", ["price"])),
        ({"class": "GOLD", "patterns": ["7(7)*"]}, ("INVALID_INPUT", ["patterns"])),
        ({"class": "GOLD", "patterns": ["77"] * 51}, ("INVALID_INPUT", ["patterns"])),
        ({"class": "GOLD", "price": "-1"}, ("INVALID_AMOUNT", ["price"])),
        ({"class": "GOLD", "changeFee": "0.001"}, ("INVALID_AMOUNT", ["changeFee"])),
    ):
        (error,) = admin.ask(SET, {"input": {"reason": "прайс", **given}})["setNumberClass"]["errors"]
        assert (error["code"], error["field"]) == expected
    assert client.errors(SET, {"input": {"class": "GOLD", "reason": "x"}})[0]["extensions"]["code"] == "FORBIDDEN"


def test_a_number_is_chosen_by_a_pattern_and_a_class(client: Client) -> None:
    client.insert(*new_phone_numbers("+99655", [2220077, 2221177, 2220178]))
    free = {"status": {"eq": "AVAILABLE"}}
    for pattern, expected in (
        ("…2220077", ["0077"]), ("0552 22?…77", ["0077", "1177"]), ("055222*", ["0077", "0178", "1177"]),
        ("*222?177", ["1177"]), ("055 222 01 78", ["0178"]), ("...2220??8", ["0178"]),
    ):  # fmt: skip
        found = numbers(client, msisdn={"matches": pattern}, **free)
        assert [each[-4:] for each in found] == expected, pattern
    assert set(numbers(client, msisdn={"matches": "…77"}, **free)) >= {"+996552220077", "+996552221177"}
    for pattern in ("", "…", "…7", "?7?", "77'", "7%7777", "_777", "7" * 50, "…77x"):
        (error,) = client.errors(LIST, {"filter": {"msisdn": {"matches": pattern}}})
        assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "matches"), pattern


def test_the_price_of_a_number_is_charged_when_it_is_sold(client: Client, admin: Client) -> None:
    """P2: a new account begins with the debt for its number, and a random number costs nothing."""
    set_class(admin, "GOLD", "3333", price="500")
    client.insert(new_phone_number("+996553333333"))
    person = {"kind": "PERSON", "name": "Золотой Абонент", "phone": "+996555000511", "allowDuplicate": True}
    form = {"customer": person, "tariffCode": "T01", "allowDuplicate": True}
    plain = client.ask(
        GET_SIM, {"input": {**form, "customer": {k: v for k, v in person.items() if k != "allowDuplicate"}}}
    )
    assert codes(plain["getSim"]) == []
    assert plain["getSim"]["contract"]["phoneNumber"]["class"] == "STANDARD"
    person = {"kind": "PERSON", "name": "Золотой Покупатель", "phone": "+996555000512"}
    sold = client.ask(GET_SIM, {"input": {**form, "customer": person, "msisdn": "+996553333333"}})["getSim"]
    assert codes(sold) == []
    assert sold["contract"]["balance"] == {"amount": "-500.00"}
    entry = "select kind, amount_minor, description from ledger_entry where contract_id = $1::uuid"
    assert [tuple(row) for row in client.sql(entry, sold["contract"]["id"][4:])] == [
        ("CHARGE", -50000, "GOLD +996553333333")
    ]
    none = client.ask(
        GET_SIM, {"input": {**form, "customer": {**person, "phone": "+996555000513"}, "numberClass": "PLATINUM"}}
    )
    assert codes(none["getSim"]) == ["POOL_EMPTY"]


def test_another_number_is_paid_for_and_the_old_one_rests(client: Client, admin: Client, contract: str) -> None:  # noqa: F811
    """P2: the SIM, the binding and the quarantine follow; the plan shows the charge."""
    set_class(admin, "SILVER", "4444", price="100", fee="20")
    client.insert(new_phone_number("+996554444444"))
    client.as_owner(BALANCE, contract[4:])
    old = client.value(
        "select n.msisdn from phone_number n join contract k on k.phone_number_id = n.id where k.id = $1::uuid",
        contract[4:],
    )
    given = {"id": contract, "msisdn": "0554 44 44 44", "reason": "просит клиент"}
    plan = client.ask(CHANGE, {"input": {**given, "dryRun": True}})["changeNumber"]["plan"]
    assert [each["amount"] for each in plan["charges"]] == ["-120.00"]
    done = client.ask(CHANGE, {"input": {**given, "planToken": plan["planToken"]}})["changeNumber"]
    assert codes(done) == []
    assert done["contract"]["phoneNumber"]["msisdn"] == done["contract"]["sim"]["msisdn"] == "+996554444444"
    assert done["contract"]["balance"] == {"amount": "880.00"}
    rests = client.sql(
        "select status, quarantined_until > now() + interval '80 days' as long from phone_number where msisdn = $1", old
    )
    assert tuple(rests[0]) == ("QUARANTINED", True)
    bound = "select n.msisdn, b.bound_to is null as now from number_binding b join phone_number n on n.id = b.phone_number_id where b.contract_id = $1::uuid"
    assert {tuple(row) for row in client.sql(bound, contract[4:])} >= {(old, False), ("+996554444444", True)}
    assert client.value("select count(*) from number_release where msisdn = $1", old) == 1, "its messages are not sent"
    assert codes(client.ask(CHANGE, {"input": {"id": contract, "msisdn": old}})["changeNumber"]) == [
        "NUMBER_NOT_AVAILABLE"
    ]
    again = {"id": f"num_{client.value('select id from phone_number where msisdn = $1', old)}", "contractId": contract}
    back = client.ask(RECLAIM, {"input": {**again, "reason": "передумал"}})["reclaimNumber"]
    assert (codes(back), back["phoneNumber"]["status"], back["phoneNumber"]["contract"]) == (
        [],
        "ASSIGNED",
        {"id": contract},
    )
    assert codes(client.ask(RECLAIM, {"input": {**again, "reason": "ещё раз"}})["reclaimNumber"]) == [
        "INVALID_TRANSITION"
    ]


def test_a_number_is_refused_where_the_balance_does_not_cover_it(client: Client, admin: Client, contract: str) -> None:  # noqa: F811
    set_class(admin, "PLATINUM", "5555", price="9999999")
    client.insert(new_phone_number("+996555555555"))
    refused = client.ask(CHANGE, {"input": {"id": contract, "msisdn": "+996555555555"}})["changeNumber"]
    assert codes(refused) == ["INSUFFICIENT_BALANCE"]
    assert client.value("select status from phone_number where msisdn = '+996555555555'") == "AVAILABLE"
    client.ask(ACT % "closeContract", {"input": {"id": contract}})
    assert codes(client.ask(CHANGE, {"input": {"id": contract}})["changeNumber"]) == ["INVALID_TRANSITION"]


def test_a_number_returns_to_its_last_holder_only(client: Client, contract: str) -> None:  # noqa: F811
    number = client.insert(new_phone_number("+996556666661", **in_quarantine(lasts=timedelta(days=9))))
    other = client.value(
        "select id from contract where status = 'ACTIVE' and customer_id <> (select customer_id from contract where id = $1::uuid) limit 1",
        contract[4:],
    )
    for day, line in ((1, client.value("select $1::uuid", contract[4:])), (3, other)):
        then = {"bound_from": datetime(2026, 1, day, tzinfo=UTC), "bound_to": datetime(2026, 1, day + 1, tzinfo=UTC)}
        client.insert(new_number_binding(number.id, line, **then))
    given = {"id": f"num_{number.id}", "contractId": contract, "reason": "было моим"}
    assert codes(client.ask(RECLAIM, {"input": given})["reclaimNumber"]) == ["NUMBER_NOT_AVAILABLE"]
    answers = client.together(RECLAIM, [{**given, "contractId": f"con_{other}"}] * 6)
    assert sorted(codes(data["reclaimNumber"]) for data in answers) == [[]] + [["INVALID_TRANSITION"]] * 5


def test_of_many_lines_at_once_one_gets_a_number(client: Client) -> None:
    client.insert(new_phone_number("+996557777771"))
    lines = client.sql("select 'con_' || id as id from contract where status = 'ACTIVE' order by number limit 6")
    answers = client.together(CHANGE, [{"id": row["id"], "msisdn": "+996557777771"} for row in lines])
    assert sorted(codes(data["changeNumber"]) for data in answers) == [[]] + [["NUMBER_NOT_AVAILABLE"]] * 5


def test_a_locked_line_is_changed_by_nobody_until_the_document_is_given(
    client: Client,
    seen_by: Callable[[Role], Client],  # noqa: F811
) -> None:
    """P2: neither the staff nor whoever has the phone changes the number of a locked line."""
    holder, line = viewer_of(Role.HOLDER, client), seen_by(Role.LINE)
    own = f"con_{holder.contract_id}"
    client.sql("update customer set kyc_status = 'INITIALIZED' where id = $1", holder.customer_id)
    assert codes(line.ask(LOCK, {"input": {"id": own}})["lockLine"]) == ["KYC_REQUIRED"]
    client.sql("update customer set kyc_status = 'VALIDATED', kind = 'PERSON' where id = $1", holder.customer_id)
    document = client.value(
        "update identity_document set verified_at = now(), expires_on = null where customer_id = $1 and replaced_at is null returning number",
        holder.customer_id,
    )
    locked = line.ask(LOCK, {"input": {"id": own}})["lockLine"]
    assert codes(locked) == []
    assert locked["contract"]["lineLockedAt"] is not None
    assert codes(line.ask(LOCK, {"input": {"id": own}})["lockLine"]) == ["LINE_LOCKED"]
    assert codes(client.ask(CHANGE, {"input": {"id": own}})["changeNumber"]) == ["LINE_LOCKED"]
    given = {"id": own, "documentNumber": document}
    assert line.errors(UNLOCK, {"input": given})[0]["extensions"]["code"] == "FORBIDDEN", "the phone alone is no proof"
    with_document = seen_by(Role.HOLDER)
    for tried in range(4):
        wrong = {"id": own, "documentNumber": f"AN000000{tried}", "dryRun": tried % 2 == 0}
        assert codes(with_document.ask(UNLOCK, {"input": wrong})["unlockLine"]) == ["PROOF_REFUSED"]
    assert codes(with_document.ask(UNLOCK, {"input": given})["unlockLine"]) == []
    assert codes(client.ask(CHANGE, {"input": {"id": own}})["changeNumber"]) == []


def test_five_documents_are_tried_in_a_day_also_in_dry_runs_and_at_once(client: Client) -> None:
    locked = "update contract set line_locked_at = now() where status = 'ACTIVE' and number like 'KD%' returning 'con_' || id, customer_id"
    own, customer = client.sql(locked)[0]
    document = client.value("select number from identity_document where customer_id = $1 limit 1", customer)
    wrong = [{"id": own, "documentNumber": f"AN11111{n:02}", "dryRun": n % 2 == 0} for n in range(12)]
    answers = client.together(UNLOCK, wrong)
    assert {tuple(codes(data["unlockLine"])) for data in answers} == {("PROOF_REFUSED",)}
    right = client.ask(UNLOCK, {"input": {"id": own, "documentNumber": document or "AN1"}})["unlockLine"]
    assert codes(right) == ["PROOF_REFUSED"], "the attempts of the day are used up"
    level = client.value("select round(level::numeric) from rate_level where name like 'unlock %'")
    assert level == 5
