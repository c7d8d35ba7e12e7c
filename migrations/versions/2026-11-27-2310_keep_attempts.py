"""Keep the counters of attempts when the database crashes, which empties unlogged tables."""

from backend.migrate import run_script

revision = "2026_11_27_2310"
down_revision = "2026_11_27_2244"
branch_labels = None
depends_on = None

UP = "alter table attempt_counter set logged"
DOWN = "alter table attempt_counter set unlogged"


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
