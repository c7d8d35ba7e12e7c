"""The network exchanges the SIM of a contract before the contract gets it."""

from backend.migrate import run_script

revision = "2026_11_28_1961"
down_revision = "2026_11_28_1960"
branch_labels = None
depends_on = None

UP = """
alter table contract
    add column swap_ordered_at timestamptz,
    add constraint ck_contract_swap_ordered check (swap_ordered_at is null or swap_sim_id is not null);
create index ix_contract_swap_ordered_at on contract (swap_ordered_at) where swap_ordered_at is not null;
"""

DOWN = """
alter table contract drop column swap_ordered_at;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
