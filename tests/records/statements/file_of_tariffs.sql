with audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_build_object('table', 'tariff', 'id', c.tariff_id, 'change', case c.outcome when 'REGISTERED' then 'INSERT' else 'UPDATE' end, 'before', jsonb_strip_nulls(jsonb_build_object('name', t.name, 'monthly_fee_minor', t.monthly_fee_minor, 'active', t.active)), 'after', jsonb_strip_nulls(jsonb_build_object('code', r.tariff, 'name', r.name, 'monthly_fee_minor', c.opening_minor, 'currency', c.currency, 'active', r.active)))) as changes, cast(j.actor as text) as actor, cast(j.role as text) as role, cast(j.client as text) as client, cast(j.session_id as uuid) as session_id, cast(j.address as text) as address, cast('tar' as text) as node_type, cast(c.tariff_id as uuid) as node_id, cast('importTariffs' as text) as verb, cast('DONE' as text) as outcome
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
join import_job j on j.id = $1
left
join tariff t on t.id = c.tariff_id
where c.outcome in ('REGISTERED', 'UPDATED') and $2::text is not null),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
select
from audited

insert into tariff (id, code, name, monthly_fee_minor, currency, active)
select c.tariff_id, r.tariff, r.name, c.opening_minor, c.currency, r.active
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
where c.outcome = 'REGISTERED' and $2::text is not null
order by c.row_number

update tariff t
set name = r.name, monthly_fee_minor = c.opening_minor, active = r.active
from import_chunk c
join import_row r on r.job_id = $1 and r.row_number = c.row_number
where c.outcome = 'UPDATED' and t.id = c.tariff_id and $2::text is not null

insert into tariff_compatibility (tariff_id, tariff_option_id)
select c.tariff_id, unnest(c.options)
from import_chunk c
where c.outcome in ('REGISTERED', 'UPDATED') and c.options is not null and $1::uuid is not null and $2::text is not null
on conflict do nothing
