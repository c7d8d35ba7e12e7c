"""All long-lived connections of a process: who was let in, whether they still are, whether they still read."""

import asyncio
import time
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from prometheus_client import Gauge

from backend.auth.tokens import Admission, Authenticator
from backend.database import CONNECTION_ERRORS
from backend.planner.reader import Unavailable
from backend.settings import Settings

SWEEP_SECONDS = 1.0
STALL_SECONDS = 10.0  # how long bytes may lie unread

OPEN = Gauge("crm_connections_open", "WebSocket and event stream connections that are open.")

log = structlog.get_logger()


class Connection(Protocol):
    admission: Admission | None
    stalled_since: float | None

    def refuse(self) -> None:
        """End it: the token ended."""

    def overflow(self) -> None:
        """End it: what is sent is not read."""

    def backlog(self) -> int:
        """Bytes that were sent and not read."""


class Connections:
    """One per process."""

    def __init__(self, authenticator: Authenticator, settings: Settings) -> None:
        self._authenticator = authenticator
        self._most = settings.max_connections
        self._open: set[Connection] = set()

    def full(self) -> bool:
        return len(self._open) >= self._most

    def add(self, connection: Connection) -> None:
        self._open.add(connection)
        OPEN.set(len(self._open))

    def remove(self, connection: Connection) -> None:
        self._open.discard(connection)
        OPEN.set(len(self._open))

    async def admit(self, authorization: bytes) -> Admission:
        """Raises Unauthenticated, Unavailable."""
        try:
            return await self._authenticator.admit(authorization)
        except CONNECTION_ERRORS as error:
            raise Unavailable("the database cannot be reached") from error

    def stands(self, admission: Admission) -> bool:
        """Whether a token let in is still good, as far as this process knows."""
        return self._authenticator.stands(admission)

    async def watch(self) -> None:
        """Until cancelled: once a second end whoever's token ended, and whoever stopped reading."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            if not self._open:
                continue
            await self._authenticator.keep_up()
            now = time.monotonic()
            for connection in list(self._open):
                if connection.admission is not None and not self.stands(connection.admission):
                    connection.refuse()
                elif connection.backlog() == 0:
                    connection.stalled_since = None
                elif connection.stalled_since is None:
                    connection.stalled_since = now
                elif now - connection.stalled_since > STALL_SECONDS:
                    connection.overflow()


def allowed_origin(headers: Mapping[bytes, bytes], settings: Settings) -> bool:
    """Whether a browser's page may connect: one of our own, or of an origin in the settings; programs send none."""
    origin = headers.get(b"origin")
    if origin is None:
        return True
    text = origin.decode("latin-1")
    if text in settings.allowed_origins:
        return True
    try:
        return urlsplit(text).netloc.encode("latin-1") in {
            headers.get(b"host"),
            urlsplit(settings.issuer).netloc.encode(),
        }
    except (ValueError, UnicodeEncodeError):
        return False
