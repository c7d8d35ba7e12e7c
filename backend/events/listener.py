"""The listener: each process reads new events of the log when the sequencer notifies it, and passes them on."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import structlog

from backend.database import CONNECTION_ERRORS, KEPT_PLANS, Connection, RenewedPlans, connect
from backend.events.log import BATCH_SIZE, CHANNEL, MAX_POSITION, LogEnd, LoggedEvent, log_end, read

POLL_SECONDS = 2.0  # finds events whose notification was lost
RETRY_SECONDS = 0.25

log = structlog.get_logger()


class EventConsumer(Protocol):
    """Receives the events that the listener reads. The calls must not block."""

    def publish(self, events: list[LoggedEvent], end: LogEnd) -> None: ...

    def restarted(self, end: LogEnd) -> None:
        """The log has a new epoch: earlier positions are invalid."""


class Listener:
    """Listener task, one per process. After a lost connection it reads the events that it missed."""

    def __init__(self, url: str, consumers: Sequence[EventConsumer]) -> None:
        self._url = url
        self._consumers = consumers
        self._notified = asyncio.Event()
        self.end: LogEnd | None = None  # the position read so far; None until the first connection

    async def run(self) -> None:
        """Run until cancelled. After a lost connection it connects again."""
        while True:
            connection: Connection | None = None
            try:
                connection = await connect(self._url, statement_timeout="30000", idle_session_timeout="0", **KEPT_PLANS)
                await self._listen(connection)
            except CONNECTION_ERRORS as error:
                log.warning(
                    "listener waits for the database", reason=" ".join(str(error).split()) or type(error).__name__
                )
                await asyncio.sleep(RETRY_SECONDS)
            finally:
                if connection is not None:
                    connection.terminate()

    async def _listen(self, connection: Connection) -> None:
        await connection.add_listener(CHANNEL, lambda *_: self._notified.set())
        connection.add_termination_listener(lambda _: self._notified.set())
        end = await log_end(connection)
        if not end.epoch:
            end = await _first_end(connection)
        if self.end is None:
            self.end = end
            self._publish([], end)
        elif end.epoch != self.end.epoch:
            self.end = end
            self._restarted(end)
        plans = RenewedPlans(connection)
        while True:
            self._notified.clear()
            await plans.renew()
            await self._read_new(connection)
            try:
                async with asyncio.timeout(POLL_SECONDS):
                    await self._notified.wait()
            except TimeoutError:
                # This query also detects a connection that was lost silently.
                found = await log_end(connection)
                if self.end.epoch != found.epoch:
                    self.end = found
                    self._restarted(found)

    def _publish(self, events: list[LoggedEvent], end: LogEnd) -> None:
        for consumer in self._consumers:
            consumer.publish(events, end)

    def _restarted(self, end: LogEnd) -> None:
        for consumer in self._consumers:
            consumer.restarted(end)

    async def _read_new(self, connection: Connection) -> None:
        assert self.end is not None
        while events := await read(connection, self.end.last, MAX_POSITION):
            self.end = LogEnd(events[-1].position, self.end.floor, self.end.epoch)
            self._publish(events, self.end)
            if len(events) < BATCH_SIZE:
                return


async def _first_end(connection: Connection) -> LogEnd:
    """Wait until the sequencer starts for the first time, which creates the log's epoch.

    The end is the position before the events that were added while waiting: clients that connected in the meantime
    expect those. The sequencer assigns its first positions in the order of ids.
    """
    newest = await connection.fetchval("select coalesce(max(id), 0) from event")
    while not (end := await log_end(connection)).epoch:  # noqa: ASYNC110
        await asyncio.sleep(RETRY_SECONDS)
    before = await connection.fetchval("select min(position) - 1 from event_order where event_id > $1", newest)
    return end if before is None else LogEnd(before, end.floor, end.epoch)
