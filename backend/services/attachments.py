"""Removal of files: those of discarded tickets, and those that nothing refers to. A request may share a file."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Database, driver_connection
from backend.documents.files import FileStore
from backend.identifiers import TICKET_ATTACHMENT_ID, FileKey
from backend.jobs.declare import job
from backend.jobs.queue import JobQueue, queue_settings
from backend.jobs.worker import Job
from backend.models import (
    ContractDocument,
    ExportJob,
    IdentityDocumentFile,
    ImportJob,
    RequestAttachment,
    TicketAttachment,
)

REMOVE = "remove attachments"
# A file is stored before the row that refers to it. No request lasts as long as this.
ORPHAN_AGE = timedelta(days=1)

log = structlog.get_logger()


async def remove_after_commit(session: AsyncSession, keys: Collection[FileKey]) -> None:
    """Enqueue the removal of files. The job becomes visible to workers when the transaction commits."""
    if keys:
        await JobQueue(queue_settings()).enqueue(
            await driver_connection(session), REMOVE, {"keys": [str(key) for key in keys]}
        )


class Attachments:
    """The jobs that remove files from the store."""

    def __init__(self, files: FileStore, database: Database) -> None:
        self._files = files
        self._database = database

    @job(REMOVE)
    async def remove(self, queued: Job) -> None:
        """Remove the files of one ticket. The job fails where the store does not answer, and is retried."""
        keys = queued.document()["keys"]
        assert isinstance(keys, list)
        parsed = [TICKET_ATTACHMENT_ID.parse_key(str(each)) for each in keys]
        async with self._database.transaction() as session:
            of_requests = sa.select(RequestAttachment.file_id).where(RequestAttachment.file_id.in_(parsed))
            shared = set(await session.scalars(of_requests))
        for key in parsed:
            if key not in shared:
                await self._files.remove(key)

    @job("sweep files", cron="53 3 * * *")
    async def sweep(self, _: Job) -> None:
        """Remove files that are older than a day and that no row refers to, such as those of a process that was killed
        between the upload and the commit.
        """
        removed = 0
        async for keys in self._files.written_before(datetime.now(UTC) - ORPHAN_AGE):
            for key in await self._unknown(keys):
                await self._files.remove(key)
                removed += 1
        if removed:
            log.warning("files without an owner removed", files=removed)

    async def _unknown(self, keys: Collection[FileKey]) -> set[FileKey]:
        """Those of the keys that no row refers to."""
        known: set[FileKey] = set()
        async with self._database.transaction() as session:
            columns = (
                TicketAttachment.id,
                RequestAttachment.file_id,
                IdentityDocumentFile.id,
                ContractDocument.file_id,
                ImportJob.file_key,
                ExportJob.file_key,
            )
            for column in columns:
                known.update(await session.scalars(sa.select(column).where(column.in_(keys))))
        return set(keys) - known
