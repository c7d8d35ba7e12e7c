from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tests.factories.rows import build


class _Tables(DeclarativeBase):
    type_annotation_map = {datetime: sa.DateTime(timezone=True), str: sa.Text()}


class JobRecord(_Tables):
    """What is stored of a job beside the queue; the product reads it through the view `jobs.job`."""

    __tablename__ = "job_record"
    __table_args__ = {"schema": "jobs"}

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    name: Mapped[str]
    attempts: Mapped[int]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


def new_job_record(id: int, name: str, **columns: Any) -> JobRecord:
    """A job that is in no queue: with `finished_at` it is DONE, without it LOST."""
    return build(JobRecord, columns, id=id, name=name)
