"""Every transport gives the same answer: JSON, GET, a form, an event stream, a socket; by text, hash or document id.

urql uses some of them, and nginx serves them under a path with the configuration of the documentation.
"""

import asyncio
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.database import Connection, connect
from backend.settings import Settings
from tests.agents import Agent, agent
from tests.http.test_released_documents import DOCUMENTS
from tests.push import PAYMENTS, Subscriber, connected, pay
from tests.servers import TOOLS, Server, free_port, node, served

pytestmark = pytest.mark.database
DEPLOYMENT = Path(__file__).parents[2] / "docs" / "operations" / "deployment.md"
TRUNCATED = "query Part { paymentsAggregate(groupBy: [{ field: STATUS }, { field: METHOD }], first: 1) { count } }"
BY_TARIFF = next(key for key, text in DOCUMENTS.items() if text.startswith("query RevenueByTariff"))
ATTACH = """mutation ($input: AttachToTicketInput!) { attachToTicket(input: $input) {
    ticket { attachments { url } } errors { message } } }"""


def hashed(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": hashlib.sha256(text.encode()).hexdigest()}}


class Installation:
    """A server, its database, and the port of a proxy in front of it."""

    def __init__(self, server: Server, proxy_port: int, database_url: str) -> None:
        self.server = server
        self.proxy_port = proxy_port
        self.database_url = database_url
        self.token = server.token("operator")
        self.headers = {"authorization": f"Bearer {self.token}"}
        self.contract = self.value("select id from contract where number = 'KD00000001'")

    @property
    def under_path(self) -> str:
        return f"http://127.0.0.1:{self.proxy_port}/crm"

    def value(self, statement: str) -> Any:
        async def go() -> Any:
            connection = await connect(self.database_url)
            try:
                return await connection.fetchval(statement)
            finally:
                await connection.close()

        return asyncio.run(go())

    def pay(self, count: int) -> list[str]:
        async def go() -> list[str]:
            connection: Connection = await connect(self.database_url)
            try:
                return [await pay(connection, self.contract, n + 1) for n in range(count)]
            finally:
                await connection.close()

        return asyncio.run(go())

    def cursor(self) -> str:
        """The cursor of the end of the event log: a subscription from it gets every later event, whenever it is opened."""
        query = "{ events(first: 0) { lastCursor } }"
        answer = httpx.post(f"{self.server.url}/graphql", json={"query": query}, headers=self.headers).json()
        found: str = answer["data"]["events"]["lastCursor"]
        return found

    def on_a_socket(self, *payloads: dict[str, Any]) -> list[Any]:
        """Send the payloads one after the other on one socket. Returns the answer of each, without `complete`."""

        async def go() -> list[Any]:
            found: list[Any] = []
            async with connected(self.server.url, self.token) as subscriber:
                for number, payload in enumerate(payloads):
                    found += await _answered(subscriber, str(number), payload)
            return found

        return asyncio.run(go())


async def _answered(subscriber: Subscriber, identity: str, payload: dict[str, Any]) -> list[Any]:
    await subscriber.send_message(id=identity, type="subscribe", payload=payload)
    message = await subscriber.receive()
    assert message["id"] == identity
    if message["type"] == "next":
        assert await subscriber.receive() == {"id": identity, "type": "complete"}
    return [message]


@pytest.fixture(scope="module")
def installation(
    module_database_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    url = module_database_url
    port = free_port()
    public = {"CRM_PUBLIC_URL": f"http://127.0.0.1:{port}/crm", "CRM_TRUSTED_PROXIES": '["127.0.0.1"]'}
    with served(url, settings.data_dir, tmp_path_factory.mktemp("server"), **public) as server:
        yield Installation(server, port, url)


@pytest.fixture
def urql() -> Iterator[Agent]:
    node("@urql/core", "@urql/exchange-persisted", "graphql-ws", "ws")
    with agent(TOOLS / "push" / "urql_agent.mjs") as running:
        yield running


# Extensions of an answer


def by_json(installation: Installation, body: dict[str, Any]) -> Any:
    return httpx.post(f"{installation.server.url}/graphql", json=body, headers=installation.headers).json()


def by_get(installation: Installation, body: dict[str, Any]) -> Any:
    given = {key: value if isinstance(value, str) else json.dumps(value) for key, value in body.items()}
    return httpx.get(f"{installation.server.url}/graphql", params=given, headers=installation.headers).json()


def by_form(installation: Installation, body: dict[str, Any]) -> Any:
    form = {"operations": (None, json.dumps(body)), "map": (None, "{}")}
    headers = {**installation.headers, "graphql-require-preflight": "1"}
    return httpx.post(f"{installation.server.url}/graphql", files=form, headers=headers).json()


def by_stream(installation: Installation, body: dict[str, Any], path: str = "/graphql/stream") -> Any:
    headers = {**installation.headers, "accept": "text/event-stream"}
    text = httpx.post(f"{installation.server.url}{path}", json=body, headers=headers).text
    event, complete = re.fullmatch(r":\n\nevent: next\ndata: (.*)\n\n(event: complete\ndata: \n\n)", text).groups()  # type: ignore[union-attr]
    assert complete
    return json.loads(event)


def by_accept(installation: Installation, body: dict[str, Any]) -> Any:
    return by_stream(installation, body, "/graphql")


def by_socket(installation: Installation, body: dict[str, Any]) -> Any:
    (message,) = installation.on_a_socket(body)
    assert message["type"] == "next"
    return message["payload"]


TRANSPORTS = [by_json, by_get, by_form, by_stream, by_accept, by_socket]


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_truncation_and_cost_are_reported_by_every_transport(installation: Installation, transport: Any) -> None:
    """The document is sent as text, then as text with its hash, then as the hash alone."""
    text = TRUNCATED.replace("Part", f"Part_{transport.__name__}")
    payments = installation.value("select count(*) from payment")
    groups = installation.value("select count(distinct (status, method)) from payment")
    for body in ({"query": text}, {"query": text, "extensions": hashed(text)}, {"extensions": hashed(text)}):
        plain = transport(installation, body)
        (group,) = plain["data"]["paymentsAggregate"]
        missing = {"path": ["paymentsAggregate"], "groups": groups - 1, "rows": payments - group["count"]}
        assert plain["extensions"] == {"truncated": [missing]}
        costly = transport(installation, {**body, "extensions": {"cost": True, **body.get("extensions", {})}})
        assert costly["data"] == plain["data"]
        assert list(costly["extensions"]) == ["truncated", "cost"]
        assert costly["extensions"]["truncated"] == [missing]
        # One group, and the price of grouping. The read's time in the database may be charged beside its row.
        assert costly["extensions"]["cost"]["requested"] == 1 + 100
        assert costly["extensions"]["cost"]["actual"] >= 1


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_released_document_is_answered_by_its_id_on_every_transport(
    installation: Installation, transport: Any
) -> None:
    body = {"documentId": BY_TARIFF, "variables": {"first": 1}, "extensions": {"cost": True}}
    answer = transport(installation, body)
    assert len(answer["data"]["paymentsAggregate"]) == 1
    assert answer["extensions"]["truncated"][0]["groups"] > 0
    assert (
        answer["extensions"]["cost"]["requested"] == 1 + 5 + 100 + 20 + 5
    )  # a group, filter, grouping, 2 relations, order


# Persisted queries on a socket


def test_on_a_socket_a_document_is_stored_when_its_hash_is_first_sent_with_its_text(installation: Installation) -> None:
    text = "query OnASocket { viewer { role } }"
    missing = [{"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}]
    role = {"data": {"viewer": {"role": "OPERATOR"}}}
    alone: dict[str, Any] = {"query": "", "extensions": hashed(text)}
    unknown, sent, known, wrong = installation.on_a_socket(
        alone, {**alone, "query": text}, alone, {**alone, "query": "{ viewer { language } }"}
    )
    assert (unknown["type"], unknown["payload"]) == ("error", missing)
    assert (sent["type"], sent["payload"]) == ("next", role)
    assert (known["type"], known["payload"]) == ("next", role)
    assert wrong["payload"][0]["extensions"]["code"] == "PERSISTED_QUERY_HASH_MISMATCH"


def test_a_subscription_is_opened_by_its_hash(installation: Installation) -> None:
    text = PAYMENTS.replace("subscription", "subscription ByHash")

    async def go() -> None:
        since = {"variables": {"since": await asyncio.to_thread(installation.cursor)}, "extensions": hashed(text)}
        async with connected(installation.server.url, installation.token) as subscriber:
            await subscriber.send_message(id="0", type="subscribe", payload=since)
            refused = await subscriber.receive()
            assert (refused["type"], refused["payload"][0]["message"]) == ("error", "PersistedQueryNotFound")
            paid = await asyncio.to_thread(installation.pay, 2)
            for identity, payload in (("1", {"query": text, **since}), ("2", since)):
                await subscriber.send_message(id=identity, type="subscribe", payload=payload)
                assert [(await subscriber.event())["payment"]["id"] for _ in paid] == paid
                await subscriber.send_message(id=identity, type="complete")

    asyncio.run(go())


# urql


@pytest.mark.parametrize("over", ["http", "ws"])
def test_urql_queries_and_subscribes_by_hash_and_gets_each_event_once(
    installation: Installation, urql: Agent, over: str
) -> None:
    urql.do("connect", id="a", url=f"{installation.server.url}/graphql", token=installation.token, over=over)
    query = TRUNCATED.replace("Part", f"Urql_{over}")
    for identity in ("miss", "hit"):
        urql.do("ask", client="a", id=identity, query=query)
        result = urql.wait_for("result", id=identity)
        assert result.get("errors") is None
        assert result["extensions"]["truncated"][0]["path"] == ["paymentsAggregate"]
    subscription = PAYMENTS.replace("subscription", f"subscription Urql_{over}")
    for identity in ("begun", "again"):
        urql.do("subscribe", client="a", id=identity, query=subscription, variables={"since": installation.cursor()})
        paid = installation.pay(2)
        got = [urql.wait_for("next", id=identity) for _ in paid]
        time.sleep(0.5)
        urql.do("ask", client="a", id="after", query="{ __typename }")
        urql.wait_for("result", id="after")
        assert [event["data"]["paymentChanged"]["payment"]["id"] for event in got] == paid
        assert urql.others("next") == []
        urql.do("unsubscribe", id=identity)
    if over == "http":
        streams = [r for r in urql.others("request") if r["accept"].startswith("text/event-stream")]
        assert [(r["text"], r["status"], r["type"].partition(";")[0]) for r in streams] == [
            (False, 400, "application/json"), (True, 200, "text/event-stream"), (False, 200, "text/event-stream"),
        ]  # fmt: skip


# nginx


@pytest.fixture(scope="module")
def nginx(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx in front of the server, with the configuration of the documentation. The value is the address with its path."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        print("\n*** NO nginx HERE: THE PATH PREFIX WAS NOT TRIED WITH IT ***", file=sys.__stderr__)
        pytest.skip("no nginx")
    folder = tmp_path_factory.mktemp("nginx")
    block = DEPLOYMENT.read_text().partition("```nginx\n")[2].partition("```")[0]
    assert "http://127.0.0.1:8000" in block
    configuration = folder / "nginx.conf"
    places = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration.write_text(
        f"{'user root; ' if os.getuid() == 0 else ''}daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{ access_log off; {places}\nserver {{ listen 127.0.0.1:{installation.proxy_port};\n"
        f"{block.replace('http://127.0.0.1:8000', installation.server.url)}\n}} }}\n"
    )
    process = subprocess.Popen([found, "-p", str(folder), "-c", str(configuration)])
    try:
        for _ in range(100):
            try:
                httpx.get(f"{installation.under_path}/readyz").raise_for_status()
                break
            except httpx.TransportError:
                assert process.poll() is None, (folder / "errors").read_text()
                time.sleep(0.05)
        yield installation.under_path
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_a_file_is_uploaded_and_fetched_by_its_link_under_the_path(installation: Installation, nginx: str) -> None:
    ticket = installation.value("select 'tic_' || id from ticket where status <> 'CLOSED' limit 1")
    operations = {"query": ATTACH, "variables": {"input": {"id": ticket, "file": None}}}
    form = {
        "operations": (None, json.dumps(operations)),
        "map": (None, '{"0": ["variables.input.file"]}'),
        "0": ("снимок.png", b"\x89PNG\r\n\x1a\n" + b"picture" * 100_000, "image/png"),
    }
    headers = {**installation.headers, "graphql-require-preflight": "1"}
    answer = httpx.post(f"{nginx}/graphql", files=form, headers=headers).json()["data"]["attachToTicket"]
    assert answer["errors"] == []
    url = answer["ticket"]["attachments"][-1]["url"]
    assert url.startswith(f"{nginx}/files/")
    fetched = httpx.get(url)
    assert (fetched.status_code, fetched.headers["content-type"]) == (200, "image/png")
    assert fetched.content.endswith(b"picture")
    assert len(fetched.content) == 8 + 700_000
    assert httpx.get(url.replace("/crm/", "/")).status_code == 404, "nothing is served outside of the path"


def test_a_socket_and_a_stream_work_under_the_path(installation: Installation, nginx: str) -> None:
    async def go() -> None:
        origin = nginx.removesuffix("/crm")
        stream = httpx.AsyncClient(headers={**installation.headers, "accept": "text/event-stream"}, timeout=10)
        since = {"since": await asyncio.to_thread(installation.cursor)}
        async with (
            connected(nginx, installation.token, origin=origin) as subscriber,
            stream,
            stream.stream("POST", f"{nginx}/graphql/stream", json={"query": PAYMENTS, "variables": since}) as events,
        ):
            lines = events.aiter_lines()
            assert await anext(lines) == ":"
            await subscriber.subscribe(PAYMENTS, since)
            (paid,) = await asyncio.to_thread(installation.pay, 1)
            assert (await subscriber.event())["payment"]["id"] == paid
            async with asyncio.timeout(5):
                told = [line async for line in _until_data(lines)]
            assert json.loads(told[-1].removeprefix("data: "))["data"]["paymentChanged"]["payment"]["id"] == paid

    asyncio.run(go())


async def _until_data(lines: Any) -> Any:
    async for line in lines:
        yield line
        if line.startswith("data: "):
            return


def test_a_subscription_by_a_plain_request_gets_the_address_of_streams_under_the_path(
    installation: Installation, nginx: str
) -> None:
    answer = httpx.post(f"{nginx}/graphql", json={"query": PAYMENTS}, headers=installation.headers).json()
    where = answer["errors"][0]["extensions"]["stream"]
    assert where == f"{nginx}/graphql/stream"
    refused = httpx.get(where, params={"query": "{ __typename }"}, headers=installation.headers)
    assert "event: next" in refused.text
