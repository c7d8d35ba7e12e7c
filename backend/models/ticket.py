"""Support tickets."""

import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Ascii, Base, Code, Node, one_of
from backend.models.states import StateMachine


class TicketPriority(enum.StrEnum):
    LOW = "LOW"
    NORMAL = "NORMAL"
    HIGH = "HIGH"
    URGENT = "URGENT"


class TicketStatus(enum.StrEnum):
    FREE = "FREE"
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"
    BLOCKED = "BLOCKED"
    CLOSED = "CLOSED"


_S = TicketStatus

TICKET_STATES = StateMachine(
    "ticket",
    [
        ([_S.FREE], "activate", _S.ACTIVE),
        ([_S.ACTIVE], "suspend", _S.SUSPENDED),
        ([_S.SUSPENDED], "resume", _S.ACTIVE),
        ([_S.ACTIVE], "block", _S.BLOCKED),
        ([_S.BLOCKED], "close", _S.CLOSED),
    ],
)


class Ticket(Node, Base):
    __tablename__ = "ticket"

    number: Mapped[Ascii] = mapped_column(
        unique=True, server_default=sa.text("'T' || lpad(nextval('ticket_number')::text, 8, '0')")
    )
    subject: Mapped[str]
    description: Mapped[str | None]
    category: Mapped[str | None]
    priority: Mapped[TicketPriority] = mapped_column(Code(TicketPriority), server_default="NORMAL")
    status: Mapped[TicketStatus] = mapped_column(Code(TicketStatus), server_default="FREE")
    customer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("customer.id"))
    contract_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("contract.id"))

    __table_args__ = (
        one_of("priority", TicketPriority),
        one_of("status", TicketStatus),
        sa.CheckConstraint("btrim(subject) <> '' and length(subject) <= 200", "subject"),
        sa.Index(None, "customer_id", "created_at", "id"),
        sa.Index(None, "contract_id", "created_at", "id"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "priority", "created_at", "id"),
    )
