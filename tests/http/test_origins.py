"""Cross-origin resource sharing: only origins in the settings may use the API."""

from typing import Any

import pytest

from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database
DESK = "https://desk.example"
SENT = (
    "apollographql-client-name", "apollographql-client-version", "sentry-trace", "baggage", "traceparent", "tracestate",
    "last-event-id", "graphql-require-preflight", "apollo-require-preflight",
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(module_client: Client, module_database_url: str, settings: Settings) -> Any:
    opened = Client(
        module_database_url,
        settings.model_copy(update={"allowed_origins": (DESK,), "allowed_headers": ("x-own",)}),
        beside=module_client,
    )
    yield opened
    opened.close()


def test_a_listed_origin_may_send_requests_and_read_answers(desk: Client) -> None:
    ask = {"origin": DESK, "access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    before = desk.run(desk.http.options("/graphql", headers=ask))
    assert before.status_code == 204
    assert before.headers["access-control-allow-origin"] == DESK
    allowed = before.headers["access-control-allow-headers"].split(", ")
    assert {"authorization", "content-type", *SENT, "x-own"} <= set(allowed)
    answer = desk.run(desk.http.post("/graphql", json={"query": "{ __typename }"}, headers={"origin": DESK}))
    assert answer.headers["access-control-allow-origin"] == DESK
    assert answer.headers["vary"] == "Origin"
    refused = desk.run(
        desk.http.post("/graphql", content=b"{", headers={"origin": DESK, "content-type": "application/json"})
    )
    assert refused.status_code == 400
    assert refused.headers["access-control-allow-origin"] == DESK, "a page must be able to read an error"


@pytest.mark.parametrize("path", ["/graphql", "/graphql/stream", "/oauth/token"])
@pytest.mark.parametrize("header", [*SENT, "x-own"])
def test_headers_that_client_libraries_add_are_allowed(desk: Client, path: str, header: str) -> None:
    ask = {"origin": DESK, "access-control-request-method": "POST", "access-control-request-headers": header}
    answer = desk.run(desk.http.options(path, headers=ask))
    assert answer.status_code in {200, 204}
    assert header in answer.headers["access-control-allow-headers"].lower().replace(" ", "").split(",")


@pytest.mark.parametrize("origin", ["https://evil.example", "https://desk.example.evil", "null", "http://desk.example"])
@pytest.mark.parametrize("path", ["/graphql", "/oauth/token"])
def test_an_origin_that_is_not_listed_is_not_allowed(desk: Client, origin: str, path: str) -> None:
    ask = {"origin": origin, "access-control-request-method": "POST"}
    assert "access-control-allow-origin" not in desk.run(desk.http.options(path, headers=ask)).headers
    assert "access-control-allow-origin" not in desk.run(desk.http.post(path, headers={"origin": origin})).headers


def test_a_listed_origin_may_fetch_tokens(desk: Client) -> None:
    form = {"grant_type": "authorization_code", "client_id": "operator-app", "code": "x"}
    answer = desk.run(desk.http.post("/oauth/token", data=form, headers={"origin": DESK, "host": "localhost"}))
    assert answer.json()["error"] == "invalid_grant"
    assert answer.headers["access-control-allow-origin"] == DESK
