"""The audit trail: one entry per mutation, its personal data apart, and the chain that shows a later change.

The application's role may only add. `digest` stands for the detail: it is salted, and the salt goes with the detail,
so that erasing a person's data neither breaks the chain nor leaves something to guess from.
"""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from backend.identifiers import AuditEntryKey, SessionKey
from backend.models.base import Ascii, Base


class AuditEntry(Base):
    __tablename__ = "audit_entry"

    id: Mapped[AuditEntryKey] = mapped_column(primary_key=True, server_default=sa.text("crm_uuidv7()"))
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())
    actor: Mapped[Ascii]
    role: Mapped[Ascii]
    client: Mapped[Ascii | None]
    session_id: Mapped[SessionKey | None]
    address: Mapped[Ascii | None]
    verb: Mapped[Ascii]
    node_type: Mapped[Ascii | None]
    node_id: Mapped[uuid.UUID | None]
    outcome: Mapped[Ascii]
    idempotency_key: Mapped[str | None]
    digest: Mapped[bytes]

    __table_args__ = (
        sa.Index(None, "created_at", "id"),
        sa.Index(None, "actor", "created_at", "id"),
        sa.Index(None, "verb", "created_at", "id"),
        sa.Index(None, "node_id", "created_at", "id"),
        sa.Index(None, "outcome", "created_at", "id"),
    )


class AuditDetail(Base):
    """What changed: `[{"type", "id", "change", "before", "after"}]`. Erased with the person's data."""

    __tablename__ = "audit_detail"

    entry_id: Mapped[AuditEntryKey] = mapped_column(sa.ForeignKey("audit_entry.id"), primary_key=True)
    salt: Mapped[bytes]
    changes: Mapped[list[dict[str, object]]] = mapped_column(JSONB)


class AuditChain(Base):
    """Entries in the order they were chained: `hash` covers the entry and the hash before it."""

    __tablename__ = "audit_chain"

    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    entry_id: Mapped[AuditEntryKey] = mapped_column(sa.ForeignKey("audit_entry.id"), unique=True)
    hash: Mapped[bytes]
    chained_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())


class View(DeclarativeBase):
    """Base of views: they are read, and no table is made of them."""

    type_annotation_map = Base.type_annotation_map


class AuditChange(View):
    """A detail's changes, one row per field (a view)."""

    __tablename__ = "audit_change"

    entry_id: Mapped[AuditEntryKey] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[str | None]
    change: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
