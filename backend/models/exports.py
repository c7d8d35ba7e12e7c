"""Exports of lists to files.

An export is the list of a graph type with a filter, a search and an order, as its requester may read it when it runs.
It is written from one snapshot. A worker that is killed leaves no file: the export starts over with a new snapshot.
"""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import EXPORT_JOB_ID, ExportJobKey, FileKey, SessionKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.noun import noun
from backend.models.states import StateMachine, text_list


class ExportKind(enum.StrEnum):
    CUSTOMERS = "CUSTOMERS"
    CONTRACTS = "CONTRACTS"
    SIMS = "SIMS"
    PAYMENTS = "PAYMENTS"
    TICKETS = "TICKETS"
    CUSTOMER_DATA = "CUSTOMER_DATA"


class ExportFormat(enum.StrEnum):
    CSV = "CSV"
    XLSX = "XLSX"
    JSONL = "JSONL"
    ZIP = "ZIP"


class ExportDialect(enum.StrEnum):
    """How values are written in CSV: for machines, or for a spreadsheet in a language."""

    MACHINE = "MACHINE"
    ENGLISH = "ENGLISH"
    RUSSIAN = "RUSSIAN"


class ExportStatus(enum.StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"
    FAILED = "FAILED"


_S = ExportStatus
TO_RUN = (_S.QUEUED, _S.RUNNING)  # by a worker, from the start
UNFINISHED = (_S.QUEUED, _S.RUNNING, _S.PAUSED)
FINISHED = (_S.COMPLETED, _S.CANCELLED, _S.FAILED)

EXPORT_STATES = StateMachine(
    "export_job",
    [
        ([_S.QUEUED], "start", _S.RUNNING),
        ([_S.RUNNING], "pause", _S.PAUSED),
        ([_S.PAUSED], "resume", _S.RUNNING),
        ([_S.RUNNING], "complete", _S.COMPLETED),
        ([_S.QUEUED, _S.RUNNING, _S.PAUSED], "cancel", _S.CANCELLED),
        ([_S.QUEUED, _S.RUNNING, _S.PAUSED], "fail", _S.FAILED),
    ],
)


@noun(EXPORT_JOB_ID, EXPORT_STATES)
class ExportJob(Node, Base):
    """The export of one list, or of all that is stored about one customer (CUSTOMER_DATA, as ZIP).

    `columns`: paths of fields, such as `tariff.code`, separated by spaces. `arguments`: `filter`, `search` and
    `orderBy` of the list, in the form of a client's variables, or `customer`, the key of one; empty once the export has
    ended, since a search may name a person. `actor`, `subject`, `role`, `client` and `session_id` are the requester's.
    `total`: the rows of the snapshot. `worked_ms`: the time since the snapshot was taken, from which the rate is
    computed. `file_key` is null before the end, and again after the file has expired.
    """

    __tablename__ = "export_job"

    id: Mapped[ExportJobKey] = node_key()
    kind: Mapped[ExportKind] = mapped_column(Code(ExportKind))
    status: Mapped[ExportStatus] = mapped_column(Code(ExportStatus), server_default="QUEUED")
    format: Mapped[ExportFormat] = mapped_column(Code(ExportFormat))
    dialect: Mapped[ExportDialect] = mapped_column(Code(ExportDialect))
    columns: Mapped[Ascii]
    arguments: Mapped[dict[str, object]] = mapped_column(JSONB, server_default=sa.text("'{}'"))
    actor: Mapped[Ascii]
    subject: Mapped[Ascii]
    role: Mapped[Ascii]
    client: Mapped[Ascii | None]
    session_id: Mapped[SessionKey | None]
    total: Mapped[int | None]
    rows: Mapped[int] = mapped_column(server_default=sa.text("0"))
    worked_ms: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    file_key: Mapped[FileKey | None]
    file_name: Mapped[str]
    size_bytes: Mapped[int | None] = mapped_column(sa.BigInteger)
    failure_code: Mapped[Ascii | None]
    failure_message: Mapped[str | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", ExportKind),
        one_of("status", ExportStatus),
        one_of("format", ExportFormat),
        one_of("dialect", ExportDialect),
        sa.CheckConstraint("rows >= 0", "rows"),
        sa.CheckConstraint("(status = 'FAILED') = (failure_code is not null)", "failure"),
        sa.CheckConstraint(f"(status in ({text_list(FINISHED)})) = (finished_at is not null)", "finished"),
        sa.CheckConstraint("(status = 'COMPLETED') = (expires_at is not null)", "expires"),
        sa.CheckConstraint("file_key is null or (status = 'COMPLETED' and size_bytes is not null)", "file"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "kind", "created_at", "id"),
        # The list of a person, and how many exports of a person are unfinished.
        sa.Index(None, "subject", "created_at", "id"),
        sa.Index("ix_export_job_unexpired", "expires_at", postgresql_where=sa.text("file_key is not null")),
    )
