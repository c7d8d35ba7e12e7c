"""Create provisioning orders: what the mobile network is told about lines."""

from backend.migrate import run_script

revision = "2026_11_28_1910"
down_revision = "2026_11_28_1901"
branch_labels = None
depends_on = None

UP = """
create sequence provisioning_order_place;
create table provisioning_order (
    id uuid not null default crm_uuidv7(),
    place bigint not null default nextval('provisioning_order_place'),
    contract_id uuid not null,
    sim_id uuid not null,
    phone_number_id uuid not null,
    old_sim_id uuid,
    old_phone_number_id uuid,
    kind text collate "C" not null,
    barring text collate "C",
    status text collate "C" not null default 'QUEUED',
    attempts integer not null default 0,
    sent_at timestamptz,
    finished_at timestamptz,
    ask_at timestamptz,
    asked integer not null default 0,
    failure_code text collate "C",
    failure text,
    late_at timestamptz,
    compensated_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_provisioning_order primary key (id),
    constraint fk_provisioning_order_contract_id_contract foreign key (contract_id) references contract (id),
    constraint fk_provisioning_order_sim_id_sim foreign key (sim_id) references sim (id),
    constraint fk_provisioning_order_phone_number_id_phone_number
        foreign key (phone_number_id) references phone_number (id),
    constraint fk_provisioning_order_old_sim_id_sim foreign key (old_sim_id) references sim (id),
    constraint fk_provisioning_order_old_phone_number_id_phone_number
        foreign key (old_phone_number_id) references phone_number (id),
    constraint ck_provisioning_order_kind check (kind in ('ACTIVATE', 'SUSPEND', 'RESUME', 'CHANGE_SIM',
        'CHANGE_NUMBER', 'CHANGE_SERVICES', 'TERMINATE')),
    constraint ck_provisioning_order_barring check (barring in ('OUTGOING', 'ALL')),
    constraint ck_provisioning_order_status check (status in ('QUEUED', 'SENT', 'UNKNOWN', 'CONFIRMED', 'FAILED',
        'SUPERSEDED', 'CANCELLED')),
    constraint ck_provisioning_order_failure_code
        check (failure_code ~ '^[A-Za-z0-9_]{1,64}$' and failure_code !~ '[0-9]{4}'),
    constraint ck_provisioning_order_asked check ((status in ('SENT', 'UNKNOWN')) = (ask_at is not null)),
    constraint ck_provisioning_order_sent check (status not in ('SENT', 'UNKNOWN') or sent_at is not null),
    constraint ck_provisioning_order_finished
        check ((status in ('QUEUED', 'SENT', 'UNKNOWN')) = (finished_at is null)),
    constraint ck_provisioning_order_failure check ((status = 'FAILED') <= (failure_code is not null)),
    constraint ck_provisioning_order_compensated check (compensated_at is null or late_at is not null)
);
create index ix_provisioning_order_queued on provisioning_order (place) where status = 'QUEUED';
create index ix_provisioning_order_to_ask on provisioning_order (ask_at) where ask_at is not null;
create index ix_provisioning_order_late on provisioning_order (late_at)
    where late_at is not null and compensated_at is null;
create index ix_provisioning_order_sim_id_open on provisioning_order (sim_id, place)
    where status in ('QUEUED', 'SENT', 'UNKNOWN', 'FAILED');
create index ix_provisioning_order_phone_number_id_open on provisioning_order (phone_number_id, place)
    where status in ('QUEUED', 'SENT', 'UNKNOWN', 'FAILED');
create index ix_provisioning_order_old_sim_id_open on provisioning_order (old_sim_id, place)
    where old_sim_id is not null and status in ('QUEUED', 'SENT', 'UNKNOWN', 'FAILED');
create index ix_provisioning_order_old_phone_number_id_open on provisioning_order (old_phone_number_id, place)
    where old_phone_number_id is not null and status in ('QUEUED', 'SENT', 'UNKNOWN', 'FAILED');
create index ix_provisioning_order_contract_id_place on provisioning_order (contract_id, place);
create index ix_provisioning_order_created_at_id on provisioning_order (created_at, id);
create index ix_provisioning_order_status_created_at_id on provisioning_order (status, created_at, id)
    where status <> 'CONFIRMED';
create trigger touch before update on provisioning_order for each row execute function crm_touch();
-- Orders follow from the acts about their contracts, whose changes are audited. What people do to an order is audited too.
create trigger audit after update on provisioning_order for each row
    when (nullif(current_setting('crm.audit', true), '') is not null and old.status = 'FAILED' and new.status = 'QUEUED')
    execute function crm_audit();
revoke delete, truncate on provisioning_order from crm_app;

alter table import_job add column activate boolean not null default true;
"""

DOWN = """
alter table import_job drop column activate;
drop table provisioning_order;
drop sequence provisioning_order_place;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
