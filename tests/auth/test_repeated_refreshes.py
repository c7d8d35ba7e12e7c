"""A refresh token used twice: within the reuse window it returns the same successor, later it revokes the sign-in."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from backend.auth.secrets import hashed
from backend.settings import Settings
from tests.auth.flows import STAFF_APP, Browser, House, opened
from tests.databases import Pool

pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def house(settings: Settings, databases: Pool) -> Iterator[House]:
    with opened(settings, databases) as house:
        yield house


@pytest.fixture(scope="module")
def desk(house: House) -> Browser:
    return house.run(house.staff())


async def used_earlier(house: House, refresh_token: str, seconds: int) -> None:
    """Move the first use of a refresh token `seconds` into the past."""
    earlier = "update refresh_token set used_at = used_at - make_interval(secs => $2) where token_hash = $1"
    await house.sql(earlier, hashed(refresh_token), seconds)


def refused(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant"), answer.text


async def assert_revoked(house: House, *answers: dict[str, Any]) -> None:
    for each in answers:
        assert not await house.works(each["access_token"])
        refused(await house.refresh(each["refresh_token"]))


def test_twenty_concurrent_refreshes_get_one_successor_which_works(house: House, desk: Browser) -> None:
    async def go() -> None:
        first = await desk.tokens()
        answers = await asyncio.gather(*(house.refresh(first["refresh_token"]) for _ in range(20)))
        assert [answer.status_code for answer in answers] == [200] * 20
        tokens = [answer.json() for answer in answers]
        assert len({each["refresh_token"] for each in tokens}) == 1
        assert len({each["access_token"] for each in tokens}) == 20
        assert tokens[0]["refresh_token"] != first["refresh_token"]
        assert [await house.works(each["access_token"]) for each in (tokens[0], tokens[19])] == [True, True]
        assert (await house.refresh(tokens[0]["refresh_token"])).status_code == 200

    house.run(go())


def test_a_repeat_gets_the_same_successor_for_thirty_seconds(house: House, desk: Browser) -> None:
    async def go() -> None:
        first = await desk.tokens()
        lost = (await house.refresh(first["refresh_token"])).json()
        await used_earlier(house, first["refresh_token"], 25)
        again = await house.refresh(first["refresh_token"])
        assert again.json()["refresh_token"] == lost["refresh_token"]
        await used_earlier(house, first["refresh_token"], 5)
        refused(await house.refresh(first["refresh_token"]))
        await assert_revoked(house, first, lost, again.json())

    house.run(go())


def test_a_repeat_gets_at_most_the_scope_of_the_first(house: House, desk: Browser) -> None:
    async def go() -> None:
        first = await desk.tokens()
        narrow = (await house.refresh(first["refresh_token"], scope="read")).json()
        again = (await house.refresh(first["refresh_token"])).json()
        assert (narrow["scope"], again["scope"]) == ("read", first["scope"])
        wider = await house.refresh(first["refresh_token"], scope="read root")
        assert (wider.status_code, wider.json()["error"]) == (400, "invalid_scope")

    house.run(go())


def test_a_token_reused_two_generations_later_revokes_the_whole_family(house: House, desk: Browser) -> None:
    async def go() -> None:
        first, other = await desk.tokens(), await desk.tokens()
        second = (await house.refresh(first["refresh_token"])).json()
        third = (await house.refresh(second["refresh_token"])).json()
        assert len({each["refresh_token"] for each in (first, second, third)}) == 3
        assert await house.works(third["access_token"])
        refused(await house.refresh(first["refresh_token"]))
        await assert_revoked(house, first, second, third)
        assert await house.works(other["access_token"])
        assert (await house.refresh(other["refresh_token"])).status_code == 200

    house.run(go())


def test_a_repeat_is_refused_once_the_sign_in_has_ended(house: House, desk: Browser) -> None:
    async def go() -> None:
        first = await desk.tokens()
        await house.refresh(first["refresh_token"])
        form = {"token": first["refresh_token"], "client_id": STAFF_APP}
        assert (await house.http.post("/oauth/revoke", data=form)).status_code == 200
        refused(await house.refresh(first["refresh_token"]))

    house.run(go())


def test_a_repeat_by_another_client_is_refused(house: House, desk: Browser) -> None:
    async def go() -> None:
        thief, _ = await house.register()
        first = await desk.tokens()
        second = (await house.refresh(first["refresh_token"])).json()
        refused(await house.refresh(first["refresh_token"], client_id=thief))
        assert (await house.refresh(second["refresh_token"])).status_code == 200

    house.run(go())


def test_without_a_reuse_window_every_repeat_revokes_the_sign_in(settings: Settings, databases: Pool) -> None:
    with opened(settings.model_copy(update={"refresh_reuse_seconds": 0}), databases) as house:

        async def go() -> None:
            first = await (await house.staff()).tokens()
            answers = await asyncio.gather(*(house.refresh(first["refresh_token"]) for _ in range(5)))
            assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400, 400]
            await assert_revoked(house, first, next(each.json() for each in answers if each.status_code == 200))

        house.run(go())
