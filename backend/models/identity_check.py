"""Questions to identity providers about customers' documents, and their answers."""

import enum
import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import CustomerKey, IdentityDocumentKey, uuid7
from backend.models.base import Ascii, Base, Code, one_of


class CheckVerdict(enum.StrEnum):
    """What a provider answered; REFUSED: it did not accept the question."""

    APPROVED = "APPROVED"
    RETRY = "RETRY"
    FINAL = "FINAL"
    REFUSED = "REFUSED"


class IdentityCheck(Base):
    """One question. `document_id`: null once the document was erased. `reference`: the provider's; `ask_at`: the time
    of the next call, null when it was answered.
    """

    __tablename__ = "identity_check"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7, server_default=sa.text("crm_uuidv7()"))
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    document_id: Mapped[IdentityDocumentKey | None] = mapped_column(
        sa.ForeignKey("identity_document.id", ondelete="SET NULL"), index=True
    )
    asked_by: Mapped[Ascii]
    provider: Mapped[Ascii | None]
    reference: Mapped[Ascii | None]
    ask_at: Mapped[datetime | None] = mapped_column(server_default=sa.func.now())
    asked: Mapped[int] = mapped_column(server_default=sa.text("0"))
    verdict: Mapped[CheckVerdict | None] = mapped_column(Code(CheckVerdict))
    words: Mapped[str | None]  # the provider's, about a rejection
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("verdict", CheckVerdict),
        sa.CheckConstraint("(verdict is null) = (ask_at is not null)", "open"),
        sa.CheckConstraint("(verdict is null) = (answered_at is null)", "answered"),
        sa.CheckConstraint("verdict is not null or document_id is not null", "document"),
        sa.Index(None, "ask_at", postgresql_where=sa.text("ask_at is not null")),
        # One question about a customer at a time.
        sa.Index("uq_identity_check_open", "customer_id", unique=True, postgresql_where=sa.text("verdict is null")),
    )
