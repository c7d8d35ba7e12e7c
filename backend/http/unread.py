"""Whether a client reads the response that was written to it."""

import asyncio
import fcntl
import sys
import termios
from typing import Any

from backend.metrics import REFUSED


class Unread:
    """Aborts the connection of a client that, in a window of `seconds`, reads less than `least_bytes` of a response."""

    def __init__(self, transport: asyncio.Transport, seconds: float, least_bytes: float) -> None:
        self._transport = transport
        self._seconds = seconds
        self._least_bytes = least_bytes
        self._timer: asyncio.TimerHandle | None = None

    def watch(self) -> None:
        """Begin a window, unless one is running."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(self._seconds, self._window_ended, self._unread_bytes())

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _window_ended(self, unread: int) -> None:
        self._timer = None
        if unread - self._unread_bytes() < self._least_bytes:
            REFUSED.labels("response_not_read").inc()
            self._transport.abort()
        else:
            self.watch()

    def _unread_bytes(self) -> int:
        """The bytes that were written and not acknowledged. The kernel frees its buffer in steps of a megabyte, so the
        size of the transport's own buffer does not show that a slow client is reading.
        """
        size: int = self._transport.get_write_buffer_size()
        connection: Any = self._transport.get_extra_info("socket")
        try:
            queued = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4))
        except OSError:  # the connection has ended
            return size
        return size + int.from_bytes(queued, sys.byteorder)
