"""A holder is told apart by the customer alone, so that the statement has one setting to make instead of three."""

from backend.migrate import run_script

revision = "2026_11_24_2115"
down_revision = "2026_11_23_2300"
branch_labels = None
depends_on = None

UP = """
drop policy holder on session;
create policy holder on session for select to crm_holder
    using (customer_id = nullif(current_setting('crm.customer', true), '')::uuid);
"""

DOWN = """
drop policy holder on session;
create policy holder on session for select to crm_holder using (subject = concat('line:',
    current_setting('crm.contract', true), ':', current_setting('crm.number', true)));
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
