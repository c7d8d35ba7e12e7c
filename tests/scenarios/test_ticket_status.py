"""TicketStatus: Free → Active → Suspended → Active → Blocked → Closed; comments, assignment and deadlines."""

from collections.abc import Iterator
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.settings import Settings
from tests.client import Client
from tests.viewers import viewer_of

pytestmark = pytest.mark.database

STATES = ("FREE", "ACTIVE", "SUSPENDED", "BLOCKED", "CLOSED")
VERBS = ("activate", "suspend", "resume", "block", "close")
ALLOWED = {
    ("FREE", "activate"): "ACTIVE",
    ("ACTIVE", "suspend"): "SUSPENDED",
    ("SUSPENDED", "resume"): "ACTIVE",
    ("ACTIVE", "block"): "BLOCKED",
    ("BLOCKED", "close"): "CLOSED",
}
OPEN = """mutation ($input: OpenTicketInput!) { openTicket(input: $input) { ticket { id number subject description status priority
    category queue assignee overdue unassigned mine contract { id } customer { id } payment { id } history { verb from to actor } firstResponseDueAt solutionDueAt createdAt }
    errors { code field message } } }"""
COMMENT = "mutation ($input: CommentTicketInput!) { commentTicket(input: $input) { ticket { firstRespondedAt comments { author internal body } } errors { code field } } }"
ASSIGN = "mutation ($input: AssignTicketInput!) { assignTicket(input: $input) { ticket { assignee queue mine unassigned } errors { code field } } }"


def move(verb: str) -> str:
    return f"""mutation ($input: TicketActionInput!) {{ {verb}Ticket(input: $input) {{ ticket {{ id status solvedAt solutionDueAt
        availableActions {{ verb allowed }} history {{ verb from to reason actor }} }} errors {{ code field message }} }} }}"""


def act(client: Client, verb: str, ticket: str, reason: str | None = "потому что") -> Any:
    return client.ask(move(verb), {"input": {"id": ticket, "reason": reason}})[f"{verb}Ticket"]


@pytest.fixture
def contract(client: Client) -> str:
    found: str = client.value("select 'con_' || id from contract where number = 'KD00000001'")
    return found


def opened(client: Client, contract: str, **more: Any) -> Any:
    payload = client.ask(OPEN, {"input": {"contractId": contract, "subject": "Нет связи", **more}})["openTicket"]
    assert payload["errors"] == []
    return payload["ticket"]


def in_state(client: Client, contract: str, state: str) -> str:
    ticket: str = opened(client, contract)["id"]
    steps = {
        "FREE": [], "ACTIVE": ["activate"], "SUSPENDED": ["activate", "suspend"], "BLOCKED": ["activate", "block"],
        "CLOSED": ["activate", "block", "close"],
    }  # fmt: skip
    for verb in steps[state]:
        assert act(client, verb, ticket)["errors"] == []
    return ticket


@pytest.fixture
def subscriber(
    client: Client, database_url: str, settings: Settings, request: pytest.FixtureRequest
) -> Iterator[Client]:
    caller = Client(database_url, settings, viewer=viewer_of(request.param, client), beside=client)
    yield caller
    caller.close()


each_subscriber = pytest.mark.parametrize("subscriber", [Role.LINE, Role.HOLDER], indirect=True)


def test_every_pair_of_state_and_verb_is_a_transition_of_the_diagram_or_refused(client: Client, contract: str) -> None:
    for state in STATES:
        for verb in VERBS:
            ticket = in_state(client, contract, state)
            before = client.value("select version from ticket where id = $1::uuid", ticket[4:])
            payload = act(client, verb, ticket)
            if (state, verb) in ALLOWED:
                assert payload["errors"] == [], (state, verb)
                assert payload["ticket"]["status"] == ALLOWED[state, verb]
                assert payload["ticket"]["history"][0]["verb"] == verb
                assert payload["ticket"]["history"][0]["reason"] == "потому что"
            else:
                assert payload["errors"] == [
                    {
                        "code": "INVALID_TRANSITION",
                        "field": ["id"],
                        "message": f"a ticket that is {state} does not allow {verb}",
                    }
                ]
                assert client.value("select version from ticket where id = $1::uuid", ticket[4:]) == before


def test_a_ticket_lists_its_allowed_actions(client: Client, contract: str) -> None:
    payload = act(client, "activate", opened(client, contract)["id"])
    assert {a["verb"] for a in payload["ticket"]["availableActions"] if a["allowed"]} == {"suspend", "block"}


@pytest.mark.parametrize("verb", ["suspend", "block", "close"])
@pytest.mark.parametrize("reason", [None, "", "  "])
def test_suspending_blocking_and_closing_require_a_reason(
    client: Client, contract: str, verb: str, reason: str | None
) -> None:
    ticket = in_state(client, contract, "BLOCKED" if verb == "close" else "ACTIVE")
    payload = act(client, verb, ticket, reason)
    assert [(e["code"], e["field"]) for e in payload["errors"]] == [("INVALID_INPUT", ["reason"])]
    assert payload["ticket"] is None
    assert (
        client.value("select count(*) from status_change where node_id = $1::uuid and verb = $2", ticket[4:], verb) == 0
    )


def test_of_concurrent_transitions_one_succeeds_and_the_others_are_refused(client: Client, contract: str) -> None:
    for _ in range(5):
        ticket = in_state(client, contract, "FREE")
        answers = client.together(move("activate"), [{"id": ticket} for _ in range(8)])
        refusals = [answer["activateTicket"]["errors"] for answer in answers]
        assert sorted(map(len, refusals)) == [0, 1, 1, 1, 1, 1, 1, 1]
        assert {e["code"] for errors in refusals for e in errors} == {"INVALID_TRANSITION"}
        assert client.value("select count(*) from status_change where node_id = $1::uuid", ticket[4:]) == 2


def test_a_new_ticket_is_free_with_response_and_solution_deadlines(client: Client, contract: str) -> None:
    ticket = opened(
        client, contract, priority="URGENT", description="С утра.\nНе звонит.", category="NETWORK", queue="networks"
    )
    assert (ticket["status"], ticket["priority"], ticket["queue"]) == ("FREE", "URGENT", "networks")
    assert ticket["description"] == "С утра.\nНе звонит."
    assert ticket["contract"]["id"] == contract
    assert [(h["verb"], h["from"], h["to"], h["actor"]) for h in ticket["history"]] == [
        ("open", None, "FREE", "operator")
    ]
    assert (ticket["overdue"], ticket["unassigned"], ticket["mine"]) == (False, True, False)
    minutes = client.sql(
        "select extract(epoch from first_response_due_at - created_at) / 60, extract(epoch from solution_due_at - created_at) / 60 from ticket where id = $1::uuid",
        ticket["id"][4:],
    )[0]
    assert tuple(map(int, minutes)) == (30, 240)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"subject": "x"}, "INVALID_INPUT", "contractId"),
        ({"contractId": "con_00000000-0000-7000-8000-000000000000", "subject": "x"}, "NOT_FOUND", "contractId"),
        ({"contractId": "nonsense", "subject": "x"}, "NOT_FOUND", "contractId"),
        ({"customerId": "cus_00000000-0000-7000-8000-000000000000", "subject": "x"}, "NOT_FOUND", "customerId"),
        ({"contractId": "here", "subject": " "}, "INVALID_INPUT", "subject"),
        ({"contractId": "here", "subject": "я" * 201}, "INVALID_INPUT", "subject"),
        ({"contractId": "here", "subject": "a\0b"}, "INVALID_INPUT", "subject"),
        ({"contractId": "here", "subject": "x", "description": "y" * 10_001}, "INVALID_INPUT", "description"),
        ({"contractId": "here", "subject": "x", "queue": "q" * 51}, "INVALID_INPUT", "queue"),
        ({"contractId": "here", "subject": "x", "paymentId": "pay_00000000-0000-7000-8000-000000000000"}, "NOT_FOUND", "paymentId"),
    ],
)  # fmt: skip
def test_an_incomplete_ticket_is_not_opened(client: Client, contract: str, given: Any, code: str, field: str) -> None:
    before = client.value("select count(*) from ticket")
    given = {key: contract if value == "here" else value for key, value in given.items()}
    payload = client.ask(OPEN, {"input": given})["openTicket"]
    assert [(e["code"], e["field"]) for e in payload["errors"]] == [(code, [field])]
    assert client.value("select count(*) from ticket") == before


def test_a_repeated_call_with_a_key_opens_one_ticket(client: Client, contract: str) -> None:
    given = {"contractId": contract, "subject": "Один раз", "idempotencyKey": "t1"}
    answers = client.together(OPEN, [given] * 6)
    assert len({answer["openTicket"]["ticket"]["id"] for answer in answers}) == 1
    assert client.value("select count(*) from ticket where subject = 'Один раз'") == 1


@each_subscriber
def test_a_subscriber_opens_a_ticket_on_an_own_contract_and_on_no_other(
    client: Client, subscriber: Client, contract: str
) -> None:
    own = client.value(
        "select 'con_' || k.id from contract k join customer c on c.id = k.customer_id where c.number = 'CD00000001' and k.status in ('ACTIVE', 'SUSPENDED') order by k.number limit 1"
    )
    plain = subscriber.ask(OPEN, {"input": {"subject": "Помогите", "priority": "URGENT", "queue": "vip"}})["openTicket"]
    assert plain["errors"] == []
    assert (plain["ticket"]["contract"]["id"], plain["ticket"]["priority"], plain["ticket"]["queue"]) == (
        own,
        "NORMAL",
        None,
    )
    assert subscriber.ask(OPEN, {"input": {"subject": "Ещё", "contractId": own}})["openTicket"]["errors"] == []
    foreign = client.value(
        "select 'con_' || k.id from contract k join customer c on c.id = k.customer_id where c.number = 'CD00000002' limit 1"
    )
    before = client.value("select count(*) from ticket")
    refused = subscriber.ask(OPEN, {"input": {"subject": "Чужой", "contractId": foreign}})["openTicket"]
    missing = subscriber.ask(
        OPEN, {"input": {"subject": "Чужой", "contractId": "con_00000000-0000-7000-8000-000000000000"}}
    )["openTicket"]
    assert refused == missing
    assert refused["errors"][0]["code"] == "NOT_FOUND"
    assert client.value("select count(*) from ticket") == before


@each_subscriber
def test_a_subscriber_comments_and_never_sees_internal_comments(client: Client, subscriber: Client) -> None:
    ticket = subscriber.ask(OPEN, {"input": {"subject": "Роуминг"}})["openTicket"]["ticket"]["id"]
    for body, internal in (("Клиент звонил дважды", True), ("Проверяем", False)):
        assert (
            client.ask(COMMENT, {"input": {"id": ticket, "body": body, "internal": internal}})["commentTicket"][
                "errors"
            ]
            == []
        )
    answer = subscriber.ask(COMMENT, {"input": {"id": ticket, "body": "Спасибо", "internal": True}})["commentTicket"]
    assert [(c["author"], c["body"]) for c in answer["ticket"]["comments"]][0] == ("staff", "Проверяем")
    assert [c["body"] for c in answer["ticket"]["comments"]] == ["Проверяем", "Спасибо"]
    seen = client.ask("query ($id: ID!) { ticket(id: $id) { comments { body internal } } }", {"id": ticket})["ticket"]
    assert [(c["body"], c["internal"]) for c in seen["comments"]] == [
        ("Клиент звонил дважды", True), ("Проверяем", False), ("Спасибо", False),
    ]  # fmt: skip
    foreign = client.value("select 'tic_' || id from ticket where number = 'TX1'")
    assert subscriber.ask(COMMENT, {"input": {"id": foreign, "body": "x"}})["commentTicket"]["errors"] == [
        {"code": "NOT_FOUND", "field": ["id"]}
    ]


def test_the_first_public_comment_is_the_first_response_and_internal_ones_are_not(
    client: Client, contract: str
) -> None:
    ticket = opened(client, contract)["id"]
    hidden = client.ask(COMMENT, {"input": {"id": ticket, "body": "внутри", "internal": True}})["commentTicket"][
        "ticket"
    ]
    assert hidden["firstRespondedAt"] is None
    first = client.ask(COMMENT, {"input": {"id": ticket, "body": "Здравствуйте"}})["commentTicket"]["ticket"][
        "firstRespondedAt"
    ]
    again = client.ask(COMMENT, {"input": {"id": ticket, "body": "Ещё раз"}})["commentTicket"]["ticket"][
        "firstRespondedAt"
    ]
    assert first == again is not None


def test_a_closed_ticket_accepts_no_comments_and_no_assignee(client: Client, contract: str) -> None:
    ticket = in_state(client, contract, "CLOSED")
    for query, more in ((COMMENT, {"body": "x"}), (ASSIGN, {"queue": "q"})):
        ((_, payload),) = client.ask(query, {"input": {"id": ticket, **more}}).items()
        assert payload["errors"] == [{"code": "INVALID_TRANSITION", "field": ["id"]}]


def test_a_ticket_is_assigned_to_a_user_to_a_queue_or_to_nobody(client: Client, contract: str) -> None:
    ticket = opened(client, contract)["id"]
    steps: list[tuple[dict[str, Any], dict[str, Any]]] = [
        (
            {"assignee": "Operator@demo.example", "queue": "billing"},
            {"assignee": "operator@demo.example", "queue": "billing"},
        ),
        ({"assignee": "admin@demo.example"}, {"assignee": "admin@demo.example", "queue": "billing"}),
        ({"queue": ""}, {"assignee": None, "queue": None}),
    ]
    for given, left in steps:
        payload = client.ask(ASSIGN, {"input": {"id": ticket, **given}})["assignTicket"]
        assert payload["errors"] == []
        assert {key: payload["ticket"][key] for key in left} == left
        assert payload["ticket"]["unassigned"] is (left["assignee"] is None)
    for nobody in ("analyst@demo.example", "unknown@demo.example", "' or 1=1 --"):
        payload = client.ask(ASSIGN, {"input": {"id": ticket, "assignee": nobody}})["assignTicket"]
        assert payload["errors"] == [{"code": "NOT_FOUND", "field": ["assignee"]}]


def test_tickets_are_filtered_by_overdue_unassigned_and_own(
    client: Client, contract: str, database_url: str, settings: Settings
) -> None:
    user = client.value("select id from user_account where email = 'operator@demo.example'")
    me = Client(
        database_url, settings, viewer=Viewer(Role.OPERATOR, "operator@demo.example", f"user:{user}"), beside=client
    )
    first, second, third = (opened(client, contract, subject=f"desk {n}")["id"] for n in range(3))
    assert me.ask(ASSIGN, {"input": {"id": first, "assignee": "me"}})["assignTicket"]["ticket"]["mine"] is True
    client.sql(
        "update ticket set first_response_due_at = now() - interval '1 minute' where id = any($1::uuid[])",
        [first[4:], second[4:]],
    )
    act(client, "activate", third)

    def found(condition: str, caller: Client = me) -> set[str]:
        query = "{ tickets(filter: { subject_: 0 }) { nodes { id } } }".replace("subject_: 0", condition)
        return {node["id"] for node in caller.ask(query)["tickets"]["nodes"]} & {first, second, third}

    assert found("overdue: { eq: true }") == {first, second}
    assert found("mine: { eq: true }") == {first}
    assert found("mine: { eq: true }", client) == set()
    assert found("unassigned: { eq: true }") == {second, third}
    assert found("overdue: { eq: true }, unassigned: { eq: true }") == {second}
    assert me.ask(COMMENT, {"input": {"id": second, "body": "Уже смотрим"}})["commentTicket"]["errors"] == []
    assert found("overdue: { eq: true }") == {first}, "it was answered"
    me.close()


def test_deadlines_are_paused_while_a_ticket_is_suspended(client: Client, contract: str) -> None:
    ticket = in_state(client, contract, "SUSPENDED")
    key = ticket[4:]
    client.sql(
        "update ticket set suspended_at = suspended_at - interval '2 hours', solution_due_at = now() - interval '1 hour' where id = $1::uuid",
        key,
    )
    assert client.ask("query ($id: ID!) { ticket(id: $id) { overdue } }", {"id": ticket})["ticket"]["overdue"] is False
    assert act(client, "resume", ticket)["errors"] == []
    left = client.value("select extract(epoch from solution_due_at - now()) / 60 from ticket where id = $1::uuid", key)
    assert 55 < left < 61, "overdue by an hour when it was suspended, then suspended for two hours"


def test_a_new_priority_recomputes_the_deadlines_from_the_opening(client: Client, contract: str) -> None:
    ticket = opened(client, contract)["id"]
    query = "mutation ($input: PrioritiseTicketInput!) { prioritiseTicket(input: $input) { ticket { priority } errors { code } } }"
    assert client.ask(query, {"input": {"id": ticket, "priority": "HIGH"}})["prioritiseTicket"] == {
        "ticket": {"priority": "HIGH"},
        "errors": [],
    }
    minutes = client.value(
        "select extract(epoch from solution_due_at - created_at) / 60 from ticket where id = $1::uuid", ticket[4:]
    )
    assert int(minutes) == 1440


def test_a_new_priority_keeps_the_time_of_earlier_suspensions(client: Client, contract: str) -> None:
    ticket = in_state(client, contract, "SUSPENDED")
    client.sql("update ticket set suspended_at = suspended_at - interval '2 hours' where id = $1::uuid", ticket[4:])
    assert act(client, "resume", ticket)["errors"] == []
    query = "mutation ($input: PrioritiseTicketInput!) { prioritiseTicket(input: $input) { errors { code } } }"
    for priority in ("URGENT", "HIGH"):
        client.ask(query, {"input": {"id": ticket, "priority": priority}})
    minutes = client.value(
        "select extract(epoch from solution_due_at - created_at) / 60 from ticket where id = $1::uuid", ticket[4:]
    )
    assert 1440 + 120 <= minutes < 1440 + 121


def test_every_change_of_a_ticket_is_an_event_and_only_internal_comments_are_hidden(
    client: Client, contract: str
) -> None:
    ticket = opened(client, contract)["id"]
    act(client, "activate", ticket)
    client.ask(COMMENT, {"input": {"id": ticket, "body": "внутри", "internal": True}})
    client.ask(COMMENT, {"input": {"id": ticket, "body": "наружу"}})
    client.ask(ASSIGN, {"input": {"id": ticket, "queue": "q"}})
    rows = client.sql(
        "select topic, coalesce((payload ->> 'internal')::boolean, false) as hidden, customer_id, contract_id from event where node_id = $1::uuid order by id",
        ticket[4:],
    )
    assert [(row["topic"], row["hidden"]) for row in rows] == [
        ("ticket.opened", False), ("ticket.activated", False), ("ticket.commented", True), ("ticket.commented", False), ("ticket.assigned", True),
    ]  # fmt: skip
    assert all(row["customer_id"] and f"con_{row['contract_id']}" == contract for row in rows)


def test_comments_cannot_be_changed(client: Client) -> None:
    import asyncpg

    for statement in (
        "update ticket_comment set body = 'x'",
        "delete from ticket_comment",
        "update ticket_target set solution_minutes = 1",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            client.sql(statement)
