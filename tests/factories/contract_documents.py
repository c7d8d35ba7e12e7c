from typing import Any

from backend.identifiers import ContractDocumentKey, ContractKey
from backend.models import Base, ContractDocument
from tests.factories.rows import build
from tests.factories.samples import Owner


def new_contract_document(contract_id: ContractKey, key: Any, **columns: Any) -> ContractDocument:
    """A signed contract that was uploaded; nothing is in the file store."""
    return build(
        ContractDocument, columns, id=ContractDocumentKey(key), contract_id=contract_id, kind="CONTRACT", file_id=key,
        author="operator@demo.example", name="contract.pdf", media_type="application/pdf", size_bytes=1, hash="0" * 64,
    )  # fmt: skip


def sample(owner: Owner) -> list[Base]:
    """Of a contract: the signed contract, and the handover of the SIM as it was made."""
    if owner.contract_id is None:
        return []
    at, words = owner.created_at, owner.words[:100]
    made = new_contract_document(
        owner.contract_id,
        owner.key("contract handover"),
        kind="SIM_HANDOVER",
        template_version=1,
        language="RU",
        created_at=at,
    )
    signed = new_contract_document(
        owner.contract_id, owner.key("contract_document"), name=words, signed_at=at, created_at=at
    )
    return [signed, made]
