"""The notifier: writes messages for events of the log, exactly one per event and channel, also after restarts.

The position in the log is stored in the transaction that writes the messages, and event id and channel are unique.
Therefore a killed notifier continues where it stopped, and two notifiers do not write a message twice.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, assert_never
from zoneinfo import ZoneInfo

import structlog
from asyncpg import Record

from backend.database import CONNECTION_ERRORS, KEPT_PLANS, Connection, RenewedPlans, connect
from backend.events.log import LogEnd, LoggedEvent
from backend.models import Language, NotificationChannel
from backend.money import amount_of
from backend.notifications.reading import BATCH, read_batch, read_own
from backend.notifications.templates import TOPICS, compose
from backend.notifications.writing import Message, write_messages
from backend.settings import Settings
from backend.settings.rates import rate

GATHER_SECONDS = 0.1  # between two batches, so that the events of this time are written together
POLL_SECONDS = 5.0
RETRY_SECONDS = 0.5
EVENTS_PER_TURN = 20  # composed before the event loop serves others

log = structlog.get_logger()


class Notifier:
    """Notifier task, one per worker; one at a time writes. `clock` returns the current time in a time zone."""

    def __init__(self, url: str, settings: Settings, *, clock: Callable[[ZoneInfo], datetime] = datetime.now) -> None:
        self._url = url
        self._zone = ZoneInfo(settings.time_zone)
        self._rate = rate(settings.message_rate)
        self._clock = clock
        self._new_events = asyncio.Event()
        self.written = asyncio.Event()  # set when messages were written that the senders can send

    # EventConsumer of the listener

    def publish(self, events: list[LoggedEvent], end: LogEnd) -> None:  # noqa: ARG002
        # Other events are passed over with the next ones: the position does not move for them alone.
        if not events or any(event.topic in TOPICS for event in events):
            self._new_events.set()

    def restarted(self, end: LogEnd) -> None:  # noqa: ARG002
        self._new_events.set()

    async def run(self) -> None:
        """Run until cancelled. After a lost connection it connects again."""
        while True:
            connection: Connection | None = None
            try:
                connection = await connect(self._url, statement_timeout="60000", **KEPT_PLANS)
                plans = RenewedPlans(connection)
                while True:
                    self._new_events.clear()
                    await plans.renew()
                    await self.catch_up(connection)
                    await asyncio.sleep(GATHER_SECONDS)
                    try:
                        async with asyncio.timeout(POLL_SECONDS):
                            await self._new_events.wait()
                    except TimeoutError:
                        continue
            except CONNECTION_ERRORS as error:
                log.warning(
                    "notifier waits for the database", reason=" ".join(str(error).split()) or type(error).__name__
                )
                await asyncio.sleep(RETRY_SECONDS)
            finally:
                if connection is not None:
                    connection.terminate()

    async def catch_up(self, connection: Connection) -> None:
        """Write the messages of all events after the stored position."""
        while await self._step(connection) == BATCH:
            pass

    async def _step(self, connection: Connection) -> int:
        async with connection.transaction():
            batch = await read_batch(connection)
            if batch is None:
                return 0
            messages = await _compose(batch.to_notify)
            if messages:
                await write_messages(connection, messages, self._rate, self._clock(self._zone))
            await connection.execute(
                "update event_consumer set position = $1 where name = 'notifications'", batch.last_position
            )
        if messages:
            self.written.set()
        return batch.events


async def messages_to_write(connection: Connection) -> list[Message]:
    """The messages that the events of the current transaction will cause once it is committed."""
    return await _compose(await read_own(connection))


async def _compose(rows: Sequence[Record]) -> list[Message]:
    messages: list[Message] = []
    for number, row in enumerate(rows, start=1):
        messages += _messages(dict(row))
        if number % EVENTS_PER_TURN == 0:
            await asyncio.sleep(0)
    return messages


def _messages(fact: Mapping[str, Any]) -> Iterator[Message]:
    """The messages about one event: one for each channel on which the customer or the requester can be reached."""
    composed = compose(
        fact["topic"],
        Language(fact["language"]),
        {
            **fact,
            "amount": _money(fact["amount_minor"], fact["currency"]),
            "balance": _money(fact["balance_minor"], fact["currency"]),
        },
    )
    allowed = (fact[name] for name in ("channels", "by_consent", "quiet_from", "quiet_until"))
    for name, by_consent, *quiet in zip(*allowed, strict=True):
        channel = NotificationChannel(name)
        recipient = _recipient(channel, fact)
        if recipient is not None or (channel is NotificationChannel.IN_APP and fact["customer_id"] is not None):
            yield Message(fact, channel, recipient, composed, (quiet[0], quiet[1]), by_consent=by_consent)


def _recipient(channel: NotificationChannel, fact: Mapping[str, Any]) -> str | None:
    """The address on the channel, of the customer or from the form of a request; None where there is none, and for
    messages in the application.
    """
    address: str | None
    match channel:
        case NotificationChannel.EMAIL:
            address = fact["email"]
        case NotificationChannel.SMS:
            address = fact["phone"]
        case NotificationChannel.IN_APP:
            address = None
        case _:
            assert_never(channel)
    return address


def _money(minor: int | None, currency: str | None) -> str | None:
    return None if minor is None or currency is None else f"{amount_of(minor, currency)} {currency}"
