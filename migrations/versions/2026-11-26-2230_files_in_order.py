"""Make results of imports independent of chunks: numbers named by later rows, and the primary row of a customer."""

from backend.migrate import run_script

revision = "2026_11_26_2230"
down_revision = "2026_11_25_0500"
branch_labels = None
depends_on = None

TABLES = r"""
ALTER TABLE import_job ADD COLUMN spoken_for INTEGER DEFAULT 0 NOT NULL;
CREATE INDEX ix_import_row_job_id_msisdn ON import_row (job_id, msisdn) WHERE msisdn IS NOT NULL;
CREATE TABLE import_speaker (
    job_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    CONSTRAINT pk_import_speaker PRIMARY KEY (job_id, customer_id)
);
"""

DOWN = """
drop table import_speaker;
drop index ix_import_row_job_id_msisdn;
alter table import_job drop column spoken_for;
"""


def upgrade() -> None:
    run_script(TABLES)


def downgrade() -> None:
    run_script(DOWN)
