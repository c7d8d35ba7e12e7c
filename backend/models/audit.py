"""The audit trail: one entry per mutation, its personal data in a separate row, and a hash chain that reveals changes.

The application's role may only insert. An entry holds a salted `digest` of its detail, and the salt is stored with the
detail. Erasing a person's data therefore does not break the chain, and the digest does not allow guesses.
"""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from backend.identifiers import AuditEntryKey, SessionKey
from backend.models.base import Ascii, Base


class AuditEntry(Base):
    """One call of a mutation, or `calls` refused calls since `since`, beyond the hourly number of entries."""

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
    calls: Mapped[int] = mapped_column(server_default=sa.text("1"))
    since: Mapped[datetime | None]

    __table_args__ = (
        sa.Index(None, "created_at", "id"),  # `auditEntries`, and by each of its filters
        sa.Index(None, "actor", "created_at", "id"),
        sa.Index(None, "verb", "created_at", "id"),
        sa.Index(None, "node_id", "created_at", "id"),
        # Nearly all acts are done: those are found in the order of time.
        sa.Index(None, "outcome", "created_at", "id", postgresql_where=sa.text("outcome <> 'DONE'")),
    )


class AuditCount(Base):
    """Refused calls of the hour (UTC) that have no entry of their own."""

    __tablename__ = "audit_count"

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    actor: Mapped[Ascii] = mapped_column(primary_key=True)
    role: Mapped[Ascii] = mapped_column(primary_key=True)
    verb: Mapped[Ascii] = mapped_column(primary_key=True)
    outcome: Mapped[Ascii] = mapped_column(primary_key=True)
    client: Mapped[Ascii | None]
    address: Mapped[Ascii | None]
    calls: Mapped[int] = mapped_column(server_default=sa.text("1"))
    since: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())


class AuditDetail(Base):
    """The changes of an entry: `[{"type", "id", "change", "before", "after"}]`. Erased with the person's data."""

    __tablename__ = "audit_detail"

    entry_id: Mapped[AuditEntryKey] = mapped_column(sa.ForeignKey("audit_entry.id"), primary_key=True)
    salt: Mapped[bytes]
    changes: Mapped[list[dict[str, object]]] = mapped_column(JSONB)


class AuditChain(Base):
    """The entries in the order of the chain: `hash` covers the entry and the previous hash."""

    __tablename__ = "audit_chain"

    position: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    entry_id: Mapped[AuditEntryKey] = mapped_column(sa.ForeignKey("audit_entry.id"), unique=True)
    hash: Mapped[bytes]
    chained_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())


class View(DeclarativeBase):
    """Base class of database views: their metadata creates no tables."""

    type_annotation_map = Base.type_annotation_map


class AuditChange(View):
    """The changes of an entry's detail, one row per field (a view)."""

    __tablename__ = "audit_change"

    entry_id: Mapped[AuditEntryKey] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[str | None]
    change: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
