"""SIMs have a location, and say why they are blocked. Reservations are counted by who made them."""

from backend.migrate import run_script

revision = "2026_11_28_1605"
down_revision = "2026_11_28_1600"
branch_labels = None
depends_on = None

UP = """
alter table sim
    add column location text collate "C",
    add column blocked_for text collate "C",
    add constraint ck_sim_blocked_for check (blocked_for in ('LOST', 'STOLEN', 'FAULTY')),
    add constraint ck_sim_blocked check (blocked_for is null or status in ('BLOCKED', 'REPLACED', 'TERMINATED'));
create index ix_sim_stock on sim (location, kind, status) where status in ('AVAILABLE', 'RESERVED');
create index ix_sim_reserved_by on sim (reserved_by) where status = 'RESERVED';
create index ix_phone_number_reserved_by on phone_number (reserved_by) where status = 'RESERVED';
alter table import_row add column location text collate "C";
"""

DOWN = """
alter table import_row drop column location;
drop index ix_phone_number_reserved_by;
drop index ix_sim_reserved_by;
alter table sim
    drop constraint ck_sim_blocked,
    drop constraint ck_sim_blocked_for,
    drop column blocked_for,
    drop column location;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
