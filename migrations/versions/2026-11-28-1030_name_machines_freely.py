"""Check the names of state machines in the history by their form, so that a new one needs no change of the check."""

from backend.migrate import run_script

revision = "2026_11_28_1030"
down_revision = "2026_11_28_0850"
branch_labels = None
depends_on = None

UP = """
alter table history_entry drop constraint ck_history_entry_node_type,
    add constraint ck_history_entry_node_type check (node_type ~ '^[A-Z][A-Z_]*$');
"""

DOWN = """
alter table history_entry drop constraint ck_history_entry_node_type,
    add constraint ck_history_entry_node_type
    check (node_type in ('CUSTOMER', 'KYC', 'SIM', 'PHONE_NUMBER', 'CONTRACT', 'PAYMENT', 'REFUND', 'TICKET'));
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
