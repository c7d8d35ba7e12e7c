"""Executes one GraphQL request, whatever it came over: bytes straight from PostgreSQL where all of it is planned."""

import inspect
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
import structlog
from graphql import ExecutionResult, GraphQLError, GraphQLSchema, OperationType, execute

from backend.auth.viewer import Viewer
from backend.database import Database
from backend.errors import BadUserInput, RequestError
from backend.gateways.network import Network
from backend.planner.documents import Operation, ValidationFailed, WrongVariables
from backend.planner.planner import Planner
from backend.planner.reader import Unavailable
from backend.resolvers.context import Context
from backend.services.idempotency import Performer
from backend.settings import Settings

MOST_INTROSPECTIONS = 20

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Request:
    """A GraphQL request (GraphQL over HTTP, section 5)."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] | None = None
    read_only: bool = False  # came by GET
    wants_cost: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """The body; `refused` when the request failed before any of it ran, `fault` when it was ours."""

    body: bytes
    refused: bool = False
    fault: bool = False
    unavailable: bool = False


class MutationByGet(RequestError):
    code = "METHOD_NOT_ALLOWED"


class Unsupported(RequestError):
    code = "BAD_USER_INPUT"


class Engine:
    """Built once; every request passes through it."""

    def __init__(
        self, core: GraphQLSchema, planner: Planner, database: Database, settings: Settings, network: Network
    ) -> None:
        self._core = core
        self._planner = planner
        self._performer = Performer(database)
        self._settings = settings
        self._network = network
        self._introspections: dict[tuple[Any, ...], bytes] = {}

    async def execute(self, request: Request, viewer: Viewer) -> Response:
        """Never raises: what goes wrong is in the response's errors, each with a code.

        The one exception is MutationByGet, which the transport answers in its own terms.
        """
        try:
            operation = self._planner.documents.get(request.query).operation(request.operation_name)
            if operation.type is OperationType.MUTATION and request.read_only:
                raise MutationByGet("a mutation needs POST")
            if operation.type is OperationType.SUBSCRIPTION:
                raise Unsupported("subscriptions are served over WebSocket and event streams")
            coerced = operation.variables(request.variables or {})
            cost = operation.document.measurer.check_cost(operation.measured, coerced.coerced)
        except MutationByGet:
            raise
        except RequestError as error:
            return Response(orjson.dumps({"errors": request_errors(error)}), refused=True)
        tail = b',"extensions":{"cost":%d}}' % cost if request.wants_cost else b"}"
        try:
            if operation.type is OperationType.QUERY and not operation.introspective:
                answer = await self._planner.query(operation, coerced, viewer)
                if not answer.mixed:
                    return Response(b'{"data":' + answer.data + tail)
                rows = orjson.loads(answer.data)
                return await self.complete(request, operation, coerced, viewer, rows, tail)
            return await self._through_core(request, operation, coerced, viewer, tail)
        except RequestError as error:
            return _failed(error)
        except Exception as error:  # noqa: BLE001  the last line of defence: mask it, log it, answer
            return Response(_body(None, [_fault(error)], b"}"), fault=True)

    async def _through_core(
        self, request: Request, operation: Operation, coerced: Any, viewer: Viewer, tail: bytes
    ) -> Response:
        if operation.type is not OperationType.QUERY:
            return await self.complete(request, operation, coerced, viewer, None, tail)
        plan = self._planner.plan(operation, coerced, viewer.role, rows=True)
        if not plan.empty:
            rows = orjson.loads(await self._planner.reader.read(plan, coerced.coerced, viewer))
            return await self.complete(request, operation, coerced, viewer, rows, tail)
        # Pure introspection depends on nothing but the document and its variables.
        key = (request.query, request.operation_name, orjson.dumps(request.variables), tail)
        known = self._introspections.get(key)
        if known is None:
            response = await self.complete(request, operation, coerced, viewer, {}, tail)
            if len(self._introspections) >= MOST_INTROSPECTIONS:
                self._introspections.clear()
            self._introspections[key] = known = response.body
        return Response(known)

    async def complete(
        self, request: Request, operation: Operation, coerced: Any, viewer: Viewer, rows: Any, tail: bytes
    ) -> Response:
        """graphql-core walks the operation over rows the planner read, or calls a mutation's resolvers."""
        context = Context(
            viewer=viewer,
            planner=self._planner,
            performer=self._performer,
            settings=self._settings,
            network=self._network,
        )
        context.operation, context.variables = operation, coerced
        result: Any = execute(
            self._core,
            operation.document.node,
            root_value=rows,
            context_value=context,
            variable_values=dict(request.variables or {}),
            operation_name=request.operation_name,
            hide_suggestions=True,
        )
        if inspect.isawaitable(result):
            result = await result
        assert isinstance(result, ExecutionResult)
        errors = [field_error(error) for error in result.errors or ()]
        return Response(_body(result.data, errors, tail))


def _body(data: Any, errors: list[dict[str, Any]], tail: bytes) -> bytes:
    start = b'{"errors":' + orjson.dumps(errors) + b"," if errors else b"{"
    return start + b'"data":' + orjson.dumps(data) + tail


def _failed(error: RequestError) -> Response:
    errors = request_errors(error)
    if isinstance(error, BadUserInput):
        return Response(orjson.dumps({"errors": errors}), refused=True)
    return Response(_body(None, errors, b"}"), unavailable=isinstance(error, Unavailable))


def request_errors(error: RequestError) -> list[dict[str, Any]]:
    """The errors of a refused request, each with its code."""
    if isinstance(error, ValidationFailed | WrongVariables):
        return [{**each.formatted, "extensions": {"code": error.code}} for each in error.errors]
    facts = dict(error.facts)
    entry: dict[str, Any] = {"message": error.message}
    if "locations" in facts:
        entry["locations"] = facts.pop("locations")
    return [{**entry, "extensions": {"code": error.code, **facts}}]


def field_error(error: GraphQLError) -> dict[str, Any]:
    """An error of one field as clients see it: an expected one by its code, anything else masked."""
    original = error.original_error
    formatted: dict[str, Any] = dict(error.formatted)
    if original is None:
        # graphql-core's own complaint about the request, such as an argument that does not fit its type.
        formatted["extensions"] = {"code": "BAD_USER_INPUT", **(error.extensions or {})}
    elif isinstance(original, RequestError):
        formatted["message"] = original.message
        formatted["extensions"] = {"code": original.code, **original.facts}
    else:
        formatted.update(_fault(original))
    return formatted


def _fault(error: Exception) -> dict[str, Any]:
    """Mask what went wrong, and log it under an id the caller can quote."""
    request_id = str(uuid.uuid4())
    log.error("request failed", request_id=request_id, exc_info=error)
    extensions = {"code": "INTERNAL_SERVER_ERROR", "requestId": request_id}
    return {"message": "Internal server error.", "extensions": extensions}
