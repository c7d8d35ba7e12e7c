"""Periods of a SIM or number are kept apart by a trigger, which needs no index of its own; they have no id."""

from backend.migrate import run_script

revision = "2026_11_28_1040"
down_revision = "2026_11_28_1100"
branch_labels = None
depends_on = None

# Table of periods, table of what is bound, and the column between them.
_TABLES = (("sim_binding", "sim", "sim_id"), ("number_binding", "phone_number", "phone_number_id"))

# The transactions that write periods of one SIM take turns: the function locks the row of the SIM, unless it is a row
# that the own transaction has written and so holds already. It then sees what the others have committed, which an older
# snapshot would not show. The periods are read by the primary key, whatever the planner knows of the new rows.
_UP = """
delete from {0} a using {0} b
where a.{2} = b.{2} and a.bound_from = b.bound_from and a.bound_to = a.bound_from and a.id <> b.id
    and (b.bound_to is distinct from b.bound_from or a.id < b.id);
alter table {0} drop constraint ex_{0}_period, drop constraint pk_{0}, drop column id,
    add constraint pk_{0} primary key ({2}, bound_from);
create function crm_check_{0}() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
    found uuid;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise feature_not_supported using message = '{0} is written with the isolation level READ COMMITTED';
    end if;
    perform from {1} x where x.id in (select {2} from changed) and x.xmin <> pg_current_xact_id()::xid
        order by x.id for no key update of x;
    select c.{2} into found from changed c join {0} b on b.{2} = c.{2} and b.bound_from <> c.bound_from
        and tstzrange(b.bound_from, b.bound_to) && tstzrange(c.bound_from, c.bound_to) limit 1;
    if found is not null then
        raise exclusion_violation using message = 'periods of ' || found || ' overlap', table = '{0}',
            constraint = 'ex_{0}_period';
    end if;
    return null;
end $$;
create trigger added after insert on {0} referencing new table as changed for each statement
    execute function crm_check_{0}();
create trigger moved after update on {0} referencing new table as changed for each statement
    execute function crm_check_{0}();
"""
_DOWN = """
drop trigger added on {0};
drop trigger moved on {0};
drop function crm_check_{0}();
alter table {0} drop constraint pk_{0}, add column id uuid not null default gen_random_uuid(),
    add constraint pk_{0} primary key ({2}, bound_from, id),
    add constraint ex_{0}_period exclude using gist ({2} with =, tstzrange(bound_from, bound_to) with &&);
"""


def upgrade() -> None:
    run_script(*(_UP.format(*each) for each in _TABLES))


def downgrade() -> None:
    run_script(*(_DOWN.format(*each) for each in _TABLES))
