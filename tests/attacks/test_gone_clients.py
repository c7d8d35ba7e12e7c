"""A client that goes away while its requests are answered: each of them is told, and none writes to what is closed."""

import asyncio
import socket
from typing import Any

import uvloop
from uvicorn.server import ServerState

from backend.http.limits import RESPOND, bounded
from backend.settings import Settings

GET = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n"


class Application:
    """Waits until its client is gone, and responds then."""

    def __init__(self) -> None:
        self.began = asyncio.Event()
        self.ended = asyncio.Event()
        self.told: list[str] = []
        self.accepted: list[bool] = []

    async def __call__(self, scope: Any, receive: Any, _send: Any) -> None:
        self.told.append((await receive())["type"])
        self.began.set()
        self.told.append((await receive())["type"])
        self.accepted.append(scope["extensions"][RESPOND](HEAD, b""))
        self.ended.set()


async def _gone(requests: int) -> Application:
    """An application that was sent requests at once, whose client resets the connection during the first of them."""
    loop = asyncio.get_running_loop()
    application = Application()
    config = bounded(application, Settings(), lifespan="off")
    config.load()
    make: Any = config.http_protocol_class
    server = await loop.create_server(
        lambda: make(config=config, server_state=ServerState(), app_state={}), "127.0.0.1", 0
    )
    client = socket.socket()
    client.setblocking(False)
    await loop.sock_connect(client, server.sockets[0].getsockname())
    await loop.sock_sendall(client, GET * requests)
    await application.began.wait()
    client.close()
    await asyncio.wait_for(application.ended.wait(), 5)
    server.close()
    return application


def test_the_request_that_is_answered_learns_that_its_client_is_gone_though_others_wait_behind_it() -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        for requests in (1, 3):
            application = runner.run(_gone(requests))
            assert (application.told, application.accepted) == (["http.request", "http.disconnect"], [True])


async def _closing() -> list[Any]:
    """What a response is told whose connection the server has just closed itself."""
    loop = asyncio.get_running_loop()
    found: list[Any] = []
    ended = asyncio.Event()

    async def application(scope: Any, _receive: Any, _send: Any) -> None:
        protocols[0].transport.close()
        found.append(scope["extensions"][RESPOND](HEAD, b""))
        ended.set()

    protocols: list[Any] = []
    config = bounded(application, Settings(), lifespan="off")
    config.load()
    make: Any = config.http_protocol_class

    def protocol() -> Any:
        protocols.append(make(config=config, server_state=ServerState(), app_state={}))
        return protocols[0]

    server = await loop.create_server(protocol, "127.0.0.1", 0)
    with socket.socket() as client:
        client.setblocking(False)
        await loop.sock_connect(client, server.sockets[0].getsockname())
        await loop.sock_sendall(client, GET)
        await asyncio.wait_for(ended.wait(), 5)
    server.close()
    return found


def test_nothing_is_written_to_a_connection_that_is_being_closed() -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert runner.run(_closing()) == [True]
