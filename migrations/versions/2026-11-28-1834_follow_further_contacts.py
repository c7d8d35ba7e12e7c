"""A number takes further contacts with it; a merged customer has no open pair; erasure reaches more rows."""

from backend.migrate import run_script

revision = "2026_11_28_1834"
down_revision = "2026_11_28_1833"
branch_labels = None
depends_on = None

# As before, and a further contact with the number is removed: the primary one has to be something, a further one not.
RELEASED = """
create or replace function crm_number_released() returns trigger language plpgsql as $$
declare
    left_number text := (select msisdn from phone_number where id = old.phone_number_id);
    collected text := coalesce(current_setting('crm.audit', true), '');
begin
    -- Two customers that are merged, or told apart again, are one person: the number stays theirs.
    if new.customer_id = old.customer_id or not exists (
        select from customer_merge
        where (survivor_id, other_id) in ((new.customer_id, old.customer_id), (old.customer_id, new.customer_id))
    ) then
        insert into number_release values (left_number, clock_timestamp())
            on conflict (msisdn) do update set released_at = excluded.released_at;
        insert into lost_phone select id, phone, clock_timestamp() from customer where phone = left_number
            on conflict (customer_id, phone) do update set lost_at = excluded.lost_at;
        {further}
    end if;
    -- Not in the audit entry: a plan of the act must not change because the subscriber signs in meanwhile.
    perform set_config('crm.audit', '', true);
    with ended as (
        update session set ended_at = clock_timestamp(), cookie_hash = null
        where contract_id = old.id and ended_at is null returning id
    )
    insert into revocation (subject) select 'session:' || id from ended;
    perform set_config('crm.audit', collected, true);
    return null;
end
$$;
"""
FURTHER = "delete from customer_contact where phone = left_number;"
# Numbers that have left before, unless a line of the customer has the number now, or it was given after that.
LOST = """
delete from customer_contact t using number_release r
where r.msisdn = t.phone and t.created_at < r.released_at and not exists (
    select from contract k join phone_number n on n.id = k.phone_number_id
    where k.customer_id = t.customer_id and n.msisdn = t.phone and k.status in ('ACTIVE', 'SUSPENDED'));
"""

# The trigger runs after the one of the foreign key, which has waited for a merge: a search that read a customer before
# it was merged writes no pair of it. The next search finds the survivor.
PAIRS = """
create function crm_pair_of_merged() returns trigger language plpgsql as $$
begin
    if exists (select from customer where id in (new.customer_id, new.other_id) and merged_into_id is not null) then
        delete from duplicate_pair where id = new.id;
    end if;
    return null;
end
$$;
create trigger pair_of_merged after insert on duplicate_pair for each row
    when (new.status = 'OPEN') execute function crm_pair_of_merged();
delete from duplicate_pair p using customer c
where p.status = 'OPEN' and c.id in (p.customer_id, p.other_id) and c.merged_into_id is not null;
"""

# Events about requests that nobody tied to a customer have no other index by which an erasure finds them.
STRAY = """
create index ix_event_stray_request on event (node_id) where node_type = 'Request' and customer_id is null;
create function crm_erase_request_events(erased uuid, requests uuid[]) returns integer
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    kept_in_events constant text[] := '{machine,verb,from,to,internal,quiet,kind,priority,fields,by}';
    rows integer;
begin
    if not exists (select from customer where id = erased and erased_at is not null) then
        raise exception 'the customer % is not erased', erased using errcode = 'CRM02';
    end if;
    update event e set payload = coalesce(
            (select jsonb_object_agg(key, value) from jsonb_each(e.payload) where key = any(kept_in_events)), '{}')
        where e.node_id = any(requests) and e.node_type = 'Request' and e.customer_id is null
            and exists (select from jsonb_object_keys(e.payload) key where key <> all(kept_in_events));
    get diagnostics rows = row_count;
    return rows;
end
$$;
revoke execute on function crm_erase_request_events(uuid, uuid[]) from public;
grant execute on function crm_erase_request_events(uuid, uuid[]) to crm_app;
"""
DOWN = """
drop function crm_erase_request_events(uuid, uuid[]);
drop index ix_event_stray_request;
drop trigger pair_of_merged on duplicate_pair;
drop function crm_pair_of_merged();
"""


def upgrade() -> None:
    run_script(RELEASED.replace("{further}", FURTHER), LOST, PAIRS, STRAY)


def downgrade() -> None:
    run_script(DOWN, RELEASED.replace("        {further}\n", ""))
