"""Fewer indexes and checks for each new subscriber."""

from backend.migrate import run_script

revision = "2026_11_28_0500"
down_revision = "2026_11_28_0445"
branch_labels = None
depends_on = None

# Of each table: its new key, and the columns of the index that the key replaces. An id is random, since rows are sorted by a time
# first; making an ordered one costs more than twice as much.
_KEYS = (
    ("status_change", "node_id, created_at, id", "node_id, created_at, id"),
    ("sim_binding", "sim_id, bound_from, id", "sim_id, bound_from"),
    ("number_binding", "phone_number_id, bound_from, id", "phone_number_id, bound_from"),
)
_NARROW = """
alter table {0} drop constraint pk_{0}, add constraint pk_{0} primary key ({1}), alter id set default gen_random_uuid();
drop index ix_{0}_{3};
"""
_WIDEN = """
create index ix_{0}_{3} on {0} ({2});
alter table {0} drop constraint pk_{0}, add constraint pk_{0} primary key (id), alter id set default crm_uuidv7();
"""

# The application may open an account with a balance. An account without entries holds 0, so a new one needs a check only
# if it holds anything else.
UP = """
drop trigger holds_what_it_says on ledger_account;
create constraint trigger holds_what_it_says after update of balance_minor on ledger_account
    deferrable initially deferred for each row when (new.contract_id is not null and current_user = 'crm_app')
    execute function crm_check_account();
create constraint trigger begins_with_what_it_says after insert on ledger_account
    deferrable initially deferred
    for each row when (new.contract_id is not null and new.balance_minor <> 0 and current_user = 'crm_app')
    execute function crm_check_account();
grant insert (balance_minor, moved_at) on ledger_account to crm_app;
"""

DOWN = """
revoke insert (balance_minor, moved_at) on ledger_account from crm_app;
drop trigger begins_with_what_it_says on ledger_account;
drop trigger holds_what_it_says on ledger_account;
create constraint trigger holds_what_it_says after insert or update of balance_minor on ledger_account
    deferrable initially deferred for each row when (new.contract_id is not null and current_user = 'crm_app')
    execute function crm_check_account();
"""


def _tables(script: str) -> list[str]:
    return [script.format(table, key, index, index.replace(", ", "_")) for table, key, index in _KEYS]


def upgrade() -> None:
    run_script(*_tables(_NARROW), UP)


def downgrade() -> None:
    run_script(DOWN, *_tables(_WIDEN))
