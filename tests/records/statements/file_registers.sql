insert into ledger_account (id, kind, code, currency)
select distinct md5('OPENING ' || currency)::uuid, 'OPENING', 'OPENING', currency
from import_chunk c
where c.error_code is null and c.known_id is null and c.posting_id is not null
on conflict do nothing

insert into ledger_posting (id, kind, actor)
select posting_id, 'OPENING', $1
from import_chunk c
where c.error_code is null and c.known_id is null and c.posting_id is not null

with moved as (
update ledger_account a
set balance_minor = c.opening_minor, moved_at = clock_timestamp()
from import_chunk c
where c.error_code is null and c.known_id is null and c.posting_id is not null and a.id = c.account_id
returning a.id, a.moved_at, c.posting_id, c.contract_id, c.opening_minor, c.currency )
insert into ledger_entry (posting_id, account_id, account, kind, contract_id, amount_minor, currency, balance_after_minor, created_at)
select posting_id, id, 'CONTRACT', 'OPENING', contract_id, opening_minor, currency, opening_minor, moved_at
from moved
union all
select posting_id, md5('OPENING ' || currency)::uuid, 'OPENING', 'OPENING', null, -opening_minor, currency, null, moved_at
from moved

insert into status_change (node_type, node_id, customer_id, contract_id, verb, from_status, to_status, actor, created_at)
select v.node_type, v.node_id, c.customer_id, v.contract_id, v.verb, v.from_status, v.to_status, $1, now() + v.place * interval '1 microsecond'
from import_chunk c
cross
join lateral (values (0, 'CUSTOMER', c.customer_id, null::uuid, 'create', null, 'PROSPECT', c.creates), (1, 'SIM', c.sim_id, c.contract_id, 'import', null, 'IMPORTED', c.new_sim), (2, 'SIM', c.sim_id, c.contract_id, 'release', 'IMPORTED', 'AVAILABLE', c.new_sim), (3, 'PHONE_NUMBER', c.number_id, c.contract_id, 'create', null, 'AVAILABLE', c.new_number), (4, 'CONTRACT', c.contract_id, c.contract_id, 'create', null, 'DRAFT', true), (5, 'CONTRACT', c.contract_id, c.contract_id, 'accept', 'DRAFT', 'ACCEPTED', true), (6, 'CONTRACT', c.contract_id, c.contract_id, 'activate', 'ACCEPTED', 'ACTIVE', true), (7, 'SIM', c.sim_id, c.contract_id, 'activate', coalesce(c.sim_status, 'AVAILABLE'), 'ACTIVE', true), (8, 'PHONE_NUMBER', c.number_id, c.contract_id, 'assign', coalesce(c.number_status, 'AVAILABLE'), 'ASSIGNED', true), (9, 'CUSTOMER', c.customer_id, null, 'activate', 'PROSPECT', 'ACTIVE', c.creates) ) v (place, node_type, node_id, contract_id, verb, from_status, to_status, happened)
where c.error_code is null and c.known_id is null and v.happened
union all
select distinct on (customer_id) 'CUSTOMER', customer_id, customer_id, null::uuid, 'activate', 'PROSPECT', 'ACTIVE', $1, now() + interval '9 microseconds'
from import_chunk
where error_code is null and known_id is null and customer_status = 'PROSPECT'

insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select 'contract.activated', 'Contract', contract_id, customer_id, contract_id, $1, case when $2 then '{"machine": "CONTRACT", "verb": "activate", "from": null, "to": "ACTIVE", "quiet": true}'::jsonb else '{"machine": "CONTRACT", "verb": "activate", "from": null, "to": "ACTIVE"}' end
from import_chunk c
where c.error_code is null and c.known_id is null
order by row_number

insert into event (topic, node_type, node_id, customer_id, actor, payload)
select 'customer.document_added', 'Customer', customer_id, customer_id, $1, jsonb_build_object('kind', document_kind) || case when $2 then '{"quiet": true}'::jsonb else '{}' end
from import_chunk
where error_code is null and document_id is not null and not creates
order by row_number

insert into event (topic, node_type, node_id, customer_id, actor, payload)
select 'customer.birth_date_added', 'Customer', customer_id, customer_id, $1, case when $2 then '{"quiet": true}'::jsonb else '{}' end
from import_chunk
where error_code is null and adds_birth_date
order by row_number

with entries as materialized (
select c.contract_id, crm_uuidv7() as entry_id, uuid_send(gen_random_uuid()) as salt, jsonb_strip_nulls( case when creates then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', c.customer_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_build_object('number', c.customer_number, 'kind', c.kind, 'name', c.name, 'phone', c.phone, 'email', c.email, 'status', 'ACTIVE', 'kyc_status', 'INITIALIZED', 'language', coalesce(c.language, 'RU'), 'external_id', c.customer_external_id, 'birth_date', c.birth_date))) else '[]' end || case when document_id is not null then jsonb_build_array(jsonb_build_object( 'table', 'identity_document', 'id', c.document_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_build_object('customer_id', c.customer_id, 'kind', c.document_kind, 'number', c.document_number, 'country', c.document_country, 'doubtful', false))) else '[]' end || jsonb_build_array( jsonb_build_object('table', 'contract', 'id', c.contract_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_build_object('number', c.contract_number, 'status', 'ACTIVE', 'customer_id', c.customer_id, 'sim_id', c.sim_id, 'phone_number_id', c.number_id, 'tariff_id', c.tariff_id, 'currency', c.currency, 'signed_at', coalesce(c.signed_at, now()), 'activated_at', now(), 'external_id', c.external_id)), case when c.new_sim then jsonb_build_object('table', 'sim', 'id', c.sim_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_build_object('iccid', c.iccid, 'msisdn', c.msisdn, 'kind', 'PHYSICAL', 'status', 'ACTIVE', 'activated_at', now())) else jsonb_build_object('table', 'sim', 'id', c.sim_id, 'change', 'UPDATE', 'before', jsonb_build_object('status', c.sim_status) || c.sim_held, 'after', jsonb_build_object('status', 'ACTIVE', 'msisdn', c.msisdn, 'activated_at', now())) end, case when c.new_number then jsonb_build_object('table', 'phone_number', 'id', c.number_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_build_object('msisdn', c.msisdn, 'status', 'ASSIGNED')) else jsonb_build_object('table', 'phone_number', 'id', c.number_id, 'change', 'UPDATE', 'before', jsonb_build_object('status', c.number_status) || c.number_held, 'after', jsonb_build_object('status', 'ASSIGNED')) end) || case when c.options is null then '[]' else (
select jsonb_agg(jsonb_build_object('table', 'contract_option', 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_build_object('contract_id', c.contract_id, 'tariff_option_id', o, 'added_at', now())))
from unnest(c.options) o) end || case when c.links and not exists (
select
from import_chunk x
where x.customer_id = c.customer_id and x.links and x.error_code is null and x.known_id is null and x.row_number < c.row_number) then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', c.customer_id, 'change', 'UPDATE', 'before', '{}'::jsonb, 'after', jsonb_build_object('external_id', c.customer_external_id))) else '[]' end || case when c.adds_birth_date then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', c.customer_id, 'change', 'UPDATE', 'before', '{}'::jsonb, 'after', jsonb_build_object('birth_date', c.birth_date))) else '[]' end || case when c.customer_status = 'PROSPECT' then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', c.customer_id, 'change', 'UPDATE', 'before', jsonb_build_object('status', 'PROSPECT'), 'after', jsonb_build_object('status', 'ACTIVE'))) else '[]' end ) as changes
from import_chunk c
where c.error_code is null and c.known_id is null ),
entry as (
insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest)
select entry_id, $1, $2, $3, $4, $5, 'bulkRegister', 'con', contract_id, 'DONE', sha256(salt || convert_to(changes::text, 'UTF8'))
from entries )
insert into audit_detail (entry_id, salt, changes)
select entry_id, salt, changes
from entries
