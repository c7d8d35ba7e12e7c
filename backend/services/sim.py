"""Selection of a SIM and a number from the pool for a new contract."""

import random
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.models import Customer, NumberClass, PhoneNumber, PhoneNumberStatus, Sim, SimStatus
from backend.services import rules
from backend.services.acts import Acting
from backend.services.idempotency import LOCK_NOT_AVAILABLE

POOL_LOCK_TIMEOUT = "2s"

Pooled = TypeVar("Pooled", Sim, PhoneNumber)


async def take_sim(acting: Acting, customer: Customer, iccid: str | None) -> Sim:
    """Lock and read the SIM with this ICCID, or any available one, so that it can be activated. One that was
    planned is taken first.

    Raises Refusal INVALID_ICCID, SIM_NOT_FOUND, SIM_NOT_AVAILABLE, SIM_RESERVED or POOL_EMPTY.
    """
    if iccid is None:
        return await _pick(acting, Sim, "SIM", "iccid", sa.true())
    number = rules.iccid(iccid, acting.settings)
    sim = await acting.session.scalar(sa.select(Sim).where(Sim.iccid == number).with_for_update())
    if sim is None:
        raise Refusal(ErrorCode.SIM_NOT_FOUND, "there is no such SIM", ["iccid"])
    if sim.status is SimStatus.RESERVED and not _may_use_reserved(sim, acting.actor, customer):
        raise Refusal(ErrorCode.SIM_RESERVED, "the SIM is reserved for another customer or by another user", ["iccid"])
    if sim.status not in {SimStatus.AVAILABLE, SimStatus.RESERVED}:
        raise Refusal(ErrorCode.SIM_NOT_AVAILABLE, f"the SIM is {sim.status}", ["iccid"])
    return sim


async def take_number(
    acting: Acting, customer: Customer, msisdn: str | None, number_class: NumberClass = NumberClass.STANDARD
) -> PhoneNumber:
    """Lock and read this number, or any available one of a class, so that it can be assigned. One that was planned is
    taken first.

    Raises Refusal INVALID_MSISDN, NUMBER_NOT_FOUND, NUMBER_NOT_AVAILABLE, NUMBER_RESERVED or POOL_EMPTY.
    """
    if msisdn is None:
        return await _pick(acting, PhoneNumber, "number", "msisdn", PhoneNumber.number_class == number_class)
    stored_msisdn = rules.msisdn(msisdn, acting.settings)
    number = await acting.session.scalar(
        sa.select(PhoneNumber).where(PhoneNumber.msisdn == stored_msisdn).with_for_update()
    )
    if number is None:
        raise Refusal(ErrorCode.NUMBER_NOT_FOUND, "the number is not in the pool", ["msisdn"])
    if number.status is PhoneNumberStatus.RESERVED and not _may_use_reserved(number, acting.actor, customer):
        message = "the number is reserved for another customer or by another user"
        raise Refusal(ErrorCode.NUMBER_RESERVED, message, ["msisdn"])
    assignable = {PhoneNumberStatus.AVAILABLE, PhoneNumberStatus.RESERVED, PhoneNumberStatus.PORTED_IN}
    if number.status not in assignable:
        raise Refusal(ErrorCode.NUMBER_NOT_AVAILABLE, f"the number is {number.status}", ["msisdn"])
    return number


def _may_use_reserved(reserved: Sim | PhoneNumber, actor: str, customer: Customer) -> bool:
    """Whether a reservation has expired, is for this customer, or names no customer and is the actor's own. One for a
    contract is for nothing else.
    """
    if reserved.reserved_until is None:
        return False
    expired = reserved.reserved_until <= datetime.now(UTC)
    if reserved.reserved_for is not None:
        return expired or reserved.reserved_for == customer.id
    return expired or reserved.reserved_by == actor


async def _pick(acting: Acting, model: type[Pooled], noun: str, field: str, wanted: sa.ColumnElement[bool]) -> Pooled:
    """Lock and read any available row that is wanted, one of the planned ones where there is any.

    Raises Refusal POOL_EMPTY.

    The search begins at a random value of `pick` and skips locked rows, so that concurrent callers do not wait for the
    same row. Rows whose reservation has expired come next. At last it waits up to 2 s for locked rows, because the
    transaction that holds one may roll back or may only end a reservation.
    """
    session, table = acting.session, cast("Any", model)
    free = sa.and_(table.status == "AVAILABLE", wanted)
    available = sa.select(table).where(free).order_by(table.pick).limit(1)
    expired = sa.and_(table.status == "RESERVED", table.reserved_until <= sa.func.now(), wanted)
    keys = acting.planned.get(table.__tablename__)
    if keys:
        # A dry run may have reserved it for its caller.
        own = sa.and_(table.status == "RESERVED", table.reserved_by == acting.actor, table.reserved_for.is_(None))
        same = sa.select(table).where(table.id.in_(keys), sa.or_(free, expired, own))
        found = await session.scalar(same.order_by(table.id).limit(1).with_for_update())
        if found is not None:
            return found  # type: ignore[no-any-return]
    start = random.random()  # noqa: S311  spreads load, needs no secrecy
    skipping = available.with_for_update(skip_locked=True)
    for attempt in (skipping.where(table.pick >= start), skipping.where(table.pick < start)):
        found = await session.scalar(attempt)
        if found is not None:
            return found  # type: ignore[no-any-return]
    found = await session.scalar(sa.select(table).where(expired).limit(1).with_for_update(skip_locked=True))
    if found is not None:
        return found  # type: ignore[no-any-return]
    either = sa.select(table).where(sa.or_(free, expired)).limit(1).with_for_update()
    found = await _wait_for(session, either)
    if found is None:
        raise Refusal(ErrorCode.POOL_EMPTY, f"the pool has no available {noun}", [field])
    return found  # type: ignore[no-any-return]


async def _wait_for(session: AsyncSession, statement: sa.Select[Any]) -> Any:
    """Run a locking statement with a lock timeout; None after the timeout."""
    try:
        async with session.begin_nested():
            await session.execute(sa.text(f"set local lock_timeout = '{POOL_LOCK_TIMEOUT}'"))
            return await session.scalar(statement)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        return None
