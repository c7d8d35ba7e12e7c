"""Calls from the mutations of tickets to the services."""

from dataclasses import asdict

from sqlalchemy.ext.asyncio import AsyncSession

from backend.documents.files import Stored, Upload
from backend.identifiers import TICKET_ATTACHMENT_ID
from backend.models import TicketPriority
from backend.resolvers.context import Context
from backend.resolvers.received import received
from backend.services import quotas, ticket
from backend.services.idempotency import Outcome
from backend.services.quotas import Quota
from backend.services.ticket import NewTicket


async def open_ticket(context: Context, new: NewTicket, key: str | None) -> Outcome:
    async def verb(session: AsyncSession) -> str:
        await quotas.use(session, context.settings, context.viewer, {Quota.TICKETS: 1})
        return await ticket.open_ticket(session, context.viewer, new)

    return await context.perform("openTicket", asdict(new), key, verb)


async def move_ticket(context: Context, verb: str, ticket_id: str, reason: str | None, key: str | None) -> Outcome:
    return await context.perform(
        f"{verb}Ticket",
        {"id": ticket_id, "reason": reason},
        key,
        lambda session: ticket.move_ticket(session, context.viewer, verb, ticket_id, reason),
    )


async def discard_ticket(context: Context, ticket_id: str, reason: str, key: str | None) -> Outcome:
    return await context.perform(
        "discardTicket",
        {"id": ticket_id, "reason": reason},
        key,
        lambda session: ticket.discard_ticket(session, context.viewer, ticket_id, reason),
    )


async def assign_ticket(
    context: Context, ticket_id: str, assignee: str | None, queue: str | None, key: str | None
) -> Outcome:
    return await context.perform(
        "assignTicket",
        {"id": ticket_id, "assignee": assignee, "queue": queue},
        key,
        lambda session: ticket.assign_ticket(session, context.viewer, ticket_id, assignee, queue),
    )


async def prioritise_ticket(context: Context, ticket_id: str, priority: TicketPriority, key: str | None) -> Outcome:
    return await context.perform(
        "prioritiseTicket",
        {"id": ticket_id, "priority": priority},
        key,
        lambda session: ticket.prioritise_ticket(session, context.viewer, ticket_id, priority),
    )


async def comment_ticket(context: Context, ticket_id: str, body: str, key: str | None, *, internal: bool) -> Outcome:
    async def verb(session: AsyncSession) -> str:
        await quotas.use(session, context.settings, context.viewer, {Quota.COMMENTS: 1})
        return await ticket.comment_ticket(session, context.viewer, ticket_id, body, internal=internal)

    return await context.perform("commentTicket", {"id": ticket_id, "body": body, "internal": internal}, key, verb)


async def attach_to_ticket(
    context: Context, ticket_id: str, upload: Upload, key: str | None, *, internal: bool
) -> Outcome:
    """Store the file, then attach it. The file is deleted from the store if the ticket does not accept it."""
    await context.check_rate("attachToTicket", key)

    async def attach(stored: Stored) -> tuple[Outcome, bool]:
        command = {"id": ticket_id, "sha256": stored.sha256.hex(), "name": stored.name, "internal": internal}
        done = False

        async def verb(session: AsyncSession) -> str:
            nonlocal done
            found = await ticket.attach_to_ticket(session, context.viewer, ticket_id, stored, internal=internal)
            done = True
            return found

        outcome = await context.perform("attachToTicket", command, key, verb)
        return outcome, done

    return await received(context, upload, lambda: context.files.put(TICKET_ATTACHMENT_ID.new_key(), upload), attach)
