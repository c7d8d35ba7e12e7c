"""SIMs and numbers: taken from the pool, put into service, retired."""

import random
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.models import Customer, PhoneNumber, PhoneNumberStatus, Sim, SimStatus
from backend.services import rules
from backend.services.idempotency import LOCK_NOT_AVAILABLE
from backend.settings import Settings

POOL_LOCK_TIMEOUT = "2s"

Pooled = TypeVar("Pooled", Sim, PhoneNumber)


async def take_sim(session: AsyncSession, settings: Settings, actor: str, customer: Customer, iccid: str | None) -> Sim:
    """The named SIM, or any from the pool, locked and free to be activated.

    Raises Refusal INVALID_ICCID, SIM_NOT_FOUND, SIM_NOT_AVAILABLE, SIM_RESERVED or POOL_EMPTY.
    """
    if iccid is None:
        return await _pick(session, Sim, "SIM", "iccid")
    number = rules.iccid(iccid, settings)
    sim = await session.scalar(sa.select(Sim).where(Sim.iccid == number).with_for_update())
    if sim is None:
        raise Refusal(ErrorCode.SIM_NOT_FOUND, "there is no such SIM", ["iccid"])
    if sim.status is SimStatus.RESERVED and not _is_for(sim, actor, customer):
        raise Refusal(ErrorCode.SIM_RESERVED, "the SIM is held for somebody else", ["iccid"])
    if sim.status not in {SimStatus.AVAILABLE, SimStatus.RESERVED}:
        raise Refusal(ErrorCode.SIM_NOT_AVAILABLE, f"the SIM is {sim.status}", ["iccid"])
    return sim


async def take_number(
    session: AsyncSession, settings: Settings, actor: str, customer: Customer, msisdn: str | None
) -> PhoneNumber:
    """The named number, or any from the pool, locked and free to be assigned.

    Raises Refusal INVALID_MSISDN, NUMBER_NOT_FOUND, NUMBER_NOT_AVAILABLE, NUMBER_RESERVED or POOL_EMPTY.
    """
    if msisdn is None:
        return await _pick(session, PhoneNumber, "number", "msisdn")
    wanted = rules.msisdn(msisdn, settings)
    number = await session.scalar(sa.select(PhoneNumber).where(PhoneNumber.msisdn == wanted).with_for_update())
    if number is None:
        raise Refusal(ErrorCode.NUMBER_NOT_FOUND, "the number is not in the pool", ["msisdn"])
    if number.status is PhoneNumberStatus.RESERVED and not _is_for(number, actor, customer):
        raise Refusal(ErrorCode.NUMBER_RESERVED, "the number is held for somebody else", ["msisdn"])
    free = {PhoneNumberStatus.AVAILABLE, PhoneNumberStatus.RESERVED, PhoneNumberStatus.PORTED_IN}
    if number.status not in free:
        raise Refusal(ErrorCode.NUMBER_NOT_AVAILABLE, f"the number is {number.status}", ["msisdn"])
    return number


def _is_for(held: Sim | PhoneNumber, actor: str, customer: Customer) -> bool:
    """Whether a reservation is the actor's own, for this customer, or over."""
    over = held.reserved_until is not None and held.reserved_until <= datetime.now(UTC)
    if held.reserved_for is not None:
        return over or held.reserved_for == customer.id
    return over or held.reserved_by == actor


async def _pick(session: AsyncSession, model: type[Pooled], noun: str, field: str) -> Pooled:
    """Any free row, from a random place on, so that many takers do not queue for one row.

    Rows that others hold are skipped; next come rows whose reservation is over; before the pool is called empty rows
    that others hold are waited for, since a holder may give up, or only be ending a reservation.
    """
    table: Any = model
    free = sa.select(table).where(table.status == "AVAILABLE").order_by(table.pick).limit(1)
    start = random.random()  # noqa: S311  spreads load, guards nothing
    skipping = free.with_for_update(skip_locked=True)
    for attempt in (skipping.where(table.pick >= start), skipping.where(table.pick < start)):
        found = await session.scalar(attempt)
        if found is not None:
            return found  # type: ignore[no-any-return]
    over = sa.and_(table.status == "RESERVED", table.reserved_until <= sa.func.now())
    found = await session.scalar(sa.select(table).where(over).limit(1).with_for_update(skip_locked=True))
    if found is not None:
        return found  # type: ignore[no-any-return]
    either = sa.select(table).where(sa.or_(table.status == "AVAILABLE", over)).limit(1).with_for_update()
    found = await _wait_for(session, either)
    if found is None:
        raise Refusal(ErrorCode.POOL_EMPTY, f"no {noun} is free", [field])
    return found  # type: ignore[no-any-return]


async def _wait_for(session: AsyncSession, statement: sa.Select[Any]) -> Any:
    try:
        async with session.begin_nested():
            await session.execute(sa.text(f"set local lock_timeout = '{POOL_LOCK_TIMEOUT}'"))
            return await session.scalar(statement)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != LOCK_NOT_AVAILABLE:
            raise
        return None
