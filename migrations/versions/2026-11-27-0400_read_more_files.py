"""Add notes, all faults of a row and the results of dry runs to imports, and opening balances below the floor."""

from backend.migrate import run_script

revision = "2026_11_27_0400"
down_revision = "2026_11_27_0300"
branch_labels = None
depends_on = None

# A mapping was an object, which does not keep the order of its keys; several headings of a column are joined in order.
FILES = r"""
alter table import_job add column encoding text collate "C", add column dialect jsonb,
    add column notes jsonb default '[]' not null;
update import_job set mapping = (
    select jsonb_agg(jsonb_build_array(name, "column")) from jsonb_each(mapping) each (name, "column"))
where mapping is not null and jsonb_typeof(mapping) = 'object' and mapping <> '{}';
update import_job set mapping = null where jsonb_typeof(mapping) <> 'array';
alter table import_row add column faults jsonb;
alter table rejected_row add column faults jsonb;
alter table import_outcome add column would jsonb;

create view import_note as
    select j.id as job_id, listed.position, said.code, said.message, said.row
    from import_job j, jsonb_array_elements(j.notes) with ordinality listed (note, position),
        jsonb_to_record(listed.note) as said (code text, message text, row integer);
create view row_fault as
    select r.id as row_id, listed.position, said.code, said."column" as column_name, said.message, said.value
    from rejected_row r, jsonb_array_elements(coalesce(r.faults, jsonb_build_array(jsonb_build_object(
            'code', r.code, 'column', r.column_name, 'message', r.message, 'value', r.value))))
            with ordinality listed (fault, position),
        jsonb_to_record(listed.fault) as said (code text, "column" text, message text, value text);
grant select on import_note, row_fault to crm_app;
"""

# An account that is brought forward below its floor has a second floor, its remaining debt, until it reaches the agreed
# floor. The second floor rises with the balance, so that nothing can be spent meanwhile, and is then cleared. It can
# only be set for a new account.
LEDGER = r"""
alter table ledger_account add column debt_floor_minor bigint;
alter table ledger_account drop constraint ck_ledger_account_house, drop constraint ck_ledger_account_floor,
    add constraint ck_ledger_account_house check (contract_id is not null
        or (balance_minor = 0 and floor_minor is null and debt_floor_minor is null)) not valid,
    add constraint ck_ledger_account_floor check (balance_minor >= least(floor_minor, debt_floor_minor)) not valid;
alter table ledger_account validate constraint ck_ledger_account_house;
alter table ledger_account validate constraint ck_ledger_account_floor;

create function crm_raise_debt_floor() returns trigger language plpgsql as $$
begin
    new.debt_floor_minor := case when new.floor_minor is null or new.balance_minor >= new.floor_minor then null
        else greatest(old.debt_floor_minor, new.balance_minor) end;
    return new;
end
$$;
create trigger raise_debt_floor before update of balance_minor, floor_minor on ledger_account for each row
    when (old.debt_floor_minor is not null) execute function crm_raise_debt_floor();
grant insert (debt_floor_minor) on ledger_account to crm_app;
"""

DOWN = r"""
drop trigger raise_debt_floor on ledger_account;
drop function crm_raise_debt_floor();
alter table ledger_account drop constraint ck_ledger_account_house, drop constraint ck_ledger_account_floor;
-- The floor of an account that owes more than its floor allows becomes its debt.
update ledger_account set floor_minor = balance_minor where balance_minor < floor_minor;
alter table ledger_account drop column debt_floor_minor,
    add constraint ck_ledger_account_house check (contract_id is not null or (balance_minor = 0 and floor_minor is null)),
    add constraint ck_ledger_account_floor check (balance_minor >= floor_minor);

drop view import_note, row_fault;
alter table import_outcome drop column would;
alter table rejected_row drop column faults;
alter table import_row drop column faults;
update import_job set mapping = (
    select jsonb_object_agg(pair ->> 0, pair -> 1) from jsonb_array_elements(mapping) pair)
where jsonb_typeof(mapping) = 'array';
alter table import_job drop column notes, drop column dialect, drop column encoding;
"""


def upgrade() -> None:
    run_script(FILES, LEDGER)


def downgrade() -> None:
    run_script(DOWN)
