"""Delivery of the queued webhooks. Several processes may deliver; each event is leased by one of them at a time."""

import asyncio
import sqlite3

import httpx
import structlog

from backend.gateways.sandbox import events, refunds
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.events import Due
from backend.gateways.sandbox.store import Store
from backend.gateways.signatures import sign

SEND_SECONDS = 10.0
# Between two looks for events and refunds that are due: the first while one waits, the second for those of another
# process. Those of this process wake the delivery.
POLL_SECONDS, IDLE_SECONDS = 0.25, 1.0
SPOILED_SECRET = "not the secret"  # noqa: S105

log = structlog.get_logger()


class Webhooks:
    """Sends the webhooks: `run` until cancelled, `deliver_due` once."""

    def __init__(self, settings: SandboxSettings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._http: httpx.AsyncClient | None = None
        self._wakeup = asyncio.Event()

    def wake(self) -> None:
        """Make `run` look for due events now."""
        self._wakeup.set()

    async def run(self) -> None:
        """Send events as they become due, until cancelled."""
        while True:
            self._wakeup.clear()
            due, waits = await self._store.write(_take_due, self._settings)
            if due:
                await self._send(due)
            else:
                await self._wait(POLL_SECONDS if waits else IDLE_SECONDS)

    async def _wait(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wakeup.wait()
        except TimeoutError:
            return

    async def deliver_due(self) -> int:
        """Send the events that are due now, one per charge and at most `BATCH_SIZE`; gives their number."""
        due, _ = await self._store.write(_take_due, self._settings)
        await self._send(due)
        return len(due)

    async def _send(self, due: list[Due]) -> None:
        await asyncio.gather(*(self._deliver(event) for event in due))

    async def _deliver(self, event: Due) -> None:
        secret = SPOILED_SECRET if event.spoiled else self._settings.webhook_secret
        headers = {
            "Content-Type": "application/json",
            "Sandbox-Signature": sign(secret, event.body, int(self._settings.clock())),
        }
        try:
            async with asyncio.timeout(SEND_SECONDS):
                answer = await self._client().post(self._settings.webhook_url, content=event.body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            accepted, outcome = False, repr(error)
        else:
            accepted, outcome = answer.is_success, str(answer.status_code)
        if not accepted and event.attempt >= events.MAX_ATTEMPTS:
            log.warning("webhook abandoned after the last attempt", webhook=event.id, outcome=outcome)
        await self._store.write(events.settle, event, accepted, outcome, self._settings.clock())

    def _client(self) -> httpx.AsyncClient:
        if self._http is None:
            # The receiver is on this machine or network: no proxy that the environment names is used.
            self._http = httpx.AsyncClient(transport=self._settings.transport, timeout=SEND_SECONDS, trust_env=False)
        return self._http

    async def close(self) -> None:
        """Close the HTTP client; a new one is opened when needed."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None


def _take_due(connection: sqlite3.Connection, settings: SandboxSettings) -> tuple[list[Due], bool]:
    """End the refunds and lease the events that are due. Returns the events, and whether any other ones wait."""
    refunds.end_due(connection, settings)
    due = events.claim(connection, settings.clock())
    waiting = connection.execute(
        "select exists (select 1 from event where due_at is not null)"
        " or exists (select 1 from refund where ends_at is not null)"
    )
    return due, bool(waiting.fetchone()[0])
