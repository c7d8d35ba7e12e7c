"""Show in the event log the reason that the actor gave for a mutation without a transition."""

from backend.migrate import run_script

revision = "2026_11_27_0900"
down_revision = "2026_11_27_0800"
branch_labels = None
depends_on = None

UP = """
create or replace view event_log with (security_invoker = true) as
    select e.id, o.position, e.created_at, e.topic, e.node_type, e.node_id, e.customer_id, e.contract_id,
        e.payer_contract_id, e.payer_customer_id, e.actor, e.payload ->> 'machine' as machine,
        coalesce((e.payload ->> 'internal')::boolean, false) as internal, e.payload ->> 'reason' as reason
    from event_order o join event e on e.id = o.event_id and e.created_at = o.event_at;
"""

DOWN = """
drop view event_log;
create view event_log with (security_invoker = true) as
    select e.id, o.position, e.created_at, e.topic, e.node_type, e.node_id, e.customer_id, e.contract_id,
        e.payer_contract_id, e.payer_customer_id, e.actor, e.payload ->> 'machine' as machine,
        coalesce((e.payload ->> 'internal')::boolean, false) as internal
    from event_order o join event e on e.id = o.event_id and e.created_at = o.event_at;
grant select on event_log to crm_line, crm_holder;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
