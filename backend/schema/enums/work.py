"""Tickets, messages and background jobs."""

from backend import models
from backend.schema.declare import enum_type

TicketPriority = enum_type(
    models.TicketPriority,
    "How urgent a ticket is; its due times follow from it.",
    {
        "LOW": "Handled last.",
        "NORMAL": "Handled in order of arrival.",
        "HIGH": "Handled before others.",
        "URGENT": "Handled immediately.",
    },
)

TicketStatus = enum_type(
    models.TicketStatus,
    "State of a ticket.",
    {
        "FREE": "New; nobody works on it yet.",
        "ACTIVE": "Somebody works on it.",
        "SUSPENDED": "Suspended; its due times are paused.",
        "BLOCKED": "Work is finished; the ticket can be closed.",
        "CLOSED": "Done.",
    },
)

NotificationPurpose = enum_type(
    models.NotificationPurpose,
    "Purpose of a message.",
    {
        "SERVICE": "A contract was activated, suspended, resumed or closed.",
        "PAYMENT": "A payment succeeded or failed.",
        "BALANCE": "The balance is low.",
        "TICKET": "A ticket changed or was answered.",
        "REQUEST": "A question about a request, or its decision.",
        "SIGN_IN": "A sign-in code.",
        "MARKETING": "An offer; only sent with the customer's consent.",
    },
)

NotificationChannel = enum_type(
    models.NotificationChannel,
    "Channel of a message.",
    {"EMAIL": "By e-mail.", "SMS": "As a short message.", "IN_APP": "In the app only."},
)

NotificationStatus = enum_type(
    models.NotificationStatus,
    "State of a message.",
    {
        "QUEUED": "Waiting for the first or the next attempt.",
        "SENT": "Accepted by the channel.",
        "DELIVERED": "Delivered.",
        "FAILED": "Not sent, without further attempts; an operator can requeue it.",
    },
)

NotificationError = enum_type(
    models.NotificationError,
    "Why an attempt to send a message failed.",
    {
        "UNREACHABLE": "The provider could not be reached, or did not answer.",
        "REFUSED": "The provider refused the message; `lastErrorStatus` is the status of its answer.",
        "UNSENDABLE": "The address or the text is of a form that cannot be sent.",
        "EXPIRED": "The message expired before it could be sent.",
        "INTERRUPTED": "Every attempt was interrupted.",
        "NOT_DELIVERED": "The network could not deliver the message.",
        "NO_CONSENT": "The customer withdrew the consent that the message needs.",
        "NUMBER_RELEASED": "The number has left its holder since: somebody else may have it.",
        "UNEXPECTED": "An error of the product; its log has the details.",
    },
)

JobState = enum_type(
    models.JobState,
    "State of a job.",
    {
        "QUEUED": "Waiting until it is due.",
        "RUNNING": "Being executed.",
        "HELD": "The last attempt failed; `retryJob` runs it again.",
        "DONE": "Done.",
        "LOST": "Not done, and no longer in the queue.",
    },
)
