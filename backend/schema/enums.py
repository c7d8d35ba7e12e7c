"""The enums of the graph, every value described: these texts are the operators' manual."""

import enum

from backend import models
from backend.errors import CustomerTrait as _CustomerTrait
from backend.errors import ErrorCode as _ErrorCode
from backend.schema.declare import enum_type

CustomerKind = enum_type(
    models.CustomerKind,
    "What a customer is.",
    {"PERSON": "A natural person.", "ORGANISATION": "A company or another legal person."},
)
CustomerStatus = enum_type(
    models.CustomerStatus,
    "Where a customer is in its life.",
    {
        "PROSPECT": "Known, without a contract yet.",
        "ACTIVE": "Has had a first contract activated.",
        "SUSPENDED": "Barred for now; no new contract.",
        "CLOSED": "Left; no live contract remains.",
    },
)
KycStatus = enum_type(
    models.KycStatus,
    "How far the check of the customer's identity has come (know your customer).",
    {
        "INITIALIZED": "Not checked yet, or the check has expired.",
        "VALIDATED": "The identity was verified.",
        "REJECTED": "The documents were not accepted.",
    },
)
Language = enum_type(
    models.Language, "The language a customer is addressed in.", {"EN": "English.", "RU": "Russian.", "KY": "Kyrgyz."}
)
DocumentKind = enum_type(
    models.DocumentKind,
    "What proves an identity.",
    {
        "ID_CARD": "National identity card.",
        "PASSPORT": "Passport.",
        "RESIDENCE_PERMIT": "Residence permit.",
        "REGISTRATION_CERTIFICATE": "Certificate of a legal person's registration.",
    },
)
CustomerTrait = enum_type(
    _CustomerTrait,
    "What customers are compared by.",
    {
        "DOCUMENT": "An identity document: its kind, country and number.",
        "NAME": "The name, in whatever spelling.",
        "PHONE": "The contact number.",
        "EMAIL": "The e-mail address.",
        "BIRTH_DATE": "The birth date, where both are known.",
    },
)
SimKind = enum_type(
    models.SimKind, "What a SIM is made of.", {"PHYSICAL": "A plastic card.", "ESIM": "A profile to download."}
)
SimStatus = enum_type(
    models.SimStatus,
    "Where a SIM is in its life. A SIM that was ever ACTIVE never returns to AVAILABLE.",
    {
        "IMPORTED": "Known from the supplier, not released for sale.",
        "AVAILABLE": "In the pool.",
        "RESERVED": "Held for somebody until the reservation expires.",
        "ACTIVE": "Serves a contract.",
        "SUSPENDED": "Serves a contract, without service for now.",
        "BLOCKED": "Lost, stolen or faulty.",
        "REPLACED": "Swapped for another SIM.",
        "TERMINATED": "Retired with its contract.",
    },
)
PhoneNumberStatus = enum_type(
    models.PhoneNumberStatus,
    "Where a number of the pool is.",
    {
        "AVAILABLE": "Free to be assigned.",
        "RESERVED": "Held for somebody until the reservation expires.",
        "ASSIGNED": "Belongs to a live contract.",
        "QUARANTINED": "Freed, and resting before it is given to somebody else.",
        "PORTED_IN": "Came from another operator, not assigned yet.",
        "PORTED_OUT": "Left to another operator.",
    },
)
ContractStatus = enum_type(
    models.ContractStatus,
    "Where a contract is in its life.",
    {
        "DRAFT": "Being written.",
        "ACCEPTED": "Signed, not in service yet.",
        "ACTIVE": "In service.",
        "SUSPENDED": "Service stopped for now.",
        "CLOSED": "Ended.",
        "CANCELLED": "Given up before it was in service.",
    },
)
PaymentMethod = enum_type(
    models.PaymentMethod,
    "How a payment is made.",
    {
        "CASH": "Cash at a counter.",
        "BANK_TRANSFER": "Bank transfer.",
        "CARD": "Card, through the payment gateway.",
        "WALLET": "Electronic wallet, through the payment gateway.",
    },
)
PaymentStatus = enum_type(
    models.PaymentStatus,
    "Where a payment is.",
    {
        "PENDING": "Started, not confirmed.",
        "UNKNOWN": "The gateway did not answer; it is being asked.",
        "SUCCEEDED": "Confirmed and credited.",
        "FAILED": "Declined.",
        "CANCELLED": "Given up before it was confirmed.",
        "PARTIALLY_REFUNDED": "Part of it was paid back.",
        "REFUNDED": "All of it was paid back.",
    },
)
TicketPriority = enum_type(
    models.TicketPriority,
    "How urgent a ticket is.",
    {"LOW": "When there is time.", "NORMAL": "In turn.", "HIGH": "Before others.", "URGENT": "At once."},
)
TicketStatus = enum_type(
    models.TicketStatus,
    "Where a ticket is.",
    {
        "FREE": "Nobody has taken it.",
        "ACTIVE": "Somebody works on it.",
        "SUSPENDED": "Waits for something.",
        "BLOCKED": "Work has ended; it is about to be closed.",
        "CLOSED": "Done.",
    },
)
NodeType = enum_type(
    models.NodeType,
    "The nouns that have a state machine.",
    {
        "CUSTOMER": "A customer's life.",
        "KYC": "The check of a customer's identity.",
        "SIM": "A SIM.",
        "PHONE_NUMBER": "A number of the pool.",
        "CONTRACT": "A contract.",
        "PAYMENT": "A payment.",
        "REFUND": "A refund.",
        "TICKET": "A ticket.",
    },
)
RefundStatus = enum_type(
    models.RefundStatus,
    "Where a refund is.",
    {
        "REQUESTED": "It waits for somebody else to approve it.",
        "PENDING": "The money has left the account and is on its way.",
        "UNKNOWN": "The gateway did not answer; it is being asked.",
        "SUCCEEDED": "The money was paid back.",
        "FAILED": "It could not be paid back; the money is on the account again.",
        "REJECTED": "It was not approved.",
    },
)
LedgerAccountKind = enum_type(
    models.LedgerAccountKind,
    "What a ledger account is for.",
    {
        "CONTRACT": "What a customer has with us, or owes us, under one contract.",
        "CASH": "Cash at the counters.",
        "BANK": "The bank account.",
        "CLEARING": "What a payment gateway has taken in and not paid out yet.",
        "FEES": "What gateways keep for themselves.",
        "REVENUE": "What was earned.",
        "TAX": "Tax that is owed to the state.",
        "WRITE_OFF": "What was given or taken as an adjustment.",
        "SUSPENSE": "Money that came without anybody knowing yet what for.",
        "OPENING": "The other side of balances that were brought forward.",
    },
)
PostingKind = enum_type(
    models.PostingKind,
    "What moved money.",
    {
        "OPENING": "A balance that was brought forward.",
        "PAYMENT": "A payment.",
        "REFUND": "A refund.",
        "CHARGE": "A charge.",
        "ADJUSTMENT": "An adjustment by an operator.",
        "TRANSFER": "A transfer between contracts of one customer.",
        "FEE": "A gateway's fee.",
        "SUSPENSE": "Money that came unexpectedly.",
        "SETTLEMENT": "A gateway's payout.",
        "REVERSAL": "Another movement taken back.",
    },
)
SettlementSource = enum_type(
    models.SettlementSource,
    "How a settlement came.",
    {"UPLOAD": "Somebody uploaded a file.", "SCHEDULE": "It was fetched from the gateway."},
)
SettlementStatus = enum_type(
    models.SettlementStatus,
    "Where a settlement is.",
    {
        "IMPORTING": "It is being fetched and matched.",
        "MATCHED": "Its lines are in and matched.",
        "FAILED": "It could not be had; it is tried again.",
    },
)
SettlementLineKind = enum_type(
    models.SettlementLineKind,
    "What a line of a settlement says moved.",
    {"PAYMENT": "A payer's money.", "REFUND": "Money paid back.", "PAYOUT": "Money sent to our bank account."},
)
MismatchKind = enum_type(
    models.MismatchKind,
    "How a gateway, a payment and the ledger differ.",
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
    "What became of a mismatch.",
    {
        "OPEN": "Nobody decided about it.",
        "REPAIRED": "What was suggested was done.",
        "DISMISSED": "It was left as it is; the note says why.",
    },
)
Repair = enum_type(
    models.Repair,
    "What can be done about a mismatch.",
    {
        "CONFIRM": "Ask the gateway again, and complete the payment or refund by its answer.",
        "SUSPENSE": "Book the difference to SUSPENSE until it is known whose it is.",
        "WRITE_OFF": "Book the difference to WRITE_OFF.",
        "FEE": "Book the difference to FEES.",
        "POST": "Post what the ledger lacks.",
        "NOTE": "Nothing is to be booked; note that it was seen.",
    },
)
BillKind = enum_type(
    models.BillKind,
    "What a bill says.",
    {"RECEIPT": "That money came.", "INVOICE": "What is owed.", "CREDIT_NOTE": "That money was paid back."},
)


NotificationPurpose = enum_type(
    models.NotificationPurpose,
    "What a message is about.",
    {
        "SERVICE": "A contract that began, was suspended, or ended.",
        "PAYMENT": "A payment that came or failed.",
        "BALANCE": "A balance that is low.",
        "TICKET": "A ticket, and answers on it.",
        "SIGN_IN": "A code to sign in with.",
    },
)
NotificationChannel = enum_type(
    models.NotificationChannel,
    "How a message goes.",
    {"EMAIL": "By e-mail.", "SMS": "As a short message.", "IN_APP": "In the app alone."},
)
NotificationStatus = enum_type(
    models.NotificationStatus,
    "How far a message has come.",
    {
        "QUEUED": "It waits to be sent, or to be tried again.",
        "SENT": "The channel took it.",
        "DELIVERED": "It arrived.",
        "FAILED": "It was given up; an operator may send it again.",
    },
)
JobState = enum_type(
    models.JobState,
    "Where a job is.",
    {
        "QUEUED": "It waits for its time.",
        "RUNNING": "A worker is at it.",
        "HELD": "It was given up after its last attempt; `retryJob` runs it anew.",
        "DONE": "It has been done.",
        "LOST": "It stands in no queue any more.",
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
    "What a caller is.",
    {
        "ADMIN": "Manages users and settings too.",
        "OPERATOR": "Works with all business data.",
        "ANALYST": "Reads everything, personal data masked.",
        "SUBSCRIBER": "Sees what is its own.",
        "SERVICE": "Another program.",
    },
)
UserRole = enum_type(
    models.UserRole,
    "What a member of the staff may see and do.",
    {
        "ADMIN": "Manages users and settings too; signs in with a second factor.",
        "OPERATOR": "Works with all business data.",
        "ANALYST": "Reads everything, personal data masked.",
    },
)
UserStatus = enum_type(
    models.UserStatus,
    "Whether a member of the staff can sign in.",
    {
        "INVITED": "Has not set a password yet.",
        "ACTIVE": "Can sign in.",
        "DEACTIVATED": "Cannot sign in; every session was ended.",
    },
)
ClientKind = enum_type(
    models.ClientKind,
    "Whether an application can keep a secret.",
    {"PUBLIC": "It cannot: it runs in a browser or on a phone.", "CONFIDENTIAL": "It can: it runs on a server."},
)
SignIn = enum_type(
    models.SignIn,
    "Who signs in through an application.",
    {"STAFF": "Staff.", "SUBSCRIBERS": "Subscribers.", "NOBODY": "Nobody: it acts for itself."},
)
ErrorCode = enum_type(
    _ErrorCode,
    "Why a mutation was refused. Branch on this, never on the message.",
    {
        "INVALID_NAME": "The name is empty or too long.",
        "INVALID_PHONE": "Not a possible phone number.",
        "INVALID_EMAIL": "Not an e-mail address.",
        "INVALID_ICCID": "Not an ICCID: 18 to 22 digits that begin with 89, with a right check digit.",
        "INVALID_MSISDN": "Not an MSISDN: a plus sign and the international number.",
        "INVALID_INPUT": "The input contradicts itself or lacks something.",
        "INVALID_FILE": "The file is empty, too large, or of a kind that is not taken.",
        "INVALID_TRANSITION": "The state the node is in does not allow this verb.",
        "NOT_FOUND": "There is no such node, or the caller may not see it.",
        "ALREADY_EXISTS": "There is one with this name already.",
        "LAST_ADMIN": "Nobody would be left who manages users.",
        "WEAK_PASSWORD": "The password is too short, or among the first to be guessed.",
        "CONFLICT": "Somebody changed the node meanwhile; read it again.",
        "POSSIBLE_DUPLICATE": "A customer like this exists; see the candidates.",
        "CONTACT_KEPT": "A warning: the customer's stored phone or e-mail differs from the one given, and was kept.",
        "DOCUMENT_REQUIRED": "The customer has no document that proves who they are.",
        "DOCUMENT_EXPIRED": "The document is no longer valid.",
        "CUSTOMER_CLOSED": "The customer has left.",
        "CUSTOMER_SUSPENDED": "The customer is barred for now.",
        "KYC_REQUIRED": "The customer's identity must be verified first.",
        "TARIFF_NOT_FOUND": "There is no such tariff.",
        "TARIFF_INACTIVE": "The tariff is no longer sold.",
        "OPTION_NOT_FOUND": "There is no such option.",
        "OPTION_INCOMPATIBLE": "The option does not go with the tariff.",
        "SIM_NOT_FOUND": "There is no such SIM.",
        "SIM_NOT_AVAILABLE": "The SIM is not free.",
        "SIM_RESERVED": "The SIM is held for somebody else.",
        "NUMBER_NOT_FOUND": "The number is not in the pool.",
        "NUMBER_NOT_AVAILABLE": "The number is not free.",
        "NUMBER_RESERVED": "The number is held for somebody else.",
        "POOL_EMPTY": "No SIM or number is free.",
        "INVALID_AMOUNT": "Not positive, too large, or with more decimals than the currency has.",
        "CURRENCY_MISMATCH": "The account is in another currency.",
        "PAYMENT_METHOD_NOT_ALLOWED": "The caller may not take payments of this kind, or nothing takes them here.",
        "CONTRACT_NOT_ACTIVATED": "The contract was never in service.",
        "CONTRACT_CLOSED": "The contract has ended; it takes no more than is owed.",
        "INSUFFICIENT_BALANCE": "The account does not hold that much.",
        "NOTHING_TO_REFUND": "No more of the payment is left to be paid back.",
        "ALREADY_REVERSED": "It was taken back already.",
        "SECOND_PERSON_REQUIRED": "Somebody else has to decide this.",
        "TOO_MANY_PAYMENTS": "The caller has begun many payments and paid none of them; later again.",
        "GATEWAY_UNAVAILABLE": "The payment gateway does not answer; nothing was done.",
        "DUPLICATE_ROW": "An earlier row of the file says the same.",
        "IDEMPOTENCY_KEY_REUSED": "This key was used with another input.",
        "IDEMPOTENCY_IN_PROGRESS": "The call with this key has not ended yet.",
    },
)
ImportKind = enum_type(
    models.ImportKind,
    "What a file is about.",
    {
        "SUBSCRIBERS": "Customers with their contracts, SIMs and numbers.",
        "SIMS": "SIMs for the pool.",
        "NUMBERS": "Ranges of numbers for the pool.",
        "TARIFFS": "The catalogue of tariffs.",
    },
)
ImportState = enum_type(
    models.ImportState,
    "Where a file is.",
    {
        "RECEIVED": "It waits for a worker.",
        "VALIDATING": "It is read, and its rows are checked.",
        "RUNNING": "Its rows are taken in.",
        "PAUSED": "Somebody stopped it for now.",
        "COMPLETED": "Every row was taken in or rejected.",
        "FAILED": "The file could not be used; nothing of it was taken in.",
        "CANCELLED": "Somebody ended it; what was taken in stays.",
    },
)
ImportMode = enum_type(
    models.ImportMode,
    "What becomes of rows whose contract is here already.",
    {"INSERT": "They are rejected.", "UPSERT": "What differs is changed."},
)
OnError = enum_type(
    models.OnError,
    "What becomes of a file with wrong rows.",
    {"SKIP_ROW": "The other rows are taken in.", "REJECT_FILE": "None is taken in."},
)
UnknownSims = enum_type(
    models.UnknownSims,
    "What becomes of SIMs and numbers that are not in the pool.",
    {"CREATE": "They are created.", "REJECT": "Their rows are rejected."},
)
Duplicates = enum_type(
    models.Duplicates,
    "What becomes of customers who resemble others by phone number or e-mail address.",
    {"REJECT": "Their rows are rejected.", "CREATE": "They are created."},
)
