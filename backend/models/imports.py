"""Files of rows that are taken in: the job, its staged rows, and what became of each row.

A job's rows are staged first, checked by themselves and against each other; then they are taken in by chunks, each a
transaction of its own. `settled` is the number of the last row whose chunk was committed, `spoken_for` how many numbers
of the pool the rows up to there would get, where they are only looked at.
"""

import enum
from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import ContractKey, CustomerKey, FileKey, ImportJobKey, RejectedRowKey, SessionKey
from backend.models.audit import View
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.customer import NAME_KEY
from backend.models.states import StateMachine


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


class ImportJob(Node, Base):
    """One file. `worked_ms` is how long its chunks took, which the rate is computed from.

    `mapping`: headings of the file and the columns they stand for, in the order in which several are joined.
    `encoding`: what the uploader says it is. `dialect`: how the file is written, as `reading.dialect` has it. `notes`:
    `[{"code", "message", "row"}]`.
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
    dry_run: Mapped[bool] = mapped_column(server_default=sa.false())
    mapping: Mapped[list[tuple[str, str | None]] | None] = mapped_column(JSONB(none_as_null=True))
    encoding: Mapped[Ascii | None]
    file_key: Mapped[FileKey]
    file_name: Mapped[str]
    size_bytes: Mapped[int] = mapped_column(sa.BigInteger)
    sha256: Mapped[bytes]
    # Who it is done for: said in the history, the log and the audit trail of every row.
    actor: Mapped[Ascii]
    role: Mapped[Ascii]
    client: Mapped[Ascii | None]
    session_id: Mapped[SessionKey | None]
    address: Mapped[Ascii | None]
    header: Mapped[str | None]
    dialect: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    notes: Mapped[list[dict[str, object]]] = mapped_column(JSONB, server_default=sa.text("'[]'"))
    rows: Mapped[int] = mapped_column(server_default=sa.text("0"))
    done: Mapped[int] = mapped_column(server_default=sa.text("0"))
    registered: Mapped[int] = mapped_column(server_default=sa.text("0"))
    updated: Mapped[int] = mapped_column(server_default=sa.text("0"))
    unchanged: Mapped[int] = mapped_column(server_default=sa.text("0"))
    rejected: Mapped[int] = mapped_column(server_default=sa.text("0"))
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
        sa.CheckConstraint("done between 0 and rows", "done"),
        sa.CheckConstraint("registered + updated + unchanged + rejected = done", "counted"),
        sa.CheckConstraint("(state = 'FAILED') = (failure_code is not null)", "failure"),
        sa.CheckConstraint("(state in ('COMPLETED', 'FAILED', 'CANCELLED')) = (finished_at is not null)", "finished"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "state", "created_at", "id"),
        sa.Index(None, "kind", "created_at", "id"),
        sa.Index(None, "sha256"),
    )


class ImportRow(Base):
    """A staged row, in stored form; `error_code` says what is wrong with it by itself or within its file.

    `leader` is the primary row of this row's customer; `rival` one of another customer with the same phone number
    or address. `cells` is the row as it stood in the file. `faults`, where several cells are wrong:
    `[{"code", "column", "message", "value"}]`, the first among them.
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
    """A customer whom a row of a file that updates has spoken for: later rows of the file do not."""

    __tablename__ = "import_speaker"

    job_id: Mapped[ImportJobKey] = mapped_column(primary_key=True)
    customer_id: Mapped[CustomerKey] = mapped_column(primary_key=True)


class ImportOutcome(Base):
    """A row that was taken in, and what became of it.

    `would`, where it was only looked at: whom it would become, as `listing` writes it.
    """

    __tablename__ = "import_outcome"

    job_id: Mapped[ImportJobKey] = mapped_column(primary_key=True)
    row_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outcome: Mapped[RowOutcome] = mapped_column(Code(RowOutcome))
    contract_id: Mapped[ContractKey | None]
    would: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))

    __table_args__ = (one_of("outcome", RowOutcome),)


class RejectedRow(Node, Base):
    """A row that was not taken in, why, and as it stood in the file. `faults`: as staged; null when there is one."""

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

    __table_args__ = (
        sa.UniqueConstraint("job_id", "row_number"),
        sa.Index(None, "row_number", "id"),
    )


class ImportNote(View):
    """What was noticed about a file as a whole, one row per note (a view)."""

    __tablename__ = "import_note"

    job_id: Mapped[ImportJobKey] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    message: Mapped[str]
    row: Mapped[int | None]


class RowFault(View):
    """What is wrong with a rejected row, one row per fault (a view)."""

    __tablename__ = "row_fault"

    row_id: Mapped[RejectedRowKey] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    column_name: Mapped[str | None]
    message: Mapped[str]
    value: Mapped[str | None]
