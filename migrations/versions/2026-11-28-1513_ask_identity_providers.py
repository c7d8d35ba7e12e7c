"""Questions to identity providers."""

from backend.migrate import run_script

revision = "2026_11_28_1513"
down_revision = "2026_11_28_1512"
branch_labels = None
depends_on = None

UP = """
create table identity_check (
    id uuid not null default crm_uuidv7(),
    customer_id uuid not null,
    document_id uuid not null,
    asked_by text collate "C" not null,
    provider text collate "C",
    reference text collate "C",
    ask_at timestamptz default now(),
    asked integer not null default 0,
    verdict text collate "C",
    words text,
    created_at timestamptz not null default now(),
    answered_at timestamptz,
    constraint pk_identity_check primary key (id),
    constraint fk_identity_check_customer_id_customer foreign key (customer_id) references customer (id),
    constraint fk_identity_check_document_id_identity_document
        foreign key (document_id) references identity_document (id),
    constraint ck_identity_check_verdict check (verdict in ('APPROVED', 'RETRY', 'FINAL', 'REFUSED')),
    constraint ck_identity_check_open check ((verdict is null) = (ask_at is not null)),
    constraint ck_identity_check_answered check ((verdict is null) = (answered_at is null))
);
create index ix_identity_check_customer_id on identity_check (customer_id);
create index ix_identity_check_document_id on identity_check (document_id);
create index ix_identity_check_ask_at on identity_check (ask_at) where ask_at is not null;
create unique index uq_identity_check_open on identity_check (customer_id) where verdict is null;
revoke delete, truncate on identity_check from crm_app;
"""

DOWN = """
drop table identity_check;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
