"""Invitations of staff."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from backend.http.texts import text
from tests.auth.pages.site import ACCOUNT, GOOD_PASSWORD, Browser, Page, Site, invite

pytestmark = pytest.mark.database


@pytest.mark.parametrize(
    "password",
    [
        "", "elevenchars", "password1234", "aselnowak123", "QWERTYuiop123", "aaaaaaaaaaaaaaa", "abcdefghijklmnop", "asel nowak 12",
        "crm.example 1", "asel@crm.example", "x1" * 65,
    ],
)  # fmt: skip
def test_a_weak_password_is_refused_with_a_reason(site: Site, browser: Browser, password: str) -> None:
    link = invite(site)
    refused = browser.submit(browser.get(link), password=password)
    assert (refused.status, refused.error) == (400, text("weak_password", "EN"))
    assert (site.user("asel@crm.example")["status"], site.user("asel@crm.example")["password_hash"]) == (
        "INVITED",
        None,
    )
    assert site.sessions() == []
    assert browser.submit(refused, password=GOOD_PASSWORD).status == 303, "the form can be submitted again"


def test_an_invitation_works_once(site: Site, browser: Browser) -> None:
    link = invite(site)
    assert site.browser().password("asel@crm.example", GOOD_PASSWORD).status == 401
    page = browser.get(link)
    assert (page.status, page.heading) == (200, "Welcome, Asel Nowak")
    assert "asel@crm.example" in page.lines[0]
    entered = browser.submit(page, password=GOOD_PASSWORD)
    assert (entered.status, entered.location) == (303, ACCOUNT)
    assert browser.is_in()
    assert site.user("asel@crm.example")["status"] == "ACTIVE"
    assert site.browser().get(link).status == 404
    again = site.browser()
    assert again.submit(with_form_token_of(again, page), password="another fine sentence").status == 404
    assert again.session is None
    assert site.browser().password("asel@crm.example", GOOD_PASSWORD).status == 303


def with_form_token_of(browser: Browser, page: Page) -> Page:
    """The page with the form token of this browser."""
    page.forms[0].fields["form_token"] = browser.form_token()
    return page


@pytest.mark.parametrize(
    "change",
    ["invitation_expires_at = now() - interval '1 second'", "status = 'DEACTIVATED'", "invitation_hash = '\\x00'"],
)
def test_an_invalid_invitation_changes_nothing(site: Site, browser: Browser, change: str) -> None:
    link = invite(site)
    page = browser.get(link)
    site.sql(f"update user_account set {change} where email = 'asel@crm.example'")
    for answer in (browser.get(link), browser.submit(page, password=GOOD_PASSWORD)):
        assert (answer.status, answer.heading) == (404, text("wrong_request", "EN"))
        assert "Asel" not in answer.html
    assert site.user("asel@crm.example")["password_hash"] is None
    assert site.sessions() == []


def test_an_invitation_is_valid_for_a_week_and_replaced_by_a_newer_one(site: Site, browser: Browser) -> None:
    before = datetime.now(UTC)
    older = invite(site)
    expires = site.value("select invitation_expires_at from user_account where email = 'asel@crm.example'")
    assert before <= expires - timedelta(days=7) <= datetime.now(UTC)
    newer = invite(site)
    assert (browser.get(older).status, browser.get(newer).status) == (404, 200)


def test_an_invited_administrator_must_set_up_a_second_factor_first(site: Site, browser: Browser) -> None:
    page = browser.get(invite(site, role="ADMIN"))
    set_up = browser.submit(page, password=GOOD_PASSWORD)
    assert (set_up.status, set_up.heading) == (200, text("set_up_factor", "EN"))
    assert browser.session is None
    assert len(browser.submit(set_up, code=pyotp.TOTP(set_up.codes[0]).now()).codes) == 10
    assert browser.is_in()
