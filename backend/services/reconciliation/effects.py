"""What a settlement books by itself: the fees of what matched, and payouts. Each line once, exactly.

`settlement_booking` says which part of a posting stands for which line. What is booked is the difference between what a
line wants and what is booked of it, so that the same file books nothing and a corrected one what it corrects.
"""

from backend.database import Connection
from backend.identifiers import SETTLEMENT_ID, PostingKey, SettlementKey, uuid7
from backend.models import LedgerAccountKind, PostingKind, house_account_id
from backend.services.ledger import clearing_code

_A = LedgerAccountKind

# A gateway's fee is recorded where nobody knew it before.
_ADOPT = """
update payment p set gateway_fee_minor = s.fee from reconcile_subject s
where p.id = s.payment_id and s.kind = 'PAYMENT' and s.first and s.settled and s.currency = s.own_currency
    and p.gateway_fee_minor is null
"""
# A payment's fee is wanted as it is recorded, less what was posted with the payment itself or by repairs. Fees of
# lines that do not match are the repair's.
_WANTED = """
drop table if exists pg_temp.reconcile_booking;
create temporary table reconcile_booking (
    line_id text collate "C", kind text collate "C", currency text collate "C", delta bigint
) on commit drop
"""
_WANT = """
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
# Additions and corrections are postings of their own, so that none is empty.
_SUMS = """
select kind, currency, sign(delta)::integer as sign, sum(delta)::bigint as minor from reconcile_booking
group by 1, 2, 3 order by 1, 2, 3
"""
_HOUSE = "insert into ledger_account (id, kind, code, currency) values ($1, $2, $3, $4) on conflict do nothing"
_POSTING = "insert into ledger_posting (id, kind, actor, reason) values ($1, $2, $3, $4)"
_ENTRY = """
insert into ledger_entry (posting_id, account_id, account, kind, amount_minor, currency, description)
values ($1, $2, $3, $4, $5, $6, $7)
"""
_BOOKED = """
insert into settlement_booking (settlement_id, line_id, kind, posting_id, amount_minor, currency)
select $1, line_id, kind, $2, delta, currency from reconcile_booking
where kind = $3 and currency = $4 and sign(delta) = $5
"""


async def book(connection: Connection, settlement_id: SettlementKey, gateway: str, actor: str) -> None:
    """Post what the lines of `reconcile_subject` want and is not posted yet: one posting per kind and currency."""
    await connection.execute(_ADOPT)
    await connection.execute(_WANTED)
    await connection.execute(_WANT, settlement_id)
    for row in await connection.fetch(_SUMS):
        kind, currency, minor = PostingKind(row["kind"]), row["currency"], row["minor"]
        posting_id = await _post(connection, settlement_id, gateway, actor, kind, currency, minor)
        await connection.execute(_BOOKED, settlement_id, posting_id, kind.value, currency, row["sign"])
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
    """A fee leaves the clearing account for FEES; a payout, negative in its line, leaves it for BANK."""
    posting_id, reason = PostingKey(uuid7()), SETTLEMENT_ID.encode(settlement_id)
    to_clearing = minor if kind is PostingKind.FEE else -minor
    other = _A.FEES if kind is PostingKind.FEE else _A.BANK
    await connection.execute(_POSTING, posting_id, kind.value, actor, reason)
    for account, code, amount in (
        (_A.CLEARING, clearing_code(gateway), to_clearing),
        (other, other.value, -to_clearing),
    ):
        account_id = house_account_id(code, currency)
        await connection.execute(_HOUSE, account_id, account.value, code, currency)
        await connection.execute(_ENTRY, posting_id, account_id, account.value, kind.value, amount, currency, reason)
    return posting_id
