"""Create imports of files (jobs, staged rows and their outcome), and ids of other systems."""

from backend.migrate import run_script

revision = "2026_11_25_0500"
down_revision = "2026_11_25_0400"
branch_labels = None
depends_on = None

TABLES = r"""
alter table customer add column external_id text collate "C";
alter table contract add column external_id text collate "C";
create unique index uq_customer_external_id on customer (external_id) where external_id is not null;
create unique index uq_contract_external_id on contract (external_id) where external_id is not null;

CREATE TABLE import_job (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" DEFAULT 'RECEIVED' NOT NULL,
    mode TEXT COLLATE "C" DEFAULT 'INSERT' NOT NULL,
    on_error TEXT COLLATE "C" DEFAULT 'SKIP_ROW' NOT NULL,
    unknown_sims TEXT COLLATE "C" DEFAULT 'CREATE' NOT NULL,
    duplicates TEXT COLLATE "C" DEFAULT 'REJECT' NOT NULL,
    notify BOOLEAN DEFAULT false NOT NULL,
    dry_run BOOLEAN DEFAULT false NOT NULL,
    mapping JSONB,
    file_key UUID NOT NULL,
    file_name TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    client TEXT COLLATE "C",
    session_id UUID,
    address TEXT COLLATE "C",
    header TEXT,
    rows INTEGER DEFAULT 0 NOT NULL,
    done INTEGER DEFAULT 0 NOT NULL,
    registered INTEGER DEFAULT 0 NOT NULL,
    updated INTEGER DEFAULT 0 NOT NULL,
    unchanged INTEGER DEFAULT 0 NOT NULL,
    rejected INTEGER DEFAULT 0 NOT NULL,
    settled INTEGER DEFAULT 0 NOT NULL,
    last_row INTEGER DEFAULT 0 NOT NULL,
    chunk_rows INTEGER DEFAULT 0 NOT NULL,
    worked_ms BIGINT DEFAULT 0 NOT NULL,
    failure_code TEXT COLLATE "C",
    failure_message TEXT,
    failure_row INTEGER,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_import_job PRIMARY KEY (id),
    CONSTRAINT ck_import_job_kind CHECK (kind in ('SUBSCRIBERS', 'SIMS', 'NUMBERS', 'TARIFFS')),
    CONSTRAINT ck_import_job_state CHECK (state in ('RECEIVED', 'VALIDATING', 'RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED')),
    CONSTRAINT ck_import_job_mode CHECK (mode in ('INSERT', 'UPSERT')),
    CONSTRAINT ck_import_job_on_error CHECK (on_error in ('SKIP_ROW', 'REJECT_FILE')),
    CONSTRAINT ck_import_job_unknown_sims CHECK (unknown_sims in ('CREATE', 'REJECT')),
    CONSTRAINT ck_import_job_duplicates CHECK (duplicates in ('REJECT', 'CREATE')),
    CONSTRAINT ck_import_job_done CHECK (done between 0 and rows),
    CONSTRAINT ck_import_job_counted CHECK (registered + updated + unchanged + rejected = done),
    CONSTRAINT ck_import_job_failure CHECK ((state = 'FAILED') = (failure_code is not null)),
    CONSTRAINT ck_import_job_finished CHECK ((state in ('COMPLETED', 'FAILED', 'CANCELLED')) = (finished_at is not null))
);
CREATE INDEX ix_import_job_created_at_id ON import_job (created_at, id);
CREATE INDEX ix_import_job_kind_created_at_id ON import_job (kind, created_at, id);
CREATE INDEX ix_import_job_sha256 ON import_job (sha256);
CREATE INDEX ix_import_job_state_created_at_id ON import_job (state, created_at, id);

CREATE TABLE import_row (
    job_id UUID DEFAULT current_setting('crm.import')::uuid NOT NULL,
    row_number INTEGER NOT NULL,
    name TEXT,
    name_key TEXT GENERATED ALWAYS AS (lower(regexp_replace(btrim(normalize(name, NFKC)), '\s+', ' ', 'g'))) STORED,
    phone TEXT COLLATE "C",
    email TEXT COLLATE "C",
    kind TEXT COLLATE "C",
    document_kind TEXT COLLATE "C",
    document_number TEXT COLLATE "C",
    document_country TEXT COLLATE "C",
    iccid TEXT COLLATE "C",
    imsi TEXT COLLATE "C",
    msisdn TEXT COLLATE "C",
    last_msisdn TEXT COLLATE "C",
    tariff TEXT COLLATE "C",
    options TEXT[] COLLATE "C",
    start_date DATE,
    language TEXT COLLATE "C",
    external_id TEXT COLLATE "C",
    customer_external_id TEXT COLLATE "C",
    opening_balance NUMERIC,
    status TEXT COLLATE "C",
    monthly_fee NUMERIC,
    currency TEXT COLLATE "C",
    active BOOLEAN,
    error_code TEXT COLLATE "C",
    error_column TEXT COLLATE "C",
    error_message TEXT,
    error_value TEXT,
    cells TEXT NOT NULL,
    leader INTEGER,
    rival INTEGER,
    CONSTRAINT pk_import_row PRIMARY KEY (job_id, row_number)
);

CREATE TABLE import_outcome (
    job_id UUID NOT NULL,
    row_number INTEGER NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    contract_id UUID,
    CONSTRAINT pk_import_outcome PRIMARY KEY (job_id, row_number),
    CONSTRAINT ck_import_outcome_outcome CHECK (outcome in ('REGISTERED', 'UPDATED', 'UNCHANGED'))
);

CREATE TABLE rejected_row (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    job_id UUID NOT NULL,
    row_number INTEGER NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    column_name TEXT COLLATE "C",
    message TEXT NOT NULL,
    value TEXT,
    cells TEXT NOT NULL,
    candidates UUID[] DEFAULT '{}' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_rejected_row PRIMARY KEY (id),
    CONSTRAINT uq_rejected_row_job_id_row_number UNIQUE (job_id, row_number),
    CONSTRAINT fk_rejected_row_job_id_import_job FOREIGN KEY(job_id) REFERENCES import_job (id)
);
CREATE INDEX ix_rejected_row_row_number_id ON rejected_row (row_number, id);
"""

RULES = """
alter table ledger_account drop constraint ck_ledger_account_kind;
alter table ledger_account add constraint ck_ledger_account_kind
    check (kind in ('CONTRACT', 'CASH', 'BANK', 'CLEARING', 'FEES', 'REVENUE', 'TAX', 'WRITE_OFF', 'SUSPENSE', 'OPENING'));
alter table ledger_entry drop constraint ck_ledger_entry_account;
alter table ledger_entry add constraint ck_ledger_entry_account
    check (account in ('CONTRACT', 'CASH', 'BANK', 'CLEARING', 'FEES', 'REVENUE', 'TAX', 'WRITE_OFF', 'SUSPENSE', 'OPENING'));
create trigger touch before update on import_job for each row execute function crm_touch();
create trigger audit after insert or update or delete on import_job for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
revoke delete, truncate on import_job, rejected_row, import_outcome from crm_app;
revoke update on rejected_row, import_outcome from crm_app;
"""

DOWN = """
alter table ledger_entry drop constraint ck_ledger_entry_account;
alter table ledger_entry add constraint ck_ledger_entry_account
    check (account in ('CONTRACT', 'CASH', 'BANK', 'CLEARING', 'FEES', 'REVENUE', 'TAX', 'WRITE_OFF', 'SUSPENSE'));
alter table ledger_account drop constraint ck_ledger_account_kind;
alter table ledger_account add constraint ck_ledger_account_kind
    check (kind in ('CONTRACT', 'CASH', 'BANK', 'CLEARING', 'FEES', 'REVENUE', 'TAX', 'WRITE_OFF', 'SUSPENSE'));
drop table rejected_row, import_outcome, import_row, import_job;
drop index uq_contract_external_id, uq_customer_external_id;
alter table contract drop column external_id;
alter table customer drop column external_id;
"""


def upgrade() -> None:
    run_script(TABLES, RULES)


def downgrade() -> None:
    run_script(DOWN)
