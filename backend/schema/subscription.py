"""What can be listened to. Each event brings its node as it is when it is sent, and a cursor to go on from."""

from datetime import datetime
from typing import Any, Optional

import strawberry

from backend.planner.fields import EventNode, EventPart, Mapped, RootLive
from backend.schema.common import Node
from backend.schema.declare import argument, lazily, mapped
from backend.schema.enums import NodeType

SINCE = "A cursor: what happened after it comes first, then what happens from now on. Absent: only the latter."


def _cursor() -> Any:
    return mapped("Where the log is with this event; give it to `since` to go on from here.", EventPart("cursor"))


def _at() -> Any:
    return mapped("When it happened.", EventPart("at"))


@strawberry.type(description="A payment was started, or changed.")
class PaymentChanged:
    cursor: str = _cursor()
    at: datetime = _at()
    payment: object = mapped("The payment as it is now.", EventNode("Payment"), lazily("payment.Payment"))


@strawberry.type(description="A ticket was opened, moved, assigned, answered, or discarded.")
class TicketChanged:
    cursor: str = _cursor()
    at: datetime = _at()
    ticket: object = mapped(
        "The ticket as it is now; null when it was discarded.", EventNode("Ticket"), Optional[lazily("ticket.Ticket")]
    )
    discarded_id: strawberry.ID | None = mapped(
        "The ticket that was discarded: take it off the list; null otherwise. Subscribers are not told of it.",
        EventPart("discarded"),
    )


@strawberry.type(description="A step of a state machine; several in one act are told as one.")
class StatusChanged:
    cursor: str = _cursor()
    at: datetime = _at()
    type: NodeType = mapped("Which state machine.", EventPart("machine"))
    verb: str = mapped("The verb that led to the state after.", EventPart("verb"))
    from_: str | None = mapped("The state before; null at the beginning.", EventPart("from"), name="from")
    to: str = mapped("The state after.", EventPart("to"))
    node: Node = mapped("What changed, as it is now.", EventNode())


@strawberry.type(description="A message came to the app.")
class NotificationAdded:
    cursor: str = _cursor()
    at: datetime = _at()
    notification: object = mapped("The message.", EventNode("Notification"), lazily("notification.Notification"))


@strawberry.type(description="A file got on.")
class BulkRegisterProgress:
    cursor: str = _cursor()
    at: datetime = _at()
    job: object = mapped("The job as it is now.", EventNode("ImportJob"), lazily("imports.ImportJob"))


def _live(description: str, mapping: Mapped, kind: Any, *arguments: Any) -> Any:
    field = mapped(description, mapping, kind)
    field.arguments = [*arguments, argument("since", Optional[str], SINCE)]
    return field


_CONTRACT = argument("contract_id", Optional[strawberry.ID], "Only what concerns this contract.")


@strawberry.type(description="Everything that can be listened to.")
class Subscription:
    payment_changed: object = _live("Payments, as they change.", RootLive(("payment",)), PaymentChanged, _CONTRACT)
    status_changed: object = _live(
        "Every step of every state machine.",
        RootLive(transitions=True),
        StatusChanged,
        argument("node_id", Optional[strawberry.ID], "Only steps of this node."),
        argument("types", Optional[list[NodeType]], "Only steps of these state machines."),
    )
    ticket_changed: object = _live("Tickets, as they change.", RootLive(("ticket",)), TicketChanged, _CONTRACT)
    bulk_register_progress: object = _live(
        "A file's way, from its receipt to its end.",
        RootLive(("import",)),
        BulkRegisterProgress,
        argument("id", strawberry.ID, "Which job."),
    )
    notification_added: object = _live("Messages to the app.", RootLive(("notification",)), NotificationAdded)
