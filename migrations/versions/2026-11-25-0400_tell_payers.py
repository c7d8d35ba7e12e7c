"""Deliver a payment's events also to a payer who pays for another contract."""

from backend.migrate import run_script

revision = "2026_11_25_0400"
down_revision = "2026_11_25_0300"
branch_labels = None
depends_on = None

UP = """
alter table event add column payer_contract_id uuid, add column payer_customer_id uuid;
drop view event_log;
create view event_log with (security_invoker = true) as
    select e.id, o.position, e.created_at, e.topic, e.node_type, e.node_id, e.customer_id, e.contract_id,
        e.payer_contract_id, e.payer_customer_id, e.actor, e.payload ->> 'machine' as machine,
        coalesce((e.payload ->> 'internal')::boolean, false) as internal
    from event_order o join event e on e.id = o.event_id and e.created_at = o.event_at;
grant select on event_log to crm_line, crm_holder;
alter policy line on event using (
    (contract_id in (select id from contract) or payer_contract_id in (select id from contract))
    and not coalesce((payload ->> 'internal')::boolean, false));
alter policy holder on event using (
    (customer_id::text = current_setting('crm.customer', true)
        or payer_customer_id::text = current_setting('crm.customer', true))
    and not coalesce((payload ->> 'internal')::boolean, false));
"""

DOWN = """
alter policy line on event using (contract_id in (select id from contract)
    and not coalesce((payload ->> 'internal')::boolean, false));
alter policy holder on event using (customer_id::text = current_setting('crm.customer', true)
    and not coalesce((payload ->> 'internal')::boolean, false));
drop view event_log;
create view event_log with (security_invoker = true) as
    select e.id, o.position, e.created_at, e.topic, e.node_type, e.node_id, e.customer_id, e.contract_id, e.actor,
        e.payload ->> 'machine' as machine, coalesce((e.payload ->> 'internal')::boolean, false) as internal
    from event_order o join event e on e.id = o.event_id and e.created_at = o.event_at;
grant select on event_log to crm_line, crm_holder;
alter table event drop column payer_contract_id, drop column payer_customer_id;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
