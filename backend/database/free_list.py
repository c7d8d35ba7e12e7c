"""Open connections that requests share: bounded in number and per subject, and handed to waiting subjects in turn."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

import asyncpg

from backend.database.connection import Connection
from backend.errors import Throttled
from backend.metrics import REFUSED

ACQUIRE_TIMEOUT_SECONDS = 10.0  # longest wait for a free connection
CLOSE_SECONDS = 5.0  # for a cancelled statement to end, and its connection to be closed
MAX_WAITING = 200  # requests of one subject that wait for a connection

Waiter = asyncio.Future[Connection | None]


class FreeList:
    """At most `size` open connections, of which one subject holds at most `share`; handed out last-in first-out.

    Subjects that wait take turns, and nobody overtakes them. The subject "" is the product itself and has no share.
    Unlike a pool, the list runs no reset query at release: the statements that use it leave no session state, and the
    query would cost one more round trip per read.
    """

    def __init__(
        self, open_connection: Callable[[], Awaitable[Connection]], size: int, share: int | None = None
    ) -> None:
        self._open_connection = open_connection
        self._size = size
        self._share = share or size
        self._opened = 0
        self._free: list[Connection] = []
        self._holders: dict[Connection, str] = {}
        self._held: dict[str, int] = {}
        self._waiting: OrderedDict[str, deque[Waiter]] = OrderedDict()
        self._retired: set[Connection] = set()
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def awaited(self) -> bool:
        """Whether a request waits for a connection."""
        return bool(self._waiting)

    @property
    def exhausted(self) -> bool:
        """Whether all connections are open and in use."""
        return not self._free and self._opened >= self._size

    def take_free(self, subject: str = "") -> Connection | None:
        """Take an idle connection without waiting; None when there is none, or the subject has its share."""
        if self._held.get(subject, 0) >= self._share and subject:
            return None
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                self._holders[connection] = subject
                self._held[subject] = self._held.get(subject, 0) + 1
                return connection
            self._opened -= 1
        return None

    async def take(self, subject: str = "") -> Connection:
        """Take a connection: an idle one, a new one, or the next that is given back.

        Raises TimeoutError after ACQUIRE_TIMEOUT_SECONDS, and Throttled when MAX_WAITING requests of the subject wait.
        """
        connection = self.take_free(subject)
        if connection is None:
            connection = await self._reserved(subject)
        return connection or await self._open(subject)

    async def _reserved(self, subject: str) -> Connection | None:
        """Wait for a connection; None when the subject may open a new one, which is then counted as open already."""
        if self._may_open(subject):
            self._reserve(subject)
            return None
        queue = self._waiting.setdefault(subject, deque())
        if len(queue) >= MAX_WAITING and subject:
            REFUSED.labels("connections").inc()
            raise Throttled("too many reads of this caller are waiting; send fewer at once", retryAfterSeconds=1)
        loop = asyncio.get_running_loop()
        waiter: Waiter = loop.create_future()
        queue.append(waiter)
        timer = loop.call_later(ACQUIRE_TIMEOUT_SECONDS, _expire, waiter)  # costs a third of asyncio.timeout
        try:
            return await waiter
        except BaseException:
            self._leave(subject, waiter)
            raise
        finally:
            timer.cancel()

    def _leave(self, subject: str, waiter: Waiter) -> None:
        """The request that waited has ended: it leaves the queue, or returns what it was given meanwhile."""
        if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
            given = waiter.result()
            if given is None:
                self._unreserve(subject)
            else:
                self.give_back(given)
            return
        queue = self._waiting.get(subject)
        if queue is not None and waiter in queue:
            queue.remove(waiter)
            if not queue:
                del self._waiting[subject]

    def _may_open(self, subject: str) -> bool:
        return self._opened < self._size and not (subject and self._held.get(subject, 0) >= self._share)

    def _reserve(self, subject: str) -> None:
        self._opened += 1
        self._held[subject] = self._held.get(subject, 0) + 1

    def _unreserve(self, subject: str) -> None:
        self._opened -= 1
        self._release(subject)
        self._wake()

    async def _open(self, subject: str) -> Connection:
        try:
            connection = await self._open_connection()
        except BaseException:
            self._unreserve(subject)
            raise
        self._holders[connection] = subject
        return connection

    def _release(self, subject: str) -> None:
        left = self._held.get(subject, 0) - 1
        if left > 0:
            self._held[subject] = left
        else:
            self._held.pop(subject, None)

    def give_back(self, connection: Connection) -> None:
        """Return a connection after use."""
        if connection in self._retired:
            self.discard(connection)
            return
        self._release(self._holders.pop(connection, ""))
        if connection.is_closed():
            self._opened -= 1
        else:
            self._free.append(connection)
        if self._waiting:
            self._wake()

    def retire(self, connection: Connection) -> None:
        """Close a connection when it is given back, since its server process has grown."""
        self._retired.add(connection)

    def discard(self, connection: Connection) -> None:
        """Close a connection whose state is unknown, such as after a cancelled statement.

        It counts as open until the server has cancelled the statement: otherwise callers who go away could leave any
        number of statements running.
        """
        self._release(self._holders.pop(connection, ""))
        self._retired.discard(connection)
        task = asyncio.get_running_loop().create_task(self._close(connection))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close(self, connection: Connection) -> None:
        try:
            with suppress(OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await connection.close(timeout=CLOSE_SECONDS)
        finally:
            connection.terminate()
            self._opened -= 1
            self._wake()

    def drop_free(self) -> None:
        """Close every idle connection, after the server closed its side."""
        while self._free:
            self._free.pop().terminate()
            self._opened -= 1
        self._wake()

    def _wake(self) -> None:
        """Give idle connections, or the right to open one, to subjects that wait, in turn."""
        while self._waiting and (self._free or self._opened < self._size):
            subject = next((each for each in self._waiting if not self._has_its_share(each)), None)
            if subject is None:
                return
            queue = self._waiting[subject]
            waiter = queue.popleft()
            if queue:
                self._waiting.move_to_end(subject)
            else:
                del self._waiting[subject]
            if waiter.done():
                continue
            connection = self.take_free(subject)
            if connection is None:
                self._reserve(subject)
            waiter.set_result(connection)

    def _has_its_share(self, subject: str) -> bool:
        return bool(subject) and self._held.get(subject, 0) >= self._share

    async def close(self) -> None:
        for connection in self._free:
            await connection.close()
        self._opened -= len(self._free)
        self._free.clear()
        await asyncio.gather(*self._closing, return_exceptions=True)


def _expire(waiter: Waiter) -> None:
    if not waiter.done():
        waiter.set_exception(TimeoutError())
