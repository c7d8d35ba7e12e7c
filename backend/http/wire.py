"""The server's end of a WebSocket: uvicorn's own, with a short way out for messages that are framed beforehand.

A message to a thousand sockets is made once; each socket's copy goes straight to its transport. Nothing is compressed
and nothing is fragmented on the way out, so a frame is a header and the text (RFC 6455, section 5.2).
"""

import socket
from typing import Any, Protocol

import orjson
from uvicorn.protocols.http.httptools_impl import STATUS_LINE
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Close
from websockets.protocol import State

EXTENSION = "crm.wire"
KERNEL_BYTES = 65_536  # the system doubles it
TRY_AGAIN = 1013  # clients come back after it
FAREWELL_SECONDS = 5.0  # how long a peer has to answer a close, or to take it in
TOO_BIG = 1009
MOST_FRAGMENTS = 1_000  # of a message: the library bounds their bytes, and empty ones have none


def header(length: int) -> bytes:
    """The header of a whole text frame, unmasked."""
    if length < 126:
        return bytes((0x81, length))
    if length < 65_536:
        return b"\x81\x7e" + length.to_bytes(2, "big")
    return b"\x81\x7f" + length.to_bytes(8, "big")


def refusal(status: int, code: str, message: str) -> bytes:
    """The whole answer to a request that is refused before anybody reads it. The connection ends with it."""
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
    head = b"content-type: application/json\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % len(body)
    return STATUS_LINE[status] + head + body


class Wire(Protocol):
    """What an endpoint finds in the scope's extensions."""

    def write(self, frames: bytes) -> None: ...

    def backlog(self) -> int:
        """Bytes that were written and not taken in by the peer's side yet."""

    async def drained(self) -> None:
        """Wait until the transport takes more."""

    def finish(self, code: int, reason: str) -> None:
        """Close, whether or not the peer still reads."""


class WebSocketServer(WebSocketsSansIOProtocol):
    """One connection."""

    def handle_connect(self, event: Any) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            extensions: Any = self.scope["extensions"]
            extensions[EXTENSION] = self

            # What lies in the kernel for somebody who reads no more is seen by nobody: little may.
            connection = self.transport.get_extra_info("socket")
            if connection is not None and connection.family != socket.AF_UNIX:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_BYTES)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        # The first bytes are the whole head, and the library takes no line of more than 8 KB.
        if not self.handshake_initiated and not self.transport.is_closing():
            self.transport.write(refusal(431, "HEADERS_TOO_LARGE", "a header of a WebSocket has at most 8 KB"))
            self.transport.close()

    def handle_cont(self, event: Any) -> None:
        if len(self.frames) < MOST_FRAGMENTS:
            super().handle_cont(event)
        else:
            self.finish(TOO_BIG, "too many fragments")

    def keepalive_timeout(self) -> None:
        self.pong_timer = None
        self.pending_ping_payload = None
        # Uvicorn's own would wait until all that was written before is read.
        self.finish(TRY_AGAIN, "keepalive ping timeout")

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
        self.conn.send_close(code, _fitting(reason))
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.stop_keepalive()
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        # Not close(): it would wait for a peer that reads no more.
        self.close_timer = self.loop.call_later(FAREWELL_SECONDS, self.transport.abort)


def _fitting(reason: str) -> str:
    """A close frame's reason is at most 123 bytes."""
    encoded = reason.encode()[:123]
    text = encoded.decode(errors="ignore")
    Close(1000, text).serialize()
    return text
