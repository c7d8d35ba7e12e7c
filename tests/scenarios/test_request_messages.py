"""A requester is told about a question, its lapse, a rejection and fulfilment, also before becoming a customer."""

from typing import Any

import pytest

from backend.models import Contract
from backend.settings import Settings
from tests.client import Client
from tests.notifications.told import written
from tests.scenarios.test_fulfilled_requests import checked, form, fulfil
from tests.scenarios.test_requests import done, lapse

pytestmark = pytest.mark.database
MESSAGES = """select topic, channel, recipient, language, customer_id, contract_id, subject, text, html, status
    from notification where request_id = $1::uuid order by created_at, topic, channel"""


@pytest.fixture
def client(module_client: Client) -> Client:
    module_client.sql("delete from rate_level")
    return module_client


def told(client: Client, settings: Settings, request: Any, rate: str = "100/day") -> list[Any]:
    """Give the events their positions, write the messages about them, and return those about the request."""
    written(client, settings, rate)
    return client.sql(MESSAGES, request["id"][4:])


def brief(rows: list[Any]) -> list[tuple[Any, ...]]:
    return [(row["topic"], row["channel"], row["recipient"]) for row in rows]


def test_who_is_no_customer_is_told_by_the_contact_in_the_form(client: Client, settings: Settings) -> None:
    raw = {
        "name": "Win a prize www.trap.example",
        "phone": "+996700555401",
        "email": "new@asks.example",
        "language": "KY",
    }
    asked, rejected, silent = (
        done(client, "submitRequest", kind="OTHER", raw=raw, idempotencyKey=f"message {n}") for n in range(3)
    )
    assert told(client, settings, asked) == [], "a submission is no message"
    question = "Кайсы тариф? " + "х" * 600
    done(client, "askRequester", id=asked["id"], question=question)
    rows = told(client, settings, asked)
    assert brief(rows) == [
        ("request.asked", "EMAIL", "new@asks.example"), ("request.asked", "SMS", "+996700555401"),
    ]  # fmt: skip
    for row in rows:
        assert (row["language"], row["customer_id"], row["status"]) == ("KY", None, "QUEUED")
        assert row["text"] == f"{asked['number']} арызыңыз боюнча тактап алышыбыз керек:\n{question}"
    assert "Саламатсызбы!" in rows[0]["html"]
    assert "prize" not in rows[0]["html"], "a form may name anybody"
    done(client, "rejectRequest", id=rejected["id"], reason="документ жараксыз")
    rows = told(client, settings, rejected)
    assert [row["text"].rpartition(": ")[2] for row in rows] == ["документ жараксыз"] * 2
    done(client, "askRequester", id=silent["id"], question="?")
    client.sql("update request set asked_at = now() - interval '15 days' where id = $1::uuid", silent["id"][4:])
    lapse(client, settings)
    topics = [row["topic"] for row in told(client, settings, silent)]
    assert topics == ["request.asked", "request.asked", "request.lapsed", "request.lapsed"]


def test_a_form_without_a_contact_a_rule_and_the_rate_leave_nobody_told(client: Client, settings: Settings) -> None:
    nowhere = done(client, "submitRequest", kind="OTHER", raw={"name": "Без Телефона"})
    done(client, "rejectRequest", id=nowhere["id"], reason="x")
    assert told(client, settings, nowhere) == []
    raw = {"phone": "+996700555402", "email": "rule@asks.example"}
    client.sql("update notification_rule set enabled = false where purpose = 'REQUEST' and channel = 'SMS'")
    ruled = done(client, "submitRequest", kind="OTHER", raw=raw)
    done(client, "rejectRequest", id=ruled["id"], reason="x")
    assert [row["channel"] for row in told(client, settings, ruled)] == ["EMAIL"]
    client.sql("update notification_rule set enabled = true where purpose = 'REQUEST' and channel = 'SMS'")
    many = [done(client, "submitRequest", kind="OTHER", raw={"email": "many@asks.example", "n": n}) for n in range(3)]
    for each in many:
        done(client, "rejectRequest", id=each["id"], reason="x")
    assert [len(told(client, settings, each, rate="2/day")) for each in many] == [1, 1, 0]
    digests = (
        "select count(*) from notification where recipient = 'many@asks.example' and topic = 'notification.digest'"
    )
    assert client.value(digests) == 0, "there is no application in which to read what a digest counts"


def test_a_customer_is_told_by_their_own_contact_and_the_reason_only_as_the_holder(
    client: Client, settings: Settings
) -> None:
    line = client.find(Contract, number="KD00000001")
    (customer,) = client.sql("select * from customer where id = $1", line.customer_id)
    about = {"contractId": f"con_{line.id}", "raw": {"phone": "+996700555403", "email": "other@asks.example"}}
    request = done(client, "submitRequest", kind="OTHER", **about)
    done(client, "askRequester", id=request["id"], question="Когда?")
    done(client, "rejectRequest", id=request["id"], reason="нет паспорта")
    rows = told(client, settings, request)
    recipients = {(row["channel"], row["recipient"]) for row in rows}
    assert ("IN_APP", None) in recipients
    assert recipients <= {("IN_APP", None), ("SMS", customer["phone"]), ("EMAIL", customer["email"])}
    assert {row["customer_id"] for row in rows} == {line.customer_id}
    contracts = {row["topic"]: row["contract_id"] for row in rows}
    assert contracts == {"request.asked": line.id, "request.rejected": None}, "a line may be somebody else's"


def test_a_dry_run_shows_the_messages_and_writes_none(client: Client, settings: Settings) -> None:
    request = done(client, "submitRequest", kind="OTHER", raw={"email": "dry@asks.example"})
    query = """mutation ($input: AskRequesterInput!) { askRequester(input: $input) { errors { code }
        plan { events notifications } } }"""
    given = {"id": request["id"], "question": "?", "dryRun": True}
    plan = client.ask(query, {"input": given})["askRequester"]["plan"]
    assert plan == {"events": ["request.asked"], "notifications": ["request.asked EMAIL"]}
    assert told(client, settings, request) == []


def test_a_fulfilled_registration_is_told_to_the_new_customer(client: Client, settings: Settings) -> None:
    request = checked(client, "REGISTRATION", form(41, email="fresh@asks.example", language="EN"))
    shown = fulfil(client, request)["request"]
    rows = told(client, settings, request)
    assert brief(rows) == [
        ("request.fulfilled", "EMAIL", "fresh@asks.example"), ("request.fulfilled", "IN_APP", None),
        ("request.fulfilled", "SMS", "+996700555241"),
    ]  # fmt: skip
    assert {f"cus_{row['customer_id']}" for row in rows} == {shown["customer"]["id"]}
    assert rows[0]["text"] == f"Your request {request['number']} is fulfilled. Thank you."
    query = "{ notifications(first: 1, filter: { purpose: { eq: REQUEST } }) { nodes { request { id } } } }"
    assert client.ask(query)["notifications"]["nodes"][0]["request"] is not None
