"""Imports of files and their rejected rows."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.models.nouns import BY_MODEL
from backend.planner.fields import Expression, Form, Order, Value
from backend.resolvers.links import outcome_url, rejected_rows_url
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions, oldest
from backend.schema.declare import EXACT, column, external, listing, many, mapped, one
from backend.schema.enums import Duplicates, ImportKind, ImportMode, ImportState, OnError, UnknownSims
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.services.permissions import transitions_of

J = models.ImportJob
R = models.RejectedRow
N = models.ImportNote
F = models.RowFault


def _nullable_integer(expression: Any, description: str) -> Any:
    """An integer computed from several columns; null where it is undefined."""
    return mapped(description, Value(expression=expression, form=Form.NUMBER, nullable=True))


def _rate(row: Any) -> Expression:
    spent = sa.func.nullif(row.worked_ms, sa.literal_column("0"))
    return sa.cast(row.done * sa.literal_column("1000::bigint") // spent, sa.Integer())


def _remaining(row: Any) -> Expression:
    done = sa.func.nullif(row.done, sa.literal_column("0")) * sa.literal_column("1000::bigint")
    left = (row.rows - row.done) * row.worked_ms // done
    running = row.state.in_([sa.literal_column(f"'{state}'") for state in ("VALIDATING", "RUNNING")])
    return sa.case((running, sa.cast(left, sa.Integer())))


@strawberry.type(description="An import of a file: options, progress and outcome.")
class ImportJob(Node):
    kind: ImportKind = column(J.kind, "Kind of file.", EXACT)
    state: ImportState = column(J.state, "State of the import.", EXACT)
    mode: ImportMode = column(J.mode, "What to do with rows whose contract exists already.")
    on_error: OnError = column(J.on_error, "What to do with a file that has invalid rows.")
    unknown_sims: UnknownSims = column(J.unknown_sims, "What to do with SIMs and numbers that are not in the pool.")
    duplicates: Duplicates = column(J.duplicates, "What to do with customers who resemble others.")
    notify: bool = column(J.notify, "Whether the customers are notified.")
    activate: bool = column(
        J.activate, "Whether the lines are activated in the network; false where they are in service there already."
    )
    dry_run: bool = column(J.dry_run, "Whether nothing is imported and only the outcome is reported.")
    file_name: str = column(J.file_name, "File name.")
    actor: str = column(J.actor, "Actor who uploaded the file.")
    rows: int = column(J.rows, "Number of rows; while the file is read, the rows read so far.")
    done: int = column(J.done, "Number of rows imported or rejected so far.")
    registered: int = column(
        J.registered, "Number of rows that registered a subscriber or, in other files, added an object."
    )
    updated: int = column(J.updated, "Number of rows that updated an object.")
    unchanged: int = column(J.unchanged, "Number of rows that changed nothing.")
    rejected: int = column(J.rejected, "Number of rejected rows.")
    alerted: int = column(
        J.alerted,
        "Number of accepted rows that break a validation rule with the severity ALERT; `outcomeUrl` names them.",
    )
    rate: int | None = _nullable_integer(_rate, "Rows per second; null before the first row.")
    remaining_seconds: int | None = _nullable_integer(
        _remaining, "Estimated remaining time in seconds; null while the import does not run."
    )
    failure_code: str | None = column(J.failure_code, "Error code, when the file as a whole was refused.")
    failure_message: str | None = column(
        J.failure_message, "Error message for people; may quote the file, and is hidden from analysts."
    )
    failure_row: int | None = column(J.failure_row, "Row of the error; the header is row 1.")
    started_at: datetime | None = column(J.started_at, "When the import was started.")
    finished_at: datetime | None = column(J.finished_at, "When the import ended.")
    notes: object = listing(
        "imports.ImportNote",
        lambda p, c: c.job_id == p.id,
        lambda c: [c.position],
        "Notes about the file: ignored lines and columns, the detected encoding.",
    )
    rejected_rows: object = many(
        "imports.RejectedRow", lambda p, c: c.job_id == p.id, "Rejected rows.", filterable=False
    )
    rejected_rows_url: str | None = external(
        ("id",),
        rejected_rows_url,
        "Link to download the rejected rows as CSV, to correct and upload again; valid for five minutes.",
    )
    outcome_url: str | None = external(
        ("id",),
        outcome_url,
        "Link to download the outcome of every row as CSV, for a dry run the expected outcome; valid for five minutes.",
    )
    available_actions: list[AvailableAction] = actions(
        models.IMPORT_STATES,
        models.ImportState,
        transitions_of(BY_MODEL[models.ImportJob]),
        by="state",
    )


@strawberry.type(description="A note about a file; it does not stop the import.")
class ImportNote:
    code: str = column(N.code, "Code of the note.")
    message: str = column(N.message, "Text for people, with the affected rows.")
    row: int | None = column(N.row, "First affected row; null when the note is about the whole file.")


@strawberry.type(description="An invalid cell of a rejected row.")
class RowFault:
    code: str = column(F.code, "Error code.")
    column_name: str | None = column(F.column_name, "Name of the column.", name="column")
    message: str = column(F.message, "Error message for people.")
    value: str | None = column(F.value, "Content of the cell, its first 200 characters.")


@strawberry.type(description="A rejected row of a file, with its errors.")
class RejectedRow(Node):
    row: int = column(R.row_number, "Row number; the header is row 1.")
    code: str = column(R.code, "Error code.")
    column_name: str | None = column(R.column_name, "Name of the column.", name="column")
    message: str = column(R.message, "Error message for people.")
    value: str | None = column(R.value, "Content of the cell.")
    errors: object = listing(
        "imports.RowFault",
        lambda p, c: c.row_id == p.id,
        lambda c: [c.position],
        "All invalid cells of the row; `code`, `column`, `message` and `value` describe the first.",
    )
    cells: str = column(R.cells, "The row as one line of CSV.")
    candidates: object = listing(
        "customer.Customer",
        lambda p, c: c.id == sa.any_(p.candidates),
        oldest,
        "Similar customers, oldest first, when the row was rejected as a possible duplicate.",
    )
    job: object = one("imports.ImportJob", lambda p, c: c.id == p.job_id, "The import.")


IMPORT_JOB = graph_type(ImportJob, J, CREATED_AT)
_ROW = {"ROW": Order("row_number", Form.NUMBER)}
REJECTED_ROW = graph_type(RejectedRow, R, _ROW, default=("ROW", False))
IMPORT_NOTE = graph_type(ImportNote, N, {})
ROW_FAULT = graph_type(RowFault, F, {})
_jobs = ListTypes(ImportJob, "imports.ImportJob", CREATED_AT)
ImportJobConnection, ImportJobFilter = _jobs.connection, _jobs.filter
ImportJobListFilter, ImportJobOrder = _jobs.list_filter, _jobs.order
_rows = ListTypes(RejectedRow, "imports.RejectedRow", REJECTED_ROW.orders)
RejectedRowConnection, RejectedRowFilter = _rows.connection, _rows.filter
RejectedRowListFilter, RejectedRowOrder = _rows.list_filter, _rows.order


@queries
class Queries:
    import_job: object = root_one("imports.ImportJob", "An import of a file.")
    import_jobs: object = root_many("imports.ImportJob", "Imports of files, newest first.")
