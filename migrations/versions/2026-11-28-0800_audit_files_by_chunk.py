"""One audit entry for the subscribers that a chunk of a file registered, with a line for each of them."""

from backend.migrate import run_script

revision = "2026_11_28_0800"
down_revision = "2026_11_28_0515"
branch_labels = None
depends_on = None

# Columns by their width, without gaps between them.
TABLE = """
alter table audit_entry add column lines integer;
create table audit_line (
    contract_id uuid not null,
    entry_id uuid not null,
    row_number integer not null,
    salt bytea,
    digest bytea,
    customer_id uuid,
    sim_id uuid,
    number_id uuid,
    tariff_id uuid,
    document_id uuid,
    signed_at timestamp with time zone,
    birth_date date,
    creates boolean,
    links boolean,
    adds_birth_date boolean,
    customer_number text collate "C",
    customer_status text collate "C",
    kind text collate "C",
    name text,
    phone text collate "C",
    email text collate "C",
    language text collate "C",
    customer_external_id text collate "C",
    document_kind text collate "C",
    document_number text collate "C",
    document_country text collate "C",
    contract_number text collate "C",
    currency text collate "C",
    external_id text collate "C",
    iccid text collate "C",
    msisdn text collate "C",
    sim_status text collate "C",
    number_status text collate "C",
    sim_held jsonb,
    number_held jsonb,
    options uuid[],
    constraint pk_audit_line primary key (contract_id),
    constraint ck_audit_line_erased check ((digest is null) = (salt is not null))
);
create index ix_audit_line_entry_id on audit_line using brin (entry_id) with (pages_per_range = 16);
revoke update, delete, truncate on audit_line from crm_app;
"""

# Digests of lines that stand must not change: a column that is added later is to be appended where it is not null.
FUNCTIONS = """
create function crm_audit_line_digest(l audit_line) returns bytea
language sql stable parallel safe as $$
    select coalesce(l.digest, sha256(l.salt || convert_to(jsonb_build_array(
        l.customer_id, l.sim_id, l.number_id, l.tariff_id, l.document_id, l.signed_at at time zone 'UTC', l.birth_date,
        l.creates, l.links, l.adds_birth_date, l.customer_number, l.customer_status, l.kind, l.name, l.phone, l.email, l.language,
        l.customer_external_id, l.document_kind, l.document_number, l.document_country, l.contract_number, l.currency,
        l.external_id, l.iccid, l.msisdn, l.sim_status, l.number_status, l.sim_held, l.number_held, l.options
    )::text, 'UTF8')))
$$;

create function crm_erase_audit_line(contract uuid) returns boolean
language sql volatile as $$
    update audit_line l set digest = crm_audit_line_digest(l), salt = null, customer_id = null, sim_id = null,
        number_id = null, tariff_id = null, document_id = null, signed_at = null, birth_date = null, creates = null,
        links = null, adds_birth_date = null, customer_number = null, customer_status = null, kind = null, name = null,
        phone = null, email = null, language = null, customer_external_id = null, document_kind = null,
        document_number = null, document_country = null, contract_number = null, currency = null, external_id = null,
        iccid = null, msisdn = null, sim_status = null, number_status = null, sim_held = null, number_held = null,
        options = null
    where l.contract_id = contract returning true
$$;
revoke execute on function crm_erase_audit_line(uuid) from public;

-- The changes that the triggers of the audit trail would have collected, at the time of the line's entry.
create function crm_audit_line_changes(l audit_line, happened timestamptz) returns jsonb
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
                'tariff_id', l.tariff_id, 'currency', l.currency, 'signed_at', l.signed_at,
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

# The entry of a line has the id of its contract. A SIM, a number and a customer are found by what refers to them.
VIEWS = """
drop view audit_change;
create view audit_change as
    select detail.entry_id, listed.position, table_name, row_id, said.change, field, before -> field #>> '{}' as before,
        after -> field #>> '{}' as after
    from (
            select entry_id, changes from audit_detail
            union all
            select l.contract_id, crm_audit_line_changes(l, e.created_at)
            from audit_line l join audit_entry e on e.id = l.entry_id
        ) detail,
        jsonb_array_elements(changes) with ordinality listed (change, position),
        jsonb_to_record(listed.change) as said ("table" text, id text, change text, before jsonb, after jsonb),
        lateral (select said."table" as table_name, said.id as row_id) named,
        jsonb_object_keys(said.before || said.after) field;

create view audit_of_node as
    select id, node_id as about, created_at, actor, role, client, session_id, address, verb, node_type, node_id,
        outcome, idempotency_key, calls, since
    from audit_entry where node_id is not null
    union all
    select l.contract_id, about.node, e.created_at, e.actor, e.role, e.client, e.session_id, e.address, e.verb, 'con',
        l.contract_id, e.outcome, e.idempotency_key, 1, null
    from (
            select contract_id, contract_id as node from audit_line
            union all
            select l.contract_id, b.sim_id from sim_binding b join audit_line l using (contract_id, sim_id)
            union all
            select l.contract_id, b.phone_number_id from number_binding b
            join audit_line l on l.contract_id = b.contract_id and l.number_id = b.phone_number_id
            union all
            select l.contract_id, k.customer_id from contract k
            join audit_line l on l.contract_id = k.id and l.customer_id = k.customer_id
        ) about join audit_line l using (contract_id) join audit_entry e on e.id = l.entry_id;
"""

DOWN = """
drop view audit_of_node;
drop view audit_change;
insert into audit_entry (id, created_at, actor, role, client, session_id, address, verb, node_type, node_id, outcome,
    digest)
select l.contract_id, e.created_at, e.actor, e.role, e.client, e.session_id, e.address, e.verb, 'con', l.contract_id,
    e.outcome, crm_audit_line_digest(l)
from audit_line l join audit_entry e on e.id = l.entry_id;
insert into audit_detail (entry_id, salt, changes)
select l.contract_id, l.salt, crm_audit_line_changes(l, e.created_at)
from audit_line l join audit_entry e on e.id = l.entry_id where l.digest is null;
update audit_entry e set digest = sha256(d.salt || convert_to(d.changes::text, 'UTF8'))
from audit_line l join audit_detail d on d.entry_id = l.contract_id where e.id = l.contract_id;
drop function crm_erase_audit_line(uuid);
drop function crm_audit_line_changes(audit_line, timestamptz);
drop function crm_audit_line_digest(audit_line);
drop table audit_line;
alter table audit_entry drop column lines;
create view audit_change as
    select entry_id, listed.position, table_name, row_id, said.change, field, before -> field #>> '{}' as before, after -> field #>> '{}' as after
    from audit_detail,
        jsonb_array_elements(changes) with ordinality listed (change, position),
        jsonb_to_record(listed.change) as said ("table" text, id text, change text, before jsonb, after jsonb),
        lateral (select said."table" as table_name, said.id as row_id) named,
        jsonb_object_keys(said.before || said.after) field;
"""


def upgrade() -> None:
    run_script(TABLE, FUNCTIONS, VIEWS)


def downgrade() -> None:
    run_script(DOWN)
