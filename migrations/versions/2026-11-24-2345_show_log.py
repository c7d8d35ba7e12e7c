"""Create the view of the event log in its order; subscribers read their own events."""

from backend.migrate import run_script

revision = "2026_11_24_2345"
down_revision = "2026_11_24_2330"
branch_labels = None
depends_on = None

UP = """
create view event_log with (security_invoker = true) as
    select e.id, o.position, e.created_at, e.topic, e.node_type, e.node_id, e.customer_id, e.contract_id, e.actor,
        e.payload ->> 'machine' as machine, coalesce((e.payload ->> 'internal')::boolean, false) as internal
    from event_order o join event e on e.id = o.event_id and e.created_at = o.event_at;

alter table event enable row level security;
create policy everything on event to crm_app using (true) with check (true);
create policy line on event for select to crm_line using (contract_id in (select id from contract)
    and not coalesce((payload ->> 'internal')::boolean, false));
create policy holder on event for select to crm_holder using (customer_id::text = current_setting('crm.customer', true)
    and not coalesce((payload ->> 'internal')::boolean, false));
grant select on event, event_order, event_epoch, event_floor, event_log to crm_line, crm_holder;
"""

DOWN = """
revoke select on event, event_order, event_epoch, event_floor, event_log from crm_line, crm_holder;
drop policy everything on event;
drop policy line on event;
drop policy holder on event;
alter table event disable row level security;
drop view event_log;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
