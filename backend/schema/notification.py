"""Messages to customers, their delivery, and the customers' settings for messages."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.planner.fields import Expression, Form, Value
from backend.schema.common import CREATED_AT, Node
from backend.schema.declare import EXACT, column, mapped, one
from backend.schema.enums import (
    Language,
    NotificationChannel,
    NotificationError,
    NotificationPurpose,
    NotificationStatus,
)
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many

N = models.Notification
P = models.NotificationPreference


def _time_of_day(name: str, description: str) -> Any:
    """A time of day, as HH:MM."""

    def written(row: Any) -> Expression:
        return sa.func.to_char(row[name], sa.literal_column("'HH24:MI'"))

    return mapped(description, Value(written, Form.CODE, nullable=True))


@strawberry.type(description="Setting of a customer for messages of one purpose on one channel.")
class NotificationPreference:
    purpose: NotificationPurpose = column(P.purpose, "Purpose of the messages.")
    channel: NotificationChannel = column(P.channel, "Channel of the messages.")
    allowed: bool = column(P.allowed, "Whether messages are sent.")
    updated_at: datetime = column(P.updated_at, "When the setting was last changed.")
    quiet_from: str | None = _time_of_day(
        "quiet_from", "Begin of the quiet hours, local time, HH:MM; null when there are none."
    )
    quiet_until: str | None = _time_of_day("quiet_until", "End of the quiet hours, HH:MM.")


@strawberry.type(description="A message to a customer, or to the requester of a request, on one channel.")
class Notification(Node):
    topic: str = column(N.topic, "Topic of the event, such as contract.activated.")
    purpose: NotificationPurpose = column(N.purpose, "Purpose of the message.", EXACT)
    channel: NotificationChannel = column(N.channel, "Channel of the message.", EXACT)
    language: Language = column(N.language, "Language of the message.")
    recipient: str | None = column(N.recipient, "E-mail address or phone number; null for messages in the app.")
    subject: str | None = column(N.subject, "Subject.")
    text: str = column(N.text, "Text; sign-in codes are masked.")
    status: NotificationStatus = column(N.status, "State of the message.", EXACT)
    attempts: int = column(N.attempts, "Number of attempts.")
    possible_duplicates: int = column(
        N.possible_duplicates,
        "Number of attempts that may have delivered the message although the other side did not confirm it.",
    )
    not_before: datetime = column(N.not_before, "Time of the next attempt.")
    last_error: str | None = column(
        N.last_error, "Why the last attempt failed, in words that may be the provider's; hidden from analysts."
    )
    last_error_code: NotificationError | None = column(N.last_error_code, "Why the last attempt failed.")
    last_error_status: str | None = column(
        N.last_error_status, "Status code of the provider's answer, such as 550 5.1.1 or 0x0000000b."
    )
    sent_at: datetime | None = column(N.sent_at, "When the channel accepted the message.")
    delivered_at: datetime | None = column(N.delivered_at, "When delivery was confirmed.")
    customer: object = one(
        "customer.Customer",
        lambda p, c: c.id == p.customer_id,
        "The customer who gets the message; null for sign-in codes, and where it goes to the contact in a request.",
    )
    contract: object = one(
        "contract.Contract", lambda p, c: c.id == p.contract_id, "The contract the message is about, if any."
    )
    ticket: object = one(
        "ticket.Ticket", lambda p, c: c.id == p.ticket_id, "The ticket the message is about, if any.", filterable=False
    )
    payment: object = one(
        "payment.Payment",
        lambda p, c: c.id == p.payment_id,
        "The payment the message is about, if any.",
        filterable=False,
    )
    request: object = one(
        "request.Request",
        lambda p, c: c.id == p.request_id,
        "The request the message is about, if any.",
        filterable=False,
    )


NOTIFICATION = graph_type(Notification, N, CREATED_AT)
NOTIFICATION_PREFERENCE = graph_type(NotificationPreference, P, {})
_lists = ListTypes(Notification, "notification.Notification", CREATED_AT)
NotificationConnection, NotificationFilter, NotificationOrder = _lists.connection, _lists.filter, _lists.order
NotificationListFilter = _lists.list_filter


@queries
class Queries:
    notifications: object = root_many("notification.Notification", "Messages to customers.")
