"""Security headers of the pages, among them the addresses that a form may redirect to."""

from urllib.parse import urlsplit

import pytest

from backend.http.texts import text
from tests.auth.pages.site import ACCOUNT, OPERATOR, SIGN_IN, Browser, Site, Victim, authorize_url, number_of

pytestmark = pytest.mark.database


def test_every_page_forbids_scripts_frames_sniffing_and_caching(site: Site) -> None:
    victim = Victim(site)
    browser = victim.browser
    pages = {path: browser.get(path) for path in ("/oauth/number", "/oauth/set-up-factor", "/oauth/device", ACCOUNT)}
    pages |= {
        "sign-in": browser.get(SIGN_IN, next=authorize_url()),
        "question": browser.get("/oauth/device", user_code=victim.device["user_code"]),
        "wrong invitation": browser.get("/oauth/invitation", token="x"),
        "wrong application": browser.get("/oauth/authorize", client_id="x"),
        "sign-out": browser.get("/oauth/logout"),
        "redirect": site.browser().get(ACCOUNT),
        "wrong password": browser.password(OPERATOR, "wrong"),
        "forbidden": browser.post(SIGN_IN, {}),
        "too large": browser.send(SIGN_IN, b"a" * 40_000),
        "codes": browser.submit(browser.set_up(), code=victim.forms["/oauth/set-up-factor"]["code"][::-1]),
        "code": browser.number(number_of(site)),
        "too many": [browser.number(number_of(site)) for _ in range(3)][-1],
    }
    assert pages["too many"].status == 429
    for name, page in pages.items():
        headers, policy = page.response.headers, page.directives
        assert policy["default-src"] == ["'none'"], name
        assert policy.keys() == {"default-src", "style-src", "img-src", "form-action", "frame-ancestors", "base-uri"}
        assert (policy["style-src"], policy["img-src"]) == (["'self'"], ["'self'", "data:"])
        assert (policy["frame-ancestors"], policy["base-uri"]) == (["'none'"], ["'none'"]), name
        assert policy["form-action"] == (["'self'", "http://127.0.0.1:5173"] if name == "sign-in" else ["'self'"]), name
        assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY"), name
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "same-origin"), name
        assert "script" not in page.tags, name
        assert "style" not in page.attributes | set(page.tags), name
        assert not any(attribute.startswith("on") for attribute in page.attributes), name
        if page.status != 303:
            assert headers["content-type"] == "text/html; charset=utf-8", name


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ({}, ["'self'", "http://127.0.0.1:5173"]),
        ({"redirect_uri": "http://localhost:5173/callback"}, ["'self'", "http://localhost:5173"]),
        ({"redirect_uri": "http://localhost:51004/callback"}, ["'self'", "http://localhost:51004"]),
        ({"redirect_uri": "https://evil.example/callback"}, ["'self'"]),
        ({"redirect_uri": "javascript:alert(1)"}, ["'self'"]),
        ({"client_id": "unknown"}, ["'self'"]),
        ({"client_id": "subscriber-app", "redirect_uri": "telecomcrm://callback"}, ["'self'", "telecomcrm:"]),
    ],
)
def test_a_form_may_redirect_only_to_an_address_the_application_registered(
    browser: Browser, asked: dict[str, str], allowed: list[str]
) -> None:
    going_to = authorize_url(**asked)
    for path in (SIGN_IN, "/oauth/number"):
        assert browser.get(path, next=going_to).directives["form-action"] == allowed
    wrong_password = browser.password(OPERATOR, "wrong", going_to)
    assert wrong_password.directives["form-action"] == allowed


def test_a_custom_scheme_gets_a_code_without_a_click_only_right_after_the_sign_in(site: Site, browser: Browser) -> None:
    asked = authorize_url("subscriber-app", redirect_uri="telecomcrm://callback")
    browser.subscriber(number_of(site))
    assert browser.get(asked).location.startswith("telecomcrm://callback?code="), "right after the sign-in"
    site.sql("update session set created_at = now() - interval '121 seconds'")
    page = browser.get(asked)
    assert (page.status, page.heading) == (200, text("sign_in_to", "EN", client="My number"))
    assert page.directives["form-action"] == ["'self'", "telecomcrm:"]
    assert urlsplit(page.links[text("somebody_else", "EN")]).path == "/oauth/number"
    assert site.value("select count(*) from authorization_code") == 1
    confirmed = browser.submit(page)
    assert (confirmed.status, confirmed.location.partition("=")[0]) == (303, "telecomcrm://callback?code")


def test_the_style_sheet_is_css_and_loads_nothing_else(browser: Browser) -> None:
    style = browser.get("/oauth/style.css").response
    assert style.headers["content-type"] == "text/css; charset=utf-8"
    assert style.headers["x-content-type-options"] == "nosniff"
    assert "url(" not in style.text
    assert "@import" not in style.text
    assert "prefers-color-scheme: dark" in style.text
