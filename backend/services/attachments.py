"""Removal of the files of tickets that are gone."""

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
    """Enqueue the removal of files; nobody begins it before the transaction commits."""
    if keys:
        await JobQueue(queue_settings()).enqueue(
            await driver_connection(session), REMOVE, {"keys": [str(key) for key in keys]}
        )


class Attachments:
    """The store's side of the removal."""

    def __init__(self, files: FileStore) -> None:
        self._files = files

    @job(REMOVE)
    async def remove(self, queued: Job) -> None:
        """Remove the files of one ticket. A store that does not answer fails the job, which is tried again."""
        keys = queued.document()["keys"]
        assert isinstance(keys, list)
        for key in keys:
            await self._files.remove(TICKET_ATTACHMENT_ID.parse_key(key))
