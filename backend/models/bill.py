"""Bills: receipts, credit notes and invoices. The numbers of a series have no gaps."""

import enum
from datetime import datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import BILL_ID, BillKey, ContractKey, PaymentKey, RefundKey
from backend.models.base import Ascii, Base, Code, Node, node_key, one_of
from backend.models.noun import noun
from backend.models.payment import PaymentMethod


class BillKind(enum.StrEnum):
    RECEIPT = "RECEIPT"
    INVOICE = "INVOICE"
    CREDIT_NOTE = "CREDIT_NOTE"


@noun(BILL_ID)
class Bill(Node, Base):
    """A document about money that was paid, charged or refunded.

    `number` is assigned once, after the commit, in the order of issue. `tax_minor` is the tax contained in the amount;
    it is informational, since the account is credited with the whole amount.
    """

    __tablename__ = "bill"

    id: Mapped[BillKey] = node_key()
    kind: Mapped[BillKind] = mapped_column(Code(BillKind))
    number: Mapped[Ascii | None] = mapped_column(unique=True)
    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"))
    payment_id: Mapped[PaymentKey | None] = mapped_column(sa.ForeignKey("payment.id"), index=True)
    refund_id: Mapped[RefundKey | None] = mapped_column(sa.ForeignKey("refund.id"), unique=True)
    method: Mapped[PaymentMethod | None] = mapped_column(Code(PaymentMethod))
    amount_minor: Mapped[int] = mapped_column(sa.BigInteger)
    tax_minor: Mapped[int] = mapped_column(sa.BigInteger)
    tax_rate: Mapped[Decimal] = mapped_column(sa.Numeric(5, 2))
    balance_before_minor: Mapped[int] = mapped_column(sa.BigInteger)
    balance_after_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii]
    issued_at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", BillKind),
        one_of("method", PaymentMethod),
        sa.CheckConstraint("amount_minor > 0", "amount"),
        sa.CheckConstraint("tax_minor between 0 and amount_minor", "tax"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency"),
        sa.Index("uq_bill_receipt", "payment_id", unique=True, postgresql_where=sa.text("kind = 'RECEIPT'")),
        sa.Index("ix_bill_unnumbered", "issued_at", "id", postgresql_where=sa.text("number is null")),
        sa.Index(None, "contract_id", "created_at", "id"),
        sa.Index(None, "kind", "created_at", "id"),
        sa.Index(None, "created_at", "id"),
    )


class BillSeries(Base):
    """The last number assigned in each series."""

    __tablename__ = "bill_series"

    series: Mapped[Ascii] = mapped_column(primary_key=True)
    last_number: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
