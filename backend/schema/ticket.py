"""Support tickets."""

import strawberry

from backend import models
from backend.schema.common import CREATED_AT, AvailableAction, Node, actions, newest
from backend.schema.declare import EXACT, PREFIX, column, listing, one
from backend.schema.enums import TicketPriority, TicketStatus
from backend.schema.lists import ListTypes, graph_type

T = models.Ticket


@strawberry.type(description="A support ticket.")
class Ticket(Node):
    number: str = column(T.number, "The ticket number told to the customer.", PREFIX)
    subject: str = column(T.subject, "What it is about, in a line.")
    description: str | None = column(T.description, "What the customer said.")
    category: str | None = column(T.category, "The desk's own sorting.")
    priority: TicketPriority = column(T.priority, "How urgent it is.", EXACT)
    status: TicketStatus = column(T.status, "Where the ticket is.", EXACT)
    contract: object = one("contract.Contract", lambda p, c: c.id == p.contract_id, "The contract it is about, if any.")
    customer: object = one("customer.Customer", lambda p, c: c.id == p.customer_id, "Who asked.")
    available_actions: list[AvailableAction] = actions(models.TICKET_STATES, models.TicketStatus)
    history: object = listing(
        "history.StatusChange", lambda p, c: c.node_id == p.id, newest, "Its transitions, newest first."
    )


TICKET = graph_type(Ticket, T, "tic", CREATED_AT)
_lists = ListTypes(Ticket, "ticket.Ticket", CREATED_AT)
TicketConnection, TicketFilter, TicketListFilter = _lists.connection, _lists.filter, _lists.list_filter
TicketOrder = _lists.order
