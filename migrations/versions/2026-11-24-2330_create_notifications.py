"""Create notifications, their rules, and customers' preferences."""

from backend.migrate import run_script

revision = "2026_11_24_2330"
down_revision = "2026_11_24_2300"
branch_labels = None
depends_on = None

TABLES = r"""
CREATE TABLE event_consumer (
    name TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    CONSTRAINT pk_event_consumer PRIMARY KEY (name)
);
INSERT INTO event_consumer SELECT 'notifications', coalesce(max(position), 0) FROM event_order;

CREATE TABLE notification_rule (
    purpose TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    enabled BOOLEAN NOT NULL,
    quiet_from TIME WITHOUT TIME ZONE,
    quiet_until TIME WITHOUT TIME ZONE,
    CONSTRAINT pk_notification_rule PRIMARY KEY (purpose, channel),
    CONSTRAINT ck_notification_rule_purpose CHECK (purpose in ('SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'SIGN_IN')),
    CONSTRAINT ck_notification_rule_channel CHECK (channel in ('EMAIL', 'SMS', 'IN_APP')),
    CONSTRAINT ck_notification_rule_quiet CHECK ((quiet_from is null) = (quiet_until is null))
);
INSERT INTO notification_rule VALUES
    ('SERVICE', 'SMS', true, '22:00', '08:00'), ('SERVICE', 'EMAIL', true, null, null), ('SERVICE', 'IN_APP', true, null, null),
    ('PAYMENT', 'SMS', true, null, null), ('PAYMENT', 'EMAIL', true, null, null), ('PAYMENT', 'IN_APP', true, null, null),
    ('BALANCE', 'SMS', true, '22:00', '08:00'), ('BALANCE', 'EMAIL', false, null, null), ('BALANCE', 'IN_APP', true, null, null),
    ('TICKET', 'SMS', false, '22:00', '08:00'), ('TICKET', 'EMAIL', true, null, null), ('TICKET', 'IN_APP', true, null, null),
    ('SIGN_IN', 'SMS', true, null, null);

CREATE TABLE notification_preference (
    customer_id UUID NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    allowed BOOLEAN NOT NULL,
    quiet_from TIME WITHOUT TIME ZONE,
    quiet_until TIME WITHOUT TIME ZONE,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_notification_preference PRIMARY KEY (customer_id, purpose, channel),
    CONSTRAINT ck_notification_preference_purpose CHECK (purpose in ('SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'SIGN_IN')),
    CONSTRAINT ck_notification_preference_channel CHECK (channel in ('EMAIL', 'SMS', 'IN_APP')),
    CONSTRAINT ck_notification_preference_quiet CHECK ((quiet_from is null) = (quiet_until is null)),
    CONSTRAINT fk_notification_preference_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id)
);

CREATE TABLE notification (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    event_id BIGINT,
    topic TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    customer_id UUID,
    contract_id UUID,
    ticket_id UUID,
    payment_id UUID,
    recipient TEXT COLLATE "C",
    subject TEXT,
    text TEXT NOT NULL,
    html TEXT,
    secret BYTEA,
    status TEXT COLLATE "C" DEFAULT 'QUEUED' NOT NULL,
    attempts INTEGER DEFAULT 0 NOT NULL,
    possible_duplicates INTEGER DEFAULT 0 NOT NULL,
    not_before TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    leased_until TIMESTAMP WITH TIME ZONE,
    expires_at TIMESTAMP WITH TIME ZONE,
    last_error TEXT,
    provider_ids TEXT[] DEFAULT '{}' NOT NULL,
    delivered_ids TEXT[] DEFAULT '{}' NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    delivered_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_notification PRIMARY KEY (id),
    CONSTRAINT uq_notification_event_id_channel UNIQUE (event_id, channel),
    CONSTRAINT ck_notification_purpose CHECK (purpose in ('SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'SIGN_IN')),
    CONSTRAINT ck_notification_channel CHECK (channel in ('EMAIL', 'SMS', 'IN_APP')),
    CONSTRAINT ck_notification_language CHECK (language in ('EN', 'RU', 'KY')),
    CONSTRAINT ck_notification_status CHECK (status in ('QUEUED', 'SENT', 'DELIVERED', 'FAILED')),
    CONSTRAINT ck_notification_recipient CHECK ((recipient is null) = (channel = 'IN_APP')),
    CONSTRAINT fk_notification_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_notification_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id),
    CONSTRAINT fk_notification_ticket_id_ticket FOREIGN KEY(ticket_id) REFERENCES ticket (id),
    CONSTRAINT fk_notification_payment_id_payment FOREIGN KEY(payment_id) REFERENCES payment (id)
);
CREATE INDEX ix_notification_queued ON notification (channel, not_before, id) WHERE status = 'QUEUED';
CREATE INDEX ix_notification_provider_ids ON notification USING gin (provider_ids);
CREATE INDEX ix_notification_created_at_id ON notification (created_at, id);
CREATE INDEX ix_notification_status_created_at_id ON notification (status, created_at, id);
CREATE INDEX ix_notification_channel_created_at_id ON notification (channel, created_at, id);
CREATE INDEX ix_notification_purpose_created_at_id ON notification (purpose, created_at, id);
CREATE INDEX ix_notification_customer_id_created_at_id ON notification (customer_id, created_at, id);
CREATE INDEX ix_notification_contract_id_created_at_id ON notification (contract_id, created_at, id);
CREATE INDEX ix_notification_ticket_id ON notification (ticket_id);
CREATE INDEX ix_notification_payment_id ON notification (payment_id);
create trigger touch before update on notification for each row execute function crm_touch();
create trigger audit after insert or update or delete on notification_preference for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
create trigger audit after insert or update or delete on notification for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit('secret');
"""

WALL = """
alter table notification enable row level security;
create policy everything on notification to crm_app using (true) with check (true);
create policy line on notification for select to crm_line using (contract_id in (select id from contract));
create policy holder on notification for select to crm_holder
    using (customer_id::text = current_setting('crm.customer', true));
alter table notification_preference enable row level security;
create policy everything on notification_preference to crm_app using (true) with check (true);
create policy line on notification_preference for select to crm_line using (false);
create policy holder on notification_preference for select to crm_holder
    using (customer_id::text = current_setting('crm.customer', true));
grant select on notification, notification_preference to crm_line, crm_holder;
revoke delete, truncate on notification from crm_app;
"""

DOWN = """
drop table notification, notification_preference, notification_rule, event_consumer;
"""


def upgrade() -> None:
    run_script(TABLES, WALL)


def downgrade() -> None:
    run_script(DOWN)
