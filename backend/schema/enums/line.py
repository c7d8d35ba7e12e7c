"""Contracts, SIMs, phone numbers, and the state machines."""

from backend import models
from backend.schema.declare import enum_type
from backend.services.activation_conditions import ActivationCondition as _ActivationCondition
from backend.services.tariff_change import ChangeTime as _ChangeTime

SimKind = enum_type(
    models.SimKind, "Kind of SIM.", {"PHYSICAL": "A plastic card.", "ESIM": "A downloadable profile (eSIM)."}
)

SimStatus = enum_type(
    models.SimStatus,
    "State of a SIM. A SIM that was ACTIVE never becomes AVAILABLE again.",
    {
        "IMPORTED": "Delivered by the supplier, not released for sale.",
        "AVAILABLE": "In the pool.",
        "RESERVED": "Reserved, until the reservation expires or for a contract that is not in service yet.",
        "ACTIVE": "Serves a contract.",
        "SUSPENDED": "Bound to a suspended contract.",
        "BLOCKED": "Lost, stolen or faulty.",
        "REPLACED": "Swapped for another SIM.",
        "TERMINATED": "Retired: with its contract, or before it ever had one.",
    },
)

SimBlock = enum_type(
    models.SimBlock,
    "Why a SIM was blocked.",
    {
        "LOST": "The SIM or the phone with it was lost.",
        "STOLEN": "The SIM or the phone with it was stolen.",
        "FAULTY": "The SIM does not work.",
    },
)

NumberClass = enum_type(
    models.NumberClass,
    "Class of a phone number, by its last digits. Administrators set the patterns and the prices.",
    {
        "STANDARD": "What no other class is. It costs nothing.",
        "SILVER": "The first class that costs something.",
        "GOLD": "More than SILVER.",
        "PLATINUM": "The most sought-after numbers.",
    },
)

PhoneNumberStatus = enum_type(
    models.PhoneNumberStatus,
    "State of a phone number.",
    {
        "AVAILABLE": "Can be assigned.",
        "RESERVED": "Reserved, until the reservation expires or for a contract that is not in service yet.",
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
        "SUSPENDED": "Service is stopped while any hold stands.",
        "CLOSED": "Ended.",
        "ANNULLED": "Undone: it was never in service.",
        "CANCELLED": "Cancelled before activation.",
        "TRANSFERRED": "Ended, since another customer took the line over.",
    },
)

AllowanceKind = enum_type(
    models.AllowanceKind,
    "What the monthly fee of a tariff includes.",
    {
        "MINUTES": "Minutes of calls.",
        "SMS": "Text messages.",
        "MB": "Megabytes of data, of 1,000,000 bytes.",
    },
)
AllowanceScope = enum_type(
    models.AllowanceScope,
    "Where an allowance can be used.",
    {
        "ON_NET": "Within the operator's network.",
        "NATIONAL": "To all networks of the country, and for data in it.",
        "INTERNATIONAL": "To other countries.",
        "ROAMING": "In other countries.",
    },
)

ClosingBalance = enum_type(
    models.ClosingBalance,
    "What happens to the balance of a contract that is closed.",
    {
        "KEEP": "It stays on the account; a debt is still owed.",
        "REFUND": "It is refunded, by the payments of the contract, the last one first.",
        "MOVE": "It is transferred to another contract of the customer; a debt is paid from there.",
        "WRITE_OFF": "It is written off. A written-off contract that had a debt cannot be reopened.",
    },
)

ContractDocumentKind = enum_type(
    models.ContractDocumentKind,
    "Kind of a contract's document.",
    {
        "CONTRACT": "The contract.",
        "SIM_HANDOVER": "The handover of the SIM and the number.",
        "CLOSING_ACT": "The end of the contract, with the balance.",
    },
)

SignatureMethod = enum_type(
    models.SignatureMethod,
    "How a contract was signed.",
    {
        "INK": "On paper.",
        "ONE_TIME_CODE": "By a code that was sent to the customer's contact number.",
        "ELECTRONIC": "By an electronic signature; `signatureReference` names its certificate or transaction.",
    },
)

ContractStart = enum_type(
    models.ContractStart,
    "When a signed contract is activated.",
    {
        "NOW": "At once.",
        "ON_DATE": "On a date, at midnight of `CRM_TIME_ZONE`.",
        "SIM_ARRIVAL": "When its SIM, which is IMPORTED, is released for sale.",
    },
)

ActivationCondition = enum_type(
    _ActivationCondition,
    "A condition of the activation of a contract.",
    {
        "CUSTOMER": "The customer may get a contract, and no validation rule blocks it.",
        "IDENTITY": "The identity of the customer is verified, where `CRM_REQUIRE_KYC` is set.",
        "DOCUMENTS": "The customer has a valid identity document, where `CRM_IDENTITY_DOCUMENT_REQUIRED` is set, and a"
        " signed contract is kept, where `CRM_SIGNED_DOCUMENT_REQUIRED` is set.",
        "SIGNATURE": "The contract is signed.",
        "SIM": "The contract has a SIM, which has arrived.",
        "NUMBER": "The contract has a phone number.",
        "COMPATIBILITY": "The tariff is sold, and its options can be combined with it.",
        "FIRST_FEE": "The balance covers the first monthly fee, where `CRM_FIRST_FEE_REQUIRED` is set.",
    },
)


OptionPeriod = enum_type(
    models.OptionPeriod,
    "What the fee of an option is for.",
    {"MONTH": "Each month.", "DAY": "Each day.", "ONCE": "Once, when it is booked."},
)

ScheduledActKind = enum_type(
    models.ScheduledActKind,
    "What is done to a contract at a later time.",
    {
        "CHANGE_TARIFF": "It gets another tariff, by `changeTariff`.",
        "CHANGE_OPTIONS": "It gets other options, by `changeOptions`.",
        "CLOSE": "It is closed, by `closeContract`.",
    },
)

ScheduledActStatus = enum_type(
    models.ScheduledActStatus,
    "State of a scheduled act.",
    {
        "PENDING": "It is not due yet.",
        "DONE": "It was done.",
        "FAILED": "It was refused when it was due; `failureCode` and `failureMessage` say why.",
        "CANCELLED": "It was cancelled.",
        "SUPERSEDED": "A newer act took its place, or the contract was closed.",
    },
)

ChangeTime = enum_type(
    _ChangeTime,
    "When a contract is changed.",
    {
        "NOW": "At once.",
        "ON_DATE": "On a date, at midnight of `CRM_TIME_ZONE`.",
        "NEXT_PERIOD": "At the beginning of the next month, at midnight of `CRM_TIME_ZONE`.",
    },
)

CompatibilityForm = enum_type(
    models.CompatibilityForm,
    "What a rule of compatibility demands.",
    {
        "REQUIRES": "The other tariff or option is chosen too.",
        "EXCLUDES": "The other tariff or option is not chosen.",
        "CUSTOMER_KIND": "The customer is of the kind.",
        "SIM_KIND": "The SIM is of the kind.",
        "NUMBER_CLASS": "The phone number is of the class.",
        "AGE": "The person's age is known and in the range.",
        "SALES_PERIOD": "The day of the sale is in the period.",
    },
)
HoldReason = enum_type(
    models.HoldReason,
    "Why the service of a contract is stopped. Several reasons may stand at once.",
    {
        "CUSTOMER": "The customer asked for it.",
        "LOST": "The SIM or the phone was lost or stolen, or the SIM is faulty.",
        "FRAUD": "Fraud is suspected. A second person lifts it; subscribers do not see it.",
        "DEBT": "The customer owes money.",
        "REGULATOR": "A regulator or a court ordered it. A second person lifts it; subscribers do not see it.",
        "CUSTOMER_SUSPENDED": "The customer is suspended, with all contracts.",
    },
)

Barring = enum_type(
    models.Barring,
    "What a hold stops. Of several holds the strictest applies.",
    {
        "OUTGOING": "Calls, messages and data that the subscriber begins.",
        "ALL": "All service, incoming calls and messages included.",
    },
)

_NAMED_OTHERWISE = {"KYC": "The identity check of a customer.", "SIM": "A SIM."}

NodeType = enum_type(
    models.NodeType,
    "State machines.",
    {each: _NAMED_OTHERWISE.get(each, f"A {each.lower().replace('_', ' ')}.") for each in models.NodeType},
)
