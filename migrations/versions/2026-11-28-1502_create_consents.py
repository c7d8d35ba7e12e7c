"""Create consents of customers, and messages that are sent only with one."""

from backend.migrate import OF_CUSTOMER, noun_script, run_script

revision = "2026_11_28_1502"
down_revision = "2026_11_28_1501"
branch_labels = None
depends_on = None

TABLE = r"""
create table consent (
    id uuid not null default crm_uuidv7(),
    customer_id uuid not null,
    purpose text collate "C" not null,
    channel text collate "C" not null,
    source text collate "C" not null,
    text_version text collate "C" not null,
    given_at timestamptz not null default now(),
    given_by text collate "C" not null,
    replaced_at timestamptz,
    withdrawn_at timestamptz,
    withdrawn_by text collate "C",
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_consent primary key (id),
    constraint fk_consent_customer_id_customer foreign key (customer_id) references customer (id),
    constraint ck_consent_purpose check (purpose in ('MARKETING', 'PROFILING', 'PARTNERS', 'LOCATION')),
    constraint ck_consent_channel check (channel in ('SMS', 'EMAIL', 'CALL', 'ANY')),
    constraint ck_consent_source check (source in ('COUNTER', 'PAPER', 'PHONE', 'WEB', 'APP', 'PARTNER')),
    constraint ck_consent_text_version check (text_version ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
    constraint ck_consent_withdrawn check ((withdrawn_at is null) = (withdrawn_by is null)),
    constraint ck_consent_ended_once check (withdrawn_at is null or replaced_at is null)
);
create unique index uq_consent_standing on consent (customer_id, purpose, channel)
    where withdrawn_at is null and replaced_at is null;
create index ix_consent_customer_id_created_at_id on consent (customer_id, created_at, id);

-- What was given stays as it was given, and an end is final. The customer may change: a merger moves the row.
create function crm_consent_kept() returns trigger language plpgsql as $$
begin
    if (old.id, old.purpose, old.channel, old.source, old.text_version, old.given_at, old.given_by)
        is distinct from (new.id, new.purpose, new.channel, new.source, new.text_version, new.given_at, new.given_by)
        or old.withdrawn_at is not null
            and (old.withdrawn_at, old.withdrawn_by) is distinct from (new.withdrawn_at, new.withdrawn_by)
        or old.replaced_at is not null and old.replaced_at is distinct from new.replaced_at
    then
        raise exception 'a consent is only withdrawn or replaced, and once' using errcode = 'check_violation';
    end if;
    return new;
end
$$;
create trigger kept before update on consent for each row execute function crm_consent_kept();

alter table notification_rule
    drop constraint ck_notification_rule_purpose,
    add constraint ck_notification_rule_purpose
        check (purpose in ('SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'REQUEST', 'SIGN_IN', 'MARKETING')),
    add column consent text collate "C",
    add constraint ck_notification_rule_consent
        check (consent in ('MARKETING', 'PROFILING', 'PARTNERS', 'LOCATION'));
alter table notification_preference
    drop constraint ck_notification_preference_purpose,
    add constraint ck_notification_preference_purpose
        check (purpose in ('SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'REQUEST', 'SIGN_IN', 'MARKETING'));
alter table notification
    drop constraint ck_notification_purpose,
    add constraint ck_notification_purpose
        check (purpose in ('SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'REQUEST', 'SIGN_IN', 'MARKETING')),
    drop constraint ck_notification_last_error_code,
    add constraint ck_notification_last_error_code check (last_error_code in ('UNREACHABLE', 'REFUSED', 'UNSENDABLE',
        'EXPIRED', 'INTERRUPTED', 'NOT_DELIVERED', 'NO_CONSENT', 'UNEXPECTED'));
insert into notification_rule (purpose, channel, enabled, quiet_from, quiet_until, consent) values
    ('MARKETING', 'SMS', true, '20:00', '09:00', 'MARKETING'),
    ('MARKETING', 'EMAIL', true, null, null, 'MARKETING'),
    ('MARKETING', 'IN_APP', true, null, null, 'MARKETING');
"""
COMPLETION = noun_script("consent", holder=OF_CUSTOMER)

DOWN = """
delete from notification where purpose = 'MARKETING';
delete from notification_preference where purpose = 'MARKETING';
delete from notification_rule where purpose = 'MARKETING';
update notification set last_error_code = 'UNSENDABLE' where last_error_code = 'NO_CONSENT';
alter table notification
    drop constraint ck_notification_purpose,
    add constraint ck_notification_purpose
        check (purpose in ('SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'REQUEST', 'SIGN_IN')),
    drop constraint ck_notification_last_error_code,
    add constraint ck_notification_last_error_code check (last_error_code in ('UNREACHABLE', 'REFUSED', 'UNSENDABLE',
        'EXPIRED', 'INTERRUPTED', 'NOT_DELIVERED', 'UNEXPECTED'));
alter table notification_preference
    drop constraint ck_notification_preference_purpose,
    add constraint ck_notification_preference_purpose
        check (purpose in ('SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'REQUEST', 'SIGN_IN'));
alter table notification_rule
    drop column consent,
    drop constraint ck_notification_rule_purpose,
    add constraint ck_notification_rule_purpose
        check (purpose in ('SERVICE', 'PAYMENT', 'BALANCE', 'TICKET', 'REQUEST', 'SIGN_IN'));
drop table consent;
drop function crm_consent_kept();
"""


def upgrade() -> None:
    run_script(TABLE, COMPLETION)


def downgrade() -> None:
    run_script(DOWN)
