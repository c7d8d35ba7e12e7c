"""The history of all state machines, one row per transition. The application's role may only insert."""

import enum
import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import ContractKey, CustomerKey
from backend.models.base import Ascii, Base, Code, one_of


class NodeType(enum.StrEnum):
    """The kinds of nodes with a state machine. KYC is the customer's second state machine."""

    CUSTOMER = "CUSTOMER"
    KYC = "KYC"
    SIM = "SIM"
    PHONE_NUMBER = "PHONE_NUMBER"
    CONTRACT = "CONTRACT"
    PAYMENT = "PAYMENT"
    REFUND = "REFUND"
    TICKET = "TICKET"


class StatusChange(Base):
    __tablename__ = "status_change"

    id: Mapped[uuid.UUID] = mapped_column(server_default=sa.text("gen_random_uuid()"))
    node_type: Mapped[NodeType] = mapped_column(Code(NodeType))
    node_id: Mapped[uuid.UUID]
    customer_id: Mapped[CustomerKey | None]
    contract_id: Mapped[ContractKey | None]
    verb: Mapped[Ascii]
    from_status: Mapped[Ascii | None]
    to_status: Mapped[Ascii]
    actor: Mapped[Ascii]
    reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())

    __table_args__ = (
        one_of("node_type", NodeType),
        # `history` of a node. No query asks for the id alone.
        sa.PrimaryKeyConstraint("node_id", "created_at", "id"),
        sa.Index(None, "created_at", "id"),  # `statusChanges`
        sa.Index(None, "node_type", "created_at", "id"),  # `statusChanges` of one state machine
    )
