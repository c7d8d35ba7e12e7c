"""A view of the last change of SIM or number of each line."""

from backend.migrate import run_script

revision = "2026_11_28_1952"
down_revision = "2026_11_28_1951"
branch_labels = None
depends_on = None

VIEW = """
create view sim_swap with (security_invoker = true) as
select b.sim_id, b.contract_id, k.customer_id, greatest(b.bound_from, n.bound_from) as last_at
from sim_binding b join contract k on k.id = b.contract_id
    left join number_binding n on n.contract_id = b.contract_id and n.bound_to is null
where b.bound_to is null;
revoke insert, update, delete on sim_swap from crm_app;
grant select on sim_swap to crm_line, crm_holder;
"""


def upgrade() -> None:
    run_script(VIEW)


def downgrade() -> None:
    run_script("drop view sim_swap;")
