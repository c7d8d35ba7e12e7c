"""Smaller indexes of the history: few rows are of one node or of one time, so that no index needs the number of the act.

The rows of a file, which had one time for each chunk, get a time for each 64 acts, as new ones have.
"""

from backend.migrate import run_script

revision = "2026_11_28_1041"
down_revision = "2026_11_28_1050"
branch_labels = None
depends_on = None

UP = """
alter table history_entry drop constraint pk_history_entry;
drop index ix_history_entry_node_type_created_at_act, ix_history_entry_node_id_created_at;
update history_entry h set created_at = h.created_at + spread.microseconds * interval '1 microsecond'
from (
    select distinct act, created_at, (dense_rank() over (partition by created_at order by act) - 1) / 64 as microseconds
    from history_entry where created_at in (select created_at from history_entry group by 1 having count(*) > 256)
) spread
where h.act = spread.act and h.created_at = spread.created_at and spread.microseconds > 0;
create index ix_history_entry_node_id on history_entry (node_id);
create index ix_history_entry_created_at on history_entry (created_at);
create index ix_history_entry_node_type_created_at on history_entry (node_type, created_at);
analyze history_entry;
"""
DOWN = """
drop index ix_history_entry_node_id, ix_history_entry_created_at, ix_history_entry_node_type_created_at;
alter table history_entry add constraint pk_history_entry primary key (created_at, act, place);
create index ix_history_entry_node_type_created_at_act on history_entry (node_type, created_at, act);
create index ix_history_entry_node_id_created_at on history_entry (node_id, created_at);
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
