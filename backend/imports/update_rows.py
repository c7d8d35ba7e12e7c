"""SQL that updates existing contracts and their customers from a file with mode UPSERT; only differences are written.

An empty cell changes nothing, but that another tariff ends the options that cannot be booked with it. A file does not change a contract's SIM or number, and an opening balance is not posted
again. Of several rows of one customer the first is the primary row: only it updates the customer.
"""

from collections.abc import Sequence

from backend.models import (
    Base,
    Contract,
    ContractOption,
    Customer,
    IdentityDocument,
    NodeType,
    ScheduledActKind,
    ScheduledActStatus,
)
from backend.models.contract import IN_SERVICE
from backend.models.states import text_list
from backend.records import audit, events, history
from backend.records.rows import literal

_EXISTING = "c.error_code is null and c.known_id is not null"

# Locks the contracts of the rows, so that they are compared with their final state.
LOCK = """
select from (select distinct known_id from import_chunk where error_code is null and known_id is not null) c
join contract k on k.id = c.known_id order by k.id for no key update of k
"""
RECHECK = f"""
update import_chunk c set error_code = 'CONTRACT_CLOSED', error_column = 'external_id', error_value = c.external_id,
    error_message = 'contract ' || k.number || ' is ' || k.status || ' and cannot be updated'
from contract k where {_EXISTING} and k.id = c.known_id and k.status not in ({text_list(IN_SERVICE)})
"""
# Marks the first row of each customer in the whole file; $1 job.
PRIMARY_ROWS = f"""
with first as (
    insert into import_speaker (job_id, customer_id)
    select distinct $1::uuid, customer_id from import_chunk c where {_EXISTING}
    on conflict do nothing returning customer_id
)
update import_chunk c set is_primary_row = true
from (
    select min(c.row_number) as row_number from import_chunk c join first using (customer_id) where {_EXISTING}
    group by c.customer_id
) s where s.row_number = c.row_number
"""
UNCHANGED = f"update import_chunk c set outcome = 'UNCHANGED' where {_EXISTING}"

_OPTIONS_DIFFER = """
w.options is not null and (select coalesce(array_agg(o order by o), '{}') from unnest(w.options) o) is distinct from (
    select coalesce(array_agg(tariff_option_id order by tariff_option_id), '{}') from contract_option
    where contract_id = k.id)
"""
# Without options in the row, a contract that gets another tariff keeps those that can be booked with it.
_KEPT = """
case when c.tariff_id <> k.tariff_id then array(
    select o.tariff_option_id from contract_option o join tariff_compatibility y using (tariff_option_id)
    where o.contract_id = k.id and y.tariff_id = c.tariff_id) end"""
# Old and new values of the customers and of the contracts.
_CUSTOMERS = f"""
select c.row_number, c.customer_id as id, x.name as old_name, x.phone as old_phone,
    x.email as old_email, x.language as old_language, x.external_id as old_external_id, c.name, c.phone,
    coalesce(c.email, x.email) as email, coalesce(c.language, x.language) as language,
    coalesce(x.external_id, c.customer_external_id) as external_id
from import_chunk c join customer x on x.id = c.customer_id
where {_EXISTING} and c.is_primary_row
"""
_CONTRACTS = f"""
select c.row_number, k.id, c.customer_id, k.tariff_id as old_tariff_id, k.signed_at as old_signed_at,
    k.tariff_version_id as old_tariff_version_id, k.external_id as old_external_id, c.tariff_id,
    case when c.tariff_id = k.tariff_id then k.tariff_version_id else c.tariff_version_id end as tariff_version_id, coalesce(c.signed_at, k.signed_at) as signed_at,
    coalesce(k.external_id, c.external_id) as external_id, coalesce({_OPTIONS_DIFFER}, false) as options_differ, w.options,
    array(select tariff_option_id from contract_option where contract_id = k.id) as old_options
from import_chunk c join contract k on k.id = c.known_id
cross join lateral (select coalesce(c.options, {_KEPT}) as options) w where {_EXISTING}
"""
_CUSTOMERS_DIFFER = "(name, phone, email, language, external_id) is distinct from (old_name, old_phone, old_email, old_language, old_external_id)"
_CONTRACTS_DIFFER = "(tariff_id, signed_at, external_id) is distinct from (old_tariff_id, old_signed_at, old_external_id) or options_differ"


def _updated(model: type[Base], columns: Sequence[str]) -> str:
    """The change of the columns that differ, with their old and new values."""
    old = {name: f"case when s.{name} is distinct from s.old_{name} then s.old_{name} end" for name in columns}
    new = {name: f"case when s.{name} is distinct from s.old_{name} then s.{name} end" for name in columns}
    return audit.array(audit.updated(model, "s.id", old, new))


def _entry(changes: str, model: type[Base]) -> str:
    """CTEs that write an audit entry for each differing row; $1 actor, $2 role, $3 client, $4 session, $5 address."""
    return audit.entry_parts(
        changes, "from differing s", **audit.caller("$1", "$2", "$3", "$4", "$5"), **audit.node(model, "s.id"),
        verb="'bulkRegister'", outcome=literal(audit.DONE),
    )  # fmt: skip


_ROWS_UPDATED = "update import_chunk c set outcome = 'UPDATED' from differing s where c.row_number = s.row_number"
# $6 whether no notifications are sent.
_QUIET = """case when $6 then '{"quiet": true}'::jsonb else '{}' end"""
_CONTACT_EVENTS = events.insert_events(
    "from differing", topic="'customer.contact_changed'", graph_type="Customer", node="id", actor="$1", customer="id",
    payload=f"""jsonb_build_object('fields', array_remove(array[
        case when email is distinct from old_email then 'email' end, case when name <> old_name then 'name' end,
        case when phone <> old_phone then 'phone' end], null), 'reason', null) || {_QUIET}""",
)  # fmt: skip
_CONTRACT_EVENTS = events.insert_events(
    "from differing",
    topic="""case when tariff_id <> old_tariff_id then 'contract.tariff_changed'
        when options_differ then 'contract.options_changed' else 'contract.changed' end""", graph_type="Contract", node="id", actor="$1", customer="customer_id",
    contract="id", payload=_QUIET,
)  # fmt: skip

# A number that is given again is the customer's again, also where it had left its holder meanwhile.
_GIVEN_AGAIN = f"""given_again as (
    delete from lost_phone l using import_chunk c
    where {_EXISTING} and c.is_primary_row and l.customer_id = c.customer_id and l.phone = c.phone
)"""
CUSTOMERS = f"""
with differing as materialized (
    select * from ({_CUSTOMERS}) s where {_CUSTOMERS_DIFFER}
), changed as (
    update customer x set name = s.name, phone = s.phone, email = s.email, language = s.language,
        external_id = s.external_id
    from differing s where x.id = s.id
), {_GIVEN_AGAIN}, {_entry(_updated(Customer, ("name", "phone", "email", "language", "external_id")), Customer)},
event as ({_CONTACT_EVENTS})
{_ROWS_UPDATED}
"""
_DOCUMENT = {
    "id": "s.document_id", "customer_id": "s.id", "kind": "s.kind", "number": "s.number", "country": "s.country",
}  # fmt: skip
_DOCUMENT_CHANGES = audit.array(audit.created(IdentityDocument, _DOCUMENT))
DOCUMENTS = f"""
with differing as materialized (
    insert into identity_document (id, customer_id, kind, number, country)
    select document_id, customer_id, document_kind, document_number, document_country
    from import_chunk c where {_EXISTING} and document_id is not null order by row_number
    returning customer_id as id, id as document_id, kind, number, country
), {_entry(_DOCUMENT_CHANGES, Customer)}
update import_chunk c set outcome = 'UPDATED' where {_EXISTING} and document_id is not null
"""
_BIRTH_DATE_CHANGES = audit.array(audit.updated(Customer, "s.id", {}, {"birth_date": "s.birth_date"}))
BIRTH_DATES = f"""
with differing as materialized (
    update customer x set birth_date = c.birth_date from import_chunk c
    where {_EXISTING} and c.adds_birth_date and x.id = c.customer_id returning x.id, x.birth_date
), {_entry(_BIRTH_DATE_CHANGES, Customer)}
update import_chunk c set outcome = 'UPDATED' where {_EXISTING} and adds_birth_date
"""
_OPTION = {"contract_id": "s.id", "tariff_option_id": "o"}
_CONTRACT_CHANGES = " || ".join(
    (
        _updated(Contract, ("tariff_id", "tariff_version_id", "signed_at", "external_id")),
        audit.array_of(
            audit.changed(ContractOption, "'DELETE'", None, before=_OPTION),
            "from unnest(s.old_options) o where s.options_differ and o <> all (s.options)",
        ),
        audit.array_of(
            audit.created(ContractOption, {**_OPTION, "added_at": "now()"}),
            "from unnest(s.options) o where s.options_differ and o <> all (s.old_options)",
        ),
    )
)
# A change of tariff that is booked for later gives way.
_SUPERSEDED = [
    history.Step(
        NodeType.SCHEDULED_ACT, "supersede", "act_id", source=ScheduledActStatus.PENDING, contract="contract_id"
    )
]
CONTRACTS = f"""
with differing as materialized (
    select * from ({_CONTRACTS}) s where {_CONTRACTS_DIFFER}
), changed as (
    update contract k set tariff_id = s.tariff_id, tariff_version_id = s.tariff_version_id, signed_at = s.signed_at,
        external_id = s.external_id
    from differing s where k.id = s.id
), removed as (
    delete from contract_option o using differing s
    where s.options_differ and o.contract_id = s.id and o.tariff_option_id <> all (s.options)
), added as (
    insert into contract_option (contract_id, tariff_option_id)
    select s.id, unnest(s.options) from differing s where s.options_differ on conflict do nothing
), superseded as (
    update scheduled_act a set status = {literal(ScheduledActStatus.SUPERSEDED)}, ended_at = now()
    from differing s where a.contract_id = s.id and a.kind = {literal(ScheduledActKind.CHANGE_TARIFF)}
        and a.status = {literal(ScheduledActStatus.PENDING)} and s.tariff_id <> s.old_tariff_id
    returning a.id as act_id, a.contract_id, s.customer_id
), superseded_step as (
    {history.insert_steps(_SUPERSEDED, "superseded", actor="$1", customer="customer_id")}
), superseded_event as ({events.insert_steps(_SUPERSEDED, "superseded", actor="$1", customer="customer_id")}
), {_entry(_CONTRACT_CHANGES, Contract)}, event as ({_CONTRACT_EVENTS})
{_ROWS_UPDATED}
"""

# The outcomes of a dry run.
PREVIEW = (
    f"with differing as (select * from ({_CUSTOMERS}) s where {_CUSTOMERS_DIFFER}) {_ROWS_UPDATED}",
    f"with differing as (select * from ({_CONTRACTS}) s where {_CONTRACTS_DIFFER}) {_ROWS_UPDATED}",
    f"update import_chunk c set outcome = 'UPDATED' where {_EXISTING} and (document_id is not null or adds_birth_date)",
)
