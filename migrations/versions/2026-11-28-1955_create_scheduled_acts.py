"""Create the acts on contracts that are booked for a later time."""

from backend.migrate import OF_CONTRACTS, noun_script, run_script

revision = "2026_11_28_1955"
down_revision = "2026_11_28_1954"
branch_labels = None
depends_on = None

TABLE = """
create table scheduled_act (
    id uuid not null default crm_uuidv7(),
    contract_id uuid not null,
    kind text collate "C" not null,
    status text collate "C" not null default 'PENDING',
    due_at timestamptz not null,
    tariff_id uuid,
    tariff_version_id uuid,
    options text[] collate "C",
    balance text collate "C",
    balance_to_id uuid,
    reason text,
    failure_code text collate "C",
    failure_message text,
    ended_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_scheduled_act primary key (id),
    constraint fk_scheduled_act_contract_id_contract foreign key (contract_id) references contract (id),
    constraint fk_scheduled_act_tariff_id_tariff foreign key (tariff_id) references tariff (id),
    constraint fk_scheduled_act_balance_to_id_contract foreign key (balance_to_id) references contract (id),
    constraint fk_scheduled_act_version
        foreign key (tariff_id, tariff_version_id) references tariff_version (tariff_id, id),
    constraint ck_scheduled_act_kind check (kind in ('CHANGE_TARIFF', 'CHANGE_OPTIONS', 'CLOSE')),
    constraint ck_scheduled_act_status
        check (status in ('PENDING', 'DONE', 'FAILED', 'CANCELLED', 'SUPERSEDED')),
    constraint ck_scheduled_act_balance check (balance in ('KEEP', 'REFUND', 'MOVE', 'WRITE_OFF')),
    constraint ck_scheduled_act_failure_code
        check (failure_code ~ '^[A-Za-z0-9_]{1,64}$' and failure_code !~ '[0-9]{4}'),
    constraint ck_scheduled_act_version check (num_nonnulls(tariff_id, tariff_version_id) in (0, 2)),
    constraint ck_scheduled_act_tariff check ((kind = 'CHANGE_TARIFF') = (tariff_id is not null)),
    constraint ck_scheduled_act_options check (
        case kind when 'CHANGE_OPTIONS' then options is not null when 'CLOSE' then options is null else true end),
    constraint ck_scheduled_act_balance_of_closing check (balance is null or kind = 'CLOSE'),
    constraint ck_scheduled_act_balance_to
        check ((balance is not distinct from 'MOVE') = (balance_to_id is not null)),
    constraint ck_scheduled_act_ended check ((status = 'PENDING') = (ended_at is null)),
    constraint ck_scheduled_act_failure check ((status = 'FAILED') = (failure_code is not null))
);
create unique index uq_scheduled_act_pending on scheduled_act (contract_id, kind) where status = 'PENDING';
create index ix_scheduled_act_due on scheduled_act (due_at, id) where status = 'PENDING';
create index ix_scheduled_act_contract_id_created_at_id on scheduled_act (contract_id, created_at, id);
create index ix_scheduled_act_tariff_id on scheduled_act (tariff_id);
create index ix_scheduled_act_balance_to_id on scheduled_act (balance_to_id);
"""


def upgrade() -> None:
    run_script(TABLE, noun_script("scheduled_act", line=OF_CONTRACTS, holder=OF_CONTRACTS))


def downgrade() -> None:
    run_script("delete from history_entry where node_type = 'SCHEDULED_ACT'; drop table scheduled_act;")
