"""Mutations of identity checks, and possible duplicates of customers."""

from datetime import date
from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import identity
from backend.resolvers.context import Context
from backend.schema.declare import lazy_type
from backend.schema.enums import CustomerTrait, DocumentKind
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.services.acts import REASON_TEXT
from backend.services.idempotency import Outcome
from backend.services.identity import Document

CUSTOMER: Any = Optional[lazy_type("customer.Customer")]
CANDIDATES: Any = list[lazy_type("customer.Customer")]  # type: ignore[misc]
CANDIDATES_TEXT = "Existing customers that are similar to the input, after POSSIBLE_DUPLICATE; see `candidateReasons`."
REASONS_TEXT = "For each candidate, the fields that agree with the input and the fields that differ."


@strawberry.type(description="Comparison of a candidate with the input.")
class CandidateReasons:
    customer: object = strawberry.field(description="The candidate.", graphql_type=CUSTOMER)
    reasons: list[CustomerTrait] = described("Fields that agree with the input.")
    differences: list[CustomerTrait] = described("Fields that differ from the input.")


def candidates(outcome: Outcome) -> list[str]:
    return [each.customer_id for each in outcome.candidates]


def candidate_reasons(outcome: Outcome) -> list[CandidateReasons]:
    return [
        CandidateReasons(customer=each.customer_id, reasons=list(each.agrees), differences=list(each.differs))
        for each in outcome.candidates
    ]


@strawberry.type(description="The result of a mutation of a customer.")
class CustomerPayload:
    customer: object = strawberry.field(
        description="The customer after the mutation; after a CONFLICT, the stored customer.", graphql_type=CUSTOMER
    )
    candidates: object = strawberry.field(description=CANDIDATES_TEXT, graphql_type=CANDIDATES)
    candidate_reasons: list[CandidateReasons] = described(REASONS_TEXT)
    errors: list[UserError] = described("Why the mutation was refused; empty when it succeeded.")

    @classmethod
    def of(cls, outcome: Outcome) -> "CustomerPayload":
        return cls(
            customer=outcome.node_id,
            candidates=candidates(outcome),
            candidate_reasons=candidate_reasons(outcome),
            errors=user_errors(outcome),
        )


@strawberry.input(description="An identity document of a customer.")
class IdentityDocumentInput:
    kind: DocumentKind = described("Kind of document.")
    number: str = described(
        "Series and number in any notation: `ID-1234567` equals `id 1234567`. A placeholder such as `-` is refused."
    )
    country: str = optional("Issuing country, ISO 3166-1 alpha-2.", "KG")

    def document(self) -> Document:
        return Document(self.kind, self.number, self.country)


@strawberry.input(description="Input of `verifyCustomer`.")
class VerifyCustomerInput:
    id: strawberry.ID = described("The customer.")
    document_id: strawberry.ID | None = optional(
        "The customer's document that was compared with the person; the newest valid one when absent."
    )
    document: IdentityDocumentInput | None = optional(
        "A new document, which is added to the customer. Give this or `documentId`."
    )
    allow_another_document: bool = optional(
        "Add `document` even if the customer has another valid one of its kind, such as a renewed card.", default=False
    )
    birth_date: date | None = optional(
        "Birth date in the document. It is added to the customer or replaces the stored one; replacing requires"
        " `reason`."
    )
    reason: str | None = optional(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `rejectCustomerIdentity`.")
class RejectCustomerIdentityInput:
    id: strawberry.ID = described("The customer.")
    reason: str = described(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


@strawberry.input(description="Input of `resubmitCustomerIdentity`.")
class ResubmitCustomerIdentityInput:
    id: strawberry.ID = described("The customer.")
    reason: str | None = optional(REASON_TEXT)
    idempotency_key: str | None = optional(KEY_TEXT)


Request = Info[Context, None]


@strawberry.type
class IdentityMutation:
    @strawberry.mutation(
        description="Record that a customer's identity was verified by a document. A person can then sign in"
        " with the number of this document as the holder of all their contracts. Verifying again, for example with a"
        " renewed card, requires a reason."
    )
    async def verify_customer(self, info: Request, input: VerifyCustomerInput) -> CustomerPayload:
        outcome = await identity.verify_customer(
            info.context,
            input.id,
            input.idempotency_key,
            document_id=input.document_id,
            document=input.document.document() if input.document else None,
            allow_another=input.allow_another_document,
            birth_date=input.birth_date,
            reason=input.reason,
        )
        return CustomerPayload.of(outcome)

    @strawberry.mutation(description="Record that a customer's documents were rejected.")
    async def reject_customer_identity(self, info: Request, input: RejectCustomerIdentityInput) -> CustomerPayload:
        return CustomerPayload.of(
            await identity.reject_customer_identity(info.context, input.id, input.reason, input.idempotency_key)
        )

    @strawberry.mutation(description="Reopen the identity check of a rejected customer.")
    async def resubmit_customer_identity(self, info: Request, input: ResubmitCustomerIdentityInput) -> CustomerPayload:
        return CustomerPayload.of(
            await identity.resubmit_customer_identity(info.context, input.id, input.reason, input.idempotency_key)
        )
