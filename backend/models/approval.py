"""Acts that wait for a second person."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import ContractKey, CustomerKey
from backend.models.base import Ascii, Base


class ApprovalRequest(Base):
    """An act on a contract's account, or on two customers, that somebody asked for and a second person must repeat.

    `act` is the mutation, with the hold where it lifts one. `amount_minor` is its amount in minor units; null: no
    credit limit. `terms`: further input that has to be the same. The row is kept after the decision, and tells who
    asked and who decided.
    """

    __tablename__ = "approval_request"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    act: Mapped[Ascii]
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    currency: Mapped[Ascii | None]
    amount_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    reason: Mapped[str]
    requested_by: Mapped[Ascii]
    requested_subject: Mapped[Ascii]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    decided_by: Mapped[Ascii | None]
    decided_at: Mapped[datetime | None]
    customer_id: Mapped[CustomerKey | None] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    other_id: Mapped[CustomerKey | None] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    terms: Mapped[Ascii | None]

    __table_args__ = (
        sa.CheckConstraint("(decided_by is null) = (decided_at is null)", "decided"),
        sa.CheckConstraint(
            "(contract_id is null) = (currency is null) and (contract_id is null) = (customer_id is not null)"
            " and (customer_id is null) = (other_id is null)",
            "subject",
        ),
        sa.Index(
            "ix_approval_request_open",
            "contract_id",
            "act",
            "currency",
            "amount_minor",
            "requested_subject",
            "customer_id",
            "other_id",
            "terms",
            unique=True,
            postgresql_where=sa.text("decided_at is null"),
            postgresql_nulls_not_distinct=True,
        ),
    )
