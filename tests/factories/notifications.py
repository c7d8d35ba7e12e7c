from datetime import time
from typing import Any

from backend.identifiers import CustomerKey
from backend.models import Base, Notification, NotificationChannel, NotificationPreference, NotificationPurpose
from backend.models.customer import Language
from tests.factories.rows import build
from tests.factories.samples import Owner

RECIPIENTS = {"EMAIL": "ivan@example.org", "SMS": "+996700100200", "IN_APP": None}


def new_notification(channel: NotificationChannel | str = "SMS", **columns: Any) -> Notification:
    """A message in the queue of a channel, without an event behind it."""
    return build(
        Notification,
        columns,
        topic="t",
        purpose=NotificationPurpose.SERVICE,
        channel=NotificationChannel(channel),
        language=Language.RU,
        recipient=RECIPIENTS[channel],
        text="text",
    )


def new_notification_preference(
    customer_id: CustomerKey, purpose: NotificationPurpose | str, channel: NotificationChannel | str, **columns: Any
) -> NotificationPreference:
    """A preference that allows a channel at any hour."""
    return build(
        NotificationPreference, columns, customer_id=customer_id, purpose=purpose, channel=channel, allowed=True
    )


def sample(owner: Owner) -> list[Base]:
    """A preference of a customer: no letters about tickets, and silence at night."""
    if owner.contract_id:
        return []
    quiet = {"quiet_from": time(21, 30), "quiet_until": time(9)}
    return [
        new_notification_preference(
            owner.customer_id, "TICKET", "EMAIL", allowed=False, **quiet, updated_at=owner.created_at
        )
    ]
