-- Settlements of a gateway with their mismatches, and imported files with their rejected rows.

-- The matrix identifies totals by their currency and counts by their kind, so each of these occurs in one settlement.
truncate mismatch, settlement_booking, settlement_line, settlement_total, settlement;

insert into settlement (id, gateway, day, source, file_name, status, failure, lines, matched, imported_by, imported_at,
    matched_at, created_at)
select pg_temp.u('set ' || n), 'matrix', day::date, 'UPLOAD', n || ' holder@matrix.example +996700100001.csv',
    'MATCHED', 'refused', 2, 1, 'operator@demo.example', at, at, at
from (select n, '2026-05-0' || n, ('2026-05-0' || n)::timestamptz + interval '4 hours'
    from generate_series(1, 2) n) v(n, day, at);

insert into settlement_line (settlement_id, position, gateway, day, line_id, kind, reference, amount_minor, fee_minor,
    currency, at)
select s.id, n, s.gateway, s.day, 'line ' || s.day || ' ' || n, 'PAYMENT', 'charge ' || s.day || ' ' || n, 100 * n, n,
    'KGS', s.day + n * interval '1 second'
from settlement s, generate_series(1, 2) n;

insert into settlement_total (settlement_id, currency, gateway, payments, payments_minor, refunds, refunds_minor,
    payouts, payouts_minor, fees_minor)
select pg_temp.u('set ' || n), currency, 'matrix', 2, 300, 0, 0, 0, 0, 3
    from (values (1, 'KGS'), (1, 'JPY'), (2, 'KWD')) v(n, currency);

insert into mismatch (id, settlement_id, gateway, kind, status, subject, payment_id, refund_id, line_ids,
    gateway_amount_minor, gateway_fee_minor, gateway_currency,
    payment_amount_minor, payment_currency, payment_status, difference_minor, fee_difference_minor, suggested_repair,
    decided_by, decided_at, note, created_at)
select pg_temp.u('mis ' || v.n), pg_temp.u('set ' || day), 'matrix', kind,
    case when decided then 'DISMISSED' else 'OPEN' end, 'MATRIX ' || v.n, pg_temp.u('pay ' || paid), pg_temp.u(back),
    array['line 2026-05-0' || day || ' 1'], 100, 1, 'KGS', 701, 'KGS', 'PARTIALLY_REFUNDED', -601, 0, 'NOTE',
    case when decided then 'operator@demo.example' end, case when decided then now() end,
    case when decided then 'Call +996700100001 or holder@matrix.example, AN7654321' end,
    '2026-05-05'::timestamptz + v.n * interval '1 minute'
from (values
    (1, 1, 'AMOUNT', 'KM-H11', null, false),
    (2, 1, 'DUPLICATE', 'PM-H1F1', null, false),
    (3, 1, 'MISSING_THERE', 'KM-H11', 'ref PM-KM-H114', true),
    (4, 2, 'MISSING_HERE', null, null, true),
    (5, 2, 'FEE', 'KM-F11', null, false),
    (6, 2, 'LEDGER', 'KM-F11', 'ref PM-KM-F114', false)
) v(n, day, kind, paid, back, decided);

truncate rejected_row, import_job;

insert into import_job (id, kind, state, mode, file_key, file_name, size_bytes, sha256, actor, role, rows, done,
    rejected, finished_at, created_at)
select pg_temp.u('imp ' || n), 'SUBSCRIBERS', 'COMPLETED', 'INSERT', pg_temp.u('file ' || n),
    n || ' holder@matrix.example +996700100001.csv', 1, '', 'operator@demo.example',
    'OPERATOR', 2, 2, 2, now(), '2026-05-06'::timestamptz + n * interval '1 minute' from generate_series(1, 2) n;

insert into rejected_row (id, job_id, row_number, code, column_name, message, value, cells, candidates)
select pg_temp.u('rej ' || j || n), pg_temp.u('imp ' || j), n, 'POSSIBLE_DUPLICATE', 'phone',
    'like holder@matrix.example', '+996700100001', 'holder@matrix.example', array[pg_temp.u('H')]
from generate_series(1, 2) j, generate_series(2, 3) n;

update import_job set notes = jsonb_build_array(
    jsonb_build_object('code', 'TITLE_SKIPPED', 'message', 'note of ' || id || ': holder@matrix.example', 'row', 1));

update rejected_row set faults = jsonb_build_array(
    jsonb_build_object('code', 'POSSIBLE_DUPLICATE', 'column', 'phone', 'message', 'first of ' || id,
        'value', '+996700100001'),
    jsonb_build_object('code', 'INVALID_EMAIL', 'column', 'email', 'message', 'second of ' || id,
        'value', 'holder@matrix'));

-- Exports of the demo's people and service, of an operator who is no viewer, and of both customers.
insert into export_job (id, kind, status, format, dialect, columns, arguments, actor, subject, role, file_name,
    created_at)
select pg_temp.u('exp ' || name), 'CUSTOMERS', status, 'CSV', 'MACHINE', 'name phone',
    '{"search": "holder@matrix.example"}', name, subject, 'OPERATOR', name || '.csv',
    '2026-05-07'::timestamptz + row_number() over () * interval '1 minute'
from (
    select lower(role) as name, 'user:' || id as subject, 'QUEUED' as status from user_account where demo
    union all values ('service:demo-service', 'client:demo-service', 'RUNNING'),
        ('pause', 'user:nobody', 'RUNNING'), ('resume', 'user:nobody', 'PAUSED'), ('cancel', 'user:nobody', 'QUEUED'),
        ('holder', 'holder:' || pg_temp.u('H'), 'QUEUED'), ('other', 'holder:' || pg_temp.u('F'), 'QUEUED')
) e;

truncate duplicate_pair, duplicate_search;

insert into duplicate_search (id, status, actor, weights_version, finished_at)
select pg_temp.u('dse ' || n), 'COMPLETED', 'admin@demo.example', 1, '2026-05-06' from generate_series(1, 2) n;

insert into duplicate_pair (id, customer_id, other_id, score, reasons, weights_version, search_id)
select pg_temp.u(id), least(one, other), greatest(one, other), 70 + n,
    jsonb_build_array(jsonb_build_object('code', (array['NAME_SAME', 'PHONE_SAME'])[n], 'points', 30 + n)), 1, pg_temp.u('dse ' || n)
from (values (1, 'duplicate_pair', pg_temp.u('H'), pg_temp.u('F')), (2, 'dup 2', pg_temp.u('H'), (select id from customer where number = 'CD00000003')))
    v(n, id, one, other);
