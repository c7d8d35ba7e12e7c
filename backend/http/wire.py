"""uvicorn's WebSocket protocol, extended by `Wire`, which writes prepared frames directly to the transport.

A message to a thousand sockets is serialised once, and each socket writes it to its transport without going through
ASGI. Messages are sent uncompressed and unfragmented, so a frame is a header and the text (RFC 6455, section 5.2).
"""

import socket
from collections.abc import Callable
from typing import Any, Protocol

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Close
from websockets.protocol import State

from backend.http.guards import LINES

EXTENSION = "crm.wire"
SEND_BUFFER_BYTES = 65_536  # SO_SNDBUF, which Linux doubles
TRY_AGAIN_LATER = 1013  # the close code after which clients reconnect
CLOSE_SECONDS = 5.0  # how long the peer has to read and answer a close frame
TOO_BIG = 1009
MAX_FRAGMENTS = 1_000  # of one message; the library limits their bytes only, and fragments may be empty


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

    def write(self, frames: bytes) -> None: ...

    def backlog(self) -> int:
        """How many written bytes the transport still buffers."""

    async def drained(self) -> None:
        """Wait until the transport's buffer is below its limit."""

    def finish(self, code: int, reason: str) -> None:
        """Send a close frame and close the connection, even when the peer no longer reads."""


class WebSocketServer(WebSocketsSansIOProtocol):
    """The protocol of one connection."""

    ended: Callable[[], None] | None = None  # called when the connection has ended

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        if self.ended is not None:
            self.ended()

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            extensions: Any = self.scope["extensions"]
            extensions[EXTENSION] = self

            # Bytes in the kernel's send buffer do not count as backlog, so the buffer is kept small.
            connection = self.transport.get_extra_info("socket")
            if connection is not None and connection.family != socket.AF_UNIX:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        # The first call passes the whole head; the library has not handled it if a line is longer than 8 KB.
        if not self.handshake_initiated and not self.transport.is_closing():
            self.transport.write(refusal(431, "HEADERS_TOO_LARGE", "a header of the request is larger than 8 KB"))
            self.transport.close()

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

    def write(self, frames: bytes) -> None:
        if not self.close_sent and not self.transport.is_closing():
            self.transport.write(frames)

    def backlog(self) -> int:
        return self.transport.get_write_buffer_size()

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
            self.transport.resume_reading()
        # transport.close() would wait for a peer that no longer reads.
        self.close_timer = self.loop.call_later(CLOSE_SECONDS, self.transport.abort)


def _truncated(reason: str) -> str:
    """The reason, cut to the 123 bytes that a close frame can hold (RFC 6455, section 5.5)."""
    encoded = reason.encode()[:123]
    text = encoded.decode(errors="ignore")
    Close(1000, text).serialize()
    return text
