"""A line is transferred to another customer: its contract ends as TRANSFERRED, and a new one begins."""

from backend.migrate import OF_CONTRACTS, row_policies, run_script

revision = "2026_11_28_1953"
down_revision = "2026_11_28_1952"
branch_labels = None
depends_on = None

UP = """
alter table contract add column transferred_from_id uuid
    constraint fk_contract_transferred_from_id_contract references contract (id);
create unique index uq_contract_transferred_from_id on contract (transferred_from_id)
    where transferred_from_id is not null;
alter table contract
    drop constraint ck_contract_status,
    add constraint ck_contract_status check (status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED', 'CLOSED', 'CANCELLED',
        'TRANSFERRED')) not valid,
    drop constraint ck_contract_closed,
    add constraint ck_contract_closed
        check ((status in ('CLOSED', 'TRANSFERRED')) = (closed_at is not null)) not valid;
alter table contract validate constraint ck_contract_status, validate constraint ck_contract_closed;

create table contract_transfer (
    contract_id uuid not null,
    customer_id uuid not null,
    with_balance boolean not null,
    code_hash bytea not null,
    sent_at timestamptz not null default now(),
    attempts integer not null default 0,
    requested_by text collate "C" not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    constraint pk_contract_transfer primary key (contract_id),
    constraint fk_contract_transfer_contract_id_contract foreign key (contract_id) references contract (id),
    constraint fk_contract_transfer_customer_id_customer foreign key (customer_id) references customer (id),
    constraint ck_contract_transfer_attempts check (attempts >= 0)
);
create index ix_contract_transfer_customer_id on contract_transfer (customer_id);
create index ix_contract_transfer_expires_at on contract_transfer (expires_at);
create trigger audit after insert or update or delete on contract_transfer for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit('code_hash');
"""
WALL = row_policies(
    "contract_transfer", line=OF_CONTRACTS, holder=OF_CONTRACTS,
    columns=("contract_id", "customer_id", "with_balance", "requested_by", "created_at", "expires_at"),
)  # fmt: skip

DOWN = """
drop table contract_transfer;
alter table contract drop column transferred_from_id;
update contract set status = 'CLOSED' where status = 'TRANSFERRED';
alter table contract
    drop constraint ck_contract_status,
    add constraint ck_contract_status check (status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED', 'CLOSED', 'CANCELLED')),
    drop constraint ck_contract_closed,
    add constraint ck_contract_closed check ((status = 'CLOSED') = (closed_at is not null));
"""


def upgrade() -> None:
    run_script(UP, WALL)


def downgrade() -> None:
    run_script(DOWN)
