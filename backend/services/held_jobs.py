"""Jobs that are held."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.jobs.queue import JobQueue, NotHeld, queue_settings


async def retry_job(session: AsyncSession, job_id: str) -> str:
    """Requeue a job that is held. Raises Refusal NOT_FOUND, INVALID_TRANSITION. Returns its id."""
    prefix, _, number = job_id.partition("_")
    if prefix != "job" or not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such job", ["id"])
    state = await session.scalar(sa.text("select state from jobs.job where id = :id"), {"id": int(number)})
    if state is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such job", ["id"])
    raw: Any = (await (await session.connection()).get_raw_connection()).driver_connection
    try:
        await JobQueue(queue_settings()).retry(raw, int(number))
    except NotHeld:
        message = f"a job that is {state} does not allow retry"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"]) from None
    return job_id
