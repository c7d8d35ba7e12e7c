"""Sends what the queue holds. Any number of processes may do so: an event is leased by one at a time."""

import asyncio

import httpx
import structlog

from backend.gateways.sandbox import events, refunds
from backend.gateways.sandbox.configuration import SandboxSettings
from backend.gateways.sandbox.events import Due
from backend.gateways.sandbox.store import Store
from backend.gateways.signatures import sign

SEND_SECONDS = 10.0
LOOK_SECONDS = 0.25
SPOILED_SECRET = "not the secret"  # noqa: S105

log = structlog.get_logger()


class Webhooks:
    """`run` sends until it is cancelled; `deliver_due` sends once."""

    def __init__(self, settings: SandboxSettings, store: Store) -> None:
        self._settings = settings
        self._store = store
        self._http: httpx.AsyncClient | None = None
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Something may be due now."""
        self._news.set()

    async def run(self) -> None:
        """Send what becomes due, until cancelled."""
        while True:
            self._news.clear()
            if await self.deliver_due() == 0:
                await self._wait()

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                await self._news.wait()
        except TimeoutError:
            return

    async def deliver_due(self) -> int:
        """Send what is due now: of each charge one event, of all charges `AT_ONCE`. How many were sent."""
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
            accepted, said = False, repr(error)
        else:
            accepted, said = answer.is_success, str(answer.status_code)
        if not accepted and event.attempt >= events.MOST_ATTEMPTS:
            log.warning("a webhook is given up", webhook=event.id, answer=said)
        await self._store.write(events.settle, event, accepted, said, self._settings.clock())

    def _client(self) -> httpx.AsyncClient:
        if self._http is None:
            # Proxies of the environment are not for a receiver beside us.
            self._http = httpx.AsyncClient(transport=self._settings.transport, timeout=SEND_SECONDS, trust_env=False)
        return self._http

    async def close(self) -> None:
        """Close what was opened to send; sending again opens it again."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None
