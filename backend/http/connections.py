"""The long-lived connections of a process: their number, the validity of their tokens, and their unread bytes."""

import asyncio
import time
from collections import Counter
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from prometheus_client import Gauge

from backend.auth.tokens import Admission, Authenticator
from backend.auth.viewer import SUBSCRIBERS, Viewer
from backend.database import CONNECTION_ERRORS
from backend.errors import RequestError
from backend.metrics import REFUSED
from backend.planner.reader import Unavailable
from backend.settings import Settings

SWEEP_SECONDS = 1.0
STALL_SECONDS = 10.0  # a connection whose sent bytes stay unread for longer is closed

OPEN = Gauge("crm_connections_open", "WebSocket and event stream connections that are open.")

log = structlog.get_logger()


class TooManySockets(RequestError):
    """The caller has as many open WebSockets as it may have."""

    code = "LIMIT_EXCEEDED"


class Connection(Protocol):
    admission: Admission | None
    stalled_since: float | None

    def refuse(self) -> None:
        """Close it because its token expired or was revoked."""

    def overflow(self) -> None:
        """Close it because the client does not read what is sent."""

    def backlog(self) -> int:
        """How many bytes were sent and not read yet."""


class Connections:
    """The open connections of this process; one instance per process."""

    def __init__(self, authenticator: Authenticator, settings: Settings) -> None:
        self._authenticator = authenticator
        self._settings = settings
        self._open: set[Connection] = set()
        self._sockets: Counter[str] = Counter()  # signed-in WebSockets by subject

    def is_full(self) -> bool:
        full = len(self._open) >= self._settings.max_connections
        if full:
            REFUSED.labels("open_connections").inc()
        return full

    def enter(self, viewer: Viewer) -> None:
        """Count a WebSocket of a caller. Raises TooManySockets."""
        settings = self._settings
        allowed = settings.subscriber_max_sockets if viewer.role in SUBSCRIBERS else settings.max_sockets
        if self._sockets[viewer.subject] >= allowed:
            REFUSED.labels("sockets").inc()
            raise TooManySockets(f"a caller has at most {allowed} open WebSockets", limit="sockets", allowed=allowed)
        self._sockets[viewer.subject] += 1

    def leave(self, viewer: Viewer) -> None:
        """Undo `enter`."""
        self._sockets[viewer.subject] -= 1
        if not self._sockets[viewer.subject]:
            del self._sockets[viewer.subject]

    def add(self, connection: Connection) -> None:
        self._open.add(connection)
        OPEN.set(len(self._open))

    def remove(self, connection: Connection) -> None:
        self._open.discard(connection)
        OPEN.set(len(self._open))

    async def admit(self, authorization: bytes) -> Admission:
        """Check the value of an Authorization header. Raises Unauthenticated, Unavailable."""
        try:
            return await self._authenticator.admit(authorization)
        except CONNECTION_ERRORS as error:
            raise Unavailable("the database cannot be reached") from error

    def is_valid(self, admission: Admission) -> bool:
        """Whether an admitted token is neither expired nor revoked, as of the last read of revocations."""
        return self._authenticator.is_valid(admission)

    async def watch(self) -> None:
        """Once per second close connections whose token ended or whose client stopped reading. Runs until cancelled."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            if not self._open:
                continue
            await self._authenticator.refresh_revocations()
            now = time.monotonic()
            for connection in list(self._open):
                if connection.admission is not None and not self.is_valid(connection.admission):
                    connection.refuse()
                elif connection.backlog() == 0:
                    connection.stalled_since = None
                elif connection.stalled_since is None:
                    connection.stalled_since = now
                elif now - connection.stalled_since > STALL_SECONDS:
                    connection.overflow()


def allowed_origin(headers: Mapping[bytes, bytes], settings: Settings) -> bool:
    """Whether the Origin header permits a connection: it is absent, our own, or one of `allowed_origins`.

    Only browsers send the header.
    """
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
