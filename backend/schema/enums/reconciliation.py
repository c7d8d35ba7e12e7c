"""Settlements and mismatches."""

from backend import models
from backend.schema.declare import enum_type

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
        "MISSING_HERE": "The gateway settled a payment or refund that has not succeeded here or is unknown here.",
        "MISSING_THERE": "A payment or refund succeeded here, but the gateway did not settle it.",
        "AMOUNT": "The amounts differ.",
        "FEE": "The settled fee differs from the recorded fee.",
        "DUPLICATE": "The gateway settled the same charge or refund twice.",
        "CURRENCY": "The currencies differ.",
        "LEDGER": "A payment or refund succeeded, but the ledger has no entry for it or another amount.",
    },
)

MismatchStatus = enum_type(
    models.MismatchStatus,
    "State of a mismatch.",
    {
        "OPEN": "Not decided yet.",
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
