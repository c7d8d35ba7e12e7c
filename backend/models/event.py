"""The event log, partitioned by month, and the outcomes of mutations with an idempotency key."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from backend.identifiers import ContractKey, CustomerKey
from backend.models.audit import View
from backend.models.base import Ascii, Base


class TransactionId(UserDefinedType[int]):
    """PostgreSQL's `xid8`: a transaction id that never wraps around."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "xid8"


class Snapshot(UserDefinedType[str]):
    """PostgreSQL's `pg_snapshot`: the transactions that are visible to a statement."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "pg_snapshot"


class Event(Base):
    """An event, inserted by a verb in its own transaction after it locked the node's row."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp(), primary_key=True)
    xid: Mapped[int] = mapped_column(TransactionId(), server_default=sa.text("pg_current_xact_id()"))
    topic: Mapped[Ascii]
    node_type: Mapped[Ascii]
    node_id: Mapped[uuid.UUID]
    customer_id: Mapped[CustomerKey | None]
    contract_id: Mapped[ContractKey | None]
    # The contract and customer of the payer, where a payment is for another contract.
    payer_contract_id: Mapped[ContractKey | None]
    payer_customer_id: Mapped[CustomerKey | None]
    actor: Mapped[Ascii]
    payload: Mapped[dict[str, object]] = mapped_column(JSONB, server_default=sa.text("'{}'"))

    __table_args__ = (
        sa.Index(None, "xid"),  # the sequencer, and the events of the own transaction
        # The events that a subscriber may see. By its node an event is found from its position, not by an index.
        sa.Index(None, "contract_id", "id"),
        sa.Index(None, "customer_id", "id"),
        sa.Index(
            "ix_event_stray_request",
            "node_id",
            postgresql_where=sa.text("node_type = 'Request' and customer_id is null"),
        ),
        {"postgresql_partition_by": "RANGE (created_at)"},
    )


class EventOrder(Base):
    """The position of a committed event in the log, which cursors contain. Only the sequencer writes it.

    `snapshot` is set on the last event of each batch: the sequencer's snapshot when it assigned the batch's positions.
    """

    __tablename__ = "event_order"

    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(sa.BigInteger, unique=True)
    event_at: Mapped[datetime]
    ordered_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())
    snapshot: Mapped[str | None] = mapped_column(Snapshot())


class EventLog(View):
    """Events with their positions (a view)."""

    __tablename__ = "event_log"

    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)
    position: Mapped[int] = mapped_column(sa.BigInteger)
    created_at: Mapped[datetime]
    topic: Mapped[Ascii]
    node_type: Mapped[Ascii]
    node_id: Mapped[uuid.UUID]
    customer_id: Mapped[CustomerKey | None]
    contract_id: Mapped[ContractKey | None]
    payer_contract_id: Mapped[ContractKey | None]
    payer_customer_id: Mapped[CustomerKey | None]
    actor: Mapped[Ascii]
    machine: Mapped[str | None]
    internal: Mapped[bool]
    reason: Mapped[str | None]


class EventEpoch(Base):
    """A database cluster in which the log was written. A position is valid only within its epoch."""

    __tablename__ = "event_epoch"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    epoch: Mapped[Ascii]
    began_after: Mapped[int] = mapped_column(sa.BigInteger)
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())


class EventFloor(Base):
    """The last position whose event was dropped; one row."""

    __tablename__ = "event_floor"

    one: Mapped[bool] = mapped_column(primary_key=True, server_default=sa.text("true"))
    position: Mapped[int] = mapped_column(sa.BigInteger, server_default=sa.text("0"))

    __table_args__ = (sa.CheckConstraint("one", "one"),)


class IdempotencyKey(Base):
    """The outcome of a mutation with an idempotency key, written in the mutation's transaction; kept 7 days."""

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
