"""Support tickets."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import (
    TICKET_ATTACHMENT_ID,
    TICKET_COMMENT_ID,
    TICKET_ID,
    ContractKey,
    CustomerKey,
    FileKey,
    NodeType,
    PaymentKey,
    TicketCommentKey,
    TicketKey,
)
from backend.models.attached import Attached, attached_args
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.noun import noun
from backend.models.queued import Queued, queued_args
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
    NodeType.TICKET,
    [
        ([_S.FREE], "activate", _S.ACTIVE),
        ([_S.ACTIVE], "suspend", _S.SUSPENDED),
        ([_S.SUSPENDED], "resume", _S.ACTIVE),
        ([_S.ACTIVE], "block", _S.BLOCKED),
        ([_S.BLOCKED], "close", _S.CLOSED),
    ],
)

WORKED_ON = (_S.FREE, _S.ACTIVE)  # due times run


@noun(TICKET_ID, TICKET_STATES)
class Ticket(Queued, Node, Base):
    __tablename__ = "ticket"

    id: Mapped[TicketKey] = node_key()
    number: Mapped[Ascii] = mapped_column(
        unique=True, server_default=sa.text("'T' || lpad(nextval('ticket_number')::text, 8, '0')")
    )
    subject: Mapped[str]
    description: Mapped[str | None]
    category: Mapped[str | None]
    priority: Mapped[TicketPriority] = mapped_column(Code(TicketPriority), server_default="NORMAL")
    status: Mapped[TicketStatus] = mapped_column(Code(TicketStatus), server_default="FREE")
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"))
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"))
    payment_id: Mapped[PaymentKey | None] = mapped_column(sa.ForeignKey("payment.id"))
    first_response_due_at: Mapped[datetime | None]
    solution_due_at: Mapped[datetime | None]
    first_responded_at: Mapped[datetime | None]
    solved_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("priority", TicketPriority),
        one_of("status", TicketStatus),
        sa.CheckConstraint("btrim(subject) <> '' and length(subject) <= 200", "subject"),
        sa.CheckConstraint("status = 'SUSPENDED' or suspended_at is null", "suspended"),
        *queued_args(),
        sa.Index(None, "payment_id", "created_at", "id"),
        sa.Index(None, "solution_due_at", "created_at", "id"),
        sa.Index(None, "customer_id", "created_at", "id"),
        sa.Index(None, "contract_id", "created_at", "id"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "priority", "created_at", "id"),
    )


class TicketTarget(Base):
    """The time limits for the first response and the solution of a ticket, counted from its opening, by priority."""

    __tablename__ = "ticket_target"

    priority: Mapped[TicketPriority] = mapped_column(Code(TicketPriority), primary_key=True)
    first_response_minutes: Mapped[int]
    solution_minutes: Mapped[int]

    __table_args__ = (
        one_of("priority", TicketPriority),
        sa.CheckConstraint("0 < first_response_minutes and first_response_minutes <= solution_minutes", "minutes"),
    )


class _Contribution:
    """Columns of comments and attachments. They repeat the ticket's customer and contract for row-level security."""

    ticket_id: Mapped[TicketKey] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"), sort_order=-9)
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"), index=True, sort_order=-8)
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"), index=True, sort_order=-7)
    author: Mapped[Ascii] = mapped_column(sort_order=-6)
    internal: Mapped[bool] = mapped_column(server_default=sa.text("false"), sort_order=-5)
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp(), sort_order=90)


@noun(TICKET_COMMENT_ID, is_node=False)
class TicketComment(_Contribution, Base):
    """A comment on a ticket; `internal` comments are visible to staff only."""

    __tablename__ = "ticket_comment"

    id: Mapped[TicketCommentKey] = mapped_column(
        primary_key=True, server_default=sa.text("crm_uuidv7()"), sort_order=-10
    )
    body: Mapped[str]

    __table_args__ = (
        sa.CheckConstraint("btrim(body) <> '' and length(body) <= 10000", "body"),
        sa.Index(None, "ticket_id", "created_at", "id"),
    )


@noun(TICKET_ATTACHMENT_ID, is_node=False)
class TicketAttachment(Attached, _Contribution, Base):
    """A file attached to a ticket. Its content is in the file store, under this id."""

    __tablename__ = "ticket_attachment"

    id: Mapped[FileKey] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"), sort_order=-10)

    __table_args__ = attached_args("ticket_id")
