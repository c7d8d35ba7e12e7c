"""Support tickets."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
import strawberry

from backend import models
from backend.auth.policy import VIEWER_USER
from backend.planner.fields import Expression, GraphType
from backend.resolvers.ticket import file_url
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions, newest, oldest
from backend.schema.declare import CODE, EMAIL_EXACT, EXACT, SWITCH, column, computed, identifier, listing, one, outside
from backend.schema.enums import TicketPriority, TicketStatus
from backend.schema.lists import ListTypes, graph_type

T = models.Ticket
K = models.TicketComment
F = models.TicketAttachment


def _overdue(row: Any) -> Expression:
    """What waits for us is late once a time has passed: for the first answer where there was none, for the solution."""
    working: Expression = row.status.in_([sa.literal_column("'FREE'"), sa.literal_column("'ACTIVE'")])
    unanswered = sa.and_(row.first_responded_at.is_(None), row.first_response_due_at < sa.func.now())
    late = sa.or_(unanswered, row.solution_due_at < sa.func.now())
    return sa.func.coalesce(sa.and_(working, late), sa.false(), type_=sa.Boolean())


def _mine(row: Any) -> Expression:
    mine = row.assignee_id == sa.bindparam(VIEWER_USER, type_=sa.Uuid())
    return sa.func.coalesce(mine, sa.false(), type_=sa.Boolean())


def _unassigned(row: Any) -> Expression:
    return row.assignee_id.is_(None)  # type: ignore[no-any-return]


@strawberry.type(description="A word on a ticket.")
class TicketComment:
    id: strawberry.ID = identifier()
    created_at: datetime = column(K.created_at, "When it was said.")
    author: str = column(K.author, "Who said it.")
    internal: bool = column(K.internal, "Whether it stays among the staff.")
    body: str = column(K.body, "What was said.")


@strawberry.type(description="A file on a ticket.")
class TicketAttachment:
    id: strawberry.ID = identifier()
    created_at: datetime = column(F.created_at, "When it was attached.")
    author: str = column(F.author, "Who attached it.")
    internal: bool = column(F.internal, "Whether it stays among the staff.")
    name: str = column(F.name, "The file's name.")
    media_type: str = column(F.media_type, "What kind of file it is, an IANA media type.")
    size_bytes: int = column(F.size_bytes, "How large it is.")
    url: str | None = outside(
        ("id", "name", "media_type"),
        file_url,
        "A link by which it can be fetched for five minutes, without a token; null for analysts.",
    )


@strawberry.type(description="A support ticket.")
class Ticket(Node):
    number: str = column(T.number, "The ticket number told to the customer.", CODE)
    subject: str = column(T.subject, "What it is about, in a line.")
    description: str | None = column(T.description, "What the customer said.")
    category: str | None = column(T.category, "The desk's own sorting.")
    priority: TicketPriority = column(T.priority, "How urgent it is.", EXACT)
    status: TicketStatus = column(T.status, "Where the ticket is.", EXACT)
    queue: str | None = column(T.queue, "The team it waits for.", EXACT)
    assignee: str | None = column(T.assignee, "Who of the staff works on it; null while nobody does.", EMAIL_EXACT)
    first_response_due_at: datetime | None = column(T.first_response_due_at, "By when the customer has to hear of us.")
    solution_due_at: datetime | None = column(T.solution_due_at, "By when it has to be solved.")
    first_responded_at: datetime | None = column(T.first_responded_at, "When the customer first heard of us.")
    solved_at: datetime | None = column(T.solved_at, "When the work on it ended.")
    overdue: bool = computed(_overdue, "Whether a time was missed, or is being missed.", SWITCH, "solution_due_at")
    mine: bool = computed(_mine, "Whether the viewer works on it.", SWITCH, "assignee_id")
    unassigned: bool = computed(_unassigned, "Whether nobody works on it.", SWITCH, "assignee_id")
    comments: object = listing(
        "ticket.TicketComment", lambda p, c: c.ticket_id == p.id, oldest, "What was said, oldest first."
    )
    attachments: object = listing(
        "ticket.TicketAttachment", lambda p, c: c.ticket_id == p.id, oldest, "Files, oldest first."
    )
    payment: object = one("payment.Payment", lambda p, c: c.id == p.payment_id, "The payment it is about, if any.")
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract it is about, if any.")
    customer: object = one("customer.Customer", lambda p, c: c.id == p.customer_id, "Who asked.")
    available_actions: list[AvailableAction] = actions(models.TICKET_STATES, models.TicketStatus)
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "Its transitions, newest first."
    )


TICKET = graph_type(Ticket, T, "tic", CREATED_AT)
TICKET_COMMENT = GraphType("TicketComment", K.__table__, "cmt", {}, node=False)  # type: ignore[arg-type]
TICKET_ATTACHMENT = GraphType("TicketAttachment", F.__table__, "att", {}, node=False)  # type: ignore[arg-type]
_lists = ListTypes(Ticket, "ticket.Ticket", CREATED_AT)
TicketConnection, TicketFilter, TicketListFilter = _lists.connection, _lists.filter, _lists.list_filter
TicketOrder = _lists.order
