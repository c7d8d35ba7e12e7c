"""The acts around files of rows."""

from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.imports.jobs import ImportForm
from backend.models import ImportKind
from backend.resolvers import imports
from backend.resolvers.context import Context
from backend.schema.declare import lazily
from backend.schema.enums import Duplicates, ImportMode, OnError, UnknownSims
from backend.schema.payloads import KEY_TEXT, UserError, given, optional, user_errors
from backend.schema.scalars import Upload
from backend.services.idempotency import Outcome

JOB: Any = Optional[lazily("imports.ImportJob")]
Request = Info[Context, None]
ENCODING = (
    "The file's encoding, such as KOI8-R, CP866 or Windows-1251; found out when absent. A file whose encoding is"
    " doubtful ends with ENCODING_DOUBTFUL."
)


@strawberry.type(description="The result of a mutation of an import.")
class ImportPayload:
    job: object = strawberry.field(
        description="The import after the mutation; null when the mutation was refused.", graphql_type=JOB
    )
    errors: list[UserError] = given("Why the mutation was refused; empty when it succeeded.")

    @classmethod
    def of(cls, outcome: Outcome) -> "ImportPayload":
        return cls(job=outcome.node_id, errors=user_errors(outcome))


@strawberry.input(
    description="A column of the file, and which of ours it is. Several columns with one `is` are joined with a space,"
    " in this order: `Фамилия` and `Имя` to `name`."
)
class ColumnMapping:
    column: str = given("Name of the column in the file's header.")
    is_: str | None = strawberry.field(
        name="is", description="The name of our column; null to leave the file's column out.", default=None
    )


@strawberry.input(description="Input of `bulkRegister`.")
class BulkRegisterInput:
    file: Upload = given(
        "Comma-, semicolon- or tab-separated values, also gzipped, with a header that has at least name, phone, iccid"
        " and tariff."
    )
    mode: ImportMode = optional("What to do with rows whose contract exists already.", ImportMode.INSERT)
    on_error: OnError = optional("What to do with a file that has invalid rows.", OnError.SKIP_ROW)
    unknown_sims: UnknownSims = optional(
        "What to do with SIMs and numbers that are not in the pool.", UnknownSims.CREATE
    )
    duplicates: Duplicates = optional("What to do with customers who resemble others.", Duplicates.REJECT)
    notify: bool = optional("Whether to notify the customers.", False)
    dry_run: bool = optional("Validate the file and report the outcome without importing anything.", False)
    mapping: Optional[list[ColumnMapping]] = optional("Mapping of the file's columns to ours.")
    encoding: str | None = optional(ENCODING)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of the mutations that take an import.")
class ImportActInput:
    id: strawberry.ID = given("The import.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `importSims`, `importNumbers` and `importTariffs`.")
class ImportFileInput:
    file: Upload = given("Comma-, semicolon- or tab-separated values, also gzipped, with a header.")
    mode: ImportMode = optional("What to do with rows that exist already.", ImportMode.INSERT)
    on_error: OnError = optional("What to do with a file that has invalid rows.", OnError.SKIP_ROW)
    dry_run: bool = optional("Validate the file and report the outcome without importing anything.", False)
    mapping: Optional[list[ColumnMapping]] = optional("Mapping of the file's columns to ours.")
    encoding: str | None = optional(ENCODING)
    idempotency_key: str | None = optional(KEY_TEXT)


def _mapping(given: list[ColumnMapping] | None) -> list[tuple[str, str | None]] | None:
    return [(each.column, each.is_) for each in given] if given else None


async def _pool(info: Request, act: str, kind: ImportKind, input: ImportFileInput) -> ImportPayload:
    form = ImportForm(
        kind=kind,
        mode=input.mode,
        on_error=input.on_error,
        dry_run=input.dry_run,
        mapping=_mapping(input.mapping),
        encoding=input.encoding,
    )
    upload: Any = input.file
    return ImportPayload.of(await imports.receive_file(info.context, act, form, upload, input.idempotency_key))


@strawberry.type
class ImportMutation:
    @strawberry.mutation(description="Register all subscribers of a file. The import runs in the background.")
    async def bulk_register(self, info: Request, input: BulkRegisterInput) -> ImportPayload:
        form = ImportForm(
            kind=ImportKind.SUBSCRIBERS,
            mode=input.mode,
            on_error=input.on_error,
            unknown_sims=input.unknown_sims,
            duplicates=input.duplicates,
            notify=input.notify,
            dry_run=input.dry_run,
            mapping=_mapping(input.mapping),
            encoding=input.encoding,
        )
        upload: Any = input.file
        return ImportPayload.of(
            await imports.receive_file(info.context, "bulkRegister", form, upload, input.idempotency_key)
        )

    @strawberry.mutation(description="Import SIMs into the pool. Columns: iccid, imsi, kind, status.")
    async def import_sims(self, info: Request, input: ImportFileInput) -> ImportPayload:
        return await _pool(info, "importSims", ImportKind.SIMS, input)

    @strawberry.mutation(description="Import ranges of numbers into the pool. Columns: first, last.")
    async def import_numbers(self, info: Request, input: ImportFileInput) -> ImportPayload:
        return await _pool(info, "importNumbers", ImportKind.NUMBERS, input)

    @strawberry.mutation(
        description="Import tariffs into the catalogue. Columns: tariff, name, monthly_fee, currency, active, options."
    )
    async def import_tariffs(self, info: Request, input: ImportFileInput) -> ImportPayload:
        return await _pool(info, "importTariffs", ImportKind.TARIFFS, input)

    @strawberry.mutation(description="Pause an import after the rows in progress.")
    async def pause_bulk_register(self, info: Request, input: ImportActInput) -> ImportPayload:
        return ImportPayload.of(await imports.pause(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="Resume a paused import where it stopped.")
    async def resume_bulk_register(self, info: Request, input: ImportActInput) -> ImportPayload:
        return ImportPayload.of(await imports.resume(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="Cancel an import. Imported rows stay.")
    async def cancel_bulk_register(self, info: Request, input: ImportActInput) -> ImportPayload:
        return ImportPayload.of(await imports.cancel(info.context, input.id, input.idempotency_key))
