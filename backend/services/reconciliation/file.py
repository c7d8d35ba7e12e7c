"""A settlement as a CSV file that can be read repeatedly, in bounded memory."""

import csv
import hashlib
import io
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Protocol

from backend.documents.files import Received
from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import SettlementLine

CHUNK_BYTES = 256 * 1024
SPOOLED_BYTES = 4 * 1024 * 1024  # a larger file is written to disk
BATCH_LINES = 1_000
MAX_NAME_CHARACTERS = 200
COLUMNS = ("line_id", "kind", "reference", "refund_reference", "amount_minor", "fee_minor", "currency", "at")
FIELD = ("file",)


class Rereadable(Protocol):
    """A seekable upload."""

    filename: str | None

    async def read(self, size: int = -1) -> bytes: ...

    async def seek(self, offset: int) -> None: ...


@dataclass(frozen=True)
class SettlementFile(Received):
    """A file with its size and digest, which are known before it is imported."""

    body: Rereadable
    name: str | None
    size_bytes: int
    sha256: bytes

    async def chunks(self) -> AsyncIterator[bytes]:
        """Read the file from its beginning."""
        await self.body.seek(0)
        while chunk := await self.body.read(CHUNK_BYTES):
            yield chunk


async def measured(upload: Rereadable, max_bytes: int) -> SettlementFile:
    """Compute an upload's size and digest. Raises Refusal INVALID_FILE for an empty and a too large file."""
    digest, size = hashlib.sha256(), 0
    await upload.seek(0)
    while chunk := await upload.read(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        if size > max_bytes:
            raise Refusal(ErrorCode.INVALID_FILE, f"a settlement has at most {max_bytes} bytes", FIELD)
    if size == 0:
        raise Refusal(ErrorCode.INVALID_FILE, "the file is empty", FIELD)
    return SettlementFile(upload, _base_name(upload.filename), size, digest.digest())


def _base_name(filename: str | None) -> str | None:
    """A file's name without its path and without control characters."""
    last = (filename or "").replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:MAX_NAME_CHARACTERS] or None


class _Spool:
    """A temporary file with the interface of an upload. It is in memory or on a local disk: reads are synchronous."""

    filename: str | None = None

    def __init__(self, file: Any) -> None:
        self._file = file

    async def read(self, size: int = -1) -> bytes:
        return self._file.read(size)  # type: ignore[no-any-return]

    async def seek(self, offset: int) -> None:
        self._file.seek(offset)


@asynccontextmanager
async def spooled(lines: AsyncIterator[SettlementLine]) -> AsyncIterator[SettlementFile]:
    """The lines of a gateway as the file that an operator would upload. Raises the errors of the gateway.

    All lines are fetched before the file is imported, so that no transaction waits for the gateway.
    """
    digest, size = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(SPOOLED_BYTES) as file:
        batch: list[tuple[object, ...]] = [COLUMNS]

        def write() -> None:
            nonlocal size
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(batch)
            body = text.getvalue().encode()
            digest.update(body)
            size += file.write(body)
            batch.clear()

        async for line in lines:
            batch.append(_row(line))
            if len(batch) >= BATCH_LINES:
                write()
        write()
        yield SettlementFile(_Spool(file), None, size, digest.digest())


def _row(line: SettlementLine) -> tuple[object, ...]:
    at = line.at.astimezone(UTC).isoformat()
    return (
        line.line_id, line.kind.value, line.reference, line.refund_reference or "", line.amount_minor, line.fee_minor,
        line.currency, at,
    )  # fmt: skip
