"""The index of customers by time is complete: it includes whether a customer was merged, instead of a condition."""

from backend.migrate import run_script

revision = "2026_11_28_1600"
down_revision = "2026_11_28_1513"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("""
drop index ix_customer_created_at_id;
create index ix_customer_created_at_id on customer (created_at, id) include (merged_into_id);
""")


def downgrade() -> None:
    run_script("""
drop index ix_customer_created_at_id;
create index ix_customer_created_at_id on customer (created_at, id) where merged_into_id is null;
""")
