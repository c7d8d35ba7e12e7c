"""The conditions of a contract's activation."""

from typing import Annotated, Any

import strawberry
from strawberry import Info

from backend.resolvers.activation import summary_of
from backend.resolvers.context import Context
from backend.schema.declare import root_external
from backend.schema.enums import ActivationCondition, ErrorCode
from backend.schema.payloads import described
from backend.schema.roots import queries


@strawberry.type(description="One condition of a contract's activation.")
class ActivationCheck:
    condition: ActivationCondition = described("The condition.")
    ok: bool = described("Whether it is met.")
    code: ErrorCode | None = described("The code with which `activateContract` would be refused; null when it is met.")
    message: str | None = described("Why it is not met, for people; null when it is met.")


@strawberry.type(description="Whether a contract can be activated. Nothing was written.")
class ActivationSummary:
    ready: bool = described("Whether all conditions are met.")
    conditions: list[ActivationCheck] = described("All conditions.")


async def _activation_summary(
    info: Info[Context, None],
    contract_id: Annotated[strawberry.ID, strawberry.argument(description="The contract.")],
) -> Any:
    found = await summary_of(info.context, contract_id)
    checks = [
        ActivationCheck(
            condition=condition, ok=why is None, code=None if why is None else why.code,
            message=None if why is None else why.message,
        )
        for condition, why in found.items()
    ]  # fmt: skip
    return ActivationSummary(ready=all(each.ok for each in checks), conditions=checks)


@queries
class Queries:
    activation_summary: ActivationSummary = root_external(
        _activation_summary,
        "The conditions of the activation of a contract that is not in service yet: what `activateContract` would "
        "refuse it for.",
        target="ValidationRule",
        rows=10,
    )
