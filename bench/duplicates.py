"""`python -m bench duplicates` and `check`: precision and recall of the search through the whole base, its time and
memory; and the latency of a single check.

The base is generated (`bench.people`), with `CRM_BENCH_CUSTOMERS` customers (100,000 by default). The points of
`weights.toml` were chosen on the seed TUNED; the figures are those of the seed REPORTED. On two cores beside other work:

| customers | seed | precision | recall | search | memory | check, p99 |
|---|---|---|---|---|---|---|
| 100,000 | TUNED | 0.9990 | 0.9643 | 4.5 s | 131 MB | |
| 100,000 | REPORTED | 0.9989 | 0.9644 | 5.2 s | 131 MB | 3.1 ms |
| 1,000,000 | REPORTED | 0.9882 | 0.9597 | 125.5 s | 136 MB | 5.4 ms |
"""

import asyncio
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from backend.cli.common import postgresql
from backend.database import connect
from backend.identifiers import DuplicateSearchKey
from backend.migrate import migrate
from backend.services.matching import WEIGHTS, DocumentKey, Known, find_candidates
from backend.services.matching.search import START, step
from backend.settings import Settings
from bench.people import Base, Human

TUNED, REPORTED = 1, 2
CHECKS = 2_000
BATCH = 20_000
_COLUMNS = ["id", "kind", "name", "phone", "email", "birth_date", "created_at"]
_DOCUMENT_COLUMNS = ["id", "customer_id", "kind", "number", "country"]


def _key(place: int) -> uuid.UUID:
    return uuid.UUID(int=place + 1)


async def fill(url: str, base: Base) -> None:
    """Write the customers of a base and their documents into an empty database."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("drop index if exists ix_customer_search")  # which no statement here uses
        people = enumerate(base.people())
        while batch := list(islice(people, BATCH)):
            await _copy(connection, batch)
        await connection.execute("analyze customer, identity_document")
    finally:
        await connection.close()


async def _copy(connection: Any, batch: list[tuple[int, Human]]) -> None:
    now = datetime.now(UTC)
    rows = [(_key(n), h.kind, h.name, h.phone, h.email, h.birth_date, now) for n, h in batch]
    await connection.copy_records_to_table("customer", records=rows, columns=_COLUMNS)
    documents = [(_key(n), _key(n), *h.document, "KG") for n, h in batch if h.document]
    await connection.copy_records_to_table("identity_document", records=documents, columns=_DOCUMENT_COLUMNS)


async def _search(url: str) -> dict[str, Any]:
    """Search the whole base, in this process. Its seconds, the number of scores and its peak of memory in bytes."""
    connection = await connect(url)
    started = time.perf_counter()
    try:
        search: DuplicateSearchKey = await connection.fetchval(
            "insert into duplicate_search (actor, weights_version) values ('bench', $1) returning id", WEIGHTS.version
        )
        await connection.execute(START, search)
        while await step(connection, search):
            pass
        compared = await connection.fetchval("select compared from duplicate_search where id = $1", search)
    finally:
        await connection.close()
    # Of this process only: `getrusage` would count what the parent had when it started this one.
    peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) * 1024
    return {"seconds": time.perf_counter() - started, "compared": compared, "peak_bytes": peak}


async def _found(url: str) -> dict[tuple[int, int], int]:
    """The scores of the pairs, by the places of their customers."""
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("select customer_id, other_id, score from duplicate_pair")
    finally:
        await connection.close()
    return {(row["customer_id"].int - 1, row["other_id"].int - 1): row["score"] for row in rows}


def report(base: Base, found: dict[tuple[int, int], int], run: dict[str, Any]) -> None:
    """Print precision and recall, and recall by kind."""
    planted = {(each.one, each.other): each.kind for each in base.planted}
    right = planted.keys() & found.keys()
    print(
        f"| planted pairs {len(planted):,} | found {len(found):,} | resembling groups {sum(base.resembling.values()):,} |"
    )
    print(f"| precision {len(right) / len(found):.4f} | recall {len(right) / len(planted):.4f} | target 0.95 each |")
    kinds, hits = Counter(planted.values()), Counter(planted[each] for each in right)
    print("| " + " | ".join(f"{kind} {hits[kind] / count:.4f}" for kind, count in sorted(kinds.items())) + " |")
    print(
        f"| {run['seconds']:.1f} s, target 600 s | {run['compared']:,} scores"
        f" | peak of the process {run['peak_bytes'] / 2**20:.0f} MB, target 300 MB |"
    )


def duplicates(url: str, owner_url: str, size: int, seed: int) -> Base:
    """Fill an empty database, search it, and print the figures."""
    base = Base(size, seed)
    started = time.perf_counter()
    asyncio.run(fill(owner_url, base))
    print(f"\n{size:,} customers from seed {seed}, written in {time.perf_counter() - started:.0f} s")
    command = [sys.executable, "-m", "bench.duplicates", url]
    run = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    report(base, asyncio.run(_found(owner_url)), run)
    return base


def _known(human: Human) -> Known:
    documents = (DocumentKey(human.document[0], "KG", human.document[1]),) if human.document else ()
    return Known(
        kind=human.kind, name=human.name, phone=human.phone, email=human.email, birth_date=human.birth_date,
        documents=documents,
    )  # fmt: skip


async def check(url: str, size: int, seed: int) -> None:
    """Check people of the base once more, and people who are new; print the percentiles of the latency."""
    stored = [_known(each) for each in islice(Base(size, seed).people(), CHECKS // 2)]
    new = [_known(each) for each in islice(Base(size, seed + 1_000).people(), CHECKS // 2)]
    engine = create_async_engine(url.replace("postgresql:", "postgresql+asyncpg:", 1))
    times: list[float] = []
    try:
        async with AsyncSession(engine) as session:
            for known in [*stored[:50], *stored, *new]:
                started = time.perf_counter()
                await find_candidates(session, known)
                times.append((time.perf_counter() - started) * 1000)
    finally:
        await engine.dispose()
    measured = sorted(times[50:])
    p50, p99 = statistics.median(measured), measured[int(len(measured) * 0.99)]
    print(f"| check, {len(measured):,} forms | p50 {p50:.2f} ms | p99 {p99:.2f} ms | target p99 20 ms |")


async def _prepared(owner_url: str) -> None:
    await migrate(owner_url)
    connection = await asyncpg.connect(owner_url)
    try:
        await connection.execute("truncate duplicate_pair, duplicate_search, identity_document, customer cascade")
    finally:
        await connection.close()


def run_duplicates(what: str, folder: Path, size: int) -> None:
    """Measure in a server and a data directory of their own, which are removed afterwards."""
    folder.mkdir(exist_ok=True)
    settings = Settings(data_dir=Path(tempfile.mkdtemp(prefix="bench-duplicates-", dir=folder)))
    settings.data_dir.chmod(0o755)  # the server may run as another user
    try:
        with postgresql(settings, exclusive=True) as urls:
            url, owner_url = urls.application, urls.owner
            for seed in (TUNED, REPORTED) if what == "duplicates" else (REPORTED,):
                asyncio.run(_prepared(owner_url))
                duplicates(url, owner_url, size, seed)
            asyncio.run(check(url, size, REPORTED))
    finally:
        shutil.rmtree(settings.data_dir, ignore_errors=True)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_search(sys.argv[1]))))
