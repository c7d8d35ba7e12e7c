"""The messages about many events are written together, as they would be one by one: in order, once, within the rate."""

import uuid
from collections import Counter
from typing import Any

import pytest

from backend.models import Contract, Event
from backend.notifications.reading import BATCH
from backend.settings import Settings
from tests.client import Client
from tests.factories.events import new_contract_event, new_event
from tests.notifications.told import written

pytestmark = pytest.mark.database
POSITION = "select position from event_consumer where name = 'notifications'"
LAST = "select max(position) from event_order"


def write(client: Client, settings: Settings, rate: str = "3/day") -> bool:
    """Give the events their positions and write the messages about them. Returns whether there were any."""
    return written(client, settings, rate)


@pytest.fixture
def contracts(module_client: Client, settings: Settings) -> tuple[Contract, Contract]:
    """Two contracts whose customers, of different languages, are reached by SMS and in the application."""
    client = module_client
    write(client, settings)
    client.sql("delete from notification_preference")
    client.sql("delete from rate_level")
    client.sql(
        "update notification_rule set quiet_from = null, quiet_until = null, enabled = channel in ('SMS', 'IN_APP')"
    )
    client.sql("update notification set status = 'SENT' where status = 'QUEUED'")
    first = client.find(Contract, number="KD00000001")
    other = client.value("select min(number) from contract where customer_id <> $1", first.customer_id)
    second = client.find(Contract, number=other)
    client.sql("update customer set language = 'EN', phone = '+996700000001' where id = $1", first.customer_id)
    client.sql("update customer set language = 'RU', phone = '+996700000002' where id = $1", second.customer_id)
    return first, second


def messages(client: Client, channel: str, events: list[Event]) -> list[Any]:
    """Messages about the events and the digests that wait, as the lists of the API order them."""
    return client.sql(
        "select event_id, topic, customer_id, language, text, digested, status from notification where channel = $1"
        " and (event_id = any($2) or topic = 'notification.digest' and status = 'QUEUED') order by created_at, id",
        channel, [event.id for event in events],
    )  # fmt: skip


def insert(client: Client, *events: Event) -> list[Event]:
    return [client.insert(event) for event in events]


def test_events_of_one_customer_beyond_the_rate_become_a_digest_in_the_same_batch(
    module_client: Client, settings: Settings, contracts: tuple[Contract, Contract]
) -> None:
    client, (first, second) = module_client, contracts
    topics = ["contract.suspended", "contract.resumed"] * 3
    events = insert(
        client,
        *(new_contract_event(topic, first) for topic in topics[:3]),
        new_contract_event("contract.suspended", second),
        new_event("contract.suspended", "Contract", uuid.uuid4()),  # has no facts: no such contract
        new_contract_event("contract.resumed", first, payload={"internal": True}),
        new_contract_event("contract.resumed", first, payload={"quiet": True}),
        new_contract_event("contract.created", first),
        *(new_contract_event(topic, first) for topic in topics[3:]),
        new_contract_event("contract.resumed", second),
    )
    assert write(client, settings)
    told = [*events[:4], *events[8:]]
    in_app = messages(client, "IN_APP", events)
    assert [row["event_id"] for row in in_app] == [event.id for event in told]
    assert [row["topic"] for row in in_app] == [event.topic for event in told]
    assert {row["status"] for row in in_app} == {"DELIVERED"}
    sms = messages(client, "SMS", events)
    assert [(row["event_id"], row["digested"]) for row in sms] == [
        *((event.id, 0) for event in events[:4]), (events[-1].id, 0), (None, 3),
    ]  # fmt: skip
    assert sms[-1]["text"].startswith("More messages about your contracts and requests: 3. ")
    assert [(row["customer_id"], row["language"]) for row in sms] == [
        *[(first.customer_id, "EN")] * 3, *[(second.customer_id, "RU")] * 2, (first.customer_id, "EN"),
    ]  # fmt: skip
    # Each message in the application is an event of its customer, in the order of the messages.
    added = client.sql(
        "select n.event_id, e.customer_id from event e join notification n on n.id = e.node_id"
        " where e.topic = 'notification.added' and n.event_id = any($1) order by e.id",
        [event.id for event in events],
    )
    assert [(row["event_id"], row["customer_id"]) for row in added] == [(each.id, each.customer_id) for each in told]
    assert client.value(POSITION) == client.value("select position from event_order where event_id = $1", events[-1].id)
    # The next batch continues the digest.
    more = insert(client, *(new_contract_event(topic, first) for topic in topics))
    assert write(client, settings)
    assert [(row["topic"], row["digested"]) for row in messages(client, "SMS", more)] == [("notification.digest", 9)]


def test_events_that_are_read_again_are_neither_written_nor_counted_again(
    module_client: Client, settings: Settings, contracts: tuple[Contract, Contract]
) -> None:
    client, (first, second) = module_client, contracts
    position = client.value(POSITION)
    events = insert(client, *(new_contract_event("contract.suspended", each) for each in (first, second, first)))
    assert write(client, settings)
    client.sql("update event_consumer set position = $1", position)
    events += insert(client, new_contract_event("contract.resumed", first))
    assert write(client, settings)
    for channel in ("SMS", "IN_APP"):
        found = [row["event_id"] for row in messages(client, channel, events)]
        assert found == [event.id for event in events], channel
    added = "select count(*) from event e join notification n on n.id = e.node_id where n.event_id = any($1)"
    assert client.value(added, [event.id for event in events]) == len(events)


def test_more_events_than_one_batch_are_all_notified_within_the_rate(
    module_client: Client, settings: Settings, contracts: tuple[Contract, Contract]
) -> None:
    client, (first, second) = module_client, contracts
    count = BATCH + 51
    client.sql(
        "insert into event (topic, node_type, node_id, customer_id, contract_id, actor) select 'contract.suspended',"
        " 'Contract', $2, $3, $2, 'test' from generate_series(1, $1::integer)",
        count, first.id, first.customer_id,
    )  # fmt: skip
    insert(client, new_contract_event("contract.suspended", second))
    assert write(client, settings, "9/day")
    found = client.sql(
        "select n.channel, n.customer_id, n.digested, n.topic from notification n left join event e on e.id = n.event_id"
        " where n.status = 'QUEUED' or e.topic = 'contract.suspended' and n.channel = 'IN_APP' and e.id > $1",
        client.value("select max(id) from event where topic = 'contract.suspended'") - count - 1,
    )
    assert Counter(tuple(row) for row in found) == {
        ("IN_APP", first.customer_id, 0, "contract.suspended"): count,
        ("IN_APP", second.customer_id, 0, "contract.suspended"): 1,
        ("SMS", first.customer_id, 0, "contract.suspended"): 9,
        ("SMS", first.customer_id, count - 9, "notification.digest"): 1,
        ("SMS", second.customer_id, 0, "contract.suspended"): 1,
    }


def test_a_batch_without_events_to_notify_moves_the_position_only(
    module_client: Client, settings: Settings, contracts: tuple[Contract, Contract]
) -> None:
    client, (first, _) = module_client, contracts
    before = client.value("select count(*) from notification")
    insert(client, new_contract_event("contract.created", first), new_event("payment.failed", "Payment", uuid.uuid4()))
    assert not write(client, settings)
    assert client.value("select count(*) from notification") == before
    assert client.value(POSITION) == client.value(LAST)
