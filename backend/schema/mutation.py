"""All mutations. Expected failures are data: every payload has `errors`; if it is not empty, nothing was written."""

from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import mutations
from backend.resolvers.context import Context
from backend.resolvers.planned import Planning
from backend.schema.acts import Types, mutations_of
from backend.schema.candidates import CANDIDATES, CANDIDATES_TEXT, REASONS_TEXT, CandidateReasons, compared
from backend.schema.declare import lazy_type
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.schema.plans import DONE_AS_PLANNED_TEXT, DRY_RUN_TEXT, PLAN_TEXT, Plan, plan_of
from backend.services.contract import GetSim
from backend.services.customer import ALLOW_DUPLICATE_TEXT
from backend.services.idempotency import Outcome
from backend.services.identity import NewCustomer
from backend.services.permissions import ACTS

CONTRACT: Any = Optional[lazy_type("contract.Contract")]


@strawberry.type(description="The result of `getSim`.")
class GetSimPayload:
    contract: object = strawberry.field(
        description="The activated contract; null when the mutation was refused.", graphql_type=CONTRACT
    )
    candidates: object = strawberry.field(description=CANDIDATES_TEXT, graphql_type=CANDIDATES)
    candidate_reasons: list[CandidateReasons] = described(REASONS_TEXT)
    warnings: list[UserError] = described(
        "Input that was not used: CONTACT_KEPT when the stored phone or e-mail of a recognised customer differs."
    )
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")
    plan: Optional[Plan] = described(PLAN_TEXT)

    @classmethod
    def of(cls, outcome: Outcome) -> "GetSimPayload":
        return cls(
            contract=outcome.node_id,
            **compared(outcome),
            warnings=user_errors(outcome.warnings),
            errors=user_errors(outcome),
            plan=plan_of(outcome),
        )


TYPES = Types()
NewCustomerInput = TYPES.input(NewCustomer)


@strawberry.input(description="Input of `getSim`: the contract form.")
class GetSimInput:
    customer_id: strawberry.ID | None = optional("Id of an existing customer. Give this or `customer`.")
    customer: NewCustomerInput | None = optional(  # type: ignore[valid-type]
        "Data of a customer; an existing customer is recognised by it, otherwise one is created."
    )
    tariff_code: str = described("Code of the tariff.")
    options: list[str] | None = optional("Codes of options to book with the tariff.")
    iccid: str | None = optional("ICCID of the SIM that is handed out; when absent, a SIM is taken from the pool.")
    msisdn: str | None = optional("The requested number; when absent, a number is taken from the pool.")
    allow_duplicate: bool = optional(ALLOW_DUPLICATE_TEXT, default=False)
    idempotency_key: str | None = optional(KEY_TEXT)
    dry_run: bool | None = optional(DRY_RUN_TEXT, default=False)
    plan_token: str | None = optional(DONE_AS_PLANNED_TEXT)


Request = Info[Context, None]


@strawberry.type
@mutations_of(ACTS.values(), TYPES)
class ActMutation:
    """The mutations that are declared as acts."""


@strawberry.type(description="All mutations.")
class Mutation(ActMutation):
    @strawberry.mutation(description="GetSim: register the subscriber, bind SIM and number, and activate the contract.")
    async def get_sim(self, info: Request, input: GetSimInput) -> GetSimPayload:
        form = GetSim(
            customer_id=input.customer_id,
            customer=TYPES.value(input.customer),
            tariff_code=input.tariff_code,
            options=tuple(input.options or ()),
            iccid=input.iccid,
            msisdn=input.msisdn,
            allow_duplicate=input.allow_duplicate,
        )
        planning = Planning(bool(input.dry_run), input.plan_token)
        return GetSimPayload.of(await mutations.get_sim(info.context, form, input.idempotency_key, planning))
