"""Many GraphQL subscriptions over WebSockets. Messages are counted with little CPU time per message."""

import asyncio
import base64
import hashlib
import json
import os
import resource
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast
from urllib.parse import urlsplit

SUBPROTOCOL = "graphql-transport-ws"
SUBSCRIPTION_ID = "1"
CONTINUATION, TEXT, CLOSE, PING, PONG = 0x0, 0x1, 0x8, 0x9, 0xA
NO_PREFIX = b"\xff"  # not valid UTF-8, so no text message begins with it
MAX_PREFIX_BYTES = 64
_ACCEPT_SUFFIX = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3

OnMessage = Callable[[int, bytes, float], None]


def frame(opcode: int, payload: bytes) -> bytes:
    """One final frame of a client. The mask is zero, which is valid and requires no masking."""
    length = len(payload)
    if length < 126:
        head = bytes((0x80 | opcode, 0x80 | length))
    elif length < 1 << 16:
        head = bytes((0x80 | opcode, 0x80 | 126)) + length.to_bytes(2, "big")
    else:
        head = bytes((0x80 | opcode, 0x80 | 127)) + length.to_bytes(8, "big")
    return head + bytes(4) + payload


def text_frame(message: Mapping[str, Any]) -> bytes:
    return frame(TEXT, json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode())


@dataclass(frozen=True)
class Opening:
    """The data that every socket sends: `request_head` without the key; `initial` and `subscribe` are frames."""

    request_head: str
    initial: bytes
    subscribe: bytes


def opening_of(
    url: str, query: str, variables: Mapping[str, Any], token: str | None, headers: Mapping[str, str]
) -> Opening:
    parts = urlsplit(url)
    lines = {
        "Host": parts.netloc,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Protocol": SUBPROTOCOL,
        **headers,
    }
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    head = f"GET {target} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    initial: dict[str, Any] = {"type": "connection_init"}
    if token is not None:
        initial["payload"] = {"Authorization": f"Bearer {token}"}
    subscribe = {"id": SUBSCRIPTION_ID, "type": "subscribe", "payload": {"query": query, "variables": dict(variables)}}
    return Opening(head, text_frame(initial), text_frame(subscribe))


@dataclass(frozen=True)
class Failure:
    """`code` is the WebSocket close code, the HTTP status of a refused upgrade, or 1006 if there was neither."""

    socket_index: int
    code: int
    reason: str


@dataclass
class Sockets:
    """`received` counts the `next` messages of all sockets; `failures` has an entry for each failed socket."""

    received: int = 0
    failures: list[Failure] = field(default_factory=list)
    last_received_at: float = 0.0  # loop time when the awaited total was reached
    members: list["Subscriber"] = field(default_factory=list)
    target: float = float("inf")
    reached: asyncio.Future[None] | None = None

    async def wait_for(self, total: int, timeout: float) -> None:
        """Wait until `total` messages were received since the sockets were opened. Raises
        TimeoutError with the count.
        """
        if self.received >= total:
            return
        self.reached = asyncio.get_running_loop().create_future()
        self.target = total
        try:
            await asyncio.wait_for(self.reached, timeout)
        except TimeoutError:
            counted = f"{self.received} of {total} messages in {timeout} s, {len(self.failures)} failures"
            raise TimeoutError(counted) from None
        finally:
            self.target = float("inf")

    def received_by_each(self) -> list[int]:
        return [member.received for member in self.members]

    def signal_reached(self) -> None:
        self.last_received_at = asyncio.get_running_loop().time()
        if self.reached is not None and not self.reached.done():
            self.reached.set_result(None)

    async def close(self) -> None:
        """Send a close frame on every socket and close it."""
        for member in self.members:
            member.close()
        await asyncio.sleep(0)


class Subscriber(asyncio.Protocol):
    """One socket with one subscription. `ready` is set when the server has read the `subscribe` message."""

    def __init__(self, index: int, opening: Opening, sockets: Sockets, on_message: OnMessage | None) -> None:
        self.index = index
        self.received = 0
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._opening = opening
        self._sockets = sockets
        self._on_message = on_message
        self._prefix = NO_PREFIX
        self._checked = False
        self._key = base64.b64encode(os.urandom(16))
        self._rest = b""
        self._upgraded = False
        self._ended = False
        self._fragments: list[bytes] = []
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are not subclasses of asyncio's.
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(f"{self._opening.request_head}Sec-WebSocket-Key: {self._key.decode()}\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        if self._rest:
            data = self._rest + data
            self._rest = b""
        if not self._upgraded:
            data = self._upgrade(data)
        position, counted, end, prefix = 0, 0, len(data), self._prefix
        while end - position >= 2:
            start = position + 2
            length = data[position + 1]
            if length >= 126:
                if length > 127:
                    self._fail(1002, "a masked frame from the server")
                    return
                start += 2 if length == 126 else 8
                if start > end:
                    break
                length = int.from_bytes(data[position + 2 : start], "big")
            if start + length > end:
                break
            # Fast path: a complete text message with the prefix of this subscription's `next` messages.
            if data[position] == 0x81 and data.startswith(prefix, start):
                counted += 1
            elif self._frame(data[position], data[start : start + length]):
                counted += 1
                prefix = self._prefix
            position = start + length
        if position < end:
            self._rest = data[position:] if position else data
        if counted:
            self.received += counted
            sockets = self._sockets
            sockets.received += counted
            if sockets.received >= sockets.target:
                sockets.signal_reached()

    def _upgrade(self, data: bytes) -> bytes:
        """The data after the response to the handshake; empty if the response is incomplete or a refusal."""
        head, separator, rest = data.partition(b"\r\n\r\n")
        if not separator:
            self._rest = data
            return b""
        status, *lines = head.decode("latin-1").split("\r\n")
        code = int(status.split(" ")[1])
        named = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        accept = base64.b64encode(hashlib.sha1(self._key + _ACCEPT_SUFFIX).digest()).decode()
        if code != 101:
            self._fail(code, status)
            return b""
        if named.get("sec-websocket-accept") != accept or named.get("sec-websocket-protocol") != SUBPROTOCOL:
            self._fail(1002, f"handshake answered with {named}")
            return b""
        self._upgraded = True
        self._send(self._opening.initial)
        return rest

    def _frame(self, first: int, payload: bytes) -> bool:
        """Process a frame. Returns whether it completes a `next` message."""
        opcode = first & 0x0F
        if first & 0x70:
            self._fail(1002, "reserved bits without an extension")
        elif opcode == PING:
            self._send(frame(PONG, payload))
        elif opcode == CLOSE:
            self._fail(int.from_bytes(payload[:2], "big") if payload else 1005, payload[2:].decode("utf-8", "replace"))
        elif opcode in {TEXT, CONTINUATION}:
            self._fragments.append(payload)
            if first & 0x80:
                message, self._fragments = b"".join(self._fragments), []
                return self._message(message)
        elif opcode != PONG:
            self._fail(1003, f"opcode {opcode}")
        return False

    def _message(self, payload: bytes) -> bool:
        message = json.loads(payload)
        kind = message["type"]
        if kind == "next":
            self._learn_prefix(payload, message)
            if self._on_message is not None:
                self._on_message(self.index, payload, asyncio.get_running_loop().time())
            return True
        if kind == "connection_ack":
            # The pong confirms that the server has read the `subscribe` before the ping.
            self._send(self._opening.subscribe + text_frame({"type": "ping"}))
        elif kind == "pong":
            if not self.ready.done():
                self.ready.set_result(None)
        elif kind == "ping":
            self._send(text_frame({**message, "type": "pong"}))
        else:
            self._fail(1000, f"the server sent {payload.decode()}")
        return False

    def _learn_prefix(self, payload: bytes, message: Mapping[str, Any]) -> None:
        """Parse the first message and learn the prefix of the following ones. Watched sockets parse all messages."""
        if not self._checked and message["payload"].get("errors"):
            self._fail(1000, f"the subscription answers {message['payload']['errors']}")
        self._checked = True
        found = payload.find(b'"next"')
        if self._on_message is None and 0 <= found < MAX_PREFIX_BYTES:
            self._prefix = payload[: found + len(b'"next"')]

    def _send(self, frames: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(frames)

    def _fail(self, code: int, reason: str) -> None:
        if not self._ended:
            self._ended = True
            self._sockets.failures.append(Failure(self.index, code, reason))
        if not self.ready.done():
            self.ready.set_result(None)
        if self._transport is not None:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        self._fail(1006, str(error) if error else "the connection ended without a close frame")

    def stall(self) -> int:
        """Stop reading, with a small receive buffer. Returns the local port."""
        assert self._transport is not None
        self._transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._transport.pause_reading()
        return int(self._transport.get_extra_info("sockname")[1])

    def close(self) -> None:
        self._ended = True
        if self._upgraded:
            self._send(frame(CLOSE, (1000).to_bytes(2, "big")))
        if self._transport is not None:
            self._transport.close()


def allow_open_files(count: int) -> None:
    """Raise the soft limit of open files. Raises ValueError if the hard limit is lower."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 256
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _factory(member: Subscriber) -> Subscriber:
    return member


async def open_sockets(
    url: str,
    count: int,
    query: str,
    variables: Mapping[str, Any] | None = None,
    token: str | None = None,
    *,
    headers: Mapping[str, str] | None = None,
    batch: int = 100,
    ready_seconds: float = 30.0,
    watch_every: int = 0,
    on_message: OnMessage | None = None,
) -> Sockets:
    """Open `count` sockets to ws://host:port/path, each with one subscription that the server has read.

    `batch` sockets are opened at a time. Each `watch_every`th socket calls `on_message` (socket index, payload, loop
    time) for every `next` message, which requires parsing it. Refused and closed sockets are listed in `failures`.

    Raises ValueError when the system does not allow so many open files, TimeoutError when a batch is not ready after
    `ready_seconds`, OSError when the server cannot be reached.
    """
    allow_open_files(count)
    loop = asyncio.get_running_loop()
    parts = urlsplit(url)
    host, port = parts.hostname or "127.0.0.1", parts.port or 80
    sockets = Sockets()
    opening = opening_of(url, query, variables or {}, token, headers or {})
    try:
        for first in range(0, count, batch):
            members = [
                Subscriber(index, opening, sockets, on_message if watch_every and index % watch_every == 0 else None)
                for index in range(first, min(first + batch, count))
            ]
            sockets.members += members
            async with asyncio.timeout(ready_seconds):
                # create_connection requires a factory; the protocol exists already.
                await asyncio.gather(*(loop.create_connection(partial(_factory, one), host, port) for one in members))
                await asyncio.gather(*(one.ready for one in members))
    except BaseException:
        await sockets.close()
        raise
    return sockets
