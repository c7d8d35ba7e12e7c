"""The pages of the protocol escape what was sent and redirect to no other site."""

from urllib.parse import urlencode

import httpx
import pytest

from tests.auth.flows import (
    PASSWORD,
    STAFF_APP,
    STAFF_REDIRECT,
    Asked,
    Browser,
    House,
    forms,
    tags,
)
from tests.auth.protocol.refusals import EVIL, SAFE_TAGS, error_page, signed_in

pytestmark = pytest.mark.database


SCRIPT = "<script>alert(1)</script>"
INJECTED = {
    "client_id": {"client_id": SCRIPT},
    "redirect_uri": {"redirect_uri": f"{EVIL}/{SCRIPT}"},
    "redirect_uri with an apostrophe": {"redirect_uri": f"{EVIL}/'{SCRIPT}"},
    "error_description": {"error": "x", "error_description": SCRIPT, "client_id": "nobody"},
    "a name": {SCRIPT: SCRIPT, f"'\"{SCRIPT}": "x", "client_id": "nobody"},
}


@pytest.mark.parametrize("injected", INJECTED.values(), ids=INJECTED)
def test_an_error_page_escapes_its_parameters(house: House, desk: Browser, injected: dict[str, str]) -> None:
    answer = house.run(desk.http.get("/oauth/authorize", params={**Asked().parameters(), **injected}))
    error_page(answer)
    assert SCRIPT not in answer.text
    assert tags(answer.text) <= SAFE_TAGS
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("page", ["/oauth/sign-in", "/oauth/number", "/oauth/device", "/oauth/invitation"])
def test_a_page_escapes_its_parameters(house: House, page: str) -> None:
    given = {"next": f'/oauth/"{SCRIPT}', "user_code": SCRIPT, "token": SCRIPT, "error_description": SCRIPT}
    answer = house.run(Browser(house).http.get(page, params=given, follow_redirects=True))
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert SCRIPT not in answer.text
    assert tags(answer.text) <= SAFE_TAGS


def test_a_page_escapes_the_input_it_shows_again(house: House) -> None:
    async def go() -> httpx.Response:
        browser = Browser(house)
        page = await browser.http.get("/oauth/sign-in")
        return await browser.submit(page, email=f'"{SCRIPT}', password="x", next=f'/oauth/"{SCRIPT}')

    answer = house.run(go())
    assert answer.status_code == 401
    assert SCRIPT not in answer.text
    assert tags(answer.text) <= SAFE_TAGS


OTHER_SITES = {
    "another site": EVIL,
    "without a scheme": "//evil.example",
    "three slashes": "///evil.example",
    "a backslash": "/\\evil.example",
    "a backslash after the path of this server": "/oauth/\\evil.example",
    "the host of this server as the user name": "http://127.0.0.1:8000@evil.example/oauth/",
    "a script": "javascript:alert(1)",
    "a space first": " //evil.example",
    "a tab first": "\t//evil.example",
    "the path of this server without its slash": "/oauth.evil.example",
    "another page of this server": "/graphql",
    "an invalid address": "//[evil",
    "nothing": "",
}


@pytest.mark.parametrize("wanted", OTHER_SITES.values(), ids=OTHER_SITES)
@pytest.mark.parametrize("page", ["/oauth/sign-in", "/oauth/number"])
def test_a_page_keeps_no_address_of_another_site(house: House, page: str, wanted: str) -> None:
    answer = house.run(Browser(house).http.get(page, params={"next": wanted}))
    assert forms(answer.text)[0].fields["next"] == "/oauth/account"


@pytest.mark.parametrize("wanted", [EVIL, "//evil.example", "/oauth/\\evil.example", "//[evil"])
def test_a_sign_in_redirects_to_no_other_site(house: House, wanted: str) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        browser = Browser(house)
        page = forms((await browser.http.get("/oauth/sign-in", params={"next": wanted})).text)[0]
        filled = {**page.fields, "email": email, "password": PASSWORD, "next": wanted}
        answer = await browser.http.post(f"{page.action}?{urlencode({'next': wanted})}", data=filled)
        assert (answer.status_code, answer.headers["location"]) == (303, "/oauth/account")

    house.run(go())


def test_a_sign_in_redirects_to_a_page_of_this_server(house: House) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        then = f"/oauth/authorize?{urlencode(Asked().parameters())}"
        assert (await Browser(house).sign_in(email, then=then)).headers["location"] == then

    house.run(go())


UNREGISTERED = [EVIL, "http://127.0.0.1:5173", "http://127.0.0.1:5173/?a=1", STAFF_REDIRECT, "//evil.example", "\0"]


@pytest.mark.parametrize("uri", UNREGISTERED)
def test_a_sign_out_redirects_to_no_unregistered_address(house: House, uri: str) -> None:
    async def go() -> None:
        browser, _ = await signed_in(house)
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


def test_a_sign_out_redirects_to_a_registered_address_with_the_state(house: House) -> None:
    async def go() -> None:
        browser, _ = await signed_in(house)
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


def test_a_link_on_another_site_signs_nobody_out(house: House) -> None:
    async def go() -> None:
        browser, _ = await signed_in(house)
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


def test_a_form_from_another_browser_or_site_signs_nobody_in(house: House) -> None:
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
def test_a_malformed_address_is_answered_with_a_page(house: House, path: str) -> None:
    answer = house.run(Browser(house).http.get(path, follow_redirects=True))
    assert answer.status_code in {200, 400, 404}
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
