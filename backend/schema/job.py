"""Background jobs, for administrators."""

from datetime import datetime
from typing import Any, Optional

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.composer import Composer
from backend.planner.fields import GraphType
from backend.planner.pages import page_size
from backend.planner.root_select import RootField
from backend.planner.text import Piece
from backend.schema.declare import argument, column, identifier, root_select
from backend.schema.enums import JobState
from backend.schema.roots import queries

J = models.Job
DEFAULT_PAGE = 50
MAX_PAGE = 200


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


@root_select(
    list[Job],
    "Background jobs, newest first; for administrators.",
    target="Job",
    page=DEFAULT_PAGE,
    arguments=[
        argument("state", Optional[JobState], "Only jobs in this state."),
        argument("first", Optional[int], f"Number of rows, at most {MAX_PAGE}; {DEFAULT_PAGE} when absent."),
    ],
)
def jobs(composer: Composer, asked: RootField) -> list[Piece]:
    """The newest jobs. Their key is a number, so the order of keys is that of creation."""
    draft = composer.draft
    page = page_size(draft, asked.arguments.get("first"), DEFAULT_PAGE, MAX_PAGE, "first", "first")
    row = draft.row(JOB)
    conditions = draft.visible(JOB, row)
    state = asked.arguments.get("state")
    if state is not None:
        value = draft.parameter(lambda variables: _code(state.get(variables)), sa.Text())
        conditions.append(row["state"] == value)
    pieces = composer.node(JOB, asked.nodes, row)
    rows = draft.subselect(pieces, row, conditions)
    rows = page.cut(rows.order_by(row["id"].desc()), "o")
    return ["[", draft.joined(rows), "]"]


def _code(value: Any) -> str:
    return str(getattr(value, "value", value))


@queries
class Queries:
    jobs: object = jobs
