"""Merges of two customers that are one, and what each of them moved."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import CUSTOMER_MERGE_ID, CustomerKey, CustomerMergeKey
from backend.models.base import Ascii, Base, Node, node_key, suffix_indexes
from backend.models.noun import noun


class MergeSide(enum.StrEnum):
    SURVIVOR = "SURVIVOR"
    OTHER = "OTHER"


@noun(CUSTOMER_MERGE_ID)
class CustomerMerge(Node, Base):
    """A merge of `other` into `survivor`.

    `other_number`: the number of the other customer, by which the search finds the survivor. `current_id`: the customer
    that answers for the other one now, which is the survivor until that one is merged itself; null once undone.
    """

    __tablename__ = "customer_merge"

    id: Mapped[CustomerMergeKey] = node_key()
    survivor_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"))
    other_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"))
    other_number: Mapped[Ascii]
    current_id: Mapped[CustomerKey | None] = mapped_column(sa.ForeignKey("customer.id"))
    actor: Mapped[Ascii]
    reason: Mapped[str]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[Ascii | None]

    __table_args__ = (
        sa.CheckConstraint("survivor_id <> other_id and current_id <> other_id", "sides"),
        sa.CheckConstraint("(undone_at is null) = (undone_by is null)", "undone"),
        sa.CheckConstraint("(undone_at is null) = (current_id is not null)", "current"),
        # A customer is merged into one other. `node(id:)` finds that one without reading the table.
        sa.Index(
            "uq_customer_merge_standing",
            "other_id",
            unique=True,
            postgresql_where=sa.text("undone_at is null"),
            postgresql_include=["current_id"],
        ),
        sa.Index(None, "survivor_id"),
        sa.Index(None, "other_id"),
        sa.Index(None, "current_id"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "other_number"),
        *suffix_indexes("customer_merge", "other_number"),
    )


class MergedRow(Base):
    """A row that a merge changed, from which it is undone.

    `row_key`: the columns of its key by name, without `column_name`. Where this refers to a customer, `before` and
    `after` are null: it referred to the other one, and refers to the survivor.
    """

    __tablename__ = "merged_row"

    merge_id: Mapped[CustomerMergeKey] = mapped_column(sa.ForeignKey("customer_merge.id"), primary_key=True)
    table_name: Mapped[Ascii] = mapped_column(primary_key=True)
    column_name: Mapped[Ascii] = mapped_column(primary_key=True)
    row_key: Mapped[dict[str, Any]] = mapped_column(JSONB, primary_key=True)
    before: Mapped[object | None] = mapped_column(JSONB(none_as_null=True))
    after: Mapped[object | None] = mapped_column(JSONB(none_as_null=True))
