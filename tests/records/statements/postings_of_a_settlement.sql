insert into ledger_account (id, kind, code, currency)
values ($1, $2, $3, $4)
on conflict do nothing

insert into ledger_posting (id, kind, actor, reason)
values ($1, $2, $3, $4)

insert into ledger_entry (posting_id, account_id, account, kind, amount_minor, currency, description)
values ($1, $2, $3, $4, $5, $6, $7)
