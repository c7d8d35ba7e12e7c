"""Exchange of the SIM of a line: the decision, and its completion some minutes later, once the customer was told.

A started swap keeps the old SIM in service, unless that was lost or stolen, and reserves the new one. After some
minutes a job orders the exchange from the network, or completes the swap where there is none. The swap is completed
once the network has confirmed it. A contract has at most one, in its column `swap_sim_id`.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import STAFF, Origin, Role, Viewer
from backend.errors import ErrorCode, Refusal
from backend.identifiers import ContractKey
from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import Contract, ContractStatus, Customer, HoldReason, Sim, SimBinding, SimBlock, SimStatus
from backend.models.contract import IN_SERVICE
from backend.services import compatibility, holds
from backend.services.acts import REASON_TEXT, Acting, NodeId, act
from backend.services.line_lock import check_unlocked
from backend.services.provisioning.orders import bring, has_network, is_with_network
from backend.services.provisioning.statements import CONFIRMED_SWAPS
from backend.services.recording import Journal
from backend.services.representation import AtCounter
from backend.services.reservation import NO_RESERVATION
from backend.services.sim import take_sim
from backend.settings import Settings

ACTOR = "schedule"
RESERVED_FOR = timedelta(days=7)  # the new SIM, until the swap is completed
BATCH_SIZE = 100


@dataclass(frozen=True, kw_only=True)
class SwapSim(AtCounter):
    """Input of `swapSim`."""

    id: Annotated[NodeId, "The contract, which is in service."]
    iccid: Annotated[str | None, "ICCID of the new SIM; when absent, one is taken from the pool."] = None
    because: Annotated[SimBlock | None, "What happened to the old SIM, if anything: it is then blocked at once."] = None
    reason: Annotated[str, REASON_TEXT]


@dataclass(frozen=True, kw_only=True)
class CancelSimSwap:
    """Input of `cancelSimSwap`."""

    id: Annotated[NodeId, "The contract."]
    reason: Annotated[str, REASON_TEXT]


@act(Contract, STAFF)
async def swap_sim(acting: Acting, command: SwapSim) -> ContractKey:
    """Start the exchange of the SIM of a contract. The customer is told, and after CRM_SIM_SWAP_MINUTES the network is
    ordered to exchange it. The old SIM stays in service until the network has confirmed that, unless something happened
    to it.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION, LINE_LOCKED, SWAP_PENDING, TARIFF_INCOMPATIBLE,
    OPTION_INCOMPATIBLE, and as `get_sim` for the SIM.
    """
    acting.reason_to("swap a SIM")
    contract = await acting.lock(Contract, command.id)
    if contract.status not in IN_SERVICE:
        message = f"a contract that is {contract.status} does not allow another SIM"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    check_unlocked(contract, ["id"])
    if contract.swap_sim_id is not None:
        raise Refusal(ErrorCode.SWAP_PENDING, "a swap of this contract was started already", ["id"])
    customer = await acting.session.get_one(Customer, contract.customer_id)
    new = await take_sim(acting, customer, command.iccid)
    if await acting.session.scalar(sa.select(Contract.id).where(Contract.swap_sim_id == new.id)) is not None:
        raise Refusal(ErrorCode.SIM_RESERVED, "the SIM is that of another swap", ["iccid"])
    await compatibility.check_line(acting.session, acting.settings, contract, new, acting.viewer.language)
    reserved = {
        "reserved_by": acting.actor,
        "reserved_for": contract.customer_id,
        "reserved_until": sa.func.now() + RESERVED_FOR,
    }
    if new.status is SimStatus.AVAILABLE:
        await acting.move(new, "reserve", of=contract, **reserved)
    else:
        await acting.update(new, **reserved)
    await acting.update(contract, swap_sim_id=new.id, swap_started_at=sa.func.now())
    acting.event("contract.sim_swap_started", contract, {})
    if command.because is not None:
        await _block_old(acting, contract, command.because)
    return contract.id


@act(Contract, STAFF)
async def cancel_sim_swap(acting: Acting, command: CancelSimSwap) -> ContractKey:
    """Cancel the exchange of a SIM that is not completed yet. The new SIM returns to the pool, and the old one stays as
    it is.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION where no swap is pending, or where the network is
    exchanging the SIM at this moment.
    """
    acting.reason_to("cancel a swap")
    contract = await acting.lock(Contract, command.id)
    if contract.swap_sim_id is None:
        raise Refusal(ErrorCode.INVALID_TRANSITION, "no swap of this contract is pending", ["id"])
    if contract.swap_ordered_at is not None and await is_with_network(acting.session, contract.id):
        message = "the network is exchanging the SIM; cancel the swap when it has answered, or swap the SIM again"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    await refuse(acting, contract)
    return contract.id


async def refuse(acting: Acting, contract: Contract) -> None:
    """End a pending swap of a locked contract without effect: it is cancelled, or the new SIM is not reserved any more.
    What was ordered from the network is replaced.
    """
    new = await acting.session.get_one(Sim, contract.swap_sim_id, with_for_update=True)
    was_ordered = contract.swap_ordered_at is not None
    await acting.update(contract, swap_sim_id=None, swap_started_at=None, swap_ordered_at=None)
    if was_ordered:
        await bring(acting.session, acting.settings, [contract.id])
    if new.status is SimStatus.RESERVED:
        await acting.move(new, "release", of=contract, **NO_RESERVATION)
    acting.event("contract.sim_swap_refused", contract, {})


async def _locked_sims(acting: Acting, contract: Contract) -> tuple[Sim, Sim] | None:
    """Lock the old and the new SIM of a pending swap; a swap whose new SIM is not reserved any more is refused."""
    keys = [contract.sim_id, contract.swap_sim_id]
    found = await acting.session.scalars(sa.select(Sim).where(Sim.id.in_(keys)).order_by(Sim.id).with_for_update())
    sims = {sim.id: sim for sim in found}
    old, new = (sims[key] for key in keys if key is not None)
    if new.status is SimStatus.RESERVED and acting.allows(old, "replace"):
        return old, new
    await refuse(acting, contract)
    return None


async def order(acting: Acting, contract: Contract) -> None:
    """Order that the network exchanges the SIM of a locked contract. The new SIM stays reserved until then."""
    sims = await _locked_sims(acting, contract)
    if sims is not None:
        await acting.update(sims[1], reserved_until=None)
        await acting.update(contract, swap_ordered_at=sa.func.now())
        await bring(acting.session, acting.settings, [contract.id])


async def complete(acting: Acting, contract: Contract) -> None:
    """Replace the SIM of a locked contract by that of its pending swap. The hold LOST is lifted, and no other.

    A swap whose new SIM is not reserved any more is refused.
    """
    session = acting.session
    sims = await _locked_sims(acting, contract)
    if sims is None:
        return
    old, new = sims
    await acting.move(old, "replace", of=contract)
    activated = {"msisdn": old.msisdn, "activated_at": sa.func.now()}
    await acting.move(new, "activate", of=contract, **activated, **NO_RESERVATION)
    await session.execute(
        sa.update(SimBinding)
        .where(SimBinding.contract_id == contract.id, SimBinding.bound_to.is_(None))
        .values(bound_to=sa.func.greatest(sa.func.now(), SimBinding.bound_from))
    )
    bound = {"sim_id": new.id, "contract_id": contract.id, "bound_from": sa.func.now()}
    await session.execute(sa.insert(SimBinding).values(**bound))
    await acting.update(contract, sim_id=new.id, swap_sim_id=None, swap_started_at=None, swap_ordered_at=None)
    await bring(session, acting.settings, [contract.id])
    acting.event("contract.sim_swapped", contract, {})
    if await holds.standing(session, [contract], HoldReason.LOST):
        await holds.lift(acting, [contract], HoldReason.LOST)
    if contract.status is ContractStatus.SUSPENDED:
        await acting.move(new, "suspend", of=contract)


async def _block_old(acting: Acting, contract: Contract, because: SimBlock) -> None:
    old = await acting.session.get_one(Sim, contract.sim_id, with_for_update=True)
    if acting.allows(old, "block"):
        await acting.move(old, "block", of=contract, blocked_for=because)
    if not await holds.standing(acting.session, [contract], HoldReason.LOST):
        await holds.place(acting, [contract], HoldReason.LOST)


@job("complete SIM swaps", cron="* * * * *")
async def complete_swaps_job(tools: Tools, _: Job) -> None:
    """Order every swap that was started CRM_SIM_SWAP_MINUTES ago from the network, or complete it."""

    async def step(session: AsyncSession) -> int:
        return await complete_swaps(session, tools.settings)

    await tools.repeat(step)


async def complete_swaps(session: AsyncSession, settings: Settings) -> int:
    """Order at most 100 swaps that are due from the network; complete them where there is none. Returns how many."""
    wait = timedelta(minutes=settings.sim_swap_minutes)
    due = sa.select(Contract).where(
        Contract.swap_started_at <= sa.func.now() - wait, Contract.swap_ordered_at.is_(None)
    )
    batch = due.order_by(Contract.id).limit(BATCH_SIZE).with_for_update(skip_locked=True)
    contracts = (await session.scalars(batch)).all()
    step = order if has_network(settings) else complete
    await _each(session, settings, ACTOR, contracts, step)
    return len(contracts)


async def complete_confirmed(session: AsyncSession, settings: Settings, actor: str, contract_id: ContractKey) -> None:
    """Complete the swap of a contract, if the network has the new SIM by the last order that it confirmed."""
    confirmed = sa.text(CONFIRMED_SWAPS.format(more="and c.id = :id")).bindparams(id=contract_id)
    locked = sa.select(Contract).where(Contract.id == contract_id).with_for_update()
    contracts = (await session.scalars(locked)).all()
    if await session.scalar(confirmed) is not None:
        await _each(session, settings, actor, contracts, complete)


async def _each(
    session: AsyncSession,
    settings: Settings,
    actor: str,
    contracts: Sequence[Contract],
    step: Callable[[Acting, Contract], Awaitable[None]],
) -> None:
    journal = Journal(actor)
    acting = Acting(session, settings, Viewer(Role.SERVICE, actor), Origin(), journal)
    for contract in contracts:
        await step(acting, contract)
    await journal.write(session)
