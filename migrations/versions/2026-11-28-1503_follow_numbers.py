"""What belonged to the holder of a number ends when the number leaves them: sign-ins, codes, messages, contacts."""

from backend.migrate import run_script

revision = "2026_11_28_1503"
down_revision = "2026_11_28_1502"
branch_labels = None
depends_on = None

UP = """
create table number_release (
    msisdn text collate "C" not null,
    released_at timestamptz not null,
    constraint pk_number_release primary key (msisdn)
);
create table lost_phone (
    customer_id uuid not null,
    phone text collate "C" not null,
    lost_at timestamptz not null,
    constraint pk_lost_phone primary key (customer_id, phone)
);
grant select, insert, update, delete on number_release, lost_phone to crm_app;
alter table lost_phone enable row level security;
create policy everything on lost_phone to crm_app using (true) with check (true);
create policy line on lost_phone for select to crm_line using (false);
create policy holder on lost_phone for select to crm_holder
    using (customer_id::text = current_setting('crm.customer', true));
grant select on lost_phone to crm_line, crm_holder;

-- Numbers that have left a contract in service before, and who still has one of them as a contact.
insert into number_release
select n.msisdn, max(b.bound_to) from number_binding b join phone_number n on n.id = b.phone_number_id
where b.bound_to is not null group by n.msisdn;
insert into lost_phone
select c.id, c.phone, r.released_at from customer c join number_release r on r.msisdn = c.phone
where c.created_at < r.released_at;

alter table one_time_code add column line text collate "C";

-- One place for all acts by which a number leaves its holder: closing, another number, a transfer, a port.
create function crm_number_released() returns trigger language plpgsql as $$
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
create trigger number_released after update of status, customer_id, phone_number_id on contract for each row
    when (old.status in ('ACTIVE', 'SUSPENDED') and (new.status not in ('ACTIVE', 'SUSPENDED')
        or new.customer_id <> old.customer_id or new.phone_number_id is distinct from old.phone_number_id))
    execute function crm_number_released();

create function crm_phone_given() returns trigger language plpgsql as $$
begin
    delete from lost_phone where customer_id = new.id and phone = new.phone;
    return null;
end
$$;
create trigger phone_given after update of phone on customer for each row
    when (new.phone is distinct from old.phone) execute function crm_phone_given();

alter table notification
    drop constraint ck_notification_last_error_code,
    add constraint ck_notification_last_error_code check (last_error_code in ('UNREACHABLE', 'REFUSED', 'UNSENDABLE',
        'EXPIRED', 'INTERRUPTED', 'NOT_DELIVERED', 'NO_CONSENT', 'NUMBER_RELEASED', 'UNEXPECTED'));
"""

DOWN = """
update notification set last_error_code = 'UNSENDABLE' where last_error_code = 'NUMBER_RELEASED';
alter table notification
    drop constraint ck_notification_last_error_code,
    add constraint ck_notification_last_error_code check (last_error_code in ('UNREACHABLE', 'REFUSED', 'UNSENDABLE',
        'EXPIRED', 'INTERRUPTED', 'NOT_DELIVERED', 'NO_CONSENT', 'UNEXPECTED'));
drop trigger phone_given on customer;
drop function crm_phone_given();
drop trigger number_released on contract;
drop function crm_number_released();
alter table one_time_code drop column line;
drop table lost_phone, number_release;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
