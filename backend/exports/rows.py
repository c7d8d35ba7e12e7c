"""The bytes of a file: rows that PostgreSQL writes by COPY, or a workbook of them. Few are in memory at a time."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from backend.database import Connection

WAITING_PIECES = 8  # that the reader of a copy has not taken yet; a piece has about 64 KB
PIECE_BYTES = 256 * 1024


class Counter:
    """Counts the rows of a CSV: the line ends outside of quotes, in any pieces of the text."""

    def __init__(self) -> None:
        self.rows = 0
        self._quoted = False

    def count(self, piece: bytes) -> None:
        if b'"' not in piece:
            self.rows += 0 if self._quoted else piece.count(b"\n")
            return
        parts = piece.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[1 if self._quoted else 0 :: 2])
        self._quoted ^= len(parts) % 2 == 0


class Copy:
    """A COPY of one statement. `counter` has the rows that were read so far."""

    def __init__(self, connection: Connection, sql: str, arguments: Sequence[Any], form: Mapping[str, Any]) -> None:
        self.counter = Counter()
        self._pieces: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._room = asyncio.Event()
        self._task = asyncio.create_task(
            connection.copy_from_query(sql, *arguments, output=self._put, format="csv", **form)
        )
        self._task.add_done_callback(lambda _: self._pieces.put_nowait(None))

    async def _put(self, piece: bytes) -> None:
        self._pieces.put_nowait(bytes(piece))
        while self._pieces.qsize() >= WAITING_PIECES:
            self._room.clear()
            await self._room.wait()

    async def pieces(self, beginning: bytes) -> AsyncIterator[bytes]:
        """The text in pieces, after `beginning`. Raises the errors of the statement."""
        yield beginning
        while (piece := await self._pieces.get()) is not None:
            self._room.set()
            self.counter.count(piece)
            yield piece
        await self._task

    async def stop(self) -> None:
        """End the statement, if it has not ended."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


class Sheet:
    """A workbook of the rows of a CSV, which another process writes."""

    def __init__(self, scalars: Sequence[str]) -> None:
        self._scalars = scalars
        self._child: asyncio.subprocess.Process | None = None
        self._feeding: asyncio.Task[None] | None = None

    async def pieces(self, lines: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The workbook in pieces. Raises the errors of `lines`; RuntimeError where it could not be written."""
        pipe = asyncio.subprocess.PIPE
        child = self._child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "backend.exports.sheet", ",".join(self._scalars),
            stdin=pipe, stdout=pipe, cwd=Path(__file__).parents[2],
        )  # fmt: skip
        assert child.stdout is not None
        feeding = self._feeding = asyncio.create_task(self._feed(child, lines))
        while piece := await child.stdout.read(PIECE_BYTES):
            yield piece
        await feeding
        if status := await child.wait():
            raise RuntimeError(f"the writer of workbooks exited with status {status}")

    @staticmethod
    async def _feed(child: asyncio.subprocess.Process, lines: AsyncIterator[bytes]) -> None:
        assert child.stdin is not None
        try:
            with suppress(BrokenPipeError, ConnectionResetError):  # its exit status says why
                async for piece in lines:
                    child.stdin.write(piece)
                    await child.stdin.drain()
            child.stdin.close()
        except BaseException:
            child.kill()  # a workbook of a part of the rows is of no use
            raise

    async def stop(self) -> None:
        """End the other process, if it has not ended."""
        if self._feeding is not None:
            self._feeding.cancel()
            await asyncio.gather(self._feeding, return_exceptions=True)
        if self._child is not None and self._child.returncode is None:
            with suppress(ProcessLookupError):
                self._child.kill()
            await self._child.wait()
