with claim as (insert into idempotency_key (actor, key, input_hash, outcome)
select $1, $2, $3, $4
on conflict do nothing
returning actor),
line as (
select k.id, k.customer_id
from claim, contract k
where k.id = $5 and k.status in ('ACTIVE', 'SUSPENDED') and k.currency = $6 for share of k ),
credited as (
update ledger_account a
set balance_minor = a.balance_minor + $7, moved_at = greatest(clock_timestamp(), a.moved_at + interval '1 microsecond')
from line
where a.contract_id = line.id and a.currency = $6
returning a.id, a.contract_id, a.customer_id, a.balance_minor, a.moved_at ),
paid as (
insert into payment (id, contract_id, amount_minor, currency, method, status, paid_at, payer, idempotency_key)
select $8, contract_id, $7, $6, $9, 'SUCCEEDED', moved_at, $1, $2
from credited
returning * ),
house as (insert into ledger_account (id, kind, code, currency)
select $10, $11, $11, $6
from credited
on conflict do nothing),
posting as (insert into ledger_posting (id, kind, payment_id, actor)
select $12, 'PAYMENT', $8, $13
from credited),
entry as (insert into ledger_entry (id, posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency, balance_after_minor, created_at)
select cast($14 as uuid), cast($12 as uuid), cast(id as uuid), cast('CONTRACT' as text), cast('PAYMENT' as text), cast(contract_id as uuid), cast($8 as uuid), cast($7 as bigint), cast($6 as text), cast(balance_minor as bigint), cast(moved_at as timestamp with time zone)
from credited
union all
select cast($15 as uuid), cast($12 as uuid), cast($10 as uuid), cast($11 as text), cast('PAYMENT' as text), cast(null as uuid), cast($8 as uuid), cast(-$7::bigint as bigint), cast($6 as text), cast(null as bigint), cast(moved_at as timestamp with time zone)
from credited),
receipt as (
insert into bill (id, kind, contract_id, payment_id, method, amount_minor, tax_minor, tax_rate, balance_before_minor, balance_after_minor, currency, issued_at)
select $16, 'RECEIPT', contract_id, $8, $9, $7, $17, $18, balance_minor - $7, balance_minor, $6, moved_at
from credited ),
step as (insert into history_entry (act, created_at, node_id, customer_id, contract_id, place, node_type, actor, from_status, steps)
select a.act, a.at, v.node_id, a.x3, v.contract_id, v.place, v.node_type, $13, v.from_status, v.steps
from (select nextval('history_entry_act_seq') as act, moved_at as at, cast($8 as uuid) as x1, cast(contract_id as uuid) as x2, cast(customer_id as uuid) as x3
from credited
where true) a
cross
join lateral (values (0, 'PAYMENT', a.x1, a.x2, null, 'start PENDING 0;succeed SUCCEEDED 1', true)) v (place, node_type, node_id, contract_id, from_status, steps, happened)
where v.happened),
logged_event as (insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select 'payment.succeeded', 'Payment', $8, customer_id, contract_id, $13, '{"machine":"PAYMENT","verb":"succeed","from":null,"to":"SUCCEEDED"}'
from credited),
audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, jsonb_build_array(jsonb_build_object('table', 'payment', 'id', paid.id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(to_jsonb(paid) - '{id,created_at,updated_at,version}'::text[]))) as changes, cast($13 as text) as actor, cast($19 as text) as role, cast($20 as text) as client, cast($21 as uuid) as session_id, cast($22 as text) as address, cast('pay' as text) as node_type, cast($8 as uuid) as node_id, cast('getDeposit' as text) as verb, cast('DONE' as text) as outcome, cast($2 as text) as idempotency_key
from paid),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, idempotency_key, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, idempotency_key, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
select case when exists (select
from credited) then true when exists (select
from claim) then crm_refuse('NOT_IN_ONE_STATEMENT', 'the verb decides') else false end
