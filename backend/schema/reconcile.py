"""The acts of reconciliation."""

from datetime import date
from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import reconciliation
from backend.resolvers.context import Context
from backend.schema.declare import lazily
from backend.schema.payloads import KEY_TEXT, UserError, given, optional, user_errors
from backend.schema.scalars import Upload
from backend.services.idempotency import Outcome

SETTLEMENT: Any = Optional[lazily("reconciliation.Settlement")]
MISMATCH: Any = Optional[lazily("reconciliation.Mismatch")]
Request = Info[Context, None]
DONE = "Empty when it was done."


@strawberry.type(description="What `importSettlement` left.")
class SettlementPayload:
    settlement: object = strawberry.field(
        description="The settlement, matched; null when refused.", graphql_type=SETTLEMENT
    )
    errors: list[UserError] = given(DONE)

    @classmethod
    def of(cls, outcome: Outcome) -> "SettlementPayload":
        return cls(settlement=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="What a decision about a mismatch left.")
class MismatchPayload:
    mismatch: object = strawberry.field(
        description="The mismatch as it is now; null when refused.", graphql_type=MISMATCH
    )
    errors: list[UserError] = given(DONE)

    @classmethod
    def of(cls, outcome: Outcome) -> "MismatchPayload":
        return cls(mismatch=outcome.node_id, errors=user_errors(outcome))


@strawberry.input(description="What a gateway settled on a day.")
class ImportSettlementInput:
    gateway: str = given("Which gateway.")
    day: date = given("Which day, UTC; it has ended.")
    file: Upload = given(
        "Comma-separated values in UTF-8 with the header"
        " line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at."
    )
    idempotency_key: str = given(KEY_TEXT)


@strawberry.input(description="Which mismatch is to be repaired.")
class ApplyRepairInput:
    id: strawberry.ID = given("The mismatch.")
    note: str | None = optional("What there is to say about it, at most 500 characters.")
    idempotency_key: str = given(KEY_TEXT)


@strawberry.input(description="Which mismatch is left as it is.")
class DismissMismatchInput:
    id: strawberry.ID = given("The mismatch.")
    note: str = given("Why, at most 500 characters.")
    idempotency_key: str = given(KEY_TEXT)


@strawberry.type
class ReconcileMutation:
    @strawberry.mutation(
        description="Take a day's settlement of a gateway in, in the place of what was there, and match it."
    )
    async def import_settlement(self, info: Request, input: ImportSettlementInput) -> SettlementPayload:
        upload: Any = input.file
        outcome = await reconciliation.import_settlement(
            info.context, input.gateway, input.day, upload, input.idempotency_key
        )
        return SettlementPayload.of(outcome)

    @strawberry.mutation(description="Do about a mismatch what is suggested.")
    async def apply_repair(self, info: Request, input: ApplyRepairInput) -> MismatchPayload:
        outcome = await reconciliation.apply_repair(info.context, input.id, input.note, input.idempotency_key)
        return MismatchPayload.of(outcome)

    @strawberry.mutation(description="Leave a mismatch as it is, saying why.")
    async def dismiss_mismatch(self, info: Request, input: DismissMismatchInput) -> MismatchPayload:
        outcome = await reconciliation.dismiss_mismatch(info.context, input.id, input.note, input.idempotency_key)
        return MismatchPayload.of(outcome)
