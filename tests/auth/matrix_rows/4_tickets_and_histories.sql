-- Tickets with comments and attachments, and the histories of all nodes.

-- The fourth ticket is about a contract of the other customer. The fifth was opened before H1 passed from F to H.
insert into ticket (id, number, subject, description, customer_id, contract_id, created_at)
select pg_temp.u('tic' || n), 'TM-' || n, 'Номер +996 (700) 100-001, +996700100001',
    'holder@matrix.example, AN7654321, 437019000000001',
    pg_temp.u(c), pg_temp.u(k), at::timestamptz
from (values
    (1, 'H', 'H1', '2026-05-05'),
    (2, 'H', null, '2026-05-06'),
    (3, 'H', 'H2', '2026-05-07'),
    (4, 'H', 'F1', '2026-05-08'),
    (5, 'F', 'H1', '2026-05-09'),
    (6, 'F', 'F1', '2026-06-05')
) v(n, c, k, at);

insert into history_entry (node_type, node_id, customer_id, contract_id, from_status, steps, actor, reason, created_at)
select kind, node, customer_id, id, null, 'move MOVED 0', actor,
    'Call +996700100001 or holder@matrix.example, AN7654321', created_at + n * interval '1 minute'
from contract k, lateral (values
    (1, 'CONTRACT', id, 'operator@demo.example'),
    (2, 'SIM', sim_id, 'subscriber:con_' || id),
    (3, 'PHONE_NUMBER', phone_number_id, 'operator@demo.example'),
    (4, 'PAYMENT', pg_temp.u('pay ' || number || 1), 'operator@demo.example'),
    (5, 'REFUND', pg_temp.u('ref PM-' || number || 13), 'operator@demo.example')
) v(n, kind, node, actor)
where k.number like 'KM-%' and node is not null
union all select 'SIM', pg_temp.u('sim old'), pg_temp.u('H'), pg_temp.u('H1'), 'ACTIVE', 'replace REPLACED 0',
    'operator@demo.example', null, '2026-05-01'
union all select 'CUSTOMER', pg_temp.u('H'), pg_temp.u('H'), pg_temp.u('H1'), 'PROSPECT', 'activate ACTIVE 0',
    'operator@demo.example', null, '2026-05-01'
union all select 'CONTRACT', pg_temp.u('H1'), pg_temp.u('F'), pg_temp.u('H1'), null, 'create DRAFT 0',
    'operator@demo.example', 'before H had it', '2026-04-30'
union all select kind, pg_temp.u(c), pg_temp.u(c), null, null, 'move ACTIVE 0', 'operator@demo.example', null,
    case c when 'F' then '2026-06-03' else '2026-05-03' end::timestamptz
    from unnest(array['CUSTOMER', 'KYC']) kind, unnest(array['H', 'F']) c
union all select 'PAYMENT', p.id, k.customer_id, k.id, null, 'start PENDING 0',
    'subscriber:con_' || p.payer_contract_id, null, p.created_at
    from payment p join contract k on k.id = p.contract_id
    where p.payer_contract_id is not null and p.number like 'PM-%'
union all select 'TICKET', id, customer_id, contract_id, 'FREE', 'activate ACTIVE 0', 'operator@demo.example', null,
    created_at from ticket where number like 'TM-%';

insert into ticket_comment (id, ticket_id, customer_id, contract_id, author, internal, body)
select pg_temp.u('cmt ' || t.number || n), t.id, customer_id, contract_id,
    case n when 3 then 'subscriber:con_x' else 'operator@demo.example' end,
    n = 2, 'Call +996700100001 or holder@matrix.example, AN7654321'
from ticket t, generate_series(1, 3) n where t.number like 'TM-%';

insert into ticket_attachment (id, ticket_id, customer_id, contract_id, author, internal, name, media_type, size_bytes,
    sha256)
select pg_temp.u('att ' || t.number || n), t.id, customer_id, contract_id, 'operator@demo.example', n = 2,
    '+996700100001 ' || n || '.pdf', 'application/pdf', n, ''
from ticket t, generate_series(1, 2) n where t.number like 'TM-%';

update ticket set assignee = 'operator@demo.example',
    assignee_id = (select id from user_account where email = 'operator@demo.example')
where number in ('TM-1', 'TM-5');

update ticket set queue = 'matrix queue' where number like 'TM-%';
