"""Accepts connections. uvicorn would leave that to the event loop, which resets new ones when descriptors run out."""

import asyncio
import errno
import socket
from collections.abc import Callable
from contextlib import suppress

import structlog

from backend.http.clients import Clients
from backend.http.wire import refusal
from backend.metrics import REFUSED
from backend.shortage import SHORTAGES

ACCEPTED_AT_ONCE, REFUSED_AT_ONCE = 16, 128  # then other connections have their turn
REFUSAL = refusal(429, "TOO_MANY_CONNECTIONS", "connections are opened too fast; keep them open, or try again later", 1)
PAUSE_SECONDS = 0.1  # new connections wait in the listening socket meanwhile

log = structlog.get_logger()


class Acceptor:
    """Accepts the connections of one listening socket. uvicorn closes it as one of its servers."""

    def __init__(self, listener: socket.socket, protocol: Callable[[], asyncio.Protocol], clients: Clients) -> None:
        self._listener = listener
        self._protocol = protocol
        self._clients = clients
        self._loop = asyncio.get_running_loop()
        self._opening: set[asyncio.Task[object]] = set()
        self._pause: asyncio.TimerHandle | None = None
        listener.setblocking(False)
        self._listen()

    def _listen(self) -> None:
        self._pause = None
        self._loop.add_reader(self._listener.fileno(), self._accept)

    def _accept(self) -> None:
        accepted = refused = 0
        while accepted < ACCEPTED_AT_ONCE and refused < REFUSED_AT_ONCE:
            try:
                connection, address = self._listener.accept()
            except (BlockingIOError, InterruptedError):
                return  # another process was faster, or there are no more
            except OSError as error:
                if error.errno in SHORTAGES:
                    self._wait(error)
                    return
                if error.errno not in ENDED_EARLY:
                    raise
                refused += 1
                continue
            delay = self._clients.delay(address[0]) if address else 0.0
            if delay is None:
                refused += 1
                _refuse(connection)
                continue
            accepted += 1
            task = self._loop.create_task(self._open(connection, delay))
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)

    async def _open(self, connection: socket.socket, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        try:
            await self._loop.connect_accepted_socket(self._protocol, connection)
        except OSError:
            connection.close()  # the client has gone

    def _wait(self, error: OSError) -> None:
        """Close an idle connection, and leave the new ones in the queue of the listening socket for a moment."""
        log.warning("new connections wait", reason=str(error), made_room=self._clients.make_room())
        self._loop.remove_reader(self._listener.fileno())
        self._pause = self._loop.call_later(PAUSE_SECONDS, self._listen)

    def close(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
        self._loop.remove_reader(self._listener.fileno())

    async def wait_closed(self) -> None:
        await asyncio.gather(*self._opening, return_exceptions=True)


def _refuse(connection: socket.socket) -> None:
    """Refuse a connection for which nothing was done yet. A client that has sent something may miss the response."""
    REFUSED.labels("connection_rate").inc()
    with suppress(OSError):
        connection.setblocking(False)
        connection.send(REFUSAL)
    connection.close()


# Errors of a connection that ended before it was accepted (accept(2)).
ENDED_EARLY = frozenset(
    {
        errno.ECONNABORTED,
        errno.EPROTO,
        errno.EPERM,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.EHOSTUNREACH,
        errno.EHOSTDOWN,
    }
)
