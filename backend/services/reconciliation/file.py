"""A settlement as a file of comma-separated values that can be read more than once, in bounded memory."""

import csv
import hashlib
import io
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Protocol

from backend.errors import ErrorCode, Refusal
from backend.gateways.payments import SettlementLine

CHUNK_BYTES = 256 * 1024
SPOOLED_BYTES = 4 * 1024 * 1024  # up to here a file that is made here stays in memory
LINES_AT_ONCE = 1_000
LONGEST_NAME = 200
COLUMNS = ("line_id", "kind", "reference", "refund_reference", "amount_minor", "fee_minor", "currency", "at")
FIELD = ("file",)


class Rereadable(Protocol):
    """An upload, which can be begun anew."""

    filename: str | None

    async def read(self, size: int = -1) -> bytes: ...

    async def seek(self, offset: int) -> None: ...


@dataclass(frozen=True)
class SettlementFile:
    """A file whose size and digest are known before it is taken in."""

    body: Rereadable
    name: str | None
    size_bytes: int
    sha256: bytes

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes from the beginning."""
        await self.body.seek(0)
        while chunk := await self.body.read(CHUNK_BYTES):
            yield chunk


async def measured(upload: Rereadable, most_bytes: int) -> SettlementFile:
    """Read a file through once. Raises Refusal INVALID_FILE for one that is empty or too large."""
    digest, size = hashlib.sha256(), 0
    await upload.seek(0)
    while chunk := await upload.read(CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
        if size > most_bytes:
            raise Refusal(ErrorCode.INVALID_FILE, f"a settlement has at most {most_bytes} bytes", FIELD)
    if size == 0:
        raise Refusal(ErrorCode.INVALID_FILE, "the file is empty", FIELD)
    return SettlementFile(upload, _shown(upload.filename), size, digest.digest())


def _shown(filename: str | None) -> str | None:
    """A file's name without a way to anywhere and without control characters."""
    last = (filename or "").replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:LONGEST_NAME] or None


class _Spool:
    """A temporary file under the face of an upload. It is small or on this machine's disk, so it is read at once."""

    filename: str | None = None

    def __init__(self, file: Any) -> None:
        self._file = file

    async def read(self, size: int = -1) -> bytes:
        return self._file.read(size)  # type: ignore[no-any-return]

    async def seek(self, offset: int) -> None:
        self._file.seek(offset)


@asynccontextmanager
async def spooled(lines: AsyncIterator[SettlementLine]) -> AsyncIterator[SettlementFile]:
    """What a gateway lists as the file that an operator would upload. Raises what the gateway raises.

    The database sees the lines only once the gateway has said all of them: no transaction waits for it.
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
            if len(batch) >= LINES_AT_ONCE:
                write()
        write()
        yield SettlementFile(_Spool(file), None, size, digest.digest())


def _row(line: SettlementLine) -> tuple[object, ...]:
    at = line.at.astimezone(UTC).isoformat()
    return (
        line.line_id, line.kind.value, line.reference, line.refund_reference or "", line.amount_minor, line.fee_minor,
        line.currency, at,
    )  # fmt: skip
