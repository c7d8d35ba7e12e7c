"""Settlements of payment gateways, line by line, and their mismatches with our payments and our ledger.

Amounts have the sign of the gateway's lines: refunds and payouts are negative. `subject` of a mismatch is
`PAYMENT <key>`, `REFUND <key>` or `LINE <line id>`; with the kind it identifies the fault in a later match.
"""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import (
    MISMATCH_ID,
    SETTLEMENT_ID,
    MismatchKey,
    PaymentKey,
    PostingKey,
    RefundKey,
    SettlementKey,
)
from backend.models.audit import View
from backend.models.base import Ascii, Base, Code, Node, coded, node_key, one_of
from backend.models.ledger import PostingKind
from backend.models.noun import noun


class SettlementSource(enum.StrEnum):
    UPLOAD = "UPLOAD"
    SCHEDULE = "SCHEDULE"


class SettlementStatus(enum.StrEnum):
    IMPORTING = "IMPORTING"
    MATCHED = "MATCHED"
    FAILED = "FAILED"


class SettlementLineKind(enum.StrEnum):
    PAYMENT = "PAYMENT"
    REFUND = "REFUND"
    PAYOUT = "PAYOUT"


class MismatchKind(enum.StrEnum):
    MISSING_HERE = "MISSING_HERE"
    MISSING_THERE = "MISSING_THERE"
    AMOUNT = "AMOUNT"
    FEE = "FEE"
    DUPLICATE = "DUPLICATE"
    CURRENCY = "CURRENCY"
    LEDGER = "LEDGER"


class MismatchStatus(enum.StrEnum):
    OPEN = "OPEN"
    REPAIRED = "REPAIRED"
    DISMISSED = "DISMISSED"


class Repair(enum.StrEnum):
    CONFIRM = "CONFIRM"
    SUSPENSE = "SUSPENSE"
    WRITE_OFF = "WRITE_OFF"
    FEE = "FEE"
    POST = "POST"
    NOTE = "NOTE"


@noun(SETTLEMENT_ID)
class Settlement(Node, Base):
    """The settlement of one gateway for one day (UTC). `imported_at`: when its lines were imported."""

    __tablename__ = "settlement"

    id: Mapped[SettlementKey] = node_key()
    gateway: Mapped[Ascii]
    day: Mapped[date]
    source: Mapped[SettlementSource] = mapped_column(Code(SettlementSource))
    file_name: Mapped[str | None]
    status: Mapped[SettlementStatus] = mapped_column(Code(SettlementStatus), server_default="IMPORTING")
    failure: Mapped[str | None]
    failure_code: Mapped[Ascii | None]
    lines: Mapped[int] = mapped_column(server_default=sa.text("0"))
    matched: Mapped[int] = mapped_column(server_default=sa.text("0"))
    imported_by: Mapped[Ascii]
    imported_at: Mapped[datetime | None]
    matched_at: Mapped[datetime | None]
    sha256: Mapped[bytes | None]

    __table_args__ = (
        one_of("source", SettlementSource),
        one_of("status", SettlementStatus),
        sa.UniqueConstraint("gateway", "day"),
        coded("failure_code"),
        sa.CheckConstraint("matched between 0 and lines", "matched"),
        sa.Index(None, "sha256"),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "gateway", "created_at", "id"),
        sa.Index(None, "day", "created_at", "id"),
        sa.Index(None, "day", "id"),
        sa.Index(None, "created_at", "id"),
    )


class SettlementTotal(Base):
    """The totals of a settlement's lines in one currency."""

    __tablename__ = "settlement_total"

    settlement_id: Mapped[SettlementKey] = mapped_column(sa.ForeignKey("settlement.id"), primary_key=True)
    currency: Mapped[Ascii] = mapped_column(primary_key=True)
    gateway: Mapped[Ascii]
    payments: Mapped[int]
    payments_minor: Mapped[int] = mapped_column(sa.BigInteger)
    refunds: Mapped[int]
    refunds_minor: Mapped[int] = mapped_column(sa.BigInteger)
    payouts: Mapped[int]
    payouts_minor: Mapped[int] = mapped_column(sa.BigInteger)
    fees_minor: Mapped[int] = mapped_column(sa.BigInteger)


class SettlementLine(Base):
    """A line in the gateway's own figures. `gateway` and `day` repeat the settlement's, for lookups across days."""

    __tablename__ = "settlement_line"

    settlement_id: Mapped[SettlementKey] = mapped_column(sa.ForeignKey("settlement.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    gateway: Mapped[Ascii]
    day: Mapped[date]
    line_id: Mapped[Ascii]
    kind: Mapped[SettlementLineKind] = mapped_column(Code(SettlementLineKind))
    reference: Mapped[Ascii]
    refund_reference: Mapped[Ascii | None]
    amount_minor: Mapped[int] = mapped_column(sa.BigInteger)
    fee_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii]
    at: Mapped[datetime]

    __table_args__ = (
        one_of("kind", SettlementLineKind),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency"),
        sa.CheckConstraint("(kind = 'REFUND') = (refund_reference is not null)", "refund_reference"),
        sa.UniqueConstraint("settlement_id", "line_id"),
        sa.Index("ix_settlement_line_charge", "gateway", "reference", postgresql_where=sa.text("kind = 'PAYMENT'")),
        sa.Index(
            "ix_settlement_line_refund", "gateway", "refund_reference", postgresql_where=sa.text("kind = 'REFUND'")
        ),
        sa.Index("ix_settlement_line_payout", "gateway", "line_id", postgresql_where=sa.text("kind = 'PAYOUT'")),
    )


class SettlementBooking(Base):
    """The part of a posting that belongs to a line, as its fee or payout. The booked amount of a line is their sum."""

    __tablename__ = "settlement_booking"

    settlement_id: Mapped[SettlementKey] = mapped_column(sa.ForeignKey("settlement.id"), primary_key=True)
    line_id: Mapped[Ascii] = mapped_column(primary_key=True)
    kind: Mapped[PostingKind] = mapped_column(Code(PostingKind), primary_key=True)
    posting_id: Mapped[PostingKey] = mapped_column(sa.ForeignKey("ledger_posting.id"), primary_key=True, index=True)
    amount_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii]

    __table_args__ = (sa.CheckConstraint("kind in ('FEE', 'SETTLEMENT')", "kind"),)


@noun(MISMATCH_ID)
class Mismatch(Node, Base):
    """A difference between the gateway, the payment and the ledger, and the decision about it.

    `difference_minor` and `fee_difference_minor`: the amounts that its repair books to the clearing account.
    `booked_minor` and `booked_fee_minor`: the amounts that were booked.
    """

    __tablename__ = "mismatch"

    id: Mapped[MismatchKey] = node_key()
    settlement_id: Mapped[SettlementKey] = mapped_column(sa.ForeignKey("settlement.id"))
    gateway: Mapped[Ascii]
    kind: Mapped[MismatchKind] = mapped_column(Code(MismatchKind))
    status: Mapped[MismatchStatus] = mapped_column(Code(MismatchStatus), server_default="OPEN")
    subject: Mapped[Ascii]
    payment_id: Mapped[PaymentKey | None] = mapped_column(sa.ForeignKey("payment.id"), index=True)
    refund_id: Mapped[RefundKey | None] = mapped_column(sa.ForeignKey("refund.id"), index=True)
    positions: Mapped[list[int]] = mapped_column(ARRAY(sa.Integer), server_default=sa.text("'{}'"))
    line_ids: Mapped[list[str]] = mapped_column(ARRAY(sa.Text(collation="C")), server_default=sa.text("'{}'"))
    gateway_amount_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    gateway_fee_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    gateway_currency: Mapped[Ascii | None]
    payment_amount_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    payment_fee_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    payment_currency: Mapped[Ascii | None]
    payment_status: Mapped[Ascii | None]
    ledger_amount_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    difference_minor: Mapped[int] = mapped_column(sa.BigInteger)
    fee_difference_minor: Mapped[int] = mapped_column(sa.BigInteger)
    suggested_repair: Mapped[Repair] = mapped_column(Code(Repair))
    booked_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    booked_fee_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    decided_by: Mapped[Ascii | None]
    decided_at: Mapped[datetime | None]
    note: Mapped[str | None]

    __table_args__ = (
        one_of("kind", MismatchKind),
        one_of("status", MismatchStatus),
        one_of("suggested_repair", Repair),
        sa.CheckConstraint("(status = 'OPEN') = (decided_by is null)", "decided"),
        sa.Index(
            "uq_mismatch_open", "settlement_id", "kind", "subject", unique=True,
            postgresql_where=sa.text("status = 'OPEN'"),
        ),
        sa.Index("ix_mismatch_decided", "gateway", "subject", postgresql_where=sa.text("status <> 'OPEN'")),
        sa.Index(None, "settlement_id", "created_at", "id"),
        sa.Index(None, "kind", "created_at", "id"),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "gateway", "created_at", "id"),
        sa.Index(None, "created_at", "id"),
    )  # fmt: skip


class MismatchCount(View):
    """The number of a settlement's mismatches by kind (a view)."""

    __tablename__ = "mismatch_count"

    settlement_id: Mapped[SettlementKey] = mapped_column(primary_key=True)
    kind: Mapped[MismatchKind] = mapped_column(Code(MismatchKind), primary_key=True)
    open: Mapped[int]
    repaired: Mapped[int]
    dismissed: Mapped[int]
