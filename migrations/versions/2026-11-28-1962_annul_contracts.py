"""Contracts that never came into service are annulled, and their SIMs return to the pool."""

from backend.migrate import run_script

revision = "2026_11_28_1962"
down_revision = "2026_11_28_1961"
branch_labels = None
depends_on = None

UP = """
alter table contract
    drop constraint ck_contract_status,
    add constraint ck_contract_status check (status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED', 'CLOSED', 'CANCELLED',
        'TRANSFERRED', 'ANNULLED')) not valid,
    drop constraint ck_contract_closed,
    add constraint ck_contract_closed
        check ((status in ('CLOSED', 'TRANSFERRED', 'ANNULLED')) = (closed_at is not null)) not valid;
alter table contract validate constraint ck_contract_status, validate constraint ck_contract_closed;

-- ck_sim_once_active keeps a SIM with `activated_at` out of the pool. Only the SIM of a contract that was annulled, and
-- that no other contract has, was not used.
create function crm_sim_returned() returns trigger language plpgsql as $$
begin
    if new.status <> 'AVAILABLE'
        or not exists (select from contract where sim_id = new.id and status = 'ANNULLED')
        or exists (select from contract where sim_id = new.id and status not in ('ANNULLED', 'CANCELLED')) then
        raise exception 'the SIM % was in use', new.iccid
            using errcode = 'check_violation', constraint = 'ck_sim_once_active', table = 'sim';
    end if;
    return new;
end
$$;
create trigger returned before update of activated_at on sim for each row
    when (old.activated_at is not null and new.activated_at is null)
    execute function crm_sim_returned();
"""

# A contract that was annulled is one that was cancelled, to the release before.
DOWN = """
drop trigger returned on sim;
drop function crm_sim_returned();
alter table contract drop constraint ck_contract_status, drop constraint ck_contract_closed;
update contract set status = 'CANCELLED', closed_at = null where status = 'ANNULLED';
alter table contract
    add constraint ck_contract_status check (status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED', 'CLOSED', 'CANCELLED',
        'TRANSFERRED')),
    add constraint ck_contract_closed check ((status in ('CLOSED', 'TRANSFERRED')) = (closed_at is not null));
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
