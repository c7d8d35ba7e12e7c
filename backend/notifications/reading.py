"""Reading a batch of the event log: events of which customers are notified, with their facts and channels."""

from dataclasses import dataclass

from asyncpg import Record

from backend.database import Connection
from backend.notifications.consents import consented
from backend.notifications.numbers import lost
from backend.notifications.templates import TOPICS

BATCH = 200

# One row per event to notify, in the order of the log; without such events one row with the batch's end. The limits
# force index probes: with statistics that are out of date, because the tables grow fast, PostgreSQL would otherwise
# read whole tables for a few events.
_EVENT = "id, topic, node_type, node_id, customer_id, contract_id, payload"
_NEXT = f"""
place as materialized (
    select position from event_consumer where name = 'notifications' for update skip locked
), batch as materialized (
    select o.position, e.* from event_order o cross join lateral (
        select {_EVENT} from event where id = o.event_id and created_at = o.event_at limit 1
    ) e
    where o.position > (select position from place) order by o.position limit {BATCH}
)
"""
# The events that the transaction itself has recorded, which have no position yet.
_OWN = f"""
batch as materialized (
    select row_number() over (order by id) as position, {_EVENT} from event where xid = pg_current_xact_id()
)
"""
_FACTS = f"""
select ends.last_position, ends.events, f.*
from (select max(position) as last_position, count(*) as events from batch) ends left join (
    select e.position, e.id as event_id, e.topic, told.purpose, c.id as customer_id,
        -- A form may name anybody, so its name is not used.
        c.name, case when c.id is null then q.phone when not {lost("c.phone", "c.id")} then c.phone end as phone,
        case when c.id is null then q.email else c.email end as email,
        coalesce(c.language, q.language, 'RU') as language,
        -- Who has the line may be somebody else than the holder, for whom a reason is written.
        case when e.topic <> 'request.rejected' then k.id end as contract_id,
        k.number as contract, coalesce(p.currency, k.currency) as currency, n.msisdn,
        coalesce(e.payload ->> 'tariff_name', t.name) as tariff,
        p.id as payment_id, p.number as payment, p.amount_minor,
        coalesce(a.balance_after_minor, h.balance_minor, 0) as balance_minor,
        i.id as ticket_id, i.number as ticket, i.subject, w.body as comment,
        q.id as request_id, q.number as request, u.question, e.payload ->> 'reason' as reason,
        e.payload ->> 'expires_on' as expires_on, e.payload ->> 'day' as day,
        r.channels, r.quiet_from, r.quiet_until, r.by_consent
    from batch e join unnest($1::text[], $2::text[]) told (topic, purpose) on told.topic = e.topic
    left join lateral (
        select id, number, contract_id, payer_contract_id, amount_minor, currency from payment
        where e.node_type = 'Payment' and id = e.node_id limit 1
    ) p on true
    left join lateral (
        select id, number, subject, contract_id, customer_id from ticket
        where e.node_type = 'Ticket' and id = e.node_id limit 1
    ) i on true
    left join lateral (
        select id, number, contract_id, customer_id, phone, email, language from request
        where e.node_type = 'Request' and id = e.node_id limit 1
    ) q on true
    left join lateral (
        select question from request_question
        where e.topic = 'request.asked' and request_id = e.node_id order by asked_at desc limit 1
    ) u on true
    left join lateral (
        select id, number, customer_id, phone_number_id, tariff_id, currency from contract
        where id = coalesce(e.contract_id, p.contract_id, i.contract_id, q.contract_id) limit 1
    ) k on true
    left join lateral (
        select id, name, phone, email, language from customer
        where erased_at is null and id = (
            select coalesce(merged_into_id, id) from customer
            where id = coalesce(e.customer_id, k.customer_id, i.customer_id, q.customer_id)) limit 1
    ) c on true
    left join lateral (
        select balance_after_minor from ledger_entry
        where e.topic = 'payment.succeeded' and payment_id = p.id and kind = 'PAYMENT' and contract_id is not null
        limit 1
    ) a on true
    left join lateral (
        select balance_minor from ledger_account
        where contract_id = k.id and currency = coalesce(p.currency, k.currency) limit 1
    ) h on true
    left join lateral (select msisdn from phone_number where id = k.phone_number_id limit 1) n on true
    left join lateral (select name from tariff where id = k.tariff_id limit 1) t on true
    left join lateral (
        select body from ticket_comment where id = (e.payload ->> 'comment')::uuid limit 1
    ) w on true
    cross join lateral (
        select array_agg(r.channel order by r.channel) as channels,
            array_agg(case when q.customer_id is null then r.quiet_from else q.quiet_from end order by r.channel)
                as quiet_from,
            array_agg(case when q.customer_id is null then r.quiet_until else q.quiet_until end order by r.channel)
                as quiet_until,
            array_agg(r.consent is not null order by r.channel) as by_consent
        from notification_rule r left join notification_preference q
            on q.customer_id = c.id and q.purpose = r.purpose and q.channel = r.channel
        where r.purpose = told.purpose and case when r.consent is null then coalesce(q.allowed, r.enabled)
            else r.enabled and {consented("r", "c.id")} end
    ) r
    -- Only a requester who is no customer is told without one, by the contact in the form.
    where (c.id is not null or q.customer_id is null and q.id is not null) and r.channels is not null
        and not e.payload @> '{{"internal": true}}' and not e.payload @> '{{"quiet": true}}'
        -- A customer is not notified of their own comments.
        and (e.topic <> 'ticket.commented' or e.payload ->> 'by' = 'staff')
        -- A failed payment by somebody else is not reported to the customer it was for.
        and (e.topic <> 'payment.failed' or p.payer_contract_id is null)
        -- A ticket may have been discarded before its message is written.
        and (split_part(e.topic, '.', 1) <> 'ticket' or i.id is not null)
        and (e.topic <> 'request.asked' or u.question is not null)
) f on true
order by f.position
"""
_READ, _READ_OWN = (f"with {batch} {_FACTS}" for batch in (_NEXT, _OWN))
_TOPICS = list(TOPICS)
_PURPOSES = [told.purpose.value for told in TOPICS.values()]


@dataclass(frozen=True)
class Batch:
    """The next events of the log: how many, the last position, and a row for each that customers are notified of.

    A row has the facts of its event, and in parallel arrays the allowed channels with their quiet hours.
    """

    events: int
    last_position: int
    to_notify: list[Record]


async def read_batch(connection: Connection) -> Batch | None:
    """Lock the notifier's position and read at most BATCH events after it.

    None when there are none, and while another worker has locked the position.
    """
    rows = await connection.fetch(_READ, _TOPICS, _PURPOSES)
    if not rows[0]["events"]:
        return None
    to_notify = [row for row in rows if row["position"] is not None]
    return Batch(rows[0]["events"], rows[0]["last_position"], to_notify)


async def read_own(connection: Connection) -> list[Record]:
    """A row, as in a batch, for each event that the current transaction has recorded and customers are notified of."""
    rows = await connection.fetch(_READ_OWN, _TOPICS, _PURPOSES)
    return [row for row in rows if row["position"] is not None]
