"""Subscriptions. Each event contains its node in the state at the time of sending, and a cursor to resume from."""

from datetime import datetime
from typing import Any, Optional

import strawberry

from backend.planner.fields import EventNode, EventPart, Mapped, RootLive
from backend.schema.common import Node
from backend.schema.declare import argument, lazy_type, mapped
from backend.schema.enums import NodeType

SINCE = "A cursor. Events after it are delivered first, then new ones. When absent, only new events are delivered."


def _cursor() -> Any:
    return mapped("Position of the event in the log; pass it as `since` to continue from here.", EventPart("cursor"))


def _at() -> Any:
    return mapped("When it happened.", EventPart("at"))


@strawberry.type(description="A payment was started or changed.")
class PaymentChanged:
    cursor: str = _cursor()
    at: datetime = _at()
    payment: object = mapped("The payment in its present state.", EventNode("Payment"), lazy_type("payment.Payment"))


@strawberry.type(description="A ticket was opened, changed, assigned, answered or discarded.")
class TicketChanged:
    cursor: str = _cursor()
    at: datetime = _at()
    ticket: object = mapped(
        "The ticket in its present state; null when it was discarded.",
        EventNode("Ticket"),
        Optional[lazy_type("ticket.Ticket")],
    )
    discarded_id: strawberry.ID | None = mapped(
        "Id of a discarded ticket, to remove it from lists; null otherwise. It is not sent to subscribers.",
        EventPart("discarded"),
    )


@strawberry.type(description="A request was submitted, changed, assigned, asked about or decided.")
class RequestChanged:
    cursor: str = _cursor()
    at: datetime = _at()
    request: object = mapped("The request in its present state.", EventNode("Request"), lazy_type("request.Request"))


@strawberry.type(
    description="A transition of a state machine. Several transitions of one mutation are delivered as one."
)
class StatusChanged:
    cursor: str = _cursor()
    at: datetime = _at()
    type: NodeType = mapped("The state machine.", EventPart("machine"))
    verb: str = mapped("The verb of the last transition.", EventPart("verb"))
    from_: str | None = mapped("The previous state; null for the first transition.", EventPart("from"), name="from")
    to: str = mapped("The new state.", EventPart("to"))
    node: Node = mapped("The node in its present state.", EventNode())


@strawberry.type(description="A message to the app was added.")
class NotificationAdded:
    cursor: str = _cursor()
    at: datetime = _at()
    notification: object = mapped("The message.", EventNode("Notification"), lazy_type("notification.Notification"))


@strawberry.type(description="An import made progress.")
class BulkRegisterProgress:
    cursor: str = _cursor()
    at: datetime = _at()
    job: object = mapped("The import in its present state.", EventNode("ImportJob"), lazy_type("imports.ImportJob"))


@strawberry.type(description="An export made progress.")
class ExportProgress:
    cursor: str = _cursor()
    at: datetime = _at()
    job: object = mapped("The export in its present state.", EventNode("ExportJob"), lazy_type("exports.ExportJob"))


@strawberry.type(description="A search for duplicates made progress.")
class DuplicateSearchProgress:
    cursor: str = _cursor()
    at: datetime = _at()
    search: object = mapped(
        "The search in its present state.", EventNode("DuplicateSearch"), lazy_type("duplicate.DuplicateSearch")
    )


def _live(description: str, mapping: Mapped, kind: Any, *arguments: Any) -> Any:
    field = mapped(description, mapping, kind)
    field.arguments = [*arguments, argument("since", Optional[str], SINCE)]
    return field


_CONTRACT = argument("contract_id", Optional[strawberry.ID], "Only events of this contract.")


@strawberry.type(description="All subscriptions.")
class Subscription:
    payment_changed: object = _live("Changes of payments.", RootLive(("payment",)), PaymentChanged, _CONTRACT)
    status_changed: object = _live(
        "All transitions of all state machines.",
        RootLive(transitions=True),
        StatusChanged,
        argument("node_id", Optional[strawberry.ID], "Only transitions of this node."),
        argument("types", Optional[list[NodeType]], "Only transitions of these state machines."),
    )
    ticket_changed: object = _live("Changes of tickets.", RootLive(("ticket",)), TicketChanged, _CONTRACT)
    request_changed: object = _live("Changes of requests.", RootLive(("request",)), RequestChanged, _CONTRACT)
    bulk_register_progress: object = _live(
        "Progress of an import, from upload to end.",
        RootLive(("import",)),
        BulkRegisterProgress,
        argument("id", strawberry.ID, "The import."),
    )
    export_progress: object = _live(
        "Progress of an export, from request to end.",
        RootLive(("export",)),
        ExportProgress,
        argument("id", strawberry.ID, "The export."),
    )
    duplicate_search_progress: object = _live(
        "Progress of a search for duplicates, from request to end.",
        RootLive(("duplicate_search",)),
        DuplicateSearchProgress,
        argument("id", strawberry.ID, "The search."),
    )
    notification_added: object = _live("New messages to the app.", RootLive(("notification",)), NotificationAdded)
