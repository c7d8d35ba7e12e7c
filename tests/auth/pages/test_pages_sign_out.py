"""Signing out of the pages and of an application."""

from urllib.parse import parse_qs, urlsplit

import pytest
from authlib.common.security import generate_token

from backend.http.texts import text
from tests.auth.pages.site import AFTER_LOGOUT, ANALYST, CALLBACK, Browser, Site, authorize_url

pytestmark = pytest.mark.database


def id_token(site: Site, browser: Browser) -> str:
    """The ID token of an application that the person in this browser uses."""
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
def test_an_application_signs_its_person_out_and_gets_them_back(site: Site, browser: Browser, method: str) -> None:
    browser.enter()
    asked = {"id_token_hint": id_token(site, browser), "post_logout_redirect_uri": AFTER_LOGOUT, "state": "s 1"}
    out = browser.get("/oauth/logout", **asked) if method == "GET" else browser.post("/oauth/logout", asked)
    assert (out.status, out.location) == (303, f"{AFTER_LOGOUT}?state=s+1")
    assert browser.session is None
    assert site.value("select count(*) from session where ended_at is null") == 0
    revoked = site.value("select subject from revocation order by created_at desc limit 1")
    assert revoked == f"session:{site.value('select id from session')}"


def test_without_an_id_token_the_person_is_asked_first(site: Site, browser: Browser) -> None:
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
def test_a_hint_that_is_no_id_token_of_ours_signs_nobody_out(site: Site, browser: Browser, hint: str) -> None:
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


def test_somebody_elses_id_token_does_not_sign_this_person_out(site: Site, browser: Browser) -> None:
    other = site.browser()
    other.enter(ANALYST)
    hint = id_token(site, other)
    browser.enter()
    asked = browser.get("/oauth/logout", id_token_hint=hint)
    assert (asked.status, asked.lines[0]) == (200, text("sign_out_question", "EN"))
    assert browser.session is not None
    assert browser.is_in()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", f"{AFTER_LOGOUT}x", CALLBACK, "javascript:alert(1)"])
def test_after_the_sign_out_nobody_is_sent_to_an_address_that_is_not_registered(
    site: Site, browser: Browser, elsewhere: str
) -> None:
    browser.enter()
    out = browser.get("/oauth/logout", id_token_hint=id_token(site, browser), post_logout_redirect_uri=elsewhere)
    assert (out.status, out.location, out.heading) == (200, None, text("signed_out", "EN"))
    assert not browser.is_in()


def test_who_is_not_signed_in_is_signed_out_without_a_question(browser: Browser) -> None:
    out = browser.get("/oauth/logout")
    assert (out.status, out.heading, out.forms) == (200, text("signed_out", "EN"), [])
