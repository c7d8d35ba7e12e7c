"""Translation of Stripe's responses: payment intents, refunds and balance transactions, as plain dictionaries."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from backend.gateways.payments import (
    ChargeState,
    ChargeStatus,
    GatewayRefundStatus,
    LineKind,
    RefundState,
    SettlementLine,
)
from backend.gateways.stripe.amounts import from_stripe

_CHARGES = {"succeeded": ChargeStatus.SUCCEEDED, "canceled": ChargeStatus.CANCELLED}
_REFUNDS = {
    "succeeded": GatewayRefundStatus.SUCCEEDED,
    "failed": GatewayRefundStatus.FAILED,
    "canceled": GatewayRefundStatus.FAILED,
}
_LINES = {
    "charge": LineKind.PAYMENT,
    "payment": LineKind.PAYMENT,
    "refund": LineKind.REFUND,
    "payment_refund": LineKind.REFUND,
    "payout": LineKind.PAYOUT,
}


def charge_state(intent: Mapping[str, Any]) -> ChargeState:
    """The state of a payment intent, with its fee if the latest charge's balance transaction is expanded.

    After a declined attempt the payer may try another card on the same page. The charge is therefore PENDING, with the
    failure of the last attempt, until it succeeds or we cancel it. Stripe does not end intents by itself.
    """
    error = intent.get("last_payment_error") or {}
    currency = intent["currency"].upper()
    return ChargeState(
        reference=intent["id"],
        payment_id=(intent.get("metadata") or {}).get("payment_id"),
        status=_CHARGES.get(intent["status"], ChargeStatus.PENDING),
        amount_minor=from_stripe(intent["amount"], currency),
        currency=currency,
        fee_minor=_fee(intent, currency),
        failure_code=error.get("decline_code") or error.get("code"),
        failure_message=error.get("message"),
    )


def _fee(intent: Mapping[str, Any], currency: str) -> int | None:
    """The fee; None until the charge has a balance transaction, and if that is in another currency than the charge."""
    charge = intent.get("latest_charge")
    line = charge.get("balance_transaction") if isinstance(charge, dict) else None
    if intent["status"] != "succeeded" or not isinstance(line, dict) or line["currency"].upper() != currency:
        return None
    return from_stripe(line["fee"], currency)


def refund_state(refund: Mapping[str, Any]) -> RefundState:
    """The state of a refund; PENDING while it waits for the payer or the bank."""
    currency = refund["currency"].upper()
    return RefundState(
        reference=refund["id"],
        refund_id=(refund.get("metadata") or {}).get("refund_id"),
        status=_REFUNDS.get(refund["status"], GatewayRefundStatus.PENDING),
        amount_minor=from_stripe(refund["amount"], currency),
        currency=currency,
        failure=refund.get("failure_reason"),
        failure_code=refund.get("failure_reason"),
    )


def settlement_line(line: Mapping[str, Any]) -> SettlementLine | None:
    """The line of a balance transaction whose source is expanded; None if it is no payment, refund or payout.

    Amounts are in the currency of the Stripe account's settlement, which may differ from the charge's.
    """
    kind = _LINES.get(line["type"])
    if kind is None:
        return None
    currency, source = line["currency"].upper(), line["source"]
    charge = source["id"] if kind is LineKind.PAYOUT else _intent_of(source)
    return SettlementLine(
        line_id=line["id"],
        kind=kind,
        reference=charge,
        refund_reference=source["id"] if kind is LineKind.REFUND else None,
        amount_minor=from_stripe(line["amount"], currency),
        fee_minor=from_stripe(line["fee"], currency),
        currency=currency,
        at=datetime.fromtimestamp(line["created"], UTC),
    )


def _intent_of(source: Mapping[str, Any]) -> str:
    """The payment intent of a charge or refund; the charge if it has none."""
    found = source.get("payment_intent") or source.get("charge") or source["id"]
    return str(found["id"] if isinstance(found, dict) else found)
