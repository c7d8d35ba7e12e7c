"""Attempt limits count failures: a successful sign-in is not counters, and does not clear earlier failures."""

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
    opened_house.run(opened_house.sql("delete from failed_attempts"))
    inside_a_window(900)
    return opened_house


async def counters(house: House) -> list[int]:
    """The attempt counters that are above zero, smallest first."""
    rows = await house.sql(
        "select attempts from attempt_counter where attempts > 0"
        " union all select failures from failed_attempts where failures > 0 order by 1"
    )
    return [row["attempts"] for row in rows]


async def sign_in_status(house: House, email: str, password: str) -> int:
    browser = Browser(house)
    page = await browser.http.get("/oauth/sign-in")
    return (await browser.submit(page, email=email, password=password)).status_code


def test_twelve_successful_sign_ins_are_not_counted(house: House) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        assert [await sign_in_status(house, email, PASSWORD) for _ in range(12)] == [303] * 12
        assert await counters(house) == []

    house.run(go())


def test_a_successful_sign_in_does_not_clear_earlier_failures(house: House) -> None:
    async def go() -> None:
        (email, _), (own, _) = await house.hire(), await house.hire()
        assert [await sign_in_status(house, email, "wrong") for _ in range(4)] == [401] * 4
        assert await sign_in_status(house, own, PASSWORD) == 303
        assert await sign_in_status(house, email, PASSWORD) == 303
        assert await counters(house) == [4, 4, 4]  # of the account, of the network, of all
        assert [await sign_in_status(house, email, word) for word in ("wrong", PASSWORD)] == [401, 429]

    house.run(go())


def test_of_thirty_concurrent_guesses_five_are_checked(house: House) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        statuses = await asyncio.gather(*(sign_in_status(house, email, f"guess {n}") for n in range(30)))
        assert sorted(statuses) == [401] * 5 + [429] * 25

    house.run(go())


def test_a_correct_second_factor_is_not_counted(house: House) -> None:
    async def go() -> None:
        browser = Browser(house)
        page = await browser.http.get("/oauth/sign-in")
        second = await browser.submit(page, email=ADMIN, password=ADMIN_PASSWORD)
        assert (await browser.submit(second, code="123456 ")).status_code == 401
        assert await counters(house) == [1, 1]  # from this network, and from all
        assert (await browser.submit(second, code=pyotp.TOTP(ADMIN_SECOND_FACTOR).now())).status_code == 303
        assert await counters(house) == [1, 1]

    house.run(go())


def test_a_subscriber_signs_in_by_code_twelve_times_in_a_row(house: House) -> None:
    async def go() -> None:
        msisdn = (await house.line())["msisdn"]
        for _ in range(12):
            await Browser(house).sign_in_by_code(msisdn)
        assert await counters(house) == [
            12
        ]  # messages sent to the number within a day are counters, because each costs money

    house.run(go())


def test_approved_devices_are_not_counted(house: House) -> None:
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
        assert await counters(house) == [1, 22]  # the wrong code; the device codes issued, each of which is a row

    house.run(go())


def test_a_successful_password_change_or_invitation_is_not_counted(house: House) -> None:
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
        assert await counters(house) == []
        page = await browser.http.get("/oauth/account")
        assert (await browser.submit(page, current="wrong", password="Naryn-Toktogul-10")).status_code == 400
        assert await counters(house) == [1]

    house.run(go())
