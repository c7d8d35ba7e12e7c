"""Two searches for duplicates and the pairs that they found."""

from collections.abc import Sequence

from backend.identifiers import CustomerKey, DuplicatePairKey, DuplicateSearchKey
from backend.models import Base
from tests.factories.duplicates import new_duplicate_pair, new_duplicate_search
from tests.world.keys import key, moment

STATUSES = ("OPEN", "DISMISSED", "MERGED")


def duplicates(customers: Sequence[CustomerKey]) -> list[Base]:
    """A pair in each state, of neighbours in the list."""
    search = new_duplicate_search(
        id=DuplicateSearchKey(key("duplicates")), status="COMPLETED", stage="NAME", finished_at=moment("2026-05-01T00:10:00Z"), customers=100, done=100, compared=7,
        started_at=moment("2026-05-01T00:00:00.120000Z"), created_at=moment("2026-05-01T00:00:00.120000Z"),
    )  # fmt: skip
    pairs = [
        new_duplicate_pair(
            search.id, customers[place], customers[place + 1], id=DuplicatePairKey(key(f"duplicate{place}")),
            status=status, score=60 + 10 * place, created_at=moment("2026-05-01T00:00:00Z"),
        )
        for place, status in enumerate(STATUSES)
    ]  # fmt: skip
    return [search, *pairs]
