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
insert into status_change (node_type, node_id, verb, to_status, actor)
select 'PHONE_NUMBER', id, 'create', 'AVAILABLE', $2
from added
