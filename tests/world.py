"""Rows beyond the demo's: everything that a careless planner would print or sort wrongly."""

from backend.database import connect

ODDITIES = r"""
insert into customer (id, number, kind, name, phone, email, status, kyc_status, language, created_at, updated_at)
select md5('customer' || n)::uuid, 'CX' || n, case n % 2 when 0 then 'PERSON' else 'ORGANISATION' end, name, phone, email, status,
    kyc, lang, at::timestamptz, at::timestamptz + interval '1.5 seconds'
from (values
    (1, 'Quote " and \ backslash', '+996770000001', null, 'PROSPECT', 'INITIALIZED', 'EN', '2026-01-01 00:00:00.120000+00'),
    (2, E'Tab\tnew\nline\rbell\u0007 del\u007f', '+996770000002', 'a_b%c@example.kg', 'SUSPENDED', 'REJECTED', 'KY', '2026-01-01 00:00:00.12+00'),
    (3, 'Эмодзи 😀 и ''апостроф''', '+996770000003', 'x@example.kg', 'CLOSED', 'VALIDATED', 'RU', '2026-01-01 00:00:00.120001+00'),
    (4, 'ИВАНОВ 100%_проба', '+14155550100', null, 'ACTIVE', 'VALIDATED', 'RU', '2026-01-01 00:00:00.12+00'),
    (5, '</script><b>&amp;', '+442071838750', 'b@example.com', 'ACTIVE', 'INITIALIZED', 'EN', '1999-12-31 23:59:59.999999+00')
) v(n, name, phone, email, status, kyc, lang, at);

insert into contract (id, number, status, customer_id, tariff_id, created_at)
select md5(c.number || s)::uuid, 'KX' || row_number() over (order by c.number), s, c.id, (select id from tariff order by code limit 1), c.created_at
from customer c, unnest(array['DRAFT', 'ACCEPTED', 'CANCELLED']) s where c.number in ('CX1', 'CX4');

insert into payment (id, number, contract_id, amount_minor, refunded_minor, currency, method, status, paid_at, created_at)
select md5(k.number || s)::uuid, 'PX' || row_number() over (order by k.number, s), k.id, v.amount, v.refunded, v.currency, 'CARD', s, v.paid::timestamptz, k.created_at
from contract k, (values
    ('PENDING', 1, 0, 'KGS', null), ('UNKNOWN', 99, 0, 'JPY', null), ('PARTIALLY_REFUNDED', 100000, 1, 'KGS', '2026-02-01 10:00+06'),
    ('REFUNDED', 5, 5, 'KWD', '2026-02-01 10:00:00.5+06'), ('SUCCEEDED', 9007199254740993, 0, 'KGS', '2026-03-01 00:00+00'),
    ('FAILED', 123456, 0, 'CLF', null)
) v(s, amount, refunded, currency, paid)
where k.number = 'KX1';

-- Keys of payments belong to who used them; the first was paid by a line of the demo for a number that is not its own.
update payment p set payer = v.payer, idempotency_key = v.key, payer_contract_id = v.contract_id
from (
    select 'PX1' as number, 'line:' || k.id || ':' || k.phone_number_id as payer, 'the "same" key' as key, k.id as contract_id
    from contract k join customer c on c.id = k.customer_id
    where c.number = 'CD00000001' and k.status in ('ACTIVE', 'SUSPENDED') order by k.number limit 1
) v where p.number = v.number;
update payment p set payer = v.payer, idempotency_key = v.key
from (values ('PX2', 'user:operator', 'the "same" key'), ('PX3', 'user:operator', 'key 3'), ('PX4', 'user:somebody', 'key 4')) v(number, payer, key)
where p.number = v.number;

insert into ledger_account (id, kind, code, currency, contract_id, customer_id, created_at)
select distinct on (k.id, v.currency) md5('account' || k.number || v.currency)::uuid, 'CONTRACT', 'CONTRACT', v.currency, k.id, k.customer_id, k.created_at
from contract k, lateral (select 'KGS' union select currency from payment where contract_id = k.id and paid_at is not null) v(currency)
where k.number like 'KX%';
insert into ledger_account (id, kind, code, currency) select md5('CLEARING KWD')::uuid, 'CLEARING', 'CLEARING', 'KWD';
insert into refund (id, payment_id, contract_id, amount_minor, currency, status, reason, requested_by, requested_subject, decided_by, failure, created_at)
select md5('refund' || number || s)::uuid, id, contract_id, amount_minor, currency, s, 'call +996 700 100 001 "again"', 'operator@demo.example', 'user:x',
    case s when 'REJECTED' then 'admin@demo.example' end, case s when 'FAILED' then 'the bank\said "no"' end, created_at
from payment, unnest(array['REQUESTED', 'FAILED', 'REJECTED', 'UNKNOWN']) s where number = 'PX3';
create temporary table moved as
select md5('posting' || number)::uuid as posting, p.*, v.minor, sum(v.minor) over (partition by contract_id, currency order by paid_at, number)::bigint as balance
from payment p, lateral (select case status when 'REFUNDED' then amount_minor else amount_minor - refunded_minor end) v(minor)
where number like 'PX%' and paid_at is not null;
insert into ledger_posting (id, kind, payment_id, actor, created_at) select posting, 'PAYMENT', id, 'operator', paid_at from moved;
insert into ledger_entry (id, posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency, balance_after_minor, description, created_at)
select md5('credit' || m.number)::uuid, posting, md5('account' || k.number || m.currency)::uuid, 'CONTRACT', 'PAYMENT', k.id, m.id, minor, m.currency, balance,
    'for +996700100001, "quoted"', paid_at from moved m join contract k on k.id = m.contract_id
union all
select md5('debit' || m.number)::uuid, posting, md5('CLEARING ' || m.currency)::uuid, 'CLEARING', 'PAYMENT', null, m.id, -minor, m.currency, null, null, paid_at from moved m;
update ledger_account a set balance_minor = m.balance, moved_at = m.paid_at
from (select distinct on (contract_id, currency) * from moved order by contract_id, currency, paid_at desc, number desc) m
where a.contract_id = m.contract_id and a.currency = m.currency;
insert into bill (id, kind, number, contract_id, payment_id, method, amount_minor, tax_minor, tax_rate, balance_before_minor, balance_after_minor, currency, issued_at, created_at)
select md5('bill' || number)::uuid, 'RECEIPT', case when number <> 'PX5' then 'RX-' || number end, contract_id, id, method, minor, 0, 12.5, balance - minor, balance,
    currency, paid_at, created_at from moved;
-- The one in another currency than its contract's was paid back.
insert into refund (id, payment_id, contract_id, amount_minor, currency, status, reason, requested_by, requested_subject, created_at)
select md5('refund' || number)::uuid, id, contract_id, minor, currency, 'SUCCEEDED', 'back', 'operator@demo.example', 'user:x', paid_at + interval '1 hour' from moved where status = 'REFUNDED';
insert into ledger_posting (id, kind, payment_id, refund_id, actor, created_at)
select md5('back' || number)::uuid, 'REFUND', id, md5('refund' || number)::uuid, 'operator', paid_at + interval '1 hour' from moved where status = 'REFUNDED';
insert into ledger_entry (id, posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency, balance_after_minor, created_at)
select md5('back' || side || m.number)::uuid, md5('back' || m.number)::uuid, account, v.kind, 'REFUND', v.contract, m.id, v.amount, m.currency, v.balance, paid_at + interval '1 hour'
from moved m join contract k on k.id = m.contract_id, lateral (values
    ('debit', md5('account' || k.number || m.currency)::uuid, 'CONTRACT', k.id, -minor, 0), ('credit', md5('CLEARING ' || m.currency)::uuid, 'CLEARING', null, minor, null)
) v(side, account, kind, contract, amount, balance) where m.status = 'REFUNDED';
update ledger_account a set balance_minor = 0, moved_at = e.created_at from ledger_entry e where e.account_id = a.id and e.kind = 'REFUND' and e.currency = 'KWD';
insert into bill (id, kind, number, contract_id, payment_id, refund_id, amount_minor, tax_minor, tax_rate, balance_before_minor, balance_after_minor, currency, issued_at, created_at)
select md5('note' || number)::uuid, 'CREDIT_NOTE', 'CX-' || number, contract_id, id, md5('refund' || number)::uuid, minor, 1, 0, minor, 0, currency, paid_at, created_at
from moved where status = 'REFUNDED';
drop table moved;

-- Two gateways with the same days, so that an order by the day has ties. What one is owed, the other owes; in KWD nothing was posted.
insert into import_job (id, kind, state, mode, file_key, file_name, size_bytes, sha256, actor, role, rows, done, registered, rejected, worked_ms, failure_code, failure_message, finished_at, created_at)
select md5('import' || n)::uuid, kind, state, 'UPSERT', md5('file' || n)::uuid, '"a\b" +996700100001.csv', 1, '', 'operator@demo.example', 'OPERATOR', rows, done, done - rejected, rejected, ms, code, 'row "7"',
    ended::timestamptz, at::timestamptz
from (values (1, 'SUBSCRIBERS', 'RUNNING', 1000, 300, 2, 12345, null, null, '2026-05-01 00:00:00.12+00'), (2, 'SIMS', 'FAILED', 0, 0, 0, 0, 'RAGGED_ROW', '2026-05-01', '2026-05-01 00:00:00.12+00'),
    (3, 'NUMBERS', 'COMPLETED', 5, 5, 0, 7, null, '2026-05-02', '2026-05-02 00:00:00+00'), (4, 'SUBSCRIBERS', 'PAUSED', 900, 450, 0, 999, null, null, '2026-05-02 00:00:01+00')) v(n, kind, state, rows, done, rejected, ms, code, ended, at);
insert into rejected_row (id, job_id, row_number, code, column_name, message, value, cells, candidates, created_at)
select md5('rejected' || n)::uuid, md5('import1')::uuid, n, 'INVALID_NAME', case n when 2 then 'name' end, 'a "name"', case n when 3 then E'tab\tbell\u0007' end, 'a,"b\c",', array(select id from customer where number like 'CX%' and n = 3 order by number limit 2),
    '2026-05-01'::timestamptz from generate_series(2, 4) n;
insert into settlement (id, gateway, day, source, file_name, status, failure, lines, matched, imported_by, imported_at, matched_at, created_at)
select md5('settlement' || gateway || day)::uuid, gateway, day::date, source, file, status, failure, lines, matched, by, at::timestamptz, at::timestamptz + interval '1.5 seconds', made::timestamptz
from (values
    ('odd-gate', '2026-02-01', 'UPLOAD', 'итоги "за день" +996700100001.csv', 'MATCHED', null, 6, 2, 'operator@demo.example', '2026-02-02 03:30:00.5+00', '2026-02-02 00:00+00'),
    ('odd-gate', '2026-02-02', 'SCHEDULE', null, 'MATCHED', null, 1, 0, 'schedule', '2026-02-03 03:30+00', '2026-02-02 00:00+00'),
    ('odd-gate', '2026-02-03', 'SCHEDULE', null, 'FAILED', E'the gateway\\said "no"\n', 0, 0, 'schedule', null, '2026-02-02 00:00:00.000001+00'),
    ('odd-gate', '1999-12-31', 'UPLOAD', 'a\b.csv', 'MATCHED', null, 0, 0, 'user +996 700 100 001', '2026-02-04 00:00+00', '2026-02-04 00:00+00'),
    ('other', '2026-02-01', 'UPLOAD', 'from x@example.kg', 'MATCHED', 'the last one: 502', 1, 1, 'admin@demo.example', '2026-02-02 00:00+00', '2026-02-02 00:00+00'),
    ('other', '2026-02-02', 'SCHEDULE', null, 'IMPORTING', null, 0, 0, 'schedule', null, '2026-02-03 00:00+00')
) v(gateway, day, source, file, status, failure, lines, matched, by, at, made);
insert into settlement_line (settlement_id, position, gateway, day, line_id, kind, reference, refund_reference, amount_minor, fee_minor, currency, at)
select s.id, n, s.gateway, s.day, line, kind, reference, refund, minor, fee, currency, s.day + at::interval
from settlement s join (values
    ('odd-gate', '2026-02-01', 1, 'l"1"', 'PAYMENT', 'ch_1', null, 100001, 2500, 'KGS', '0:00'),
    ('odd-gate', '2026-02-01', 2, 'l\2', 'REFUND', 'ch_1', 're_1', -1, 0, 'KGS', '1:00:00.000001'),
    ('odd-gate', '2026-02-01', 3, 'l3', 'PAYOUT', 'po_1', null, -90000, 25, 'KGS', '2:00:00.5'),
    ('odd-gate', '2026-02-01', 4, 'l4', 'PAYMENT', 'ch_2', null, 99, 3, 'JPY', '3:00'),
    ('odd-gate', '2026-02-01', 5, 'l5', 'PAYMENT', 'ch_1', null, 9007199254740993, 1, 'KGS', '23:59:59.999999'),
    ('odd-gate', '2026-02-01', 6, 'l6', 'REFUND', 'ch_3', 're_3', -5, -1, 'KWD', '4:00'),
    ('odd-gate', '2026-02-02', 1, 'l"1"', 'PAYMENT', 'ch_1', null, 5, 0, 'KGS', '0:00'),
    ('other', '2026-02-01', 1, 'l"1"', 'PAYMENT', 'ch_1', null, 7, 2, 'KGS', '0:00')
) v(gateway, day, n, line, kind, reference, refund, minor, fee, currency, at) on v.gateway = s.gateway and v.day::date = s.day;
insert into settlement_total (settlement_id, currency, gateway, payments, payments_minor, refunds, refunds_minor, payouts, payouts_minor, fees_minor)
select settlement_id, currency, gateway, count(*) filter (where kind = 'PAYMENT'), coalesce(sum(amount_minor) filter (where kind = 'PAYMENT'), 0),
    count(*) filter (where kind = 'REFUND'), coalesce(sum(amount_minor) filter (where kind = 'REFUND'), 0), count(*) filter (where kind = 'PAYOUT'),
    coalesce(sum(amount_minor) filter (where kind = 'PAYOUT'), 0), sum(fee_minor)
from settlement_line group by 1, 2, 3;
-- The amounts of each side are in that side's currency; the second and the third name lines that are not, or no longer, there.
insert into mismatch (id, settlement_id, gateway, kind, status, subject, payment_id, refund_id, line_ids, gateway_amount_minor, gateway_fee_minor, gateway_currency,
    payment_amount_minor, payment_fee_minor, payment_currency, payment_status, ledger_amount_minor, difference_minor, fee_difference_minor, suggested_repair, decided_by, decided_at, note, created_at)
select md5('mismatch' || n)::uuid, s.id, s.gateway, v.kind, v.status, 'ODD ' || n, (select id from payment where number = v.payment), r.id, v.line_ids, v.amount, v.fee, v.currency,
    v.own, v.own_fee, v.own_currency, v.own_status, v.ledger, v.difference, v.fee_difference, v.repair, v.by, case when v.by is not null then v.made::timestamptz + interval '1 hour' end, v.note, v.made::timestamptz
from (values
    (1, '2026-02-01', 'DUPLICATE', 'OPEN', 'PX2', null, array['l5', 'l"1"'], 9007199254740993, 1, 'KGS', 100000, null, 'KGS', 'PARTIALLY_REFUNDED', null, 9007199254740993, 1, 'SUSPENSE', null, null, '2026-02-02 04:00+00'),
    (2, '2026-02-01', 'CURRENCY', 'REPAIRED', 'PX4', null, array['l4', 'none'], 99, 3, 'JPY', 99, 5, 'KWD', 'REFUNDED', 99, 99, 3, 'SUSPENSE', 'operator@demo.example', 'say "it" to +996 700 100 001', '2026-02-02 04:00+00'),
    (3, '2026-02-01', 'MISSING_THERE', 'OPEN', 'PX5', null, array['gone'], null, null, null, 5, null, 'KWD', 'SUCCEEDED', 5, -5, 0, 'SUSPENSE', null, null, '2026-02-02 04:00:00.1+00'),
    (4, '2026-02-01', 'MISSING_HERE', 'DISMISSED', null, null, array['l6'], -5, -1, 'KWD', null, null, null, null, null, -5, -1, 'NOTE', 'admin@demo.example', E'line\none\\two', '2026-02-02 05:00+00'),
    (5, '2026-02-01', 'MISSING_HERE', 'OPEN', null, null, array['l"1"'], 100001, 2500, 'KGS', null, null, null, null, null, 100001, 2500, 'CONFIRM', null, null, '2026-02-02 05:00+00'),
    (6, '2026-02-01', 'LEDGER', 'OPEN', 'PX4', 'refundPX4', '{}', null, null, null, -5, null, 'KWD', 'SUCCEEDED', null, -5, 0, 'POST', null, null, '2026-02-02 06:00+00'),
    (7, '2026-02-02', 'FEE', 'REPAIRED', 'PX2', null, array['l"1"'], 5, 0, 'KGS', 5, 7, 'KGS', 'SUCCEEDED', 5, 0, -7, 'FEE', 'somebody', null, '2026-02-03 00:00+00'),
    (8, '2026-02-02', 'AMOUNT', 'OPEN', 'PX2', null, array['l"1"', 'l3'], 5, 0, 'KGS', 6, null, 'KGS', 'SUCCEEDED', 6, -1, 0, 'WRITE_OFF', null, null, '2026-02-03 00:00+00')
) v(n, day, kind, status, payment, refund, line_ids, amount, fee, currency, own, own_fee, own_currency, own_status, ledger, difference, fee_difference, repair, by, note, made)
join settlement s on s.gateway = 'odd-gate' and s.day = v.day::date
left join refund r on r.id = md5(v.refund)::uuid;
insert into ledger_account (id, kind, code, currency)
select md5(code || ' ' || currency)::uuid, 'CLEARING', code, currency
from unnest(array['CLEARING:ODD-GATE', 'CLEARING:OTHER']) code, unnest(array['KGS', 'JPY']) currency;
insert into ledger_posting (id, kind, actor, created_at) select md5('odd ' || currency)::uuid, 'ADJUSTMENT', 'schedule', '2026-02-02' from unnest(array['KGS', 'JPY']) currency;
insert into ledger_entry (id, posting_id, account_id, account, kind, amount_minor, currency, created_at)
select md5('odd ' || code || currency)::uuid, md5('odd ' || currency)::uuid, md5(code || ' ' || currency)::uuid, 'CLEARING', 'ADJUSTMENT', minor, currency, '2026-02-02'
from (values ('CLEARING:ODD-GATE', 'KGS', 90000), ('CLEARING:OTHER', 'KGS', -90000), ('CLEARING:ODD-GATE', 'JPY', -12), ('CLEARING:OTHER', 'JPY', 12)) v(code, currency, minor);

insert into ticket (id, number, subject, description, priority, status, customer_id, created_at)
select md5('ticket' || s)::uuid, 'TX' || row_number() over (), 'No "contract"', E'line\\one\ntwo', 'URGENT', s, (select id from customer where number = 'CX1'),
    '2026-01-01'
from unnest(array['FREE', 'ACTIVE', 'SUSPENDED', 'BLOCKED', 'CLOSED']) s;

insert into ticket_comment (id, ticket_id, customer_id, contract_id, author, internal, body, created_at)
select md5('comment' || t.number || n)::uuid, t.id, t.customer_id, t.contract_id, case n when 1 then 'subscriber:con_x' else 'operator@demo.example' end,
    n = 3, E'Line "one"\nphone +996 700 100 001, ' || n, t.created_at + n * interval '1 hour'
from ticket t, generate_series(1, 3) n where t.number like 'TX%' or t.number in ('TD00000001', 'TD00000002');
update ticket_comment set author = 'subscriber:con_' || contract_id where author = 'subscriber:con_x' and contract_id is not null and ticket_id = (select id from ticket where number = 'TD00000001');
insert into ticket_attachment (id, ticket_id, customer_id, contract_id, author, internal, name, media_type, size_bytes, sha256, created_at)
select md5('file' || t.number || n)::uuid, t.id, t.customer_id, t.contract_id, 'operator@demo.example', n = 2, 'снимок "' || n || '".png', 'image/png', 100 * n, '', t.created_at
from ticket t, generate_series(1, 2) n where t.number in ('TX1', 'TD00000001');
insert into notification (id, topic, purpose, channel, language, customer_id, contract_id, recipient, subject, text, status, attempts, last_error, created_at, not_before, sent_at)
select md5('notification' || c.number || n)::uuid, 'contract.activated', 'SERVICE', (array['EMAIL', 'SMS', 'IN_APP'])[n], 'RU', c.id,
    (select id from contract k where k.customer_id = c.id order by number limit 1), (array['to@example.kg', '+996700100001', null])[n],
    'Номер "подключён"', E'Договор\nдействует, +996 700 100 001', (array['SENT', 'FAILED', 'DELIVERED'])[n], n, case n when 2 then 'smpp: refused' end, c.created_at, c.created_at,
    case n when 2 then null else c.created_at end
from customer c, generate_series(1, 3) n where c.number in ('CD00000001', 'CD00000002', 'CX1');
insert into notification_preference (customer_id, purpose, channel, allowed, quiet_from, quiet_until, updated_at)
select id, 'TICKET', 'EMAIL', false, '21:30', '09:00', created_at from customer where number in ('CD00000001', 'CX2');
insert into jobs.job_record (id, name, attempts, last_error, created_at, finished_at) values
    (9001, 'done job', 1, null, '2026-01-01', '2026-01-01 00:00:01+00'), (9002, 'lost job', 5, 'it "failed"', '2026-01-02', null);
update ticket set assignee = 'operator@demo.example', assignee_id = (select id from user_account where email = 'operator@demo.example'),
    queue = 'networks' where number in ('TX2', 'TD00000001');
update ticket set payment_id = (select id from payment p where p.contract_id = ticket.contract_id order by number limit 1) where number = 'TD00000001';

insert into sim (id, iccid, status, kind, created_at) select md5('sim' || n)::uuid, '89990000000000000' || n || n, 'AVAILABLE', 'ESIM', '2026-01-02' from generate_series(1, 9) n;
insert into phone_number (id, msisdn, created_at) select md5('number' || n)::uuid, '+99699000000' || n, '2026-01-02' from generate_series(1, 9) n;

update sim set status = 'RESERVED', reserved_by = 'somebody', reserved_until = '2030-01-01'
where id = (select id from sim where status = 'AVAILABLE' order by id limit 1);
update phone_number set status = 'QUARANTINED', quarantined_until = '2030-01-01'
where id = (select id from phone_number where status = 'AVAILABLE' order by id limit 1);
insert into status_change (id, node_type, node_id, customer_id, verb, from_status, to_status, actor, reason, created_at)
select md5('kyc' || id)::uuid, 'KYC', id, id, 'validate', 'INITIALIZED', 'VALIDATED', 'operator', 'a "reason"', created_at from customer;
analyze;
"""


async def add_oddities(owner_url: str) -> None:
    connection = await connect(owner_url, role=None)
    try:
        await connection.execute(ODDITIES)
    finally:
        await connection.close()
