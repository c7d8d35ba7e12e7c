"""The check of a choice of tariff and options, which is answered beside the planner."""

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import BadUserInput, Refusal
from backend.resolvers.context import Context
from backend.services.compatibility_check import Choice, Failure, check_compatibility


async def checked_compatibility(context: Context, choice: Choice) -> list[Failure]:
    """What does not fit. Raises BadUserInput for an unknown customer, an invalid ICCID and an invalid number."""

    async def check(session: AsyncSession) -> list[Failure]:
        return await check_compatibility(session, context.settings, choice)

    try:
        return await context.read(check)
    except Refusal as refusal:
        raise BadUserInput(refusal.message, field=".".join(refusal.field)) from None
