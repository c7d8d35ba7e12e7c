"""Assertions about refusals of the authorization server, and the values that several files send."""

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
    """Assert an error in JSON that must not be cached, without a token."""
    assert (answer.status_code, answer.json()["error"]) == (status, error), answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert not {"access_token", "refresh_token", "id_token"} & set(answer.json())
    assert answer.headers.get("www-authenticate", "").startswith("Basic ") is (status == 401)


def sent_back(house: House, answer: httpx.Response, error: str, asked: Asked) -> None:
    """Assert a redirect to the application with an error, its state and the issuer, without a code."""
    found = parameters(answer, asked.redirect_uri)
    found.pop("error_description", None)
    assert found == {"error": error, "state": asked.state, "iss": house.settings.issuer}


def error_page(answer: httpx.Response, status: int = 400) -> None:
    """Assert an error page without a redirect and without a form."""
    assert answer.status_code == status, answer.text
    assert "location" not in answer.headers
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert forms(answer.text) == []


async def dead(house: House, tokens: dict[str, Any], client_id: str = STAFF_APP) -> None:
    """Assert that the access token and the refresh token of an answer are refused."""
    assert not await house.works(tokens["access_token"])
    refused(await house.refresh(tokens["refresh_token"], client_id=client_id), 400, "invalid_grant")


async def alive(house: House, tokens: dict[str, Any]) -> None:
    """Assert that the access token and the refresh token of an answer are accepted."""
    assert await house.works(tokens["access_token"])
    assert (await house.refresh(tokens["refresh_token"])).status_code == 200


async def signed_in(house: House) -> tuple[Browser, Any]:
    """A browser in which a new user of the staff is signed in, and the user's key."""
    email, key = await house.hire()
    browser = Browser(house)
    await browser.sign_in(email)
    return browser, key
