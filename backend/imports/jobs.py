"""The acts around a file: taken in, paused, resumed, cancelled. `imports.runner` does what comes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Origin, Viewer
from backend.database import driver_connection
from backend.documents.files import Stored
from backend.errors import ErrorCode, Refusal
from backend.identifiers import IMPORT_JOB_ID, ImportJobKey
from backend.imports.reading.encoding import encoding_of
from backend.jobs.queue import JobQueue, queue_settings
from backend.models import (
    IMPORT_STATES,
    Duplicates,
    Event,
    ImportJob,
    ImportKind,
    ImportMode,
    ImportState,
    OnError,
    UnknownSims,
)
from backend.services.recording import target_of

QUEUE = "import file"
LONGEST_MAPPING = 50
LONGEST_COLUMN = 200


@dataclass(frozen=True)
class ImportForm:
    """How a file is to be taken in. `mapping`: headings of the file, each with one of our columns, or with none
    to be left out; several that mean one column are joined in this order. `encoding`: the file's, where it is named.
    """

    kind: ImportKind
    mode: ImportMode = ImportMode.INSERT
    on_error: OnError = OnError.SKIP_ROW
    unknown_sims: UnknownSims = UnknownSims.CREATE
    duplicates: Duplicates = Duplicates.REJECT
    notify: bool = False
    dry_run: bool = False
    mapping: Sequence[tuple[str, str | None]] | None = field(default=None)
    encoding: str | None = None


async def receive_file(session: AsyncSession, viewer: Viewer, origin: Origin, form: ImportForm, file: Stored) -> str:
    """Take a stored file in: a worker goes on with it. Raises Refusal INVALID_INPUT. Returns the job's id."""
    if form.mapping is not None and len(form.mapping) > LONGEST_MAPPING:
        raise Refusal(ErrorCode.INVALID_INPUT, f"at most {LONGEST_MAPPING} columns", ["mapping"])
    for name in form.mapping or ():
        if any(len(part or "") > LONGEST_COLUMN or "\0" in (part or "") for part in name):
            raise Refusal(
                ErrorCode.INVALID_INPUT, f"a column's name has at most {LONGEST_COLUMN} characters", ["mapping"]
            )
    encoding = encoding_of(form.encoding)
    job = ImportJob(
        kind=form.kind, mode=form.mode, on_error=form.on_error, unknown_sims=form.unknown_sims,
        duplicates=form.duplicates, notify=form.notify, dry_run=form.dry_run,
        mapping=list(form.mapping) if form.mapping else None, encoding=encoding,
        file_key=file.key, file_name=file.name, size_bytes=file.size_bytes, sha256=file.sha256, actor=viewer.actor,
        role=viewer.role.shown, client=viewer.client, session_id=viewer.session_id, address=origin.address,
    )  # fmt: skip
    session.add(job)
    await session.flush()
    await _tell(session, job, viewer.actor, "received")
    await _enqueue(session, job.id)
    return IMPORT_JOB_ID.encode(job.id)


async def pause(session: AsyncSession, actor: str, job_id: str) -> str:
    """Stop after the chunk that is under way. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns the id."""
    job = await _locked(session, job_id)
    job.state = target_of(IMPORT_STATES, job.state, "pause")
    await session.flush()
    await _tell(session, job, actor, "paused")
    return job_id


async def resume(session: AsyncSession, actor: str, job_id: str) -> str:
    """Go on behind the last row that was taken in. Raises and returns as `pause`."""
    job = await _locked(session, job_id)
    job.state = target_of(IMPORT_STATES, job.state, "resume")
    await session.flush()
    await _tell(session, job, actor, "resumed")
    await _enqueue(session, job.id)
    return job_id


async def cancel(session: AsyncSession, actor: str, job_id: str) -> str:
    """Take nothing more in; what was taken in stays. Raises and returns as `pause`."""
    job = await _locked(session, job_id)
    taken_in = job.state in {ImportState.RUNNING, ImportState.PAUSED}
    job.state = target_of(IMPORT_STATES, job.state, "cancel")
    if not taken_in:  # it was only looked at
        job.registered = job.updated = job.unchanged = 0
        job.done = job.rejected
        if job.header is None:
            job.rows = 0
    job.finished_at = sa.func.clock_timestamp()
    await session.flush()
    await _tell(session, job, actor, "cancelled")
    await _enqueue(session, job.id)  # its staged rows are removed
    return job_id


async def _locked(session: AsyncSession, text: str) -> ImportJob:
    key = IMPORT_JOB_ID.decode(text)
    found = None
    if key is not None:
        found = await session.scalar(sa.select(ImportJob).where(ImportJob.id == key).with_for_update())
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such job", ["id"])
    return found


async def _tell(session: AsyncSession, job: ImportJob, actor: str, what: str) -> None:
    values: dict[str, Any] = {
        "topic": f"import.{what}", "node_type": "ImportJob", "node_id": job.id, "actor": actor, "payload": {},
    }  # fmt: skip
    await session.execute(sa.insert(Event).values(values))


async def _enqueue(session: AsyncSession, job_id: ImportJobKey) -> None:
    await JobQueue(queue_settings()).enqueue(await driver_connection(session), QUEUE, {"id": str(job_id)})
