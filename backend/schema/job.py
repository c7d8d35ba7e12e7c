"""Queued and scheduled work, as administrators see it."""

from datetime import datetime

import strawberry

from backend import models
from backend.planner.fields import GraphType
from backend.schema.declare import column, identifier
from backend.schema.enums import JobState

J = models.Job


@strawberry.type(description="A piece of work that is done beside requests.")
class Job:
    id: strawberry.ID = identifier()
    name: str = column(J.name, "What it does.")
    key: str | None = column(J.key, "What keeps two of it from waiting at once.")
    state: JobState = column(J.state, "Where it is.")
    attempts: int = column(J.attempts, "How often it was begun, attempts that a worker did not survive included.")
    last_error: str | None = column(J.last_error, "Why the last attempt failed.")
    created_at: datetime = column(J.created_at, "When it was queued.")
    due_at: datetime | None = column(J.due_at, "When it is due; null once done.")
    started_at: datetime | None = column(J.started_at, "When the last attempt began.")
    finished_at: datetime | None = column(J.finished_at, "When it was done.")


JOB = GraphType("Job", J.__table__, "job", {}, node=False)  # type: ignore[arg-type]
