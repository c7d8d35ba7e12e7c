"""Postings that a settlement makes without a decision: the fees of matched lines, and payouts.

`settlement_booking` records which part of a posting belongs to which line. Only the difference between a line's amount
and what is already posted for it is posted: the same file again posts nothing, a corrected file posts its corrections.
"""

from backend.database import Connection
from backend.identifiers import SETTLEMENT_ID, PostingKey, SettlementKey
from backend.models import LedgerAccountKind, PostingKind
from backend.services.ledger import clearing_code, house_leg, post_between_houses

_A = LedgerAccountKind

# Record the gateway's fee of payments whose fee was not known.
_SET_FEES = """
update payment p set gateway_fee_minor = s.fee from reconcile_subject s
where p.id = s.payment_id and s.kind = 'PAYMENT' and s.first and s.settled and s.currency = s.own_currency
    and p.gateway_fee_minor is null
"""
# The fee to post is the payment's recorded fee, less what was posted with the payment or by repairs. Fees of lines that
# do not match are posted by repairs.
_CREATE_DELTAS = """
drop table if exists pg_temp.reconcile_booking;
create temporary table reconcile_booking (
    line_id text collate "C", kind text collate "C", currency text collate "C", delta bigint
) on commit drop
"""
_FIND_DELTAS = """
insert into reconcile_booking
with wanted as (
    select line_id, 'SETTLEMENT' as kind, currency, amount as minor from reconcile_subject
    where kind = 'PAYOUT' and first
    union all
    select line_id, 'FEE', currency, fee from reconcile_subject
    where first and (kind = 'PAYOUT' or kind = 'REFUND' and settled and currency = own_currency)
    union all
    select s.line_id, 'FEE', s.currency, p.gateway_fee_minor - coalesce(m.minor, 0)
    from reconcile_subject s
    join payment p on p.id = s.payment_id
    left join (
        select e.payment_id, e.currency, -sum(e.amount_minor) as minor
        from reconcile_subject s join ledger_entry e on e.payment_id = s.payment_id and e.account = 'FEES'
        join ledger_posting g on g.id = e.posting_id and g.refund_id is null
        where s.kind = 'PAYMENT' and s.first group by e.payment_id, e.currency
    ) m on m.payment_id = s.payment_id and m.currency = s.currency
    where s.kind = 'PAYMENT' and s.first and s.settled and s.currency = s.own_currency
), booked as (
    select line_id, kind, currency, sum(amount_minor)::bigint as minor from settlement_booking
    where settlement_id = $1 group by line_id, kind, currency
)
select line_id, kind, currency, coalesce(w.minor, 0) - coalesce(b.minor, 0)
from wanted w full join booked b using (line_id, kind, currency)
where coalesce(w.minor, 0) <> coalesce(b.minor, 0)
"""
# Additions and corrections get separate postings, so that no posting sums to zero.
_SUM_DELTAS = """
select kind, currency, sign(delta)::integer as sign, sum(delta)::bigint as minor from reconcile_booking
group by 1, 2, 3 order by 1, 2, 3
"""
_INSERT_BOOKINGS = """
insert into settlement_booking (settlement_id, line_id, kind, posting_id, amount_minor, currency)
select $1, line_id, kind, $2, delta, currency from reconcile_booking
where kind = $3 and currency = $4 and sign(delta) = $5
"""


async def book(connection: Connection, settlement_id: SettlementKey, gateway: str, actor: str) -> None:
    """Post what is not posted yet of the lines in `reconcile_subject`: one posting per kind, currency and sign."""
    await connection.execute(_SET_FEES)
    await connection.execute(_CREATE_DELTAS)
    await connection.execute(_FIND_DELTAS, settlement_id)
    for row in await connection.fetch(_SUM_DELTAS):
        kind, currency, minor = PostingKind(row["kind"]), row["currency"], row["minor"]
        posting_id = await _post(connection, settlement_id, gateway, actor, kind, currency, minor)
        await connection.execute(_INSERT_BOOKINGS, settlement_id, posting_id, kind.value, currency, row["sign"])
    await connection.execute("drop table reconcile_booking")


async def _post(
    connection: Connection,
    settlement_id: SettlementKey,
    gateway: str,
    actor: str,
    kind: PostingKind,
    currency: str,
    minor: int,
) -> PostingKey:
    """Post a fee from the clearing account to FEES, or a payout, whose line is negative, from it to BANK."""
    reason = SETTLEMENT_ID.encode(settlement_id)
    to_clearing = minor if kind is PostingKind.FEE else -minor
    other = _A.FEES if kind is PostingKind.FEE else _A.BANK
    legs = [
        house_leg(_A.CLEARING, currency, to_clearing, clearing_code(gateway), reason),
        house_leg(other, currency, -to_clearing, description=reason),
    ]
    return await post_between_houses(connection, kind, currency, legs, actor, reason)
