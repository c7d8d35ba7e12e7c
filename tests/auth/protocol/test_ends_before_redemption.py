"""Users, clients, sessions and lines that end between the issue of a code and its redemption."""

import asyncio
import time

import pytest

from backend.database import connect
from tests.auth.flows import (
    LINE_APP,
    LINE_REDIRECT,
    Asked,
    Browser,
    House,
)
from tests.auth.protocol.refusals import dead, refused, signed_in
from tests.factories.rows import insert
from tests.factories.users import new_revocation

pytestmark = pytest.mark.database


def test_a_user_deactivated_after_the_code_gets_no_tokens(house: House) -> None:
    async def go() -> None:
        browser, key = await signed_in(house)
        asked = Asked()
        code = await browser.code(asked)
        await house.as_admin("deactivateUser", f"usr_{key}")
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")
        assert (await browser.authorize(asked)).headers["location"].startswith("/oauth/sign-in?")

    house.run(go())


def test_a_user_deactivated_without_a_revocation_gets_no_tokens(house: House) -> None:
    async def go() -> None:
        browser, key = await signed_in(house)
        asked, refresh_token = Asked(), (await browser.tokens())["refresh_token"]
        code = await browser.code(asked)
        await house.sql("update user_account set status = 'DEACTIVATED' where id = $1", key)
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")
        refused(await house.refresh(refresh_token), 400, "invalid_grant")

    house.run(go())


def test_a_user_deactivated_during_a_redemption_keeps_no_tokens(house: House) -> None:
    async def round_of() -> None:
        browser, key = await signed_in(house)
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


def test_a_role_changed_during_a_redemption_is_not_in_any_valid_token(house: House) -> None:
    """In either order of the two, a token with the old role is revoked."""

    async def go() -> None:
        browser, key = await signed_in(house)
        asked = Asked()
        code = await browser.code(asked)
        admin = await connect(house.url)
        try:
            change = admin.transaction()
            await change.start()
            await admin.execute("select from user_account where id = $1 for update", key)
            await admin.execute("update user_account set role = 'ANALYST' where id = $1", key)
            await insert(admin, new_revocation(f"user:{key}"))
            # The times in tokens are whole seconds: the redemption starts in a later one than the revocation.
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


def test_a_code_is_refused_after_the_person_signed_out(house: House) -> None:
    async def go() -> None:
        browser, _ = await signed_in(house)
        tokens = await browser.tokens()
        asked = Asked()
        code = await browser.code(asked)
        await browser.http.get("/oauth/logout", params={"id_token_hint": tokens["id_token"]})
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")
        await dead(house, tokens)

    house.run(go())


def test_a_code_is_refused_after_the_contract_was_closed(house: House) -> None:
    async def go() -> None:
        line, browser = await house.line(), Browser(house)
        await browser.sign_in_by_code(line["msisdn"])
        asked = Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT)
        code = await browser.code(asked)
        await house.sql("update contract set status = 'CLOSED', closed_at = now() where id = $1", line["id"])
        refused(await house.token(asked.redemption(code)), 400, "invalid_grant")
        assert (await browser.authorize(asked)).headers["location"].startswith("/oauth/number?")

    house.run(go())
