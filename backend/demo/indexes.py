"""Removal of the models' indexes before a large load, and creation of those that are missing."""

import asyncio
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from backend.database import Connection, connect
from backend.models import Base

_DIALECT: sa.Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


def _declared() -> list[sa.Index]:
    """The indexes that are not unique. Unique indexes are constraints, and are kept."""
    return [index for table in Base.metadata.tables.values() for index in table.indexes if not index.unique]


async def drop_all(connection: Connection) -> None:
    """Drop the indexes that are not unique. `create_missing` creates them again, also after a kill."""
    for index in _declared():
        await connection.execute(f"drop index if exists {index.name}")


async def create_missing(owner_url: str, workers: int) -> None:
    """Create the missing indexes on `workers` connections at a time."""
    connection = await connect(owner_url, role=None)
    try:
        rows = await connection.fetch("select indexname from pg_indexes where schemaname = 'public'")
    finally:
        await connection.close()
    existing = {row["indexname"] for row in rows}
    queue = iter([index for index in _declared() if index.name not in existing])
    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(_build(owner_url, queue))


async def _build(owner_url: str, queue: Iterator[sa.Index]) -> None:
    connection = await connect(owner_url, role=None, maintenance_work_mem="512MB")
    try:
        for index in queue:
            await connection.execute(str(CreateIndex(index, if_not_exists=True).compile(dialect=_DIALECT)))
    finally:
        await connection.close()
