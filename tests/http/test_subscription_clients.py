"""Subscriptions of the npm clients graphql-ws and graphql-sse: resuming after a loss, and every close code."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.database import connect
from backend.settings import Settings
from tests import forkserver
from tests.agents import Agent, agent
from tests.client import Client
from tests.push import PAYMENTS, in_place, pay
from tests.servers import TOOLS, Server, free_port, node, served

pytestmark = pytest.mark.database

SCRIPTS = TOOLS / "push"
PROTOCOL = "graphql-transport-ws"


@pytest.fixture(scope="module")
def installed() -> None:
    node("graphql-ws", "graphql-sse", "ws")


@pytest.fixture(scope="module")
def server(
    installed: None, module_database_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The server of all tests in this file except those that kill one."""
    folder = tmp_path_factory.mktemp("server")
    with served(module_database_url, settings.data_dir, folder, CRM_SOCKET_INIT_SECONDS="1") as running:
        yield running


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    return server.token("operator")


@pytest.fixture
def ws(installed: None) -> Iterator[Agent]:
    with agent(SCRIPTS / "ws_agent.mjs") as running:
        yield running


@pytest.fixture
def sse(installed: None) -> Iterator[Agent]:
    with agent(SCRIPTS / "sse_agent.mjs") as running:
        yield running


@pytest.fixture
def contract(reading_client: Client) -> Any:
    """A contract that is the same in every database."""
    return reading_client.value("select id from contract where number = 'KD00000001'")


def payments(url: str, contract: Any, count: int) -> list[str]:
    async def go() -> list[str]:
        connection = await connect(url)
        try:
            return [await pay(connection, contract, n + 1) for n in range(count)]
        finally:
            await connection.close()

    return asyncio.run(go())


def socket_url(server: Server) -> str:
    return server.url.replace("http", "ws", 1) + "/graphql"


def raw(ws: Agent, server: Server, protocol: str | None = PROTOCOL, **more: Any) -> None:
    ws.do("raw", id="r", url=socket_url(server), protocol=protocol, **more)


def opened(ws: Agent, server: Server, token: str | None = None) -> None:
    raw(ws, server)
    assert ws.wait_for("open", id="r")["protocol"] == PROTOCOL
    if token is not None:
        say(ws, type="connection_init", payload={"Authorization": f"Bearer {token}"})
        assert json.loads(ws.wait_for("message", id="r")["text"]) == {"type": "connection_ack"}


def say(ws: Agent, **message: Any) -> None:
    ws.do("send", id="r", text=json.dumps(message))


def close_code(ws: Agent) -> int:
    code: int = ws.wait_for("close", id="r")["code"]
    return code


SUBSCRIBE: dict[str, Any] = {"id": "1", "type": "subscribe", "payload": {"query": PAYMENTS}}


# Close codes


INVALID = [
    "", "nonsense", "[]", '"x"', "{}", '{"type": 7}', '{"type": "unknown"}', '{"type": "start", "id": "1"}',
    '{"type": "complete", "id": []}', '{"type": "complete"}',
]  # fmt: skip


def test_an_invalid_message_closes_with_4400(ws: Agent, server: Server) -> None:
    for text in INVALID:
        opened(ws, server)
        ws.do("send", id="r", text=text)
        assert close_code(ws) == 4400, text


def test_a_binary_message_closes_with_4400(ws: Agent, server: Server) -> None:
    opened(ws, server)
    ws.do("send", id="r", base64="AAEC")
    assert close_code(ws) == 4400


WRONG: list[dict[str, Any]] = [
    {"type": "subscribe"},
    {"type": "subscribe", "id": 1, "payload": {"query": PAYMENTS}},
    {"type": "subscribe", "id": "", "payload": {"query": PAYMENTS}},
    {"type": "subscribe", "id": "1", "payload": {"query": 7}},
    {"type": "subscribe", "id": "1", "payload": [PAYMENTS]},
    {"type": "subscribe", "id": "1", "payload": {"query": PAYMENTS, "variables": []}},
]


def test_an_invalid_subscribe_message_closes_with_4400(ws: Agent, server: Server, token: str) -> None:
    for message in WRONG:
        opened(ws, server, token)
        say(ws, **message)
        assert close_code(ws) == 4400, message


def test_a_subscription_before_the_acknowledgement_closes_with_4401(ws: Agent, server: Server) -> None:
    opened(ws, server)
    say(ws, **SUBSCRIBE)
    assert close_code(ws) == 4401


def test_a_connection_without_a_valid_token_closes_with_4403(ws: Agent, server: Server) -> None:
    for payload in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": 7}, {"token": "x"}):
        opened(ws, server)
        say(ws, type="connection_init", payload=payload)
        assert close_code(ws) == 4403, payload
    opened(ws, server)
    say(ws, type="connection_init")
    assert close_code(ws) == 4403


def test_a_connection_without_a_timely_init_message_closes_with_4408(ws: Agent, server: Server) -> None:
    opened(ws, server)
    assert close_code(ws) == 4408


def test_a_second_subscription_with_the_same_id_closes_with_4409(ws: Agent, server: Server, token: str) -> None:
    opened(ws, server, token)
    say(ws, **SUBSCRIBE)
    say(ws, **SUBSCRIBE)
    assert close_code(ws) == 4409


def test_a_second_connection_init_closes_with_4429(ws: Agent, server: Server, token: str) -> None:
    opened(ws, server, token)
    say(ws, type="connection_init", payload={"Authorization": f"Bearer {token}"})
    assert close_code(ws) == 4429


@pytest.mark.parametrize("protocol", ["graphql-ws", "chat"])
def test_the_legacy_protocol_is_refused(ws: Agent, server: Server, protocol: str) -> None:
    raw(ws, server, protocol)
    # The client itself fails a connection that does not accept its subprotocol.
    assert "subprotocol" in ws.wait_for("error", id="r")["message"]


def test_a_connection_without_a_subprotocol_closes_with_4406(ws: Agent, server: Server) -> None:
    raw(ws, server, None)
    assert close_code(ws) == 4406


def test_a_page_of_another_origin_is_refused(ws: Agent, server: Server) -> None:
    for foreign in ("https://evil.example", "null", server.url.replace("127.0.0.1", "localhost")):
        raw(ws, server, origin=foreign)
        assert ws.wait_for("unexpected_response", id="r")["status"] == 403
    raw(ws, server, origin=server.url)
    assert ws.wait_for("open", id="r")["protocol"] == PROTOCOL


def test_a_ping_is_answered_with_its_payload_even_before_the_acknowledgement(ws: Agent, server: Server) -> None:
    opened(ws, server)
    say(ws, type="ping", payload={"n": 1})
    assert json.loads(ws.wait_for("message", id="r")["text"]) == {"type": "pong", "payload": {"n": 1}}
    say(ws, type="pong")
    say(ws, type="ping")
    assert json.loads(ws.wait_for("message", id="r")["text"]) == {"type": "pong"}
    ws.do("ping", id="r")
    ws.wait_for("pong_frame", id="r")


def test_queries_run_on_a_socket_and_an_invalid_document_is_an_error_of_its_id(
    ws: Agent, server: Server, token: str
) -> None:
    ws.do("connect", id="a", url=socket_url(server), token=token, lazy=False)
    ws.wait_for("connected", client="a")
    ws.do("subscribe", client="a", id="q", query='{ tariff(code: "T01") { code } }')
    assert ws.wait_for("next", id="q")["payload"] == {"data": {"tariff": {"code": "T01"}}}
    ws.wait_for("complete", id="q")
    for query in (
        "{ nonsense }",
        "subscription { nonsense { cursor } }",
        "subscription { paymentChanged { cursor } statusChanged { cursor } }",
    ):
        ws.do("subscribe", client="a", id="bad", query=query)
        assert ws.wait_for("error", id="bad")["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    ws.do("subscribe", client="a", id="ok", query="{ __typename }")
    assert ws.wait_for("next", id="ok")["payload"] == {"data": {"__typename": "Query"}}


def test_an_invalid_or_too_old_cursor_is_an_error_with_a_code(ws: Agent, server: Server, token: str) -> None:
    from backend.events.log import encode_cursor

    ws.do("connect", id="a", url=socket_url(server), token=token, lazy=False)
    ws.wait_for("connected", client="a")
    for since, code in (("nonsense", "BAD_USER_INPUT"), (encode_cursor("elsewhere", 1), "SINCE_TOO_OLD")):
        ws.do("subscribe", client="a", id=code, query=PAYMENTS, variables={"since": since})
        assert ws.wait_for("error", id=code)["errors"][0]["extensions"]["code"] == code


# Resuming


def ids(reports: list[Any]) -> list[str]:
    return [report["payload"]["data"]["paymentChanged"]["payment"]["id"] for report in reports]


def start(environment: dict[str, str], log: Path) -> forkserver.Process:
    with log.open("ab") as out:
        process = forkserver.start(["crm", "serve"], env=environment, stdout=out, stderr=out)
    for _ in range(300):
        try:
            httpx.get(f"http://127.0.0.1:{environment['CRM_PORT']}/readyz").raise_for_status()
        except httpx.HTTPError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            return process
    raise AssertionError(log.read_text())


def test_a_client_of_graphql_ws_gets_every_event_once_although_the_server_is_killed_twice(
    ws: Agent, database_url: str, settings: Settings, tmp_path: Path, contract: Any
) -> None:
    port, log = free_port(), tmp_path / "server.log"
    environment = {
        **os.environ, "CRM_DATABASE_URL": database_url, "CRM_DATA_DIR": str(settings.data_dir), "CRM_PORT": str(port), "CRM_DEMO": "1",
    }  # fmt: skip
    process = start(environment, log)
    try:
        token = Server(f"http://127.0.0.1:{port}", environment, log, process.pid).token("operator")
        with in_place(f"http://127.0.0.1:{port}"):
            ws.do("connect", id="a", url=f"ws://127.0.0.1:{port}/graphql", token=token)
            ws.do("subscribe", client="a", id="s", query=PAYMENTS, resume=True)
            ws.wait_for("connected", client="a")
        paid, got = [], []
        for _ in range(2):
            paid += payments(database_url, contract, 5)
            got += [ws.wait_for("next", id="s") for _ in range(5)]
            process.send_signal(signal.SIGKILL)
            process.wait()
            paid += payments(database_url, contract, 5)  # while the server is down
            process = start(environment, log)
            got += [ws.wait_for("next", id="s") for _ in range(5)]
        assert ids(got) == paid, "every event once and in order"
        time.sleep(0.5)
        assert ws.others("next") == []
    finally:
        process.kill()
        process.wait()


def test_a_client_of_graphql_sse_gets_events_and_resumes_from_its_cursor(
    sse: Agent, server: Server, contract: Any
) -> None:
    url = f"{server.url}/graphql/stream"
    token = server.token("operator")
    with in_place(server.url):
        sse.do("connect", id="a", url=url, token=token)
        sse.do("subscribe", client="a", id="s", query=PAYMENTS)
    paid = payments(server.database_url, contract, 3)
    got = [sse.wait_for("next", id="s") for _ in range(3)]
    assert ids(got) == paid
    sse.do("unsubscribe", id="s")
    paid += payments(server.database_url, contract, 2)
    sse.do(
        "subscribe",
        client="a",
        id="t",
        query=PAYMENTS,
        variables={"since": got[0]["payload"]["data"]["paymentChanged"]["cursor"]},
    )
    assert ids([sse.wait_for("next", id="t") for _ in range(4)]) == paid[1:]


def test_queries_and_invalid_documents_over_sse_end_with_complete(sse: Agent, server: Server, token: str) -> None:
    sse.do("connect", id="a", url=f"{server.url}/graphql/stream", token=token)
    sse.do("subscribe", client="a", id="q", query="{ __typename }")
    assert sse.wait_for("next", id="q")["payload"] == {"data": {"__typename": "Query"}}
    sse.wait_for("complete", id="q")
    sse.do("subscribe", client="a", id="bad", query="{ nonsense }")
    assert sse.wait_for("next", id="bad")["payload"]["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    sse.wait_for("complete", id="bad")


def test_events_of_a_stream_have_ids_and_last_event_id_resumes_after_one(server: Server, contract: Any) -> None:
    headers = {"authorization": f"Bearer {server.token('operator')}", "accept": "text/event-stream"}
    body = {"query": "subscription { paymentChanged { payment { id } } }"}

    def events(count: int, before: Any = None, **more: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []
        with httpx.stream(
            "POST", f"{server.url}/graphql/stream", json=body, headers={**headers, **more}, timeout=20
        ) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            assert stream.headers["cache-control"] == "no-store"
            if before:
                before()
            event: dict[str, str] = {}
            for line in stream.iter_lines():
                name, _, value = line.partition(": ")
                if not line and "event" in event:
                    found.append(event)
                    event = {}
                elif name in {"event", "id", "data"}:
                    event[name] = value
                if len(found) == count:
                    return found
        raise AssertionError(found)

    paid: list[str] = []
    first = events(2, lambda: paid.extend(payments(server.database_url, contract, 2)))
    paid += payments(server.database_url, contract, 2)
    again = events(3, **{"last-event-id": first[0]["id"]})
    told = [json.loads(event["data"])["data"]["paymentChanged"]["payment"]["id"] for event in (first[0], *again)]
    assert told == paid
    assert {event["event"] for event in (*first, *again)} == {"next"}


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [("POST", {}, 401), ("POST", {"authorization": "Bearer nonsense"}, 401), ("PUT", None, 405), ("POST", None, 415)],
)
def test_a_stream_is_refused_with_an_http_status(
    server: Server, token: str, method: str, headers: Any, status: int
) -> None:
    given = {"authorization": f"Bearer {server.token('operator')}"} if headers is None else headers
    body = b"query" if status == 415 else json.dumps({"query": PAYMENTS}).encode()
    kind = {} if status == 415 else {"content-type": "application/json"}
    answer = httpx.request(method, f"{server.url}/graphql/stream", content=body, headers={**given, **kind})
    assert answer.status_code == status
    assert answer.json()["errors"][0]["extensions"]["code"]
