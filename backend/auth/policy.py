"""The access policy: per graph type, which rows a role may read and which columns are masked. Denied by default.

Rows: `EVERYTHING`, `NOTHING`, or a predicate over the type's row and the viewer (`visibility`). A hidden row cannot be
distinguished from one that does not exist, in lists, counts, filters and aggregates alike.
Masks (`masks`): a masked column cannot be filtered by, ordered by or searched, since that would reveal its values. A
text column that is named in no mask and not declared free of words is hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from backend.auth.masks import (
    ACTOR_KIND,
    NO_DATE,
    NO_TEXT,
    UNMASKED,
    Mask,
    beginning,
    hidden,
    masks_of,
    plain,
)
from backend.auth.partners import PARTNERS
from backend.auth.viewer import Role
from backend.auth.visibility import (
    EVERYTHING,
    NOTHING,
    OWN_ACTOR,
    Predicate,
    active,
    begun,
    holder,
    is_told,
    line_contract,
    of_begun_version,
    of_holder,
    of_holder_or_merged,
    of_holder_subject,
    of_line,
    of_own_contracts,
    own_contracts,
    own_subject,
    serves_line,
    serves_own,
    standing,
)
from backend.models.timeline import TimelineKind

Masks = Mapping[str, Mask]


@dataclass(frozen=True)
class TypePolicy:
    """Readable rows per role (none for a role that is absent), masked columns per role, and text columns that are free
    of people's words: they hold codes, numbers and names that the product, or the company's catalogue, assigns.
    """

    rows: Mapping[Role, Predicate]
    masks: Mapping[Role, Masks] = field(default_factory=dict)
    free: frozenset[str] = frozenset()

    def masked(self, role: Role, table: sa.Table) -> Masks:
        """The masks of the table's columns for a role, by name; none where the role reads no rows."""
        if self.rows.get(role, NOTHING) is NOTHING:
            return {}
        return masks_of(table, role, self.masks.get(role, {}), self.free)


def _business_policy(
    line: Predicate,
    of_customer: Predicate,
    *,
    staff: Predicate = EVERYTHING,
    free: str = "",
    analyst: Masks | None = None,
    subscriber: Masks | None = None,
    only_line: Masks | None = None,
    only_holder: Masks | None = None,
) -> TypePolicy:
    """Policy of customer data: staff and services read all rows, an analyst with masks, subscribers their own rows.

    `staff`: the rows that all but subscribers read. `free`: the columns without people's words. Masks of a `subscriber`
    apply to a LINE and to a HOLDER.
    """
    masks = {
        Role.ANALYST: analyst or {},
        Role.LINE: {**(subscriber or {}), **(only_line or {})},
        Role.HOLDER: {**(subscriber or {}), **(only_holder or {})},
    }
    everybody = dict.fromkeys((*UNMASKED, Role.ANALYST), staff)
    return TypePolicy({**everybody, Role.LINE: line, Role.HOLDER: of_customer}, masks, frozenset(free.split()))


def _company_policy(free: str = "", masks: Masks | None = None) -> TypePolicy:
    """Policy of the company's own data: staff and services read all rows, an analyst with masks, subscribers none."""
    staff = dict.fromkeys((*UNMASKED, Role.ANALYST), EVERYTHING)
    return TypePolicy(staff, {Role.ANALYST: masks or {}}, frozenset(free.split()))


def _is_no_order(row: Any) -> sa.ColumnElement[bool]:
    return row.kind != sa.literal_column(f"'{TimelineKind.PROVISIONING}'")  # type: ignore[no-any-return]


# Files and possible duplicates are lists of people, and notes are about them: only roles that may register people read
# the rows.
_PEOPLE = TypePolicy(dict.fromkeys(UNMASKED, EVERYTHING))
_ADDRESS = ("region", "district", "locality", "street", "house", "flat", "postcode")
_ADMIN_ONLY = TypePolicy({Role.ADMIN: EVERYTHING})

_POLICY: Mapping[str, TypePolicy] = {
    "Customer": _business_policy(
        NOTHING,
        lambda row: row.id == holder(),
        staff=standing,
        free="number tax_country",
        analyst={
            **hidden("phone", "external_id", "citizenship", "tax_number"), "birth_date": NO_DATE,
            **dict.fromkeys(("name", "email", "account_manager"), beginning(1)),
        },
        only_holder={
            **plain("name", "phone", "email", "external_id", "citizenship", "tax_number"), "account_manager": OWN_ACTOR
        },
    ),
    "CustomerAddress": _business_policy(
        NOTHING,
        of_holder,
        free="country",
        analyst=hidden(*_ADDRESS),
        only_holder=plain(*_ADDRESS),
    ),
    "CustomerContact": _business_policy(
        NOTHING, of_holder, analyst=hidden("phone", "email"), only_holder=plain("phone", "email")
    ),
    "ContactPerson": _business_policy(
        NOTHING,
        of_holder,
        analyst=hidden("name", "role", "phone", "email"),
        only_holder=plain("name", "role", "phone", "email"),
    ),
    "CustomerMerge": _business_policy(
        NOTHING,
        lambda row: row.current_id == holder(),
        free="other_number",
        analyst={"actor": ACTOR_KIND, "undone_by": ACTOR_KIND, **hidden("reason")},
        subscriber={"actor": OWN_ACTOR, "undone_by": OWN_ACTOR, **hidden("reason")},
    ),
    "IdentityDocument": _business_policy(
        NOTHING,
        of_holder,
        free="country",
        analyst={"number": beginning(1), "issued_by": beginning(1)},
        only_holder=plain("number", "issued_by"),
    ),
    "IdentityDocumentFile": _business_policy(
        NOTHING,
        of_holder,
        free="media_type",
        analyst={"author": ACTOR_KIND, **hidden("name")},
        only_holder={"author": OWN_ACTOR, **plain("name")},
    ),
    "Consent": _business_policy(
        NOTHING,
        of_holder,
        free="text_version",
        analyst={"given_by": ACTOR_KIND, "withdrawn_by": ACTOR_KIND},
        subscriber={"given_by": OWN_ACTOR, "withdrawn_by": OWN_ACTOR},
    ),
    "Contract": _business_policy(
        lambda row: row.id == line_contract(),
        of_holder,
        free="number",
        analyst=hidden("external_id", "signed_by", "signature_reference"),
        only_line=hidden("external_id", "signed_by", "signature_reference"),
        only_holder=plain("external_id", "signed_by", "signature_reference"),
    ),
    "ContractHold": _business_policy(
        lambda row: sa.and_(of_line(row), is_told(row)),
        lambda row: sa.and_(of_own_contracts(row), is_told(row)),
        analyst={"by": ACTOR_KIND},
        subscriber={"by": OWN_ACTOR},
    ),
    "ContractTransfer": _business_policy(
        of_line, of_own_contracts, analyst={"requested_by": ACTOR_KIND}, subscriber={"requested_by": OWN_ACTOR}
    ),
    "ContractDocument": _business_policy(
        of_line,
        of_own_contracts,
        free="media_type hash",
        analyst={"author": ACTOR_KIND, **hidden("name")},
        subscriber={"author": OWN_ACTOR},
        only_line=hidden("name"),
        only_holder=plain("name"),
    ),
    "ScheduledAct": _business_policy(
        of_line,
        of_own_contracts,
        free="options failure_code",
        analyst=hidden("reason", "failure_message"),
        subscriber=hidden("reason", "failure_message"),
    ),
    # Ids are assigned in the order of numbers in an imported range, so that one known digit of each number would reveal
    # the others: an analyst reads no digit of a number.
    "Sim": _business_policy(
        serves_line("sim_id"),
        serves_own("sim_id"),
        free="iccid location",
        analyst={**hidden("msisdn"), "imsi": beginning(5), "reserved_by": ACTOR_KIND},
        subscriber={**plain("msisdn", "imsi"), "reserved_by": OWN_ACTOR},
    ),
    "PhoneNumber": _business_policy(
        serves_line("phone_number_id"),
        serves_own("phone_number_id"),
        analyst={**hidden("msisdn"), "reserved_by": ACTOR_KIND},
        subscriber={**plain("msisdn"), "reserved_by": OWN_ACTOR},
    ),
    "NumberClassTerms": _company_policy(),
    "SimStock": _company_policy(),
    "Tariff": _business_policy(active, active, free="code name"),
    "TariffOption": _business_policy(active, active, free="code name"),
    "TariffVersion": _business_policy(begun, begun, free="currency"),
    "TariffAllowance": _business_policy(of_begun_version, of_begun_version),
    # The payer of another subscriber's number reads that payment and nothing else of that line.
    "Payment": _business_policy(
        lambda row: sa.or_(of_line(row), row.payer_contract_id == line_contract()),
        lambda row: sa.or_(of_own_contracts(row), row.payer_contract_id.in_(own_contracts())),
        free="number gateway failure_code",
        # A payment is found by an idempotency key only by the caller who gave it.
        analyst={**hidden("failure_message"), **plain("idempotency_key")},
        subscriber={**hidden("failure_message"), **plain("idempotency_key")},
    ),
    "Refund": _business_policy(
        of_line,
        of_own_contracts,
        free="failure_code",
        analyst={"requested_by": ACTOR_KIND, "decided_by": ACTOR_KIND, **hidden("reason", "failure")},
        subscriber={"requested_by": OWN_ACTOR, "decided_by": OWN_ACTOR, **hidden("failure")},
        only_line=hidden("reason"),
        only_holder=plain("reason"),
    ),
    "Bill": _business_policy(of_line, of_own_contracts, free="number"),
    # The description of an entry is printed on the subscriber's statement.
    "LedgerEntry": _business_policy(
        of_line, of_own_contracts, analyst=hidden("description"), subscriber=plain("description")
    ),
    "TrialBalance": TypePolicy({Role.ADMIN: EVERYTHING}),
    "Settlement": _company_policy(
        "gateway failure_code", {"imported_by": ACTOR_KIND, **hidden("file_name", "failure")}
    ),
    "SettlementTotal": _company_policy("currency"),
    "SettlementLine": _company_policy("", hidden("line_id", "reference", "refund_reference")),
    "Mismatch": _company_policy("gateway payment_status", {"decided_by": ACTOR_KIND, **hidden("note")}),
    "MismatchCount": _company_policy(),
    "ContractService": _company_policy("number"),
    # Numbers and SIMs of the network are those of subscribers.
    "NetworkDrift": _company_policy("iccid", hidden("msisdn")),
    "ProvisioningOrder": _company_policy("failure_code", hidden("failure")),
    "Ticket": _business_policy(
        of_line,
        of_holder,
        free="number",
        analyst={**hidden("subject", "description", "category", "queue"), "assignee": beginning(1)},
        subscriber={**plain("subject", "description", "category"), "assignee": OWN_ACTOR, "queue": NO_TEXT},
    ),
    "TicketComment": _business_policy(
        lambda row: sa.and_(of_line(row), ~row.internal),
        lambda row: sa.and_(of_holder(row), ~row.internal),
        analyst={"author": ACTOR_KIND, **hidden("body")},
        subscriber={"author": OWN_ACTOR, **plain("body")},
    ),
    "TicketAttachment": _business_policy(
        lambda row: sa.and_(of_line(row), ~row.internal),
        lambda row: sa.and_(of_holder(row), ~row.internal),
        free="media_type",
        analyst={"author": ACTOR_KIND, **hidden("name")},
        subscriber={"author": OWN_ACTOR, **plain("name")},
    ),
    # What was written in a form may be about the holder; a LINE may be somebody else.
    "Request": _business_policy(
        of_line,
        of_holder,
        free="number",
        analyst={
            **dict.fromkeys(("birth_date", "authority_until"), NO_DATE), "submitted_by": ACTOR_KIND,
            "assignee": beginning(1), "raw": NO_TEXT, **hidden("queue", "reference"),
        },
        subscriber={"submitted_by": OWN_ACTOR, "assignee": OWN_ACTOR, "queue": NO_TEXT, **hidden("reference")},
        only_line={**dict.fromkeys(("birth_date", "authority_until"), NO_DATE), "raw": NO_TEXT},
        only_holder=plain("raw"),
    ),
    # What is found in a form names people, and resemblance tells about others.
    **dict.fromkeys(("StructuredRequest", "RequestRepresentative", "RequestViolation", "RequestCandidate"), _PEOPLE),
    "RequestQuestion": _business_policy(
        of_line,
        of_holder,
        analyst={
            "asked_by": ACTOR_KIND, "answered_by": ACTOR_KIND, **hidden("question", "answer"), "data": NO_TEXT
        },
        subscriber={"asked_by": OWN_ACTOR, "answered_by": OWN_ACTOR, **plain("question")},
        only_line={**hidden("answer"), "data": NO_TEXT},
        only_holder=plain("answer", "data"),
    ),
    "RequestAttachment": _business_policy(
        of_line,
        of_holder,
        free="media_type",
        analyst={"author": ACTOR_KIND, **hidden("name")},
        subscriber={"author": OWN_ACTOR},
        only_line=hidden("name"),
        only_holder=plain("name"),
    ),
    # A reason is written for the customer. A LINE may be somebody else.
    "StatusChange": _business_policy(
        of_line,
        of_holder_or_merged,
        free="verb from_status to_status",
        analyst={"actor": ACTOR_KIND, **hidden("reason")},
        subscriber={"actor": OWN_ACTOR},
        only_line=hidden("reason"),
        only_holder=plain("reason"),
    ),
    "TimelineEntry": _business_policy(
        lambda row: sa.and_(of_line(row), _is_no_order(row)),
        lambda row: sa.and_(of_holder_or_merged(row), _is_no_order(row)),
        free="key node_type verb from_status to_status",
        analyst={"actor": ACTOR_KIND, **hidden("reason")},
        subscriber={"actor": OWN_ACTOR},
        only_line=hidden("reason"),
        only_holder=plain("reason"),
    ),
    "SimBinding": _business_policy(of_line, of_own_contracts),
    "SimSwap": _business_policy(of_line, of_own_contracts),
    "NumberBinding": _business_policy(of_line, of_own_contracts),
    # A LINE reads the messages about its contract. The address is the holder's.
    "Notification": _business_policy(
        of_line,
        of_holder,
        free="topic last_error_status",
        analyst=hidden("recipient", "subject", "text", "last_error"),
        subscriber={**plain("subject", "text"), "last_error": NO_TEXT},
        only_line=hidden("recipient"),
        only_holder=plain("recipient"),
    ),
    "NotificationPreference": _business_policy(NOTHING, of_holder),
    "Event": _business_policy(
        lambda row: sa.and_(sa.or_(of_line(row), row.payer_contract_id == line_contract()), ~row.internal),
        lambda row: sa.and_(sa.or_(of_holder_or_merged(row), row.payer_customer_id == holder()), ~row.internal),
        free="topic",
        analyst=hidden("reason"),
        only_line=hidden("reason"),
        only_holder=plain("reason"),
    ),
    "ImportJob": _company_policy("failure_code", {"actor": ACTOR_KIND, **hidden("file_name", "failure_message")}),
    # A file is its requester's: its filter and its rows may be about people.
    "ExportJob": TypePolicy(
        {
            **dict.fromkeys((Role.OPERATOR, Role.SERVICE, Role.ANALYST), own_subject),
            Role.ADMIN: EVERYTHING,
            Role.LINE: NOTHING,
            Role.HOLDER: of_holder_subject,
        },
        dict.fromkeys(
            (Role.ANALYST, Role.HOLDER), plain("actor", "file_name", "failure_message", "columns", "subject")
        ),
        frozenset({"failure_code"}),
    ),
    "RejectedRow": _PEOPLE,
    "RowFault": _PEOPLE,
    "ImportNote": _PEOPLE,
    # A pair shows who resembles whom.
    "DuplicatePair": _PEOPLE,
    "DuplicateReason": _PEOPLE,
    "DuplicateSearch": _PEOPLE,
    "CustomerNote": _PEOPLE,
    "IdentityCheck": _PEOPLE,
    # It names people who are no customers.
    "Representation": _PEOPLE,
    # Who may register customers knows what is demanded of them; rules tell a fraud how to pass.
    "ValidationRule": _PEOPLE,
    "CompatibilityRule": _PEOPLE,
    "BlocklistEntry": _ADMIN_ONLY,
    "Job": _ADMIN_ONLY,
    "User": _ADMIN_ONLY,
    "Client": _ADMIN_ONLY,
    "AuditEntry": _ADMIN_ONLY,
    "AuditChange": _ADMIN_ONLY,
    "Session": TypePolicy(
        {
            **dict.fromkeys((Role.OPERATOR, Role.ANALYST, Role.LINE, Role.HOLDER), own_subject),
            Role.ADMIN: EVERYTHING,
        },
        dict.fromkeys((Role.ANALYST, Role.LINE, Role.HOLDER), plain("client", "address", "user_agent")),
    ),
}  # fmt: skip


def _with_partners(name: str, policy: TypePolicy) -> TypePolicy:
    if name not in PARTNERS:
        return policy
    rows, masks = PARTNERS[name]
    return replace(policy, rows={**policy.rows, Role.PARTNER: rows}, masks={**policy.masks, Role.PARTNER: masks})


POLICY: Mapping[str, TypePolicy] = {name: _with_partners(name, policy) for name, policy in _POLICY.items()}

# The roles that may open each subscription. The row predicates above apply to every event.
SUBSCRIPTIONS: Mapping[str, frozenset[Role]] = {
    **dict.fromkeys(
        ("paymentChanged", "ticketChanged", "notificationAdded"), frozenset(Role) - {Role.ANONYMOUS, Role.PARTNER}
    ),
    **dict.fromkeys(("statusChanged", "requestChanged"), frozenset(Role) - {Role.ANONYMOUS}),
    **dict.fromkeys(
        ("bulkRegisterProgress", "exportProgress"),
        frozenset({Role.ADMIN, Role.OPERATOR, Role.ANALYST, Role.SERVICE}),
    ),
    "duplicateSearchProgress": UNMASKED,
}
