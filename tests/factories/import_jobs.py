from typing import Any

from backend.identifiers import ImportJobKey, uuid7
from backend.models import ImportJob, ImportKind, RejectedRow
from tests.factories.rows import build

DIAGRAMS = {
    "import_job": (
        "RECEIVED validate VALIDATING; VALIDATING run RUNNING; RUNNING pause PAUSED; PAUSED resume RUNNING;"
        "VALIDATING complete COMPLETED; RUNNING complete COMPLETED; RECEIVED fail FAILED; VALIDATING fail FAILED;"
        "RUNNING fail FAILED; RECEIVED cancel CANCELLED; VALIDATING cancel CANCELLED; RUNNING cancel CANCELLED;"
        "PAUSED cancel CANCELLED"
    ),
}


def new_import_job(**columns: Any) -> ImportJob:
    """A file of subscribers that was received; nothing is stored of the file itself."""
    return build(
        ImportJob,
        columns,
        kind=ImportKind.SUBSCRIBERS,
        file_key=uuid7(),
        file_name="subscribers.csv",
        size_bytes=1,
        sha256=b"",
        actor="operator",
        role="OPERATOR",
    )


def new_rejected_row(job_id: ImportJobKey, row_number: int, **columns: Any) -> RejectedRow:
    """A row that was rejected for its name; the counts of the job are the caller's."""
    return build(
        RejectedRow,
        columns,
        job_id=job_id,
        row_number=row_number,
        code="INVALID_NAME",
        message="the name is empty",
        cells="",
    )
