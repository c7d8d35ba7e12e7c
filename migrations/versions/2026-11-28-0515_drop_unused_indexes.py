"""Drop an index of events that no query uses; leave the most frequent value out of indexes of few values."""

from backend.migrate import run_script

revision = "2026_11_28_0515"
down_revision = "2026_11_28_0500"
branch_labels = None
depends_on = None

_FREQUENT = (("audit_entry", "outcome", "DONE"), ("contract", "status", "ACTIVE"), ("customer", "status", "ACTIVE"))
_NARROW = """
drop index ix_{0}_{1}_created_at_id;
create index ix_{0}_{1}_created_at_id on {0} ({1}, created_at, id) where {1} <> '{2}';
"""
_WIDEN = """
drop index ix_{0}_{1}_created_at_id;
create index ix_{0}_{1}_created_at_id on {0} ({1}, created_at, id);
"""


def upgrade() -> None:
    run_script("drop index ix_event_node_id_id", *(_NARROW.format(*each) for each in _FREQUENT))


def downgrade() -> None:
    run_script("create index ix_event_node_id_id on event (node_id, id)", *(_WIDEN.format(*each) for each in _FREQUENT))
