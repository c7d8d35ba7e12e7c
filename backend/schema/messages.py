"""Mutations of notifications and jobs."""

from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import messages
from backend.resolvers.context import Context
from backend.schema.declare import lazy_type
from backend.schema.enums import NotificationChannel, NotificationPurpose
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.services.idempotency import Outcome

NOTIFICATION: Any = Optional[lazy_type("notification.Notification")]
CUSTOMER: Any = Optional[lazy_type("customer.Customer")]
Request = Info[Context, None]


@strawberry.type(description="The result of `resendNotification`.")
class NotificationPayload:
    notification: object = strawberry.field(
        description="The notification after the mutation; null when the mutation was refused.",
        graphql_type=NOTIFICATION,
    )
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")

    @classmethod
    def of(cls, outcome: Outcome) -> "NotificationPayload":
        return cls(notification=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="The result of `setNotificationPreference`.")
class NotificationPreferencePayload:
    customer: object = strawberry.field(
        description="The customer after the mutation; null when the mutation was refused.", graphql_type=CUSTOMER
    )
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")

    @classmethod
    def of(cls, outcome: Outcome) -> "NotificationPreferencePayload":
        return cls(customer=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="The result of `retryJob`.")
class RetryJobPayload:
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")


@strawberry.input(description="Input of `resendNotification`.")
class NotificationActionInput:
    id: strawberry.ID = described("The notification.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `retryJob`.")
class JobActionInput:
    id: strawberry.ID = described("The job.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(
    description="Input of `setNotificationPreference`: setting for messages of one purpose on one channel."
)
class NotificationPreferenceInput:
    customer_id: strawberry.ID = described("The customer; subscribers may give their own only.")
    purpose: NotificationPurpose = described("Purpose of the messages.")
    channel: NotificationChannel = described("Channel of the messages.")
    allowed: bool = described("Whether messages are sent.")
    quiet_from: str | None = optional("Begin of the quiet hours, local time, HH:MM; when absent, there are none.")
    quiet_until: str | None = optional("End of the quiet hours, HH:MM; required with `quietFrom`.")
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.type(description="Mutations of notifications and jobs.")
class MessagesMutation:
    @strawberry.mutation(description="Requeue a notification that was given up.")
    async def resend_notification(self, info: Request, input: NotificationActionInput) -> NotificationPayload:
        return NotificationPayload.of(await messages.resend_notification(info.context, input.id, input.idempotency_key))

    @strawberry.mutation(description="Set whether and when a customer gets messages of one purpose on one channel.")
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

    @strawberry.mutation(description="Run a held job again.")
    async def retry_job(self, info: Request, input: JobActionInput) -> RetryJobPayload:
        return RetryJobPayload(
            errors=user_errors(await messages.retry_job(info.context, input.id, input.idempotency_key))
        )
