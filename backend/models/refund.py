"""Refunds of payments, by the same method as the payment."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import REFUND_ID, ContractKey, NodeType, PaymentKey, RefundKey
from backend.models.base import Ascii, Base, Code, Node, coded, node_key, one_of
from backend.models.noun import noun
from backend.models.states import StateMachine


class RefundStatus(enum.StrEnum):
    REQUESTED = "REQUESTED"
    PENDING = "PENDING"
    UNKNOWN = "UNKNOWN"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    REJECTED = "REJECTED"


_S = RefundStatus

REFUND_STATES = StateMachine(
    NodeType.REFUND,
    [
        ([_S.REQUESTED], "approve", _S.PENDING),
        ([_S.REQUESTED], "reject", _S.REJECTED),
        ([_S.PENDING, _S.UNKNOWN], "succeed", _S.SUCCEEDED),
        ([_S.PENDING, _S.UNKNOWN], "fail", _S.FAILED),
        ([_S.PENDING], "lose", _S.UNKNOWN),
    ],
)
UNDECIDED = (_S.PENDING, _S.UNKNOWN)


@noun(REFUND_ID, REFUND_STATES)
class Refund(Node, Base):
    """A refund. It debits the contract's account when it becomes PENDING, and credits it again when it fails."""

    __tablename__ = "refund"

    id: Mapped[RefundKey] = node_key()
    payment_id: Mapped[PaymentKey] = mapped_column(sa.ForeignKey("payment.id"))
    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"))
    amount_minor: Mapped[int] = mapped_column(sa.BigInteger)
    currency: Mapped[Ascii]
    status: Mapped[RefundStatus] = mapped_column(Code(RefundStatus))
    reason: Mapped[str]
    requested_by: Mapped[Ascii]
    requested_subject: Mapped[Ascii]
    decided_by: Mapped[Ascii | None]
    gateway_reference: Mapped[Ascii | None]
    failure: Mapped[str | None]
    failure_code: Mapped[Ascii | None]
    ask_at: Mapped[datetime | None]
    asked: Mapped[int] = mapped_column(server_default=sa.text("0"))

    __table_args__ = (
        one_of("status", RefundStatus),
        coded("failure_code"),
        sa.CheckConstraint("amount_minor > 0", "amount"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", "currency"),
        sa.Index("ix_refund_to_ask", "ask_at", "id", postgresql_where=sa.text("ask_at is not null")),
        sa.Index("ix_refund_settled", "updated_at", postgresql_where=sa.text("status = 'SUCCEEDED'")),
        sa.Index(None, "gateway_reference"),
        sa.Index(None, "payment_id", "created_at", "id"),
        sa.Index(None, "contract_id", "created_at", "id"),
        sa.Index(None, "status", "created_at", "id"),
        sa.Index(None, "created_at", "id"),
    )
