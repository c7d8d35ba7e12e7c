"""Count failed attempts with growing waits; forget the counters of the rules before."""

from backend.migrate import run_script

revision = "2026_11_27_2244"
down_revision = "2026_11_27_2208"
branch_labels = None
depends_on = None

UP = """
create table failed_attempts (
    name bytea not null,
    failures integer not null,
    next_at timestamptz not null,
    constraint pk_failed_attempts primary key (name)
);
create index ix_failed_attempts_next_at on failed_attempts (next_at);
grant select, insert, update, delete on failed_attempts to crm_app;
delete from attempt_counter;
"""

DOWN = """
drop table failed_attempts;
delete from attempt_counter;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
