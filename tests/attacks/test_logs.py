"""Secrets of requests do not reach the log, at the most detailed level."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from backend.settings import Settings
from tests.auth.flows import forms
from tests.servers import Server, served

SIGN_IN = "/oauth/sign-in"


@pytest.fixture(scope="module")
def talkative(
    module_database_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that logs everything it can."""
    folder = tmp_path_factory.mktemp("talkative")
    with served(module_database_url, settings.data_dir, folder, CRM_LOG_LEVEL="debug") as running:
        yield running


def test_passwords_tokens_cookies_and_inputs_are_not_logged(talkative: Server, tmp_path: Path) -> None:
    marks = {name: f"{name}-{secrets.token_hex(12)}" for name in ("password", "cookie", "query", "variable", "basic")}
    token = talkative.token("operator")
    with httpx.Client(base_url=talkative.url) as http:
        form = forms(http.get(SIGN_IN).text)[0]
        http.post(form.action, data={**form.fields, "email": "operator@demo.example", "password": marks["password"]})
        http.get("/oauth/account", headers={"cookie": f"crm_session={marks['cookie']}"})
        http.get("/graphql", params={"query": "{ __typename }", "access_token": marks["query"]})
        http.post("/oauth/token", data={"grant_type": "client_credentials"}, auth=("demo-service", marks["basic"]))
        head = {"authorization": f"Bearer {token}"}
        for query in (
            "query($a: String) { customers(search: $a) { totalCount } }",
            "query($a: Int) { x(a: $a) { y } }",
        ):
            http.post("/graphql", json={"query": query, "variables": {"a": marks["variable"]}}, headers=head)
        http.post("/graphql", content=f'{{"query": "{marks["variable"]}', headers=head)
    logged = talkative.log.read_text()
    assert logged, "nothing was logged, so the test shows nothing"
    assert [name for name, mark in {**marks, "token": token}.items() if mark in logged] == []
