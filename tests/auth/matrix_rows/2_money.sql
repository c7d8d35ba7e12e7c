-- Payments, refunds, the ledger and bills. Some payments were made from a line for the number of another customer.
insert into payment (id, number, contract_id, amount_minor, method, status, paid_at, created_at)
select pg_temp.u('pay ' || k.number || n), 'PM-' || k.number || n, k.id, 700 + n, 'CARD',
    case n when 1 then 'SUCCEEDED' else 'PENDING' end,
    case n when 1 then k.created_at end, k.created_at + n * interval '1 hour'
from contract k, generate_series(1, 2) n where k.number like 'KM-%';

-- Payments for the number of another customer, which their payers see as well. Several payers use the same idempotency
-- key, each for a payment of their own.
insert into payment (id, number, contract_id, payer_contract_id, payer, idempotency_key, amount_minor, method, status,
    paid_at, created_at)
select pg_temp.u('pay PM-' || n), 'PM-' || n, pg_temp.u(k), pg_temp.u(payer),
    'line:' || pg_temp.u(payer) || ':' || pg_temp.u('num ' || num), 'same key',
    900, 'CARD', status, case status when 'SUCCEEDED' then at::timestamptz end, at::timestamptz
from (values
    ('H1F1', 'F1', 'H1', 'H1', 'SUCCEEDED', '2026-06-10'),
    ('H2F2', 'F2', 'H2', 'H2', 'PENDING', '2026-06-11'),
    ('F1H1', 'H1', 'F1', 'F1', 'SUCCEEDED', '2026-06-12'),
    ('F3F1', 'F1', 'F3', 'H1', 'SUCCEEDED', '2026-04-10')
) v(n, k, payer, num, status, at)
on conflict do nothing;

update payment p set payer = v.payer, idempotency_key = 'same key'
from (
    select 'PM-KM-F12' as number, 'user:' || id as payer from user_account where email = 'operator@demo.example'
    union all select 'PM-KM-H12', 'user:' || id from user_account where email = 'analyst@demo.example'
    union all select 'PM-KM-F22', 'client:demo-service' union all select 'PM-KM-H22', 'user:nobody'
) v where p.number = v.number;

insert into refund (id, payment_id, contract_id, amount_minor, currency, status, reason, requested_by,
    requested_subject, decided_by, failure, created_at)
select pg_temp.u('ref ' || number || n), id, contract_id, 10 * n, currency, s,
    'Call +996700100001 or holder@matrix.example, AN7654321', 'operator@demo.example', 'user:x',
    decided, case s when 'FAILED' then 'refused' end, created_at + n * interval '2 hours'
from payment, (values
    (1, 'REQUESTED', null),
    (2, 'REQUESTED', null),
    (3, 'REJECTED', 'admin@demo.example'),
    (4, 'SUCCEEDED', null),
    (5, 'FAILED', 'subscriber:con_x')
) v(n, s, decided)
where number like 'PM-%' and paid_at is not null;

update payment set refunded_minor = 40, status = 'PARTIALLY_REFUNDED' where number like 'PM-%' and paid_at is not null;

insert into ledger_account (id, kind, code, currency, contract_id, customer_id, created_at)
select pg_temp.u('acc ' || number), 'CONTRACT', 'CONTRACT', 'KGS', id, customer_id, created_at
from contract where number like 'KM-%';

insert into ledger_account (id, kind, code, currency)
select md5(kind || ' KGS')::uuid, kind, kind, 'KGS'
from unnest(array['CLEARING', 'REVENUE']) kind on conflict do nothing;

-- The movements: each payment and its refund, a charge of each contract, and a transfer from H1 to H2.
create temporary table moved as
select 'PAYMENT ' || number as name, 'PAYMENT' as kind, contract_id, id as payment_id, null::uuid as refund_id,
    amount_minor as amount, 'CLEARING' as house, paid_at as at
from payment where number like 'PM-%' and paid_at is not null
union all select 'REFUND ' || p.number, 'REFUND', r.contract_id, p.id, r.id, -r.amount_minor, 'CLEARING', r.created_at
from refund r join payment p on p.id = r.payment_id where p.number like 'PM-%' and r.status = 'SUCCEEDED'
union all select 'CHARGE ' || number, 'CHARGE', id, null, null, -30, 'REVENUE', created_at + interval '30 days'
    from contract where number like 'KM-%'
union all select 'TRANSFER', 'TRANSFER', pg_temp.u(k), null, null, amount, null, '2026-07-01'
    from (values ('H1', -50), ('H2', 50)) v(k, amount);

insert into ledger_posting (id, kind, payment_id, refund_id, actor, created_at)
select distinct pg_temp.u('posting ' || name), kind, payment_id, refund_id, 'operator@demo.example', at from moved;

insert into ledger_entry (id, posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency,
    balance_after_minor, description, created_at)
select pg_temp.u('ent ' || m.name || ' ' || k.number), pg_temp.u('posting ' || m.name), pg_temp.u('acc ' || k.number),
    'CONTRACT', m.kind, k.id, m.payment_id, m.amount, 'KGS',
    sum(m.amount) over (partition by k.id order by m.at, m.name),
    'Call +996700100001 or holder@matrix.example, AN7654321', m.at
from moved m join contract k on k.id = m.contract_id
union all select pg_temp.u('ent ' || name || ' house'), pg_temp.u('posting ' || name), md5(house || ' KGS')::uuid,
    house, kind, null, payment_id, -amount, 'KGS', null, null, at
from moved where house is not null;

update ledger_account a set balance_minor = m.balance, moved_at = m.at
from (select contract_id, sum(amount) as balance, max(at) as at from moved group by 1) m
where m.contract_id = a.contract_id and a.currency = 'KGS';

insert into bill (id, kind, number, contract_id, payment_id, refund_id, method, amount_minor, tax_minor, tax_rate,
    balance_before_minor, balance_after_minor, currency, issued_at, created_at)
select pg_temp.u('bil ' || name), case kind when 'PAYMENT' then 'RECEIPT' else 'CREDIT_NOTE' end, 'BM-' || name,
    contract_id, payment_id, refund_id, 'CARD', abs(amount), 0, 12, 0, amount,
    'KGS', at, at from moved where kind in ('PAYMENT', 'REFUND');

drop table moved;

update payment set gateway = 'matrix', gateway_reference = number where number like 'PM-%' and paid_at is not null;
