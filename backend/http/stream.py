"""`/graphql/stream`: GraphQL over Server-Sent Events, distinct connections mode (graphql-sse, PROTOCOL.md).

Each request runs one operation. The id of an event is its cursor, which browsers send as `Last-Event-ID` when they
reconnect; it replaces the argument `since`. A stream that ends without `event: complete` was interrupted: reconnect and
continue from the last cursor.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson
import structlog
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from backend.auth.tokens import Admission
from backend.auth.viewer import Viewer
from backend.errors import RequestError, Throttled, Unauthenticated
from backend.http.compression import compress_events
from backend.http.connections import Connections
from backend.http.graphql import EVENT_STREAM, BadRequest, GraphQLEndpoint, cors_of, request_from_query
from backend.http.guards import GUARDS
from backend.http.web import headers_of, origin_of
from backend.http.wire import MAX_BACKLOG_BYTES
from backend.metrics import REFUSED
from backend.planner.live import LiveSelection
from backend.planner.persisted import PersistedQueryNotFound, PersistedQueryNotSupported
from backend.planner.reader import Unavailable
from backend.resolvers.engine import Engine, MutationByGet, Request
from backend.resolvers.live import Hub, Message, QueueOverflow, Subscription, TooManySubscriptions
from backend.resolvers.responses import request_errors
from backend.settings import Settings

KEEP_ALIVE_SECONDS = 12.0
SEND_SECONDS = 10.0
COMPLETE = b"event: complete\ndata: \n\n"

log = structlog.get_logger()


class StreamEndpoint:
    """The ASGI application behind `/graphql/stream`."""

    def __init__(
        self, engine: Engine, hub: Hub, connections: Connections, endpoint: GraphQLEndpoint, settings: Settings
    ) -> None:
        self._engine = engine
        self._hub = hub
        self._connections = connections
        self._endpoint = endpoint
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = headers_of(scope)
        cors = cors_of(headers, self._settings)
        if scope["method"] == "OPTIONS":
            await _answer(send, 204 if cors else 403, b"", cors)
            return
        try:
            admission = await self._admit(headers)
            request = await self._request(scope, headers, receive, admission.viewer)
            selection = await self._selection(request, admission, headers)
        except BadRequest as error:
            errors = [{"message": error.message, "extensions": {"code": error.code}}]
            await _answer(send, error.status, orjson.dumps({"errors": errors}), (*cors, *error.headers))
        except RequestError as error:
            await _refuse(send, error, cors)
        else:
            if selection is None:
                await self._once(request, admission, scope, headers, send, cors)
            else:
                accepted = headers.get(b"accept-encoding", b"")
                await self._stream(selection, admission, receive, compress_events(accepted, send), send, cors)

    async def _request(self, scope: Scope, headers: Mapping[bytes, bytes], receive: Receive, viewer: Viewer) -> Request:
        if scope["method"] == "GET":
            return request_from_query(scope)
        if scope["method"] == "POST":
            return await self._endpoint.request_from_body(headers, receive, viewer)
        raise BadRequest(
            405, "the methods GET and POST are accepted", "METHOD_NOT_ALLOWED", ((b"allow", b"GET, POST"),)
        )

    async def _admit(self, headers: Mapping[bytes, bytes]) -> Admission:
        authorization = headers.get(b"authorization")
        if authorization is None:
            raise Unauthenticated("send a bearer token in the header Authorization")
        if self._connections.is_full():
            raise Unavailable("too many connections are open; try again later")
        return await self._connections.admit(authorization)

    async def _selection(
        self, request: Request, admission: Admission, headers: Mapping[bytes, bytes]
    ) -> LiveSelection | None:
        selection = await self._engine.live(request, admission.viewer)
        last = headers.get(b"last-event-id")
        return replace(selection, since=last.decode("latin-1")) if selection is not None and last else selection

    async def _once(
        self,
        request: Request,
        admission: Admission,
        scope: Scope,
        headers: Mapping[bytes, bytes],
        send: Send,
        cors: Any,
    ) -> None:
        """Run a query or a mutation: one `next` event, then `complete`."""
        try:
            response = await self._engine.execute(request, admission.viewer, lambda: origin_of(scope, headers))
        except MutationByGet as error:
            await _answer(send, 405, orjson.dumps({"errors": request_errors(error)}), (*cors, (b"allow", b"POST")))
            return
        if response.retry_seconds is not None:
            await _answer(send, 429, response.body, cors)
            return
        await _begin(send, cors)
        await send({"type": "http.response.body", "body": b"event: next\ndata: %s\n\n%s" % (response.body, COMPLETE)})

    async def _stream(
        self, selection: LiveSelection, admission: Admission, receive: Receive, events: Send, send: Send, cors: Any
    ) -> None:
        stream = Stream(admission, self._connections)
        try:
            stream.subscription = await self._hub.open(selection, admission.viewer, stream)
        except RequestError as error:
            await _refuse(send, error, cors)
            return
        self._connections.add(stream)
        gone = asyncio.create_task(_wait_for_disconnect(receive))
        gone.add_done_callback(lambda _: stream.cut())
        try:
            await _begin(events, cors)
            async for chunk in stream.chunks():
                async with asyncio.timeout(SEND_SECONDS):
                    await events({"type": "http.response.body", "body": chunk, "more_body": True})
            if not stream.cut_off:
                await events({"type": "http.response.body", "body": b""})
            elif not gone.done():
                raise ConnectionResetError  # the stream ends without a last chunk, so the client reconnects
        except (TimeoutError, ClientDisconnect, ConnectionResetError):
            pass  # the client has disconnected or has to reconnect; no response can be sent
        finally:
            gone.cancel()
            stream.subscription.close()
            self._connections.remove(stream)


async def _wait_for_disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class Stream:
    """The queue of events of one subscription, and their form on the wire."""

    def __init__(self, admission: Admission, connections: Connections) -> None:
        self.admission: Admission | None = admission
        self.stalled_since: float | None = None
        self.subscription: Subscription | None = None
        self.cut_off = False
        self._connections = connections
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._queued_bytes = 0
        self._room = asyncio.Event()

    def send(self, messages: Sequence[Message]) -> None:
        assert self.admission is not None
        if not self._connections.is_valid(self.admission):
            self.cut()
            return
        if self._queued_bytes > MAX_BACKLOG_BYTES:
            REFUSED.labels("stream_backlog").inc()
            self.overflow()
            return
        for message in messages:
            event = b"event: next\nid: %s\ndata: %s\n\n" % (message.cursor.encode(), message.payload)
            self._queued_bytes += len(event)
            self._queue.put_nowait(event)

    def end(self, error: RequestError) -> None:
        if isinstance(error, QueueOverflow | Unavailable):
            self.cut()
            return
        body = orjson.dumps({"errors": request_errors(error)})
        self._queue.put_nowait(b"event: next\ndata: %s\n\n%s" % (body, COMPLETE))
        self._queue.put_nowait(None)

    def cut(self) -> None:
        self.cut_off = True
        self._queue.put_nowait(None)

    refuse = overflow = cut

    def backlog(self) -> int:
        return self._queued_bytes

    @property
    def ready(self) -> bool:
        return self._queued_bytes <= MAX_BACKLOG_BYTES // 2

    async def drained(self) -> None:
        try:
            async with asyncio.timeout(SEND_SECONDS):
                while not self.ready:
                    self._room.clear()
                    await self._room.wait()
        except TimeoutError:
            raise QueueOverflow("the client does not read from the stream") from None

    async def chunks(self) -> AsyncIterator[bytes]:
        """Bytes to send: all queued events at a time, or a comment after KEEP_ALIVE_SECONDS without an event."""
        while True:
            try:
                async with asyncio.timeout(KEEP_ALIVE_SECONDS):
                    first = await self._queue.get()
            except TimeoutError:
                yield b":\n\n"
                continue
            gathered = [first]
            while not self._queue.empty():
                gathered.append(self._queue.get_nowait())
            self._queued_bytes = 0
            self._room.set()
            if None in gathered:
                if not self.cut_off:
                    yield b"".join(each for each in gathered if each is not None)
                return
            yield b"".join(each for each in gathered if each is not None)


async def _begin(send: Send, cors: Any) -> None:
    headers = [
        (b"content-type", EVENT_STREAM + b"; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),
        *cors,
        *GUARDS,
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b":\n\n", "more_body": True})


async def _refuse(send: Send, error: RequestError, cors: Any) -> None:
    """Send an error that a retry may resolve as an HTTP status, any other as an event: clients retry on any status."""
    body = orjson.dumps({"errors": request_errors(error)})
    status = _status(error)
    if status is not None:
        await _answer(send, status, body, cors)
        return
    await _begin(send, cors)
    await send({"type": "http.response.body", "body": b"event: next\ndata: %s\n\n%s" % (body, COMPLETE)})


async def _answer(send: Send, status: int, body: bytes, headers: Any = ()) -> None:
    own = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": [*own, *headers, *GUARDS]})
    await send({"type": "http.response.body", "body": body})


def _status(error: RequestError) -> int | None:
    """The status of an error that a retry may resolve; None for others."""
    if isinstance(error, PersistedQueryNotFound | PersistedQueryNotSupported):
        # As an event it would make urql send the text twice: it treats the end of the stream as a second response.
        return 400
    if isinstance(error, Unauthenticated):
        return 401
    if isinstance(error, Unavailable):
        return 503
    return 429 if isinstance(error, Throttled | TooManySubscriptions) else None
