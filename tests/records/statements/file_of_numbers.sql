with added as (
insert into phone_number (msisdn, status)
select '+' || n, 'AVAILABLE'
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
cross
join lateral generate_series(right(r.msisdn, -1)::bigint, right(r.last_msisdn, -1)::bigint) n
where c.outcome = 'REGISTERED'
on conflict do nothing
returning id )
insert into status_change (node_type, node_id, customer_id, contract_id, verb, from_status, to_status, actor, created_at)
select v.node_type, v.node_id, null, v.contract_id, v.verb, v.from_status, v.to_status, $2, now() + v.place * interval '1 microsecond'
from added
cross
join lateral (values (0, 'PHONE_NUMBER', cast(added.id as uuid), cast(null as uuid), 'create', null, 'AVAILABLE', true)) v (place, node_type, node_id, contract_id, verb, from_status, to_status, happened)
where true and v.happened
