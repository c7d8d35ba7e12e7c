"""Contracts have a pending swap of their SIM."""

from backend.migrate import run_script

revision = "2026_11_28_1837"
down_revision = "2026_11_28_1836"
branch_labels = None
depends_on = None

UP = """
alter table contract
    add column swap_sim_id uuid,
    add column swap_started_at timestamptz,
    add constraint fk_contract_swap_sim_id_sim foreign key (swap_sim_id) references sim (id),
    add constraint ck_contract_swap_started check ((swap_sim_id is null) = (swap_started_at is null)),
    add constraint ck_contract_swap check (swap_sim_id is null or status in ('ACTIVE', 'SUSPENDED'));
create unique index uq_contract_swap_sim_id on contract (swap_sim_id) where swap_sim_id is not null;
create index ix_contract_swap_started_at on contract (swap_started_at) where swap_sim_id is not null;
"""

DOWN = """
alter table contract drop column swap_started_at, drop column swap_sim_id;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
