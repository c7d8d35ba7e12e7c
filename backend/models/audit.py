"""The audit trail: one entry per mutation, its personal data in a separate row, and a hash chain that reveals changes.

The application's role may only insert. An entry holds a salted `digest` of its detail, and the salt is stored with the
detail. Erasing a person's data therefore does not break the chain, and the digest does not allow guesses.

The subscribers that a chunk of a file registered share one entry: its `digest` covers the digest of each `AuditLine`.
"""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from backend.identifiers import (
    AuditEntryKey,
    ContractKey,
    CustomerKey,
    IdentityDocumentKey,
    PhoneNumberKey,
    SessionKey,
    SimKey,
    TariffKey,
    TariffOptionKey,
)
from backend.models.base import Ascii, Base


class AuditEntry(Base):
    """One call of a mutation, or `calls` refused calls since `since`, beyond the hourly number of entries, or the
    registration of `lines` rows of a file, at the time of their transaction.
    """

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
    lines: Mapped[int | None]

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


class AuditLine(Base):
    """What a row of a file registered, from which the changes of its entry are composed: `crm_audit_line_changes`.

    `crm_audit_line_digest` is the salted digest of the columns from `customer_id` on. Where a person's data was erased
    (`crm_erase_audit_line`), these columns and the salt are null, and `digest` is the digest that they had.
    `sim_status` and `number_status` are null for a new SIM or number, `*_held` is the reservation that it had before.
    """

    __tablename__ = "audit_line"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    entry_id: Mapped[AuditEntryKey]
    row_number: Mapped[int]
    salt: Mapped[bytes | None]
    digest: Mapped[bytes | None]
    customer_id: Mapped[CustomerKey | None]
    sim_id: Mapped[SimKey | None]
    number_id: Mapped[PhoneNumberKey | None]
    tariff_id: Mapped[TariffKey | None]
    document_id: Mapped[IdentityDocumentKey | None]
    signed_at: Mapped[datetime | None]
    birth_date: Mapped[date | None]
    creates: Mapped[bool | None]
    links: Mapped[bool | None]
    adds_birth_date: Mapped[bool | None]
    customer_number: Mapped[Ascii | None]
    customer_status: Mapped[Ascii | None]
    kind: Mapped[Ascii | None]
    name: Mapped[str | None]
    phone: Mapped[Ascii | None]
    email: Mapped[Ascii | None]
    language: Mapped[Ascii | None]
    customer_external_id: Mapped[Ascii | None]
    document_kind: Mapped[Ascii | None]
    document_number: Mapped[Ascii | None]
    document_country: Mapped[Ascii | None]
    contract_number: Mapped[Ascii | None]
    currency: Mapped[Ascii | None]
    external_id: Mapped[Ascii | None]
    iccid: Mapped[Ascii | None]
    msisdn: Mapped[Ascii | None]
    sim_status: Mapped[Ascii | None]
    number_status: Mapped[Ascii | None]
    sim_held: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    number_held: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    options: Mapped[list[TariffOptionKey] | None] = mapped_column(ARRAY(sa.Uuid()))

    __table_args__ = (
        sa.CheckConstraint("(digest is null) = (salt is not null)", "erased"),
        # The lines of an entry, which are stored side by side.
        sa.Index(None, "entry_id", postgresql_using="brin", postgresql_with={"pages_per_range": 16}),
    )


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


class AuditOfNode(View):
    """The entries about a node (a view): those of mutations, and one for the line of a file that registered a contract
    or its SIM, number or new customer. The id of the latter is the contract's.
    """

    __tablename__ = "audit_of_node"

    id: Mapped[AuditEntryKey] = mapped_column(primary_key=True)
    about: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime]
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
    calls: Mapped[int]
    since: Mapped[datetime | None]


class AuditChange(View):
    """The changes of an entry's detail, or of a line of a file, one row per field (a view)."""

    __tablename__ = "audit_change"

    entry_id: Mapped[AuditEntryKey] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[str | None]
    change: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]
