"""The engine executes GraphQL requests of all transports. Planned queries return the bytes that PostgreSQL composed."""

import asyncio
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from graphql import ExecutionResult, GraphQLSchema, OperationType, execute

from backend import exact_json
from backend.auth.usage import CostBuckets
from backend.auth.viewer import Origin, Role, Viewer
from backend.database import Database
from backend.documents.files import FileStore, Links
from backend.errors import BadUserInput, Forbidden, RequestError, Throttled
from backend.gateways.network import SimStates
from backend.metrics import REFUSED
from backend.planner.documents import Operation
from backend.planner.limits import LimitExceeded
from backend.planner.live import LiveSelection, live_selection
from backend.planner.persisted import PersistedDocuments
from backend.planner.planner import Planner
from backend.resolvers.acts import compiled_act
from backend.resolvers.callers import turns_of_roles
from backend.resolvers.context import Context
from backend.resolvers.document_texts import DocumentTexts, is_anonymous_query
from backend.resolvers.plans import Plans
from backend.resolvers.responses import (
    Response,
    error_response,
    field_error,
    masked_error,
    refusal_response,
    response_body,
)
from backend.services import quotas
from backend.services.billing import BillingService
from backend.services.idempotency import Performer
from backend.services.permissions import MUTATIONS
from backend.services.quotas import Quota
from backend.services.rates import Rates
from backend.services.refused_calls import RefusedCalls
from backend.settings import Settings
from backend.space import Space

MAX_INTROSPECTIONS = 20
ANONYMOUS_ANSWER = b'{"data":{"__typename":"Query"}}'
# Rows charged for the body of a request, so that a row costs about a fifth of a millisecond as elsewhere.
FREE_BODY_BYTES = 2_000
BODY_BYTES_PER_ROW = 500
OriginReader = Callable[[], Origin]  # the origin of a request, computed only for mutations


@dataclass(frozen=True, slots=True)
class Request:
    """A GraphQL request (GraphQL over HTTP, section 5)."""

    query: str | None
    operation_name: str | None = None
    variables: Mapping[str, Any] | None = None
    read_only: bool = False  # sent by GET
    wants_cost: bool = False
    document_id: str | None = None  # id of a released document, instead of its text
    sha256: str | None = None  # of an automatic persisted query, with or without its text
    # The variables with numbers as they were written; None where the request was no JSON text.
    exact_variables: Callable[[], Mapping[str, Any]] | None = None


class Views(Protocol):
    """The complete schema, and the schema visible to each role."""

    @property
    def core(self) -> GraphQLSchema: ...

    def visible_to(self, role: Role) -> GraphQLSchema: ...


class ExecutionTimeout(RequestError):
    code = "EXECUTION_TIMEOUT"


class MutationByGet(RequestError):
    code = "METHOD_NOT_ALLOWED"


class Unsupported(RequestError):
    code = "BAD_USER_INPUT"


class Engine:
    """One engine per process executes all requests."""

    def __init__(
        self,
        schema: Views,
        planner: Planner,
        database: Database,
        settings: Settings,
        network: SimStates,
        buckets: CostBuckets,
        persisted: PersistedDocuments,
        files: FileStore,
        links: Links,
        billing: BillingService,
        plans: Plans,
    ) -> None:
        self._schema = schema
        self._planner = planner
        self._buckets = buckets
        self._texts = DocumentTexts(persisted, settings)
        refused_calls = RefusedCalls(settings.audit_refusals_per_hour)
        rates = Rates(settings.act_rates, MUTATIONS)
        self._performer = Performer(database, settings, rates, refused_calls, Space.of(settings))
        self._settings = settings
        self._network = network
        self._files = files
        self._links = links
        self._billing = billing
        self._plans = plans
        self._introspections: dict[tuple[Any, ...], bytes] = {}
        self._turns = turns_of_roles(settings)

    async def execute(self, request: Request, viewer: Viewer, origin: OriginReader = Origin) -> Response:
        """Execute a request, when the caller's turn has come. Errors are returned in the response, each with a code.

        Raises only MutationByGet, to which the transport responds.
        """
        turns = self._turns[viewer.role]
        caller = viewer.subject or viewer.actor
        if not turns.try_enter(caller):
            try:
                await turns.enter(caller)
            except Throttled as error:
                return refusal_response(error)
        try:
            return await self._execute(request, viewer, origin)
        finally:
            turns.leave(caller)

    async def _execute(self, request: Request, viewer: Viewer, origin: OriginReader) -> Response:
        try:
            checked = await self._check(request, viewer)
            if checked is None:
                return Response(ANONYMOUS_ANSWER)
            operation, coerced, cost = checked
            if operation.type is OperationType.SUBSCRIPTION:
                raise Unsupported(
                    "subscriptions require a WebSocket, or an event stream (Accept: text/event-stream)",
                    stream=f"{self._settings.issuer}/graphql/stream",
                )
        except MutationByGet:
            raise
        except RequestError as error:
            if isinstance(error, LimitExceeded):
                REFUSED.labels("document").inc()
            return refusal_response(error)
        try:
            await self._take(viewer, cost)
            if operation.type is OperationType.QUERY and not operation.introspective:
                # Time limits apply to each part: the connection, the statement, and calls to other systems.
                return await self._run_plan(request, operation, coerced, viewer, cost)
            async with asyncio.timeout(self._settings.execution_seconds):
                tail = self._tail(request, viewer, cost, cost)
                return await self._run_in_core(request, operation, coerced, viewer, tail, origin, cost)
        except Throttled as error:
            return refusal_response(error)
        except TimeoutError:
            return error_response(ExecutionTimeout("the request exceeded its time limit"))
        except RequestError as error:
            return error_response(error)
        except Exception as error:  # noqa: BLE001  an unexpected error is logged and masked
            return Response(response_body(b"null", [masked_error(error)], b"}"), fault=True)

    async def charge_body(self, viewer: Viewer, size: int) -> None:
        """Charge for a large body, in bytes, before it is decoded. Raises Throttled."""
        if size > FREE_BODY_BYTES:
            await self._take(viewer, (size - FREE_BODY_BYTES) // BODY_BYTES_PER_ROW)

    async def _take(self, viewer: Viewer, cost: int) -> None:
        if not self._buckets.try_take(viewer, cost):
            await self._buckets.take(viewer, cost)

    async def _check(self, request: Request, viewer: Viewer) -> tuple[Operation, Any, int] | None:
        """The operation, its variables and its cost; None for the query that is allowed without signing in.

        Raises RequestError when the viewer may not run it, Throttled for a new document that the caller cannot pay.
        """
        if is_anonymous_query(request.query, viewer):
            return None
        query = self._texts.text(viewer, request.query, request.document_id, request.sha256)
        document = self._planner.documents.find(query)
        if document is None:
            released = self._texts.is_released(query)
            document = await self._planner.preparation.document(query, viewer, released=released)
        if request.sha256 is not None and request.query is not None:
            self._texts.store(request.sha256, query)
        operation = document.operation(request.operation_name)
        if operation.type is OperationType.MUTATION and request.read_only:
            raise MutationByGet("a mutation must be sent by POST")
        if not viewer.may(operation.scope):
            raise Forbidden(f"the token does not have the scope {operation.scope}")
        coerced = operation.variables(_given(request, operation))
        cost = operation.document.measurer.check_cost(operation.measured, coerced.coerced, viewer.role)
        return operation, coerced, cost

    async def admit_upload(self, viewer: Viewer, size_bytes: int) -> None:
        """Check, before a form is read, that the viewer's quotas leave room for a file of at least this size. Raises
        Throttled, Busy.
        """
        amounts = {Quota.FILES: 1, Quota.BYTES: size_bytes}
        await self._performer.run(lambda session: quotas.check(session, self._settings, viewer, amounts))

    async def live(self, request: Request, viewer: Viewer) -> LiveSelection | None:
        """The selection of a subscription; None when the request is a query or a mutation. Raises RequestError."""
        checked = await self._check(request, viewer)
        if checked is None or checked[0].type is not OperationType.SUBSCRIPTION:
            return None
        operation, coerced, cost = checked
        if operation.introspective:
            raise BadUserInput("introspection is not accepted in a subscription")
        await self._take(viewer, cost)
        return await live_selection(self._planner, operation, request.variables or {}, coerced, viewer, cost)

    async def complete_live(self, selection: LiveSelection, viewer: Viewer, row: dict[str, Any]) -> bytes:
        """The response for one event of a subscription that selects a field from outside the database."""
        request = Request(None, selection.operation.name, selection.variables)
        async with asyncio.timeout(self._settings.execution_seconds):
            response = await self.complete(request, selection.operation, selection.coerced, viewer, row, b"}")
        return response.body

    async def _run_plan(
        self, request: Request, operation: Operation, coerced: Any, viewer: Viewer, cost: int
    ) -> Response:
        answer = await self._planner.query(operation, coerced, viewer)
        # Each row is an object. Embedded objects are counted too, so the actual cost is never underestimated.
        actual = min(cost, answer.data.count(b"{"))
        self._buckets.give_back(viewer, cost - actual)
        tail = self._tail(request, viewer, cost, actual, answer.truncated)
        if not answer.mixed:
            return Response(b'{"data":' + answer.data + tail, query=True)
        return await self.complete(request, operation, coerced, viewer, exact_json.loads(answer.data), tail)

    def _tail(
        self, request: Request, viewer: Viewer, cost: int, actual: int, truncated: tuple[bytes, ...] = ()
    ) -> bytes:
        """The end of the body, with `extensions` if there are any."""
        extensions: dict[str, Any] = {}
        if truncated:
            extensions["truncated"] = [orjson.Fragment(each) for each in truncated]
        if request.wants_cost:
            throttle = self._buckets.throttle(viewer).shown()
            extensions["cost"] = {"requested": cost, "actual": actual, "throttle": throttle}
        return b',"extensions":' + orjson.dumps(extensions) + b"}" if extensions else b"}"

    async def _run_in_core(
        self,
        request: Request,
        operation: Operation,
        coerced: Any,
        viewer: Viewer,
        tail: bytes,
        origin: OriginReader,
        cost: int,
    ) -> Response:
        if operation.type is not OperationType.QUERY:
            return await self._run_act(request, operation, coerced, viewer, tail, origin)
        plan = await self._planner.prepared(operation, coerced, viewer, rows=True)
        if not plan.empty:
            answer = await self._planner.answer(plan, coerced, viewer)
            if answer.truncated:
                tail = self._tail(request, viewer, cost, cost, answer.truncated)
            return await self.complete(request, operation, coerced, viewer, exact_json.loads(answer.data), tail)
        # Introspection depends only on the role, the document and its variables.
        values = repr(sorted(coerced.coerced.items()))
        key = (viewer.role, operation.document.digest, request.operation_name, values, tail)
        known = self._introspections.get(key)
        if known is None:
            context = self._context(operation, coerced, viewer, origin)
            response = await self._planner.preparation.introspection(
                lambda: self._response(operation, tail, self._executed(request, operation, viewer, {}, context)), viewer
            )
            if len(self._introspections) >= MAX_INTROSPECTIONS:
                self._introspections.clear()
            self._introspections[key] = known = response.body
        return Response(known, query=True)

    async def _run_act(
        self, request: Request, operation: Operation, coerced: Any, viewer: Viewer, tail: bytes, origin: OriginReader
    ) -> Response:
        act = await compiled_act(self._planner, operation, coerced, viewer)
        done = await act.run(self._context(operation, coerced, viewer, origin)) if act is not None else None
        if done is None:
            return await self.complete(request, operation, coerced, viewer, None, tail, origin)
        return Response(response_body(done[0], [field_error(error) for error in done[1]], tail))

    async def complete(
        self,
        request: Request,
        operation: Operation,
        coerced: Any,
        viewer: Viewer,
        rows: Any,
        tail: bytes,
        origin: OriginReader = Origin,
    ) -> Response:
        """Execute the operation with graphql-core, over rows of the planner or with the resolvers of a mutation."""
        result = self._executed(request, operation, viewer, rows, self._context(operation, coerced, viewer, origin))
        if inspect.isawaitable(result):
            result = await result
        return self._response(operation, tail, result)

    def _executed(self, request: Request, operation: Operation, viewer: Viewer, rows: Any, context: Context) -> Any:
        """The result of graphql-core, which has to be awaited if a resolver is asynchronous."""
        return execute(
            self._schema.visible_to(viewer.role) if operation.introspective else self._schema.core,
            operation.document.node,
            root_value=rows,
            context_value=context,
            variable_values=dict(_given(request, operation)),
            operation_name=request.operation_name,
            hide_suggestions=True,
        )

    @staticmethod
    def _response(operation: Operation, tail: bytes, result: Any) -> Response:
        assert isinstance(result, ExecutionResult)
        if operation.type is OperationType.MUTATION:
            _check_throttled(result)
        errors = [field_error(error) for error in result.errors or ()]
        return Response(
            response_body(exact_json.dumps(result.data), errors, tail), query=operation.type is OperationType.QUERY
        )

    def _context(self, operation: Operation, coerced: Any, viewer: Viewer, origin: OriginReader) -> Context:
        context = Context(
            viewer=viewer,
            planner=self._planner,
            performer=self._performer,
            settings=self._settings,
            network=self._network,
            links=self._links,
            files=self._files,
            billing=self._billing,
            plans=self._plans,
            origin=origin,
        )
        context.operation, context.variables = operation, coerced
        return context


def _given(request: Request, operation: Operation) -> Mapping[str, Any]:
    """The given variables; where the operation takes JSON, with numbers as they were written."""
    if operation.takes_json and request.exact_variables is not None:
        return request.exact_variables()
    return request.variables or {}


def _check_throttled(result: ExecutionResult) -> None:
    """Raise Throttled when every mutation of an operation was refused for its rate, so that nothing was executed."""
    originals = [error.original_error for error in result.errors or ()]
    throttled = [each for each in originals if isinstance(each, Throttled)]
    if throttled and len(throttled) == len(result.data or {}):
        raise throttled[0]
