"""`python -m tests.scenarios.duplicates_process URL SEARCH`: a worker that searches until it is killed.

It stays at the second stage: each chunk there has one customer and takes a while.
"""

import asyncio
import sys

from backend.database import connect
from backend.identifiers import DUPLICATE_SEARCH_ID
from backend.services.matching import search


async def main(url: str, search_id: str) -> None:
    key = DUPLICATE_SEARCH_ID.parse_key(search_id)
    connection = await connect(url, statement_timeout="0")
    await connection.execute(search.START, key)
    stage = "select stage from duplicate_search where id = $1"
    while await connection.fetchval(stage, key) == "DOCUMENT":
        await search.step(connection, key)
    while await search.step(connection, key, chunk=2):
        await asyncio.sleep(0.5)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
