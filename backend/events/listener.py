"""The listener: each process reads the log on from where it is, as soon as the sequencer says that there is more."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import structlog

from backend.database import CONNECTION_ERRORS, Connection, connect
from backend.events.log import CHANNEL, MOST_READ, LogEnd, LoggedEvent, log_end, read

LOOK_SECONDS = 1.0  # a look without being told, for a notification that went astray
RETRY_SECONDS = 0.25
FOR_EVER = 2**62

log = structlog.get_logger()


class Audience(Protocol):
    """Who gets what the listener reads. Neither call may wait."""

    def publish(self, events: list[LoggedEvent], end: LogEnd) -> None: ...

    def restarted(self, end: LogEnd) -> None:
        """The log lives in another cluster now: positions from before mean nothing."""


class Listener:
    """One per process. What was committed while it could not listen it reads when it can again."""

    def __init__(self, url: str, audiences: Sequence[Audience]) -> None:
        self._url = url
        self._audiences = audiences
        self._told = asyncio.Event()
        self.end: LogEnd | None = None  # how far it has read; None until the first connection

    async def run(self) -> None:
        """Until cancelled."""
        while True:
            connection: Connection | None = None
            try:
                connection = await connect(self._url, statement_timeout="30000", idle_session_timeout="0")
                await self._listen(connection)
            except CONNECTION_ERRORS as error:
                log.warning("listener waits", reason=" ".join(str(error).split()) or type(error).__name__)
                await asyncio.sleep(RETRY_SECONDS)
            finally:
                if connection is not None:
                    connection.terminate()

    async def _listen(self, connection: Connection) -> None:
        await connection.add_listener(CHANNEL, lambda *_: self._told.set())
        connection.add_termination_listener(lambda _: self._told.set())
        while not (end := await log_end(connection)).epoch:  # noqa: ASYNC110
            # A new log has no name until a sequencer took it up; to begin sooner would look like a restart then.
            await asyncio.sleep(RETRY_SECONDS)
        if self.end is None:
            self.end = end
            self._publish([], end)
        elif end.epoch != self.end.epoch:
            self.end = end
            self._restarted(end)
        while True:
            self._told.clear()
            await self._read_on(connection)
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._told.wait()
            except TimeoutError:
                # Also the sign of life: what was cut off without a word is noticed here.
                found = await log_end(connection)
                if self.end.epoch != found.epoch:
                    self.end = found
                    self._restarted(found)

    def _publish(self, events: list[LoggedEvent], end: LogEnd) -> None:
        for audience in self._audiences:
            audience.publish(events, end)

    def _restarted(self, end: LogEnd) -> None:
        for audience in self._audiences:
            audience.restarted(end)

    async def _read_on(self, connection: Connection) -> None:
        assert self.end is not None
        while events := await read(connection, self.end.last, FOR_EVER):
            self.end = LogEnd(events[-1].position, self.end.floor, self.end.epoch)
            self._publish(events, self.end)
            if len(events) < MOST_READ:
                return
