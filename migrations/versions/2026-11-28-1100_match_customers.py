"""Find customers by their birth date, for possible duplicates."""

from backend.migrate import run_script

revision = "2026_11_28_1100"
down_revision = "2026_11_28_1030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_script("create index ix_customer_birth_date on customer (birth_date) where birth_date is not null;")


def downgrade() -> None:
    run_script("drop index ix_customer_birth_date;")
