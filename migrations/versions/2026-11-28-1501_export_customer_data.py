"""Exports of everything that is stored about a customer."""

from backend.migrate import run_script

revision = "2026_11_28_1501"
down_revision = "2026_11_28_1500"
branch_labels = None
depends_on = None

UP = """
alter table export_job drop constraint ck_export_job_kind;
alter table export_job add constraint ck_export_job_kind
    check (kind in ('CUSTOMERS', 'CONTRACTS', 'SIMS', 'PAYMENTS', 'TICKETS', 'CUSTOMER_DATA'));
alter table export_job drop constraint ck_export_job_format;
alter table export_job add constraint ck_export_job_format check (format in ('CSV', 'XLSX', 'JSONL', 'ZIP'));
"""

DOWN = """
delete from export_job where kind = 'CUSTOMER_DATA';
alter table export_job drop constraint ck_export_job_kind;
alter table export_job add constraint ck_export_job_kind
    check (kind in ('CUSTOMERS', 'CONTRACTS', 'SIMS', 'PAYMENTS', 'TICKETS'));
alter table export_job drop constraint ck_export_job_format;
alter table export_job add constraint ck_export_job_format check (format in ('CSV', 'XLSX', 'JSONL'));
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
