"""Transitions of a ticket, and the removal of one that was opened by mistake."""

from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import TicketKey
from backend.models import NodeType, Ticket, TicketAttachment, TicketStatus
from backend.services.acts import REASON_TEXT, Acting, NodeId, Reason, act, scope_of
from backend.services.attachments import remove_after_commit

DISCARDED = "DISCARDED"  # occurs in status histories only: the ticket itself is deleted


@dataclass(frozen=True, kw_only=True)
class TicketAction:
    """Input of the mutations that change a ticket's state."""

    id: Annotated[NodeId, "The ticket."]
    reason: Annotated[Reason, f"{REASON_TEXT} Required for suspend, block and close."] = None


@act(Ticket, STAFF)
async def activate_ticket(acting: Acting, command: TicketAction) -> TicketKey:
    """Start work on a ticket."""
    ticket = await acting.lock(Ticket, command.id)
    await acting.move(ticket, "activate")
    return ticket.id


@act(Ticket, STAFF)
async def suspend_ticket(acting: Acting, command: TicketAction) -> TicketKey:
    """Suspend a ticket. Its due times are moved by the time of the suspension."""
    acting.reason_to("suspend a ticket")
    ticket = await acting.lock(Ticket, command.id)
    await acting.move(ticket, "suspend", suspended_at=sa.func.now())
    return ticket.id


@act(Ticket, STAFF)
async def resume_ticket(acting: Acting, command: TicketAction) -> TicketKey:
    """Resume work on a suspended ticket."""
    ticket = await acting.lock(Ticket, command.id)
    suspended_for = sa.func.now() - Ticket.suspended_at
    due_times: dict[str, Any] = {"solution_due_at": Ticket.solution_due_at + suspended_for}
    if ticket.first_responded_at is None:
        due_times["first_response_due_at"] = Ticket.first_response_due_at + suspended_for
    await acting.move(ticket, "resume", **due_times, suspended_at=None)
    return ticket.id


@act(Ticket, STAFF)
async def block_ticket(acting: Acting, command: TicketAction) -> TicketKey:
    """Finish work on a ticket; it can then be closed."""
    acting.reason_to("block a ticket")
    ticket = await acting.lock(Ticket, command.id)
    await acting.move(ticket, "block", solved_at=sa.func.now())
    return ticket.id


@act(Ticket, STAFF)
async def close_ticket(acting: Acting, command: TicketAction) -> TicketKey:
    """Close a ticket whose work is finished."""
    acting.reason_to("close a ticket")
    ticket = await acting.lock(Ticket, command.id)
    await acting.move(ticket, "close")
    return ticket.id


@dataclass(frozen=True, kw_only=True)
class DiscardTicket:
    """Input of `discardTicket`."""

    id: Annotated[NodeId, "The ticket."]
    reason: Annotated[str, REASON_TEXT]


@act(Ticket, STAFF, removed_id="discarded_id")
async def discard_ticket(acting: Acting, command: DiscardTicket) -> TicketKey:
    """Delete a ticket that was opened by mistake, while it is FREE, with its comments and files. Its history
    (`statusChanges`) and the audit entry are kept; its entries in `events` have no node.

    A job removes the files after the commit.
    """
    acting.reason_to("discard a ticket")
    ticket = await acting.lock(Ticket, command.id)
    if ticket.status is not TicketStatus.FREE:
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"a ticket that is {ticket.status} does not allow discard", ["id"])
    files = await acting.session.scalars(sa.select(TicketAttachment.id).where(TicketAttachment.ticket_id == ticket.id))
    acting.journal.step(NodeType.TICKET, ticket.id, "discard", ticket.status, DISCARDED, **scope_of(ticket))
    await remove_after_commit(acting.session, files.all())
    delete = sa.delete(Ticket).where(Ticket.id == ticket.id).execution_options(synchronize_session=False)
    await acting.session.execute(delete)
    acting.session.expunge(ticket)
    return ticket.id
