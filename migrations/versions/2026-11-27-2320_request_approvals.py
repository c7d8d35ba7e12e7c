"""Record adjustments and credit limits that wait for a second person."""

from backend.migrate import run_script

revision = "2026_11_27_2320"
down_revision = "2026_11_27_2310"
branch_labels = None
depends_on = None

UP = """
create table approval_request (
    id uuid not null default crm_uuidv7(),
    act text collate "C" not null,
    contract_id uuid not null,
    currency text collate "C" not null,
    amount_minor bigint,
    reason text not null,
    requested_by text collate "C" not null,
    requested_subject text collate "C" not null,
    created_at timestamptz not null default now(),
    decided_by text collate "C",
    decided_at timestamptz,
    constraint pk_approval_request primary key (id),
    constraint fk_approval_request_contract_id_contract foreign key (contract_id) references contract (id),
    constraint ck_approval_request_decided check ((decided_by is null) = (decided_at is null))
);
create index ix_approval_request_contract_id on approval_request (contract_id);
create unique index ix_approval_request_open
    on approval_request (contract_id, act, currency, amount_minor, requested_subject) nulls not distinct
    where decided_at is null;
create trigger audit after insert or update or delete on approval_request for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
grant select, insert, update on approval_request to crm_app;
"""

DOWN = """
drop table approval_request;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
