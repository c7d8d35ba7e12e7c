"""`/graphql`: GraphQL over HTTP (the working draft of the GraphQL Foundation), as a bare ASGI application.

No framework is used: a known query takes about 0.1 ms, of which a framework would be a third.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from typing import Any, Protocol
from urllib.parse import parse_qs

import asyncpg
import orjson
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import FormData
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE

from backend import exact_json
from backend.auth.viewer import Role, Viewer
from backend.errors import BadUserInput, Throttled, Unauthenticated
from backend.http.compression import MIN_BYTES, VARY, compress
from backend.http.editor import editor
from backend.http.guards import GUARDS, LINES
from backend.http.limits import RESPOND
from backend.http.uploads import FORM, MAX_FILES, BadUpload, read_upload
from backend.http.web import from_loopback, headers_of, origin_of
from backend.planner.reader import Unavailable
from backend.resolvers.engine import Engine, MutationByGet, Request
from backend.resolvers.responses import Response, refusal_response, request_errors
from backend.services.permissions import MUTATIONS
from backend.settings import Settings
from backend.space import Space

_SHA256 = re.compile("[0-9a-fA-F]{64}")
MAX_ANONYMOUS_BYTES = 2_000  # of a body; only `{ __typename }` is allowed without a token
JSON = b"application/json"
GRAPHQL = b"application/graphql-response+json"
EVENT_STREAM = b"text/event-stream"
Headers = tuple[tuple[bytes, bytes], ...]


class BadRequest(Exception):
    """The HTTP request is not a valid GraphQL request. `status` is that of the response."""

    def __init__(self, status: int, message: str, code: str = "BAD_REQUEST", headers: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.headers = headers


class Authenticate(Protocol):
    """Finds the viewer of a request by its headers. Both methods raise Unauthenticated."""

    def cached_viewer(self, headers: Mapping[bytes, bytes]) -> Viewer | None:
        """The viewer when the token is cached; None when `viewer` has to be awaited."""

    async def viewer(self, headers: Mapping[bytes, bytes]) -> Viewer:
        """The viewer, after checking a token that is not cached."""


class GraphQLEndpoint:
    """The ASGI application behind `/graphql`. Requests that accept an event stream are passed to `stream`."""

    stream: ASGIApp

    def __init__(self, engine: Engine, authenticate: Authenticate, settings: Settings) -> None:
        self._engine = engine
        self._authenticate = authenticate
        self._max_body_bytes = settings.max_body_bytes
        self._space = Space.of(settings)
        self._editor_beyond_loopback = settings.editor_beyond_loopback
        self._max_upload_bytes = settings.max_attachment_bytes * MAX_FILES + settings.max_body_bytes
        self._max_import_bytes = max(settings.max_import_bytes, settings.max_settlement_bytes) + settings.max_body_bytes
        self._origins = {origin.encode(): _cors(origin.encode()) for origin in settings.allowed_origins}
        self._preflight = _preflight(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = headers_of(scope)
        media = JSON
        cors: Headers = ()
        try:
            method = scope["method"]
            if b"origin" in headers:
                cors = self._origins.get(headers[b"origin"], ())
                if method == "OPTIONS" and cors:
                    await _send(scope, send, 204, b"text/plain", b"", (*cors, *self._preflight))
                    return
            if method == "GET" and b"text/html" in headers.get(b"accept", b"") and self._shows_editor(scope, headers):
                page, guards = editor()
                html, more = await _compressed(headers, page)
                await _send(scope, send, 200, b"text/html; charset=utf-8", html, more, guards)
                return
            if method not in {"POST", "GET"}:
                raise BadRequest(
                    405, "the methods GET and POST are accepted", "METHOD_NOT_ALLOWED", ((b"allow", b"GET, POST"),)
                )
            media = _negotiate(headers.get(b"accept"))
            if media == EVENT_STREAM:
                await self.stream(scope, receive, send)
                return
            await self._answer(scope, receive, send, headers, media, cors)
        except (BadRequest, BadUpload) as error:
            body = orjson.dumps({"errors": [{"message": error.message, "extensions": {"code": error.code}}]})
            await _send(scope, send, error.status, media + b"; charset=utf-8", body, (*cors, *error.headers))
        except MutationByGet as error:
            body = orjson.dumps({"errors": request_errors(error)})
            await _send(scope, send, 405, media + b"; charset=utf-8", body, (*cors, (b"allow", b"POST")))
        except Throttled as error:
            refused = refusal_response(error)
            more = (*cors, (b"retry-after", b"%d" % (refused.retry_seconds or 1)))
            await _send(scope, send, _status(refused, media), media + b"; charset=utf-8", refused.body, more)
        except Unauthenticated as error:
            body = orjson.dumps({"errors": request_errors(error)})
            more = (*cors, (b"www-authenticate", b'Bearer error="invalid_token"'))
            await _send(scope, send, 401, media + b"; charset=utf-8", body, more)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError, SQLAlchemyError):
            # Raised outside the engine only by the database reads of authentication: keys and revocations.
            unavailable = Unavailable("the database cannot be reached")
            body = orjson.dumps({"errors": request_errors(unavailable)})
            await _send(scope, send, 503, media + b"; charset=utf-8", body, cors)

    def _shows_editor(self, scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
        return self._editor_beyond_loopback or from_loopback(scope, headers)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, headers: Mapping[bytes, bytes], media: bytes, cors: Headers
    ) -> None:
        form: FormData | None = None
        post = scope["method"] == "POST"
        try:
            viewer = await self._viewer(headers)
            if post and _content_type(headers) == FORM:
                admit = partial(self._engine.admit_upload, viewer)
                most_bytes = self._max_form_bytes(viewer)
                operations, form = await read_upload(scope, receive, headers, most_bytes, self._space, admit)
                request = read_request(operations)
            elif post:
                request = await self.request_from_body(headers, receive, viewer)
            else:
                request = request_from_query(scope)
            response = await self._engine.execute(request, viewer, lambda: origin_of(scope, headers))
        finally:
            if form is not None:
                await form.close()
        more: Headers = cors
        tag: bytes | None = None
        if request.read_only and (request.document_id or request.sha256) and not (response.refused or response.fault):
            tag = b'"%s"' % hashlib.sha256(response.body).hexdigest()[:32].encode()
            if tag in headers.get(b"if-none-match", b"").replace(b"W/", b"").split(b", "):
                await _send(scope, send, 304, None, b"", (*cors, (b"etag", tag), *_REVALIDATE))
                return
        body, encoded = await _compressed(headers, response.body) if response.query else (response.body, ())
        if tag is not None:
            # A compressed body has a weak ETag: the same response in other bytes (RFC 9110, section 8.8.1).
            more = (*cors, (b"etag", tag if body is response.body else b"W/" + tag), *_REVALIDATE)
        status = _status(response, media)
        if response.unauthenticated:
            more = (*more, _CHALLENGE)
        elif response.retry_seconds is not None:
            more = (*more, (b"retry-after", b"%d" % response.retry_seconds))
        await _send(scope, send, status, media + b"; charset=utf-8", body, (*more, *encoded))

    async def _viewer(self, headers: Mapping[bytes, bytes]) -> Viewer:
        return self._authenticate.cached_viewer(headers) or await self._authenticate.viewer(headers)

    def _max_form_bytes(self, viewer: Viewer) -> int:
        """The maximum size of a form in bytes; larger for roles that may upload files of bulk registration."""
        return self._max_import_bytes if viewer.role in MUTATIONS["bulkRegister"] else self._max_upload_bytes

    async def request_from_body(self, headers: Mapping[bytes, bytes], receive: Receive, viewer: Viewer) -> Request:
        """Read a GraphQL request from a JSON body, which is charged by its size. Raises BadRequest, Throttled."""
        _check_json(headers.get(b"content-type", b""))
        if viewer.role is Role.ANONYMOUS:
            body = await self._body(headers, receive, MAX_ANONYMOUS_BYTES, _unauthenticated)
        else:
            body = await self._body(headers, receive, self._max_body_bytes, self._too_large)
        await self._engine.charge_body(viewer, len(body))
        try:
            return read_request(orjson.loads(body), exact=lambda: exact_json.loads(body))
        except orjson.JSONDecodeError as error:
            raise BadRequest(400, f"the body is not JSON: {error.msg}") from None

    async def _body(
        self, headers: Mapping[bytes, bytes], receive: Receive, limit: int, refusal: Callable[[], BadRequest]
    ) -> bytes:
        """The body. Raises what `refusal` returns when it is larger than `limit` bytes."""
        declared = headers.get(b"content-length", b"")
        if declared.isdigit() and (len(declared) > 15 or int(declared) > limit):
            raise refusal()
        message = await receive()
        body: bytes = message.get("body", b"")
        if not message.get("more_body"):
            if len(body) > limit:
                raise refusal()
            return body
        chunks, size = [body], len(body)
        while message.get("more_body"):
            message = await receive()
            if message["type"] == "http.disconnect":
                raise BadRequest(400, "the connection ended before the body was complete")
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            if size > limit:
                raise refusal()
        return b"".join(chunks)

    def _too_large(self) -> BadRequest:
        message = f"the body is larger than {self._max_body_bytes} bytes"
        return BadRequest(413, message, "PAYLOAD_TOO_LARGE", _CLOSE)


@lru_cache(maxsize=100)
def _check_json(content_type: bytes) -> None:
    """Raise BadRequest unless the media type is JSON in UTF-8."""
    kind, *parameters = content_type.split(b";")
    if kind.strip().lower() != JSON:
        raise BadRequest(415, "the Content-Type must be application/json", "UNSUPPORTED_MEDIA_TYPE")
    if _parameters(parameters).get(b"charset", b"") not in {b"", b"utf-8", b"utf8"}:
        raise BadRequest(415, "the charset of the body must be UTF-8", "UNSUPPORTED_MEDIA_TYPE")


def _unauthenticated() -> BadRequest:
    message = "authentication is required: send a bearer token"
    return BadRequest(401, message, Unauthenticated.code, (_CHALLENGE, *_CLOSE))


_CLOSE = ((b"connection", b"close"),)
_CHALLENGE = (b"www-authenticate", b"Bearer")
_REVALIDATE = ((b"cache-control", b"private, no-cache"), (b"vary", b"authorization, accept, accept-encoding"))
# Beside the headers of this API: those that the clients of Apollo, Sentry and OpenTelemetry add by themselves.
ALLOWED_HEADERS = (
    "apollographql-client-name", "apollographql-client-version", "apollo-require-preflight",
    "graphql-require-preflight", "last-event-id", "sentry-trace", "baggage", "traceparent", "tracestate",
)  # fmt: skip


def cors_of(headers: Mapping[bytes, bytes], settings: Settings) -> Headers:
    """The CORS headers for a page of an allowed origin, those of a preflight included; empty for other origins."""
    origin = headers.get(b"origin", b"")
    return (*_cors(origin), *_preflight(settings)) if origin.decode("latin-1") in settings.allowed_origins else ()


def _preflight(settings: Settings) -> Headers:
    names = ", ".join(("authorization", "content-type", *ALLOWED_HEADERS, *settings.allowed_headers))
    return (
        (b"access-control-allow-methods", b"GET, POST"),
        (b"access-control-allow-headers", names.encode()),
        (b"access-control-max-age", b"600"),
    )


def _cors(origin: bytes) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"access-control-allow-origin", origin), (b"vary", b"Origin"))


@lru_cache(maxsize=100)
def _negotiate(accept: bytes | None) -> bytes:
    """The media type that the client prefers; application/json when it states none, as clients before the draft expect.

    Raises BadRequest 406.
    """
    if not accept or accept == b"*/*":
        return JSON
    offers: list[tuple[float, int, bytes]] = []
    for position, part in enumerate(accept.split(b",")):
        kind, *parameters = part.lower().split(b";")
        kind = kind.strip()
        given = _parameters(parameters)
        charset = given.get(b"charset", b"utf-8")
        try:
            quality = float(given.get(b"q", b"1"))
        except ValueError:
            quality = 0.0
        if not quality > 0 or charset not in {b"utf-8", b"utf8", b"*"}:
            continue
        if kind in {JSON, GRAPHQL, EVENT_STREAM}:
            offers.append((-quality, position, kind))
        elif kind in {b"*/*", b"application/*"}:
            offers.append((-quality, position, JSON))
    if not offers:
        raise BadRequest(
            406,
            "the response can be application/graphql-response+json, application/json or text/event-stream",
            "NOT_ACCEPTABLE",
        )
    return min(offers)[2]


def _parameters(pieces: Iterable[bytes]) -> dict[bytes, bytes]:
    """The parameters of a media type, in lower case; of a repeated name the first counts."""
    found: dict[bytes, bytes] = {}
    for piece in pieces:
        name, _, value = piece.partition(b"=")
        found.setdefault(name.strip().lower(), value.strip().strip(b'"').lower())
    return found


def _content_type(headers: Mapping[bytes, bytes]) -> bytes:
    return headers.get(b"content-type", b"").partition(b";")[0].strip().lower()


def request_from_query(scope: Scope) -> Request:
    """Read a GraphQL request from the query string of a GET. Raises BadRequest."""
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
    return read_request(document, read_only=True)


def read_request(document: Any, *, read_only: bool = False, exact: Callable[[], Any] | None = None) -> Request:
    """Check the parameters of a GraphQL request. `read_only` forbids mutations. `exact` reads the document again, with
    numbers as they were written. Raises BadRequest.
    """
    if not isinstance(document, dict):
        raise BadRequest(400, "the body must be a JSON object with a query; batches are not supported")
    query, document_id = document.get("query"), document.get("documentId")
    if document_id is not None and not isinstance(document_id, str):
        raise BadRequest(400, "documentId must be a string")
    sha256 = _persisted_query_hash(document.get("extensions")) if document_id is None else None
    if query == "" and sha256 is not None:
        query = None
    if not isinstance(query, str) and (query is not None or (document_id is None and sha256 is None)):
        raise BadRequest(400, "query must be a string, unless documentId names a released document")
    name, variables, extensions = document.get("operationName"), document.get("variables"), document.get("extensions")
    if name is not None and not isinstance(name, str):
        raise BadRequest(400, "operationName must be a string or null")
    if variables is not None and not isinstance(variables, dict):
        raise BadRequest(400, "variables must be an object or null")
    if extensions is not None and not isinstance(extensions, dict):
        raise BadRequest(400, "extensions must be an object or null")
    cost = bool(extensions and extensions.get("cost"))
    return Request(
        query, name or None, variables, read_only, cost, document_id, sha256, _exact_variables(exact, variables)
    )


def _exact_variables(exact: Callable[[], Any] | None, variables: Any) -> Callable[[], Any] | None:
    """What reads the variables again; None where there are none."""
    if exact is None or not variables:
        return None

    def read() -> Any:
        try:
            return exact()["variables"]
        except RecursionError:
            raise BadUserInput("the variables have too many levels") from None
        except ValueError as error:
            raise BadUserInput(f"the variables: {error}") from None

    return read


def _persisted_query_hash(extensions: Any) -> str | None:
    """The hash of an automatic persisted query (Apollo's convention), or None. Raises BadRequest."""
    persisted = extensions.get("persistedQuery") if isinstance(extensions, dict) else None
    if persisted is None:
        return None
    found = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(found, str) or not _SHA256.fullmatch(found):
        raise BadRequest(400, "extensions.persistedQuery.sha256Hash must be 64 hexadecimal digits")
    if persisted.get("version", 1) != 1:
        raise BadRequest(400, "extensions.persistedQuery.version must be 1")
    return found.lower()


def _status(response: Response, media: bytes) -> int:
    if response.fault:
        return 500
    if response.unavailable:
        return 503
    if response.unauthenticated:
        return 401
    if response.retry_seconds is not None:
        return 429 if media == GRAPHQL else 200
    # With application/json a request that GraphQL refuses has status 200: clients before the draft rely on it.
    return 400 if response.refused and media == GRAPHQL else 200


async def _compressed(headers: Mapping[bytes, bytes], body: bytes) -> tuple[bytes, Headers]:
    """The body, compressed when the client accepts it, and the headers that describe its encoding."""
    if len(body) < MIN_BYTES:
        return body, ()
    short = await compress(headers.get(b"accept-encoding", b""), body)
    return (body, (VARY,)) if short is None else (short[1], (VARY, (b"content-encoding", short[0])))


async def _send(
    scope: Scope,
    send: Send,
    status: int,
    kind: bytes | None,
    body: bytes,
    headers: Headers = (),
    guards: Headers = GUARDS,
) -> None:
    length = b"%d" % len(body)
    respond = scope.get("extensions", {}).get(RESPOND)
    if (
        respond is not None
        and kind is not None
        and guards is GUARDS
        and not any(each[0] == b"connection" for each in headers)
    ):
        more = b"".join(b"%s: %s\r\n" % each for each in headers)
        if respond(b"%bcontent-length: %b\r\n%b" % (_first_lines(status, kind), length, more), body):
            return
    own = [(b"content-type", kind), (b"content-length", length)] if kind is not None else []
    await send({"type": "http.response.start", "status": status, "headers": [*own, *headers, *guards]})
    await send({"type": "http.response.body", "body": body})


@lru_cache(maxsize=100)
def _first_lines(status: int, kind: bytes) -> bytes:
    """The status line and the headers that are the same for all responses of a kind."""
    return STATUS_LINE[status] + b"content-type: " + kind + b"\r\n" + LINES
