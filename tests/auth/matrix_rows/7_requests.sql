-- Requests of both customers and of nobody, with what was found in them. `req 6` is the one that acts are called on.
-- A partner submitted `req 4` and `req 5`.

insert into request (id, number, kind, channel, status, asked_at, raw, submitted_by, customer_id, contract_id, due_at,
    created_at, name, phone, email, document_kind, document_number, document_country, queue, reference,
    representative_name, representative_document_kind, representative_document_number, representative_document_country,
    authority, authority_number)
select pg_temp.u('req ' || n), 'QM-' || n, kind, 'COUNTER', status, case status when 'NEEDS_INFO' then now() end,
    '{"call":"+996700100001 or holder@matrix.example, AN7654321"}',
    case when n in (4, 5) then 'service:matrix-partner' else 'operator@demo.example' end, pg_temp.u(c),
    pg_temp.u(k), '2030-01-01', at::timestamptz, 'Держатель Матрицы ' || n, '+99670011000' || n,
    'holder' || n || '@matrix.example', 'ID_CARD', 'AN765432' || n, 'KG', 'matrix queue', 'done for +996700100001 ' || n,
    'Представитель Матрицы ' || n, 'PASSPORT', 'AC111222' || n, 'KG', 'PARENT', 'Nr +996700100001'
from (values
    (1, 'CLOSE', 'NEEDS_INFO', 'H', 'H1', '2026-05-05'),
    (2, 'OTHER', 'NEEDS_INFO', 'H', null, '2026-05-06'),
    (3, 'OTHER', 'VALIDATED', 'H', 'H2', '2026-05-07'),
    (4, 'OTHER', 'VALIDATED', 'F', 'H1', '2026-05-09'),
    (5, 'REGISTRATION', 'VALIDATED', null, null, '2026-06-04'),
    (6, 'OTHER', 'NEW', 'F', 'F1', '2026-06-05'),
    (7, 'OTHER', 'NEEDS_INFO', 'F', 'F1', '2026-06-06'),
    (8, 'OTHER', 'VALIDATED', 'F', 'F1', '2026-06-07'),
    (9, 'OTHER', 'IN_PROGRESS', 'F', 'F1', '2026-06-08')
) v(n, kind, status, c, k, at);

insert into request_violation (request_id, place, code, field, message, severity, suggestion)
select r.id, n, case n when 1 then 'INVALID_PHONE' else 'POSSIBLE_DUPLICATE' end, 'phone',
    'Call +996700100001, ' || r.number || ' ' || n, 'BLOCK', '+996700100001'
from request r, generate_series(1, 2) n where r.number like 'QM-%';

insert into request_candidate (request_id, customer_id, score, reasons)
select r.id, pg_temp.u(c), row_number() over (order by r.number, c), '{NAME_SAME,PHONE_SAME}'
from request r, unnest(array['H', 'F']) c where r.number like 'QM-%';

insert into request_question (request_id, customer_id, contract_id, asked_at, asked_by, question, answered_at,
    answered_by, answer, data)
select r.id, customer_id, contract_id, r.created_at + n * interval '1 hour', 'operator@demo.example',
    'Call +996700100001 or holder@matrix.example, AN7654321', case n when 1 then r.created_at end,
    case n when 1 then 'subscriber:con_x' end, case n when 1 then 'It is +996700100001' end,
    case n when 1 then '{"phone":"+996700100001"}' end
from request r, generate_series(1, 2) n where r.number like 'QM-%';

insert into request_attachment (id, request_id, customer_id, contract_id, author, kind, file_id, name, media_type,
    size_bytes, sha256)
select pg_temp.u('rqa ' || r.number || shown), r.id, customer_id, contract_id, 'operator@demo.example', shown,
    pg_temp.u('file ' || r.number), '+996700100001 ' || shown || '.pdf', 'application/pdf', 1, ''
from request r, unnest(array['FORM', 'AUTHORITY']) shown where r.number like 'QM-%';

insert into history_entry (node_type, node_id, customer_id, contract_id, from_status, steps, actor, reason, created_at)
select 'REQUEST', id, customer_id, contract_id, null, 'create NEW 0', 'operator@demo.example',
    'Call +996700100001 or holder@matrix.example, AN7654321', created_at
from request where number like 'QM-%';

update request set assignee = 'operator@demo.example',
    assignee_id = (select id from user_account where email = 'operator@demo.example')
where number in ('QM-1', 'QM-4');
