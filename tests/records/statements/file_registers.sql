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

with entry as materialized (select crm_uuidv7() as id),
line as (insert into audit_line (contract_id, entry_id, row_number, salt, customer_id, sim_id, number_id, tariff_id, document_id, signed_at, birth_date, creates, links, adds_birth_date, customer_number, customer_status, kind, name, phone, email, language, customer_external_id, document_kind, document_number, document_country, contract_number, currency, external_id, iccid, msisdn, sim_status, number_status, sim_held, number_held, options)
select c.contract_id, (select id
from entry), c.row_number, uuid_send(gen_random_uuid()), c.customer_id, c.sim_id, c.number_id, c.tariff_id, c.document_id, coalesce(c.signed_at, now()), case when c.creates or c.adds_birth_date then c.birth_date end, c.creates, c.links and not exists (
select
from import_chunk x
where x.customer_id = c.customer_id and x.links and x.error_code is null and x.known_id is null and x.row_number < c.row_number), c.adds_birth_date, case when c.creates then c.customer_number end, c.customer_status, case when c.creates then c.kind end, case when c.creates then c.name end, case when c.creates then c.phone end, case when c.creates then c.email end, case when c.creates then coalesce(c.language, 'RU') end, case when c.creates or c.links and not exists (
select
from import_chunk x
where x.customer_id = c.customer_id and x.links and x.error_code is null and x.known_id is null and x.row_number < c.row_number) then c.customer_external_id end, case when c.document_id is not null then c.document_kind end, case when c.document_id is not null then c.document_number end, case when c.document_id is not null then c.document_country end, c.contract_number, c.currency, c.external_id, c.iccid, c.msisdn, c.sim_status, c.number_status, nullif(c.sim_held, '{}'), nullif(c.number_held, '{}'), c.options
from import_chunk c
where c.error_code is null and c.known_id is null
order by c.row_number
returning row_number, contract_id, crm_audit_line_digest(audit_line) as digest)
insert into audit_entry (id, created_at, actor, role, client, session_id, address, verb, node_type, node_id, outcome, digest, lines)
select (select id
from entry), now(), $1, $2, $3, $4, $5, 'bulkRegister', 'imp', $6, 'DONE', sha256(string_agg(int4send(row_number) || uuid_send(contract_id) || digest, ''
order by row_number)), count(*)
from line having count(*) > 0
