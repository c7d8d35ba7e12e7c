"""Requests of customers: what came in, what was found in it, and who works on it."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.errors import ErrorCode
from backend.identifiers import (
    REQUEST_ATTACHMENT_ID,
    REQUEST_ID,
    ContractKey,
    CustomerKey,
    FileKey,
    NodeType,
    RequestAttachmentKey,
    RequestKey,
    TicketKey,
)
from backend.models.attached import Attached, attached_args
from backend.models.base import Ascii, Base, Code, Json, Node, node_key, one_of, suffix_indexes, trigram
from backend.models.customer import NAME_KEY, NAME_ORDER, CustomerKind, DocumentKind, Language
from backend.models.noun import noun
from backend.models.queued import Queued, queued_args
from backend.models.representation import Authority
from backend.models.states import StateMachine
from backend.models.ticket import TicketPriority


class RequestKind(enum.StrEnum):
    REGISTRATION = "REGISTRATION"
    CHANGE_DATA = "CHANGE_DATA"
    CHANGE_TARIFF = "CHANGE_TARIFF"
    SWAP_SIM = "SWAP_SIM"
    PORT_IN = "PORT_IN"
    PORT_OUT = "PORT_OUT"
    CLOSE = "CLOSE"
    OTHER = "OTHER"


class RequestChannel(enum.StrEnum):
    COUNTER = "COUNTER"
    PHONE = "PHONE"
    WEB = "WEB"
    APP = "APP"
    PARTNER = "PARTNER"
    TICKET = "TICKET"


class RequestStatus(enum.StrEnum):
    NEW = "NEW"
    NEEDS_INFO = "NEEDS_INFO"
    VALIDATED = "VALIDATED"
    IN_PROGRESS = "IN_PROGRESS"
    FULFILLED = "FULFILLED"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


class Severity(enum.StrEnum):
    ALERT = "ALERT"
    BLOCK = "BLOCK"


class RequestFileKind(enum.StrEnum):
    FORM = "FORM"
    DOCUMENT = "DOCUMENT"
    AUTHORITY = "AUTHORITY"
    OTHER = "OTHER"


_S = RequestStatus

REQUEST_STATES = StateMachine(
    NodeType.REQUEST,
    [
        ([_S.NEW], "validate", _S.VALIDATED),
        ([_S.NEW], "ask", _S.NEEDS_INFO),
        ([_S.NEEDS_INFO], "answer", _S.NEW),
        ([_S.NEEDS_INFO], "lapse", _S.WITHDRAWN),
        ([_S.VALIDATED], "reopen", _S.NEW),
        ([_S.VALIDATED], "start", _S.IN_PROGRESS),
        ([_S.IN_PROGRESS], "fail", _S.VALIDATED),
        ([_S.VALIDATED, _S.IN_PROGRESS], "fulfil", _S.FULFILLED),
        ([_S.NEW, _S.NEEDS_INFO, _S.VALIDATED], "reject", _S.REJECTED),
        ([_S.NEW, _S.NEEDS_INFO, _S.VALIDATED], "withdraw", _S.WITHDRAWN),
    ],
)
DUE_IN = (_S.NEW, _S.VALIDATED, _S.IN_PROGRESS)  # the due time runs
OPEN = (_S.NEW, _S.NEEDS_INFO, _S.VALIDATED, _S.IN_PROGRESS)


@noun(REQUEST_ID, REQUEST_STATES)
class Request(Queued, Node, Base):
    """A request. `asked_at`: since when it waits for an answer, which stops the clock of `due_at`. `reference`: what
    fulfilled it.

    The fields from `customer_kind` to `msisdn` are those found in `raw` and in the answers, in stored form; one is null
    where it was absent or refused by its rule. Then follows who acts for the customer, and by which authority.
    """

    __tablename__ = "request"

    id: Mapped[RequestKey] = node_key()
    number: Mapped[Ascii] = mapped_column(
        unique=True, server_default=sa.text("'R' || lpad(nextval('request_number')::text, 8, '0')")
    )
    kind: Mapped[RequestKind] = mapped_column(Code(RequestKind))
    channel: Mapped[RequestChannel] = mapped_column(Code(RequestChannel))
    status: Mapped[RequestStatus] = mapped_column(Code(RequestStatus), server_default="NEW")
    priority: Mapped[TicketPriority] = mapped_column(Code(TicketPriority), server_default="NORMAL")
    raw: Mapped[object | None] = mapped_column(Json)
    submitted_by: Mapped[Ascii]
    customer_id: Mapped[CustomerKey | None] = mapped_column(sa.ForeignKey("customer.id"))
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"))
    ticket_id: Mapped[TicketKey | None] = mapped_column(sa.ForeignKey("ticket.id", ondelete="SET NULL"))
    due_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    validated_at: Mapped[datetime | None]
    reference: Mapped[str | None]
    customer_kind: Mapped[CustomerKind | None] = mapped_column(Code(CustomerKind))
    name: Mapped[str | None]
    name_key: Mapped[Ascii | None] = mapped_column(sa.Computed(NAME_KEY.format("name"), persisted=True))
    # Not null, because lists are ordered by it; a request without a name may be found by its e-mail address.
    name_order: Mapped[Ascii] = mapped_column(
        sa.Computed(f"coalesce({NAME_ORDER.format('name')}, ''::text)", persisted=True)
    )
    phone: Mapped[Ascii | None]
    email: Mapped[Ascii | None]
    language: Mapped[Language | None] = mapped_column(Code(Language))
    birth_date: Mapped[date | None]
    document_kind: Mapped[DocumentKind | None] = mapped_column(Code(DocumentKind))
    document_number: Mapped[Ascii | None]
    document_country: Mapped[Ascii | None]
    document_key: Mapped[Ascii | None] = mapped_column(
        sa.Computed("crm_document_key(document_number, document_kind, document_country)", persisted=True)
    )
    tariff_code: Mapped[Ascii | None]
    options: Mapped[list[str]] = mapped_column(ARRAY(sa.Text()), server_default=sa.text("'{}'"))
    iccid: Mapped[Ascii | None]
    msisdn: Mapped[Ascii | None]
    representative_name: Mapped[str | None]
    representative_document_kind: Mapped[DocumentKind | None] = mapped_column(Code(DocumentKind))
    representative_document_number: Mapped[Ascii | None]
    representative_document_country: Mapped[Ascii | None]
    authority: Mapped[Authority | None] = mapped_column(Code(Authority))
    authority_number: Mapped[str | None]
    authority_until: Mapped[date | None]

    __table_args__ = (
        one_of("kind", RequestKind),
        one_of("channel", RequestChannel),
        one_of("status", RequestStatus),
        one_of("priority", TicketPriority),
        sa.CheckConstraint("raw::json is not null or raw is null", "raw"),
        sa.CheckConstraint("(status = 'NEEDS_INFO') = (asked_at is not null)", "asked"),
        *queued_args(),
        sa.CheckConstraint("btrim(reference) <> '' and length(reference) <= 200", "reference"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "due_at", "id"),
        sa.Index(None, "due_at", "created_at", "id"),
        sa.Index(None, "kind", "created_at", "id"),
        sa.Index(None, "channel", "created_at", "id"),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "priority", "created_at", "id"),
        sa.Index(None, "customer_id", "created_at", "id"),
        sa.Index(None, "contract_id", "created_at", "id"),
        sa.Index(None, "ticket_id", "created_at", "id"),
        sa.Index(None, "submitted_by", "created_at", "id"),
        sa.Index("ix_request_asked", "asked_at", postgresql_where=sa.text("status = 'NEEDS_INFO'")),
        one_of("customer_kind", CustomerKind),
        one_of("language", Language),
        one_of("document_kind", DocumentKind),
        one_of("representative_document_kind", DocumentKind),
        one_of("authority", Authority),
        sa.CheckConstraint(
            "num_nulls(representative_name, representative_document_kind, representative_document_number,"
            " representative_document_country, authority) in (0, 5)",
            "representative",
        ),
        *suffix_indexes("request", "number", "phone"),
        sa.Index(None, "name_key"),
        sa.Index(None, "phone"),
        sa.Index(None, "email"),
        sa.Index(None, "document_key"),
        sa.Index(
            "ix_request_search",
            "name_key",
            "number",
            "phone",
            "email",
            **trigram("name_key", "number", "phone", "email"),
        ),
    )


class RequestViolation(Base):
    """A rule that the fields of a request break. `field`: its path, such as `document.number`."""

    __tablename__ = "request_violation"

    request_id: Mapped[RequestKey] = mapped_column(sa.ForeignKey("request.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[ErrorCode] = mapped_column(Code(ErrorCode))
    field: Mapped[Ascii]
    message: Mapped[str]
    severity: Mapped[Severity] = mapped_column(Code(Severity))
    suggestion: Mapped[str | None]

    __table_args__ = (one_of("severity", Severity),)


class RequestCandidate(Base):
    """A registered customer whom a request may be about. `reasons`: see `MatchCode`."""

    __tablename__ = "request_candidate"

    request_id: Mapped[RequestKey] = mapped_column(sa.ForeignKey("request.id", ondelete="CASCADE"), primary_key=True)
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"), primary_key=True, index=True)
    score: Mapped[int]
    reasons: Mapped[list[str]] = mapped_column(ARRAY(sa.Text()))

    __table_args__ = (sa.CheckConstraint("score between 0 and 100", "score"),)


class _OfRequest:
    """Columns of questions and files. They repeat the request's customer and contract for row-level security."""

    request_id: Mapped[RequestKey] = mapped_column(sa.ForeignKey("request.id", ondelete="CASCADE"), sort_order=-9)
    customer_id: Mapped[CustomerKey | None] = mapped_column(sa.ForeignKey("customer.id"), index=True, sort_order=-8)
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"), index=True, sort_order=-7)


class RequestQuestion(_OfRequest, Base):
    """A question to the requester, and the answer. `data`: fields that the answer adds to the form."""

    __tablename__ = "request_question"

    asked_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())
    asked_by: Mapped[Ascii]
    question: Mapped[str]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[Ascii | None]
    answer: Mapped[str | None]
    data: Mapped[object | None] = mapped_column(Json)

    __table_args__ = (
        sa.PrimaryKeyConstraint("request_id", "asked_at"),
        sa.CheckConstraint("btrim(question) <> '' and length(question) <= 2000", "question"),
        sa.CheckConstraint("length(answer) <= 10000", "answer"),
        sa.CheckConstraint("(answered_at is null) = (answered_by is null)", "answered"),
        sa.CheckConstraint("data::json is not null or data is null", "data"),
    )


@noun(REQUEST_ATTACHMENT_ID, is_node=False)
class RequestAttachment(Attached, _OfRequest, Base):
    """A file of a request. `file_id`: its key in the file store; a file of a ticket keeps the key that it has there."""

    __tablename__ = "request_attachment"

    id: Mapped[RequestAttachmentKey] = mapped_column(
        primary_key=True, server_default=sa.text("crm_uuidv7()"), sort_order=-10
    )
    kind: Mapped[RequestFileKind] = mapped_column(Code(RequestFileKind))
    file_id: Mapped[FileKey] = mapped_column(index=True)

    __table_args__ = (
        one_of("kind", RequestFileKind),
        *attached_args("request_id"),
    )


class RequestTarget(Base):
    """The time limit for a request, counted from its submission, by kind and priority."""

    __tablename__ = "request_target"

    kind: Mapped[RequestKind] = mapped_column(Code(RequestKind), primary_key=True)
    priority: Mapped[TicketPriority] = mapped_column(Code(TicketPriority), primary_key=True)
    minutes: Mapped[int]

    __table_args__ = (
        one_of("kind", RequestKind),
        one_of("priority", TicketPriority),
        sa.CheckConstraint("minutes > 0", "minutes"),
    )
