"""Mutations of reconciliation."""

from datetime import date
from typing import Any, Optional

import strawberry
from strawberry import Info

from backend.resolvers import reconciliation
from backend.resolvers.context import Context
from backend.schema.declare import lazy_type
from backend.schema.payloads import KEY_TEXT, UserError, described, optional, user_errors
from backend.schema.scalars import Upload
from backend.services.idempotency import Outcome

SETTLEMENT: Any = Optional[lazy_type("reconciliation.Settlement")]
MISMATCH: Any = Optional[lazy_type("reconciliation.Mismatch")]
Request = Info[Context, None]
ERRORS_TEXT = "Why the mutation was refused; empty when it succeeded."


@strawberry.type(description="The result of `importSettlement`.")
class SettlementPayload:
    settlement: object = strawberry.field(
        description="The matched settlement; null when the mutation was refused.", graphql_type=SETTLEMENT
    )
    errors: list[UserError] = described(ERRORS_TEXT)

    @classmethod
    def of(cls, outcome: Outcome) -> "SettlementPayload":
        return cls(settlement=outcome.node_id, errors=user_errors(outcome))


@strawberry.type(description="The result of a mutation of a mismatch.")
class MismatchPayload:
    mismatch: object = strawberry.field(
        description="The mismatch after the mutation; null when the mutation was refused.", graphql_type=MISMATCH
    )
    errors: list[UserError] = described(ERRORS_TEXT)

    @classmethod
    def of(cls, outcome: Outcome) -> "MismatchPayload":
        return cls(mismatch=outcome.node_id, errors=user_errors(outcome))


@strawberry.input(description="Input of `importSettlement`.")
class ImportSettlementInput:
    gateway: str = described("Name of the gateway.")
    day: date = described("Day of the settlement (UTC); it must have ended.")
    file: Upload = described(
        "Comma-separated values in UTF-8 with the header"
        " line_id,kind,reference,refund_reference,amount_minor,fee_minor,currency,at."
    )
    idempotency_key: str = described(KEY_TEXT)


@strawberry.input(description="Input of `applyRepair`.")
class ApplyRepairInput:
    id: strawberry.ID = described("The mismatch.")
    note: str | None = optional("Note, at most 500 characters.")
    idempotency_key: str = described(KEY_TEXT)


@strawberry.input(description="Input of `dismissMismatch`.")
class DismissMismatchInput:
    id: strawberry.ID = described("The mismatch.")
    note: str = described("Reason, at most 500 characters.")
    idempotency_key: str = described(KEY_TEXT)


@strawberry.type
class ReconcileMutation:
    @strawberry.mutation(
        description="Import and match a gateway's settlement of one day. It replaces an earlier one of that day."
    )
    async def import_settlement(self, info: Request, input: ImportSettlementInput) -> SettlementPayload:
        upload: Any = input.file
        outcome = await reconciliation.import_settlement(
            info.context, input.gateway, input.day, upload, input.idempotency_key
        )
        return SettlementPayload.of(outcome)

    @strawberry.mutation(description="Apply the suggested repair of a mismatch.")
    async def apply_repair(self, info: Request, input: ApplyRepairInput) -> MismatchPayload:
        outcome = await reconciliation.apply_repair(info.context, input.id, input.note, input.idempotency_key)
        return MismatchPayload.of(outcome)

    @strawberry.mutation(description="Dismiss a mismatch with a reason.")
    async def dismiss_mismatch(self, info: Request, input: DismissMismatchInput) -> MismatchPayload:
        outcome = await reconciliation.dismiss_mismatch(info.context, input.id, input.note, input.idempotency_key)
        return MismatchPayload.of(outcome)
