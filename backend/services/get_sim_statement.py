"""GetSim for a new customer as one SQL statement: it claims the idempotency key, takes the locks, finds, picks and writes
everything that `contract.get_sim` writes, and the audit entry.

It saves round trips and makes no decisions. Where a condition of the verb does not hold, a validation rule is broken, or
nothing can be picked at once, it refuses and all is rolled back; the verb is then run and finds the reason. A test
compares the rows of both.

The statement sees the rows that were committed before it began. What may have been committed while it waited for locks
is seen too: the customers by `crm_is_known`, which is called after the locks were taken, and the tariff, the SIM and the
number because their rows are locked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from backend.auth.viewer import Viewer
from backend.database import SqlCall
from backend.errors import Refusal
from backend.identifiers import CONTRACT_ID, CUSTOMER_ID, uuid7
from backend.locks import AdvisoryLock
from backend.models import (
    Contract,
    ContractOption,
    ContractStatus,
    Customer,
    CustomerStatus,
    IdentityDocument,
    Language,
    NodeType,
    NumberClass,
    PhoneNumber,
    PhoneNumberStatus,
    Sim,
    SimStatus,
)
from backend.records import audit, events, history, outcomes
from backend.records.rows import insert_from, literal
from backend.services import checking, compatibility, ledger, registration, rules
from backend.services.idempotency import Claim, Outcome, PreparedStatement, Statement
from backend.services.identity import NewCustomer, locked_texts, locking
from backend.services.matching.candidates import CALL_IS_KNOWN
from backend.services.provisioning.orders import has_network
from backend.services.registration import MAX_OPTIONS
from backend.settings import Settings

if TYPE_CHECKING:
    from backend.services.contract import GetSim

_CLAIM = outcomes.insert_outcome(actor=":claimant", key=":key", input_hash=":input_hash", outcome=":outcome")

# What may be taken: the first row from a random position on, or else the first before it.
_FREE = "select {columns} from {table} where status = 'AVAILABLE' and {wanted} and pick {side} (select value from start) order by pick limit 1 for update skip locked"
_PICK = " union all ".join(f"select * from ({_FREE.replace('{side}', side)}) free" for side in (">=", "<")) + " limit 1"
_CHOSEN = "select {columns} from {table} where {column} = :{column} and status = 'AVAILABLE' and {wanted} and exists (select from {after}) for update"

# A new customer is active at once: the row is that of a prospect after its first update.
_CUSTOMER = insert_from(
    Customer, "from given", id="customer_id", kind=":kind", name=":name", phone=":phone", email=":email",
    status=literal(CustomerStatus.ACTIVE), language=":language", birth_date=":birth_date", version="2",
)  # fmt: skip
_DOCUMENT = insert_from(
    IdentityDocument, "from given where cast(:document_kind as text) is not null", customer_id="customer_id",
    kind=":document_kind", number=":document_number", country=":document_country", expires_on=":document_expires_on",
)  # fmt: skip
# What happens to the nodes of a new subscriber, in this order.
STEPS = [
    history.Step(NodeType.CUSTOMER, "create", "customer_id", created=CustomerStatus.PROSPECT),
    history.Step(NodeType.CONTRACT, "create", "contract_id", created=ContractStatus.DRAFT, contract="contract_id"),
    history.Step(NodeType.CONTRACT, "accept", "contract_id", source=ContractStatus.DRAFT, contract="contract_id"),
    history.Step(NodeType.CONTRACT, "activate", "contract_id", source=ContractStatus.ACCEPTED, contract="contract_id"),
    history.Step(NodeType.SIM, "activate", "sim_id", source=SimStatus.AVAILABLE, contract="contract_id"),
    history.Step(
        NodeType.PHONE_NUMBER, "assign", "number_id", source=PhoneNumberStatus.AVAILABLE, contract="contract_id"
    ),
    history.Step(NodeType.CUSTOMER, "activate", "customer_id", source=CustomerStatus.PROSPECT),
]
_HISTORY = history.insert_steps(STEPS, "given", actor=":actor", customer="customer_id", at="clock_timestamp()")
_EVENTS = events.insert_steps(STEPS, "given", actor=":actor", customer="customer_id")

_AS_PROSPECT, _AS_ACTIVE = ({"status": literal(each)} for each in (CustomerStatus.PROSPECT, CustomerStatus.ACTIVE))
_CUSTOMER_CREATED = audit.array(audit.inserted(Customer, "customer_row", **_AS_PROSPECT))
_DOCUMENT_CREATED = audit.array_of(audit.inserted(IdentityDocument, "d"), "from document_row d")
_LINE_CREATED = audit.array(
    audit.inserted(Contract, "contract_row"),
    audit.updated(
        Sim, "given.sim_id", {"status": literal(SimStatus.AVAILABLE), "msisdn": "nullif(sim_msisdn, given.msisdn)"},
        {"status": literal(SimStatus.ACTIVE), "msisdn": "nullif(given.msisdn, sim_msisdn)", "activated_at": "now()"},
    ),
    audit.updated(
        PhoneNumber, "given.number_id", {"status": literal(PhoneNumberStatus.AVAILABLE)},
        {"status": literal(PhoneNumberStatus.ASSIGNED)},
    ),
)  # fmt: skip
_OPTIONS_CREATED = audit.array_of(
    audit.created(ContractOption, {name: f"o.{name}" for name in ("contract_id", "tariff_option_id", "added_at")}),
    "from option_row o",
)
_CUSTOMER_ACTIVATED = audit.array(audit.updated(Customer, "customer_row.id", _AS_PROSPECT, _AS_ACTIVE))


def _audit(*changes: str) -> str:
    return audit.entry_parts(
        " || ".join(changes), "from given cross join customer_row cross join contract_row",
        **audit.caller(":actor", ":role", ":client", ":session_id", ":address"),
        **audit.node(Contract, ":contract_id"), verb="'getSim'", outcome=literal(audit.DONE), idempotency_key=":key",
    )  # fmt: skip


_BOOKED = """
), booked as materialized (
    select o.id, array_position(cast(:options as text[]), o.code) as place
    from sold join tariff_compatibility c on c.tariff_id = sold.id
        join tariff_option o on o.id = c.tariff_option_id
    where o.code = any (cast(:options as text[])) and o.active
"""
_STATEMENT = f"""
with claim as {{claim}}, locked as materialized ({locking("claim")}
), known as materialized (
    select {CALL_IS_KNOWN} as customer from (select count(*) as locks from locked) taken where locks > 0
), start as materialized (
    select random() as value
), broken as materialized (
    {checking.BROKEN}
), sold as materialized (
    select id, currency, tariff_version_id from tariff where code = :tariff and currency = :currency and active
        and not (select customer from known) and not exists (select from broken) for share
{{booked}}), free_sim as materialized (
    {{sim}}
), free_number as materialized (
    {{number}}
), given as materialized (
    select cast(:contract_id as uuid) as contract_id, cast(:customer_id as uuid) as customer_id, s.id as sim_id,
        s.msisdn as sim_msisdn, n.id as number_id, n.msisdn, sold.id as tariff_id, sold.tariff_version_id, sold.currency,
        cast(:account_id as uuid) as account_id, cast(:floor_minor as bigint) as floor_minor{{options}}
), customer_row as ({_CUSTOMER} returning *
), {{document}}{{line}}, step as ({_HISTORY}
), logged_event as ({_EVENTS}
), {{audit}}
select true from given
union all select crm_refuse('NOT_IN_ONE_STATEMENT', 'the verb decides') from claim where not exists (select from given)
"""


def _fits(options: str) -> str:
    """The condition that no rule of compatibility is broken."""
    unfit = compatibility.broken(
        tariff="sold.id", options=options, customer_kind="cast(:kind as text)",
        birth_date="cast(:birth_date as date)", sim_kind="s.kind", number_class=literal(NumberClass.STANDARD),
        day="cast(:today as date)",
    )  # fmt: skip
    return f"not exists ({unfit})"


_SOLD = " from sold, free_sim s, free_number n"
_WITHOUT_OPTIONS = f"{_SOLD} where {_fits('cast(null as uuid[])')}"
_WITH_OPTIONS = f""", array(select id from booked order by place) as options{_SOLD}
    where (select count(*) from booked) = cardinality(cast(:options as text[]))
        and {_fits("array(select id from booked)")}"""


def _call(text: str, values: Mapping[str, Any]) -> SqlCall:
    statement, names = _positional(text)
    return SqlCall(statement, [values[name] for name in names])


@cache
def _positional(text: str) -> tuple[str, list[str]]:
    """The text with PostgreSQL's numbered parameters, and their names in this order."""
    names: list[str] = []

    def number(found: re.Match[str]) -> str:
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    # Neither a cast (`::`) nor a value of a JSON literal (`":`) is a parameter.
    return re.sub(r"(?<![:\"]):([a-z_]+)\b", number, text), names


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a call has, by which the text of the statement differs: PostgreSQL prepares each part of a statement for
    execution anew in each call, also those that give no row.

    `keyed`: with an idempotency key; the statement gives no row and takes no lock where it stands already. `iccid`,
    `msisdn`: chosen, and not picked. `ordered`: there is a network, which is ordered to activate the line.
    """

    keyed: bool
    iccid: bool
    msisdn: bool
    options: bool
    document: bool
    ordered: bool


@cache
def statement_text(parts: Parts) -> str:
    """The text of the statement."""
    sim = (_CHOSEN if parts.iccid else _PICK).format(
        table="sim", columns="id, msisdn, kind", column="iccid", after="sold", wanted="true"
    )
    number = (_CHOSEN if parts.msisdn else _PICK).format(
        table="phone_number",
        columns="id, msisdn",
        column="msisdn",
        after="free_sim",
        wanted=f"number_class = {literal(NumberClass.STANDARD)}",
    )
    created = [
        _CUSTOMER_CREATED,
        *([_DOCUMENT_CREATED] if parts.document else ()),
        _LINE_CREATED,
        *([_OPTIONS_CREATED] if parts.options else ()),
        _CUSTOMER_ACTIVATED,
    ]
    chosen = {
        "claim": f"({_CLAIM})" if parts.keyed else "materialized (select)",
        "booked": _BOOKED if parts.options else "",
        "sim": sim,
        "number": number,
        "options": _WITH_OPTIONS if parts.options else _WITHOUT_OPTIONS,
        "document": f"document_row as ({_DOCUMENT} returning *\n), " if parts.document else "",
        "line": (registration.ORDER if parts.ordered else "")
        + (registration.IN_SERVICE if parts.options else registration.WITHOUT_OPTIONS),
        "audit": _audit(*created),
    }
    text = _STATEMENT
    for name, part in chosen.items():
        text = text.replace(f"{{{name}}}", part)
    return text


def get_sim_statement(settings: Settings, viewer: Viewer, form: "GetSim") -> Statement | None:
    """The statement for this form; None where it needs the verb: the customer is not described, has to be verified
    first, is represented by somebody, or a value is refused.
    """
    if (
        form.number_class is not NumberClass.STANDARD
        or form.representative is not None
        or form.authority_file is not None
    ):
        return None
    if form.customer is None or form.customer_id is not None or settings.require_kyc or len(form.options) > MAX_OPTIONS:
        return None
    try:
        new = form.customer.checked(settings, ("customer",))
        iccid = None if form.iccid is None else rules.iccid(form.iccid, settings)
        msisdn = None if form.msisdn is None else rules.msisdn(form.msisdn, settings)
    except Refusal:
        return None
    tariff, options = rules.code(form.tariff_code), [rules.code(option) for option in dict.fromkeys(form.options)]
    if tariff is None or None in options:
        return None

    def prepare(claim: Claim) -> PreparedStatement:
        contract_id = CONTRACT_ID.new_key()
        outcome = Outcome(CONTRACT_ID.encode(contract_id))
        values = {
            **_customer_values(new),
            **_claim_values(viewer, claim, outcome),
            **checking.parameters(settings, checking.subject_of(new, lines=1)),
            "numbers": [new.document.match_key.number] if new.document else [],
            "contacts": [each for each in (new.phone, new.email) if each is not None],
            "further": [],
            "texts": locked_texts(phone=new.phone, email=new.email, document=new.document),
            "registration": AdvisoryLock.REGISTRATION,
            "contract_id": contract_id,
            "account_id": uuid7(),
            "tariff": tariff,
            "options": list(dict.fromkeys(options)),
            "currency": settings.currency,
            "floor_minor": ledger.first_floor(settings, settings.currency),
            "iccid": iccid,
            "msisdn": msisdn,
        }
        parts = Parts(
            keyed=claim.key is not None,
            iccid=iccid is not None,
            msisdn=msisdn is not None,
            options=bool(options),
            document=new.document is not None,
            ordered=has_network(settings),
        )
        return PreparedStatement(_call(statement_text(parts), values), outcome)

    return prepare


def _customer_values(new: NewCustomer) -> dict[str, Any]:
    document = new.document
    return {
        "customer_id": CUSTOMER_ID.new_key(),
        "kind": new.kind.value,
        "name": new.name,
        "phone": new.phone,
        "email": new.email,
        "language": (new.language or Language.RU).value,
        "birth_date": new.birth_date,
        "document_kind": document and document.kind.value,
        "document_number": document and document.number,
        "document_country": document and document.country,
        "document_expires_on": document and document.expires_on,
    }


def _claim_values(viewer: Viewer, claim: Claim, outcome: Outcome) -> dict[str, Any]:
    return {
        "claimant": claim.actor,
        "key": claim.key,
        "input_hash": claim.digest,
        "outcome": orjson.dumps(outcome.stored()).decode(),
        "actor": viewer.actor,
        "role": viewer.role.shown,
        "client": viewer.client,
        "session_id": viewer.session_id,
        "address": claim.origin.address,
    }
