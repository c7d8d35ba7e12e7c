"""Plans: a dry run leaves nothing behind, and an act with a plan token does what the plan says or is refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.auth.secrets import load_secrets
from backend.auth.viewer import Role, Viewer
from backend.services.permissions import ACTS
from backend.services.plans import tokens
from backend.settings import Settings
from tests.client import Client, FixedViewer
from tests.http.test_uploads import PNG, PREFLIGHT
from tests.planned import call, document, rows
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
OPEN, COMMENT, ATTACH = ACTS["openTicket"], ACTS["commentTicket"], ACTS["attachToTicket"]
ACTIVATE, ASSIGN, SUSPEND = ACTS["activateTicket"], ACTS["assignTicket"], ACTS["suspendTicket"]


@pytest.fixture
def ticket(module_client: Client) -> Iterator[str]:
    """A FREE ticket of the first line."""
    module_client.app.graphql._authenticate = FixedViewer(Viewer(Role.OPERATOR, "operator"))
    contract = module_client.value("select 'con_' || id from contract where number = 'KD00000001'")
    query = document(OPEN, "ticket { id }")
    yield module_client.ask(query, {"i": {"contractId": contract, "subject": "plans"}})["openTicket"]["ticket"]["id"]
    module_client.app.graphql._authenticate = FixedViewer(Viewer(Role.OPERATOR, "operator"))


def token_of(client: Client, act: Any, **given: Any) -> str:
    token: str = call(client, act, given, dryRun=True)["plan"]["planToken"]
    return token


def refusal(payload: Any) -> tuple[str, list[str]]:
    (error,) = payload["errors"]
    return error["code"], error["field"]


def test_a_plan_names_fields_events_and_messages_and_leaves_nothing(module_client: Client, ticket: str) -> None:
    before = rows(module_client)  # the rate counts the call
    payload = call(module_client, SUSPEND, {"id": ticket, "reason": "x"}, dryRun=True)
    assert refusal(payload) == ("INVALID_TRANSITION", ["id"])
    assert payload["plan"] is None
    payload = call(module_client, ACTIVATE, {"id": ticket, "idempotencyKey": "plan"}, dryRun=True)
    plan = payload["plan"]
    assert payload["errors"] == []
    assert plan["changes"] == [{"node": ticket, "field": "status", "before": "FREE", "after": "ACTIVE"}]
    assert (plan["events"], plan["notifications"]) == (["ticket.activated"], ["ticket.activated IN_APP"])
    assert (plan["charges"], plan["warnings"]) == ([], [])
    contract = module_client.value("select 'con_' || contract_id from ticket where id = $1", ticket[4:])
    new = call(module_client, OPEN, {"contractId": contract, "subject": "Нет связи"}, dryRun=True)["plan"]
    shown = {(each["node"], each["field"]): each["after"] for each in new["changes"]}
    assert shown["tic_new1", "subject"] == "Нет связи"
    assert shown["tic_new1", "contract"] == contract
    assert ("tic_new1", "number") not in shown
    assert rows(module_client) == before


def test_an_act_with_a_token_does_what_was_planned_once(module_client: Client, ticket: str) -> None:
    given = {"id": ticket, "reason": "planned", "idempotencyKey": f"once {ticket}"}
    token = token_of(module_client, ACTIVATE, **given)
    assert call(module_client, ACTIVATE, given, planToken=token) == {"errors": [], "plan": None}
    assert call(module_client, ACTIVATE, given, planToken=token) == {"errors": [], "plan": None}  # the stored answer
    moves = "select count(*) from status_change where node_id = $1 and verb = 'activate'"
    assert module_client.value(moves, ticket[4:]) == 1
    payload = call(module_client, ACTIVATE, {**given, "idempotencyKey": None}, planToken=token)
    assert refusal(payload) == ("PLAN_STALE", ["id"])
    assert "INVALID_TRANSITION" in payload["errors"][0]["message"]


def test_a_plan_is_stale_when_what_it_was_made_from_changed(module_client: Client, ticket: str) -> None:
    given = {"id": ticket, "queue": "second line", "idempotencyKey": f"stale {ticket}"}
    token = token_of(module_client, ASSIGN, **given)
    call(module_client, ASSIGN, {"id": ticket, "queue": "first line"})
    before = rows(module_client, "audit_entry", "audit_detail")
    payload = call(module_client, ASSIGN, given, planToken=token)
    assert refusal(payload) == ("PLAN_STALE", ["planToken"])
    assert f"queue of {ticket}" in payload["errors"][0]["message"]
    assert rows(module_client, "audit_entry", "audit_detail") == before
    # The key is free for the same input with a new plan.
    assert call(module_client, ASSIGN, given, planToken=token_of(module_client, ASSIGN, **given))["errors"] == []
    # A row that the changed row refers to belongs to what was read.
    comment = {"id": ticket, "body": "прочитано"}
    token = token_of(module_client, COMMENT, **comment)
    module_client.sql(
        "update contract set updated_at = now() where id = (select contract_id from ticket where id = $1)", ticket[4:]
    )
    payload = call(module_client, COMMENT, comment, planToken=token)
    assert refusal(payload)[0] == "PLAN_STALE"
    assert "version of con_" in payload["errors"][0]["message"]


def test_a_token_holds_for_one_actor_act_and_input(
    module_client: Client, ticket: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"id": ticket, "reason": "x"}
    token = token_of(module_client, ACTIVATE, **given)

    def refused(act: Any, given: dict[str, Any], token: str) -> str:
        payload = call(module_client, act, given, planToken=token)
        assert refusal(payload) == ("PLAN_TOKEN_INVALID", ["planToken"])
        return str(payload["errors"][0]["message"]).partition(";")[0]

    forged = load_secrets(settings.model_copy(update={"data_dir": settings.data_dir / "other"}))
    other = forged.seal("plan", {"for": [], "until": 2e9, "parts": {}, "picked": {}}, 600)
    altered = token[:-20] + ("A" if token[-20] != "A" else "B") + token[-19:]
    for wrong in ("", "x", "é", altered, token[:-1], other):
        assert refused(ACTIVATE, given, wrong) == "the plan token is not valid"
    assert refused(ACTIVATE, {**given, "reason": "y"}, token) == "the plan token was made for another input"
    assert refused(ACTS["blockTicket"], given, token) == "the plan token was made for activateTicket"
    for viewer in (Viewer(Role.OPERATOR, "another"), Viewer(Role.ADMIN, "operator")):
        module_client.app.graphql._authenticate = FixedViewer(viewer)
        assert refused(ACTIVATE, given, token) == "the plan token is not valid"
    module_client.app.graphql._authenticate = FixedViewer(Viewer(Role.OPERATOR, "operator"))
    both = call(module_client, ACTIVATE, given, planToken=token, dryRun=True)
    assert refusal(both) == ("INVALID_INPUT", ["planToken"])
    monkeypatch.setattr(tokens, "PLAN_SECONDS", -1)
    assert refused(ACTIVATE, given, token_of(module_client, ACTIVATE, **given)) == "the plan token has expired"
    assert module_client.value("select status from ticket where id = $1", ticket[4:]) == "FREE"


def test_a_file_of_a_dry_run_is_checked_and_not_stored(module_client: Client, ticket: str, settings: Settings) -> None:
    def attach(content: bytes, **more: Any) -> Any:
        variables = {"i": {"id": ticket, "file": None, **more}}
        form = {
            "operations": json.dumps({"query": document(ATTACH), "variables": variables}),
            "map": json.dumps({"0": ["variables.i.file"]}),
        }
        files = {"0": ("a.png", content, "image/png")}
        answer = module_client.run(module_client.http.post("/graphql", data=form, files=files, headers=PREFLIGHT))
        return answer.json()["data"]["attachToTicket"]

    def stored() -> list[Path]:
        return sorted(each for each in (settings.data_dir / "files").rglob("*") if each.is_file())

    before, files = rows(module_client), stored()
    assert refusal(attach(b"", dryRun=True)) == ("INVALID_FILE", ["file"])
    plan = attach(PNG, dryRun=True)["plan"]
    assert {(each["node"], each["field"]): each["after"] for each in plan["changes"]}["att_new1", "name"] == "a.png"
    assert (rows(module_client), stored()) == (before, files)
    assert refusal(attach(PNG + b"x", planToken=plan["planToken"])) == ("PLAN_TOKEN_INVALID", ["planToken"])
    assert stored() == files
    assert attach(PNG, planToken=plan["planToken"])["errors"] == []
    assert len(stored()) == len(files) + 1


def test_a_dry_run_counts_towards_the_rate_of_its_act(client: Client, settings: Settings) -> None:
    given = settings.model_copy(update={"act_rates": {"SUBSCRIBER.openTicket": "2/hour"}})
    subscriber = Client(client.url, given, viewer=viewer_of(Role.LINE, client), beside=client)
    try:
        for _ in range(2):
            assert call(subscriber, OPEN, {"subject": "x"}, dryRun=True)["plan"]
        (error,) = subscriber.errors(document(OPEN), {"i": {"subject": "x", "dryRun": True}})
        assert error["extensions"]["code"] == "THROTTLED"
        assert client.value("select count(*) from ticket where subject = 'x'") == 0
    finally:
        subscriber.close()
