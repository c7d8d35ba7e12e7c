"""The account page: changing the password."""

from urllib.parse import quote, urlsplit

import pytest

from backend.http.texts import text
from tests.auth.pages.site import (
    ACCOUNT,
    ANALYST,
    GOOD_PASSWORD,
    OPERATOR,
    PASSWORDS,
    SIGN_IN,
    Browser,
    Site,
    number_of,
)

pytestmark = pytest.mark.database


def test_a_new_password_ends_the_other_sessions_of_the_user_only(site: Site, browser: Browser) -> None:
    others = [site.browser(), site.browser()]
    others[0].enter()
    others[1].enter(ANALYST)
    browser.enter()
    device = site.device()
    browser.submit(browser.get("/oauth/device", user_code=device["user_code"]), decision="approve")
    assert "access_token" in site.poll(device)
    changed = browser.submit(browser.get(ACCOUNT), current=PASSWORDS[OPERATOR], password=GOOD_PASSWORD)
    assert changed.status == 200
    assert text("password_changed", "EN") in changed.lines
    assert browser.is_in()
    assert [each.is_in() for each in others] == [False, True]
    assert site.value("select count(*) from session where ended_at is null") == 2
    ended = {row["id"] for row in site.sql("select id from session where ended_at is not null")}
    revoked = {row["subject"] for row in site.sql("select subject from revocation")}
    assert revoked >= {f"session:{each}" for each in ended}
    assert len(ended) == 2, "the other browser's and the device's"
    assert site.browser().password(OPERATOR).status == 401
    assert site.browser().password(OPERATOR, GOOD_PASSWORD).status == 303


@pytest.mark.parametrize(
    ("current", "new", "error"),
    [
        ("not the password", GOOD_PASSWORD, "wrong_password"),
        ("", GOOD_PASSWORD, "wrong_password"),
        (PASSWORDS[OPERATOR], "short", "weak_password"),
        (PASSWORDS[OPERATOR], "Операторов 12", "weak_password"),
        (PASSWORDS[OPERATOR], "operator@demo", "weak_password"),
    ],
)
def test_a_refused_password_change_changes_nothing(
    site: Site, browser: Browser, current: str, new: str, error: str
) -> None:
    other = site.browser()
    other.enter()
    browser.enter()
    stored = site.user(OPERATOR)["password_hash"]
    refused = browser.submit(browser.get(ACCOUNT), current=current, password=new)
    assert (refused.status, refused.error) == (400, text(error, "EN"))
    marked = [name for name, said in refused.forms[0].attributes.items() if "aria-invalid" in said]
    assert marked == ["current" if error == "wrong_password" else "password"], "only the field to correct is marked"
    assert site.user(OPERATOR)["password_hash"] == stored
    assert other.is_in()


def test_a_subscriber_has_no_password_to_change(site: Site, browser: Browser) -> None:
    browser.subscriber(number_of(site))
    page = browser.get(ACCOUNT)
    assert page.forms == []
    assert text("set_up_factor", "EN") not in page.links
    refused = browser.post(ACCOUNT, {"current": "a", "password": GOOD_PASSWORD, "form_token": browser.form_token()})
    assert (refused.status, urlsplit(refused.location).path) == (303, SIGN_IN)


def test_without_a_session_the_account_page_redirects_to_the_sign_in(browser: Browser) -> None:
    for path in (ACCOUNT, "/oauth/second-factor"):
        led = browser.get(path)
        assert (led.status, led.location) == (303, f"{SIGN_IN}?next={quote(ACCOUNT, safe='')}")
