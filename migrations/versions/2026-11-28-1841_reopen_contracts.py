"""Contracts whose debt was written off when they were closed."""

from backend.migrate import run_script

revision = "2026_11_28_1841"
down_revision = "2026_11_28_1840"
branch_labels = None
depends_on = None

UP = "alter table contract add column debt_written_off boolean;"
DOWN = "alter table contract drop column debt_written_off;"


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
