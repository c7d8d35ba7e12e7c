"""How the authorization server refuses, and who asks it."""

from typing import Any

import httpx

from backend.demo.access import SERVICE_SECRET
from tests.auth.flows import (
    STAFF_APP,
    Asked,
    Browser,
    House,
    basic,
    forms,
    parameters,
)

SERVICE = {"authorization": basic("demo-service", SERVICE_SECRET)}
CREDENTIALS = {"grant_type": "client_credentials"}
EVIL = "https://evil.example"
SAFE_TAGS = {"html", "head", "meta", "title", "link", "body", "main", "h1", "p", "nav", "a", "form", "input", "div"} | {
    "label",
    "button",
}


def refused(answer: httpx.Response, status: int, error: str) -> None:
    """An error in JSON that nobody may keep, and no token with it."""
    assert (answer.status_code, answer.json()["error"]) == (status, error), answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert not {"access_token", "refresh_token", "id_token"} & set(answer.json())
    assert answer.headers.get("www-authenticate", "").startswith("Basic ") is (status == 401)


def sent_back(house: House, answer: httpx.Response, error: str, asked: Asked) -> None:
    """Back at the application with an error, its own state, and who says so; without a code."""
    found = parameters(answer, asked.redirect_uri)
    found.pop("error_description", None)
    assert found == {"error": error, "state": asked.state, "iss": house.settings.issuer}


def error_page(answer: httpx.Response, status: int = 400) -> None:
    """A page of ours that leads nowhere else."""
    assert answer.status_code == status, answer.text
    assert "location" not in answer.headers
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert forms(answer.text) == []


async def dead(house: House, tokens: dict[str, Any], client_id: str = STAFF_APP) -> None:
    """Neither the access token nor the refresh token of an answer opens anything any more."""
    assert not await house.works(tokens["access_token"])
    refused(await house.refresh(tokens["refresh_token"], client_id=client_id), 400, "invalid_grant")


async def alive(house: House, tokens: dict[str, Any]) -> None:
    assert await house.works(tokens["access_token"])
    assert (await house.refresh(tokens["refresh_token"])).status_code == 200


async def somebody(house: House) -> tuple[Browser, Any]:
    email, key = await house.hire()
    browser = Browser(house)
    await browser.sign_in(email)
    return browser, key
