"""Calls from the mutations of imports to the services."""

from collections.abc import Awaitable
from dataclasses import asdict

from sqlalchemy.ext.asyncio import AsyncSession

from backend.documents.files import Stored, Upload
from backend.identifiers import FileKey, uuid7
from backend.imports import jobs
from backend.imports.jobs import ImportForm
from backend.resolvers.context import Context
from backend.resolvers.received import received
from backend.services.idempotency import Outcome


async def receive_file(context: Context, act: str, form: ImportForm, upload: Upload, key: str | None) -> Outcome:
    """Store the file, then create the job. The file is deleted if it is refused or was uploaded before with the key."""

    async def keep(stored: Stored) -> tuple[Outcome, bool]:
        command = {**asdict(form), "sha256": stored.sha256.hex()}
        done = False

        async def verb(session: AsyncSession) -> str:
            nonlocal done
            found = await jobs.receive_file(session, context.viewer, context.origin, form, stored)
            done = True
            return found

        outcome = await context.perform(act, command, key, verb)
        return outcome, done

    def store() -> Awaitable[Stored]:
        return context.files.take(FileKey(uuid7()), upload, context.settings.max_import_bytes)

    return await received(context, upload, store, keep)


async def pause(context: Context, job_id: str, key: str | None) -> Outcome:
    return await context.perform(
        "pauseBulkRegister", {"id": job_id}, key, lambda session: jobs.pause(session, context.actor, job_id)
    )


async def resume(context: Context, job_id: str, key: str | None) -> Outcome:
    return await context.perform(
        "resumeBulkRegister", {"id": job_id}, key, lambda session: jobs.resume(session, context.actor, job_id)
    )


async def cancel(context: Context, job_id: str, key: str | None) -> Outcome:
    return await context.perform(
        "cancelBulkRegister", {"id": job_id}, key, lambda session: jobs.cancel(session, context.actor, job_id)
    )
