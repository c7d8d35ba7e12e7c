"""Background jobs, for administrators."""

from datetime import datetime

import strawberry

from backend import models
from backend.planner.fields import GraphType
from backend.schema.declare import column, identifier
from backend.schema.enums import JobState

J = models.Job


@strawberry.type(description="A background job.")
class Job:
    id: strawberry.ID = identifier()
    name: str = column(J.name, "Name of the job.")
    key: str | None = column(J.key, "Key: only one job of the same name and key waits or runs at a time.")
    state: JobState = column(J.state, "State of the job.")
    attempts: int = column(J.attempts, "Number of attempts, including attempts that ended with a loss of the worker.")
    last_error: str | None = column(J.last_error, "Why the last attempt failed.")
    created_at: datetime = column(J.created_at, "When it was queued.")
    due_at: datetime | None = column(J.due_at, "When it is due; null once done.")
    started_at: datetime | None = column(J.started_at, "When the last attempt began.")
    finished_at: datetime | None = column(J.finished_at, "When it was done.")


JOB = GraphType("Job", J.__table__, "job", {}, node=False)  # type: ignore[arg-type]
