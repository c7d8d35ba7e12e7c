"""Create the rules of compatibility, and give options a period."""

from backend.migrate import noun_script, run_script

revision = "2026_11_28_1912"
down_revision = "2026_11_28_1911"
branch_labels = None
depends_on = None

TABLES = """
create table compatibility_rule (
    id uuid not null default crm_uuidv7(),
    form text collate "C" not null,
    tariff_id uuid,
    tariff_option_id uuid,
    other_tariff_id uuid,
    other_option_id uuid,
    customer_kind text collate "C",
    sim_kind text collate "C",
    number_class text collate "C",
    min_age integer,
    max_age integer,
    sold_from date,
    sold_until date,
    message_en text not null,
    message_ru text not null,
    message_ky text not null,
    retired_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_compatibility_rule primary key (id),
    constraint fk_compatibility_rule_tariff_id_tariff foreign key (tariff_id) references tariff (id),
    constraint fk_compatibility_rule_tariff_option_id_tariff_option
        foreign key (tariff_option_id) references tariff_option (id),
    constraint fk_compatibility_rule_other_tariff_id_tariff foreign key (other_tariff_id) references tariff (id),
    constraint fk_compatibility_rule_other_option_id_tariff_option
        foreign key (other_option_id) references tariff_option (id),
    constraint ck_compatibility_rule_form
        check (form in ('REQUIRES', 'EXCLUDES', 'CUSTOMER_KIND', 'SIM_KIND', 'NUMBER_CLASS', 'AGE', 'SALES_PERIOD')),
    constraint ck_compatibility_rule_customer_kind check (customer_kind in ('PERSON', 'ORGANISATION')),
    constraint ck_compatibility_rule_sim_kind check (sim_kind in ('PHYSICAL', 'ESIM')),
    constraint ck_compatibility_rule_number_class
        check (number_class in ('STANDARD', 'SILVER', 'GOLD', 'PLATINUM')),
    constraint ck_compatibility_rule_subject check (num_nonnulls(tariff_id, tariff_option_id) = 1),
    constraint ck_compatibility_rule_other check (num_nonnulls(other_tariff_id, other_option_id) <= 1),
    constraint ck_compatibility_rule_another_tariff
        check (other_tariff_id is distinct from tariff_id or other_tariff_id is null),
    constraint ck_compatibility_rule_another_option
        check (other_option_id is distinct from tariff_option_id or other_option_id is null),
    constraint ck_compatibility_rule_parts check (
        form = 'REQUIRES' and num_nonnulls(other_tariff_id, other_option_id) > 0
            and num_nonnulls(customer_kind, max_age, min_age, number_class, sim_kind, sold_from, sold_until) = 0
        or form = 'EXCLUDES' and num_nonnulls(other_tariff_id, other_option_id) > 0
            and num_nonnulls(customer_kind, max_age, min_age, number_class, sim_kind, sold_from, sold_until) = 0
        or form = 'CUSTOMER_KIND' and num_nonnulls(customer_kind) > 0
            and num_nonnulls(max_age, min_age, number_class, other_option_id, other_tariff_id, sim_kind, sold_from, sold_until) = 0
        or form = 'SIM_KIND' and num_nonnulls(sim_kind) > 0
            and num_nonnulls(customer_kind, max_age, min_age, number_class, other_option_id, other_tariff_id, sold_from, sold_until) = 0
        or form = 'NUMBER_CLASS' and num_nonnulls(number_class) > 0
            and num_nonnulls(customer_kind, max_age, min_age, other_option_id, other_tariff_id, sim_kind, sold_from, sold_until) = 0
        or form = 'AGE' and num_nonnulls(min_age, max_age) > 0
            and num_nonnulls(customer_kind, number_class, other_option_id, other_tariff_id, sim_kind, sold_from, sold_until) = 0
        or form = 'SALES_PERIOD' and num_nonnulls(sold_from, sold_until) > 0
            and num_nonnulls(customer_kind, max_age, min_age, number_class, other_option_id, other_tariff_id, sim_kind) = 0),
    constraint ck_compatibility_rule_min_age check (min_age between 0 and 150),
    constraint ck_compatibility_rule_max_age check (max_age between coalesce(min_age, 0) and 150),
    constraint ck_compatibility_rule_sold check (sold_until >= sold_from),
    constraint ck_compatibility_rule_message_en check (btrim(message_en) <> '' and length(message_en) <= 200),
    constraint ck_compatibility_rule_message_ru check (btrim(message_ru) <> '' and length(message_ru) <= 200),
    constraint ck_compatibility_rule_message_ky check (btrim(message_ky) <> '' and length(message_ky) <= 200)
);
create unique index uq_compatibility_rule_standing on compatibility_rule
    (form, tariff_id, tariff_option_id, other_tariff_id, other_option_id) nulls not distinct where retired_at is null;
create index ix_compatibility_rule_tariff_id on compatibility_rule (tariff_id);
create index ix_compatibility_rule_tariff_option_id on compatibility_rule (tariff_option_id);
create index ix_compatibility_rule_other_tariff_id on compatibility_rule (other_tariff_id);
create index ix_compatibility_rule_other_option_id on compatibility_rule (other_option_id);
create index ix_compatibility_rule_created_at_id on compatibility_rule (created_at, id);

alter table tariff_option add column period text collate "C" not null default 'MONTH';
alter table tariff_option add constraint ck_tariff_option_period check (period in ('MONTH', 'DAY', 'ONCE'));
create trigger audit after insert or update or delete on tariff_compatibility for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
"""
DOWN = """
drop trigger audit on tariff_compatibility;
alter table tariff_option drop column period;
drop table compatibility_rule;
"""


def upgrade() -> None:
    run_script(TABLES, noun_script("compatibility_rule"))


def downgrade() -> None:
    run_script(DOWN)
