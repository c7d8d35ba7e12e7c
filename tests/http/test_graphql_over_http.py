"""`/graphql` follows the GraphQL over HTTP specification; every invalid request gets an error that is not a 5xx."""

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.auth.viewer import Role, Viewer
from backend.http.graphql import read_request
from backend.settings import Settings
from tests.client import Client
from tests.factories.customers import new_customer
from tests.servers import TOOLS, node, served

pytestmark = pytest.mark.database
AUDIT = """
import { serverAudits } from 'graphql-http';
const results = [];
const signedIn = (url, init) => {
  const headers = new Headers(init?.headers);
  headers.set("authorization", `Bearer ${process.argv[2]}`);
  return fetch(url, { ...init, headers });
};
for (const audit of serverAudits({ url: process.argv[1], fetchFn: signedIn })) results.push(await audit.fn());
console.log(JSON.stringify(results.map(({ status, id, name, reason }) => ({ status, id, name, reason }))));
"""


def post(client: Client, body: bytes, **headers: str) -> httpx.Response:
    given = {"content-type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return client.run(client.http.post("/graphql", content=body, headers=given))


def code(response: httpx.Response) -> str:
    found: str = response.json()["errors"][0]["extensions"]["code"]
    return found


def query(text: str, **more: Any) -> bytes:
    return json.dumps({"query": text, **more}).encode()


BAD: list[tuple[str, bytes, int, str]] = [
    ("not JSON", b"{", 400, "BAD_REQUEST"),
    ("empty", b"", 400, "BAD_REQUEST"),
    ("a list", b"[]", 400, "BAD_REQUEST"),
    ("a number", b"7", 400, "BAD_REQUEST"),
    ("null", b"null", 400, "BAD_REQUEST"),
    ("50,000 deep", b"[" * 50_000 + b"]" * 50_000, 400, "BAD_REQUEST"),
    (
        "50,000 deep variables",
        b'{"query":"{__typename}","variables":{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}}",
        400,
        "BAD_REQUEST",
    ),
    ("invalid UTF-8", b'{"query":"\xff"}', 400, "BAD_REQUEST"),
    ("a lone surrogate", b'{"query":"{customer(id:\\"\\ud800\\"){id}}"}', 400, "BAD_REQUEST"),
    ("NaN", b'{"query":"{__typename}","variables":{"a":NaN}}', 400, "BAD_REQUEST"),
    ("no query", b"{}", 400, "BAD_REQUEST"),
    ("query of another type", b'{"query":7}', 400, "BAD_REQUEST"),
    ("variables as a list", query("{__typename}", variables=[]), 400, "BAD_REQUEST"),
    ("operationName of another type", query("{__typename}", operationName=7), 400, "BAD_REQUEST"),
    ("extensions as text", query("{__typename}", extensions="x"), 400, "BAD_REQUEST"),
    ("a syntax error", query("{"), 200, "GRAPHQL_PARSE_FAILED"),
    ("an empty selection", query("{customers{}}"), 200, "GRAPHQL_PARSE_FAILED"),
    ("an unknown field", query("{nonsense}"), 200, "GRAPHQL_VALIDATION_FAILED"),
    ("an unknown operation", query("query A{__typename}", operationName="B"), 200, "OPERATION_RESOLUTION_FAILURE"),
    (
        "two operations, none named",
        query("query A{__typename} query B{__typename}"),
        200,
        "OPERATION_RESOLUTION_FAILURE",
    ),
    ("a missing variable", query("query($i:ID!){customer(id:$i){id}}"), 200, "BAD_USER_INPUT"),
    (
        "a variable of another type",
        query("query($n:Int){customers(first:$n){nodes{id}}}", variables={"n": "x"}),
        200,
        "BAD_USER_INPUT",
    ),
    (
        "a variable out of range",
        query("query($n:Int){customers(first:$n){nodes{id}}}", variables={"n": 2**40}),
        200,
        "BAD_USER_INPUT",
    ),
    ("a page too large", query("{customers(first:101){nodes{id}}}"), 200, "BAD_USER_INPUT"),
    ("a negative page", query("{customers(first:-1){nodes{id}}}"), 200, "BAD_USER_INPUT"),
    ("first and last", query("{customers(first:1,last:1){nodes{id}}}"), 200, "BAD_USER_INPUT"),
    ("an invalid cursor", query('{customers(after:"x"){nodes{id}}}'), 200, "BAD_USER_INPUT"),
    ("an invalid cursor beside a count", query('{customers(after:"x"){totalCount}}'), 200, "BAD_USER_INPUT"),
    ("a NUL in text", query("query($s:String){sim(iccid:$s){id}}", variables={"s": "a\0b"}), 200, "BAD_USER_INPUT"),
    (
        "a NUL in a list",
        query("query($s:[String!]){customers(filter:{phone:{in:$s}}){nodes{id}}}", variables={"s": ["\0"]}),
        200,
        "BAD_USER_INPUT",
    ),
    (
        "a year too far",
        query('{customers(filter:{createdAt:{gt:"0001-01-01T00:00:00+14:00"}}){nodes{id}}}'),
        200,
        "GRAPHQL_VALIDATION_FAILED",
    ),
    ("a short search", query('{customers(search:"a"){nodes{id}}}'), 200, "BAD_USER_INPUT"),
    ("no key", query("{sim{id}}"), 200, "BAD_USER_INPUT"),
    ("two keys", query('{tariff(id:"x",code:"y"){id}}'), 200, "BAD_USER_INPUT"),
]


@pytest.mark.parametrize(("body", "status", "expected"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_an_invalid_request_gets_an_error_with_a_code(
    reading_client: Client, body: bytes, status: int, expected: str
) -> None:
    response = post(reading_client, body)
    assert (response.status_code, code(response)) == (status, expected), response.text
    newer = post(reading_client, body, accept="application/graphql-response+json")
    assert newer.status_code == 400
    assert reading_client.ask("{ __typename }") == {"__typename": "Query"}, "the next request is served"


def test_errors_suggest_no_names(reading_client: Client) -> None:
    (error,) = reading_client.errors("{ customer_s { id } }")
    assert "Did you mean" not in error["message"]


def test_wrong_methods_and_media_types_are_refused(reading_client: Client) -> None:
    run, http = reading_client.run, reading_client.http
    assert run(http.put("/graphql")).status_code == 405
    assert run(http.get("/graphql", params={"query": "mutation { __typename }"})).status_code == 405
    assert post(reading_client, query("{__typename}"), content_type="text/plain").status_code == 415
    assert (
        post(reading_client, query("{__typename}"), content_type="application/json; charset=latin1").status_code == 415
    )
    assert post(reading_client, query("{__typename}"), accept="image/png").status_code == 406


def test_a_body_over_the_limit_is_refused(reading_client: Client) -> None:
    body = query("{__typename}", variables={"x": "y" * 1_000_001})
    assert post(reading_client, body).status_code == 413

    async def chunks() -> Any:
        for _ in range(30):
            yield b" " * 50_000

    run, http = reading_client.run, reading_client.http
    streamed = run(http.post("/graphql", content=chunks(), headers={"content-type": "application/json"}))
    assert streamed.status_code == 413


def test_get_answers_queries_and_serves_graphiql_to_browsers(reading_client: Client) -> None:
    run, http = reading_client.run, reading_client.http
    variables = json.dumps({"c": "T01"})
    params = {
        "query": "query Q($c: String) { tariff(code: $c) { code } }",
        "variables": variables,
        "operationName": "Q",
    }
    assert run(http.get("/graphql", params=params)).json() == {"data": {"tariff": {"code": "T01"}}}
    page = run(http.get("/graphql", headers={"accept": "text/html,*/*", "host": "localhost"}))
    assert page.status_code == 200
    assert "graphiql" in page.text.lower()


def test_the_cost_is_in_the_extensions_on_request(reading_client: Client, settings: Settings) -> None:
    somebody = Viewer(
        Role.OPERATOR, "operator", "user:somebody", currency=settings.currency
    )  # with a bucket of its own
    caller = Client(reading_client.url, settings, viewer=somebody, beside=reading_client)
    body = query(
        "query($n:Int){customers(first:$n){nodes{contracts(first:10){nodes{id}}}}}",
        variables={"n": 7},
        extensions={"cost": True},
    )
    answer = post(caller, body).json()
    caller.close()
    cost = answer["extensions"]["cost"]
    assert cost["requested"] == 7 + 7 * 10
    assert cost["actual"] == 30  # 7 customers, their connections, and the existing contracts
    available = cost["throttle"].pop("available")
    assert 99_000 < available <= 100_000  # what was taken is restored within milliseconds
    assert cost["throttle"] == {"maximum": 100_000, "restoreRate": 5_000.0}


def test_an_internal_error_is_masked_and_has_a_request_id(
    reading_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from backend.planner.reader import Reader

    async def broken(*_: object) -> bytes:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Reader, "read", broken)
    response = post(reading_client, query("{ viewer { role } }"))
    assert response.status_code == 500
    (error,) = response.json()["errors"]
    assert error["message"] == "Internal server error."
    assert error["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert error["extensions"]["requestId"]
    assert "secret" not in response.text


def test_a_statement_over_its_timeout_is_an_error_with_a_code(read_url: str, settings: Any) -> None:
    hasty = Client(read_url, settings.model_copy(update={"statement_timeout_seconds": 0.001}))
    try:
        text = (
            "{"
            + " ".join(f"a{n}: statusChanges(first: 100) {{ totalCount nodes {{ node {{ id }} }} }}" for n in range(20))
            + "}"
        )
        assert hasty.errors(text)[0]["extensions"]["code"] == "STATEMENT_TIMEOUT"
    finally:
        hasty.close()


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["text/html;q=0", "application/graphql-response+json"], "application/graphql-response+json"),
        (["application/graphql-response+json", "image/png"], "application/graphql-response+json"),
        (["application/json;q=0.1", "application/graphql-response+json;q=0.9"], "application/graphql-response+json"),
    ],
)
def test_several_accept_headers_are_read_as_one_list(reading_client: Client, lines: list[str], kind: str) -> None:
    headers = [("content-type", "application/json"), *(("accept", line) for line in lines)]
    given = httpx.Headers(headers)
    answer = reading_client.run(reading_client.http.post("/graphql", content=query("{__typename}"), headers=given))
    assert (answer.status_code, answer.headers["content-type"]) == (200, f"{kind}; charset=utf-8")


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json; charset=UTF-8; profile=x", 200),
        ('application/json; profile=x; charset="utf-8"', 200),
        ("application/json;CHARSET=Utf-8;", 200),
        ("application/json; profile=charset=latin-1", 200),
        ("application/json; charset=latin-1; profile=utf-8", 415),
    ],
)
def test_a_charset_is_found_among_other_parameters(reading_client: Client, kind: str, status: int) -> None:
    assert post(reading_client, query("{__typename}"), content_type=kind).status_code == status


def test_an_empty_operation_name_counts_as_absent(reading_client: Client) -> None:
    assert post(reading_client, query("{__typename}", operationName="")).json() == {"data": {"__typename": "Query"}}
    got = reading_client.run(reading_client.http.get("/graphql?query=%7B__typename%7D&operationName="))
    assert got.json() == {"data": {"__typename": "Query"}}
    assert read_request({"query": "{ a }", "operationName": ""}).operation_name is None, "also on sockets and streams"


SUBSCRIPTION = "subscription { paymentChanged { cursor } }"


def test_a_subscription_by_a_plain_request_gets_the_address_of_streams(reading_client: Client) -> None:
    (error,) = post(reading_client, query(SUBSCRIPTION)).json()["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "stream": "http://127.0.0.1:8000/graphql/stream"}


def test_a_client_that_accepts_event_streams_is_served_by_the_stream_endpoint(reading_client: Client) -> None:
    """urql sends such requests with `fetchSubscriptions`. Here the stream endpoint refuses it without a token."""
    answer = post(reading_client, query(SUBSCRIPTION), accept="text/event-stream, multipart/mixed")
    assert (answer.status_code, code(answer)) == (401, "UNAUTHENTICATED")
    assert post(reading_client, query("{__typename}"), accept="application/json, text/event-stream").status_code == 200


def test_a_search_with_too_many_hits_returns_a_page_and_says_so(client: Client) -> None:
    client.insert(*(new_customer(name="Массовый Клиент", phone=f"+99677{n:07d}") for n in range(1, 1002)))
    query = "query ($s: String) { customers(search: $s, first: 2) { totalCount totalCountExact searchTooBroad nodes { name } } }"
    found = {
        "totalCount": 1000,
        "totalCountExact": False,
        "searchTooBroad": True,
        "nodes": [{"name": "Массовый Клиент"}] * 2,
    }
    for term in ("массовый", "Massovy", "клиент", "077"):
        assert client.ask(query, {"s": term})["customers"] == found, term
    client.sql("delete from customer where name = 'Массовый Клиент' and phone = '+996770000001'")
    few = client.ask(query, {"s": "массовый"})["customers"]
    assert few == found | {"totalCountExact": True, "searchTooBroad": False}


def test_the_audit_of_graphql_http_reports_no_violation(database_url: str, settings: Settings, tmp_path: Path) -> None:
    binary = node("graphql-http")
    with served(database_url, settings.data_dir, tmp_path) as server:
        command = [binary, "--input-type=module", "-e", AUDIT, f"{server.url}/graphql", server.token("operator")]
        done = subprocess.run(command, cwd=TOOLS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    assert [r for r in results if r["status"] != "ok"] == []
    assert len(results) == 61
