from typing import Any

from backend.models import ExportDialect, ExportFormat, ExportJob, ExportKind
from tests.factories.rows import build

DIAGRAMS = {
    "export_job": (
        "QUEUED start RUNNING; RUNNING pause PAUSED; PAUSED resume RUNNING; RUNNING complete COMPLETED;"
        "QUEUED cancel CANCELLED; RUNNING cancel CANCELLED; PAUSED cancel CANCELLED;"
        "QUEUED fail FAILED; RUNNING fail FAILED; PAUSED fail FAILED"
    ),
}


def new_export_job(**columns: Any) -> ExportJob:
    """An export of customers that waits for a worker."""
    return build(
        ExportJob,
        {"columns": "name tariff.code", **columns},
        kind=ExportKind.CUSTOMERS,
        format=ExportFormat.CSV,
        dialect=ExportDialect.MACHINE,
        arguments={},
        actor="operator",
        subject="operator",
        role="OPERATOR",
        file_name="customers.csv",
    )
