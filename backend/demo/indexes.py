"""Indexes out of the way of a large load, and back: what the models declare is what there must be."""

import asyncio
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex

from backend.database import Connection, connect
from backend.models import Base

_DIALECT: sa.Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]


def _declared() -> list[sa.Index]:
    """Indexes that only make reading faster; unique ones are rules, and stay."""
    return [index for table in Base.metadata.tables.values() for index in table.indexes if not index.unique]


async def drop_all(connection: Connection) -> None:
    """Drop them all. `create_missing` brings them back, now or after a kill."""
    for index in _declared():
        await connection.execute(f"drop index if exists {index.name}")


async def create_missing(owner_url: str, workers: int) -> None:
    """Build whatever is not there, several at a time."""
    connection = await connect(owner_url, role=None)
    try:
        rows = await connection.fetch("select indexname from pg_indexes where schemaname = 'public'")
    finally:
        await connection.close()
    there = {row["indexname"] for row in rows}
    queue = iter([index for index in _declared() if index.name not in there])
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
