"""Links without a token: what the holder of one link, or of many, can take from others."""

import asyncio
import threading
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from backend.auth.secrets import load_secrets
from backend.auth.viewer import Role, Viewer
from backend.documents import papers
from backend.documents.files import Links
from backend.documents.kept import File, KeptFiles
from backend.errors import Throttled
from backend.http.links import FetchRate
from backend.http.pay import PageFacts, pay_routes
from backend.settings import Settings
from backend.settings.rates import Rate
from tests.client import Client
from tests.viewers import LINE

pytestmark = pytest.mark.database
ALWAYS = {"from": "0001-01-01T00:00:00+00:00", "to": "9999-12-31T23:59:59+00:00"}
ONE, OTHER = (Viewer(Role.HOLDER, "subscriber", f"line:{name}") for name in ("one", "other"))


class Renderer:
    """Counts renderings. While it is `closed` they wait in their thread, as a long statement does."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.opened = threading.Event()
        self.opened.set()

    def compile(self, template: str, paper: Any, _: Any) -> bytes:
        self.started.append(paper.contract_number)
        assert self.opened.wait(20)
        return f"%PDF {template}".encode()


@pytest.fixture
def renderer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Renderer]:
    found = Renderer()
    monkeypatch.setattr(papers, "_compile", found.compile)
    yield found
    found.opened.set()


class Owner:
    """Makes links to statements of the first contracts of the demo data."""

    def __init__(self, client: Client, settings: Settings) -> None:
        secrets = load_secrets(settings)
        self._links = Links(secrets.seal, secrets.unseal, settings.issuer)
        self.contract: uuid.UUID = client.sql(LINE, "CD00000001")[0][0]

    def statement(self, maker: Viewer) -> str:
        url = self._links.document("statement", {"id": str(self.contract), **ALWAYS}, maker)
        return url[url.index("/documents/") :]


@pytest.fixture(scope="module")
def owner(module_client: Client, settings: Settings) -> Owner:
    return Owner(module_client, settings)


async def fetched(client: Client, *paths: str) -> list[httpx.Response]:
    return await asyncio.gather(*(client.http.get(path) for path in paths))


def statuses(responses: list[httpx.Response]) -> Counter[int]:
    return Counter(each.status_code for each in responses)


def test_a_link_is_rendered_once_however_often_it_is_fetched(
    module_client: Client, owner: Owner, renderer: Renderer
) -> None:
    path = owner.statement(ONE)
    # The token is Base64, which can be written in several ways.
    spellings = [path, *(f"{path[:20]}{'.' * n}{path[20:]}" for n in range(1, 10))]
    assert statuses(module_client.run(fetched(module_client, *spellings * 3))) == {200: 30}
    assert statuses(module_client.run(fetched(module_client, path))) == {200: 1}
    assert len(renderer.started) == 1


def test_a_link_is_fetched_only_so_often(
    module_client: Client, settings: Settings, owner: Owner, renderer: Renderer
) -> None:
    path, another = owner.statement(ONE), owner.statement(ONE)
    limited = settings.model_copy(update={"link_rate": "7/day"})
    client = Client(module_client.url, limited, beside=module_client)
    responses = client.run(fetched(client, *[path] * 20))
    assert statuses(responses) == {200: 7, 429: 13}
    refused = next(each for each in responses if each.status_code == 429)
    (error,) = refused.json()["errors"]
    assert error["extensions"]["code"] == "THROTTLED"
    assert refused.headers["retry-after"] == str(error["extensions"]["retryAfterSeconds"])
    assert statuses(client.run(fetched(client, another))) == {200: 1}
    assert len(renderer.started) == 2
    client.close()


def test_many_links_of_one_maker_do_not_delay_the_links_of_another(
    module_client: Client, owner: Owner, renderer: Renderer
) -> None:
    async def go() -> tuple[list[httpx.Response], httpx.Response]:
        renderer.opened.clear()
        links = [owner.statement(ONE) for _ in range(40)]
        hers = asyncio.create_task(fetched(module_client, *links))
        while not renderer.started:
            await asyncio.sleep(0.01)
        theirs = asyncio.create_task(module_client.http.get(owner.statement(OTHER)))
        await asyncio.sleep(0.3)  # long enough for every request to wait
        renderer.opened.set()
        found = await theirs
        rendered = len(renderer.started)
        assert rendered <= 3, "the other maker's statement is the next but one at the latest"
        return await hers, found

    hers, theirs = module_client.run(go())
    assert theirs.status_code == 200
    # One is rendered, 20 wait, and the maker's others are refused.
    assert statuses(hers) == {200: 21, 429: 19}


def test_a_rendering_is_charged_to_who_made_the_link(
    module_database_url: str, settings: Settings, module_client: Client, owner: Owner, renderer: Renderer
) -> None:
    poor = settings.model_copy(update={"cost_maximum": 3_500, "cost_rate": 10})  # a subscriber has a tenth: 350
    client = Client(module_database_url, poor, beside=module_client)
    module_client.sql("delete from cost_bucket")
    rows = client.value("select count(*) from ledger_entry where contract_id = $1", owner.contract)
    price = 100 + 3 * rows
    assert 100 < price <= 175
    found = [statuses(client.run(fetched(client, owner.statement(ONE)))) for _ in range(350 // price + 2)]
    assert found == [{200: 1}] * (350 // price) + [{429: 1}] * 2
    assert statuses(client.run(fetched(client, owner.statement(OTHER)))) == {200: 1}
    assert len(renderer.started) == 350 // price + 1
    client.close()


def test_kept_files_are_bounded_by_bytes_and_time() -> None:
    now, made = [0.0], Counter[str]()
    kept = KeptFiles(100, 300, lambda: now[0])

    async def get(key: str, size: int = 40, *, final: bool = True) -> None:
        async def make() -> File:
            made[key] += 1
            return File(key, b"x" * size, final)

        assert await kept.get(key, make) == File(key, b"x" * size, final)

    async def go() -> None:
        await get("a")
        await get("a")
        await get("b")
        assert made == {"a": 1, "b": 1}
        await get("c")  # makes room by dropping `a`
        assert kept.size_bytes == 80
        await get("b")
        await get("a")
        assert made == {"a": 2, "b": 1, "c": 1}
        await get("large", 101)
        await get("large", 101)
        await get("draft", final=False)
        await get("draft", final=False)
        assert (made["large"], made["draft"], kept.size_bytes) == (2, 2, 80)
        now[0] = 300.0
        await get("c")
        assert made["c"] == 2
        assert kept.size_bytes == 40

    asyncio.run(go())


def test_an_error_of_a_rendering_reaches_all_who_wait_and_is_not_kept() -> None:
    kept, calls = KeptFiles(100, 300), Counter[str]()

    async def fails() -> File:
        calls["made"] += 1
        await asyncio.sleep(0)
        raise OSError

    async def go() -> list[Any]:
        first = await asyncio.gather(*(kept.get("a", fails) for _ in range(5)), return_exceptions=True)
        return [*first, *await asyncio.gather(kept.get("a", fails), return_exceptions=True)]

    assert [type(each) for each in asyncio.run(go())] == [OSError] * 6
    assert calls["made"] == 2


def test_the_rate_of_a_link_is_counted_evenly() -> None:
    now = [0.0]
    fetches = FetchRate(Rate(2, 10), lambda: now[0])

    def accepted(link: str) -> bool:
        try:
            fetches.count(link)
        except Throttled as error:
            assert error.facts == {"retryAfterSeconds": 5}
            return False
        return True

    assert [accepted("a") for _ in range(4)] == [True, True, False, False]
    assert accepted("b")
    now[0] = 5.0
    assert [accepted("a") for _ in range(2)] == [True, False]


def test_the_page_of_a_payment_asks_its_gateway_only_so_often() -> None:
    asked: list[str] = []

    async def facts_of(payment_id: str) -> PageFacts:
        asked.append(payment_id)
        return PageFacts("secret", "5.00 KGS", "P1", None, "EN", "PENDING")

    async def go() -> list[httpx.Response]:
        routes = pay_routes(lambda token: {"payment_id": token}, facts_of, "key", fetches=FetchRate(Rate(3, 86_400)))
        transport = httpx.ASGITransport(app=Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://crm.test") as client:
            return [*await asyncio.gather(*(client.get("/pay/one") for _ in range(8))), await client.get("/pay/two")]

    responses = asyncio.run(go())
    assert statuses(responses[:-1]) == {200: 3, 429: 5}
    assert responses[-1].status_code == 200
    assert asked == ["one"] * 3 + ["two"]
    assert next(each for each in responses if each.status_code == 429).headers["retry-after"] == "28800"
