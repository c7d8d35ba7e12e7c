"""Writing a batch of messages: one statement for all, and a digest in place of messages beyond a recipient's rate."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from backend.database import Connection
from backend.identifiers import NOTIFICATION_ID
from backend.metrics import REFUSED
from backend.models import Language, NotificationChannel
from backend.notifications.templates import DIGEST, Composed, compose
from backend.records.events import insert_events
from backend.settings.rates import Rate

EXPIRY_DAYS = 3  # after which a message that could not be sent is given up

# A message on a channel to the outside counts towards the rate of its recipient ($16: number, $17: seconds, `counted`:
# its name). Beyond the rate nothing is inserted, and the row's number is returned as `beyond`. `crm_take` is called in
# the order of the events. The limit forces an index probe per message.
_INSERT = """
with taken as materialized (
    select g.*, case when channel = 'IN_APP' or $16::float8 is null then false
        when (select true from notification n where n.event_id = g.event_id and n.channel = g.channel limit 1)
            then false
        else crm_take(counted, 'messages ' || channel, 1, $16::float8, $17::float8) > 0 end as excess
    from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[],
        $9::uuid[], $10::uuid[], $11::text[], $12::text[], $13::text[], $14::text[], $15::timestamptz[], $18::text[],
        $20::uuid[]) with ordinality g (id, event_id, topic, purpose, channel, language, customer_id, contract_id,
        ticket_id, payment_id, recipient, subject, text, html, not_before, counted, request_id, number)
), added as (
    insert into notification (id, event_id, topic, purpose, channel, language, customer_id, contract_id, ticket_id,
        payment_id, request_id, recipient, subject, text, html, not_before, status, delivered_at, expires_at)
    select id, event_id, topic, purpose, channel, language, customer_id, contract_id, ticket_id, payment_id, request_id,
        recipient, subject, text, html, not_before, case when channel = 'IN_APP' then 'DELIVERED' else 'QUEUED' end,
        case when channel = 'IN_APP' then now() end,
        case when channel <> 'IN_APP' then not_before + make_interval(days => $19) end
    from taken where not excess order by number
    on conflict (event_id, channel) do nothing returning id
)
select id as added, null::bigint as beyond from added
union all select null, number from taken where excess
"""
_INSERT_EVENTS = insert_events(
    "from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality added (id, customer_id, contract_id, number)"
    " order by number",
    topic="'notification.added'", graph_type="Notification", node="id", customer="customer_id",
    contract="contract_id", actor="'notifier'",
)  # fmt: skip
# One digest per customer and channel waits at a time. A sender that has begun to send it is left alone.
_COUNT_IN_DIGEST = """
update notification set digested = digested + $5
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
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10::timestamptz + make_interval(days => $11), $12)
"""


@dataclass(frozen=True)
class Message:
    """A message about an event. `fact`: the event's row as `read_batch` returns it; `quiet`: the channel's hours;
    `by_consent`: whether it needs the customer's consent.
    """

    fact: Mapping[str, Any]
    channel: NotificationChannel
    recipient: str | None
    composed: Composed
    quiet: tuple[time | None, time | None]
    by_consent: bool = False

    @property
    def html(self) -> str | None:
        return self.composed.html if self.channel is NotificationChannel.EMAIL else None

    @property
    def counted(self) -> str | None:
        """The name under which messages to the address are counted; the address itself is not stored there."""
        return self.recipient and hashlib.sha256(self.recipient.encode()).hexdigest()


async def write_messages(
    connection: Connection, messages: Sequence[Message], limit: Rate | None, now: datetime
) -> None:
    """Write messages in the order of their events. Those that were written before are not written again.

    `now`: the current time in the operator's zone, to which quiet hours refer.
    """
    keys = sorted(NOTIFICATION_ID.new_key() for _ in messages)  # lists are ordered by key within one moment
    rows = [
        (
            key, fact["event_id"], fact["topic"], fact["purpose"], each.channel.value, fact["language"],
            fact["customer_id"], fact["contract_id"], fact["ticket_id"], fact["payment_id"], each.recipient,
            each.composed.subject, each.composed.text, each.html, not_before(now, *each.quiet), each.counted,
            fact["request_id"],
        )
        for key, each in zip(keys, messages, strict=True) for fact in (each.fact,)
    ]  # fmt: skip
    *columns, counted, requests = (list(column) for column in zip(*rows, strict=True))
    outcome = await connection.fetch(
        _INSERT, *columns, limit and limit.number, limit and limit.seconds, counted, EXPIRY_DAYS, requests
    )
    added = {row["added"] for row in outcome}
    in_app = [
        (key, each.fact["customer_id"], each.fact["contract_id"])
        for key, each in zip(keys, messages, strict=True)
        if key in added and each.channel is NotificationChannel.IN_APP
    ]
    if in_app:
        await connection.execute(_INSERT_EVENTS, *(list(column) for column in zip(*in_app, strict=True)))
    beyond = [messages[number - 1] for number in sorted(row["beyond"] for row in outcome if row["beyond"] is not None)]
    if beyond:
        assert limit is not None
        await _write_digests(connection, beyond, now + timedelta(seconds=limit.seconds))


async def _write_digests(connection: Connection, beyond: Sequence[Message], later: datetime) -> None:
    """Count messages beyond the rate of their recipients in the digests that are sent `later` in place of them.

    Who is no customer gets no digest: there is no application in which to read the messages that it counts.
    """
    REFUSED.labels("message rate").inc(len(beyond))
    groups: dict[tuple[Any, NotificationChannel], list[Message]] = {}
    for each in beyond:
        if each.fact["customer_id"] is None or each.by_consent:
            continue  # an offer is missed by nobody, and a digest needs no consent
        groups.setdefault((each.fact["customer_id"], each.channel), []).append(each)
    for (customer_id, channel), group in groups.items():
        first, count = group[0], len(group)
        fact = first.fact
        waiting = await connection.fetchrow(_COUNT_IN_DIGEST, customer_id, DIGEST, channel.value, EXPIRY_DAYS, count)
        total = waiting["digested"] if waiting else count
        composed = compose(DIGEST, Language(fact["language"]), {"name": fact["name"], "count": total})
        html = composed.html if channel is NotificationChannel.EMAIL else None
        if waiting is not None:
            await connection.execute(_WRITE_DIGEST, waiting["id"], composed.subject, composed.text, html)
            continue
        await connection.execute(
            _INSERT_DIGEST, DIGEST, fact["purpose"], channel.value, fact["language"], customer_id, first.recipient,
            composed.subject, composed.text, html, not_before(later, *first.quiet), EXPIRY_DAYS, count,
        )  # fmt: skip


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
