"""Reopening of closed contracts, with the SIM, the number and the customer."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, CUSTOMER_ID, ContractKey
from backend.models import (
    CONTRACT_STATES,
    Contract,
    ContractHold,
    Customer,
    CustomerStatus,
    HistoryEntry,
    NodeType,
    NumberBinding,
    PhoneNumber,
    PhoneNumberStatus,
    Sim,
    SimBinding,
    SimStatus,
)
from backend.services import customer as customers
from backend.services import holds
from backend.services.acts import REASON_TEXT, Acting, NodeId, act
from backend.services.lines import key_of
from backend.services.provisioning.orders import bring
from backend.services.recording import target_of
from backend.services.representation import AtCounter


@dataclass(frozen=True, kw_only=True)
class ReopenContract(AtCounter):
    """Input of `reopenContract`."""

    id: Annotated[NodeId, "The contract."]
    reason: Annotated[str, REASON_TEXT]


@act(Contract, STAFF)
async def reopen_contract(acting: Acting, command: ReopenContract) -> ContractKey:
    """Put a closed contract into service again, within CRM_REOPENING_DAYS: its SIM and its number come back, and the
    customer too. The holds that ended with its closing stand again.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION, REOPENING_NOT_ALLOWED, CUSTOMER_ERASED,
    CUSTOMER_SUSPENDED, KYC_REQUIRED.
    """
    acting.reason_to("reopen a contract")
    customer, contract = await _locked(acting, command.id)
    target_of(CONTRACT_STATES, contract.status, "reopen")
    await _check_contract(acting, contract)
    if customer.status is CustomerStatus.CLOSED:
        await _check_not_suspended(acting, customer)
        await acting.move(customer, "reopen")
    customers.check_may_contract(customer, acting.settings, ("id",))
    sim, number = await _line(acting, contract)
    ended = await _holds_at_closing(acting, contract)
    await acting.move(sim, "restore", of=contract, blocked_for=None)
    await acting.move(number, "reclaim", of=contract, quarantined_until=None)
    await acting.move(contract, "reopen", closed_at=None)
    binding: dict[str, Any] = {"contract_id": contract.id, "bound_from": sa.func.now()}
    await acting.session.execute(sa.insert(SimBinding).values(sim_id=sim.id, **binding))
    await acting.session.execute(sa.insert(NumberBinding).values(phone_number_id=number.id, **binding))
    for reason in ended:
        await holds.place(acting, [contract], reason)
    await bring(acting.session, acting.settings, [contract.id])
    return contract.id


async def _locked(acting: Acting, text: str) -> tuple[Customer, Contract]:
    """Lock the customer of a contract, then the contract. Raises Refusal NOT_FOUND, CUSTOMER_ERASED."""
    key = key_of(text, CONTRACT_ID, ["id"])
    holder = await acting.session.scalar(sa.select(Contract.customer_id).where(Contract.id == key))
    if holder is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", ["id"])
    customer = await customers.locked(acting.session, CUSTOMER_ID.encode(holder))
    return customer, await acting.lock(Contract, text)


async def _check_contract(acting: Acting, contract: Contract) -> None:
    """Raises Refusal REOPENING_NOT_ALLOWED for a contract that was closed too long ago, or whose debt was given up."""
    days = acting.settings.reopening_days
    late = sa.select(Contract.closed_at < sa.func.now() - timedelta(days=days)).where(Contract.id == contract.id)
    if await acting.session.scalar(late):
        raise _not_allowed(f"the contract was closed more than {days} days ago")
    if contract.debt_written_off:
        raise _not_allowed("the debt of the contract was written off when it was closed")


async def _check_not_suspended(acting: Acting, customer: Customer) -> None:
    """Raises Refusal CUSTOMER_SUSPENDED for a closed customer who was suspended before."""
    row = HistoryEntry
    closing = (
        sa.select(row.from_status)
        .where(row.node_id == customer.id, row.node_type == NodeType.CUSTOMER, row.steps.startswith("close "))
        .order_by(row.created_at.desc())
        .limit(1)
    )
    if await acting.session.scalar(closing) == CustomerStatus.SUSPENDED:
        message = "the customer was suspended when the account was closed"
        raise Refusal(ErrorCode.CUSTOMER_SUSPENDED, message, ["id"])


async def _line(acting: Acting, contract: Contract) -> tuple[Sim, PhoneNumber]:
    """Lock the SIM and the number of a closed contract, which nobody had since.

    Raises Refusal REOPENING_NOT_ALLOWED.
    """
    session = acting.session
    sim = await session.get_one(Sim, contract.sim_id, with_for_update=True)
    number = await session.get_one(PhoneNumber, contract.phone_number_id, with_for_update=True)
    last = sa.select(NumberBinding.contract_id).where(NumberBinding.phone_number_id == number.id)
    holder = await session.scalar(last.order_by(NumberBinding.bound_from.desc()).limit(1))
    if number.status is not PhoneNumberStatus.QUARANTINED or holder != contract.id:
        raise _not_allowed(f"the number {number.msisdn} is {number.status} and was given on")
    if sim.status is not SimStatus.TERMINATED:
        raise _not_allowed(f"the SIM {sim.iccid} is {sim.status}")
    return sim, number


async def _holds_at_closing(acting: Acting, contract: Contract) -> list[Any]:
    """The reasons of the holds that ended when the contract was closed, those of the staff included."""
    row = ContractHold
    ended = sa.select(row.reason).where(row.contract_id == contract.id, row.until == contract.closed_at)
    return list(await acting.session.scalars(ended.order_by(row.reason)))


def _not_allowed(message: str) -> Refusal:
    return Refusal(ErrorCode.REOPENING_NOT_ALLOWED, message, ["id"])
