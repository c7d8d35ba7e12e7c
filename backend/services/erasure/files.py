"""What is erased after the commit: the files of an erased customer, and exports that may name the customer."""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Database, driver_connection
from backend.documents.files import FileStore
from backend.identifiers import TICKET_ATTACHMENT_ID, FileKey
from backend.jobs.declare import job
from backend.jobs.queue import JobQueue, queue_settings
from backend.jobs.worker import Job
from backend.models import ExportJob, ExportStatus
from backend.services.exports import QUEUE as EXPORTS

ERASE = "erase files"


async def erase_after_commit(session: AsyncSession, keys: Collection[FileKey]) -> None:
    """Enqueue the job. It becomes visible to workers when the transaction commits."""
    queue = JobQueue(queue_settings())
    await queue.enqueue(await driver_connection(session), ERASE, {"keys": [str(key) for key in keys]})


class ErasedFiles:
    """The job that removes what erased customers left in the file store."""

    def __init__(self, files: FileStore, database: Database) -> None:
        self._files = files
        self._database = database

    @job(ERASE)
    async def erase(self, queued: Job) -> None:
        """Remove the files of an erased customer, and those of all exports that began before: any of them may name the
        customer. The job fails where the store does not answer, and is retried.
        """
        keys = queued.document()["keys"]
        assert isinstance(keys, list)
        for each in keys:
            await self._files.remove(TICKET_ATTACHMENT_ID.parse_key(str(each)))
        async with self._database.transaction() as session:
            for key in await _drop_exports(session):
                await self._files.remove(key)


async def _drop_exports(session: AsyncSession) -> list[FileKey]:
    """Let exports that run start over, and forget the files of those that are complete. Returns the keys of the files.

    The erasure was committed before, so an export that begins later reads nothing of the customer. A worker that runs
    an export sees within a second that it is QUEUED again, and drops what it wrote.
    """
    table: Any = ExportJob.__table__
    began_before = table.c.started_at < sa.func.now()
    restarted = (
        sa.update(table)
        .where(table.c.status == ExportStatus.RUNNING, began_before)
        .values(status=ExportStatus.QUEUED, started_at=None, rows=0, total=None, worked_ms=0)
        .returning(table.c.id)
    )
    queue, connection = JobQueue(queue_settings()), await driver_connection(session)
    for key in await session.scalars(restarted):
        await queue.enqueue(connection, EXPORTS, {"id": str(key)})
    kept = (
        await session.execute(
            sa.select(table.c.id, table.c.file_key).where(table.c.file_key.is_not(None), began_before).with_for_update()
        )
    ).all()
    expired = sa.update(table).where(table.c.id.in_([each.id for each in kept]))
    await session.execute(expired.values(file_key=None, expires_at=sa.func.least(table.c.expires_at, sa.func.now())))
    return [each.file_key for each in kept]
