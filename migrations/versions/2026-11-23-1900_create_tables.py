"""Create the tables of customers, SIMs, contracts, payments, tickets and events, with their functions and rights."""

from backend.migrate import run_script

revision = "2026_11_23_1900"
down_revision = None
branch_labels = None
depends_on = None

EXTENSIONS = """
create extension if not exists pg_trgm;
create extension if not exists btree_gist;
"""

# The application uses the role crm_app, which is neither owner nor superuser, so that revoked rights take effect.
# Roles belong to the whole cluster, so the migration of another database may have created this one already.
ROLE = """
do $$
begin
    create role crm_app login;
exception when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
    -- A superuser may use every role. Since PostgreSQL 16, the creator of a role must be granted the right to use it.
    if not (select rolsuper from pg_roles where rolname = current_user) then
        execute format('grant crm_app to %I', current_user);
    end if;
end
$$;
"""

FUNCTIONS = """
-- RFC 9562, section 5.7: 48 bits of milliseconds, version, variant, the rest random. PostgreSQL 18 has this function.
create function crm_uuidv7(moment timestamptz default clock_timestamp()) returns uuid
language sql volatile parallel safe as $$
    select encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                placing substring(int8send(floor(extract(epoch from moment) * 1000)::bigint) from 3) from 1 for 6),
            52, 1), 53, 1), 'hex')::uuid
$$;

create function crm_touch() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.updated_at := clock_timestamp();
    return new;
end
$$;

-- Raises an error inside a statement; the planner maps the SQLSTATE to the error's code.
create function crm_refuse(code text, detail text) returns boolean language plpgsql volatile as $$
begin
    raise exception using errcode = 'CRM01', message = code, detail = detail;
end
$$;

create function crm_create_event_partitions(first_month date, months integer) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    start_of_month date := date_trunc('month', first_month);
begin
    for i in 1..months loop
        execute format(
            'create table if not exists %I partition of event for values from (%L) to (%L)',
            'event_' || to_char(start_of_month, 'YYYY_MM'),
            start_of_month::timestamp at time zone 'UTC',
            (start_of_month + interval '1 month')::timestamp at time zone 'UTC'
        );
        start_of_month := start_of_month + interval '1 month';
    end loop;
end
$$;

create sequence customer_number;
create sequence contract_number;
create sequence payment_number;
create sequence ticket_number;
"""

TABLES = r"""
CREATE TABLE customer (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    number TEXT COLLATE "C" DEFAULT 'C' || lpad(nextval('customer_number')::text, 8, '0') NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT GENERATED ALWAYS AS (lower(regexp_replace(btrim(normalize(name, NFKC)), '\s+', ' ', 'g'))) STORED NOT NULL,
    phone TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C",
    status TEXT COLLATE "C" DEFAULT 'PROSPECT' NOT NULL,
    kyc_status TEXT COLLATE "C" DEFAULT 'INITIALIZED' NOT NULL,
    language TEXT COLLATE "C" DEFAULT 'RU' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_customer PRIMARY KEY (id),
    CONSTRAINT ck_customer_kind CHECK (kind in ('PERSON', 'ORGANISATION')),
    CONSTRAINT ck_customer_status CHECK (status in ('PROSPECT', 'ACTIVE', 'SUSPENDED', 'CLOSED')),
    CONSTRAINT ck_customer_kyc_status CHECK (kyc_status in ('INITIALIZED', 'VALIDATED', 'REJECTED')),
    CONSTRAINT ck_customer_language CHECK (language in ('EN', 'RU', 'KY')),
    CONSTRAINT ck_customer_name CHECK (btrim(name) <> '' and length(name) <= 200),
    CONSTRAINT ck_customer_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{4,14}$'),
    CONSTRAINT ck_customer_email CHECK (email = lower(email) and length(email) <= 254),
    CONSTRAINT uq_customer_number UNIQUE (number)
);
CREATE INDEX ix_customer_created_at_id ON customer (created_at, id);
CREATE INDEX ix_customer_email_created_at_id ON customer (email, created_at, id);
CREATE INDEX ix_customer_kyc_status_created_at_id ON customer (kyc_status, created_at, id);
CREATE INDEX ix_customer_name_id ON customer (name, id);
CREATE INDEX ix_customer_phone_created_at_id ON customer (phone, created_at, id);
CREATE INDEX ix_customer_search ON customer USING gin (name gin_trgm_ops, number gin_trgm_ops, phone gin_trgm_ops, email gin_trgm_ops);
CREATE INDEX ix_customer_status_created_at_id ON customer (status, created_at, id);

CREATE TABLE event (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    topic TEXT COLLATE "C" NOT NULL,
    node_type TEXT COLLATE "C" NOT NULL,
    node_id UUID NOT NULL,
    customer_id UUID,
    contract_id UUID,
    actor TEXT COLLATE "C" NOT NULL,
    payload JSONB DEFAULT '{}' NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (id, created_at)
)
 PARTITION BY RANGE (created_at);
CREATE INDEX ix_event_node_id_id ON event (node_id, id);

CREATE TABLE idempotency_key (
    actor TEXT COLLATE "C" NOT NULL,
    key TEXT NOT NULL,
    input_hash BYTEA NOT NULL,
    outcome JSONB,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_idempotency_key PRIMARY KEY (actor, key),
    CONSTRAINT ck_idempotency_key_key CHECK (length(key) between 1 and 255)
);
CREATE INDEX ix_idempotency_key_created_at ON idempotency_key (created_at);

CREATE TABLE phone_number (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    msisdn TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" DEFAULT 'AVAILABLE' NOT NULL,
    quarantined_until TIMESTAMP WITH TIME ZONE,
    pick DOUBLE PRECISION DEFAULT random() NOT NULL,
    reserved_by TEXT,
    reserved_for UUID,
    reserved_until TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_phone_number PRIMARY KEY (id),
    CONSTRAINT ck_phone_number_status CHECK (status in ('AVAILABLE', 'RESERVED', 'ASSIGNED', 'QUARANTINED', 'PORTED_IN', 'PORTED_OUT')),
    CONSTRAINT ck_phone_number_msisdn_e164 CHECK (msisdn ~ '^\+[1-9][0-9]{4,14}$'),
    CONSTRAINT ck_phone_number_quarantine CHECK ((status = 'QUARANTINED') = (quarantined_until is not null)),
    CONSTRAINT ck_phone_number_reservation CHECK ((status = 'RESERVED') = (reserved_until is not null) and (reserved_until is null) = (reserved_by is null)),
    CONSTRAINT uq_phone_number_msisdn UNIQUE (msisdn)
);
CREATE INDEX ix_phone_number_available ON phone_number (pick) WHERE status = 'AVAILABLE';
CREATE INDEX ix_phone_number_created_at_id ON phone_number (created_at, id);
CREATE INDEX ix_phone_number_search ON phone_number USING gin (msisdn gin_trgm_ops);
CREATE INDEX ix_phone_number_status_created_at_id ON phone_number (status, created_at, id);

CREATE TABLE sim (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    iccid TEXT COLLATE "C" NOT NULL,
    imsi TEXT COLLATE "C",
    mnc_length INTEGER,
    msisdn TEXT COLLATE "C",
    kind TEXT COLLATE "C" DEFAULT 'PHYSICAL' NOT NULL,
    status TEXT COLLATE "C" DEFAULT 'IMPORTED' NOT NULL,
    activated_at TIMESTAMP WITH TIME ZONE,
    pick DOUBLE PRECISION DEFAULT random() NOT NULL,
    reserved_by TEXT,
    reserved_for UUID,
    reserved_until TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_sim PRIMARY KEY (id),
    CONSTRAINT ck_sim_kind CHECK (kind in ('PHYSICAL', 'ESIM')),
    CONSTRAINT ck_sim_status CHECK (status in ('IMPORTED', 'AVAILABLE', 'RESERVED', 'ACTIVE', 'SUSPENDED', 'BLOCKED', 'REPLACED', 'TERMINATED')),
    CONSTRAINT ck_sim_iccid CHECK (iccid ~ '^89[0-9]{16,20}$'),
    CONSTRAINT ck_sim_imsi CHECK (imsi ~ '^[0-9]{6,15}$'),
    CONSTRAINT ck_sim_mnc_length CHECK (mnc_length in (2, 3)),
    CONSTRAINT ck_sim_activated CHECK (status <> 'ACTIVE' or activated_at is not null),
    CONSTRAINT ck_sim_once_active CHECK (activated_at is null or status not in ('IMPORTED', 'AVAILABLE', 'RESERVED')),
    CONSTRAINT ck_sim_reservation CHECK ((status = 'RESERVED') = (reserved_until is not null) and (reserved_until is null) = (reserved_by is null)),
    CONSTRAINT uq_sim_iccid UNIQUE (iccid),
    CONSTRAINT uq_sim_imsi UNIQUE (imsi)
);
CREATE INDEX ix_sim_available ON sim (pick) WHERE status = 'AVAILABLE';
CREATE INDEX ix_sim_created_at_id ON sim (created_at, id);
CREATE INDEX ix_sim_msisdn_created_at_id ON sim (msisdn, created_at, id);
CREATE INDEX ix_sim_search ON sim USING gin (iccid gin_trgm_ops, msisdn gin_trgm_ops);
CREATE INDEX ix_sim_status_created_at_id ON sim (status, created_at, id);
CREATE UNIQUE INDEX uq_sim_msisdn ON sim (msisdn) WHERE status not in ('REPLACED', 'TERMINATED');

CREATE TABLE status_change (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    node_type TEXT COLLATE "C" NOT NULL,
    node_id UUID NOT NULL,
    customer_id UUID,
    contract_id UUID,
    verb TEXT COLLATE "C" NOT NULL,
    from_status TEXT COLLATE "C",
    to_status TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    reason TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_status_change PRIMARY KEY (id),
    CONSTRAINT ck_status_change_node_type CHECK (node_type in ('CUSTOMER', 'KYC', 'SIM', 'PHONE_NUMBER', 'CONTRACT', 'PAYMENT', 'TICKET'))
);
CREATE INDEX ix_status_change_created_at_id ON status_change (created_at, id);
CREATE INDEX ix_status_change_node_id_created_at_id ON status_change (node_id, created_at, id);
CREATE INDEX ix_status_change_node_type_created_at_id ON status_change (node_type, created_at, id);

CREATE TABLE tariff (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    monthly_fee_minor BIGINT NOT NULL,
    currency TEXT COLLATE "C" DEFAULT 'KGS' NOT NULL,
    active BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_tariff PRIMARY KEY (id),
    CONSTRAINT ck_tariff_code CHECK (code ~ '^[A-Z0-9][A-Z0-9_-]{0,39}$'),
    CONSTRAINT ck_tariff_monthly_fee CHECK (monthly_fee_minor >= 0),
    CONSTRAINT ck_tariff_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT uq_tariff_code UNIQUE (code)
);
CREATE INDEX ix_tariff_active_created_at_id ON tariff (active, created_at, id);
CREATE INDEX ix_tariff_created_at_id ON tariff (created_at, id);
CREATE INDEX ix_tariff_name_id ON tariff (name, id);

CREATE TABLE tariff_option (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    monthly_fee_minor BIGINT NOT NULL,
    currency TEXT COLLATE "C" DEFAULT 'KGS' NOT NULL,
    active BOOLEAN DEFAULT true NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_tariff_option PRIMARY KEY (id),
    CONSTRAINT ck_tariff_option_code CHECK (code ~ '^[A-Z0-9][A-Z0-9_-]{0,39}$'),
    CONSTRAINT ck_tariff_option_monthly_fee CHECK (monthly_fee_minor >= 0),
    CONSTRAINT ck_tariff_option_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT uq_tariff_option_code UNIQUE (code)
);

CREATE TABLE contract (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    number TEXT COLLATE "C" DEFAULT 'K' || lpad(nextval('contract_number')::text, 8, '0') NOT NULL,
    status TEXT COLLATE "C" DEFAULT 'DRAFT' NOT NULL,
    customer_id UUID NOT NULL,
    sim_id UUID,
    phone_number_id UUID,
    tariff_id UUID NOT NULL,
    currency TEXT COLLATE "C" DEFAULT 'KGS' NOT NULL,
    signed_at TIMESTAMP WITH TIME ZONE,
    activated_at TIMESTAMP WITH TIME ZONE,
    closed_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_contract PRIMARY KEY (id),
    CONSTRAINT ck_contract_status CHECK (status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED', 'CLOSED', 'CANCELLED')),
    CONSTRAINT ck_contract_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_contract_in_service CHECK (status not in ('ACTIVE', 'SUSPENDED') or (sim_id is not null and phone_number_id is not null and activated_at is not null)),
    CONSTRAINT ck_contract_closed CHECK ((status = 'CLOSED') = (closed_at is not null)),
    CONSTRAINT uq_contract_number UNIQUE (number),
    CONSTRAINT fk_contract_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_contract_sim_id_sim FOREIGN KEY(sim_id) REFERENCES sim (id),
    CONSTRAINT fk_contract_phone_number_id_phone_number FOREIGN KEY(phone_number_id) REFERENCES phone_number (id),
    CONSTRAINT fk_contract_tariff_id_tariff FOREIGN KEY(tariff_id) REFERENCES tariff (id)
);
CREATE INDEX ix_contract_created_at_id ON contract (created_at, id);
CREATE INDEX ix_contract_customer_id_created_at_id ON contract (customer_id, created_at, id);
CREATE INDEX ix_contract_phone_number_id_created_at_id ON contract (phone_number_id, created_at, id);
CREATE INDEX ix_contract_sim_id_created_at_id ON contract (sim_id, created_at, id);
CREATE INDEX ix_contract_status_created_at_id ON contract (status, created_at, id);
CREATE INDEX ix_contract_tariff_id_created_at_id ON contract (tariff_id, created_at, id);
CREATE UNIQUE INDEX uq_contract_live_number ON contract (phone_number_id) WHERE status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED');
CREATE UNIQUE INDEX uq_contract_live_sim ON contract (sim_id) WHERE status in ('DRAFT', 'ACCEPTED', 'ACTIVE', 'SUSPENDED');

CREATE TABLE identity_document (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    customer_id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" DEFAULT 'KG' NOT NULL,
    issued_by TEXT,
    issued_on DATE,
    expires_on DATE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_identity_document PRIMARY KEY (id),
    CONSTRAINT ck_identity_document_kind CHECK (kind in ('ID_CARD', 'PASSPORT', 'RESIDENCE_PERMIT', 'REGISTRATION_CERTIFICATE')),
    CONSTRAINT uq_identity_document_number_kind_country UNIQUE (number, kind, country),
    CONSTRAINT ck_identity_document_number CHECK (number = upper(btrim(number)) and number <> ''),
    CONSTRAINT ck_identity_document_country CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT ck_identity_document_validity CHECK (expires_on > issued_on),
    CONSTRAINT fk_identity_document_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id)
);
CREATE INDEX ix_identity_document_customer_id_created_at_id ON identity_document (customer_id, created_at, id);

CREATE TABLE tariff_compatibility (
    tariff_id UUID NOT NULL,
    tariff_option_id UUID NOT NULL,
    CONSTRAINT pk_tariff_compatibility PRIMARY KEY (tariff_id, tariff_option_id),
    CONSTRAINT fk_tariff_compatibility_tariff_id_tariff FOREIGN KEY(tariff_id) REFERENCES tariff (id),
    CONSTRAINT fk_tariff_compatibility_tariff_option_id_tariff_option FOREIGN KEY(tariff_option_id) REFERENCES tariff_option (id)
);
CREATE INDEX ix_tariff_compatibility_tariff_option_id ON tariff_compatibility (tariff_option_id);

CREATE TABLE contract_option (
    contract_id UUID NOT NULL,
    tariff_option_id UUID NOT NULL,
    added_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_contract_option PRIMARY KEY (contract_id, tariff_option_id),
    CONSTRAINT fk_contract_option_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id),
    CONSTRAINT fk_contract_option_tariff_option_id_tariff_option FOREIGN KEY(tariff_option_id) REFERENCES tariff_option (id)
);
CREATE INDEX ix_contract_option_tariff_option_id ON contract_option (tariff_option_id);

CREATE TABLE number_binding (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    phone_number_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    bound_from TIMESTAMP WITH TIME ZONE NOT NULL,
    bound_to TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_number_binding PRIMARY KEY (id),
    CONSTRAINT ck_number_binding_period CHECK (bound_to >= bound_from),
    CONSTRAINT ex_number_binding_period EXCLUDE USING gist (phone_number_id WITH =, tstzrange(bound_from, bound_to) WITH &&),
    CONSTRAINT fk_number_binding_phone_number_id_phone_number FOREIGN KEY(phone_number_id) REFERENCES phone_number (id),
    CONSTRAINT fk_number_binding_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id)
);
CREATE INDEX ix_number_binding_contract_id ON number_binding (contract_id);
CREATE INDEX ix_number_binding_phone_number_id_bound_from ON number_binding (phone_number_id, bound_from);

CREATE TABLE payment (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    number TEXT COLLATE "C" DEFAULT 'P' || lpad(nextval('payment_number')::text, 9, '0') NOT NULL,
    contract_id UUID NOT NULL,
    amount_minor BIGINT NOT NULL,
    refunded_minor BIGINT DEFAULT 0 NOT NULL,
    currency TEXT COLLATE "C" DEFAULT 'KGS' NOT NULL,
    method TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" DEFAULT 'PENDING' NOT NULL,
    paid_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_payment PRIMARY KEY (id),
    CONSTRAINT ck_payment_method CHECK (method in ('CASH', 'BANK_TRANSFER', 'CARD', 'WALLET')),
    CONSTRAINT ck_payment_status CHECK (status in ('PENDING', 'UNKNOWN', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'PARTIALLY_REFUNDED', 'REFUNDED')),
    CONSTRAINT ck_payment_amount CHECK (amount_minor > 0),
    CONSTRAINT ck_payment_refunded CHECK (refunded_minor between 0 and amount_minor),
    CONSTRAINT ck_payment_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT ck_payment_paid CHECK ((status in ('SUCCEEDED', 'PARTIALLY_REFUNDED', 'REFUNDED')) = (paid_at is not null)),
    CONSTRAINT uq_payment_number UNIQUE (number),
    CONSTRAINT fk_payment_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id)
);
CREATE INDEX ix_payment_contract_id_created_at_id ON payment (contract_id, created_at, id);
CREATE INDEX ix_payment_created_at_id ON payment (created_at, id);
CREATE INDEX ix_payment_status_created_at_id ON payment (status, created_at, id);

CREATE TABLE sim_binding (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    sim_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    bound_from TIMESTAMP WITH TIME ZONE NOT NULL,
    bound_to TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_sim_binding PRIMARY KEY (id),
    CONSTRAINT ck_sim_binding_period CHECK (bound_to >= bound_from),
    CONSTRAINT ex_sim_binding_period EXCLUDE USING gist (sim_id WITH =, tstzrange(bound_from, bound_to) WITH &&),
    CONSTRAINT fk_sim_binding_sim_id_sim FOREIGN KEY(sim_id) REFERENCES sim (id),
    CONSTRAINT fk_sim_binding_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id)
);
CREATE INDEX ix_sim_binding_contract_id ON sim_binding (contract_id);
CREATE INDEX ix_sim_binding_sim_id_bound_from ON sim_binding (sim_id, bound_from);

CREATE TABLE ticket (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    number TEXT COLLATE "C" DEFAULT 'T' || lpad(nextval('ticket_number')::text, 8, '0') NOT NULL,
    subject TEXT NOT NULL,
    description TEXT,
    category TEXT,
    priority TEXT COLLATE "C" DEFAULT 'NORMAL' NOT NULL,
    status TEXT COLLATE "C" DEFAULT 'FREE' NOT NULL,
    customer_id UUID NOT NULL,
    contract_id UUID,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_ticket PRIMARY KEY (id),
    CONSTRAINT ck_ticket_priority CHECK (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT')),
    CONSTRAINT ck_ticket_status CHECK (status in ('FREE', 'ACTIVE', 'SUSPENDED', 'BLOCKED', 'CLOSED')),
    CONSTRAINT ck_ticket_subject CHECK (btrim(subject) <> '' and length(subject) <= 200),
    CONSTRAINT uq_ticket_number UNIQUE (number),
    CONSTRAINT fk_ticket_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_ticket_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id)
);
CREATE INDEX ix_ticket_contract_id_created_at_id ON ticket (contract_id, created_at, id);
CREATE INDEX ix_ticket_created_at_id ON ticket (created_at, id);
CREATE INDEX ix_ticket_customer_id_created_at_id ON ticket (customer_id, created_at, id);
CREATE INDEX ix_ticket_priority_created_at_id ON ticket (priority, created_at, id);
CREATE INDEX ix_ticket_status_created_at_id ON ticket (status, created_at, id);
"""

TRIGGERS = """
create trigger touch before update on customer for each row execute function crm_touch();
create trigger touch before update on identity_document for each row execute function crm_touch();
create trigger touch before update on sim for each row execute function crm_touch();
create trigger touch before update on phone_number for each row execute function crm_touch();
create trigger touch before update on tariff for each row execute function crm_touch();
create trigger touch before update on tariff_option for each row execute function crm_touch();
create trigger touch before update on contract for each row execute function crm_touch();
create trigger touch before update on payment for each row execute function crm_touch();
create trigger touch before update on ticket for each row execute function crm_touch();

select crm_create_event_partitions(current_date, 13);
"""

RIGHTS = """
grant usage on schema public to crm_app;
grant select, insert, update, delete on all tables in schema public to crm_app;
grant usage on all sequences in schema public to crm_app;
alter default privileges in schema public grant select, insert, update, delete on tables to crm_app;
alter default privileges in schema public grant usage on sequences to crm_app;
revoke update, delete on status_change, event from crm_app;
revoke insert, update, delete on alembic_version from crm_app;
"""


DOWN = """
drop table ticket, sim_binding, payment, number_binding, contract_option, tariff_compatibility, identity_document,
    contract, tariff_option, tariff, status_change, sim, phone_number, idempotency_key, event, customer;
drop sequence customer_number, contract_number, payment_number, ticket_number;
drop function crm_create_event_partitions(date, integer), crm_refuse(text, text), crm_touch(), crm_uuidv7(timestamptz);
alter default privileges in schema public revoke select, insert, update, delete on tables from crm_app;
alter default privileges in schema public revoke usage on sequences from crm_app;
revoke all on alembic_version from crm_app;
revoke usage on schema public from crm_app;
"""


def upgrade() -> None:
    run_script(EXTENSIONS, ROLE, FUNCTIONS, TABLES, TRIGGERS, RIGHTS)


def downgrade() -> None:
    run_script(DOWN)
