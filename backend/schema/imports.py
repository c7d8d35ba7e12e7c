"""Files that are taken in, and their rejected rows."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression, Form, GraphType, Order, Value
from backend.resolvers.links import outcome_url, rejected_rows_url
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions
from backend.schema.declare import EXACT, column, listing, many, mapped, one, outside
from backend.schema.enums import Duplicates, ImportKind, ImportMode, ImportState, OnError, UnknownSims
from backend.schema.lists import ListTypes, graph_type

J = models.ImportJob
R = models.RejectedRow
N = models.ImportNote
F = models.RowFault


def _whole(expression: Any, description: str) -> Any:
    """A whole number made of several columns; null where it cannot be said."""
    return mapped(description, Value(expression=expression, form=Form.NUMBER, nullable=True))


def _rate(row: Any) -> Expression:
    spent = sa.func.nullif(row.worked_ms, sa.literal_column("0"))
    return sa.cast(row.done * sa.literal_column("1000::bigint") // spent, sa.Integer())


def _remaining(row: Any) -> Expression:
    done = sa.func.nullif(row.done, sa.literal_column("0")) * sa.literal_column("1000::bigint")
    left = (row.rows - row.done) * row.worked_ms // done
    running = row.state.in_([sa.literal_column(f"'{state}'") for state in ("VALIDATING", "RUNNING")])
    return sa.case((running, sa.cast(left, sa.Integer())))


@strawberry.type(description="A file whose rows are taken in: what is asked for, how far it is, what came of it.")
class ImportJob(Node):
    kind: ImportKind = column(J.kind, "What the file is about.", EXACT)
    state: ImportState = column(J.state, "Where it is.", EXACT)
    mode: ImportMode = column(J.mode, "What becomes of rows whose contract is here already.")
    on_error: OnError = column(J.on_error, "What becomes of a file with wrong rows.")
    unknown_sims: UnknownSims = column(J.unknown_sims, "What becomes of SIMs and numbers that are not in the pool.")
    duplicates: Duplicates = column(J.duplicates, "What becomes of customers who resemble others.")
    notify: bool = column(J.notify, "Whether customers are sent messages about it.")
    dry_run: bool = column(J.dry_run, "Whether it is only looked at what would be done.")
    file_name: str = column(J.file_name, "The file's name.")
    actor: str = column(J.actor, "Who sent it.")
    rows: int = column(J.rows, "How many rows the file has; while it is read, how many it had so far.")
    done: int = column(J.done, "How many of them were taken in or rejected.")
    registered: int = column(J.registered, "How many registered a subscriber; of other files, added something.")
    updated: int = column(J.updated, "How many changed what was here.")
    unchanged: int = column(J.unchanged, "How many said what was here already.")
    rejected: int = column(J.rejected, "How many were wrong.")
    rate: int | None = _whole(_rate, "How many rows a second; null before the first.")
    remaining_seconds: int | None = _whole(_remaining, "How long it will take from now; null where nothing is done.")
    failure_code: str | None = column(J.failure_code, "What is wrong with the file as a whole, for programs.")
    failure_message: str | None = column(J.failure_message, "The same for people.")
    failure_row: int | None = column(J.failure_row, "The row where it was noticed; the header is row 1.")
    started_at: datetime | None = column(J.started_at, "When a worker began with it.")
    finished_at: datetime | None = column(J.finished_at, "When it came to its end.")
    notes: object = listing(
        "imports.ImportNote",
        lambda p, c: c.job_id == p.id,
        lambda c: [c.position],
        "What was noticed about the file: lines and columns that were left out, the encoding that was found.",
    )
    rejected_rows: object = many(
        "imports.RejectedRow", lambda p, c: c.job_id == p.id, "Its rejected rows.", filterable=False
    )
    rejected_rows_url: str | None = outside(
        ("id",), rejected_rows_url, "Its rejected rows as CSV, to be corrected and sent again; a link for minutes."
    )
    outcome_url: str | None = outside(
        ("id",), outcome_url, "What became of every row, as CSV; of a dry run, what would. A link for minutes."
    )
    available_actions: list[AvailableAction] = actions(
        models.IMPORT_STATES,
        models.ImportState,
        {"pause": "pauseBulkRegister", "resume": "resumeBulkRegister", "cancel": "cancelBulkRegister"},
        by="state",
    )


@strawberry.type(description="Something that was noticed about a file, which is taken in all the same.")
class ImportNote:
    code: str = column(N.code, "What was noticed, for programs.")
    message: str = column(N.message, "The same for people, with the rows it is about.")
    row: int | None = column(N.row, "The first of these rows; null when it is about the whole file.")


@strawberry.type(description="A wrong cell of a rejected row.")
class RowFault:
    code: str = column(F.code, "What is wrong with it, for programs.")
    column_name: str | None = column(F.column_name, "In which column.", name="column")
    message: str = column(F.message, "What is wrong with it, for people.")
    value: str | None = column(F.value, "What stands there, its first 200 characters.")


@strawberry.type(description="A row of a file that was not taken in, and why.")
class RejectedRow(Node):
    row: int = column(R.row_number, "Which row; the header is row 1.")
    code: str = column(R.code, "What is wrong with it, for programs.")
    column_name: str | None = column(R.column_name, "In which column.", name="column")
    message: str = column(R.message, "What is wrong with it, for people.")
    value: str | None = column(R.value, "What stands there.")
    errors: object = listing(
        "imports.RowFault",
        lambda p, c: c.row_id == p.id,
        lambda c: [c.position],
        "Every wrong cell of the row; `code`, `column`, `message` and `value` say the first.",
    )
    cells: str = column(R.cells, "The row as it stands in the file, as one line of CSV.")
    candidates: object = listing(
        "customer.Customer",
        lambda p, c: c.id == sa.any_(p.candidates),
        lambda c: [c.created_at],
        "Customers a possible duplicate resembles.",
    )
    job: object = one("imports.ImportJob", lambda p, c: c.id == p.job_id, "The file.")


IMPORT_JOB = graph_type(ImportJob, J, "imp", CREATED_AT)
_ROW = {"ROW": Order("row_number", Form.NUMBER)}
REJECTED_ROW = graph_type(RejectedRow, R, "rej", _ROW, default=("ROW", False))
IMPORT_NOTE = GraphType("ImportNote", N.__table__, None, {}, node=False)  # type: ignore[arg-type]
ROW_FAULT = GraphType("RowFault", F.__table__, None, {}, node=False)  # type: ignore[arg-type]
_jobs = ListTypes(ImportJob, "imports.ImportJob", CREATED_AT)
ImportJobConnection, ImportJobFilter = _jobs.connection, _jobs.filter
ImportJobListFilter, ImportJobOrder = _jobs.list_filter, _jobs.order
_rows = ListTypes(RejectedRow, "imports.RejectedRow", REJECTED_ROW.orders)
RejectedRowConnection, RejectedRowFilter = _rows.connection, _rows.filter
RejectedRowListFilter, RejectedRowOrder = _rows.list_filter, _rows.order
