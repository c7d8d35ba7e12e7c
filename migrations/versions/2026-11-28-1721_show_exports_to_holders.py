"""Holders read the exports of their own data."""

from backend.migrate import row_policies, run_script

revision = "2026_11_28_1721"
down_revision = "2026_11_28_1720"
branch_labels = None
depends_on = None

UP = row_policies("export_job", holder="subject = 'holder:' || current_setting('crm.customer', true)")
DOWN = """
drop policy everything on export_job;
drop policy line on export_job;
drop policy holder on export_job;
revoke select on export_job from crm_line, crm_holder;
alter table export_job disable row level security;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
