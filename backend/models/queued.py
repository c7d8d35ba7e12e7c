"""Columns of what is worked on in queues, such as tickets and requests."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import UserKey
from backend.models.base import Ascii


class Queued:
    """`assignee`: the assigned user in the form of `actor` in histories, so that queries need no join with users."""

    queue: Mapped[str | None] = mapped_column(sort_order=50)
    assignee_id: Mapped[UserKey | None] = mapped_column(sa.ForeignKey("user_account.id"), sort_order=51)
    assignee: Mapped[Ascii | None] = mapped_column(sort_order=52)


def queued_args() -> tuple[sa.schema.SchemaItem, ...]:
    """The constraints and indexes of these columns, for `__table_args__`."""
    return (
        sa.CheckConstraint("(assignee_id is null) = (assignee is null)", "assignee"),
        sa.CheckConstraint("btrim(queue) <> '' and length(queue) <= 50", "queue"),
        sa.Index(None, "queue", "created_at", "id"),
        sa.Index(None, "assignee_id", "created_at", "id"),
        sa.Index(None, "assignee", "created_at", "id"),
    )
