"""Exports of lists."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.models.nouns import BY_MODEL
from backend.planner.fields import Expression, Form, Value
from backend.resolvers.links import export_url
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions
from backend.schema.declare import EXACT, column, external, mapped
from backend.schema.enums import ExportDialect, ExportFormat, ExportKind, ExportStatus
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.services.permissions import transitions_of

E = models.ExportJob
_THOUSAND: Expression = sa.literal_column("1000::bigint")
_ZERO: Expression = sa.literal_column("0")


def _rate(row: Any) -> Expression:
    return sa.cast(row["rows"] * _THOUSAND // sa.func.nullif(row.worked_ms, _ZERO), sa.Integer())


def _remaining(row: Any) -> Expression:
    left = (row.total - row["rows"]) * row.worked_ms // (sa.func.nullif(row["rows"], _ZERO) * _THOUSAND)
    return sa.case((row.status == sa.literal_column("'RUNNING'"), sa.cast(left, sa.Integer())))


@strawberry.type(description="An export to a file: what is exported, its progress, and the file.")
class ExportJob(Node):
    kind: ExportKind = column(E.kind, "What is exported.", EXACT)
    status: ExportStatus = column(E.status, "State of the export.", EXACT)
    format: ExportFormat = column(E.format, "Format of the file.")
    dialect: ExportDialect = column(E.dialect, "How values are written in CSV.")
    columns: str = column(E.columns, "Chosen columns, separated by spaces; empty for all scalars of the rows.")
    actor: str = column(E.actor, "Actor who requested the export.")
    file_name: str = column(E.file_name, "File name.")
    rows: int = column(E.rows, "Number of rows written so far.")
    total: int | None = column(E.total, "Number of rows of the list; null until they were counted.")
    rate: int | None = mapped(
        "Rows per second; null before the first rows.", Value(expression=_rate, form=Form.NUMBER, nullable=True)
    )
    remaining_seconds: int | None = mapped(
        "Estimated remaining time in seconds; null while the export does not run.",
        Value(expression=_remaining, form=Form.NUMBER, nullable=True),
    )
    size_bytes: int | None = column(E.size_bytes, "Size of the file in bytes; null before it is complete.")
    failure_code: str | None = column(E.failure_code, "Error code of an export that failed.")
    failure_message: str | None = column(E.failure_message, "Error message for people.")
    started_at: datetime | None = column(E.started_at, "When the export was started.")
    finished_at: datetime | None = column(E.finished_at, "When the export ended.")
    expires_at: datetime | None = column(E.expires_at, "When the file is removed; null before it is complete.")
    url: str | None = external(
        ("id", "subject", "file_key", "expires_at"),
        export_url,
        "Link to download the file, valid for five minutes. Null for everybody but the requester, and where there is no"
        " file.",
    )
    available_actions: list[AvailableAction] = actions(
        models.EXPORT_STATES, models.ExportStatus, transitions_of(BY_MODEL[models.ExportJob])
    )


EXPORT_JOB = graph_type(ExportJob, E, CREATED_AT)
_jobs = ListTypes(ExportJob, "exports.ExportJob", CREATED_AT)
ExportJobConnection, ExportJobFilter = _jobs.connection, _jobs.filter
ExportJobListFilter, ExportJobOrder = _jobs.list_filter, _jobs.order


@queries
class Queries:
    export_job: object = root_one("exports.ExportJob", "An export of a list.")
    export_jobs: object = root_many(
        "exports.ExportJob", "Exports of lists, newest first; for others than administrators, their own."
    )
