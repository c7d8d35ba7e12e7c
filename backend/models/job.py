"""Jobs as they are shown: a view over the rows of the queue (pgqueuer) and over `jobs.job_record`."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.audit import View
from backend.models.base import Code


class JobState(enum.StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    HELD = "HELD"
    DONE = "DONE"
    LOST = "LOST"


class Job(View):
    __tablename__ = "job"
    __table_args__ = {"schema": "jobs"}

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    name: Mapped[str]
    key: Mapped[str | None]
    state: Mapped[JobState] = mapped_column(Code(JobState))
    attempts: Mapped[int]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
