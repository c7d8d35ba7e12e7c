"""Notifications to customers: the messages, their channels and delivery status, rules and preferences."""

import enum
from datetime import datetime, time

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import (
    NOTIFICATION_ID,
    ContractKey,
    CustomerKey,
    NotificationKey,
    PaymentKey,
    RequestKey,
    TicketKey,
)
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.consent import ConsentPurpose
from backend.models.customer import Language
from backend.models.noun import noun


class NotificationPurpose(enum.StrEnum):
    SERVICE = "SERVICE"
    PAYMENT = "PAYMENT"
    BALANCE = "BALANCE"
    TICKET = "TICKET"
    REQUEST = "REQUEST"
    SIGN_IN = "SIGN_IN"
    MARKETING = "MARKETING"


class NotificationChannel(enum.StrEnum):
    EMAIL = "EMAIL"
    SMS = "SMS"
    IN_APP = "IN_APP"


class NotificationStatus(enum.StrEnum):
    QUEUED = "QUEUED"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    FAILED = "FAILED"


HANDED_OVER = (NotificationStatus.SENT, NotificationStatus.DELIVERED)  # to a provider, which sends receipts


class NotificationError(enum.StrEnum):
    UNREACHABLE = "UNREACHABLE"
    REFUSED = "REFUSED"
    UNSENDABLE = "UNSENDABLE"
    EXPIRED = "EXPIRED"
    INTERRUPTED = "INTERRUPTED"
    NOT_DELIVERED = "NOT_DELIVERED"
    NO_CONSENT = "NO_CONSENT"
    NUMBER_RELEASED = "NUMBER_RELEASED"
    UNEXPECTED = "UNEXPECTED"


class EventConsumer(Base):
    """The position up to which a consumer has processed the event log, updated in the transaction of its work."""

    __tablename__ = "event_consumer"

    name: Mapped[Ascii] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(sa.BigInteger)


class NotificationRule(Base):
    """Whether a purpose uses a channel, and its quiet hours (local time; the end is excluded).

    `consent`: the consent without which a customer gets no such message; null where none is needed. It decides alone:
    a preference of the customer has no effect on whether the message is sent.
    """

    __tablename__ = "notification_rule"

    purpose: Mapped[NotificationPurpose] = mapped_column(Code(NotificationPurpose), primary_key=True)
    channel: Mapped[NotificationChannel] = mapped_column(Code(NotificationChannel), primary_key=True)
    enabled: Mapped[bool]
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    consent: Mapped[ConsentPurpose | None] = mapped_column(Code(ConsentPurpose))

    __table_args__ = (
        one_of("purpose", NotificationPurpose),
        one_of("channel", NotificationChannel),
        one_of("consent", ConsentPurpose),
        sa.CheckConstraint("(quiet_from is null) = (quiet_until is null)", "quiet"),
    )


class NotificationPreference(Base):
    """A customer's deviation from a rule."""

    __tablename__ = "notification_preference"

    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"), primary_key=True)
    purpose: Mapped[NotificationPurpose] = mapped_column(Code(NotificationPurpose), primary_key=True)
    channel: Mapped[NotificationChannel] = mapped_column(Code(NotificationChannel), primary_key=True)
    allowed: Mapped[bool]
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    updated_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())

    __table_args__ = (
        one_of("purpose", NotificationPurpose),
        one_of("channel", NotificationChannel),
        sa.CheckConstraint("(quiet_from is null) = (quiet_until is null)", "quiet"),
    )


@noun(NOTIFICATION_ID, in_log=True)
class Notification(Node, Base):
    """One message on one channel.

    `secret`: the encrypted text of a confidential message, such as a one-time code, until it is sent. `leased_until`:
    a sender works on the message until then. If the lease expires without an outcome, the message may have been sent.
    `digested`: how many other messages a digest stands for.
    `last_error_code` and `last_error_status` (the provider's, such as 550 5.1.1) are the facts of `last_error`, whose
    words may be the provider's and name people.
    """

    __tablename__ = "notification"

    id: Mapped[NotificationKey] = node_key()
    event_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    topic: Mapped[Ascii]
    purpose: Mapped[NotificationPurpose] = mapped_column(Code(NotificationPurpose))
    channel: Mapped[NotificationChannel] = mapped_column(Code(NotificationChannel))
    language: Mapped[Language] = mapped_column(Code(Language))
    customer_id: Mapped[CustomerKey | None] = mapped_column(sa.ForeignKey("customer.id"))
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"))
    ticket_id: Mapped[TicketKey | None] = mapped_column(sa.ForeignKey("ticket.id", ondelete="SET NULL"), index=True)
    payment_id: Mapped[PaymentKey | None] = mapped_column(sa.ForeignKey("payment.id"), index=True)
    request_id: Mapped[RequestKey | None] = mapped_column(sa.ForeignKey("request.id"), index=True)
    recipient: Mapped[Ascii | None]
    subject: Mapped[str | None]
    text: Mapped[str]
    html: Mapped[str | None]
    secret: Mapped[bytes | None]
    status: Mapped[NotificationStatus] = mapped_column(Code(NotificationStatus), server_default="QUEUED")
    attempts: Mapped[int] = mapped_column(server_default=sa.text("0"))
    possible_duplicates: Mapped[int] = mapped_column(server_default=sa.text("0"))
    digested: Mapped[int] = mapped_column(server_default=sa.text("0"))
    not_before: Mapped[datetime] = mapped_column(server_default=sa.func.now())
    leased_until: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    last_error_code: Mapped[NotificationError | None] = mapped_column(Code(NotificationError))
    last_error_status: Mapped[Ascii | None]
    provider_ids: Mapped[list[str]] = mapped_column(ARRAY(sa.Text()), server_default=sa.text("'{}'"))
    delivered_ids: Mapped[list[str]] = mapped_column(ARRAY(sa.Text()), server_default=sa.text("'{}'"))
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]

    __table_args__ = (
        sa.UniqueConstraint("event_id", "channel"),
        one_of("purpose", NotificationPurpose),
        one_of("channel", NotificationChannel),
        one_of("language", Language),
        one_of("status", NotificationStatus),
        one_of("last_error_code", NotificationError),
        sa.CheckConstraint("last_error_status ~ '^[0-9A-Fa-fx. ]{1,20}$'", "last_error_status"),
        sa.CheckConstraint("(recipient is null) = (channel = 'IN_APP')", "recipient"),
        sa.Index(
            "ix_notification_queued", "channel", "not_before", "id", postgresql_where=sa.text("status = 'QUEUED'")
        ),
        sa.Index(None, "provider_ids", postgresql_using="gin"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "channel", "created_at", "id"),
        sa.Index(None, "purpose", "created_at", "id"),
        sa.Index(None, "customer_id", "created_at", "id"),
        sa.Index(None, "contract_id", "created_at", "id"),
    )
