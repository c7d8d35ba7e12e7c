"""Payments towards a contract. Amounts are integer minor units of an ISO 4217 currency."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import PAYMENT_ID, ContractKey, NodeType, PaymentKey
from backend.models.base import Ascii, Base, Code, Node, coded, node_key, one_of
from backend.models.noun import noun
from backend.models.states import StateMachine, text_list


class PaymentMethod(enum.StrEnum):
    CASH = "CASH"
    BANK_TRANSFER = "BANK_TRANSFER"
    CARD = "CARD"
    WALLET = "WALLET"


class PaymentStatus(enum.StrEnum):
    PENDING = "PENDING"
    UNKNOWN = "UNKNOWN"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    PARTIALLY_REFUNDED = "PARTIALLY_REFUNDED"
    REFUNDED = "REFUNDED"


_S = PaymentStatus

# A refund leads to PARTIALLY_REFUNDED or REFUNDED, depending on the remaining amount; hence two verbs.
PAYMENT_STATES = StateMachine(
    NodeType.PAYMENT,
    [
        ([_S.PENDING, _S.UNKNOWN], "succeed", _S.SUCCEEDED),
        ([_S.PENDING, _S.UNKNOWN], "fail", _S.FAILED),
        ([_S.PENDING, _S.UNKNOWN], "cancel", _S.CANCELLED),
        ([_S.PENDING], "lose", _S.UNKNOWN),
        ([_S.SUCCEEDED, _S.PARTIALLY_REFUNDED], "refund_part", _S.PARTIALLY_REFUNDED),
        ([_S.SUCCEEDED, _S.PARTIALLY_REFUNDED], "refund", _S.REFUNDED),
    ],
)
UNDECIDED = (_S.PENDING, _S.UNKNOWN)
SETTLED = (_S.SUCCEEDED, _S.PARTIALLY_REFUNDED, _S.REFUNDED)  # the money came


@noun(PAYMENT_ID, PAYMENT_STATES)
class Payment(Node, Base):
    __tablename__ = "payment"

    id: Mapped[PaymentKey] = node_key()
    number: Mapped[Ascii] = mapped_column(
        unique=True, server_default=sa.text("'P' || lpad(nextval('payment_number')::text, 9, '0')")
    )
    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"))
    amount_minor: Mapped[int] = mapped_column(sa.BigInteger)
    refunded_minor: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))
    currency: Mapped[Ascii] = mapped_column(server_default="KGS")
    method: Mapped[PaymentMethod] = mapped_column(Code(PaymentMethod))
    status: Mapped[PaymentStatus] = mapped_column(Code(PaymentStatus), server_default="PENDING")
    paid_at: Mapped[datetime | None]
    # The actor who started the payment, and their key. `payer_contract_id`: the payer's contract, where a subscriber
    # pays for another contract.
    payer: Mapped[Ascii | None]
    payer_contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"))
    idempotency_key: Mapped[str | None]
    # The state of the payment at the gateway. `ask_at`: time of the next status query; `asked`: number of queries.
    gateway: Mapped[Ascii | None]
    gateway_reference: Mapped[Ascii | None]
    checkout_url: Mapped[str | None]
    return_url: Mapped[str | None]
    gateway_fee_minor: Mapped[int | None] = mapped_column(sa.BigInteger)
    failure_code: Mapped[str | None]
    failure_message: Mapped[str | None]
    start_leased_until: Mapped[datetime | None]
    ask_at: Mapped[datetime | None]
    asked: Mapped[int] = mapped_column(server_default=sa.text("0"))

    __table_args__ = (
        one_of("method", PaymentMethod),
        one_of("status", PaymentStatus),
        coded("failure_code"),
        sa.CheckConstraint("amount_minor > 0", "amount"),
        sa.CheckConstraint("refunded_minor between 0 and amount_minor", "refunded"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency"),
        sa.CheckConstraint(
            f"(status in ({text_list(SETTLED)})) = (paid_at is not null)", "paid"
        ),
        sa.UniqueConstraint("payer", "idempotency_key"),
        sa.UniqueConstraint("gateway", "gateway_reference"),
        sa.CheckConstraint("gateway is null or method in ('CARD', 'WALLET')", "gateway"),
        sa.CheckConstraint("gateway_reference is null or gateway is not null", "gateway_reference"),
        sa.Index("ix_payment_to_ask", "ask_at", "id", postgresql_where=sa.text("ask_at is not null")),
        sa.Index(
            "ix_payment_settled", "gateway", "paid_at",
            postgresql_where=sa.text("gateway is not null and paid_at is not null"),
        ),
        sa.Index(None, "contract_id", "created_at", "id"),
        sa.Index(None, "payer_contract_id", "created_at", "id"),
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "status", "created_at", "id"),
    )  # fmt: skip
