"""Suspension, resumption and closing of a customer, with all contracts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa

from backend.auth.sessions import end_sessions_where
from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CustomerKey
from backend.models import Contract, Customer, Session
from backend.models.contract import LIVE
from backend.services import holds
from backend.services.acts import REASON_TEXT, Acting, NodeId, act
from backend.services.customer import CUSTOMER

NAMED_CONTRACTS = 10  # at most, in a message


@dataclass(frozen=True, kw_only=True)
class CustomerAction:
    """Input of the mutations that change a customer's state."""

    id: Annotated[NodeId, "The customer."]
    reason: Annotated[str, REASON_TEXT]
    expected_version: Annotated[
        int | None,
        "The `version` that was read. The mutation is refused with CONFLICT when the stored version differs.",
    ] = None


@act(Customer, STAFF, payload=CUSTOMER)
async def suspend_customer(acting: Acting, command: CustomerAction) -> CustomerKey:
    """Suspend a customer: a hold CUSTOMER_SUSPENDED is placed on each contract in service, and no new contracts are
    accepted.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION, CONFLICT.
    """
    customer = await _locked(acting, command, "suspend a customer")
    await acting.move(customer, "suspend")
    await holds.follow(acting, customer)
    return customer.id


@act(Customer, STAFF, payload=CUSTOMER)
async def resume_customer(acting: Acting, command: CustomerAction) -> CustomerKey:
    """Resume a suspended customer. The holds CUSTOMER_SUSPENDED are lifted; a contract with another hold stays
    suspended.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION, CONFLICT.
    """
    customer = await _locked(acting, command, "resume a customer")
    await acting.move(customer, "resume")
    await holds.follow(acting, customer)
    return customer.id


@act(Customer, STAFF, payload=CUSTOMER)
async def close_customer(acting: Acting, command: CustomerAction) -> CustomerKey:
    """Close a customer without live contracts. The sessions of the customer's sign-ins end.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION, CONFLICT, and LIVE_CONTRACTS, which names them.
    """
    customer = await _locked(acting, command, "close a customer")
    contracts = await _lock_live_contracts(acting, customer)
    await acting.move(customer, "close")
    if contracts:
        names = sorted(each.number for each in contracts)
        more = f" and {len(names) - NAMED_CONTRACTS} more" if len(names) > NAMED_CONTRACTS else ""
        message = f"the customer has live contracts: {', '.join(names[:NAMED_CONTRACTS])}{more}; close them first"
        raise Refusal(ErrorCode.LIVE_CONTRACTS, message, ["id"])
    for statement in end_sessions_where(Session.customer_id == customer.id):
        await acting.session.execute(statement)
    return customer.id


async def _locked(acting: Acting, command: CustomerAction, act: str) -> Customer:
    """The locked customer. Raises Refusal NOT_FOUND, INVALID_INPUT without a reason, CONFLICT."""
    acting.reason_to(act)
    customer = await acting.lock(Customer, command.id, key_share=True)
    if command.expected_version is not None and customer.version != command.expected_version:
        message = (
            f"the customer's version is {customer.version}, expected was {command.expected_version}; read it again"
        )
        raise Refusal(ErrorCode.CONFLICT, message, ["expectedVersion"], node_id=command.id)
    return customer


async def _lock_live_contracts(acting: Acting, customer: Customer) -> Sequence[Contract]:
    """Lock the customer's live contracts. The customer is locked, so that none is added."""
    found = sa.select(Contract).where(Contract.customer_id == customer.id, Contract.status.in_(LIVE))
    return (await acting.session.scalars(found.order_by(Contract.id).with_for_update())).all()
