"""A number leaves its holder: what waits to be sent to it is not sent, and it is nobody's contact any more."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from backend.database import connect
from backend.models import Contract, NotificationChannel
from backend.notifications.channel import OutgoingMessage
from backend.notifications.notifier import Notifier
from backend.notifications.sender import QueuedCodes, Sender
from backend.settings import Settings
from tests.client import Client
from tests.factories.events import new_contract_event
from tests.factories.notifications import new_notification

pytestmark = pytest.mark.database
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
CLOSE = "mutation ($input: ContractActionInput!) { closeContract(input: $input) { errors { code } } }"
CONTACT = "mutation ($input: UpdateCustomerContactInput!) { updateCustomerContact(input: $input) { errors { code } } }"
LINES = """
select k.id, k.customer_id, p.msisdn from contract k join phone_number p on p.id = k.phone_number_id
join customer c on c.id = k.customer_id where k.status = 'ACTIVE' and c.number like 'CD%' order by k.number
"""


class Kept:
    name = "kept"

    def __init__(self) -> None:
        self.sent: list[OutgoingMessage] = []

    async def send(self, message: OutgoingMessage) -> str:
        self.sent.append(message)
        return f"kept-{len(self.sent)}"

    async def close(self) -> None:
        return


class Line:
    """A line whose holder has its number as the contact, and somebody else who has it as a contact too."""

    def __init__(self, client: Client, settings: Settings) -> None:
        self.client, self.settings = client, settings
        rows = client.sql(LINES)
        self.contract, self.holder, self.number = rows[0]
        other = next(row for row in rows if row["customer_id"] != self.holder)
        self.relative, self.theirs = other["customer_id"], other["id"]
        self.heir = next(row["id"] for row in rows if row["customer_id"] not in {self.holder, self.relative})
        client.sql("update customer set phone = $2 where id = any($1)", [self.holder, self.relative], self.number)
        client.sql("update notification_rule set quiet_from = null, quiet_until = null, enabled = true")
        client.sql("delete from notification_preference")
        client.sql("delete from rate_level")
        self.write()
        client.sql("update notification set status = 'SENT' where status = 'QUEUED'")

    def close(self) -> None:
        payload = self.client.ask(CLOSE, {"input": {"id": f"con_{self.contract}"}})["closeContract"]
        assert payload["errors"] == []

    def write(self) -> None:
        """Write the messages about all events so far."""
        client = self.client
        client.place_events()
        notifier = Notifier(
            client.url, self.settings.model_copy(update={"message_rate": "100/day"}), clock=NOON.astimezone
        )

        async def go() -> None:
            connection = await connect(client.url)
            try:
                await notifier.catch_up(connection)
            finally:
                await connection.close()

        client.run(go())

    def told(self, contract: Any) -> list[str]:
        """The channels of the messages about a new event of a contract."""
        event = new_contract_event("contract.suspended", self.client.find(Contract, id=contract))
        self.client.insert(event)
        self.write()
        found = "select channel from notification where event_id = $1 order by channel"
        return [row["channel"] for row in self.client.sql(found, event.id)]

    def sent(self) -> list[str]:
        """Send what waits for the number by SMS. Returns the texts."""
        client, kept = self.client, Kept()
        sender = Sender(client.url, NotificationChannel.SMS, kept, lambda sealed: sealed, asyncio.Event())

        async def go() -> None:
            connection = await connect(client.url)
            try:
                await connection.execute("update notification set not_before = now() where status = 'QUEUED'")
                while await sender.send_due(connection):
                    pass
            finally:
                await connection.close()

        client.run(go())
        return [each.text for each in kept.sent if each.to == self.number]

    def outcomes(self) -> list[tuple[str, str | None]]:
        rows = self.client.sql("select status, last_error_code from notification where recipient = $1", self.number)
        return [tuple(row) for row in rows]


@pytest.fixture
def line(client: Client, settings: Settings) -> Line:
    return Line(client, settings)


def test_what_waits_for_a_number_is_not_sent_after_it_left_its_holder(line: Line) -> None:
    waits = [
        line.client.insert(new_notification(customer_id=each, recipient=line.number))
        for each in (line.holder, line.relative)
    ]
    codes = QueuedCodes(line.client.app.state.database, lambda plain: plain, connected=True)
    line.client.run(codes.send_text(line.number, "code 12345678"))
    line.close()
    # The next holder has the number, and asks for a code of their own.
    line.client.sql("update contract set phone_number_id = (select id from phone_number where msisdn = $1) where id = $2", line.number, line.heir)  # fmt: skip
    line.client.run(codes.send_text(line.number, "code 87654321"))
    assert line.sent() == ["code 87654321"]
    failed = "select count(*) from notification where last_error_code = 'NUMBER_RELEASED' and status = 'FAILED' and secret is null"
    assert line.client.value(failed) == len(waits) + 1


def test_without_a_release_everything_is_sent(line: Line) -> None:
    line.client.insert(new_notification(customer_id=line.relative, recipient=line.number))
    codes = QueuedCodes(line.client.app.state.database, lambda plain: plain, connected=True)
    line.client.run(codes.send_text(line.number, "code 12345678"))
    line.client.as_owner("update contract set status = 'SUSPENDED' where id = $1", line.contract)
    assert sorted(line.sent()) == ["code 12345678", "text"]


def test_the_number_is_no_contact_any_more_until_it_is_given_again(line: Line) -> None:
    assert "SMS" in line.told(line.contract)
    assert "SMS" in line.told(line.theirs)
    line.sent()
    line.close()
    assert line.told(line.contract) == ["EMAIL", "IN_APP"]
    assert "SMS" not in line.told(line.theirs)
    assert line.sent() == []
    lost = "query ($id: ID!) { customer(id: $id) { phoneLostAt } }"
    assert line.client.ask(lost, {"id": f"cus_{line.relative}"})["customer"]["phoneLostAt"] is not None
    given = {"id": f"cus_{line.relative}", "phone": line.number, "allowDuplicate": True}
    assert line.client.ask(CONTACT, {"input": given})["updateCustomerContact"]["errors"] == []
    assert line.client.ask(lost, {"id": f"cus_{line.relative}"}) == {"customer": {"phoneLostAt": None}}
    assert "SMS" in line.told(line.theirs)
    assert len(line.sent()) == 1
    # Another number, and this one again.
    for phone in ("+996555010777", line.number):
        given = {"id": f"cus_{line.holder}", "phone": phone, "allowDuplicate": True}
        assert line.client.ask(CONTACT, {"input": given})["updateCustomerContact"]["errors"] == []
    assert "SMS" in line.told(line.contract)


def test_the_holder_is_reached_again_when_a_line_of_theirs_has_the_number(line: Line) -> None:
    line.close()
    assert "SMS" not in line.told(line.contract)
    reopen = "update contract set status = 'ACTIVE', closed_at = null where id = $1"
    line.client.sql(reopen, line.contract)
    assert "SMS" in line.told(line.contract)
    assert "SMS" not in line.told(line.theirs), "the relative has not given the number again"


@pytest.mark.parametrize(
    "change",
    ["customer_id = (select id from customer where number = 'CX1')", "phone_number_id = null, status = 'CANCELLED'"],
)
def test_a_transfer_and_another_number_count_like_a_closing(line: Line, change: str) -> None:
    line.client.insert(new_notification(customer_id=line.holder, recipient=line.number))
    line.client.sql(f"update contract set {change} where id = $1", line.contract)  # noqa: S608
    assert line.sent() == []
    assert line.outcomes()[-1] == ("FAILED", "NUMBER_RELEASED")
