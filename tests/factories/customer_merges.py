from typing import Any

from backend.identifiers import CustomerKey, CustomerMergeKey
from backend.models import Base, Customer, CustomerMerge
from tests.factories.customers import new_customer
from tests.factories.rows import build
from tests.factories.samples import Owner


def new_customer_merge(survivor_id: CustomerKey, other: Customer, **columns: Any) -> CustomerMerge:
    """A merge that stands; `merged_into_id` of the other customer is the survivor."""
    return build(
        CustomerMerge,
        columns,
        survivor_id=survivor_id,
        other_id=other.id,
        other_number=other.number,
        current_id=survivor_id,
        actor="operator",
        reason="one person",
    )


def sample(owner: Owner) -> list[Base]:
    """A customer that was merged into the owner, told apart, and merged again."""
    place = owner.key("merged").int
    merged = new_customer(
        id=CustomerKey(owner.key("merged")),
        number=f"CM{place % 10**8:08}",
        phone=f"+99670{place % 10**7:07}",
        created_at=owner.created_at,
        merged_into_id=owner.customer_id,
    )
    keys = (CustomerMergeKey(owner.key(name)) for name in ("customer_merge", "undone merge"))
    ends: tuple[dict[str, Any], ...] = (
        {"reason": owner.words},
        {"current_id": None, "undone_at": owner.created_at, "undone_by": "operator"},
    )
    return [
        merged,
        *(
            new_customer_merge(owner.customer_id, merged, id=each, created_at=owner.created_at, **end)
            for each, end in zip(keys, ends, strict=True)
        ),
    ]
