with detail as materialized (
select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, case when :done then (coalesce(nullif(current_setting('crm.audit', true), ''), '[') || ']')::jsonb else '[]' end as changes ),
entry as (
insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome, idempotency_key, digest)
select id, :actor, :role, :client, :session_id, :address, :verb, :node_type, :node_id, :outcome, :key, sha256(salt || convert_to(changes::text, 'UTF8'))
from detail
returning id )
insert into audit_detail (entry_id, salt, changes)
select entry.id, salt, changes
from detail, entry
