"""Drafts of contracts: their signature, their start, and SIMs and numbers that are reserved for them."""

from backend.migrate import run_script

revision = "2026_11_28_1840"
down_revision = "2026_11_28_1837"
branch_labels = None
depends_on = None

UP = """
alter table contract
    add column lapses_at timestamptz,
    add column signature text collate "C",
    add column signed_by text,
    add column signature_reference text collate "C",
    add column start text collate "C",
    add column starts_at timestamptz,
    add constraint ck_contract_signature check (signature in ('INK', 'ONE_TIME_CODE', 'ELECTRONIC')),
    add constraint ck_contract_start check (start in ('NOW', 'ON_DATE', 'SIM_ARRIVAL')),
    add constraint ck_contract_lapses check (lapses_at is null or status = 'DRAFT'),
    add constraint ck_contract_signed check (signature is null or (signed_at is not null and signed_by is not null)),
    add constraint ck_contract_start_waits check (start is null or (status = 'ACCEPTED' and start <> 'NOW')),
    add constraint ck_contract_starts_at
        check ((start is not distinct from 'ON_DATE') = (starts_at is not null));
create index ix_contract_lapses_at on contract (lapses_at) where lapses_at is not null;
create index ix_contract_start on contract (start, starts_at) where start is not null;

create table contract_code (
    contract_id uuid not null,
    code_hash bytea not null,
    sent_at timestamptz not null default now(),
    attempts integer not null default 0,
    constraint pk_contract_code primary key (contract_id),
    constraint fk_contract_code_contract_id_contract foreign key (contract_id) references contract (id),
    constraint ck_contract_code_attempts check (attempts >= 0)
);
"""

RESERVATIONS = """
alter table {table} drop constraint ck_{table}_reservation;
alter table {table} add constraint ck_{table}_reservation check ((status = 'RESERVED') = (reserved_by is not null)
    and (status = 'RESERVED' or reserved_until is null)
    and (status <> 'RESERVED' or reserved_until is not null or reserved_for is not null));
"""

# Reservations for a contract get an end, which has passed: another release of the product knows no others.
DOWN_RESERVATIONS = """
update {table} set reserved_until = now() where status = 'RESERVED' and reserved_until is null;
alter table {table} drop constraint ck_{table}_reservation;
alter table {table} add constraint ck_{table}_reservation check ((status = 'RESERVED') = (reserved_until is not null)
    and (reserved_until is null) = (reserved_by is null));
"""

DOWN = """
drop table contract_code;
alter table contract
    drop column lapses_at,
    drop column signature,
    drop column signed_by,
    drop column signature_reference,
    drop column start,
    drop column starts_at;
"""


def upgrade() -> None:
    run_script(UP, *(RESERVATIONS.format(table=table) for table in ("sim", "phone_number")))


def downgrade() -> None:
    run_script(*(DOWN_RESERVATIONS.format(table=table) for table in ("sim", "phone_number")), DOWN)
