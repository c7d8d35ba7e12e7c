"""Hostile input in forms, addresses and cookies of the pages."""

import pytest

from tests.auth.pages.site import ACCOUNT, FORM, OPERATOR, SIGN_IN, Browser, Site, authorize_url, invite

pytestmark = pytest.mark.database


EVIL = """"><img src=x onerror=alert(1)>'<b>&amp;{{7*7}}"""


def test_input_is_shown_escaped(site: Site, browser: Browser) -> None:
    site.sql("update user_account set name = $1 where email = $2", EVIL, OPERATOR)
    site.sql("update oauth_client set name = $1 where client_id = 'crm-cli'", EVIL)
    link = invite(site, name="<i>Eve & Co</i>")
    pages = [
        browser.password(EVIL, EVIL),
        browser.number(EVIL),
        browser.get(SIGN_IN, next=f"/oauth/{EVIL}"),
        browser.get(SIGN_IN, lang=EVIL),
        browser.get(SIGN_IN, **{EVIL: EVIL}),
        browser.get("/oauth/authorize", client_id="operator-app", response_type=EVIL, redirect_uri=EVIL),
        browser.get(link),
        browser.get("/oauth/logout", client_id=EVIL, state=EVIL),
    ]
    assert pages[0].forms[0].fields["email"] == EVIL
    assert pages[1].forms[0].fields["number"] == EVIL
    assert pages[2].forms[0].fields["next"] == f"/oauth/{EVIL}"
    assert pages[6].heading == "Welcome, <i>Eve & Co</i>"
    browser.enter()
    pages += [browser.get(ACCOUNT), browser.get("/oauth/device", user_code=site.device()["user_code"])]
    assert EVIL in pages[-2].lines[0]
    assert pages[-1].lines[0].count(EVIL) == 2, "the names of the application and of the person"
    pages.append(browser.get("/oauth/logout", client_id=EVIL, state=EVIL))
    assert pages[-1].forms[0].fields["state"] == EVIL
    for page in pages:
        assert page.status in {200, 400, 401}
        assert not {"img", "b", "i"} & set(page.tags), page.html
        assert not any(name.startswith("on") for name in page.attributes)


FORMS = (SIGN_IN, "/oauth/second-factor", "/oauth/set-up-factor", "/oauth/confirm", "/oauth/number", "/oauth/code", "/oauth/invitation",
         "/oauth/device", ACCOUNT, "/oauth/logout", "/oauth/authorize")  # fmt: skip
HOSTILE: dict[str, tuple[bytes, dict[str, str], int]] = {
    "100 KB": (b"email=" + b"a" * 100_000, FORM, 413),
    "1000 fields": (b"&".join(b"f%d=1" % n for n in range(1_000)), FORM, 400),
    "JSON": (b'{"email":"a"}', {"content-type": "application/json"}, 415),
    "multipart": (b"--x\r\n\r\n--x--", {"content-type": "multipart/form-data; boundary=x"}, 415),
    "no type": (b"email=a", {}, 415),
    "invalid UTF-8": (b"email=%FF%FE", FORM, 400),
    "a truncated character": (b"form_token=%D0", FORM, 400),
    "a surrogate": (b"email=%ED%A0%80", FORM, 400),
    "bytes that are not ASCII": ("email=é".encode("latin-1"), FORM, 400),
    "NUL": (b"email=a%00b", FORM, 400),
    "NUL in a name": (b"em%00ail=a", FORM, 400),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_form_is_refused_with_a_page(site: Site, browser: Browser, what: str) -> None:
    body, headers, status = HOSTILE[what]
    for path in FORMS:
        page = browser.send(path, body, headers)
        assert page.status == status, path
        assert page.language == "en", "the refusal is a page"
    assert site.sessions() == []


@pytest.mark.parametrize(
    "body", [b"", b"&&&===", b"form_token", b"form_token=%E2%98%83", b"%", b"%zz=%", b"form_token=a&form_token=b"]
)
def test_a_malformed_form_is_refused_as_one_without_a_token(browser: Browser, body: bytes) -> None:
    assert browser.send(SIGN_IN, body).status == 403


@pytest.mark.parametrize(
    "query",
    [
        "next=//[", "next=/oauth/authorize?client_id=%2500", "client_id=%00", "next=%00", "next=%FF", "lang=%ED%A0%80",
        "next=/oauth/x%0D%0ASet-Cookie:%20a=b", "ui_locales=%00", "user_code=%00%C3%9F", "state=%00&nonce=%00",
        "id_token_hint=%00", "next=/oauth/authorize?ui_locales=%2500%26redirect_uri=%5B",
        "client_id=operator-app&response_type=%22", "client_id=operator-app&response_type=%D1%88",
        "client_id=operator-app&response_type=code&redirect_uri=http://127.0.0.1/%5C%22", f"next=/oauth/{'a' * 5_000}",
    ],
)  # fmt: skip
def test_a_hostile_address_causes_no_server_error(browser: Browser, query: str) -> None:
    for path in (*FORMS, "/oauth/style.css"):
        page = browser.get(f"{path}?{query}")
        assert page.status in {200, 303, 400, 404}, path
        assert "a=b" not in str(page.response.headers.get_list("set-cookie"))


def test_an_authorization_request_with_a_nul_is_refused_also_after_the_sign_in(browser: Browser) -> None:
    browser.enter()
    for name in ("client_id", "nonce", "state", "scope", "redirect_uri"):
        assert browser.get(f"{authorize_url()}&{name}=%00").status == 400


def test_a_repeated_parameter_is_refused_whatever_its_name(site: Site, browser: Browser) -> None:
    for path in ("/oauth/token", "/oauth/device_authorization"):
        answer = browser.send(path, b"grant_type=refresh_token&client_id=crm-cli&%22%D1%88=1&%22%D1%88=2").response
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("value", [b"", b"\xff\xfe", b'"', b"a" * 5_000, b"%00", "ш".encode()])
def test_a_hostile_cookie_is_ignored(site: Site, browser: Browser, value: bytes) -> None:
    for name in (b"crm_session", b"crm_form", b"crm_language"):
        headers = [(b"cookie", name + b"=" + value)]
        assert site.run(browser.http.get(SIGN_IN, headers=headers)).status_code == 200
        assert site.run(browser.http.get(ACCOUNT, headers=headers)).status_code == 303
