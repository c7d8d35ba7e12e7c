"""A partner reads and changes the requests that it submitted, on every path, and may ask for nothing else."""

import json
import uuid
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.planner.fields import RootAggregate, RootMany, RootOne
from backend.services.permissions import ACTS
from tests.auth.matrix import BOTH, Look, cases
from tests.auth.rows import MAY_SEE, TABLES, key

pytestmark = pytest.mark.database
MINE = {f"req_{key('req 4')}", f"req_{key('req 5')}"}
FIELDS = """__typename id number raw submittedBy queue assignee reference overdue
    structured { name phone } representative { name files { id } } violations { code message } availableActions { verb allowed }
    questions { question answer askedBy } attachments { id author name url } history { verb actor reason }"""


def refusal(look: Look, query: str, **variables: Any) -> str:
    code: str = look.refused(query, **variables)["extensions"]["code"]
    return code


@cases([(Role.PARTNER, BOTH)])
def test_a_partner_reads_its_requests_on_every_path(look: Look) -> None:
    assert look.allowed["Request"] == MINE
    nodes = look.ask(f"{{ requests {{ totalCount nodes {{ {FIELDS} }} }} }}")["requests"]
    assert ({node["id"] for node in nodes["nodes"]}, nodes["totalCount"]) == (MINE, 2)
    for node in nodes["nodes"]:
        assert node["submittedBy"] == "service:matrix-partner"
        assert (node["queue"], node["assignee"], node["reference"]) == (None, None, "***")
        assert node["raw"] == {"call": "+996700100001 or holder@matrix.example, AN7654321"}
        assert node["structured"]["phone"].startswith("+99670011000")
        assert [each["code"] for each in node["violations"]] == ["INVALID_PHONE"]
        assert {each["askedBy"] for each in node["questions"]} == {"staff"}
        assert {each["author"] for each in node["attachments"]} == {"staff"}
        assert [(each["verb"], each["actor"]) for each in node["history"]] == [("create", "staff")]
        assert {each["verb"] for each in node["availableActions"] if each["allowed"]} == {"withdraw"}
    assert look.ask("{ requestsAggregate { count } }")["requestsAggregate"] == [{"count": 2}]
    grouped = look.ask('{ requestsAggregate(groupBy: [{ field: "status" }]) { keys { value } count } }')
    assert sum(each["count"] for each in grouped["requestsAggregate"]) == 2


@cases([(Role.PARTNER, BOTH)])
def test_a_request_of_somebody_else_is_answered_as_a_missing_one(look: Look) -> None:
    one = "query ($k: ID!) { request(id: $k) { id } node(id: $k) { id } nodes(ids: [$k]) { id } }"
    nothing = {"request": None, "node": None, "nodes": [None]}
    for each in sorted(look.hidden["Request"]):
        assert look.ask(one, k=each) == nothing
        row = look.matrix.rows["Request"][each]
        for text in (row["number"], row["name"], row["phone"], row["email"], each):
            if text:
                assert {node["id"] for node in look.ask(LOOKUP, t=text)["lookup"]} <= MINE, text
                found = look.ask("query ($t: String!) { requests(search: $t) { nodes { id } } }", t=text)
                assert {node["id"] for node in found["requests"]["nodes"]} <= MINE, text
    for each in MINE:
        assert look.ask(one, k=each) == {"request": {"id": each}, "node": {"id": each}, "nodes": [{"id": each}]}
        assert [node["id"] for node in look.ask(LOOKUP, t=look.matrix.rows["Request"][each]["number"])["lookup"]] == [
            each
        ]


LOOKUP = "query ($t: String!) { lookup(text: $t) { id } }"


@cases([(Role.PARTNER, BOTH)])
def test_a_partner_may_ask_for_no_other_type(look: Look) -> None:
    walk = look.matrix.walk
    closed = {name for name, rows in MAY_SEE[Role.PARTNER].items() if rows == "false"}
    assert {"Customer", "Contract", "Sim", "PhoneNumber", "Payment", "Ticket", "RequestCandidate"} <= closed
    for kind, field in ((RootMany, "{ totalCount }"), (RootAggregate, "{ count }")):
        for name, mapping in walk.roots(kind).items():
            if mapping.target in closed:
                assert refusal(look, f"{{ {name} {field} }}") == "FORBIDDEN", name
    for name, mapping in walk.roots(RootOne).items():
        if mapping.target in closed and "id" in mapping.keys:
            assert refusal(look, f'{{ {name}(id: "x") {{ id }} }}') == "FORBIDDEN", name
    below = look.ask("{ requests { nodes { customer { id } contract { id } ticket { id } candidates { score } } } }")
    nothing: dict[str, Any] = {"customer": None, "contract": None, "ticket": None, "candidates": []}
    assert below["requests"]["nodes"] == [nothing] * 2
    for name in closed:
        if TABLES[name][1] == "id" and look.hidden[name]:
            hidden = min(look.hidden[name])
            assert look.ask("query ($k: ID!) { node(id: $k) { id } }", k=hidden) == {"node": None}, name
            assert look.ask(LOOKUP, t=hidden) == {"lookup": []}, name
    changes = look.ask("{ statusChanges(first: 100) { nodes { __typename createdAt actor } } }")["statusChanges"][
        "nodes"
    ]
    assert {each["actor"] for each in changes} <= {"staff", "service:matrix-partner"}
    assert len(changes) == len(look.allowed["StatusChange"])
    events = look.ask("{ events(first: 200) { nodes { topic node { id } } } }")["events"]["nodes"]
    assert {each["node"] and each["node"]["id"] for each in events} <= MINE


@cases([(Role.PARTNER, BOTH)])
def test_an_act_of_a_partner_on_a_request_of_somebody_else_finds_nothing(look: Look) -> None:
    callable_acts = {name for name, act in ACTS.items() if Role.PARTNER in act.may_call}
    assert callable_acts == {"submitRequest", "attachToRequest", "answerRequest", "withdrawRequest"}
    queries = {
        "withdrawRequest": ("RequestActionInput", {}), "answerRequest": ("AnswerRequestInput", {"answer": "x"})
    }  # fmt: skip
    for name, (kind, more) in queries.items():
        query = f"mutation ($i: {kind}!) {{ {name}(input: $i) {{ request {{ id }} errors {{ code field message }} }} }}"
        answers = []
        for each in (f"req_{key('req 6')}", f"req_{uuid.uuid4()}"):
            raw = look.matrix.send(look.viewer, query, {"i": {"id": each, **more}})
            answers.append(json.loads(raw)["data"][name])
        assert answers[0] == answers[1], name
        assert [error["code"] for error in answers[0]["errors"]] == ["NOT_FOUND"]
