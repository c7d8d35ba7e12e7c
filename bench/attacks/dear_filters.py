"""Twelve connections of an operator, and as many of an analyst, list customers by nested `every` filters of one row."""

import asyncio

from bench.attacks.target import Target

SECONDS = 20
QUERY = """{ customers(first: 1, filter: { not: { payments: { every: { contract: { customer: { payments: {
    every: { contract: { customer: { name: { ne: "%s" } } } } } } } } } } }) { nodes { id } } }"""


async def attack(target: Target) -> None:
    async with target.client() as client:

        async def repeat(role: str, number: int) -> None:
            query = QUERY % f"{role} {number}"
            while True:
                await target.send(client, query, target.token(role))

        await asyncio.gather(*(repeat(role, number) for role in ("operator", "analyst") for number in range(12)))
