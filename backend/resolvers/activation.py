"""The summary of a contract's activation, which is answered beside the planner."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from backend.errors import BadUserInput, Refusal
from backend.resolvers.context import Context
from backend.services.activation import activation_summary
from backend.services.activation_conditions import ActivationCondition


async def summary_of(context: Context, contract_id: str) -> Mapping[ActivationCondition, Refusal | None]:
    """The conditions of the activation of a contract. Raises BadUserInput for one that cannot be activated any more."""

    async def summarised(session: AsyncSession) -> Mapping[ActivationCondition, Refusal | None]:
        return await activation_summary(session, context.settings, contract_id, language=context.viewer.language)

    try:
        return await context.read(summarised)
    except Refusal as refusal:
        raise BadUserInput(refusal.message, field=".".join(refusal.field)) from None
