"""Calls from the mutations of contracts to the services."""

from dataclasses import asdict

from backend.resolvers.context import Context
from backend.resolvers.planned import Planning, perform_planned
from backend.services import contract
from backend.services.contract import GetSim
from backend.services.get_sim_statement import get_sim_statement
from backend.services.idempotency import Outcome, Verb
from backend.services.plans.tokens import Picked


async def get_sim(context: Context, form: GetSim, key: str | None, planning: Planning) -> Outcome:
    def make(picked: Picked) -> Verb:
        return lambda session: contract.get_sim(session, context.settings, context.actor, form, picked)

    statement = get_sim_statement(context.settings, context.viewer, form)
    return await perform_planned(context, "getSim", asdict(form), key, make, planning, statement)
