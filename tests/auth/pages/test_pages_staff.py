"""Staff sign in with an email address and a password."""

import asyncio
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from backend.auth.passwords import Passwords
from backend.demo.access import ADMIN_SECOND_FACTOR
from backend.http.texts import text
from tests.auth.pages.site import (
    ACCOUNT,
    ADMIN,
    ANALYST,
    CALLBACK,
    GOOD_PASSWORD,
    OPERATOR,
    PASSWORDS,
    SIGN_IN,
    Browser,
    Site,
    authorize_url,
    number_of,
)

pytestmark = pytest.mark.database


def test_a_password_is_stored_as_argon2id_with_the_parameters_that_owasp_and_the_rfc_recommend() -> None:
    passwords = Passwords()
    stored = asyncio.run(passwords.hash(GOOD_PASSWORD))
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert asyncio.run(passwords.verify(GOOD_PASSWORD, stored))


def test_the_right_password_signs_in_and_continues_the_authorization_request(site: Site, browser: Browser) -> None:
    going_to = authorize_url()
    first = browser.get(going_to)
    assert (first.status, urlsplit(first.location).path) == (303, SIGN_IN)
    entered = browser.submit(browser.get(first.location), email=" Operator@Demo.example ", password=PASSWORDS[OPERATOR])
    assert (entered.status, entered.location) == (303, going_to)
    back = urlsplit(browser.get(entered.location).location)
    assert f"{back.scheme}://{back.netloc}{back.path}" == CALLBACK
    assert parse_qs(back.query).keys() == {"code", "state", "iss"}
    assert site.sessions() == [(f"user:{site.user(OPERATOR)['id']}", ["pwd"], False)]
    assert site.value("select client from session") == "operator-app"
    assert site.user(OPERATOR)["last_sign_in_at"] is not None


def test_an_unknown_address_a_wrong_password_and_a_deactivated_user_get_the_same_answer(
    site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.sql("update user_account set status = 'DEACTIVATED' where email = $1", ANALYST)
    service = site.app.state.auth
    service.passwords._dummy_hash = site.run(service.passwords.hash("nobody's"))
    computed = []
    verify = service.passwords._hash.verify
    monkeypatch.setattr(service.passwords._hash, "verify", lambda *it: computed.append(it) or verify(*it))
    tries = {OPERATOR: "not the password", "nobody@demo.example": "not the password", ANALYST: PASSWORDS[ANALYST]}
    answers = []
    for email, password in tries.items():
        answer = browser.password(email, password)
        headers = {name: value for name, value in answer.response.headers.items() if name != "content-length"}
        answers.append((answer.status, headers, answer.html.replace(email, "…")))
        assert (answer.status, answer.error) == (401, text("wrong_password", "EN"))
        assert answer.forms[0].fields["email"] == email
        assert answer.forms[0].fields["password"] == ""
    assert answers[0] == answers[1] == answers[2]
    assert len(computed) == 3, "argon2 is computed in every case, so that all take the same time"
    assert site.sessions() == []
    assert browser.session is None


def test_a_user_deactivated_between_the_steps_is_refused(site: Site, browser: Browser) -> None:
    second = browser.password(ADMIN)
    site.sql("update user_account set status = 'DEACTIVATED' where email = $1", ADMIN)
    assert browser.submit(second, code=pyotp.TOTP(ADMIN_SECOND_FACTOR).now()).status == 401
    assert site.sessions() == []


def test_a_session_ends_with_the_user(site: Site, browser: Browser) -> None:
    browser.enter()
    assert browser.is_in()
    site.sql("update user_account set status = 'DEACTIVATED' where email = $1", OPERATOR)
    assert not browser.is_in()


def test_the_users_of_the_demo_sign_in_on_loopback_only(make: Any) -> None:
    open_to_all = make(host="0.0.0.0", public_url="http://127.0.0.1:8000")
    answer = open_to_all.browser().password(OPERATOR)
    assert (answer.status, answer.error) == (401, text("wrong_password", "EN"))


def test_after_five_wrong_passwords_only_that_account_has_to_wait(site: Site, browser: Browser) -> None:
    assert [browser.password(OPERATOR, "wrong").status for _ in range(5)] == [401] * 5
    refused = browser.password(OPERATOR)
    assert refused.status == 429
    assert 0 < int(refused.response.headers["retry-after"]) <= 30
    assert site.sessions() == []
    assert browser.password(ANALYST).status == 303


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/oauth/", "/\\evil.example", "/oauth/\\evil", "/oauth", "javascript:alert(1)",
        "/graphql", "", " /oauth/device", "http:/oauth/account",
    ],
)  # fmt: skip
def test_a_sign_in_redirects_to_pages_of_this_server_only(site: Site, browser: Browser, elsewhere: str) -> None:
    page = browser.get("/oauth/number", next=elsewhere)
    assert page.forms[0].fields["next"] == ACCOUNT
    sent = browser.submit(page, number=number_of(site), next=elsewhere)
    entered = browser.submit(sent, "/oauth/code", code=site.messages.code, next=elsewhere)
    assert (entered.status, entered.location) == (303, ACCOUNT)
