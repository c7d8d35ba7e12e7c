with leg as (
select *
from unnest(cast(:entry_ids as uuid[]), cast(:account_ids as uuid[]), cast(:accounts as text[]), cast(:codes as text[]), cast(:contract_ids as uuid[]), cast(:amounts as bigint[]), cast(:descriptions as text[])) l (entry_id, account_id, account, code, contract_id, amount_minor, description) ),
house as (insert into ledger_account (id, kind, code, currency)
select account_id, account, code, cast(:currency as text)
from leg
where contract_id is null
on conflict do nothing),
moved as (
update ledger_account a
set balance_minor = a.balance_minor + leg.amount_minor, moved_at = greatest(clock_timestamp(), a.moved_at + interval '1 microsecond')
from leg
where a.id = leg.account_id and leg.contract_id is not null
returning a.id, a.balance_minor, a.moved_at ),
posting as (insert into ledger_posting (id, kind, payment_id, refund_id, reverses_id, actor, reason)
select cast(:posting_id as uuid), cast(:kind as text), cast(:payment_id as uuid), cast(:refund_id as uuid), cast(:reverses_id as uuid), cast(:actor as text), cast(:reason as text))
insert into ledger_entry (id, posting_id, account_id, account, kind, contract_id, payment_id, amount_minor, currency, balance_after_minor, description, created_at)
select cast(leg.entry_id as uuid), cast(cast(:posting_id as uuid) as uuid), cast(leg.account_id as uuid), cast(leg.account as text), cast(cast(:kind as text) as text), cast(leg.contract_id as uuid), cast(cast(:payment_id as uuid) as uuid), cast(leg.amount_minor as bigint), cast(cast(:currency as text) as text), cast(moved.balance_minor as bigint), cast(leg.description as text), cast(coalesce(moved.moved_at, (select max(moved_at)
from moved), clock_timestamp()) as timestamp with time zone)
from leg
left
join moved on moved.id = leg.account_id
returning id, account_id, balance_after_minor, created_at
