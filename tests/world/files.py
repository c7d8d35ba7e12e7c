"""Imported files in four states, rows that were rejected, and exports."""

from datetime import datetime

from backend.identifiers import CustomerKey, ImportJobKey
from backend.models import Base
from tests.factories.export_jobs import new_export_job
from tests.factories.import_jobs import new_import_job, new_rejected_row
from tests.world.keys import key, moment

# Kind, state, rows, done, rejected, worked milliseconds, failure code, finished at, created at.
JOBS: list[tuple[str, str, int, int, int, int, str | None, datetime | None, datetime]] = [
    ("SUBSCRIBERS", "RUNNING", 1000, 300, 2, 12345, None, None, moment("2026-05-01T00:00:00.120000Z")),
    ("SIMS", "FAILED", 0, 0, 0, 0, "RAGGED_ROW", moment("2026-05-01T00:00:00Z"), moment("2026-05-01T00:00:00.120000Z")),
    ("NUMBERS", "COMPLETED", 5, 5, 0, 7, None, moment("2026-05-02T00:00:00Z"), moment("2026-05-02T00:00:00Z")),
    ("SUBSCRIBERS", "PAUSED", 900, 450, 0, 999, None, None, moment("2026-05-02T00:00:01Z")),
]


def import_jobs() -> list[Base]:
    return [
        new_import_job(
            id=key(f"import{n}"),
            kind=kind,
            state=state,
            mode="UPSERT",
            file_key=key(f"file{n}"),
            file_name='"a\\b" +996700100001.csv',
            actor="operator@demo.example",
            rows=rows,
            done=done,
            registered=done - rejected,
            rejected=rejected,
            worked_ms=worked_ms,
            failure_code=failure_code,
            failure_message='row "7"',
            finished_at=finished_at,
            created_at=created_at,
        )
        for n, (kind, state, rows, done, rejected, worked_ms, failure_code, finished_at, created_at) in enumerate(
            JOBS, 1
        )
    ]


def rejected_rows(candidates: list[CustomerKey]) -> list[Base]:
    """The second to the fourth row of the first file; the third has a value to escape and `candidates`."""
    return [
        new_rejected_row(
            ImportJobKey(key("import1")),
            row_number=n,
            id=key(f"rejected{n}"),
            code="INVALID_NAME",
            column_name="name" if n == 2 else None,
            message='a "name"',
            value="tab\tbell\x07" if n == 3 else None,
            cells='a,"b\\c",',
            candidates=candidates if n == 3 else [],
            created_at=moment("2026-05-01T00:00:00Z"),
        )
        for n in (2, 3, 4)
    ]


def export_jobs() -> list[Base]:
    """Exports of the operator in four states, of which the third had a file."""
    progress = {"total": 1000, "rows": 300, "worked_ms": 12345}
    expired, ended = moment("2026-05-03T00:00:00Z"), moment("2026-05-02T00:00:00Z")
    found = [
        new_export_job(status="RUNNING", **progress),
        new_export_job(
            status="FAILED", kind="SIMS", format="XLSX", failure_code="EXPORT_TOO_LARGE", failure_message='"a\\b"',
            finished_at=ended,
        ),
        new_export_job(status="COMPLETED", size_bytes=7, finished_at=ended, expires_at=expired, file_key=key("export")),
        new_export_job(status="PAUSED"),
    ]  # fmt: skip
    for n, job in enumerate(found, 1):
        job.subject, job.id, job.created_at = (
            "user:operator",
            key(f"export{n}"),
            moment(f"2026-05-0{(n + 1) // 2}T00:00:00.120000Z"),
        )
    return list(found)
