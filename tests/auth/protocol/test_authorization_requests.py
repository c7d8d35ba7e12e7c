"""Authorization requests: which are answered with a code, which errors are redirected, which are shown as a page."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.auth.flows import (
    ALL_SCOPES,
    LINE_APP,
    LINE_REDIRECT,
    STAFF_APP,
    STAFF_REDIRECT,
    Asked,
    Browser,
    House,
    parameters,
    tags,
)
from tests.auth.protocol.refusals import EVIL, SAFE_TAGS, error_page, refused, sent_back, signed_in
from tests.auth.tokens.forge import decoded

pytestmark = pytest.mark.database


def test_the_whole_flow_returns_nonce_state_and_issuer(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked = Asked()
        found = parameters(await desk.authorize(asked), STAFF_REDIRECT)
        assert set(found) == {"code", "state", "iss"}
        assert (found["state"], found["iss"]) == (asked.state, house.settings.issuer)
        answer = await house.token(asked.redemption(found["code"]))
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        tokens = answer.json()
        assert set(tokens) == {"access_token", "refresh_token", "id_token", "token_type", "expires_in", "scope"}
        assert (tokens["token_type"], tokens["expires_in"], tokens["scope"]) == ("Bearer", 600, ALL_SCOPES)
        assert await house.works(tokens["access_token"])
        said = decoded(tokens["id_token"].split(".")[1])
        assert (said["nonce"], said["aud"], said["iss"]) == (asked.nonce, STAFF_APP, house.settings.issuer)

    house.run(go())


@pytest.mark.parametrize("scope", ["openid profile read write", "openid", None])
def test_a_refresh_token_needs_the_scope_offline_access(house: House, desk: Browser, scope: str | None) -> None:
    async def go() -> dict[str, Any]:
        asked = Asked()
        code = parameters(await desk.authorize(asked, scope=scope), STAFF_REDIRECT)["code"]
        found: dict[str, Any] = (await house.token(asked.redemption(code))).json()
        return found

    tokens = house.run(go())
    assert set(tokens) == {"access_token", "id_token", "token_type", "expires_in", "scope"}
    assert tokens["scope"] == (scope or "openid profile read write")


REDIRECTED_ERRORS: dict[str, tuple[str, dict[str, str | None]]] = {
    "no challenge": ("invalid_request", {"code_challenge": None, "code_challenge_method": None}),
    "a method without a challenge": ("invalid_request", {"code_challenge": None}),
    "an empty challenge": ("invalid_request", {"code_challenge": ""}),
    "a challenge without a method, which means plain": ("invalid_request", {"code_challenge_method": None}),
    "the challenge method plain": ("invalid_request", {"code_challenge_method": "plain"}),
    "an unknown challenge method": ("invalid_request", {"code_challenge_method": "S512"}),
    "a challenge that is too short": ("invalid_request", {"code_challenge": "abc"}),
    "the response type token": ("unsupported_response_type", {"response_type": "token"}),
    "the response type id_token": ("unsupported_response_type", {"response_type": "id_token"}),
    "the response type code token": ("unsupported_response_type", {"response_type": "code token"}),
    "a response type with quotes": ("unsupported_response_type", {"response_type": 'co"de'}),
    "a response type in Cyrillic": ("unsupported_response_type", {"response_type": "код"}),
    "an unknown scope": ("invalid_scope", {"scope": "openid admin"}),
    "a scope in capitals": ("invalid_scope", {"scope": "READ"}),
    "prompt none with another": ("invalid_request", {"prompt": "none login"}),
}


@pytest.mark.parametrize(("error", "changes"), REDIRECTED_ERRORS.values(), ids=REDIRECTED_ERRORS)
def test_an_invalid_request_is_redirected_to_the_application_with_an_error(
    house: House, desk: Browser, error: str, changes: dict[str, str | None]
) -> None:
    asked = Asked()
    sent_back(house, house.run(desk.authorize(asked, **changes)), error, asked)
    sent_back(house, house.run(Browser(house).authorize(asked, **changes)), error, asked)


def test_a_scope_that_the_application_is_not_registered_for_is_refused(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, key = await house.register()
        await house.sql("update oauth_client set scopes = '{openid,read}' where id = $1", key)
        asked = Asked(client_id=client_id)
        sent_back(house, await desk.authorize(asked, scope="openid read write"), "invalid_scope", asked)
        assert set(parameters(await desk.authorize(asked, scope="openid read"), STAFF_REDIRECT)) > {"code"}

    house.run(go())


@pytest.mark.parametrize("scope", [ALL_SCOPES, "read"])
def test_prompt_none_without_a_sign_in_is_login_required(house: House, scope: str) -> None:
    asked = Asked()
    answer = house.run(Browser(house).authorize(asked, prompt="none", scope=scope))
    sent_back(house, answer, "login_required", asked)


def test_prompt_none_with_a_sign_in_of_a_subscriber_is_login_required_for_staff(house: House) -> None:
    async def go() -> None:
        browser = Browser(house)
        await browser.sign_in_by_code((await house.line())["msisdn"])
        asked = Asked()
        sent_back(house, await browser.authorize(asked, prompt="none"), "login_required", asked)

    house.run(go())


def test_prompt_none_for_a_custom_scheme_is_interaction_required_when_a_click_is_needed(house: House) -> None:
    async def go() -> None:
        browser, line = Browser(house), await house.line()
        await browser.sign_in_by_code(line["msisdn"])
        asked = Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT)
        assert set(parameters(await browser.authorize(asked, prompt="none"), LINE_REDIRECT)) > {"code"}
        await house.sql("update session set created_at = now() - interval '1 hour' where contract_id = $1", line["id"])
        sent_back(house, await browser.authorize(asked, prompt="none"), "interaction_required", asked)

    house.run(go())


def test_a_custom_scheme_gets_no_code_without_a_click_of_the_person(house: House) -> None:
    async def go() -> None:
        browser, line = Browser(house), await house.line()
        await browser.sign_in_by_code(line["msisdn"])
        await house.sql("update session set created_at = now() - interval '1 hour' where contract_id = $1", line["id"])
        asked = Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT)
        page = await browser.authorize(asked)
        assert (page.status_code, "location" in page.headers) == (200, False)
        forged = await browser.http.post(f"/oauth/authorize?{urlencode(asked.parameters())}", data={"form_token": "x"})
        error_page(forged, 403)
        assert set(parameters(await browser.submit(page), LINE_REDIRECT)) == {"code", "state", "iss"}

    house.run(go())


@pytest.mark.parametrize("prompt", ["login", "login consent", "consent login"])
def test_prompt_login_needs_a_new_sign_in(house: House, desk: Browser, prompt: str) -> None:
    answer = house.run(desk.authorize(Asked(), prompt=prompt))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/oauth/sign-in?next=")


def test_a_sign_in_older_than_max_age_must_be_repeated(house: House) -> None:
    async def go() -> None:
        browser, key = await signed_in(house)
        await house.sql("update session set created_at = now() - interval '1 hour' where user_id = $1", key)
        asked = Asked()
        assert set(parameters(await browser.authorize(asked, max_age="4000"), STAFF_REDIRECT)) > {"code"}
        sent_back(house, await browser.authorize(asked, max_age="3000", prompt="none"), "login_required", asked)
        for max_age in ("3000", "0"):
            answer = await browser.authorize(asked, max_age=max_age)
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/oauth/sign-in")
        # After a new sign-in the same request succeeds, even with max_age=0.
        then = str(parse_qs(urlsplit(answer.headers["location"]).query)["next"][0])
        email = (await house.sql("select email from user_account where id = $1", key))[0]["email"]
        assert (await browser.sign_in(email, then=then)).headers["location"] == then
        assert set(parameters(await browser.http.get(then), STAFF_REDIRECT)) == {"code", "state", "iss"}

    house.run(go())


def test_a_subscriber_is_asked_to_sign_in_for_an_application_of_staff(house: House) -> None:
    async def go() -> None:
        browser = Browser(house)
        await browser.sign_in_by_code((await house.line())["msisdn"])
        answer = await browser.authorize(Asked())
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/oauth/sign-in")

    house.run(go())


def test_staff_are_asked_to_sign_in_for_an_application_of_subscribers(house: House, desk: Browser) -> None:
    answer = house.run(desk.authorize(Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT)))
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/oauth/number")


UNREGISTERED = {
    "another site": f"{EVIL}/callback",
    "another host under ours": "http://127.0.0.1.evil.example:5173/callback",
    "ours as the user name": "http://127.0.0.1:5173@evil.example/callback",
    "another port and path": "http://127.0.0.1:5174/other",
    "an invalid port": "http://127.0.0.1:65536/callback",
    "a port in letters": "http://127.0.0.1:a/callback",
    "a port and another host": "http://127.0.0.1:5174@evil.example/callback",
    "https for http": "https://127.0.0.1:5173/callback",
    "one more path segment": f"{STAFF_REDIRECT}/more",
    "a parent directory": f"{STAFF_REDIRECT}/../callback",
    "a trailing slash": f"{STAFF_REDIRECT}/",
    "a query": f"{STAFF_REDIRECT}?a=1",
    "an empty query": f"{STAFF_REDIRECT}?",
    "a fragment": f"{STAFF_REDIRECT}#a",
    "capitals": "http://127.0.0.1:5173/Callback",
    "capitals in the scheme": "HTTP://127.0.0.1:5173/callback",
    "its beginning": "http://127.0.0.1:5173/",
    "an encoded letter": "http://127.0.0.1:5173/%63allback",
    "a space after it": f"{STAFF_REDIRECT} ",
    "a line end": f"{STAFF_REDIRECT}\r\nlocation: {EVIL}",
    "two addresses": f"{STAFF_REDIRECT} {EVIL}",
    "the address of another client": LINE_REDIRECT,
    "a script": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "quotes and tags": f'{EVIL}/"><script>alert(1)</script>',
    "a backslash": "http://127.0.0.1:5173\\@evil.example/callback",
    "Cyrillic": "http://127.0.0.1:5173/обратно",
    "NUL": f"{STAFF_REDIRECT}\0",
}


@pytest.mark.parametrize("uri", UNREGISTERED.values(), ids=UNREGISTERED)
def test_an_unregistered_redirect_uri_is_an_error_page(house: House, desk: Browser, uri: str) -> None:
    for changes in ({}, {"prompt": "none"}, {"response_type": "token"}, {"scope": "admin"}, {"code_challenge": None}):
        answer = house.run(desk.authorize(Asked(), redirect_uri=uri, **changes))
        error_page(answer)
        assert tags(answer.text) <= SAFE_TAGS


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost"])
@pytest.mark.parametrize("registered", ["", ":5173"])
def test_a_native_application_on_loopback_may_use_any_port(
    house: House, desk: Browser, host: str, registered: str
) -> None:
    async def go() -> None:
        client_id, _ = await house.register(redirect_uris=(f"http://{host}{registered}/back?a=1",))
        for port in (":51004", ":65535", ""):
            asked = Asked(client_id=client_id, redirect_uri=f"http://{host}{port}/back?a=1")
            answer = await desk.authorize(asked)
            assert answer.headers["location"].startswith(f"{asked.redirect_uri}&"), answer.text
            code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
            other = f"http://{host}:51005/back?a=1"
            refused(await house.token(asked.redemption(code, redirect_uri=other)), 400, "invalid_grant")
            assert (await house.token(asked.redemption(code))).status_code == 200
        for wrong in (f"http://{host}:51004/back", f"http://{host}:51004/back?a=2", "http://127.0.0.2:51004/back?a=1"):
            error_page(await desk.authorize(asked, redirect_uri=wrong))

    house.run(go())


def test_the_port_of_an_address_beyond_loopback_must_match(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, _ = await house.register(redirect_uris=("https://desk.example:8443/back",))
        for wrong in ("https://desk.example/back", "https://desk.example:8444/back"):
            error_page(await desk.authorize(Asked(client_id=client_id), redirect_uri=wrong))

    house.run(go())


@pytest.mark.parametrize(
    "client_id", ["nobody", "", None, "OPERATOR-APP", "operator-app ", "<script>alert(1)</script>", "\0", "клиент", "'"]
)
def test_an_unknown_client_is_an_error_page(house: House, desk: Browser, client_id: str | None) -> None:
    answer = house.run(desk.authorize(Asked(), client_id=client_id))
    error_page(answer)
    assert tags(answer.text) <= SAFE_TAGS


def test_a_deactivated_client_is_an_error_page(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, key = await house.register()
        asked = Asked(client_id=client_id)
        assert (await desk.authorize(asked)).status_code == 303
        await house.as_admin("deactivateClient", f"cli_{key}")
        error_page(await desk.authorize(asked))

    house.run(go())


def test_a_client_without_the_code_grant_gets_no_code(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, key = await house.register()
        await house.sql("update oauth_client set grant_types = '{refresh_token}' where id = $1", key)
        asked = Asked(client_id=client_id)
        sent_back(house, await desk.authorize(asked), "unauthorized_client", asked)

    house.run(go())


@pytest.mark.parametrize(
    "name",
    [
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge",
        "code_challenge_method",
    ],
)  # fmt: skip
def test_a_repeated_parameter_of_an_authorization_request_gets_no_code(house: House, desk: Browser, name: str) -> None:
    given = Asked().parameters()
    answer = house.run(desk.http.get("/oauth/authorize", params=[*given.items(), (name, given[name])]))
    assert answer.status_code in {303, 400}
    assert "code=" not in answer.headers.get("location", "")
    assert answer.status_code == 400 or "error=invalid_request" in answer.headers["location"]


def test_a_nonce_with_nul_gets_no_code(house: House, desk: Browser) -> None:
    answer = house.run(desk.authorize(Asked(), nonce="a\0b"))
    assert answer.status_code in {303, 400}
    assert "code=" not in answer.headers.get("location", "")
