"""Show what contracts should have in the network, what they have, and since when they are in service."""

from backend.migrate import run_script

revision = "2026_11_28_1911"
down_revision = "2026_11_28_1910"
branch_labels = None
depends_on = None

UP = """
create view contract_service as
select c.id as contract_id, c.number,
    case c.status when 'ACTIVE' then 'ACTIVE' when 'SUSPENDED' then 'BARRED' else 'OFF' end collate "C" as wanted,
    h.barring,
    case when done.kind = 'TERMINATE' then 'OFF' when done.barring is not null then 'BARRED'
        when done.kind is not null then 'ACTIVE' end collate "C" as actual,
    case when newest.id is not null then newest.status = 'CONFIRMED'
        and not exists (select from provisioning_order l
            where l.contract_id = c.id and l.late_at is not null and l.compensated_at is null)
        and case when c.status in ('ACTIVE', 'SUSPENDED') then done.kind <> 'TERMINATE'
                and h.barring is not distinct from done.barring
                and (c.sim_id, c.phone_number_id) = (done.sim_id, done.phone_number_id)
            else done.kind = 'TERMINATE' end
    end as in_sync,
    newest.id as order_id
from contract c
left join lateral (
    -- ALL, which is stricter, sorts before OUTGOING.
    select min(t.barring) as barring from contract_hold t
    where t.contract_id = c.id and t.until is null and c.status = 'SUSPENDED'
) h on true
left join lateral (
    select o.kind, o.barring, o.sim_id, o.phone_number_id from provisioning_order o
    where o.contract_id = c.id and o.status = 'CONFIRMED' order by o.place desc limit 1
) done on true
left join lateral (
    select o.id, o.status from provisioning_order o
    where o.contract_id = c.id and o.status not in ('SUPERSEDED', 'CANCELLED') order by o.place desc limit 1
) newest on true;
grant select on contract_service to crm_app;

-- Subscribers read no orders; of their own contracts they read this.
create function crm_in_service_at(contract uuid, activated_at timestamptz) returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
    select case when first.kind is distinct from 'ACTIVATE' then $2 else (
        select min(o.finished_at) from provisioning_order o
        where o.contract_id = $1 and o.status = 'CONFIRMED' and o.kind <> 'TERMINATE'
    ) end
    from (select) one left join lateral (
        select o.kind from provisioning_order o where o.contract_id = $1 order by o.place limit 1
    ) first on true
$$;
"""

DOWN = """
drop function crm_in_service_at(uuid, timestamptz);
drop view contract_service;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
