"""Searches for duplicates may be cancelled."""

from backend.migrate import run_script

revision = "2026_11_28_1504"
down_revision = "2026_11_28_1503"
branch_labels = None
depends_on = None

UP = """
alter table duplicate_search
    drop constraint ck_duplicate_search_status,
    add constraint ck_duplicate_search_status
        check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'CANCELLED', 'FAILED'));
"""
DOWN = """
update duplicate_search set status = 'FAILED' where status = 'CANCELLED';
alter table duplicate_search
    drop constraint ck_duplicate_search_status,
    add constraint ck_duplicate_search_status check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED'));
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
