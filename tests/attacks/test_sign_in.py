"""Attacks on sign-in: the demo's people through a proxy, a stolen cookie, a foreign device, guessing and lock-outs."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pyotp
import pytest

from backend.auth.attempt_rules import Limit, rules_of
from backend.auth.attempts import TooManyAttempts
from backend.demo.access import SERVICE_SECRET
from backend.errors import StartupError
from backend.metrics import REFUSED
from backend.settings import Settings, load_settings
from tests.auth.flows import PASSWORD, Browser, House, basic, forms, inside_a_window, opened
from tests.auth.pages.site import DEVICE_GRANT
from tests.databases import Pool

pytestmark = pytest.mark.database
OPERATOR, OPERATOR_PASSWORD = "operator@demo.example", "operator of the demo"


@pytest.fixture(scope="module")
def opened_house(settings: Settings, databases: Pool) -> Iterator[House]:
    with opened(settings, databases) as house:
        yield house


@pytest.fixture
def house(opened_house: House) -> House:
    for table in ("attempt_counter", "failed_attempts"):
        opened_house.run(opened_house.sql(f"delete from {table}"))
    return opened_house


def at(house: House, address: str) -> Browser:
    """A new browser at a network address."""
    browser = Browser(house)
    transport = httpx.ASGITransport(app=house.app, client=(address, 1))
    browser.http = httpx.AsyncClient(transport=transport, base_url=house.settings.issuer, timeout=60)
    house._opened.append(browser.http)
    return browser


async def password(browser: Browser, email: str, text: str = PASSWORD) -> int:
    page = await browser.http.get("/oauth/sign-in")
    return (await browser.submit(page, email=email, password=text)).status_code


async def guesses(house: House, email: str, address: str, number: int = 5) -> list[int]:
    """The statuses of wrong passwords from an address, each from a new browser."""
    return [await password(at(house, address), email, f"guess {n}") for n in range(number)]


@pytest.mark.parametrize(
    ("headers", "client", "accepted"),
    [
        ({}, "127.0.0.1", True),
        ({}, "::ffff:127.0.0.9", True),
        ({"host": "localhost:8000"}, "::1", True),
        ({}, "192.0.2.7", False),
        ({"host": "crm.example"}, "127.0.0.1", False),
        ({"host": "127.0.0.1.rebound.example"}, "127.0.0.1", False),
        *(
            ({name: "x"}, "127.0.0.1", False)
            for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "x-forwarded-host", "CF-Connecting-IP")
        ),
    ],
)
def test_demo_people_come_in_only_from_this_machine(
    house: House, headers: dict[str, str], client: str, *, accepted: bool
) -> None:
    async def go() -> tuple[int, int]:
        transport = httpx.ASGITransport(app=house.app, client=(client, 1))
        browser = Browser(house)
        async with httpx.AsyncClient(
            transport=transport, base_url=house.settings.issuer, headers=headers
        ) as browser.http:
            page = await browser.http.get("/oauth/sign-in")
            answer = await browser.submit(page, email=OPERATOR, password=OPERATOR_PASSWORD)
            service = await browser.http.post(
                "/oauth/token",
                data={"grant_type": "client_credentials"},
                headers={"authorization": basic("demo-service", SERVICE_SECRET)},
            )
        return answer.status_code, service.status_code

    assert house.run(go()) == ((303, 200) if accepted else (401, 401))


async def signed_in_with_a_factor(house: House) -> tuple[Browser, Any, str]:
    """A browser of a member of the staff with a confirmed second factor; the user's key, and a code of it."""
    email, key = await house.hire()
    browser = Browser(house)
    await browser.sign_in(email)
    page = await browser.http.get("/oauth/set-up-factor")
    page = await browser.submit(page, current=PASSWORD)
    secret = page.text.partition('class="key">')[2].partition("</code>")[0]
    secret = secret.replace("<span>", "").replace("</span>", "")
    done = await browser.submit(page, code=pyotp.TOTP(secret).now())
    assert done.status_code == 200
    codes = [part.partition("</code>")[0] for part in done.text.split("<li><code>")[1:]]
    assert len(codes) == 10
    return browser, key, codes[0]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 401),
        ({"current": PASSWORD}, 401),
        ({"code": "OK"}, 401),
        ({"current": "wrong", "code": "OK"}, 401),
        ({"current": PASSWORD, "code": "000000"}, 401),
        ({"current": PASSWORD, "code": "OK"}, 200),
    ],
)
def test_a_session_cookie_alone_does_not_replace_a_second_factor(
    house: House, given: dict[str, str], status: int
) -> None:
    async def go() -> None:
        browser, _, code = await signed_in_with_a_factor(house)
        page = await browser.http.get("/oauth/set-up-factor")
        assert "otpauth" not in page.text
        assert 'class="key"' not in page.text, "no key before the proof"
        answer = await browser.submit(page, **{name: code if text == "OK" else text for name, text in given.items()})
        assert (answer.status_code, 'class="key"' in answer.text) == (status, status == 200)

    house.run(go())


def test_the_person_is_told_of_a_new_factor_and_other_sessions_end(house: House) -> None:
    async def go() -> None:
        browser, key, _ = await signed_in_with_a_factor(house)
        told = await house.sql(
            "select topic, channel, recipient, text from notification"
            " where recipient = (select email from user_account where id = $1)",
            key,
        )
        assert [(row["topic"], row["channel"]) for row in told] == [("user.second_factor_set", "EMAIL")]
        assert told[0]["recipient"] in told[0]["text"]
        live = await house.sql("select methods from session where user_id = $1 and ended_at is null", key)
        assert [row["methods"] for row in live] == [["pwd", "otp", "mfa"]]
        assert (await browser.http.get("/oauth/account")).status_code == 200

    house.run(go())


# Guessing and lock-outs


def test_strangers_of_other_networks_lock_nobody_out(house: House) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        known = at(house, "198.51.100.7")
        assert await password(known, email) == 303
        for network in range(4):
            assert await guesses(house, email, f"192.0.{network}.7", 6) == [401] * 5 + [429]
        assert await guesses(house, email, "198.51.100.7", 6) == [401] * 5 + [429]
        assert await password(at(house, "203.0.113.9"), email) == 303, "an unknown device in another network"
        assert await password(known, email) == 303, "a known device in the attacker's network"
        assert await password(at(house, "198.51.100.8"), email) == 429, "an unknown one in the attacker's network"

    house.run(go())


@pytest.mark.parametrize(
    ("addresses", "checked"),
    [
        ([f"2001:db8:0:1::{n:x}" for n in range(1, 13)], 5),
        ([f"192.0.2.{n}" for n in range(1, 13)], 5),
        ([f"::ffff:192.0.2.{n}" for n in range(1, 13)], 5),
        ([f"2001:db8:0:{n:x}::1" for n in range(1, 13)], 12),
        ([f"192.0.{n}.1" for n in range(1, 13)], 12),
    ],
)
def test_failures_are_counted_by_network(house: House, addresses: list[str], checked: int) -> None:
    async def go() -> list[int]:
        email, _ = await house.hire()
        return [await password(at(house, address), email, "wrong") for address in addresses]

    assert house.run(go()) == [401] * checked + [429] * (12 - checked)


def test_waits_double_up_to_the_longest_and_end(house: House) -> None:
    async def go() -> list[int]:
        attempts, waits = house.auth.attempts, []
        for _ in range(5):
            await attempts.take("password of an account", "a", "network x")
        for _ in range(9):
            with pytest.raises(TooManyAttempts) as refused:
                await attempts.take("password of an account", "a", "network x")
            waits.append(refused.value.retry_seconds)
            await house.sql("update failed_attempts set next_at = now()")
            await attempts.take("password of an account", "a", "network x")
        return waits

    assert house.run(go()) == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


def test_a_known_device_is_known_for_its_own_accounts_only(house: House) -> None:
    async def go() -> None:
        (own, _), (other, _) = await house.hire(), await house.hire()
        browser = at(house, "198.51.100.7")
        assert await password(browser, own) == 303
        assert [await password(browser, other, f"guess {n}") for n in range(6)] == [401] * 5 + [429]
        assert [await password(browser, own, f"guess {n}") for n in range(6)] == [401] * 5 + [429]
        browser.http.cookies.delete("crm_device")
        assert await password(browser, own) == 303, "the failures were counted for the device"

    house.run(go())


def test_strangers_who_ask_for_codes_keep_nobody_from_the_own_number(house: House) -> None:
    async def go() -> None:
        msisdn = (await house.line())["msisdn"]
        known = at(house, "198.51.100.7")
        await known.sign_in_by_code(msisdn)
        asked = [
            (await browser.submit(await browser.http.get("/oauth/number"), number=msisdn)).status_code
            for network in range(6)
            for browser in [at(house, f"192.0.{network}.7")]
            for _ in range(3)
        ]
        assert asked == [200] * 14 + [429] * 4, "one was counted for the sign-in"
        await known.sign_in_by_code(msisdn)
        stranger = at(house, "203.0.113.9")
        page = await stranger.submit(await stranger.http.get("/oauth/number"), number=msisdn)
        assert (page.status_code, 0 < int(page.headers["retry-after"]) <= 60) == (429, True)
        sent = len(house.inbox.sent)
        page = await at_code_page(stranger, page, msisdn, await house.inbox.code(msisdn))
        assert (page.status_code, len(house.inbox.sent)) == (401, sent), "the code of the last sign-in is used"

    house.run(go())


async def at_code_page(browser: Browser, page: httpx.Response, msisdn: str, code: str) -> httpx.Response:
    assert 'name="code"' in page.text
    return await browser.submit(page, number=msisdn, code=code, document="")


def test_an_owner_who_has_to_wait_enters_the_code_that_a_stranger_asked_for(house: House) -> None:
    async def go() -> None:
        msisdn = (await house.line())["msisdn"]
        for network in range(5):
            browser = at(house, f"192.0.{network}.7")
            for _ in range(3):
                await browser.submit(await browser.http.get("/oauth/number"), number=msisdn)
        for network in range(3):
            thief = at(house, f"192.0.{network}.7")
            form = forms((await thief.http.get("/oauth/number")).text)[0].fields
            for _ in range(5):
                fields = {**form, "number": msisdn, "code": "not it", "document": ""}
                assert (await thief.http.post("/oauth/code", data=fields)).status_code == 401
        owner = at(house, "203.0.113.9")
        page = await owner.submit(await owner.http.get("/oauth/number"), number=msisdn)
        assert page.status_code == 429
        entered = await at_code_page(owner, page, msisdn, await house.inbox.code(msisdn))
        assert entered.status_code == 303

    house.run(go())


def test_a_limit_for_everybody_tells_administrators_once_and_spares_known_devices(house: House) -> None:
    limited = House(house.settings.model_copy(update={"sign_in_failures_per_hour": 10}), house.url, house._owner_url)

    async def go() -> None:
        email, _ = await limited.hire()
        known = at(limited, "198.51.100.7")
        assert await password(known, email) == 303
        statuses = [await password(at(limited, f"192.0.{n}.7"), email, "wrong") for n in range(13)]
        assert statuses == [401] * 10 + [429] * 3
        assert await password(at(limited, "203.0.113.9"), email) == 429
        assert await password(known, email) == 303
        told = await limited.sql("select recipient, topic from notification where topic = 'sign_in.limited'")
        assert [row["recipient"] for row in told] == ["admin@demo.example"]
        events = await limited.sql("select node_type, payload from event where topic = 'sign_in.limited'")
        assert [(row["node_type"], '"internal": true' in row["payload"]) for row in events] == [("User", True)]

    inside_a_window(3600)
    refused = REFUSED.labels("sign_in_everywhere")._value.get()
    try:
        limited._loop.run_until_complete(go())
    finally:
        limited.close()
    assert REFUSED.labels("sign_in_everywhere")._value.get() == refused + 4


def test_a_known_device_does_not_wait_for_the_guesses_of_strangers(house: House) -> None:
    async def go() -> list[str]:
        email, _ = await house.hire()
        known = at(house, "198.51.100.7")
        assert await password(known, email) == 303
        pages = [(await known.http.get("/oauth/sign-in"), known, PASSWORD)]
        for network in range(40):
            stranger = at(house, f"192.0.{network}.7")
            pages.append((await stranger.http.get("/oauth/sign-in"), stranger, "wrong"))
        ended = []

        async def submit(page: httpx.Response, browser: Browser, text: str) -> None:
            answer = await browser.submit(page, email=email, password=text)
            assert answer.status_code == (303 if browser is known else 401)
            ended.append("known" if browser is known else "stranger")

        await asyncio.gather(*(submit(*each) for each in reversed(pages)))
        return ended

    assert house.run(go()).index("known") < 10, "the guesses came before it"


def test_fewer_than_one_code_a_year_is_guessed_at_the_shipped_limits(settings: Settings) -> None:
    everybody = rules_of(settings)["codes tried in all"]
    assert isinstance(everybody, Limit)
    tries_a_year = 366 * everybody.attempts * 86_400 / everybody.seconds
    assert tries_a_year / 10**settings.sign_in_code_digits == settings.guessed_codes_per_year
    assert settings.guessed_codes_per_year == pytest.approx(0.366)


@pytest.mark.parametrize(("digits", "failures"), [(6, 100_000), (6, 2_733), (8, 273_225)])
def test_settings_under_which_a_code_is_guessed_are_refused(digits: int, failures: int) -> None:
    with pytest.raises(StartupError, match="CRM_SIGN_IN_CODE_FAILURES_PER_DAY"):
        load_settings(sign_in_code_digits=digits, sign_in_code_failures_per_day=failures)
    accepted = load_settings(sign_in_code_digits=digits, sign_in_code_failures_per_day=2_732)
    assert accepted.guessed_codes_per_year < 1


# Devices


def test_a_device_approval_shows_what_it_grants_and_is_revocable(house: House) -> None:
    async def go() -> None:
        email, _ = await house.hire()
        browser = Browser(house)
        await browser.sign_in(email)
        asked = await house.http.post(
            "/oauth/device_authorization", data={"client_id": "crm-cli", "scope": "read write offline_access"}
        )
        device = asked.json()
        page = await browser.http.get("/oauth/device", params={"user_code": device["user_code"]})
        for shown in ("read everything that you may read", "change everything that you may change", "for 30 days"):
            assert shown in page.text
        assert "Disconnect" not in (await browser.http.get("/oauth/account")).text
        form = forms(page.text)[0]
        await browser.http.post("/oauth/device", data={**form.fields, "decision": "approve"})
        grant = {"grant_type": DEVICE_GRANT, "client_id": "crm-cli", "device_code": device["device_code"]}
        tokens = (await house.token(grant)).json()
        assert await house.works(tokens["access_token"])
        told = await house.sql("select topic from notification where recipient = $1", email)
        assert [row["topic"] for row in told] == ["user.device_connected"]

        account = await browser.http.get("/oauth/account")
        [shown_device] = [each for each in forms(account.text) if each.action == "/oauth/disconnect"]
        stranger = await house.staff()
        token = forms((await stranger.http.get("/oauth/account")).text)[0].fields["form_token"]
        await stranger.http.post("/oauth/disconnect", data={**shown_device.fields, "form_token": token})
        assert await house.works(tokens["access_token"]), "nobody else disconnects it"
        done = await browser.http.post("/oauth/disconnect", data=shown_device.fields)
        assert done.status_code == 200
        assert "/oauth/disconnect" not in {each.action for each in forms(done.text)}
        assert not await house.works(tokens["access_token"])
        assert (await house.refresh(tokens["refresh_token"], client_id="crm-cli")).status_code == 400
        assert (await browser.http.get("/oauth/account")).status_code == 200

    house.run(go())
