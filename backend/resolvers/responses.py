"""Responses to GraphQL requests: bodies, and errors as clients receive them."""

import uuid
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from graphql import GraphQLError

from backend.errors import BadUserInput, RequestError, Unauthenticated
from backend.planner.reader import Unavailable
from backend.planner.refusals import InvalidDocument
from backend.planner.variables import WrongVariables

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Response:
    """The body. `refused`: nothing was executed; `fault`: an internal error."""

    body: bytes
    refused: bool = False
    fault: bool = False
    unavailable: bool = False
    unauthenticated: bool = False
    retry_seconds: int | None = None  # when throttled: seconds to wait
    query: bool = False  # the result of a query, which contains no one-time secret and may be compressed


def response_body(data: bytes, errors: list[dict[str, Any]], tail: bytes) -> bytes:
    """The body of an executed request. `tail` is its end, after the data."""
    start = b'{"errors":' + orjson.dumps(errors) + b"," if errors else b"{"
    return start + b'"data":' + data + tail


def refusal_response(error: RequestError) -> Response:
    """The response to a request that was refused before its execution."""
    body = orjson.dumps({"errors": request_errors(error)})
    retry: Any = error.facts.get("retryAfterSeconds")
    unauthenticated = isinstance(error, Unauthenticated)
    return Response(body, refused=True, unauthenticated=unauthenticated, retry_seconds=retry)


def error_response(error: RequestError) -> Response:
    """The response to a request whose execution failed; BadUserInput counts as a refusal."""
    errors = request_errors(error)
    if isinstance(error, BadUserInput):
        return Response(orjson.dumps({"errors": errors}), refused=True)
    return Response(response_body(b"null", errors, b"}"), unavailable=isinstance(error, Unavailable))


def request_errors(error: RequestError) -> list[dict[str, Any]]:
    """The errors of a refused request, each with its code."""
    if isinstance(error, InvalidDocument):
        return [{**each, "extensions": {"code": error.code}} for each in error.errors]
    if isinstance(error, WrongVariables):
        return [{**each.formatted, "extensions": {"code": error.code}} for each in error.errors]
    return [{"message": error.message, "extensions": {"code": error.code, **error.facts}}]


def field_error(error: GraphQLError) -> dict[str, Any]:
    """The error of one field in a response: expected errors with their code, others masked."""
    original = error.original_error
    formatted: dict[str, Any] = dict(error.formatted)
    if original is None:
        # An error of graphql-core itself, such as an argument of a wrong type.
        formatted["extensions"] = {"code": "BAD_USER_INPUT", **(error.extensions or {})}
    elif isinstance(original, RequestError):
        formatted["message"] = original.message
        formatted["extensions"] = {"code": original.code, **original.facts}
    else:
        formatted.update(masked_error(original))
    return formatted


def masked_error(error: Exception) -> dict[str, Any]:
    """Mask an unexpected error and log it under an id that the caller can report."""
    request_id = str(uuid.uuid4())
    log.error("request failed", request_id=request_id, exc_info=error)
    extensions = {"code": "INTERNAL_SERVER_ERROR", "requestId": request_id}
    return {"message": "Internal server error.", "extensions": extensions}
