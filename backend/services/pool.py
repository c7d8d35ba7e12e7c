"""What time does to the pool: numbers come out of quarantine, reservations run out."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.jobs.declare import Tools, job
from backend.jobs.worker import Job
from backend.models import (
    PHONE_NUMBER_STATES,
    SIM_STATES,
    NodeType,
    PhoneNumber,
    PhoneNumberStatus,
    Sim,
    SimStatus,
    StateMachine,
)
from backend.services.recording import Journal, target_of

ACTOR = "schedule"
AT_ONCE = 500


@job("restore numbers", cron="*/10 * * * *")
async def restore_numbers_job(tools: Tools, _: Job) -> None:
    """Give every number whose quarantine is over back to the pool."""
    await tools.repeat(restore_numbers)


@job("expire reservations", cron="* * * * *")
async def expire_reservations_job(tools: Tools, _: Job) -> None:
    """Give every SIM and number whose reservation has run out back to the pool."""
    await tools.repeat(expire_reservations)


async def restore_numbers(session: AsyncSession) -> int:
    """Give numbers whose quarantine is over back to the pool, some hundred at a time; how many."""
    due = PhoneNumber.quarantined_until <= sa.func.now()
    return await _move(
        session, PhoneNumber, PHONE_NUMBER_STATES, NodeType.PHONE_NUMBER, PhoneNumberStatus.QUARANTINED, "restore", due,
        quarantined_until=None,
    )  # fmt: skip


async def expire_reservations(session: AsyncSession) -> int:
    """Give SIMs and numbers whose reservation has run out back to the pool, some hundred at a time; how many."""
    free = {"reserved_by": None, "reserved_for": None, "reserved_until": None}
    sims = await _move(
        session,
        Sim,
        SIM_STATES,
        NodeType.SIM,
        SimStatus.RESERVED,
        "expire",
        Sim.reserved_until <= sa.func.now(),
        **free,
    )
    numbers = await _move(
        session, PhoneNumber, PHONE_NUMBER_STATES, NodeType.PHONE_NUMBER, PhoneNumberStatus.RESERVED, "expire",
        PhoneNumber.reserved_until <= sa.func.now(), **free,
    )  # fmt: skip
    return sims + numbers


async def _move(
    session: AsyncSession,
    model: Any,
    machine: StateMachine[Any],
    kind: NodeType,
    source: Any,
    verb: str,
    due: sa.ColumnElement[bool],
    **values: Any,
) -> int:
    target = target_of(machine, source, verb)
    chosen = sa.select(model.id).where(model.status == source, due).limit(AT_ONCE).with_for_update(skip_locked=True)
    ids: Sequence[Any] = (await session.scalars(chosen)).all()
    if not ids:
        return 0
    moved = sa.update(model).where(model.id.in_(ids)).values(status=target, **values)
    await session.execute(moved.execution_options(synchronize_session=False))
    journal = Journal(ACTOR)
    for each in ids:
        journal.step(kind, each, verb, source, target)
    await journal.write(session)
    return len(ids)
