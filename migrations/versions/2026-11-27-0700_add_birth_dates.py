"""Add birth dates to customers and to rows of imported files."""

from backend.migrate import run_script

revision = "2026_11_27_0700"
down_revision = "2026_11_27_0500"
branch_labels = None
depends_on = None

UP = """
alter table customer add column birth_date date,
    add constraint ck_customer_birth_date check (kind = 'PERSON' or birth_date is null);
alter table import_row add column birth_date date;
"""
DOWN = """
alter table import_row drop column birth_date;
alter table customer drop constraint ck_customer_birth_date, drop column birth_date;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
