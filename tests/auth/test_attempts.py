"""Limits at the doors count failures: who comes in uses nothing up, and undoes nobody's failures."""

import asyncio
import secrets
from collections.abc import Iterator

import pyotp
import pytest

from backend.auth.secrets import hashed
from backend.demo.access import ADMIN_SECOND_FACTOR
from backend.settings import Settings
from tests.auth.flows import PASSWORD, Browser, House, forms, inside_a_window, opened
from tests.databases import Pool

pytestmark = pytest.mark.database
ADMIN, ADMIN_PASSWORD = "admin@demo.example", "admin of the demo"


@pytest.fixture(scope="module")
def opened_house(settings: Settings, databases: Pool) -> Iterator[House]:
    with opened(settings, databases) as house:
        yield house


@pytest.fixture
def house(opened_house: House) -> House:
    opened_house.run(opened_house.sql("delete from attempt_counter"))
    inside_a_window(900)
    return opened_house


async def counted(house: House) -> list[int]:
    """What stands in the counters of the doors."""
    rows = await house.sql("select attempts from attempt_counter where attempts > 0 order by attempts")
    return [row["attempts"] for row in rows]


async def tried(house: House, email: str, password: str) -> int:
    browser = Browser(house)
    page = await browser.http.get("/oauth/sign-in")
    return (await browser.submit(page, email=email, password=password)).status_code


def test_twelve_sign_ins_in_a_row_lock_nobody_out(house: House) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        assert [await tried(house, email, PASSWORD) for _ in range(12)] == [303] * 12
        assert await counted(house) == []

    house.run(go())


def test_a_sign_in_clears_no_failures_before_it(house: House) -> None:
    async def go() -> None:
        (email, _), (own, _) = await house.hire(), await house.hire()
        assert [await tried(house, email, "wrong") for _ in range(9)] == [401] * 9
        assert await tried(house, own, PASSWORD) == 303
        assert await tried(house, email, PASSWORD) == 303
        assert await counted(house) == [9, 9]  # of the account, and from the address
        assert [await tried(house, email, word) for word in ("wrong", PASSWORD)] == [401, 429]

    house.run(go())


def test_of_thirty_guesses_at_once_ten_are_looked_at(house: House) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        statuses = await asyncio.gather(*(tried(house, email, f"guess {n}") for n in range(30)))
        assert sorted(statuses) == [401] * 10 + [429] * 20

    house.run(go())


def test_a_second_factor_that_is_right_is_not_counted(house: House) -> None:
    async def go() -> None:
        browser = Browser(house)
        page = await browser.http.get("/oauth/sign-in")
        second = await browser.submit(page, email=ADMIN, password=ADMIN_PASSWORD)
        assert (await browser.submit(second, code="123456 ")).status_code == 401
        assert await counted(house) == [1]
        assert (await browser.submit(second, code=pyotp.TOTP(ADMIN_SECOND_FACTOR).now())).status_code == 303
        assert await counted(house) == [1]

    house.run(go())


def test_a_subscriber_comes_in_by_code_twelve_times_in_a_row(house: House) -> None:
    async def go() -> None:
        msisdn = (await house.line())["msisdn"]
        for _ in range(12):
            await Browser(house).sign_in_by_code(msisdn)
        assert await counted(house) == [12]  # messages to the number in a day: each costs money

    house.run(go())


def test_devices_that_are_connected_are_not_counted(house: House) -> None:
    async def go() -> None:
        desk = await house.staff()
        for _ in range(22):
            asked = await house.http.post(
                "/oauth/device_authorization", data={"client_id": "crm-cli", "scope": "read offline_access"}
            )
            device = asked.json()
            page = await desk.http.get("/oauth/device", params={"user_code": device["user_code"]})
            form = forms(page.text)[0]
            done = await desk.http.post("/oauth/device", data={**form.fields, "decision": "approve"})
            assert (page.status_code, done.status_code) == (200, 200)
        assert (await desk.http.get("/oauth/device", params={"user_code": "BBBB-BBBB"})).status_code == 400
        assert await counted(house) == [1, 22]  # the wrong code; codes that were given out, which are rows

    house.run(go())


def test_who_changes_a_password_or_takes_an_invitation_is_not_counted(house: House) -> None:
    async def go() -> None:
        (email, _), (invited, key) = await house.hire(), await house.hire()
        browser = Browser(house)
        await browser.sign_in(email)
        for current, password in ((PASSWORD, "Kumtor-Ala-Archa-8"), ("Kumtor-Ala-Archa-8", "Naryn-Toktogul-9")):
            page = await browser.http.get("/oauth/account")
            assert (await browser.submit(page, current=current, password=password)).status_code == 200
        token = secrets.token_urlsafe()
        invite = (
            "update user_account set invitation_hash = $2, invitation_expires_at = now() + '1 day', status = 'INVITED'"
        )
        await house.sql(f"{invite} where id = $1", key, hashed(token))
        page = await Browser(house).http.get("/oauth/invitation", params={"token": token})
        assert (page.status_code, invited in page.text) == (200, True)
        assert await counted(house) == []
        page = await browser.http.get("/oauth/account")
        assert (await browser.submit(page, current="wrong", password="Naryn-Toktogul-10")).status_code == 400
        assert await counted(house) == [1]

    house.run(go())
