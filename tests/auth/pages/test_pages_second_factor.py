"""The second factor of staff: entering a code, setting up an app, recovery codes."""

import re
import time

import pyotp
import pytest

from backend.demo.access import ADMIN_SECOND_FACTOR
from backend.http.texts import text
from tests.auth.pages.site import ACCOUNT, ADMIN, ANALYST, OPERATOR, SIGN_IN, Browser, Site, authorize_url

pytestmark = pytest.mark.database


def test_a_password_alone_does_not_sign_in_a_user_with_a_second_factor(site: Site, browser: Browser) -> None:
    second = browser.password(ADMIN)
    assert (second.status, second.heading) == (200, text("second_factor", "EN"))
    assert browser.session is None
    assert not browser.is_in()
    assert site.sessions() == []


def test_a_current_code_of_the_app_is_accepted_once(site: Site, browser: Browser) -> None:
    totp, now = pyotp.TOTP(ADMIN_SECOND_FACTOR), int(time.time())
    wanted = authorize_url()
    second = browser.password(ADMIN, going_to=wanted)
    entered = browser.submit(second, code=f" {totp.at(now)[:3]} {totp.at(now)[3:]} ")
    assert (entered.status, entered.location) == (303, wanted)
    assert site.sessions() == [(f"user:{site.user(ADMIN)['id']}", ["pwd", "otp", "mfa"], False)]
    other = site.browser()
    second = other.password(ADMIN)
    replayed = other.submit(second, code=totp.at(now))
    assert (replayed.status, replayed.error) == (401, text("wrong_code", "EN"))
    assert other.session is None
    assert other.submit(replayed, code=totp.at(now - 30)).status == 401, "an earlier code is refused after a later one"
    assert other.submit(replayed, code=totp.at(now + 30)).status == 303, "the next code is accepted"


@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_code_of_five_minutes_away_is_refused(browser: Browser, minutes: int) -> None:
    code = pyotp.TOTP(ADMIN_SECOND_FACTOR).at(int(time.time()) + 60 * minutes)
    assert browser.submit(browser.password(ADMIN), code=code).status == 401


def test_an_expired_or_forged_state_of_the_first_step_is_refused(site: Site, browser: Browser) -> None:
    secrets, user = site.app.state.auth.secrets, str(site.user(ADMIN)["id"])
    step = {"user": user, "method": "pwd", "secret": None}
    forged = ["", "x", "é", secrets.seal("first step", step, -1), secrets.seal("company", step, 600)]
    page = browser.password(ADMIN)
    for state in forged:
        for path in ("/oauth/second-factor", "/oauth/set-up-factor"):
            fields = {**page.forms[0].fields, "state": state, "code": pyotp.TOTP(ADMIN_SECOND_FACTOR).now()}
            assert browser.post(path, fields).status == 400, (path, state)
    assert site.sessions() == []


def test_the_second_step_can_be_tried_five_times(site: Site, browser: Browser) -> None:
    second = browser.password(ADMIN)
    assert [browser.submit(second, code="123").status for _ in range(5)] == [401] * 5
    assert browser.submit(second, code=pyotp.TOTP(ADMIN_SECOND_FACTOR).now()).status == 429
    assert site.sessions() == []


def test_an_administrator_without_a_second_factor_must_set_one_up_and_sees_ten_recovery_codes_once(
    site: Site, browser: Browser
) -> None:
    site.sql("update user_account set totp_secret = null, totp_confirmed_at = null where email = $1", ADMIN)
    set_up = browser.password(ADMIN, going_to="/oauth/device")
    assert (set_up.status, set_up.heading) == (200, text("set_up_factor", "EN"))
    assert 'src="data:image/svg+xml' in set_up.html
    [key] = set_up.codes
    refused = browser.submit(set_up, code="000000" if pyotp.TOTP(key).now() != "000000" else "111111")
    assert (refused.status, refused.codes) == (401, [key]), (
        "the key stays the same, because the app may have it already"
    )
    assert browser.session is None
    assert not browser.is_in()
    assert site.user(ADMIN)["totp_confirmed_at"] is None

    done = browser.submit(refused, code=pyotp.TOTP(key).now())
    assert done.status == 200
    assert len(set(done.codes)) == 10
    assert all(re.fullmatch("[A-Z0-9]{5}-[A-Z0-9]{5}", code) for code in done.codes)
    assert done.links[text("continue", "EN")] == "/oauth/device"
    assert done.response.headers["cache-control"] == "no-store"
    assert browser.is_in()
    assert site.sessions() == [(f"user:{site.user(ADMIN)['id']}", ["pwd", "otp", "mfa"], False)]
    stored = site.sql("select code_hash from recovery_code")
    assert len(stored) == 10
    assert not any(code.encode() in row["code_hash"] for row in stored for code in done.codes)
    assert key.encode() not in site.user(ADMIN)["totp_secret"]
    for path in (ACCOUNT, "/oauth/set-up-factor"):
        assert not set(done.codes) & set(browser.get(path).codes)
    assert "lang=" not in done.html.partition("<body>")[2], "a link to another language would lose the codes"


def test_a_recovery_code_replaces_a_code_of_the_app_once(site: Site, browser: Browser) -> None:
    browser.enter(ANALYST)
    set_up = browser.set_up(ANALYST)
    codes = browser.submit(set_up, code=pyotp.TOTP(set_up.codes[0]).now()).codes
    for status, code in ((303, codes[0].lower()), (401, codes[0]), (303, f" {codes[9]} ")):
        other = site.browser()
        assert other.submit(other.password(ANALYST), code=code).status == status
    assert site.value("select count(*) from recovery_code where used_at is null") == 8
    assert site.sessions()[-1][1] == ["pwd", "otp", "mfa"]


def test_a_user_who_sets_up_a_second_factor_needs_it_from_then_on(site: Site, browser: Browser) -> None:
    assert browser.get("/oauth/set-up-factor").location == f"{SIGN_IN}?next=%2Foauth%2Fset-up-factor"
    browser.enter()
    assert browser.get(ACCOUNT).links[text("set_up_factor", "EN")] == "/oauth/set-up-factor"
    page = browser.set_up()
    assert site.user(OPERATOR)["totp_secret"] is None, "opening the page changes nothing"
    browser.submit(page, code=pyotp.TOTP(page.codes[0]).now())
    assert site.browser().password(OPERATOR).heading == text("second_factor", "EN")


def test_a_second_set_up_invalidates_the_first_app_and_its_recovery_codes(site: Site, browser: Browser) -> None:
    browser.enter(ANALYST)
    page = browser.set_up(ANALYST)
    keys = [page.codes[0]]
    codes = [browser.submit(page, code=pyotp.TOTP(keys[0]).now()).codes]
    page = browser.set_up(ANALYST, code=codes[0][1])
    keys.append(page.codes[0])
    codes.append(browser.submit(page, code=pyotp.TOTP(keys[1]).now()).codes)
    other = site.browser()
    second = other.password(ANALYST)
    assert other.submit(second, code=codes[0][0]).status == 401
    assert other.submit(second, code=pyotp.TOTP(keys[0]).at(int(time.time()) + 30)).status == 401
    assert other.submit(second, code=pyotp.TOTP(keys[1]).at(int(time.time()) + 30)).status == 303


def test_the_password_alone_cannot_replace_a_confirmed_second_factor(site: Site, browser: Browser) -> None:
    site.sql("update user_account set totp_secret = null, totp_confirmed_at = null where email = $1", ADMIN)
    thief = site.browser()
    set_up = thief.password(ADMIN)
    own = browser.password(ADMIN)
    assert browser.submit(own, code=pyotp.TOTP(own.codes[0]).now()).status == 200
    kept = site.user(ADMIN)["totp_secret"]
    refused = thief.submit(set_up, code=pyotp.TOTP(set_up.codes[0]).now())
    assert refused.status == 403
    assert thief.session is None
    assert site.user(ADMIN)["totp_secret"] == kept
    assert len(site.sessions()) == 1


def test_the_state_of_entering_a_code_is_refused_by_the_set_up(site: Site, browser: Browser) -> None:
    second = browser.password(ADMIN)
    assert browser.post("/oauth/set-up-factor", {**second.forms[0].fields, "code": "123456"}).status == 400


def test_the_code_field_does_not_restrict_a_phone_to_digits(browser: Browser) -> None:
    assert browser.password(ADMIN).forms[0].attributes["code"].get("inputmode") != "numeric"
