insert into ledger_account (id, kind, code, currency)
select md5('OPENING ' || c.currency)::uuid, 'OPENING', 'OPENING', c.currency
from (select distinct c.currency
from import_chunk c
where c.error_code is null and c.known_id is null and c.posting_id is not null) c
on conflict do nothing

insert into ledger_posting (id, kind, actor)
select c.posting_id, 'OPENING', $1
from import_chunk c
where c.error_code is null and c.known_id is null and c.posting_id is not null

insert into ledger_entry (posting_id, account_id, account, kind, contract_id, amount_minor, currency, balance_after_minor, created_at)
select cast(c.posting_id as uuid), cast(c.account_id as uuid), cast('CONTRACT' as text), cast('OPENING' as text), cast(c.contract_id as uuid), cast(c.opening_minor as bigint), cast(c.currency as text), cast(c.opening_minor as bigint), cast(now() as timestamp with time zone)
from import_chunk c
where c.error_code is null and c.known_id is null and c.posting_id is not null
union all
select cast(c.posting_id as uuid), cast(md5('OPENING ' || c.currency)::uuid as uuid), cast('OPENING' as text), cast('OPENING' as text), cast(null as uuid), cast(-c.opening_minor as bigint), cast(c.currency as text), cast(null as bigint), cast(now() as timestamp with time zone)
from import_chunk c
where c.error_code is null and c.known_id is null and c.posting_id is not null

insert into status_change (node_type, node_id, customer_id, contract_id, verb, from_status, to_status, actor, created_at)
select v.node_type, v.node_id, c.customer_id, v.contract_id, v.verb, v.from_status, v.to_status, $1, now() + v.place * interval '1 microsecond'
from import_chunk c
cross
join lateral (values (0, 'CUSTOMER', cast(c.customer_id as uuid), cast(null as uuid), 'create', null, 'PROSPECT', c.creates), (1, 'SIM', cast(c.sim_id as uuid), cast(c.contract_id as uuid), 'import', null, 'IMPORTED', c.new_sim), (2, 'SIM', cast(c.sim_id as uuid), cast(c.contract_id as uuid), 'release', 'IMPORTED', 'AVAILABLE', c.new_sim), (3, 'PHONE_NUMBER', cast(c.number_id as uuid), cast(c.contract_id as uuid), 'create', null, 'AVAILABLE', c.new_number), (4, 'CONTRACT', cast(c.contract_id as uuid), cast(c.contract_id as uuid), 'create', null, 'DRAFT', true), (5, 'CONTRACT', cast(c.contract_id as uuid), cast(c.contract_id as uuid), 'accept', 'DRAFT', 'ACCEPTED', true), (6, 'CONTRACT', cast(c.contract_id as uuid), cast(c.contract_id as uuid), 'activate', 'ACCEPTED', 'ACTIVE', true), (7, 'SIM', cast(c.sim_id as uuid), cast(c.contract_id as uuid), 'activate', coalesce(c.sim_status, 'AVAILABLE'), 'ACTIVE', true), (8, 'PHONE_NUMBER', cast(c.number_id as uuid), cast(c.contract_id as uuid), 'assign', coalesce(c.number_status, 'AVAILABLE'), 'ASSIGNED', true), (9, 'CUSTOMER', cast(c.customer_id as uuid), cast(null as uuid), 'activate', 'PROSPECT', 'ACTIVE', c.creates)) v (place, node_type, node_id, contract_id, verb, from_status, to_status, happened)
where c.error_code is null and c.known_id is null and v.happened

insert into status_change (node_type, node_id, customer_id, contract_id, verb, from_status, to_status, actor, created_at)
select v.node_type, v.node_id, c.customer_id, v.contract_id, v.verb, v.from_status, v.to_status, $1, now() + v.place * interval '1 microsecond'
from (select distinct c.customer_id
from import_chunk c
where c.error_code is null and c.known_id is null and c.customer_status = 'PROSPECT') c
cross
join lateral (values (9, 'CUSTOMER', cast(c.customer_id as uuid), cast(null as uuid), 'activate', 'PROSPECT', 'ACTIVE', true)) v (place, node_type, node_id, contract_id, verb, from_status, to_status, happened)
where true and v.happened

insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select 'contract.activated', 'Contract', c.contract_id, c.customer_id, c.contract_id, $1, '{"machine":"CONTRACT","verb":"activate","from":null,"to":"ACTIVE"}'::jsonb || case when $2 then '{"quiet": true}'::jsonb else '{}' end
from import_chunk c
where c.error_code is null and c.known_id is null
order by c.row_number

insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select 'customer.document_added', 'Customer', c.customer_id, c.customer_id, null, $1, jsonb_build_object('kind', c.document_kind) || case when $2 then '{"quiet": true}'::jsonb else '{}' end
from import_chunk c
where c.error_code is null and c.document_id is not null and not c.creates
order by row_number

insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select 'customer.birth_date_added', 'Customer', c.customer_id, c.customer_id, null, $1, case when $2 then '{"quiet": true}'::jsonb else '{}' end
from import_chunk c
where c.error_code is null and c.adds_birth_date
order by row_number

with audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, case when c.creates then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', c.customer_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ACTIVE', 'kyc_status', 'INITIALIZED', 'language', coalesce(c.language, 'RU'), 'number', c.customer_number, 'kind', c.kind, 'name', c.name, 'phone', c.phone, 'email', c.email, 'external_id', c.customer_external_id, 'birth_date', c.birth_date)))) else '[]' end || case when c.document_id is not null then jsonb_build_array(jsonb_build_object('table', 'identity_document', 'id', c.document_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object('country', c.document_country, 'doubtful', false, 'customer_id', c.customer_id, 'kind', c.document_kind, 'number', c.document_number)))) else '[]' end || jsonb_build_array(jsonb_build_object('table', 'contract', 'id', c.contract_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ACTIVE', 'currency', c.currency, 'number', c.contract_number, 'customer_id', c.customer_id, 'sim_id', c.sim_id, 'phone_number_id', c.number_id, 'tariff_id', c.tariff_id, 'signed_at', coalesce(c.signed_at, now()), 'activated_at', now(), 'external_id', c.external_id))), case when c.new_sim then jsonb_build_object('table', 'sim', 'id', c.sim_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object('kind', 'PHYSICAL', 'status', 'ACTIVE', 'iccid', c.iccid, 'msisdn', c.msisdn, 'activated_at', now()))) else jsonb_build_object('table', 'sim', 'id', c.sim_id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('status', c.sim_status) || c.sim_held), 'after', jsonb_strip_nulls(jsonb_build_object('msisdn', c.msisdn, 'status', 'ACTIVE', 'activated_at', now()))) end, case when c.new_number then jsonb_build_object('table', 'phone_number', 'id', c.number_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ASSIGNED', 'msisdn', c.msisdn))) else jsonb_build_object('table', 'phone_number', 'id', c.number_id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('status', c.number_status) || c.number_held), 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ASSIGNED'))) end) || coalesce((select jsonb_agg(jsonb_build_object('table', 'contract_option', 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object('contract_id', c.contract_id, 'tariff_option_id', o, 'added_at', now()))))
from unnest(c.options) o), '[]') || case when c.links and not exists (
select
from import_chunk x
where x.customer_id = c.customer_id and x.links and x.error_code is null and x.known_id is null and x.row_number < c.row_number) then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', c.customer_id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object()), 'after', jsonb_strip_nulls(jsonb_build_object('external_id', c.customer_external_id)))) else '[]' end || case when c.adds_birth_date then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', c.customer_id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object()), 'after', jsonb_strip_nulls(jsonb_build_object('birth_date', c.birth_date)))) else '[]' end || case when c.customer_status = 'PROSPECT' then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', c.customer_id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('status', c.customer_status)), 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ACTIVE')))) else '[]' end as changes, cast($1 as text) as actor, cast($2 as text) as role, cast($3 as text) as client, cast($4 as uuid) as session_id, cast($5 as text) as address, cast('con' as text) as node_type, cast(c.contract_id as uuid) as node_id, cast('bulkRegister' as text) as verb, cast('DONE' as text) as outcome
from import_chunk c
where c.error_code is null and c.known_id is null),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
select
from audited
