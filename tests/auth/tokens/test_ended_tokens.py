"""Expired and revoked access tokens are refused in every process."""

import time
from types import SimpleNamespace

import httpx
import pytest

from backend.app import create_app
from backend.settings import Settings
from tests.auth.flows import LINE_APP, LINE_REDIRECT, STAFF_APP, Asked, Browser, House
from tests.auth.tokens.forge import INVALID, LINES, READ, Forge, accepted, ask, catch_up, decoded, refused, two_tokens

pytestmark = pytest.mark.database


def test_a_token_that_was_accepted_is_refused_once_it_has_expired(
    house: House, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = forge.token({"exp": time.time() + 600})
    accepted(house, token)
    monkeypatch.setattr("backend.auth.tokens.time", SimpleNamespace(time=lambda: time.time() + 600))
    refused(house, f"Bearer {token}")
    refused(house, f"Bearer {token}")


def test_a_revoked_token_is_refused_and_another_of_the_same_family_is_not(house: House) -> None:
    async def go() -> tuple[str, str]:
        first, second = await two_tokens(await house.staff())
        assert await house.works(first["access_token"])
        said = await house.http.post("/oauth/revoke", data={"token": first["access_token"], "client_id": STAFF_APP})
        assert (said.status_code, said.json()) == (200, {})
        return first["access_token"], second

    revoked, sibling = house.run(go())
    catch_up(house)
    refused(house, f"Bearer {revoked}")
    accepted(house, sibling)


def test_revoking_a_grant_ends_its_tokens_and_those_of_no_other_grant(house: House) -> None:
    async def go() -> tuple[list[str], str]:
        browser = await house.staff()
        first, second = await two_tokens(browser)
        other = await browser.tokens()
        assert await house.works(first["access_token"])
        form = {"token": first["refresh_token"], "client_id": STAFF_APP}
        assert (await house.http.post("/oauth/revoke", data=form)).status_code == 200
        return [first["access_token"], second], other["access_token"]

    revoked, other = house.run(go())
    catch_up(house)
    for token in revoked:
        refused(house, f"Bearer {token}")
    accepted(house, other)


def test_signing_out_ends_every_token_of_the_session(house: House) -> None:
    async def go() -> tuple[list[str], str]:
        email, _ = await house.hire()
        here, there = Browser(house), Browser(house)
        await here.sign_in(email)
        await there.sign_in(email)
        first, second = await two_tokens(here)
        third = await here.tokens()
        elsewhere = await there.tokens()
        assert await house.works(first["access_token"])
        await here.http.get("/oauth/logout", params={"id_token_hint": first["id_token"]})
        return [first["access_token"], second, third["access_token"]], elsewhere["access_token"]

    ended, elsewhere = house.run(go())
    catch_up(house)
    for token in ended:
        refused(house, f"Bearer {token}")
    accepted(house, elsewhere)


def test_deactivating_a_client_ends_its_tokens_and_no_others(house: House) -> None:
    async def go() -> tuple[list[str], str]:
        client_id, key = await house.register()
        browser = await house.staff()
        first, second = await two_tokens(browser, Asked(client_id=client_id))
        other = await browser.tokens()
        assert await house.works(first["access_token"])
        await house.as_admin("deactivateClient", f"cli_{key}")
        return [first["access_token"], second], other["access_token"]

    ended, other = house.run(go())
    catch_up(house)
    for token in ended:
        refused(house, f"Bearer {token}")
    accepted(house, other)


def test_deactivating_a_user_ends_all_tokens_of_the_user(house: House, forge: Forge) -> None:
    async def go() -> list[str]:
        email, key = await house.hire()
        here, there = Browser(house), Browser(house)
        await here.sign_in(email)
        await there.sign_in(email)
        first, second = await two_tokens(here)
        third = await there.tokens()
        loose = forge.token({"sub": f"user:{key}", "sid": None, "gid": None})
        tokens = [first["access_token"], second, third["access_token"], loose]
        assert [await house.works(token) for token in tokens] == [True] * 4
        await house.as_admin("deactivateUser", f"usr_{key}")
        return tokens

    ended = house.run(go())
    catch_up(house)
    for token in ended:
        refused(house, f"Bearer {token}")


def test_a_changed_role_ends_the_tokens_with_the_old_role(house: House, forge: Forge) -> None:
    async def go() -> str:
        email, key = await house.hire()
        browser = Browser(house)
        await browser.sign_in(email)
        token: str = (await browser.tokens())["access_token"]
        assert await house.works(token)
        await house.as_admin("setUserRole", f"usr_{key}", ", role: ANALYST")
        return token

    ended = house.run(go())
    catch_up(house)
    refused(house, f"Bearer {ended}")


def test_a_revoked_token_is_refused_in_another_process(house: House, settings: Settings) -> None:
    other = create_app(settings, house.url)

    async def go() -> None:
        transport = httpx.ASGITransport(app=other)
        async with httpx.AsyncClient(transport=transport, base_url=settings.issuer) as http:
            tokens = await (await house.staff()).tokens()
            headers = {"authorization": f"Bearer {tokens['access_token']}"}
            assert (await http.post("/graphql", json={"query": READ}, headers=headers)).status_code == 200
            form = {"token": tokens["access_token"], "client_id": STAFF_APP}
            assert (await house.http.post("/oauth/revoke", data=form)).status_code == 200
            await other.state.auth.revocations.catch_up()
            answer = await http.post("/graphql", json={"query": READ}, headers=headers)
            assert (answer.status_code, answer.headers["www-authenticate"]) == (401, INVALID)

    try:
        house.run(go())
    finally:
        house.run(other.state.database.close())


def test_no_request_is_answered_while_revocations_cannot_be_read(
    house: House, forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(house.auth.revocations, "_caught_up_at", time.monotonic() - 5)
    monkeypatch.setattr(house.auth.revocations, "catch_up", away)
    answer = ask(house, f"Bearer {forge.good}")
    assert (answer.status_code, set(answer.json())) == (503, {"errors"})
    assert answer.json()["errors"][0]["extensions"] == {"code": "SERVICE_UNAVAILABLE"}


# A subscriber's token after the line has ended


CLOSE = "update contract set status = 'CLOSED', closed_at = now() where id = $1"
MOVE = """
update contract set phone_number_id = (
    select p.id from phone_number p where status = 'AVAILABLE'
        and not exists (select from contract k where k.phone_number_id = p.id) order by p.msisdn limit 1
) where id = $1
"""
CHANGES = {"the contract is closed": CLOSE, "the number moves to another contract": MOVE}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_valid_token_of_a_line_sees_nothing_once(house: House, change: str) -> None:
    async def go() -> None:
        line, heir = await house.line(), await house.line()
        browser = Browser(house)
        await browser.sign_in_by_code(line["msisdn"])
        tokens = await browser.tokens(Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT))
        token = tokens["access_token"]
        assert decoded(token.split(".")[1])["role"] == "LINE"
        seen = (await house.graphql(token, LINES)).json()
        assert seen == {
            "data": {
                "contracts": {"nodes": [{"number": line["number"]}]},
                "numbers": {"nodes": [{"msisdn": line["msisdn"]}]},
            }
        }
        await house.sql(change, line["id"])
        # The number passes to another contract, which the old token must not see.
        await house.sql("update contract set phone_number_id = $2 where id = $1", heir["id"], line["phone_number_id"])
        # Also before this process has read that the token was revoked.
        answer = await house.graphql(token, LINES)
        assert answer.status_code == 200
        assert answer.json() == {"data": {"contracts": {"nodes": []}, "numbers": {"nodes": []}}}
        node = await house.graphql(token, f'{{ contract(id: "con_{line["id"]}") {{ number }} }}')
        assert node.json() == {"data": {"contract": None}}
        assert not await house.works(token)
        again = await house.refresh(tokens["refresh_token"], client_id=LINE_APP)
        assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
        person = await house.http.get("/oauth/userinfo", headers={"authorization": f"Bearer {token}"})
        assert person.status_code == 401

    house.run(go())
