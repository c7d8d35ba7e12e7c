"""An operator can resend a failed message, and no other."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.database import connect
from backend.models import NotificationChannel
from backend.notifications.email import EmailChannel, SmtpSettings
from backend.notifications.sender import Receipts, Sender
from backend.settings import Settings
from tests.client import Client
from tests.factories.notifications import new_notification
from tests.notifications.peers import MailServer, mail_server
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
RESEND = """
mutation ($input: NotificationActionInput!) { resendNotification(input: $input) {
    notification { id status attempts lastError } errors { code field }
} }
"""
ROW = "select status, attempts, last_error from notification where 'not_' || id = $1"
DONE = [{"code": "INVALID_TRANSITION", "field": ["id"]}]


def add(client: Client, status: str, channel: str = "EMAIL", purpose: str = "SERVICE") -> str:
    error = "no such mailbox" if status == "FAILED" else None
    tried = {"status": status, "attempts": 1, "last_error": error}
    return f"not_{client.insert(new_notification(channel, purpose=purpose, subject='subject', **tried)).id}"


def resend(client: Client, identity: str, **given: Any) -> Any:
    return client.ask(RESEND, {"input": {"id": identity, **given}})["resendNotification"]


async def send_due(url: str, peer: MailServer) -> None:
    smtp = SmtpSettings(host="127.0.0.1", port=peer.port, sender="noreply@crm.test", start_tls="none")
    channel = EmailChannel(smtp, lambda: datetime.now(UTC))
    connection = await connect(url)
    try:
        sender = Sender(url, NotificationChannel.EMAIL, channel, lambda _: None, asyncio.Event())
        while await sender.send_due(connection):
            pass
    finally:
        await connection.close()
        await channel.close()


def test_a_failed_message_is_resent_and_delivered(client: Client) -> None:
    identity = add(client, "QUEUED")

    async def go() -> tuple[Any, Any, MailServer]:
        connection = await connect(client.url)
        async with mail_server() as peer:
            peer.recipient_answer = "550 5.1.1 no such mailbox"
            await send_due(client.url, peer)
            refused = await connection.fetchrow(ROW, identity)
            assert refused is not None
            assert (refused["status"], peer.received) == ("FAILED", [])
            peer.recipient_answer = None
            await send_due(client.url, peer)
            assert peer.received == [], "a failed message is not sent by itself"
            answer = await client.send(RESEND, {"input": {"id": identity}})
            await send_due(client.url, peer)
            await send_due(client.url, peer)
            sent = await connection.fetchrow(ROW, identity)
        await connection.close()
        return answer["data"]["resendNotification"], sent, peer

    answer, sent, peer = client.run(go())
    queued = {"id": identity, "status": "QUEUED", "attempts": 0, "lastError": None}
    assert answer == {"notification": queued, "errors": []}
    assert (sent["status"], sent["attempts"], sent["last_error"]) == ("SENT", 1, None)
    assert [recipients for _, recipients, _ in peer.received] == [["ivan@example.org"]]
    assert resend(client, identity) == {"notification": None, "errors": DONE}


def test_a_message_resent_is_delivered_by_the_receipts_of_its_new_parts(client: Client) -> None:
    identity = add(client, "FAILED", "SMS")
    client.sql(
        "update notification set provider_ids = '{a,b}', delivered_ids = '{a}' where 'not_' || id = $1", identity
    )
    assert resend(client, identity)["errors"] == []
    receipts = Receipts(client.url)
    client.sql(
        "update notification set status = 'SENT', sent_at = now(), provider_ids = '{c,d}' where 'not_' || id = $1",
        identity,
    )
    found = []
    for part in ("c", "d"):
        client.run(receipts.record(part, "DELIVERED"))
        found.append(client.value("select status from notification where 'not_' || id = $1", identity))
    assert found == ["SENT", "DELIVERED"]


@pytest.mark.parametrize(
    ("status", "channel", "purpose"),
    [
        ("QUEUED", "EMAIL", "SERVICE"), ("SENT", "EMAIL", "SERVICE"), ("SENT", "SMS", "PAYMENT"),
        ("DELIVERED", "SMS", "SERVICE"), ("DELIVERED", "IN_APP", "TICKET"), ("FAILED", "SMS", "SIGN_IN"),
    ],
)  # fmt: skip
def test_a_message_that_has_not_failed_is_not_resent(client: Client, status: str, channel: str, purpose: str) -> None:
    identity = add(client, status, channel, purpose)
    before = client.sql("select * from notification order by id")
    assert resend(client, identity) == {"notification": None, "errors": DONE}
    assert client.sql("select * from notification order by id") == before


@pytest.mark.parametrize(
    "identity",
    ["not_00000000-0000-4000-8000-000000000000", "not_", "not_1", "", "\0", "cus_00000000-0000-4000-8000-000000000000"],
)
def test_a_notification_that_is_unknown_is_not_found(client: Client, identity: str) -> None:
    assert resend(client, identity) == {
        "notification": None,
        "errors": [{"code": "NOT_FOUND", "field": ["id"]}],
    }


def test_the_id_of_something_else_is_not_found(client: Client) -> None:
    identity = add(client, "FAILED")
    for prefix in ("cus", "con", "job"):
        assert resend(client, identity.replace("not", prefix))["errors"] == [{"code": "NOT_FOUND", "field": ["id"]}]
    assert client.value("select status from notification where 'not_' || id = $1", identity) == "FAILED"


def test_concurrent_requests_resend_a_message_once(client: Client) -> None:
    identity = add(client, "FAILED")
    answers = [each["resendNotification"]["errors"] for each in client.together(RESEND, [{"id": identity}] * 8)]
    assert sorted(answers, key=len) == [[], *[DONE] * 7]


def test_a_repeated_resend_with_the_same_key_is_replayed(client: Client) -> None:
    identity, other = add(client, "FAILED"), add(client, "FAILED")
    for status in ("QUEUED", "SENT"):
        answer = resend(client, identity, idempotencyKey="n1")
        assert (answer["errors"], answer["notification"]["status"]) == ([], status)
        client.sql("update notification set status = 'SENT' where 'not_' || id = $1", identity)
    assert resend(client, other, idempotencyKey="n1")["errors"] == [
        {"code": "IDEMPOTENCY_KEY_REUSED", "field": ["idempotencyKey"]}
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANONYMOUS])
def test_only_staff_resend(client: Client, database_url: str, settings: Settings, role: Role) -> None:
    identity = add(client, "FAILED")
    client.sql("update notification set customer_id = (select id from customer where number = 'CD00000001')")
    other = Client(database_url, settings, viewer=viewer_of(role, client), beside=client)
    answer = client.run(other.send(RESEND, {"input": {"id": identity}}))
    other.close()
    if role in {Role.ADMIN, Role.OPERATOR, Role.SERVICE}:
        assert answer["data"]["resendNotification"]["errors"] == []
        expected = ("QUEUED", "DONE")
    else:
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
        expected = ("FAILED", "FORBIDDEN")
    assert client.value("select status from notification where 'not_' || id = $1", identity) == expected[0]
    assert client.value("select outcome from audit_entry where verb = 'resendNotification'") == expected[1]
