"""Turns of callers at something of which only so much happens at once: in order for one caller, in rotation among all.

A caller with many requests waits for its own earlier ones; the next caller gets the next turn.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from backend.errors import Throttled
from backend.metrics import REFUSED


class Turns:
    """At most `total` turns at once, of which one caller has at most `each` and waits for at most `waiting` more.

    All methods must be called from one event loop.
    """

    def __init__(self, name: str, total: int, each: int, waiting: int, seconds: float) -> None:
        self.name = name  # in errors and metrics
        self._total = total
        self._each = each
        self._waiting = waiting
        self._seconds = seconds  # the longest wait
        self._taken = 0
        self._taken_by: dict[str, int] = {}
        # By rank, lowest first, the callers that wait, in the order of their next turns.
        self._queues: dict[int, OrderedDict[str, deque[asyncio.Future[None]]]] = {}

    def try_enter(self, caller: str) -> bool:
        """Take a turn if the caller may have one now; each turn must be ended by `leave`."""
        mine = self._taken_by.get(caller, 0)
        # While there are free turns, others wait only for their own earlier requests.
        if mine >= self._each or self._taken >= self._total:
            return False
        self._taken += 1
        self._taken_by[caller] = mine + 1
        return True

    async def enter(self, caller: str, rank: int = 0) -> None:
        """Take a turn, after a wait if there is none now; a lower rank is served first.

        Raises Throttled when too many requests of the caller wait, or when there is no turn in time.
        """
        if self.try_enter(caller):
            return
        queue = self._queues.setdefault(rank, OrderedDict()).setdefault(caller, deque())
        if len(queue) >= self._waiting:
            raise self._throttled()
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            async with asyncio.timeout(self._seconds):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self.leave(caller)
            else:
                self._forget(rank, caller, turn)
            if isinstance(error, TimeoutError):
                raise self._throttled() from None
            raise

    @asynccontextmanager
    async def turn(self, caller: str, rank: int = 0) -> AsyncIterator[None]:
        """A turn for the block. Raises as `enter` does."""
        await self.enter(caller, rank)
        try:
            yield
        finally:
            self.leave(caller)

    def leave(self, caller: str) -> None:
        """End a turn; the next caller gets one."""
        self._taken -= 1
        mine = self._taken_by[caller] - 1
        if mine:
            self._taken_by[caller] = mine
        else:
            del self._taken_by[caller]
        if self._queues:
            self._advance()

    def _advance(self) -> None:
        """Give free turns to those who wait."""
        while self._taken < self._total and (found := self._next()) is not None:
            caller, turn = found
            if not turn.done():  # its request may have been cancelled a moment ago
                self._taken += 1
                self._taken_by[caller] = self._taken_by.get(caller, 0) + 1
                turn.set_result(None)

    def _next(self) -> tuple[str, asyncio.Future[None]] | None:
        for rank in sorted(self._queues):
            callers = self._queues[rank]
            for caller, queue in callers.items():
                if self._taken_by.get(caller, 0) < self._each:
                    turn = queue.popleft()
                    callers.move_to_end(caller)
                    self._drop_empty(rank, caller)
                    return caller, turn
        return None

    def _forget(self, rank: int, caller: str, turn: asyncio.Future[None]) -> None:
        callers = self._queues.get(rank)
        queue = callers.get(caller) if callers is not None else None
        if queue is not None and turn in queue:
            queue.remove(turn)
            self._drop_empty(rank, caller)

    def _drop_empty(self, rank: int, caller: str) -> None:
        callers = self._queues[rank]
        if not callers[caller]:
            del callers[caller]
        if not callers:
            del self._queues[rank]

    def _throttled(self) -> Throttled:
        REFUSED.labels(self.name).inc()
        return Throttled(
            "too many requests of this caller wait; try again after retryAfterSeconds", retryAfterSeconds=1
        )
