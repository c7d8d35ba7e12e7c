"""Files in requests: the GraphQL multipart request specification, one file and more, in bounded memory.

A browser sends such a form across origins without asking first, so a header is needed that it does not send unasked
(GraphQL-Require-Preflight, or Apollo's).
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

import orjson
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request as HttpRequest
from starlette.types import Receive, Scope

MOST_FILES = 5
ENDLESS_DIGITS = 12  # of a length in bytes that nobody means
FORM = b"multipart/form-data"
PREFLIGHT = (b"graphql-require-preflight", b"apollo-require-preflight")


FILENAME = re.compile(rb";\s*filename\s*=", re.IGNORECASE)
EXTENDED = re.compile(rb";\s*filename\*\s*=\s*(utf-8|iso-8859-1)'[^']*'([^\s;\"]+)", re.IGNORECASE)
PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class BadUpload(Exception):
    """Not a form as the specification has it; `status` says how."""

    def __init__(self, status: int, message: str, code: str = "BAD_REQUEST", *, endless: bool = False) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        # What is left of the form is thrown away as it comes: a client that still sends, and whom the connection broke
        # for, would never read the answer.
        self.headers = ((b"connection", b"close"),) if endless else ()


async def read_upload(
    scope: Scope, receive: Receive, headers: Mapping[bytes, bytes], most_bytes: int
) -> tuple[Any, FormData]:
    """The operations of a form, with its files where the map puts them; close the form once they are read.

    Raises BadUpload.
    """
    if not any(name in headers for name in PREFLIGHT):
        raise BadUpload(400, "uploads need the header GraphQL-Require-Preflight", "PREFLIGHT_REQUIRED")
    taken = 0

    async def limited() -> Any:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most_bytes:
            endless = b"content-length" not in headers or len(headers[b"content-length"]) >= ENDLESS_DIGITS
            raise BadUpload(413, f"the form is larger than {most_bytes} bytes", "PAYLOAD_TOO_LARGE", endless=endless)
        return message

    try:
        request = HttpRequest(scope, limited)
        form = await _Parser(
            request.headers, request.stream(), max_files=MOST_FILES, max_fields=10, max_part_size=1_000_000
        ).parse()
    except (MultiPartException, ValueError, KeyError) as error:
        raise BadUpload(400, f"not a form: {error}") from None
    try:
        return _operations(form), form
    except BaseException:
        await form.close()
        raise


class _Parser(MultiPartParser):
    """Starlette's, which also reads a name that is not plain ASCII (RFC 7578, section 4.2; RFC 8187)."""

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
    """A percent-encoded name; None where it is none, for a percent sign may be only that."""
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
        raise BadUpload(400, "operations and map are JSON objects; batches are not taken")
    for name, paths in places.items():
        file = form.get(name)
        if not isinstance(file, UploadFile) or not isinstance(paths, list):
            raise BadUpload(400, "map: names a file and lists where it belongs")
        for path in paths:
            _put(operations, path, file)
    return operations


def _json(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        raise BadUpload(400, f"{name}: a field with JSON is needed")
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        raise BadUpload(400, f"{name} is not JSON") from None


def _put(operations: dict[str, Any], path: Any, file: UploadFile) -> None:
    """Put a file where `variables.input.file` says, in place of a null."""
    parts = path.split(".") if isinstance(path, str) else []
    if len(parts) < 2 or len(parts) > 10 or parts[0] != "variables":
        raise BadUpload(400, "map: a path begins with variables")
    at: Any = operations
    for position, part in enumerate(parts):
        key: Any = int(part) if isinstance(at, list) and part.isdecimal() and len(part) <= 2 else part
        try:
            inside = at[key]
        except (KeyError, IndexError, TypeError):
            raise BadUpload(400, "map: a path leads nowhere") from None
        if position == len(parts) - 1:
            if inside is not None:
                raise BadUpload(400, "map: a file takes the place of a null")
            at[key] = file
        else:
            at = inside
