"""Mutations of imports: bulk registration, and files for the pools and the catalogue."""

from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.imports.jobs import ImportForm
from backend.models import ImportKind
from backend.resolvers import imports
from backend.resolvers.context import Context
from backend.schema.declare import lazy_type
from backend.schema.enums import Duplicates, ImportMode, OnError, UnknownSims
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.schema.scalars import Upload
from backend.services.idempotency import Outcome

JOB: Any = Optional[lazy_type("imports.ImportJob")]
Request = Info[Context, None]
ENCODING = (
    "Encoding of the file, such as KOI8-R, CP866 or Windows-1251; detected when absent. An import whose encoding cannot"
    " be determined reliably fails with ENCODING_DOUBTFUL."
)


@strawberry.type(description="The result of a mutation of an import.")
class ImportPayload:
    job: object = strawberry.field(
        description="The import after the mutation; null when the mutation was refused.", graphql_type=JOB
    )
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")

    @classmethod
    def of(cls, outcome: Outcome) -> "ImportPayload":
        return cls(job=outcome.node_id, errors=user_errors(outcome))


@strawberry.input(
    description="Assigns a column of the file to a column of the import. Several columns with the same `is` are joined"
    " with a space in the given order, such as `Фамилия` and `Имя` for `name`."
)
class ColumnMapping:
    column: str = described("Name of the column in the file's header.")
    is_: str | None = strawberry.field(
        name="is", description="Name of the column of the import; null to ignore the column of the file.", default=None
    )


@strawberry.input(description="Input of `bulkRegister`.")
class BulkRegisterInput:
    file: Upload = described(
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
    mapping: Optional[list[ColumnMapping]] = optional(
        "Assignment of the columns of the file to the columns of the import."
    )
    encoding: str | None = optional(ENCODING)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of the mutations that take an import.")
class ImportActInput:
    id: strawberry.ID = described("The import.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `importSims`, `importNumbers` and `importTariffs`.")
class ImportFileInput:
    file: Upload = described("Comma-, semicolon- or tab-separated values, also gzipped, with a header.")
    mode: ImportMode = optional("What to do with rows that exist already.", ImportMode.INSERT)
    on_error: OnError = optional("What to do with a file that has invalid rows.", OnError.SKIP_ROW)
    dry_run: bool = optional("Validate the file and report the outcome without importing anything.", False)
    mapping: Optional[list[ColumnMapping]] = optional(
        "Assignment of the columns of the file to the columns of the import."
    )
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
