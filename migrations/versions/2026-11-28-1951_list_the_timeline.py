"""A view of everything that happened to a contract."""

from backend.migrate import row_policies, run_script

revision = "2026_11_28_1951"
down_revision = "2026_11_28_1912"
branch_labels = None
depends_on = None

# Each branch reads an index that begins with the contract, or the history of the few nodes that the contract had.
VIEW = """
create view timeline_entry with (security_invoker = true) as
select e.*, e.id::text as key from (
select s.id, 'STATUS' as kind, k.id as contract_id, s.customer_id, n.node_type, s.node_id, s.verb, s.from_status,
    s.to_status, s.actor, s.reason, s.created_at
from contract k cross join lateral (
    select 'con', k.id
    union all select distinct 'sim', b.sim_id from sim_binding b where b.contract_id = k.id
    union all select distinct 'num', b.phone_number_id from number_binding b where b.contract_id = k.id
) n (node_type, node_id) join status_change s on s.node_id = n.node_id and s.contract_id = k.id
union all
select p.id, 'PAYMENT', p.contract_id, k.customer_id, 'pay', p.id, null, null, null, null, null, p.created_at
from payment p join contract k on k.id = p.contract_id
union all
select t.id, 'TICKET', t.contract_id, t.customer_id, 'tic', t.id, null, null, null, null, null, t.created_at
from ticket t where t.contract_id is not null
union all
select n.id, 'MESSAGE', n.contract_id, n.customer_id, 'not', n.id, null, null, null, null, null, n.created_at
from notification n where n.contract_id is not null
union all
select d.id, 'DOCUMENT', d.contract_id, k.customer_id, 'cdo', d.id, null, null, null, null, null, d.created_at
from contract_document d join contract k on k.id = d.contract_id
union all
select o.id, 'PROVISIONING', o.contract_id, k.customer_id, 'prv', o.id, null, null, null, null, null, o.created_at
from provisioning_order o join contract k on k.id = o.contract_id
) e;
revoke insert, update, delete on timeline_entry from crm_app;
grant select on timeline_entry to crm_line, crm_holder;
"""


# The view reads the table with the privileges of who asks; subscribers find no row in it.
ORDERS = row_policies("provisioning_order")


WITHOUT_POLICIES = """
revoke select on provisioning_order from crm_line, crm_holder;
drop policy everything on provisioning_order;
drop policy line on provisioning_order;
drop policy holder on provisioning_order;
alter table provisioning_order disable row level security;
"""


def upgrade() -> None:
    run_script(VIEW, ORDERS)


def downgrade() -> None:
    run_script("drop view timeline_entry;", WITHOUT_POLICIES)
