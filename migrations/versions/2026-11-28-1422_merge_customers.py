"""Merge customers: the column that names the survivor, and the journal from which a merge is undone."""

from backend.migrate import noun_script, run_script

revision = "2026_11_28_1422"
down_revision = "2026_11_28_1421"
branch_labels = None
depends_on = None

TABLES = """
alter table customer
    add column merged_into_id uuid,
    add constraint fk_customer_merged_into_id_customer foreign key (merged_into_id) references customer (id),
    add constraint ck_customer_merged_into check (merged_into_id <> id);
drop index ix_customer_created_at_id, ix_customer_kyc_status_created_at;
create index ix_customer_created_at_id on customer (created_at, id) where merged_into_id is null;
create index ix_customer_kyc_status_created_at on customer (kyc_status, created_at) where merged_into_id is null;
create index ix_customer_merged_into_id on customer (merged_into_id) where merged_into_id is not null;

create table customer_merge (
    id uuid not null default crm_uuidv7(),
    survivor_id uuid not null,
    other_id uuid not null,
    other_number text collate "C" not null,
    current_id uuid,
    actor text collate "C" not null,
    reason text not null,
    undone_at timestamptz,
    undone_by text collate "C",
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    version integer not null default 1,
    constraint pk_customer_merge primary key (id),
    constraint fk_customer_merge_survivor_id_customer foreign key (survivor_id) references customer (id),
    constraint fk_customer_merge_other_id_customer foreign key (other_id) references customer (id),
    constraint fk_customer_merge_current_id_customer foreign key (current_id) references customer (id),
    constraint ck_customer_merge_sides check (survivor_id <> other_id and current_id <> other_id),
    constraint ck_customer_merge_undone check ((undone_at is null) = (undone_by is null)),
    constraint ck_customer_merge_current check ((undone_at is null) = (current_id is not null))
);
create unique index uq_customer_merge_standing on customer_merge (other_id) include (current_id)
    where undone_at is null;
create index ix_customer_merge_survivor_id on customer_merge (survivor_id);
create index ix_customer_merge_other_id on customer_merge (other_id);
create index ix_customer_merge_current_id on customer_merge (current_id);
create index ix_customer_merge_created_at_id on customer_merge (created_at, id);
create index ix_customer_merge_other_number on customer_merge (other_number);
create index ix_customer_merge_other_number_reversed on customer_merge (reverse(other_number));

create table merged_row (
    merge_id uuid not null,
    table_name text collate "C" not null,
    column_name text collate "C" not null,
    row_key jsonb not null,
    before jsonb,
    after jsonb,
    constraint pk_merged_row primary key (merge_id, table_name, column_name, row_key),
    constraint fk_merged_row_merge_id_customer_merge foreign key (merge_id) references customer_merge (id)
);
revoke delete, truncate on merged_row from crm_app;
"""

# What needs a second person may be about two customers.
APPROVALS = """
alter table approval_request
    alter column contract_id drop not null,
    alter column currency drop not null,
    add column customer_id uuid,
    add column other_id uuid,
    add column terms text collate "C",
    add constraint fk_approval_request_customer_id_customer foreign key (customer_id) references customer (id),
    add constraint fk_approval_request_other_id_customer foreign key (other_id) references customer (id),
    add constraint ck_approval_request_subject check ((contract_id is null) = (currency is null)
        and (contract_id is null) = (customer_id is not null) and (customer_id is null) = (other_id is null));
create index ix_approval_request_customer_id on approval_request (customer_id);
create index ix_approval_request_other_id on approval_request (other_id);
drop index ix_approval_request_open;
create unique index ix_approval_request_open
    on approval_request (contract_id, act, currency, amount_minor, requested_subject, customer_id, other_id, terms)
    nulls not distinct where decided_at is null;
"""

# The columns by which rows name a customer, of tables whose other columns the application does not change.
RIGHTS = """
grant update (customer_id) on ledger_account, ticket_comment, ticket_attachment to crm_app;
"""

# A row that was being inserted for a customer while that one was merged goes on to the survivor. The trigger runs after
# the one of the foreign key, whose name is smaller: that one has waited for the merge to be committed.
FOLLOW = """
create function crm_follow_merge() returns trigger language plpgsql as $$
declare
    successor uuid;
begin
    select merged_into_id into successor from customer where id = new.customer_id;
    if successor is not null then
        execute format('update %I set customer_id = $1 where id = $2', tg_table_name) using successor, new.id;
    end if;
    return null;
end
$$;
create trigger follow_merge after insert on ticket for each row execute function crm_follow_merge();
create trigger follow_merge after insert on request for each row
    when (new.customer_id is not null) execute function crm_follow_merge();
create trigger follow_merge after insert on notification for each row
    when (new.customer_id is not null) execute function crm_follow_merge();
"""

# A holder reads the history and the events of the customers that were merged into theirs: histories are not changed.
_OWN = "{column}::text = current_setting('crm.customer', true)"
_MERGED = (
    "{column} in (select other_id from customer_merge where current_id::text = current_setting('crm.customer', true))"
)
_HOLDER = """
alter policy holder on history_entry using ({customer});
alter policy holder on event using (({customer} or {payer}) and not coalesce((payload ->> 'internal')::boolean, false));
"""


def _holder(condition: str) -> str:
    return _HOLDER.format(
        customer=condition.format(column="customer_id"), payer=condition.format(column="payer_customer_id")
    )


DOWN = """
drop index ix_approval_request_open;
delete from approval_request where contract_id is null;
alter table approval_request
    drop column customer_id,
    drop column other_id,
    drop column terms,
    alter column contract_id set not null,
    alter column currency set not null;
create unique index ix_approval_request_open
    on approval_request (contract_id, act, currency, amount_minor, requested_subject) nulls not distinct
    where decided_at is null;
drop trigger follow_merge on ticket;
drop trigger follow_merge on request;
drop trigger follow_merge on notification;
drop function crm_follow_merge();
revoke update (customer_id) on ledger_account, ticket_comment, ticket_attachment from crm_app;
drop table merged_row, customer_merge;
drop index ix_customer_created_at_id, ix_customer_kyc_status_created_at;
alter table customer drop column merged_into_id;
create index ix_customer_created_at_id on customer (created_at, id);
create index ix_customer_kyc_status_created_at on customer (kyc_status, created_at);
"""


def upgrade() -> None:
    noun = noun_script("customer_merge", holder="current_id::text = current_setting('crm.customer', true)")
    run_script(TABLES, noun, APPROVALS, RIGHTS, FOLLOW, _holder(f"({_OWN} or {_MERGED})"))


def downgrade() -> None:
    run_script(_holder(_OWN), DOWN)
