"""Who acted for a customer at a counter, and by which authority."""

import enum
import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import ContractKey, CustomerKey, RequestAttachmentKey
from backend.models.base import Ascii, Base, Code, one_of
from backend.models.customer import DocumentKind


class Authority(enum.StrEnum):
    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY"
    PARENT = "PARENT"
    GUARDIAN = "GUARDIAN"
    DIRECTOR = "DIRECTOR"
    OTHER = "OTHER"


class Representation(Base):
    """One act that somebody else performed for a customer. `node_type` is the prefix of the node's ids, `verb` the name
    of the mutation. The file with the authority is one of a request.
    """

    __tablename__ = "representation"

    node_type: Mapped[Ascii]
    node_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(primary_key=True, server_default=sa.func.clock_timestamp())
    verb: Mapped[Ascii]
    actor: Mapped[Ascii]
    customer_id: Mapped[CustomerKey] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    contract_id: Mapped[ContractKey | None] = mapped_column(sa.ForeignKey("contract.id"), index=True)
    name: Mapped[str]
    document_kind: Mapped[DocumentKind] = mapped_column(Code(DocumentKind))
    document_number: Mapped[Ascii]
    document_country: Mapped[Ascii]
    authority: Mapped[Authority] = mapped_column(Code(Authority))
    authority_number: Mapped[str | None]
    authority_until: Mapped[date | None]
    file_id: Mapped[RequestAttachmentKey | None] = mapped_column(sa.ForeignKey("request_attachment.id"), index=True)

    __table_args__ = (
        one_of("document_kind", DocumentKind),
        one_of("authority", Authority),
        sa.CheckConstraint("btrim(name) <> '' and length(name) <= 200", "name"),
    )
