"""A number leaves its holder: what waits to be sent to it is not sent, and it is nobody's contact any more."""

from typing import Any

import pytest

from backend.identifiers import CustomerKey
from backend.models import Contract
from backend.notifications.sender import QueuedCodes
from backend.settings import Settings
from tests.client import Client
from tests.factories.events import new_contract_event
from tests.factories.notifications import new_notification
from tests.factories.profiles import new_customer_contact
from tests.notifications.told import let_all_be_sent, sent, written

pytestmark = pytest.mark.database
CLOSE = "mutation ($input: ContractActionInput!) { closeContract(input: $input) { errors { code } } }"
CONTACT = "mutation ($input: UpdateCustomerContactInput!) { updateCustomerContact(input: $input) { errors { code } } }"
LINES = """
select k.id, k.customer_id, p.msisdn from contract k join phone_number p on p.id = k.phone_number_id
join customer c on c.id = k.customer_id where k.status = 'ACTIVE' and c.number like 'CD%' order by k.number
"""


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
        self.write()
        let_all_be_sent(client)

    def close(self) -> None:
        payload = self.client.ask(CLOSE, {"input": {"id": f"con_{self.contract}"}})["closeContract"]
        assert payload["errors"] == []

    def write(self) -> None:
        """Write the messages about all events so far."""
        written(self.client, self.settings)

    def told(self, contract: Any) -> list[str]:
        """The channels of the messages about a new event of a contract."""
        event = new_contract_event("contract.suspended", self.client.find(Contract, id=contract))
        self.client.insert(event)
        self.write()
        found = "select channel from notification where event_id = $1 order by channel"
        return [row["channel"] for row in self.client.sql(found, event.id)]

    def sent(self) -> list[str]:
        """Send what waits for the number by SMS. Returns the texts."""
        return [each.text for each in sent(self.client) if each.to == self.number]

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
    line.client.insert(
        new_customer_contact(
            CustomerKey(line.client.value("select customer_id from contract where id = $1", line.heir)), line.number
        )
    )
    line.close()
    assert line.client.value("select count(*) from customer_contact where phone = $1", line.number) == 0
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
