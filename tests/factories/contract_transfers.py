"""Transfers of lines that wait to be accepted."""

from datetime import UTC, datetime, timedelta
from typing import Any

from backend.identifiers import ContractKey, CustomerKey
from backend.models import ContractTransfer
from backend.models.base import Base
from tests.factories.rows import build
from tests.factories.samples import Owner


def new_contract_transfer(contract_id: ContractKey, customer_id: CustomerKey, **columns: Any) -> ContractTransfer:
    """A transfer without the balance; no code accepts it."""
    return build(
        ContractTransfer, columns, contract_id=contract_id, customer_id=customer_id, with_balance=False, code_hash=b"",
        requested_by="operator@demo.example", expires_at=datetime(2100, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def sample(owner: Owner) -> list[Base]:
    """Of a contract: a transfer, with a time of its own, by which tests tell rows apart."""
    if owner.contract_id is None:
        return []
    at = owner.created_at + timedelta(microseconds=owner.key("transfer").int % 1_000_000)
    return [new_contract_transfer(owner.contract_id, owner.customer_id, created_at=at, sent_at=at)]
