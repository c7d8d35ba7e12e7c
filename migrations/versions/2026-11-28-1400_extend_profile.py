"""Add sex, citizenship, tax number, legal form and account manager; create addresses, contacts, contact persons, notes."""

from backend.migrate import OF_CUSTOMER, noun_script, run_script

revision = "2026_11_28_1400"
down_revision = "2026_11_28_1101"
branch_labels = None
depends_on = None

COLUMNS = """
alter table customer
    add column sex text collate "C",
    add column citizenship text collate "C",
    add column tax_country text collate "C",
    add column tax_number text collate "C",
    add column legal_form text collate "C",
    add column account_manager_id uuid,
    add column account_manager text collate "C",
    add constraint ck_customer_sex check (sex in ('FEMALE', 'MALE')),
    add constraint ck_customer_legal_form check (legal_form in ('LIMITED_COMPANY', 'STOCK_COMPANY', 'PARTNERSHIP',
        'COOPERATIVE', 'SOLE_PROPRIETOR', 'STATE_ENTERPRISE', 'PUBLIC_BODY', 'NON_PROFIT', 'BRANCH', 'OTHER')),
    add constraint ck_customer_of_person check (kind = 'PERSON' or num_nonnulls(sex, citizenship) = 0),
    add constraint ck_customer_of_organisation
        check (kind = 'ORGANISATION' or num_nonnulls(tax_number, legal_form) = 0),
    add constraint ck_customer_citizenship check (citizenship ~ '^[A-Z]{2}$'),
    add constraint ck_customer_tax check ((tax_number is null) = (tax_country is null)),
    add constraint ck_customer_tax_country check (tax_country ~ '^[A-Z]{2}$'),
    add constraint ck_customer_tax_number check (btrim(tax_number) <> '' and length(tax_number) <= 30),
    add constraint ck_customer_account_manager check ((account_manager_id is null) = (account_manager is null)),
    add constraint fk_customer_account_manager_id_user_account
        foreign key (account_manager_id) references user_account (id);
create index ix_customer_tax_number_created_at on customer (tax_number, created_at) where tax_number is not null;
create index ix_customer_account_manager_created_at on customer (account_manager, created_at)
    where account_manager is not null;
alter table identity_document add column replaced_at timestamptz;
"""

TABLES = r"""
CREATE TABLE customer_address (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    customer_id UUID NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" DEFAULT 'KG' NOT NULL,
    region TEXT,
    district TEXT,
    locality TEXT NOT NULL,
    street TEXT,
    house TEXT,
    flat TEXT,
    postcode TEXT COLLATE "C",
    until TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_customer_address PRIMARY KEY (id),
    CONSTRAINT ck_customer_address_purpose CHECK (purpose in ('REGISTRATION', 'RESIDENCE')),
    CONSTRAINT ck_customer_address_country CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT ck_customer_address_locality CHECK (btrim(locality) <> '' and length(locality) <= 100),
    CONSTRAINT ck_customer_address_names CHECK (greatest(length(region), length(district), length(street)) <= 100),
    CONSTRAINT ck_customer_address_numbers CHECK (greatest(length(house), length(flat), length(postcode)) <= 20),
    CONSTRAINT fk_customer_address_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id)
);
CREATE INDEX ix_customer_address_customer_id_created_at_id ON customer_address (customer_id, created_at, id);
CREATE UNIQUE INDEX uq_customer_address_current ON customer_address (customer_id, purpose) WHERE until is null;
CREATE TABLE customer_contact (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    customer_id UUID NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C",
    email TEXT COLLATE "C",
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_customer_contact PRIMARY KEY (id),
    CONSTRAINT ck_customer_contact_kind CHECK (kind in ('PHONE', 'EMAIL')),
    CONSTRAINT ck_customer_contact_one CHECK (case kind when 'PHONE' then email else phone end is null),
    CONSTRAINT ck_customer_contact_value CHECK (case kind when 'PHONE' then phone else email end is not null),
    CONSTRAINT ck_customer_contact_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{4,14}$'),
    CONSTRAINT ck_customer_contact_email CHECK (email = lower(email) and length(email) <= 254),
    CONSTRAINT uq_customer_contact_customer_id_phone UNIQUE (customer_id, phone),
    CONSTRAINT uq_customer_contact_customer_id_email UNIQUE (customer_id, email),
    CONSTRAINT fk_customer_contact_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id)
);
CREATE INDEX ix_customer_contact_email ON customer_contact (email);
CREATE INDEX ix_customer_contact_phone ON customer_contact (phone);
CREATE INDEX ix_customer_contact_phone_reversed ON customer_contact (reverse(phone));
CREATE TABLE contact_person (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    customer_id UUID NOT NULL,
    name TEXT NOT NULL,
    role TEXT,
    phone TEXT COLLATE "C",
    email TEXT COLLATE "C",
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_contact_person PRIMARY KEY (id),
    CONSTRAINT ck_contact_person_name CHECK (btrim(name) <> '' and length(name) <= 200),
    CONSTRAINT ck_contact_person_role CHECK (btrim(role) <> '' and length(role) <= 100),
    CONSTRAINT ck_contact_person_phone_e164 CHECK (phone ~ '^\+[1-9][0-9]{4,14}$'),
    CONSTRAINT ck_contact_person_email CHECK (email = lower(email) and length(email) <= 254),
    CONSTRAINT fk_contact_person_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id)
);
CREATE INDEX ix_contact_person_customer_id_created_at_id ON contact_person (customer_id, created_at, id);
CREATE TABLE customer_note (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    customer_id UUID NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_customer_note PRIMARY KEY (id),
    CONSTRAINT ck_customer_note_body CHECK (btrim(body) <> '' and length(body) <= 10000),
    CONSTRAINT fk_customer_note_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id)
);
CREATE INDEX ix_customer_note_customer_id_created_at_id ON customer_note (customer_id, created_at, id);
CREATE TABLE identity_document_file (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    customer_id UUID NOT NULL,
    document_id UUID NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 BYTEA NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_identity_document_file PRIMARY KEY (id),
    CONSTRAINT ck_identity_document_file_name CHECK (btrim(name) <> '' and length(name) <= 200),
    CONSTRAINT ck_identity_document_file_size CHECK (size_bytes >= 0),
    CONSTRAINT fk_identity_document_file_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id),
    CONSTRAINT fk_identity_document_file_document_id_identity_document FOREIGN KEY(document_id) REFERENCES identity_document (id)
);
CREATE INDEX ix_identity_document_file_customer_id ON identity_document_file (customer_id);
CREATE INDEX ix_identity_document_file_document_id_created_at_id ON identity_document_file (document_id, created_at, id);
create trigger audit after insert or update or delete on identity_document_file for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
revoke delete, truncate on identity_document_file from crm_app;
alter table identity_document_file enable row level security;
create policy everything on identity_document_file to crm_app using (true) with check (true);
create policy holder on identity_document_file for select to crm_holder
    using (customer_id::text = current_setting('crm.customer', true));
create policy line on identity_document_file for select to crm_line using (false);
grant select on identity_document_file to crm_line, crm_holder;
"""

# A value is in one place: what becomes primary is no further contact any more, whoever writes it.
CONTACTS = """
create function crm_leave_primary_contact() returns trigger language plpgsql as $$
begin
    delete from customer_contact where customer_id = new.id and (phone = new.phone or email = new.email);
    return null;
end
$$;
create trigger contacts after update of phone, email on customer for each row
    when (new.phone is distinct from old.phone or new.email is distinct from old.email)
    execute function crm_leave_primary_contact();
"""

DOWN = """
drop trigger contacts on customer;
drop function crm_leave_primary_contact;
drop table identity_document_file, customer_note, contact_person, customer_contact, customer_address;
alter table identity_document drop column replaced_at;
alter table customer drop column account_manager, drop column account_manager_id, drop column legal_form,
    drop column tax_number, drop column tax_country, drop column citizenship, drop column sex;
"""


def upgrade() -> None:
    nouns = [
        noun_script("customer_address", holder=OF_CUSTOMER),
        noun_script("customer_contact", holder=OF_CUSTOMER, deleted=True),
        noun_script("contact_person", holder=OF_CUSTOMER, deleted=True),
        noun_script("customer_note"),
    ]
    run_script(COLUMNS, TABLES, *nouns, CONTACTS)


def downgrade() -> None:
    run_script(DOWN)
