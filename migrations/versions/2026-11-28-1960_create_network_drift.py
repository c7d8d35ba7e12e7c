"""Create differences between contracts and the lines of the mobile network."""

from backend.migrate import noun_script, run_script

revision = "2026_11_28_1960"
down_revision = "2026_11_28_1955"
branch_labels = None
depends_on = None

TABLE = """
create table network_drift (
    id uuid not null default crm_uuidv7(),
    kind text collate "C" not null,
    mend text collate "C" not null,
    line_key uuid not null,
    contract_id uuid,
    order_id uuid,
    iccid text collate "C",
    msisdn text collate "C",
    barring text collate "C",
    mended_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_network_drift primary key (id),
    constraint uq_network_drift_line_key unique (line_key),
    constraint fk_network_drift_contract_id_contract foreign key (contract_id) references contract (id),
    constraint fk_network_drift_order_id_provisioning_order foreign key (order_id) references provisioning_order (id),
    constraint ck_network_drift_kind check (kind in ('MISSING', 'UNEXPECTED', 'DIFFERENT')),
    constraint ck_network_drift_mend check (mend in ('RETRY_PROVISIONING', 'MEND_NETWORK_DRIFT', 'BY_HAND')),
    constraint ck_network_drift_barring check (barring in ('OUTGOING', 'ALL')),
    constraint ck_network_drift_missing check ((kind = 'MISSING') = (iccid is null)),
    constraint ck_network_drift_by_hand check ((contract_id is null) = (mend = 'BY_HAND')),
    constraint ck_network_drift_retry check ((order_id is not null) = (mend = 'RETRY_PROVISIONING'))
);
create index ix_network_drift_contract_id on network_drift (contract_id);
create index ix_network_drift_order_id on network_drift (order_id);
create index ix_network_drift_created_at_id on network_drift (created_at, id);
"""
COMPLETION = noun_script("network_drift", deleted=True)

DOWN = """
drop table network_drift;
"""


def upgrade() -> None:
    run_script(TABLE, COMPLETION)


def downgrade() -> None:
    run_script(DOWN)
