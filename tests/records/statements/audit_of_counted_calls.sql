with ended as ( delete
from audit_count
where hour < date_trunc('hour', now(), 'UTC')
returning * ),
counted as materialized (
select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt, ended.*
from ended ),
entry as (
insert into audit_entry (id, actor, role, client, address, verb, outcome, digest, calls, since)
select id, actor, role, client, address, verb, outcome, sha256(salt || convert_to('[]', 'UTF8')), calls, since
from counted
returning id ),
detail as (
insert into audit_detail (entry_id, salt, changes)
select entry.id, salt, '[]'
from entry
join counted using (id) )
select count(*)
from entry
