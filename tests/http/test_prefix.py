"""Behind a proxy that strips a path prefix: every address that the API returns includes the prefix."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest

from backend.errors import StartupError
from backend.settings import Settings, load_settings
from tests.auth.flows import PASSWORD, Asked, House, forms, opened, parameters
from tests.databases import Pool

pytestmark = pytest.mark.database
ISSUER = "https://desk.example/crm"
DEPOSIT = """mutation { getDeposit(input: { msisdn: "%s", amount: { amount: "9" }, method: CASH, idempotencyKey: "p" }) {
  payment { bills { url } } errors { message } } }"""


class Proxy:
    """A proxy that strips `/crm`. Of the paths outside it forwards one well-known address and refuses all others."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.state = app.state

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"].startswith("/crm/"):
            scope = {**scope, "path": scope["path"][4:], "raw_path": scope["raw_path"][4:]}
        else:
            assert scope["path"] == "/.well-known/oauth-authorization-server/crm", "a request outside of the prefix"
        await self._app(scope, receive, send)


@pytest.fixture(scope="module")
def house(settings: Settings, databases: Pool) -> Iterator[House]:
    given = {"public_url": ISSUER, "demo": True, "demo_beyond_loopback": True}
    with opened(settings.model_copy(update=given), databases) as found:
        found.app = Proxy(found.app)  # type: ignore[assignment]
        yield found


async def submit(http: httpx.AsyncClient, page: httpx.Response, **typed: str) -> httpx.Response:
    form = forms(page.text)[0]
    headers = {"origin": "https://desk.example", "host": "127.0.0.1:8000"}  # a proxy may name its own target
    where = urljoin(str(page.url), form.action)
    return await http.post(where, data={**form.fields, **typed}, headers=headers)


def test_discovery_is_served_at_the_addresses_of_both_standards(house: House) -> None:
    http = house.new_http()
    by_path = house.run(http.get("https://desk.example/.well-known/oauth-authorization-server/crm")).json()
    appended = house.run(http.get(f"{ISSUER}/.well-known/openid-configuration")).json()
    assert by_path == appended
    assert appended["issuer"] == ISSUER
    assert all(
        url.startswith(f"{ISSUER}/oauth/") for name, url in appended.items() if name.endswith(("endpoint", "_uri"))
    )


def test_sign_in_payment_and_sign_out_stay_under_the_prefix(house: House) -> None:
    house.run(_sign_in_pay_and_sign_out(house))


async def _sign_in_pay_and_sign_out(house: House) -> None:
    http, asked = house.new_http(), Asked()
    sent = await http.get(f"{ISSUER}/oauth/authorize", params=asked.parameters())
    page = await http.get(urljoin(str(sent.url), sent.headers["location"]))
    assert 'href="/crm/oauth/style.css"' in page.text
    assert page.text.count('href="/crm/oauth/sign-in?') == 3, "one for each language"
    cookies = page.headers.get_list("set-cookie") + sent.headers.get_list("set-cookie")
    entered = await submit(http, page, email="operator@demo.example", password=PASSWORD)
    cookies += entered.headers.get_list("set-cookie")
    assert {"Path=/crm/oauth" in each for each in cookies} == {True}
    back = await http.get(urljoin(str(entered.url), entered.headers["location"]))
    found = parameters(back, asked.redirect_uri)
    assert found["iss"] == ISSUER
    answer = await http.post(f"{ISSUER}/oauth/token", data=asked.redemption(found["code"]))
    token = answer.json()["access_token"]

    line = (await house.line())["msisdn"]
    said = await http.post(
        f"{ISSUER}/graphql", json={"query": DEPOSIT % line}, headers={"authorization": f"Bearer {token}"}
    )
    (bill,) = said.json()["data"]["getDeposit"]["payment"]["bills"]
    assert bill["url"].startswith(f"{ISSUER}/documents/")
    assert (await http.get(bill["url"])).headers["content-type"] == "application/pdf"

    account = await http.get(f"{ISSUER}/oauth/account")
    assert account.status_code == 200
    assert 'href="/crm/oauth/logout"' in account.text
    out = await submit(http, await http.get(f"{ISSUER}/oauth/logout"))
    assert 'href="/crm/oauth/sign-in"' in out.text
    gone = await http.get(f"{ISSUER}/oauth/account")
    assert gone.headers["location"].startswith("/crm/oauth/sign-in?next=%2Foauth%2Faccount")


@pytest.mark.parametrize(
    "url", ["https://desk.example/crm/", "https://desk.example/a b", "https://desk.example/?x", "desk"]
)
def test_an_invalid_public_url_is_refused_at_start(url: str) -> None:
    with pytest.raises(StartupError, match="CRM_PUBLIC_URL"):
        load_settings(public_url=url)
