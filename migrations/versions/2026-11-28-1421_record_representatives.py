"""Record who acted for a customer at a counter, and find the requests of a partner."""

from backend.migrate import run_script

revision = "2026_11_28_1421"
down_revision = "2026_11_28_1420"
branch_labels = None
depends_on = None

UP = r"""
CREATE TABLE representation (
    node_type TEXT COLLATE "C" NOT NULL,
    node_id UUID NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    verb TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    customer_id UUID NOT NULL,
    contract_id UUID,
    name TEXT NOT NULL,
    document_kind TEXT COLLATE "C" NOT NULL,
    document_number TEXT COLLATE "C" NOT NULL,
    document_country TEXT COLLATE "C" NOT NULL,
    authority TEXT COLLATE "C" NOT NULL,
    authority_number TEXT,
    authority_until DATE,
    file_id UUID,
    CONSTRAINT pk_representation PRIMARY KEY (node_id, created_at),
    CONSTRAINT ck_representation_document_kind CHECK (document_kind in ('ID_CARD', 'PASSPORT', 'RESIDENCE_PERMIT', 'REGISTRATION_CERTIFICATE')),
    CONSTRAINT ck_representation_authority CHECK (authority in ('POWER_OF_ATTORNEY', 'PARENT', 'GUARDIAN', 'DIRECTOR', 'OTHER')),
    CONSTRAINT ck_representation_name CHECK (btrim(name) <> '' and length(name) <= 200),
    CONSTRAINT fk_representation_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_representation_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id),
    CONSTRAINT fk_representation_file_id_request_attachment FOREIGN KEY(file_id) REFERENCES request_attachment (id)
);
CREATE INDEX ix_representation_customer_id ON representation (customer_id);
CREATE INDEX ix_representation_contract_id ON representation (contract_id);
CREATE INDEX ix_representation_file_id ON representation (file_id);
create trigger audit after insert or update or delete on representation for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create index ix_request_submitted_by_created_at_id on request (submitted_by, created_at, id);
revoke truncate on representation from crm_app;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script("drop index ix_request_submitted_by_created_at_id; drop table representation;")
