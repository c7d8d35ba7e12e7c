"""Create the rules for the data of customers, with those that hold from the beginning, and the blocklist."""

from backend.migrate import noun_script, run_script

revision = "2026_11_28_1455"
down_revision = "2026_11_28_1422"
branch_labels = None
depends_on = None

TABLES = """
create table validation_rule (
    id uuid not null default crm_uuidv7(),
    form text collate "C" not null,
    field text collate "C" not null,
    request_kind text collate "C",
    customer_kind text collate "C",
    document_kind text collate "C",
    document_country text collate "C",
    pattern text,
    min_length integer,
    max_length integer,
    number integer,
    severity text collate "C" not null,
    message_en text not null,
    message_ru text not null,
    message_ky text not null,
    active_from date not null,
    active_to date,
    retired_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_validation_rule primary key (id),
    constraint ck_validation_rule_form check (form in ('REQUIRED', 'FORMAT', 'AGE_AT_LEAST', 'DOCUMENT_VALID',
        'BLOCKLIST', 'LINES_AT_MOST')),
    constraint ck_validation_rule_request_kind check (request_kind in ('REGISTRATION', 'CHANGE_DATA', 'CHANGE_TARIFF',
        'SWAP_SIM', 'PORT_IN', 'PORT_OUT', 'CLOSE', 'OTHER')),
    constraint ck_validation_rule_customer_kind check (customer_kind in ('PERSON', 'ORGANISATION')),
    constraint ck_validation_rule_document_kind check (document_kind in ('ID_CARD', 'PASSPORT', 'RESIDENCE_PERMIT',
        'REGISTRATION_CERTIFICATE')),
    constraint ck_validation_rule_severity check (severity in ('ALERT', 'BLOCK')),
    constraint ck_validation_rule_field check (
        form = 'REQUIRED' and field in ('email', 'birthDate', 'document.number', 'document.expiresOn')
        or form = 'FORMAT' and field in ('name', 'phone', 'email', 'document.number')
        or form = 'AGE_AT_LEAST' and field in ('birthDate')
        or form = 'DOCUMENT_VALID' and field in ('document.expiresOn')
        or form = 'BLOCKLIST' and field in ('document.number', 'phone', 'name')
        or form = 'LINES_AT_MOST' and field in ('lines')),
    constraint ck_validation_rule_document_country check (document_country ~ '^[A-Z]{2}$'),
    constraint ck_validation_rule_document check ((document_kind is null and document_country is null)
        or field = 'document.number' and form = 'FORMAT'),
    constraint ck_validation_rule_format check (
        (form = 'FORMAT') = (num_nonnulls(pattern, min_length, max_length) > 0)),
    constraint ck_validation_rule_pattern check (
        pattern is null or length(pattern) between 1 and 200 and ('' ~ pattern) is not null),
    constraint ck_validation_rule_min_length check (min_length between 1 and 1000),
    constraint ck_validation_rule_max_length check (max_length between greatest(min_length, 1) and 1000),
    constraint ck_validation_rule_number check (
        (form in ('AGE_AT_LEAST', 'DOCUMENT_VALID', 'LINES_AT_MOST')) = (number is not null)),
    constraint ck_validation_rule_number_range check (number between 0 and 10000),
    constraint ck_validation_rule_message_en check (btrim(message_en) <> '' and length(message_en) <= 200),
    constraint ck_validation_rule_message_ru check (btrim(message_ru) <> '' and length(message_ru) <= 200),
    constraint ck_validation_rule_message_ky check (btrim(message_ky) <> '' and length(message_ky) <= 200),
    constraint ck_validation_rule_active check (active_to >= active_from)
);
create index ix_validation_rule_created_at_id on validation_rule (created_at, id);

create table blocklist_entry (
    id uuid not null default crm_uuidv7(),
    kind text collate "C" not null,
    hash bytea not null,
    reason text not null,
    actor text collate "C" not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_blocklist_entry primary key (id),
    constraint uq_blocklist_entry_hash unique (hash),
    constraint ck_blocklist_entry_kind check (kind in ('DOCUMENT', 'PHONE', 'PERSON')),
    constraint ck_blocklist_entry_hash check (length(hash) = 32),
    constraint ck_blocklist_entry_reason check (btrim(reason) <> '' and length(reason) <= 200)
);
create index ix_blocklist_entry_created_at_id on blocklist_entry (created_at, id);

-- HMAC-SHA-256 (RFC 2104): the key with the inner and the outer pad is computed by the application.
create function crm_keyed_hash(inner_pad bytea, outer_pad bytea, value text) returns bytea
language sql immutable strict parallel safe as $$
    select sha256(outer_pad || sha256(inner_pad || convert_to(value, 'UTF8')))
$$;

-- What is hashed of the values of a customer; null where they are not given. The words of a name are sorted.
create function crm_blocked_value(field text, given jsonb) returns text
language sql immutable parallel safe as $$
    select case field
        when 'document.number' then 'document ' || crm_document_key(
            given ->> 'document.number', given ->> 'document.kind', given ->> 'document.country')
        when 'phone' then 'phone ' || (given ->> 'phone')
        when 'name' then 'person ' || (given ->> 'birthDate') || (
            select string_agg(' ' || word, '' order by word collate "C")
            from unnest(string_to_array(btrim(crm_name_key(given ->> 'name')), ' ')) word)
    end
$$;
"""

# The rules of the beginning. Nobody is on the blocklist then.
RULES = """
insert into validation_rule (form, field, customer_kind, number, severity, message_en, message_ru, message_ky, active_from)
values
    ('AGE_AT_LEAST', 'birthDate', 'PERSON', 16, 'BLOCK',
        'A customer must be at least 16 years old.',
        'Абоненту должно быть не меньше 16 лет.',
        'Абонент 16 жаштан кичүү болбошу керек.', '2026-01-01'),
    ('DOCUMENT_VALID', 'document.expiresOn', null, 0, 'ALERT',
        'The identity document has expired.',
        'Срок действия документа истёк.',
        'Документтин мөөнөтү өтүп кеткен.', '2026-01-01'),
    ('BLOCKLIST', 'document.number', null, null, 'BLOCK',
        'The document is on the blocklist.',
        'Документ находится в чёрном списке.',
        'Документ кара тизмеде турат.', '2026-01-01'),
    ('BLOCKLIST', 'name', 'PERSON', null, 'BLOCK',
        'A person with this name and birth date is on the blocklist.',
        'Человек с этим именем и датой рождения находится в чёрном списке.',
        'Ушул аты-жөнү жана туулган күнү бар адам кара тизмеде турат.', '2026-01-01'),
    ('BLOCKLIST', 'phone', null, null, 'ALERT',
        'The phone number is on the blocklist.',
        'Номер телефона находится в чёрном списке.',
        'Телефон номери кара тизмеде турат.', '2026-01-01'),
    ('LINES_AT_MOST', 'lines', 'PERSON', 20, 'ALERT',
        'A person has at most 20 contracts in service.',
        'У одного человека может быть не больше 20 действующих договоров.',
        'Бир адамда 20дан ашык иштеп жаткан келишим болбойт.', '2026-01-01');
"""

# The values of a document on the blocklist cannot be read back, and neither can the audit trail show them.
NOUNS = noun_script("validation_rule") + noun_script("blocklist_entry", secrets=["hash"], deleted=True)

# Candidates of requests have the reasons of the one score.
REASONS = """
update request_candidate set reasons = array(
    select case reason when 'DOCUMENT' then 'DOCUMENT_SAME' when 'NAME' then 'NAME_SAME' when 'PHONE' then 'PHONE_SAME'
        when 'EMAIL' then 'EMAIL_SAME' else 'BIRTH_DATE_SAME' end
    from unnest(reasons) with ordinality listed (reason, place) order by place);
"""
OLD_REASONS = """
update request_candidate set reasons = array(
    select distinct substring(reason from '^(DOCUMENT|NAME|PHONE|EMAIL|BIRTH_DATE)') collate "C"
    from unnest(reasons) reason where reason ~ '^(DOCUMENT|NAME|PHONE|EMAIL|BIRTH_DATE)_(SAME|SIMILAR|REORDERED|SHORTENED)');
"""
DOWN = """
drop table validation_rule, blocklist_entry;
drop function crm_blocked_value(text, jsonb);
drop function crm_keyed_hash(bytea, bytea, text);
"""


def upgrade() -> None:
    run_script(TABLES, RULES, NOUNS, REASONS)


def downgrade() -> None:
    run_script(OLD_REASONS, DOWN)
