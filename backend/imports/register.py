"""SQL that registers the new subscribers of a chunk: the same rows as `services.contract.get_sim`, set by set.

It writes one event per subscriber. Every statement reads the chunk as `imports.match` has filled it.
"""

from collections.abc import Mapping

from backend.models import (
    Contract,
    ContractOption,
    ContractStatus,
    Customer,
    CustomerStatus,
    IdentityDocument,
    ImportJob,
    LedgerAccountKind,
    NodeType,
    PhoneNumber,
    PhoneNumberStatus,
    PostingKind,
    Sim,
    SimStatus,
)
from backend.records import audit, events, history, ledger
from backend.records.rows import EACH_AT, insert_from, literal
from backend.services.provisioning.orders import insert_activations

_IS_NEW = "c.error_code is null and c.known_id is null"
_NEW = f"from import_chunk c where {_IS_NEW}"

# The values of new rows.
_CREATED = {"created_at": EACH_AT, "updated_at": EACH_AT}
_CUSTOMER = {
    "id": "c.customer_id", "number": "c.customer_number", "kind": "c.kind", "name": "c.name", "phone": "c.phone",
    "email": "c.email", "status": literal(CustomerStatus.ACTIVE), "language": "coalesce(c.language, 'RU')",
    "external_id": "c.customer_external_id", "birth_date": "c.birth_date",
}  # fmt: skip
_DOCUMENT = {
    "id": "c.document_id", "customer_id": "c.customer_id", "kind": "c.document_kind", "number": "c.document_number",
    "country": "c.document_country",
}  # fmt: skip
_IN_USE = {"msisdn": "c.msisdn", "status": literal(SimStatus.ACTIVE), "activated_at": "now()"}
_SIM = {"id": "c.sim_id", "iccid": "c.iccid", **_IN_USE}
_NUMBER = {"id": "c.number_id", "msisdn": "c.msisdn", "status": literal(PhoneNumberStatus.ASSIGNED)}
_CONTRACT = {
    "id": "c.contract_id", "number": "c.contract_number", "status": literal(ContractStatus.ACTIVE),
    "customer_id": "c.customer_id", "sim_id": "c.sim_id", "phone_number_id": "c.number_id", "tariff_id": "c.tariff_id",
    "tariff_version_id": "c.tariff_version_id", "currency": "c.currency", "signed_at": "coalesce(c.signed_at, now())", "activated_at": "now()",
    "external_id": "c.external_id",
}  # fmt: skip
_OPTION = {"contract_id": "c.contract_id", "tariff_option_id": "o", "added_at": "now()"}

CUSTOMERS = insert_from(
    Customer,
    "from import_chunk c where c.creates and c.error_code is null order by c.row_number",
    **_CUSTOMER,
    **_CREATED,
)
DOCUMENTS = insert_from(IdentityDocument, f"{_NEW} and c.document_id is not null", **_DOCUMENT)
BIRTH_DATES = """
update customer x set birth_date = c.birth_date from import_chunk c
where c.error_code is null and c.adds_birth_date and c.known_id is null and x.id = c.customer_id
"""
PROSPECTS = """
update customer x set status = 'ACTIVE' from (
    select distinct customer_id from import_chunk
    where error_code is null and known_id is null and customer_status = 'PROSPECT'
) c where x.id = c.customer_id
"""
LINKED = """
update customer x set external_id = c.customer_external_id from (
    select distinct on (customer_id) customer_id, customer_external_id from import_chunk
    where error_code is null and links and known_id is null order by customer_id, row_number
) c where x.id = c.customer_id
"""
SIMS = insert_from(Sim, f"{_NEW} and c.new_sim", **_SIM, **_CREATED)
ACTIVATED = """
update sim s set status = 'ACTIVE', msisdn = c.msisdn, activated_at = now(), reserved_by = null, reserved_for = null,
    reserved_until = null
from import_chunk c where c.error_code is null and c.known_id is null and not c.new_sim and s.id = c.sim_id
"""
NUMBERS = insert_from(PhoneNumber, f"{_NEW} and c.new_number", **_NUMBER, **_CREATED)
ASSIGNED = """
update phone_number n set status = 'ASSIGNED', reserved_by = null, reserved_for = null, reserved_until = null
from import_chunk c where c.error_code is null and c.known_id is null and not c.new_number and n.id = c.number_id
"""
CONTRACTS = insert_from(Contract, f"{_NEW} order by c.row_number", **_CONTRACT, **_CREATED)
OPTIONS = insert_from(
    ContractOption, f"from import_chunk c cross join lateral unnest(c.options) o where {_IS_NEW}", **_OPTION
)
# $1 credit limit in major units, $2 decimals by currency. An opening debt below the floor becomes the account's debt floor.
ACCOUNTS = """
insert into ledger_account (id, kind, code, currency, contract_id, customer_id, floor_minor, debt_floor_minor,
    balance_minor, moved_at)
select account_id, 'CONTRACT', 'CONTRACT', currency, contract_id, customer_id, floor_minor,
    case when opening_minor < floor_minor then opening_minor end,
    case when posting_id is null then 0 else opening_minor end, case when posting_id is null then '-infinity' else now() end
from import_chunk c cross join lateral (
    select -trunc($1::numeric * 10::numeric ^ ($2::jsonb ->> currency)::integer)::bigint as floor_minor) f
where c.error_code is null and c.known_id is null
"""
BINDINGS = f"""
with sims as (
    insert into sim_binding (sim_id, contract_id, bound_from) select sim_id, contract_id, now() {_NEW}
)
insert into number_binding (phone_number_id, contract_id, bound_from) select number_id, contract_id, now() {_NEW}
"""
ORDERS = insert_activations(
    f"import_chunk c where {_IS_NEW}", contract="c.contract_id", sim="c.sim_id", number="c.number_id"
)
# $1 actor.
HISTORY = history.insert_steps(
    [
        history.Step(
            NodeType.CUSTOMER, "create", "c.customer_id", created=CustomerStatus.PROSPECT, happened="c.creates"
        ),
        history.Step(
            NodeType.SIM, "import", "c.sim_id", created=SimStatus.IMPORTED, contract="c.contract_id",
            happened="c.new_sim",
        ),
        history.Step(
            NodeType.SIM, "release", "c.sim_id", source=SimStatus.IMPORTED, contract="c.contract_id",
            happened="c.new_sim",
        ),
        history.Step(
            NodeType.PHONE_NUMBER, "create", "c.number_id", created=PhoneNumberStatus.AVAILABLE,
            contract="c.contract_id", happened="c.new_number",
        ),
        history.Step(
            NodeType.CONTRACT, "create", "c.contract_id", created=ContractStatus.DRAFT, contract="c.contract_id"
        ),
        history.Step(
            NodeType.CONTRACT, "accept", "c.contract_id", source=ContractStatus.DRAFT, contract="c.contract_id"
        ),
        history.Step(
            NodeType.CONTRACT, "activate", "c.contract_id", source=ContractStatus.ACCEPTED, contract="c.contract_id"
        ),
        history.Step(
            NodeType.SIM, "activate", "c.sim_id", was="coalesce(c.sim_status, 'AVAILABLE')", contract="c.contract_id"
        ),
        history.Step(
            NodeType.PHONE_NUMBER, "assign", "c.number_id", was="coalesce(c.number_status, 'AVAILABLE')",
            contract="c.contract_id",
        ),
        history.Step(
            NodeType.CUSTOMER, "activate", "c.customer_id", source=CustomerStatus.PROSPECT, happened="c.creates"
        ),
    ],
    "import_chunk c", _IS_NEW, actor="$1", customer="c.customer_id",
)  # fmt: skip
PROSPECT_HISTORY = history.insert_steps(
    [history.Step(NodeType.CUSTOMER, "activate", "c.customer_id", source=CustomerStatus.PROSPECT)],
    f"(select distinct c.customer_id {_NEW} and c.customer_status = 'PROSPECT') c", actor="$1",
    customer="c.customer_id",
)  # fmt: skip
# $1 actor, $2 whether no notifications are sent.
QUIET = """case when $2 then '{"quiet": true}'::jsonb else '{}' end"""
EVENTS = events.insert_transitions(
    f"{_NEW} order by c.row_number", NodeType.CONTRACT, "activate", None, ContractStatus.ACTIVE, node="c.contract_id",
    actor="$1", customer="c.customer_id", contract="c.contract_id", more=QUIET,
)  # fmt: skip
DOCUMENT_EVENTS = events.insert_events(
    "from import_chunk c where c.error_code is null and c.document_id is not null and not c.creates order by row_number",
    topic="'customer.document_added'", graph_type="Customer", node="c.customer_id", actor="$1",
    customer="c.customer_id", payload=f"jsonb_build_object('kind', c.document_kind) || {QUIET}",
)  # fmt: skip
BIRTH_DATE_EVENTS = events.insert_events(
    "from import_chunk c where c.error_code is null and c.adds_birth_date order by row_number",
    topic="'customer.birth_date_added'", graph_type="Customer", node="c.customer_id", actor="$1",
    customer="c.customer_id", payload=QUIET,
)  # fmt: skip

# Opening balances, which the new accounts hold from the beginning. $1 actor.
_OPENS = f"{_NEW} and c.posting_id is not null"
_OPENING, _ON_CONTRACT = literal(LedgerAccountKind.OPENING), literal(LedgerAccountKind.CONTRACT)
OPENING_HOUSES = ledger.insert_houses(
    f"from (select distinct c.currency {_OPENS}) c",
    account_id=ledger.house_account(LedgerAccountKind.OPENING, "c.currency"), kind=_OPENING, code=_OPENING,
    currency="c.currency",
)  # fmt: skip
OPENING_POSTINGS = ledger.insert_postings(_OPENS, id="c.posting_id", kind=literal(PostingKind.OPENING), actor="$1")
OPENING_ENTRIES = ledger.insert_entries(
    _OPENS,
    [
        {
            "account_id": "c.account_id", "account": _ON_CONTRACT, "contract_id": "c.contract_id",
            "amount_minor": "c.opening_minor", "balance_after_minor": "c.opening_minor",
        },
        {
            "account_id": ledger.house_account(LedgerAccountKind.OPENING, "c.currency"), "account": _OPENING,
            "contract_id": "null", "amount_minor": "-c.opening_minor", "balance_after_minor": "null",
        },
    ],
    posting_id="c.posting_id", kind=literal(PostingKind.OPENING), currency="c.currency", created_at="now()",
)  # fmt: skip

# What the lines of the audit trail hold, from which their changes are composed. $1 actor, $2 role, $3 client, $4 session,
# $5 address, $6 job.
_FIRST_LINKS = """c.links and not exists (
    select from import_chunk x where x.customer_id = c.customer_id and x.links and x.error_code is null
        and x.known_id is null and x.row_number < c.row_number)"""


def _where(condition: str, columns: Mapping[str, str]) -> Mapping[str, str]:
    return {name: f"case when {condition} then {text} end" for name, text in columns.items()}


_LINES = {
    **{name: f"c.{name}" for name in (
        "contract_id", "row_number", "customer_id", "sim_id", "number_id", "tariff_id", "document_id",
        "creates", "adds_birth_date", "customer_status", "contract_number", "currency", "external_id", "iccid", "msisdn",
        "sim_status", "number_status", "options",
    )},
    **_where("c.creates", {
        "customer_number": "c.customer_number", **{name: _CUSTOMER[name] for name in ("kind", "name", "phone", "email", "language")},
    }),
    **_where("c.document_id is not null", {name: f"c.{name}" for name in ("document_kind", "document_number", "document_country")}),
    **_where("c.creates or c.adds_birth_date", {"birth_date": "c.birth_date"}),
    **_where(f"c.creates or {_FIRST_LINKS}", {"customer_external_id": "c.customer_external_id"}),
    "signed_at": _CONTRACT["signed_at"], "links": _FIRST_LINKS,
    "sim_held": "nullif(c.sim_held, '{}')", "number_held": "nullif(c.number_held, '{}')",
}  # fmt: skip
AUDIT = audit.insert_lines(
    f"{_NEW} order by c.row_number", _LINES, **audit.caller("$1", "$2", "$3", "$4", "$5"),
    **audit.node(ImportJob, "$6"), verb="'bulkRegister'", outcome=literal(audit.DONE),
)  # fmt: skip
