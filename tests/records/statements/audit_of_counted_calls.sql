with ended as ( delete
from audit_count
where hour < date_trunc('hour', now(), 'UTC')
returning * ),
audited as materialized (select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, '[]'::jsonb as changes, cast(actor as text) as actor, cast(role as text) as role, cast(client as text) as client, cast(address as text) as address, cast(verb as text) as verb, cast(outcome as text) as outcome, cast(calls as integer) as calls, cast(since as timestamp with time zone) as since
from ended),
audit_row as (insert into audit_entry (id, actor, role, client, address, verb, outcome, digest, calls, since)
select id, actor, role, client, address, verb, outcome, sha256(salt || convert_to(changes::text, 'UTF8')), calls, since
from audited),
audit_detail_row as (insert into audit_detail (entry_id, salt, changes)
select id, salt, changes
from audited)
select count(*)
from audited
