"""Imported files: the job, its staged rows, and the outcome of each row.

The rows of a file are staged first, and checked alone and against each other. They are then registered in chunks, each
in its own transaction. `settled` is the number of the last row whose chunk was committed. `spoken_for` is used in dry
runs: how many numbers of the pool the rows up to `settled` would take.
"""

import enum
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import (
    IMPORT_JOB_ID,
    REJECTED_ROW_ID,
    ContractKey,
    CustomerKey,
    FileKey,
    ImportJobKey,
    RejectedRowKey,
    SessionKey,
)
from backend.models.audit import View
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.customer import NAME_KEY, Language
from backend.models.noun import noun
from backend.models.states import StateMachine, text_list


class ImportKind(enum.StrEnum):
    SUBSCRIBERS = "SUBSCRIBERS"
    SIMS = "SIMS"
    NUMBERS = "NUMBERS"
    TARIFFS = "TARIFFS"


class ImportState(enum.StrEnum):
    RECEIVED = "RECEIVED"
    VALIDATING = "VALIDATING"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


NO_ROWS_YET = (ImportState.RECEIVED, ImportState.VALIDATING)
# A worker works on these; those that have ended.
WORKING = (*NO_ROWS_YET, ImportState.RUNNING)
ENDED = (ImportState.COMPLETED, ImportState.FAILED, ImportState.CANCELLED)


class ImportMode(enum.StrEnum):
    INSERT = "INSERT"
    UPSERT = "UPSERT"


class OnError(enum.StrEnum):
    SKIP_ROW = "SKIP_ROW"
    REJECT_FILE = "REJECT_FILE"


class UnknownSims(enum.StrEnum):
    CREATE = "CREATE"
    REJECT = "REJECT"


class Duplicates(enum.StrEnum):
    REJECT = "REJECT"
    CREATE = "CREATE"


class RowOutcome(enum.StrEnum):
    REGISTERED = "REGISTERED"
    UPDATED = "UPDATED"
    UNCHANGED = "UNCHANGED"


_S = ImportState

IMPORT_STATES = StateMachine(
    "import_job",
    [
        ([_S.RECEIVED], "validate", _S.VALIDATING),
        ([_S.VALIDATING], "run", _S.RUNNING),
        ([_S.RUNNING], "pause", _S.PAUSED),
        ([_S.PAUSED], "resume", _S.RUNNING),
        ([_S.VALIDATING, _S.RUNNING], "complete", _S.COMPLETED),
        ([_S.RECEIVED, _S.VALIDATING, _S.RUNNING], "fail", _S.FAILED),
        ([_S.RECEIVED, _S.VALIDATING, _S.RUNNING, _S.PAUSED], "cancel", _S.CANCELLED),
    ],
)


@noun(IMPORT_JOB_ID, IMPORT_STATES)
class ImportJob(Node, Base):
    """The import of one file.

    `mapping`: pairs of a heading in the file and the column it stands for; several headings of one column are joined in
    this order. `encoding`: as declared by the uploader. `dialect`: the format of the file, in the form of
    `imports.reading.dialect`. `notes`: `[{"code", "message", "row"}]`. `worked_ms`: time spent on chunks, from which
    the rate is computed.
    """

    __tablename__ = "import_job"

    id: Mapped[ImportJobKey] = node_key()
    kind: Mapped[ImportKind] = mapped_column(Code(ImportKind))
    state: Mapped[ImportState] = mapped_column(Code(ImportState), server_default="RECEIVED")
    mode: Mapped[ImportMode] = mapped_column(Code(ImportMode), server_default="INSERT")
    on_error: Mapped[OnError] = mapped_column(Code(OnError), server_default="SKIP_ROW")
    unknown_sims: Mapped[UnknownSims] = mapped_column(Code(UnknownSims), server_default="CREATE")
    duplicates: Mapped[Duplicates] = mapped_column(Code(Duplicates), server_default="REJECT")
    notify: Mapped[bool] = mapped_column(server_default=sa.false())
    activate: Mapped[bool] = mapped_column(server_default=sa.true())
    dry_run: Mapped[bool] = mapped_column(server_default=sa.false())
    mapping: Mapped[list[tuple[str, str | None]] | None] = mapped_column(JSONB(none_as_null=True))
    encoding: Mapped[Ascii | None]
    file_key: Mapped[FileKey]
    file_name: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[bytes]
    # The person and session that started the import; recorded in the history, event log and audit trail of each row.
    actor: Mapped[Ascii]
    role: Mapped[Ascii]
    client: Mapped[Ascii | None]
    session_id: Mapped[SessionKey | None]
    address: Mapped[Ascii | None]
    # Of the messages of validation rules.
    language: Mapped[Language] = mapped_column(Code(Language), server_default="EN")
    header: Mapped[str | None]
    dialect: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    notes: Mapped[list[dict[str, object]]] = mapped_column(JSONB, server_default=sa.text("'[]'"))
    rows: Mapped[int] = mapped_column(server_default=sa.text("0"))
    done: Mapped[int] = mapped_column(server_default=sa.text("0"))
    registered: Mapped[int] = mapped_column(server_default=sa.text("0"))
    updated: Mapped[int] = mapped_column(server_default=sa.text("0"))
    unchanged: Mapped[int] = mapped_column(server_default=sa.text("0"))
    rejected: Mapped[int] = mapped_column(server_default=sa.text("0"))
    alerted: Mapped[int] = mapped_column(server_default=sa.text("0"))
    settled: Mapped[int] = mapped_column(server_default=sa.text("0"))
    last_row: Mapped[int] = mapped_column(server_default=sa.text("0"))
    spoken_for: Mapped[int] = mapped_column(server_default=sa.text("0"))
    chunk_rows: Mapped[int] = mapped_column(server_default=sa.text("0"))
    worked_ms: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    failure_code: Mapped[Ascii | None]
    failure_message: Mapped[str | None]
    failure_row: Mapped[int | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", ImportKind),
        one_of("state", ImportState),
        one_of("mode", ImportMode),
        one_of("on_error", OnError),
        one_of("unknown_sims", UnknownSims),
        one_of("duplicates", Duplicates),
        one_of("language", Language),
        sa.CheckConstraint("done between 0 and rows", "done"),
        sa.CheckConstraint("registered + updated + unchanged + rejected = done", "counted"),
        sa.CheckConstraint("(state = 'FAILED') = (failure_code is not null)", "failure"),
        sa.CheckConstraint(f"(state in ({text_list(ENDED)})) = (finished_at is not null)", "finished"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "state", "created_at", "id"),
        sa.Index(None, "kind", "created_at", "id"),
        sa.Index(None, "sha256"),
    )


class ImportRow(Base):
    """A staged row, its values in stored form.

    `error_code`, `error_column`, `error_message`, `error_value`: the first fault of the row, alone or within its file.
    `faults`: all of them, where several cells are wrong, as `[{"code", "column", "message", "value"}]`. `leader`:
    number of the primary row of this row's customer. `rival`: number of a row of another customer with the same phone
    number or e-mail address. `cells`: the row as it is in the file.
    """

    __tablename__ = "import_row"

    job_id: Mapped[ImportJobKey] = mapped_column(
        primary_key=True, server_default=sa.text("current_setting('crm.import')::uuid")
    )
    row_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str | None]
    name_key: Mapped[Ascii | None] = mapped_column(sa.Computed(NAME_KEY.format("name"), persisted=True))
    phone: Mapped[Ascii | None]
    email: Mapped[Ascii | None]
    kind: Mapped[Ascii | None]
    document_kind: Mapped[Ascii | None]
    document_number: Mapped[Ascii | None]
    document_country: Mapped[Ascii | None]
    document_key: Mapped[Ascii | None] = mapped_column(
        sa.Computed("crm_document_key(document_number, document_kind, document_country)", persisted=True)
    )
    birth_date: Mapped[date | None]
    iccid: Mapped[Ascii | None]
    imsi: Mapped[Ascii | None]
    msisdn: Mapped[Ascii | None]
    last_msisdn: Mapped[Ascii | None]
    tariff: Mapped[Ascii | None]
    options: Mapped[list[str] | None] = mapped_column(ARRAY(sa.Text(collation="C")))
    start_date: Mapped[date | None]
    language: Mapped[Ascii | None]
    external_id: Mapped[Ascii | None]
    customer_external_id: Mapped[Ascii | None]
    opening_balance: Mapped[Decimal | None] = mapped_column(sa.Numeric)
    status: Mapped[Ascii | None]
    location: Mapped[Ascii | None]
    monthly_fee: Mapped[Decimal | None] = mapped_column(sa.Numeric)
    currency: Mapped[Ascii | None]
    active: Mapped[bool | None]
    error_code: Mapped[Ascii | None]
    error_column: Mapped[Ascii | None]
    error_message: Mapped[str | None]
    error_value: Mapped[str | None]
    faults: Mapped[list[dict[str, object]] | None] = mapped_column(JSONB(none_as_null=True))
    cells: Mapped[str]
    leader: Mapped[int | None]
    rival: Mapped[int | None]

    __table_args__ = (sa.Index(None, "job_id", "msisdn", postgresql_where=sa.text("msisdn is not null")),)


class ImportSpeaker(Base):
    """A customer whose data an earlier row of an UPSERT file has determined; later rows do not change the customer."""

    __tablename__ = "import_speaker"

    job_id: Mapped[ImportJobKey] = mapped_column(primary_key=True)
    customer_id: Mapped[CustomerKey] = mapped_column(primary_key=True)


class ImportOutcome(Base):
    """The outcome of an accepted row.

    `would`: in a dry run, the customer and contract that the row would create, in the form of `imports.listing`.
    `alerts`: the validation rules with the severity ALERT that it breaks, as `[{"code", "column", "message"}]`.
    """

    __tablename__ = "import_outcome"

    job_id: Mapped[ImportJobKey] = mapped_column(primary_key=True)
    row_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outcome: Mapped[RowOutcome] = mapped_column(Code(RowOutcome))
    contract_id: Mapped[ContractKey | None]
    would: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    alerts: Mapped[list[dict[str, object]] | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (one_of("outcome", RowOutcome),)


@noun(REJECTED_ROW_ID)
class RejectedRow(Node, Base):
    """A rejected row: the reason, and the row as it is in the file.

    `faults`: as staged; null when there is only one. `phone`, `email` and `document_key`: those of the row, by which
    the rows about a person are found.
    """

    __tablename__ = "rejected_row"

    id: Mapped[RejectedRowKey] = node_key()
    job_id: Mapped[ImportJobKey] = mapped_column(sa.ForeignKey("import_job.id"))
    row_number: Mapped[int]
    code: Mapped[Ascii]
    column_name: Mapped[Ascii | None]
    message: Mapped[str]
    value: Mapped[str | None]
    faults: Mapped[list[dict[str, object]] | None] = mapped_column(JSONB(none_as_null=True))
    cells: Mapped[str]
    candidates: Mapped[list[CustomerKey]] = mapped_column(ARRAY(sa.Uuid()), server_default=sa.text("'{}'"))
    phone: Mapped[Ascii | None]
    email: Mapped[Ascii | None]
    document_key: Mapped[Ascii | None]

    __table_args__ = (
        sa.UniqueConstraint("job_id", "row_number"),
        sa.Index(None, "row_number", "id"),
        # The rows that may be about a customer, when the customer's data is erased.
        *(
            sa.Index(None, column, postgresql_where=sa.text(f"{column} is not null"))
            for column in ("phone", "email", "document_key")
        ),
        sa.Index(None, "candidates", postgresql_using="gin", postgresql_where=sa.text("candidates <> '{}'")),
    )


class ImportNote(View):
    """The notes about a file as a whole, one row per note (a view)."""

    __tablename__ = "import_note"

    job_id: Mapped[ImportJobKey] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    message: Mapped[str]
    row: Mapped[int | None]


class RowFault(View):
    """The faults of a rejected row, one row per fault (a view)."""

    __tablename__ = "row_fault"

    row_id: Mapped[RejectedRowKey] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    column_name: Mapped[str | None]
    message: Mapped[str]
    value: Mapped[str | None]
