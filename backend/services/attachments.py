"""Removal of the files of discarded tickets."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import driver_connection
from backend.documents.files import FileStore
from backend.identifiers import TICKET_ATTACHMENT_ID, FileKey
from backend.jobs.declare import job
from backend.jobs.queue import JobQueue, queue_settings
from backend.jobs.worker import Job

REMOVE = "remove attachments"


async def remove_after_commit(session: AsyncSession, keys: Collection[FileKey]) -> None:
    """Enqueue the removal of files. The job becomes visible to workers when the transaction commits."""
    if keys:
        await JobQueue(queue_settings()).enqueue(
            await driver_connection(session), REMOVE, {"keys": [str(key) for key in keys]}
        )


class Attachments:
    """The job that removes files from the store."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    @job(REMOVE)
    async def remove(self, queued: Job) -> None:
        """Remove the files of one ticket. The job fails where the store does not answer, and is retried."""
        keys = queued.document()["keys"]
        assert isinstance(keys, list)
        for key in keys:
            await self._files.remove(TICKET_ATTACHMENT_ID.parse_key(key))
