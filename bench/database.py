"""Databases of the measurements: copies, statements beside the servers, and the scans of their indexes."""

import asyncio
import json
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg

from backend.embedded import OWNER_ROLE, ServerLocation

INDEX_USE = "CRM_INDEX_USE"  # the folder in which the scans of indexes are stored, a file for each database
_SCANS = """
select coalesce(p.relname, i.indexrelname) as name, sum(i.idx_scan)::bigint as scans,
    bool_or(x.indisunique or x.indisexclusion) as unique
from pg_stat_user_indexes i join pg_index x on x.indexrelid = i.indexrelid
left join pg_inherits h on h.inhrelid = i.indexrelid left join pg_class p on p.oid = h.inhparent
where i.schemaname = 'public' group by 1
"""


def sql(url: str, *statements: str) -> list[asyncpg.Record]:
    """Execute statements on one connection. Returns the rows of the last."""

    async def go() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(url)
        try:
            for statement in statements[:-1]:
                await connection.execute(statement)
            return await connection.fetch(statements[-1])
        finally:
            await connection.close()

    return asyncio.run(go())


def store_scans(url: str) -> None:
    """Store how often each index of a database was used, where INDEX_USE names a folder."""
    folder = os.environ.get(INDEX_USE)
    if folder is None:
        return
    Path(folder).mkdir(parents=True, exist_ok=True)
    scans = {row["name"]: {"scans": row["scans"], "unique": row["unique"]} for row in sql(url, _SCANS)}
    (Path(folder) / f"{uuid.uuid4()}.json").write_text(json.dumps(scans))


@contextmanager
def copied_database(place: ServerLocation, name: str, template: str) -> Iterator[str]:
    """Create a copy of a database; drop it at the end."""
    owner = place.url(OWNER_ROLE, "postgres")
    sql(owner, f"drop database if exists {name} with (force)", f"create database {name} template {template}")
    try:
        yield name
        store_scans(place.url(OWNER_ROLE, name))
    finally:
        sql(owner, f"drop database {name} with (force)")
