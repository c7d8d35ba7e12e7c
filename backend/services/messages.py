"""Notifications: resending and customers' preferences."""

from dataclasses import dataclass
from datetime import time
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from backend.auth.viewer import STAFF, Role
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CustomerKey, NotificationKey
from backend.models import (
    Customer,
    Notification,
    NotificationChannel,
    NotificationPreference,
    NotificationPurpose,
    NotificationRule,
    NotificationStatus,
)
from backend.services.acts import Acting, NodeId, Payload, act, all_fields
from backend.services.lines import customer_acted_for


@dataclass(frozen=True, kw_only=True)
class NotificationAction:
    """Input of `resendNotification`."""

    id: Annotated[NodeId, "The notification."]


@act(Notification, STAFF)
async def resend_notification(acting: Acting, command: NotificationAction) -> NotificationKey:
    """Requeue a notification that was given up.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    found = await acting.lock(Notification, command.id)
    if found.status is not NotificationStatus.FAILED or found.purpose is NotificationPurpose.SIGN_IN:
        message = f"a notification that is {found.status} does not allow resend"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    await acting.update(
        found,
        status=NotificationStatus.QUEUED,
        attempts=0,
        not_before=sa.func.now(),
        last_error=None,
        last_error_code=None,
        last_error_status=None,
        expires_at=None,
    )
    return found.id


@dataclass(frozen=True, kw_only=True)
class PreferenceOfMessages:
    """Input of `setNotificationPreference`: setting for messages of one purpose on one channel."""

    input_name: ClassVar[str] = "NotificationPreferenceInput"

    customer_id: Annotated[NodeId, "The customer; subscribers may give their own only."]
    purpose: Annotated[NotificationPurpose, "Purpose of the messages."]
    channel: Annotated[NotificationChannel, "Channel of the messages."]
    allowed: Annotated[bool, "Whether messages are sent."]
    quiet_from: Annotated[str | None, "Begin of the quiet hours, local time, HH:MM; when absent, there are none."] = (
        None
    )
    quiet_until: Annotated[str | None, "End of the quiet hours, HH:MM; required with `quietFrom`."] = None

    @property
    def quiet(self) -> tuple[str, str] | None:
        """Begin and end of the quiet hours."""
        if self.quiet_from is None and self.quiet_until is None:
            return None
        return self.quiet_from or "", self.quiet_until or ""


def _meant(command: PreferenceOfMessages) -> dict[str, Any]:
    """The fields as earlier releases named them in the digests that they stored."""
    given = all_fields(command)
    del given["customer_id"], given["quiet_from"], given["quiet_until"]
    return {**given, "customer": command.customer_id, "quiet": command.quiet}


@act(Customer, STAFF | {Role.HOLDER}, payload=Payload(name="NotificationPreferencePayload"), meant=_meant)
async def set_notification_preference(acting: Acting, command: PreferenceOfMessages) -> CustomerKey:
    """Set whether and when a customer gets messages of one purpose on one channel.

    Raises Refusal NOT_FOUND for an unknown customer and for one that a subscriber does not act for, INVALID_INPUT.
    """
    purpose = command.purpose
    customer = await customer_acted_for(acting.session, acting.viewer, command.customer_id)
    if purpose is NotificationPurpose.SIGN_IN:
        message = "SIGN_IN messages have no preference: a sign-in code is always sent when it is requested"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["purpose"])
    needed = sa.select(NotificationRule.consent).where(
        NotificationRule.purpose == purpose, NotificationRule.channel == command.channel
    )
    consent = await acting.session.scalar(needed)
    if consent is not None:
        message = f"{purpose} messages are sent with the consent {consent} only: use recordConsent and withdrawConsent"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["purpose"])
    begin, end = None, None
    if command.quiet:
        begin, end = _time_of_day(command.quiet[0], "quietFrom"), _time_of_day(command.quiet[1], "quietUntil")
    values: dict[str, Any] = {"allowed": command.allowed, "quiet_from": begin, "quiet_until": end}
    statement = insert(NotificationPreference).values(
        customer_id=customer.id, purpose=purpose, channel=command.channel, **values
    )
    keys = ["customer_id", "purpose", "channel"]
    await acting.session.execute(
        statement.on_conflict_do_update(index_elements=keys, set_={**values, "updated_at": sa.func.now()})
    )
    return customer.id


def _time_of_day(text: str, field: str) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise Refusal(ErrorCode.INVALID_INPUT, "a time of day has the form HH:MM, such as 22:00", [field]) from None
