"""File uploads by the GraphQL multipart request specification, one or more files, in bounded memory.

A browser sends such a form to another origin without a preflight, so the request must have a header that forces one:
GraphQL-Require-Preflight or Apollo-Require-Preflight.
"""

import errno
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

import orjson
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request as HttpRequest
from starlette.types import Receive, Scope

from backend.errors import InsufficientStorage, RequestError, Throttled
from backend.space import RETRY_SECONDS, Space

MAX_FILES = 5
CHECK_BYTES = 16 * 1024 * 1024  # read between two looks at the free space
FULL = InsufficientStorage.code
OVERHEAD_BYTES = 1_000_000  # of a form, at most, beside its files
Admit = Callable[[int], Awaitable[None]]
ENDLESS_LENGTH_DIGITS = 12  # a Content-Length of so many digits cannot be a real upload
FORM = b"multipart/form-data"
PREFLIGHT = (b"graphql-require-preflight", b"apollo-require-preflight")


FILENAME = re.compile(rb";\s*filename\s*=", re.IGNORECASE)
EXTENDED = re.compile(rb";\s*filename\*\s*=\s*(utf-8|iso-8859-1)'[^']*'([^\s;\"]+)", re.IGNORECASE)
PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class BadUpload(Exception):
    """The form does not follow the specification. `status` is that of the response."""

    def __init__(
        self,
        status: int,
        message: str,
        code: str = "BAD_REQUEST",
        *,
        endless: bool = False,
        retry_seconds: int | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        # The rest of a form with a bounded length is read and discarded: if the connection were closed while the client
        # sends, it would not read the response.
        close = ((b"connection", b"close"),) if endless else ()
        self.headers = close if retry_seconds is None else (*close, (b"retry-after", b"%d" % retry_seconds))


async def read_upload(
    scope: Scope, receive: Receive, headers: Mapping[bytes, bytes], most_bytes: int, space: Space, admit: Admit
) -> tuple[Any, FormData]:
    """Read a form of at most `most_bytes` bytes. Returns its operations, with the files in the places that `map` names,
    and the form, which the caller closes when it has read the files. Raises BadUpload, also where too little disk space
    is free for the form, which is kept in temporary files, and where `admit` refuses it: it is given the least size of
    the files in bytes, and raises RequestError.
    """
    if not any(name in headers for name in PREFLIGHT):
        raise BadUpload(400, "an upload requires the header GraphQL-Require-Preflight", "PREFLIGHT_REQUIRED")
    declared = headers.get(b"content-length", b"")
    endless = not declared.isdigit() or len(declared) >= ENDLESS_LENGTH_DIGITS
    size_bytes = 0 if endless else min(int(declared), most_bytes)
    _check_space(space, size_bytes, endless=endless)
    try:
        await admit(max(0, size_bytes - OVERHEAD_BYTES))
    except RequestError as error:
        retry: Any = error.facts.get("retryAfterSeconds", RETRY_SECONDS)
        status = 429 if isinstance(error, Throttled) else 503
        raise BadUpload(status, error.message, error.code, endless=endless, retry_seconds=retry) from None
    taken = checked = 0

    async def limited() -> Any:
        nonlocal taken, checked
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most_bytes:
            raise BadUpload(413, f"the form is larger than {most_bytes} bytes", "PAYLOAD_TOO_LARGE", endless=endless)
        if taken - checked > CHECK_BYTES:
            _check_space(space, CHECK_BYTES, endless=endless)
            checked = taken
        return message

    try:
        request = HttpRequest(scope, limited)
        form = await _Parser(
            request.headers, request.stream(), max_files=MAX_FILES, max_fields=10, max_part_size=1_000_000
        ).parse()
    except (MultiPartException, ValueError, KeyError) as error:
        raise BadUpload(400, f"the body is not a valid multipart form: {error}") from None
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise BadUpload(
            503,
            "the disk for temporary files is full; try again later",
            FULL,
            endless=endless,
            retry_seconds=RETRY_SECONDS,
        ) from None
    try:
        return _operations(form), form
    except BaseException:
        await form.close()
        raise


def _check_space(space: Space, size_bytes: int, *, endless: bool) -> None:
    try:
        space.check_file(size_bytes)
    except InsufficientStorage as error:
        raise BadUpload(503, error.message, error.code, endless=endless, retry_seconds=RETRY_SECONDS) from None


class _Parser(MultiPartParser):
    """Starlette's parser, which also decodes file names that are not ASCII (RFC 7578, section 4.2; RFC 8187)."""

    def on_headers_finished(self) -> None:
        part = self._current_part
        disposition = part.content_disposition or b""
        extended = EXTENDED.search(disposition)
        if extended is not None and not FILENAME.search(disposition):
            part.content_disposition = disposition + b'; filename="file"'
        super().on_headers_finished()
        if part.file is not None:
            named = _decoded(extended[2], extended[1].decode()) if extended else None
            plain = part.file.filename or ""
            part.file.filename = named or _decoded(plain.encode("utf-8", "replace"), "utf-8") or plain


def _decoded(name: bytes, charset: str) -> str | None:
    """A percent-encoded name, decoded; None when a percent sign in it is not part of an encoding."""
    if PERCENT.search(name):
        return None
    try:
        return unquote_to_bytes(name).decode(charset)
    except UnicodeDecodeError:
        return None


def _operations(form: FormData) -> dict[str, Any]:
    operations = _json(form.get("operations"), "operations")
    places = _json(form.get("map"), "map")
    if not isinstance(operations, dict) or not isinstance(places, dict):
        raise BadUpload(400, "operations and map must be JSON objects; batches are not supported")
    for name, paths in places.items():
        file = form.get(name)
        if not isinstance(file, UploadFile) or not isinstance(paths, list):
            raise BadUpload(400, "map: each key must be the name of a file field, each value a list of paths")
        for path in paths:
            _put(operations, path, file)
    return operations


def _json(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        raise BadUpload(400, f"{name}: the form must have a text field with JSON")
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise BadUpload(400, f"{name} is not JSON") from None


def _put(operations: dict[str, Any], path: Any, file: UploadFile) -> None:
    """Put a file at a path such as `variables.input.file`, in place of a null. Raises BadUpload."""
    parts = path.split(".") if isinstance(path, str) else []
    if len(parts) < 2 or len(parts) > 10 or parts[0] != "variables":
        raise BadUpload(400, "map: a path must begin with variables and have 2 to 10 parts")
    at: Any = operations
    for position, part in enumerate(parts):
        key: Any = int(part) if isinstance(at, list) and part.isdecimal() and len(part) <= 2 else part
        try:
            inside = at[key]
        except (KeyError, IndexError, TypeError):
            raise BadUpload(400, "map: a path does not exist in operations") from None
        if position == len(parts) - 1:
            if inside is not None:
                raise BadUpload(400, "map: the value at a path must be null")
            at[key] = file
        else:
            at = inside
