with claim as (insert into idempotency_key (actor, key, input_hash, outcome)
select :claimant, :key, :input_hash, :outcome
on conflict do nothing
returning actor),
locked as materialized (
select pg_advisory_xact_lock_shared(cast(:registration as bigint))
from claim
union all
select pg_advisory_xact_lock(hashtextextended(text, 0))
from claim
cross
join unnest(cast(:texts as text[])) text ),
known as materialized (
select crm_is_known(:name, :phone, :email, :birth_date, :numbers, :contacts, :further) as customer
from (select count(*) as locks
from locked) taken
where locks > 0 ),
start as materialized (
select random() as value ),
broken as materialized (
select distinct on (r.form = 'LINES_AT_MOST', r.created_at, r.id) r.form, r.field, r.severity, r.message_en, r.message_ru, r.message_ky
from validation_rule r
cross
join jsonb_array_elements(cast(:given as jsonb)) as one (given)
where r.retired_at is null and r.active_from <= cast(:today as date) and (r.active_to is null or r.active_to >= cast(:today as date)) and (r.request_kind is null or r.request_kind = cast(:request_kind as text)) and r.field = any (cast(:fields as text[])) and r.form = any (cast(:forms as text[])) and (r.customer_kind is null or r.customer_kind = cast(:checked_kind as text)) and (r.document_kind is null or r.document_kind = given ->> 'document.kind') and (r.document_country is null or r.document_country = given ->> 'document.country') and case r.form when 'REQUIRED' then given ->> r.field is null and (r.field <> 'document.expiresOn' or given ->> 'document.number' is not null) when 'FORMAT' then (given ->> r.field) !~ ('^(?:' || r.pattern || ')$') or length(given ->> r.field) not between coalesce(r.min_length, 0) and coalesce(r.max_length, 1000) when 'AGE_AT_LEAST' then cast(given ->> r.field as date) > cast(:today as date) - make_interval(years => least(r.number, 1000)) when 'DOCUMENT_VALID' then cast(given ->> r.field as date) < cast(:today as date) + r.number when 'BLOCKLIST' then exists (select
from blocklist_entry b
where b.hash = crm_keyed_hash( cast(:inner_pad as bytea), cast(:outer_pad as bytea), crm_blocked_value(r.field, given))) when 'LINES_AT_MOST' then cast(given ->> r.field as integer) > r.number end
order by r.form = 'LINES_AT_MOST', r.created_at, r.id ),
sold as materialized (
select id, currency, tariff_version_id
from tariff
where code = :tariff and currency = :currency and active and not (select customer
from known) and not exists (select
from broken) for share ),
booked as materialized (
select o.id, array_position(cast(:options as text[]), o.code) as place
from sold
join tariff_compatibility c on c.tariff_id = sold.id
join tariff_option o on o.id = c.tariff_option_id
where o.code = any (cast(:options as text[])) and o.active ),
free_sim as materialized (
select *
from (select id, msisdn, kind
from sim
where status = 'AVAILABLE' and true and pick >= (select value
from start)
order by pick limit 1 for
update skip locked) free
union all
select *
from (select id, msisdn, kind
from sim
where status = 'AVAILABLE' and true and pick < (select value
from start)
order by pick limit 1 for
update skip locked) free limit 1 ),
free_number as materialized (
select id, msisdn
from phone_number
where msisdn = :msisdn and status = 'AVAILABLE' and number_class = 'STANDARD' and exists (select
from free_sim) for
update ),
given as materialized (
select cast(:contract_id as uuid) as contract_id, cast(:customer_id as uuid) as customer_id, s.id as sim_id, s.msisdn as sim_msisdn, n.id as number_id, n.msisdn, sold.id as tariff_id, sold.tariff_version_id, sold.currency, cast(:account_id as uuid) as account_id, cast(:floor_minor as bigint) as floor_minor, array(select id
from booked
order by place) as options
from sold, free_sim s, free_number n
where (select count(*)
from booked) = cardinality(cast(:options as text[])) and not exists (
select rule.id, rule.form, rule.tariff_option_id, rule.tariff_option_id is not null as of_option, rule.message_en, rule.message_ru, rule.message_ky
from compatibility_rule rule
where rule.retired_at is null and (rule.tariff_id = sold.id or rule.tariff_option_id = any (coalesce(array(select id
from booked), '{}'))) and case rule.form when 'REQUIRES' then coalesce(rule.other_tariff_id <> sold.id, rule.other_option_id <> all (coalesce(array(select id
from booked), '{}'))) when 'EXCLUDES' then coalesce(rule.other_tariff_id = sold.id, rule.other_option_id = any (coalesce(array(select id
from booked), '{}'))) when 'CUSTOMER_KIND' then rule.customer_kind <> cast(:kind as text) when 'SIM_KIND' then rule.sim_kind <> s.kind when 'NUMBER_CLASS' then rule.number_class <> 'STANDARD' when 'AGE' then cast(:kind as text) = 'PERSON' and not (coalesce(cast(:birth_date as date) <= cast(:today as date) - make_interval(years => coalesce(rule.min_age, 0)), false) and coalesce(cast(:birth_date as date) > cast(:today as date) - make_interval(years => coalesce(rule.max_age, 200) + 1), false)) when 'SALES_PERIOD' then not cast(:today as date) between coalesce(rule.sold_from, cast(:today as date)) and coalesce(rule.sold_until, cast(:today as date)) end
order by rule.created_at, rule.id ) ),
customer_row as (insert into customer (id, kind, name, phone, email, status, language, birth_date, version)
select customer_id, :kind, :name, :phone, :email, 'ACTIVE', :language, :birth_date, 2
from given
returning * ),
document_row as (insert into identity_document (customer_id, kind, number, country, expires_on)
select customer_id, :document_kind, :document_number, :document_country, :document_expires_on
from given
where cast(:document_kind as text) is not null
returning * ),
ordered as (insert into provisioning_order (contract_id, sim_id, phone_number_id, kind)
select contract_id, sim_id, number_id, 'ACTIVATE'
from given ),
option_row as (insert into contract_option (contract_id, tariff_option_id)
select contract_id, o
from given
cross
join lateral unnest(options) o
returning * ),
number_bound as (insert into number_binding (phone_number_id, contract_id, bound_from)
select number_id, contract_id, now()
from given ),
sim_bound as (insert into sim_binding (sim_id, contract_id, bound_from)
select sim_id, contract_id, now()
from given ),
number_row as (update phone_number n
set status = 'ASSIGNED', reserved_by = null, reserved_for = null, reserved_until = null
from given
where true and n.id = given.number_id ),
sim_row as (update sim s
set status = 'ACTIVE', msisdn = given.msisdn, activated_at = now(), reserved_by = null, reserved_for = null, reserved_until = null
from given
where true and s.id = given.sim_id ),
account_row as (insert into ledger_account (id, kind, code, currency, contract_id, customer_id, floor_minor)
select account_id, 'CONTRACT', 'CONTRACT', currency, contract_id, customer_id, floor_minor
from given ),
contract_row as (insert into contract (id, status, customer_id, sim_id, phone_number_id, tariff_id, tariff_version_id, currency, signed_at, activated_at)
select contract_id, 'ACTIVE', customer_id, sim_id, number_id, tariff_id, tariff_version_id, currency, now(), now()
from given
returning * ),
step as (insert into history_entry (act, created_at, node_id, customer_id, contract_id, place, node_type, actor, from_status, steps)
select a.act, a.at, v.node_id, a.x1, v.contract_id, v.place, v.node_type, :actor, v.from_status, v.steps
from (select nextval('history_entry_act_seq') as act, clock_timestamp() as at, cast(customer_id as uuid) as x1, cast(contract_id as uuid) as x2, cast(sim_id as uuid) as x3, cast(number_id as uuid) as x4
from given
where true) a
cross
join lateral (values (0, 'CUSTOMER', a.x1, cast(null as uuid), null, 'create PROSPECT 0;activate ACTIVE 6', true), (1, 'CONTRACT', a.x2, a.x2, null, 'create DRAFT 1;accept ACCEPTED 2;activate ACTIVE 3', true), (2, 'SIM', a.x3, a.x2, 'AVAILABLE', 'activate ACTIVE 4', true), (3, 'PHONE_NUMBER', a.x4, a.x2, 'AVAILABLE', 'assign ASSIGNED 5', true)) v (place, node_type, node_id, contract_id, from_status, steps, happened)
where v.happened ),
logged_event as (insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select v.topic, v.node_type, v.node_id, customer_id, v.contract_id, :actor, v.payload
from given
cross
join lateral (values (0, 'contract.activated', 'Contract', cast(contract_id as uuid), cast(contract_id as uuid), '{"machine":"CONTRACT","verb":"activate","from":null,"to":"ACTIVE"}'::jsonb), (1, 'sim.activated', 'Sim', cast(sim_id as uuid), cast(contract_id as uuid), '{"machine":"SIM","verb":"activate","from":"AVAILABLE","to":"ACTIVE"}'::jsonb), (2, 'phone_number.assigned', 'PhoneNumber', cast(number_id as uuid), cast(contract_id as uuid), '{"machine":"PHONE_NUMBER","verb":"assign","from":"AVAILABLE","to":"ASSIGNED"}'::jsonb), (3, 'customer.activated', 'Customer', cast(customer_id as uuid), cast(null as uuid), '{"machine":"CUSTOMER","verb":"activate","from":null,"to":"ACTIVE"}'::jsonb)) v (place, topic, node_type, node_id, contract_id, payload)
order by v.place ),
audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_build_object('table', 'customer', 'id', customer_row.id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls((to_jsonb(customer_row) - '{id,created_at,updated_at,version,name_key,name_order}'::text[]) || jsonb_strip_nulls(jsonb_build_object('status', 'PROSPECT'))))) || coalesce((select jsonb_agg(jsonb_build_object('table', 'identity_document', 'id', d.id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(to_jsonb(d) - '{id,created_at,updated_at,version,number_key}'::text[])))
from document_row d), '[]') || jsonb_build_array(jsonb_build_object('table', 'contract', 'id', contract_row.id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(to_jsonb(contract_row) - '{id,created_at,updated_at,version}'::text[])), jsonb_build_object('table', 'sim', 'id', given.sim_id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('status', 'AVAILABLE', 'msisdn', nullif(sim_msisdn, given.msisdn))), 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ACTIVE', 'msisdn', nullif(given.msisdn, sim_msisdn), 'activated_at', now()))), jsonb_build_object('table', 'phone_number', 'id', given.number_id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('status', 'AVAILABLE')), 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ASSIGNED')))) || coalesce((select jsonb_agg(jsonb_build_object('table', 'contract_option', 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object('contract_id', o.contract_id, 'tariff_option_id', o.tariff_option_id, 'added_at', o.added_at))))
from option_row o), '[]') || jsonb_build_array(jsonb_build_object('table', 'customer', 'id', customer_row.id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('status', 'PROSPECT')), 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ACTIVE')))) as changes, cast(:actor as text) as actor, cast(:role as text) as role, cast(:client as text) as client, cast(:session_id as uuid) as session_id, cast(:address as text) as address, cast('con' as text) as node_type, cast(:contract_id as uuid) as node_id, cast('getSim' as text) as verb, cast('DONE' as text) as outcome, cast(:key as text) as idempotency_key
from given
cross
join customer_row
cross
join contract_row),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, idempotency_key, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, idempotency_key, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
select true
from given
union all
select crm_refuse('NOT_IN_ONE_STATEMENT', 'the verb decides')
from claim
where not exists (select
from given)

with claim as materialized (select),
locked as materialized (
select pg_advisory_xact_lock_shared(cast(:registration as bigint))
from claim
union all
select pg_advisory_xact_lock(hashtextextended(text, 0))
from claim
cross
join unnest(cast(:texts as text[])) text ),
known as materialized (
select crm_is_known(:name, :phone, :email, :birth_date, :numbers, :contacts, :further) as customer
from (select count(*) as locks
from locked) taken
where locks > 0 ),
start as materialized (
select random() as value ),
broken as materialized (
select distinct on (r.form = 'LINES_AT_MOST', r.created_at, r.id) r.form, r.field, r.severity, r.message_en, r.message_ru, r.message_ky
from validation_rule r
cross
join jsonb_array_elements(cast(:given as jsonb)) as one (given)
where r.retired_at is null and r.active_from <= cast(:today as date) and (r.active_to is null or r.active_to >= cast(:today as date)) and (r.request_kind is null or r.request_kind = cast(:request_kind as text)) and r.field = any (cast(:fields as text[])) and r.form = any (cast(:forms as text[])) and (r.customer_kind is null or r.customer_kind = cast(:checked_kind as text)) and (r.document_kind is null or r.document_kind = given ->> 'document.kind') and (r.document_country is null or r.document_country = given ->> 'document.country') and case r.form when 'REQUIRED' then given ->> r.field is null and (r.field <> 'document.expiresOn' or given ->> 'document.number' is not null) when 'FORMAT' then (given ->> r.field) !~ ('^(?:' || r.pattern || ')$') or length(given ->> r.field) not between coalesce(r.min_length, 0) and coalesce(r.max_length, 1000) when 'AGE_AT_LEAST' then cast(given ->> r.field as date) > cast(:today as date) - make_interval(years => least(r.number, 1000)) when 'DOCUMENT_VALID' then cast(given ->> r.field as date) < cast(:today as date) + r.number when 'BLOCKLIST' then exists (select
from blocklist_entry b
where b.hash = crm_keyed_hash( cast(:inner_pad as bytea), cast(:outer_pad as bytea), crm_blocked_value(r.field, given))) when 'LINES_AT_MOST' then cast(given ->> r.field as integer) > r.number end
order by r.form = 'LINES_AT_MOST', r.created_at, r.id ),
sold as materialized (
select id, currency, tariff_version_id
from tariff
where code = :tariff and currency = :currency and active and not (select customer
from known) and not exists (select
from broken) for share ),
free_sim as materialized (
select *
from (select id, msisdn, kind
from sim
where status = 'AVAILABLE' and true and pick >= (select value
from start)
order by pick limit 1 for
update skip locked) free
union all
select *
from (select id, msisdn, kind
from sim
where status = 'AVAILABLE' and true and pick < (select value
from start)
order by pick limit 1 for
update skip locked) free limit 1 ),
free_number as materialized (
select id, msisdn
from phone_number
where msisdn = :msisdn and status = 'AVAILABLE' and number_class = 'STANDARD' and exists (select
from free_sim) for
update ),
given as materialized (
select cast(:contract_id as uuid) as contract_id, cast(:customer_id as uuid) as customer_id, s.id as sim_id, s.msisdn as sim_msisdn, n.id as number_id, n.msisdn, sold.id as tariff_id, sold.tariff_version_id, sold.currency, cast(:account_id as uuid) as account_id, cast(:floor_minor as bigint) as floor_minor
from sold, free_sim s, free_number n
where not exists (
select rule.id, rule.form, rule.tariff_option_id, rule.tariff_option_id is not null as of_option, rule.message_en, rule.message_ru, rule.message_ky
from compatibility_rule rule
where rule.retired_at is null and (rule.tariff_id = sold.id or rule.tariff_option_id = any (coalesce(cast(null as uuid[]), '{}'))) and case rule.form when 'REQUIRES' then coalesce(rule.other_tariff_id <> sold.id, rule.other_option_id <> all (coalesce(cast(null as uuid[]), '{}'))) when 'EXCLUDES' then coalesce(rule.other_tariff_id = sold.id, rule.other_option_id = any (coalesce(cast(null as uuid[]), '{}'))) when 'CUSTOMER_KIND' then rule.customer_kind <> cast(:kind as text) when 'SIM_KIND' then rule.sim_kind <> s.kind when 'NUMBER_CLASS' then rule.number_class <> 'STANDARD' when 'AGE' then cast(:kind as text) = 'PERSON' and not (coalesce(cast(:birth_date as date) <= cast(:today as date) - make_interval(years => coalesce(rule.min_age, 0)), false) and coalesce(cast(:birth_date as date) > cast(:today as date) - make_interval(years => coalesce(rule.max_age, 200) + 1), false)) when 'SALES_PERIOD' then not cast(:today as date) between coalesce(rule.sold_from, cast(:today as date)) and coalesce(rule.sold_until, cast(:today as date)) end
order by rule.created_at, rule.id ) ),
customer_row as (insert into customer (id, kind, name, phone, email, status, language, birth_date, version)
select customer_id, :kind, :name, :phone, :email, 'ACTIVE', :language, :birth_date, 2
from given
returning * ),
number_bound as (insert into number_binding (phone_number_id, contract_id, bound_from)
select number_id, contract_id, now()
from given ),
sim_bound as (insert into sim_binding (sim_id, contract_id, bound_from)
select sim_id, contract_id, now()
from given ),
number_row as (update phone_number n
set status = 'ASSIGNED', reserved_by = null, reserved_for = null, reserved_until = null
from given
where true and n.id = given.number_id ),
sim_row as (update sim s
set status = 'ACTIVE', msisdn = given.msisdn, activated_at = now(), reserved_by = null, reserved_for = null, reserved_until = null
from given
where true and s.id = given.sim_id ),
account_row as (insert into ledger_account (id, kind, code, currency, contract_id, customer_id, floor_minor)
select account_id, 'CONTRACT', 'CONTRACT', currency, contract_id, customer_id, floor_minor
from given ),
contract_row as (insert into contract (id, status, customer_id, sim_id, phone_number_id, tariff_id, tariff_version_id, currency, signed_at, activated_at)
select contract_id, 'ACTIVE', customer_id, sim_id, number_id, tariff_id, tariff_version_id, currency, now(), now()
from given
returning * ),
step as (insert into history_entry (act, created_at, node_id, customer_id, contract_id, place, node_type, actor, from_status, steps)
select a.act, a.at, v.node_id, a.x1, v.contract_id, v.place, v.node_type, :actor, v.from_status, v.steps
from (select nextval('history_entry_act_seq') as act, clock_timestamp() as at, cast(customer_id as uuid) as x1, cast(contract_id as uuid) as x2, cast(sim_id as uuid) as x3, cast(number_id as uuid) as x4
from given
where true) a
cross
join lateral (values (0, 'CUSTOMER', a.x1, cast(null as uuid), null, 'create PROSPECT 0;activate ACTIVE 6', true), (1, 'CONTRACT', a.x2, a.x2, null, 'create DRAFT 1;accept ACCEPTED 2;activate ACTIVE 3', true), (2, 'SIM', a.x3, a.x2, 'AVAILABLE', 'activate ACTIVE 4', true), (3, 'PHONE_NUMBER', a.x4, a.x2, 'AVAILABLE', 'assign ASSIGNED 5', true)) v (place, node_type, node_id, contract_id, from_status, steps, happened)
where v.happened ),
logged_event as (insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select v.topic, v.node_type, v.node_id, customer_id, v.contract_id, :actor, v.payload
from given
cross
join lateral (values (0, 'contract.activated', 'Contract', cast(contract_id as uuid), cast(contract_id as uuid), '{"machine":"CONTRACT","verb":"activate","from":null,"to":"ACTIVE"}'::jsonb), (1, 'sim.activated', 'Sim', cast(sim_id as uuid), cast(contract_id as uuid), '{"machine":"SIM","verb":"activate","from":"AVAILABLE","to":"ACTIVE"}'::jsonb), (2, 'phone_number.assigned', 'PhoneNumber', cast(number_id as uuid), cast(contract_id as uuid), '{"machine":"PHONE_NUMBER","verb":"assign","from":"AVAILABLE","to":"ASSIGNED"}'::jsonb), (3, 'customer.activated', 'Customer', cast(customer_id as uuid), cast(null as uuid), '{"machine":"CUSTOMER","verb":"activate","from":null,"to":"ACTIVE"}'::jsonb)) v (place, topic, node_type, node_id, contract_id, payload)
order by v.place ),
audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_build_object('table', 'customer', 'id', customer_row.id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls((to_jsonb(customer_row) - '{id,created_at,updated_at,version,name_key,name_order}'::text[]) || jsonb_strip_nulls(jsonb_build_object('status', 'PROSPECT'))))) || jsonb_build_array(jsonb_build_object('table', 'contract', 'id', contract_row.id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(to_jsonb(contract_row) - '{id,created_at,updated_at,version}'::text[])), jsonb_build_object('table', 'sim', 'id', given.sim_id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('status', 'AVAILABLE', 'msisdn', nullif(sim_msisdn, given.msisdn))), 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ACTIVE', 'msisdn', nullif(given.msisdn, sim_msisdn), 'activated_at', now()))), jsonb_build_object('table', 'phone_number', 'id', given.number_id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('status', 'AVAILABLE')), 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ASSIGNED')))) || jsonb_build_array(jsonb_build_object('table', 'customer', 'id', customer_row.id, 'change', 'UPDATE', 'before', jsonb_strip_nulls(jsonb_build_object('status', 'PROSPECT')), 'after', jsonb_strip_nulls(jsonb_build_object('status', 'ACTIVE')))) as changes, cast(:actor as text) as actor, cast(:role as text) as role, cast(:client as text) as client, cast(:session_id as uuid) as session_id, cast(:address as text) as address, cast('con' as text) as node_type, cast(:contract_id as uuid) as node_id, cast('getSim' as text) as verb, cast('DONE' as text) as outcome, cast(:key as text) as idempotency_key
from given
cross
join customer_row
cross
join contract_row),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, idempotency_key, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, idempotency_key, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
select true
from given
union all
select crm_refuse('NOT_IN_ONE_STATEMENT', 'the verb decides')
from claim
where not exists (select
from given)
