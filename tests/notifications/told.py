"""Messages as the notifier writes them and a sender sends them, without an outside system."""

import asyncio
from datetime import UTC, datetime

from backend.database import connect
from backend.models import NotificationChannel
from backend.notifications.channel import OutgoingMessage
from backend.notifications.notifier import Notifier
from backend.notifications.sender import Sender
from backend.settings import Settings
from tests.client import Client

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Kept:
    """A channel that keeps what it sends."""

    name = "kept"

    def __init__(self) -> None:
        self.sent: list[OutgoingMessage] = []

    async def send(self, message: OutgoingMessage) -> str:
        self.sent.append(message)
        return f"kept-{len(self.sent)}"

    async def close(self) -> None:
        return


def written(client: Client, settings: Settings, rate: str = "100/day") -> bool:
    """Give the events their positions and write the messages about them, at noon. Returns whether there were any."""
    client.place_events()
    notifier = Notifier(client.url, settings.model_copy(update={"message_rate": rate}), clock=NOON.astimezone)

    async def go() -> None:
        connection = await connect(client.url)
        try:
            await notifier.catch_up(connection)
        finally:
            await connection.close()

    client.run(go())
    return notifier.written.is_set()


def sent(client: Client) -> list[OutgoingMessage]:
    """Send what waits, by SMS."""
    kept = Kept()
    sender = Sender(client.url, NotificationChannel.SMS, kept, lambda sealed: sealed, asyncio.Event())

    async def go() -> None:
        connection = await connect(client.url)
        try:
            await connection.execute("update notification set not_before = now() where status = 'QUEUED'")
            while await sender.send_due(connection):
                pass
        finally:
            await connection.close()

    client.run(go())
    return kept.sent


def let_all_be_sent(client: Client) -> None:
    """Without quiet hours, settings of customers and rates."""
    client.sql("update notification_rule set quiet_from = null, quiet_until = null, enabled = true")
    client.sql("delete from notification_preference")
    client.sql("delete from rate_level")
    client.sql("update notification set status = 'SENT' where status = 'QUEUED'")
