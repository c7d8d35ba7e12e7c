"""The file store: bytes under a key, on this machine's disk or in an object store; and links that last for minutes."""

import hashlib
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, from_url

from backend.errors import ErrorCode, OutsideUnavailable, Refusal
from backend.identifiers import FileKey

CHUNK_BYTES = 256 * 1024
PIECE_BYTES = 1024 * 1024  # of a large file on its way in
PART_BYTES = 8 * 1024 * 1024  # of what an object store is sent at once
LINK_SECONDS = 300
LONGEST_NAME = 200
_GONE = (NotFoundError, FileNotFoundError)  # a folder says the one, an object store the other

# What may be attached beside text, by how it begins.
BEGINNINGS: Mapping[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
}
WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)
ZIP = b"PK\x03\x04"
# Names of parts stand in a ZIP archive as they are. Documents with macros are not taken.
OFFICE: Mapping[bytes, str] = {
    b"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MACROS = b"vbaProject.bin"
# Text that browsers run, and programs that begin with letters.
RUNS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|script|svg|\?xml|iframe)|MZ|RIFF|#!", re.IGNORECASE
)


class Upload(Protocol):
    """A file on its way in."""

    filename: str | None
    content_type: str | None

    async def read(self, size: int = -1) -> bytes: ...


@dataclass(frozen=True)
class Stored:
    """What was put into the store."""

    key: FileKey
    name: str
    media_type: str
    size_bytes: int
    sha256: bytes


class FileStore:
    """One per process."""

    def __init__(self, store: Any, most_bytes: int) -> None:
        self._store = store
        self._most_bytes = most_bytes

    @classmethod
    def open(cls, url: str | None, folder: Path, most_bytes: int) -> "FileStore":
        """The store that a URL names (`s3://bucket/prefix`, `memory://`), else a folder of the data directory."""
        if url is not None:
            return cls(from_url(url), most_bytes)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(LocalStore(prefix=folder), most_bytes)

    async def put(self, key: FileKey, upload: Upload, field: tuple[str, ...] = ("file",)) -> Stored:
        """Take a file in. Raises Refusal INVALID_FILE for one that is empty, too large or of no allowed kind, and
        OutsideUnavailable.
        """
        name = _tidy(upload.filename, field)
        body = bytearray()
        digest = hashlib.sha256()
        while chunk := await upload.read(CHUNK_BYTES):
            body += chunk
            digest.update(chunk)
            if len(body) > self._most_bytes:
                raise Refusal(ErrorCode.INVALID_FILE, f"a file has at most {self._most_bytes} bytes", field)
        media_type = _media_type(bytes(body), name, upload.content_type, field)
        try:
            await obstore.put_async(self._store, _path(key), bytes(body))
        except BaseError as error:
            raise OutsideUnavailable("the file store does not answer") from error
        return Stored(key, name, media_type, len(body), digest.digest())

    async def take(self, key: FileKey, upload: Upload, most_bytes: int, field: tuple[str, ...] = ("file",)) -> Stored:
        """Take a large file in, piece by piece, whatever is in it. Raises Refusal INVALID_FILE for one that is empty or
        too large, and OutsideUnavailable.
        """
        name = _tidy(upload.filename, field)
        digest, size = hashlib.sha256(), 0

        async def pieces() -> AsyncIterator[bytes]:
            nonlocal size
            while piece := await upload.read(PIECE_BYTES):
                size += len(piece)
                if size > most_bytes:
                    raise Refusal(ErrorCode.INVALID_FILE, f"a file has at most {most_bytes} bytes", field)
                digest.update(piece)
                yield piece

        try:
            await obstore.put_async(self._store, _path(key), pieces(), chunk_size=PART_BYTES)
        except BaseError as error:
            raise OutsideUnavailable("the file store does not answer") from error
        if size == 0:
            await self.delete(key)
            raise Refusal(ErrorCode.INVALID_FILE, "the file is empty", field)
        return Stored(key, name, "text/csv", size, digest.digest())

    async def delete(self, key: FileKey) -> None:
        """Remove a file that nothing refers to, if the store answers."""
        with suppress(OutsideUnavailable):
            await self.remove(key)

    async def remove(self, key: FileKey) -> None:
        """Remove a file; one that is gone already is no error. Raises OutsideUnavailable."""
        try:
            await obstore.delete_async(self._store, _path(key))
        except _GONE:
            return
        except BaseError as error:
            raise OutsideUnavailable("the file store does not answer") from error

    async def chunks(self, key: FileKey) -> AsyncIterator[bytes] | None:
        """A file's bytes, some at a time; None when there is no such file. Raises OutsideUnavailable."""
        try:
            found = await obstore.get_async(self._store, _path(key))
        except _GONE:
            return None
        except BaseError as error:
            raise OutsideUnavailable("the file store does not answer") from error

        async def parts() -> AsyncIterator[bytes]:
            try:
                async for part in found.stream(min_chunk_size=CHUNK_BYTES):
                    yield bytes(part)
            except BaseError as error:
                raise OutsideUnavailable("the file store broke off") from error

        return parts()


def _path(key: FileKey) -> str:
    return f"{str(key)[-2:]}/{key}"


def _tidy(filename: str | None, field: tuple[str, ...]) -> str:
    """A name without a way to anywhere, to be shown and offered again. Raises Refusal."""
    last = (filename or "").replace("\\", "/").rpartition("/")[2]
    name = " ".join("".join(c if c.isprintable() else " " for c in last).split())
    if not name or len(name) > LONGEST_NAME or name in {".", ".."}:
        raise Refusal(ErrorCode.INVALID_FILE, f"a file has a name of 1 to {LONGEST_NAME} characters", field)
    return name


def _media_type(body: bytes, name: str, named: str | None, field: tuple[str, ...]) -> str:
    """What a file is by how it begins, whatever the client calls it; `named` only tells CSV from other text.

    Raises Refusal INVALID_FILE.
    """
    if not body:
        raise Refusal(ErrorCode.INVALID_FILE, "the file is empty", field)
    found = next((kind for beginning, kind in BEGINNINGS.items() if body.startswith(beginning)), None)
    if found is None and WEBP.match(body):
        found = "image/webp"
    elif found is None and body.startswith(ZIP):
        found = next((kind for part, kind in OFFICE.items() if part in body and MACROS not in body), None)
    elif found is None and b"\0" not in body and not RUNS.match(body):
        table = name.lower().endswith(".csv") or (named or "").partition(";")[0].strip().lower() == "text/csv"
        found = "text/csv" if table else "text/plain"
    if found is None:
        kinds = "PNG, JPEG, GIF, WebP, PDF, DOCX, XLSX, text and CSV"
        raise Refusal(ErrorCode.INVALID_FILE, f"the file begins as none of the kinds that are taken: {kinds}", field)
    return found


@dataclass(frozen=True)
class Links:
    """Links to files: whoever has one may fetch the file for some minutes, in a browser or on a phone."""

    seal: Callable[[str, Mapping[str, Any], int], str]
    unseal: Callable[[str, str], dict[str, Any] | None]
    issuer: str

    def url(self, key: str, name: str, media_type: str) -> str:
        token = self.seal("file", {"key": key, "name": name, "type": media_type}, LINK_SECONDS)
        return f"{self.issuer}/files/{token}"

    def document(self, kind: str, said: Mapping[str, Any]) -> str:
        """A link to a paper that is made when it is fetched: a `bill` or a `statement`."""
        token = self.seal("document", {"kind": kind, **said}, LINK_SECONDS)
        return f"{self.issuer}/documents/{token}"

    def rows(self, job_id: str, what: str) -> str:
        """A link to rows of a file that was taken in: `rejected`, or the `outcome` of all."""
        return f"{self.issuer}/imports/{self.seal('import', {'id': job_id, 'what': what}, LINK_SECONDS)}"

    def read_rows(self, token: str) -> dict[str, Any] | None:
        """What such a link says; None when it is none of ours, or too old."""
        return self.unseal("import", token)

    def read_document(self, token: str) -> dict[str, Any] | None:
        """What such a link says; None when it is none of ours, or too old."""
        return self.unseal("document", token)

    def read(self, token: str) -> dict[str, Any] | None:
        """What a link says; None when it is none of ours, or too old."""
        return self.unseal("file", token)
