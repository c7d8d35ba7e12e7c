"""A number leaves its holder: their sign-ins end for good, and their codes open nothing to the next holder."""

import asyncio
from typing import Any

import pytest

from tests.auth.flows import LINE_APP, LINE_REDIRECT, Asked, Browser, House

pytestmark = pytest.mark.database

CLOSE = "update contract set status = 'CLOSED', closed_at = now() where id = $1"
REOPEN = "update contract set status = 'ACTIVE', closed_at = null where id = $1"
TRANSFER = "update contract set customer_id = $2 where id = $1"
NUMBER = "update contract set phone_number_id = $2 where id = $1"
SPARE = """
select p.id from phone_number p where status = 'AVAILABLE'
    and not exists (select from contract k where k.phone_number_id = p.id) order by p.msisdn limit 1
"""
STRANGER = "select id from customer where id <> $1 order by number limit 1"
SESSIONS = "select ended_at, cookie_hash from session where contract_id = $1"
WAYS = ("closing", "another number", "a transfer")


async def stranger(house: House, line: Any) -> Any:
    """Another customer than the holder of a line."""
    return (await house.sql(STRANGER, line["customer_id"]))[0]["id"]


async def released(house: House, line: Any, heir: Any, way: str) -> None:
    """The number leaves the holder of a line, and comes back to the same contract."""
    match way:
        case "closing":
            await house.as_admin("closeContract", f"con_{line['id']}")
            await house.sql(REOPEN, line["id"])
        case "another number":
            (spare,) = await house.sql(SPARE)
            await house.sql(NUMBER, line["id"], spare["id"])
            await house.sql(NUMBER, line["id"], line["phone_number_id"])
        case _:
            await house.sql(TRANSFER, line["id"], await stranger(house, line))
            await house.sql(TRANSFER, line["id"], line["customer_id"])


@pytest.mark.parametrize("way", WAYS)
def test_sign_ins_end_and_do_not_return_with_the_number(house: House, way: str) -> None:
    async def go() -> None:
        line, heir = await house.line(), await house.line()
        browser, other = Browser(house), Browser(house)
        await browser.sign_in_by_code(line["msisdn"])
        await other.sign_in_by_code(heir["msisdn"])
        asked = Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT)
        unused = await browser.code(asked)
        tokens, kept = await browser.tokens(asked), await other.tokens(asked)
        header = f"Bearer {tokens['access_token']}".encode()
        watching = await house.auth.authenticator.admit(header)
        assert house.auth.authenticator.is_valid(watching)
        await released(house, line, heir, way)
        assert not await house.works(tokens["access_token"])
        assert not house.auth.authenticator.is_valid(watching), "sockets and streams are closed by this"
        again = await house.refresh(tokens["refresh_token"], client_id=LINE_APP)
        assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
        redeemed = await house.token(asked.redemption(unused))
        assert (redeemed.status_code, redeemed.json()["error"]) == (400, "invalid_grant")
        page = await browser.authorize(asked)
        assert page.status_code == 303
        assert page.headers["location"].startswith("/oauth/number"), "the browser is not signed in any more"
        rows = await house.sql(SESSIONS, line["id"])
        assert rows
        assert all(row["ended_at"] is not None and row["cookie_hash"] is None for row in rows)
        assert await house.works(kept["access_token"]), "nobody else is signed out"

    house.run(go())


@pytest.mark.parametrize("verb", ["suspendContract", "resumeContract"])
def test_a_suspension_ends_no_sign_in(house: House, verb: str) -> None:
    async def go() -> None:
        line = await house.line()
        if verb == "resumeContract":
            await house.as_admin("suspendContract", f"con_{line['id']}")
        browser = Browser(house)
        await browser.sign_in_by_code(line["msisdn"])
        tokens = await browser.tokens(Asked(client_id=LINE_APP, redirect_uri=LINE_REDIRECT))
        await house.as_admin(verb, f"con_{line['id']}")
        assert await house.works(tokens["access_token"])

    house.run(go())


@pytest.mark.parametrize("way", ["another contract", "another customer"])
def test_a_code_of_the_last_holder_opens_nothing_to_the_next(house: House, way: str) -> None:
    async def go() -> None:
        line, heir = await house.line(), await house.line()
        last, following = Browser(house), Browser(house)
        asked = await last.submit(await last.http.get("/oauth/number"), number=line["msisdn"])
        code = await house.inbox.code(line["msisdn"])
        if way == "another contract":
            await house.sql(CLOSE, line["id"])
            await house.sql(NUMBER, heir["id"], line["phone_number_id"])
        else:
            await house.sql(TRANSFER, line["id"], await stranger(house, line))
        refused = await last.submit(asked, code=code)
        assert refused.status_code == 401
        assert (await last.submit(asked, code=code, document="ID0000001")).status_code == 401
        # The next holder signs in with a code of their own.
        await following.sign_in_by_code(line["msisdn"])
        (session,) = await house.sql(
            "select customer_id from session where phone_number_id = $1 and ended_at is null", line["phone_number_id"]
        )
        taker = heir["customer_id"] if way == "another contract" else await stranger(house, line)
        assert session["customer_id"] == taker

    house.run(go())


def test_a_device_of_the_last_holder_is_not_known_to_the_next(house: House) -> None:
    async def go() -> None:
        line = await house.line()
        browser = Browser(house)
        await browser.sign_in_by_code(line["msisdn"])

        async def rules() -> int:
            """How many rules of unknown devices count a request for a code."""
            await house.sql("delete from attempt_counter")
            asked = await browser.submit(await browser.http.get("/oauth/number"), number=line["msisdn"])
            assert asked.status_code == 200
            return int((await house.sql("select count(*) from attempt_counter"))[0][0])

        assert await rules() == 0
        await house.sql(TRANSFER, line["id"], await stranger(house, line))
        assert await rules() > 0

    house.run(go())


def test_no_session_outlives_a_closing_beside_the_sign_in(house: House) -> None:
    async def go() -> None:
        for _ in range(5):
            line = await house.line()
            browser = Browser(house)
            asked = await browser.submit(await browser.http.get("/oauth/number"), number=line["msisdn"])
            code = await house.inbox.code(line["msisdn"])
            entered, _ = await asyncio.gather(
                browser.submit(asked, code=code), house.as_admin("closeContract", f"con_{line['id']}")
            )
            assert entered.status_code in {303, 401}
            live = await house.sql(f"{SESSIONS} and ended_at is null", line["id"])
            assert live == []

    house.run(go())
