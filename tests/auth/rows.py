"""The rows of the access matrix, and who may see which of them: in plain SQL, independent of `backend.auth.policy`.

`matrix_rows/*.sql` inserts the rows, and the factories those that every owner has (`tests/factories/samples.py`).
Customer H is the holder: its contract H1 is the line that signs in, H2 is
suspended, H3 closed, H4 a draft. Customer F is somebody else. The number of H1 belonged to F3 before, that of H3 belongs
to F1 now. H1 and H2 paid for numbers of F, and F1 paid for the number of H1. The rows of the demo and of
`tests/world` are in the same database.
"""

import hashlib
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from backend.auth.viewer import Role, Viewer
from backend.database import connect
from backend.identifiers import ContractKey, CustomerKey
from backend.models.nouns import NOUNS
from tests.factories.rows import insert
from tests.factories.samples import Owner, samples

_PARTNER = "service:matrix-partner"  # who submitted two of the requests
FILES = sorted((Path(__file__).parent / "matrix_rows").glob("*.sql"))


def key(name: str) -> uuid.UUID:
    """The primary key of the row with this name in `matrix_rows/*.sql`."""
    return uuid.UUID(hashlib.md5(f"matrix {name}".encode()).hexdigest())


def owner(customer: str, contract: str | None, at: str) -> Owner:
    """A customer of `matrix_rows/*.sql`, with one of their contracts or without."""
    name = contract or customer
    return Owner(
        customer_id=CustomerKey(key(customer)),
        contract_id=ContractKey(key(contract)) if contract else None,
        created_at=datetime.fromisoformat(f"{at}T00:00:00Z"),
        words="Call +996700100001 or holder@matrix.example, AN7654321",
        key=lambda noun: key(f"{noun} of {name}"),
    )


# Acts without an entry in `matrix_calls.py` are called on the rows of F1, or on those of F.
FOREIGN = (owner("F", "F1", "2026-06-01"), owner("F", None, "2026-06-01"))
OWNERS = (
    owner("H", "H1", "2026-05-01"),
    owner("H", "H2", "2026-05-02"),
    owner("H", "H3", "2026-05-03"),
    owner("H", "H4", "2026-05-04"),
    owner("H", None, "2026-05-01"),
    *FOREIGN,
    owner("F", "F2", "2026-06-02"),
    owner("F", "F3", "2026-04-01"),
)


async def add_rows(owner_url: str) -> None:
    """Insert the rows of `matrix_rows/*.sql` in one transaction, then those of the factories."""
    connection = await connect(owner_url, role=None)
    try:
        await connection.execute("".join(file.read_text() for file in FILES))
        await insert(connection, *samples(OWNERS))
    finally:
        await connection.close()


def viewers(users: Mapping[str, uuid.UUID]) -> dict[Role, Viewer]:
    """One viewer per role. `users` maps role names to the keys of the demo's users."""
    found = {
        Role.SERVICE: Viewer(Role.SERVICE, "service:demo-service", "client:demo-service"),
        Role.PARTNER: Viewer(Role.PARTNER, _PARTNER, _PARTNER, client="matrix-partner", scopes=frozenset({"requests"})),
        Role.ANONYMOUS: Viewer(Role.ANONYMOUS, "anonymous"),
    }
    for role in (Role.ADMIN, Role.OPERATOR, Role.ANALYST):
        email = f"{role.value.lower()}@demo.example"
        mine = key(f"ses {email}1")
        found[role] = Viewer(role, role.value.lower(), f"user:{users[role.value]}", session_id=mine)
    for role in (Role.LINE, Role.HOLDER):
        found[role] = subscriber(role, key("H1"), key("num H1"), key("H") if role is Role.HOLDER else None)
    return found


def subscriber(role: Role, contract: uuid.UUID, number: uuid.UUID, customer: uuid.UUID | None) -> Viewer:
    return Viewer(
        role,
        f"subscriber:con_{contract}",
        f"line:{contract}:{number}",
        customer_id=customer,
        contract_id=contract,
        phone_number_id=number,
        session_id=key("ses KM-H11"),
    )


# For each graph type: its table, the column that identifies a row, and the prefix of its ids or, where it has no id, the
# field of the graph that shows the column.
TABLES: dict[str, tuple[str, str, str]] = {
    **{noun.graph_type: (str(noun.model.__table__), "id", noun.id.prefix) for noun in NOUNS},
    "SettlementTotal": ("settlement_total", "currency", "currency"),
    "SettlementLine": ("settlement_line", "at", "at"),
    "MismatchCount": ("mismatch_count", "kind", "kind"),
    "RowFault": ("row_fault", "message", "message"),
    "ImportNote": ("import_note", "message", "message"),
    "StructuredRequest": ("request", "phone", "phone"),
    "RequestRepresentative": ("request", "representative_name", "name"),
    "RequestViolation": ("request_violation", "message", "message"),
    "RequestCandidate": ("request_candidate", "score", "score"),
    "RequestQuestion": ("request_question", "asked_at", "askedAt"),
    "IdentityCheck": ("identity_check", "reference", "reference"),
    "Representation": ("representation", "document_number", "documentNumber"),
    "DuplicateReason": ("duplicate_reason", "code", "code"),
    "StatusChange": ("status_change", "created_at", "createdAt"),
    "TimelineEntry": ("timeline_entry", "key", "key"),
    "NotificationPreference": ("notification_preference", "updated_at", "updatedAt"),
    "Event": ("event_log", "created_at", "at"),
    "Job": ("jobs.job", "id", "job"),
    "ContractTransfer": ("contract_transfer", "created_at", "createdAt"),
    "ContractHold": ("contract_hold", "since", "since"),
    "TariffAllowance": ("tariff_allowance", "amount", "amount"),
    "ContractService": ("contract_service", "number", "number"),
    "SimSwap": ("sim_swap", "last_at", "lastAt"),
    "SimBinding": ("sim_binding", "bound_from", "from"),
    "NumberBinding": ("number_binding", "bound_from", "from"),
    "AuditEntry": ("audit_entry", "created_at", "createdAt"),
    "AuditChange": ("audit_change", "row_id", "key"),
}
PLAIN = {
    "id",
    "row_id",
    "currency",
    "kind",
    "message",
    "phone",
    "representative_name",
    "document_number",
    "reference",
    "score",
    "code",
    "amount",
    "number",
    "key",
}  # identifying columns that are not timestamps
ACCESS = ("User", "Client", "AuditEntry", "AuditChange", "Job", "BlocklistEntry")
# Types that subscribers cannot query at all: the company's own books, and imported files.
# Personal data in bulk or in a raw form: only for roles that may register subscribers.
FINDINGS = ("StructuredRequest", "RequestRepresentative", "RequestViolation", "RequestCandidate")
PAIRS = ("DuplicatePair", "DuplicateReason", "DuplicateSearch")
ROWS_OF_FILES = (
    "RejectedRow", "RowFault", "ImportNote", "CustomerNote", "IdentityCheck", "Representation", *FINDINGS, *PAIRS,
    "ValidationRule",
    "CompatibilityRule",
)  # fmt: skip
PROFILE = ("IdentityDocument", "IdentityDocumentFile", "Consent", "CustomerAddress", "CustomerContact", "ContactPerson")
BOOKS = (
    "Settlement",
    "SettlementTotal",
    "SettlementLine",
    "Mismatch",
    "MismatchCount",
    "ImportJob",
    "ProvisioningOrder",
    "ContractService",
    "NetworkDrift",
    *ROWS_OF_FILES,
)
BUSINESS = tuple(name for name in TABLES if name not in {*ACCESS, "Session"})

_LIVE_SESSION = "ended_at is null and expires_at > now()"
_MINE = f"subject = '{{subject}}' and {_LIVE_SESSION}"
_REQUESTED = "subject = '{subject}'"
_SUBMITTED = f"submitted_by = '{_PARTNER}'"
_REQUESTS = f"(select id from request where {_SUBMITTED})"
# No staff reads a customer that was merged: the survivor answers for it.
_BUSINESS = {**dict.fromkeys(BUSINESS, "true"), "Customer": "merged_into_id is null"}
_NO_ACCESS = dict.fromkeys(ACCESS, "false")
_NO_BOOKS = dict.fromkeys(BOOKS, "false")
# `line` is a common table expression of `allowed_sql`: the live contract with the viewer's number, and for a holder also
# with the viewer's customer.
_OF_LINE = "contract_id = (select id from line)"
_OF_CUSTOMER = "customer_id = (select customer_id from line)"
_OF_MERGED = "customer_id in (select other_id from customer_merge where current_id = (select customer_id from line))"
_OF_CONTRACTS = "contract_id in (select id from contract where customer_id = (select customer_id from line))"
_TOLD = "reason not in ('FRAUD', 'REGULATOR')"
_VERSIONS = {
    "TariffVersion": "valid_from <= now()",
    "TariffAllowance": "tariff_version_id in (select id from tariff_version where valid_from <= now())",
}
_PAID_BY_LINE = "payer_contract_id = (select id from line)"
_PAID_BY_CUSTOMER = "payer_contract_id in (select id from contract where customer_id = (select customer_id from line))"
_IN_SERVICE = "in (select {column} from contract where customer_id = (select customer_id from line) and status in ('ACTIVE', 'SUSPENDED'))"

MAY_SEE: dict[Role, dict[str, str]] = {
    Role.ADMIN: {**_BUSINESS, **dict.fromkeys(ACCESS, "true"), "Session": f"user_id is not null and {_LIVE_SESSION}"},
    Role.OPERATOR: {**_BUSINESS, **_NO_ACCESS, "Session": _MINE, "ExportJob": _REQUESTED},
    Role.ANALYST: {
        **_BUSINESS,
        **_NO_ACCESS,
        "Session": _MINE,
        "ExportJob": _REQUESTED,
        **dict.fromkeys(ROWS_OF_FILES, "false"),
    },
    Role.SERVICE: {**_BUSINESS, **_NO_ACCESS, "Session": "false", "ExportJob": _REQUESTED},
    Role.LINE: {
        **_NO_ACCESS,
        **_NO_BOOKS,
        **dict.fromkeys(("Customer", "CustomerMerge", "ExportJob", *PROFILE), "false"),
        "Contract": "id = (select id from line)",
        "Sim": "id = (select sim_id from line)",
        "PhoneNumber": "id = (select phone_number_id from line)",
        "Tariff": "active",
        "TariffOption": "active",
        **_VERSIONS,
        "Payment": f"{_OF_LINE} or {_PAID_BY_LINE}",
        **dict.fromkeys(("Ticket", "StatusChange", "SimSwap", "SimBinding", "NumberBinding"), _OF_LINE),
        "TimelineEntry": f"{_OF_LINE} and kind <> 'PROVISIONING'",
        **dict.fromkeys(
            ("Request", "RequestQuestion", "RequestAttachment", "ContractDocument", "ContractTransfer", "ScheduledAct"),
            _OF_LINE,
        ),
        "ContractHold": f"{_OF_LINE} and {_TOLD}",
        **dict.fromkeys(("Refund", "Bill", "LedgerEntry"), _OF_LINE),
        **dict.fromkeys(("TicketComment", "TicketAttachment"), f"{_OF_LINE} and not internal"),
        "Event": f"({_OF_LINE} or {_PAID_BY_LINE}) and not internal",
        "Notification": _OF_LINE,
        "NotificationPreference": "false",
        "Session": _MINE,
    },
    Role.HOLDER: {
        **_NO_ACCESS,
        **_NO_BOOKS,
        "ExportJob": "subject = 'holder:' || (select customer_id from line)",
        "Customer": "id = (select customer_id from line)",
        "CustomerMerge": "current_id = (select customer_id from line)",
        "Contract": _OF_CUSTOMER,
        "Sim": "id " + _IN_SERVICE.format(column="sim_id"),
        "PhoneNumber": "id " + _IN_SERVICE.format(column="phone_number_id"),
        "Tariff": "active",
        "TariffOption": "active",
        **_VERSIONS,
        "Payment": f"{_OF_CONTRACTS} or {_PAID_BY_CUSTOMER}",
        **dict.fromkeys(
            (
                "SimBinding",
                "SimSwap",
                "NumberBinding",
                "Refund",
                "Bill",
                "LedgerEntry",
                "ContractDocument",
                "ContractTransfer",
                "ScheduledAct",
            ),
            _OF_CONTRACTS,
        ),
        **dict.fromkeys((*PROFILE, "Ticket"), _OF_CUSTOMER),
        "StatusChange": f"{_OF_CUSTOMER} or {_OF_MERGED}",
        "TimelineEntry": f"({_OF_CUSTOMER} or {_OF_MERGED}) and kind <> 'PROVISIONING'",
        **dict.fromkeys(("Request", "RequestQuestion", "RequestAttachment"), _OF_CUSTOMER),
        "ContractHold": f"{_OF_CONTRACTS} and {_TOLD}",
        **dict.fromkeys(("TicketComment", "TicketAttachment"), f"{_OF_CUSTOMER} and not internal"),
        "Event": f"({_OF_CUSTOMER} or {_OF_MERGED} or {_PAID_BY_CUSTOMER}) and not internal",
        **dict.fromkeys(("Notification", "NotificationPreference"), _OF_CUSTOMER),
        "Session": _MINE,
    },
    Role.PARTNER: {
        **dict.fromkeys((*BUSINESS, *ACCESS, "Session"), "false"),
        **dict.fromkeys(("Tariff", "TariffOption"), "active"),
        **_VERSIONS,
        **dict.fromkeys(("Request", "StructuredRequest", "RequestRepresentative"), _SUBMITTED),
        **dict.fromkeys(("RequestQuestion", "RequestAttachment"), f"request_id in {_REQUESTS}"),
        "RequestViolation": f"request_id in {_REQUESTS} and code <> 'POSSIBLE_DUPLICATE'",
        "StatusChange": f"node_id in {_REQUESTS}",
        "Event": f"node_id in {_REQUESTS} and not internal",
    },
    Role.ANONYMOUS: {**dict.fromkeys(_BUSINESS, "false"), **_NO_ACCESS, "Session": "false"},
}


def allowed_sql(viewer: Viewer, name: str) -> str:
    """A statement that selects the keys of a graph type's rows that a viewer may see."""
    table, column, _ = TABLES[name]
    assert name in MAY_SEE[viewer.role], (
        f"{name}: add the rows that {viewer.role} may see to MAY_SEE of tests/auth/rows.py"
    )
    holder = f" and customer_id = '{viewer.customer_id}'" if viewer.role is Role.HOLDER else ""
    line = f"""select * from contract where id = '{viewer.contract_id or key("none")}' and status in ('ACTIVE', 'SUSPENDED')
        and phone_number_id = '{viewer.phone_number_id or key("none")}'{holder}"""
    condition = MAY_SEE[viewer.role][name].format(subject=viewer.subject)
    return f"with line as ({line}) select {column} from {table} where {condition}"


def written(name: str, value: Any) -> str:
    """A row's key as answers contain it; timestamps in ISO 8601."""
    _, column, told = TABLES[name]
    if column == "id":
        return f"{told}_{value}"
    return str(value) if column in PLAIN else moment(value)


def moment(value: Any) -> str:
    """A timestamp, or its text, in ISO 8601."""
    return (value if isinstance(value, datetime) else datetime.fromisoformat(value)).isoformat()


# The fields that are masked for an analyst, and the text fields that are not. A new text field belongs in one of them.
MASKED: dict[str, set[str]] = {
    "Customer": {
        "name",
        "phone",
        "email",
        "birthDate",
        "externalId",
        "citizenship",
        "taxNumber",
        "accountManager",
    },
    "CustomerAddress": {"region", "district", "locality", "street", "house", "flat", "postcode"},
    "CustomerContact": {"phone", "email"},
    "ContactPerson": {"name", "role", "phone", "email"},
    "CustomerMerge": {"actor", "reason", "undoneBy"},
    "IdentityDocument": {"number", "issuedBy"},
    "IdentityDocumentFile": {"author", "name"},
    "Consent": {"givenBy", "withdrawnBy"},
    "Contract": {"externalId", "signedBy", "signatureReference"},
    "ContractDocument": {"author", "name"},
    "ContractHold": {"by"},
    "ContractTransfer": {"requestedBy"},
    "ScheduledAct": {"reason", "failureMessage"},
    "Sim": {"imsi", "msisdn", "reservedBy"},
    "PhoneNumber": {"msisdn", "reservedBy"},
    "Payment": {"failureMessage"},
    "Ticket": {"subject", "description", "category", "queue", "assignee"},
    "TicketComment": {"author", "body"},
    "TicketAttachment": {"author", "name"},
    "Request": {"raw", "submittedBy", "queue", "assignee", "reference"},
    "RequestQuestion": {"askedBy", "question", "answeredBy", "answer", "data"},
    "RequestAttachment": {"author", "name"},
    "StatusChange": {"actor", "reason"},
    "TimelineEntry": {"actor", "reason"},
    "Event": {"reason"},
    "Notification": {"recipient", "subject", "text", "lastError"},
    "Refund": {"reason", "requestedBy", "decidedBy", "failure"},
    "LedgerEntry": {"description"},
    "Settlement": {"fileName", "importedBy", "failure"},
    "SettlementLine": {"lineId", "reference", "refundReference"},
    "Mismatch": {"decidedBy", "note"},
    "ProvisioningOrder": {"failure"},
    "NetworkDrift": {"msisdn"},
    "ImportJob": {"fileName", "actor", "failureMessage"},
}
# Searched columns that are no field of their type, and are masked for an analyst and for subscribers.
SEARCHED = {"Request": {"name", "email", "phone", "document_number"}}
OPEN: dict[str, set[str]] = {
    "Customer": {"number", "kind", "status", "kycStatus", "kycRejection", "language", "sex", "taxCountry", "legalForm"},
    "CustomerAddress": {"purpose", "country"},
    "CustomerContact": {"kind"},
    "CustomerMerge": {"otherNumber"},
    "IdentityDocument": {"kind", "country"},
    "IdentityDocumentFile": {"mediaType"},
    "Consent": {"purpose", "channel", "source", "textVersion"},
    "Contract": {"number", "status", "signature", "start"},
    "ContractDocument": {"kind", "language", "mediaType", "hash"},
    "ContractHold": {"reason", "barring"},
    "ScheduledAct": {"kind", "status", "options", "balance", "failureCode"},
    "Sim": {"iccid", "kind", "status", "location", "blockedFor"},
    "PhoneNumber": {"status", "class"},
    "Tariff": {"code", "name"},
    "TariffOption": {"code", "name", "period"},
    "TariffAllowance": {"kind", "scope"},
    "Payment": {"number", "method", "status", "gateway", "failureCode"},
    "Refund": {"status", "failureCode"},
    "Bill": {"kind", "number", "method", "taxRate"},
    "ProvisioningOrder": {"kind", "barring", "status", "failureCode"},
    "NetworkDrift": {"kind", "mend", "iccid", "barring"},
    "ContractService": {"number", "wanted", "barring", "actual"},
    "LedgerEntry": {"account", "kind"},
    "Settlement": {"gateway", "source", "status", "failureCode"},
    "SettlementTotal": {"currency"},
    "SettlementLine": {"kind"},
    "Mismatch": {"gateway", "kind", "status", "paymentStatus", "suggestedRepair"},
    "MismatchCount": {"kind"},
    "ExportJob": {
        "kind",
        "status",
        "format",
        "dialect",
        "columns",
        "actor",
        "fileName",
        "failureCode",
        "failureMessage",
    },
    "ImportJob": {"kind", "state", "mode", "onError", "unknownSims", "duplicates", "failureCode"},
    "Ticket": {"number", "priority", "status"},
    "TicketAttachment": {"mediaType"},
    "Request": {"number", "kind", "channel", "status", "priority"},
    "RequestAttachment": {"mediaType", "kind"},
    "StatusChange": {"nodeType", "verb", "from", "to"},
    "TimelineEntry": {"key", "kind", "verb", "from", "to"},
    "Notification": {"topic", "purpose", "channel", "language", "status", "lastErrorCode", "lastErrorStatus"},
    "NotificationPreference": {"purpose", "channel", "quietFrom", "quietUntil"},
    "Event": {"cursor", "topic", "type"},
    "Session": {"client", "address", "userAgent"},
}
# The unmasked values, which no answer to an analyst may contain.
ORIGINALS = """
select name from customer union select phone from customer union select email from customer union select number from identity_document
union select birth_date::text from customer where birth_date is not null
union select issued_by from identity_document union select imsi from sim union select msisdn from sim union select msisdn from phone_number
union select email from user_account union select name from user_account
union select external_id from customer union select external_id from contract
union select subject from ticket union select description from ticket union select category from ticket
union select body from ticket_comment union select name from ticket_attachment
union select reason from customer_merge union select reason from refund union select failure from refund union select reason from status_change
union select recipient from notification union select text from notification union select last_error from notification
union select file_name from import_job union select failure_message from import_job
union select raw from request union select name from request union select phone from request
union select email from request union select document_number from request union select queue from request
union select reference from request union select representative_name from request
union select question from request_question union select answer from request_question
union select reason from scheduled_act union select failure_message from scheduled_act
union select name from contract_document union select name from request_attachment union select message from request_violation
union select region from customer_address union select street from customer_address
union select phone from customer_contact union select email from customer_contact
union select name from contact_person union select phone from contact_person union select email from contact_person
union select body from customer_note union select words from identity_check union select name from representation
union select name from identity_document_file
union select tax_number from customer
union select file_name from settlement union select failure from settlement union select note from mismatch
union select line_id from settlement_line union select reference from settlement_line
"""
# The columns whose values identify a row even without its id.
NAMES: dict[str, tuple[str, ...]] = {
    "Customer": ("number", "name", "phone", "email"),
    "IdentityDocument": ("number",),
    "Contract": ("number",),
    "Sim": ("iccid", "imsi", "msisdn"),
    "PhoneNumber": ("msisdn",),
    "Tariff": ("code",),
    "TariffOption": ("code",),
    "Payment": ("number",),
    "Bill": ("number",),
    "Settlement": ("file_name",),
    "SettlementLine": ("line_id", "reference"),
    "Ticket": ("number",),
    "User": ("email", "name"),
    "Client": ("name",),
}
