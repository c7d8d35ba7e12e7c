"""Messages of a purpose that needs a consent are written and sent only while it stands."""

from typing import Any

import pytest

from backend.models import Contract
from backend.settings import Settings
from tests.client import Client
from tests.factories.consents import new_consent
from tests.factories.events import new_contract_event
from tests.factories.notifications import new_notification_preference
from tests.notifications.told import let_all_be_sent, sent, written

pytestmark = pytest.mark.database
WITHDRAW = "update consent set withdrawn_at = now(), withdrawn_by = 'operator' where withdrawn_at is null and replaced_at is null"


@pytest.fixture
def contract(module_client: Client, settings: Settings) -> Contract:
    """A contract of a customer without consents, while messages about contracts need one."""
    client = module_client
    written(client, settings)
    let_all_be_sent(client)
    client.sql(
        "update notification_rule set consent = case when purpose in ('SERVICE', 'MARKETING') then 'MARKETING' end"
    )
    client.sql(WITHDRAW)
    return client.find(Contract, number="KD00000001")


def channels(client: Client, settings: Settings, contract: Contract) -> list[str]:
    """The channels of the messages about a new event of the contract."""
    event = client.insert(new_contract_event("contract.suspended", contract))
    written(client, settings)
    rows = client.sql("select channel from notification where event_id = $1 order by channel", event.id)
    return [row["channel"] for row in rows]


def test_the_consent_decides_and_no_preference(module_client: Client, settings: Settings, contract: Contract) -> None:
    client, customer = module_client, contract.customer_id
    client.insert(*(new_notification_preference(customer, "SERVICE", each) for each in ("SMS", "EMAIL", "IN_APP")))
    assert channels(client, settings, contract) == []
    client.insert(new_consent(customer, purpose="PARTNERS"), new_consent(customer, purpose="MARKETING", channel="CALL"))
    assert channels(client, settings, contract) == []
    sms = client.insert(new_consent(customer, channel="SMS"))
    assert channels(client, settings, contract) == ["SMS"]
    client.sql("update consent set replaced_at = now() where id = $1", sms.id)
    assert channels(client, settings, contract) == []
    client.insert(new_consent(customer, channel="ANY"))
    client.sql("update notification_preference set allowed = false")
    assert channels(client, settings, contract) == ["EMAIL", "IN_APP", "SMS"]
    client.sql("update notification_rule set enabled = false where channel = 'EMAIL'")
    assert channels(client, settings, contract) == ["IN_APP", "SMS"]
    client.sql(WITHDRAW)
    assert channels(client, settings, contract) == []


def test_a_message_that_waits_is_not_sent_after_the_withdrawal(
    module_client: Client, settings: Settings, contract: Contract
) -> None:
    client = module_client
    client.insert(new_consent(contract.customer_id, channel="SMS"))
    assert channels(client, settings, contract) == ["SMS"]
    assert len(sent(client)) == 1
    assert channels(client, settings, contract) == ["SMS"]
    client.sql(WITHDRAW)
    assert sent(client) == []
    newest = "select status, last_error_code from notification where channel = 'SMS' order by created_at desc, id desc"
    assert tuple(client.sql(newest)[0]) == ("FAILED", "NO_CONSENT")


def test_offers_beyond_the_rate_are_dropped_and_make_no_digest(
    module_client: Client, settings: Settings, contract: Contract
) -> None:
    client = module_client
    client.insert(new_consent(contract.customer_id, channel="SMS"))
    events = [client.insert(new_contract_event("contract.suspended", contract)) for _ in range(5)]
    written(client, settings, rate="2/day")
    ids = [event.id for event in events]
    assert client.value("select count(*) from notification where event_id = any($1)", ids) == 2
    waiting = "select count(*) from notification where topic = 'notification.digest' and status = 'QUEUED'"
    assert client.value(waiting) == 0


def test_a_service_message_needs_no_consent(module_client: Client, settings: Settings, contract: Contract) -> None:
    rows: list[Any] = module_client.sql(
        "update notification_rule set consent = null where purpose = 'SERVICE' returning 1"
    )
    assert len(rows) == 3
    assert "SMS" in channels(module_client, settings, contract)
    assert len(sent(module_client)) == 1
