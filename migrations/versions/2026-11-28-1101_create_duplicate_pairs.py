"""Pairs of customers that may be one, and the searches through the whole base that find them."""

from backend.migrate import run_script

revision = "2026_11_28_1101"
down_revision = "2026_11_28_1120"
branch_labels = None
depends_on = None

UP = """
create table duplicate_search (
    id uuid not null default crm_uuidv7(),
    status text collate "C" not null default 'QUEUED',
    actor text collate "C" not null,
    weights_version integer not null,
    stage text collate "C" not null default 'DOCUMENT',
    position text,
    customers bigint not null default 0,
    done bigint not null default 0,
    compared bigint not null default 0,
    started_at timestamptz,
    finished_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_duplicate_search primary key (id),
    constraint ck_duplicate_search_status check (status in ('QUEUED', 'RUNNING', 'COMPLETED', 'FAILED')),
    constraint ck_duplicate_search_stage check (stage in ('DOCUMENT', 'PHONE', 'EMAIL', 'BIRTH_DATE', 'NAME')),
    constraint ck_duplicate_search_finished check ((status in ('QUEUED', 'RUNNING')) = (finished_at is null))
);
create unique index uq_duplicate_search_active on duplicate_search ((true)) where status in ('QUEUED', 'RUNNING');
create index ix_duplicate_search_status_created_at_id on duplicate_search (status, created_at, id);
create index ix_duplicate_search_created_at_id on duplicate_search (created_at, id);

create table duplicate_pair (
    id uuid not null default crm_uuidv7(),
    customer_id uuid not null,
    other_id uuid not null,
    status text collate "C" not null default 'OPEN',
    score integer not null,
    reasons jsonb not null,
    weights_version integer not null,
    search_id uuid not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_duplicate_pair primary key (id),
    constraint uq_duplicate_pair_customer_id_other_id unique (customer_id, other_id),
    constraint fk_duplicate_pair_customer_id_customer foreign key (customer_id) references customer (id),
    constraint fk_duplicate_pair_other_id_customer foreign key (other_id) references customer (id),
    constraint fk_duplicate_pair_search_id_duplicate_search foreign key (search_id) references duplicate_search (id),
    constraint ck_duplicate_pair_status check (status in ('OPEN', 'DISMISSED', 'MERGED')),
    constraint ck_duplicate_pair_order check (customer_id < other_id),
    constraint ck_duplicate_pair_score check (score between 0 and 100)
);
create index ix_duplicate_pair_other_id on duplicate_pair (other_id);
create index ix_duplicate_pair_search_id on duplicate_pair (search_id);
create index ix_duplicate_pair_status_created_at_id on duplicate_pair (status, created_at, id);
create index ix_duplicate_pair_score_id on duplicate_pair (score, id);
create index ix_duplicate_pair_created_at_id on duplicate_pair (created_at, id);

create view duplicate_reason as
    select p.id as pair_id, listed.position, said.code collate "C" as code, said.points
    from duplicate_pair p, jsonb_array_elements(p.reasons) with ordinality listed (reason, position),
        jsonb_to_record(listed.reason) as said (code text, points integer);

create trigger touch before update on duplicate_search for each row execute function crm_touch();
create trigger touch before update on duplicate_pair for each row execute function crm_touch();
create trigger audit after insert or update or delete on duplicate_search for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on duplicate_pair for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
grant select, insert, update on duplicate_search to crm_app;
grant select, insert, update, delete on duplicate_pair to crm_app;
grant select on duplicate_reason to crm_app;
"""

DOWN = """
drop view duplicate_reason;
drop table duplicate_pair;
drop table duplicate_search;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
