"""Delivery of the queued webhooks. Several processes may deliver; each event is leased by one of them at a time."""

import asyncio

import httpx
import structlog

from backend.gateways.sandbox import events, refunds
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.events import Due
from backend.gateways.sandbox.store import Store
from backend.gateways.signatures import sign

SEND_SECONDS = 10.0
POLL_SECONDS = 0.25
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
            if await self.deliver_due() == 0:
                await self._wait()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._wakeup.wait()
        except TimeoutError:
            return

    async def deliver_due(self) -> int:
        """Send the events that are due now, one per charge and at most `BATCH_SIZE`; gives their number."""
        await self._store.write(refunds.end_due, self._settings)
        due = await self._store.write(events.claim, self._settings.clock())
        await asyncio.gather(*(self._deliver(event) for event in due))
        return len(due)

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
