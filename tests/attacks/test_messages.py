"""What strangers write is not mailed onwards without limit, nor in a form that deceives."""

from datetime import UTC, datetime
from typing import Any

import pytest

from backend.database import connect
from backend.models import Language
from backend.notifications.notifier import Notifier
from backend.notifications.templates import compose
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database
OPEN = "mutation($i: OpenTicketInput!) { openTicket(input: $i) { ticket { number } errors { code } } }"
FACTS = {"ticket": "T1", "name": "Айжан <b>Эрмекова</b>"}


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("No signal since 12.50 at home", "No signal since 12.50 at home"),
        ("pay at https://evil.example/a?b=c", "pay at https ://evil. example/a?b=c"),
        ("www.evil.example", "www. evil. example"),
        ("evil.рф and ＥＶＩＬ．ｃｏｍ", "evil. рф and EVIL. com"),
        ("write to boss@evil.example", "write to boss @evil. example"),
        ("turned \u202eround\u200b\u2069", "turned round"),
        ("x" * 200, "x" * 100 + "…"),
    ],
)
def test_a_subject_is_quoted_in_one_short_line_without_links(written: str, quoted: str) -> None:
    composed = compose("ticket.opened", Language.EN, {**FACTS, "subject": written})
    assert composed.text == f"We received your request “{quoted}”. Its number is T1."


def test_html_is_escaped_in_a_subject_and_in_a_name() -> None:
    composed = compose("ticket.opened", Language.EN, {**FACTS, "subject": "<img src=x onerror=y>&{{ ticket }}"})
    assert "<img" not in composed.html
    assert "&lt;img src=x onerror=y&gt;&amp;{{ ticket }}" in composed.html
    assert "<b>" not in composed.html


def _write(client: Client, settings: Settings) -> None:
    """Write the messages of all events, as the notifier of a worker does."""
    client.place_events()

    async def go() -> None:
        connection = await connect(client.url)
        try:
            await Notifier(client.url, settings, clock=datetime(2026, 11, 27, 12, tzinfo=UTC).astimezone).catch_up(
                connection
            )
        finally:
            await connection.close()

    client.run(go())


def messages(client: Client, channel: str) -> list[Any]:
    return client.sql(
        "select topic, text, html, digested, not_before, recipient from notification"
        " where channel = $1 and customer_id = (select id from customer where number = 'CD00000001')"
        " and ticket_id is not null or topic = 'notification.digest' and channel = $1 order by id",
        channel,
    )


def test_messages_beyond_the_rate_of_an_address_become_one_digest(module_client: Client, settings: Settings) -> None:
    client, limited = module_client, settings.model_copy(update={"message_rate": "3/day"})
    client.sql("delete from notification_preference")
    client.sql("update notification_rule set enabled = true, quiet_from = null, quiet_until = null")
    client.sql("update customer set email = 'holder@far.example', language = 'EN' where number = 'CD00000001'")
    customer = client.value("select id from customer where number = 'CD00000001'")
    _write(client, limited)
    client.sql("delete from rate_level")

    def open_tickets(count: int) -> None:
        for _ in range(count):
            client.ask(OPEN, {"i": {"customerId": f"cus_{customer}", "subject": "No signal"}})
        _write(client, limited)

    open_tickets(5)
    found = messages(client, "EMAIL")
    assert [(row["topic"], row["digested"]) for row in found] == [
        ("ticket.opened", 0), ("ticket.opened", 0), ("ticket.opened", 0), ("notification.digest", 2),
    ]  # fmt: skip
    digest = found[-1]
    assert digest["text"].startswith("More messages about your contracts and requests: 2. ")
    assert digest["text"].split(". ")[0] in digest["html"]
    assert digest["recipient"] == "holder@far.example"
    assert digest["not_before"] == datetime(2026, 11, 28, 12, tzinfo=UTC)
    open_tickets(4)
    found = messages(client, "EMAIL")
    assert [(row["topic"], row["digested"]) for row in found[3:]] == [("notification.digest", 6)]
    assert found[3]["text"].startswith("More messages about your contracts and requests: 6. ")
    # The messages in the application cost nobody anything, and are all there.
    assert len(messages(client, "IN_APP")) == 9
    # A digest that a sender has begun to send is not changed any more.
    client.sql("update notification set attempts = 1, leased_until = now() where topic = 'notification.digest'")
    open_tickets(1)
    found = messages(client, "EMAIL")
    assert [(row["topic"], row["digested"]) for row in found[3:]] == [
        ("notification.digest", 6), ("notification.digest", 1),
    ]  # fmt: skip
    addresses = client.sql("select subject from rate_level where name like 'messages %'")
    assert addresses
    assert not any("@" in row["subject"] or row["subject"].startswith("+") for row in addresses)


def test_a_rate_is_kept_by_address_and_channel(module_client: Client) -> None:
    def taken(who: str, what: str) -> bool:
        return bool(module_client.value("select crm_take($1, $2, 1, 2, 60) = 0", who, what))

    assert [taken("a", "messages EMAIL") for _ in range(3)] == [True, True, False]
    assert taken("b", "messages EMAIL")
    assert taken("a", "messages SMS")
