"""Device authorization (RFC 8628): approving a device by its code."""

from urllib.parse import urlsplit

import pytest

from backend.http.texts import text
from tests.auth.flows import inside_a_window
from tests.auth.pages.site import OPERATOR, PASSWORDS, SIGN_IN, Browser, Site, number_of

pytestmark = pytest.mark.database


@pytest.mark.parametrize("typed", ["{}", "{lower}", "{bare}", " {bare} "])
def test_an_approved_device_gets_tokens_of_the_person(site: Site, browser: Browser, typed: str) -> None:
    browser.enter()
    device = site.device()
    code = device["user_code"]
    page = browser.submit(
        browser.get("/oauth/device"),
        user_code=typed.format(code, lower=code.lower(), bare=code.replace("-", "").lower()),
    )
    assert page.lines[0] == text("device_question", "EN", client="crm login", name="Олег Операторов", code=code)
    assert page.forms[0].buttons == [("decision", "approve"), ("decision", "deny")]
    done = browser.submit(page, decision="approve")
    assert (done.status, done.lines[0]) == (200, text("device_done", "EN"))
    assert site.poll(device)["token_type"] == "Bearer"
    assert [subject for subject, _, _ in site.sessions()] == [f"user:{site.user(OPERATOR)['id']}"] * 2


def test_a_denied_device_gets_no_tokens(site: Site, browser: Browser) -> None:
    browser.enter()
    device = site.device()
    page = browser.get("/oauth/device", user_code=device["user_code"])
    denied = browser.submit(page, decision="deny")
    assert (denied.status, denied.lines[0]) == (200, text("device_denied", "EN"))
    assert site.poll(device)["error"] == "access_denied"
    assert browser.submit(page, decision="approve").status == 400, "a denied code cannot be approved later"


def test_opening_a_device_page_does_not_approve_the_device(site: Site, browser: Browser) -> None:
    browser.enter()
    device = site.device()
    browser.submit(browser.get("/oauth/device"), user_code=device["user_code"])
    browser.get("/oauth/device", user_code=device["user_code"], decision="approve")
    assert site.poll(device)["error"] == "authorization_pending"


def test_a_wrong_expired_or_used_device_code_is_refused(site: Site, browser: Browser) -> None:
    browser.enter()
    expired, used = site.device(), site.device()
    site.sql("update device_code set expires_at = now() where user_code = $1", expired["user_code"])
    page = browser.get("/oauth/device", user_code=used["user_code"])
    browser.submit(page, decision="approve")
    for code in ("BBBB-BBBB", "1234", expired["user_code"], used["user_code"]):
        refused = browser.submit(browser.get("/oauth/device"), user_code=code)
        if code != "1234":
            assert (refused.status, refused.error) == (400, text("wrong_code", "EN")), code
        assert [form.fields["user_code"] for form in refused.forms] == [""]
        fields = {"user_code": code, "decision": "approve", "form_token": browser.form_token()}
        assert browser.post("/oauth/device", fields).status == 400, code


def test_device_codes_can_be_tried_twenty_times(browser: Browser) -> None:
    inside_a_window(600)
    browser.enter()
    tries = [browser.get("/oauth/device", user_code=f"BBBB-BBB{letter}").status for letter in "BCDFGHJKLMNPQRSTVWXZ"]
    assert tries == [400] * 20
    assert browser.get("/oauth/device", user_code="CCCC-CCCC").status == 429


def test_a_device_page_redirects_to_the_sign_in_and_back(site: Site, browser: Browser) -> None:
    device = site.device()
    here = urlsplit(device["verification_uri_complete"])
    led = browser.get(f"{here.path}?{here.query}")
    assert (led.status, urlsplit(led.location).path) == (303, SIGN_IN)
    entered = browser.submit(browser.get(led.location), email=OPERATOR, password=PASSWORDS[OPERATOR])
    page = browser.get(entered.location)
    assert page.forms[0].fields["user_code"] == device["user_code"]
    browser.http.cookies.delete("crm_session")
    late = browser.submit(page, decision="approve")
    assert (late.status, urlsplit(late.location).path) == (303, SIGN_IN)
    assert site.poll(device)["error"] == "authorization_pending"


def test_a_subscriber_cannot_approve_a_device_of_staff(site: Site, browser: Browser) -> None:
    browser.subscriber(number_of(site))
    device = site.device()
    answer = browser.submit(browser.get("/oauth/device", user_code=device["user_code"]), decision="approve")
    assert answer.lines[-1] == text("device_denied", "EN")
    assert site.poll(device)["error"] == "access_denied"
