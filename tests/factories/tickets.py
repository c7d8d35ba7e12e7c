from typing import Any

from backend.identifiers import CustomerKey
from backend.models import Ticket, TicketAttachment, TicketComment
from tests.factories.rows import build

DIAGRAMS = {
    "ticket": "FREE activate ACTIVE; ACTIVE suspend SUSPENDED; SUSPENDED resume ACTIVE; ACTIVE block BLOCKED; BLOCKED close CLOSED",
}


def new_ticket(customer_id: CustomerKey, **columns: Any) -> Ticket:
    """A FREE ticket of normal priority, without an assignee."""
    return build(Ticket, columns, customer_id=customer_id, subject="Нет связи")


def new_ticket_comment(ticket: Ticket, **columns: Any) -> TicketComment:
    """A comment of an operator that the customer can read."""
    return build(TicketComment, columns, **_scope(ticket), body="Проверяем")


def new_ticket_attachment(ticket: Ticket, **columns: Any) -> TicketAttachment:
    """A picture from an operator that the customer can see; nothing is in the file store."""
    return build(
        TicketAttachment, columns, **_scope(ticket), name="screen.png", media_type="image/png", size_bytes=1, sha256=b""
    )


def _scope(ticket: Ticket) -> dict[str, Any]:
    owner = {"customer_id": ticket.customer_id, "contract_id": ticket.contract_id}
    return {"ticket_id": ticket.id, **owner, "author": "operator"}
