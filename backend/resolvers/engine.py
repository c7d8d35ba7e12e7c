"""Executes one GraphQL request, whatever it came over: bytes straight from PostgreSQL where all of it is planned."""

import asyncio
import inspect
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
import structlog
from graphql import ExecutionResult, GraphQLError, GraphQLSchema, OperationType, execute

from backend.auth.usage import CostBuckets
from backend.auth.viewer import SUBSCRIBERS, Origin, Role, Viewer
from backend.database import Database
from backend.documents.files import FileStore, Links
from backend.errors import BadUserInput, Forbidden, RequestError, Throttled, Unauthenticated
from backend.gateways.network import Network
from backend.planner.documents import Operation, ValidationFailed, WrongVariables
from backend.planner.live import LiveSelection, live_selection
from backend.planner.persisted import (
    AutomaticDocuments,
    PersistedDocuments,
    PersistedQueryHashMismatch,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    sha256_of,
)
from backend.planner.planner import Planner
from backend.planner.reader import Unavailable
from backend.resolvers.acts import usual_act
from backend.resolvers.context import Context
from backend.services.billing import BillingService
from backend.services.idempotency import Performer
from backend.settings import Settings

MOST_INTROSPECTIONS = 20
ANONYMOUS_ANSWER = b'{"data":{"__typename":"Query"}}'
From = Callable[[], Origin]  # where a request came from: asked only when something is done

_TYPENAME = re.compile(r"\s*(query\s*)?\{\s*__typename\s*\}\s*")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Request:
    """A GraphQL request (GraphQL over HTTP, section 5)."""

    query: str | None
    operation_name: str | None = None
    variables: Mapping[str, Any] | None = None
    read_only: bool = False  # came by GET
    wants_cost: bool = False
    document_id: str | None = None  # of a released document, instead of its text
    sha256: str | None = None  # of an automatic persisted query, beside its text or instead of it


@dataclass(frozen=True, slots=True)
class Response:
    """The body; `refused` when the request failed before any of it ran, `fault` when it was ours."""

    body: bytes
    refused: bool = False
    fault: bool = False
    unavailable: bool = False
    unauthenticated: bool = False
    retry_seconds: int | None = None  # throttled: when to come again
    query: bool = False  # of a query: nothing in it is a secret that is told once


class Views(Protocol):
    """The schema, whole and as each role sees it."""

    @property
    def core(self) -> GraphQLSchema: ...

    def seen_by(self, role: Role) -> GraphQLSchema: ...


class ExecutionTimeout(RequestError):
    code = "EXECUTION_TIMEOUT"


class MutationByGet(RequestError):
    code = "METHOD_NOT_ALLOWED"


class Unsupported(RequestError):
    code = "BAD_USER_INPUT"


class Engine:
    """Built once; every request passes through it."""

    def __init__(
        self,
        schema: Views,
        planner: Planner,
        database: Database,
        settings: Settings,
        network: Network,
        buckets: CostBuckets,
        persisted: PersistedDocuments,
        files: FileStore,
        links: Links,
        billing: BillingService,
    ) -> None:
        self._schema = schema
        self._planner = planner
        self._buckets = buckets
        self._persisted = persisted
        self._automatic = AutomaticDocuments()
        self._performer = Performer(database, settings)
        self._settings = settings
        self._network = network
        self._files = files
        self._links = links
        self._billing = billing
        self._introspections: dict[tuple[Any, ...], bytes] = {}

    async def execute(self, request: Request, viewer: Viewer, origin: From = Origin) -> Response:
        """Never raises: what goes wrong is in the response's errors, each with a code.

        The one exception is MutationByGet, which the transport answers in its own terms.
        """
        try:
            checked = self._checked(request, viewer)
            if checked is None:
                return Response(ANONYMOUS_ANSWER)
            operation, coerced, cost = checked
            if operation.type is OperationType.SUBSCRIPTION:
                raise Unsupported(
                    "subscriptions are served over WebSocket, and as an event stream to who accepts text/event-stream",
                    stream=f"{self._settings.issuer}/graphql/stream",
                )
        except MutationByGet:
            raise
        except RequestError as error:
            return _refused(error)
        try:
            if not self._buckets.try_take(viewer, cost):
                await self._buckets.take(viewer, cost)
            if operation.type is OperationType.QUERY and not operation.introspective:
                # What it may wait for is limited where it waits: a connection, the statement, another system.
                return await self._planned(request, operation, coerced, viewer, cost)
            async with asyncio.timeout(self._settings.execution_seconds):
                tail = self._tail(request, viewer, cost, cost)
                return await self._through_core(request, operation, coerced, viewer, tail, origin, cost)
        except Throttled as error:
            return _refused(error)
        except TimeoutError:
            return _failed(ExecutionTimeout("the request took longer than it may"))
        except RequestError as error:
            return _failed(error)
        except Exception as error:  # noqa: BLE001  the last line of defence: mask it, log it, answer
            return Response(_body(b"null", [_fault(error)], b"}"), fault=True)

    def _checked(self, request: Request, viewer: Viewer) -> tuple[Operation, Any, int] | None:
        """The operation, its variables and its cost, when this viewer may have it run; None for what anybody may ask.

        Raises RequestError.
        """
        query = self._admitted(request, viewer)
        if query is None:
            return None
        document = self._planner.documents.get(query)
        if request.sha256 is not None and request.query is not None and self._persisted.get(request.sha256) is None:
            self._automatic.remember(request.sha256, query)
        operation = document.operation(request.operation_name)
        if operation.type is OperationType.MUTATION and request.read_only:
            raise MutationByGet("a mutation needs POST")
        if operation.scope not in viewer.scopes:
            raise Forbidden(f"the token's scope lacks {operation.scope}")
        coerced = operation.variables(request.variables or {})
        cost = operation.document.measurer.check_cost(operation.measured, coerced.coerced, viewer.role)
        return operation, coerced, cost

    async def live(self, request: Request, viewer: Viewer) -> LiveSelection | None:
        """What a subscription selects; None when the request is a query or a mutation. Raises RequestError."""
        checked = self._checked(request, viewer)
        if checked is None or checked[0].type is not OperationType.SUBSCRIPTION:
            return None
        operation, coerced, cost = checked
        if operation.introspective:
            raise BadUserInput("a subscription does not ask for the schema")
        if not self._buckets.try_take(viewer, cost):
            await self._buckets.take(viewer, cost)
        return live_selection(self._planner, operation, request.variables or {}, coerced, viewer)

    async def complete_live(self, selection: LiveSelection, viewer: Viewer, row: dict[str, Any]) -> bytes:
        """One event of a subscription that selects something from outside the database."""
        request = Request(None, selection.operation.name, selection.variables)
        async with asyncio.timeout(self._settings.execution_seconds):
            response = await self.complete(request, selection.operation, selection.coerced, viewer, row, b"}")
        return response.body

    def _admitted(self, request: Request, viewer: Viewer) -> str | None:
        """The document, if this viewer may have it run; None for the one thing that anybody may ask.

        Raises Unauthenticated, Forbidden, and what says that a hash stands for nothing here.
        """
        if viewer.role is Role.ANONYMOUS:
            if request.query is not None and len(request.query) < 100 and _TYPENAME.fullmatch(request.query):
                return None
            raise Unauthenticated("sign in: send a bearer token")
        query = request.query
        free = viewer.role not in SUBSCRIBERS or not self._settings.subscribers_trusted_only
        if request.sha256 is not None:
            return self._automatically(request.sha256, query, free=free)
        if request.document_id is not None:
            released = self._persisted.text(request.document_id)
            if query is not None and query != released:
                raise BadUserInput("the document and its id do not belong together")
            return released
        assert query is not None
        if not free and query not in self._persisted:
            raise Forbidden("only documents of released front ends are run here")
        return query

    def _automatically(self, sha256: str, query: str | None, *, free: bool) -> str:
        """The document of an automatic persisted query, in Apollo's terms: its clients wait for these messages.

        Raises PersistedQueryHashMismatch, PersistedQueryNotSupported, PersistedQueryNotFound.
        """
        if query is not None and sha256_of(query) != sha256:
            raise PersistedQueryHashMismatch("provided sha does not match query")
        found = self._persisted.get(sha256)
        if found is None and not free:
            raise PersistedQueryNotSupported("PersistedQueryNotSupported")
        found = found or query or self._automatic.text(sha256)
        if found is None:
            raise PersistedQueryNotFound("PersistedQueryNotFound")
        return found

    async def _planned(
        self, request: Request, operation: Operation, coerced: Any, viewer: Viewer, cost: int
    ) -> Response:
        answer = await self._planner.query(operation, coerced, viewer)
        # Every row is an object; its embedded ones count too, which errs on the side of the server.
        actual = min(cost, answer.data.count(b"{"))
        self._buckets.give_back(viewer, cost - actual)
        tail = self._tail(request, viewer, cost, actual, answer.truncated)
        if not answer.mixed:
            return Response(b'{"data":' + answer.data + tail, query=True)
        return await self.complete(request, operation, coerced, viewer, orjson.loads(answer.data), tail)

    def _tail(
        self, request: Request, viewer: Viewer, cost: int, actual: int, truncated: tuple[bytes, ...] = ()
    ) -> bytes:
        """The end of the body: `extensions`, where there is something to say."""
        extensions: dict[str, Any] = {}
        if truncated:
            extensions["truncated"] = [orjson.Fragment(each) for each in truncated]
        if request.wants_cost:
            throttle = self._buckets.throttle(viewer).shown()
            extensions["cost"] = {"requested": cost, "actual": actual, "throttle": throttle}
        return b',"extensions":' + orjson.dumps(extensions) + b"}" if extensions else b"}"

    async def _through_core(
        self, request: Request, operation: Operation, coerced: Any, viewer: Viewer, tail: bytes, origin: From, cost: int
    ) -> Response:
        if operation.type is not OperationType.QUERY:
            return await self._act(request, operation, coerced, viewer, tail, origin)
        plan = self._planner.plan(operation, coerced, viewer.role, rows=True)
        if not plan.empty:
            answer = await self._planner.answer(plan, coerced, viewer)
            if answer.truncated:
                tail = self._tail(request, viewer, cost, cost, answer.truncated)
            return await self.complete(request, operation, coerced, viewer, orjson.loads(answer.data), tail)
        # Pure introspection depends on nothing but the document and its variables.
        values = repr(sorted(coerced.coerced.items()))
        key = (viewer.role, operation.document.source, request.operation_name, values, tail)
        known = self._introspections.get(key)
        if known is None:
            response = await self.complete(request, operation, coerced, viewer, {}, tail)
            if len(self._introspections) >= MOST_INTROSPECTIONS:
                self._introspections.clear()
            self._introspections[key] = known = response.body
        return Response(known, query=True)

    async def _act(
        self, request: Request, operation: Operation, coerced: Any, viewer: Viewer, tail: bytes, origin: From
    ) -> Response:
        act = usual_act(self._planner, operation, coerced, viewer.role)
        done = await act.run(self._context(operation, coerced, viewer, origin)) if act is not None else None
        if done is None:
            return await self.complete(request, operation, coerced, viewer, None, tail, origin)
        return Response(_body(done[0], [field_error(error) for error in done[1]], tail))

    async def complete(
        self,
        request: Request,
        operation: Operation,
        coerced: Any,
        viewer: Viewer,
        rows: Any,
        tail: bytes,
        origin: From = Origin,
    ) -> Response:
        """graphql-core walks the operation over rows the planner read, or calls a mutation's resolvers."""
        result: Any = execute(
            self._schema.seen_by(viewer.role) if operation.introspective else self._schema.core,
            operation.document.node,
            root_value=rows,
            context_value=self._context(operation, coerced, viewer, origin),
            variable_values=dict(request.variables or {}),
            operation_name=request.operation_name,
            hide_suggestions=True,
        )
        if inspect.isawaitable(result):
            result = await result
        assert isinstance(result, ExecutionResult)
        errors = [field_error(error) for error in result.errors or ()]
        return Response(_body(orjson.dumps(result.data), errors, tail), query=operation.type is OperationType.QUERY)

    def _context(self, operation: Operation, coerced: Any, viewer: Viewer, origin: From) -> Context:
        context = Context(
            viewer=viewer,
            planner=self._planner,
            performer=self._performer,
            settings=self._settings,
            network=self._network,
            links=self._links,
            files=self._files,
            billing=self._billing,
            origin=origin,
        )
        context.operation, context.variables = operation, coerced
        return context


def _body(data: bytes, errors: list[dict[str, Any]], tail: bytes) -> bytes:
    start = b'{"errors":' + orjson.dumps(errors) + b"," if errors else b"{"
    return start + b'"data":' + data + tail


def _refused(error: RequestError) -> Response:
    body = orjson.dumps({"errors": request_errors(error)})
    retry: Any = error.facts.get("retryAfterSeconds")
    unauthenticated = isinstance(error, Unauthenticated)
    return Response(body, refused=True, unauthenticated=unauthenticated, retry_seconds=retry)


def _failed(error: RequestError) -> Response:
    errors = request_errors(error)
    if isinstance(error, BadUserInput):
        return Response(orjson.dumps({"errors": errors}), refused=True)
    return Response(_body(b"null", errors, b"}"), unavailable=isinstance(error, Unavailable))


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
