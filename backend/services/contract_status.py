"""Suspension, resumption and closing of a contract, with its SIM and its number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CONTRACT_ID, ContractKey
from backend.models import (
    CONTRACT_STATES,
    ClosingBalance,
    Contract,
    ContractDocumentKind,
    ContractStatus,
    HoldReason,
    NumberBinding,
    PhoneNumber,
    ScheduledActKind,
    Sim,
    SimBinding,
)
from backend.models.contract import CONFIDENTIAL_HOLDS, IN_SERVICE
from backend.services import closing_balance, holds, scheduled_act, sim_swap
from backend.services.acts import Acting, NodeId, Reason, act, all_fields
from backend.services.contract_papers import make_document
from backend.services.days import beginning
from backend.services.provisioning.orders import bring
from backend.services.recording import target_of
from backend.services.representation import AtCounter
from backend.services.second_person import Line, require_second_person
from backend.services.transfer import end_transfer


@dataclass(frozen=True, kw_only=True)
class ContractAction(AtCounter):
    """Input of the mutations that change a contract's state."""

    later: ClassVar[frozenset[str]] = frozenset({"balance", "balance_to_id", "day"})

    id: Annotated[NodeId, "The contract."]
    hold: Annotated[
        HoldReason,
        "The hold that `suspendContract` places or `resumeContract` lifts. Not CUSTOMER_SUSPENDED, which"
        " `suspendCustomer` places. `closeContract` ends all holds, and accepts no other than the default.",
    ] = HoldReason.CUSTOMER
    balance: Annotated[
        ClosingBalance | None,
        "For `closeContract`: what happens to the balance. A contract with a debt is closed only when this is given.",
    ] = None
    balance_to_id: Annotated[
        NodeId | None, "For MOVE: another contract of the customer, which gets the balance or pays the debt."
    ] = None
    day: Annotated[
        date | None,
        "For `closeContract`: the day on which it is done, after today, at midnight of CRM_TIME_ZONE; at once when"
        " absent.",
    ] = None
    reason: Reason = None


def _meant(command: ContractAction) -> Mapping[str, Any]:
    """All fields; without the hold where it is the default, as in the digests of earlier releases."""
    fields = all_fields(command)
    if command.hold is HoldReason.CUSTOMER:
        del fields["hold"]
    return fields


@act(Contract, STAFF, meant=_meant)
async def suspend_contract(acting: Acting, command: ContractAction) -> ContractKey:
    """Place a hold on a contract, for example FRAUD. Its service is stopped while any hold stands.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION for a contract that is not in service, ALREADY_HELD.
    """
    hold = _hold(command)
    contract = await acting.lock(Contract, command.id)
    if contract.status not in IN_SERVICE:
        target_of(CONTRACT_STATES, contract.status, "suspend")
    if await holds.standing(acting.session, [contract], hold):
        raise Refusal(ErrorCode.ALREADY_HELD, f"the hold {hold.value} stands already", ["hold"])
    await holds.place(acting, [contract], hold)
    return contract.id


@act(Contract, STAFF, meant=_meant)
async def resume_contract(acting: Acting, command: ContractAction) -> ContractKey:
    """Lift one hold from a contract, for example FRAUD. The contract is resumed when no other hold stands. The first
    call for FRAUD or REGULATOR is recorded and refused with SECOND_PERSON_REQUIRED; the hold is lifted when another
    person calls it within 24 hours.

    With LOST a blocked SIM is unblocked; with another hold it stays blocked. Raises Refusal NOT_FOUND, INVALID_INPUT,
    INVALID_TRANSITION for a contract that is not suspended, NOT_HELD, SECOND_PERSON_REQUIRED.
    """
    hold = _hold(command)
    contract = await acting.lock(Contract, command.id)
    if contract.status is not ContractStatus.SUSPENDED:
        target_of(CONTRACT_STATES, contract.status, "resume")
    if not await holds.standing(acting.session, [contract], hold):
        raise Refusal(ErrorCode.NOT_HELD, f"no hold {hold.value} stands", ["hold"])
    if hold in CONFIDENTIAL_HOLDS:
        reason = acting.reason_to(f"lift a hold {hold.value}")
        line = Line(contract.id, contract.customer_id, contract.currency)
        await require_second_person(
            acting.session, acting.viewer, f"resumeContract {hold.value}", line, None, reason, field=["hold"]
        )
    if hold is HoldReason.LOST:
        await _unblock(acting, contract)
    await holds.lift(acting, [contract], hold)
    return contract.id


async def _unblock(acting: Acting, contract: Contract) -> None:
    """Unblock the SIM of a contract whose hold LOST ends."""
    sim = await acting.session.get_one(Sim, contract.sim_id, with_for_update=True)
    if acting.allows(sim, "unblock"):
        await acting.move(sim, "unblock", of=contract, blocked_for=None)


def _hold(command: ContractAction) -> HoldReason:
    """The hold to place or to lift. Raises Refusal INVALID_INPUT."""
    if command.day is not None:
        raise Refusal(ErrorCode.INVALID_INPUT, "only closeContract is done on a later day", ["day"])
    if command.hold is HoldReason.CUSTOMER_SUSPENDED:
        message = "suspendCustomer and resumeCustomer place and lift the hold CUSTOMER_SUSPENDED, on all contracts"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["hold"])
    return command.hold


@act(Contract, STAFF, meant=_meant)
async def close_contract(acting: Acting, command: ContractAction) -> ContractKey:
    """Close a contract, at once or on a day. Its holds, a pending swap and its scheduled acts end, its SIM is
    terminated and its number is quarantined. `balance` says what happens to its balance. A closing that is booked for a
    day supersedes all other scheduled acts at once.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION, CONTRACT_HAS_BALANCE for a debt without `balance`; and
    as `refundPayment`, `transferBalance` and `adjustBalance`, which REFUND, MOVE and WRITE_OFF use.
    """
    if command.hold is not HoldReason.CUSTOMER:
        raise Refusal(ErrorCode.INVALID_INPUT, "closeContract ends all holds; leave `hold` out", ["hold"])
    contract = await closing_balance.lock_contracts(acting, command.id, command.balance, command.balance_to_id)
    if command.day is None:
        await close(acting, contract, command.balance, command.balance_to_id)
    else:
        await _book(acting, contract, command)
    return contract.id


async def _book(acting: Acting, contract: Contract, command: ContractAction) -> None:
    """Book the closing of a locked contract. Raises Refusal INVALID_INPUT, INVALID_TRANSITION."""
    assert command.day is not None
    due_at = beginning(command.day, acting.settings, "a contract is closed")
    target_of(CONTRACT_STATES, contract.status, "close")
    if command.balance is ClosingBalance.WRITE_OFF:
        # What that takes, such as a second person, is decided when the balance is known.
        message = "a balance is written off at once; close the contract then"
        raise Refusal(ErrorCode.INVALID_INPUT, message, ["balance"])
    if command.balance is ClosingBalance.REFUND:
        acting.reason_to("refund a balance")
    other = None if command.balance_to_id is None else CONTRACT_ID.decode(command.balance_to_id)
    if other is not None and await acting.session.get(Contract, other) is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such contract", ["balanceToId"])
    booked = {"balance": command.balance, "balance_to_id": other}
    told = await scheduled_act.book(acting, contract, ScheduledActKind.CLOSE, due_at, **booked)
    acting.event("contract.closing_booked", contract, told)


async def close(
    acting: Acting, contract: Contract, balance: ClosingBalance | None, balance_to_id: NodeId | None
) -> None:
    """Close a locked contract, and end its scheduled acts. Raises Refusal as `close_contract`."""
    target_of(CONTRACT_STATES, contract.status, "close")
    await scheduled_act.supersede(acting, contract)
    if contract.swap_sim_id is not None:
        await sim_swap.refuse(acting, contract)
    await end_transfer(acting, contract)
    written_off = await closing_balance.settle(acting, contract, balance, balance_to_id)
    await acting.move(contract, "close", closed_at=sa.func.now(), debt_written_off=written_off or None)
    await holds.end_all(acting, contract)
    sim = await acting.session.get_one(Sim, contract.sim_id, with_for_update=True)
    if acting.allows(sim, "terminate"):
        await acting.move(sim, "terminate", of=contract)
    number = await acting.session.get_one(PhoneNumber, contract.phone_number_id, with_for_update=True)
    if acting.allows(number, "release"):
        quarantine = timedelta(days=acting.settings.number_quarantine_days)
        await acting.move(number, "release", of=contract, quarantined_until=sa.func.now() + quarantine)
    for binding in (SimBinding, NumberBinding):
        await acting.session.execute(
            sa.update(binding)
            .where(binding.contract_id == contract.id, binding.bound_to.is_(None))
            .values(bound_to=sa.func.greatest(sa.func.now(), binding.bound_from))
        )
    await bring(acting.session, acting.settings, [contract.id])
    await make_document(acting, contract, ContractDocumentKind.CLOSING_ACT)
