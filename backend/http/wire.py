"""uvicorn's WebSocket protocol, extended by `Wire`, which writes prepared frames directly to the transport.

A message to a thousand sockets is serialised once, and each socket writes it to its transport without going through
ASGI. Messages are sent uncompressed and unfragmented, so a frame is a header and the text (RFC 6455, section 5.2).

What a client sends is read at a limited pace, and what it leaves unread is limited, answers and pongs included.
"""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Close
from websockets.protocol import State

from backend.http.guards import LINES
from backend.metrics import REFUSED

EXTENSION = "crm.wire"
SEND_BUFFER_BYTES = 65_536  # SO_SNDBUF, which Linux doubles
TRY_AGAIN_LATER = 1013  # the close code after which clients reconnect
CLOSE_SECONDS = 5.0  # how long the peer has to read and answer a close frame
TOO_BIG = 1009
MAX_FRAGMENTS = 1_000  # of one message; the library limits their bytes only, and fragments may be empty
MAX_BACKLOG_BYTES = 1 << 20  # bytes that a client may leave unread; one message may exceed it
PIECE_BYTES = 4_096  # bytes that are parsed at a time; as many count as a message
BURST_SECONDS = 5.0  # the messages of so many seconds may arrive at once
# Until a client has signed in, a message holds a token and little else.
STRANGER_MESSAGE_BYTES = 16_384
STRANGER_MESSAGES_PER_SECOND = 4.0
OVERFLOW = "QUEUE_OVERFLOW"


def header(length: int) -> bytes:
    """The header of an unfragmented, unmasked text frame of `length` bytes (RFC 6455, section 5.2)."""
    if length < 126:
        return bytes((0x81, length))
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2, "big")
    return b"\x81\x7f" + length.to_bytes(8, "big")


def refusal(status: int, code: str, message: str, retry_seconds: int | None = None) -> bytes:
    """The bytes of a JSON error response that closes the connection, for a request refused before it reaches ASGI."""
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
    head = b"content-type: application/json\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(body)
    wait = b"" if retry_seconds is None else b"retry-after: %d\r\n" % retry_seconds
    return STATUS_LINE[status] + wait + LINES + head + body


class Wire(Protocol):
    """Direct access to a WebSocket's transport; an endpoint finds it in the scope's extensions as EXTENSION."""

    def signed_in(self) -> None:
        """Apply the limits of a client that has signed in."""

    def write(self, frames: bytes) -> None:
        """Write frames. The connection is closed instead when more than MAX_BACKLOG_BYTES are unread."""

    def backlog(self) -> int:
        """How many written bytes the transport still buffers."""

    def is_drained(self) -> bool:
        """Whether the transport's buffer is below its limit."""

    async def drained(self) -> None:
        """Wait until the transport's buffer is below its limit."""

    def finish(self, code: int, reason: str) -> None:
        """Send a close frame and close the connection, even when the peer no longer reads."""


@dataclass(slots=True)
class Pace:
    """A budget of messages that grows by `per_second`, up to BURST_SECONDS of them; it may be overdrawn once."""

    per_second: float
    budget: float
    counted_at: float  # loop time

    @classmethod
    def of(cls, per_second: float, now: float) -> "Pace":
        return cls(per_second, per_second * BURST_SECONDS, now)

    def spend(self, messages: float, now: float) -> float:
        """Spend messages; returns how many seconds to wait before the next one."""
        grown = self.budget + (now - self.counted_at) * self.per_second
        self.budget = min(grown, self.per_second * BURST_SECONDS) - messages
        self.counted_at = now
        return max(0.0, -self.budget / self.per_second)


class WebSocketServer(WebSocketsSansIOProtocol):
    """The protocol of one connection. A client that has signed in may send `messages_per_second`."""

    ended: Callable[[], None] | None = None  # called when the connection has ended

    def __init__(self, *arguments: Any, messages_per_second: float, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._messages_per_second = messages_per_second
        self._message_bytes = self.conn.max_message_size
        self.conn.max_message_size = STRANGER_MESSAGE_BYTES
        self._pace = Pace.of(STRANGER_MESSAGES_PER_SECOND, self.loop.time())
        self._unparsed = b""  # bytes that arrived and wait for the application, or for the pace
        self._frames = 0  # of the piece that is being parsed
        self._rest: asyncio.TimerHandle | None = None  # while nothing is read, because the pace was exceeded
        self._end: asyncio.TimerHandle | None = None

    def signed_in(self) -> None:
        self.conn.max_message_size = self._message_bytes
        self._pace = Pace.of(self._messages_per_second, self.loop.time())
        if self._rest is not None:
            self._rest.cancel()
            self._rested()

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            extensions: Any = self.scope["extensions"]
            extensions[EXTENSION] = self

            # Bytes in the kernel's send buffer do not count as backlog, so the buffer is kept small.
            connection = self.transport.get_extra_info("socket")
            if connection is not None and connection.family != socket.AF_UNIX:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)

    # Reading

    def data_received(self, data: bytes) -> None:
        if self.handshake_initiated:
            self._unparsed += data
            self._parse()
            return
        super().data_received(data)
        # The first call passes the whole head; the library has not handled it if a line is longer than 8 KB.
        if not self.handshake_initiated and not self.transport.is_closing():
            self.transport.write(refusal(431, "HEADERS_TOO_LARGE", "a header of the request is larger than 8 KB"))
            self.transport.close()

    def _parse(self) -> None:
        """Parse what has arrived, in pieces, until a message waits for the application or the pace is exceeded."""
        (unparsed, self._unparsed), start = (self._unparsed, b""), 0
        while start < len(unparsed) and not (self.read_paused or self._rest or self.transport.is_closing()):
            piece = unparsed[start : start + PIECE_BYTES]
            start += len(piece)
            self._frames = 0
            super().data_received(piece)
            self._count(self._frames + len(piece) / PIECE_BYTES)
        self._unparsed = unparsed[start:]
        if self.transport.is_closing():
            return
        if self.read_paused or self._rest:
            self.transport.pause_reading()
        else:
            self.transport.resume_reading()

    def handle_events(self) -> None:
        self._frames += len(self.conn.events)
        super().handle_events()

    def _count(self, messages: float) -> None:
        """Count messages that arrived, and rest when they were too many."""
        seconds = self._pace.spend(messages, self.loop.time())
        if seconds > 0:
            self._rest = self.loop.call_later(seconds, self._rested)

    def _rested(self) -> None:
        self._rest = None
        self._parse()

    async def receive(self) -> Any:
        message = await self.queue.get()
        if self.read_paused and self.queue.empty():
            self.read_paused = False
            self._parse()
        return message

    def handle_ping(self) -> None:
        self.write(b"".join(self.conn.data_to_send()))

    def handle_cont(self, event: Any) -> None:
        if len(self.frames) < MAX_FRAGMENTS:
            super().handle_cont(event)
        else:
            self.finish(TOO_BIG, "too many fragments")

    def keepalive_timeout(self) -> None:
        self.pong_timer = None
        self.pending_ping_payload = None
        # uvicorn's implementation would wait until the peer has read everything written before.
        self.finish(TRY_AGAIN_LATER, "keepalive ping timeout")

    # Writing

    def write(self, frames: bytes) -> None:
        if self.close_sent or self.transport.is_closing():
            return
        if self.transport.get_write_buffer_size() > MAX_BACKLOG_BYTES:
            REFUSED.labels("socket_backlog").inc()
            self.finish(TRY_AGAIN_LATER, OVERFLOW)
        else:
            self.transport.write(frames)

    def backlog(self) -> int:
        return self.transport.get_write_buffer_size()

    def is_drained(self) -> bool:
        return self.writable.is_set()

    async def drained(self) -> None:
        await self.writable.wait()

    def finish(self, code: int, reason: str) -> None:
        if self.close_sent or self.transport.is_closing() or self.conn.state is not State.OPEN:
            return
        self.queue.put_nowait({"type": "websocket.disconnect", "code": code, "reason": reason})
        self.conn.send_close(code, _truncated(reason))
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.stop_keepalive()
        if self.read_paused:
            self.read_paused = False
            self._parse()
        # transport.close() would wait for a peer that no longer reads.
        self.close_timer = self.loop.call_later(CLOSE_SECONDS, self.transport.abort)

    async def run_asgi(self) -> None:
        await super().run_asgi()
        if not self.disconnected:
            # uvicorn closed the transport, which keeps what a peer does not read for as long as the peer stays.
            self._end = self.loop.call_later(CLOSE_SECONDS, self.transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._rest, self._end):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)
        if self.ended is not None:
            self.ended()


def _truncated(reason: str) -> str:
    """The reason, cut to the 123 bytes that a close frame can hold (RFC 6455, section 5.5)."""
    encoded = reason.encode()[:123]
    text = encoded.decode(errors="ignore")
    Close(1000, text).serialize()
    return text
