"""The enums of the graph, every value described: these texts are the operators' manual."""

import enum

from backend import models
from backend.errors import CustomerTrait as _CustomerTrait
from backend.errors import ErrorCode as _ErrorCode
from backend.schema.declare import enum_type

CustomerKind = enum_type(
    models.CustomerKind,
    "Kind of customer.",
    {"PERSON": "A natural person.", "ORGANISATION": "A company or another legal person."},
)
CustomerStatus = enum_type(
    models.CustomerStatus,
    "State of a customer.",
    {
        "PROSPECT": "Registered, without a contract.",
        "ACTIVE": "Has had at least one contract activated.",
        "SUSPENDED": "Barred; gets no new contract.",
        "CLOSED": "Closed; has no live contract.",
    },
)
KycStatus = enum_type(
    models.KycStatus,
    "State of the identity check (know your customer).",
    {
        "INITIALIZED": "Not checked yet, or the check has expired.",
        "VALIDATED": "The identity was verified.",
        "REJECTED": "The documents were not accepted.",
    },
)
Language = enum_type(
    models.Language, "Language of messages and documents.", {"EN": "English.", "RU": "Russian.", "KY": "Kyrgyz."}
)
DocumentKind = enum_type(
    models.DocumentKind,
    "Kind of identity document.",
    {
        "ID_CARD": "National identity card.",
        "PASSPORT": "Passport.",
        "RESIDENCE_PERMIT": "Residence permit.",
        "REGISTRATION_CERTIFICATE": "Certificate of a legal person's registration.",
    },
)
CustomerTrait = enum_type(
    _CustomerTrait,
    "Field by which customers are compared.",
    {
        "DOCUMENT": "An identity document: its kind, country and number.",
        "NAME": "The name, in any spelling.",
        "PHONE": "The contact number.",
        "EMAIL": "The e-mail address.",
        "BIRTH_DATE": "The birth date, where both are known.",
    },
)
SimKind = enum_type(
    models.SimKind, "Kind of SIM.", {"PHYSICAL": "A plastic card.", "ESIM": "A downloadable profile (eSIM)."}
)
SimStatus = enum_type(
    models.SimStatus,
    "State of a SIM. A SIM that was ACTIVE never becomes AVAILABLE again.",
    {
        "IMPORTED": "Delivered by the supplier, not released for sale.",
        "AVAILABLE": "In the pool.",
        "RESERVED": "Reserved until the reservation expires.",
        "ACTIVE": "Serves a contract.",
        "SUSPENDED": "Bound to a suspended contract.",
        "BLOCKED": "Lost, stolen or faulty.",
        "REPLACED": "Swapped for another SIM.",
        "TERMINATED": "Retired with its contract.",
    },
)
PhoneNumberStatus = enum_type(
    models.PhoneNumberStatus,
    "State of a phone number.",
    {
        "AVAILABLE": "Can be assigned.",
        "RESERVED": "Reserved until the reservation expires.",
        "ASSIGNED": "Belongs to a live contract.",
        "QUARANTINED": "Released, and not assigned to anybody else until the quarantine ends.",
        "PORTED_IN": "Ported in from another operator, not assigned yet.",
        "PORTED_OUT": "Ported out to another operator.",
    },
)
ContractStatus = enum_type(
    models.ContractStatus,
    "State of a contract.",
    {
        "DRAFT": "Draft.",
        "ACCEPTED": "Signed, not in service yet.",
        "ACTIVE": "In service.",
        "SUSPENDED": "Service stopped for now.",
        "CLOSED": "Ended.",
        "CANCELLED": "Cancelled before activation.",
    },
)
PaymentMethod = enum_type(
    models.PaymentMethod,
    "Payment method.",
    {
        "CASH": "Cash at a counter.",
        "BANK_TRANSFER": "Bank transfer.",
        "CARD": "Card, through the payment gateway.",
        "WALLET": "Electronic wallet, through the payment gateway.",
    },
)
PaymentStatus = enum_type(
    models.PaymentStatus,
    "State of a payment.",
    {
        "PENDING": "Started, not confirmed.",
        "UNKNOWN": "The gateway did not answer; it is asked again.",
        "SUCCEEDED": "Confirmed and credited.",
        "FAILED": "Declined.",
        "CANCELLED": "Cancelled before it was confirmed.",
        "PARTIALLY_REFUNDED": "Partly refunded.",
        "REFUNDED": "Fully refunded.",
    },
)
TicketPriority = enum_type(
    models.TicketPriority,
    "How urgent a ticket is; its due times follow from it.",
    {"LOW": "When there is time.", "NORMAL": "In turn.", "HIGH": "Before others.", "URGENT": "At once."},
)
TicketStatus = enum_type(
    models.TicketStatus,
    "State of a ticket.",
    {
        "FREE": "New; nobody works on it yet.",
        "ACTIVE": "Somebody works on it.",
        "SUSPENDED": "Suspended; its due times are paused.",
        "BLOCKED": "Work is finished; the ticket can be closed.",
        "CLOSED": "Done.",
    },
)
NodeType = enum_type(
    models.NodeType,
    "State machines.",
    {
        "CUSTOMER": "A customer.",
        "KYC": "The identity check of a customer.",
        "SIM": "A SIM.",
        "PHONE_NUMBER": "A phone number.",
        "CONTRACT": "A contract.",
        "PAYMENT": "A payment.",
        "REFUND": "A refund.",
        "TICKET": "A ticket.",
    },
)
RefundStatus = enum_type(
    models.RefundStatus,
    "State of a refund.",
    {
        "REQUESTED": "Waits for approval by a second person.",
        "PENDING": "The account was debited; the gateway has not confirmed the refund yet.",
        "UNKNOWN": "The gateway did not answer; it is asked again.",
        "SUCCEEDED": "The refund was paid out.",
        "FAILED": "The refund failed; the account was credited again.",
        "REJECTED": "The refund was not approved.",
    },
)
LedgerAccountKind = enum_type(
    models.LedgerAccountKind,
    "Kind of ledger account.",
    {
        "CONTRACT": "Balance of a customer under one contract.",
        "CASH": "Cash at the counters.",
        "BANK": "The bank account.",
        "CLEARING": "Money that a payment gateway has received and not paid out yet.",
        "FEES": "Fees of payment gateways.",
        "REVENUE": "Revenue.",
        "TAX": "Tax payable.",
        "WRITE_OFF": "Adjustments.",
        "SUSPENSE": "Received money whose purpose is not known yet.",
        "OPENING": "Contra account of opening balances.",
    },
)
PostingKind = enum_type(
    models.PostingKind,
    "Kind of ledger posting.",
    {
        "OPENING": "An opening balance.",
        "PAYMENT": "A payment.",
        "REFUND": "A refund.",
        "CHARGE": "A charge.",
        "ADJUSTMENT": "An adjustment by an operator.",
        "TRANSFER": "A transfer between contracts of one customer.",
        "FEE": "A gateway's fee.",
        "SUSPENSE": "Unexpected money.",
        "SETTLEMENT": "A gateway's payout.",
        "REVERSAL": "Reversal of another posting.",
    },
)
SettlementSource = enum_type(
    models.SettlementSource,
    "Source of a settlement.",
    {"UPLOAD": "An uploaded file.", "SCHEDULE": "Fetched from the gateway."},
)
SettlementStatus = enum_type(
    models.SettlementStatus,
    "State of a settlement.",
    {
        "IMPORTING": "Being fetched and matched.",
        "MATCHED": "All lines are imported and matched.",
        "FAILED": "The import failed; it is retried.",
    },
)
SettlementLineKind = enum_type(
    models.SettlementLineKind,
    "Kind of settlement line.",
    {"PAYMENT": "A payment.", "REFUND": "A refund.", "PAYOUT": "A payout to the operator's bank account."},
)
MismatchKind = enum_type(
    models.MismatchKind,
    "Kind of difference between gateway, payment and ledger.",
    {
        "MISSING_HERE": "The gateway settled what has not succeeded here, or is not known here.",
        "MISSING_THERE": "It succeeded here, and the gateway did not settle it.",
        "AMOUNT": "The amounts differ.",
        "FEE": "The fee is not the one that was recorded.",
        "DUPLICATE": "One charge or refund was settled a second time.",
        "CURRENCY": "The currencies differ.",
        "LEDGER": "It succeeded here, and the ledger does not say so, or says another amount.",
    },
)
MismatchStatus = enum_type(
    models.MismatchStatus,
    "State of a mismatch.",
    {
        "OPEN": "Not decided.",
        "REPAIRED": "The suggested repair was applied.",
        "DISMISSED": "Dismissed; the note says why.",
    },
)
Repair = enum_type(
    models.Repair,
    "Repair of a mismatch.",
    {
        "CONFIRM": "Ask the gateway again, and complete the payment or refund by its answer.",
        "SUSPENSE": "Book the difference to SUSPENSE until its owner is known.",
        "WRITE_OFF": "Book the difference to WRITE_OFF.",
        "FEE": "Book the difference to FEES.",
        "POST": "Post the missing ledger entries.",
        "NOTE": "Book nothing; record that the mismatch was reviewed.",
    },
)
BillKind = enum_type(
    models.BillKind,
    "Kind of bill.",
    {"RECEIPT": "Money was received.", "INVOICE": "Money is owed.", "CREDIT_NOTE": "Money was refunded."},
)


NotificationPurpose = enum_type(
    models.NotificationPurpose,
    "Purpose of a message.",
    {
        "SERVICE": "A contract was activated, suspended, resumed or closed.",
        "PAYMENT": "A payment succeeded or failed.",
        "BALANCE": "The balance is low.",
        "TICKET": "A ticket changed or was answered.",
        "SIGN_IN": "A sign-in code.",
    },
)
NotificationChannel = enum_type(
    models.NotificationChannel,
    "Channel of a message.",
    {"EMAIL": "By e-mail.", "SMS": "As a short message.", "IN_APP": "In the app only."},
)
NotificationStatus = enum_type(
    models.NotificationStatus,
    "State of a message.",
    {
        "QUEUED": "Waits to be sent, or to be retried.",
        "SENT": "Accepted by the channel.",
        "DELIVERED": "Delivered.",
        "FAILED": "Given up; an operator can requeue it.",
    },
)
JobState = enum_type(
    models.JobState,
    "State of a job.",
    {
        "QUEUED": "Waits for its time.",
        "RUNNING": "Being executed.",
        "HELD": "Given up after the last attempt; `retryJob` runs it again.",
        "DONE": "Done.",
        "LOST": "No longer in any queue.",
    },
)


class _Role(enum.StrEnum):
    ADMIN = "ADMIN"
    OPERATOR = "OPERATOR"
    ANALYST = "ANALYST"
    SUBSCRIBER = "SUBSCRIBER"
    SERVICE = "SERVICE"


_Role.__name__ = "Role"
Role = enum_type(
    _Role,
    "Role of a caller.",
    {
        "ADMIN": "All rights, including users and settings.",
        "OPERATOR": "Works with all business data.",
        "ANALYST": "Reads everything, personal data masked.",
        "SUBSCRIBER": "Sees own data only.",
        "SERVICE": "Another program.",
    },
)
UserRole = enum_type(
    models.UserRole,
    "Role of a member of the staff.",
    {
        "ADMIN": "All rights, including users and settings; must sign in with a second factor.",
        "OPERATOR": "Works with all business data.",
        "ANALYST": "Reads everything, personal data masked.",
    },
)
UserStatus = enum_type(
    models.UserStatus,
    "State of a user account.",
    {
        "INVITED": "Invited; has not set a password yet.",
        "ACTIVE": "Can sign in.",
        "DEACTIVATED": "Cannot sign in; all sessions were ended.",
    },
)
ClientKind = enum_type(
    models.ClientKind,
    "Type of OAuth client.",
    {
        "PUBLIC": "Cannot keep a secret: runs in a browser or on a phone.",
        "CONFIDENTIAL": "Can keep a secret: runs on a server.",
    },
)
SignIn = enum_type(
    models.SignIn,
    "Audience of an OAuth client.",
    {"STAFF": "Staff.", "SUBSCRIBERS": "Subscribers.", "NOBODY": "Nobody; the client acts for itself."},
)
ErrorCode = enum_type(
    _ErrorCode,
    "Why a mutation was refused. Branch on this, never on the message.",
    {
        "INVALID_NAME": "The name is empty or too long.",
        "INVALID_PHONE": "Not a valid phone number.",
        "INVALID_EMAIL": "Not an e-mail address.",
        "INVALID_ICCID": "Not an ICCID: 18 to 22 digits that begin with 89, with a right check digit.",
        "INVALID_MSISDN": "Not an MSISDN: a plus sign and the international number.",
        "INVALID_INPUT": "The input is contradictory or incomplete.",
        "INVALID_FILE": "The file is empty, too large, or of a kind that is not accepted.",
        "INVALID_TRANSITION": "The state of the node does not allow this verb.",
        "NOT_FOUND": "There is no such node, or the caller may not see it.",
        "ALREADY_EXISTS": "An object with this name exists already.",
        "LAST_ADMIN": "The last administrator cannot be removed.",
        "WEAK_PASSWORD": "The password is too short or too common.",
        "CONFLICT": "The node was changed by somebody else; read it again.",
        "POSSIBLE_DUPLICATE": "A similar customer exists; see `candidates`.",
        "CONTACT_KEPT": "A warning: the customer's stored phone or e-mail differs from the one given, and was kept.",
        "DOCUMENT_REQUIRED": "The customer has no identity document.",
        "DOCUMENT_EXPIRED": "The document is no longer valid.",
        "CUSTOMER_CLOSED": "The customer is closed.",
        "CUSTOMER_SUSPENDED": "The customer is suspended.",
        "KYC_REQUIRED": "The customer's identity must be verified first.",
        "TARIFF_NOT_FOUND": "There is no such tariff.",
        "TARIFF_INACTIVE": "The tariff is no longer sold.",
        "OPTION_NOT_FOUND": "There is no such option.",
        "OPTION_INCOMPATIBLE": "The option cannot be combined with the tariff.",
        "SIM_NOT_FOUND": "There is no such SIM.",
        "SIM_NOT_AVAILABLE": "The SIM is not available.",
        "SIM_RESERVED": "The SIM is reserved for somebody else.",
        "NUMBER_NOT_FOUND": "The number is not in the pool.",
        "NUMBER_NOT_AVAILABLE": "The number is not available.",
        "NUMBER_RESERVED": "The number is reserved for somebody else.",
        "POOL_EMPTY": "The pool has no available SIM or number.",
        "INVALID_AMOUNT": "Not positive, too large, or with more decimals than the currency has.",
        "CURRENCY_MISMATCH": "The account is in another currency.",
        "PAYMENT_METHOD_NOT_ALLOWED": "The caller may not use this payment method, or it is not configured.",
        "CONTRACT_NOT_ACTIVATED": "The contract was never activated.",
        "CONTRACT_CLOSED": "The contract is closed; only its debt can be paid.",
        "INSUFFICIENT_BALANCE": "The balance is not sufficient.",
        "NOTHING_TO_REFUND": "Nothing of the payment is left to refund.",
        "ALREADY_REVERSED": "The posting was reversed already.",
        "SECOND_PERSON_REQUIRED": "A second person must decide this.",
        "TOO_MANY_PAYMENTS": "Too many unpaid payments were started; try again later.",
        "GATEWAY_UNAVAILABLE": "The payment gateway does not answer; nothing was done.",
        "DUPLICATE_ROW": "An earlier row of the file is the same.",
        "IDEMPOTENCY_KEY_REUSED": "This key was used with another input.",
        "IDEMPOTENCY_IN_PROGRESS": "The call with this key is still in progress.",
    },
)
ImportKind = enum_type(
    models.ImportKind,
    "Kind of file.",
    {
        "SUBSCRIBERS": "Customers with their contracts, SIMs and numbers.",
        "SIMS": "SIMs for the pool.",
        "NUMBERS": "Ranges of numbers for the pool.",
        "TARIFFS": "The catalogue of tariffs.",
    },
)
ImportState = enum_type(
    models.ImportState,
    "State of an import.",
    {
        "RECEIVED": "Waits for a worker.",
        "VALIDATING": "The file is read and its rows are checked.",
        "RUNNING": "Its rows are imported.",
        "PAUSED": "Paused.",
        "COMPLETED": "All rows were imported or rejected.",
        "FAILED": "The file could not be read; nothing was imported.",
        "CANCELLED": "Cancelled; imported rows stay.",
    },
)
ImportMode = enum_type(
    models.ImportMode,
    "What to do with rows whose contract exists already.",
    {"INSERT": "They are rejected.", "UPSERT": "The differing fields are updated."},
)
OnError = enum_type(
    models.OnError,
    "What to do with a file that has invalid rows.",
    {"SKIP_ROW": "The valid rows are imported.", "REJECT_FILE": "No row is imported."},
)
UnknownSims = enum_type(
    models.UnknownSims,
    "What to do with SIMs and numbers that are not in the pool.",
    {"CREATE": "They are created.", "REJECT": "Their rows are rejected."},
)
Duplicates = enum_type(
    models.Duplicates,
    "What to do with customers whose phone number or e-mail address another customer has.",
    {"REJECT": "Their rows are rejected.", "CREATE": "They are created."},
)
