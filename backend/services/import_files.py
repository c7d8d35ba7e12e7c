"""Imports of files: receive a file, pause, resume, cancel. `imports.runner` processes the job."""

from dataclasses import dataclass, fields
from functools import partial
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa

from backend.auth.viewer import ADMINISTRATORS, STAFF
from backend.database import driver_connection
from backend.documents.files import FileStore, Stored, Upload
from backend.errors import ErrorCode, Refusal
from backend.identifiers import FileKey, ImportJobKey, uuid7
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
from backend.services import rules
from backend.services.acts import Acting, NodeId, Payload, act
from backend.services.recording import target_of
from backend.settings import Settings

QUEUE = "import file"
MAX_MAPPING = 50
MAX_COLUMN_LENGTH = 200
_PAYLOAD = Payload(name="ImportPayload", node="job")
# What only imports of subscribers can be told, as in the jobs of others.
_OF_SUBSCRIBERS = {
    "unknown_sims": UnknownSims.CREATE,
    "duplicates": Duplicates.REJECT,
    "notify": False,
    "activate": True,
}
_MODE = "What to do with rows that exist already."
_ON_ERROR = "What to do with a file that has invalid rows."
_DRY_RUN = "Validate the file and report the outcome without importing anything."
_MAPPING = "Assignment of the columns of the file to the columns of the import."
_ENCODING = (
    "Encoding of the file, such as KOI8-R, CP866 or Windows-1251; detected when absent. An import whose encoding cannot"
    " be determined reliably fails with ENCODING_DOUBTFUL."
)


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """Assigns a column of the file to a column of the import. Several columns with the same `is` are joined with a
    space in the given order, such as `Фамилия` and `Имя` for `name`.
    """

    input_name: ClassVar[str] = "ColumnMapping"

    column: Annotated[str, "Name of the column in the file's header."]
    is_: Annotated[str | None, "Name of the column of the import; null to ignore the column of the file."] = None


@dataclass(frozen=True, kw_only=True)
class BulkRegister:
    """Input of `bulkRegister`."""

    file: Annotated[
        Stored,
        "Comma-, semicolon- or tab-separated values, also gzipped, with a header that has at least name, phone, iccid"
        " and tariff.",
    ]
    mode: Annotated[ImportMode, "What to do with rows whose contract exists already."] = ImportMode.INSERT
    on_error: Annotated[OnError, _ON_ERROR] = OnError.SKIP_ROW
    unknown_sims: Annotated[UnknownSims, "What to do with SIMs and numbers that are not in the pool."] = (
        UnknownSims.CREATE
    )
    duplicates: Annotated[Duplicates, "What to do with customers who resemble others."] = Duplicates.REJECT
    notify: Annotated[bool, "Whether to notify the customers."] = False
    dry_run: Annotated[bool, _DRY_RUN] = False
    mapping: Annotated[tuple[ColumnMapping, ...] | None, _MAPPING] = None
    encoding: Annotated[str | None, _ENCODING] = None
    activate: Annotated[
        bool,
        "Whether to activate the lines of new contracts in the network; false where they are in service there already.",
    ] = True


@dataclass(frozen=True, kw_only=True)
class ImportFile:
    """Input of `importSims`, `importNumbers` and `importTariffs`."""

    file: Annotated[Stored, "Comma-, semicolon- or tab-separated values, also gzipped, with a header."]
    mode: Annotated[ImportMode, _MODE] = ImportMode.INSERT
    on_error: Annotated[OnError, _ON_ERROR] = OnError.SKIP_ROW
    dry_run: Annotated[bool, _DRY_RUN] = False
    mapping: Annotated[tuple[ColumnMapping, ...] | None, _MAPPING] = None
    encoding: Annotated[str | None, _ENCODING] = None


@dataclass(frozen=True, kw_only=True)
class ImportAct:
    """Input of the mutations that take an import."""

    id: Annotated[NodeId, "The import."]


async def store_file(files: FileStore, settings: Settings, upload: Upload) -> Stored:
    """Store the file of an import. Raises Refusal INVALID_FILE."""
    return await files.take(FileKey(uuid7()), upload, settings.max_import_bytes)


def how_to_import(kind: ImportKind, command: BulkRegister | ImportFile) -> dict[str, Any]:
    """How a file is imported: columns of its job. `mapping` has pairs of a heading and its column; the cells of several
    headings with the same column are joined in this order.
    """
    given = {each.name: getattr(command, each.name) for each in fields(command) if each.name != "file"}
    pairs = [(each.column, each.is_) for each in command.mapping or ()]
    return {"kind": kind, **_OF_SUBSCRIBERS, **given, "mapping": pairs or None}


def _meant(kind: ImportKind, command: BulkRegister | ImportFile) -> dict[str, Any]:
    """The same rows are the same import, whatever the name of their file. `activate` counts where it is not the
    default, so that keys of earlier releases are found again.
    """
    how = how_to_import(kind, command)
    if how["activate"]:
        del how["activate"]
    return {**how, "sha256": command.file.sha256.hex()}


def _meant_with(kind: ImportKind) -> Any:
    return partial(_meant, kind)


@act(ImportJob, STAFF, store=store_file, payload=_PAYLOAD, meant=_meant_with(ImportKind.SUBSCRIBERS))
async def bulk_register(acting: Acting, command: BulkRegister) -> ImportJobKey:
    """Register all subscribers of a file. The import runs in the background."""
    return await _receive(acting, ImportKind.SUBSCRIBERS, command)


@act(ImportJob, STAFF, store=store_file, payload=_PAYLOAD, meant=_meant_with(ImportKind.SIMS))
async def import_sims(acting: Acting, command: ImportFile) -> ImportJobKey:
    """Import SIMs into the pool. Columns: iccid, imsi, kind, status."""
    return await _receive(acting, ImportKind.SIMS, command)


@act(ImportJob, STAFF, store=store_file, payload=_PAYLOAD, meant=_meant_with(ImportKind.NUMBERS))
async def import_numbers(acting: Acting, command: ImportFile) -> ImportJobKey:
    """Import ranges of numbers into the pool. Columns: first, last."""
    return await _receive(acting, ImportKind.NUMBERS, command)


@act(ImportJob, ADMINISTRATORS, store=store_file, payload=_PAYLOAD, meant=_meant_with(ImportKind.TARIFFS))
async def import_tariffs(acting: Acting, command: ImportFile) -> ImportJobKey:
    """Import tariffs into the catalogue. Columns: tariff, name, monthly_fee, currency, active, options."""
    return await _receive(acting, ImportKind.TARIFFS, command)


async def _receive(acting: Acting, kind: ImportKind, command: BulkRegister | ImportFile) -> ImportJobKey:
    """Create the job of a stored file and queue it. Raises Refusal INVALID_INPUT."""
    how, file, viewer = how_to_import(kind, command), command.file, acting.viewer
    pairs = how["mapping"] or []
    if len(pairs) > MAX_MAPPING:
        raise Refusal(ErrorCode.INVALID_INPUT, f"mapping has at most {MAX_MAPPING} entries", ["mapping"])
    if any(len(part or "") > MAX_COLUMN_LENGTH or "\0" in (part or "") for pair in pairs for part in pair):
        message = f"a name in mapping has at most {MAX_COLUMN_LENGTH} characters and no NUL"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["mapping"])
    job = ImportJob(
        **{**how, "encoding": rules.encoding(command.encoding)},
        file_key=file.key, file_name=file.name, size_bytes=file.size_bytes, sha256=file.sha256, actor=viewer.actor,
        role=viewer.role.shown, client=viewer.client, session_id=viewer.session_id, address=acting.origin.address,
        language=viewer.language,
    )  # fmt: skip
    acting.session.add(job)
    await acting.session.flush()
    _add_event(acting, job, "received")
    await _enqueue(acting, job.id)
    return job.id


@act(ImportJob, STAFF, payload=_PAYLOAD, moves=(ImportJob, "pause"))
async def pause_bulk_register(acting: Acting, command: ImportAct) -> ImportJobKey:
    """Pause an import after the rows in progress.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    job = await acting.lock(ImportJob, command.id)
    job.state = target_of(IMPORT_STATES, job.state, "pause")
    _add_event(acting, job, "paused")
    return job.id


@act(ImportJob, STAFF, payload=_PAYLOAD, moves=(ImportJob, "resume"))
async def resume_bulk_register(acting: Acting, command: ImportAct) -> ImportJobKey:
    """Resume a paused import where it stopped.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    job = await acting.lock(ImportJob, command.id)
    job.state = target_of(IMPORT_STATES, job.state, "resume")
    _add_event(acting, job, "resumed")
    await _enqueue(acting, job.id)
    return job.id


@act(ImportJob, STAFF, payload=_PAYLOAD, moves=(ImportJob, "cancel"))
async def cancel_bulk_register(acting: Acting, command: ImportAct) -> ImportJobKey:
    """Cancel an import. Imported rows stay.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    job = await acting.lock(ImportJob, command.id)
    was_registering = job.state in {ImportState.RUNNING, ImportState.PAUSED}
    job.state = target_of(IMPORT_STATES, job.state, "cancel")
    if not was_registering:  # rows were only checked, so the counts are reset
        job.registered = job.updated = job.unchanged = job.alerted = 0
        job.done = job.rejected
        if job.header is None:
            job.rows = 0
    job.finished_at = sa.func.clock_timestamp()
    _add_event(acting, job, "cancelled")
    await _enqueue(acting, job.id)  # its staged rows are removed
    return job.id


def _add_event(acting: Acting, job: ImportJob, what: str) -> None:
    acting.journal.event(f"import.{what}", "ImportJob", job.id)


async def _enqueue(acting: Acting, job_id: ImportJobKey) -> None:
    await acting.session.flush()
    await JobQueue(queue_settings()).enqueue(await driver_connection(acting.session), QUEUE, {"id": str(job_id)})
