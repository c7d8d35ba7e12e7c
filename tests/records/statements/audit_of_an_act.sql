with audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, case when cast(:done as boolean) then (coalesce(nullif(current_setting('crm.audit', true), ''), '[') || ']')::jsonb else '[]' end as changes, cast(:actor as text) as actor, cast(:role as text) as role, cast(:client as text) as client, cast(:session_id as uuid) as session_id, cast(:address as text) as address, cast(:verb as text) as verb, cast(:node_type as text) as node_type, cast(:node_id as uuid) as node_id, cast(:outcome as text) as outcome, cast(:idempotency_key as text) as idempotency_key ),
audit_row as (insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, idempotency_key, digest)
select id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, idempotency_key, sha256(salt || convert_to(changes::text, 'UTF8'))
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
select
from audited
