"""A partner's program submits requests with the scope `requests`, and sees and changes only those (A11)."""

from collections.abc import Iterator
from typing import Any

import pytest

from backend.auth.provider.server import service_claims
from backend.auth.tokens import viewer_of
from backend.auth.viewer import Role, Viewer
from backend.models import Contract, OAuthClient
from backend.settings import Settings
from tests.client import Client
from tests.scenarios.test_requests import FORM, act, codes, done

pytestmark = pytest.mark.database
REGISTER = """mutation ($input: RegisterClientInput!) { registerClient(input: $input) {
    client { clientId scopes } errors { code field message } } }"""
SEEN = "id status channel priority submittedBy queue raw structured { phone } questions { question answer }"


def partner(client: Client, settings: Settings, name: str) -> Client:
    actor = f"service:{name}"
    viewer = Viewer(Role.PARTNER, actor, actor, client=name, scopes=frozenset({"requests"}))
    return Client(client.url, settings, viewer=viewer, beside=client)


@pytest.fixture(scope="module")
def operator(module_client: Client) -> Client:
    return module_client


@pytest.fixture(scope="module")
def dealer(operator: Client, settings: Settings) -> Iterator[Client]:
    client = partner(operator, settings, "dealer")
    yield client
    client.close()


def call(client: Client, verb: str, command: str, **given: Any) -> Any:
    query = f"mutation ($input: {command}Input!) {{ {verb}(input: $input) {{ request {{ {SEEN} }} errors {{ code field }} }} }}"
    return client.ask(query, {"input": given})[verb]


def test_a_partner_submits_answers_and_withdraws_its_own_request(operator: Client, dealer: Client) -> None:
    given = {"kind": "REGISTRATION", "raw": FORM, "priority": "URGENT", "queue": "vip"}
    request = call(dealer, "submitRequest", "SubmitRequest", **given)["request"]
    assert (request["channel"], request["priority"], request["submittedBy"]) == ("PARTNER", "NORMAL", "service:dealer")
    assert (request["raw"], request["structured"]["phone"], request["queue"]) == (FORM, "+996700555101", None)
    assert operator.value("select queue from request where id = $1::uuid", request["id"][4:]) is None
    done(operator, "assignRequest", id=request["id"], queue="vip")
    done(operator, "askRequester", id=request["id"], question="Какой тариф?")
    answered = call(dealer, "answerRequest", "AnswerRequest", id=request["id"], answer="T01")["request"]
    assert (answered["status"], answered["queue"]) == ("NEW", None)
    assert answered["questions"] == [{"question": "Какой тариф?", "answer": "T01"}]
    withdrawn = call(dealer, "withdrawRequest", "RequestAction", id=request["id"])
    assert (withdrawn["errors"], withdrawn["request"]["status"]) == ([], "WITHDRAWN")


def test_a_partner_names_nobody_by_id(operator: Client, dealer: Client) -> None:
    line = operator.find(Contract, number="KD00000001")
    for name, value in (
        ("customerId", f"cus_{line.customer_id}"),
        ("contractId", f"con_{line.id}"),
        ("customerId", "cus_x"),
    ):
        answer = call(dealer, "submitRequest", "SubmitRequest", kind="CLOSE", raw={}, **{name: value})
        assert answer["errors"] == [{"code": "INVALID_INPUT", "field": [name]}]
    answer = call(dealer, "submitRequest", "SubmitRequest", kind="CLOSE", raw={}, channel="COUNTER")
    assert answer["errors"] == [{"code": "INVALID_INPUT", "field": ["channel"]}]


def test_what_a_form_has_in_common_with_customers_is_not_told_to_a_partner(operator: Client, dealer: Client) -> None:
    phone = operator.value("select phone from customer where number = 'CD00000001'")
    raw = {"name": "7", "phone": phone, "tariffCode": "T01"}
    request = call(dealer, "submitRequest", "SubmitRequest", kind="REGISTRATION", raw=raw)["request"]
    checked = done(operator, "validateRequest", id=request["id"])
    assert {"POSSIBLE_DUPLICATE", "INVALID_NAME"} <= {each["code"] for each in checked["violations"]}
    query = "query ($id: ID!) { request(id: $id) { violations { code } } }"
    assert dealer.ask(query, {"id": request["id"]})["request"]["violations"] == [{"code": "INVALID_NAME"}]
    assert checked["candidates"]
    closed = "query ($id: ID!) { request(id: $id) { candidates { score } } }"
    assert dealer.ask(closed, {"id": request["id"]})["request"]["candidates"] == []


def test_a_partner_changes_no_request_of_another(operator: Client, dealer: Client, settings: Settings) -> None:
    other = partner(operator, settings, "rival")
    theirs = call(other, "submitRequest", "SubmitRequest", kind="OTHER", raw={})["request"]
    staff = done(operator, "submitRequest", kind="OTHER", raw={})
    done(operator, "askRequester", id=theirs["id"], question="?")
    for request in (theirs, staff):
        assert codes(call(dealer, "withdrawRequest", "RequestAction", id=request["id"])) == ["NOT_FOUND"]
        assert codes(call(dealer, "answerRequest", "AnswerRequest", id=request["id"], answer="x")) == ["NOT_FOUND"]
    for verb, kind in (("validateRequest", "ValidateRequest"), ("startRequest", "RequestAction")):
        query = f"mutation ($input: {kind}Input!) {{ {verb}(input: $input) {{ errors {{ code }} }} }}"
        assert dealer.errors(query, {"input": {"id": theirs["id"]}})[0]["extensions"]["code"] == "FORBIDDEN"
    assert codes(act(operator, "withdrawRequest", id=theirs["id"])) == []
    other.close()


def test_the_scope_requests_stands_alone_and_makes_a_partner(operator: Client, settings: Settings) -> None:
    admin = Client(operator.url, settings, viewer=Viewer(Role.ADMIN, "admin", "user:admin"), beside=operator)
    new = {"clientId": "dealer-app", "name": "Dealer", "kind": "CONFIDENTIAL", "signIn": "NOBODY"}
    for scopes in (["requests", "read"], ["requests", "write", "read"]):
        (error,) = admin.ask(REGISTER, {"input": {**new, "scopes": scopes}})["registerClient"]["errors"]
        assert (error["code"], error["field"]) == ("INVALID_INPUT", ["scopes"])
    people = {**new, "signIn": "STAFF", "redirectUris": ["https://a.example/"], "scopes": ["requests"]}
    (error,) = admin.ask(REGISTER, {"input": people})["registerClient"]["errors"]
    assert error["field"] == ["scopes"]
    made = admin.ask(REGISTER, {"input": {**new, "scopes": ["requests"]}})["registerClient"]
    assert made == {"client": {"clientId": "dealer-app", "scopes": "requests"}, "errors": []}
    row = operator.find(OAuthClient, client_id="dealer-app")
    claims = {**service_claims(row), "client_id": row.client_id, "scope": "requests"}
    viewer = viewer_of(claims, settings)
    assert (viewer.role, viewer.actor, viewer.may("read"), viewer.may("write")) == (
        Role.PARTNER, "service:dealer-app", True, True,
    )  # fmt: skip
    assert not viewer_of({**claims, "scope": "read write"}, settings).may("read"), "only with the scope of a partner"
    service = viewer_of({**claims, "role": "SERVICE"}, settings)
    assert not service.may("read"), "the scope gives nothing to a program that is no partner"
    admin.close()
