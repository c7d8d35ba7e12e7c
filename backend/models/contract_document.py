"""Documents of contracts: made from templates, or uploaded, such as scans of signed papers."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from backend.identifiers import CONTRACT_DOCUMENT_ID, ContractDocumentKey, ContractKey, FileKey
from backend.models.base import Ascii, Base, Code, node_key, one_of
from backend.models.customer import Language
from backend.models.noun import noun


class ContractDocumentKind(enum.StrEnum):
    CONTRACT = "CONTRACT"
    SIM_HANDOVER = "SIM_HANDOVER"
    CLOSING_ACT = "CLOSING_ACT"


@noun(CONTRACT_DOCUMENT_ID, is_node=False)
class ContractDocument(Base):
    """One document. Its content is in the file store and never changes: what was signed is what is shown later.

    `template_version` and `language`: of the template that it was made from; null for an uploaded document. `hash`:
    SHA-256 of the content, hexadecimal.
    """

    __tablename__ = "contract_document"

    id: Mapped[ContractDocumentKey] = node_key()
    contract_id: Mapped[ContractKey] = mapped_column(sa.ForeignKey("contract.id"))
    kind: Mapped[ContractDocumentKind] = mapped_column(Code(ContractDocumentKind))
    template_version: Mapped[int | None]
    language: Mapped[Language | None] = mapped_column(Code(Language))
    author: Mapped[Ascii]
    file_id: Mapped[FileKey] = mapped_column(unique=True)
    name: Mapped[str]
    media_type: Mapped[Ascii]
    size_bytes: Mapped[int]
    hash: Mapped[Ascii]
    signed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=sa.func.clock_timestamp())

    __table_args__ = (
        one_of("kind", ContractDocumentKind),
        one_of("language", Language),
        sa.CheckConstraint("(template_version is null) = (language is null)", "template"),
        sa.CheckConstraint("template_version > 0", "template_version"),
        sa.CheckConstraint("hash ~ '^[0-9a-f]{64}$'", "hash"),
        sa.CheckConstraint("btrim(name) <> '' and length(name) <= 200", "name"),
        sa.CheckConstraint("size_bytes >= 0", "size"),
        sa.Index(None, "contract_id", "created_at", "id"),
    )
