"""Notifications: resending and customers' preferences. Jobs: retrying one that is held."""

from datetime import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CUSTOMER_ID, NOTIFICATION_ID
from backend.jobs.queue import JobQueue, NotHeld, queue_settings
from backend.models import (
    Customer,
    Notification,
    NotificationChannel,
    NotificationPreference,
    NotificationPurpose,
    NotificationStatus,
)


async def resend_notification(session: AsyncSession, notification_id: str) -> str:
    """Requeue a notification that was given up. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns its id."""
    key = NOTIFICATION_ID.decode(notification_id)
    found = None
    if key is not None:
        found = await session.scalar(sa.select(Notification).where(Notification.id == key).with_for_update())
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such notification", ["id"])
    if found.status is not NotificationStatus.FAILED or found.purpose is NotificationPurpose.SIGN_IN:
        message = f"a notification that is {found.status} does not allow resend"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    await session.execute(
        sa.update(Notification)
        .where(Notification.id == found.id)
        .values(
            status=NotificationStatus.QUEUED,
            attempts=0,
            not_before=sa.func.now(),
            last_error=None,
            last_error_code=None,
            last_error_status=None,
            expires_at=None,
        )
        .execution_options(synchronize_session=False)
    )
    return notification_id


async def set_preference(
    session: AsyncSession,
    viewer: Viewer,
    customer_id: str,
    purpose: NotificationPurpose,
    channel: NotificationChannel,
    *,
    allowed: bool,
    quiet: tuple[str, str] | None,
) -> str:
    """Set whether a customer accepts messages of one purpose on one channel, and the quiet hours of these messages.

    `quiet`: begin and end as times of day, HH:MM. Raises Refusal NOT_FOUND for an unknown customer and for one that a
    subscriber does not act for, INVALID_INPUT. Returns the customer's id.
    """
    key = CUSTOMER_ID.decode(customer_id)
    found = None
    if key is not None and _acts_for(viewer, key):
        found = await session.scalar(sa.select(Customer.id).where(Customer.id == key))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", ["customerId"])
    if purpose is NotificationPurpose.SIGN_IN:
        message = "SIGN_IN messages have no preference: a sign-in code is always sent when it is requested"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["purpose"])
    begin, end = None, None
    if quiet:
        begin, end = _time_of_day(quiet[0], "quietFrom"), _time_of_day(quiet[1], "quietUntil")
    values: dict[str, Any] = {"allowed": allowed, "quiet_from": begin, "quiet_until": end}
    statement = insert(NotificationPreference).values(customer_id=found, purpose=purpose, channel=channel, **values)
    keys = ["customer_id", "purpose", "channel"]
    await session.execute(
        statement.on_conflict_do_update(index_elements=keys, set_={**values, "updated_at": sa.func.now()})
    )
    return customer_id


def _acts_for(viewer: Viewer, customer_id: Any) -> bool:
    if viewer.role in SUBSCRIBERS:
        return viewer.role is Role.HOLDER and customer_id == viewer.customer_id
    return True


def _time_of_day(text: str, field: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise Refusal(ErrorCode.INVALID_INPUT, "a time of day has the form HH:MM, such as 22:00", [field]) from None


async def retry_job(session: AsyncSession, job_id: str) -> str:
    """Requeue a job that is held. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns its id."""
    prefix, _, number = job_id.partition("_")
    if prefix != "job" or not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such job", ["id"])
    state = await session.scalar(sa.text("select state from jobs.job where id = :id"), {"id": int(number)})
    if state is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such job", ["id"])
    raw: Any = (await (await session.connection()).get_raw_connection()).driver_connection
    try:
        await JobQueue(queue_settings()).retry(raw, int(number))
    except NotHeld:
        message = f"a job that is {state} does not allow retry"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"]) from None
    return job_id
