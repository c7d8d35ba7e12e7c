"""Partners read under a database role of their own with row-level security, as subscribers do."""

from backend.migrate import run_script

revision = "2026_11_28_1720"
down_revision = "2026_11_28_1605"
branch_labels = None
depends_on = None

# As for the roles of subscribers: another database in the cluster may have done this already.
ROLE = """
do $$
begin
    create role crm_partner nologin;
exception when duplicate_object or unique_violation then null;
end
$$;
do $$
begin
    if pg_has_role('crm_app', 'crm_partner', 'MEMBER') then
        return;
    end if;
    if current_setting('server_version_num')::integer >= 160000 then
        execute 'grant crm_partner to crm_app with inherit false';
    else
        grant crm_partner to crm_app;
    end if;
end
$$;
grant usage on schema public to crm_partner;
"""

# Parts of requests, their history and their events follow the policy of `request`.
POLICIES = """
alter table request_violation enable row level security;
create policy everything on request_violation to crm_app using (true) with check (true);
create policy partner on request for select to crm_partner
    using (submitted_by = current_setting('crm.actor', true));
create policy partner on request_violation for select to crm_partner using (request_id in (select id from request));
create policy partner on request_question for select to crm_partner using (request_id in (select id from request));
create policy partner on request_attachment for select to crm_partner using (request_id in (select id from request));
create policy partner on history_entry for select to crm_partner
    using (node_type = 'REQUEST' and node_id in (select id from request));
create policy partner on event for select to crm_partner using (node_type = 'Request'
    and node_id in (select id from request) and not coalesce((payload ->> 'internal')::boolean, false));
-- `Tariff.contracts` is an empty list for a partner.
create policy partner on contract for select to crm_partner using (false);
create policy partner on tariff for select to crm_partner using (active);
create policy partner on tariff_option for select to crm_partner using (active);
create policy partner on tariff_compatibility for select to crm_partner using (true);
grant select on request, request_violation, request_question, request_attachment, history_entry, status_change, event,
    event_order, event_epoch, event_floor, event_log, tariff, tariff_option, tariff_compatibility, contract
    to crm_partner;
"""

DOWN = """
revoke select on request, request_violation, request_question, request_attachment, history_entry, status_change, event,
    event_order, event_epoch, event_floor, event_log, tariff, tariff_option, tariff_compatibility, contract
    from crm_partner;
drop policy partner on request;
drop policy partner on request_violation;
drop policy partner on request_question;
drop policy partner on request_attachment;
drop policy partner on history_entry;
drop policy partner on event;
drop policy partner on contract;
drop policy partner on tariff;
drop policy partner on tariff_option;
drop policy partner on tariff_compatibility;
drop policy everything on request_violation;
alter table request_violation disable row level security;
revoke usage on schema public from crm_partner;
"""


def upgrade() -> None:
    run_script(ROLE, POLICIES)


def downgrade() -> None:
    run_script(DOWN)
