"""Create requests of customers, with their violations, candidates, questions and files."""

from typing import Any

from backend.migrate import OF_CONTRACTS, OF_CUSTOMER, noun_script, row_policies, run_script

revision = "2026_11_28_1120"
down_revision = "2026_11_28_1044"
branch_labels = None
depends_on = None

TABLES = r"""
create sequence request_number;
CREATE TABLE request (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    number TEXT COLLATE "C" DEFAULT 'R' || lpad(nextval('request_number')::text, 8, '0') NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" DEFAULT 'NEW' NOT NULL,
    priority TEXT COLLATE "C" DEFAULT 'NORMAL' NOT NULL,
    raw TEXT COLLATE "C",
    submitted_by TEXT COLLATE "C" NOT NULL,
    customer_id UUID,
    contract_id UUID,
    ticket_id UUID,
    queue TEXT,
    assignee_id UUID,
    assignee TEXT COLLATE "C",
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE,
    validated_at TIMESTAMP WITH TIME ZONE,
    reference TEXT,
    customer_kind TEXT COLLATE "C",
    name TEXT,
    name_key TEXT COLLATE "C" GENERATED ALWAYS AS (crm_name_key(name)) STORED,
    name_order TEXT COLLATE "C" GENERATED ALWAYS AS (coalesce(crm_name_order(name), ''::text)) STORED NOT NULL,
    phone TEXT COLLATE "C",
    email TEXT COLLATE "C",
    language TEXT COLLATE "C",
    birth_date DATE,
    document_kind TEXT COLLATE "C",
    document_number TEXT COLLATE "C",
    document_country TEXT COLLATE "C",
    document_key TEXT COLLATE "C" GENERATED ALWAYS AS (crm_document_key(document_number, document_kind, document_country)) STORED,
    tariff_code TEXT COLLATE "C",
    options TEXT[] DEFAULT '{}' NOT NULL,
    iccid TEXT COLLATE "C",
    msisdn TEXT COLLATE "C",
    representative_name TEXT,
    representative_document_kind TEXT COLLATE "C",
    representative_document_number TEXT COLLATE "C",
    representative_document_country TEXT COLLATE "C",
    authority TEXT COLLATE "C",
    authority_number TEXT,
    authority_until DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_request PRIMARY KEY (id),
    CONSTRAINT ck_request_kind CHECK (kind in ('REGISTRATION', 'CHANGE_DATA', 'CHANGE_TARIFF', 'SWAP_SIM', 'PORT_IN', 'PORT_OUT', 'CLOSE', 'OTHER')),
    CONSTRAINT ck_request_channel CHECK (channel in ('COUNTER', 'PHONE', 'WEB', 'APP', 'PARTNER', 'TICKET')),
    CONSTRAINT ck_request_status CHECK (status in ('NEW', 'NEEDS_INFO', 'VALIDATED', 'IN_PROGRESS', 'FULFILLED', 'REJECTED', 'WITHDRAWN')),
    CONSTRAINT ck_request_priority CHECK (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
    CONSTRAINT ck_request_raw CHECK (raw::json is not null or raw is null),
    CONSTRAINT ck_request_assignee CHECK ((assignee_id is null) = (assignee is null)),
    CONSTRAINT ck_request_asked CHECK ((status = 'NEEDS_INFO') = (asked_at is not null)),
    CONSTRAINT ck_request_queue CHECK (btrim(queue) <> '' and length(queue) <= 50),
    CONSTRAINT ck_request_reference CHECK (btrim(reference) <> '' and length(reference) <= 200),
    CONSTRAINT ck_request_customer_kind CHECK (customer_kind in ('PERSON', 'ORGANISATION')),
    CONSTRAINT ck_request_language CHECK (language in ('EN', 'RU', 'KY')),
    CONSTRAINT ck_request_document_kind CHECK (document_kind in ('ID_CARD', 'PASSPORT', 'RESIDENCE_PERMIT', 'REGISTRATION_CERTIFICATE')),
    CONSTRAINT ck_request_representative_document_kind CHECK (representative_document_kind in ('ID_CARD', 'PASSPORT', 'RESIDENCE_PERMIT', 'REGISTRATION_CERTIFICATE')),
    CONSTRAINT ck_request_authority CHECK (authority in ('POWER_OF_ATTORNEY', 'PARENT', 'GUARDIAN', 'DIRECTOR', 'OTHER')),
    CONSTRAINT ck_request_representative CHECK (num_nulls(representative_name, representative_document_kind, representative_document_number, representative_document_country, authority) in (0, 5)),
    CONSTRAINT uq_request_number UNIQUE (number),
    CONSTRAINT fk_request_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_request_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id),
    CONSTRAINT fk_request_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id) ON DELETE SET NULL,
    CONSTRAINT fk_request_assignee_id_user_account FOREIGN KEY(assignee_id) REFERENCES user_account (id)
);
CREATE INDEX ix_request_asked ON request (asked_at) WHERE status = 'NEEDS_INFO';
CREATE INDEX ix_request_assignee_created_at_id ON request (assignee, created_at, id);
CREATE INDEX ix_request_assignee_id_created_at_id ON request (assignee_id, created_at, id);
CREATE INDEX ix_request_channel_created_at_id ON request (channel, created_at, id);
CREATE INDEX ix_request_contract_id_created_at_id ON request (contract_id, created_at, id);
CREATE INDEX ix_request_created_at_id ON request (created_at, id);
CREATE INDEX ix_request_customer_id_created_at_id ON request (customer_id, created_at, id);
CREATE INDEX ix_request_document_key ON request (document_key);
CREATE INDEX ix_request_due_at_created_at_id ON request (due_at, created_at, id);
CREATE INDEX ix_request_due_at_id ON request (due_at, id);
CREATE INDEX ix_request_email ON request (email);
CREATE INDEX ix_request_kind_created_at_id ON request (kind, created_at, id);
CREATE INDEX ix_request_number_reversed ON request (reverse(number));
CREATE INDEX ix_request_phone ON request (phone);
CREATE INDEX ix_request_phone_reversed ON request (reverse(phone));
CREATE INDEX ix_request_priority_created_at_id ON request (priority, created_at, id);
CREATE INDEX ix_request_queue_created_at_id ON request (queue, created_at, id);
CREATE INDEX ix_request_search ON request USING gin (name_key gin_trgm_ops, number gin_trgm_ops, phone gin_trgm_ops, email gin_trgm_ops);
CREATE INDEX ix_request_status_created_at_id ON request (status, created_at, id);
CREATE INDEX ix_request_ticket_id_created_at_id ON request (ticket_id, created_at, id);
CREATE TABLE request_violation (
    request_id UUID NOT NULL,
    place INTEGER NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    message TEXT NOT NULL,
    severity TEXT COLLATE "C" NOT NULL,
    suggestion TEXT,
    CONSTRAINT pk_request_violation PRIMARY KEY (request_id, place),
    CONSTRAINT ck_request_violation_severity CHECK (severity in ('ALERT', 'BLOCK')),
    CONSTRAINT fk_request_violation_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) ON DELETE CASCADE
);
CREATE TABLE request_candidate (
    request_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    score INTEGER NOT NULL,
    reasons TEXT[] NOT NULL,
    CONSTRAINT pk_request_candidate PRIMARY KEY (request_id, customer_id),
    CONSTRAINT ck_request_candidate_score CHECK (score between 0 and 100),
    CONSTRAINT fk_request_candidate_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) ON DELETE CASCADE,
    CONSTRAINT fk_request_candidate_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id)
);
CREATE INDEX ix_request_candidate_customer_id ON request_candidate (customer_id);
CREATE TABLE request_question (
    request_id UUID NOT NULL,
    customer_id UUID,
    contract_id UUID,
    asked_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    asked_by TEXT COLLATE "C" NOT NULL,
    question TEXT NOT NULL,
    answered_at TIMESTAMP WITH TIME ZONE,
    answered_by TEXT COLLATE "C",
    answer TEXT,
    data TEXT COLLATE "C",
    CONSTRAINT pk_request_question PRIMARY KEY (request_id, asked_at),
    CONSTRAINT ck_request_question_question CHECK (btrim(question) <> '' and length(question) <= 2000),
    CONSTRAINT ck_request_question_answer CHECK (length(answer) <= 10000),
    CONSTRAINT ck_request_question_answered CHECK ((answered_at is null) = (answered_by is null)),
    CONSTRAINT ck_request_question_data CHECK (data::json is not null or data is null),
    CONSTRAINT fk_request_question_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) ON DELETE CASCADE,
    CONSTRAINT fk_request_question_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_request_question_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id)
);
CREATE INDEX ix_request_question_contract_id ON request_question (contract_id);
CREATE INDEX ix_request_question_customer_id ON request_question (customer_id);
CREATE TABLE request_attachment (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    request_id UUID NOT NULL,
    customer_id UUID,
    contract_id UUID,
    author TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    file_id UUID NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_request_attachment PRIMARY KEY (id),
    CONSTRAINT ck_request_attachment_kind CHECK (kind in ('FORM', 'DOCUMENT', 'AUTHORITY', 'OTHER')),
    CONSTRAINT ck_request_attachment_name CHECK (btrim(name) <> '' and length(name) <= 200),
    CONSTRAINT ck_request_attachment_size CHECK (size_bytes >= 0),
    CONSTRAINT fk_request_attachment_request_id_request FOREIGN KEY(request_id) REFERENCES request (id) ON DELETE CASCADE,
    CONSTRAINT fk_request_attachment_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_request_attachment_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id)
);
CREATE INDEX ix_request_attachment_contract_id ON request_attachment (contract_id);
CREATE INDEX ix_request_attachment_customer_id ON request_attachment (customer_id);
CREATE INDEX ix_request_attachment_file_id ON request_attachment (file_id);
CREATE INDEX ix_request_attachment_request_id_created_at_id ON request_attachment (request_id, created_at, id);
CREATE TABLE request_target (
    kind TEXT COLLATE "C" NOT NULL,
    priority TEXT COLLATE "C" NOT NULL,
    minutes INTEGER NOT NULL,
    CONSTRAINT pk_request_target PRIMARY KEY (kind, priority),
    CONSTRAINT ck_request_target_kind CHECK (kind in ('REGISTRATION', 'CHANGE_DATA', 'CHANGE_TARIFF', 'SWAP_SIM', 'PORT_IN', 'PORT_OUT', 'CLOSE', 'OTHER')),
    CONSTRAINT ck_request_target_priority CHECK (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
    CONSTRAINT ck_request_target_minutes CHECK (minutes > 0)
);
-- Times of the trade: what a person waits for at a counter is short, what other operators decide takes days.
insert into request_target
select kind, priority, ceil(minutes * factor) from (values
    ('REGISTRATION', 60), ('CHANGE_DATA', 480), ('CHANGE_TARIFF', 480), ('SWAP_SIM', 120), ('PORT_IN', 4320),
    ('PORT_OUT', 4320), ('CLOSE', 1440), ('OTHER', 2880)
) k (kind, minutes), (values ('LOW', 3), ('NORMAL', 1), ('HIGH', 0.5), ('URGENT', 0.25)) p (priority, factor);
create trigger audit after insert or update or delete on request_attachment for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
"""

# Not the fields of the form and of the representative, which subscribers do not read.
_READ_BY_SUBSCRIBERS = (
    "id", "number", "kind", "channel", "status", "priority", "raw", "submitted_by", "customer_id", "contract_id",
    "ticket_id", "queue", "assignee_id", "assignee", "due_at", "asked_at", "validated_at", "reference", "created_at",
    "updated_at", "version",
)  # fmt: skip
_ROWS: Any = {"line": OF_CONTRACTS, "holder": OF_CUSTOMER}
_SECRETS = ("raw", "name_key", "name_order", "document_key")
WALL = (
    noun_script("request", **_ROWS, columns=_READ_BY_SUBSCRIBERS, secrets=_SECRETS)
    + row_policies("request_question", **_ROWS)
    + row_policies("request_attachment", **_ROWS)
    + "revoke delete, truncate on request_question, request_attachment from crm_app;"
)

DOWN = """
delete from history_entry where node_type = 'REQUEST';
drop table request_target, request_attachment, request_question, request_candidate, request_violation, request;
drop sequence request_number;
"""


def upgrade() -> None:
    run_script(TABLES, WALL)


def downgrade() -> None:
    run_script(DOWN)
