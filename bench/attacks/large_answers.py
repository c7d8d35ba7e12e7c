"""Ten connections of an operator read the largest page there is, again and again."""

import asyncio

from bench.attacks.target import Target

QUERY = "{ customers(first: 100) { nodes { id name contracts(first: 20) { nodes { id number } } } } }"


async def attack(target: Target) -> None:
    async with target.client() as client:

        async def repeat() -> None:
            while True:
                await target.send(client, QUERY, target.token("operator"))

        await asyncio.gather(*(repeat() for _ in range(10)))
