"""An unreliable network: a TCP proxy that delays, fragments, stalls, truncates and resets connections, by a seed."""

import asyncio
import random
import socket
import struct
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

CHUNK_BYTES = 65_536
STALL_SECONDS = 30.0  # longer than the timeout of clients
LONGEST_DELAY_SECONDS = 0.02
MOST_BYTES = 6_000  # a faulty connection fails within about ten requests
RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with a reset and discard unsent bytes
FATES = {"sound": 50, "request cut": 12, "answer cut": 12, "answer lost": 12, "stalled": 4, "dribbled": 10}


@dataclass
class Direction:
    """One direction of a connection; `left` is the number of bytes before its fault, None for no fault."""

    left: int | None
    fate: str


class UnreliableNetwork:
    """A proxy from its own port to `target`, a port of this machine."""

    def __init__(self, target: int, chance: random.Random) -> None:
        self.fates: Counter[str] = Counter()  # the number of connections by fault
        self._target = target
        self._chance = chance
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        if self._open:
            # The clients have disconnected, so their connections end.
            await asyncio.wait(self._open, timeout=2 * STALL_SECONDS)
        await self._server.wait_closed()
        await asyncio.sleep(0.1)  # the sockets must be closed before the loop is

    @property
    def port(self) -> int:
        assert self._server is not None
        found: int = self._server.sockets[0].getsockname()[1]
        return found

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._carry(reader, writer)
        finally:
            self._open.discard(task)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fate = self._chance.choices([*FATES], [*FATES.values()])[0]
        harm = self._chance.randint(1, MOST_BYTES)
        self.fates[fate] += 1
        try:
            beyond = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            self.fates["nobody there"] += 1
            _reset(writer)
            return
        upward = Direction(harm if fate == "request cut" else None, fate)
        downward = Direction(harm // 3 if fate in {"answer cut", "answer lost", "stalled"} else None, fate)
        ways = [
            asyncio.create_task(self._pump(reader, beyond[1], upward)),
            asyncio.create_task(self._pump(beyond[0], writer, downward)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            # Half of the faulty connections end with a reset, the other half with a regular close.
            for end in (writer, beyond[1]):
                _reset(end) if fate != "sound" and self._chance.random() < 0.5 else end.close()

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: Direction) -> None:
        """Copy bytes until the source ends, the connection breaks or the fault occurs."""
        with suppress(OSError):
            while chunk := await source.read(CHUNK_BYTES):
                await asyncio.sleep(self._chance.random() * LONGEST_DELAY_SECONDS)
                if way.left is not None and len(chunk) >= way.left:
                    if way.fate == "stalled":
                        await asyncio.sleep(STALL_SECONDS)
                    elif way.fate != "answer lost":
                        target.write(chunk[: way.left])
                        await target.drain()
                    return
                way.left = None if way.left is None else way.left - len(chunk)
                await self._pass_on(chunk, target, way.fate)

    async def _pass_on(self, chunk: bytes, target: asyncio.StreamWriter, fate: str) -> None:
        size = len(chunk) if fate != "dribbled" else max(1, len(chunk) // 5)
        for start in range(0, len(chunk), size):
            target.write(chunk[start : start + size])
            await target.drain()
            if fate == "dribbled":
                await asyncio.sleep(self._chance.random() * LONGEST_DELAY_SECONDS)


def _reset(writer: asyncio.StreamWriter) -> None:
    plug: socket.socket | None = writer.get_extra_info("socket")
    if plug is not None:
        with suppress(OSError):
            plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    writer.transport.abort()
