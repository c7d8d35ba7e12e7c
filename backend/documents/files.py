"""The file store, on this machine's disk or in an object store, and short-lived links to files."""

import asyncio
import hashlib
import re
import uuid
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, Protocol

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import LocalStore, from_url

from backend.auth.viewer import Viewer
from backend.errors import ErrorCode, OutsideUnavailable, Refusal
from backend.identifiers import FileKey
from backend.space import Space

CHUNK_BYTES = 256 * 1024
PIECE_BYTES = 1024 * 1024  # read at once from a large upload
PART_BYTES = 8 * 1024 * 1024  # sent at once to an object store
CHECK_BYTES = 64 * 1024 * 1024  # written between two looks at the free space
LISTED = 500  # files looked up at once
LINK_SECONDS = 300
MAX_NAME_LENGTH = 200
_NOT_FOUND = (NotFoundError, FileNotFoundError)  # raised by object stores and by directories

# Accepted binary types by their first bytes.
MAGIC_BYTES: Mapping[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
}
WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)
ZIP = b"PK\x03\x04"
# The names of a ZIP archive's members are not compressed. Documents with macros are refused.
OFFICE: Mapping[bytes, str] = {
    b"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MACROS = b"vbaProject.bin"
# Texts that browsers execute, and programs whose first bytes are letters.
EXECUTABLE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|script|svg|\?xml|iframe)|MZ|RIFF|#!", re.IGNORECASE
)


class Upload(Protocol):
    """An uploaded file. `size`: in bytes, as far as it is known."""

    filename: str | None
    content_type: str | None
    size: int | None

    async def read(self, size: int = -1) -> bytes: ...


class Received:
    """An uploaded file that was read to its end, with its name, its size and its digest."""

    name: str | None
    size_bytes: int
    sha256: bytes


@dataclass(frozen=True)
class Stored(Received):
    """A file in the store."""

    key: FileKey
    name: str
    media_type: str
    size_bytes: int
    sha256: bytes

    @property
    def columns(self) -> Mapping[str, str | int | bytes]:
        """What a row about the file says of it."""
        return {name: getattr(self, name) for name in ("name", "media_type", "size_bytes", "sha256")}


class FileStore:
    """A store of files by their keys. `max_bytes`: the limit of `put`; `space`: what must stay free on its disk."""

    def __init__(self, store: Any, max_bytes: int, space: Space | None = None, folder: Path | None = None) -> None:
        self._store = store
        self._max_bytes = max_bytes
        self._space = space
        self._folder = folder

    @classmethod
    def open(cls, url: str | None, folder: Path, max_bytes: int, space: Space | None = None) -> "FileStore":
        """Open the store that a URL names (`s3://bucket/prefix`, `memory://`), or without one the folder."""
        if url is not None:
            return cls(from_url(url), max_bytes)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return cls(LocalStore(prefix=folder), max_bytes, space, folder)

    async def put(self, key: FileKey, upload: Upload, field: tuple[str, ...] = ("file",)) -> Stored:
        """Store a small file after checking its type.

        `field`: path of the file in the input, for refusals. Raises Refusal INVALID_FILE for a file that is empty, too
        large or of another type than the accepted ones; OutsideUnavailable; InsufficientStorage.
        """
        name = _clean_name(upload.filename, field)
        body = bytearray()
        digest = hashlib.sha256()
        while chunk := await upload.read(CHUNK_BYTES):
            body += chunk
            digest.update(chunk)
            if len(body) > self._max_bytes:
                raise Refusal(ErrorCode.INVALID_FILE, f"the file exceeds {self._max_bytes} bytes", field)
        media_type = _media_type(bytes(body), name, upload.content_type, field)
        self._check_space(len(body))
        await self._write(key, bytes(body))
        return Stored(key, name, media_type, len(body), digest.digest())

    async def take(self, key: FileKey, upload: Upload, max_bytes: int, field: tuple[str, ...] = ("file",)) -> Stored:
        """Store a large file in pieces, without checking its type.

        Raises Refusal INVALID_FILE for a file that is empty or too large; OutsideUnavailable; InsufficientStorage.
        """
        name = _clean_name(upload.filename, field)
        digest = hashlib.sha256()

        async def pieces() -> AsyncIterator[bytes]:
            while piece := await upload.read(PIECE_BYTES):
                digest.update(piece)
                yield piece

        size = await self.write(key, pieces(), max_bytes, field, expected_bytes=upload.size or 0)
        if size == 0:
            await self.delete(key)
            raise Refusal(ErrorCode.INVALID_FILE, "the file is empty", field)
        return Stored(key, name, "text/csv", size, digest.digest())

    async def write(
        self,
        key: FileKey,
        pieces: AsyncIterator[bytes],
        max_bytes: int,
        field: tuple[str, ...] = ("file",),
        *,
        expected_bytes: int = 0,
    ) -> int:
        """Store a file in pieces. Returns its size. A file that is refused, or whose pieces fail, is not stored.

        Raises Refusal INVALID_FILE for a file that is too large; OutsideUnavailable; InsufficientStorage.
        """
        size = checked = 0
        self._check_space(expected_bytes)

        async def measured() -> AsyncIterator[bytes]:
            nonlocal size, checked
            async for piece in pieces:
                size += len(piece)
                if size > max_bytes:
                    raise Refusal(ErrorCode.INVALID_FILE, f"the file exceeds {max_bytes} bytes", field)
                if size - checked > CHECK_BYTES:
                    self._check_space(CHECK_BYTES)
                    checked = size
                yield piece

        await self._write(key, measured())
        return size

    def rehearsing(self) -> "FileStore":
        """A store that checks files like this one, and stores none."""
        return _Rehearsing(None, self._max_bytes, self._space)

    async def _write(self, key: FileKey, content: bytes | AsyncIterator[bytes]) -> None:
        try:
            await obstore.put_async(self._store, _path(key), content, chunk_size=PART_BYTES)
        except BaseError as error:
            raise OutsideUnavailable("the file store does not respond") from error

    async def delete(self, key: FileKey) -> None:
        """Remove a file that nothing refers to; no error if the store does not respond."""
        with suppress(OutsideUnavailable):
            await self.remove(key)

    async def remove(self, key: FileKey) -> None:
        """Remove a file; a missing file is no error. Raises OutsideUnavailable."""
        try:
            await obstore.delete_async(self._store, _path(key))
        except _NOT_FOUND:
            return
        except BaseError as error:
            raise OutsideUnavailable("the file store does not respond") from error

    def _check_space(self, size_bytes: int) -> None:
        if self._space is not None:
            self._space.check_file(size_bytes)

    async def written_before(self, moment: datetime) -> AsyncIterator[list[FileKey]]:
        """The keys of all files that were stored before a moment, in lists of at most LISTED.

        What an upload that did not end has left in a directory is removed on the way. Raises OutsideUnavailable.
        """
        if self._folder is not None:
            await asyncio.to_thread(_remove_partial, self._folder, moment)
        try:
            async for found in obstore.list(self._store, chunk_size=LISTED):
                keys = [_key(each["path"]) for each in found if each["last_modified"] < moment]
                yield [key for key in keys if key is not None]
        except BaseError as error:
            raise OutsideUnavailable("the file store does not respond") from error

    async def chunks(self, key: FileKey) -> AsyncIterator[bytes] | None:
        """The content of a file in pieces; None when there is no such file. Raises OutsideUnavailable."""
        try:
            found = await obstore.get_async(self._store, _path(key))
        except _NOT_FOUND:
            return None
        except BaseError as error:
            raise OutsideUnavailable("the file store does not respond") from error

        async def parts() -> AsyncIterator[bytes]:
            try:
                async for part in found.stream(min_chunk_size=CHUNK_BYTES):
                    yield bytes(part)
            except BaseError as error:
                raise OutsideUnavailable("the file store closed the connection") from error

        return parts()


class _Rehearsing(FileStore):
    async def _write(self, key: FileKey, content: bytes | AsyncIterator[bytes]) -> None:  # noqa: ARG002
        if not isinstance(content, bytes):
            async for _ in content:
                pass

    async def remove(self, key: FileKey) -> None:
        """Nothing was stored."""


def _path(key: FileKey) -> str:
    return f"{str(key)[-2:]}/{key}"


def _key(path: str) -> FileKey | None:
    """The key of a file by its path in the store; None for a file of another kind."""
    name = path.rpartition("/")[2]
    try:
        key = FileKey(uuid.UUID(name))
    except ValueError:
        return None
    return key if path == _path(key) else None


def _remove_partial(folder: Path, moment: datetime) -> None:
    """Remove files that were being written before a moment; their names are those of the files, `#` and a number."""
    for path in folder.glob("*/*#*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < moment.timestamp():
                path.unlink()


def _clean_name(filename: str | None, field: tuple[str, ...]) -> str:
    """The file name without directories and control characters. Raises Refusal INVALID_FILE."""
    last = (filename or "").replace("\\", "/").rpartition("/")[2]
    name = " ".join("".join(c if c.isprintable() else " " for c in last).split())
    if not name or len(name) > MAX_NAME_LENGTH or name in {".", ".."}:
        raise Refusal(ErrorCode.INVALID_FILE, f"the file's name must have 1 to {MAX_NAME_LENGTH} characters", field)
    return name


def _media_type(body: bytes, name: str, named: str | None, field: tuple[str, ...]) -> str:
    """The media type of a file by its first bytes. The client's type, `named`, only distinguishes CSV from other text.

    Raises Refusal INVALID_FILE.
    """
    if not body:
        raise Refusal(ErrorCode.INVALID_FILE, "the file is empty", field)
    found = next((kind for beginning, kind in MAGIC_BYTES.items() if body.startswith(beginning)), None)
    if found is None and WEBP.match(body):
        found = "image/webp"
    elif found is None and body.startswith(ZIP):
        found = next((kind for part, kind in OFFICE.items() if part in body and MACROS not in body), None)
    elif found is None and b"\0" not in body and not EXECUTABLE.match(body):
        table = name.lower().endswith(".csv") or (named or "").partition(";")[0].strip().lower() == "text/csv"
        found = "text/csv" if table else "text/plain"
    if found is None:
        kinds = "PNG, JPEG, GIF, WebP, PDF, DOCX, XLSX, text and CSV"
        raise Refusal(ErrorCode.INVALID_FILE, f"the file's content is of no accepted type; accepted are {kinds}", field)
    return found


@dataclass(frozen=True)
class Links:
    """Links to files, valid for LINK_SECONDS. A link needs no sign-in: it contains a sealed token."""

    seal: Callable[[str, Mapping[str, Any], int], str]
    unseal: Callable[[str, str], dict[str, Any] | None]
    issuer: str

    def url(self, key: str, name: str, media_type: str, size_bytes: int, maker: Viewer) -> str:
        """A link to a stored file. `maker`: who is given the link, and charged for its use."""
        facts = {"key": key, "name": name, "type": media_type, "size": size_bytes}
        return f"{self.issuer}/files/{self._sealed('file', facts, maker)}"

    def document(self, kind: str, facts: Mapping[str, Any], maker: Viewer) -> str:
        """A link to a PDF that is rendered when it is fetched; `kind` is `bill` or `statement`."""
        return f"{self.issuer}/documents/{self._sealed('document', {'kind': kind, **facts}, maker)}"

    def export(self, job_id: str, whose: str, maker: Viewer) -> str:
        """A link to the file of an export. `whose`: the subject of the export, as which the maker made it."""
        return f"{self.issuer}/exports/{self._sealed('export', {'id': job_id, 'whose': whose}, maker)}"

    def rows(self, job_id: str, what: str, maker: Viewer) -> str:
        """A link to rows of an imported file; `what` is `rejected`, or `outcome` for all rows."""
        return f"{self.issuer}/imports/{self._sealed('import', {'id': job_id, 'what': what}, maker)}"

    def _sealed(self, purpose: str, facts: Mapping[str, Any], maker: Viewer) -> str:
        """The token of a link. A token can be written in several ways, so each link has a name, `link`, of its own."""
        own = {"link": token_hex(8), "role": maker.role.value, "by": maker.subject or maker.actor}
        return self.seal(purpose, {**facts, **own}, LINK_SECONDS)

    def read_export(self, token: str) -> dict[str, Any] | None:
        """The content of a token of `export`; None when it is invalid or expired."""
        return self.unseal("export", token)

    def read_rows(self, token: str) -> dict[str, Any] | None:
        """The content of a token of `rows`; None when it is invalid or expired."""
        return self.unseal("import", token)

    def read_document(self, token: str) -> dict[str, Any] | None:
        """The content of a token of `document`; None when it is invalid or expired."""
        return self.unseal("document", token)

    def read(self, token: str) -> dict[str, Any] | None:
        """The content of a token of `url`; None when it is invalid or expired."""
        return self.unseal("file", token)
