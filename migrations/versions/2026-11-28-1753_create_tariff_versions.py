"""Give tariffs versions with allowances. Each tariff gets its first version, and each contract that of its tariff."""

from backend.migrate import noun_script, row_policies, run_script

revision = "2026_11_28_1753"
down_revision = "2026_11_28_1721"
branch_labels = None
depends_on = None

TABLES = """
create table tariff_version (
    id uuid not null default crm_uuidv7(),
    tariff_id uuid not null,
    number integer not null,
    valid_from timestamptz not null,
    monthly_fee_minor bigint not null,
    currency text collate "C" not null,
    published_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_tariff_version primary key (id),
    constraint fk_tariff_version_tariff_id_tariff foreign key (tariff_id) references tariff (id),
    constraint ck_tariff_version_number check (number > 0),
    constraint ck_tariff_version_monthly_fee check (monthly_fee_minor >= 0),
    constraint uq_tariff_version_tariff_id_number unique (tariff_id, number),
    constraint uq_tariff_version_in_force unique (id, tariff_id, monthly_fee_minor, currency),
    constraint uq_tariff_version_tariff_id_id unique (tariff_id, id)
);

create table tariff_allowance (
    tariff_version_id uuid not null,
    kind text collate "C" not null,
    scope text collate "C" not null,
    amount integer,
    constraint pk_tariff_allowance primary key (tariff_version_id, kind, scope),
    constraint fk_tariff_allowance_tariff_version_id_tariff_version
        foreign key (tariff_version_id) references tariff_version (id),
    constraint ck_tariff_allowance_kind check (kind in ('MINUTES', 'SMS', 'MB')),
    constraint ck_tariff_allowance_scope check (scope in ('ON_NET', 'NATIONAL', 'INTERNATIONAL', 'ROAMING')),
    constraint ck_tariff_allowance_amount check (amount > 0)
);
create trigger audit after insert or update or delete on tariff_allowance for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();

alter table tariff add column tariff_version_id uuid not null default crm_uuidv7();
insert into tariff_version (id, tariff_id, number, valid_from, monthly_fee_minor, currency, published_at)
select tariff_version_id, id, 1, created_at, monthly_fee_minor, currency, created_at from tariff;
alter table tariff add constraint fk_tariff_in_force
    foreign key (tariff_version_id, id, monthly_fee_minor, currency)
    references tariff_version (id, tariff_id, monthly_fee_minor, currency) deferrable initially deferred;

-- It is no change of the contracts: neither their versions nor their times of update change.
alter table contract add column tariff_version_id uuid;
alter table contract disable trigger touch;
update contract k set tariff_version_id = t.tariff_version_id from tariff t where t.id = k.tariff_id;
alter table contract enable trigger touch;
alter table contract alter column tariff_version_id set not null;
alter table contract add constraint fk_contract_version
    foreign key (tariff_id, tariff_version_id) references tariff_version (tariff_id, id);

revoke update on tariff_version, tariff_allowance from crm_app;
revoke delete, truncate on tariff_allowance from crm_app;
"""

# What writes many contracts names their versions; the trigger of contracts is for all else.
TRIGGERS = """
create function crm_publish_version() returns trigger language plpgsql as $$
begin
    insert into tariff_version (id, tariff_id, number, valid_from, published_at, monthly_fee_minor, currency)
    select new.tariff_version_id, new.id, coalesce(newest, 0) + 1, begin, begin, new.monthly_fee_minor, new.currency
    from (select max(number) as newest from tariff_version where tariff_id = new.id) v,
        lateral (select case when newest is null then new.created_at else now() end as begin) b
    on conflict (id) do nothing;
    return null;
end
$$;
create function crm_name_version() returns trigger language plpgsql as $$
begin
    new.tariff_version_id := crm_uuidv7();
    return new;
end
$$;
create function crm_version_in_force() returns trigger language plpgsql as $$
begin
    select tariff_version_id into new.tariff_version_id from tariff where id = new.tariff_id;
    return new;
end
$$;
create trigger names_version before update of monthly_fee_minor on tariff for each row
    when (new.monthly_fee_minor <> old.monthly_fee_minor and new.tariff_version_id = old.tariff_version_id)
    execute function crm_name_version();
create trigger publishes_first_version after insert on tariff for each row execute function crm_publish_version();
create trigger publishes_version after update on tariff for each row
    when (new.tariff_version_id <> old.tariff_version_id) execute function crm_publish_version();
create trigger has_version before insert on contract for each row
    when (new.tariff_version_id is null) execute function crm_version_in_force();
"""

# The changes of a line of a file have the version that was in force when it was registered.
_CHANGES = """
create or replace function crm_audit_line_changes(l audit_line, happened timestamptz) returns jsonb
language sql stable parallel safe as $$
    select case when l.digest is not null then '[]' else
        case when l.creates then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', l.customer_id,
            'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_strip_nulls(jsonb_build_object(
                'number', l.customer_number, 'kind', l.kind, 'name', l.name, 'phone', l.phone, 'email', l.email,
                'status', 'ACTIVE', 'kyc_status', 'INITIALIZED', 'language', l.language,
                'external_id', l.customer_external_id, 'birth_date', l.birth_date)))) else '[]' end
        || case when l.document_id is not null then jsonb_build_array(jsonb_build_object('table', 'identity_document',
            'id', l.document_id, 'change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_build_object(
                'customer_id', l.customer_id, 'kind', l.document_kind, 'number', l.document_number,
                'country', l.document_country, 'doubtful', false))) else '[]' end
        || jsonb_build_array(
            jsonb_build_object('table', 'contract', 'id', l.contract_id, 'change', 'INSERT', 'before', '{}'::jsonb,
                'after', jsonb_strip_nulls(jsonb_build_object('number', l.contract_number, 'status', 'ACTIVE',
                'customer_id', l.customer_id, 'sim_id', l.sim_id, 'phone_number_id', l.number_id,
                'tariff_id', l.tariff_id,@VERSION@ 'currency', l.currency, 'signed_at', l.signed_at,
                'activated_at', happened, 'external_id', l.external_id))),
            jsonb_build_object('table', 'sim', 'id', l.sim_id) || case when l.sim_status is null
                then jsonb_build_object('change', 'INSERT', 'before', '{}'::jsonb, 'after', jsonb_build_object(
                    'iccid', l.iccid, 'kind', 'PHYSICAL', 'msisdn', l.msisdn, 'status', 'ACTIVE',
                    'activated_at', happened))
                else jsonb_build_object('change', 'UPDATE', 'before', jsonb_strip_nulls(
                    jsonb_build_object('status', l.sim_status) || coalesce(l.sim_held, '{}')),
                    'after', jsonb_build_object('msisdn', l.msisdn, 'status', 'ACTIVE', 'activated_at', happened)) end,
            jsonb_build_object('table', 'phone_number', 'id', l.number_id) || case when l.number_status is null
                then jsonb_build_object('change', 'INSERT', 'before', '{}'::jsonb, 'after',
                    jsonb_build_object('msisdn', l.msisdn, 'status', 'ASSIGNED'))
                else jsonb_build_object('change', 'UPDATE', 'before', jsonb_strip_nulls(
                    jsonb_build_object('status', l.number_status) || coalesce(l.number_held, '{}')),
                    'after', jsonb_build_object('status', 'ASSIGNED')) end)
        || coalesce((select jsonb_agg(jsonb_build_object('table', 'contract_option', 'change', 'INSERT',
            'before', '{}'::jsonb, 'after', jsonb_build_object('contract_id', l.contract_id, 'tariff_option_id', o,
            'added_at', happened))) from unnest(l.options) o), '[]')
        || case when l.links then jsonb_build_array(jsonb_build_object('table', 'customer', 'id', l.customer_id,
            'change', 'UPDATE', 'before', '{}'::jsonb,
            'after', jsonb_build_object('external_id', l.customer_external_id))) else '[]' end
        || case when l.adds_birth_date then jsonb_build_array(jsonb_build_object('table', 'customer',
            'id', l.customer_id, 'change', 'UPDATE', 'before', '{}'::jsonb,
            'after', jsonb_build_object('birth_date', l.birth_date))) else '[]' end
        || case when l.customer_status = 'PROSPECT' then jsonb_build_array(jsonb_build_object('table', 'customer',
            'id', l.customer_id, 'change', 'UPDATE', 'before', jsonb_build_object('status', l.customer_status),
            'after', jsonb_build_object('status', 'ACTIVE'))) else '[]' end
    end
$$;
"""
_VERSION = """ 'tariff_version_id', (
                    select v.id from tariff_version v where v.tariff_id = l.tariff_id and v.valid_from <= happened
                        and v.published_at <= happened order by v.valid_from desc, v.number desc limit 1),
               """
CHANGES, OLD_CHANGES = (_CHANGES.replace("@VERSION@", each) for each in (_VERSION, ""))

_BEGUN, _SHOWN = "valid_from <= now()", "tariff_version_id in (select id from tariff_version)"
READERS = noun_script("tariff_version", line=_BEGUN, holder=_BEGUN) + row_policies(
    "tariff_allowance", line=_SHOWN, holder=_SHOWN
)

DOWN = """
drop trigger has_version on contract;
drop trigger names_version on tariff;
drop trigger publishes_first_version on tariff;
drop trigger publishes_version on tariff;
alter table contract drop column tariff_version_id;
alter table tariff drop column tariff_version_id;
drop table tariff_allowance, tariff_version;
drop function crm_publish_version(), crm_name_version(), crm_version_in_force();
"""


def upgrade() -> None:
    run_script(TABLES, TRIGGERS, CHANGES, READERS)


def downgrade() -> None:
    run_script(OLD_CHANGES, DOWN)
