"""`/graphql` over WebSocket with the subprotocol graphql-transport-ws (graphql-ws, PROTOCOL.md); no other is supported.

Close codes: 4400 invalid message, 4401 `subscribe` before the connection was acknowledged, 4403 the token is missing,
invalid, expired or revoked, 4406 another subprotocol, 4408 no `connection_init` in time, 4409 the id of a running
operation, 4429 a second `connection_init`; 1013 with the reason QUEUE_OVERFLOW or SERVICE_UNAVAILABLE: reconnect and
continue from the last cursor; 1013 with LIMIT_EXCEEDED: the caller has too many sockets.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import orjson
import structlog
from starlette.types import Receive, Scope, Send

from backend import exact_json
from backend.auth.tokens import Admission
from backend.auth.viewer import Role
from backend.errors import RequestError, Unauthenticated
from backend.http.connections import Connections, TooManySockets, allowed_origin
from backend.http.graphql import BadRequest, read_request
from backend.http.guards import GUARDS
from backend.http.web import headers_of, origin_of
from backend.http.wire import EXTENSION, MAX_BACKLOG_BYTES, TRY_AGAIN_LATER, Wire, header
from backend.planner.reader import Unavailable
from backend.resolvers.engine import Engine, Request
from backend.resolvers.live import Hub, Message, QueueOverflow, Subscription
from backend.resolvers.responses import request_errors
from backend.settings import Settings

SUBPROTOCOL = "graphql-transport-ws"
BAD_MESSAGE, UNAUTHORIZED, FORBIDDEN, WRONG_SUBPROTOCOL = 4400, 4401, 4403, 4406
INIT_TIMEOUT, ID_TAKEN, TOO_MANY_INITS = 4408, 4409, 4429
MAX_PING_BYTES = 125  # of the payload of a `ping`, as of a ping frame (RFC 6455, section 5.5)
DRAIN_SECONDS = 10.0

log = structlog.get_logger()


class SocketEndpoint:
    """The ASGI application behind `ws://…/graphql`."""

    def __init__(self, engine: Engine, hub: Hub, connections: Connections, settings: Settings) -> None:
        self.engine = engine
        self.hub = hub
        self.connections = connections
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = headers_of(scope)
        await receive()  # websocket.connect
        if not allowed_origin(headers, self.settings):
            await _refuse(send, 403, "FORBIDDEN", "pages of this origin may not connect")
            return
        if self.connections.is_full():
            await _refuse(send, 503, "SERVICE_UNAVAILABLE", "too many connections are open; try again later")
            return
        if SUBPROTOCOL not in scope["subprotocols"]:
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": WRONG_SUBPROTOCOL, "reason": "Subprotocol not acceptable"})
            return
        await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL})
        socket = Socket(self, scope["extensions"][EXTENSION], scope, headers)
        self.connections.add(socket)
        try:
            await socket.run(receive)
        finally:
            self.connections.remove(socket)
            socket.cleanup()


async def _refuse(send: Send, status: int, code: str, message: str) -> None:
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
    headers = [(b"content-type", b"application/json"), *GUARDS]
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": body})


class Socket:
    """One connection and the operations that run on it."""

    __slots__ = (
        "_endpoint", "_headers", "_init_timer", "_initialised", "_operations", "_scope", "admission", "stalled_since",
        "wire",
    )  # fmt: skip

    def __init__(self, endpoint: SocketEndpoint, wire: Wire, scope: Scope, headers: Mapping[bytes, bytes]) -> None:
        self._endpoint = endpoint
        self._scope = scope
        self._headers = headers
        self.wire = wire
        self.admission: Admission | None = None
        self.stalled_since: float | None = None
        self._initialised = False
        # By id: the task or subscription that runs, or None while it starts.
        self._operations: dict[str, asyncio.Task[None] | SocketSink | None] = {}
        loop = asyncio.get_running_loop()
        self._init_timer = loop.call_later(
            endpoint.settings.socket_init_seconds, self.close, INIT_TIMEOUT, "Connection initialisation timeout"
        )

    def close(self, code: int, reason: str) -> None:
        self.wire.finish(code, reason)

    def refuse(self) -> None:
        """Close the connection because its token expired or was revoked."""
        self.close(FORBIDDEN, "Forbidden")

    def backlog(self) -> int:
        return self.wire.backlog()

    def overflow(self) -> None:
        self.close(TRY_AGAIN_LATER, QueueOverflow.code)

    def cleanup(self) -> None:
        self._init_timer.cancel()
        if self.admission is not None:
            self._endpoint.connections.leave(self.admission.viewer)
        for operation in self._operations.values():
            if isinstance(operation, SocketSink):
                operation.close()
            elif operation is not None:
                operation.cancel()
        self._operations.clear()

    def write(self, message: bytes) -> None:
        self.wire.write(header(len(message)) + message)

    async def drained(self) -> None:
        """Wait until the client has read most of what was written. Raises QueueOverflow after DRAIN_SECONDS."""
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await self.wire.drained()
        except TimeoutError:
            raise QueueOverflow("the client does not read from the connection") from None

    # Messages of the client

    async def run(self, receive: Receive) -> None:
        handlers: Mapping[str, Callable[[dict[str, Any]], Awaitable[None]]] = {
            "connection_init": self._init,
            "ping": self._ping,
            "pong": self._pong,
            "subscribe": lambda message: self._subscribe(message, event["text"]),
            "complete": self._complete,
        }
        while True:
            event = await receive()
            if event["type"] == "websocket.disconnect":
                return
            message = _message(event)
            handler = handlers.get(message["type"]) if message else None
            if message is None or handler is None:
                self.close(BAD_MESSAGE, "Invalid message received")
                return
            await handler(message)

    async def _init(self, message: dict[str, Any]) -> None:
        if self._initialised:
            self.close(TOO_MANY_INITS, "Too many initialisation requests")
            return
        self._initialised = True
        self._init_timer.cancel()
        payload = message.get("payload")
        given = payload if isinstance(payload, dict) else {}
        token = next((value for name, value in given.items() if name.lower() == "authorization"), None)
        authorization = token.encode() if isinstance(token, str) else self._headers.get(b"authorization")
        try:
            if authorization is None:
                raise Unauthenticated("send a bearer token in connection_init or in the header Authorization")
            admission = await self._endpoint.connections.admit(authorization)
            self._endpoint.connections.enter(admission.viewer)
        except (Unauthenticated, UnicodeEncodeError):
            self.close(FORBIDDEN, "Forbidden")
            return
        except Unavailable:
            self.close(TRY_AGAIN_LATER, Unavailable.code)
            return
        except TooManySockets as error:
            self.close(TRY_AGAIN_LATER, error.code)
            return
        self.admission = admission
        self.wire.signed_in()
        self.write(b'{"type":"connection_ack"}')

    async def _ping(self, message: dict[str, Any]) -> None:
        answer: dict[str, Any] = {"type": "pong"}
        if isinstance(message.get("payload"), dict):
            answer["payload"] = message["payload"]
            if len(orjson.dumps(message["payload"])) > MAX_PING_BYTES:
                self.close(BAD_MESSAGE, f"The payload of a ping has at most {MAX_PING_BYTES} bytes")
                return
        self.write(orjson.dumps(answer))

    async def _pong(self, _: dict[str, Any]) -> None:
        pass

    async def _complete(self, message: dict[str, Any]) -> None:
        identity = message.get("id")
        if not isinstance(identity, str):
            self.close(BAD_MESSAGE, "Invalid message received")
            return
        operation = self._operations.pop(identity, None)
        if isinstance(operation, SocketSink):
            operation.close()
        elif operation is not None:
            operation.cancel()

    async def _subscribe(self, message: dict[str, Any], text: str) -> None:
        if self.admission is None:
            self.close(UNAUTHORIZED, "Unauthorized")
            return
        identity, payload = message.get("id"), message.get("payload")
        if not isinstance(identity, str) or not 1 <= len(identity) <= 255:
            self.close(BAD_MESSAGE, "Invalid message received")
            return
        if identity in self._operations:
            self.close(ID_TAKEN, f"Subscriber for {identity} already exists")
            return
        try:
            request = read_request(payload, exact=lambda: exact_json.loads(text)["payload"])
        except BadRequest as error:
            self.close(BAD_MESSAGE, error.message)
            return
        if len(self._operations) >= self._endpoint.settings.max_operations_per_socket:
            limit = self._endpoint.settings.max_operations_per_socket
            text = f"a connection runs at most {limit} operations at a time"
            self._error(identity, [{"message": text, "extensions": {"code": "LIMIT_EXCEEDED"}}])
            return
        self._operations[identity] = None
        self._operations[identity] = asyncio.create_task(self._operate(identity, request))

    # Operations

    async def _operate(self, identity: str, request: Request) -> None:
        assert self.admission is not None
        viewer, endpoint = self.admission.viewer, self._endpoint
        try:
            if viewer.role is Role.ANONYMOUS or not endpoint.connections.is_valid(self.admission):
                self.refuse()
                return
            selection = await endpoint.engine.live(request, viewer)
            if selection is None:
                await self._answer(identity, request)
                return
            sink = SocketSink(self, identity)
            sink.subscription = await endpoint.hub.open(selection, viewer, sink)
            if identity in self._operations:
                self._operations[identity] = sink
            else:
                sink.close()
        except RequestError as error:
            self.fail(identity, error)
        except Exception:
            log.exception("operation failed")
            self.fail(identity, Unavailable("the operation failed"))

    async def _answer(self, identity: str, request: Request) -> None:
        """Run a query or a mutation: one `next` message, then `complete`."""
        assert self.admission is not None
        response = await self._endpoint.engine.execute(
            request, self.admission.viewer, lambda: origin_of(self._scope, self._headers)
        )
        # A long answer exceeds the backlog by itself, and others wait for it.
        while self.wire.backlog() > MAX_BACKLOG_BYTES:
            await self.drained()
        if self._operations.pop(identity, None) is None:
            return
        quoted = orjson.dumps(identity)
        if response.refused:
            errors = orjson.dumps(orjson.loads(response.body)["errors"])
            self.write(b'{"id":%s,"type":"error","payload":%s}' % (quoted, errors))
            return
        self.write(b'{"id":%s,"type":"next","payload":%s}' % (quoted, response.body))
        self.write(b'{"id":%s,"type":"complete"}' % quoted)

    def fail(self, identity: str, error: RequestError) -> None:
        """End an operation with an error. QueueOverflow and Unavailable close the connection, so the client retries."""
        operation = self._operations.pop(identity, None)
        if isinstance(operation, SocketSink):
            operation.close()
        if isinstance(error, QueueOverflow | Unavailable):
            self.close(TRY_AGAIN_LATER, error.code)
        else:
            self._error(identity, request_errors(error))

    def _error(self, identity: str, errors: list[dict[str, Any]]) -> None:
        self.write(orjson.dumps({"id": identity, "type": "error", "payload": errors}))


def _message(event: Mapping[str, Any]) -> dict[str, Any] | None:
    """The decoded message, or None when it is not a JSON object with a `type`."""
    text = event.get("text")
    if not isinstance(text, str):
        return None
    try:
        message = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return None
    return message if isinstance(message, dict) and isinstance(message.get("type"), str) else None


class SocketSink:
    """Writes the messages of one subscription to its socket."""

    __slots__ = ("_identity", "_prefix", "_socket", "subscription")

    def __init__(self, socket: Socket, identity: str) -> None:
        self._socket = socket
        self._identity = identity
        self._prefix = b'{"id":%s,"type":"next","payload":' % orjson.dumps(identity)
        self.subscription: Subscription | None = None

    def close(self) -> None:
        if self.subscription is not None:
            self.subscription.close()
            self.subscription = None

    def send(self, messages: Sequence[Message]) -> None:
        socket = self._socket
        connections = socket._endpoint.connections  # noqa: SLF001  a socket and its sinks are one unit
        if socket.admission is None or not connections.is_valid(socket.admission):
            socket.refuse()
            return
        prefix = self._prefix
        around = len(prefix) + 1
        parts: list[bytes] = []
        for message in messages:
            parts += (header(around + len(message.payload)), prefix, message.payload, b"}")
        socket.wire.write(b"".join(parts))

    @property
    def ready(self) -> bool:
        return self._socket.wire.is_drained()

    def end(self, error: RequestError) -> None:
        self._socket.fail(self._identity, error)

    async def drained(self) -> None:
        await self._socket.drained()
