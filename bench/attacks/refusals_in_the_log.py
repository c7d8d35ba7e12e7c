"""An analyst and a subscriber send long queries that PostgreSQL refuses, so that each is an error of a statement.

The cursor of the event log is of another cluster, which the statement itself refuses (`SINCE_TOO_OLD`). The column of
the disk in the printed table shows what is logged of it.
"""

import asyncio

from backend.events.log import encode_cursor
from bench.attacks.target import Target

FIELDS = " ".join(f"a{n}: topic" for n in range(25))
QUERY = f"query($since: String) {{ events(first: 100, since: $since) {{ nodes {{ cursor {FIELDS} }} }} }}"


async def attack(target: Target) -> None:
    since = encode_cursor("another", 1)
    async with target.client() as client:

        async def repeat(role: str) -> None:
            while True:
                await target.send(client, QUERY, target.token(role), {"since": since})

        await asyncio.gather(*(repeat(role) for role in ("analyst", "subscriber") for _ in range(10)))
