"""Customers whose personal data was erased, and the function that erases it where the application may only insert."""

from backend.migrate import run_script

revision = "2026_11_28_1500"
down_revision = "2026_11_28_1455"
branch_labels = None
depends_on = None

# The placeholders are unique, so that no rule and no index takes two erased customers for one. No country has the
# calling code 999, so that nobody can give such a number.
COLUMN = """
alter table customer add column erased_at timestamp with time zone;
alter table customer add constraint ck_customer_erased check (erased_at is null or (
    name = '—' and phone ~ '^[+]999[0-9]+$' and status = 'CLOSED' and num_nonnulls(email, birth_date, external_id, sex,
    citizenship, tax_number, legal_form, account_manager) = 0));
create index ix_customer_erased_at on customer (erased_at) where erased_at is not null;
-- A search may name a person; no export that has ended needs it.
update export_job set arguments = '{}' where status in ('COMPLETED', 'CANCELLED', 'FAILED') and arguments <> '{}';
delete from audit_detail where entry_id in (select id from audit_entry where node_type = 'exp');
drop trigger audit on export_job;
create trigger audit after insert or update or delete on export_job for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit('arguments');
-- By these the rejected rows about a person are found.
alter table rejected_row add column phone text collate "C";
alter table rejected_row add column email text collate "C";
alter table rejected_row add column document_key text collate "C";
create index ix_rejected_row_candidates on rejected_row using gin (candidates) where candidates <> '{}';
create index ix_rejected_row_phone on rejected_row (phone) where phone is not null;
create index ix_rejected_row_email on rejected_row (email) where email is not null;
create index ix_rejected_row_document_key on rejected_row (document_key) where document_key is not null;
"""

# What is kept of an event: facts that the product assigns, no words.
FUNCTION = """
create function crm_erase_records(erased uuid, requests uuid[], contacts text[], documents text[])
returns jsonb
language plpgsql security definer set search_path = public, pg_temp as $$
declare
    kept_in_events constant text[] := '{machine,verb,from,to,internal,quiet,kind,priority,fields,by}';
    contracts uuid[];
    nodes uuid[];
    found record;
    more uuid[];
    rows integer;
    counts jsonb := '{}';
begin
    -- Only what is about erased customers: the application cannot erase records of others.
    if not exists (select from customer where id = erased and erased_at is not null) then
        raise exception 'the customer % is not erased', erased using errcode = 'CRM02';
    end if;
    contracts := array(select id from contract where customer_id = erased);
    nodes := erased || contracts || requests;
    -- All rows that belong to the customer, whatever their tables are, and nodes that were deleted since.
    for found in
        select t.relname, k.attname from pg_class t
        join pg_attribute i on i.attrelid = t.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype
        join pg_attribute k on k.attrelid = t.oid and k.attname in ('customer_id', 'other_id', 'survivor_id', 'contract_id')
            and k.atttypid = 'uuid'::regtype
        where t.relnamespace = 'public'::regnamespace and t.relkind = 'r' and t.relname <> 'contract'
        order by t.relname, k.attname
    loop
        execute format('select array_agg(id) from %I where %I = any($1)', found.relname, found.attname)
            into more using case found.attname when 'contract_id' then contracts else array[erased] end;
        nodes := nodes || coalesce(more, '{}');
    end loop;
    -- SIMs and numbers serve others too.
    nodes := nodes || array(select node_id from event where customer_id = erased and node_type not in ('Sim', 'PhoneNumber'))
        || array(select node_id from event where contract_id = any(contracts) and node_type not in ('Sim', 'PhoneNumber'));
    nodes := array(select distinct node from unnest(nodes) node);

    delete from audit_detail where entry_id in (select id from audit_entry where node_id = any(nodes));
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('audit_detail', rows);
    select count(crm_erase_audit_line(l.contract_id)) into rows
        from audit_line l where l.contract_id = any(contracts) and l.digest is null;
    counts := counts || jsonb_build_object('audit_line', rows);

    update history_entry set reason = null where reason is not null and (node_id = any(nodes)
        or contract_id = any(contracts) and node_id in (
            select sim_id from sim_binding where contract_id = any(contracts)
            union all select phone_number_id from number_binding where contract_id = any(contracts)));
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('history_entry', rows);

    update event e set payload = coalesce(
            (select jsonb_object_agg(key, value) from jsonb_each(e.payload) where key = any(kept_in_events)), '{}')
        where (e.customer_id = erased or e.contract_id = any(contracts))
            and exists (select from jsonb_object_keys(e.payload) key where key <> all(kept_in_events));
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('event', rows);

    -- Who the customer is. Documents are proof of nothing without the person.
    for found in select unnest('{identity_document_file,identity_document,representation,customer_address,customer_contact,contact_person,customer_note}'::text[]) as relname loop
        execute format('delete from %I where customer_id = $1', found.relname) using erased;
        get diagnostics rows = row_count;
        counts := counts || jsonb_build_object(found.relname, rows);
    end loop;

    -- What a merge has moved, by which it could be undone.
    delete from merged_row where merge_id in (
        select id from customer_merge where survivor_id = erased or other_id = erased or current_id = erased);
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('merged_row', rows);
    update customer_merge set reason = '—'
        where (survivor_id = erased or other_id = erased or current_id = erased) and reason <> '—';
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('customer_merge', rows);

    -- Retried calls get the same result; the words of refusals and warnings are gone.
    update idempotency_key k set outcome = k.outcome || jsonb_build_object('candidates', '[]'::jsonb,
            'errors', (select coalesce(jsonb_agg(each || '{"message": "—"}'), '[]')
                from jsonb_array_elements(coalesce(k.outcome -> 'errors', '[]')) each),
            'warnings', (select coalesce(jsonb_agg(each || '{"message": "—"}'), '[]')
                from jsonb_array_elements(coalesce(k.outcome -> 'warnings', '[]')) each))
        from (
            select distinct actor, idempotency_key from (
                select actor, idempotency_key from audit_entry where node_id = any(nodes)
                    and idempotency_key is not null and created_at > now() - interval '8 days'
                union all
                select 'user:' || u.id, e.idempotency_key from audit_entry e join user_account u on u.email = e.actor
                where e.node_id = any(nodes) and e.idempotency_key is not null
                    and e.created_at > now() - interval '8 days'
                union all
                select s.subject, e.idempotency_key from audit_entry e join session s on s.id = e.session_id
                where e.node_id = any(nodes) and e.idempotency_key is not null
                    and e.created_at > now() - interval '8 days'
            ) called
        ) used where k.actor = used.actor and k.key = used.idempotency_key and k.outcome is not null;
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('idempotency_key', rows);

    -- Amounts, times and accounts are the books; the words beside them are not.
    update ledger_posting p set reason = null where reason is not null
        and p.id in (select posting_id from ledger_entry where contract_id = any(contracts));
    get diagnostics rows = row_count;
    update ledger_entry set description = null where contract_id = any(contracts) and description is not null;
    counts := counts || jsonb_build_object('ledger_posting', rows);
    update payment set return_url = null, checkout_url = null, failure_message = null, idempotency_key = null
        where (contract_id = any(contracts) or payer_contract_id = any(contracts))
            and num_nonnulls(return_url, checkout_url, failure_message, idempotency_key) > 0;
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('payment', rows);
    update refund set reason = '—', failure = null where contract_id = any(contracts)
        and (reason <> '—' or failure is not null);
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('refund', rows);

    update ticket_comment set body = '—' where customer_id = erased and body <> '—';
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('ticket_comment', rows);
    update ticket_attachment set name = '—' where customer_id = erased and name <> '—';
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('ticket_attachment', rows);
    update rejected_row set cells = '', value = null, message = '—', faults = null, phone = null, email = null,
            document_key = null
        where (candidates <> '{}' and candidates @> array[erased] or phone = any(contacts) or email = any(contacts)
            or document_key = any(documents)) and message <> '—';
    get diagnostics rows = row_count;
    counts := counts || jsonb_build_object('rejected_row', rows);
    return counts;
end
$$;
revoke execute on function crm_erase_records(uuid, uuid[], text[], text[]) from public;
grant execute on function crm_erase_records(uuid, uuid[], text[], text[]) to crm_app;
"""

DOWN = """
drop function crm_erase_records(uuid, uuid[], text[], text[]);
drop trigger audit on export_job;
create trigger audit after insert or update or delete on export_job for each row
    when (nullif(current_setting('crm.audit', true), '') is not null) execute function crm_audit();
drop index ix_rejected_row_candidates;
alter table rejected_row drop column phone;
alter table rejected_row drop column email;
alter table rejected_row drop column document_key;
alter table customer drop column erased_at;
"""


def upgrade() -> None:
    run_script(COLUMN, FUNCTION)


def downgrade() -> None:
    run_script(DOWN)
