from datetime import UTC, datetime
from typing import Any

from backend.identifiers import ContractKey
from backend.models import Payment, PaymentMethod, PaymentStatus, Refund, RefundStatus
from tests.factories.rows import build

DIAGRAMS = {
    "payment": (
        "PENDING succeed SUCCEEDED; UNKNOWN succeed SUCCEEDED; PENDING fail FAILED; UNKNOWN fail FAILED;"
        "PENDING cancel CANCELLED; UNKNOWN cancel CANCELLED; PENDING lose UNKNOWN; SUCCEEDED refund REFUNDED;"
        "SUCCEEDED refund_part PARTIALLY_REFUNDED; PARTIALLY_REFUNDED refund REFUNDED;"
        "PARTIALLY_REFUNDED refund_part PARTIALLY_REFUNDED"
    ),
    "refund": (
        "REQUESTED approve PENDING; REQUESTED reject REJECTED; PENDING succeed SUCCEEDED; UNKNOWN succeed SUCCEEDED;"
        "PENDING fail FAILED; UNKNOWN fail FAILED; PENDING lose UNKNOWN"
    ),
}
PAID = {PaymentStatus.SUCCEEDED, PaymentStatus.PARTIALLY_REFUNDED, PaymentStatus.REFUNDED}


def new_payment(contract_id: ContractKey, **columns: Any) -> Payment:
    """A pending payment in cash, or a paid one where `status` says so; nothing is posted to the ledger."""
    paid_at = datetime.now(UTC) if columns.get("status") in PAID else None
    return build(
        Payment, columns, contract_id=contract_id, amount_minor=100, method=PaymentMethod.CASH, paid_at=paid_at
    )


def new_refund(payment: Payment, **columns: Any) -> Refund:
    """A request to refund a whole payment, by an operator."""
    return build(
        Refund,
        columns,
        payment_id=payment.id,
        contract_id=payment.contract_id,
        amount_minor=payment.amount_minor,
        currency=payment.currency or "KGS",
        status=RefundStatus.REQUESTED,
        reason="test",
        requested_by="operator",
        requested_subject="operator",
    )
