"""Mutations of tickets."""

from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import desk
from backend.resolvers.context import Context
from backend.schema.declare import lazy_type
from backend.schema.enums import TicketPriority
from backend.schema.payloads import KEY_TEXT, REASON_TEXT, UserError, described, optional, user_errors
from backend.schema.scalars import Upload
from backend.services.idempotency import Outcome
from backend.services.ticket import NewTicket

TICKET: Any = Optional[lazy_type("ticket.Ticket")]
Request = Info[Context, None]


@strawberry.type(description="The result of a mutation of a ticket.")
class TicketPayload:
    ticket: object = strawberry.field(
        description="The ticket after the mutation; null when the mutation was refused.", graphql_type=TICKET
    )
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")

    @classmethod
    def of(cls, outcome: Outcome) -> "TicketPayload":
        return cls(ticket=outcome.node_id, errors=user_errors(outcome))


@strawberry.input(description="A new ticket.")
class OpenTicketInput:
    contract_id: strawberry.ID | None = optional(
        "The contract the ticket is about. Give this or `customerId`; a subscriber's own line when both are absent."
    )
    customer_id: strawberry.ID | None = optional("The customer, when the ticket is not about a contract.")
    payment_id: strawberry.ID | None = optional("A payment of the contract that the ticket is about.")
    subject: str = described("Subject: one line of at most 200 characters.")
    description: str | None = optional("Description, at most 10,000 characters.")
    category: str | None = optional("Category chosen by the desk, at most 50 characters.")
    priority: TicketPriority | None = optional("Priority. It is ignored when a subscriber opens the ticket.")
    queue: str | None = optional("Queue of the team that works on it, at most 50 characters; staff only.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of the mutations that change a ticket's state.")
class TicketActionInput:
    id: strawberry.ID = described("The ticket.")
    reason: str | None = optional(f"{REASON_TEXT} Required for suspend, block and close.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `discardTicket`.")
class DiscardTicketInput:
    id: strawberry.ID = described("The ticket.")
    reason: str = described(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.type(description="The result of `discardTicket`.")
class DiscardTicketPayload:
    discarded_id: strawberry.ID | None = described("Id of the deleted ticket; null when the mutation was refused.")
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")


@strawberry.input(description="Input of `assignTicket`.")
class AssignTicketInput:
    id: strawberry.ID = described("The ticket.")
    assignee: str | None = optional(
        "E-mail address of a member of the staff, or `me`; when absent, the ticket is unassigned."
    )
    queue: str | None = optional("Queue; when absent, the queue is kept; an empty text removes it.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `prioritiseTicket`.")
class PrioritiseTicketInput:
    id: strawberry.ID = described("The ticket.")
    priority: TicketPriority = described("Priority. Due times are computed again from the time of opening.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="A comment on a ticket.")
class CommentTicketInput:
    id: strawberry.ID = described("The ticket.")
    body: str = described("Text of the comment, at most 10,000 characters.")
    internal: bool = optional(
        "Show the comment to staff only. Comments of subscribers are never internal.", default=False
    )
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `attachToTicket`.")
class AttachToTicketInput:
    id: strawberry.ID = described("The ticket.")
    file: Upload = described(
        "An image, a PDF, a text or an office document; CRM_MAX_ATTACHMENT_BYTES limits the size (10 MB by default)."
    )
    internal: bool = optional("Show the file to staff only. Files of subscribers are never internal.", default=False)
    idempotency_key: str | None = optional(KEY_TEXT)


def _move(verb: str, description: str) -> Any:
    async def move(self: Any, info: Request, input: TicketActionInput) -> TicketPayload:  # noqa: ARG001
        return TicketPayload.of(
            await desk.move_ticket(info.context, verb, input.id, input.reason, input.idempotency_key)
        )

    move.__name__ = f"{verb}_ticket"
    return strawberry.mutation(move, description=description)


@strawberry.type
class DeskMutation:
    @strawberry.mutation(description="Open a ticket. Subscribers open tickets about their own contracts.")
    async def open_ticket(self, info: Request, input: OpenTicketInput) -> TicketPayload:
        new = NewTicket(
            subject=input.subject,
            contract_id=input.contract_id,
            customer_id=input.customer_id,
            payment_id=input.payment_id,
            description=input.description,
            category=input.category,
            priority=input.priority,
            queue=input.queue,
        )
        return TicketPayload.of(await desk.open_ticket(info.context, new, input.idempotency_key))

    activate_ticket: TicketPayload = _move("activate", "Start work on a ticket.")
    suspend_ticket: TicketPayload = _move(
        "suspend", "Suspend a ticket. Its due times are moved by the time of the suspension."
    )
    resume_ticket: TicketPayload = _move("resume", "Resume work on a suspended ticket.")
    block_ticket: TicketPayload = _move("block", "Finish work on a ticket; it can then be closed.")
    close_ticket: TicketPayload = _move("close", "Close a ticket whose work is finished.")

    @strawberry.mutation(
        description="Delete a ticket that was opened by mistake, while it is FREE, with its comments and files. "
        "Its history (`statusChanges`) and the audit entry are kept; its entries in `events` have no node."
    )
    async def discard_ticket(self, info: Request, input: DiscardTicketInput) -> DiscardTicketPayload:
        outcome = await desk.discard_ticket(info.context, input.id, input.reason, input.idempotency_key)
        gone = strawberry.ID(outcome.node_id) if outcome.node_id and not outcome.errors else None
        return DiscardTicketPayload(discarded_id=gone, errors=user_errors(outcome))

    @strawberry.mutation(description="Assign a ticket to a member of the staff or a queue, or unassign it.")
    async def assign_ticket(self, info: Request, input: AssignTicketInput) -> TicketPayload:
        return TicketPayload.of(
            await desk.assign_ticket(info.context, input.id, input.assignee, input.queue, input.idempotency_key)
        )

    @strawberry.mutation(description="Change the priority of a ticket.")
    async def prioritise_ticket(self, info: Request, input: PrioritiseTicketInput) -> TicketPayload:
        return TicketPayload.of(
            await desk.prioritise_ticket(info.context, input.id, input.priority, input.idempotency_key)
        )

    @strawberry.mutation(description="Add a comment to a ticket, for the customer or for staff only.")
    async def comment_ticket(self, info: Request, input: CommentTicketInput) -> TicketPayload:
        return TicketPayload.of(
            await desk.comment_ticket(
                info.context, input.id, input.body, input.idempotency_key, internal=input.internal
            )
        )

    @strawberry.mutation(description="Attach a file to a ticket.")
    async def attach_to_ticket(self, info: Request, input: AttachToTicketInput) -> TicketPayload:
        upload: Any = input.file
        return TicketPayload.of(
            await desk.attach_to_ticket(info.context, input.id, upload, input.idempotency_key, internal=input.internal)
        )
