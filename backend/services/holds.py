"""Holds: the reasons for which the service of contracts is stopped, each of which stands by itself.

A contract is SUSPENDED while any hold of it stands, and the network bars what the strictest of them says. All functions
expect locked contracts. Contracts are locked in the order of their ids, after their customer, and before their SIMs.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import set_committed_value

from backend.identifiers import ContractKey
from backend.models import (
    BARRING,
    Contract,
    ContractHold,
    ContractStatus,
    Customer,
    CustomerStatus,
    HoldReason,
    Sim,
)
from backend.models.contract import IN_SERVICE
from backend.models.nouns import BY_MODEL
from backend.services.acts import Acting, scope_of
from backend.services.provisioning.orders import bring
from backend.services.recording import target_of


async def standing(session: AsyncSession, contracts: Sequence[Contract], reason: HoldReason) -> set[ContractKey]:
    """The keys of those contracts on which a hold stands for this reason."""
    found = sa.select(ContractHold.contract_id).where(_of(contracts), ContractHold.reason == reason)
    return set(await session.scalars(found))


async def place(acting: Acting, contracts: Sequence[Contract], reason: HoldReason) -> None:
    """Place a hold on contracts in service that do not have it. Active ones are suspended, with their SIMs."""
    if not contracts:
        return
    rows = [
        {"contract_id": each.id, "reason": reason, "barring": BARRING[reason], "by": acting.actor} for each in contracts
    ]
    await acting.session.execute(sa.insert(ContractHold).values(rows))
    _record(acting, contracts, "contract.hold_placed", reason)
    await _move(acting, [each for each in contracts if each.status is ContractStatus.ACTIVE], "suspend")
    await bring(acting.session, acting.settings, [each.id for each in contracts])


async def lift(acting: Acting, contracts: Sequence[Contract], reason: HoldReason) -> None:
    """Lift a hold from contracts that have it. Those without another hold are resumed, with their SIMs."""
    if not contracts:
        return
    await _end(acting, _of(contracts), ContractHold.reason == reason)
    _record(acting, contracts, "contract.hold_lifted", reason)
    held = set(await acting.session.scalars(sa.select(ContractHold.contract_id).where(_of(contracts))))
    await _move(acting, [each for each in contracts if each.id not in held], "resume")
    await bring(acting.session, acting.settings, [each.id for each in contracts])


async def follow(acting: Acting, customer: Customer) -> None:
    """Place the hold CUSTOMER_SUSPENDED on the contracts in service of a locked customer who is suspended, and lift it
    from those of another one: contracts that came from somebody else follow their customer.
    """
    theirs = sa.select(Contract).where(Contract.customer_id == customer.id, Contract.status.in_(IN_SERVICE))
    rows = theirs.order_by(Contract.id).with_for_update().execution_options(populate_existing=True)
    contracts = (await acting.session.scalars(rows)).all()
    held = await standing(acting.session, contracts, HoldReason.CUSTOMER_SUSPENDED)
    if customer.status is CustomerStatus.SUSPENDED:
        await place(acting, [each for each in contracts if each.id not in held], HoldReason.CUSTOMER_SUSPENDED)
    else:
        await lift(acting, [each for each in contracts if each.id in held], HoldReason.CUSTOMER_SUSPENDED)


async def end_all(acting: Acting, contract: Contract) -> None:
    """End all holds of a contract that is closed."""
    await _end(acting, _of([contract]))


def _of(contracts: Sequence[Contract]) -> sa.ColumnElement[bool]:
    """The condition for holds of these contracts that stand."""
    return sa.and_(ContractHold.contract_id.in_([each.id for each in contracts]), ContractHold.until.is_(None))


async def _end(acting: Acting, *conditions: sa.ColumnElement[bool]) -> None:
    ended = sa.update(ContractHold).where(*conditions).values(until=sa.func.now(), lifted_by=acting.actor)
    await acting.session.execute(ended.execution_options(synchronize_session=False))


def _record(acting: Acting, contracts: Sequence[Contract], topic: str, reason: HoldReason) -> None:
    # Staff only: a subscriber is told of the suspension, and not of each reason for it.
    for each in contracts:
        acting.event(topic, each, {"internal": True, "hold": reason.value})


async def _move(acting: Acting, contracts: Sequence[Contract], verb: str) -> None:
    """Make a transition of contracts, and of those of their SIMs whose state allows it."""
    if not contracts:
        return
    session = acting.session
    await _move_all(acting, [(each, each) for each in contracts], verb)
    keys = [each.sim_id for each in contracts]
    found = await session.scalars(sa.select(Sim).where(Sim.id.in_(keys)).order_by(Sim.id).with_for_update())
    of = {each.sim_id: each for each in contracts}
    await _move_all(acting, [(sim, of[sim.id]) for sim in found if acting.allows(sim, verb)], verb)


async def _move_all(acting: Acting, nodes: Sequence[tuple[Contract | Sim, Contract]], verb: str) -> None:
    """Make one transition of nodes of one kind, each with the contract that it concerns, with one statement."""
    if not nodes:
        return
    model = type(nodes[0][0])
    name, machine, _ = BY_MODEL[model].machine_of(verb)
    targets = {node.id: target_of(machine, node.status, verb) for node, _ in nodes}
    for node, contract in nodes:
        acting.journal.step(name, node.id, verb, node.status, targets[node.id], **scope_of(contract))
    (target,) = set(targets.values())
    moved = sa.update(model).where(model.id.in_(list(targets))).values(status=target)
    await acting.session.execute(moved.execution_options(synchronize_session=False))
    for node, _ in nodes:
        set_committed_value(node, "status", target)
