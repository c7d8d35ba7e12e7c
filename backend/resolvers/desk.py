"""Glue between the graph's mutations and the verbs of the ticket desk."""

from dataclasses import asdict

from backend.models import TicketPriority
from backend.resolvers.context import Context
from backend.services import ticket
from backend.services.idempotency import Outcome
from backend.services.ticket import NewTicket


async def open_ticket(context: Context, new: NewTicket, key: str | None) -> Outcome:
    return await context.perform(
        "openTicket", asdict(new), key, lambda session: ticket.open_ticket(session, context.viewer, new)
    )


async def move_ticket(context: Context, verb: str, ticket_id: str, reason: str | None, key: str | None) -> Outcome:
    return await context.perform(
        f"{verb}Ticket",
        {"id": ticket_id, "reason": reason},
        key,
        lambda session: ticket.move_ticket(session, context.viewer, verb, ticket_id, reason),
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
    return await context.perform(
        "commentTicket",
        {"id": ticket_id, "body": body, "internal": internal},
        key,
        lambda session: ticket.comment_ticket(session, context.viewer, ticket_id, body, internal=internal),
    )
