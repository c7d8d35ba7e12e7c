"""Support tickets."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.models.nouns import BY_MODEL
from backend.models.ticket import WORKED_ON
from backend.planner.fields import Expression, Searched, SearchedKind
from backend.resolvers.ticket import file_url
from backend.schema import queues
from backend.schema.aggregates import root_aggregate
from backend.schema.attachments import AttachedFile, download
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions, newest, oldest
from backend.schema.declare import (
    CODE,
    EXACT,
    column,
    identifier,
    listing,
    one,
)
from backend.schema.enums import TicketPriority, TicketStatus
from backend.schema.lists import ListTypes, graph_type
from backend.schema.roots import queries, root_many, root_one
from backend.services.permissions import transitions_of

T = models.Ticket
K = models.TicketComment
F = models.TicketAttachment


def _late(row: Any) -> Expression:
    """The first response (if there was none yet) or the solution is past its due time."""
    unanswered = sa.and_(row.first_responded_at.is_(None), row.first_response_due_at < sa.func.now())
    return sa.or_(unanswered, row.solution_due_at < sa.func.now())


@strawberry.type(description="A comment on a ticket.")
class TicketComment:
    id: strawberry.ID = identifier()
    created_at: datetime = column(K.created_at, "When the comment was written.")
    author: str = column(K.author, "Author of the comment.")
    internal: bool = column(K.internal, "Whether only staff can see it.")
    body: str = column(K.body, "Text of the comment.")


@strawberry.type(description="A file attached to a ticket.")
class TicketAttachment(AttachedFile):
    internal: bool = column(F.internal, "Whether only staff can see it.")
    url: str | None = download(file_url)


@strawberry.type(description="A support ticket.")
class Ticket(Node):
    number: str = column(T.number, "Ticket number, as told to the customer.", CODE)
    subject: str = column(T.subject, "Subject.")
    description: str | None = column(T.description, "Description.")
    category: str | None = column(T.category, "Category chosen by the desk.")
    priority: TicketPriority = column(T.priority, "Priority.", EXACT)
    status: TicketStatus = column(T.status, "State of the ticket.", EXACT)
    queue: str | None = queues.queue(T)
    assignee: str | None = queues.assignee(T)
    first_response_due_at: datetime | None = column(T.first_response_due_at, "When the first response is due.")
    solution_due_at: datetime | None = column(T.solution_due_at, "When the solution is due.")
    first_responded_at: datetime | None = column(T.first_responded_at, "When the first response was given.")
    solved_at: datetime | None = column(T.solved_at, "When work on the ticket was finished.")
    overdue: bool = queues.overdue(WORKED_ON, _late, "solution_due_at")
    mine: bool = queues.mine()
    unassigned: bool = queues.unassigned()
    comments: object = listing(
        "ticket.TicketComment", lambda p, c: c.ticket_id == p.id, oldest, "Comments, oldest first."
    )
    attachments: object = listing(
        "ticket.TicketAttachment", lambda p, c: c.ticket_id == p.id, oldest, "Files, oldest first."
    )
    payment: object = one(
        "payment.Payment", lambda p, c: c.id == p.payment_id, "The payment the ticket is about, if any."
    )
    contract: object = one(
        "contract.Contract", lambda p, c: c.id == p.contract_id, "The contract the ticket is about, if any."
    )
    customer: object = one("customer.Customer", lambda p, c: c.id == p.customer_id, "The customer of the ticket.")
    available_actions: list[AvailableAction] = actions(
        models.TICKET_STATES, models.TicketStatus, transitions_of(BY_MODEL[T])
    )
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "State transitions, newest first."
    )


TICKET = graph_type(Ticket, T, CREATED_AT, lookup=(Searched("number", SearchedKind.NUMBER, form="T{:08}"),))
TICKET_COMMENT = graph_type(TicketComment, K, {})
TICKET_ATTACHMENT = graph_type(TicketAttachment, F, {})
_lists = ListTypes(Ticket, "ticket.Ticket", CREATED_AT)
TicketConnection, TicketFilter, TicketListFilter = _lists.connection, _lists.filter, _lists.list_filter
TicketOrder = _lists.order


@queries
class Queries:
    ticket: object = root_one("ticket.Ticket", "A ticket.")
    tickets: object = root_many("ticket.Ticket", "Support tickets.")
    tickets_aggregate: object = root_aggregate("ticket.Ticket", "Aggregates over tickets.")
