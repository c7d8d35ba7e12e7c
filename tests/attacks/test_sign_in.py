"""Attacks on sign-in: the demo's people through a proxy, a stolen cookie, a foreign device, guessing and lock-outs."""

from collections.abc import Iterator

import httpx
import pytest

from backend.demo.access import SERVICE_SECRET
from backend.settings import Settings
from tests.auth.flows import Browser, House, basic, opened
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
