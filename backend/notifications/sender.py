"""From the queue to the channels: leased while it is sent, tried again with pauses, given up after some attempts.

A message whose sender was killed is sent again when its lease has run out. The far side may have had it then: such
repeats are counted in `possible_duplicates`, and happen only where it had accepted and we had not heard.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

import structlog
from asyncpg import Record

from backend.database import CONNECTION_ERRORS, Connection, connect
from backend.models import NotificationChannel
from backend.notifications.channel import Channel, ChannelDown, OutgoingMessage, Undeliverable

AT_ONCE = 10  # messages of one channel under way
LEASE_SECONDS = 120.0
MOST_ATTEMPTS = 8
FIRST_PAUSE_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 3600.0
LOOK_SECONDS = 0.5
STOP_SECONDS = 10.0  # for messages under way when told to end
RETRY_SECONDS = 1.0
LONGEST_ERROR = 500
RECEIPT_TRIES = 5

log = structlog.get_logger()

_CLAIM = """
update notification n set attempts = n.attempts + 1, leased_until = clock_timestamp() + $3,
    possible_duplicates = n.possible_duplicates + (n.leased_until is not null)::integer
from (
    select id from notification where status = 'QUEUED' and channel = $1 and not_before <= clock_timestamp()
        and (leased_until is null or leased_until < clock_timestamp())
    order by not_before, id limit $2 for update skip locked
) due where n.id = due.id
returning n.id, n.recipient, n.subject, n.text, n.html, n.secret, n.attempts, n.expires_at < clock_timestamp() as late
"""
_SENT = """
update notification set status = 'SENT', sent_at = clock_timestamp(), provider_ids = $2,
    leased_until = null, secret = null, last_error = null where id = $1 and status = 'QUEUED'
"""
_FAILED = """
update notification set status = 'FAILED', last_error = $2, leased_until = null, secret = null where id = $1
"""
_LATER = """
update notification set not_before = clock_timestamp() + $2, last_error = $3, leased_until = null,
    possible_duplicates = possible_duplicates + $4::integer where id = $1 and status = 'QUEUED'
"""
# Every part has its own receipt; the message is delivered when the last one came.
_DELIVERED = """
update notification set delivered_ids = array(select distinct unnest(delivered_ids || $1::text)),
    status = case when provider_ids <@ (delivered_ids || $1::text) then 'DELIVERED' else status end,
    delivered_at = case when provider_ids <@ (delivered_ids || $1::text) then clock_timestamp() end
where provider_ids @> array[$1::text] and status in ('SENT', 'DELIVERED') returning id
"""
_NOT_DELIVERED = """
update notification set status = 'FAILED', last_error = 'the network could not deliver it'
where provider_ids @> array[$1::text] and status = 'SENT' returning id
"""


_GIVEN_UP = """
update notification set status = 'FAILED', last_error = 'nobody sends by this channel', secret = null
where status = 'QUEUED' and expires_at < clock_timestamp() - interval '1 hour'
    and (leased_until is null or leased_until < clock_timestamp()) returning id
"""


async def give_up_late(connection: Connection) -> int:
    """End messages that are long too late to be sent; how many. A sender that works would have ended them itself."""
    return len(await connection.fetch(_GIVEN_UP))


class Breaker:
    """Keeps a channel that is down from being tried for every message: after some failures it is left alone for a
    while, then tried with one.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._closed_at = 0.0

    FAILURES, FIRST_SECONDS, LONGEST_SECONDS = 5, 15.0, 300.0

    def allowed(self) -> int:
        """How many messages may be tried now."""
        if self._failures < self.FAILURES:
            return AT_ONCE
        return 1 if self._clock() >= self._closed_at else 0

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= self.FAILURES:
            beyond = min(self._failures - self.FAILURES, 10)
            self._closed_at = self._clock() + min(self.FIRST_SECONDS * 2**beyond, self.LONGEST_SECONDS)


class Sender:
    """One task per channel and worker."""

    def __init__(
        self,
        url: str,
        kind: NotificationChannel,
        channel: Channel,
        decrypt: Callable[[bytes], bytes | None],
        written: asyncio.Event,
        *,
        breaker: Breaker | None = None,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self._url = url
        self._kind = kind
        self._channel = channel
        self._decrypt = decrypt
        self._written = written
        self._breaker = breaker or Breaker()
        self._lease = timedelta(seconds=lease_seconds)

    async def run(self) -> None:
        """Until cancelled. A database that is away is waited for."""
        while True:
            connection: Connection | None = None
            try:
                connection = await connect(self._url, statement_timeout="30000")
                while True:
                    if not await self._to_the_end(self.send_due(connection)):
                        await self._rest()
            except CONNECTION_ERRORS as error:
                log.warning("sender waits", channel=self._kind, reason=" ".join(str(error).split()))
                await asyncio.sleep(RETRY_SECONDS)
            finally:
                if connection is not None:
                    connection.terminate()

    async def _to_the_end(self, sending: Coroutine[Any, Any, int]) -> int:
        """Cancelled, let what is under way end, for a while: cut off, it would be sent again."""
        task = asyncio.create_task(sending)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            with suppress(TimeoutError, *CONNECTION_ERRORS):
                await asyncio.wait_for(task, STOP_SECONDS)
            raise

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._written.wait()
            self._written.clear()
        except TimeoutError:
            return

    async def send_due(self, connection: Connection) -> int:
        """Send what is due, as far as the breaker lets it; how many were tried."""
        allowed = self._breaker.allowed()
        if not allowed:
            return 0
        rows = await connection.fetch(_CLAIM, self._kind.value, allowed, self._lease)
        lock = asyncio.Lock()  # one statement at a time on the one connection
        await asyncio.gather(*(self._send(connection, lock, row) for row in rows))
        return len(rows)

    async def _send(self, connection: Connection, lock: asyncio.Lock, row: Record) -> None:
        outcome: tuple[Any, ...]
        try:
            if row["attempts"] > MOST_ATTEMPTS:
                raise Undeliverable("whoever tried to send it was stopped each time")
            if row["late"]:
                raise Undeliverable("it came too late to be sent")
            ids = await self._channel.send(self._message(row))
        except Undeliverable as error:
            outcome = (_FAILED, row["id"], str(error)[:LONGEST_ERROR])
        except ChannelDown as error:
            self._breaker.failed()
            outcome = self._put_off(row, error, uncertain=error.uncertain)
        except Exception as error:  # a fault of ours must not stop the others
            log.exception("a notification failed", id=str(row["id"]))
            outcome = self._put_off(row, error, uncertain=True)
        else:
            self._breaker.succeeded()
            outcome = (_SENT, row["id"], ids.split(","))
        async with lock:
            await connection.execute(*outcome)

    def _message(self, row: Record) -> OutgoingMessage:
        text = row["text"]
        if row["secret"] is not None:
            plain = self._decrypt(row["secret"])
            if plain is None:
                raise Undeliverable("it was written under another key")
            text = plain.decode()
        return OutgoingMessage(row["recipient"], row["subject"], text, row["html"], str(row["id"]))

    @staticmethod
    def _put_off(row: Record, error: Exception, *, uncertain: bool) -> tuple[Any, ...]:
        reason = str(error)[:LONGEST_ERROR] or type(error).__name__
        if row["attempts"] >= MOST_ATTEMPTS:
            return (_FAILED, row["id"], reason)
        pause = min(FIRST_PAUSE_SECONDS * 2 ** (row["attempts"] - 1), LONGEST_PAUSE_SECONDS)
        return (_LATER, row["id"], timedelta(seconds=pause), reason, uncertain)


class Receipts:
    """What networks say of messages that were sent."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def take(self, message_id: str, state: str) -> None:
        """Note one receipt. It may come before we noted that the message was sent: then it is waited for a little."""
        statement = _DELIVERED if state == "DELIVERED" else _NOT_DELIVERED
        connection = await connect(self._url)
        try:
            for _ in range(RECEIPT_TRIES):
                if await connection.fetchval(statement, message_id) is not None:
                    return
                await asyncio.sleep(0.2)
            log.warning("a receipt for nothing we know", message=message_id, state=state)
        finally:
            await connection.close()


class LoggedChannel:
    """The harmless adapter of demo mode: what would have been sent stands in the log."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def send(self, message: OutgoingMessage) -> str:
        log.info("message", channel=self.name, to=message.to, subject=message.subject, text=message.text)
        return f"logged-{message.reference}"

    async def close(self) -> None:
        return


class QueuedCodes:
    """Sign-in codes on their way through the queue. What stands there for people to see has no code in it."""

    def __init__(
        self, database: Any, encrypt: Callable[[bytes], bytes], *, connected: bool, language: str = "RU"
    ) -> None:
        self._database = database
        self._encrypt = encrypt
        self._language = language
        self.connected = connected

    async def send_text(self, msisdn: str, text: str) -> None:
        shown = "".join("*" if character.isdigit() else character for character in text)
        await self._database.write(_QUEUE_CODE, msisdn, shown, self._encrypt(text.encode()), self._language)


_QUEUE_CODE = """
insert into notification (topic, purpose, channel, language, recipient, text, secret, expires_at)
values ('sign_in.code', 'SIGN_IN', 'SMS', $4, $1, $2, $3, now() + interval '5 minutes') returning id
"""
