"""Documents of contracts: made from templates, or uploaded."""

from backend.migrate import OF_CONTRACTS, row_policies, run_script

revision = "2026_11_28_1842"
down_revision = "2026_11_28_1841"
branch_labels = None
depends_on = None

UP = """
create table contract_document (
    id uuid not null default crm_uuidv7(),
    contract_id uuid not null,
    kind text collate "C" not null,
    template_version integer,
    language text collate "C",
    author text collate "C" not null,
    file_id uuid not null,
    name text not null,
    media_type text collate "C" not null,
    size_bytes integer not null,
    hash text collate "C" not null,
    signed_at timestamptz,
    created_at timestamptz not null default clock_timestamp(),
    constraint pk_contract_document primary key (id),
    constraint uq_contract_document_file_id unique (file_id),
    constraint fk_contract_document_contract_id_contract foreign key (contract_id) references contract (id),
    constraint ck_contract_document_kind check (kind in ('CONTRACT', 'SIM_HANDOVER', 'CLOSING_ACT')),
    constraint ck_contract_document_language check (language in ('EN', 'RU', 'KY')),
    constraint ck_contract_document_template check ((template_version is null) = (language is null)),
    constraint ck_contract_document_template_version check (template_version > 0),
    constraint ck_contract_document_hash check (hash ~ '^[0-9a-f]{64}$'),
    constraint ck_contract_document_name check (btrim(name) <> '' and length(name) <= 200),
    constraint ck_contract_document_size check (size_bytes >= 0)
);
create index ix_contract_document_contract_id_created_at_id on contract_document (contract_id, created_at, id);
create trigger audit after insert or update or delete on contract_document for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
-- What was signed is what is shown later: only the time of the signature is set, and the name is erased.
revoke update, delete, truncate on contract_document from crm_app;
grant update (signed_at, name) on contract_document to crm_app;
"""
WALL = row_policies("contract_document", line=OF_CONTRACTS, holder=OF_CONTRACTS)


def upgrade() -> None:
    run_script(UP, WALL)


def downgrade() -> None:
    run_script("drop table contract_document;")
