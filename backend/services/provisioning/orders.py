"""Provisioning orders, which acts write in their own transactions.

An order says the whole state of its line. It therefore replaces the orders of the contract that are queued or failed.
The caller holds the lock of the contract, and those of a SIM and a number that the contract gets or loses.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from backend.identifiers import ContractKey, PhoneNumberKey
from backend.models import Barring, Contract
from backend.models.contract import IN_SERVICE
from backend.models.provisioning_order import (
    OPEN,
    PROVISIONING_ORDER_STATES,
    REPLACEABLE,
    UNDECIDED,
    ProvisioningKind,
    ProvisioningOrder,
    ProvisioningStatus,
)
from backend.models.states import text_list
from backend.records.rows import insert_from, literal
from backend.settings import Settings

_K, _S = ProvisioningKind, ProvisioningStatus


def has_network(settings: Settings) -> bool:
    """Whether there is a network that is told about lines; orders are written only then."""
    return settings.network_in_use != "none"


def is_ordered(number: InstrumentedAttribute[PhoneNumberKey]) -> sa.ColumnElement[bool]:
    """The condition that an order about a number is not done: the line of its last holder may have it."""
    order = ProvisioningOrder
    return sa.or_(
        sa.exists().where(order.phone_number_id == number, order.status.in_(OPEN)),
        sa.exists().where(order.old_phone_number_id == number, order.status.in_(OPEN)),
    )


def insert_activations(source: str, *, contract: str, sim: str, number: str) -> str:
    """The statement that orders the activation of the new contract of each row of `source`; SQL expressions."""
    return insert_from(
        ProvisioningOrder,
        f"from {source}",
        contract_id=contract,
        sim_id=sim,
        phone_number_id=number,
        kind=literal(_K.ACTIVATE),
    )


# What the dispatcher holds in this moment is waited for, so that the next statement sees what became of it.
_LOCK = (
    sa.select(ProvisioningOrder.id)
    .where(ProvisioningOrder.contract_id == sa.any_(sa.bindparam("contracts", type_=sa.ARRAY(sa.Uuid()))))
    .where(ProvisioningOrder.status.in_(OPEN))
    .order_by(ProvisioningOrder.id)
    .with_for_update()
)
# An order that would change nothing is not written, unless `anew`. What the line has is known from the last order that
# the network has or had; a contract without any was put into service before there were orders.
_BRING = sa.text(f"""
with given as materialized (
    select c.id, c.sim_id as old_sim_id, c.phone_number_id,
        case when c.swap_ordered_at is null then c.sim_id else c.swap_sim_id end as sim_id,
        c.status in ({text_list(IN_SERVICE)}) as wanted,
        -- ALL, which is stricter, sorts before OUTGOING.
        (select min(h.barring) from contract_hold h where h.contract_id = c.id and h.until is null) as barring
    from contract c where c.id = any (:contracts) and c.sim_id is not null and c.phone_number_id is not null
), replaced as (
    update provisioning_order o set status = {literal(_S.SUPERSEDED)}, finished_at = now()
    from given g where o.contract_id = g.id and o.status in ({text_list(REPLACEABLE)})
    returning o.id, o.contract_id, o.kind
), last as materialized (
    select g.*, o.id is not null as known, o.kind as last_kind, o.barring as last_barring, o.sim_id as last_sim_id,
        o.phone_number_id as last_number_id,
        exists (select from replaced r where r.contract_id = g.id) as replaces
    from given g left join lateral (
        select * from provisioning_order o
        where o.contract_id = g.id and o.status in ({text_list((_S.SENT, _S.UNKNOWN, _S.CONFIRMED))})
        order by o.place desc limit 1
    ) o on true
)
insert into provisioning_order (contract_id, sim_id, phone_number_id, old_sim_id, old_phone_number_id, kind, barring)
select id, sim_id, phone_number_id, nullif(coalesce(last_sim_id, old_sim_id), sim_id),
    nullif(coalesce(last_number_id, :old_number), phone_number_id),
    case when not wanted then {literal(_K.TERMINATE)}
        when last_kind = {literal(_K.TERMINATE)} or not known and replaces then {literal(_K.ACTIVATE)}
        when coalesce(last_sim_id, old_sim_id) <> sim_id then {literal(_K.CHANGE_SIM)}
        when coalesce(last_number_id, :old_number) <> phone_number_id then {literal(_K.CHANGE_NUMBER)}
        when barring is null then {literal(_K.RESUME)}
        when last_barring = {literal(Barring.ALL)} and barring <> last_barring then {literal(_K.RESUME)}
        else {literal(_K.SUSPEND)} end,
    case when wanted then barring end
from last
where :anew or replaces or not known or case when wanted
    then last_kind = {literal(_K.TERMINATE)} or (sim_id, phone_number_id) <> (last_sim_id, last_number_id)
        or barring is distinct from last_barring
    else last_kind <> {literal(_K.TERMINATE)} end
order by id
""").bindparams(sa.bindparam("contracts", type_=sa.ARRAY(sa.Uuid())), sa.bindparam("old_number", type_=sa.Uuid()))


async def is_with_network(session: AsyncSession, contract: ContractKey) -> bool:
    """Whether the newest order of a locked contract is under way or was done, so that it cannot be replaced unseen."""
    await session.execute(_LOCK, {"contracts": [contract]})
    newest = sa.select(ProvisioningOrder.status).where(ProvisioningOrder.contract_id == contract)
    found = await session.scalar(newest.order_by(ProvisioningOrder.place.desc()).limit(1))
    return found in {*UNDECIDED, _S.CONFIRMED}


async def withdraw(session: AsyncSession, contract: ContractKey) -> bool:
    """Cancel the orders of a locked contract that the network never did. Returns whether it did none of them: false
    where it may have done one, or where the contract has no orders, and then nothing is cancelled.
    """
    await session.execute(_LOCK, {"contracts": [contract]})
    order, own = ProvisioningOrder, ProvisioningOrder.contract_id == contract
    done = sa.or_(order.status.in_((*UNDECIDED, _S.CONFIRMED)), order.late_at.is_not(None))
    first = sa.select(order.kind).where(own).order_by(order.place).limit(1)
    if await session.scalar(first) is not _K.ACTIVATE or await session.scalar(sa.select(sa.exists().where(own, done))):
        return False
    finished = sa.func.coalesce(order.finished_at, sa.func.now())
    cancelled = sa.update(order).where(own, order.status.in_(PROVISIONING_ORDER_STATES.sources("cancel")))
    await session.execute(cancelled.values(status=_S.CANCELLED, finished_at=finished))
    return True


async def order_activation(session: AsyncSession, settings: Settings, contract: Contract) -> None:
    """Order that the network activates the line of a locked contract that was never in service."""
    if has_network(settings):
        values = {"sim_id": contract.sim_id, "phone_number_id": contract.phone_number_id, "kind": _K.ACTIVATE}
        await session.execute(sa.insert(ProvisioningOrder).values(contract_id=contract.id, **values))


async def hand_over(session: AsyncSession, settings: Settings, old: Contract, new: Contract) -> None:
    """Order that the line of a locked contract that was transferred is taken out of service, and then put into service
    for the contract that followed: the network knows a line by its contract, and a SIM and a number on one line only.
    """
    await bring(session, settings, [old.id])
    await order_activation(session, settings, new)


async def bring(
    session: AsyncSession,
    settings: Settings,
    contracts: Sequence[ContractKey],
    *,
    anew: bool = False,
    old_number: PhoneNumberKey | None = None,
) -> None:
    """Order that the network brings the lines of locked contracts to the state in which the contracts are now.

    `anew`: also where the network should have them in this state already. `old_number`: the number that a contract had
    until now, for one without orders.
    """
    if contracts and has_network(settings):
        await session.flush()
        given = {"contracts": list(contracts)}
        await session.execute(_LOCK, given)
        await session.execute(_BRING, {**given, "anew": anew, "old_number": old_number})
