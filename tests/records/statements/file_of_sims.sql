insert into sim (id, iccid, imsi, mnc_length, kind, status, location, created_at, updated_at)
select c.sim_id, r.iccid, r.imsi, case when r.imsi is not null then 2 end, r.kind, r.status, r.location, now() + (row_number() over () - 1) / 64 * interval '1 microsecond', now() + (row_number() over () - 1) / 64 * interval '1 microsecond'
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
where c.outcome = 'REGISTERED' and $2::text is not null
order by c.row_number

insert into history_entry (act, created_at, node_id, customer_id, contract_id, place, node_type, actor, from_status, steps)
select a.act, a.at, v.node_id, cast(null as uuid), v.contract_id, v.place, v.node_type, $2, v.from_status, v.steps
from (select nextval('history_entry_act_seq') as act, now() + (row_number() over () - 1) / 64 * interval '1 microsecond' as at, r.status = 'AVAILABLE' as x1, cast(c.sim_id as uuid) as x2
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
where c.outcome = 'REGISTERED') a
cross
join lateral (values (0, 'SIM', a.x2, cast(null as uuid), case when a.x1 then 'IMPORTED' else null end, concat_ws(';', case when true then 'import IMPORTED 0' end, case when a.x1 then 'release AVAILABLE 1' end), true)) v (place, node_type, node_id, contract_id, from_status, steps, happened)
where v.happened

with audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_build_object('table', 'sim', 'id', s.id, 'change', case c.outcome when 'REGISTERED' then 'INSERT' else 'UPDATE' end, 'before', jsonb_strip_nulls(jsonb_build_object('imsi', s.imsi, 'kind', s.kind, 'location', s.location)), 'after', jsonb_strip_nulls(jsonb_build_object('imsi', coalesce(r.imsi, s.imsi), 'kind', r.kind, 'location', coalesce(r.location, s.location))))) as changes, cast(j.actor as text) as actor, cast(j.role as text) as role, cast(j.client as text) as client, cast(j.session_id as uuid) as session_id, cast(j.address as text) as address, cast('sim' as text) as node_type, cast(s.id as uuid) as node_id, cast('importSims' as text) as verb, cast('DONE' as text) as outcome
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
join import_job j on j.id = $1
join sim s on s.id = c.sim_id
where c.outcome in ('UPDATED') and $2::text is not null),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
select
from audited

update sim s
set imsi = coalesce(r.imsi, s.imsi), kind = r.kind, location = coalesce(r.location, s.location)
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
where c.outcome = 'UPDATED' and s.id = c.sim_id and $2::text is not null
