"""Jobs that are held."""

from dataclasses import dataclass
from typing import Annotated

import sqlalchemy as sa

from backend.auth.viewer import ADMINISTRATORS
from backend.database import driver_connection
from backend.errors import ErrorCode, Refusal
from backend.jobs.queue import JobQueue, NotHeld, queue_settings
from backend.services.acts import Acting, NodeId, act
from backend.services.idempotency import Outcome


@dataclass(frozen=True, kw_only=True)
class JobAction:
    """Input of `retryJob`."""

    id: Annotated[NodeId, "The job."]


@act(None, ADMINISTRATORS)
async def retry_job(acting: Acting, command: JobAction) -> Outcome:
    """Run a held job again.

    Raises Refusal NOT_FOUND, INVALID_TRANSITION.
    """
    prefix, _, number = command.id.partition("_")
    if prefix != "job" or not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such job", ["id"])
    session = acting.session
    state = await session.scalar(sa.text("select state from jobs.job where id = :id"), {"id": int(number)})
    if state is None:
        raise Refusal(ErrorCode.NOT_FOUND, "there is no such job", ["id"])
    try:
        await JobQueue(queue_settings()).retry(await driver_connection(session), int(number))
    except NotHeld:
        message = f"a job that is {state} does not allow retry"
        raise Refusal(ErrorCode.INVALID_TRANSITION, message, ["id"]) from None
    return Outcome(command.id)
