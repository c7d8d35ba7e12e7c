"""The SQL statements of the three-way match.

They are set-based and work on temporary tables, so that a day of a million lines takes a few statements. A *subject* is
a line with its payment or refund, or a payment or refund of the day without a line (`position` null). Amounts have the
sign of lines: money that went out is negative on all three sides.
"""

from backend.models.payment import SETTLED, UNDECIDED
from backend.models.states import text_list

CREATE_TABLES = """
drop table if exists pg_temp.reconcile_subject, pg_temp.reconcile_found;
create temporary table reconcile_subject (
    position integer, line_id text collate "C", kind text collate "C" not null, reference text collate "C",
    refund_reference text collate "C", amount bigint, fee bigint, currency text collate "C", first boolean not null,
    first_position integer, first_line_id text collate "C", payment_id uuid, refund_id uuid, own bigint,
    own_fee bigint, own_currency text collate "C", own_status text collate "C", settled boolean not null,
    happened_at timestamptz, ledger bigint
) on commit drop;
create temporary table reconcile_found (
    kind text collate "C" not null, subject text collate "C" not null, payment_id uuid, refund_id uuid,
    positions integer[] not null, line_ids text[] collate "C" not null, gateway_amount_minor bigint,
    gateway_fee_minor bigint, gateway_currency text collate "C", payment_amount_minor bigint, payment_fee_minor bigint,
    payment_currency text collate "C", payment_status text collate "C", ledger_amount_minor bigint,
    difference_minor bigint not null, fee_difference_minor bigint not null, suggested_repair text collate "C" not null
) on commit drop;
"""

_COLUMNS = """position, line_id, kind, reference, refund_reference, amount, fee, currency, first, first_position,
    first_line_id, payment_id, refund_id, own, own_fee, own_currency, own_status, settled, happened_at"""
_SETTLED = f"in ({text_list(SETTLED)})"  # a refund has one of these states

# The payment or refund of a line. References are compared bytewise. If a gateway gives two refunds the same reference,
# the charge's reference decides. Each is an index probe with a limit, because PostgreSQL has no statistics of the lines
# that were just inserted and could choose a slow join.
_OURS = {
    "PAYMENT": f"""
    select p.id as payment_id, null::uuid as refund_id, p.amount_minor as own, p.gateway_fee_minor as own_fee,
        p.currency as own_currency, p.status as own_status, p.status {_SETTLED} as settled, p.paid_at as happened_at
    from payment p where p.gateway = $2 and p.gateway_reference = l.reference limit 1""",
    "REFUND": f"""
    select r.payment_id, r.id, -r.amount_minor, null::bigint, r.currency, r.status, r.status {_SETTLED}, r.updated_at
    from (
        select *, (
            select case when p.gateway = $2 then p.gateway_reference end from payment p where p.id = f.payment_id
        ) as charge
        from refund f where f.gateway_reference = l.refund_reference offset 0
    ) r where r.charge is not null order by r.charge = l.reference desc, r.id limit 1""",
    "PAYOUT": """
    select null::uuid, null::uuid, null::bigint, null::bigint, null, null, false, null::timestamptz""",
}
_KEYS = {"PAYMENT": "reference", "REFUND": "refund_reference", "PAYOUT": "line_id"}

# $1 settlement, $2 gateway, $3 day. The first line of a charge or refund counts, in the order of days and of lines; the
# others are duplicates.
INSERT_LINES = tuple(
    f"""
    insert into reconcile_subject ({_COLUMNS})
    select l.position, l.line_id, l.kind, l.reference, l.refund_reference, l.amount_minor, l.fee_minor, l.currency,
        o.earlier is null and l.position = l.first_position, case when o.earlier is null then l.first_position end,
        coalesce(o.earlier, l.first_line_id), p.payment_id, p.refund_id, p.own, p.own_fee, p.own_currency, p.own_status,
        coalesce(p.settled, false), p.happened_at
    from (
        select *, first_value(position) over same as first_position, first_value(line_id) over same as first_line_id
        from settlement_line where settlement_id = $1 and kind = '{kind}'
        window same as (partition by {key} order by position)
    ) l
    left join lateral (
        select e.line_id as earlier from settlement_line e
        where e.kind = '{kind}' and e.gateway = $2 and e.{key} = l.{key} and e.day < $3
        order by e.day, e.position limit 1
    ) o on true
    left join lateral ({_OURS[kind]}
    ) p (payment_id, refund_id, own, own_fee, own_currency, own_status, settled, happened_at) on true
    """
    for kind, key in _KEYS.items()
)

# $1 gateway. A refund whose answer was lost has no reference yet. Where exactly one line and one such refund agree in
# charge and amount, they are linked, so that the gateway can be polled for the refund by its id.
LINK_UNANSWERED_REFUNDS = f"""
update reconcile_subject s
set payment_id = h.payment_id, refund_id = h.id, own = -h.amount_minor, own_currency = h.currency, own_status = h.status
from (
    select r.*, p.gateway_reference as charge, count(*) over (partition by r.payment_id, r.amount_minor) as alike
    from refund r join payment p on p.id = r.payment_id
    where p.gateway = $1 and r.gateway_reference is null and r.status in ({text_list(UNDECIDED)})
) h, (
    select reference, amount, count(*) as alike from reconcile_subject
    where kind = 'REFUND' and refund_id is null and first group by reference, amount
) c
where s.kind = 'REFUND' and s.refund_id is null and s.first and h.charge = s.reference and h.amount_minor = -s.amount
    and c.reference = s.reference and c.amount = s.amount and c.alike = 1 and h.alike = 1
"""

# $1 gateway, $2 the beginning of the day. A refund's row is last updated when it succeeds.
INSERT_WITHOUT_LINE = """
insert into reconcile_subject (kind, reference, refund_reference, first, payment_id, refund_id, own, own_fee,
    own_currency, own_status, settled, happened_at)
select 'PAYMENT', p.gateway_reference, null, false, p.id, null::uuid, p.amount_minor, p.gateway_fee_minor, p.currency,
    p.status, true, p.paid_at
from payment p
where p.gateway = $1 and p.paid_at >= $2 and p.paid_at < $2 + interval '1 day' and (
    select l.position from settlement_line l
    where l.gateway = $1 and l.kind = 'PAYMENT' and l.reference = p.gateway_reference limit 1) is null
union all
select 'REFUND', p.gateway_reference, r.gateway_reference, false, p.id, r.id, -r.amount_minor, null, r.currency,
    r.status, true, r.updated_at
from refund r join payment p on p.id = r.payment_id
where p.gateway = $1 and r.status = 'SUCCEEDED' and r.updated_at >= $2 and r.updated_at < $2 + interval '1 day' and (
    select l.position from settlement_line l
    where l.gateway = $1 and l.kind = 'REFUND' and l.refund_reference = r.gateway_reference limit 1) is null
"""

# The amount that the ledger posted to the contract's account, with the sign of lines.
SET_LEDGER_AMOUNTS = """
update reconcile_subject s set ledger = case s.kind
    when 'PAYMENT' then (
        select sum(e.amount_minor) from ledger_entry e join ledger_posting g on g.id = e.posting_id
        where e.payment_id = s.payment_id and e.account = 'CONTRACT' and e.currency = s.own_currency
            and e.kind in ('PAYMENT', 'ADJUSTMENT', 'REVERSAL') and g.refund_id is null)
    else (
        select sum(e.amount_minor) from ledger_posting g join ledger_entry e on e.posting_id = g.id
        where g.refund_id = s.refund_id and e.account = 'CONTRACT' and e.currency = s.own_currency
            and e.kind in ('REFUND', 'ADJUSTMENT', 'REVERSAL'))
    end
where s.settled and (s.first or s.position is null)
"""

# $1 gateway, $2 and $3: subjects without a line are reported as missing from $2 (inclusive) to $3 (exclusive).
#
# One fault gives one mismatch. A duplicate line is only a DUPLICATE. Where the currency differs, amount and fee are not
# compared; where the amount differs, the mismatch includes the fee. Money received for a cancelled payment is already
# in SUSPENSE and is posted there once. LEDGER is reported only where the ledger's amount is neither the payment's nor
# the gateway's. `residual` subtracts what repairs have already posted.
FIND_MISMATCHES = f"""
insert into reconcile_found
select f.kind, case when f.kind in ('DUPLICATE', 'MISSING_HERE') then 'LINE ' || s.line_id else s.subject end,
    s.payment_id, s.refund_id, case when s.position is null then '{{}}' when f.kind = 'DUPLICATE'
        and s.first_position is not null then array[s.first_position, s.position] else array[s.position] end,
    case when s.position is null then '{{}}' when f.kind = 'DUPLICATE' then array[s.first_line_id, s.line_id]
        else array[s.line_id] end,
    s.amount, s.fee, s.currency, s.own, s.own_fee, s.own_currency, s.own_status, s.ledger, f.difference,
    f.fee_difference, f.repair
from (
    select s.*, s.kind || ' ' || coalesce(s.refund_id, s.payment_id) as subject,
        s.first and s.settled and s.currency = s.own_currency as comparable,
        s.amount - s.own - coalesce(b.minor, 0) as residual,
        s.amount - case when s.ledger = s.amount then s.ledger else s.own end - coalesce(b.minor, 0) as to_book,
        case when s.kind = 'PAYMENT' then s.fee - s.own_fee end as fee_residual,
        case when s.kind = 'PAYMENT' and not s.settled and s.payment_id is not null then coalesce((
            select sum(e.amount_minor) from ledger_posting g join ledger_entry e on e.posting_id = g.id
            where g.payment_id = s.payment_id and g.kind = 'SUSPENSE' and e.account = 'SUSPENSE'
                and e.currency = s.currency), 0) else 0 end as suspended
    from reconcile_subject s
    left join (
        select subject, sum(booked_minor) as minor from mismatch
        where gateway = $1 and status = 'REPAIRED' group by subject
    ) b on b.subject = s.kind || ' ' || coalesce(s.refund_id, s.payment_id)
    where s.kind <> 'PAYOUT'
) s, lateral (
    select 'DUPLICATE', s.amount, s.fee, 'SUSPENSE' where s.position is not null and not s.first
    union all
    select 'MISSING_HERE', s.amount - s.suspended, s.fee,
        case when s.own_status in ({text_list(UNDECIDED)}) then 'CONFIRM' when s.amount <> s.suspended then 'SUSPENSE'
            when s.fee <> 0 then 'FEE' else 'NOTE' end
    where s.first and not s.settled
    union all
    select 'CURRENCY', s.amount, s.fee, 'SUSPENSE' where s.first and s.settled and s.currency <> s.own_currency
    union all
    select 'AMOUNT', s.to_book, coalesce(s.fee_residual, 0), case when s.to_book > 0 then 'SUSPENSE'
        when s.to_book < 0 then 'WRITE_OFF' when s.fee_residual <> 0 then 'FEE' else 'NOTE' end
    where s.comparable and s.residual <> 0
    union all
    select 'FEE', 0, s.fee_residual, 'FEE' where s.comparable and s.residual = 0 and s.fee_residual <> 0
    union all
    select 'LEDGER', s.own - coalesce(s.ledger, 0), 0, 'POST'
    where s.settled and (s.first or s.position is null) and s.ledger is distinct from s.own
        and not (s.comparable and s.ledger is not distinct from s.amount)
    union all
    select 'MISSING_THERE', -s.own, 0, 'SUSPENSE'
    where s.position is null and s.happened_at >= $2 and s.happened_at < $3
) f (kind, difference, fee_difference, repair)
"""

# $1 settlement. Repairs of lines that no longer need them, because a corrected file removed the line or the payment was
# found later: the repair's posting has to be reversed.
FIND_SUPERSEDED_REPAIRS = """
insert into reconcile_found
select 'AMOUNT', m.subject, null, null, '{}'::integer[], array[substr(m.subject, 6)], null, null, m.gateway_currency,
    null, null, null, null, null, -sum(m.booked_minor), -sum(m.booked_fee_minor),
    case when sum(m.booked_minor) <> 0 then 'SUSPENSE' else 'FEE' end
from mismatch m
where m.settlement_id = $1 and m.status = 'REPAIRED' and m.subject like 'LINE %' and not exists (
    select from reconcile_found f where f.subject = m.subject and f.kind in ('DUPLICATE', 'MISSING_HERE'))
group by m.subject, m.gateway_currency
having sum(m.booked_minor) <> 0 or sum(m.booked_fee_minor) <> 0
"""

# $1 gateway. A decided mismatch is not reported again as long as the amounts of all sides are unchanged.
DROP_DECIDED = """
delete from reconcile_found f using mismatch m
where m.gateway = $1 and m.status <> 'OPEN' and m.kind = f.kind and m.subject = f.subject
    and (f.kind = 'LEDGER' or (m.gateway_amount_minor, m.gateway_fee_minor, m.gateway_currency)
        is not distinct from (f.gateway_amount_minor, f.gateway_fee_minor, f.gateway_currency))
    and (m.payment_amount_minor, m.difference_minor, m.fee_difference_minor)
        is not distinct from (f.payment_amount_minor, f.difference_minor, f.fee_difference_minor)
    and (f.kind <> 'LEDGER' or m.ledger_amount_minor is not distinct from f.ledger_amount_minor)
"""

# $1 settlement. Open mismatches that were not found again. The others keep their ids.
DELETE_RESOLVED = """
delete from mismatch m where m.settlement_id = $1 and m.status = 'OPEN' and not exists (
    select from reconcile_found f where f.kind = m.kind and f.subject = m.subject)
"""
_EVIDENCE = (
    "payment_id refund_id positions line_ids gateway_amount_minor gateway_fee_minor gateway_currency"
    " payment_amount_minor payment_fee_minor payment_currency payment_status ledger_amount_minor difference_minor"
    " fee_difference_minor suggested_repair"
).split()
# $1 settlement, $2 gateway.
STORE_MISMATCHES = f"""
insert into mismatch (settlement_id, gateway, kind, subject, {", ".join(_EVIDENCE)})
select $1, $2, kind, subject, {", ".join(_EVIDENCE)} from reconcile_found order by positions, subject, kind
on conflict (settlement_id, kind, subject) where status = 'OPEN' do update
set ({", ".join(_EVIDENCE)}) = row({", ".join(f"excluded.{name}" for name in _EVIDENCE)})
where ({", ".join(f"mismatch.{name}" for name in _EVIDENCE)})
    is distinct from ({", ".join(f"excluded.{name}" for name in _EVIDENCE)})
"""

# $1 settlement, $2 gateway. A line matches where both amounts are equal, or a repair has posted the difference.
SET_MATCHED = """
update settlement set status = 'MATCHED', failure = null, failure_code = null, matched_at = clock_timestamp(),
    matched = (
    select count(*) from reconcile_subject s
    left join (
        select subject, sum(booked_minor) as minor from mismatch
        where gateway = $2 and status = 'REPAIRED' group by subject
    ) b on b.subject = s.kind || ' ' || coalesce(s.refund_id, s.payment_id)
    where s.first and s.settled and s.currency = s.own_currency and s.amount - s.own - coalesce(b.minor, 0) = 0)
where id = $1
"""

# $1 settlement, $2 gateway, $3 day. Other settlements that these lines affect: those of the neighbouring days, those
# with lines of the same charges, refunds and payouts, and those of the days on which the payments were paid by our
# records.
AFFECTED = """
select id, gateway, day from settlement
where gateway = $2 and id <> $1 and imported_at is not null and (day in ($3::date - 1, $3::date + 1) or day in (
    select o.day from settlement_line l join settlement_line o on o.kind = 'PAYMENT' and o.gateway = $2
        and o.reference = l.reference where l.kind = 'PAYMENT' and l.settlement_id = $1
    union select o.day from settlement_line l join settlement_line o on o.kind = 'REFUND' and o.gateway = $2
        and o.refund_reference = l.refund_reference where l.kind = 'REFUND' and l.settlement_id = $1
    union select o.day from settlement_line l join settlement_line o on o.kind = 'PAYOUT' and o.gateway = $2
        and o.line_id = l.line_id where l.kind = 'PAYOUT' and l.settlement_id = $1
    union select (p.paid_at at time zone 'UTC')::date from settlement_line l join payment p on p.gateway = $2
        and p.gateway_reference = l.reference where l.kind = 'PAYMENT' and l.settlement_id = $1
    union select (r.updated_at at time zone 'UTC')::date from settlement_line l
        join refund r on r.gateway_reference = l.refund_reference where l.kind = 'REFUND' and l.settlement_id = $1))
order by day
"""
