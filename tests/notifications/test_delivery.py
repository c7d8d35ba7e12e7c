"""From an event to the customer: recipients, texts, languages and channels, and recovery after kills."""

import asyncio
import errno
import signal
import subprocess
import time as clock
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from backend.database import Connection, connect
from backend.events.sequencer import Sequencer
from backend.models import Contract, Language, NotificationChannel
from backend.notifications.channel import ChannelDown, OutgoingMessage, Undeliverable
from backend.notifications.notifier import Notifier
from backend.notifications.sender import MAX_ATTEMPTS, CircuitBreaker, QueuedCodes, Receipts, Sender, give_up_expired
from backend.notifications.templates import TOPICS, compose
from backend.settings import Settings
from tests import forkserver
from tests.client import Client
from tests.factories.events import new_contract_event
from tests.factories.notifications import new_notification, new_notification_preference
from tests.factories.rows import find, insert
from tests.push import pay

pytestmark = pytest.mark.database
SMS, EMAIL, IN_APP = NotificationChannel.SMS, NotificationChannel.EMAIL, NotificationChannel.IN_APP
CONTRACT = "select id from contract where number = 'KD00000001'"


class FakeChannel:
    """A channel with the answers that the test sets; it keeps the messages that it accepted."""

    name = "far"

    def __init__(self) -> None:
        self.accepted: list[OutgoingMessage] = []
        self.answers: list[BaseException | None] = []

    async def send(self, message: OutgoingMessage) -> str:
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer
        self.accepted.append(message)
        return f"far-{len(self.accepted)}"

    async def close(self) -> None:
        return


@asynccontextmanager
async def bench(url: str, settings: Settings) -> AsyncIterator[tuple[Notifier, Connection]]:
    """Run a sequencer; a notifier that the test steps, and a connection."""
    sequencer = asyncio.create_task(Sequencer(url).run())
    connection = await connect(url)
    await connection.execute("update notification_rule set quiet_from = null, quiet_until = null")
    await connection.execute("update notification set status = 'SENT' where status = 'QUEUED'")
    await connection.execute("delete from notification_preference")
    try:
        yield Notifier(url, settings), connection
    finally:
        sequencer.cancel()
        await asyncio.gather(sequencer, return_exceptions=True)
        await connection.close()


async def ordered(connection: Connection) -> None:
    """Wait until every event has its position."""
    async with asyncio.timeout(10):
        while await connection.fetchval(
            "select count(*) from event where id not in (select event_id from event_order)"
        ):
            await asyncio.sleep(0.02)


def sender(url: str, channel: Any, kind: NotificationChannel = SMS, **options: Any) -> Sender:
    return Sender(url, kind, channel, lambda sealed: sealed[::-1], asyncio.Event(), **options)


def run(go: Callable[[], Any]) -> Any:
    return asyncio.run(asyncio.wait_for(go(), 60))


async def add_event(connection: Connection, topic: str, **payload: Any) -> None:
    contract = await find(connection, Contract, number="KD00000001")
    await insert(connection, new_contract_event(topic, contract, payload=payload))


NEW = "select channel, subject, text, html, recipient, status, language from notification where event_id is not null order by event_id, channel"


def test_every_topic_has_texts_in_three_languages_with_values_escaped_in_html_only() -> None:
    facts = {
        "name": "О'Коннор <b>", "msisdn": "+996700", "contract": "K1", "tariff": "T & Co", "amount": "1.00 KGS", "balance": "7.00 KGS", "payment": "P1",
        "ticket": "T1", "subject": '"<i>"', "comment": "line <1>\nline 2", "expires_on": "2027-01-31", "day": "2027-02-01",
        "request": "R1", "question": "Which number?", "reason": "a copy is not enough",
    }  # fmt: skip
    for topic in TOPICS:
        texts = {language: compose(topic, language, facts) for language in Language}
        assert len({each.text for each in texts.values()}) == 3, topic
        for each in texts.values():
            assert "{" not in each.text
            assert "\n" not in each.subject
            assert "<b>" not in each.html
            assert "О&#39;Коннор &lt;b&gt;" in each.html
            assert "&lt;" not in each.text
    assert "line <1>\nline 2" in compose("ticket.commented", Language.EN, facts).text
    assert "<p>line &lt;1&gt;</p>" in compose("ticket.commented", Language.EN, facts).html


def test_an_event_is_notified_once_per_channel_in_the_customers_language(
    client: Client, database_url: str, settings: Settings
) -> None:
    client.sql("update customer set language = 'KY' where number = 'CD00000001'")
    contract = client.value("select 'con_' || id from contract where number = 'KD00000001'")

    async def go() -> list[Any]:
        async with bench(database_url, settings) as (notifier, connection):
            await client.send(
                "mutation ($id: ID!) { suspendContract(input: { id: $id }) { errors { code } } }", {"id": contract}
            )
            await ordered(connection)
            await notifier.catch_up(connection)
            await notifier.catch_up(connection)
            return await connection.fetch(NEW)

    rows = client.run(go())
    assert [row["channel"] for row in rows] == ["EMAIL", "IN_APP", "SMS"]
    assert {row["language"] for row in rows} == {"KY"}
    assert all("убактылуу токтотулду" in row["text"] for row in rows)
    assert [row["status"] for row in rows] == ["QUEUED", "DELIVERED", "QUEUED"]
    assert [row["html"] is not None for row in rows] == [True, False, False]
    added = client.sql("select node_type, node_id from event where topic = 'notification.added'")
    assert [row["node_type"] for row in added] == ["Notification"]


def test_which_events_are_notified(client: Client, database_url: str, settings: Settings) -> None:
    async def go() -> list[Any]:
        async with bench(database_url, settings) as (notifier, connection):
            await pay(connection, await connection.fetchval(CONTRACT), 12_345)
            await add_event(connection, "balance.low")
            await add_event(connection, "contract.created")
            await add_event(connection, "contract.closed", internal=True)
            await ordered(connection)
            await notifier.catch_up(connection)
            return await connection.fetch(
                "select distinct topic, text from notification where event_id is not null order by topic"
            )

    rows = client.run(go())
    assert [row["topic"] for row in rows] == ["balance.low", "payment.succeeded"]
    assert "123.45 KGS" in rows[1]["text"]


def test_consent_and_rules_decide_which_channels_are_used(
    client: Client, database_url: str, settings: Settings
) -> None:
    customer = client.value("select 'cus_' || id from customer where number = 'CD00000001'")
    mutation = "mutation ($input: NotificationPreferenceInput!) { setNotificationPreference(input: $input) { errors { code field } } }"
    for channel, allowed in (("SMS", False), ("EMAIL", True)):
        given = {
            "customerId": customer,
            "purpose": "PAYMENT",
            "channel": channel,
            "allowed": allowed,
            "quietFrom": "00:00",
            "quietUntil": "23:59",
        }
        assert client.ask(mutation, {"input": given})["setNotificationPreference"]["errors"] == []
    for wrong, field in (
        ({"quietFrom": "25:00", "quietUntil": "07:00"}, "quietFrom"),
        ({"quietFrom": "22:00"}, "quietUntil"),
    ):
        given = {"customerId": customer, "purpose": "PAYMENT", "channel": "SMS", "allowed": True, **wrong}
        assert client.ask(mutation, {"input": given})["setNotificationPreference"]["errors"] == [
            {"code": "INVALID_INPUT", "field": [field]}
        ]
    preferences = client.sql(
        "select channel, allowed, quiet_from, quiet_until, purpose, customer_id from notification_preference where purpose = 'PAYMENT'"
    )

    async def go() -> list[Any]:
        async with bench(database_url, settings) as (_, connection):
            # As the mutation stored them; `bench` has removed them.
            await insert(connection, *(new_notification_preference(**row) for row in preferences))
            await pay(connection, await connection.fetchval(CONTRACT))
            await ordered(connection)
            await Notifier(database_url, settings, clock=noon.astimezone).catch_up(connection)
            return await connection.fetch(
                "select channel, not_before from notification where event_id is not null order by channel"
            )

    noon = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo(settings.time_zone))
    found = [(row["channel"], row["not_before"]) for row in client.run(go())]
    assert found == [("EMAIL", noon.replace(hour=23, minute=59)), ("IN_APP", noon)]


async def queue(connection: Connection, text: str) -> uuid.UUID:
    """Insert a short message that is due. Returns its key."""
    message = new_notification("SMS", recipient="+996700", text=text)
    await insert(connection, message)
    return message.id


STATE = "select status, attempts, possible_duplicates, last_error, provider_ids, not_before > now() as later, leased_until from notification where id = $1"


def test_a_message_is_sent_once_and_its_receipt_makes_it_delivered(
    client: Client, database_url: str, settings: Settings
) -> None:
    channel = FakeChannel()

    async def go() -> tuple[Any, Any]:
        async with bench(database_url, settings) as (_, connection):
            identity = await queue(connection, "hello")
            one = sender(database_url, channel)
            assert await one.send_due(connection) == 1
            assert await one.send_due(connection) == 0
            sent = await connection.fetchrow(STATE, identity)
            await Receipts(database_url).record("far-1", "DELIVERED")
            return sent, await connection.fetchval("select status from notification where id = $1", identity)

    sent, after = run(go)
    assert (sent["status"], sent["attempts"], sent["provider_ids"], sent["leased_until"]) == (
        "SENT",
        1,
        ["far-1"],
        None,
    )
    assert [message.text for message in channel.accepted] == ["hello"]
    assert after == "DELIVERED"


def test_a_message_in_parts_is_delivered_with_its_last_receipt(database_url: str, settings: Settings) -> None:
    class Parts(FakeChannel):
        async def send(self, message: OutgoingMessage) -> str:
            await super().send(message)
            return "p1,p2"

    async def go() -> list[str]:
        async with bench(database_url, settings) as (_, connection):
            identity = await queue(connection, "long")
            await sender(database_url, Parts()).send_due(connection)
            found = []
            for message_id in ("p2", "p2", "p1"):
                await Receipts(database_url).record(message_id, "DELIVERED")
                found.append(await connection.fetchval("select status from notification where id = $1", identity))
            return found

    assert run(go) == ["SENT", "SENT", "DELIVERED"]


def test_a_refusal_is_final_and_an_outage_is_retried_up_to_a_limit(
    client: Client, database_url: str, settings: Settings
) -> None:
    async def go() -> list[Any]:
        async with bench(database_url, settings) as (_, connection):
            found = []
            for answer in (
                Undeliverable("no such number"),
                ChannelDown("away"),
                ChannelDown("lost", uncertain=True),
                RuntimeError("ours"),
            ):
                channel = FakeChannel()
                channel.answers = [answer]
                identity = await queue(connection, "x")
                await sender(database_url, channel).send_due(connection)
                found.append(await connection.fetchrow(STATE, identity))
            channel = FakeChannel()
            channel.answers = [ChannelDown(f"try {n}") for n in range(MAX_ATTEMPTS)]
            identity = await queue(connection, "for ever")
            for _ in range(MAX_ATTEMPTS):
                await connection.execute("update notification set not_before = now() where id = $1", identity)
                await sender(database_url, channel).send_due(connection)
            found.append(await connection.fetchrow(STATE, identity))
            short = ChannelDown("smtp: too many open files")
            short.__cause__ = OSError(errno.EMFILE, "Too many open files")
            channel = FakeChannel()
            channel.answers = [short] * (MAX_ATTEMPTS + 1)
            waits = await queue(connection, "waits")
            for _ in range(MAX_ATTEMPTS + 1):
                await connection.execute("update notification set not_before = now() where id = $1", waits)
                await sender(database_url, channel).send_due(connection)
            found.append(await connection.fetchrow(STATE, waits))
            deadly = await queue(connection, "kills whoever sends it")
            await connection.execute("update notification set attempts = $2 where id = $1", deadly, MAX_ATTEMPTS)
            channel = FakeChannel()
            await sender(database_url, channel).send_due(connection)
            assert not channel.accepted
            found.append(await connection.fetchrow(STATE, deadly))
            return found

    refused, away, lost, ours, given_up, waits, deadly = run(go)
    assert (waits["status"], waits["attempts"], waits["later"]) == ("QUEUED", 0, True)
    assert (deadly["status"], deadly["last_error"]) == ("FAILED", "every attempt to send the message was interrupted")
    assert (refused["status"], refused["last_error"]) == ("FAILED", "no such number")
    assert (away["status"], away["later"], away["possible_duplicates"]) == ("QUEUED", True, 0)
    assert (lost["status"], lost["possible_duplicates"]) == ("QUEUED", 1)
    assert (ours["status"], ours["last_error"]) == ("QUEUED", "ours")
    assert (given_up["status"], given_up["attempts"], given_up["last_error"]) == ("FAILED", MAX_ATTEMPTS, "try 7")
    listed = client.ask("{ notifications(filter: { status: { eq: FAILED } }) { nodes { id text lastError } } }")[
        "notifications"
    ]["nodes"]
    dead = next(row for row in listed if row["text"] == "for ever")
    resend = "mutation ($id: ID!) { resendNotification(input: { id: $id }) { notification { status attempts } errors { code } } }"
    assert client.ask(resend, {"id": dead["id"]})["resendNotification"] == {
        "notification": {"status": "QUEUED", "attempts": 0},
        "errors": [],
    }
    assert client.ask(resend, {"id": dead["id"]})["resendNotification"]["errors"] == [{"code": "INVALID_TRANSITION"}]


def test_a_message_of_a_channel_without_a_sender_fails_after_days(database_url: str, settings: Settings) -> None:
    async def go() -> None:
        async with bench(database_url, settings) as (notifier, connection):
            await add_event(connection, "contract.suspended")
            await ordered(connection)
            await notifier.catch_up(connection)
            waiting = "select count(*) from notification where status = 'QUEUED'"
            count = await connection.fetchval(waiting)
            assert count == 2, "an SMS and an e-mail"
            assert await give_up_expired(connection) == 0
            await connection.execute("update notification set expires_at = expires_at - interval '73 hours'")
            assert await give_up_expired(connection) == count
            assert await connection.fetchval(waiting) == 0

    run(go)


def test_the_circuit_breaker_pauses_a_channel_that_is_down_and_probes_it_with_one_message(
    database_url: str, settings: Settings
) -> None:
    now = 1000.0
    breaker = CircuitBreaker(lambda: now)
    channel = FakeChannel()
    channel.answers = [ChannelDown("away")] * 11

    async def go() -> list[int]:
        nonlocal now
        async with bench(database_url, settings) as (_, connection):
            for n in range(30):
                await queue(connection, str(n))
            one = sender(database_url, channel, breaker=breaker)
            tried = [await one.send_due(connection)]
            tried.append(await one.send_due(connection))
            now += 10_000
            tried.append(await one.send_due(connection))
            tried.append(await one.send_due(connection))
            now += 10_000
            tried += [await one.send_due(connection), await one.send_due(connection)]
            return tried

    assert run(go) == [10, 0, 1, 0, 1, 10]


def test_two_concurrent_senders_send_each_message_once(database_url: str, settings: Settings) -> None:
    channel = FakeChannel()

    async def go() -> None:
        async with bench(database_url, settings) as (_, connection):
            for n in range(200):
                await queue(connection, str(n))
            connections = [await connect(database_url) for _ in range(4)]

            async def work(each: Connection) -> None:
                while await sender(database_url, channel).send_due(each):
                    pass

            await asyncio.gather(*(work(each) for each in connections))
            for each in connections:
                await each.close()

    run(go)
    assert sorted(int(message.text) for message in channel.accepted) == list(range(200))


def test_concurrent_notifiers_and_a_wrong_position_write_no_notification_twice(
    database_url: str, settings: Settings
) -> None:
    settings = settings.model_copy(update={"message_rate": "unlimited"})

    async def go() -> tuple[int, int]:
        async with bench(database_url, settings) as (notifier, connection):
            contract = await connection.fetchval(CONTRACT)
            for n in range(60):
                await pay(connection, contract, n + 1)
            await ordered(connection)
            others = [await connect(database_url) for _ in range(4)]
            await asyncio.gather(*(Notifier(database_url, settings).catch_up(each) for each in others))
            await notifier.catch_up(connection)
            count = "select count(*) from notification where event_id is not null"
            before = await connection.fetchval(count)
            await connection.execute("update event_consumer set position = 0")
            await notifier.catch_up(connection)
            for each in others:
                await each.close()
            return before, await connection.fetchval(count)

    assert run(go) == (180, 180)


def test_a_one_time_code_is_never_readable_and_not_sent_late(database_url: str, settings: Settings) -> None:
    from backend.database import Database

    channel = FakeChannel()

    async def go() -> tuple[list[Any], list[Any]]:
        async with bench(database_url, settings) as (_, connection):
            database = Database(database_url, settings)
            codes = QueuedCodes(database, lambda plain: plain[::-1], connected=True)
            for text in ("123456 is your code", "777888 is your code"):
                await codes.send_text("+996700100200", text)
            select = "select text, secret, status, last_error from notification where purpose = 'SIGN_IN' order by created_at"
            queued = await connection.fetch(select)
            await connection.execute(
                "update notification set expires_at = now() - interval '1 s' where text like '%' and id = (select id from notification where purpose = 'SIGN_IN' order by created_at desc limit 1)"
            )
            await sender(database_url, channel).send_due(connection)
            sent = await connection.fetch(select)
            await database.close()
            return queued, sent

    queued, sent = run(go)
    assert [row["text"] for row in queued] == ["****** is your code"] * 2
    assert all(b"123456" not in row["secret"] for row in queued)
    assert [message.text for message in channel.accepted] == ["123456 is your code"]
    assert [(row["status"], row["secret"]) for row in sent] == [("SENT", None), ("FAILED", None)]


KILLED = """
import asyncio, sys
from pathlib import Path
from backend.notifications.sender import Sender
from backend.models import NotificationChannel
url, log, point = sys.argv[1:]
class Far:
    name = "far"
    async def send(self, message):
        if point == "before":
            await asyncio.sleep(0.05)
        with Path(log).open("a") as out:
            out.write(message.text + "\\n")
            out.flush()
        if point == "after":
            await asyncio.sleep(0.05)
        return "far-" + message.reference
    async def close(self): pass
async def go():
    print("ready", flush=True)
    await Sender(url, NotificationChannel.SMS, Far(), lambda s: s, asyncio.Event(), lease_seconds=0.5).run()
asyncio.run(go())
"""


@pytest.mark.parametrize("point", ["before", "after"])
def test_a_killed_sender_loses_no_message_and_repeats_only_uncertain_ones(
    database_url: str, settings: Settings, tmp_path: Path, point: str
) -> None:
    """`before`: killed before the channel accepted the message; `after`: killed after it, before the outcome was stored."""
    log = tmp_path / "accepted"
    log.touch()
    total = 400

    async def prepare() -> None:
        async with bench(database_url, settings) as (_, connection):
            for n in range(total):
                await queue(connection, str(n))

    async def outcome() -> list[Any]:
        connection = await connect(database_url)
        try:
            return await connection.fetch(
                "select text, status, possible_duplicates from notification where topic = 't' and recipient = '+996700'"
            )
        finally:
            await connection.close()

    run(prepare)
    for _ in range(40):
        process = forkserver.start(["-c", KILLED, database_url, str(log), point], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert b"ready\n" in iter(process.stdout.readline, b"")
        clock.sleep(0.35)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        if all(row["status"] == "SENT" for row in run(outcome)):
            break
    rows = run(outcome)
    assert {row["status"] for row in rows} == {"SENT"}
    accepted = [int(line) for line in log.read_text().split()]
    assert set(accepted) == set(range(total)), "a message was lost"
    counted = {int(row["text"]): row["possible_duplicates"] for row in rows}
    for text in range(total):
        assert accepted.count(text) - 1 <= counted[text], "every repeat was counted as a possible duplicate"
    assert sum(counted.values()) > 0, "no kill was between sending and storing the outcome"
