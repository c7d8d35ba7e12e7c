"""`/graphql`: GraphQL over HTTP (the working draft of the GraphQL Foundation), as a bare ASGI application.

It is bare because a known query is answered in about a tenth of a millisecond: a framework's share would be a third.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import orjson
import strawberry
from starlette.types import Receive, Scope, Send

from backend.auth.viewer import Viewer
from backend.resolvers.engine import Engine, MutationByGet, Request, Response

JSON = b"application/json"
GRAPHQL = b"application/graphql-response+json"
Authenticate = Callable[[Mapping[bytes, bytes]], Viewer]

_GRAPHIQL = Path(strawberry.__file__).parent / "static" / "graphiql.html"


class BadRequest(Exception):
    """The HTTP request is no GraphQL request; `status` says how."""

    def __init__(self, status: int, message: str, code: str = "BAD_REQUEST", headers: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.headers = headers


class GraphQLEndpoint:
    """The ASGI application behind `/graphql`."""

    def __init__(self, engine: Engine, authenticate: Authenticate, max_body_bytes: int) -> None:
        self._engine = engine
        self._authenticate = authenticate
        self._max_body_bytes = max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        media = JSON
        try:
            method = scope["method"]
            if method == "GET" and b"text/html" in headers.get(b"accept", b""):
                await _send(send, 200, b"text/html; charset=utf-8", _GRAPHIQL.read_bytes())
                return
            if method not in {"POST", "GET"}:
                raise BadRequest(405, "GraphQL takes GET and POST", "METHOD_NOT_ALLOWED", ((b"allow", b"GET, POST"),))
            media = _negotiate(headers.get(b"accept"))
            request = await self._from_body(headers, receive) if method == "POST" else _from_query(scope)
            response = await self._engine.execute(request, self._authenticate(headers))
            await _send(send, _status(response, media), media + b"; charset=utf-8", response.body)
        except BadRequest as error:
            body = orjson.dumps({"errors": [{"message": error.message, "extensions": {"code": error.code}}]})
            await _send(send, error.status, media + b"; charset=utf-8", body, error.headers)
        except MutationByGet as error:
            body = orjson.dumps({"errors": [{"message": error.message, "extensions": {"code": error.code}}]})
            await _send(send, 405, media + b"; charset=utf-8", body, ((b"allow", b"POST"),))

    async def _from_body(self, headers: Mapping[bytes, bytes], receive: Receive) -> Request:
        kind, _, parameters = headers.get(b"content-type", b"").partition(b";")
        if kind.strip().lower() != JSON:
            raise BadRequest(415, "send application/json", "UNSUPPORTED_MEDIA_TYPE")
        charset = parameters.partition(b"charset=")[2].strip().strip(b'"').lower()
        if charset not in {b"", b"utf-8", b"utf8"}:
            raise BadRequest(415, "send UTF-8", "UNSUPPORTED_MEDIA_TYPE")
        body = await self._body(headers, receive)
        try:
            return _request(orjson.loads(body))
        except orjson.JSONDecodeError as error:
            raise BadRequest(400, f"the body is not JSON: {error.msg}") from None

    async def _body(self, headers: Mapping[bytes, bytes], receive: Receive) -> bytes:
        limit = self._max_body_bytes
        declared = headers.get(b"content-length", b"")
        if declared.isdigit() and int(declared) > limit:
            raise BadRequest(413, f"the body is larger than {limit} bytes", "PAYLOAD_TOO_LARGE", _CLOSE)
        message = await receive()
        body: bytes = message.get("body", b"")
        if not message.get("more_body"):
            if len(body) > limit:
                raise BadRequest(413, f"the body is larger than {limit} bytes", "PAYLOAD_TOO_LARGE", _CLOSE)
            return body
        chunks, size = [body], len(body)
        while message.get("more_body"):
            message = await receive()
            if message["type"] == "http.disconnect":
                raise BadRequest(400, "the body ended early")
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            if size > limit:
                raise BadRequest(413, f"the body is larger than {limit} bytes", "PAYLOAD_TOO_LARGE", _CLOSE)
        return b"".join(chunks)


_CLOSE = ((b"connection", b"close"),)


def _negotiate(accept: bytes | None) -> bytes:
    """The best media type the client takes; without a wish, plain JSON, as clients before the draft expect."""
    if not accept or accept == b"*/*":
        return JSON
    offers: list[tuple[float, int, bytes]] = []
    for position, part in enumerate(accept.split(b",")):
        kind, *parameters = (piece.strip().lower() for piece in part.split(b";"))
        quality, charset = 1.0, b"utf-8"
        for parameter in parameters:
            name, _, value = parameter.partition(b"=")
            if name == b"q":
                try:
                    quality = float(value)
                except ValueError:
                    quality = 0.0
            elif name == b"charset":
                charset = value.strip(b'"')
        if quality <= 0 or charset not in {b"utf-8", b"utf8", b"*"}:
            continue
        if kind in {JSON, GRAPHQL}:
            offers.append((-quality, position, kind))
        elif kind in {b"*/*", b"application/*"}:
            offers.append((-quality, position, JSON))
    if not offers:
        raise BadRequest(406, "answers come as application/graphql-response+json or application/json", "NOT_ACCEPTABLE")
    return min(offers)[2]


def _from_query(scope: Scope) -> Request:
    try:
        given = parse_qs(scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict")
    except (UnicodeDecodeError, ValueError):
        raise BadRequest(400, "the query string is not UTF-8") from None
    document: dict[str, Any] = {key: values[-1] for key, values in given.items()}
    for key in ("variables", "extensions"):
        if document.get(key):
            try:
                document[key] = orjson.loads(document[key])
            except orjson.JSONDecodeError:
                raise BadRequest(400, f"{key} is not JSON") from None
        else:
            document.pop(key, None)
    if not document.get("operationName"):
        document.pop("operationName", None)
    return _request(document, read_only=True)


def _request(document: Any, *, read_only: bool = False) -> Request:
    if not isinstance(document, dict):
        raise BadRequest(400, "the body must be a JSON object with a query; batches are not taken")
    query = document.get("query")
    if not isinstance(query, str):
        raise BadRequest(400, "query: text is needed")
    name, variables, extensions = (document.get(key) for key in ("operationName", "variables", "extensions"))
    if name is not None and not isinstance(name, str):
        raise BadRequest(400, "operationName: text or null is needed")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest(400, "variables: an object or null is needed")
    if extensions is not None and not isinstance(extensions, dict):
        raise BadRequest(400, "extensions: an object or null is needed")
    cost = bool(extensions and extensions.get("cost"))
    return Request(query, name, variables, read_only, cost)


def _status(response: Response, media: bytes) -> int:
    if response.fault:
        return 500
    if response.unavailable:
        return 503
    # Plain JSON keeps 200 for a well-formed request that GraphQL refuses: clients before the draft rely on it.
    return 400 if response.refused and media == GRAPHQL else 200


async def _send(send: Send, status: int, kind: bytes, body: bytes, headers: tuple[Any, ...] = ()) -> None:
    length = b"%d" % len(body)
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(b"content-type", kind), (b"content-length", length), *headers],
        }
    )
    await send({"type": "http.response.body", "body": body})
