"""Reservations of SIMs and numbers, and what else is done to those that no contract has.

A reservation ends with a contract, with a release, or by itself (`services/pool.py`). It is for a customer, or for
whoever its actor serves.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any

import sqlalchemy as sa

from backend.auth.viewer import STAFF
from backend.errors import ErrorCode, Refusal
from backend.identifiers import CustomerKey, PhoneNumberKey, SimKey
from backend.metrics import REFUSED
from backend.models import Contract, PhoneNumber, PhoneNumberStatus, Sim, SimBinding, SimStatus
from backend.models.contract import AWAITING_SERVICE
from backend.services.acts import REASON_TEXT, Acting, NodeId, Reason, act
from backend.services.lines import customer_for
from backend.services.plans.tokens import PLAN_SECONDS, Picked

DEFAULT_HOURS = 24
MAX_HOURS = 30 * 24
NO_RESERVATION = {"reserved_by": None, "reserved_for": None, "reserved_until": None}
PLANS = 3  # for which an actor has reserved something at a time
_HOURS = f"Hours after which the reservation expires, at most {MAX_HOURS}."
_FOR = "The customer for whom it is reserved. Without one, the caller may assign it to any customer."


@dataclass(frozen=True, kw_only=True)
class ReserveSim:
    """Input of `reserveSim`."""

    id: Annotated[NodeId, "The SIM."]
    customer_id: Annotated[NodeId | None, _FOR] = None
    hours: Annotated[int, _HOURS] = DEFAULT_HOURS
    reason: Reason = None


@dataclass(frozen=True, kw_only=True)
class ReserveNumber:
    """Input of `reserveNumber`."""

    id: Annotated[NodeId, "The phone number."]
    customer_id: Annotated[NodeId | None, _FOR] = None
    hours: Annotated[int, _HOURS] = DEFAULT_HOURS
    reason: Reason = None


@dataclass(frozen=True, kw_only=True)
class ReleaseSim:
    """Input of `releaseSim`."""

    id: Annotated[NodeId, "The SIM."]
    reason: Annotated[str | None, f"{REASON_TEXT} Required where somebody else has reserved it."] = None


@dataclass(frozen=True, kw_only=True)
class ReleaseNumber:
    """Input of `releaseNumber`."""

    id: Annotated[NodeId, "The phone number."]
    reason: Annotated[str | None, f"{REASON_TEXT} Required where somebody else has reserved it."] = None


@dataclass(frozen=True, kw_only=True)
class RetireSim:
    """Input of `retireSim`."""

    id: Annotated[NodeId, "The SIM."]
    reason: Annotated[str, REASON_TEXT]


@act(Sim, STAFF)
async def reserve_sim(acting: Acting, command: ReserveSim) -> SimKey:
    """Reserve an available SIM for some hours. Nobody else can assign it meanwhile.

    Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION, TOO_MANY_RESERVATIONS.
    """
    customer = await _customer(acting, command.customer_id)
    sim = await acting.lock(Sim, command.id)
    await reserve(acting, sim, customer, _period(command.hours))
    return sim.id


@act(PhoneNumber, STAFF, moves=(PhoneNumber, "reserve"))
async def reserve_number(acting: Acting, command: ReserveNumber) -> PhoneNumberKey:
    """Reserve an available phone number for some hours. Nobody else can assign it meanwhile.

    Raises Refusal as `reserve_sim`.
    """
    customer = await _customer(acting, command.customer_id)
    number = await acting.lock(PhoneNumber, command.id)
    await reserve(acting, number, customer, _period(command.hours))
    return number.id


@act(Sim, STAFF)
async def release_sim(acting: Acting, command: ReleaseSim) -> SimKey:
    """Return a reserved SIM to the pool, or release an imported one for sale. One that a contract waits for is reserved
    for this contract.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION; SIM_RESERVED where a contract has it; INVALID_INPUT without a reason
    where somebody else has reserved it.
    """
    sim = await acting.lock(Sim, command.id)
    await _release(acting, sim, "release a SIM that somebody else has reserved")
    contract = await waiting_contract(acting, sim)
    if contract is not None:
        await reserve_for_contract(acting, contract, sim)
    return sim.id


@act(PhoneNumber, STAFF, moves=(PhoneNumber, "release"))
async def release_number(acting: Acting, command: ReleaseNumber) -> PhoneNumberKey:
    """Return a reserved phone number to the pool.

    Raises Refusal as `release_sim`.
    """
    number = await acting.lock(PhoneNumber, command.id)
    if number.reserved_by is None:
        # The machine has a `release` of assigned numbers too, with their contract.
        raise Refusal(ErrorCode.INVALID_TRANSITION, f"a phone number that is {number.status} is not reserved", ["id"])
    await _release(acting, number, "release a number that somebody else has reserved")
    return number.id


@act(Sim, STAFF)
async def retire_sim(acting: Acting, command: RetireSim) -> SimKey:
    """Retire a SIM that never had a contract, such as one that was damaged in the stock. It cannot be used again.

    A SIM with a contract is terminated with it. Raises Refusal NOT_FOUND, INVALID_INPUT, INVALID_TRANSITION;
    SIM_RESERVED where a contract waits for it.
    """
    acting.reason_to("retire a SIM")
    sim = await acting.lock(Sim, command.id)
    if await served(acting, sim):
        message = "the SIM has served a contract; it is terminated with the contract or replaced"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"])
    if await waiting_contract(acting, sim) is not None:
        raise Refusal(ErrorCode.SIM_RESERVED, "a contract that is not in service yet waits for the SIM", ["id"])
    await acting.move(sim, "retire")
    return sim.id


async def served(acting: Acting, sim: Sim) -> bool:
    """Whether a locked SIM has ever served a contract."""
    bound = sa.select(SimBinding.sim_id).where(SimBinding.sim_id == sim.id).limit(1)
    return sim.activated_at is not None or await acting.session.scalar(bound) is not None


async def reserve(
    acting: Acting,
    node: Sim | PhoneNumber,
    customer: CustomerKey | None,
    lasts: timedelta,
    *,
    for_plan: bool = False,
) -> None:
    """Reserve a locked SIM or number. An actor has at most `max_reservations`, and few of them for plans.

    Raises Refusal INVALID_TRANSITION, TOO_MANY_RESERVATIONS.
    """
    model: Any = type(node)
    most = PLANS if for_plan else acting.settings.max_reservations
    # Reservations of one actor wait for each other, so that the count holds under parallel calls.
    name = f"reservations {model.__tablename__} {acting.actor}"
    await acting.session.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))
    # What is reserved for contracts has no end, and does not count.
    mine = sa.and_(model.status == "RESERVED", model.reserved_by == acting.actor, model.reserved_until > sa.func.now())
    standing = sa.select(sa.func.count()).where(mine)
    if for_plan:  # those that end with a plan
        standing = standing.where(model.reserved_until <= sa.func.now() + lasts)
    if acting.allows(node, "reserve") and (await acting.session.scalar(standing) or 0) >= most:
        REFUSED.labels("reservations").inc()
        message = f"{acting.actor} has {most} reservations already; release some of them"
        raise Refusal(ErrorCode.TOO_MANY_RESERVATIONS, message, ["id"])
    until = sa.func.now() + lasts
    await acting.move(node, "reserve", reserved_by=acting.actor, reserved_for=customer, reserved_until=until)


async def _customer(acting: Acting, customer_id: str | None) -> CustomerKey | None:
    return None if customer_id is None else await customer_for(acting.session, customer_id)


def _period(hours: int) -> timedelta:
    """The length of a reservation. Raises Refusal INVALID_INPUT."""
    if not 1 <= hours <= MAX_HOURS:
        raise Refusal(ErrorCode.INVALID_INPUT, f"hours must be from 1 to {MAX_HOURS}, not {hours}", ["hours"])
    return timedelta(hours=hours)


async def reserve_for_contract(acting: Acting, contract: Contract, node: Sim | PhoneNumber) -> None:
    """Reserve a locked SIM or number for a contract until it is in service or ends. A SIM on its way is reserved when
    it arrives.
    """
    held: dict[str, Any] = {
        "reserved_by": acting.actor, "reserved_for": contract.customer_id, "reserved_until": None,
    }  # fmt: skip
    if acting.allows(node, "reserve"):
        await acting.move(node, "reserve", of=contract, **held)
    elif node.status in {SimStatus.RESERVED, PhoneNumberStatus.RESERVED}:
        await acting.update(node, **held)


async def waiting_contract(acting: Acting, sim: Sim) -> Contract | None:
    """The contract that is not in service yet and has a locked SIM, if there is one."""
    waiting = sa.select(Contract).where(Contract.sim_id == sim.id, Contract.status.in_(AWAITING_SERVICE))
    return await acting.session.scalar(waiting)


async def _release(acting: Acting, node: Sim | PhoneNumber, what: str) -> None:
    if node.reserved_by is not None and node.reserved_until is None:
        code = ErrorCode.SIM_RESERVED if isinstance(node, Sim) else ErrorCode.NUMBER_RESERVED
        message = "it is reserved for a contract that is not in service yet; cancelContract releases it"
        raise Refusal(code, message, ["id"])
    if node.reserved_by not in {None, acting.actor}:
        acting.reason_to(what)
    await acting.move(node, "release", **NO_RESERVATION)


async def reserve_planned(acting: Acting, planned: Picked) -> SimKey | None:
    """Reserve the available SIMs and numbers that a dry run has picked, as long as its plan holds. Returns the SIM's
    key, if any.

    Raises Refusal TOO_MANY_RESERVATIONS; INVALID_TRANSITION where one is taken at this moment.
    """
    lasts, first = timedelta(seconds=PLAN_SECONDS), None
    models: tuple[type[Sim | PhoneNumber], ...] = (Sim, PhoneNumber)
    for model in models:
        keys = planned.get(model.__tablename__, ())
        found: sa.Select[Any] = sa.select(model).where(model.id.in_(keys)).order_by(model.id).with_for_update()
        for node in await acting.session.scalars(found):
            if node.reserved_by is None:
                await reserve(acting, node, None, lasts, for_plan=True)
            first = first or (node.id if isinstance(node, Sim) else None)
    return first
