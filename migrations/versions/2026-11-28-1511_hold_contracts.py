"""Hold contracts for several reasons at once. Each suspended contract gets a hold of its customer."""

from backend.migrate import run_script

revision = "2026_11_28_1511"
down_revision = "2026_11_28_1504"
branch_labels = None
depends_on = None

TABLE = """
create table contract_hold (
    contract_id uuid not null,
    reason text collate "C" not null,
    barring text collate "C" not null,
    since timestamptz not null default now(),
    by text collate "C" not null,
    until timestamptz,
    lifted_by text collate "C",
    constraint pk_contract_hold primary key (contract_id, reason, since),
    constraint fk_contract_hold_contract_id_contract foreign key (contract_id) references contract (id),
    constraint ck_contract_hold_reason
        check (reason in ('CUSTOMER', 'LOST', 'FRAUD', 'DEBT', 'REGULATOR', 'CUSTOMER_SUSPENDED')),
    constraint ck_contract_hold_barring check (barring in ('OUTGOING', 'ALL')),
    constraint ck_contract_hold_period check (until >= since),
    constraint ck_contract_hold_lifted check ((until is null) = (lifted_by is null))
);
create unique index uq_contract_hold_standing on contract_hold (contract_id, reason) where until is null;

-- The time and the actor of the suspension are in the history.
insert into contract_hold (contract_id, reason, barring, since, by)
select k.id, 'CUSTOMER', 'ALL', coalesce(s.created_at, k.updated_at), coalesce(s.actor, 'schedule')
from contract k left join lateral (
    select created_at, actor from status_change where node_id = k.id and node_type = 'CONTRACT' and to_status = 'SUSPENDED'
    order by created_at desc limit 1
) s on true
where k.status = 'SUSPENDED';
"""

# As with balances, the owner, who repairs and imports, is not checked.
RULES = """
create function crm_check_holds() returns trigger language plpgsql as $$
declare
    contract_key uuid;
    state text;
begin
    if tg_table_name = 'contract' then
        contract_key := new.id;
    else
        contract_key := new.contract_id;
    end if;
    select status into state from contract where id = contract_key;
    if (state = 'SUSPENDED') <> exists (select from contract_hold where contract_id = contract_key and until is null) then
        raise exception 'contract % is % and its holds do not agree', contract_key, state using errcode = 'CRM02';
    end if;
    return null;
end
$$;
create constraint trigger has_its_holds after update of status on contract deferrable initially deferred
    for each row when ((old.status = 'SUSPENDED') <> (new.status = 'SUSPENDED') and current_user = 'crm_app')
    execute function crm_check_holds();
create constraint trigger begins_with_its_holds after insert on contract deferrable initially deferred
    for each row when (new.status = 'SUSPENDED' and current_user = 'crm_app') execute function crm_check_holds();
create constraint trigger holds_its_contract after insert or update on contract_hold deferrable initially deferred
    for each row when (current_user = 'crm_app') execute function crm_check_holds();
create trigger audit after insert or update or delete on contract_hold for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();

revoke delete, truncate on contract_hold from crm_app;
alter table contract_hold enable row level security;
create policy everything on contract_hold to crm_app using (true) with check (true);
create policy line on contract_hold for select to crm_line
    using (contract_id in (select id from contract) and reason not in ('FRAUD', 'REGULATOR'));
create policy holder on contract_hold for select to crm_holder
    using (contract_id in (select id from contract) and reason not in ('FRAUD', 'REGULATOR'));
grant select on contract_hold to crm_line, crm_holder;
"""

DOWN = """
drop trigger has_its_holds on contract;
drop trigger begins_with_its_holds on contract;
drop table contract_hold;
drop function crm_check_holds();
"""


def upgrade() -> None:
    run_script(TABLE, RULES)


def downgrade() -> None:
    run_script(DOWN)
