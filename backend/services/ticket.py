"""Trouble tickets: opening, transitions of the state table, assignment, priority, comments and attachments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.documents.files import Stored
from backend.errors import ErrorCode, Refusal
from backend.identifiers import (
    CONTRACT_ID,
    CUSTOMER_ID,
    PAYMENT_ID,
    TICKET_COMMENT_ID,
    TICKET_ID,
    ContractKey,
    CustomerKey,
    PaymentKey,
)
from backend.models import (
    TICKET_STATES,
    Contract,
    Customer,
    NodeType,
    Payment,
    Ticket,
    TicketAttachment,
    TicketComment,
    TicketPriority,
    TicketStatus,
    TicketTarget,
    User,
    UserRole,
    UserStatus,
)
from backend.services import rules
from backend.services.attachments import remove_after_commit
from backend.services.lines import key_of, own_line
from backend.services.recording import Journal, Scope, target_of

MAX_DESCRIPTION_CHARACTERS = 10_000
MAX_COMMENT_CHARACTERS = 10_000
MAX_ATTACHMENTS = 50
DISCARDED = "DISCARDED"  # occurs in status histories only: the ticket itself is deleted
NEEDS_REASON = frozenset({"suspend", "block", "close"})


@dataclass(frozen=True)
class NewTicket:
    """The form of a new ticket: exactly one of `contract_id` and `customer_id`, or from a subscriber at most one."""

    subject: str
    contract_id: str | None = None
    customer_id: str | None = None
    payment_id: str | None = None
    description: str | None = None
    category: str | None = None
    priority: TicketPriority | None = None
    queue: str | None = None


async def open_ticket(session: AsyncSession, viewer: Viewer, new: NewTicket) -> str:
    """Open a ticket in the state FREE. Raises Refusal NOT_FOUND, INVALID_INPUT. Returns its id."""
    staff = viewer.role not in SUBSCRIBERS
    customer_id, contract_id = await (_staff_parties(session, new) if staff else _own_parties(session, viewer, new))
    # Only staff set the priority and the queue.
    priority = (new.priority if staff else None) or TicketPriority.NORMAL
    ticket_id = TICKET_ID.new_key()
    response, solution = await _due(session, priority)
    await session.execute(
        sa.insert(Ticket).values(
            id=ticket_id,
            subject=rules.text(new.subject, 200, ["subject"], multiline=False),
            description=_optional(new.description, MAX_DESCRIPTION_CHARACTERS, ["description"]),
            category=_optional(new.category, 50, ["category"], multiline=False),
            queue=_optional(new.queue if staff else None, 50, ["queue"], multiline=False),
            priority=priority,
            status=TicketStatus.FREE,
            customer_id=customer_id,
            contract_id=contract_id,
            payment_id=await _payment(session, new.payment_id, contract_id),
            first_response_due_at=sa.func.now() + response,
            solution_due_at=sa.func.now() + solution,
        )
    )
    journal = Journal(viewer.actor)
    journal.step(
        NodeType.TICKET, ticket_id, "open", None, TicketStatus.FREE, customer_id=customer_id, contract_id=contract_id
    )
    await journal.write(session)
    return TICKET_ID.encode(ticket_id)


async def move_ticket(session: AsyncSession, viewer: Viewer, verb: str, ticket_id: str, reason: str | None) -> str:
    """Make one transition of a ticket.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION; INVALID_INPUT where the verb needs a reason and none is given.
    """
    journal = Journal(viewer.actor, rules.reason(reason))
    if verb in NEEDS_REASON and journal.reason is None:
        raise Refusal(ErrorCode.INVALID_INPUT, f"a reason is required to {verb} a ticket", ["reason"])
    ticket = await _locked(session, ticket_id)
    target = target_of(TICKET_STATES, ticket.status, verb)
    journal.step(NodeType.TICKET, ticket.id, verb, ticket.status, target, **_scope(ticket))
    await _update(session, ticket, status=target, **_timer_values(ticket, verb))
    await journal.write(session)
    return ticket_id


async def discard_ticket(session: AsyncSession, viewer: Viewer, ticket_id: str, reason: str) -> str:
    """Delete a FREE ticket that was opened by mistake, with its comments and attachments.

    Its status history is kept, with the actor and the reason; the audit entry has the deleted values. A job removes the
    files after the commit. Raises Refusal NOT_FOUND, INVALID_INPUT without a reason, INVALID_TRANSITION for a ticket
    that is not FREE. Returns its id.
    """
    journal = Journal(viewer.actor, rules.reason(reason))
    if journal.reason is None:
        raise Refusal(ErrorCode.INVALID_INPUT, "a reason is required to discard a ticket", ["reason"])
    ticket = await _locked(session, ticket_id)
    if ticket.status is not TicketStatus.FREE:
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"a ticket that is {ticket.status} does not allow discard", ["id"])
    files = await session.scalars(sa.select(TicketAttachment.id).where(TicketAttachment.ticket_id == ticket.id))
    journal.step(NodeType.TICKET, ticket.id, "discard", ticket.status, DISCARDED, **_scope(ticket))
    await remove_after_commit(session, files.all())
    await session.execute(sa.delete(Ticket).where(Ticket.id == ticket.id).execution_options(synchronize_session=False))
    session.expunge(ticket)
    await journal.write(session)
    return ticket_id


def _timer_values(ticket: Ticket, verb: str) -> dict[str, Any]:
    """The columns of a ticket's timers after a transition. Due times move by the time that a ticket was suspended; a
    ticket is solved when it is blocked.
    """
    if verb == "suspend":
        return {"suspended_at": sa.func.now()}
    if verb == "resume":
        suspended_for = sa.func.now() - Ticket.suspended_at
        due_times = {"solution_due_at": Ticket.solution_due_at + suspended_for}
        if ticket.first_responded_at is None:
            due_times["first_response_due_at"] = Ticket.first_response_due_at + suspended_for
        return {**due_times, "suspended_at": None}
    return {"solved_at": sa.func.now()} if verb == "block" else {}


async def assign_ticket(
    session: AsyncSession, viewer: Viewer, ticket_id: str, assignee: str | None, queue: str | None
) -> str:
    """Assign a ticket to a member of the staff, a queue, or nobody. `assignee`: an e-mail address, or `me`.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION for a closed ticket.
    """
    ticket = await _locked(session, ticket_id)
    _check_open(ticket, "assign")
    user = await _assignee(session, viewer, assignee) if assignee else None
    queue_name = _optional(queue, 50, ["queue"], multiline=False)
    values: dict[str, Any] = {"assignee_id": user and user.id, "assignee": user and user.email}
    if queue is not None:
        values["queue"] = queue_name
    await _update(session, ticket, **values)
    journal = Journal(viewer.actor)
    payload = {"internal": True, "assignee": user and user.email, "queue": queue_name}
    journal.event("ticket.assigned", "Ticket", ticket.id, payload=payload, **_scope(ticket))
    await journal.write(session)
    return ticket_id


async def prioritise_ticket(session: AsyncSession, viewer: Viewer, ticket_id: str, priority: TicketPriority) -> str:
    """Change a ticket's priority. Its due times are computed again from its opening; the time for which it was
    suspended stays added. Raises as `assign_ticket`.
    """
    ticket = await _locked(session, ticket_id)
    _check_open(ticket, "prioritise")
    response, solution = await _due(session, priority)
    response_before, solution_before = await _due(session, ticket.priority)
    # The due times are shifted, not set, so that the time for which the ticket was suspended stays added.
    await _update(
        session,
        ticket,
        priority=priority,
        first_response_due_at=sa.func.coalesce(
            Ticket.first_response_due_at + (response - response_before), Ticket.created_at + response
        ),
        solution_due_at=sa.func.coalesce(
            Ticket.solution_due_at + (solution - solution_before), Ticket.created_at + solution
        ),
    )
    journal = Journal(viewer.actor)
    journal.event("ticket.prioritised", "Ticket", ticket.id, payload={"priority": priority.value}, **_scope(ticket))
    await journal.write(session)
    return ticket_id


async def comment_ticket(
    session: AsyncSession, viewer: Viewer, ticket_id: str, body: str, *, internal: bool = False
) -> str:
    """Add a comment to a ticket; with `internal` it is visible to staff only. Raises as `assign_ticket`."""
    ticket = await _locked(session, ticket_id, viewer)
    _check_open(ticket, "comment")
    subscriber = viewer.role in SUBSCRIBERS
    hidden = internal and not subscriber
    text = rules.text(body, MAX_COMMENT_CHARACTERS, ["body"])
    comment_id = TICKET_COMMENT_ID.new_key()
    await session.execute(
        sa.insert(TicketComment).values(
            id=comment_id, ticket_id=ticket.id, author=viewer.actor, internal=hidden, body=text, **_scope(ticket)
        )
    )
    first_response = not subscriber and not hidden and ticket.first_responded_at is None
    values = {"first_responded_at": sa.func.now()} if first_response else {"status": ticket.status}
    await _update(session, ticket, **values)
    journal = Journal(viewer.actor)
    payload = {"internal": hidden, "comment": str(comment_id), "by": "subscriber" if subscriber else "staff"}
    journal.event("ticket.commented", "Ticket", ticket.id, payload=payload, **_scope(ticket))
    await journal.write(session)
    return ticket_id


async def attach_to_ticket(
    session: AsyncSession, viewer: Viewer, ticket_id: str, stored: Stored, *, internal: bool = False
) -> str:
    """Attach a stored file to a ticket. Raises as `comment_ticket`, and INVALID_FILE beyond 50 files."""
    ticket = await _locked(session, ticket_id, viewer)
    _check_open(ticket, "attach")
    count = sa.select(sa.func.count()).where(TicketAttachment.ticket_id == ticket.id)
    if (await session.scalar(count) or 0) >= MAX_ATTACHMENTS:
        raise Refusal(ErrorCode.INVALID_FILE, f"a ticket has at most {MAX_ATTACHMENTS} files", ["file"])
    hidden = internal and viewer.role not in SUBSCRIBERS
    await session.execute(
        sa.insert(TicketAttachment).values(
            id=stored.key, ticket_id=ticket.id, author=viewer.actor, internal=hidden, name=stored.name,
            media_type=stored.media_type, size_bytes=stored.size_bytes, sha256=stored.sha256, **_scope(ticket),
        )
    )  # fmt: skip
    await _update(session, ticket, status=ticket.status)
    journal = Journal(viewer.actor)
    payload = {"internal": hidden, "attachment": str(stored.key)}
    journal.event("ticket.attached", "Ticket", ticket.id, payload=payload, **_scope(ticket))
    await journal.write(session)
    return ticket_id


# Customer, contract, assignee and payment of a ticket


async def _staff_parties(session: AsyncSession, new: NewTicket) -> tuple[CustomerKey, ContractKey | None]:
    """Customer and contract of a ticket that staff open."""
    if (new.contract_id is None) == (new.customer_id is None):
        raise Refusal(ErrorCode.INVALID_INPUT, "exactly one of contractId and customerId is required", ["contractId"])
    if new.contract_id is not None:
        contract_id = key_of(new.contract_id, CONTRACT_ID, ["contractId"])
        holder_id = await session.scalar(sa.select(Contract.customer_id).where(Contract.id == contract_id))
        if holder_id is None:
            raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", ["contractId"])
        return holder_id, contract_id
    customer_id = key_of(new.customer_id or "", CUSTOMER_ID, ["customerId"])
    if await session.scalar(sa.select(Customer.id).where(Customer.id == customer_id)) is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", ["customerId"])
    return customer_id, None


async def _own_parties(session: AsyncSession, viewer: Viewer, new: NewTicket) -> tuple[CustomerKey, ContractKey | None]:
    """Customer and contract of a ticket that a subscriber opens: their line, or for a holder any of their contracts or
    themselves.
    """
    line = await own_line(session, viewer)
    if new.customer_id is not None:
        if viewer.role is not Role.HOLDER or CUSTOMER_ID.decode(new.customer_id) != line.customer_id:
            raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", ["customerId"])
        if new.contract_id is not None:
            message = "at most one of contractId and customerId is accepted"
            raise Refusal(ErrorCode.INVALID_INPUT, message, ["contractId"])
        return line.customer_id, None
    if new.contract_id is None:
        return line.customer_id, line.id
    key = key_of(new.contract_id, CONTRACT_ID, ["contractId"])
    if key == line.id:
        return line.customer_id, line.id
    own = sa.select(Contract.id).where(Contract.id == key, Contract.customer_id == line.customer_id)
    if viewer.role is not Role.HOLDER or await session.scalar(own) is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", ["contractId"])
    return line.customer_id, key


async def _locked(session: AsyncSession, text: str, viewer: Viewer | None = None) -> Ticket:
    """Lock and read a ticket; with a subscriber as `viewer` only one of their own. Raises Refusal NOT_FOUND."""
    key = TICKET_ID.decode(text)
    found = None
    if key is not None:
        statement = sa.select(Ticket).where(Ticket.id == key).with_for_update()
        if viewer is not None and viewer.role in SUBSCRIBERS:
            line = await own_line(session, viewer)
            of_line, of_holder = Ticket.contract_id == line.id, Ticket.customer_id == line.customer_id
            statement = statement.where(of_line if viewer.role is Role.LINE else of_holder)
        found = await session.scalar(statement)
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such ticket", ["id"])
    return found


async def _assignee(session: AsyncSession, viewer: Viewer, assignee: str) -> User:
    email = viewer.actor if assignee == "me" else rules.typed_email(assignee)
    user = await session.scalar(sa.select(User).where(User.email == email, User.status == UserStatus.ACTIVE))
    if user is None or user.role is UserRole.ANALYST:
        message = "no active member of the staff who works on tickets has this e-mail address"
        raise Refusal(ErrorCode.NOT_FOUND, message, ["assignee"])
    return user


async def _payment(session: AsyncSession, text: str | None, contract_id: ContractKey | None) -> PaymentKey | None:
    if text is None:
        return None
    key = key_of(text, PAYMENT_ID, ["paymentId"])
    found = sa.select(Payment.id).where(Payment.id == key, Payment.contract_id == contract_id)
    if await session.scalar(found) is None:
        raise Refusal(ErrorCode.NOT_FOUND, "the contract has no such payment", ["paymentId"])
    return key


# Rows and values


def _check_open(ticket: Ticket, verb: str) -> None:
    """Raises Refusal INVALID_TRANSITION for a closed ticket."""
    if ticket.status is TicketStatus.CLOSED:
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"a ticket that is CLOSED does not allow {verb}", ["id"])


async def _due(session: AsyncSession, priority: TicketPriority) -> tuple[timedelta, timedelta]:
    """The times for the first response and the solution of this priority."""
    target = await session.get_one(TicketTarget, priority)
    return timedelta(minutes=target.first_response_minutes), timedelta(minutes=target.solution_minutes)


async def _update(session: AsyncSession, ticket: Ticket, **values: Any) -> None:
    await session.execute(
        sa.update(Ticket).where(Ticket.id == ticket.id).values(**values).execution_options(synchronize_session=False)
    )


def _scope(ticket: Ticket) -> Scope:
    return {"customer_id": ticket.customer_id, "contract_id": ticket.contract_id}


def _optional(text: str | None, max_characters: int, field: Sequence[str], *, multiline: bool = True) -> str | None:
    return None if text is None or not text.strip() else rules.text(text, max_characters, field, multiline=multiline)
