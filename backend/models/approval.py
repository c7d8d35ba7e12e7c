"""Acts that wait for a second person."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import ContractKey
from backend.models.base import Ascii, Base


class ApprovalRequest(Base):
    """An act on a contract's account that somebody asked for and a second person must repeat.

    `act` is the mutation. `amount_minor` is its amount in minor units; null: no credit limit. The row is kept after the
    decision, and tells who asked and who decided.
    """

    __tablename__ = "approval_request"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    act: Mapped[Ascii]
    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    currency: Mapped[Ascii]
    amount_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    reason: Mapped[str]
    requested_by: Mapped[Ascii]
    requested_subject: Mapped[Ascii]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    decided_by: Mapped[Ascii | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint("(decided_by is null) = (decided_at is null)", "decided"),
        sa.Index(
            "ix_approval_request_open",
            "contract_id",
            "act",
            "currency",
            "amount_minor",
            "requested_subject",
            unique=True,
            postgresql_where=sa.text("decided_at is null"),
            postgresql_nulls_not_distinct=True,
        ),
    )
