"""The event log (partitioned by month) and the outcomes of keyed mutations."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from backend.models.base import Ascii, Base


class TransactionId(UserDefinedType[int]):
    """PostgreSQL's `xid8`: a transaction id that never wraps around."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


class Event(Base):
    """What happened, written by the verb in its own transaction after it took the node's row lock."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp(), primary_key=True)
    xid: Mapped[int] = mapped_column(TransactionId(), server_default=sa.text("pg_current_xact_id()"))
    topic: Mapped[Ascii]
    node_type: Mapped[Ascii]
    node_id: Mapped[uuid.UUID]
    customer_id: Mapped[uuid.UUID | None]
    contract_id: Mapped[uuid.UUID | None]
    actor: Mapped[Ascii]
    payload: Mapped[dict[str, object]] = mapped_column(JSONB, server_default=sa.text("'{}'"))

    __table_args__ = (sa.Index(None, "node_id", "id"), {"postgresql_partition_by": "RANGE (created_at)"})


class IdempotencyKey(Base):
    """The outcome of a keyed mutation, written in the transaction of its effect; kept 7 days."""

    __tablename__ = "idempotency_key"

    actor: Mapped[Ascii] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    input_hash: Mapped[bytes]
    outcome: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.now())

    __table_args__ = (
        sa.CheckConstraint("length(key) between 1 and 255", "key"),
        sa.Index(None, "created_at"),
    )
