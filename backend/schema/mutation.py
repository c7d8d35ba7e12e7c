"""All mutations. Expected failures are data: every payload has `errors`; if it is not empty, nothing was written."""

from datetime import date
from typing import Any, Optional

import strawberry
from strawberry import UNSET, Info

from backend.resolvers import mutations
from backend.resolvers.context import Context
from backend.resolvers.planned import Planning
from backend.schema.access import AccessMutation
from backend.schema.acts import mutations_of
from backend.schema.declare import lazy_type
from backend.schema.enums import CustomerKind, Language
from backend.schema.identity import (
    CANDIDATES,
    CANDIDATES_TEXT,
    REASONS_TEXT,
    CandidateReasons,
    CustomerPayload,
    IdentityDocumentInput,
    IdentityMutation,
    candidate_reasons,
    candidates,
)
from backend.schema.import_files import ImportMutation
from backend.schema.messages import MessagesMutation
from backend.schema.money import MoneyMutation
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.schema.plans import DONE_AS_PLANNED_TEXT, DRY_RUN_TEXT, PLAN_TEXT, Plan, plan_of
from backend.schema.reconcile import ReconcileMutation
from backend.services.acts import REASON_TEXT
from backend.services.contract import GetSim
from backend.services.customer import ContactChange
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
            candidates=candidates(outcome),
            candidate_reasons=candidate_reasons(outcome),
            warnings=user_errors(outcome.warnings),
            errors=user_errors(outcome),
            plan=plan_of(outcome),
        )


@strawberry.input(description="Data of a new customer.")
class NewCustomerInput:
    kind: CustomerKind = described("Person or organisation.")
    name: str = described("Full name, surname first, or the organisation's name; it must contain a letter.")
    phone: str = described(
        "Contact number, valid in its country, without letters or an extension, such as +996555123456. Without a plus "
        "sign it is read as a number of the default region, such as 0555 123 456."
    )
    email: str | None = optional(
        "Contact e-mail address; the part before the @ may have Latin letters, digits and punctuation only."
    )
    language: Language | None = optional("Language of messages and documents for the customer.")
    document: IdentityDocumentInput | None = optional(
        "Identity document. An existing customer with this document and the same name is recognised; with another"
        " name the customer is a possible duplicate. A new document is added to a recognised customer."
    )
    birth_date: date | None = optional(
        "Birth date of a person, from 1900 to today. If it differs from the stored one, the customer is a possible"
        " duplicate; if none is stored, it is added to a recognised customer."
    )

    def new(self) -> NewCustomer:
        document = self.document.document() if self.document else None
        return NewCustomer(self.kind, self.name, self.phone, self.email, self.language, document, self.birth_date)


@strawberry.input(description="Input of `getSim`: the contract form.")
class GetSimInput:
    customer_id: strawberry.ID | None = optional("Id of an existing customer. Give this or `customer`.")
    customer: NewCustomerInput | None = optional(
        "Data of a customer; an existing customer is recognised by it, otherwise one is created."
    )
    tariff_code: str = described("Code of the tariff.")
    options: list[str] | None = optional("Codes of options to book with the tariff.")
    iccid: str | None = optional("ICCID of the SIM that is handed out; when absent, a SIM is taken from the pool.")
    msisdn: str | None = optional("The requested number; when absent, a number is taken from the pool.")
    allow_duplicate: bool = optional(
        "Create the customer even if a similar one exists. A document of another customer is refused in any case.",
        default=False,
    )
    idempotency_key: str | None = optional(KEY_TEXT)
    dry_run: bool | None = optional(DRY_RUN_TEXT, default=False)
    plan_token: str | None = optional(DONE_AS_PLANNED_TEXT)


@strawberry.input(description="A new customer.")
class CreateCustomerInput(NewCustomerInput):
    allow_duplicate: bool = optional(
        "Create the customer even if a similar one exists. A document of another customer is refused in any case.",
        default=False,
    )
    reason: str | None = optional(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `updateCustomerContact`; absent fields keep their values.")
class UpdateCustomerContactInput:
    id: strawberry.ID = described("The customer.")
    name: str | None = optional("The new name.", UNSET)
    phone: str | None = optional("The new contact number.", UNSET)
    email: str | None = optional("The new e-mail address; null removes the address.", UNSET)
    expected_version: int | None = optional(
        "The `version` that was read. The mutation is refused with CONFLICT when the stored version differs."
    )
    allow_duplicate: bool = optional(
        "Change the data even if another customer has this phone or e-mail, or this name together with them.",
        default=False,
    )
    reason: str | None = optional(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


Request = Info[Context, None]


def _none_if_unset(value: Any) -> Any:
    """None for an absent field. An empty text is kept, for the rules to refuse."""
    return None if value is UNSET else value


@strawberry.type
@mutations_of(ACTS.values())
class ActMutation:
    """The mutations that are declared as acts."""


@strawberry.type(description="All mutations.")
class Mutation(
    AccessMutation, ActMutation, IdentityMutation, ImportMutation, MessagesMutation, MoneyMutation, ReconcileMutation
):
    @strawberry.mutation(description="GetSim: register the subscriber, bind SIM and number, and activate the contract.")
    async def get_sim(self, info: Request, input: GetSimInput) -> GetSimPayload:
        form = GetSim(
            customer_id=input.customer_id,
            customer=input.customer.new() if input.customer else None,
            tariff_code=input.tariff_code,
            options=tuple(input.options or ()),
            iccid=input.iccid,
            msisdn=input.msisdn,
            allow_duplicate=input.allow_duplicate,
        )
        planning = Planning(bool(input.dry_run), input.plan_token)
        return GetSimPayload.of(await mutations.get_sim(info.context, form, input.idempotency_key, planning))

    @strawberry.mutation(description="Create a customer without a contract.")
    async def create_customer(self, info: Request, input: CreateCustomerInput) -> CustomerPayload:
        outcome = await mutations.create_customer(
            info.context,
            input.new(),
            input.idempotency_key,
            allow_duplicate=input.allow_duplicate,
            reason=input.reason,
        )
        return CustomerPayload.of(outcome)

    @strawberry.mutation(description="Change a customer's name, phone or e-mail.")
    async def update_customer_contact(self, info: Request, input: UpdateCustomerContactInput) -> CustomerPayload:
        change = ContactChange(
            _none_if_unset(input.name), _none_if_unset(input.phone), _none_if_unset(input.email), input.email is None
        )
        options = {
            "expected_version": input.expected_version,
            "reason": input.reason,
            "allow_duplicate": input.allow_duplicate,
        }
        outcome = await mutations.update_customer_contact(
            info.context, input.id, change, options, input.idempotency_key
        )
        return CustomerPayload.of(outcome)
