"""The contracts that a subscriber may act on: the signed-in line, and for a verified holder all of the customer's."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, CUSTOMER_ID, CustomerKey, IdFormat, Key
from backend.models import Contract, Customer
from backend.models.contract import IN_SERVICE


async def own_line(session: AsyncSession, viewer: Viewer, field: Sequence[str] = ("contractId",)) -> Contract:
    """The contract in service with the viewer's number. Raises Refusal NOT_FOUND, also once it has another number."""
    line = await session.scalar(
        sa.select(Contract).where(
            Contract.id == viewer.contract_id,
            Contract.phone_number_id == viewer.phone_number_id,
            Contract.status.in_(IN_SERVICE),
        )
    )
    if line is None or (viewer.role is Role.HOLDER and line.customer_id != viewer.customer_id):
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", field)
    return line


async def check_customer(session: AsyncSession, key: CustomerKey, field: Sequence[str]) -> None:
    """Check that there is such a customer, whose data was not erased and is not erased before the transaction ends.

    Raises Refusal NOT_FOUND, CUSTOMER_ERASED.
    """
    found = await session.execute(
        sa.select(Customer.number, Customer.erased_at)
        .where(Customer.id == key)
        .with_for_update(read=True, key_share=True)
    )
    row = found.one_or_none()
    if row is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", field)
    check_not_erased(row.number, row.erased_at, field)


def check_not_erased(number: str, erased_at: datetime | None, field: Sequence[str]) -> None:
    """Raises Refusal CUSTOMER_ERASED for a customer of this number whose data was erased."""
    if erased_at is not None:
        raise Refusal(ErrorCode.CUSTOMER_ERASED, f"the personal data of customer {number} was erased", field)


def key_of(text: str, id_format: IdFormat[Key], field: Sequence[str]) -> Key:
    """The row's key in a node id of this format. Raises Refusal NOT_FOUND."""
    key = id_format.decode(text)
    if key is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such node", field)
    return key


async def customer_for(session: AsyncSession, text: str, field: Sequence[str] = ("customerId",)) -> CustomerKey:
    """The key of a customer, or of the survivor of one that was merged, which cannot be merged before the transaction
    ends. Raises Refusal NOT_FOUND.
    """
    key: CustomerKey | None = key_of(text, CUSTOMER_ID, field)
    while key is not None:
        row = (
            sa.select(Customer.id, Customer.merged_into_id)
            .where(Customer.id == key)
            .with_for_update(read=True, key_share=True)
        )
        found = (await session.execute(row)).one_or_none()
        if found is not None and found.merged_into_id is None:
            return found.id  # type: ignore[no-any-return]
        key = None if found is None else found.merged_into_id
    raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", field)


async def check_own(
    session: AsyncSession, viewer: Viewer, line: Contract, text: str, field: Sequence[str] = ("customerId",)
) -> CustomerKey:
    """The key of the customer whose id a subscriber gives, also that of one who was merged into this customer.

    Raises Refusal NOT_FOUND unless the subscriber is the holder.
    """
    if viewer.role is not Role.HOLDER or await customer_for(session, text, field) != line.customer_id:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such customer", field)
    return line.customer_id


async def contract_for(session: AsyncSession, viewer: Viewer, text: str, field: Sequence[str]) -> Contract:
    """Read a contract under a share lock, so that its state cannot change before the transaction ends.

    Raises Refusal NOT_FOUND, for a subscriber also where the contract is not one of theirs.
    """
    statement = sa.select(Contract).where(Contract.id == key_of(text, CONTRACT_ID, field))
    if viewer.role in SUBSCRIBERS:
        line = await own_line(session, viewer, field)
        statement = statement.where(
            Contract.id == line.id if viewer.role is Role.LINE else Contract.customer_id == line.customer_id
        )
    found = await session.scalar(statement.with_for_update(read=True).execution_options(populate_existing=True))
    if found is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", field)
    return found


async def customer_acted_for(
    session: AsyncSession, viewer: Viewer, text: str, field: Sequence[str] = ("customerId",)
) -> Customer:
    """Lock and read a customer, or the survivor of one that was merged. Others may insert rows that refer to it.

    Raises Refusal NOT_FOUND, for a subscriber also where the customer is not the one that they act for now.
    """
    line = await own_line(session, viewer, field) if viewer.role in SUBSCRIBERS else None
    if line is None:
        key = await customer_for(session, text, field)
    else:
        key = await check_own(session, viewer, line, text, field)
    return await locked_customer(session, key)


async def locked_customer(session: AsyncSession, key: CustomerKey) -> Customer:
    """Lock and read the customer with this key, or the survivor of one that was merged. Others may insert rows that
    refer to it.
    """
    found: Customer | None = None
    while found is None or found.merged_into_id is not None:
        next_id = key if found is None else found.merged_into_id
        statement = sa.select(Customer).where(Customer.id == next_id).with_for_update(key_share=True)
        found = (await session.scalars(statement.execution_options(populate_existing=True))).one()
    return found
