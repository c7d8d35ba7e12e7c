"""Root fields that are answered beside the planner: the check of a customer's data, and the schemas of inputs."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from backend.days import today
from backend.errors import BadUserInput, Refusal
from backend.resolvers.context import Context
from backend.services.customer_check import CheckCustomer, CustomerCheck, check_customer
from backend.services.input_schema import input_schema, rules_that_hold
from backend.services.permissions import ACTS


async def checked_customer(context: Context, command: CheckCustomer) -> CustomerCheck:
    """Check the data of a customer. Raises BadUserInput for an unknown customer."""

    async def check(session: AsyncSession) -> CustomerCheck:
        return await check_customer(session, context.settings, command, language=context.viewer.language)

    try:
        return await context.read(check)
    except Refusal as refusal:
        raise BadUserInput(refusal.message, field=".".join(refusal.field)) from None


async def schema_of_input(context: Context, name: str) -> Any:
    """The JSON Schema of a mutation's input; None where the viewer may not call such a mutation."""
    act = ACTS.get(name)
    if act is None or context.viewer.role not in act.may_call:
        return None
    day = today(context.settings)

    async def made(session: AsyncSession) -> Any:
        return input_schema(act, await rules_that_hold(session, day), day)

    return await context.read(made)
