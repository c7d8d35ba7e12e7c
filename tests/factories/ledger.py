from datetime import UTC, datetime
from typing import Any

from backend.models import (
    Bill,
    BillKind,
    Contract,
    LedgerAccount,
    LedgerAccountKind,
    LedgerEntry,
    LedgerPosting,
    Payment,
    PostingKind,
    Refund,
    house_account_id,
)
from tests.factories.rows import build


def new_contract_account(contract: Contract, **columns: Any) -> LedgerAccount:
    """The account of a contract in soms, empty; `balance_minor` must be the sum of the entries inserted with it."""
    kind = LedgerAccountKind.CONTRACT
    return build(
        LedgerAccount,
        columns,
        kind=kind,
        code=kind.value,
        currency="KGS",
        contract_id=contract.id,
        customer_id=contract.customer_id,
    )


def new_house_account(code: str, currency: str = "KGS", **columns: Any) -> LedgerAccount:
    """An account of the house, such as `CASH` or `CLEARING:STRIPE`: its kind is the code up to the colon."""
    return build(
        LedgerAccount,
        columns,
        id=house_account_id(code, currency),
        kind=code.partition(":")[0],
        code=code,
        currency=currency,
    )


def new_posting(kind: PostingKind | str, **columns: Any) -> LedgerPosting:
    """A posting without entries; its entries must be inserted with it and sum to zero."""
    return build(LedgerPosting, columns, kind=PostingKind(kind), actor="operator")


def new_entry(posting: LedgerPosting, account: LedgerAccount, amount_minor: int, **columns: Any) -> LedgerEntry:
    """An entry of a posting. For a contract's account the balance before it is taken to be zero."""
    of_contract = account.contract_id is not None
    return build(
        LedgerEntry,
        columns,
        posting_id=posting.id,
        account_id=account.id,
        account=account.kind,
        kind=posting.kind,
        contract_id=account.contract_id,
        payment_id=posting.payment_id,
        amount_minor=amount_minor,
        currency=account.currency,
        balance_after_minor=amount_minor if of_contract else None,
    )


def new_receipt(payment: Payment, **columns: Any) -> Bill:
    """The receipt of a payment, without tax; the balance before it is taken to be zero."""
    return build(
        Bill,
        columns,
        kind=BillKind.RECEIPT,
        contract_id=payment.contract_id,
        payment_id=payment.id,
        amount_minor=payment.amount_minor,
        tax_minor=0,
        tax_rate=0,
        balance_before_minor=0,
        balance_after_minor=payment.amount_minor,
        currency=payment.currency or "KGS",
        issued_at=payment.paid_at,
    )


def new_credit_note(refund: Refund, **columns: Any) -> Bill:
    """The credit note of a whole refund, without tax; the balance after it is taken to be zero."""
    return build(
        Bill,
        columns,
        kind=BillKind.CREDIT_NOTE,
        contract_id=refund.contract_id,
        payment_id=refund.payment_id,
        refund_id=refund.id,
        amount_minor=refund.amount_minor,
        tax_minor=0,
        tax_rate=0,
        balance_before_minor=refund.amount_minor,
        balance_after_minor=0,
        currency=refund.currency,
        issued_at=datetime.now(UTC),
    )
