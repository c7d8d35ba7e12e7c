"""Headers of every answer; the Host of a request is never repeated; metrics and the editor are for this machine."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.routing import BaseRoute, Mount, Route

from backend.http.guards import GUARDS
from backend.settings import Settings
from tests.client import Client

pytestmark = pytest.mark.database
EVIL = "evil.example"
COMPANY = {"company_issuer": "http://127.0.0.1:9", "company_client_id": "crm", "company_client_secret": SecretStr("x")}
STRIPE = {"gateway": "stripe", "gateway_key": SecretStr("sk_test_x"), "gateway_publishable_key": "pk_test_x"}
GRAPHQL = ["/graphql", "/graphql/stream"]
UNKNOWN = ["/none", "//none", "/docs/none", "/graphql/none", f"//{EVIL}/%2e%2e", "/sandbox"]


@pytest.fixture(scope="module", params=[{"demo": True, **COMPANY}, STRIPE], ids=["demo", "stripe"])
def site(request: pytest.FixtureRequest, module_database_url: str, settings: Settings) -> Iterator[Client]:
    opened = Client(module_database_url, settings.model_copy(update=request.param))
    yield opened
    opened.close()


def paths(routes: Sequence[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every method and path of an application; parameters of a path are `x`."""
    for route in routes:
        if isinstance(route, Mount):
            yield from paths(route.routes, route.path)
        else:
            assert isinstance(route, Route)
            for method in route.methods or ():
                yield method, prefix + re.sub(r"\{[^}]*\}", "x", route.path)


def answers(site: Client) -> Iterable[tuple[str, httpx.Response]]:
    """The answers of every route, with and without a slash at the end, and with wrong methods, bodies and paths."""
    asked = set(paths(site.app.routes))
    asked |= {(method, path) for method in ("GET", "POST", "OPTIONS") for path in GRAPHQL + UNKNOWN}
    asked |= {("DELETE", path) for _, path in asked}
    asked |= {(method, path.rstrip("/") if path.endswith("/") else f"{path}/") for method, path in asked}
    headers = {"host": EVIL, "accept": "text/html, application/json"}
    for method, path in sorted(asked):
        url = httpx.URL(scheme="http", host="crm.test", raw_path=(path or "/").encode())
        answer = site.run(site.http.request(method, url, headers=headers, follow_redirects=False))
        yield f"{method} {path}", answer


def test_every_answer_has_the_guards_and_none_repeats_the_host(site: Client) -> None:
    seen = 0
    for asked, answer in answers(site):
        seen += 1
        for name, _ in GUARDS:
            assert len(answer.headers.get_list(name.decode())) == 1, f"{asked}: {answer.status_code} {name.decode()}"
        assert answer.headers["x-content-type-options"] == "nosniff", asked
        assert "default-src 'none'" in answer.headers["content-security-policy"], asked
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], asked
            assert "script-src *" not in answer.headers["content-security-policy"], asked
        assert EVIL not in str(answer.headers), asked
        assert EVIL not in answer.text, asked
        assert answer.status_code < 500 or answer.status_code == 503, asked
    assert seen > 150


def ask(client: Client, path: str, **headers: str) -> httpx.Response:
    return client.run(client.http.get(path, headers=headers))


@pytest.fixture(scope="module")
def guarded(read_url: str, settings: Settings) -> Iterator[Client]:
    opened = Client(read_url, settings.model_copy(update={"metrics_token": SecretStr("a token of sixteen")}))
    yield opened
    opened.close()


def test_metrics_are_for_this_machine_and_for_their_token(guarded: Client, reading_client: Client) -> None:
    assert ask(reading_client, "/metrics", host="localhost:8000").status_code == 200
    assert ask(reading_client, "/metrics", host="crm.test").status_code == 401
    assert ask(reading_client, "/metrics", host="localhost", **{"x-forwarded-for": "127.0.0.1"}).status_code == 401
    assert ask(reading_client, "/metrics", authorization="Bearer None").status_code == 401
    refused = ask(guarded, "/metrics", authorization="Bearer a token of sixteee")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert "crm_" not in refused.text
    allowed = ask(guarded, "/metrics", authorization="Bearer a token of sixteen", **{"x-forwarded-for": "10.0.0.1"})
    assert (allowed.status_code, "crm_refused_total" in allowed.text) == (200, True)


HTML = {"accept": "text/html,*/*"}


def test_the_editor_is_for_this_machine_unless_a_setting_opens_it(
    read_url: str, settings: Settings, reading_client: Client
) -> None:
    assert ask(reading_client, "/graphql", host="localhost", **HTML).headers["content-type"].startswith("text/html")
    for headers in ({"host": "crm.test"}, {"host": "localhost", "forwarded": "for=127.0.0.1"}):
        refused = ask(reading_client, "/graphql", **HTML, **headers)
        assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")
    opened = Client(read_url, settings.model_copy(update={"editor_beyond_loopback": True}))
    try:
        assert "graphiql" in ask(opened, "/graphql", host="crm.test", **HTML).text.lower()
    finally:
        opened.close()


def test_the_policy_of_the_editor_names_each_script_and_style(reading_client: Client) -> None:
    page = ask(reading_client, "/graphql", host="localhost", **HTML)
    given: dict[str, Any] = dict(
        part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";")
    )
    loaded = set(re.findall(r'(?:src|href)="(https://[^"]*)"', page.text))
    assert loaded
    named = given["script-src"].split() + given["style-src"].split()
    assert {each for each in named if each.startswith("https:")} == loaded
    assert [each for each in named if not each.startswith(("https:", "'sha256-"))] == ["'unsafe-inline'"]
    assert page.text.count("<script>") == sum(each.startswith("'sha256-") for each in named)
    assert page.text.count("integrity=") == len(loaded)
