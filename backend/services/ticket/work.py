"""Work on a ticket: assignment, priority, comments and files. A closed ticket refuses all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa

from backend.auth.viewer import STAFF, SUBSCRIBERS
from backend.documents.files import FileStore, Stored, Upload
from backend.errors import ErrorCode, Refusal
from backend.identifiers import TICKET_ATTACHMENT_ID, TICKET_COMMENT_ID, TicketKey
from backend.models import Ticket, TicketAttachment, TicketComment, TicketPriority, User, UserRole, UserStatus
from backend.services import rules
from backend.services.acts import Acting, NodeId, act, scope_of
from backend.services.quotas import Quota
from backend.services.ticket.values import check_open, due, optional
from backend.settings import Settings

MAX_COMMENT_CHARACTERS = 10_000
MAX_ATTACHMENTS = 50


@dataclass(frozen=True, kw_only=True)
class AssignTicket:
    """Input of `assignTicket`."""

    id: Annotated[NodeId, "The ticket."]
    assignee: Annotated[
        str | None, "E-mail address of a member of the staff, or `me`; when absent, the ticket is unassigned."
    ] = None
    queue: Annotated[str | None, "Queue; when absent, the queue is kept; an empty text removes it."] = None


@act(Ticket, STAFF)
async def assign_ticket(acting: Acting, command: AssignTicket) -> TicketKey:
    """Assign a ticket to a member of the staff or a queue, or unassign it."""
    ticket = await acting.lock(Ticket, command.id)
    check_open(ticket, "assign")
    user = await assignee_of(acting, command.assignee) if command.assignee else None
    queue = optional(command.queue, 50, ["queue"], multiline=False)
    values: dict[str, Any] = {"assignee_id": user and user.id, "assignee": user and user.email}
    if command.queue is not None:
        values["queue"] = queue
    await acting.update(ticket, **values)
    payload = {"internal": True, "assignee": user and user.email, "queue": queue}
    acting.event("ticket.assigned", ticket, payload)
    return ticket.id


async def assignee_of(acting: Acting, assignee: str, field: Sequence[str] = ("assignee",)) -> User:
    """The member of the staff with this e-mail address, or the actor for `me`. Raises Refusal NOT_FOUND."""
    email = acting.actor if assignee == "me" else rules.typed_email(assignee)
    user = await acting.session.scalar(sa.select(User).where(User.email == email, User.status == UserStatus.ACTIVE))
    if user is None or user.role is UserRole.ANALYST:
        message = "no active member of the staff who works on tickets and requests has this e-mail address"
        raise Refusal(ErrorCode.NOT_FOUND, message, field)
    return user


@dataclass(frozen=True, kw_only=True)
class PrioritiseTicket:
    """Input of `prioritiseTicket`."""

    id: Annotated[NodeId, "The ticket."]
    priority: Annotated[TicketPriority, "Priority. Due times are computed again from the time of opening."]


@act(Ticket, STAFF)
async def prioritise_ticket(acting: Acting, command: PrioritiseTicket) -> TicketKey:
    """Change the priority of a ticket."""
    ticket = await acting.lock(Ticket, command.id)
    check_open(ticket, "prioritise")
    response, solution = await due(acting.session, command.priority)
    response_before, solution_before = await due(acting.session, ticket.priority)
    # The due times are shifted, not set, so that the time for which the ticket was suspended stays added.
    await acting.update(
        ticket,
        priority=command.priority,
        first_response_due_at=sa.func.coalesce(
            Ticket.first_response_due_at + (response - response_before), Ticket.created_at + response
        ),
        solution_due_at=sa.func.coalesce(
            Ticket.solution_due_at + (solution - solution_before), Ticket.created_at + solution
        ),
    )
    acting.event("ticket.prioritised", ticket, {"priority": command.priority.value})
    return ticket.id


@dataclass(frozen=True, kw_only=True)
class CommentTicket:
    """A comment on a ticket."""

    id: Annotated[NodeId, "The ticket."]
    body: Annotated[str, "Text of the comment, at most 10,000 characters."]
    internal: Annotated[bool, "Show the comment to staff only. Comments of subscribers are never internal."] = False


@act(Ticket, STAFF | SUBSCRIBERS)
async def comment_ticket(acting: Acting, command: CommentTicket) -> TicketKey:
    """Add a comment to a ticket, for the customer or for staff only."""
    await acting.use(Quota.COMMENTS)
    ticket = await acting.lock(Ticket, command.id)
    check_open(ticket, "comment")
    subscriber = acting.viewer.role in SUBSCRIBERS
    hidden = command.internal and not subscriber
    text = rules.text(command.body, MAX_COMMENT_CHARACTERS, ["body"])
    comment_id = TICKET_COMMENT_ID.new_key()
    await acting.session.execute(
        sa.insert(TicketComment).values(
            id=comment_id, ticket_id=ticket.id, author=acting.actor, internal=hidden, body=text, **scope_of(ticket)
        )
    )
    first_response = not subscriber and not hidden and ticket.first_responded_at is None
    values = {"first_responded_at": sa.func.now()} if first_response else {"status": ticket.status}
    await acting.update(ticket, **values)
    payload = {"internal": hidden, "comment": str(comment_id), "by": "subscriber" if subscriber else "staff"}
    acting.event("ticket.commented", ticket, payload)
    return ticket.id


@dataclass(frozen=True, kw_only=True)
class AttachToTicket:
    """Input of `attachToTicket`."""

    id: Annotated[NodeId, "The ticket."]
    file: Annotated[
        Stored,
        "An image, a PDF, a text or an office document; CRM_MAX_ATTACHMENT_BYTES limits the size (10 MB by default).",
    ]
    internal: Annotated[bool, "Show the file to staff only. Files of subscribers are never internal."] = False


async def store_attachment(files: FileStore, _: Settings, upload: Upload) -> Stored:
    """Store a small file of a type that can be attached. Raises Refusal INVALID_FILE."""
    return await files.put(TICKET_ATTACHMENT_ID.new_key(), upload)


@act(Ticket, STAFF | SUBSCRIBERS, store=store_attachment)
async def attach_to_ticket(acting: Acting, command: AttachToTicket) -> TicketKey:
    """Attach a file to a ticket.

    Raises Refusal INVALID_FILE beyond 50 files.
    """
    ticket = await acting.lock(Ticket, command.id)
    check_open(ticket, "attach")
    count = sa.select(sa.func.count()).where(TicketAttachment.ticket_id == ticket.id)
    if (await acting.session.scalar(count) or 0) >= MAX_ATTACHMENTS:
        raise Refusal(ErrorCode.INVALID_FILE, f"a ticket has at most {MAX_ATTACHMENTS} files", ["file"])
    stored, hidden = command.file, command.internal and acting.viewer.role not in SUBSCRIBERS
    await acting.session.execute(
        sa.insert(TicketAttachment).values(
            id=stored.key, ticket_id=ticket.id, author=acting.actor, internal=hidden,
            **stored.columns, **scope_of(ticket),
        )
    )  # fmt: skip
    await acting.update(ticket, status=ticket.status)
    acting.event("ticket.attached", ticket, {"internal": hidden, "attachment": str(stored.key)})
    return ticket.id
