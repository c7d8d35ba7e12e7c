"""The process that reads an imported file, forked from one that has imported the reader.

The reader takes 140 ms of processor time to import, and some hundred tests import a file. Processes that the tests start
with `crm` start their readers as in production.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest

from tests import forkserver

MODULE = "backend.imports.reading"
_create = asyncio.create_subprocess_exec


class _Reader:
    """The part of `asyncio.subprocess.Process` that staging uses."""

    def __init__(self, process: forkserver.Process) -> None:
        self._process = process

    async def connect(self, limit: int) -> None:
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, self._process.stdin)
        self.stdin = asyncio.StreamWriter(transport, protocol, None, loop)
        self.stdout = await _stream(self._process.stdout, limit)
        self.stderr = await _stream(self._process.stderr, limit)

    @property
    def returncode(self) -> int | None:
        return self._process.poll()

    async def wait(self) -> int:
        return await asyncio.to_thread(self._process.wait)

    def kill(self) -> None:
        self._process.kill()


async def _stream(pipe: IO[Any] | None, limit: int) -> asyncio.StreamReader:
    reader = asyncio.StreamReader(limit=limit)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    return reader


async def _start(program: str, *command: str, cwd: Path | None = None, limit: int = 1 << 16, **streams: Any) -> Any:
    if (program, *command[:2]) != (sys.executable, "-m", MODULE):
        return await _create(program, *command, cwd=cwd, limit=limit, **streams)
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    assert streams == pipes
    process = forkserver.start(["-m", *command[1:]], cwd=cwd, prepared=(f"{MODULE}.__main__",), **pipes)
    reader = _Reader(process)
    await reader.connect(limit)
    return reader


@contextmanager
def forked_readers() -> Iterator[None]:
    """Fork the readers of this process for the length of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "create_subprocess_exec", _start)
        yield
