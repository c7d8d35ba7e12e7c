"""Shared parts of the payloads and inputs of mutations."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry

from backend.schema.enums import ErrorCode
from backend.services.idempotency import Outcome

KEY_TEXT = (
    "Idempotency key. Calls with the same key and the same input are executed once and return the same result. "
    "Keys are kept for 7 days."
)


def described(description: str) -> Any:
    """A field with a description, without a default value."""
    return strawberry.field(description=description)


def optional(description: str, default: Any = None) -> Any:
    return strawberry.field(description=description, default=default)


@strawberry.type(description="Why a mutation was refused, or which part of its input it did not use.")
class UserError:
    code: ErrorCode = described("Error code, for programs.")
    field: list[str] = described("Path of the input field that caused the error; empty when no field did.")
    message: str = described("Text for people; it may change between releases.")


def user_errors(outcome: Outcome | Sequence[Mapping[str, Any]]) -> list[UserError]:
    """The errors of an outcome, or a list of warnings in the same form."""
    errors = outcome.errors if isinstance(outcome, Outcome) else outcome
    return [UserError(code=ErrorCode(e["code"]), field=e["field"], message=e["message"]) for e in errors]
