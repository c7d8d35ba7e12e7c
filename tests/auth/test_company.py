"""Staff sign in with the company's OpenID provider; the tests use an independent implementation of one."""

import asyncio
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import SecretStr

from backend.app import create_app
from backend.settings import Settings
from tests.client import Client
from tests.servers import free_port

PEOPLE: list[dict[str, Any]] = [
    {"sub": "1", "email": "new@corp.example", "email_verified": True, "name": "New Person", "groups": ["desk"]},
    {"sub": "2", "email": "stranger@corp.example", "email_verified": True, "name": "Stranger", "groups": ["garden"]},
    {"sub": "3", "email": "operator@demo.example", "email_verified": False, "name": "Thief", "groups": ["desk"]},
    {"sub": "4", "email": "boss@corp.example", "email_verified": True, "name": "Boss", "groups": ["desk", "chiefs"]},
]
NEXT = "/oauth/account"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    port = free_port()
    claims = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *claims]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                issuer = httpx.get(f"{url}/.well-known/openid-configuration").json()["issuer"]
                break
            except (httpx.HTTPError, ValueError):
                time.sleep(0.1)
        yield issuer
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def company(provider: str, settings: Settings) -> Settings:
    return settings.model_copy(
        update={
            "company_issuer": provider,
            "company_client_id": "crm",
            "company_client_secret": SecretStr("a secret of the company"),
            "company_roles": {"chiefs": "ADMIN", "desk": "OPERATOR"},
        }
    )


async def _sign_in(settings: Settings, url: str, subject: str, *, tamper: bool = False) -> httpx.Response:
    app = create_app(settings, url)
    try:
        transport = httpx.ASGITransport(app=app)
        async with (
            httpx.AsyncClient(transport=transport, base_url=settings.issuer) as ours,
            httpx.AsyncClient() as theirs,
        ):
            begun = await ours.get("/oauth/company", params={"next": NEXT})
            assert begun.status_code == 303, begun.text
            there = begun.headers["location"]
            asked = parse_qs(urlsplit(there).query)
            assert asked["code_challenge_method"] == ["S256"]
            assert asked["nonce"]
            approved = await theirs.post(there, data={"sub": subject, "action": "authorize"})
            back = approved.headers["location"]
            if tamper:
                back = re.sub("state=[^&]+", "state=another", back)
            return await ours.get(back)
    finally:
        await app.state.database.close()


def sign_in(settings: Settings, url: str, subject: str, **more: bool) -> httpx.Response:
    return asyncio.run(_sign_in(settings, url, subject, **more))


def test_a_group_decides_the_role_of_a_new_user_who_stays_the_same_at_the_next_sign_in(
    client: Client, database_url: str, company: Settings
) -> None:
    for _ in range(2):
        answer = sign_in(company, database_url, "1")
        assert (answer.status_code, answer.headers["location"]) == (303, NEXT)
        assert "crm_session=" in answer.headers["set-cookie"]
    rows = client.sql("select role, status, company_subject from user_account where email = 'new@corp.example'")
    assert [tuple(row) for row in rows] == [("OPERATOR", "ACTIVE", f"{company.company_issuer} 1")]


def test_a_person_without_a_group_that_has_a_role_is_refused(
    client: Client, database_url: str, company: Settings
) -> None:
    answer = sign_in(company, database_url, "2")
    assert answer.status_code == 403
    assert "crm_session=" not in answer.headers.get("set-cookie", "")
    assert client.value("select count(*) from user_account where email = 'stranger@corp.example'") == 0


def test_an_unverified_email_address_is_not_linked_to_an_existing_user(
    client: Client, database_url: str, company: Settings
) -> None:
    assert sign_in(company, database_url, "3").status_code == 403
    assert client.value("select company_subject from user_account where email = 'operator@demo.example'") is None


def test_the_first_matching_group_decides_and_an_administrator_still_needs_a_second_factor(
    client: Client, database_url: str, company: Settings
) -> None:
    answer = sign_in(company, database_url, "4")
    assert answer.status_code == 200
    assert "/oauth/set-up-factor" in answer.text
    assert "crm_session=" not in answer.headers.get("set-cookie", "")
    assert client.value("select role from user_account where email = 'boss@corp.example'") == "ADMIN"


def test_a_deactivated_user_is_refused(client: Client, owner_url: str, database_url: str, company: Settings) -> None:
    sign_in(company, database_url, "1")
    client.sql("update user_account set status = 'DEACTIVATED' where email = 'new@corp.example'")
    assert sign_in(company, database_url, "1").status_code == 403


def test_an_answer_with_another_state_is_refused(database_url: str, company: Settings) -> None:
    assert sign_in(company, database_url, "1", tamper=True).status_code == 403


def test_an_unreachable_provider_is_an_error_page(database_url: str, company: Settings) -> None:
    away = company.model_copy(update={"company_issuer": f"http://127.0.0.1:{free_port()}"})

    async def go() -> httpx.Response:
        app = create_app(away, database_url)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=away.issuer) as http:
            return await http.get("/oauth/company")

    assert asyncio.run(go()).status_code == 403
