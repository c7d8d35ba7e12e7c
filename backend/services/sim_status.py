"""Blocking of SIMs that are lost, stolen or faulty. A contract that has such a SIM has the hold LOST."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import SIM_ID, SimKey
from backend.models import Contract, ContractStatus, HoldReason, Sim, SimBlock
from backend.models.contract import IN_SERVICE
from backend.services import holds
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.reservation import NO_RESERVATION, served


@dataclass(frozen=True, kw_only=True)
class BlockSim:
    """Input of `blockSim`."""

    id: Annotated[NodeId, "The SIM."]
    because: Annotated[SimBlock, "What happened to it."]
    reason: Reason = None


@dataclass(frozen=True, kw_only=True)
class UnblockSim:
    """Input of `unblockSim`."""

    id: Annotated[NodeId, "The SIM."]
    reason: Reason = None


@act(Sim, STAFF)
async def block_sim(acting: Acting, command: BlockSim) -> SimKey:
    """Block a SIM that is lost, stolen or faulty. The contract that has it gets the hold LOST, where it stands not yet;
    a reservation ends.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    contract, sim = await _locked(acting, command.id)
    await acting.move(sim, "block", of=contract or sim, blocked_for=command.because, **NO_RESERVATION)
    if contract is not None and not await holds.standing(acting.session, [contract], HoldReason.LOST):
        await holds.place(acting, [contract], HoldReason.LOST)
    return sim.id


@act(Sim, STAFF)
async def unblock_sim(acting: Acting, command: UnblockSim) -> SimKey:
    """Unblock a SIM that was found again or works. The hold LOST of its contract is lifted, and no other; a SIM without
    a contract returns to the pool.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    contract, sim = await _locked(acting, command.id)
    if contract is None:
        if acting.allows(sim, "unblock") and await served(acting, sim):
            raise Refusal(ErrorCode.INVALID_TRANSITION, "the SIM has served a contract that has ended", ["id"])
        await acting.move(sim, "unblock_unbound" if acting.allows(sim, "unblock") else "unblock", blocked_for=None)
        return sim.id
    await acting.move(sim, "unblock", of=contract, blocked_for=None)
    if await holds.standing(acting.session, [contract], HoldReason.LOST):
        await holds.lift(acting, [contract], HoldReason.LOST)
    elif contract.status is ContractStatus.ACTIVE:
        await acting.move(sim, "resume", of=contract)
    return sim.id


async def _locked(acting: Acting, sim_id: str) -> tuple[Contract | None, Sim]:
    """Lock the contract in service that has a SIM, if any, and the SIM: contracts are locked before their SIMs.

    Raises Refusal NOT_FOUND; CONFLICT where the SIM is sold or exchanged at the same moment.
    """
    serving = sa.select(Contract).where(Contract.sim_id == SIM_ID.decode(sim_id), Contract.status.in_(IN_SERVICE))
    contract = await acting.session.scalar(serving.with_for_update())
    sim = await acting.lock(Sim, sim_id)
    if await acting.session.scalar(serving.with_only_columns(Contract.id)) != (contract and contract.id):
        raise Refusal(ErrorCode.CONFLICT, "the SIM was sold or exchanged at this moment; try again", ["id"])
    return contract, sim
