"""Add payments through gateways: their state there, received webhooks, and the time of the next status query."""

from backend.migrate import run_script

revision = "2026_11_25_0200"
down_revision = "2026_11_25_0100"
branch_labels = None
depends_on = None

UP = """
ALTER TABLE payment
    ADD COLUMN gateway TEXT COLLATE "C",
    ADD COLUMN gateway_reference TEXT COLLATE "C",
    ADD COLUMN checkout_url TEXT,
    ADD COLUMN return_url TEXT,
    ADD COLUMN gateway_fee_minor BIGINT,
    ADD COLUMN failure_code TEXT,
    ADD COLUMN failure_message TEXT,
    ADD COLUMN start_leased_until TIMESTAMP WITH TIME ZONE,
    ADD COLUMN ask_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN asked INTEGER DEFAULT 0 NOT NULL,
    ADD CONSTRAINT uq_payment_gateway_gateway_reference UNIQUE (gateway, gateway_reference),
    ADD CONSTRAINT ck_payment_gateway CHECK (gateway is null or method in ('CARD', 'WALLET')),
    ADD CONSTRAINT ck_payment_gateway_reference CHECK (gateway_reference is null or gateway is not null);
CREATE INDEX ix_payment_to_ask ON payment (ask_at, id) WHERE ask_at is not null;
ALTER TABLE refund
    ADD COLUMN ask_at TIMESTAMP WITH TIME ZONE,
    ADD COLUMN asked INTEGER DEFAULT 0 NOT NULL;
CREATE INDEX ix_refund_to_ask ON refund (ask_at, id) WHERE ask_at is not null;

CREATE TABLE webhook_receipt (
    gateway TEXT COLLATE "C" NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    charge_reference TEXT COLLATE "C",
    refund_reference TEXT COLLATE "C",
    received_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    outcome TEXT COLLATE "C",
    CONSTRAINT pk_webhook_receipt PRIMARY KEY (gateway, event_id),
    CONSTRAINT ck_webhook_receipt_event_id CHECK (length(event_id) between 1 and 255)
);
CREATE INDEX ix_webhook_receipt_open ON webhook_receipt (received_at) WHERE done_at is null;
CREATE INDEX ix_webhook_receipt_done_at ON webhook_receipt (done_at);

grant update (gateway_reference, checkout_url, gateway_fee_minor, failure_code, failure_message, start_leased_until,
    ask_at, asked) on payment to crm_app;
grant update (ask_at, asked) on refund to crm_app;
"""

DOWN = """
drop table webhook_receipt;
alter table refund drop column ask_at, drop column asked;
alter table payment drop column gateway, drop column gateway_reference, drop column checkout_url,
    drop column return_url, drop column gateway_fee_minor, drop column failure_code, drop column failure_message,
    drop column start_leased_until, drop column ask_at, drop column asked;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
