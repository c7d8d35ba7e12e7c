"""Four connections of an analyst send documents of 900 fields, none of them twice, then each of 500 of them again."""

import asyncio
import itertools

from bench.attacks.target import Target

SECONDS = 30
AGAIN = 500


def document(number: int) -> str:
    """A valid document that compiles to a large statement; no two numbers give the same."""
    contract = "id number status createdAt updatedAt balance { amount currency }"
    parts = [
        f"p{at}: contracts(first: 1) {{ nodes {{ {contract} customer {{ id createdAt status }} "
        f"payments(first: {number % 90 + 1}) {{ nodes {{ id status createdAt amount {{ amount currency }} }} }} }} }}"
        for at in range(23)
    ]
    return f"query q{number} {{ {' '.join(parts)} }}"


async def attack(target: Target) -> None:
    async with target.client() as client:
        numbers = itertools.count()

        async def repeat() -> None:
            for number in numbers:
                await target.send(client, document(number % (2 * AGAIN) // 2), target.token("analyst"))

        await asyncio.gather(*(repeat() for _ in range(4)))
