"""Payments in currencies with none, two and three decimals, some of them larger than a double can hold."""

from datetime import timedelta

from backend.models import Base, Contract, LedgerAccount, Payment
from tests.factories.ledger import (
    new_contract_account,
    new_credit_note,
    new_entry,
    new_house_account,
    new_posting,
    new_receipt,
)
from tests.factories.payments import new_payment, new_refund
from tests.world.keys import key, moment

# Number, status, amount, refunded, currency, paid at.
PAYMENTS: list[tuple[str, str, int, int, str, str | None]] = [
    ("PX1", "FAILED", 123456, 0, "CLF", None),
    ("PX2", "PARTIALLY_REFUNDED", 100000, 1, "KGS", "2026-02-01T10:00:00+06:00"),
    ("PX3", "PENDING", 1, 0, "KGS", None),
    ("PX4", "REFUNDED", 5, 5, "KWD", "2026-02-01T10:00:00.5+06:00"),
    ("PX5", "SUCCEEDED", 9007199254740993, 0, "KGS", "2026-03-01T00:00:00Z"),
    ("PX6", "UNKNOWN", 99, 0, "JPY", None),
]
# An idempotency key belongs to its payer, so two payers use the same one.
PAYERS = {
    "PX2": ("user:operator", 'the "same" key'),
    "PX3": ("user:operator", "key 3"),
    "PX4": ("user:somebody", "key 4"),
}
BY = {"requested_by": "operator@demo.example", "requested_subject": "user:x"}


def payments(contract: Contract, other: Contract) -> dict[str, Payment]:
    """By number, all of one contract; the first was paid by the line of the other."""
    line = f"line:{other.id}:{other.phone_number_id}"
    own = {
        number: {"payer": payer, "idempotency_key": idempotency_key}
        for number, (payer, idempotency_key) in {**PAYERS, "PX1": (line, 'the "same" key')}.items()
    }
    return {
        number: new_payment(
            contract.id,
            id=key(f"{contract.number}{status}"),
            number=number,
            amount_minor=amount,
            refunded_minor=refunded,
            currency=currency,
            method="CARD",
            status=status,
            paid_at=paid_at and moment(paid_at),
            payer_contract_id=other.id if number == "PX1" else None,
            created_at=contract.created_at,
            **own.get(number, {}),
        )
        for number, status, amount, refunded, currency, paid_at in PAYMENTS
    }


def account(contract: Contract, currency: str = "KGS") -> LedgerAccount:
    """An empty account of a contract."""
    return new_contract_account(
        contract,
        id=key(f"account{contract.number}{currency}"),
        currency=currency,
        balance_minor=0,
        created_at=contract.created_at,
    )


def refused_refunds(payment: Payment) -> list[Base]:
    """Refunds of a payment that have moved nothing, one in each such state."""
    decided = {"REJECTED": {"decided_by": "admin@demo.example"}, "FAILED": {"failure": 'the bank\\said "no"'}}
    return [
        new_refund(
            payment,
            id=key(f"refund{payment.number}{status}"),
            status=status,
            reason='call +996 700 100 001 "again"',
            created_at=payment.created_at,
            **BY,
            **decided.get(status, {}),
        )
        for status in ("REQUESTED", "FAILED", "REJECTED", "UNKNOWN")
    ]


def paid(payment: Payment, account: LedgerAccount) -> list[Base]:
    """The posting and the receipt of a payment, less its partial refunds; `account` is credited."""
    number, at = payment.number, payment.paid_at
    assert at is not None
    minor = payment.amount_minor - (payment.refunded_minor if payment.status == "PARTIALLY_REFUNDED" else 0)
    before = account.balance_minor
    account.balance_minor, account.moved_at = before + minor, at
    posting = new_posting("PAYMENT", id=key(f"posting{number}"), payment_id=payment.id, created_at=at)
    return [
        posting,
        new_entry(
            posting,
            account,
            minor,
            id=key(f"credit{number}"),
            balance_after_minor=account.balance_minor,
            description='for +996700100001, "quoted"',
            created_at=at,
        ),
        new_entry(
            posting, new_house_account("CLEARING", account.currency), -minor, id=key(f"debit{number}"), created_at=at
        ),
        new_receipt(
            payment,
            id=key(f"bill{number}"),
            number=None if number == "PX5" else f"RX-{number}",
            method="CARD",
            amount_minor=minor,
            tax_rate=12.5,
            balance_before_minor=before,
            balance_after_minor=account.balance_minor,
            created_at=payment.created_at,
        ),
    ]


def paid_back(payment: Payment, account: LedgerAccount) -> list[Base]:
    """The refund of a whole payment an hour later, its movement, and its credit note; the account is empty afterwards."""
    assert payment.paid_at is not None
    number, minor, at = payment.number, payment.amount_minor, payment.paid_at + timedelta(hours=1)
    account.balance_minor, account.moved_at = 0, at
    refund = new_refund(payment, id=key(f"refund{number}"), status="SUCCEEDED", reason="back", created_at=at, **BY)
    posting = new_posting("REFUND", id=key(f"back{number}"), payment_id=payment.id, refund_id=refund.id, created_at=at)
    house = new_house_account("CLEARING", account.currency)
    return [
        refund,
        posting,
        new_entry(posting, account, -minor, id=key(f"backdebit{number}"), balance_after_minor=0, created_at=at),
        new_entry(posting, house, minor, id=key(f"backcredit{number}"), created_at=at),
        new_credit_note(
            refund,
            id=key(f"note{number}"),
            number=f"CX-{number}",
            tax_minor=1,
            balance_before_minor=minor,
            balance_after_minor=0,
            issued_at=payment.paid_at,
            created_at=payment.created_at,
        ),
    ]
