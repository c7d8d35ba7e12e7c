"""A sandbox in the event loop of the test, with a clock that the test moves and a receiver of its webhooks."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import orjson
from starlette.applications import Starlette
from starlette.routing import Mount

from backend.gateways.payments import BadSignature, Notice
from backend.gateways.sandbox import Sandbox, SandboxSettings, create_sandbox
from backend.gateways.sandbox_client import SandboxGateway
from backend.gateways.signatures import sign

KEY = "sandbox key"
SECRET, OLD_SECRET = "new webhook secret", "old webhook secret"
NOON = 1_795_608_000.0  # 2026-11-25 12:00 UTC
DAY_SECONDS = 86_400


@dataclass
class Clock:
    now: float = NOON

    def __call__(self) -> float:
        return self.now


@dataclass
class Receiver:
    """Receives webhooks. Answers with `statuses` in turn, where None means no answer, and then with 200."""

    statuses: list[int | None] = field(default_factory=list)
    got: list[tuple[bytes, Mapping[str, str]]] = field(default_factory=list)

    async def handle(self, request: httpx.Request) -> httpx.Response:
        self.got.append((request.content, dict(request.headers)))
        status = self.statuses.pop(0) if self.statuses else 200
        if status is None:
            raise httpx.ConnectError("connection refused")
        return httpx.Response(status)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [orjson.loads(body) for body, _ in self.got]

    @property
    def types(self) -> list[str]:
        return [event["type"] for event in self.events]


class SandboxDriver:
    """The sandbox's driver for the conformance suite, with further controls of the sandbox."""

    def __init__(self, settings: SandboxSettings, clock: Clock, receiver: Receiver, prefix: str) -> None:
        self.settings, self.clock, self.receiver = settings, clock, receiver
        app = create_sandbox(settings)
        self.sandbox: Sandbox = app.state.sandbox
        mounted = Starlette(routes=[Mount(prefix, app)]) if prefix else app
        self.transport = httpx.ASGITransport(app=mounted, raise_app_exceptions=False)
        self.gateway = SandboxGateway(
            f"http://pay.test{prefix}", KEY, (SECRET, OLD_SECRET), self.transport, seconds=0.5
        )
        self.http = httpx.AsyncClient(
            transport=self.transport, base_url=f"http://pay.test{prefix}", headers={"Authorization": f"Bearer {KEY}"}
        )
        self.payer = httpx.AsyncClient(transport=self.transport, base_url=f"http://pay.test{prefix}")

    def now(self) -> float:
        return self.clock.now

    async def act(self, reference: str, card: str, **more: str) -> dict[str, Any]:
        answer = await self.http.post(f"/v1/test/charges/{reference}/pay", json={"card": card, **more})
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def pay(self, reference: str) -> None:
        assert (await self.act(reference, "accepted"))["status"] == "SUCCEEDED"

    async def decline(self, reference: str) -> None:
        await self.act(reference, "declined")

    def signed(self, kind: str, reference: str, *, old: bool = False) -> tuple[bytes, Mapping[str, str]]:
        event = {
            "id": f"evt_of_{reference}", "type": kind, "created": int(self.clock.now),
            "data": {"charge": reference, "refund": None},
        }  # fmt: skip
        body = orjson.dumps(event)
        return body, {"sandbox-signature": sign(OLD_SECRET if old else SECRET, body, int(self.clock.now))}

    async def deliver(self, seconds: float = 0) -> list[str]:
        """Move the clock and send the webhooks that are due. Returns the types of the events received."""
        self.clock.now += seconds
        before = len(self.receiver.got)
        while await self.sandbox.deliver_due():
            pass
        return self.receiver.types[before:]

    def verified(self) -> list[Notice | None]:
        """The notice of each webhook received; None where the signature is not valid."""
        found: list[Notice | None] = []
        for body, headers in self.receiver.got:
            try:
                found.append(self.gateway.verify(body, headers, self.clock.now))
            except BadSignature:
                found.append(None)
        return found

    async def settlement_lines(self, day: str = "2026-11-25") -> list[list[str]]:
        """The cells of each line of the day's settlement; the header is the first line."""
        answer = await self.http.get(f"/v1/settlements/{day}.csv")
        assert answer.status_code == 200, answer.text
        return [line.split(",") for line in answer.text.splitlines()]

    async def close(self) -> None:
        for each in (self.gateway, self.sandbox):
            await each.close()
        for http in (self.http, self.payer):
            await http.aclose()


@asynccontextmanager
async def opened_sandbox(folder: Path, prefix: str = "", **more: Any) -> AsyncIterator[SandboxDriver]:
    clock, receiver = Clock(), Receiver()
    settings = SandboxSettings(
        folder / "sandbox.db", KEY, SECRET, "http://crm.test/webhooks/sandbox", f"http://pay.test{prefix}",
        clock=clock, transport=httpx.MockTransport(receiver.handle), stall_seconds=3.0,
    )  # fmt: skip
    opened = SandboxDriver(replace(settings, **more), clock, receiver, prefix)
    try:
        yield opened
    finally:
        await opened.close()
