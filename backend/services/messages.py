"""What operators and customers decide about messages; and jobs that are to run anew."""

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
    """Send a message anew that was given up. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns its id."""
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
    """What a customer wants of one kind of message on one channel; `quiet` are two times of day, HH:MM.

    Raises Refusal NOT_FOUND for a customer who is not there or not the viewer's, INVALID_INPUT. Returns the customer.
    """
    key = CUSTOMER_ID.decode(customer_id)
    found = None
    if key is not None and _theirs(viewer, key):
        found = await session.scalar(sa.select(Customer.id).where(Customer.id == key))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", ["customerId"])
    if purpose is NotificationPurpose.SIGN_IN:
        raise Refusal(ErrorCode.INVALID_INPUT, "codes to sign in with are sent when they are asked for", ["purpose"])
    begins, ends = (_clock(quiet[0], "quietFrom"), _clock(quiet[1], "quietUntil")) if quiet else (None, None)
    values: dict[str, Any] = {"allowed": allowed, "quiet_from": begins, "quiet_until": ends}
    statement = insert(NotificationPreference).values(customer_id=found, purpose=purpose, channel=channel, **values)
    keys = ["customer_id", "purpose", "channel"]
    await session.execute(
        statement.on_conflict_do_update(index_elements=keys, set_={**values, "updated_at": sa.func.now()})
    )
    return customer_id


def _theirs(viewer: Viewer, customer_id: Any) -> bool:
    if viewer.role in SUBSCRIBERS:
        return viewer.role is Role.HOLDER and customer_id == viewer.customer_id
    return True


def _clock(text: str, field: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise Refusal(ErrorCode.INVALID_INPUT, "a time of day is HH:MM, such as 22:00", [field]) from None


async def retry_job(session: AsyncSession, job_id: str) -> str:
    """Run a job anew that is held. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns its id."""
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
