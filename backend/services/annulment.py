"""Annulment of contracts that never came into service: they are undone whole."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import ENTRY_ID, ContractKey
from backend.models import (
    CONTRACT_STATES,
    Contract,
    ContractStatus,
    LedgerEntry,
    LedgerPosting,
    NumberBinding,
    PhoneNumber,
    PostingKind,
    Sim,
    SimBinding,
)
from backend.services import sim_swap
from backend.services.acts import REASON_TEXT, Acting, NodeId, act
from backend.services.charge import ReverseEntry, reverse_entry
from backend.services.contract_draft import end_draft, lock_with_request
from backend.services.provisioning.orders import withdraw
from backend.services.recording import target_of
from backend.services.representation import AtCounter
from backend.services.scheduled_act import supersede


@dataclass(frozen=True, kw_only=True)
class AnnulContract(AtCounter):
    """Input of `annulContract`."""

    id: Annotated[NodeId, "The contract."]
    reason: Annotated[str, REASON_TEXT]


@act(Contract, STAFF)
async def annul_contract(acting: Acting, command: AnnulContract) -> ContractKey:
    """Undo a contract whose line the network never put into service. Its charges are reversed, its SIM and its number
    return to the pool at once, and what was paid stays on its account until it is refunded or transferred.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION, also where the line was in service or the network may
    be activating it; for a contract that was not activated yet, as `cancel_contract`.
    """
    acting.reason_to("annul a contract")
    behind = await lock_with_request(acting, command.id)
    contract = behind.contract
    target_of(CONTRACT_STATES, contract.status, "annul")
    if contract.status is ContractStatus.ACCEPTED:
        await end_draft(acting, behind, "annul", closed_at=sa.func.now())
        return contract.id
    if contract.swap_sim_id is not None:
        await sim_swap.refuse(acting, contract)
    # The line of a contract that was transferred was in service before.
    if contract.transferred_from_id is not None or not await withdraw(acting.session, contract.id):
        message = "the line is or was in service, or the network is activating it now; closeContract ends the contract"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    await supersede(acting, contract)
    await _reverse_charges(acting, contract)
    await acting.move(contract, "annul", closed_at=sa.func.now())
    await _free_line(acting, contract)
    return contract.id


async def _reverse_charges(acting: Acting, contract: Contract) -> None:
    """Reverse what a locked contract was charged and was not reversed, the last charge first."""
    reversal = aliased(LedgerPosting)
    is_reversed = sa.exists().where(reversal.reverses_id == LedgerEntry.posting_id)
    charges = sa.select(LedgerEntry.id).where(
        LedgerEntry.contract_id == contract.id, LedgerEntry.kind == PostingKind.CHARGE, ~is_reversed
    )
    for entry in (await acting.session.scalars(charges.order_by(LedgerEntry.created_at.desc(), LedgerEntry.id))).all():
        reverse = ReverseEntry(id=NodeId(ENTRY_ID.encode(entry)), reason=acting.reason_to("reverse a charge"))
        await reverse_entry.function(acting, reverse)


async def _free_line(acting: Acting, contract: Contract) -> None:
    """Return the SIM and the number of an annulled contract to the pool: nobody has used them.

    Raises Refusal INVALID_TRANSITION for a SIM that is blocked.
    """
    session = acting.session
    sim = await session.get_one(Sim, contract.sim_id, with_for_update=True)
    await acting.move(sim, "return", of=contract, activated_at=None, msisdn=None)
    number = await session.get_one(PhoneNumber, contract.phone_number_id, with_for_update=True)
    await acting.move(number, "release", of=contract, quarantined_until=sa.func.now())
    await acting.move(number, "restore", of=contract, quarantined_until=None)
    for binding in (SimBinding, NumberBinding):
        await session.execute(
            sa.update(binding)
            .where(binding.contract_id == contract.id, binding.bound_to.is_(None))
            .values(bound_to=sa.func.greatest(sa.func.now(), binding.bound_from))
        )
