"""Import jobs: receive a file, pause, resume, cancel. `imports.runner` processes the job."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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
    ImportJob,
    ImportKind,
    ImportMode,
    ImportState,
    OnError,
    UnknownSims,
)
from backend.records import events
from backend.services.recording import target_of

QUEUE = "import file"
MAX_MAPPING = 50
MAX_COLUMN_LENGTH = 200


@dataclass(frozen=True)
class ImportForm:
    """How a file is imported.

    `mapping` lists headings of the file, each with a column of the layout, or with None to ignore it; the cells of
    several headings with the same column are joined in this order. `encoding` is None when it is to be detected.
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
    """Create the job of a stored file and queue it. Raises Refusal INVALID_INPUT. Returns the job's id."""
    if form.mapping is not None and len(form.mapping) > MAX_MAPPING:
        raise Refusal(ErrorCode.INVALID_INPUT, f"mapping has at most {MAX_MAPPING} entries", ["mapping"])
    for name in form.mapping or ():
        if any(len(part or "") > MAX_COLUMN_LENGTH or "\0" in (part or "") for part in name):
            message = f"a name in mapping has at most {MAX_COLUMN_LENGTH} characters and no NUL"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["mapping"])
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
    await _add_event(session, job, viewer.actor, "received")
    await _enqueue(session, job.id)
    return IMPORT_JOB_ID.encode(job.id)


async def pause(session: AsyncSession, actor: str, job_id: str) -> str:
    """Stop a job after the current chunk. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns the job's id."""
    job = await _locked(session, job_id)
    job.state = target_of(IMPORT_STATES, job.state, "pause")
    await session.flush()
    await _add_event(session, job, actor, "paused")
    return job_id


async def resume(session: AsyncSession, actor: str, job_id: str) -> str:
    """Continue a paused job after the last processed row. Raises and returns as `pause`."""
    job = await _locked(session, job_id)
    job.state = target_of(IMPORT_STATES, job.state, "resume")
    await session.flush()
    await _add_event(session, job, actor, "resumed")
    await _enqueue(session, job.id)
    return job_id


async def cancel(session: AsyncSession, actor: str, job_id: str) -> str:
    """End a job before all rows are processed; registered rows are kept. Raises and returns as `pause`."""
    job = await _locked(session, job_id)
    was_registering = job.state in {ImportState.RUNNING, ImportState.PAUSED}
    job.state = target_of(IMPORT_STATES, job.state, "cancel")
    if not was_registering:  # rows were only checked, so the counts are reset
        job.registered = job.updated = job.unchanged = 0
        job.done = job.rejected
        if job.header is None:
            job.rows = 0
    job.finished_at = sa.func.clock_timestamp()
    await session.flush()
    await _add_event(session, job, actor, "cancelled")
    await _enqueue(session, job.id)  # its staged rows are removed
    return job_id


async def _locked(session: AsyncSession, text: str) -> ImportJob:
    key = IMPORT_JOB_ID.decode(text)
    found = None
    if key is not None:
        found = await session.scalar(sa.select(ImportJob).where(ImportJob.id == key).with_for_update())
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "the import job does not exist", ["id"])
    return found


async def _add_event(session: AsyncSession, job: ImportJob, actor: str, what: str) -> None:
    told: events.Entry = {"topic": f"import.{what}", "node_type": "ImportJob", "node_id": job.id, "actor": actor}
    await session.execute(*events.written([told]))


async def _enqueue(session: AsyncSession, job_id: ImportJobKey) -> None:
    await JobQueue(queue_settings()).enqueue(await driver_connection(session), QUEUE, {"id": str(job_id)})
