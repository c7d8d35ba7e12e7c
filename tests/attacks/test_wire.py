"""The pace at which a WebSocket is read, and what its client may leave unread; the transport is in memory."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from uvicorn.server import ServerState

from backend.http.limits import bounded
from backend.http.wire import (
    BURST_SECONDS,
    EXTENSION,
    MAX_BACKLOG_BYTES,
    PIECE_BYTES,
    STRANGER_MESSAGE_BYTES,
    STRANGER_MESSAGES_PER_SECOND,
    WebSocketServer,
)
from backend.settings import Settings
from bench.sockets import PING, TEXT, frame

HEAD = (
    b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)
PONG_FRAME, CLOSE_FRAME = b"\x8a", b"\x88"
EMPTY_PING = frame(PING, b"")


class Transport:
    """A transport whose client never reads: what is written stays in the buffer."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.size = 0
        self.reading, self.closing = True, False

    def write(self, data: bytes) -> None:
        self.written.append(data)
        self.size += len(data)

    def get_write_buffer_size(self) -> int:
        return self.size

    def get_extra_info(self, _: str) -> None:
        return None

    def pause_reading(self) -> None:
        self.reading = False

    def resume_reading(self) -> None:
        self.reading = True

    def is_closing(self) -> bool:
        return self.closing

    def close(self) -> None:
        self.closing = True

    abort = close


class Application:
    """Accepts, keeps the wire, and receives messages while its gate is open."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.wire: Any = None

    async def __call__(self, scope: Any, receive: Callable[[], Awaitable[Any]], send: Any) -> None:
        self.wire = scope["extensions"][EXTENSION]
        await receive()
        await send({"type": "websocket.accept"})
        while True:
            await self.gate.wait()
            message = await receive()
            self.messages.append(message)
            if message["type"] == "websocket.disconnect":
                return


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


class Still:
    """The running event loop, with a clock that stands still: budgets do not grow while a test runs."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._now = self._loop.time()

    def time(self) -> float:
        return self._now

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loop, name)


async def opened(**settings: Any) -> tuple[WebSocketServer, Transport, Application]:
    application = Application()
    config = bounded(application, Settings(**settings), ws_per_message_deflate=False)
    config.load()
    protocol: Any = config.ws_protocol_class
    server: WebSocketServer = protocol(config=config, server_state=ServerState(), app_state={}, _loop=Still())
    transport = Transport()
    in_memory: Any = transport
    server.connection_made(in_memory)
    server.data_received(HEAD)
    await settled()
    assert transport.written.pop().startswith(b"HTTP/1.1 101 ")
    return server, transport, application


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    async def go() -> None:
        await asyncio.wait_for(scenario(), 10)

    asyncio.run(go())


def test_control_frames_are_answered_at_a_limited_pace() -> None:
    async def scenario() -> None:
        server, transport, _ = await opened(socket_messages_per_second=1)
        server.signed_in()
        server.data_received(EMPTY_PING * 4)
        assert (len(transport.written), transport.reading) == (4, True)
        server.data_received(EMPTY_PING * 10_000)
        pieces = PIECE_BYTES // len(EMPTY_PING)
        assert (b"".join(transport.written).count(PONG_FRAME), transport.reading) == (4 + pieces, False)
        server.data_received(EMPTY_PING)  # what the transport had read already
        assert b"".join(transport.written).count(PONG_FRAME) == 4 + pieces

    run(scenario)


def test_a_client_that_has_not_signed_in_sends_few_messages() -> None:
    async def scenario() -> None:
        server, transport, application = await opened()
        few = int(STRANGER_MESSAGES_PER_SECOND * BURST_SECONDS)
        for _ in range(few + 10):
            server.data_received(frame(TEXT, b"{}"))
            await settled()
        assert len(application.messages) <= few + 1
        assert not transport.reading
        server.signed_in()
        await settled()
        assert (len(application.messages), transport.reading) == (few + 10, True)

    run(scenario)


def test_messages_wait_at_the_transport_while_the_application_does_not_receive_them() -> None:
    async def scenario() -> None:
        server, transport, application = await opened(socket_messages_per_second=100_000)
        server.signed_in()
        application.gate.clear()
        message = frame(TEXT, b"{}")
        for _ in range(3):
            server.data_received(message * 5_000)
        await settled()
        queued = server.queue.qsize() + len(application.messages)
        assert queued <= 2 * PIECE_BYTES // len(message)
        assert not transport.reading
        application.gate.set()
        while len(application.messages) < 15_000:
            await asyncio.sleep(0)
        assert transport.reading

    run(scenario)


def test_pongs_that_are_not_read_close_the_connection() -> None:
    async def scenario() -> None:
        server, transport, application = await opened(socket_messages_per_second=100_000)
        server.signed_in()
        for _ in range(50):
            server.data_received(frame(PING, bytes(125)) * 1_000)
        await settled()
        assert transport.get_write_buffer_size() < MAX_BACKLOG_BYTES + 2 * PIECE_BYTES
        assert transport.written[-1][:1] == CLOSE_FRAME
        assert b"QUEUE_OVERFLOW" in transport.written[-1]
        assert application.messages == [{"type": "websocket.disconnect", "code": 1013, "reason": "QUEUE_OVERFLOW"}]

    run(scenario)


def test_one_long_message_may_exceed_the_backlog_and_the_next_one_may_not() -> None:
    async def scenario() -> None:
        _, transport, application = await opened()
        application.wire.write(bytes(3 * MAX_BACKLOG_BYTES))
        assert len(transport.written) == 1
        application.wire.write(b"next")
        assert transport.written[-1][:1] == CLOSE_FRAME

    run(scenario)


def test_messages_are_long_only_after_signing_in() -> None:
    async def scenario() -> None:
        server, _, application = await opened()
        server.signed_in()
        server.data_received(frame(TEXT, b"x" * (STRANGER_MESSAGE_BYTES + 1)))
        await settled()
        assert [message["type"] for message in application.messages] == ["websocket.receive"]
        server, transport, application = await opened()
        server.data_received(frame(TEXT, b"x" * (STRANGER_MESSAGE_BYTES + 1)))
        await settled()
        assert [message["code"] for message in application.messages] == [1009]
        assert transport.closing

    run(scenario)
