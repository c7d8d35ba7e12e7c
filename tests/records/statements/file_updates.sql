with differing as materialized (
select *
from (
select c.row_number, c.customer_id as id, x.name as old_name, x.phone as old_phone, x.email as old_email, x.language as old_language, x.external_id as old_external_id, c.name, c.phone, coalesce(c.email, x.email) as email, coalesce(c.language, x.language) as language, coalesce(x.external_id, c.customer_external_id) as external_id
from import_chunk c
join customer x on x.id = c.customer_id
where c.error_code is null and c.known_id is not null and c.is_primary_row ) s
where (name, phone, email, language, external_id) is distinct
from (old_name, old_phone, old_email, old_language, old_external_id) ),
changed as (
update customer x
set name = s.name, phone = s.phone, email = s.email, language = s.language, external_id = s.external_id
from differing s
where x.id = s.id ),
given_again as ( delete
from lost_phone l using import_chunk c
where c.error_code is null and c.known_id is not null and c.is_primary_row and l.customer_id = c.customer_id and l.phone = c.phone ),
audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_build_object('table', 'customer', 'id', s.id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('name', case when s.name is distinct
from s.old_name then s.old_name end, 'phone', case when s.phone is distinct
from s.old_phone then s.old_phone end, 'email', case when s.email is distinct
from s.old_email then s.old_email end, 'language', case when s.language is distinct
from s.old_language then s.old_language end, 'external_id', case when s.external_id is distinct
from s.old_external_id then s.old_external_id end)), 'after', jsonb_strip_nulls(jsonb_build_object('name', case when s.name is distinct
from s.old_name then s.name end, 'phone', case when s.phone is distinct
from s.old_phone then s.phone end, 'email', case when s.email is distinct
from s.old_email then s.email end, 'language', case when s.language is distinct
from s.old_language then s.language end, 'external_id', case when s.external_id is distinct
from s.old_external_id then s.external_id end)))) as changes, cast($1 as text) as actor, cast($2 as text) as role, cast($3 as text) as client, cast($4 as uuid) as session_id, cast($5 as text) as address, cast('cus' as text) as node_type, cast(s.id as uuid) as node_id, cast('bulkRegister' as text) as verb, cast('DONE' as text) as outcome
from differing s),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited),
event as (insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select 'customer.contact_changed', 'Customer', id, id, null, $1, jsonb_build_object('fields', array_remove(array[ case when email is distinct
from old_email then 'email' end, case when name <> old_name then 'name' end, case when phone <> old_phone then 'phone' end], null), 'reason', null) || case when $6 then '{"quiet": true}'::jsonb else '{}' end
from differing)
update import_chunk c
set outcome = 'UPDATED'
from differing s
where c.row_number = s.row_number

with differing as materialized (
insert into identity_document (id, customer_id, kind, number, country)
select document_id, customer_id, document_kind, document_number, document_country
from import_chunk c
where c.error_code is null and c.known_id is not null and document_id is not null
order by row_number
returning customer_id as id, id as document_id, kind, number, country ),
audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_build_object('table', 'identity_document', 'id', s.document_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object('country', s.country, 'doubtful', false, 'customer_id', s.id, 'kind', s.kind, 'number', s.number)))) as changes, cast($1 as text) as actor, cast($2 as text) as role, cast($3 as text) as client, cast($4 as uuid) as session_id, cast($5 as text) as address, cast('cus' as text) as node_type, cast(s.id as uuid) as node_id, cast('bulkRegister' as text) as verb, cast('DONE' as text) as outcome
from differing s),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
update import_chunk c
set outcome = 'UPDATED'
where c.error_code is null and c.known_id is not null and document_id is not null

with differing as materialized (
update customer x
set birth_date = c.birth_date
from import_chunk c
where c.error_code is null and c.known_id is not null and c.adds_birth_date and x.id = c.customer_id
returning x.id, x.birth_date ),
audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_build_object('table', 'customer', 'id', s.id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object()), 'after', jsonb_strip_nulls(jsonb_build_object('birth_date', s.birth_date)))) as changes, cast($1 as text) as actor, cast($2 as text) as role, cast($3 as text) as client, cast($4 as uuid) as session_id, cast($5 as text) as address, cast('cus' as text) as node_type, cast(s.id as uuid) as node_id, cast('bulkRegister' as text) as verb, cast('DONE' as text) as outcome
from differing s),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
update import_chunk c
set outcome = 'UPDATED'
where c.error_code is null and c.known_id is not null and adds_birth_date

with differing as materialized (
select *
from (
select c.row_number, k.id, c.customer_id, k.tariff_id as old_tariff_id, k.signed_at as old_signed_at, k.tariff_version_id as old_tariff_version_id, k.external_id as old_external_id, c.tariff_id, case when c.tariff_id = k.tariff_id then k.tariff_version_id else c.tariff_version_id end as tariff_version_id, coalesce(c.signed_at, k.signed_at) as signed_at, coalesce(k.external_id, c.external_id) as external_id, coalesce( w.options is not null and (select coalesce(array_agg(o
order by o), '{}')
from unnest(w.options) o) is distinct
from (
select coalesce(array_agg(tariff_option_id
order by tariff_option_id), '{}')
from contract_option
where contract_id = k.id) , false) as options_differ, w.options, array(select tariff_option_id
from contract_option
where contract_id = k.id) as old_options
from import_chunk c
join contract k on k.id = c.known_id
cross
join lateral (select coalesce(c.options, case when c.tariff_id <> k.tariff_id then array(
select o.tariff_option_id
from contract_option o
join tariff_compatibility y using (tariff_option_id)
where o.contract_id = k.id and y.tariff_id = c.tariff_id) end) as options) w
where c.error_code is null and c.known_id is not null ) s
where (tariff_id, signed_at, external_id) is distinct
from (old_tariff_id, old_signed_at, old_external_id) or options_differ ),
changed as (
update contract k
set tariff_id = s.tariff_id, tariff_version_id = s.tariff_version_id, signed_at = s.signed_at, external_id = s.external_id
from differing s
where k.id = s.id ),
removed as ( delete
from contract_option o using differing s
where s.options_differ and o.contract_id = s.id and o.tariff_option_id <> all (s.options) ),
added as (
insert into contract_option (contract_id, tariff_option_id)
select s.id, unnest(s.options)
from differing s
where s.options_differ
on conflict do nothing ),
superseded as (
update scheduled_act a
set status = 'SUPERSEDED', ended_at = now()
from differing s
where a.contract_id = s.id and a.kind = 'CHANGE_TARIFF' and a.status = 'PENDING' and s.tariff_id <> s.old_tariff_id
returning a.id as act_id, a.contract_id, s.customer_id ),
superseded_step as (
insert into history_entry (act, created_at, node_id, customer_id, contract_id, place, node_type, actor, from_status, steps)
select a.act, a.at, v.node_id, a.x3, v.contract_id, v.place, v.node_type, $1, v.from_status, v.steps
from (select nextval('history_entry_act_seq') as act, now() + (row_number() over () - 1) / 64 * interval '1 microsecond' as at, cast(act_id as uuid) as x1, cast(contract_id as uuid) as x2, cast(customer_id as uuid) as x3
from superseded
where true) a
cross
join lateral (values (0, 'SCHEDULED_ACT', a.x1, a.x2, 'PENDING', 'supersede SUPERSEDED 0', true)) v (place, node_type, node_id, contract_id, from_status, steps, happened)
where v.happened ),
superseded_event as (insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select v.topic, v.node_type, v.node_id, customer_id, v.contract_id, $1, v.payload
from superseded
cross
join lateral (values (0, 'scheduled_act.superseded', 'ScheduledAct', cast(act_id as uuid), cast(contract_id as uuid), '{"machine":"SCHEDULED_ACT","verb":"supersede","from":"PENDING","to":"SUPERSEDED"}'::jsonb)) v (place, topic, node_type, node_id, contract_id, payload)
order by v.place ),
audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_build_object('table', 'contract', 'id', s.id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('tariff_id', case when s.tariff_id is distinct
from s.old_tariff_id then s.old_tariff_id end, 'tariff_version_id', case when s.tariff_version_id is distinct
from s.old_tariff_version_id then s.old_tariff_version_id end, 'signed_at', case when s.signed_at is distinct
from s.old_signed_at then s.old_signed_at end, 'external_id', case when s.external_id is distinct
from s.old_external_id then s.old_external_id end)), 'after', jsonb_strip_nulls(jsonb_build_object('tariff_id', case when s.tariff_id is distinct
from s.old_tariff_id then s.tariff_id end, 'tariff_version_id', case when s.tariff_version_id is distinct
from s.old_tariff_version_id then s.tariff_version_id end, 'signed_at', case when s.signed_at is distinct
from s.old_signed_at then s.signed_at end, 'external_id', case when s.external_id is distinct
from s.old_external_id then s.external_id end)))) || coalesce((select jsonb_agg(jsonb_build_object('table', 'contract_option', 'change', 'DELETE', 'before', jsonb_strip_nulls(jsonb_build_object('contract_id', s.id, 'tariff_option_id', o)), 'after', '{}'::jsonb))
from unnest(s.old_options) o
where s.options_differ and o <> all (s.options)), '[]') || coalesce((select jsonb_agg(jsonb_build_object('table', 'contract_option', 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object('contract_id', s.id, 'tariff_option_id', o, 'added_at', now()))))
from unnest(s.options) o
where s.options_differ and o <> all (s.old_options)), '[]') as changes, cast($1 as text) as actor, cast($2 as text) as role, cast($3 as text) as client, cast($4 as uuid) as session_id, cast($5 as text) as address, cast('con' as text) as node_type, cast(s.id as uuid) as node_id, cast('bulkRegister' as text) as verb, cast('DONE' as text) as outcome
from differing s),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited),
event as (insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select case when tariff_id <> old_tariff_id then 'contract.tariff_changed' when options_differ then 'contract.options_changed' else 'contract.changed' end, 'Contract', id, customer_id, id, $1, case when $6 then '{"quiet": true}'::jsonb else '{}' end
from differing)
update import_chunk c
set outcome = 'UPDATED'
from differing s
where c.row_number = s.row_number
