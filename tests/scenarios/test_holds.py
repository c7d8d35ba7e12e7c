"""Holds: the service of a contract is stopped while any of several reasons stands (A24)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from backend.auth.viewer import Role
from backend.planner import planner
from backend.settings import Settings
from tests.client import Client
from tests.factories.contracts import new_contract_hold
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

ACT = """mutation ($input: ContractActionInput!) { %s(input: $input) {
  contract { id status sim { status } holds { reason barring since by } history { verb } }
  errors { code field message } } }"""
SUSPENDS = "select count(*) from status_change where node_id = $1::uuid and verb = 'suspend'"
TOPICS = """select topic || ' ' || coalesce(payload ->> 'hold', '') as said from event
    where contract_id = $1::uuid and topic like 'contract.%' order by id"""


def act(client: Client, verb: str, contract: str, hold: str | None = None, **changes: Any) -> Any:
    given = {"id": contract, **({"hold": hold} if hold else {}), **changes}
    return client.ask(ACT % verb, {"input": given})[verb]


def code_of(payload: Any) -> tuple[str, list[str]]:
    (error,) = payload["errors"]
    return error["code"], error["field"]


def reasons(payload: Any) -> list[str]:
    assert payload["errors"] == []
    return [each["reason"] for each in payload["contract"]["holds"]]


@pytest.fixture
def contract(client: Client) -> str:
    """An active contract without holds."""
    found: str = client.value("select 'con_' || id from contract where status = 'ACTIVE' order by number limit 1")
    return found


@pytest.fixture
def seen_by(client: Client, settings: Settings) -> Iterator[Callable[[Role], Client]]:
    """The same database for a caller of a role."""
    opened: list[Client] = []

    def beside(role: Role) -> Client:
        opened.append(Client(client.url, settings, viewer=viewer_of(role, client), beside=client))
        return opened[-1]

    yield beside
    for each in opened:
        each.close()


def test_a_contract_is_suspended_while_any_hold_stands(client: Client, contract: str) -> None:
    key = contract.removeprefix("con_")
    first = act(client, "suspendContract", contract, reason="просит клиент")
    assert reasons(first) == ["CUSTOMER"]
    assert (first["contract"]["status"], first["contract"]["sim"]["status"]) == ("SUSPENDED", "SUSPENDED")
    second = act(client, "suspendContract", contract, "DEBT")
    assert {each["reason"]: each["barring"] for each in second["contract"]["holds"]} == {
        "CUSTOMER": "ALL",
        "DEBT": "OUTGOING",
    }
    assert client.value(SUSPENDS, key) == 1, "a second hold is no transition"
    left = act(client, "resumeContract", contract)
    assert (reasons(left), left["contract"]["status"]) == (["DEBT"], "SUSPENDED")
    assert left["contract"]["history"][0] == {"verb": "suspend"}, "nor is the end of the first of two"
    gone = act(client, "resumeContract", contract, "DEBT")
    assert (reasons(gone), gone["contract"]["status"], gone["contract"]["sim"]["status"]) == ([], "ACTIVE", "ACTIVE")
    assert [row["said"] for row in client.sql(TOPICS, key)][-6:] == [
        "contract.hold_placed CUSTOMER", "contract.suspended ", "contract.hold_placed DEBT",
        "contract.hold_lifted CUSTOMER", "contract.hold_lifted DEBT", "contract.resumed ",
    ]  # fmt: skip
    assert (
        client.value("select count(*) from contract_hold where contract_id = $1::uuid and until is not null", key) == 2
    )


def test_a_hold_is_placed_once_and_lifted_only_where_it_stands(client: Client, contract: str) -> None:
    assert reasons(act(client, "suspendContract", contract, "LOST")) == ["LOST"]
    before = client.value("select count(*) from event")
    assert code_of(act(client, "suspendContract", contract, "LOST")) == ("ALREADY_HELD", ["hold"])
    assert code_of(act(client, "resumeContract", contract)) == ("NOT_HELD", ["hold"])
    for verb in ("suspendContract", "resumeContract"):
        assert code_of(act(client, verb, contract, "CUSTOMER_SUSPENDED")) == ("INVALID_INPUT", ["hold"])
    assert code_of(act(client, "closeContract", contract, "LOST")) == ("INVALID_INPUT", ["hold"])
    assert client.value("select count(*) from event") == before
    assert reasons(act(client, "resumeContract", contract, "LOST")) == []
    assert code_of(act(client, "resumeContract", contract, "LOST")) == ("INVALID_TRANSITION", ["id"])
    assert reasons(act(client, "suspendContract", contract, "LOST")) == ["LOST"], "and it may be placed again"


def test_closing_ends_all_holds(client: Client, contract: str) -> None:
    for hold in ("CUSTOMER", "FRAUD"):
        act(client, "suspendContract", contract, hold)
    closed = act(client, "closeContract", contract)
    assert (reasons(closed), closed["contract"]["status"]) == ([], "CLOSED")
    ended = client.sql("select lifted_by from contract_hold where contract_id = $1::uuid", contract[4:])
    assert {row["lifted_by"] for row in ended} == {"operator"}
    assert code_of(act(client, "suspendContract", contract, "DEBT")) == ("INVALID_TRANSITION", ["id"])


@pytest.mark.parametrize("hold", ["FRAUD", "REGULATOR"])
def test_a_second_person_lifts_what_an_authority_placed(
    client: Client, seen_by: Callable[[Role], Client], contract: str, hold: str
) -> None:
    act(client, "suspendContract", contract, hold)
    assert code_of(act(client, "resumeContract", contract, hold)) == ("INVALID_INPUT", ["reason"])
    for _ in range(2):
        asked = act(client, "resumeContract", contract, hold, reason="проверено")
        assert code_of(asked) == ("SECOND_PERSON_REQUIRED", ["hold"]), "the same person is no second one"
    other = seen_by(Role.ADMIN)
    assert code_of(act(other, "resumeContract", contract, "LOST")) == ("NOT_HELD", ["hold"])
    assert reasons(act(other, "resumeContract", contract, hold, reason="подтверждаю")) == []
    decided = client.sql(
        "select act, requested_by, decided_by from approval_request where contract_id = $1::uuid", contract[4:]
    )
    assert [row["act"] for row in decided] == [f"resumeContract {hold}"]
    assert decided[0]["requested_by"] != decided[0]["decided_by"]


def test_one_of_two_requests_lifts_no_other_hold(
    client: Client, seen_by: Callable[[Role], Client], contract: str
) -> None:
    for hold in ("FRAUD", "REGULATOR"):
        act(client, "suspendContract", contract, hold)
    act(client, "resumeContract", contract, "FRAUD", reason="проверено")
    other = seen_by(Role.ADMIN)
    asked = act(other, "resumeContract", contract, "REGULATOR", reason="проверено")
    assert code_of(asked) == ("SECOND_PERSON_REQUIRED", ["hold"])


def test_of_many_at_once_one_places_a_hold_and_one_lifts_it(client: Client, contract: str) -> None:
    for verb, refused in (
        ("suspendContract", {"ALREADY_HELD"}),
        ("resumeContract", {"NOT_HELD", "INVALID_TRANSITION"}),
    ):
        answers = client.together(ACT % verb, [{"id": contract, "hold": "LOST"}] * 8)
        codes = [error["code"] for data in answers for error in data[verb]["errors"]]
        assert len(codes) == 7
        assert set(codes) <= refused
    assert client.value("select count(*) from contract_hold where contract_id = $1::uuid", contract[4:]) == 1
    assert client.value(SUSPENDS, contract[4:]) == 1


def test_different_holds_at_once_all_stand_and_suspend_once(client: Client, contract: str) -> None:
    inputs = [{"id": contract, "hold": hold} for hold in ("CUSTOMER", "LOST", "FRAUD", "DEBT", "REGULATOR")]
    answers = client.together(ACT % "suspendContract", inputs)
    assert [error for data in answers for error in data["suspendContract"]["errors"]] == []
    assert client.value("select count(*) from contract_hold where contract_id = $1::uuid", contract[4:]) == 5
    assert client.value(SUSPENDS, contract[4:]) == 1
    answers = client.together(
        ACT % "resumeContract", [each for each in inputs if each["hold"] in {"CUSTOMER", "LOST", "DEBT"}]
    )
    assert [error for data in answers for error in data["resumeContract"]["errors"]] == []
    assert client.value("select status from contract where id = $1::uuid", contract[4:]) == "SUSPENDED"


def test_a_repeated_key_of_an_earlier_release_still_matches(client: Client, contract: str) -> None:
    once = act(client, "suspendContract", contract, idempotencyKey="одна")
    again = act(client, "suspendContract", contract, "CUSTOMER", idempotencyKey="одна")
    assert (once["errors"], again["errors"]) == ([], [])
    other = act(client, "suspendContract", contract, "DEBT", idempotencyKey="одна")
    assert code_of(other)[0] == "IDEMPOTENCY_KEY_REUSED"


def test_state_and_holds_agree_whoever_writes(client: Client, contract: str) -> None:
    key = contract.removeprefix("con_")
    with pytest.raises(asyncpg.PostgresError, match="do not agree"):
        client.sql("update contract set status = 'SUSPENDED' where id = $1::uuid", key)
    with pytest.raises(asyncpg.PostgresError, match="do not agree"):
        client.insert(new_contract_hold(client.value("select id from contract where id = $1::uuid", key)))
    act(client, "suspendContract", contract, "LOST")
    later = datetime.now(UTC) + timedelta(days=1)
    with pytest.raises(asyncpg.UniqueViolationError):
        client.insert(new_contract_hold(client.value("select id from contract where id = $1::uuid", key), since=later))
    with pytest.raises(asyncpg.PostgresError, match="do not agree"):
        client.sql("update contract_hold set until = now(), lifted_by = 'x' where contract_id = $1::uuid", key)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        client.sql("delete from contract_hold")


@pytest.mark.parametrize("walls", [planner.WALLS, {}], ids=["with row-level security", "without it"])
def test_a_subscriber_is_not_told_of_a_suspected_fraud(
    client: Client, seen_by: Callable[[Role], Client], monkeypatch: pytest.MonkeyPatch, walls: dict[Role, str]
) -> None:
    monkeypatch.setattr(planner, "WALLS", walls)
    line = viewer_of(Role.LINE, client)
    contract = f"con_{line.contract_id}"
    for hold in ("FRAUD", "LOST"):
        act(client, "suspendContract", contract, hold)
    for role in (Role.LINE, Role.HOLDER):
        seen = seen_by(role).ask(
            "query ($id: ID!) { contract(id: $id) { status holds { reason by } } }", {"id": contract}
        )
        assert seen["contract"] == {"status": "SUSPENDED", "holds": [{"reason": "LOST", "by": "staff"}]}
