"""The notifier: writes messages for events of the log, exactly one per event and channel, also after restarts.

The position in the log is stored in the transaction that writes the messages, and event id and channel are unique.
Therefore a killed notifier continues where it stopped, and two notifiers do not write a message twice.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, assert_never
from zoneinfo import ZoneInfo

import structlog

from backend.database import CONNECTION_ERRORS, Connection, connect
from backend.events.log import MAX_POSITION, LogEnd, LoggedEvent, read
from backend.metrics import REFUSED
from backend.models import Language, NotificationChannel
from backend.money import amount_of
from backend.notifications.templates import DIGEST, TOPICS, compose
from backend.records.events import insert_events
from backend.settings import Settings
from backend.settings.rates import rate

BATCH = 200
EXPIRY_DAYS = 3  # after which a message that could not be sent is given up
POLL_SECONDS = 1.0
RETRY_SECONDS = 0.5

log = structlog.get_logger()

_FACTS = """
select e.id as event_id, c.id as customer_id, c.name, c.phone, c.email, c.language, k.id as contract_id,
    k.number as contract, coalesce(p.currency, k.currency) as currency,
    n.msisdn, t.name as tariff, p.id as payment_id, p.number as payment, p.amount_minor,
    p.payer_contract_id,
    coalesce(a.balance_after_minor, h.balance_minor, 0) as balance_minor,
    i.id as ticket_id, i.number as ticket, i.subject, w.body as comment
from unnest($1::bigint[], $2::timestamptz[]) asked (id, at) join event e on e.id = asked.id and e.created_at = asked.at
left join payment p on e.node_type = 'Payment' and p.id = e.node_id
left join ticket i on e.node_type = 'Ticket' and i.id = e.node_id
left join contract k on k.id = coalesce(e.contract_id, p.contract_id, i.contract_id)
join customer c on c.id = coalesce(e.customer_id, k.customer_id, i.customer_id)
left join ledger_entry a on e.topic = 'payment.succeeded' and a.payment_id = p.id and a.kind = 'PAYMENT'
    and a.contract_id is not null
left join ledger_account h on h.contract_id = k.id and h.currency = coalesce(p.currency, k.currency)
left join phone_number n on n.id = k.phone_number_id
left join tariff t on t.id = k.tariff_id
left join ticket_comment w on w.id = (e.payload ->> 'comment')::uuid
"""
_RULES = """
select c.id as customer_id, r.purpose, r.channel, coalesce(p.allowed, r.enabled) as allowed,
    case when p.customer_id is null then r.quiet_from else p.quiet_from end as quiet_from,
    case when p.customer_id is null then r.quiet_until else p.quiet_until end as quiet_until
from notification_rule r cross join unnest($1::uuid[]) c (id)
left join notification_preference p on p.customer_id = c.id and p.purpose = r.purpose and p.channel = r.channel
"""
# A message on a channel to the outside counts towards the rate of its recipient ($16: number, $17: seconds, $18: its
# name). Beyond the rate nothing is inserted, and `excess` is true.
_INSERT = """
with taken as materialized (
    select case when $4 = 'IN_APP' or $16::float8 is null then false
        when exists (select from notification where event_id = $1 and channel = $4) then false
        else crm_take($18, 'messages ' || $4, 1, $16::float8, $17::float8) > 0 end as excess
), added as (
insert into notification (event_id, topic, purpose, channel, language, customer_id, contract_id, ticket_id, payment_id,
    recipient, subject, text, html, not_before, status, delivered_at, expires_at)
select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
    case when $4 = 'IN_APP' then 'DELIVERED' else 'QUEUED' end, case when $4 = 'IN_APP' then now() end,
    case when $4 <> 'IN_APP' then $14::timestamptz + make_interval(days => $15) end
from taken where not excess
on conflict (event_id, channel) do nothing returning id
) select (select id from added) as id, excess from taken
"""
# One digest per customer and channel waits at a time. A sender that has begun to send it is left alone.
_COUNT_IN_DIGEST = """
update notification set digested = digested + 1
where id = (
    select id from notification
    where customer_id = $1 and created_at > now() - make_interval(days => $4) and topic = $2 and channel = $3
        and status = 'QUEUED' and attempts = 0
    order by created_at desc, id desc limit 1 for update
) and status = 'QUEUED' and attempts = 0 returning id, digested
"""
_WRITE_DIGEST = "update notification set subject = $2, text = $3, html = $4 where id = $1"
_INSERT_DIGEST = """
insert into notification (topic, purpose, channel, language, customer_id, recipient, subject, text, html, not_before,
    expires_at, digested)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10::timestamptz + make_interval(days => $11), 1)
"""
_INSERT_EVENT = insert_events(
    "", topic="'notification.added'", graph_type="Notification", node="$1", customer="$2", contract="$3",
    actor="'notifier'",
)  # fmt: skip


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
        self._new_events.set()

    def restarted(self, end: LogEnd) -> None:  # noqa: ARG002
        self._new_events.set()

    async def run(self) -> None:
        """Run until cancelled. After a lost connection it connects again."""
        while True:
            connection: Connection | None = None
            try:
                connection = await connect(self._url, statement_timeout="60000")
                while True:
                    self._new_events.clear()
                    await self.catch_up(connection)
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
            position = await connection.fetchval(
                "select position from event_consumer where name = 'notifications' for update skip locked"
            )
            if position is None:
                return 0  # another worker is writing
            events = await read(connection, position, MAX_POSITION, BATCH)
            if not events:
                return 0
            to_notify = [event for event in events if _is_notified(event)]
            if to_notify:
                await self._write(connection, to_notify)
            await connection.execute(
                "update event_consumer set position = $1 where name = 'notifications'", events[-1].position
            )
        if to_notify:
            self.written.set()
        return len(events)

    async def _write(self, connection: Connection, events: Sequence[LoggedEvent]) -> None:
        rows = await connection.fetch(_FACTS, [event.id for event in events], [event.at for event in events])
        facts = {row["event_id"]: dict(row) for row in rows}
        rules: dict[Any, list[Any]] = {}
        for row in await connection.fetch(_RULES, list({each["customer_id"] for each in facts.values()})):
            rules.setdefault((row["customer_id"], row["purpose"]), []).append(row)
        for event in events:
            fact = facts.get(event.id)
            # A failed payment by somebody else is not reported to the customer it was for.
            if fact is None or (event.topic == "payment.failed" and fact["payer_contract_id"] is not None):
                continue
            if event.topic.startswith("ticket.") and fact["ticket_id"] is None:
                continue  # the ticket was discarded before the message was written
            fact["amount"] = _money(fact["amount_minor"], fact["currency"])
            fact["balance"] = _money(fact["balance_minor"], fact["currency"])
            for rule in rules.get((fact["customer_id"], TOPICS[event.topic].purpose.value), []):
                await self._message(connection, event, fact, rule)

    async def _message(
        self, connection: Connection, event: LoggedEvent, fact: Mapping[str, Any], rule: Mapping[str, Any]
    ) -> None:
        channel = NotificationChannel(rule["channel"])
        recipient = _recipient(channel, fact)
        if not rule["allowed"]:
            return
        if channel is not NotificationChannel.IN_APP and recipient is None:
            return
        composed = compose(event.topic, Language(fact["language"]), fact)
        limit = self._rate
        added = await connection.fetchrow(
            _INSERT, event.id, event.topic, TOPICS[event.topic].purpose.value, channel.value, fact["language"],
            fact["customer_id"], fact["contract_id"], fact["ticket_id"], fact["payment_id"], recipient,
            composed.subject, composed.text, composed.html if channel is NotificationChannel.EMAIL else None,
            not_before(self._clock(self._zone), rule["quiet_from"], rule["quiet_until"]),
            EXPIRY_DAYS, limit and limit.number, limit and limit.seconds, _counted_name(recipient),
        )  # fmt: skip
        assert added is not None
        if added["excess"]:
            await self._digest(connection, event, fact, rule)
        elif added["id"] is not None and channel is NotificationChannel.IN_APP:
            await connection.execute(_INSERT_EVENT, added["id"], fact["customer_id"], fact["contract_id"])

    async def _digest(
        self, connection: Connection, event: LoggedEvent, fact: Mapping[str, Any], rule: Mapping[str, Any]
    ) -> None:
        """Count a message beyond the rate of its recipient in the digest that is sent later in place of all of them."""
        assert self._rate is not None
        REFUSED.labels("message rate").inc()
        channel, language = NotificationChannel(rule["channel"]), Language(fact["language"])
        waiting = await connection.fetchrow(_COUNT_IN_DIGEST, fact["customer_id"], DIGEST, channel.value, EXPIRY_DAYS)
        composed = compose(DIGEST, language, {"name": fact["name"], "count": waiting["digested"] if waiting else 1})
        html = composed.html if channel is NotificationChannel.EMAIL else None
        if waiting is not None:
            await connection.execute(_WRITE_DIGEST, waiting["id"], composed.subject, composed.text, html)
            return
        later = self._clock(self._zone) + timedelta(seconds=self._rate.seconds)
        await connection.execute(
            _INSERT_DIGEST, DIGEST, TOPICS[event.topic].purpose.value, channel.value, language.value,
            fact["customer_id"], _recipient(channel, fact), composed.subject, composed.text, html,
            not_before(later, rule["quiet_from"], rule["quiet_until"]), EXPIRY_DAYS,
        )  # fmt: skip


def _counted_name(recipient: str | None) -> str | None:
    """The name under which messages to an address are counted; the address itself is not stored there."""
    return recipient and hashlib.sha256(recipient.encode()).hexdigest()


def _recipient(channel: NotificationChannel, fact: Mapping[str, Any]) -> str | None:
    """The customer's address on the channel; None where there is none, and for messages in the application."""
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


def _is_notified(event: LoggedEvent) -> bool:
    """Whether customers are notified of an event."""
    if event.topic not in TOPICS or event.payload.get("internal") or event.payload.get("quiet"):
        return False
    # A customer is not notified of their own comments.
    return event.topic != "ticket.commented" or event.payload.get("by") == "staff"


def not_before(now: datetime, quiet_from: time | None, quiet_until: time | None) -> datetime:
    """When a message may be sent: now, or at the end of the current quiet hours, which may span midnight."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return now
    time_of_day = now.time()
    if quiet_from > quiet_until:
        quiet = time_of_day >= quiet_from or time_of_day < quiet_until
    else:
        quiet = quiet_from <= time_of_day < quiet_until
    if not quiet:
        return now
    end = now.replace(hour=quiet_until.hour, minute=quiet_until.minute, second=quiet_until.second, microsecond=0)
    return end if end > now else end + timedelta(days=1)
