from typing import Any

from backend.identifiers import CustomerKey, DuplicateSearchKey
from backend.models import DuplicatePair, DuplicateSearch, DuplicateSearchStatus
from tests.factories.rows import build
from tests.factories.samples import Owner

DIAGRAMS = {
    "duplicate_pair": "OPEN dismiss DISMISSED; OPEN merge MERGED; MERGED undo OPEN",
    "duplicate_search": (
        "QUEUED start RUNNING; RUNNING complete COMPLETED; QUEUED cancel CANCELLED; RUNNING cancel CANCELLED;"
        "QUEUED fail FAILED; RUNNING fail FAILED"
    ),
}


def new_duplicate_search(**columns: Any) -> DuplicateSearch:
    """A search that waits for a worker."""
    return build(DuplicateSearch, columns, actor="admin", weights_version=1)


def new_duplicate_pair(
    search_id: DuplicateSearchKey, customer_id: CustomerKey, other_id: CustomerKey, **columns: Any
) -> DuplicatePair:
    """An open pair of two customers in any order, with the same name and birth date."""
    one, other = sorted((customer_id, other_id))
    reasons = [{"code": "NAME_SAME", "points": 38}, {"code": "BIRTH_DATE_SAME", "points": 34}]
    return build(
        DuplicatePair,
        columns,
        customer_id=one,
        other_id=other,
        score=72,
        reasons=reasons,
        weights_version=1,
        search_id=search_id,
    )


def sample(owner: Owner) -> list[DuplicateSearch]:
    """A search that has ended."""
    return [
        new_duplicate_search(
            id=DuplicateSearchKey(owner.key("duplicate_search")),
            status=DuplicateSearchStatus.COMPLETED,
            finished_at=owner.created_at,
            created_at=owner.created_at,
        )
    ]
