"""Answers that are computed once at a time per key, and kept for a while within a number of bytes."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class File:
    """A file as it is sent. One that is not `final` will soon be different, and is not kept."""

    name: str
    body: bytes
    final: bool = True


class KeptFiles:
    """At most `max_bytes` of files, each for `seconds`; the ones kept longest make room for new ones.

    `clock` returns seconds.
    """

    def __init__(self, max_bytes: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._max_bytes = max_bytes
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, File]] = OrderedDict()
        self._making: dict[str, asyncio.Task[File | None]] = {}
        self.size_bytes = 0

    async def get(self, key: str, make: Callable[[], Awaitable[File | None]]) -> File | None:
        """The file of a key: the kept one, the one that is being made, or a new one.

        It is made to its end even if nobody waits for it any more. None and errors are not kept.
        """
        self._drop_expired()
        kept = self._kept.get(key)
        if kept is not None:
            return kept[1]
        making = self._making.get(key)
        if making is None:
            making = self._making[key] = asyncio.get_running_loop().create_task(self._made(key, make))
            making.add_done_callback(_observed)
        return await asyncio.shield(making)

    async def _made(self, key: str, make: Callable[[], Awaitable[File | None]]) -> File | None:
        try:
            file = await make()
        finally:
            del self._making[key]
        if file is not None and file.final and len(file.body) <= self._max_bytes:
            self._kept[key] = self._clock() + self._seconds, file
            self.size_bytes += len(file.body)
            while self.size_bytes > self._max_bytes:
                self._drop_first()
        return file

    def _drop_expired(self) -> None:
        while self._kept and next(iter(self._kept.values()))[0] <= self._clock():
            self._drop_first()

    def _drop_first(self) -> None:
        _, (_, file) = self._kept.popitem(last=False)
        self.size_bytes -= len(file.body)


def _observed(making: asyncio.Task[File | None]) -> None:
    """Mark the error of a task as seen: those who waited for it may all have gone."""
    with suppress(asyncio.CancelledError):
        making.exception()
