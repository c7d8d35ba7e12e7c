"""Tell requesters about their requests, and find requests by the beginning of a name."""

from backend.migrate import run_script

revision = "2026_11_28_1420"
down_revision = "2026_11_28_1400"
branch_labels = None
depends_on = None

_PURPOSES = "'SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'SIGN_IN'"
_TABLES = ("notification_rule", "notification_preference", "notification")


def _purposes(values: str) -> str:
    """The checks of purposes. They hold for the rows there, because values are only added or their rows deleted."""
    return "".join(
        f"alter table {table} drop constraint ck_{table}_purpose;"
        f"alter table {table} add constraint ck_{table}_purpose check (purpose in ({values})) not valid;"
        f"alter table {table} validate constraint ck_{table}_purpose;"
        for table in _TABLES
    )


UP = """
insert into notification_rule values
    ('REQUEST', 'SMS', true, '22:00', '08:00'), ('REQUEST', 'EMAIL', true, null, null),
    ('REQUEST', 'IN_APP', true, null, null);
alter table notification add column request_id uuid;
alter table notification add constraint fk_notification_request_id_request foreign key (request_id)
    references request (id);
create index ix_notification_request_id on notification (request_id);
create index ix_request_name_key on request (name_key);
"""
DOWN = """
drop index ix_request_name_key;
alter table notification drop column request_id;
delete from notification where purpose = 'REQUEST';
delete from notification_preference where purpose = 'REQUEST';
delete from notification_rule where purpose = 'REQUEST';
"""


def upgrade() -> None:
    run_script(_purposes(_PURPOSES.replace("'SIGN_IN'", "'REQUEST', 'SIGN_IN'")), UP)


def downgrade() -> None:
    run_script(DOWN, _purposes(_PURPOSES))
