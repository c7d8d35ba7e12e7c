"""Suspension, resumption and closing of a contract, with its SIM and its number."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.identifiers import ContractKey
from backend.models import Contract, NumberBinding, PhoneNumber, Sim, SimBinding
from backend.services.acts import Acting, NodeId, Reason, act
from backend.services.representation import AtCounter


@dataclass(frozen=True, kw_only=True)
class ContractAction(AtCounter):
    """Input of the mutations that change a contract's state."""

    id: Annotated[NodeId, "The contract."]
    reason: Reason = None


@act(Contract, STAFF)
async def suspend_contract(acting: Acting, command: ContractAction) -> ContractKey:
    """Suspend a contract: its service is stopped until it is resumed."""
    contract = await acting.lock(Contract, command.id)
    await acting.move(contract, "suspend")
    await _move_sim(acting, contract, "suspend")
    return contract.id


@act(Contract, STAFF)
async def resume_contract(acting: Acting, command: ContractAction) -> ContractKey:
    """Resume a suspended contract.

    A SIM that was blocked stays blocked.
    """
    contract = await acting.lock(Contract, command.id)
    await acting.move(contract, "resume")
    await _move_sim(acting, contract, "resume")
    return contract.id


@act(Contract, STAFF)
async def close_contract(acting: Acting, command: ContractAction) -> ContractKey:
    """Close a contract. Its SIM is terminated and its number is quarantined."""
    contract = await acting.lock(Contract, command.id)
    await acting.move(contract, "close", closed_at=sa.func.now())
    await _move_sim(acting, contract, "terminate")
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
    return contract.id


async def _move_sim(acting: Acting, contract: Contract, verb: str) -> None:
    """Make the transition of the contract's SIM where the SIM's state allows it."""
    sim = await acting.session.get_one(Sim, contract.sim_id, with_for_update=True)
    if acting.allows(sim, verb):
        await acting.move(sim, verb, of=contract)
