insert into sim (id, iccid, imsi, mnc_length, kind, status)
select c.sim_id, r.iccid, r.imsi, case when r.imsi is not null then 2 end, r.kind, r.status
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
where c.outcome = 'REGISTERED' and $2::text is not null
order by c.row_number

insert into status_change (node_type, node_id, verb, from_status, to_status, actor, created_at)
select 'SIM', c.sim_id, v.verb, v.from_status, v.to_status, $2, now() + v.place * interval '1 microsecond'
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
cross
join lateral (values (0, 'import', null, 'IMPORTED'), (1, 'release', 'IMPORTED', 'AVAILABLE')) v (place, verb, from_status, to_status)
where c.outcome = 'REGISTERED' and (v.place = 0 or r.status = 'AVAILABLE')

with entries as materialized (
select s.id as id, crm_uuidv7() as entry_id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('table', 'sim', 'id', s.id, 'change', case c.outcome when 'REGISTERED' then 'INSERT' else 'UPDATE' end, 'before', jsonb_build_object('imsi', s.imsi, 'kind', s.kind), 'after', jsonb_build_object('imsi', coalesce(r.imsi, s.imsi), 'kind', r.kind)))) as changes
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
join sim s on s.id = c.sim_id
where c.outcome in ('UPDATED') and $2::text is not null ),
entry as (
insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest)
select entry_id, j.actor, j.role, j.client, j.session_id, j.address, 'importSims', 'sim', s.id, 'DONE', sha256(salt || convert_to(changes::text, 'UTF8'))
from entries s
join import_job j on j.id = $1 )
insert into audit_detail (entry_id, salt, changes)
select entry_id, salt, changes
from entries

update sim s
set imsi = coalesce(r.imsi, s.imsi), kind = r.kind
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
where c.outcome = 'UPDATED' and s.id = c.sim_id and $2::text is not null
