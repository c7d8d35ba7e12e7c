"""Scheduled jobs of the pool: end the quarantine of numbers and the reservations of SIMs and numbers."""

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
from backend.services.provisioning.orders import is_ordered
from backend.services.recording import Journal, target_of

ACTOR = "schedule"
BATCH_SIZE = 500


@job("restore numbers", cron="*/10 * * * *")
async def restore_numbers_job(tools: Tools, _: Job) -> None:
    """Return every number whose quarantine is over to the pool."""
    await tools.repeat(restore_numbers)


@job("expire reservations", cron="* * * * *")
async def expire_reservations_job(tools: Tools, _: Job) -> None:
    """Return every SIM and number whose reservation has expired to the pool."""
    await tools.repeat(expire_reservations)


async def restore_numbers(session: AsyncSession) -> int:
    """Return at most 500 numbers whose quarantine is over to the pool. Returns how many were changed.

    A number that the network may still have is not returned.
    """
    due = sa.and_(PhoneNumber.quarantined_until <= sa.func.now(), ~is_ordered(PhoneNumber.id))
    return await _transition_due(
        session, PhoneNumber, PHONE_NUMBER_STATES, NodeType.PHONE_NUMBER, PhoneNumberStatus.QUARANTINED, "restore", due,
        quarantined_until=None,
    )  # fmt: skip


async def expire_reservations(session: AsyncSession) -> int:
    """Return at most 500 SIMs and 500 numbers whose reservation has expired to the pool. Returns how many in all."""
    no_reservation = {"reserved_by": None, "reserved_for": None, "reserved_until": None}
    sims = await _transition_due(
        session,
        Sim,
        SIM_STATES,
        NodeType.SIM,
        SimStatus.RESERVED,
        "expire",
        Sim.reserved_until <= sa.func.now(),
        **no_reservation,
    )
    numbers = await _transition_due(
        session, PhoneNumber, PHONE_NUMBER_STATES, NodeType.PHONE_NUMBER, PhoneNumberStatus.RESERVED, "expire",
        PhoneNumber.reserved_until <= sa.func.now(), **no_reservation,
    )  # fmt: skip
    return sims + numbers


async def _transition_due(
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
    due_rows = sa.select(model.id).where(model.status == source, due).limit(BATCH_SIZE)
    ids: Sequence[Any] = (await session.scalars(due_rows.with_for_update(skip_locked=True))).all()
    if not ids:
        return 0
    update = sa.update(model).where(model.id.in_(ids)).values(status=target, **values)
    await session.execute(update.execution_options(synchronize_session=False))
    journal = Journal(ACTOR)
    for node_id in ids:
        journal.step(kind, node_id, verb, source, target)
    await journal.write(session)
    return len(ids)
