"""The act `eraseCustomer`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import ADMINISTRATORS
from backend.database import driver_connection
from backend.identifiers import CUSTOMER_ID, ContractKey
from backend.models import Contract, Customer
from backend.records.audit import not_collected
from backend.services.acts import Acting, NodeId, Payload, Reason, act
from backend.services.erasure.files import erase_after_commit
from backend.services.erasure.kept import KeptRows, kept_rows
from backend.services.erasure.matters import check_settled
from backend.services.erasure.wiping import contacts_of, files_of, requests_of, wipe, wipe_identity
from backend.services.idempotency import Outcome


@dataclass(frozen=True)
class ErasedRows:
    """Rows whose personal data is erased."""

    table: Annotated[str, "Table of the database, such as `notification`; `file` for stored files."]
    rows: Annotated[int, "Number of rows."]


@dataclass(frozen=True)
class Erasure:
    """What an erasure does; also the answer of a dry run. A repeated call does not return it."""

    in_plans: ClassVar[bool] = True

    erased: Annotated[
        tuple[ErasedRows, ...] | None,
        "What is erased, by table; in a dry run, what would be. Null when the mutation was refused or is repeated.",
    ] = None
    kept: Annotated[
        tuple[KeptRows, ...] | None,
        "What is kept without the identity, why and until when. Null when the mutation was refused or is repeated.",
    ] = None


@dataclass(frozen=True, kw_only=True)
class EraseCustomer:
    """Input of `eraseCustomer`."""

    id: Annotated[NodeId, "The customer."]
    reason: Reason = None


@act(Customer, ADMINISTRATORS, payload=Payload(name="EraseCustomerPayload", beside=Erasure), key_required=True)
async def erase_customer(acting: Acting, command: EraseCustomer) -> Outcome:
    """Erase the personal data of a customer, for good. The books, the hashes of the audit trail and the states in
    histories stay; `dryRun` tells what is erased, and what is kept until when. A reason is required, and must not
    contain personal data, since it is kept.

    Raises Refusal NOT_FOUND, INVALID_INPUT, CUSTOMER_ERASED, and CUSTOMER_HAS_OPEN_MATTERS with an error for each kind
    of what has to be settled first.
    """
    acting.reason_to("erase a customer")
    session = acting.session
    customer = await acting.lock(Customer, command.id)
    contracts = await _locked_contracts(session, customer)
    await check_settled(session, customer, contracts)
    requests = await requests_of(session, customer, contracts)
    files, contacts = await files_of(session, customer, requests), await contacts_of(session, customer)
    merged = await _locked_merged(session, customer)
    for each in (customer, *merged):
        if acting.allows(each, "close"):
            await acting.move(each, "close")
    await session.flush()
    connection = await driver_connection(session)
    # The audit entry tells that the data was erased, and not what it was.
    async with not_collected(connection):
        await wipe_identity(session, customer)
    for each in (customer, *merged):
        await acting.update(each, erased_at=sa.func.clock_timestamp())
    async with not_collected(connection):
        wiped = await wipe(session, customer, [each.id for each in merged], contracts, requests, contacts)
    counts = {"customer": 1 + len(merged), **wiped, "file": len(files)}
    await erase_after_commit(session, files)
    acting.event("customer.erased", customer, {"internal": True})
    erased = tuple(ErasedRows(table, rows) for table, rows in sorted(counts.items()) if rows)
    kept = await kept_rows(session, acting.settings, customer, contracts)
    return Outcome(CUSTOMER_ID.encode(customer.id), beside=Erasure(erased, kept))


async def _locked_merged(session: AsyncSession, customer: Customer) -> Sequence[Customer]:
    """The customers that were merged into one, locked in their order. They are closed and erased with it."""
    others = sa.select(Customer).where(Customer.merged_into_id == customer.id).order_by(Customer.id).with_for_update()
    return (await session.scalars(others)).all()


async def _locked_contracts(session: AsyncSession, customer: Customer) -> Sequence[ContractKey]:
    """The keys of a customer's contracts, locked in their order: no payment and no transfer happens meanwhile."""
    theirs = sa.select(Contract.id).where(Contract.customer_id == customer.id)
    return (await session.scalars(theirs.order_by(Contract.id).with_for_update())).all()
