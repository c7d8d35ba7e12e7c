"""Limits of WebSockets and subscriptions, on a real server: what one caller may open, and how a refusal looks."""

import asyncio
import json
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest

from tests.push import PAYMENTS, connected, in_place, refused
from tests.servers import Server

pytestmark = pytest.mark.database

DISTINCT = "subscription { paymentChanged { cursor e%d: cursor } }"


@pytest.mark.parametrize(("role", "allowed"), [("subscriber", 5), ("operator", 20)])
def test_a_caller_has_a_limited_number_of_sockets(module_server: Server, role: str, allowed: int) -> None:
    url, token = module_server.url, module_server.token(role)
    initial = {"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}}

    async def go() -> None:
        async with AsyncExitStack() as stack:
            held = [await stack.enter_async_context(connected(url, token)) for _ in range(allowed)]
            before = refused(url, "sockets")
            async with connected(url) as another:
                await another.send_message(**initial)
                assert await another.closed() == (1013, "LIMIT_EXCEEDED")
            assert refused(url, "sockets") == before + 1
            await held[0].connection.close()
            async with asyncio.timeout(30):
                while True:  # until the server has noticed the close
                    async with connected(url) as another:
                        await another.send_message(**initial)
                        if "connection_ack" in str(await another.connection.recv()):
                            break

    asyncio.run(go())


def test_a_subscriber_has_a_limited_number_of_subscriptions_on_sockets_and_streams(module_server: Server) -> None:
    url, token = module_server.url, module_server.token("subscriber")
    headers = {"authorization": f"Bearer {token}", "accept": "text/event-stream"}

    async def go() -> None:
        async with connected(url, token) as first, connected(url, token) as second:
            with in_place(url, 20):
                for number in range(20):
                    await (first, second)[number % 2].subscribe(DISTINCT % number, identity=str(number))
            before = refused(url, "subscriptions")
            await first.subscribe(PAYMENTS, identity="more")
            message = await first.receive()
            assert (message["id"], message["type"]) == ("more", "error")
            assert message["payload"][0]["extensions"] == {
                "code": "LIMIT_EXCEEDED", "limit": "subscriptions", "allowed": 20, "found": 21,
            }  # fmt: skip
            answer = await asyncio.to_thread(
                httpx.post, f"{url}/graphql/stream", json={"query": PAYMENTS}, headers=headers
            )
            assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (429, "LIMIT_EXCEEDED")
            assert refused(url, "subscriptions") == before + 2
            with in_place(url):
                await first.send_message(id="0", type="complete")
                await first.subscribe(PAYMENTS, identity="more")
            await first.subscribe("{ __typename }", identity="query")
            assert (await first.receive())["payload"] == {"data": {"__typename": "Query"}}

    asyncio.run(go())


@pytest.mark.parametrize(("size", "closed"), [(125, False), (126, True)])
def test_the_payload_of_a_ping_is_as_small_as_that_of_a_ping_frame(
    module_server: Server, size: int, *, closed: bool
) -> None:
    payload: dict[str, Any] = {"text": "x" * (size - len('{"text":""}'))}
    assert len(json.dumps(payload, separators=(",", ":"))) == size

    async def go() -> None:
        async with connected(module_server.url) as stranger:
            await stranger.send_message(type="ping", payload=payload)
            if closed:
                assert await stranger.closed() == (4400, "The payload of a ping has at most 125 bytes")
            else:
                assert await stranger.receive() == {"type": "pong", "payload": payload}

    asyncio.run(go())
