"""The acts about messages and jobs."""

from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import messages
from backend.resolvers.context import Context
from backend.schema.declare import lazily
from backend.schema.enums import NotificationChannel, NotificationPurpose
from backend.schema.payloads import KEY_TEXT, UserError, given, optional, user_errors
from backend.services.idempotency import Outcome

NOTIFICATION: Any = Optional[lazily("notification.Notification")]
CUSTOMER: Any = Optional[lazily("customer.Customer")]
Request = Info[Context, None]


@strawberry.type(description="What a mutation of a notification left.")
class NotificationPayload:
    notification: object = strawberry.field(
        description="The notification as it is now; null when refused.", graphql_type=NOTIFICATION
    )
    errors: list[UserError] = given("Empty when it was done.")

    @classmethod
    def of(cls, outcome: Outcome) -> "NotificationPayload":
        return cls(notification=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="Whose preferences are now otherwise.")
class NotificationPreferencePayload:
    customer: object = strawberry.field(description="The customer; null when refused.", graphql_type=CUSTOMER)
    errors: list[UserError] = given("Empty when it was done.")

    @classmethod
    def of(cls, outcome: Outcome) -> "NotificationPreferencePayload":
        return cls(customer=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="What a mutation of a job left.")
class RetryJobPayload:
    errors: list[UserError] = given("Empty when it was done.")


@strawberry.input(description="Which notification.")
class NotificationActionInput:
    id: strawberry.ID = given("The notification.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Which job.")
class JobActionInput:
    id: strawberry.ID = given("The job.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="What a customer wants of one kind of message on one channel.")
class NotificationPreferenceInput:
    customer_id: strawberry.ID = given("The customer; a holder's own.")
    purpose: NotificationPurpose = given("What the messages are about.")
    channel: NotificationChannel = given("How they come.")
    allowed: bool = given("Whether they may come at all.")
    quiet_from: str | None = optional("From when on they wait, local time, HH:MM; absent: they never do.")
    quiet_until: str | None = optional("Until when they wait, HH:MM; given together with `quietFrom`.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.type(description="Acts about messages and jobs.")
class MessagesMutation:
    @strawberry.mutation(description="Send a message anew that was given up.")
    async def resend_notification(self, info: Request, input: NotificationActionInput) -> NotificationPayload:
        return NotificationPayload.of(await messages.resend_notification(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="Say whether and when a customer wants one kind of message on one channel.")
    async def set_notification_preference(
        self, info: Request, input: NotificationPreferenceInput
    ) -> NotificationPreferencePayload:
        given_quiet = input.quiet_from is not None or input.quiet_until is not None
        outcome = await messages.set_preference(
            info.context,
            input.customer_id,
            input.purpose,
            input.channel,
            input.idempotency_key,
            allowed=input.allowed,
            quiet=(input.quiet_from or "", input.quiet_until or "") if given_quiet else None,
        )
        return NotificationPreferencePayload.of(outcome)

    @strawberry.mutation(description="Run a job anew that is held.")
    async def retry_job(self, info: Request, input: JobActionInput) -> RetryJobPayload:
        return RetryJobPayload(
            errors=user_errors(await messages.retry_job(info.context, input.id, input.idempotency_key))
        )
