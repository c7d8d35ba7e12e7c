"""Rows for the policy matrix, and who may see which of them: said here in plain SQL, without a look at the policy.

H is the holder: H1 is the line that signs in, H2 suspended, H3 closed, H4 a draft. F is somebody else. H1's number was
once F3's; H3's is now F1's. H1 and H2 paid for numbers of F's, F1 for H1's. T01 of the demo and the oddities stand beside.
"""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from backend.auth.viewer import Role, Viewer
from backend.database import connect

_U = "create function pg_temp.u(name text) returns uuid language sql immutable as $$ select md5('matrix ' || name)::uuid $$;"


def key(name: str) -> uuid.UUID:
    """The key of a row of ours."""
    return uuid.UUID(hashlib.md5(f"matrix {name}".encode()).hexdigest())


ROWS = (
    _U
    + r"""
insert into customer (id, number, kind, name, phone, email, birth_date, status, kyc_status, created_at)
select pg_temp.u(n), 'CM0-' || n, kind, name, phone, email, born::date, 'ACTIVE', 'VALIDATED', at::timestamptz
from (values
    ('H', 'PERSON', 'Держатель Матрицы', '+996700100001', 'holder@matrix.example', '1961-04-12', '2026-05-01'),
    ('F', 'PERSON', 'Чужой Человек', '+996700100003', 'foreign@matrix.example', '1963-06-16', '2026-06-01')
) v(n, kind, name, phone, email, born, at);
insert into identity_document (id, customer_id, kind, number, issued_by, verified_at)
select pg_temp.u('doc ' || n), pg_temp.u(n), 'ID_CARD', number, 'Matrix office of ' || n, timestamptz '2026-06-02'
from (values ('H', 'AN7654321'), ('F', 'AN1234567')) v(n, number);
insert into tariff (id, code, name, monthly_fee_minor, active) select pg_temp.u(n), n, 'Tariff ' || n, 1000, active
from (values ('TM1', true), ('TM2', false)) v(n, active);
insert into tariff_option (id, code, name, monthly_fee_minor, active) select pg_temp.u(n), n, 'Option ' || n, 1000, active
from (values ('OM1', true), ('OM2', false)) v(n, active);
insert into tariff_compatibility (tariff_id, tariff_option_id)
select pg_temp.u(t), pg_temp.u(o) from unnest(array['TM1', 'TM2']) t, unnest(array['OM1', 'OM2']) o;
insert into phone_number (id, msisdn, status, created_at)
select pg_temp.u('num ' || n), '+99670010000' || at, 'ASSIGNED', '2026-05-01'::timestamptz + at * interval '10 days'
from (values ('H1', 1), ('H2', 2), ('F1', 3), ('F2', 4)) v(n, at);
insert into sim (id, iccid, imsi, msisdn, status, activated_at, created_at)
select pg_temp.u('sim ' || n), '899670010000000000' || at, '43701900000000' || at, '+99670010000' || msisdn, status, '2026-05-01',
    '2026-05-01'::timestamptz + at * interval '1 day'
from (values ('H1', 1, 1, 'ACTIVE'), ('H2', 2, 2, 'SUSPENDED'), ('H3', 3, 3, 'TERMINATED'), ('old', 4, 1, 'REPLACED'),
    ('F1', 5, 3, 'ACTIVE'), ('F2', 6, 4, 'SUSPENDED'), ('F3', 7, 1, 'TERMINATED')) v(n, at, msisdn, status);
insert into contract (id, number, status, customer_id, sim_id, phone_number_id, tariff_id, activated_at, closed_at, created_at)
select pg_temp.u(n), 'KM-' || n, status, pg_temp.u(c), pg_temp.u('sim ' || sim), pg_temp.u('num ' || num), pg_temp.u(t), at::timestamptz,
    closed::timestamptz, at::timestamptz
from (values
    ('H1', 'ACTIVE', 'H', 'H1', 'H1', 'TM1', '2026-05-01', null), ('H2', 'SUSPENDED', 'H', 'H2', 'H2', 'TM2', '2026-05-02', null),
    ('H3', 'CLOSED', 'H', 'H3', 'F1', 'TM1', '2026-05-03', '2026-05-20'), ('H4', 'DRAFT', 'H', null, null, 'TM1', '2026-05-04', null),
    ('F1', 'ACTIVE', 'F', 'F1', 'F1', 'TM1', '2026-06-01', null), ('F2', 'SUSPENDED', 'F', 'F2', 'F2', 'TM1', '2026-06-02', null),
    ('F3', 'CLOSED', 'F', 'F3', 'H1', 'TM1', '2026-04-01', '2026-04-20')
) v(n, status, c, sim, num, t, at, closed);
insert into contract_option (contract_id, tariff_option_id)
select pg_temp.u(k), pg_temp.u(o) from unnest(array['H1', 'H2', 'H3', 'F1']) k, unnest(array['OM1', 'OM2']) o;
insert into sim_binding (id, sim_id, contract_id, bound_from, bound_to)
select pg_temp.u('sb ' || number), sim_id, id, activated_at, closed_at from contract where number like 'KM-%' and sim_id is not null
union all select pg_temp.u('sb old'), pg_temp.u('sim old'), pg_temp.u('H1'), '2026-04-25', '2026-04-26';
insert into number_binding (id, phone_number_id, contract_id, bound_from, bound_to)
select pg_temp.u('nb ' || number), phone_number_id, id, activated_at, closed_at from contract where number like 'KM-%' and sim_id is not null;
insert into payment (id, number, contract_id, amount_minor, method, status, paid_at, created_at)
select pg_temp.u('pay ' || k.number || n), 'PM-' || k.number || n, k.id, 700 + n, 'CARD', case n when 1 then 'SUCCEEDED' else 'PENDING' end,
    case n when 1 then k.created_at end, k.created_at + n * interval '1 hour'
from contract k, generate_series(1, 2) n where k.number like 'KM-%';
-- Who paid for somebody else's number sees that payment. Keys are used by several people, each for a payment of theirs.
insert into payment (id, number, contract_id, payer_contract_id, payer, idempotency_key, amount_minor, method, status, paid_at, created_at)
select pg_temp.u('pay PM-' || n), 'PM-' || n, pg_temp.u(k), pg_temp.u(payer), 'line:' || pg_temp.u(payer) || ':' || pg_temp.u('num ' || num), 'same key',
    900, 'CARD', status, case status when 'SUCCEEDED' then at::timestamptz end, at::timestamptz
from (values ('H1F1', 'F1', 'H1', 'H1', 'SUCCEEDED', '2026-06-10'), ('H2F2', 'F2', 'H2', 'H2', 'PENDING', '2026-06-11'),
    ('F1H1', 'H1', 'F1', 'F1', 'SUCCEEDED', '2026-06-12'), ('F3F1', 'F1', 'F3', 'H1', 'SUCCEEDED', '2026-04-10')) v(n, k, payer, num, status, at)
on conflict do nothing;
update payment p set payer = v.payer, idempotency_key = 'same key'
from (
    select 'PM-KM-F12' as number, 'user:' || id as payer from user_account where email = 'operator@demo.example'
    union all select 'PM-KM-H12', 'user:' || id from user_account where email = 'analyst@demo.example'
    union all select 'PM-KM-F22', 'client:demo-service' union all select 'PM-KM-H22', 'user:nobody'
) v where p.number = v.number;
insert into refund (id, payment_id, contract_id, amount_minor, currency, status, reason, requested_by, requested_subject, decided_by, failure, created_at)
select pg_temp.u('ref ' || number || n), id, contract_id, 10 * n, currency, s, 'Call +996700100001 or holder@matrix.example, AN7654321', 'operator@demo.example', 'user:x',
    decided, case s when 'FAILED' then 'refused' end, created_at + n * interval '2 hours'
from payment, (values (1, 'REQUESTED', null), (2, 'REQUESTED', null), (3, 'REJECTED', 'admin@demo.example'), (4, 'SUCCEEDED', null), (5, 'FAILED', 'subscriber:con_x')) v(n, s, decided)
where number like 'PM-%' and paid_at is not null;
update payment set refunded_minor = 40, status = 'PARTIALLY_REFUNDED' where number like 'PM-%' and paid_at is not null;
insert into ledger_account (id, kind, code, currency, contract_id, customer_id, created_at)
select pg_temp.u('acc ' || number), 'CONTRACT', 'CONTRACT', 'KGS', id, customer_id, created_at from contract where number like 'KM-%';
insert into ledger_account (id, kind, code, currency) select md5(kind || ' KGS')::uuid, kind, kind, 'KGS' from unnest(array['CLEARING', 'REVENUE']) kind on conflict do nothing;
-- What moved money: each payment and its refund; a charge of each contract; H1 gave H2 something.
create temporary table moved as
select 'PAYMENT ' || number as name, 'PAYMENT' as kind, contract_id, id as payment_id, null::uuid as refund_id, amount_minor as amount, 'CLEARING' as house, paid_at as at
from payment where number like 'PM-%' and paid_at is not null
union all select 'REFUND ' || p.number, 'REFUND', r.contract_id, p.id, r.id, -r.amount_minor, 'CLEARING', r.created_at
from refund r join payment p on p.id = r.payment_id where p.number like 'PM-%' and r.status = 'SUCCEEDED'
union all select 'CHARGE ' || number, 'CHARGE', id, null, null, -30, 'REVENUE', created_at + interval '30 days' from contract where number like 'KM-%'
union all select 'TRANSFER', 'TRANSFER', pg_temp.u(k), null, null, amount, null, '2026-07-01' from (values ('H1', -50), ('H2', 50)) v(k, amount);
insert into ledger_posting (id, kind, payment_id, refund_id, actor, created_at)
select distinct pg_temp.u('posting ' || name), kind, payment_id, refund_id, 'operator@demo.example', at from moved;
insert into ledger_entry (id, posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency, balance_after_minor, description, created_at)
select pg_temp.u('ent ' || m.name || ' ' || k.number), pg_temp.u('posting ' || m.name), pg_temp.u('acc ' || k.number), 'CONTRACT', m.kind, k.id, m.payment_id, m.amount, 'KGS',
    sum(m.amount) over (partition by k.id order by m.at, m.name), 'Call +996700100001 or holder@matrix.example, AN7654321', m.at
from moved m join contract k on k.id = m.contract_id
union all select pg_temp.u('ent ' || name || ' house'), pg_temp.u('posting ' || name), md5(house || ' KGS')::uuid, house, kind, null, payment_id, -amount, 'KGS', null, null, at
from moved where house is not null;
update ledger_account a set balance_minor = m.balance, moved_at = m.at
from (select contract_id, sum(amount) as balance, max(at) as at from moved group by 1) m where m.contract_id = a.contract_id and a.currency = 'KGS';
insert into bill (id, kind, number, contract_id, payment_id, refund_id, method, amount_minor, tax_minor, tax_rate, balance_before_minor, balance_after_minor, currency, issued_at, created_at)
select pg_temp.u('bil ' || name), case kind when 'PAYMENT' then 'RECEIPT' else 'CREDIT_NOTE' end, 'BM-' || name, contract_id, payment_id, refund_id, 'CARD', abs(amount), 0, 12, 0, amount,
    'KGS', at, at from moved where kind in ('PAYMENT', 'REFUND');
drop table moved;
-- What gateways settled, and where that differs. Totals are known by their currency and counts by their kind: each stands in one settlement only.
truncate mismatch, settlement_booking, settlement_line, settlement_total, settlement;
insert into settlement (id, gateway, day, source, file_name, status, failure, lines, matched, imported_by, imported_at, matched_at, created_at)
select pg_temp.u('set ' || n), 'matrix', day::date, 'UPLOAD', n || ' holder@matrix.example +996700100001.csv', 'MATCHED', 'refused', 2, 1, 'operator@demo.example', at, at, at
from (select n, '2026-05-0' || n, ('2026-05-0' || n)::timestamptz + interval '4 hours' from generate_series(1, 2) n) v(n, day, at);
insert into settlement_line (settlement_id, position, gateway, day, line_id, kind, reference, amount_minor, fee_minor, currency, at)
select s.id, n, s.gateway, s.day, 'line ' || s.day || ' ' || n, 'PAYMENT', 'charge ' || s.day || ' ' || n, 100 * n, n, 'KGS', s.day + n * interval '1 second'
from settlement s, generate_series(1, 2) n;
insert into settlement_total (settlement_id, currency, gateway, payments, payments_minor, refunds, refunds_minor, payouts, payouts_minor, fees_minor)
select pg_temp.u('set ' || n), currency, 'matrix', 2, 300, 0, 0, 0, 0, 3 from (values (1, 'KGS'), (1, 'JPY'), (2, 'KWD')) v(n, currency);
insert into mismatch (id, settlement_id, gateway, kind, status, subject, payment_id, refund_id, line_ids, gateway_amount_minor, gateway_fee_minor, gateway_currency,
    payment_amount_minor, payment_currency, payment_status, difference_minor, fee_difference_minor, suggested_repair, decided_by, decided_at, note, created_at)
select pg_temp.u('mis ' || v.n), pg_temp.u('set ' || day), 'matrix', kind, case when decided then 'DISMISSED' else 'OPEN' end, 'MATRIX ' || v.n, pg_temp.u('pay ' || paid), pg_temp.u(back),
    array['line 2026-05-0' || day || ' 1'], 100, 1, 'KGS', 701, 'KGS', 'PARTIALLY_REFUNDED', -601, 0, 'NOTE', case when decided then 'operator@demo.example' end,
    case when decided then now() end, case when decided then 'Call +996700100001 or holder@matrix.example, AN7654321' end, '2026-05-05'::timestamptz + v.n * interval '1 minute'
from (values (1, 1, 'AMOUNT', 'KM-H11', null, false), (2, 1, 'DUPLICATE', 'PM-H1F1', null, false), (3, 1, 'MISSING_THERE', 'KM-H11', 'ref PM-KM-H114', true),
    (4, 2, 'MISSING_HERE', null, null, true), (5, 2, 'FEE', 'KM-F11', null, false), (6, 2, 'LEDGER', 'KM-F11', 'ref PM-KM-F114', false)) v(n, day, kind, paid, back, decided);
truncate rejected_row, import_job;
insert into import_job (id, kind, state, mode, file_key, file_name, size_bytes, sha256, actor, role, rows, done, rejected, finished_at, created_at)
select pg_temp.u('imp ' || n), 'SUBSCRIBERS', 'COMPLETED', 'INSERT', pg_temp.u('file ' || n), n || ' holder@matrix.example +996700100001.csv', 1, '', 'operator@demo.example',
    'OPERATOR', 2, 2, 2, now(), '2026-05-06'::timestamptz + n * interval '1 minute' from generate_series(1, 2) n;
insert into rejected_row (id, job_id, row_number, code, column_name, message, value, cells, candidates)
select pg_temp.u('rej ' || j || n), pg_temp.u('imp ' || j), n, 'POSSIBLE_DUPLICATE', 'phone', 'like holder@matrix.example', '+996700100001', 'holder@matrix.example', array[pg_temp.u('H')]
from generate_series(1, 2) j, generate_series(2, 3) n;
update import_job set notes = jsonb_build_array(
    jsonb_build_object('code', 'TITLE_SKIPPED', 'message', 'note of ' || id || ': holder@matrix.example', 'row', 1));
update rejected_row set faults = jsonb_build_array(
    jsonb_build_object('code', 'POSSIBLE_DUPLICATE', 'column', 'phone', 'message', 'first of ' || id, 'value', '+996700100001'),
    jsonb_build_object('code', 'INVALID_EMAIL', 'column', 'email', 'message', 'second of ' || id, 'value', 'holder@matrix'));
update payment set gateway = 'matrix', gateway_reference = number where number like 'PM-%' and paid_at is not null;
-- The fourth ticket asks about somebody else's contract; the fifth was opened before H1 was handed over to H.
insert into ticket (id, number, subject, description, customer_id, contract_id, created_at)
select pg_temp.u('tic' || n), 'TM-' || n, 'Номер +996 (700) 100-001, +996700100001', 'holder@matrix.example, AN7654321, 437019000000001',
    pg_temp.u(c), pg_temp.u(k), at::timestamptz
from (values (1, 'H', 'H1', '2026-05-05'), (2, 'H', null, '2026-05-06'), (3, 'H', 'H2', '2026-05-07'), (4, 'H', 'F1', '2026-05-08'),
    (5, 'F', 'H1', '2026-05-09'), (6, 'F', 'F1', '2026-06-05')) v(n, c, k, at);
insert into status_change (node_type, node_id, customer_id, contract_id, verb, from_status, to_status, actor, reason, created_at)
select kind, node, customer_id, id, 'move', null, 'MOVED', actor, 'Call +996700100001 or holder@matrix.example, AN7654321', created_at + n * interval '1 minute'
from contract k, lateral (values (1, 'CONTRACT', id, 'operator@demo.example'), (2, 'SIM', sim_id, 'subscriber:con_' || id),
    (3, 'PHONE_NUMBER', phone_number_id, 'operator@demo.example'), (4, 'PAYMENT', pg_temp.u('pay ' || number || 1), 'operator@demo.example'),
    (5, 'REFUND', pg_temp.u('ref PM-' || number || 13), 'operator@demo.example')) v(n, kind, node, actor)
where k.number like 'KM-%' and node is not null
union all select 'SIM', pg_temp.u('sim old'), pg_temp.u('H'), pg_temp.u('H1'), 'replace', 'ACTIVE', 'REPLACED', 'operator@demo.example', null, '2026-05-01'
union all select 'CUSTOMER', pg_temp.u('H'), pg_temp.u('H'), pg_temp.u('H1'), 'activate', 'PROSPECT', 'ACTIVE', 'operator@demo.example', null, '2026-05-01'
union all select 'CONTRACT', pg_temp.u('H1'), pg_temp.u('F'), pg_temp.u('H1'), 'create', null, 'DRAFT', 'operator@demo.example', 'before H had it', '2026-04-30'
union all select kind, pg_temp.u(c), pg_temp.u(c), null, 'move', null, 'ACTIVE', 'operator@demo.example', null, case c when 'F' then '2026-06-03' else '2026-05-03' end::timestamptz
    from unnest(array['CUSTOMER', 'KYC']) kind, unnest(array['H', 'F']) c
union all select 'PAYMENT', p.id, k.customer_id, k.id, 'start', null, 'PENDING', 'subscriber:con_' || p.payer_contract_id, null, p.created_at
    from payment p join contract k on k.id = p.contract_id where p.payer_contract_id is not null and p.number like 'PM-%'
union all select 'TICKET', id, customer_id, contract_id, 'activate', 'FREE', 'ACTIVE', 'operator@demo.example', null, created_at
    from ticket where number like 'TM-%';
insert into user_account (id, email, name, role, status) values
    (pg_temp.u('other'), 'other.operator@matrix.example', 'Вторая Операторова', 'OPERATOR', 'ACTIVE'),
    (pg_temp.u('gone'), 'gone.analyst@matrix.example', 'Бывший Аналитиков', 'ANALYST', 'DEACTIVATED');
insert into session (id, subject, user_id, methods, client, address, user_agent, expires_at, ended_at)
select pg_temp.u('ses ' || email || n), 'user:' || id, id, '{pwd}', 'operator-app', '192.0.2.' || n, 'Browser ' || n,
    now() + case n when 3 then interval '-1 hour' else interval '1 day' end, case n when 4 then now() end
from user_account, generate_series(1, 4) n;
insert into session (id, subject, customer_id, contract_id, phone_number_id, verified_holder, methods, expires_at, ended_at)
select pg_temp.u('ses ' || k.number || n), 'line:' || id || ':' || phone_number_id, customer_id, id, phone_number_id, n = 2, '{sms}',
    now() + case n when 3 then interval '-1 hour' else interval '1 day' end, case n when 4 then now() end
from contract k, generate_series(1, 4) n where k.number in ('KM-H1', 'KM-H2', 'KM-F1', 'KM-F3');
insert into audit_entry (id, actor, role, verb, node_type, node_id, outcome, digest)
select pg_temp.u('audit ' || code), 'operator@demo.example', 'OPERATOR', 'closeContract', code, pg_temp.u(name), 'DONE', ''
from (values ('cus', 'H'), ('doc', 'doc H'), ('con', 'H1'), ('sim', 'sim H1'), ('num', 'num H1'), ('tar', 'TM1'), ('opt', 'OM1'),
    ('pay', 'pay KM-H11'), ('tic', 'tic1'), ('usr', 'other'), ('cli', 'client'),
    ('ref', 'ref PM-KM-H111'), ('bil', 'bil PAYMENT PM-KM-H11'), ('set', 'set 1'), ('mis', 'mis 1')) v(code, name);
insert into audit_detail (entry_id, salt, changes)
select id, '', jsonb_build_array(jsonb_build_object('table', node_type, 'id', 'changed ' || node_type, 'change', 'UPDATE',
    'before', jsonb_build_object('note', 'was ' || node_type), 'after', jsonb_build_object('note', 'is ' || node_type)))
from audit_entry;
insert into oauth_client (id, client_id, name, kind, sign_in, grant_types, scopes)
values (pg_temp.u('client'), 'matrix-app', 'Matrix application', 'PUBLIC', 'STAFF', '{authorization_code}', '{read}');
insert into ticket_comment (id, ticket_id, customer_id, contract_id, author, internal, body)
select pg_temp.u('cmt ' || t.number || n), t.id, customer_id, contract_id, case n when 3 then 'subscriber:con_x' else 'operator@demo.example' end,
    n = 2, 'Call +996700100001 or holder@matrix.example, AN7654321'
from ticket t, generate_series(1, 3) n where t.number like 'TM-%';
insert into ticket_attachment (id, ticket_id, customer_id, contract_id, author, internal, name, media_type, size_bytes, sha256)
select pg_temp.u('att ' || t.number || n), t.id, customer_id, contract_id, 'operator@demo.example', n = 2, '+996700100001 ' || n || '.pdf', 'application/pdf', n, ''
from ticket t, generate_series(1, 2) n where t.number like 'TM-%';
update ticket set assignee = 'operator@demo.example', assignee_id = (select id from user_account where email = 'operator@demo.example')
where number in ('TM-1', 'TM-5');
update ticket set queue = 'matrix queue' where number like 'TM-%';
insert into notification (id, topic, purpose, channel, language, customer_id, contract_id, recipient, subject, text, status, last_error, created_at)
select pg_temp.u('not ' || k.number || n), 'contract.activated', 'SERVICE', case n when 1 then 'SMS' else 'IN_APP' end, 'RU', k.customer_id, k.id,
    case n when 1 then '+996700100001' end, 'Номер +996700100001', 'Call +996700100001 or holder@matrix.example, AN7654321', 'FAILED', 'refused', k.created_at
from contract k, generate_series(1, 2) n where k.number like 'KM-%'
union all select pg_temp.u('not ' || c), 'balance.low', 'BALANCE', 'IN_APP', 'RU', pg_temp.u(c), null, null, 'x', 'y', 'DELIVERED', null, '2026-05-01'
from unnest(array['H', 'F']) c;
insert into notification_preference (customer_id, purpose, channel, allowed, updated_at)
select pg_temp.u(c), 'TICKET', 'SMS', true, at::timestamptz from (values ('H', '2026-05-01'), ('F', '2026-05-02')) v(c, at);
insert into jobs.job_record (id, name, created_at) values (8001, 'matrix', '2026-05-01'), (8002, 'matrix', '2026-05-02');
insert into event (topic, node_type, node_id, customer_id, contract_id, actor, created_at, payload)
select 'contract.moved', 'Contract', k.id, k.customer_id, k.id, 'operator@demo.example', k.created_at + interval '8 months' + n * interval '1 second', jsonb_build_object('internal', n = 2)
from contract k, generate_series(1, 2) n where k.number like 'KM-%';
insert into event (topic, node_type, node_id, customer_id, contract_id, payer_contract_id, payer_customer_id, actor, created_at)
select 'payment.succeeded', 'Payment', p.id, k.customer_id, k.id, payer.id, payer.customer_id, 'operator@demo.example', now() + row_number() over (order by p.id) * interval '1 second'
from payment p join contract k on k.id = p.contract_id join contract payer on payer.id = p.payer_contract_id where p.number like 'PM-%';
insert into event_order (position, event_id, event_at) select 1000 + row_number() over (order by id), id, created_at from event;
-- Rows without an id are known by their moments: each has its own.
update status_change s set created_at = created_at + n * interval '1 microsecond' from (select id, row_number() over (order by id) n from status_change) v where v.id = s.id;
update audit_entry s set created_at = created_at - n * interval '1 second' from (select id, row_number() over (order by id) n from audit_entry) v where v.id = s.id;
update sim_binding s set bound_from = bound_from + n * interval '1 microsecond' from (select id, row_number() over (order by id) n from sim_binding) v where v.id = s.id;
update number_binding s set bound_from = bound_from + n * interval '1 microsecond' from (select id, row_number() over (order by id) n from number_binding) v where v.id = s.id;
analyze;
"""
)


async def add_rows(owner_url: str) -> None:
    connection = await connect(owner_url, role=None)
    try:
        await connection.execute(ROWS)
    finally:
        await connection.close()


def viewers(users: Mapping[str, uuid.UUID]) -> dict[Role, Viewer]:
    """One viewer per role; `users` are the demo's, by role."""
    found = {
        Role.SERVICE: Viewer(Role.SERVICE, "service:demo-service", "client:demo-service"),
        Role.ANONYMOUS: Viewer(Role.ANONYMOUS, "anonymous"),
    }
    for role in (Role.ADMIN, Role.OPERATOR, Role.ANALYST):
        email = f"{role.value.lower()}@demo.example"
        mine = key(f"ses {email}1")
        found[role] = Viewer(role, role.value.lower(), f"user:{users[role.value]}", session_id=mine)
    for role in (Role.LINE, Role.HOLDER):
        found[role] = subscriber(role, key("H1"), key("num H1"), key("H") if role is Role.HOLDER else None)
    return found


def subscriber(role: Role, contract: uuid.UUID, number: uuid.UUID, customer: uuid.UUID | None) -> Viewer:
    return Viewer(
        role,
        f"subscriber:con_{contract}",
        f"line:{contract}:{number}",
        customer_id=customer,
        contract_id=contract,
        phone_number_id=number,
        session_id=key("ses KM-H11"),
    )


# Where each graph type's rows are, and what tells one from another: an id and its prefix, or a field of the graph.

TABLES: dict[str, tuple[str, str, str]] = {
    "Customer": ("customer", "id", "cus"),
    "IdentityDocument": ("identity_document", "id", "doc"),
    "Contract": ("contract", "id", "con"),
    "Sim": ("sim", "id", "sim"),
    "PhoneNumber": ("phone_number", "id", "num"),
    "Tariff": ("tariff", "id", "tar"),
    "TariffOption": ("tariff_option", "id", "opt"),
    "Payment": ("payment", "id", "pay"),
    "Refund": ("refund", "id", "ref"),
    "Bill": ("bill", "id", "bil"),
    "LedgerEntry": ("ledger_entry", "id", "ent"),
    "Settlement": ("settlement", "id", "set"),
    "SettlementTotal": ("settlement_total", "currency", "currency"),
    "SettlementLine": ("settlement_line", "line_id", "lineId"),
    "Mismatch": ("mismatch", "id", "mis"),
    "MismatchCount": ("mismatch_count", "kind", "kind"),
    "ImportJob": ("import_job", "id", "imp"),
    "RejectedRow": ("rejected_row", "id", "rej"),
    "RowFault": ("row_fault", "message", "message"),
    "ImportNote": ("import_note", "message", "message"),
    "Ticket": ("ticket", "id", "tic"),
    "TicketComment": ("ticket_comment", "id", "cmt"),
    "TicketAttachment": ("ticket_attachment", "id", "att"),
    "StatusChange": ("status_change", "created_at", "createdAt"),
    "Notification": ("notification", "id", "not"),
    "NotificationPreference": ("notification_preference", "updated_at", "updatedAt"),
    "Event": ("event_log", "created_at", "at"),
    "Job": ("jobs.job", "id", "job"),
    "SimBinding": ("sim_binding", "bound_from", "from"),
    "NumberBinding": ("number_binding", "bound_from", "from"),
    "User": ("user_account", "id", "usr"),
    "Client": ("oauth_client", "id", "cli"),
    "Session": ("session", "id", "ses"),
    "AuditEntry": ("audit_entry", "created_at", "createdAt"),
    "AuditChange": ("audit_change", "row_id", "key"),
}
PLAIN = {"id", "row_id", "currency", "line_id", "kind", "message"}  # keys that are no moments
ACCESS = ("User", "Client", "AuditEntry", "AuditChange", "Job")
# The company's own books: not even asked for by subscribers.
ROWS_OF_FILES = ("RejectedRow", "RowFault", "ImportNote")  # whole lists of people: for those who may register them
BOOKS = ("Settlement", "SettlementTotal", "SettlementLine", "Mismatch", "MismatchCount", "ImportJob", *ROWS_OF_FILES)
BUSINESS = tuple(name for name in TABLES if name not in {*ACCESS, "Session"})

_LIVE_SESSION = "ended_at is null and expires_at > now()"
_MINE = f"subject = '{{subject}}' and {_LIVE_SESSION}"
_BUSINESS = dict.fromkeys(BUSINESS, "true")
_NO_ACCESS = dict.fromkeys(ACCESS, "false")
_NO_BOOKS = dict.fromkeys(BOOKS, "false")
# `line` is the live contract with the viewer's number, and of the viewer's customer where they are a holder.
_OF_LINE = "contract_id = (select id from line)"
_OF_CUSTOMER = "customer_id = (select customer_id from line)"
_OF_CONTRACTS = "contract_id in (select id from contract where customer_id = (select customer_id from line))"
_PAID_BY_LINE = "payer_contract_id = (select id from line)"
_PAID_BY_CUSTOMER = "payer_contract_id in (select id from contract where customer_id = (select customer_id from line))"
_IN_SERVICE = "in (select {column} from contract where customer_id = (select customer_id from line) and status in ('ACTIVE', 'SUSPENDED'))"

MAY_SEE: dict[Role, dict[str, str]] = {
    Role.ADMIN: {**_BUSINESS, **dict.fromkeys(ACCESS, "true"), "Session": f"user_id is not null and {_LIVE_SESSION}"},
    Role.OPERATOR: {**_BUSINESS, **_NO_ACCESS, "Session": _MINE},
    Role.ANALYST: {**_BUSINESS, **_NO_ACCESS, "Session": _MINE, **dict.fromkeys(ROWS_OF_FILES, "false")},
    Role.SERVICE: {**_BUSINESS, **_NO_ACCESS, "Session": "false"},
    Role.LINE: {
        **_NO_ACCESS,
        **_NO_BOOKS,
        "Customer": "false",
        "IdentityDocument": "false",
        "Contract": "id = (select id from line)",
        "Sim": "id = (select sim_id from line)",
        "PhoneNumber": "id = (select phone_number_id from line)",
        "Tariff": "active",
        "TariffOption": "active",
        "Payment": f"{_OF_LINE} or {_PAID_BY_LINE}",
        **dict.fromkeys(("Ticket", "StatusChange", "SimBinding", "NumberBinding"), _OF_LINE),
        **dict.fromkeys(("Refund", "Bill", "LedgerEntry"), _OF_LINE),
        **dict.fromkeys(("TicketComment", "TicketAttachment"), f"{_OF_LINE} and not internal"),
        "Event": f"({_OF_LINE} or {_PAID_BY_LINE}) and not internal",
        "Notification": _OF_LINE,
        "NotificationPreference": "false",
        "Session": _MINE,
    },
    Role.HOLDER: {
        **_NO_ACCESS,
        **_NO_BOOKS,
        "Customer": "id = (select customer_id from line)",
        "Contract": _OF_CUSTOMER,
        "Sim": "id " + _IN_SERVICE.format(column="sim_id"),
        "PhoneNumber": "id " + _IN_SERVICE.format(column="phone_number_id"),
        "Tariff": "active",
        "TariffOption": "active",
        "Payment": f"{_OF_CONTRACTS} or {_PAID_BY_CUSTOMER}",
        **dict.fromkeys(("SimBinding", "NumberBinding", "Refund", "Bill", "LedgerEntry"), _OF_CONTRACTS),
        **dict.fromkeys(("IdentityDocument", "Ticket", "StatusChange"), _OF_CUSTOMER),
        **dict.fromkeys(("TicketComment", "TicketAttachment"), f"{_OF_CUSTOMER} and not internal"),
        "Event": f"({_OF_CUSTOMER} or {_PAID_BY_CUSTOMER}) and not internal",
        **dict.fromkeys(("Notification", "NotificationPreference"), _OF_CUSTOMER),
        "Session": _MINE,
    },
    Role.ANONYMOUS: {**dict.fromkeys(_BUSINESS, "false"), **_NO_ACCESS, "Session": "false"},
}


def allowed_sql(viewer: Viewer, name: str) -> str:
    """The keys of a graph type's rows that a viewer may see."""
    table, column, _ = TABLES[name]
    holder = f" and customer_id = '{viewer.customer_id}'" if viewer.role is Role.HOLDER else ""
    line = f"""select * from contract where id = '{viewer.contract_id or key("none")}' and status in ('ACTIVE', 'SUSPENDED')
        and phone_number_id = '{viewer.phone_number_id or key("none")}'{holder}"""
    condition = MAY_SEE[viewer.role][name].format(subject=viewer.subject)
    return f"with line as ({line}) select {column} from {table} where {condition}"


def written(name: str, value: Any) -> str:
    """A key as answers have it, moments in one spelling."""
    _, column, told = TABLES[name]
    if column == "id":
        return f"{told}_{value}"
    return str(value) if column in PLAIN else moment(value)


def moment(value: Any) -> str:
    return (value if isinstance(value, datetime) else datetime.fromisoformat(value)).isoformat()


# What an analyst sees masked; and the texts an analyst sees as they are. A new text has to be put in one of them.

MASKED: dict[str, set[str]] = {
    "Customer": {"name", "phone", "email", "birthDate"},
    "IdentityDocument": {"number", "issuedBy"},
    "Sim": {"imsi", "msisdn"},
    "PhoneNumber": {"msisdn"},
    "Ticket": {"subject", "description", "assignee"},
    "TicketComment": {"author", "body"},
    "TicketAttachment": {"author", "name"},
    "StatusChange": {"actor", "reason"},
    "Event": {"reason"},
    "Notification": {"recipient", "subject", "text"},
    "Refund": {"reason", "requestedBy", "decidedBy"},
    "LedgerEntry": {"description"},
    "Settlement": {"fileName", "importedBy"},
    "Mismatch": {"decidedBy", "note"},
    "ImportJob": {"fileName", "actor"},
}
OPEN: dict[str, set[str]] = {
    "Customer": {"number", "kind", "status", "kycStatus", "language", "externalId"},
    "IdentityDocument": {"kind", "country"},
    "Contract": {"number", "status", "externalId"},
    "Sim": {"iccid", "kind", "status"},
    "PhoneNumber": {"status"},
    "Tariff": {"code", "name"},
    "TariffOption": {"code", "name"},
    "Payment": {"number", "method", "status", "gateway", "failureCode", "failureMessage"},
    "Refund": {"status", "failure"},
    "Bill": {"kind", "number", "method", "taxRate"},
    "LedgerEntry": {"account", "kind"},
    "Settlement": {"gateway", "source", "status", "failure"},
    "SettlementTotal": {"currency"},
    "SettlementLine": {"lineId", "kind", "reference", "refundReference"},
    "Mismatch": {"gateway", "kind", "status", "paymentStatus", "suggestedRepair"},
    "MismatchCount": {"kind"},
    "ImportJob": {"kind", "state", "mode", "onError", "unknownSims", "duplicates", "failureCode", "failureMessage"},
    "Ticket": {"number", "category", "priority", "status", "queue"},
    "TicketAttachment": {"mediaType"},
    "StatusChange": {"nodeType", "verb", "from", "to"},
    "Notification": {"topic", "purpose", "channel", "language", "status", "lastError"},
    "NotificationPreference": {"purpose", "channel", "quietFrom", "quietUntil"},
    "Event": {"cursor", "topic", "type"},
    "Session": {"client", "address", "userAgent"},
}
# Every original an analyst must not meet, wherever it stands.
ORIGINALS = """
select name from customer union select phone from customer union select email from customer union select number from identity_document
union select birth_date::text from customer where birth_date is not null
union select issued_by from identity_document union select imsi from sim union select msisdn from sim union select msisdn from phone_number
union select email from user_account union select name from user_account
"""
# Texts by which a row is recognised even without its id.
NAMES: dict[str, tuple[str, ...]] = {
    "Customer": ("number", "name", "phone", "email"),
    "IdentityDocument": ("number",),
    "Contract": ("number",),
    "Sim": ("iccid", "imsi", "msisdn"),
    "PhoneNumber": ("msisdn",),
    "Tariff": ("code",),
    "TariffOption": ("code",),
    "Payment": ("number",),
    "Bill": ("number",),
    "Settlement": ("file_name",),
    "SettlementLine": ("line_id", "reference"),
    "Ticket": ("number",),
    "User": ("email", "name"),
    "Client": ("name",),
}
