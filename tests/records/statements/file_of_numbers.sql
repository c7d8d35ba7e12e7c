with added as (
insert into phone_number (msisdn, status, created_at, updated_at)
select '+' || n, 'AVAILABLE', now() + (row_number() over () - 1) / 64 * interval '1 microsecond', now() + (row_number() over () - 1) / 64 * interval '1 microsecond'
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
cross
join lateral generate_series(right(r.msisdn, -1)::bigint, right(r.last_msisdn, -1)::bigint) n
where c.outcome = 'REGISTERED'
on conflict do nothing
returning id )
insert into history_entry (act, created_at, node_id, customer_id, contract_id, place, node_type, actor, from_status, steps)
select a.act, a.at, v.node_id, cast(null as uuid), v.contract_id, v.place, v.node_type, $2, v.from_status, v.steps
from (select nextval('history_entry_act_seq') as act, now() + (row_number() over () - 1) / 64 * interval '1 microsecond' as at, cast(added.id as uuid) as x1
from added
where true) a
cross
join lateral (values (0, 'PHONE_NUMBER', a.x1, cast(null as uuid), null, 'create AVAILABLE 0', true)) v (place, node_type, node_id, contract_id, from_status, steps, happened)
where v.happened
