"""What all payloads and inputs of mutations share."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry

from backend.schema.enums import ErrorCode
from backend.services.idempotency import Outcome

KEY_TEXT = "Makes a retry safe: the same key with the same input is done once and answered alike; kept 7 days."
REASON_TEXT = "Why, in the actor's words; kept in the history and with the events of the act."


def given(description: str) -> Any:
    """A required input field."""
    return strawberry.field(description=description)


def optional(description: str, default: Any = None) -> Any:
    return strawberry.field(description=description, default=default)


@strawberry.type(description="Why a mutation was refused, or what it did not heed.")
class UserError:
    code: ErrorCode = given("What to branch on.")
    field: list[str] = given("Path of the input field that is to blame; empty when it is none.")
    message: str = given("For people; it may change.")


def user_errors(outcome: Outcome | Sequence[Mapping[str, Any]]) -> list[UserError]:
    """An outcome's errors, or its warnings, which have the same form."""
    said = outcome.errors if isinstance(outcome, Outcome) else outcome
    return [UserError(code=ErrorCode(e["code"]), field=e["field"], message=e["message"]) for e in said]
