"""Files are checked by the validation rules: the language of their messages, and the rows that alert."""

from backend.migrate import run_script

revision = "2026_11_28_1833"
down_revision = "2026_11_28_1832"
branch_labels = None
depends_on = None

UP = """
alter table import_job add column language text collate "C" not null default 'EN'
    constraint ck_import_job_language check (language in ('EN', 'RU', 'KY'));
alter table import_job add column alerted integer not null default 0;
alter table import_outcome add column alerts jsonb;
"""
DOWN = """
alter table import_outcome drop column alerts;
alter table import_job drop column alerted, drop column language;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
