"""The acts of the ticket desk."""

from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import desk
from backend.resolvers.context import Context
from backend.schema.declare import lazily
from backend.schema.enums import TicketPriority
from backend.schema.payloads import KEY_TEXT, REASON_TEXT, UserError, given, optional, user_errors
from backend.schema.scalars import Upload
from backend.services.idempotency import Outcome
from backend.services.ticket import NewTicket

TICKET: Any = Optional[lazily("ticket.Ticket")]
Request = Info[Context, None]


@strawberry.type(description="What a mutation of a ticket left.")
class TicketPayload:
    ticket: object = strawberry.field(description="The ticket as it is now; null when refused.", graphql_type=TICKET)
    errors: list[UserError] = given("Empty when it was done.")

    @classmethod
    def of(cls, outcome: Outcome) -> "TicketPayload":
        return cls(ticket=outcome.node_id, errors=user_errors(outcome))


@strawberry.input(description="A new ticket.")
class OpenTicketInput:
    contract_id: strawberry.ID | None = optional(
        "The contract it is about; give this or `customerId`. A subscriber's own line when both are absent."
    )
    customer_id: strawberry.ID | None = optional("Who asks, when it is about no contract.")
    payment_id: strawberry.ID | None = optional("The contract's payment it is about.")
    subject: str = given("What it is about, in a line of at most 200 characters.")
    description: str | None = optional("What the customer said, at most 10,000 characters.")
    category: str | None = optional("The desk's own sorting, at most 50 characters.")
    priority: TicketPriority | None = optional("How urgent it is; the desk decides, a subscriber's wish is not heard.")
    queue: str | None = optional("The team it waits for, at most 50 characters; staff only.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Which ticket, and why.")
class TicketActionInput:
    id: strawberry.ID = given("The ticket.")
    reason: str | None = optional(f"{REASON_TEXT} Needed to suspend, block and close.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Which ticket is discarded, and why.")
class DiscardTicketInput:
    id: strawberry.ID = given("The ticket.")
    reason: str = given(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.type(description="What discarding a ticket left.")
class DiscardTicketPayload:
    discarded_id: strawberry.ID | None = given("The ticket that is gone; null when refused.")
    errors: list[UserError] = given("Empty when it was done.")


@strawberry.input(description="Whom a ticket is given to.")
class AssignTicketInput:
    id: strawberry.ID = given("The ticket.")
    assignee: str | None = optional("E-mail address of a member of the staff, or `me`; absent: nobody.")
    queue: str | None = optional("The team it waits for; absent: as it was, empty: none.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="How urgent a ticket is.")
class PrioritiseTicketInput:
    id: strawberry.ID = given("The ticket.")
    priority: TicketPriority = given("How urgent it is; its times are reckoned anew from its opening.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="A word on a ticket.")
class CommentTicketInput:
    id: strawberry.ID = given("The ticket.")
    body: str = given("What is to be said, at most 10,000 characters.")
    internal: bool = optional("Keep it among the staff; what subscribers say never is.", default=False)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="A file for a ticket.")
class AttachToTicketInput:
    id: strawberry.ID = given("The ticket.")
    file: Upload = given(
        "A picture, a PDF, a text or an office document, as large as the server's settings let it be (10 MB)."
    )
    internal: bool = optional("Keep it among the staff; what subscribers attach never is.", default=False)
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
    @strawberry.mutation(description="Open a ticket. A subscriber opens it on an own contract.")
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

    activate_ticket: TicketPayload = _move("activate", "Begin to work on a ticket.")
    suspend_ticket: TicketPayload = _move("suspend", "Let a ticket wait; its time stands still meanwhile.")
    resume_ticket: TicketPayload = _move("resume", "Take the work on a ticket up again.")
    block_ticket: TicketPayload = _move("block", "End the work on a ticket.")
    close_ticket: TicketPayload = _move("close", "Close a ticket on which work has ended.")

    @strawberry.mutation(
        description="Delete a ticket that was opened by mistake, while it is FREE, with its comments and files. What "
        "stays is its history (`statusChanges`) and the audit entry; `events` tells of it without a node."
    )
    async def discard_ticket(self, info: Request, input: DiscardTicketInput) -> DiscardTicketPayload:
        outcome = await desk.discard_ticket(info.context, input.id, input.reason, input.idempotency_key)
        gone = strawberry.ID(outcome.node_id) if outcome.node_id and not outcome.errors else None
        return DiscardTicketPayload(discarded_id=gone, errors=user_errors(outcome))

    @strawberry.mutation(description="Give a ticket to somebody, to a team's queue, or to nobody.")
    async def assign_ticket(self, info: Request, input: AssignTicketInput) -> TicketPayload:
        return TicketPayload.of(
            await desk.assign_ticket(info.context, input.id, input.assignee, input.queue, input.idempotency_key)
        )

    @strawberry.mutation(description="Change how urgent a ticket is.")
    async def prioritise_ticket(self, info: Request, input: PrioritiseTicketInput) -> TicketPayload:
        return TicketPayload.of(
            await desk.prioritise_ticket(info.context, input.id, input.priority, input.idempotency_key)
        )

    @strawberry.mutation(description="Say something on a ticket: to the customer, or among the staff.")
    async def comment_ticket(self, info: Request, input: CommentTicketInput) -> TicketPayload:
        return TicketPayload.of(
            await desk.comment_ticket(
                info.context, input.id, input.body, input.idempotency_key, internal=input.internal
            )
        )

    @strawberry.mutation(description="Put a file on a ticket.")
    async def attach_to_ticket(self, info: Request, input: AttachToTicketInput) -> TicketPayload:
        upload: Any = input.file
        return TicketPayload.of(
            await desk.attach_to_ticket(info.context, input.id, upload, input.idempotency_key, internal=input.internal)
        )
