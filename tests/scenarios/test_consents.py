"""Consents (A13): recorded, replaced by a newer text, withdrawn; by staff, and by the customer in the app."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import asyncpg
import orjson
import pytest

from backend.auth.viewer import Role
from backend.identifiers import CUSTOMER_ID
from backend.models import Customer
from backend.settings import Settings
from tests.client import Client
from tests.factories.customers import new_customer
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
FIELDS = "{ id purpose channel source textVersion givenAt givenBy replacedAt withdrawnAt withdrawnBy }"
RECORD = f"""mutation ($input: RecordConsentInput!) {{ recordConsent(input: $input) {{
    consent {FIELDS} errors {{ code field }} }} }}"""
WITHDRAW = f"""mutation ($input: WithdrawConsentInput!) {{ withdrawConsent(input: $input) {{
    consent {FIELDS} errors {{ code field }} }} }}"""
CONSENTS = f"query ($id: ID!) {{ customer(id: $id) {{ consents {FIELDS} }} }}"
PREFER = """mutation ($input: NotificationPreferenceInput!) { setNotificationPreference(input: $input) {
    errors { code field } } }"""
EVENTS = "select topic, payload from event where node_id = $1 and topic like 'customer.consent%' order by id"


@pytest.fixture
def customer(module_client: Client) -> Customer:
    return module_client.insert(new_customer(status="ACTIVE"))


@pytest.fixture(scope="module")
def holder(module_database_url: str, settings: Settings, module_client: Client) -> Iterator[Client]:
    viewer = viewer_of(Role.HOLDER, module_client)
    opened = Client(module_database_url, settings, viewer=viewer, beside=module_client)
    yield opened
    opened.close()


def form(customer: Any, **given: Any) -> dict[str, Any]:
    return {
        "customerId": customer if isinstance(customer, str) else CUSTOMER_ID.encode(customer.id), "purpose": "MARKETING",
        "channel": "SMS", "source": "COUNTER", "textVersion": "2026-03", **given,
    }  # fmt: skip


def recorded(client: Client, customer: Any, **given: Any) -> dict[str, Any]:
    payload = client.ask(RECORD, {"input": form(customer, **given)})["recordConsent"]
    assert payload["errors"] == []
    found: dict[str, Any] = payload["consent"]
    return found


def refused(client: Client, query: str, given: dict[str, Any]) -> tuple[str, list[str]]:
    """Code and field of a refusal; asserts that nothing was written."""
    counts = (
        "select (select count(*) from consent), (select count(*) from event), (select max(updated_at) from consent)"
    )
    before = client.sql(counts)
    (payload,) = client.ask(query, {"input": given}).values()
    (error,) = payload["errors"]
    assert client.sql(counts) == before
    return error["code"], error["field"]


def consents(client: Client, customer: Customer) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.ask(CONSENTS, {"id": CUSTOMER_ID.encode(customer.id)})["customer"]["consents"]
    return found


def test_a_consent_is_recorded_and_withdrawn(module_client: Client, customer: Customer) -> None:
    client = module_client
    given = recorded(client, customer)
    expected = {
        "purpose": "MARKETING", "channel": "SMS", "source": "COUNTER", "textVersion": "2026-03", "givenBy": "operator",
        "replacedAt": None, "withdrawnAt": None, "withdrawnBy": None,
    }  # fmt: skip
    assert {name: given[name] for name in expected} == expected
    assert consents(client, customer) == [given]
    payload = client.ask(WITHDRAW, {"input": {"id": given["id"], "reason": "by phone"}})["withdrawConsent"]
    assert payload["errors"] == []
    ended = payload["consent"]
    assert (ended["withdrawnAt"] is not None, ended["withdrawnBy"]) == (True, "operator")
    assert {name: ended[name] for name in ("givenAt", "textVersion")} == {
        name: given[name] for name in ("givenAt", "textVersion")
    }
    told = {"purpose": "MARKETING", "channel": "SMS", "textVersion": "2026-03"}
    assert [(row["topic"], orjson.loads(row["payload"])) for row in client.sql(EVENTS, customer.id)] == [
        ("customer.consent_recorded", told),
        ("customer.consent_withdrawn", {**told, "reason": "by phone"}),
    ]
    assert refused(client, WITHDRAW, {"id": given["id"]}) == ("INVALID_TRANSITION", ["id"])
    # It may be given again, and both stand in the list.
    again = recorded(client, customer)
    assert [each["id"] for each in consents(client, customer)] == [again["id"], given["id"]]


def test_a_newer_text_replaces_the_consent_that_stands(module_client: Client, customer: Customer) -> None:
    client = module_client
    older, other = recorded(client, customer), recorded(client, customer, channel="EMAIL")
    assert refused(client, RECORD, form(customer, source="APP")) == ("ALREADY_EXISTS", ["purpose"])
    newer = recorded(client, customer, textVersion="2026-11")
    listed = {each["id"]: each for each in consents(client, customer)}
    assert listed[older["id"]]["replacedAt"] is not None
    assert listed[older["id"]]["withdrawnAt"] is None
    assert [listed[each["id"]]["replacedAt"] for each in (newer, other)] == [None, None]
    assert refused(client, WITHDRAW, {"id": older["id"]}) == ("INVALID_TRANSITION", ["id"])


def test_of_many_at_once_one_is_recorded_and_one_withdrawal_counts(module_client: Client, customer: Customer) -> None:
    client = module_client
    for version in ("2026-03", "2026-11"):  # a new consent, and one that replaces it
        answers = client.together(RECORD, [form(customer, textVersion=version)] * 8)
        codes = sorted([error["code"] for error in each["recordConsent"]["errors"]] for each in answers)
        assert codes == [[], *[["ALREADY_EXISTS"]] * 7]
    mixed = client.together(RECORD, [form(customer, textVersion=f"2027-{n % 3}") for n in range(9)])
    assert any(each["recordConsent"]["errors"] == [] for each in mixed)
    standing = "select id from consent where customer_id = $1 and withdrawn_at is null and replaced_at is null"
    (row,) = client.sql(standing, customer.id)
    answers = client.together(WITHDRAW, [{"id": f"cns_{row['id']}"}] * 8)
    codes = sorted([error["code"] for error in each["withdrawConsent"]["errors"]] for each in answers)
    assert codes == [[], *[["INVALID_TRANSITION"]] * 7]
    assert client.sql(standing, customer.id) == []
    withdrawn = "select count(*) from event where node_id = $1 and topic = 'customer.consent_withdrawn'"
    assert client.value(withdrawn, customer.id) == 1


def test_what_is_refused(module_client: Client, holder: Client, customer: Customer) -> None:
    client = module_client
    closed = client.insert(new_customer(status="CLOSED"))
    assert refused(client, RECORD, form(closed)) == ("CUSTOMER_CLOSED", ["customerId"])
    unknown = CUSTOMER_ID.encode(CUSTOMER_ID.new_key())
    for other in (unknown, "con_x", ""):
        assert refused(client, RECORD, form(other)) == ("NOT_FOUND", ["customerId"])
    for version in ("", "a b", "x" * 41, "-1", "2026\n", "версия"):
        assert refused(client, RECORD, form(customer, textVersion=version)) == ("INVALID_INPUT", ["textVersion"])
    assert refused(client, WITHDRAW, {"id": unknown}) == ("NOT_FOUND", ["id"])
    given = recorded(client, customer)
    own = client.find(Customer, number="CD00000001")
    assert refused(holder, RECORD, form(own)) == ("INVALID_INPUT", ["source"])
    assert refused(holder, RECORD, form(customer, source="APP")) == ("NOT_FOUND", ["customerId"])
    assert refused(holder, WITHDRAW, {"id": given["id"]}) == ("NOT_FOUND", ["id"])


def test_what_was_given_cannot_be_changed_or_deleted(module_client: Client, customer: Customer) -> None:
    client = module_client
    given = recorded(client, customer)
    changes = ("text_version = '1'", "purpose = 'PARTNERS'", "given_at = now()", "given_by = 'x'", "source = 'APP'")
    for change in changes:
        with pytest.raises(asyncpg.CheckViolationError):
            client.sql(f"update consent set {change} where customer_id = $1", customer.id)  # noqa: S608
    client.ask(WITHDRAW, {"input": {"id": given["id"]}})
    with pytest.raises(asyncpg.CheckViolationError):
        client.sql("update consent set withdrawn_at = null, withdrawn_by = null where customer_id = $1", customer.id)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        client.sql("delete from consent where customer_id = $1", customer.id)


def test_the_customer_gives_and_withdraws_a_consent_while_the_line_is_theirs(
    module_client: Client, holder: Client, settings: Settings
) -> None:
    own = module_client.find(Customer, number="CD00000001")
    given = recorded(holder, own, source="APP", purpose="PROFILING")
    assert given["givenBy"].startswith("subscriber:con_")
    payload = holder.ask(WITHDRAW, {"input": {"id": given["id"]}})["withdrawConsent"]
    assert (payload["errors"], payload["consent"]["withdrawnAt"] is not None) == ([], True)
    # Somebody who has the phone is not the customer.
    line = Client(module_client.url, settings, viewer=viewer_of(Role.LINE, module_client), beside=module_client)
    # A token of the last holder of a number that has passed on.
    number = module_client.value(
        "select k.phone_number_id from contract k where k.customer_id <> $1 and k.status = 'ACTIVE' limit 1", own.id
    )
    viewer = replace(viewer_of(Role.HOLDER, module_client), phone_number_id=number)
    former = Client(module_client.url, settings, viewer=viewer, beside=module_client)
    standing = recorded(holder, own, source="WEB", purpose="LOCATION")
    try:
        for query, values in ((RECORD, form(own, source="APP")), (WITHDRAW, {"id": standing["id"]})):
            assert line.errors(query, {"input": values})[0]["extensions"]["code"] == "FORBIDDEN"
            assert refused(former, query, values)[0] == "NOT_FOUND"
        preference = {"customerId": CUSTOMER_ID.encode(own.id), "purpose": "TICKET", "channel": "SMS", "allowed": True}
        assert refused(former, PREFER, preference) == ("NOT_FOUND", ["customerId"])
    finally:
        line.close()
        former.close()


def test_a_preference_does_not_stand_in_for_a_consent(module_client: Client, customer: Customer) -> None:
    for channel in ("SMS", "EMAIL", "IN_APP"):
        given = {"customerId": CUSTOMER_ID.encode(customer.id), "purpose": "MARKETING", "channel": channel}
        assert refused(module_client, PREFER, {**given, "allowed": True}) == ("INVALID_INPUT", ["purpose"])
