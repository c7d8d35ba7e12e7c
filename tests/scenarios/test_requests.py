"""A request is taken in, checked and worked on: capture (A11), validation and candidates (A12)."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from stdnum import luhn

from backend.auth.viewer import Role, Viewer
from backend.database import connect
from backend.jobs.declare import Tools, declared
from backend.jobs.worker import Worker
from backend.models import Contract
from backend.services.request import validation, work
from backend.settings import Settings
from tests.client import Client
from tests.factories.tickets import new_ticket, new_ticket_attachment, new_ticket_comment

pytestmark = pytest.mark.database
SEEN = """id number kind channel status priority raw submittedBy assignee queue reference dueAt
    customer { id } contract { id } ticket { id } violations { code field message severity suggestion }
    structured { customerKind name phone email birthDate documentKind documentNumber documentKey tariffCode options }
    representative { name documentNumber authority files { name } } candidates { customer { id number } score reasons }
    questions { question answer data answeredAt } history { verb from to actor reason }"""
CARD = f"query ($id: ID!) {{ request(id: $id) {{ {SEEN} }} }}"
FORM = {
    "Фамилия": "Асанова", "firstName": "Айгүл", "Phone": "0700 555 101", "email": "Aigul@Example.KG",
    "birth_date": "31.05.1990", "document": {"type": "id card", "number": "id 770 10 01"}, "tariff": "t01",
    "options": [], "unknown": {"kept": [1, 2.5, None]},
}  # fmt: skip


def act(client: Client, verb: str, **given: Any) -> Any:
    kind = {"withdrawRequest": "RequestAction", "startRequest": "RequestAction", "failRequest": "RequestAction"}
    name = kind.get(verb, verb[0].upper() + verb[1:])
    payload = f"request {{ {SEEN} }} errors {{ code field message }}"
    return client.ask(f"mutation ($input: {name}Input!) {{ {verb}(input: $input) {{ {payload} }} }}", {"input": given})[
        verb
    ]


def done(client: Client, verb: str, **given: Any) -> Any:
    answer = act(client, verb, **given)
    assert answer["errors"] == [], answer
    return answer["request"]


def codes(answer: Any) -> list[str]:
    return [error["code"] for error in answer["errors"]]


def run_jobs(client: Client, settings: Settings) -> None:
    """Run the jobs of requests that are due."""
    tools = Tools(settings, client.app.state.database, lambda: connect(client.url))
    handlers = declared(tools, validation, work).handlers
    worker = Worker(lambda: connect(client.url), handlers, poll_seconds=0.2, first_backoff_seconds=3600)
    client.run(worker.drain())


def lapse(client: Client, settings: Settings) -> None:
    tools = Tools(settings, client.app.state.database, lambda: connect(client.url))
    client.run(work.lapse_requests(tools, None))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def operator(module_client: Client) -> Client:
    return module_client


@pytest.fixture(scope="module")
def subscriber(operator: Client, module_database_url: str, settings: Settings) -> Iterator[Client]:
    line = operator.find(Contract, number="KD00000001")
    viewer = Viewer(
        Role.LINE, f"subscriber:con_{line.id}", f"line:{line.id}", contract_id=line.id,
        phone_number_id=line.phone_number_id,
    )  # fmt: skip
    client = Client(module_database_url, settings, viewer=viewer, beside=operator)
    yield client
    client.close()


def test_a11_a_form_is_kept_as_given_and_its_fields_are_found(operator: Client, settings: Settings) -> None:
    request = done(operator, "submitRequest", kind="REGISTRATION", raw=FORM, priority="URGENT", queue=" sales ")
    assert request["raw"] == FORM
    assert list(request["raw"]) == list(FORM)
    assert (request["status"], request["channel"], request["queue"]) == ("NEW", "COUNTER", "sales")
    assert request["structured"] == {
        "customerKind": None, "name": "Асанова Айгүл", "phone": "+996700555101", "email": "aigul@example.kg",
        "birthDate": "1990-05-31", "documentKind": "ID_CARD", "documentNumber": "ID7701001",
        "documentKey": "ID7701001", "tariffCode": "T01", "options": [],
    }  # fmt: skip
    minutes = "select extract(epoch from due_at - created_at) / 60 from request where id = $1::uuid"
    assert operator.value(minutes, request["id"][4:]) == 15  # a quarter of the hour of a registration
    run_jobs(operator, settings)
    checked = operator.ask(CARD, {"id": request["id"]})["request"]
    assert (checked["status"], checked["violations"], checked["candidates"]) == ("VALIDATED", [], [])
    assert [(each["verb"], each["actor"]) for each in checked["history"]] == [
        ("validate", "schedule"), ("create", "operator"),
    ]  # fmt: skip
    found = operator.ask('{ requests(search: "асанова") { nodes { number } } }')["requests"]["nodes"]
    assert found == [{"number": request["number"]}]


def test_a12_violations_and_candidates_stand_beside_a_checked_request(operator: Client) -> None:
    customer = operator.sql("select id, number, name, phone from customer where number = 'CD00000001'")[0]
    raw = {
        "name": "7", "phone": customer["phone"] + " доб. 5", "email": "nobody@", "tariffCode": "T0l",
        "birthDate": "1890-01-01", "iccid": "8999600000000000001",
    }  # fmt: skip
    request = done(operator, "submitRequest", kind="REGISTRATION", raw=raw)
    checked = done(operator, "validateRequest", id=request["id"])
    found = {each["field"]: each for each in checked["violations"]}
    assert {field: (each["code"], each["severity"]) for field, each in found.items()} == {
        "name": ("INVALID_NAME", "BLOCK"), "phone": ("INVALID_PHONE", "BLOCK"), "email": ("INVALID_EMAIL", "ALERT"),
        "birthDate": ("INVALID_INPUT", "ALERT"), "iccid": ("INVALID_ICCID", "BLOCK"),
        "tariffCode": ("TARIFF_NOT_FOUND", "BLOCK"),
    }  # fmt: skip
    assert found["phone"]["suggestion"] == customer["phone"]
    assert found["tariffCode"]["suggestion"] in {"T01", "T10"}
    # The requester corrects it; who has the phone is a candidate, and the verb finds no second one.
    done(operator, "askRequester", id=request["id"], question="Как вас зовут?")
    better = {"name": "Бакыт Уулу", "phone": customer["phone"], "email": None, "tariff": "T02"}
    done(operator, "answerRequest", id=request["id"], data=better, answer="Так")
    checked = done(operator, "validateRequest", id=request["id"])
    assert [each["code"] for each in checked["violations"]] == [
        "INVALID_EMAIL", "INVALID_INPUT", "INVALID_ICCID", "POSSIBLE_DUPLICATE",
    ]  # fmt: skip
    assert checked["candidates"] == [
        {
            "customer": {"id": f"cus_{customer['id']}", "number": "CD00000001"},
            "score": 0,
            "reasons": ["NAME_DIFFERENT", "PHONE_SAME"],
        }
    ]
    assert checked["raw"] == raw
    assert checked["questions"][0]["data"] == better


def test_a_question_stops_the_clock_and_lapses(operator: Client, settings: Settings) -> None:
    first = done(operator, "submitRequest", kind="OTHER", raw="вопрос")
    second = done(operator, "submitRequest", kind="OTHER", raw=["ещё"])
    for request in (first, second):
        asked = done(operator, "askRequester", id=request["id"], question="О чём?")
        assert asked["status"] == "NEEDS_INFO"
    assert codes(act(operator, "askRequester", id=first["id"], question="О чём?")) == ["INVALID_TRANSITION"]
    assert codes(act(operator, "answerRequest", id=first["id"])) == ["INVALID_INPUT"]
    operator.sql("update request set asked_at = asked_at - interval '3 days' where id = $1", first["id"][4:])
    answered = done(operator, "answerRequest", id=first["id"], answer="О тарифе")
    moved = "select round(extract(epoch from due_at - $2) / 86400) from request where id = $1::uuid"
    assert operator.value(moved, first["id"][4:], operator.value("select $1::text::timestamptz", first["dueAt"])) == 3
    assert (answered["status"], answered["questions"][0]["answer"]) == ("NEW", "О тарифе")
    lapse(operator, settings)
    assert operator.ask(CARD, {"id": second["id"]})["request"]["status"] == "NEEDS_INFO"
    operator.sql("update request set asked_at = now() - interval '15 days' where id = $1", second["id"][4:])
    lapse(operator, settings)
    lapsed = operator.ask(CARD, {"id": second["id"]})["request"]
    assert (lapsed["status"], lapsed["history"][0]["verb"], lapsed["history"][0]["actor"]) == (
        "WITHDRAWN", "lapse", "schedule",
    )  # fmt: skip


def test_a_ticket_becomes_a_request_with_its_words_and_files(operator: Client) -> None:
    line = operator.find(Contract, number="KD00000001")
    ticket = new_ticket(line.customer_id, contract_id=line.id, description="Хочу тариф T02", priority="HIGH")
    operator.insert(
        ticket, new_ticket_comment(ticket, body="когда?"), new_ticket_comment(ticket, body="тайна", internal=True),
        new_ticket_attachment(ticket, name="заявление.png"), new_ticket_attachment(ticket, internal=True),
    )  # fmt: skip
    request = done(
        operator, "requestFromTicket", ticketId=f"tic_{ticket.id}", kind="CHANGE_TARIFF", form={"tariffCode": "t02"}
    )
    assert (request["channel"], request["priority"], request["ticket"]) == (
        "TICKET", "HIGH", {"id": f"tic_{ticket.id}"},
    )  # fmt: skip
    assert (request["raw"]["subject"], request["raw"]["description"]) == ("Нет связи", "Хочу тариф T02")
    assert [each["body"] for each in request["raw"]["comments"]] == ["когда?"]
    assert request["structured"]["tariffCode"] == "T02"
    files = operator.sql("select name, file_id from request_attachment where request_id = $1", request["id"][4:])
    assert [row["name"] for row in files] == ["заявление.png"]
    assert done(operator, "validateRequest", id=request["id"])["violations"] == []


def test_a_representative_is_named_with_the_paper(operator: Client) -> None:
    somebody = {
        "name": " Мать  Ребёнка ", "document": {"kind": "PASSPORT", "number": "ac 111 22 33"}, "authority": "PARENT",
    }  # fmt: skip
    given = {"kind": "OTHER", "raw": {}, "representative": somebody}
    request = done(operator, "submitRequest", **given)
    assert request["representative"] == {
        "name": "Мать Ребёнка", "documentNumber": "AC1112233", "authority": "PARENT", "files": [],
    }  # fmt: skip
    somebody["document"] = {"kind": "PASSPORT", "number": "-"}
    refused = act(operator, "submitRequest", **given)
    assert [(error["code"], error["field"]) for error in refused["errors"]] == [
        ("INVALID_INPUT", ["representative", "document", "number"])
    ]


def test_refusals_name_the_field_and_write_nothing(operator: Client) -> None:
    before = operator.value("select count(*) from request")
    refused = {
        ("contractId", "NOT_FOUND"): {"kind": "CLOSE", "raw": {}, "contractId": "con_x"},
        ("customerId", "NOT_FOUND"): {"kind": "CLOSE", "raw": {}, "customerId": "cus_x"},
        ("channel", "INVALID_INPUT"): {"kind": "CLOSE", "raw": {}, "channel": "TICKET"},
        ("raw", "INVALID_INPUT"): {"kind": "CLOSE", "raw": "x" * 70_000},
        ("queue", "INVALID_INPUT"): {"kind": "CLOSE", "raw": {}, "queue": "x" * 51},
    }
    for (field, code), given in refused.items():
        (error,) = act(operator, "submitRequest", **given)["errors"]
        assert (error["field"][0], error["code"]) == (field, code), error
    for verb in ("validateRequest", "withdrawRequest", "startRequest", "assignRequest"):
        assert codes(act(operator, verb, id="req_x")) == ["NOT_FOUND"]
    assert operator.value("select count(*) from request") == before
    request = done(operator, "submitRequest", kind="OTHER", raw={})
    assert codes(act(operator, "startRequest", id=request["id"])) == ["INVALID_TRANSITION"]
    assert codes(act(operator, "rejectRequest", id=request["id"], reason=" ")) == ["INVALID_INPUT"]
    rejected = done(operator, "rejectRequest", id=request["id"], reason="не наш случай")
    assert (rejected["status"], rejected["history"][0]["reason"]) == ("REJECTED", "не наш случай")
    for verb in ("validateRequest", "withdrawRequest", "assignRequest"):
        assert codes(act(operator, verb, id=request["id"])) == ["INVALID_TRANSITION"]


def test_a_form_with_the_character_zero_is_refused_wherever_it_stands(operator: Client) -> None:
    request = done(operator, "submitRequest", kind="OTHER", raw={"x": "\\u0000 is no such character: \\"})
    for raw in ({"x": "a\0"}, {"a\0": 1}, ["\\\0"]):
        (error,) = act(operator, "submitRequest", kind="OTHER", raw=raw)["errors"]
        assert (error["code"], error["field"]) == ("INVALID_INPUT", ["raw"])
    done(operator, "askRequester", id=request["id"], question="что?")
    (error,) = act(operator, "answerRequest", id=request["id"], data={"x": "a\0"})["errors"]
    assert (error["code"], error["field"]) == ("INVALID_INPUT", ["data"])


def test_work_that_takes_long_is_started_and_may_fail(operator: Client) -> None:
    request = done(operator, "submitRequest", kind="OTHER", raw={})
    done(operator, "validateRequest", id=request["id"])
    assert done(operator, "startRequest", id=request["id"])["status"] == "IN_PROGRESS"
    assert codes(act(operator, "withdrawRequest", id=request["id"])) == ["INVALID_TRANSITION"]
    assert codes(act(operator, "failRequest", id=request["id"])) == ["INVALID_INPUT"]
    assert done(operator, "failRequest", id=request["id"], reason="отказ")["status"] == "VALIDATED"


def test_a_subscriber_asks_for_the_own_line_and_sees_nothing_that_was_found(
    operator: Client, subscriber: Client
) -> None:
    line = operator.find(Contract, number="KD00000001")
    given = {"kind": "CHANGE_TARIFF", "raw": {"tariffCode": "T02"}, "priority": "URGENT", "queue": "vip"}
    mine = done(subscriber, "submitRequest", **given)
    assert (mine["channel"], mine["priority"], mine["contract"]) == ("APP", "NORMAL", {"id": f"con_{line.id}"})
    assert (mine["raw"], mine["structured"], mine["violations"], mine["candidates"]) == (None, None, [], [])
    assert operator.value("select queue from request where id = $1::uuid", mine["id"][4:]) is None
    foreign = operator.value("select 'con_' || id from contract where customer_id <> $1 limit 1", line.customer_id)
    assert codes(act(subscriber, "submitRequest", kind="CLOSE", raw={}, contractId=foreign)) == ["NOT_FOUND"]
    assert codes(act(subscriber, "submitRequest", kind="CLOSE", raw={}, channel="COUNTER")) == ["INVALID_INPUT"]
    theirs = done(operator, "submitRequest", kind="CLOSE", raw={}, contractId=foreign)
    assert codes(act(subscriber, "withdrawRequest", id=theirs["id"])) == ["NOT_FOUND"]
    assert subscriber.ask(CARD, {"id": theirs["id"]})["request"] is None
    done(operator, "askRequester", id=mine["id"], question="С какого дня?")
    assert subscriber.ask(CARD, {"id": mine["id"]})["request"]["questions"][0]["question"] == "С какого дня?"
    assert done(subscriber, "answerRequest", id=mine["id"], answer="С завтра")["status"] == "NEW"
    assert done(subscriber, "withdrawRequest", id=mine["id"])["status"] == "WITHDRAWN"


def test_available_actions_are_those_that_a_checked_request_allows(operator: Client) -> None:
    query = "query ($id: ID!) { request(id: $id) { availableActions { verb allowed } } }"

    def allowed(request: Any) -> set[str]:
        actions = operator.ask(query, {"id": request["id"]})["request"]["availableActions"]
        return {each["verb"] for each in actions if each["allowed"]}

    request = done(operator, "submitRequest", kind="OTHER", raw={"what": "actions"})
    assert allowed(request) == {"validate", "ask", "reject", "withdraw"}
    done(operator, "validateRequest", id=request["id"])
    assert allowed(request) == {"validate", "ask", "start", "fulfil", "reject", "withdraw"}
    done(operator, "validateRequest", id=request["id"])
    done(operator, "askRequester", id=request["id"], question="?")
    assert allowed(request) == {"answer", "reject", "withdraw"}


SUBMIT = """mutation ($input: SubmitRequestInput!) { submitRequest(input: $input) {
    request { id } errors { code field } } }"""


def test_a_request_that_is_submitted_twice_at_once_is_one(operator: Client, subscriber: Client) -> None:
    raw = {"name": "Дважды Нажавший", "phone": "+996700555177"}
    given = {"kind": "REGISTRATION", "raw": raw}

    def submitted(client: Client, calls: list[dict[str, Any]]) -> list[str]:
        answers = [each["submitRequest"] for each in client.together(SUBMIT, calls)]
        assert all(each["errors"] == [] for each in answers)
        return [each["request"]["id"] for each in answers]

    same = submitted(operator, [given] * 12)
    assert len(set(same)) == 1
    count = "select count(*) from request where raw = $1 and kind = 'REGISTRATION'"
    assert operator.value(count, orjson.dumps(raw).decode()) == 1
    assert operator.value("select count(*) from history_entry where node_id = $1::uuid", same[0][4:]) == 1
    done(operator, "validateRequest", id=same[0])
    assert submitted(operator, [given]) == [same[0]], "also when the job has checked it"
    # What differs, or has a key of its own, is another request.
    others = [
        {**given, "kind": "OTHER"}, {**given, "raw": {**raw, "phone": "+996700555178"}}, {**given, "channel": "PHONE"},
        {**given, "idempotencyKey": "one"}, {**given, "idempotencyKey": "two"},
        {**given, "representative": {
            "name": "Кто Другой", "document": {"kind": "PASSPORT", "number": "AC1112299"}, "authority": "OTHER"
        }},
    ]  # fmt: skip
    assert len({same[0], *submitted(operator, others)}) == 1 + len(others)
    assert submitted(subscriber, [{**given, "kind": "OTHER"}])[0] not in same
    done(operator, "rejectRequest", id=same[0], reason="нет")
    again = submitted(operator, [given])[0]
    assert again != same[0], "what was decided is asked for again"
    operator.sql("update request set created_at = created_at - interval '31 seconds' where id = $1::uuid", again[4:])
    assert submitted(operator, [given])[0] != again


def test_numbers_of_a_form_are_kept_as_given(operator: Client) -> None:
    """Also beyond 64 bits, and with zeros at the end: an ICCID may be given as a number."""
    iccid = next(f"899967700000000000{n:02}" for n in range(100) if luhn.is_valid(f"899967700000000000{n:02}"))
    raw = (
        f'{{"iccid": {iccid}, "sum": 1.10, "rate": 1E-7, "list": [36893488147419103232, -0, 0.1, 1e2], "text": "1.10"}}'
    )
    body = b'{"query": "%s", "variables": {"input": {"kind": "OTHER", "raw": %s}}}' % (
        b"mutation ($input: SubmitRequestInput!) { submitRequest(input: $input) { request { id raw } errors { code } } }"
, raw.encode(),
    )  # fmt: skip
    posted = operator.run(operator.http.post("/graphql", content=body, headers={"content-type": "application/json"}))
    exact = orjson.dumps(raw.replace(" ", "")).decode()[1:-1].replace('\\"', '"')
    assert f'"raw":{exact}' in posted.text.replace(" ", ""), posted.text
    request = posted.json()["data"]["submitRequest"]["request"]["id"]
    stored = operator.value("select raw from request where id = $1::uuid", request[4:])
    assert stored == exact
    assert operator.value("select iccid from request where id = $1::uuid", request[4:]) == iccid
    literal = "mutation { submitRequest(input: { kind: OTHER, raw: {a: [12345678901234567890123, 2.50]} }) { request { id } } }"
    written = operator.ask(literal)["submitRequest"]["request"]["id"]
    stored = operator.value("select raw from request where id = $1::uuid", written[4:])
    assert stored == '{"a":[12345678901234567890123,2.50]}'
    for wrong in ("1e400", "1e-400", "1" * 1_001, "0." + "1" * 1_000):
        assert operator.errors(literal.replace("2.50", wrong)), wrong
    # An answer is kept in the same way, and its fields are read after the check too.
    done(operator, "validateRequest", id=request)
    assert operator.value("select iccid from request where id = $1::uuid", request[4:]) == iccid
