"""Payments, refunds, bills and the ledger."""

from backend import models
from backend.schema.declare import enum_type

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
        "PENDING": "Started, not confirmed yet.",
        "UNKNOWN": "The gateway did not answer; it is asked again.",
        "SUCCEEDED": "Confirmed and credited.",
        "FAILED": "Declined.",
        "CANCELLED": "Cancelled before it was confirmed.",
        "PARTIALLY_REFUNDED": "Partly refunded.",
        "REFUNDED": "Fully refunded.",
    },
)

RefundStatus = enum_type(
    models.RefundStatus,
    "State of a refund.",
    {
        "REQUESTED": "Waiting for approval by a second person.",
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

BillKind = enum_type(
    models.BillKind,
    "Kind of bill.",
    {"RECEIPT": "Money was received.", "INVOICE": "Money is owed.", "CREDIT_NOTE": "Money was refunded."},
)
