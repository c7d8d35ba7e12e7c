"""What all payloads and inputs of mutations share."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry

from backend.schema.enums import ErrorCode
from backend.services.idempotency import Outcome

KEY_TEXT = (
    "Idempotency key. Calls with the same key and the same input are executed once and get the same answer. "
    "Keys are kept for 7 days."
)
REASON_TEXT = "Reason, in the actor's words; stored in the history and with the events of the mutation."


def given(description: str) -> Any:
    """A required input field."""
    return strawberry.field(description=description)


def optional(description: str, default: Any = None) -> Any:
    return strawberry.field(description=description, default=default)


@strawberry.type(description="Why a mutation was refused, or which part of its input it did not use.")
class UserError:
    code: ErrorCode = given("The code that programs branch on.")
    field: list[str] = given("Path of the input field that caused the error; empty when no field did.")
    message: str = given("Text for people; it may change between releases.")


def user_errors(outcome: Outcome | Sequence[Mapping[str, Any]]) -> list[UserError]:
    """An outcome's errors, or its warnings, which have the same form."""
    said = outcome.errors if isinstance(outcome, Outcome) else outcome
    return [UserError(code=ErrorCode(e["code"]), field=e["field"], message=e["message"]) for e in said]
