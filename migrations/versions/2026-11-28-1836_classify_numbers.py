"""Numbers have classes with prices. Customers lock their lines."""

from backend.migrate import run_script

revision = "2026_11_28_1836"
down_revision = "2026_11_28_1835"
branch_labels = None
depends_on = None

UP = """
create table number_class (
    number_class text collate "C" not null,
    rank integer not null,
    patterns text[] collate "C" not null default '{}',
    expressions text[] collate "C" not null default '{}',
    price_minor bigint not null default 0,
    change_fee_minor bigint not null default 0,
    currency text collate "C" not null default 'KGS',
    updated_at timestamptz not null default now(),
    constraint pk_number_class primary key (number_class),
    constraint uq_number_class_rank unique (rank),
    constraint ck_number_class_number_class check (number_class in ('STANDARD', 'SILVER', 'GOLD', 'PLATINUM')),
    constraint ck_number_class_prices check (price_minor >= 0 and change_fee_minor >= 0),
    constraint ck_number_class_expressions check (cardinality(patterns) = cardinality(expressions)),
    constraint ck_number_class_standard
        check (number_class <> 'STANDARD' or (price_minor = 0 and cardinality(patterns) = 0))
);
insert into number_class (number_class, rank) values ('STANDARD', 0), ('SILVER', 1), ('GOLD', 2), ('PLATINUM', 3);
revoke insert, delete, truncate on number_class from crm_app;
create trigger audit after insert or update or delete on number_class for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();

-- The highest class whose patterns fit.
create function crm_number_class(number text) returns text language sql stable as $$
    select coalesce((
        select c.number_class from number_class c
        where exists (select from unnest(c.expressions) e (expression) where number ~ e.expression)
        order by c.rank desc limit 1
    ), 'STANDARD')
$$;
create function crm_classify_number() returns trigger language plpgsql as $$
begin
    new.number_class := crm_number_class(new.msisdn);
    return new;
end
$$;
alter table phone_number
    add column number_class text collate "C" not null default 'STANDARD',
    add constraint ck_phone_number_number_class check (number_class in ('STANDARD', 'SILVER', 'GOLD', 'PLATINUM'));
create trigger classify before insert on phone_number for each row execute function crm_classify_number();
drop index ix_phone_number_available;
create index ix_phone_number_available on phone_number (number_class, pick) where status = 'AVAILABLE';
create index ix_phone_number_special on phone_number (number_class, status, created_at, id)
    where number_class <> 'STANDARD';

alter table contract add column line_locked_at timestamptz;
-- A contract may begin with the debt for its number; later the floor of a debt only rises.
grant update (debt_floor_minor) on ledger_account to crm_app;
create function crm_begin_with_debt() returns trigger language plpgsql as $$
begin
    if old.debt_floor_minor is not null or old.balance_minor <> 0
        or exists (select from ledger_entry e where e.account_id = new.id) then
        raise exception 'an account gets the floor of a debt before its first entry' using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$$;
create trigger begin_with_debt before update of debt_floor_minor on ledger_account for each row
    when (current_user = 'crm_app') execute function crm_begin_with_debt();
"""

DOWN = """
drop trigger begin_with_debt on ledger_account;
drop function crm_begin_with_debt();
revoke update (debt_floor_minor) on ledger_account from crm_app;
alter table contract drop column line_locked_at;
drop index ix_phone_number_special;
drop index ix_phone_number_available;
create index ix_phone_number_available on phone_number (pick) where status = 'AVAILABLE';
drop trigger classify on phone_number;
alter table phone_number drop constraint ck_phone_number_number_class, drop column number_class;
drop function crm_classify_number();
drop function crm_number_class(text);
drop table number_class;
"""


def upgrade() -> None:
    run_script(UP)


def downgrade() -> None:
    run_script(DOWN)
