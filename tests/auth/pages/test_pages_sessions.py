"""Sessions, cookies and cross-site request forgery."""

from typing import Any

import pytest

from backend.http.texts import text
from tests.auth.pages.site import (
    ANALYST,
    OPERATOR,
    PASSWORDS,
    SIGN_IN,
    Browser,
    Site,
    Victim,
    authorize_url,
    number_of,
    whole_state,
)

pytestmark = pytest.mark.database


@pytest.mark.parametrize("second", ["staff", "subscriber"])
def test_a_new_sign_in_ends_the_previous_session_of_the_browser(site: Site, browser: Browser, second: str) -> None:
    browser.enter()
    old = browser.session
    other = site.browser()
    other.enter()
    if second == "staff":
        assert browser.password(ANALYST).status == 303
    else:
        assert browser.subscriber(number_of(site)).status == 303
    assert browser.session not in {None, old}
    assert [row["ended_at"] is None for row in site.sql("select ended_at from session order by id")] == [False, True, True]  # fmt: skip
    revived = site.browser()
    revived.set_session(str(old))
    assert not revived.is_in()
    revived.set_session(str(browser.session))
    assert revived.is_in()
    assert other.is_in(), "the session of the person's other browser goes on"


@pytest.mark.parametrize(("public_url", "secure"), [(None, False), ("https://crm.example", True)])
def test_cookies_are_http_only_and_restricted_to_the_pages(make: Any, public_url: str | None, *, secure: bool) -> None:
    site = make(public_url=public_url, host="127.0.0.1", demo_beyond_loopback=secure)
    browser = site.browser()
    page = browser.get(SIGN_IN, lang="ru")
    entered = browser.submit(page, email=OPERATOR, password=PASSWORDS[OPERATOR])
    out = browser.submit(browser.get("/oauth/logout"))
    lines = [line for answer in (page, entered, out) for line in answer.response.headers.get_list("set-cookie")]
    found = {}
    for line in lines:
        name, _, rest = line.partition("=")
        found.setdefault(name, []).append({part.strip().lower() for part in rest.split(";")[1:]})
    assert found.keys() == {"crm_device", "crm_form", "crm_language", "crm_session"}
    assert len(found["crm_session"]) == 2, "set at the sign-in, removed at the sign-out"
    for attributes in (each for several in found.values() for each in several):
        assert {"httponly", "samesite=lax", "path=/oauth"} <= attributes
        assert ("secure" in attributes) is secure
        assert not any(each.startswith("domain") for each in attributes)
    assert browser.session is None


def test_a_session_cookie_is_long_and_stored_only_as_a_hash(site: Site, browser: Browser) -> None:
    browser.enter()
    cookie = str(browser.session)
    assert len(cookie) >= 43
    assert site.value("select count(*) from session s where s::text like '%' || $1 || '%'", cookie) == 0


@pytest.mark.parametrize(
    "how", ["no token", "another browser's token", "a foreign origin", "no origin", "another port", "a broken origin"]
)
def test_a_form_sent_by_another_site_changes_nothing(site: Site, how: str) -> None:
    victim = Victim(site)
    own = victim.browser.form_token()
    token = {"no token": None, "another browser's token": site.browser().form_token()}.get(how, own)
    origin = {
        "a foreign origin": "https://evil.example", "no origin": "null", "another port": "http://127.0.0.1:8001",
        "a broken origin": "http://[",
    }.get(how, site.settings.issuer)  # fmt: skip
    before, cookies = whole_state(site), dict(victim.browser.http.cookies)
    for path, fields in victim.forms.items():
        given = fields if token is None else {**fields, "form_token": token}
        assert victim.browser.post(path, given, origin=origin).status == 403, path
    assert whole_state(site) == before
    assert dict(victim.browser.http.cookies) == cookies
    # With the form token and from the server's own page, each of these forms changes something.
    for path, fields in list(victim.forms.items())[:-2]:
        victim.browser.post(path, {**fields, "form_token": own}, origin=site.settings.issuer)
        then = whole_state(site)
        assert then != before, path
        before = then


def test_a_form_with_an_expired_token_leads_back_to_a_new_one(browser: Browser) -> None:
    page = browser.get(SIGN_IN, next=authorize_url())
    refused = browser.submit(page, form_token="old", email=OPERATOR, password=PASSWORDS[OPERATOR])
    assert (refused.status, refused.error) == (403, text("expired_form", "EN"))
    [link] = [href for label, href in refused.links.items() if label == text("begin_again", "EN")]
    assert browser.get(link).forms[0].fields["next"] == authorize_url()


def test_a_sign_out_sent_by_another_site_only_shows_a_question(site: Site, browser: Browser) -> None:
    browser.enter()
    asked = browser.post("/oauth/logout", {"x": "y"}, origin="https://evil.example")
    assert (asked.status, asked.lines[0]) == (200, text("sign_out_question", "EN"))
    for fields, origin in (
        ({"form_token": site.browser().form_token()}, site.settings.issuer),
        ({"form_token": browser.form_token()}, "https://evil.example"),
    ):
        assert browser.post("/oauth/logout", fields, origin=origin).status == 403
    assert browser.is_in()
