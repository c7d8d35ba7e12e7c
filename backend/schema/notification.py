"""What customers are sent, and how far each message has come."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression, Form, GraphType, Value
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import EXACT, column, mapped, one
from backend.schema.enums import Language, NotificationChannel, NotificationPurpose, NotificationStatus
from backend.schema.lists import ListTypes, graph_type

N = models.Notification
P = models.NotificationPreference


def _clock(name: str, description: str) -> Any:
    """A time of day, as HH:MM."""

    def written(row: Any) -> Expression:
        return sa.func.to_char(row[name], sa.literal_column("'HH24:MI'"))

    return mapped(description, Value(written, Form.CODE, nullable=True))


@strawberry.type(description="What a customer wants of one kind of message on one channel.")
class NotificationPreference:
    purpose: NotificationPurpose = column(P.purpose, "What the messages are about.")
    channel: NotificationChannel = column(P.channel, "How they come.")
    allowed: bool = column(P.allowed, "Whether they may come at all.")
    updated_at: datetime = column(P.updated_at, "When this was last said.")
    quiet_from: str | None = _clock("quiet_from", "From when on they wait, local time, HH:MM; null: never.")
    quiet_until: str | None = _clock("quiet_until", "Until when they wait, HH:MM.")


@strawberry.type(description="A message to a customer on one channel.")
class Notification(Node):
    topic: str = column(N.topic, "The event it tells of, such as contract.activated.")
    purpose: NotificationPurpose = column(N.purpose, "What it is about.", EXACT)
    channel: NotificationChannel = column(N.channel, "How it goes.", EXACT)
    language: Language = column(N.language, "The language it is written in.")
    recipient: str | None = column(N.recipient, "The address or number; null in the app.")
    subject: str | None = column(N.subject, "Its subject.")
    text: str = column(N.text, "Its text; codes in it are starred.")
    status: NotificationStatus = column(N.status, "How far it has come.", EXACT)
    attempts: int = column(N.attempts, "How often it was tried.")
    possible_duplicates: int = column(
        N.possible_duplicates, "How often it may have arrived once more than we know: the far side did not answer."
    )
    not_before: datetime = column(N.not_before, "Before this it is not tried (again).")
    last_error: str | None = column(N.last_error, "Why the last attempt failed.")
    sent_at: datetime | None = column(N.sent_at, "When the channel took it.")
    delivered_at: datetime | None = column(N.delivered_at, "When it is known to have arrived.")
    customer: object = one("customer.Customer", lambda p, c: c.id == p.customer_id, "Whom it is for.")
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract it is about, if any.")
    ticket: object = one("ticket.Ticket", lambda p, c: c.id == p.ticket_id, "The ticket it is about.", filterable=False)
    payment: object = one(
        "payment.Payment", lambda p, c: c.id == p.payment_id, "The payment it is about.", filterable=False
    )


NOTIFICATION = graph_type(Notification, N, "not", CREATED_AT)
NOTIFICATION_PREFERENCE = GraphType("NotificationPreference", P.__table__, None, {}, node=False)  # type: ignore[arg-type]
_lists = ListTypes(Notification, "notification.Notification", CREATED_AT)
NotificationConnection, NotificationFilter, NotificationOrder = _lists.connection, _lists.filter, _lists.order
NotificationListFilter = _lists.list_filter
