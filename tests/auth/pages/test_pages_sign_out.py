"""Signing out of the pages and of an application."""

from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.common.security import generate_token

from backend.http.texts import text
from tests.auth.pages.site import AFTER_LOGOUT, ANALYST, CALLBACK, Browser, Site, authorize_url

pytestmark = pytest.mark.database


def id_token(site: Site, browser: Browser) -> str:
    """An ID token that an application gets for the person in this browser."""
    verifier = generate_token(48)
    back = browser.get(authorize_url(verifier=verifier)).location
    code = parse_qs(urlsplit(back).query)["code"][0]
    data = {
        "grant_type": "authorization_code", "client_id": "operator-app", "code": code, "redirect_uri": CALLBACK,
        "code_verifier": verifier,
    }  # fmt: skip
    token: str = site.run(browser.http.post("/oauth/token", data=data)).json()["id_token"]
    return token


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_sign_out_by_an_application_redirects_back_to_it(site: Site, browser: Browser, method: str) -> None:
    browser.enter()
    asked = {"id_token_hint": id_token(site, browser), "post_logout_redirect_uri": AFTER_LOGOUT, "state": "s 1"}
    out = browser.get("/oauth/logout", **asked) if method == "GET" else browser.post("/oauth/logout", asked)
    assert (out.status, out.location) == (303, f"{AFTER_LOGOUT}?state=s+1")
    assert browser.session is None
    assert site.value("select count(*) from session where ended_at is null") == 0
    revoked = site.value("select subject from revocation order by created_at desc limit 1")
    assert revoked == f"session:{site.value('select id from session')}"


def test_a_sign_out_without_an_id_token_asks_the_person_first(site: Site, browser: Browser) -> None:
    browser.enter()
    asked = browser.get(
        "/oauth/logout", client_id="operator-app", post_logout_redirect_uri=AFTER_LOGOUT, state="s",
    )  # fmt: skip
    assert (asked.status, asked.lines[0]) == (200, text("sign_out_question", "EN"))
    assert asked.directives["form-action"] == ["'self'", "http://127.0.0.1:5173"]
    assert browser.is_in()
    out = browser.submit(asked)
    assert (out.status, out.location) == (303, f"{AFTER_LOGOUT}?state=s")
    assert not browser.is_in()
    assert site.value("select count(*) from session where ended_at is null") == 0


@pytest.mark.parametrize("hint", ["", "x", "forged", "of another kind"])
def test_a_sign_out_with_an_invalid_id_token_asks_the_person_first(site: Site, browser: Browser, hint: str) -> None:
    browser.enter()
    if hint == "forged":
        head, body, _ = id_token(site, browser).split(".")
        hint = f"{head}.{body}.{'A' * 342}"
    elif hint == "of another kind":
        device = site.device()
        browser.submit(browser.get("/oauth/device", user_code=device["user_code"]), decision="approve")
        hint = site.poll(device)["access_token"]
    asked = browser.get("/oauth/logout", id_token_hint=hint, post_logout_redirect_uri=AFTER_LOGOUT)
    assert (asked.status, asked.lines[0]) == (200, text("sign_out_question", "EN"))
    assert browser.is_in()


def test_the_id_token_of_another_person_signs_nobody_out(site: Site, browser: Browser) -> None:
    other = site.browser()
    other.enter(ANALYST)
    hint = id_token(site, other)
    browser.enter()
    asked = browser.get("/oauth/logout", id_token_hint=hint)
    assert (asked.status, asked.lines[0]) == (200, text("sign_out_question", "EN"))
    assert browser.session is not None
    assert browser.is_in()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", f"{AFTER_LOGOUT}x", CALLBACK, "javascript:alert(1)"])
def test_a_sign_out_redirects_to_no_unregistered_address(site: Site, browser: Browser, elsewhere: str) -> None:
    browser.enter()
    out = browser.get("/oauth/logout", id_token_hint=id_token(site, browser), post_logout_redirect_uri=elsewhere)
    assert (out.status, out.location, out.heading) == (200, None, text("signed_out", "EN"))
    assert not browser.is_in()


def test_a_sign_out_without_a_session_asks_nothing(browser: Browser) -> None:
    out = browser.get("/oauth/logout")
    assert (out.status, out.heading, out.forms) == (200, text("signed_out", "EN"), [])
