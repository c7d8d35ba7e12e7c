"""Rows that each noun gives once for every owner: for the world of random queries, and for the access matrix.

A factory module may have `sample(owner)`, which returns valid rows of its noun that belong to the owner:

    def sample(owner: Owner) -> list[Base]:
        return [new_callback(owner.customer_id, id=owner.key("callback"), wish=owner.words, created_at=owner.created_at)]

Nouns whose rows depend on those of others, or need rows of several kinds, are in `tests/world/` and
`tests/auth/matrix_rows/` instead.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from backend.identifiers import ContractKey, CustomerKey
from backend.models import Base
from backend.modules import modules_of
from tests import factories


@dataclass(frozen=True)
class Owner:
    """A customer, with one of their contracts or without.

    `key`: the key of a row from the name of its noun, the same in every run. `words`: a text for columns with people's
    words, which contains what must be escaped or hidden. `created_at`: a time for the rows, which other owners may have
    too.
    """

    customer_id: CustomerKey
    contract_id: ContractKey | None
    created_at: datetime
    words: str
    key: Callable[[str], uuid.UUID]


def samples(owners: Iterable[Owner]) -> list[Base]:
    """The rows of all nouns with a sample, for each owner."""
    found = [module.sample for module in modules_of(factories) if hasattr(module, "sample")]
    return [row for owner in owners for sample in found for row in sample(owner)]
