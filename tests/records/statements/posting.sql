with leg as (
select *
from unnest(:entry_ids, :account_ids, :accounts, :codes, :contract_ids, :amounts, :descriptions) l (entry_id, account_id, account, code, contract_id, amount_minor, description) ),
house as (
insert into ledger_account (id, kind, code, currency)
select account_id, account, code, :currency
from leg
where contract_id is null
on conflict do nothing ),
moved as (
update ledger_account a
set balance_minor = a.balance_minor + leg.amount_minor, moved_at = greatest(clock_timestamp(), a.moved_at + interval '1 microsecond')
from leg
where a.id = leg.account_id and leg.contract_id is not null
returning a.id, a.balance_minor, a.moved_at ),
posting as (
insert into ledger_posting (id, kind, payment_id, refund_id, reverses_id, actor, reason)
values (:posting_id, :kind, :payment_id, :refund_id, :reverses_id, :actor, :reason) )
insert into ledger_entry (id, posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency, balance_after_minor, description, created_at)
select leg.entry_id, :posting_id, leg.account_id, leg.account, :kind, leg.contract_id, :payment_id, leg.amount_minor, :currency, moved.balance_minor, leg.description, coalesce(moved.moved_at, (select max(moved_at)
from moved), clock_timestamp())
from leg
left
join moved on moved.id = leg.account_id
returning id, account_id, balance_after_minor, created_at
