"""Which indexes the product's queries use, counted by PostgreSQL while tests and measurements run.

    CRM_INDEX_USE=FOLDER pytest -p bench.index_use tests/planner tests/scenarios tests/auth
    CRM_INDEX_USE=FOLDER CRM_BENCH_SECONDS=1 CRM_BENCH_ROWS=30000 python -m bench reads money sim bulk
    python -m bench.index_use FOLDER

The first two commands store the scans of each index in the folder, a file for each database. Tables of tests are small,
so the planner is told to avoid reading them whole, as it would not read large ones. The last command lists the indexes
from the least used; an index that ensures uniqueness is used by each insert, which PostgreSQL does not count.
"""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.embedded import OWNER_ROLE, ServerLocation
from bench.database import INDEX_USE, sql, store_scans

_DATABASES = "select datname from pg_database where datallowconn and datname not like 'template_'"


@pytest.fixture(scope="session", autouse=True)
def _indexes_counted(request: pytest.FixtureRequest) -> Iterator[None]:
    if INDEX_USE not in os.environ:
        yield
        return
    place: ServerLocation = request.getfixturevalue("postgresql")
    owner = place.url(OWNER_ROLE, "postgres")
    sql(owner, "alter system set enable_seqscan = off", "select pg_reload_conf()")
    yield
    for (name,) in sql(owner, _DATABASES):
        store_scans(place.url(OWNER_ROLE, name))


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
