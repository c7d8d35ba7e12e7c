"""What the acts on a customer's profile share: their common input, and the lock on the customer."""

from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa

from backend.errors import ErrorCode, Refusal
from backend.models import Base, Customer, CustomerStatus
from backend.models.nouns import BY_MODEL
from backend.services.acts import Acting, NodeId, Reason
from backend.services.representation import AtCounter

EXPECTED_VERSION_TEXT = (
    "The `version` that was read. The mutation is refused with CONFLICT when the stored version differs."
)


@dataclass(frozen=True, kw_only=True)
class OfCustomer:
    """Which customer an act is done to, in which version."""

    id: Annotated[NodeId, "The customer."]
    expected_version: Annotated[int | None, EXPECTED_VERSION_TEXT] = None
    reason: Reason = None


@dataclass(frozen=True, kw_only=True)
class CustomerChange(AtCounter, OfCustomer):
    """A change of a customer."""


async def locked_for_change(acting: Acting, customer_id: NodeId, expected_version: int | None) -> Customer:
    """Lock and read a customer that is to be changed.

    Raises Refusal NOT_FOUND, CONFLICT where the version is another one, CUSTOMER_CLOSED.
    """
    customer = await acting.lock(Customer, customer_id, key_share=True)
    if expected_version is not None and customer.version != expected_version:
        message = f"the customer's version is {customer.version}, expected was {expected_version}; read it again"
        raise Refusal(ErrorCode.CONFLICT, message, ["expectedVersion"], node_id=customer_id)
    if customer.status is CustomerStatus.CLOSED:
        raise Refusal(ErrorCode.CUSTOMER_CLOSED, "the customer is closed", ["id"])
    return customer


async def part_of(acting: Acting, customer: Customer, model: type[Base], part_id: NodeId, field: str) -> Any:
    """The row of a locked customer with this id. Raises Refusal NOT_FOUND."""
    noun, table = BY_MODEL[model], model.__table__
    key = noun.id.decode(part_id)
    found = None
    if key is not None:
        own = sa.select(model).where(table.c.id == key, table.c.customer_id == customer.id)
        found = await acting.session.scalar(own)
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, f"the customer has no such {noun.words}", [field])
    return found


async def check_room(acting: Acting, customer: Customer, model: type[Base], most: int) -> None:
    """Raises Refusal INVALID_INPUT where a locked customer has as many rows of a table as are allowed."""
    table = model.__table__
    count = sa.select(sa.func.count()).select_from(table).where(table.c.customer_id == customer.id)
    if (await acting.session.scalar(count) or 0) >= most:
        words = BY_MODEL[model].words
        raise Refusal(ErrorCode.INVALID_INPUT, f"a customer has at most {most} rows of the kind {words}", ["id"])


async def touch(acting: Acting, customer: Customer) -> None:
    """Increment the version of a locked customer, of whom a part was changed that is in another table."""
    await acting.update(customer, status=customer.status)
