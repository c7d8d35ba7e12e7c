"""Calls from the mutations of customers and contracts to the services."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from backend.resolvers.context import Context
from backend.resolvers.planned import Planning, perform_planned
from backend.services import contract, customer
from backend.services.contract import GetSim
from backend.services.customer import ContactChange
from backend.services.get_sim_statement import get_sim_statement
from backend.services.idempotency import Outcome, Verb
from backend.services.identity import NewCustomer
from backend.services.plans.tokens import Picked


async def get_sim(context: Context, form: GetSim, key: str | None, planning: Planning) -> Outcome:
    def make(picked: Picked) -> Verb:
        return lambda session: contract.get_sim(session, context.settings, context.actor, form, picked)

    statement = get_sim_statement(context.settings, context.viewer, form)
    return await perform_planned(context, "getSim", asdict(form), key, make, planning, statement)


async def create_customer(
    context: Context, new: NewCustomer, key: str | None, *, allow_duplicate: bool, reason: str | None
) -> Outcome:
    command = {**asdict(new), "allow_duplicate": allow_duplicate, "reason": reason}
    return await context.perform(
        "createCustomer",
        command,
        key,
        lambda session: customer.create_customer(
            session, context.settings, context.actor, new, allow_duplicate=allow_duplicate, reason=reason
        ),
    )


async def update_customer_contact(
    context: Context, customer_id: str, change: ContactChange, given: Mapping[str, Any], key: str | None
) -> Outcome:
    command = {"id": customer_id, **asdict(change), **given}
    return await context.perform(
        "updateCustomerContact",
        command,
        key,
        lambda session: customer.update_customer_contact(
            session, context.settings, context.actor, customer_id, change, **given
        ),
    )
