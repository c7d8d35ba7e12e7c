"""Opening a ticket: by staff for any customer, by subscribers about their own lines."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF, SUBSCRIBERS, Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import (
    CONTRACT_ID,
    PAYMENT_ID,
    TICKET_ID,
    ContractKey,
    CustomerKey,
    PaymentKey,
    TicketKey,
)
from backend.models import Contract, NodeType, Payment, Ticket, TicketPriority, TicketStatus
from backend.services import rules
from backend.services.acts import Acting, NodeId, act
from backend.services.lines import check_customer, check_own, customer_for, key_of, own_line
from backend.services.quotas import Quota
from backend.services.representation import AtCounter
from backend.services.ticket.values import due, optional

MAX_DESCRIPTION_CHARACTERS = 10_000


@dataclass(frozen=True, kw_only=True)
class OpenTicket(AtCounter):
    """A new ticket."""

    contract_id: Annotated[
        NodeId | None,
        "The contract the ticket is about. Give this or `customerId`; a subscriber's own line when both are absent.",
    ] = None
    customer_id: Annotated[NodeId | None, "The customer, when the ticket is not about a contract."] = None
    payment_id: Annotated[NodeId | None, "A payment of the contract that the ticket is about."] = None
    subject: Annotated[str, "Subject: one line of at most 200 characters."]
    description: Annotated[str | None, "Description, at most 10,000 characters."] = None
    category: Annotated[str | None, "Category chosen by the desk, at most 50 characters."] = None
    priority: Annotated[TicketPriority | None, "Priority. It is ignored when a subscriber opens the ticket."] = None
    queue: Annotated[str | None, "Queue of the team that works on it, at most 50 characters; staff only."] = None


@act(Ticket, STAFF | SUBSCRIBERS)
async def open_ticket(acting: Acting, command: OpenTicket) -> TicketKey:
    """Open a ticket. Subscribers open tickets about their own contracts.

    Raises Refusal NOT_FOUND, INVALID_INPUT.
    """
    await acting.use(Quota.TICKETS)
    session, viewer = acting.session, acting.viewer
    staff = viewer.role not in SUBSCRIBERS
    parties = _staff_parties(session, command) if staff else _own_parties(session, viewer, command)
    customer_id, contract_id = await parties
    # Only staff set the priority and the queue.
    priority = (command.priority if staff else None) or TicketPriority.NORMAL
    ticket_id = TICKET_ID.new_key()
    response, solution = await due(session, priority)
    await session.execute(
        sa.insert(Ticket).values(
            id=ticket_id,
            subject=rules.text(command.subject, 200, ["subject"], multiline=False),
            description=optional(command.description, MAX_DESCRIPTION_CHARACTERS, ["description"]),
            category=optional(command.category, 50, ["category"], multiline=False),
            queue=optional(command.queue if staff else None, 50, ["queue"], multiline=False),
            priority=priority,
            status=TicketStatus.FREE,
            customer_id=customer_id,
            contract_id=contract_id,
            payment_id=await _payment(session, command.payment_id, contract_id),
            first_response_due_at=sa.func.now() + response,
            solution_due_at=sa.func.now() + solution,
        )
    )
    acting.journal.step(
        NodeType.TICKET, ticket_id, "open", None, TicketStatus.FREE, customer_id=customer_id, contract_id=contract_id
    )
    return ticket_id


async def _staff_parties(session: AsyncSession, command: OpenTicket) -> tuple[CustomerKey, ContractKey | None]:
    """Customer and contract of a ticket that staff open."""
    if (command.contract_id is None) == (command.customer_id is None):
        raise Refusal(ErrorCode.INVALID_INPUT, "exactly one of contractId and customerId is required", ["contractId"])
    if command.contract_id is not None:
        contract_id = key_of(command.contract_id, CONTRACT_ID, ["contractId"])
        holder_id = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == contract_id))
        if holder_id is None:
            raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", ["contractId"])
        await check_customer(session, holder_id, ["contractId"])
        return holder_id, contract_id
    customer_id = await customer_for(session, command.customer_id or "")
    await check_customer(session, customer_id, ["customerId"])
    return customer_id, None


async def _own_parties(
    session: AsyncSession, viewer: Viewer, command: OpenTicket
) -> tuple[CustomerKey, ContractKey | None]:
    """Customer and contract of a ticket that a subscriber opens: their line, or for a holder any of their contracts or
    themselves.
    """
    line = await own_line(session, viewer)
    if command.customer_id is not None:
        await check_own(session, viewer, line, command.customer_id)
        if command.contract_id is not None:
            message = "at most one of contractId and customerId is accepted"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["contractId"])
        return line.customer_id, None
    if command.contract_id is None:
        return line.customer_id, line.id
    key = key_of(command.contract_id, CONTRACT_ID, ["contractId"])
    if key == line.id:
        return line.customer_id, line.id
    own = sa.select(Contract.id).where(Contract.id == key, Contract.customer_id == line.customer_id)
    if viewer.role is not Role.HOLDER or await session.scalar(own) is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", ["contractId"])
    return line.customer_id, key


async def _payment(session: AsyncSession, text: str | None, contract_id: ContractKey | None) -> PaymentKey | None:
    if text is None:
        return None
    key = key_of(text, PAYMENT_ID, ["paymentId"])
    found = sa.select(Payment.id).where(Payment.id == key, Payment.contract_id == contract_id)
    if await session.scalar(found) is None:
        raise Refusal(ErrorCode.NOT_FOUND, "the contract has no such payment", ["paymentId"])
    return key
