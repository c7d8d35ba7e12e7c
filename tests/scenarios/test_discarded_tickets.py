"""A ticket opened by mistake is discarded: it is deleted, and its history and its audit entry stay."""

import uuid
from typing import Any

import pytest

from backend.database import connect
from backend.documents.files import FileStore
from backend.errors import OutsideUnavailable
from backend.jobs.worker import Worker
from backend.services.attachments import REMOVE, Attachments
from backend.settings import Settings
from tests.client import Client
from tests.http.test_uploads import PNG, attach
from tests.scenarios.test_ticket_status import COMMENT, contract, in_state, opened  # noqa: F401  a fixture too

pytestmark = pytest.mark.database
DISCARD = """mutation ($input: DiscardTicketInput!) { discardTicket(input: $input) { discardedId errors { code field message } } }"""


def discard(client: Client, ticket: str, reason: str = "не тот абонент", **more: Any) -> Any:
    return client.ask(DISCARD, {"input": {"id": ticket, "reason": reason, **more}})["discardTicket"]


class Broken:
    """A file store that does not answer."""

    async def remove(self, key: uuid.UUID) -> None:
        raise OutsideUnavailable(str(key))


def removed(client: Client, store: Any) -> list[tuple[str, str]]:
    """Run the jobs that are due. Returns the states of the jobs that remove files."""
    handlers = {REMOVE: Attachments(store, client.app.state.database).remove}
    worker = Worker(lambda: connect(client.url), handlers, poll_seconds=0.3, first_backoff_seconds=3600)
    client.run(worker.drain())
    return [tuple(row) for row in client.sql("select name, state from jobs.job where name = $1", REMOVE)]  # type: ignore[misc]


def test_a_free_ticket_is_deleted_and_its_history_and_audit_entry_stay(
    client: Client,
    contract: str,  # noqa: F811
    settings: Settings,
) -> None:
    ticket = opened(client, contract)
    key = ticket["id"][4:]
    client.ask(COMMENT, {"input": {"id": ticket["id"], "body": "ошибка"}})
    file = attach(client, ticket["id"], "a.png", PNG)["ticket"]["attachments"][-1]
    path = "/files/" + file["url"].rpartition("/files/")[2]
    assert client.run(client.http.get(path)).status_code == 200
    assert discard(client, ticket["id"], idempotencyKey="gone") == {"discardedId": ticket["id"], "errors": []}
    assert discard(client, ticket["id"], idempotencyKey="gone") == {"discardedId": ticket["id"], "errors": []}
    assert [error["code"] for error in discard(client, ticket["id"])["errors"]] == ["NOT_FOUND"]
    query = "query ($id: ID!) { node(id: $id) { id } tickets(first: 100) { nodes { id } } }"
    found = client.ask(query, {"id": ticket["id"]})
    assert found["node"] is None
    assert ticket["id"] not in [node["id"] for node in found["tickets"]["nodes"]]
    store = FileStore.open(None, settings.data_dir / "files", settings.max_attachment_bytes)
    assert removed(client, Broken()) == [("remove attachments", "QUEUED")], (
        "a removal is retried when the store does not answer"
    )
    assert client.run(client.http.get(path)).status_code == 200
    client.sql("update jobs.pgqueuer set execute_after = now() where entrypoint = 'remove attachments'")
    assert removed(client, store) == [("remove attachments", "DONE")]
    assert client.run(client.http.get(path)).status_code == 404
    left = "select (select count(*) from ticket_comment where ticket_id = $1::uuid) + (select count(*) from ticket_attachment where ticket_id = $1::uuid)"
    assert client.value(left, key) == 0
    history = "select verb, from_status, to_status, actor, reason from status_change where node_id = $1::uuid order by created_at desc, id desc limit 1"
    assert tuple(client.sql(history, key)[0]) == ("discard", "FREE", "DISCARDED", "operator", "не тот абонент")
    changes = client.ask(
        "{ statusChanges(first: 1, filter: {nodeType: {eq: TICKET}}) { nodes { verb from to actor reason node { __typename } } } }"
    )["statusChanges"]["nodes"]
    assert changes == [
        {
            "verb": "discard",
            "from": "FREE",
            "to": "DISCARDED",
            "actor": "operator",
            "reason": "не тот абонент",
            "node": None,
        }
    ]
    was = client.value(
        "select string_agg(x->>'table', ',') from audit_entry e join audit_detail d on d.entry_id = e.id, "
        "jsonb_array_elements(d.changes) x where e.verb = 'discardTicket' and e.node_id = $1::uuid and e.outcome = 'DONE'",
        key,
    )
    assert {"ticket", "ticket_comment", "ticket_attachment"} <= set(was.split(","))
    assert client.value("select count(*) from event where topic = 'ticket.discarded' and node_id = $1::uuid", key) == 1
    client.place_events()
    events = client.ask("{ events(first: 200) { nodes { topic reason node { __typename } } } }")["events"]["nodes"]
    assert [event for event in events if event["topic"] == "ticket.discarded"] == [
        {"topic": "ticket.discarded", "reason": "не тот абонент", "node": None}
    ]


@pytest.mark.parametrize("state", ["ACTIVE", "SUSPENDED", "BLOCKED", "CLOSED"])
def test_a_ticket_that_was_activated_is_not_discarded(client: Client, contract: str, state: str) -> None:  # noqa: F811
    ticket = in_state(client, contract, state)
    message = f"a ticket that is {state} does not allow discard"
    errors = [{"code": "INVALID_TRANSITION", "field": ["id"], "message": message}]
    assert discard(client, ticket) == {"discardedId": None, "errors": errors}
    assert client.value("select count(*) from ticket where id = $1::uuid", ticket[4:]) == 1


def test_discarding_requires_a_reason(client: Client, contract: str) -> None:  # noqa: F811
    ticket = opened(client, contract)["id"]
    assert [error["field"] for error in discard(client, ticket, " ")["errors"]] == [["reason"]]
    assert client.value("select count(*) from ticket where id = $1::uuid", ticket[4:]) == 1
