"""Create the ledger (accounts, postings, entries), refunds and bills, and post existing payments."""

from backend.migrate import run_script

revision = "2026_11_25_0100"
down_revision = "2026_11_24_2345"
branch_labels = None
depends_on = None

TABLES = r"""
ALTER TABLE payment
    ADD COLUMN payer TEXT COLLATE "C",
    ADD COLUMN payer_contract_id UUID,
    ADD COLUMN idempotency_key TEXT,
    ADD CONSTRAINT uq_payment_payer_idempotency_key UNIQUE (payer, idempotency_key),
    ADD CONSTRAINT fk_payment_payer_contract_id_contract FOREIGN KEY(payer_contract_id) REFERENCES contract (id);
CREATE INDEX ix_payment_payer_contract_id_created_at_id ON payment (payer_contract_id, created_at, id);
ALTER TABLE status_change DROP CONSTRAINT ck_status_change_node_type;
ALTER TABLE status_change ADD CONSTRAINT ck_status_change_node_type
    CHECK (node_type in ('CUSTOMER', 'KYC', 'SIM', 'PHONE_NUMBER', 'CONTRACT', 'PAYMENT', 'REFUND', 'TICKET'));

CREATE TABLE refund (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    payment_id UUID NOT NULL,
    contract_id UUID NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    reason TEXT NOT NULL,
    requested_by TEXT COLLATE "C" NOT NULL,
    requested_subject TEXT COLLATE "C" NOT NULL,
    decided_by TEXT COLLATE "C",
    gateway_reference TEXT COLLATE "C",
    failure TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_refund PRIMARY KEY (id),
    CONSTRAINT ck_refund_status CHECK (status in ('REQUESTED', 'PENDING', 'UNKNOWN', 'SUCCEEDED', 'FAILED', 'REJECTED')),
    CONSTRAINT ck_refund_amount CHECK (amount_minor > 0),
    CONSTRAINT ck_refund_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT fk_refund_payment_id_payment FOREIGN KEY(payment_id) REFERENCES payment (id),
    CONSTRAINT fk_refund_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id)
);
CREATE INDEX ix_refund_contract_id_created_at_id ON refund (contract_id, created_at, id);
CREATE INDEX ix_refund_created_at_id ON refund (created_at, id);
CREATE INDEX ix_refund_payment_id_created_at_id ON refund (payment_id, created_at, id);
CREATE INDEX ix_refund_status_created_at_id ON refund (status, created_at, id);

CREATE TABLE ledger_account (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    contract_id UUID,
    customer_id UUID,
    balance_minor BIGINT DEFAULT 0 NOT NULL,
    floor_minor BIGINT,
    moved_at TIMESTAMP WITH TIME ZONE DEFAULT '-infinity' NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_ledger_account PRIMARY KEY (id),
    CONSTRAINT ck_ledger_account_kind CHECK (kind in ('CONTRACT', 'CASH', 'BANK', 'CLEARING', 'FEES', 'REVENUE', 'TAX', 'WRITE_OFF', 'SUSPENSE')),
    CONSTRAINT uq_ledger_account_contract_id_currency UNIQUE (contract_id, currency),
    CONSTRAINT ck_ledger_account_contract CHECK ((kind = 'CONTRACT') = (contract_id is not null)),
    CONSTRAINT ck_ledger_account_customer CHECK ((contract_id is null) = (customer_id is null)),
    CONSTRAINT ck_ledger_account_house CHECK (contract_id is not null or (balance_minor = 0 and floor_minor is null)),
    CONSTRAINT ck_ledger_account_floor CHECK (balance_minor >= floor_minor),
    CONSTRAINT ck_ledger_account_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT fk_ledger_account_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id),
    CONSTRAINT fk_ledger_account_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id)
);
CREATE INDEX ix_ledger_account_customer_id ON ledger_account (customer_id);
CREATE UNIQUE INDEX uq_ledger_account_house ON ledger_account (code, currency) WHERE contract_id is null;

CREATE TABLE ledger_posting (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    payment_id UUID,
    refund_id UUID,
    reverses_id UUID,
    actor TEXT COLLATE "C" NOT NULL,
    reason TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_ledger_posting PRIMARY KEY (id),
    CONSTRAINT ck_ledger_posting_kind CHECK (kind in ('OPENING', 'PAYMENT', 'REFUND', 'CHARGE', 'ADJUSTMENT', 'TRANSFER', 'FEE', 'SUSPENSE', 'SETTLEMENT', 'REVERSAL')),
    CONSTRAINT ck_ledger_posting_payment CHECK (kind <> 'PAYMENT' or payment_id is not null),
    CONSTRAINT ck_ledger_posting_refund CHECK (kind <> 'REFUND' or refund_id is not null),
    CONSTRAINT ck_ledger_posting_reversal CHECK ((kind = 'REVERSAL') = (reverses_id is not null)),
    CONSTRAINT fk_ledger_posting_payment_id_payment FOREIGN KEY(payment_id) REFERENCES payment (id),
    CONSTRAINT fk_ledger_posting_refund_id_refund FOREIGN KEY(refund_id) REFERENCES refund (id),
    CONSTRAINT uq_ledger_posting_reverses_id UNIQUE (reverses_id),
    CONSTRAINT fk_ledger_posting_reverses_id_ledger_posting FOREIGN KEY(reverses_id) REFERENCES ledger_posting (id)
);
CREATE INDEX ix_ledger_posting_payment_id ON ledger_posting (payment_id);
CREATE INDEX ix_ledger_posting_refund_id ON ledger_posting (refund_id);
CREATE UNIQUE INDEX uq_ledger_posting_payment ON ledger_posting (payment_id) WHERE kind = 'PAYMENT';
CREATE UNIQUE INDEX uq_ledger_posting_refund ON ledger_posting (refund_id) WHERE kind = 'REFUND';

CREATE TABLE ledger_entry (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    posting_id UUID NOT NULL,
    account_id UUID NOT NULL,
    account TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    contract_id UUID,
    payment_id UUID,
    amount_minor BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    balance_after_minor BIGINT,
    description TEXT,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT pk_ledger_entry PRIMARY KEY (id),
    CONSTRAINT ck_ledger_entry_account CHECK (account in ('CONTRACT', 'CASH', 'BANK', 'CLEARING', 'FEES', 'REVENUE', 'TAX', 'WRITE_OFF', 'SUSPENSE')),
    CONSTRAINT ck_ledger_entry_kind CHECK (kind in ('OPENING', 'PAYMENT', 'REFUND', 'CHARGE', 'ADJUSTMENT', 'TRANSFER', 'FEE', 'SUSPENSE', 'SETTLEMENT', 'REVERSAL')),
    CONSTRAINT ck_ledger_entry_amount CHECK (amount_minor <> 0),
    CONSTRAINT ck_ledger_entry_balance CHECK ((contract_id is null) = (balance_after_minor is null)),
    CONSTRAINT ck_ledger_entry_contract CHECK ((contract_id is null) = (account <> 'CONTRACT')),
    CONSTRAINT fk_ledger_entry_posting_id_ledger_posting FOREIGN KEY(posting_id) REFERENCES ledger_posting (id),
    CONSTRAINT fk_ledger_entry_account_id_ledger_account FOREIGN KEY(account_id) REFERENCES ledger_account (id)
);
CREATE INDEX ix_ledger_entry_account_created_at_id ON ledger_entry (account, created_at, id);
CREATE INDEX ix_ledger_entry_account_id_created_at_id ON ledger_entry (account_id, created_at, id);
CREATE INDEX ix_ledger_entry_contract_id_created_at_id ON ledger_entry (contract_id, created_at, id);
CREATE INDEX ix_ledger_entry_created_at_id ON ledger_entry (created_at, id);
CREATE INDEX ix_ledger_entry_house ON ledger_entry (account_id, xid) WHERE contract_id is null;
CREATE INDEX ix_ledger_entry_payment ON ledger_entry (payment_id) WHERE payment_id is not null;
CREATE INDEX ix_ledger_entry_posting_id ON ledger_entry (posting_id);

CREATE TABLE ledger_rollup (
    account_id UUID NOT NULL,
    balance_minor BIGINT NOT NULL,
    snapshot pg_snapshot NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT pk_ledger_rollup PRIMARY KEY (account_id),
    CONSTRAINT fk_ledger_rollup_account_id_ledger_account FOREIGN KEY(account_id) REFERENCES ledger_account (id)
);

CREATE TABLE bill (
    id UUID DEFAULT crm_uuidv7() NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    number TEXT COLLATE "C",
    contract_id UUID NOT NULL,
    payment_id UUID,
    refund_id UUID,
    method TEXT COLLATE "C",
    amount_minor BIGINT NOT NULL,
    tax_minor BIGINT NOT NULL,
    tax_rate NUMERIC(5, 2) NOT NULL,
    balance_before_minor BIGINT NOT NULL,
    balance_after_minor BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    version INTEGER DEFAULT 1 NOT NULL,
    CONSTRAINT pk_bill PRIMARY KEY (id),
    CONSTRAINT ck_bill_kind CHECK (kind in ('RECEIPT', 'INVOICE', 'CREDIT_NOTE')),
    CONSTRAINT ck_bill_method CHECK (method in ('CASH', 'BANK_TRANSFER', 'CARD', 'WALLET')),
    CONSTRAINT ck_bill_amount CHECK (amount_minor > 0),
    CONSTRAINT ck_bill_tax CHECK (tax_minor between 0 and amount_minor),
    CONSTRAINT ck_bill_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT uq_bill_number UNIQUE (number),
    CONSTRAINT fk_bill_contract_id_contract FOREIGN KEY(contract_id) REFERENCES contract (id),
    CONSTRAINT fk_bill_payment_id_payment FOREIGN KEY(payment_id) REFERENCES payment (id),
    CONSTRAINT uq_bill_refund_id UNIQUE (refund_id),
    CONSTRAINT fk_bill_refund_id_refund FOREIGN KEY(refund_id) REFERENCES refund (id)
);
CREATE INDEX ix_bill_contract_id_created_at_id ON bill (contract_id, created_at, id);
CREATE INDEX ix_bill_created_at_id ON bill (created_at, id);
CREATE INDEX ix_bill_kind_created_at_id ON bill (kind, created_at, id);
CREATE INDEX ix_bill_payment_id ON bill (payment_id);
CREATE INDEX ix_bill_unnumbered ON bill (issued_at, id) WHERE number is null;
CREATE UNIQUE INDEX uq_bill_receipt ON bill (payment_id) WHERE kind = 'RECEIPT';

CREATE TABLE bill_series (
    series TEXT COLLATE "C" NOT NULL,
    last_number BIGINT DEFAULT 0 NOT NULL,
    CONSTRAINT pk_bill_series PRIMARY KEY (series)
);

-- Free space on each page for the new version of a row, since every payment updates its account.
ALTER TABLE ledger_account SET (fillfactor = 70);
"""

RULES = """
-- Checks every entry before its transaction commits: the posting sums to zero in each currency and was written by this
-- transaction alone, the entry's columns agree with its account, and the balance of a contract's account equals the
-- balance after its last entry.
create function crm_check_entry() returns trigger language plpgsql as $$
declare
    its ledger_account;
begin
    if exists (
        select from ledger_entry where posting_id = new.posting_id group by currency having sum(amount_minor) <> 0
    ) then
        raise exception 'posting % does not sum to zero', new.posting_id using errcode = 'CRM02';
    end if;
    if exists (select from ledger_entry where posting_id = new.posting_id and xid <> new.xid) then
        raise exception 'posting % was closed before', new.posting_id using errcode = 'CRM02';
    end if;
    select * into its from ledger_account where id = new.account_id;
    if (its.contract_id, its.kind, its.currency) is distinct from (new.contract_id, new.account, new.currency) then
        raise exception 'entry % is not of its account', new.id using errcode = 'CRM02';
    end if;
    if new.contract_id is not null then
        perform crm_check_balance(its.id, its.balance_minor);
    end if;
    return null;
end
$$;
create function crm_check_balance(key uuid, held bigint) returns void language plpgsql as $$
begin
    if held <> coalesce((
        select balance_after_minor from ledger_entry where account_id = key order by created_at desc, id desc limit 1
    ), 0) then
        raise exception 'account % does not hold what its entries say', key using errcode = 'CRM02';
    end if;
end
$$;
create function crm_check_account() returns trigger language plpgsql as $$
begin
    perform crm_check_balance(id, balance_minor) from ledger_account where id = new.id;
    return null;
end
$$;
-- The trigger does not apply to the owner, who could drop it anyway, so that large loads are fast.
create constraint trigger sums_to_zero after insert on ledger_entry deferrable initially deferred
    for each row when (current_user = 'crm_app') execute function crm_check_entry();
-- The previous trigger checks accounts with new entries; this one checks accounts that are changed without an entry.
create constraint trigger holds_what_it_says after insert or update of balance_minor on ledger_account
    deferrable initially deferred for each row when (new.contract_id is not null and current_user = 'crm_app') execute function crm_check_account();

create function crm_keep_number() returns trigger language plpgsql as $$
begin
    if old.number is not null and new.number is distinct from old.number then
        raise exception 'bill % has its number', old.number using errcode = 'CRM02';
    end if;
    return new;
end
$$;
create trigger keep_number before update of number on bill for each row execute function crm_keep_number();
create trigger audit after update of floor_minor on ledger_account for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();

create trigger touch before update on refund for each row execute function crm_touch();
create trigger touch before update on bill for each row execute function crm_touch();
create trigger audit after insert or update or delete on refund for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();

-- The balance of a house account is the last rollup plus the entries that were not visible in the rollup's snapshot.
-- In a cluster where the snapshot is in the future (a copy that was restored elsewhere), the rollup is not used.
create view ledger_house_balance with (security_invoker = true) as
    select a.id, a.kind, a.code, a.currency, coalesce(r.balance_minor, 0) + coalesce((
        select sum(e.amount_minor) from ledger_entry e
        where e.account_id = a.id and e.contract_id is null
            and e.xid >= coalesce(pg_snapshot_xmin(r.snapshot), '0'::xid8)
            and (r.snapshot is null or not pg_visible_in_snapshot(e.xid, r.snapshot))), 0)::bigint as balance_minor
    from ledger_account a
    left join ledger_rollup r on r.account_id = a.id
        and pg_snapshot_xmax(r.snapshot) <= pg_snapshot_xmax(pg_current_snapshot())
    where a.contract_id is null;

create view ledger_trial_balance with (security_invoker = true) as
    select kind, code, currency, balance_minor from ledger_house_balance
    union all
    select 'CONTRACT', 'CONTRACT', currency, sum(balance_minor)::bigint from ledger_account
    where contract_id is not null group by currency;

-- In a new cluster, transaction ids start again. This removes the rollups of the old cluster, and replaces ids of the
-- future by one that is visible to all. The lock excludes new rollups meanwhile.
create function crm_rebase_ledger() returns void
language sql security definer set search_path = public, pg_temp as $$
    lock table ledger_rollup in exclusive mode;
    update ledger_entry e set xid = '3'::xid8 from ledger_account a
    where a.contract_id is null and e.account_id = a.id and e.contract_id is null
        and e.xid >= pg_snapshot_xmax(pg_current_snapshot());
    delete from ledger_rollup;
$$;
revoke execute on function crm_rebase_ledger() from public;
grant execute on function crm_rebase_ledger() to crm_app;
"""

# Posts the payments and refunds that are older than the ledger.
OPENING = """
insert into ledger_account (kind, code, currency, contract_id, customer_id, floor_minor)
select 'CONTRACT', 'CONTRACT', currency, id, customer_id, 0 from contract;
insert into ledger_account (kind, code, currency, contract_id, customer_id, floor_minor)
select distinct 'CONTRACT', 'CONTRACT', p.currency, k.id, k.customer_id, 0
from payment p join contract k on k.id = p.contract_id where p.paid_at is not null on conflict do nothing;

insert into refund (payment_id, contract_id, amount_minor, currency, status, reason, requested_by, requested_subject,
    created_at, updated_at)
select id, contract_id, refunded_minor, currency, 'SUCCEEDED', 'before the ledger', 'migration', 'migration',
    greatest(paid_at, updated_at), greatest(paid_at, updated_at)
from payment where refunded_minor > 0;

create temporary table opening on commit drop as
select gen_random_uuid() as posting_id, m.*, a.id as account_id, h.kind as house, md5(h.kind || ' ' || m.currency)::uuid as house_id,
    m.at + row_number() over line * interval '1 microsecond' as moved_at, sum(m.amount_minor) over line as balance
from (
    select 'PAYMENT' as kind, id as payment_id, null::uuid as refund_id, contract_id, currency, method, amount_minor, paid_at as at
    from payment where paid_at is not null
    union all
    select 'REFUND', p.id, r.id, p.contract_id, p.currency, p.method, -r.amount_minor, r.created_at
    from refund r join payment p on p.id = r.payment_id
) m
join ledger_account a on a.contract_id = m.contract_id and a.currency = m.currency
join (values ('CASH', 'CASH'), ('BANK_TRANSFER', 'BANK'), ('CARD', 'CLEARING'), ('WALLET', 'CLEARING')) h (method, kind)
    on h.method = m.method
window line as (partition by a.id order by m.at, m.kind, m.payment_id);

insert into ledger_account (id, kind, code, currency) select distinct house_id, house, house, currency from opening;
insert into ledger_posting (id, kind, payment_id, refund_id, actor, created_at)
select posting_id, kind, payment_id, refund_id, 'migration', moved_at from opening;
insert into ledger_entry (posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency, balance_after_minor, created_at)
select posting_id, account_id, 'CONTRACT', kind, contract_id, payment_id, amount_minor, currency, balance, moved_at from opening
union all
select posting_id, house_id, house, kind, null, payment_id, -amount_minor, currency, null, moved_at from opening;
update ledger_account a set balance_minor = o.balance, moved_at = o.moved_at
from (select distinct on (account_id) account_id, balance, moved_at from opening order by account_id, moved_at desc) o
where o.account_id = a.id;
set constraints all immediate;
"""

WALL = """
do $$
declare
    name text;
begin
    foreach name in array '{ledger_account,ledger_entry,bill,refund}'::text[] loop
        execute format('alter table %I enable row level security', name);
        execute format('create policy everything on %I to crm_app using (true) with check (true)', name);
        execute format('create policy line on %I for select to crm_line using (contract_id in (select id from contract))', name);
        execute format('create policy holder on %I for select to crm_holder using (contract_id in (select id from contract))', name);
        execute format('grant select on %I to crm_line, crm_holder', name);
    end loop;
end
$$;
-- A subscriber who paid for another contract may read that payment, and nothing else of the contract.
alter policy line on payment using (contract_id in (select id from contract) or payer_contract_id in (select id from contract));
alter policy holder on payment using (contract_id in (select id from contract) or payer_contract_id in (select id from contract));

revoke update, delete, truncate on ledger_posting, ledger_entry from crm_app;
revoke update, delete, truncate on ledger_account, bill from crm_app;
grant update (balance_minor, floor_minor, moved_at) on ledger_account to crm_app;
-- The application may not set an entry's transaction id, nor the balance of a new account.
revoke insert on ledger_entry, ledger_account from crm_app;
grant insert (id, posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency,
    balance_after_minor, description, created_at) on ledger_entry to crm_app;
grant insert (id, kind, code, currency, contract_id, customer_id, floor_minor, created_at) on ledger_account to crm_app;
-- The application may not change the amount, the payer and the contract of payments and refunds.
revoke update on payment, refund from crm_app;
grant update (status, refunded_minor, paid_at, created_at, updated_at, version) on payment to crm_app;
grant update (status, decided_by, gateway_reference, failure, created_at, updated_at, version) on refund to crm_app;
grant update (number) on bill to crm_app;
revoke delete, truncate on refund, bill_series, ledger_rollup from crm_app;
"""

DOWN = """
alter policy line on payment using (contract_id in (select id from contract));
alter policy holder on payment using (contract_id in (select id from contract));
drop function crm_rebase_ledger();
drop view ledger_trial_balance, ledger_house_balance;
drop table bill_series, bill, ledger_rollup, ledger_entry, ledger_posting, ledger_account, refund;
drop function crm_check_entry(), crm_check_account(), crm_check_balance(uuid, bigint), crm_keep_number();
delete from status_change where node_type = 'REFUND';
alter table status_change drop constraint ck_status_change_node_type;
alter table status_change add constraint ck_status_change_node_type
    check (node_type in ('CUSTOMER', 'KYC', 'SIM', 'PHONE_NUMBER', 'CONTRACT', 'PAYMENT', 'TICKET'));
grant update on payment to crm_app;
alter table payment drop column payer, drop column payer_contract_id, drop column idempotency_key;
"""


def upgrade() -> None:
    run_script(TABLES, RULES, OPENING, WALL)


def downgrade() -> None:
    run_script(DOWN)
