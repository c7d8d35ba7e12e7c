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

insert into history_entry (act, created_at, node_id, customer_id, contract_id, place, node_type, actor, from_status, steps)
select a.act, a.at, v.node_id, a.x2, v.contract_id, v.place, v.node_type, $1, v.from_status, v.steps
from (select nextval('history_entry_act_seq') as act, now() + (row_number() over () - 1) / 64 * interval '1 microsecond' as at, c.creates as x1, cast(c.customer_id as uuid) as x2, coalesce(c.sim_status, 'AVAILABLE') as x3, c.new_sim as x4, cast(c.sim_id as uuid) as x5, cast(c.contract_id as uuid) as x6, coalesce(c.number_status, 'AVAILABLE') as x7, c.new_number as x8, cast(c.number_id as uuid) as x9
from import_chunk c
where c.error_code is null and c.known_id is null) a
cross
join lateral (values (0, 'CUSTOMER', a.x2, cast(null as uuid), null, 'create PROSPECT 0;activate ACTIVE 9', a.x1), (1, 'SIM', a.x5, a.x6, case when a.x4 then null else a.x3 end, concat_ws(';', case when a.x4 then 'import IMPORTED 1' end, case when a.x4 then 'release AVAILABLE 2' end, case when true then 'activate ACTIVE 7' end), true), (2, 'PHONE_NUMBER', a.x9, a.x6, case when a.x8 then null else a.x7 end, concat_ws(';', case when a.x8 then 'create AVAILABLE 3' end, case when true then 'assign ASSIGNED 8' end), true), (3, 'CONTRACT', a.x6, a.x6, null, 'create DRAFT 4;accept ACCEPTED 5;activate ACTIVE 6', true)) v (place, node_type, node_id, contract_id, from_status, steps, happened)
where v.happened

insert into history_entry (act, created_at, node_id, customer_id, contract_id, place, node_type, actor, from_status, steps)
select a.act, a.at, v.node_id, a.x1, v.contract_id, v.place, v.node_type, $1, v.from_status, v.steps
from (select nextval('history_entry_act_seq') as act, now() + (row_number() over () - 1) / 64 * interval '1 microsecond' as at, cast(c.customer_id as uuid) as x1
from (select distinct c.customer_id
from import_chunk c
where c.error_code is null and c.known_id is null and c.customer_status = 'PROSPECT') c
where true) a
cross
join lateral (values (0, 'CUSTOMER', a.x1, cast(null as uuid), 'PROSPECT', 'activate ACTIVE 0', true)) v (place, node_type, node_id, contract_id, from_status, steps, happened)
where v.happened

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
