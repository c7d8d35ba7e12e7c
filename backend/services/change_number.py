"""Another number for a line: one of the pool, or the one that its customer had before."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import ContractKey, PhoneNumberKey
from backend.models import (
    Contract,
    Customer,
    NumberBinding,
    NumberClass,
    PhoneNumber,
    Sim,
)
from backend.models.contract import IN_SERVICE
from backend.services import compatibility
from backend.services.acts import REASON_TEXT, Acting, NodeId, Reason, act
from backend.services.line_lock import check_unlocked
from backend.services.number_class import charge_for
from backend.services.provisioning.orders import bring
from backend.services.representation import AtCounter
from backend.services.reservation import NO_RESERVATION
from backend.services.sim import take_number


@dataclass(frozen=True, kw_only=True)
class ChangeNumber(AtCounter):
    """Input of `changeNumber`."""

    id: Annotated[NodeId, "The contract, which is in service."]
    msisdn: Annotated[str | None, "The new number; when absent, one of the class is taken from the pool."] = None
    class_: Annotated[NumberClass, "The class of the number that is taken from the pool."] = NumberClass.STANDARD
    reason: Reason = None


@dataclass(frozen=True, kw_only=True)
class ReclaimNumber:
    """Input of `reclaimNumber`."""

    id: Annotated[NodeId, "The phone number in quarantine."]
    contract_id: Annotated[NodeId, "A contract in service of its last holder, which gets it."]
    reason: Annotated[str, REASON_TEXT]


@act(Contract, STAFF)
async def change_number(acting: Acting, command: ChangeNumber) -> ContractKey:
    """Give a contract another number. The price of its class and the fee of the change are charged, and the old number
    is quarantined: the sign-ins of the line end, and messages that wait for the old number are not sent.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, LINE_LOCKED, INSUFFICIENT_BALANCE, CURRENCY_MISMATCH,
    TARIFF_INCOMPATIBLE, OPTION_INCOMPATIBLE, and as `get_sim` for the number.
    """
    contract = await _line(acting, command.id, ["id"])
    customer = await acting.session.get_one(Customer, contract.customer_id)
    number = await take_number(acting, customer, command.msisdn, command.class_)
    await compatibility.check_line(acting.session, acting.settings, contract, number, acting.viewer.language)
    await charge_for(acting, contract.id, number, changed=True)
    await exchange(acting, contract, number, "assign", **NO_RESERVATION)
    return contract.id


@act(PhoneNumber, STAFF, moves=(PhoneNumber, "reclaim"))
async def reclaim_number(acting: Acting, command: ReclaimNumber) -> PhoneNumberKey:
    """Give a number in quarantine back to its last holder, for a contract that they have now. The number of that
    contract is quarantined. Nothing is charged.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION, LINE_LOCKED; NUMBER_NOT_AVAILABLE where somebody else was its last
    holder; INVALID_INPUT without a reason.
    """
    acting.reason_to("reclaim a number")
    contract = await _line(acting, command.contract_id, ["contractId"])
    number = await acting.lock(PhoneNumber, command.id)
    if acting.allows(number, "reclaim") and await _last_holder(acting, number) != contract.customer_id:
        message = "the number belonged to another customer"
        raise Refusal(ErrorCode.NUMBER_NOT_AVAILABLE, message, ["id"])
    await exchange(acting, contract, number, "reclaim", quarantined_until=None)
    return number.id


async def _line(acting: Acting, contract_id: str, field: list[str]) -> Contract:
    """Lock a contract in service whose line is not locked by its customer. Raises Refusal."""
    try:
        contract = await acting.lock(Contract, contract_id)
    except Refusal as refusal:
        raise Refusal(refusal.code, refusal.message, field) from None
    if contract.status not in IN_SERVICE:
        message = f"a contract that is {contract.status} does not allow another number"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, field)
    check_unlocked(contract, field)
    return contract


async def _last_holder(acting: Acting, number: PhoneNumber) -> Any:
    """The customer of the contract that had a number last."""
    statement = (
        sa.select(Contract.customer_id)
        .join(NumberBinding, NumberBinding.contract_id == Contract.id)
        .where(NumberBinding.phone_number_id == number.id)
        .order_by(NumberBinding.bound_from.desc())
        .limit(1)
    )
    return await acting.session.scalar(statement)


async def exchange(acting: Acting, contract: Contract, number: PhoneNumber, verb: str, **values: Any) -> None:
    """Give a locked contract in service a locked number, which makes the transition `verb`. Its old one is
    quarantined. Raises Refusal INVALID_TRANSITION.
    """
    session = acting.session
    await acting.move(number, verb, of=contract, **values)
    old = await session.get_one(PhoneNumber, contract.phone_number_id, with_for_update=True)
    quarantine = timedelta(days=acting.settings.number_quarantine_days)
    await acting.move(old, "release", of=contract, quarantined_until=sa.func.now() + quarantine)
    await session.execute(
        sa.update(NumberBinding)
        .where(NumberBinding.contract_id == contract.id, NumberBinding.bound_to.is_(None))
        .values(bound_to=sa.func.greatest(sa.func.now(), NumberBinding.bound_from))
    )
    await acting.update(contract, phone_number_id=number.id)
    sim = await session.get_one(Sim, contract.sim_id, with_for_update=True)
    await acting.update(sim, msisdn=number.msisdn)
    bound = {"phone_number_id": number.id, "contract_id": contract.id, "bound_from": sa.func.now()}
    await session.execute(sa.insert(NumberBinding).values(**bound))
    await bring(session, acting.settings, [contract.id], old_number=old.id)
    acting.event("contract.number_changed", contract, {})
