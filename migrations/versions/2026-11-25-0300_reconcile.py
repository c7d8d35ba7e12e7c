"""Create reconciliation: settlements of gateways, and their mismatches with our payments and our ledger."""

from backend.migrate import run_script

revision = "2026_11_25_0300"
down_revision = "2026_11_25_0200"
branch_labels = None
depends_on = None

TABLES = r"""
CREATE TABLE settlement (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    gateway TEXT COLLATE "C" NOT NULL,
    day DATE NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    file_name TEXT,
    status TEXT COLLATE "C" DEFAULT 'IMPORTING' NOT NULL,
    failure TEXT,
    lines INTEGER DEFAULT 0 NOT NULL,
    matched INTEGER DEFAULT 0 NOT NULL,
    imported_by TEXT COLLATE "C" NOT NULL,
    imported_at TIMESTAMP WITH TIME ZONE,
    matched_at TIMESTAMP WITH TIME ZONE,
    sha256 BYTEA,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_settlement PRIMARY KEY (id),
    CONSTRAINT ck_settlement_source CHECK (source in ('UPLOAD', 'SCHEDULE')),
    CONSTRAINT ck_settlement_status CHECK (status in ('IMPORTING', 'MATCHED', 'FAILED')),
    CONSTRAINT uq_settlement_gateway_day UNIQUE (gateway, day),
    CONSTRAINT ck_settlement_matched CHECK (matched between 0 and lines)
);
CREATE INDEX ix_settlement_created_at_id ON settlement (created_at, id);
CREATE INDEX ix_settlement_day_created_at_id ON settlement (day, created_at, id);
CREATE INDEX ix_settlement_day_id ON settlement (day, id);
CREATE INDEX ix_settlement_gateway_created_at_id ON settlement (gateway, created_at, id);
CREATE INDEX ix_settlement_sha256 ON settlement (sha256);
CREATE INDEX ix_settlement_status_created_at_id ON settlement (status, created_at, id);

CREATE TABLE settlement_total (
    settlement_id UUID NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    gateway TEXT COLLATE "C" NOT NULL,
    payments INTEGER NOT NULL,
    payments_minor BIGINT NOT NULL,
    refunds INTEGER NOT NULL,
    refunds_minor BIGINT NOT NULL,
    payouts INTEGER NOT NULL,
    payouts_minor BIGINT NOT NULL,
    fees_minor BIGINT NOT NULL,
    CONSTRAINT pk_settlement_total PRIMARY KEY (settlement_id, currency),
    CONSTRAINT fk_settlement_total_settlement_id_settlement FOREIGN KEY(settlement_id) REFERENCES settlement (id)
);

CREATE TABLE settlement_line (
    settlement_id UUID NOT NULL,
    position INTEGER NOT NULL,
    gateway TEXT COLLATE "C" NOT NULL,
    day DATE NOT NULL,
    line_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    refund_reference TEXT COLLATE "C",
    amount_minor BIGINT NOT NULL,
    fee_minor BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_settlement_line PRIMARY KEY (settlement_id, position),
    CONSTRAINT ck_settlement_line_kind CHECK (kind in ('PAYMENT', 'REFUND', 'PAYOUT')),
    CONSTRAINT ck_settlement_line_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_settlement_line_refund_reference CHECK ((kind = 'REFUND') = (refund_reference is not null)),
    CONSTRAINT uq_settlement_line_settlement_id_line_id UNIQUE (settlement_id, line_id),
    CONSTRAINT fk_settlement_line_settlement_id_settlement FOREIGN KEY(settlement_id) REFERENCES settlement (id)
);
CREATE INDEX ix_settlement_line_charge ON settlement_line (gateway, reference) WHERE kind = 'PAYMENT';
CREATE INDEX ix_settlement_line_payout ON settlement_line (gateway, line_id) WHERE kind = 'PAYOUT';
CREATE INDEX ix_settlement_line_refund ON settlement_line (gateway, refund_reference) WHERE kind = 'REFUND';

CREATE TABLE settlement_booking (
    settlement_id UUID NOT NULL,
    line_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    posting_id UUID NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_settlement_booking PRIMARY KEY (settlement_id, line_id, kind, posting_id),
    CONSTRAINT ck_settlement_booking_kind CHECK (kind in ('FEE', 'SETTLEMENT')),
    CONSTRAINT fk_settlement_booking_settlement_id_settlement FOREIGN KEY(settlement_id) REFERENCES settlement (id),
    CONSTRAINT fk_settlement_booking_posting_id_ledger_posting FOREIGN KEY(posting_id) REFERENCES ledger_posting (id)
);
CREATE INDEX ix_settlement_booking_posting_id ON settlement_booking (posting_id);

CREATE TABLE mismatch (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    settlement_id UUID NOT NULL,
    gateway TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" DEFAULT 'OPEN' NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    payment_id UUID,
    refund_id UUID,
    positions INTEGER[] DEFAULT '{}' NOT NULL,
    line_ids TEXT[] COLLATE "C" DEFAULT '{}' NOT NULL,
    gateway_amount_minor BIGINT,
    gateway_fee_minor BIGINT,
    gateway_currency TEXT COLLATE "C",
    payment_amount_minor BIGINT,
    payment_fee_minor BIGINT,
    payment_currency TEXT COLLATE "C",
    payment_status TEXT COLLATE "C",
    ledger_amount_minor BIGINT,
    difference_minor BIGINT NOT NULL,
    fee_difference_minor BIGINT NOT NULL,
    suggested_repair TEXT COLLATE "C" NOT NULL,
    booked_minor BIGINT DEFAULT 0 NOT NULL,
    booked_fee_minor BIGINT DEFAULT 0 NOT NULL,
    decided_by TEXT COLLATE "C",
    decided_at TIMESTAMP WITH TIME ZONE,
    note TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_mismatch PRIMARY KEY (id),
    CONSTRAINT ck_mismatch_kind CHECK (kind in ('MISSING_HERE', 'MISSING_THERE', 'AMOUNT', 'FEE', 'DUPLICATE', 'CURRENCY', 'LEDGER')),
    CONSTRAINT ck_mismatch_status CHECK (status in ('OPEN', 'REPAIRED', 'DISMISSED')),
    CONSTRAINT ck_mismatch_suggested_repair CHECK (suggested_repair in ('CONFIRM', 'SUSPENSE', 'WRITE_OFF', 'FEE', 'POST', 'NOTE')),
    CONSTRAINT ck_mismatch_decided CHECK ((status = 'OPEN') = (decided_by is null)),
    CONSTRAINT fk_mismatch_settlement_id_settlement FOREIGN KEY(settlement_id) REFERENCES settlement (id),
    CONSTRAINT fk_mismatch_payment_id_payment FOREIGN KEY(payment_id) REFERENCES payment (id),
    CONSTRAINT fk_mismatch_refund_id_refund FOREIGN KEY(refund_id) REFERENCES refund (id)
);
CREATE INDEX ix_mismatch_created_at_id ON mismatch (created_at, id);
CREATE INDEX ix_mismatch_decided ON mismatch (gateway, subject) WHERE status <> 'OPEN';
CREATE INDEX ix_mismatch_gateway_created_at_id ON mismatch (gateway, created_at, id);
CREATE INDEX ix_mismatch_kind_created_at_id ON mismatch (kind, created_at, id);
CREATE INDEX ix_mismatch_payment_id ON mismatch (payment_id);
CREATE INDEX ix_mismatch_refund_id ON mismatch (refund_id);
CREATE INDEX ix_mismatch_settlement_id_created_at_id ON mismatch (settlement_id, created_at, id);
CREATE INDEX ix_mismatch_status_created_at_id ON mismatch (status, created_at, id);
CREATE UNIQUE INDEX uq_mismatch_open ON mismatch (settlement_id, kind, subject) WHERE status = 'OPEN';

CREATE INDEX ix_payment_settled ON payment (gateway, paid_at) WHERE gateway is not null and paid_at is not null;
CREATE INDEX ix_refund_gateway_reference ON refund (gateway_reference);
CREATE INDEX ix_refund_settled ON refund (updated_at) WHERE status = 'SUCCEEDED';
"""

RULES = """
create view mismatch_count with (security_invoker = true) as
    select settlement_id, kind, count(*) filter (where status = 'OPEN')::integer as open,
        count(*) filter (where status = 'REPAIRED')::integer as repaired,
        count(*) filter (where status = 'DISMISSED')::integer as dismissed
    from mismatch group by settlement_id, kind;

create trigger touch before update on settlement for each row execute function crm_touch();
create trigger touch before update on mismatch for each row execute function crm_touch();
create trigger audit after insert or update or delete on settlement for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on mismatch for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();

-- Open mismatches may be deleted when they no longer apply. Mismatches with a decision are kept as evidence.
create function crm_keep_decided() returns trigger language plpgsql as $$
begin
    raise exception 'mismatch % was decided: it is neither changed nor deleted', old.id using errcode = 'CRM03';
end
$$;
create trigger keep_decided before update or delete on mismatch for each row
    when (old.status <> 'OPEN') execute function crm_keep_decided();

revoke delete, truncate on settlement from crm_app;
revoke update, delete, truncate on settlement_booking from crm_app;
revoke update, truncate on settlement_line from crm_app;
"""

DOWN = """
drop view mismatch_count;
drop table mismatch, settlement_booking, settlement_line, settlement_total, settlement;
drop function crm_keep_decided();
drop index ix_refund_settled, ix_refund_gateway_reference, ix_payment_settled;
"""


def upgrade() -> None:
    run_script(TABLES, RULES)


def downgrade() -> None:
    run_script(DOWN)
