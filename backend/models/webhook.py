"""Received webhooks of payment gateways; each event of a gateway is stored once."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.models.base import Ascii, Base


class WebhookReceipt(Base):
    """One event of a gateway. `done_at` and `outcome` are set in the transaction that processes the event."""

    __tablename__ = "webhook_receipt"

    gateway: Mapped[Ascii] = mapped_column(primary_key=True)
    event_id: Mapped[Ascii] = mapped_column(primary_key=True)
    kind: Mapped[Ascii]
    charge_reference: Mapped[Ascii | None]
    refund_reference: Mapped[Ascii | None]
    received_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())
    done_at: Mapped[datetime | None]
    outcome: Mapped[Ascii | None]

    __table_args__ = (
        sa.CheckConstraint("length(event_id) between 1 and 255", "event_id"),
        sa.Index("ix_webhook_receipt_open", "received_at", postgresql_where=sa.text("done_at is null")),
        sa.Index(None, "done_at"),
    )
