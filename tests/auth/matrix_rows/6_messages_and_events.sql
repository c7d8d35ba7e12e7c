-- Notifications, jobs and the event log.
insert into notification (id, topic, purpose, channel, language, customer_id, contract_id, recipient, subject, text,
    status, last_error, created_at)
select pg_temp.u('not ' || k.number || n), 'contract.activated', 'SERVICE', case n when 1 then 'SMS' else 'IN_APP' end,
    'RU', k.customer_id, k.id,
    case n when 1 then '+996700100001' end, 'Номер +996700100001',
    'Call +996700100001 or holder@matrix.example, AN7654321', 'FAILED', 'refused', k.created_at
from contract k, generate_series(1, 2) n where k.number like 'KM-%'
union all select pg_temp.u('not ' || c), 'balance.low', 'BALANCE', 'IN_APP', 'RU', pg_temp.u(c), null, null, 'x', 'y',
    'DELIVERED', null, '2026-05-01'
from unnest(array['H', 'F']) c;

insert into jobs.job_record (id, name, created_at)
values (8001, 'matrix', '2026-05-01'), (8002, 'matrix', '2026-05-02');

insert into event (topic, node_type, node_id, customer_id, contract_id, actor, created_at, payload)
select 'contract.moved', 'Contract', k.id, k.customer_id, k.id, 'operator@demo.example',
    k.created_at + interval '8 months' + n * interval '1 second', jsonb_build_object('internal', n = 2)
from contract k, generate_series(1, 2) n where k.number like 'KM-%';

insert into event (topic, node_type, node_id, customer_id, contract_id, payer_contract_id, payer_customer_id, actor,
    created_at)
select 'payment.succeeded', 'Payment', p.id, k.customer_id, k.id, payer.id, payer.customer_id, 'operator@demo.example',
    now() + row_number() over (order by p.id) * interval '1 second'
from payment p join contract k on k.id = p.contract_id join contract payer on payer.id = p.payer_contract_id
    where p.number like 'PM-%';

insert into event_order (position, event_id, event_at)
select 1000 + row_number() over (order by id), id, created_at from event;

-- The matrix identifies rows without an id by their timestamps, so each row gets one of its own.
update history_entry s set created_at = created_at + n * interval '1 microsecond'
    from (select act, row_number() over (order by created_at, act) n from history_entry) v where v.act = s.act;

update audit_entry s set created_at = created_at - n * interval '1 second'
    from (select id, row_number() over (order by id) n from audit_entry) v where v.id = s.id;

update sim_binding s set bound_from = bound_from + n * interval '1 microsecond'
    from (select sim_id, row_number() over (order by sim_id) n from sim_binding) v where v.sim_id = s.sim_id;

update number_binding s set bound_from = bound_from + n * interval '1 microsecond'
    from (select phone_number_id, row_number() over (order by phone_number_id) n from number_binding) v where v.phone_number_id = s.phone_number_id;

analyze;
