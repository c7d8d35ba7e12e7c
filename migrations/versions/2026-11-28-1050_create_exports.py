"""Create exports of lists."""

from backend.migrate import noun_script, run_script

revision = "2026_11_28_1050"
down_revision = "2026_11_28_1040"
branch_labels = None
depends_on = None

TABLE = r"""
CREATE TABLE export_job (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" DEFAULT 'QUEUED' NOT NULL,
    format TEXT COLLATE "C" NOT NULL,
    dialect TEXT COLLATE "C" NOT NULL,
    columns TEXT COLLATE "C" NOT NULL,
    arguments JSONB DEFAULT '{}' NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL,
    client TEXT COLLATE "C",
    session_id UUID,
    total INTEGER,
    rows INTEGER DEFAULT 0 NOT NULL,
    worked_ms BIGINT DEFAULT 0 NOT NULL,
    file_key UUID,
    file_name TEXT NOT NULL,
    size_bytes BIGINT,
    failure_code TEXT COLLATE "C",
    failure_message TEXT,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    expires_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_export_job PRIMARY KEY (id),
    CONSTRAINT ck_export_job_kind CHECK (kind in ('CUSTOMERS', 'CONTRACTS', 'SIMS', 'PAYMENTS', 'TICKETS')),
    CONSTRAINT ck_export_job_status CHECK (status in ('QUEUED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED', 'FAILED')),
    CONSTRAINT ck_export_job_format CHECK (format in ('CSV', 'XLSX', 'JSONL')),
    CONSTRAINT ck_export_job_dialect CHECK (dialect in ('MACHINE', 'ENGLISH', 'RUSSIAN')),
    CONSTRAINT ck_export_job_rows CHECK (rows >= 0),
    CONSTRAINT ck_export_job_failure CHECK ((status = 'FAILED') = (failure_code is not null)),
    CONSTRAINT ck_export_job_finished CHECK ((status in ('COMPLETED', 'CANCELLED', 'FAILED')) = (finished_at is not null)),
    CONSTRAINT ck_export_job_expires CHECK ((status = 'COMPLETED') = (expires_at is not null)),
    CONSTRAINT ck_export_job_file CHECK (file_key is null or (status = 'COMPLETED' and size_bytes is not null))
);
CREATE INDEX ix_export_job_created_at_id ON export_job (created_at, id);
CREATE INDEX ix_export_job_status_created_at_id ON export_job (status, created_at, id);
CREATE INDEX ix_export_job_kind_created_at_id ON export_job (kind, created_at, id);
CREATE INDEX ix_export_job_subject_created_at_id ON export_job (subject, created_at, id);
CREATE INDEX ix_export_job_unexpired ON export_job (expires_at) WHERE file_key is not null;
"""


def upgrade() -> None:
    run_script(TABLE, noun_script("export_job"))


def downgrade() -> None:
    run_script("drop table export_job;")
