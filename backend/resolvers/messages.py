"""Calls from the mutations of notifications and jobs to the services."""

from backend.models import NotificationChannel, NotificationPurpose
from backend.resolvers.context import Context
from backend.services import messages
from backend.services.idempotency import Outcome


async def resend_notification(context: Context, notification_id: str, key: str | None) -> Outcome:
    return await context.perform(
        "resendNotification",
        {"id": notification_id},
        key,
        lambda session: messages.resend_notification(session, notification_id),
    )


async def set_preference(
    context: Context,
    customer_id: str,
    purpose: NotificationPurpose,
    channel: NotificationChannel,
    key: str | None,
    *,
    allowed: bool,
    quiet: tuple[str, str] | None,
) -> Outcome:
    command = {"customer": customer_id, "purpose": purpose, "channel": channel, "allowed": allowed, "quiet": quiet}
    return await context.perform(
        "setNotificationPreference",
        command,
        key,
        lambda session: messages.set_preference(
            session, context.viewer, customer_id, purpose, channel, allowed=allowed, quiet=quiet
        ),
    )


async def retry_job(context: Context, job_id: str, key: str | None) -> Outcome:
    return await context.perform("retryJob", {"id": job_id}, key, lambda session: messages.retry_job(session, job_id))
