"""What the protocol endpoints and the sign-in pages refuse, how, and what is left standing afterwards."""

import asyncio
import secrets
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from backend.app import create_app
from backend.database import connect
from backend.demo.access import SERVICE_SECRET
from backend.settings import Settings
from tests.auth.flows import (
    ALL_SCOPES,
    LINE_APP,
    LINE_REDIRECT,
    PASSWORD,
    STAFF_APP,
    STAFF_REDIRECT,
    Asked,
    Browser,
    House,
    basic,
    challenge,
    forms,
    opened,
    parameters,
    tags,
    twice,
)
from tests.auth.test_token_refusals import decoded
from tests.databases import Pool

pytestmark = pytest.mark.database
SERVICE = {"authorization": basic("demo-service", SERVICE_SECRET)}
CREDENTIALS = {"grant_type": "client_credentials"}
EVIL = "https://evil.example"
SAFE_TAGS = {"html", "head", "meta", "title", "link", "body", "main", "h1", "p", "nav", "a", "form", "input", "div"} | {
    "label",
    "button",
}


@pytest.fixture(scope="module")
def house(settings: Settings, databases: Pool) -> Iterator[House]:
    with opened(settings, databases) as house:
        yield house


@pytest.fixture(scope="module")
def desk(house: House) -> Browser:
    """Somebody of the staff who is signed in, and stays so."""
    return house.run(house.staff())


def refused(answer: httpx.Response, status: int, error: str) -> None:
    """An error in JSON that nobody may keep, and no token with it."""
    assert (answer.status_code, answer.json()["error"]) == (status, error), answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert not {"access_token", "refresh_token", "id_token"} & set(answer.json())
    assert answer.headers.get("www-authenticate", "").startswith("Basic ") is (status == 401)


def sent_back(house: House, answer: httpx.Response, error: str, asked: Asked) -> None:
    """Back at the application with an error, its own state, and who says so; without a code."""
    found = parameters(answer, asked.redirect_uri)
    found.pop("error_description", None)
    assert found == {"error": error, "state": asked.state, "iss": house.settings.issuer}


def error_page(answer: httpx.Response, status: int = 400) -> None:
    """A page of ours that leads nowhere else."""
    assert answer.status_code == status, answer.text
    assert "location" not in answer.headers
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
    assert forms(answer.text) == []


# What makes the refusals below mean something


def test_the_whole_flow_works_and_brings_back_nonce_state_and_issuer(house: House, desk: Browser) -> None:
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
def test_a_refresh_token_is_for_those_who_ask_for_it(house: House, desk: Browser, scope: str | None) -> None:
    async def go() -> dict[str, Any]:
        asked = Asked()
        code = parameters(await desk.authorize(asked, scope=scope), STAFF_REDIRECT)["code"]
        found: dict[str, Any] = (await house.token(asked.redemption(code))).json()
        return found

    tokens = house.run(go())
    assert set(tokens) == {"access_token", "id_token", "token_type", "expires_in", "scope"}
    assert tokens["scope"] == (scope or "openid profile read write")


# The authorization endpoint: where the application may be told

REFUSED_THERE: dict[str, tuple[str, dict[str, str | None]]] = {
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


@pytest.mark.parametrize(("error", "changes"), REFUSED_THERE.values(), ids=REFUSED_THERE)
def test_an_authorization_request_is_refused_at_the_application(
    house: House, desk: Browser, error: str, changes: dict[str, str | None]
) -> None:
    asked = Asked()
    sent_back(house, house.run(desk.authorize(asked, **changes)), error, asked)
    sent_back(house, house.run(Browser(house).authorize(asked, **changes)), error, asked)


def test_a_scope_that_the_application_may_not_have_is_refused(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, key = await house.register()
        await house.sql("update oauth_client set scopes = '{openid,read}' where id = $1", key)
        asked = Asked(client_id=client_id)
        sent_back(house, await desk.authorize(asked, scope="openid read write"), "invalid_scope", asked)
        assert set(parameters(await desk.authorize(asked, scope="openid read"), STAFF_REDIRECT)) > {"code"}

    house.run(go())


@pytest.mark.parametrize("scope", [ALL_SCOPES, "read"])
def test_prompt_none_without_a_sign_in_asks_nobody(house: House, scope: str) -> None:
    asked = Asked()
    answer = house.run(Browser(house).authorize(asked, prompt="none", scope=scope))
    sent_back(house, answer, "login_required", asked)


def test_prompt_none_with_a_sign_in_of_subscribers_asks_no_staff(house: House) -> None:
    async def go() -> None:
        browser = Browser(house)
        await browser.sign_in_by_code((await house.line())["msisdn"])
        asked = Asked()
        sent_back(house, await browser.authorize(asked, prompt="none"), "login_required", asked)

    house.run(go())


def test_prompt_none_shows_no_question_before_an_apps_own_scheme(house: House) -> None:
    async def go() -> None:
        browser, line = Browser(house), await house.line()
        await browser.sign_in_by_code(line["msisdn"])
        asked = Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT)
        assert set(parameters(await browser.authorize(asked, prompt="none"), LINE_REDIRECT)) > {"code"}
        await house.sql("update session set created_at = now() - interval '1 hour' where contract_id = $1", line["id"])
        sent_back(house, await browser.authorize(asked, prompt="none"), "interaction_required", asked)

    house.run(go())


def test_an_apps_own_scheme_gets_no_code_without_a_persons_touch(house: House) -> None:
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
def test_prompt_login_is_not_satisfied_by_an_earlier_sign_in(house: House, desk: Browser, prompt: str) -> None:
    answer = house.run(desk.authorize(Asked(), prompt=prompt))
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/oauth/sign-in?next=")


def test_a_sign_in_longer_ago_than_max_age_is_not_enough(house: House) -> None:
    async def go() -> None:
        browser, key = await somebody(house)
        await house.sql("update session set created_at = now() - interval '1 hour' where user_id = $1", key)
        asked = Asked()
        assert set(parameters(await browser.authorize(asked, max_age="4000"), STAFF_REDIRECT)) > {"code"}
        sent_back(house, await browser.authorize(asked, max_age="3000", prompt="none"), "login_required", asked)
        for max_age in ("3000", "0"):
            answer = await browser.authorize(asked, max_age=max_age)
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/oauth/sign-in")
        # Once signed in again it is enough, even for 0.
        then = str(parse_qs(urlsplit(answer.headers["location"]).query)["next"][0])
        email = (await house.sql("select email from user_account where id = $1", key))[0]["email"]
        assert (await browser.sign_in(email, then=then)).headers["location"] == then
        assert set(parameters(await browser.http.get(then), STAFF_REDIRECT)) == {"code", "state", "iss"}

    house.run(go())


def test_a_sign_in_of_subscribers_opens_no_application_of_staff(house: House) -> None:
    async def go() -> None:
        browser = Browser(house)
        await browser.sign_in_by_code((await house.line())["msisdn"])
        answer = await browser.authorize(Asked())
        assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/oauth/sign-in")

    house.run(go())


def test_a_sign_in_of_staff_opens_no_application_of_subscribers(house: House, desk: Browser) -> None:
    answer = house.run(desk.authorize(Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT)))
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/oauth/number")


# The authorization endpoint: where nobody but the person may be told

ELSEWHERE = {
    "another site": f"{EVIL}/callback",
    "another host under ours": "http://127.0.0.1.evil.example:5173/callback",
    "ours as the user name": "http://127.0.0.1:5173@evil.example/callback",
    "another port and path": "http://127.0.0.1:5174/other",
    "a port that is none": "http://127.0.0.1:65536/callback",
    "a port in letters": "http://127.0.0.1:a/callback",
    "a port and another host": "http://127.0.0.1:5174@evil.example/callback",
    "https for http": "https://127.0.0.1:5173/callback",
    "one more step of the path": f"{STAFF_REDIRECT}/more",
    "a way up": f"{STAFF_REDIRECT}/../callback",
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
    "two in one": f"{STAFF_REDIRECT} {EVIL}",
    "of another client": LINE_REDIRECT,
    "a script": "javascript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "quotes and tags": f'{EVIL}/"><script>alert(1)</script>',
    "a backslash": "http://127.0.0.1:5173\\@evil.example/callback",
    "Cyrillic": "http://127.0.0.1:5173/обратно",
    "NUL": f"{STAFF_REDIRECT}\0",
}


@pytest.mark.parametrize("uri", ELSEWHERE.values(), ids=ELSEWHERE)
def test_nobody_is_sent_to_an_address_that_is_not_registered(house: House, desk: Browser, uri: str) -> None:
    for changes in ({}, {"prompt": "none"}, {"response_type": "token"}, {"scope": "admin"}, {"code_challenge": None}):
        answer = house.run(desk.authorize(Asked(), redirect_uri=uri, **changes))
        error_page(answer)
        assert tags(answer.text) <= SAFE_TAGS


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "localhost"])
@pytest.mark.parametrize("registered", ["", ":5173"])
def test_a_native_application_is_sent_back_to_whichever_port_it_took(
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


def test_the_port_of_an_address_elsewhere_is_compared(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, _ = await house.register(redirect_uris=("https://desk.example:8443/back",))
        for wrong in ("https://desk.example/back", "https://desk.example:8444/back"):
            error_page(await desk.authorize(Asked(client_id=client_id), redirect_uri=wrong))

    house.run(go())


@pytest.mark.parametrize(
    "client_id", ["nobody", "", None, "OPERATOR-APP", "operator-app ", "<script>alert(1)</script>", "\0", "клиент", "'"]
)
def test_an_unknown_client_sends_nobody_anywhere(house: House, desk: Browser, client_id: str | None) -> None:
    answer = house.run(desk.authorize(Asked(), client_id=client_id))
    error_page(answer)
    assert tags(answer.text) <= SAFE_TAGS


def test_a_deactivated_client_sends_nobody_anywhere(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, key = await house.register()
        asked = Asked(client_id=client_id)
        assert (await desk.authorize(asked)).status_code == 303
        await house.as_admin("deactivateClient", f"cli_{key}")
        error_page(await desk.authorize(asked))

    house.run(go())


def test_a_client_that_may_not_use_codes_gets_none(house: House, desk: Browser) -> None:
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


# The token endpoint: codes


async def dead(house: House, tokens: dict[str, Any], client_id: str = STAFF_APP) -> None:
    """Neither the access token nor the refresh token of an answer opens anything any more."""
    assert not await house.works(tokens["access_token"])
    refused(await house.refresh(tokens["refresh_token"], client_id=client_id), 400, "invalid_grant")


async def alive(house: House, tokens: dict[str, Any]) -> None:
    assert await house.works(tokens["access_token"])
    assert (await house.refresh(tokens["refresh_token"])).status_code == 200


def test_a_code_redeemed_twice_takes_back_what_it_gave(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked = Asked()
        form = asked.redemption(await desk.code(asked))
        first, other = (await house.token(form)).json(), await desk.tokens()
        assert await house.works(first["access_token"])
        grant = decoded(first["access_token"].split(".")[1])["gid"]
        refused(await house.token(form), 400, "invalid_grant")
        # Committed, although the answer was an error.
        assert (await house.sql("select revoked_at is not null as it from oauth_grant where id = $1", grant))[0]["it"]
        await dead(house, first)
        await alive(house, other)
        refused(await house.token(form), 400, "invalid_grant")

    house.run(go())


def test_a_code_redeemed_twice_takes_back_what_was_refreshed_since(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked = Asked()
        form = asked.redemption(await desk.code(asked))
        first = (await house.token(form)).json()
        second = (await house.refresh(first["refresh_token"])).json()
        assert await house.works(second["access_token"])
        refused(await house.token({**form, "code_verifier": secrets.token_urlsafe(40)}), 400, "invalid_grant")
        await dead(house, second)

    house.run(go())


def test_of_five_redemptions_at_once_one_gets_tokens_and_they_are_taken_back(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked = Asked()
        form = asked.redemption(await desk.code(asked))
        answers = await asyncio.gather(*(house.token(form) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400, 400]
        assert {answer.json()["error"] for answer in answers if answer.status_code == 400} == {"invalid_grant"}
        await dead(house, next(answer.json() for answer in answers if answer.status_code == 200))

    house.run(go())


def test_of_five_redemptions_in_two_processes_one_gets_tokens(house: House, desk: Browser, settings: Settings) -> None:
    other = create_app(settings, house.url)

    async def go() -> None:
        asked = Asked()
        form = asked.redemption(await desk.code(asked))
        transport = httpx.ASGITransport(app=other)
        async with httpx.AsyncClient(transport=transport, base_url=settings.issuer) as http:
            sides = [http, house.http, http, house.http, http]
            answers = await asyncio.gather(*(side.post("/oauth/token", data=form) for side in sides))
        assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400, 400]

    try:
        house.run(go())
    finally:
        house.run(other.state.database.close())


def verifiers(asked: Asked) -> dict[str, tuple[str, str | None]]:
    return {
        "another": ("invalid_grant", secrets.token_urlsafe(40)),
        "the challenge itself": ("invalid_grant", challenge(asked.verifier)),
        "one letter more": ("invalid_grant", f"{asked.verifier}a"),
        "none": ("invalid_request", None),
        "empty": ("invalid_request", ""),
        "too short": ("invalid_request", asked.verifier[:42]),
        "too long": ("invalid_request", "a" * 129),
        "Cyrillic": ("invalid_request", "я" * 50),
        "a line end after it": ("invalid_grant", f"{asked.verifier}\n"),
    }


@pytest.mark.parametrize("which", verifiers(Asked()))
def test_a_code_needs_its_verifier_and_a_wrong_one_spoils_nothing(house: House, desk: Browser, which: str) -> None:
    async def go() -> None:
        asked = Asked()
        code = await desk.code(asked)
        error, verifier = verifiers(asked)[which]
        refused(await house.token(asked.redemption(code, code_verifier=verifier)), 400, error)
        assert (await house.token(asked.redemption(code))).status_code == 200

    house.run(go())


@pytest.mark.parametrize(
    "uri", ["http://localhost:5173/callback", f"{STAFF_REDIRECT}/", f"{STAFF_REDIRECT}?a=1", EVIL, "", None]
)
def test_a_code_needs_the_address_it_was_sent_to(house: House, desk: Browser, uri: str | None) -> None:
    async def go() -> None:
        asked = Asked()
        code = await desk.code(asked)
        refused(await house.token(asked.redemption(code, redirect_uri=uri)), 400, "invalid_grant")
        assert (await house.token(asked.redemption(code))).status_code == 200

    house.run(go())


def test_an_address_that_was_not_asked_with_need_not_be_redeemed_with(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, _ = await house.register()
        asked = Asked(client_id=client_id)
        for given in (None, STAFF_REDIRECT):
            code = parameters(await desk.authorize(asked, redirect_uri=None), STAFF_REDIRECT)["code"]
            refused(await house.token(asked.redemption(code, redirect_uri=EVIL)), 400, "invalid_grant")
            answer = await house.token(asked.redemption(code, redirect_uri=given))
            assert answer.status_code == 200, answer.text

    house.run(go())


@pytest.mark.parametrize("code", ["", "x", "\u00ff", "tXcBl21J9mnCq_oXI6Xhmma6iK6EyS4HRyBzlnD3z1E", "a" * 20_000])
def test_a_code_that_was_never_given_is_refused(house: House, code: str) -> None:
    refused(house.run(house.token(Asked().redemption(code))), 400, "invalid_grant")


def test_no_code_at_all_is_refused(house: House) -> None:
    form = Asked().redemption("")
    del form["code"]
    refused(house.run(house.token(form)), 400, "invalid_request")


def test_an_expired_code_is_refused(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked = Asked()
        code = await desk.code(asked)
        left = await house.sql("select max(expires_at) - now() as it from authorization_code where grant_id is null")
        assert 50 < left[0]["it"].total_seconds() <= 60
        await house.sql("update authorization_code set expires_at = now() where grant_id is null")
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")

    house.run(go())


def test_another_clients_code_is_refused_and_stays_good_for_its_own(house: House, desk: Browser) -> None:
    async def go() -> None:
        thief, _ = await house.register()
        asked = Asked()
        code = await desk.code(asked)
        refused(await house.token(asked.redemption(code, client_id=thief)), 400, "invalid_grant")
        assert (await house.token(asked.redemption(code))).status_code == 200

    house.run(go())


def test_another_clients_used_code_is_refused_and_ends_nothing(house: House, desk: Browser) -> None:
    async def go() -> None:
        thief, _ = await house.register()
        asked = Asked()
        code = await desk.code(asked)
        tokens = (await house.token(asked.redemption(code))).json()
        refused(await house.token(asked.redemption(code, client_id=thief)), 400, "invalid_grant")
        await alive(house, tokens)

    house.run(go())


def test_a_confidential_clients_code_needs_the_secret(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, _ = await house.register(secret="the secret of this one")
        asked = Asked(client_id=client_id)
        code = await desk.code(asked)
        form = asked.redemption(code)
        refused(await house.token(form), 401, "invalid_client")
        refused(await house.token({**form, "client_secret": "another"}), 401, "invalid_client")
        other = basic("demo-service", SERVICE_SECRET)
        refused(await house.token(form, authorization=other), 400, "invalid_request")
        good = basic(client_id, "the secret of this one")
        without = {name: value for name, value in form.items() if name != "code_verifier"}
        refused(await house.token(without, authorization=good), 400, "invalid_request")
        assert (await house.token(form, authorization=good)).status_code == 200

    house.run(go())


# The token endpoint: refresh tokens


def test_another_clients_refresh_token_is_refused_and_stays_good_for_its_own(house: House, desk: Browser) -> None:
    async def go() -> None:
        thief, _ = await house.register()
        tokens = await desk.tokens()
        refused(await house.refresh(tokens["refresh_token"], client_id=thief), 400, "invalid_grant")
        refused(await house.refresh(tokens["refresh_token"], client_id="crm-cli"), 400, "invalid_grant")
        await alive(house, tokens)

    house.run(go())


def test_a_refresh_cannot_widen_the_scope(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked = Asked(scope="offline_access read")
        token = (await desk.tokens(asked))["refresh_token"]
        for wider in ("offline_access read write", "write", "openid", "read root"):
            refused(await house.refresh(token, scope=wider), 400, "invalid_scope")
        narrow = await house.refresh(token, scope="read")
        assert (narrow.status_code, narrow.json()["scope"]) == (200, "read")
        refused(await house.refresh(narrow.json()["refresh_token"], scope="write"), 400, "invalid_scope")

    house.run(go())


def test_a_narrowed_token_may_not_do_what_the_wide_one_may(house: House, desk: Browser) -> None:
    async def go() -> None:
        tokens = await desk.tokens()
        narrow = (await house.refresh(tokens["refresh_token"], scope="read")).json()["access_token"]
        mutation = 'mutation { suspendContract(input: {id: "con_x"}) { errors { code } } }'
        wide = (await house.graphql(tokens["access_token"], mutation)).json()
        assert wide == {"data": {"suspendContract": {"errors": [{"code": "NOT_FOUND"}]}}}
        answer = (await house.graphql(narrow, mutation)).json()
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]

    house.run(go())


def test_an_expired_refresh_token_is_refused(house: House) -> None:
    async def go() -> None:
        tokens = await (await house.staff()).tokens()
        grant = decoded(tokens["access_token"].split(".")[1])["gid"]
        await house.sql("update refresh_token set expires_at = now() where grant_id = $1", grant)
        refused(await house.refresh(tokens["refresh_token"]), 400, "invalid_grant")

    house.run(go())


def test_an_access_token_refreshes_nothing(house: House, desk: Browser) -> None:
    tokens = house.run(desk.tokens())
    refused(house.run(house.refresh(tokens["access_token"])), 400, "invalid_grant")


# The token endpoint: who asks, and how

SECRETS: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "no credentials": (CREDENTIALS, {}),
    "a client without its secret": ({**CREDENTIALS, "client_id": "demo-service"}, {}),
    "an empty secret": ({**CREDENTIALS, "client_id": "demo-service", "client_secret": ""}, {}),
    "a wrong secret": ({**CREDENTIALS, "client_id": "demo-service", "client_secret": "wrong"}, {}),
    "a wrong secret, Basic": (CREDENTIALS, {"authorization": basic("demo-service", "wrong")}),
    "an empty secret, Basic": (CREDENTIALS, {"authorization": basic("demo-service", "")}),
    "an unknown client": ({**CREDENTIALS, "client_id": "nobody", "client_secret": SERVICE_SECRET}, {}),
    "an unknown client, Basic": (CREDENTIALS, {"authorization": basic("nobody", SERVICE_SECRET)}),
    "a client with NUL, Basic": (CREDENTIALS, {"authorization": basic("demo\0", SERVICE_SECRET)}),
    "Basic that is no base64": (CREDENTIALS, {"authorization": "Basic ***"}),
    "Basic without a colon": (CREDENTIALS, {"authorization": "Basic ZGVtbw=="}),
    "Bearer instead of Basic": (CREDENTIALS, {"authorization": f"Bearer {SERVICE_SECRET}"}),
    "a public client": ({**CREDENTIALS, "client_id": STAFF_APP}, {}),
    "a public client with a secret": ({**CREDENTIALS, "client_id": STAFF_APP, "client_secret": SERVICE_SECRET}, {}),
    "a public client, Basic": (CREDENTIALS, {"authorization": basic(STAFF_APP, "")}),
}


@pytest.mark.parametrize(("form", "headers"), SECRETS.values(), ids=SECRETS)
def test_client_credentials_need_a_client_and_its_secret(
    house: House, form: dict[str, str], headers: dict[str, str]
) -> None:
    answer = house.run(house.http.post("/oauth/token", data=form, headers=headers))
    assert answer.json()["error"] == "invalid_client"
    refused(answer, answer.status_code, "invalid_client")
    assert answer.status_code == 401 or "authorization" not in headers


@pytest.mark.parametrize("secret_in", ["header", "form"])
def test_client_credentials_give_an_access_token_alone(house: House, secret_in: str) -> None:
    more = {"client_id": "demo-service", "client_secret": SERVICE_SECRET} if secret_in == "form" else {}
    headers = SERVICE if secret_in == "header" else {}
    answer = house.run(house.http.post("/oauth/token", data={**CREDENTIALS, **more}, headers=headers))
    assert answer.status_code == 200
    assert set(answer.json()) == {"access_token", "token_type", "expires_in", "scope"}


@pytest.mark.parametrize(
    ("form", "headers"),
    [
        ({**CREDENTIALS, "client_id": "demo-service", "client_secret": "wrong"}, SERVICE),
        ({**CREDENTIALS, "client_id": "demo-service", "client_secret": SERVICE_SECRET}, SERVICE),
        ({**CREDENTIALS, "client_id": STAFF_APP}, SERVICE),
    ],
    ids=["two secrets", "one secret twice", "two clients"],
)
def test_a_client_that_proves_itself_in_two_ways_is_refused(
    house: House, form: dict[str, str], headers: dict[str, str]
) -> None:
    refused(house.run(house.token(form, **headers)), 400, "invalid_request")


def test_a_secret_in_the_query_string_is_not_looked_at(house: House) -> None:
    whole = {**CREDENTIALS, "client_id": "demo-service", "client_secret": SERVICE_SECRET}
    empty = {"content": b"", "headers": {"content-type": "application/x-www-form-urlencoded"}}
    refused(house.run(house.http.post("/oauth/token", params=whole, **empty)), 400, "unsupported_grant_type")
    answer = house.run(house.http.post("/oauth/token", params=whole, data=CREDENTIALS))
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize("scope", ["admin", "read admin", "openid", "offline_access"])
def test_client_credentials_give_no_scope_beyond_the_clients_own(house: House, scope: str) -> None:
    refused(house.run(house.token({**CREDENTIALS, "scope": scope}, **SERVICE)), 400, "invalid_scope")


def test_a_client_may_use_its_own_grant_types_alone(house: House, desk: Browser) -> None:
    asked = Asked()
    code = house.run(desk.code(asked))
    refused(house.run(house.token(asked.redemption(code, client_id="crm-cli"))), 400, "unauthorized_client")
    password = {"grant_type": "password", "client_id": STAFF_APP, "username": "operator@demo.example"}
    refused(house.run(house.token({**password, "password": "x"})), 400, "unsupported_grant_type")
    refused(house.run(house.token({"grant_type": 'a"я', "client_id": STAFF_APP})), 400, "unsupported_grant_type")


@pytest.mark.parametrize("name", ["grant_type", "code", "redirect_uri", "client_id", "code_verifier"])
def test_a_repeated_field_of_a_redemption_is_refused(house: House, desk: Browser, name: str) -> None:
    async def go() -> None:
        asked = Asked()
        form = asked.redemption(await desk.code(asked))
        refused(await house.http.post("/oauth/token", **twice(form, name)), 400, "invalid_request")
        assert (await house.token(form)).status_code == 200

    house.run(go())


@pytest.mark.parametrize("name", ["scope", "client_id", "refresh_token", 'a"b', "имя", "a\\b"])
def test_a_repeated_field_is_refused_whatever_it_is_called(house: House, desk: Browser, name: str) -> None:
    async def go() -> None:
        token = (await desk.tokens())["refresh_token"]
        form = {"grant_type": "refresh_token", "client_id": STAFF_APP, "refresh_token": token, "scope": "read"}
        answer = await house.http.post("/oauth/token", **twice({**form, name: form.get(name, "x")}, name))
        refused(answer, 400, "invalid_request")
        assert (await house.refresh(token)).status_code == 200

    house.run(go())


ENDPOINTS = ["/oauth/token", "/oauth/revoke", "/oauth/introspect", "/oauth/device_authorization"]


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_programs_post(house: House, path: str, method: str) -> None:
    answer = house.run(house.http.request(method, path, params={**CREDENTIALS, "token": "x"}, headers=SERVICE))
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_programs_post_forms(house: House, path: str, kind: str) -> None:
    body = urlencode({**CREDENTIALS, "token": "x"})
    answer = house.run(house.http.post(path, content=body, headers={"content-type": kind, **SERVICE}))
    refused(answer, 415, "invalid_request")


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (413, b"a=" + b"x" * 40_000),
        (400, b"&".join(b"a%d=1" % n for n in range(60))),
        (400, b"grant_type=%ff"),
        (400, b"grant_type=%00"),
        (400, b"grant_type=\xff"),
    ],
    ids=["too large", "too many fields", "no UTF-8", "NUL", "no ASCII"],
)
def test_a_form_that_is_none_is_refused(house: House, status: int, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", **SERVICE}
    refused(house.run(house.http.post("/oauth/token", content=body, headers=headers)), status, "invalid_request")


# Introspection and revocation


def test_introspection_is_for_clients_with_a_secret(house: House, desk: Browser) -> None:
    async def go() -> None:
        tokens = await desk.tokens()
        form = {"token": tokens["access_token"]}
        for who in ({"client_id": STAFF_APP}, {"client_id": "demo-service"}, {}):
            refused(await house.http.post("/oauth/introspect", data={**form, **who}), 401, "invalid_client")
        good = await house.http.post("/oauth/introspect", data=form, headers=SERVICE)
        assert (good.status_code, good.json()["active"]) == (200, True)
        refused(await house.http.post("/oauth/introspect", data={"a": "b"}, headers=SERVICE), 400, "invalid_request")

    house.run(go())


def test_introspection_says_nothing_about_other_clients_refresh_tokens_nor_dead_ones(
    house: House, desk: Browser
) -> None:
    async def go() -> None:
        tokens = await desk.tokens()
        answer = await house.http.post("/oauth/introspect", data={"token": tokens["refresh_token"]}, headers=SERVICE)
        assert answer.json() == {"active": False}
        form = {"token": tokens["refresh_token"], "client_id": STAFF_APP}
        assert (await house.http.post("/oauth/revoke", data=form)).status_code == 200
        await house.auth.revocations.catch_up()
        answer = await house.http.post("/oauth/introspect", data={"token": tokens["access_token"]}, headers=SERVICE)
        assert answer.json() == {"active": False}

    house.run(go())


def test_nobody_revokes_another_clients_tokens(house: House, desk: Browser) -> None:
    async def go() -> None:
        thief, _ = await house.register()
        tokens = await desk.tokens()
        for token in (tokens["access_token"], tokens["refresh_token"]):
            for form, headers in (({"client_id": thief}, {}), ({}, SERVICE)):
                answer = await house.http.post("/oauth/revoke", data={**form, "token": token}, headers=headers)
                refused(answer, 400, "invalid_grant")
        refused(await house.http.post("/oauth/revoke", data={"token": tokens["access_token"]}), 401, "invalid_client")
        await alive(house, tokens)

    house.run(go())


def test_revoking_what_is_no_token_is_no_error(house: House) -> None:
    answer = house.run(house.http.post("/oauth/revoke", data={"token": "x", "client_id": STAFF_APP}))
    assert (answer.status_code, answer.json()) == (200, {})


# What ends between a code and its redemption


async def somebody(house: House) -> tuple[Browser, Any]:
    email, key = await house.hire()
    browser = Browser(house)
    await browser.sign_in(email)
    return browser, key


def test_a_user_deactivated_after_the_code_gets_no_tokens(house: House) -> None:
    async def go() -> None:
        browser, key = await somebody(house)
        asked = Asked()
        code = await browser.code(asked)
        await house.as_admin("deactivateUser", f"usr_{key}")
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")
        assert (await browser.authorize(asked)).headers["location"].startswith("/oauth/sign-in?")

    house.run(go())


def test_a_user_deactivated_by_the_database_alone_gets_no_tokens(house: House) -> None:
    async def go() -> None:
        browser, key = await somebody(house)
        asked, refresh_token = Asked(), (await browser.tokens())["refresh_token"]
        code = await browser.code(asked)
        await house.sql("update user_account set status = 'DEACTIVATED' where id = $1", key)
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")
        refused(await house.refresh(refresh_token), 400, "invalid_grant")

    house.run(go())


def test_a_user_deactivated_while_a_code_is_redeemed_keeps_nothing(house: House) -> None:
    async def round_of() -> None:
        browser, key = await somebody(house)
        asked = Asked()
        code = await browser.code(asked)
        answer, _ = await asyncio.gather(
            house.token(asked.redemption(code)), house.as_admin("deactivateUser", f"usr_{key}")
        )
        if answer.status_code == 200:
            await dead(house, answer.json())
        else:
            refused(answer, 400, "invalid_grant")

    async def go() -> None:
        for _ in range(4):
            await round_of()

    house.run(go())


def test_a_role_taken_away_while_a_code_is_redeemed_does_not_live_on(house: House) -> None:
    """Whoever is first, no token says the old role and outlives the change."""

    async def go() -> None:
        browser, key = await somebody(house)
        asked = Asked()
        code = await browser.code(asked)
        admin = await connect(house.url)
        try:
            change = admin.transaction()
            await change.start()
            await admin.execute("select from user_account where id = $1 for update", key)
            await admin.execute("update user_account set role = 'ANALYST' where id = $1", key)
            await admin.execute("insert into revocation (subject) values ($1)", f"user:{key}")
            # The token's time is in whole seconds: it is made in a later one than the revocation.
            await asyncio.sleep(1 - time.time() % 1 + 0.02)
            redemption = asyncio.create_task(house.token(asked.redemption(code)))
            await asyncio.wait([redemption], timeout=0.2)
            await change.commit()
        finally:
            await admin.close()
        tokens = (await redemption).json()
        await house.auth.revocations.catch_up()
        answer = await house.graphql(tokens["access_token"], "{ viewer { role } }")
        assert answer.status_code == 401 or answer.json() == {"data": {"viewer": {"role": "ANALYST"}}}, answer.text

    house.run(go())


def test_a_client_deactivated_after_the_code_gets_no_tokens(house: House, desk: Browser) -> None:
    async def go() -> None:
        client_id, key = await house.register()
        asked = Asked(client_id=client_id)
        refresh_token = (await desk.tokens(asked))["refresh_token"]
        code = await desk.code(asked)
        await house.as_admin("deactivateClient", f"cli_{key}")
        refused(await house.token(asked.redemption(code)), 400, "invalid_client")
        refused(await house.refresh(refresh_token, client_id=client_id), 400, "invalid_client")

    house.run(go())


def test_signing_out_after_the_code_leaves_no_tokens(house: House) -> None:
    async def go() -> None:
        browser, _ = await somebody(house)
        tokens = await browser.tokens()
        asked = Asked()
        code = await browser.code(asked)
        await browser.http.get("/oauth/logout", params={"id_token_hint": tokens["id_token"]})
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")
        await dead(house, tokens)

    house.run(go())


def test_a_number_that_moves_after_the_code_leaves_no_tokens(house: House) -> None:
    async def go() -> None:
        line, browser = await house.line(), Browser(house)
        await browser.sign_in_by_code(line["msisdn"])
        asked = Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT)
        code = await browser.code(asked)
        await house.sql("update contract set status = 'CLOSED', closed_at = now() where id = $1", line["id"])
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")
        assert (await browser.authorize(asked)).headers["location"].startswith("/oauth/number?")

    house.run(go())


# Pages

SCRIPT = "<script>alert(1)</script>"
INJECTED = {
    "client_id": {"client_id": SCRIPT},
    "redirect_uri": {"redirect_uri": f"{EVIL}/{SCRIPT}"},
    "redirect_uri with an apostrophe": {"redirect_uri": f"{EVIL}/'{SCRIPT}"},
    "error_description": {"error": "x", "error_description": SCRIPT, "client_id": "nobody"},
    "a name": {SCRIPT: SCRIPT, f"'\"{SCRIPT}": "x", "client_id": "nobody"},
}


@pytest.mark.parametrize("injected", INJECTED.values(), ids=INJECTED)
def test_an_error_page_shows_what_was_sent_as_text(house: House, desk: Browser, injected: dict[str, str]) -> None:
    answer = house.run(desk.http.get("/oauth/authorize", params={**Asked().parameters(), **injected}))
    error_page(answer)
    assert SCRIPT not in answer.text
    assert tags(answer.text) <= SAFE_TAGS
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("page", ["/oauth/sign-in", "/oauth/number", "/oauth/device", "/oauth/invitation"])
def test_a_page_shows_what_was_sent_as_text(house: House, page: str) -> None:
    given = {"next": f'/oauth/"{SCRIPT}', "user_code": SCRIPT, "token": SCRIPT, "error_description": SCRIPT}
    answer = house.run(Browser(house).http.get(page, params=given, follow_redirects=True))
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert SCRIPT not in answer.text
    assert tags(answer.text) <= SAFE_TAGS


def test_what_was_typed_comes_back_as_text(house: House) -> None:
    async def go() -> httpx.Response:
        browser = Browser(house)
        page = await browser.http.get("/oauth/sign-in")
        return await browser.submit(page, email=f'"{SCRIPT}', password="x", next=f'/oauth/"{SCRIPT}')

    answer = house.run(go())
    assert answer.status_code == 401
    assert SCRIPT not in answer.text
    assert tags(answer.text) <= SAFE_TAGS


AWAY = {
    "another site": EVIL,
    "without a scheme": "//evil.example",
    "three slashes": "///evil.example",
    "a backslash": "/\\evil.example",
    "a backslash after ours": "/oauth/\\evil.example",
    "ours as the user name": "http://127.0.0.1:8000@evil.example/oauth/",
    "a script": "javascript:alert(1)",
    "a space first": " //evil.example",
    "a tab first": "\t//evil.example",
    "ours without the slash": "/oauth.evil.example",
    "another page of this server": "/graphql",
    "an address that is none": "//[evil",
    "nothing": "",
}


@pytest.mark.parametrize("wanted", AWAY.values(), ids=AWAY)
@pytest.mark.parametrize("page", ["/oauth/sign-in", "/oauth/number"])
def test_a_page_leads_to_no_other_site(house: House, page: str, wanted: str) -> None:
    answer = house.run(Browser(house).http.get(page, params={"next": wanted}))
    assert forms(answer.text)[0].fields["next"] == "/oauth/account"


@pytest.mark.parametrize("wanted", [EVIL, "//evil.example", "/oauth/\\evil.example", "//[evil"])
def test_a_sign_in_leads_to_no_other_site(house: House, wanted: str) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        browser = Browser(house)
        page = forms((await browser.http.get("/oauth/sign-in", params={"next": wanted})).text)[0]
        filled = {**page.fields, "email": email, "password": PASSWORD, "next": wanted}
        answer = await browser.http.post(f"{page.action}?{urlencode({'next': wanted})}", data=filled)
        assert (answer.status_code, answer.headers["location"]) == (303, "/oauth/account")

    house.run(go())


def test_a_sign_in_goes_on_to_a_page_of_ours(house: House) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        then = f"/oauth/authorize?{urlencode(Asked().parameters())}"
        assert (await Browser(house).sign_in(email, then=then)).headers["location"] == then

    house.run(go())


UNREGISTERED = [EVIL, "http://127.0.0.1:5173", "http://127.0.0.1:5173/?a=1", STAFF_REDIRECT, "//evil.example", "\0"]


@pytest.mark.parametrize("uri", UNREGISTERED)
def test_signing_out_leads_to_no_address_that_is_not_registered(house: House, uri: str) -> None:
    async def go() -> None:
        browser, _ = await somebody(house)
        hint = (await browser.tokens())["id_token"]
        for given in (
            {"client_id": STAFF_APP},
            {"id_token_hint": hint},
            {"client_id": STAFF_APP, "id_token_hint": hint},
        ):
            answer = await browser.http.get("/oauth/logout", params={**given, "post_logout_redirect_uri": uri})
            assert answer.status_code in {200, 400}
            assert "location" not in answer.headers
            assert "evil.example" not in answer.headers["content-security-policy"]

    house.run(go())


def test_signing_out_leads_to_a_registered_address_with_the_state(house: House) -> None:
    async def go() -> None:
        browser, _ = await somebody(house)
        given = {
            "id_token_hint": (await browser.tokens())["id_token"],
            "post_logout_redirect_uri": "http://127.0.0.1:5173/",
            "state": "a b",
        }
        answer = await browser.http.get("/oauth/logout", params=given)
        assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:5173/?state=a+b")
        given["post_logout_redirect_uri"] = "http://127.0.0.1:51004/"
        answer = await browser.http.get("/oauth/logout", params=given)
        assert (answer.status_code, answer.headers["location"]) == (303, "http://127.0.0.1:51004/?state=a+b")

    house.run(go())


def test_a_link_of_another_site_signs_nobody_out(house: House) -> None:
    async def go() -> None:
        browser, _ = await somebody(house)
        tokens = await browser.tokens()
        page = await browser.http.get("/oauth/logout", params={"client_id": STAFF_APP})
        assert page.status_code == 200
        assert (await browser.http.post("/oauth/logout", data={"client_id": STAFF_APP})).status_code == 200
        error_page(await browser.http.post("/oauth/logout", data={"form_token": "x"}), 403)
        assert await house.works(tokens["access_token"])
        assert (
            (await browser.authorize(Asked(), prompt="none")).headers["location"].startswith(STAFF_REDIRECT + "?code=")
        )
        assert (await browser.submit(page)).status_code == 200
        assert not await house.works(tokens["access_token"])

    house.run(go())


def test_a_form_of_another_browser_or_site_signs_nobody_in(house: House) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        browser, other = Browser(house), Browser(house)
        page = forms((await browser.http.get("/oauth/sign-in")).text)[0]
        await other.http.get("/oauth/sign-in")
        filled = {**page.fields, "email": email, "password": PASSWORD}
        bad = [
            await other.http.post(page.action, data=filled),
            await browser.http.post(page.action, data={**filled, "form_token": ""}),
            await browser.http.post(page.action, data={**filled, "form_token": "я"}),
            await browser.http.post(page.action, data=filled, headers={"origin": EVIL}),
            await browser.http.post(page.action, data=filled, headers={"origin": "null"}),
            await browser.http.post(page.action, data=filled, headers={"origin": "http://[evil"}),
        ]
        for answer in bad:
            error_page(answer, 403)
            assert "crm_session" not in answer.headers.get("set-cookie", "")
        assert (await browser.http.post(page.action, data=filled)).status_code == 303

    house.run(go())


@pytest.mark.parametrize(
    "path",
    [
        "/oauth/sign-in?next=//[evil",
        "/oauth/sign-in?next=/oauth/authorize%3Fclient_id%3D%2500",
        "/oauth/number?next=/oauth/authorize%3Fclient_id%3D%2500",
        "/oauth/logout?client_id=%00",
        "/oauth/logout?client_id=%00&post_logout_redirect_uri=%00",
        "/oauth/device?user_code=%00",
        "/oauth/invitation?token=%00",
        "/oauth/authorize?client_id=%00",
        "/oauth/authorize?client_id=%ff%fe&redirect_uri=%ff",
        "/oauth/authorize?lang=%00&ui_locales=%00&next=//[",
    ],
)
def test_a_mangled_address_is_answered_with_a_page(house: House, path: str) -> None:
    answer = house.run(Browser(house).http.get(path, follow_redirects=True))
    assert answer.status_code in {200, 400, 404}
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
