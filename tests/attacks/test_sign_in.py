"""Attacks on sign-in: the demo's people through a proxy, a stolen cookie, a foreign device, guessing and lock-outs."""

from collections.abc import Iterator
from typing import Any

import httpx
import pyotp
import pytest

from backend.demo.access import SERVICE_SECRET
from backend.settings import Settings
from tests.auth.flows import PASSWORD, Browser, House, basic, opened
from tests.databases import Pool

pytestmark = pytest.mark.database
OPERATOR, OPERATOR_PASSWORD = "operator@demo.example", "operator of the demo"


@pytest.fixture(scope="module")
def house(settings: Settings, databases: Pool) -> Iterator[House]:
    with opened(settings, databases) as opened_house:
        yield opened_house


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

    house.run(house.sql("delete from attempt_counter"))
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

    house.run(house.sql("delete from attempt_counter"))
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

    house.run(house.sql("delete from attempt_counter"))
    house.run(go())
