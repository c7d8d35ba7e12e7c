"""Which indexes the product's queries use, counted by PostgreSQL while tests run.

    CRM_INDEX_USE=FOLDER pytest -p bench.index_use tests/planner tests/scenarios tests/auth
    python -m bench.index_use FOLDER

The first command stores the scans of each index in the folder, one file per process. Tables of tests are small, so the
planner is told to avoid reading them whole, as it would not read large ones. The second command lists the indexes from
the least used; an index that ensures uniqueness is used by each insert, which PostgreSQL does not count.
"""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from backend.embedded import OWNER_ROLE, ServerLocation

FOLDER = "CRM_INDEX_USE"
_DATABASES = "select datname from pg_database where datallowconn and datname not like 'template_'"
_SCANS = """
select coalesce(p.relname, i.indexrelname) as name, sum(i.idx_scan)::bigint as scans
from pg_stat_user_indexes i left join pg_inherits h on h.inhrelid = i.indexrelid left join pg_class p on p.oid = h.inhparent
where i.schemaname = 'public' group by 1
"""
_UNIQUE = "select relname from pg_index join pg_class on oid = indexrelid where indisunique or indisexclusion"


async def _execute(url: str, *statements: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(url)
    try:
        for statement in statements[:-1]:
            await connection.execute(statement)
        return await connection.fetch(statements[-1])
    finally:
        await connection.close()


async def _scans(place: ServerLocation) -> dict[str, dict[str, object]]:
    """The scans of each index in all databases of a server, and whether the index ensures uniqueness."""
    scans: Counter[str] = Counter()
    unique: set[str] = set()
    for (name,) in await _execute(place.url(OWNER_ROLE, "postgres"), _DATABASES):
        url = place.url(OWNER_ROLE, name)
        scans.update(dict(await _execute(url, _SCANS)))
        unique |= {row[0] for row in await _execute(url, _UNIQUE)}
    return {name: {"scans": count, "unique": name in unique} for name, count in scans.items()}


@pytest.fixture(scope="session", autouse=True)
def _indexes_counted(request: pytest.FixtureRequest) -> Iterator[None]:
    folder = os.environ.get(FOLDER)
    if folder is None:
        yield
        return
    place: ServerLocation = request.getfixturevalue("postgresql")
    owner = place.url(OWNER_ROLE, "postgres")
    asyncio.run(_execute(owner, "alter system set enable_seqscan = off", "select pg_reload_conf()"))
    yield
    Path(folder).mkdir(parents=True, exist_ok=True)
    (Path(folder) / f"{os.getpid()}.json").write_text(json.dumps(asyncio.run(_scans(place))))


def main() -> None:
    """Print the indexes from the least used."""
    scans: Counter[str] = Counter()
    unique: set[str] = set()
    for file in Path(sys.argv[1]).glob("*.json"):
        for name, found in json.loads(file.read_text()).items():
            scans[name] += found["scans"]
            if found["unique"]:
                unique.add(name)
    for name, count in sorted(scans.items(), key=lambda each: (each[1], each[0])):
        print(f"{count:>9} {name}{' (unique)' if name in unique else ''}")


if __name__ == "__main__":
    main()
