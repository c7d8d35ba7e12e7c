"""Redeeming codes and refresh tokens at the token endpoint: once, by their own client, with verifier and address."""

import asyncio
import secrets
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from backend.app import create_app
from backend.demo.access import SERVICE_SECRET
from backend.settings import Settings
from tests.auth.flows import (
    STAFF_REDIRECT,
    Asked,
    Browser,
    House,
    basic,
    challenge,
    parameters,
)
from tests.auth.protocol.refusals import EVIL, alive, dead, refused
from tests.auth.tokens.forge import decoded

pytestmark = pytest.mark.database


def test_a_code_redeemed_twice_revokes_its_tokens(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked = Asked()
        form = asked.redemption(await desk.code(asked))
        first, other = (await house.token(form)).json(), await desk.tokens()
        assert await house.works(first["access_token"])
        grant = decoded(first["access_token"].split(".")[1])["gid"]
        refused(await house.token(form), 400, "invalid_grant")
        # The revocation is committed although the answer is an error.
        assert (await house.sql("select revoked_at is not null as it from oauth_grant where id = $1", grant))[0]["it"]
        await dead(house, first)
        await alive(house, other)
        refused(await house.token(form), 400, "invalid_grant")

    house.run(go())


def test_a_code_redeemed_twice_revokes_tokens_refreshed_since(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked = Asked()
        form = asked.redemption(await desk.code(asked))
        first = (await house.token(form)).json()
        second = (await house.refresh(first["refresh_token"])).json()
        assert await house.works(second["access_token"])
        refused(await house.token({**form, "code_verifier": secrets.token_urlsafe(40)}), 400, "invalid_grant")
        await dead(house, second)

    house.run(go())


def test_of_five_concurrent_redemptions_one_gets_tokens_which_are_then_revoked(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked = Asked()
        form = asked.redemption(await desk.code(asked))
        answers = await asyncio.gather(*(house.token(form) for _ in range(5)))
        assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400, 400]
        assert {answer.json()["error"] for answer in answers if answer.status_code == 400} == {"invalid_grant"}
        await dead(house, next(answer.json() for answer in answers if answer.status_code == 200))

    house.run(go())


def test_of_five_concurrent_redemptions_in_two_processes_one_gets_tokens(
    house: House, desk: Browser, settings: Settings
) -> None:
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


def wrong_verifiers(asked: Asked) -> dict[str, tuple[str, str | None]]:
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


@pytest.mark.parametrize("which", wrong_verifiers(Asked()))
def test_a_wrong_verifier_is_refused_and_the_code_stays_valid(house: House, desk: Browser, which: str) -> None:
    async def go() -> None:
        asked = Asked()
        code = await desk.code(asked)
        error, verifier = wrong_verifiers(asked)[which]
        refused(await house.token(asked.redemption(code, code_verifier=verifier)), 400, error)
        assert (await house.token(asked.redemption(code))).status_code == 200

    house.run(go())


@pytest.mark.parametrize(
    "uri", ["http://localhost:5173/callback", f"{STAFF_REDIRECT}/", f"{STAFF_REDIRECT}?a=1", EVIL, "", None]
)
def test_a_code_needs_the_redirect_uri_it_was_sent_to(house: House, desk: Browser, uri: str | None) -> None:
    async def go() -> None:
        asked = Asked()
        code = await desk.code(asked)
        refused(await house.token(asked.redemption(code, redirect_uri=uri)), 400, "invalid_grant")
        assert (await house.token(asked.redemption(code))).status_code == 200

    house.run(go())


def test_a_redirect_uri_absent_from_the_request_may_be_absent_from_the_redemption(house: House, desk: Browser) -> None:
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
def test_an_unknown_code_is_refused(house: House, code: str) -> None:
    refused(house.run(house.token(Asked().redemption(code))), 400, "invalid_grant")


def test_a_redemption_without_a_code_is_refused(house: House) -> None:
    form = Asked().redemption("")
    del form["code"]
    refused(house.run(house.token(form)), 400, "invalid_request")


def test_an_expired_code_is_refused(house: House, desk: Browser) -> None:
    async def go() -> None:
        asked, before = Asked(), datetime.now(UTC)
        code = await desk.code(asked)
        rows = await house.sql("select max(expires_at) as expires_at from authorization_code where grant_id is null")
        assert before <= rows[0]["expires_at"] - timedelta(seconds=60) <= datetime.now(UTC)
        await house.sql("update authorization_code set expires_at = now() where grant_id is null")
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")

    house.run(go())


def test_a_code_used_by_another_client_is_refused_and_stays_valid(house: House, desk: Browser) -> None:
    async def go() -> None:
        thief, _ = await house.register()
        asked = Asked()
        code = await desk.code(asked)
        refused(await house.token(asked.redemption(code, client_id=thief)), 400, "invalid_grant")
        assert (await house.token(asked.redemption(code))).status_code == 200

    house.run(go())


def test_a_redeemed_code_repeated_by_another_client_revokes_nothing(house: House, desk: Browser) -> None:
    async def go() -> None:
        thief, _ = await house.register()
        asked = Asked()
        code = await desk.code(asked)
        tokens = (await house.token(asked.redemption(code))).json()
        refused(await house.token(asked.redemption(code, client_id=thief)), 400, "invalid_grant")
        await alive(house, tokens)

    house.run(go())


def test_the_code_of_a_confidential_client_needs_its_secret(house: House, desk: Browser) -> None:
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


def test_a_refresh_token_used_by_another_client_is_refused_and_stays_valid(house: House, desk: Browser) -> None:
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


def test_a_token_with_a_narrower_scope_may_do_less(house: House, desk: Browser) -> None:
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


def test_an_access_token_is_not_accepted_as_a_refresh_token(house: House, desk: Browser) -> None:
    tokens = house.run(desk.tokens())
    refused(house.run(house.refresh(tokens["access_token"])), 400, "invalid_grant")
