"""Calls of verbs with the arguments about plans that every act has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import ErrorCode, Refusal
from backend.resolvers.context import Context
from backend.services import command_digest
from backend.services.idempotency import Outcome, Verb
from backend.services.plans.tokens import Picked


@dataclass(frozen=True)
class Planning:
    """Whether a call is a dry run, the plan token of an earlier one, and whether a dry run reserves what it picks."""

    dry_run: bool = False
    token: str | None = None
    reserve: bool = False


NOT_PLANNED = Planning()
# Makes the verb from the rows that a plan has picked, by table.
Make = Callable[[Picked], Verb]


def held(context: Context, act: str, command: Mapping[str, Any], make: Make, token: str) -> Verb:
    """The verb, which is refused where it does not do what was planned."""

    async def run(session: AsyncSession) -> str | Outcome:
        digest = command_digest.digest(act, command, context.settings)
        planned = context.plans.opened(context.viewer, act, digest, token)
        return await context.plans.held(context.viewer, planned, make(planned.picked))(session)

    return run


async def rehearse(context: Context, act: str, command: Mapping[str, Any], verb: Verb, planning: Planning) -> Outcome:
    """The plan of a verb, which is rolled back."""
    if planning.token is not None:
        message = "a dry run makes a new plan; give `dryRun` or `planToken`"
        return Outcome.refused(Refusal(ErrorCode.INVALID_INPUT, message, ["planToken"]))
    digest = command_digest.digest(act, command, context.settings)
    return await context.rehearse(act, context.plans.rehearsed(context.viewer, act, digest, verb))
