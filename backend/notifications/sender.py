"""The senders: send queued messages by the channels, retry with growing delays, and give up after eight attempts.

A message is leased while it is sent. If its sender is killed, it is sent again after the lease has expired. The
provider may have accepted it before; such repeats are counted in `possible_duplicates`.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

import structlog
from asyncpg import Record

from backend.database import CONNECTION_ERRORS, KEPT_PLANS, Connection, RenewedPlans, connect
from backend.identifiers import NotificationKey
from backend.models import NotificationChannel, NotificationError
from backend.models.notification import HANDED_OVER
from backend.models.states import text_list
from backend.notifications.channel import (
    Channel,
    ChannelDown,
    Expired,
    Interrupted,
    NoConsent,
    NotSent,
    NumberReleased,
    OutgoingMessage,
    Undeliverable,
)
from backend.notifications.consents import consented
from backend.notifications.numbers import released
from backend.shortage import is_shortage

MAX_CONCURRENT = 10  # messages per channel
LEASE_SECONDS = 120.0
MAX_ATTEMPTS = 8
FIRST_BACKOFF_SECONDS = 10.0
MAX_BACKOFF_SECONDS = 3600.0
SHORTAGE_SECONDS = 30.0
POLL_SECONDS = 1.0  # finds retries that are due, and messages of other processes
QUEUED = "crm_messages"  # the channel on which a queued code is notified
STOP_SECONDS = 10.0  # after a cancellation, for messages that are being sent
RECONNECT_SECONDS = 1.0
MAX_ERROR_CHARACTERS = 500
RECEIPT_ATTEMPTS = 5

log = structlog.get_logger()

_CLAIM = f"""
update notification n set attempts = n.attempts + 1, leased_until = clock_timestamp() + $3,
    possible_duplicates = n.possible_duplicates + (n.leased_until is not null)::integer
from (
    select id from notification where status = 'QUEUED' and channel = $1 and not_before <= clock_timestamp()
        and (leased_until is null or leased_until < clock_timestamp())
    order by not_before, id limit $2 for update skip locked
) due where n.id = due.id
returning n.id, n.recipient, n.subject, n.text, n.html, n.secret, n.attempts,
    n.expires_at < clock_timestamp() as expired, exists (
        select from notification_rule r where r.purpose = n.purpose and r.channel = n.channel
            and r.consent is not null and not {consented("r", "n.customer_id")}
    ) as unwanted, {released("n")} as released
"""
_SENT = """
update notification n set status = 'SENT', sent_at = clock_timestamp(),
    provider_ids = string_to_array(sent.provider_ids, ','),
    leased_until = null, secret = null, last_error = null, last_error_code = null, last_error_status = null
from unnest($1::uuid[], $2::text[]) sent (id, provider_ids) where n.id = sent.id and n.status = 'QUEUED'
"""
_FAILED = """
update notification set status = 'FAILED', last_error = $2, last_error_code = $3, last_error_status = $4,
    leased_until = null, secret = null where id = $1
"""
_RETRY = """
update notification set last_error = $2, last_error_code = $3, last_error_status = $4,
    not_before = clock_timestamp() + $5, leased_until = null,
    possible_duplicates = possible_duplicates + $6::integer where id = $1 and status = 'QUEUED'
"""
# A shortage of this machine, such as of descriptors, is not counted as an attempt.
_WAIT = """
update notification set last_error = $2, last_error_code = $3, last_error_status = $4,
    not_before = clock_timestamp() + $5, leased_until = null, attempts = attempts - 1
where id = $1 and status = 'QUEUED'
"""
# Each part has its own receipt; the message is delivered when all have arrived.
_DELIVERED = f"""
update notification set delivered_ids = array(select distinct unnest(delivered_ids || $1::text)),
    status = case when provider_ids <@ (delivered_ids || $1::text) then 'DELIVERED' else status end,
    delivered_at = case when provider_ids <@ (delivered_ids || $1::text) then clock_timestamp() end
where provider_ids @> array[$1::text] and status in ({text_list(HANDED_OVER)}) returning id
"""
_NOT_DELIVERED = """
update notification set status = 'FAILED', last_error = 'the network could not deliver the message',
    last_error_code = 'NOT_DELIVERED', last_error_status = null
where provider_ids @> array[$1::text] and status = 'SENT' returning id
"""


_GIVE_UP_EXPIRED = """
update notification set status = 'FAILED', last_error = 'no sender serves this channel', last_error_code = 'EXPIRED',
    last_error_status = null, secret = null
where status = 'QUEUED' and expires_at < clock_timestamp() - interval '1 hour'
    and (leased_until is null or leased_until < clock_timestamp()) returning id
"""


async def give_up_expired(connection: Connection) -> int:
    """Give up messages that expired more than an hour ago. Returns how many. A running sender gives them up itself."""
    return len(await connection.fetch(_GIVE_UP_EXPIRED))


class CircuitBreaker:
    """Pauses a channel that is down: after five failures in succession it allows no messages for 15 s, then one. Each
    further failure doubles the pause, up to 5 minutes; a success ends it.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._open_until = 0.0

    FAILURES, FIRST_SECONDS, MAX_SECONDS = 5, 15.0, 300.0

    def allowed(self) -> int:
        """How many messages may be tried now."""
        if self._failures < self.FAILURES:
            return MAX_CONCURRENT
        return 1 if self._clock() >= self._open_until else 0

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= self.FAILURES:
            further = min(self._failures - self.FAILURES, 10)
            self._open_until = self._clock() + min(self.FIRST_SECONDS * 2**further, self.MAX_SECONDS)


class _Outcomes:
    """Stores outcomes on a connection, on which one statement runs at a time. Messages that are sent while a statement
    runs are stored together by the next one.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._turn = asyncio.Lock()
        self._sent: list[tuple[NotificationKey, str]] = []

    async def sent(self, key: NotificationKey, provider_ids: str) -> None:
        """Store that a message was sent. Returns when it is stored."""
        self._sent.append((key, provider_ids))
        async with self._turn:
            if self._sent:
                keys, ids = (list(column) for column in zip(*self._sent, strict=True))
                self._sent.clear()
                await self._connection.execute(_SENT, keys, ids)

    async def execute(self, statement: str, *arguments: object) -> None:
        async with self._turn:
            await self._connection.execute(statement, *arguments)


class Sender:
    """Sender task, one per channel and worker."""

    def __init__(
        self,
        url: str,
        kind: NotificationChannel,
        channel: Channel,
        decrypt: Callable[[bytes], bytes | None],
        written: asyncio.Event,
        *,
        breaker: CircuitBreaker | None = None,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self._url = url
        self._kind = kind
        self._channel = channel
        self._decrypt = decrypt
        self._written = written
        self._breaker = breaker or CircuitBreaker()
        self._lease = timedelta(seconds=lease_seconds)

    async def run(self) -> None:
        """Run until cancelled. After a lost connection it connects again."""
        while True:
            connection: Connection | None = None
            try:
                connection = await connect(self._url, statement_timeout="30000", **KEPT_PLANS)
                plans = RenewedPlans(connection)
                await connection.add_listener(QUEUED, lambda *_: self._written.set())
                while True:
                    await plans.renew()
                    if not await self._completed(self.send_due(connection)):
                        await self._wait()
            except CONNECTION_ERRORS as error:
                reason = " ".join(str(error).split())
                log.warning("sender waits for the database", channel=self._kind, reason=reason)
                await asyncio.sleep(RECONNECT_SECONDS)
            finally:
                if connection is not None:
                    connection.terminate()

    async def _completed(self, sending: Coroutine[Any, Any, int]) -> int:
        """Await `sending`. After a cancellation it has 10 s to end: interrupted messages would be sent again."""
        task = asyncio.create_task(sending)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            with suppress(TimeoutError, *CONNECTION_ERRORS):
                await asyncio.wait_for(task, STOP_SECONDS)
            raise

    async def _wait(self) -> None:
        """Wait for new messages, at most for POLL_SECONDS."""
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._written.wait()
            self._written.clear()
        except TimeoutError:
            return

    async def send_due(self, connection: Connection) -> int:
        """Send messages that are due, as many as the circuit breaker allows. Returns how many were tried."""
        allowed = self._breaker.allowed()
        if not allowed:
            return 0
        rows = await connection.fetch(_CLAIM, self._kind.value, allowed, self._lease)
        outcomes = _Outcomes(connection)
        await asyncio.gather(*(self._send(outcomes, row) for row in rows))
        return len(rows)

    async def _send(self, outcomes: "_Outcomes", row: Record) -> None:
        outcome: tuple[Any, ...]
        try:
            if row["attempts"] > MAX_ATTEMPTS:
                raise Interrupted("every attempt to send the message was interrupted")
            if row["expired"]:
                raise Expired("the message expired before it could be sent")
            if row["unwanted"]:
                raise NoConsent("the consent that the message needs does not stand any more")
            if row["released"]:
                raise NumberReleased("the number has left its holder since the message was written")
            ids = await self._channel.send(self._message(row))
        except Undeliverable as error:
            outcome = (_FAILED, row["id"], *_facts(error))
        except ChannelDown as error:
            self._breaker.failed()
            outcome = self._retry(row, error, uncertain=error.uncertain)
        except Exception as error:  # an unexpected error must not stop other messages
            log.exception("sending a notification failed", id=str(row["id"]))
            outcome = self._retry(row, error, uncertain=True)
        else:
            self._breaker.succeeded()
            await outcomes.sent(row["id"], ids)
            return
        await outcomes.execute(*outcome)

    def _message(self, row: Record) -> OutgoingMessage:
        text = row["text"]
        if row["secret"] is not None:
            plain = self._decrypt(row["secret"])
            if plain is None:
                raise Undeliverable("the message was encrypted with another key")
            text = plain.decode()
        return OutgoingMessage(row["recipient"], row["subject"], text, row["html"], str(row["id"]))

    @staticmethod
    def _retry(row: Record, error: Exception, *, uncertain: bool) -> tuple[Any, ...]:
        """The statement that schedules the next attempt, or fails the message after the last, with its arguments."""
        if is_shortage(error) and not uncertain:
            return (_WAIT, row["id"], *_facts(error), timedelta(seconds=SHORTAGE_SECONDS))
        if row["attempts"] >= MAX_ATTEMPTS:
            return (_FAILED, row["id"], *_facts(error))
        delay_seconds = min(FIRST_BACKOFF_SECONDS * 2 ** (row["attempts"] - 1), MAX_BACKOFF_SECONDS)
        return (_RETRY, row["id"], *_facts(error), timedelta(seconds=delay_seconds), uncertain)


def _facts(error: Exception) -> tuple[str, str, str | None]:
    """The words of an error, and its facts: the code, and the status of the provider's answer."""
    words = str(error)[:MAX_ERROR_CHARACTERS] or type(error).__name__
    if isinstance(error, NotSent):
        return (words, error.code.value, error.status)
    return (words, NotificationError.UNEXPECTED.value, None)


class Receipts:
    """Delivery receipts of messages that were sent."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def record(self, message_id: str, state: str) -> None:
        """Record one receipt. It may arrive before the message is recorded as sent; then it is retried for a second."""
        statement = _DELIVERED if state == "DELIVERED" else _NOT_DELIVERED
        connection = await connect(self._url)
        try:
            for _ in range(RECEIPT_ATTEMPTS):
                if await connection.fetchval(statement, message_id) is not None:
                    return
                await asyncio.sleep(0.2)
            log.warning("receipt for an unknown message", message=message_id, state=state)
        finally:
            await connection.close()


class LoggedChannel:
    """The adapter for demo mode, which writes messages to the log instead of sending them."""

    def __init__(self, name: str) -> None:
        self.name = name

    async def send(self, message: OutgoingMessage) -> str:
        log.info("message", channel=self.name, to=message.to, subject=message.subject, text=message.text)
        return f"logged-{message.reference}"

    async def close(self) -> None:
        return


class QueuedCodes:
    """Queues sign-in codes as notifications. The readable text of the notification masks the code."""

    def __init__(
        self, database: Any, encrypt: Callable[[bytes], bytes], *, connected: bool, language: str = "RU"
    ) -> None:
        self._database = database
        self._encrypt = encrypt
        self._language = language
        self.connected = connected

    async def send_text(self, msisdn: str, text: str) -> None:
        shown = "".join("*" if character.isdigit() else character for character in text)
        await self._database.write(
            _QUEUE_CODE, msisdn, shown, self._encrypt(text.encode()), self._language,
            free_list=self._database.authentication,
        )  # fmt: skip


_QUEUE_CODE = f"""
with queued as (
    insert into notification (topic, purpose, channel, language, recipient, text, secret, expires_at)
    values ('sign_in.code', 'SIGN_IN', 'SMS', $4, $1, $2, $3, now() + interval '5 minutes') returning id
)
select id, pg_notify('{QUEUED}', '') from queued
"""
