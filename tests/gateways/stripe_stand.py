"""A stand-in for Stripe: localstripe in a process of its own, a proxy in front of it, and a payer.

localstripe (GPL, never imported here) implements a part of Stripe's API. The proxy records every call, fails on demand,
and adds what localstripe lacks: idempotency keys, refusal of refunds beyond the charge, the parameters of the current API
version, and days, pages and fees of balance transactions.
"""

import asyncio
import hashlib
import hmac
import json
import subprocess
import sys
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode

import aiohttp
import httpx
from aiohttp import web

from backend.gateways.stripe import StripeGateway
from tests.servers import free_port

# It listens on loopback only, and does not write the file in /tmp that all localstripe processes would share.
LOCALSTRIPE = """
import sys
from aiohttp import web
from localstripe import resources, server
resources.Store.dump_to_disk = lambda store: None
web.run_app(server.app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""
KEY = {"Authorization": "Bearer sk_test_stand"}
SECRET = "whsec_stand"
GOOD, DECLINED, NEEDS_AUTHENTICATION = "4242424242424242", "4000000000000341", "4000002500003155"
PAGE_ROWS = 3  # of balance transactions


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    form: Mapping[str, str]


@dataclass
class Proxy:
    """The proxy between the adapter and localstripe.

    `failure` is "cut" to close the connection before the call is forwarded, "lost" to close it afterwards, "hang", or a
    status and a body to answer with.
    """

    upstream: str
    failure: str | tuple[int, bytes] | None = None
    calls: list[Call] = field(default_factory=list)
    deliveries: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    fees: dict[str, int] = field(default_factory=dict)  # by the type of a balance transaction
    more_lines: list[dict[str, Any]] = field(default_factory=list)
    done: dict[str, tuple[bytes, int, bytes]] = field(default_factory=dict)
    _locks: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))  # by key

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        if request.path == "/_webhook":
            self.deliveries.append((body, headers))
            return web.Response()
        form = dict(parse_qsl(body.decode()))
        self.calls.append(Call(request.method, request.path, dict(request.query), headers, form))
        if self.failure == "hang":
            await asyncio.sleep(3)
        if self.failure == "cut":
            return self._cut(request)
        if isinstance(self.failure, tuple):
            return web.Response(status=self.failure[0], body=self.failure[1], content_type="application/json")
        status, answer = await self._answer(request, headers.get("idempotency-key"), body)
        if self.failure == "lost":
            return self._cut(request)
        return web.Response(status=status, body=answer, content_type="application/json")

    def _cut(self, request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def _answer(self, request: web.Request, key: str | None, body: bytes) -> tuple[int, bytes]:
        if request.method == "GET" and request.path == "/v1/balance_transactions":
            return 200, json.dumps(await self._balance(request.query)).encode()
        if request.method == "GET":
            return await self._forward("GET", request.path_qs)
        assert key is not None, "a POST without Idempotency-Key"
        async with self._locks[key]:
            if key not in self.done:
                self.done[key] = (body, *await self._create(request.path, body))
        first, status, answer = self.done[key]
        return (status, answer) if first == body else (400, _error("idempotency_error", "another body before"))

    async def _create(self, path: str, body: bytes) -> tuple[int, bytes]:
        form = parse_qs(body.decode())
        if path == "/v1/payment_intents":
            del form["description"]
            form["payment_method_types[0]"] = form.pop("allowed_payment_method_types[0]")
        if path == "/v1/refunds":
            intent = form["payment_intent"][0]
            status, charge = await self._forward("GET", f"/v1/payment_intents/{intent}")
            if status == 200 and json.loads(charge)["status"] == "requires_payment_method":
                return 400, _error("invalid_request_error", "This PaymentIntent has no successful charge to refund.")
            _, refunds = await self._forward("GET", f"/v1/refunds?payment_intent={intent}&limit=1000")
            paid_back = sum(each["amount"] for each in json.loads(refunds).get("data", ()))
            if status == 200 and paid_back + int(form["amount"][0]) > json.loads(charge)["amount"]:
                return 400, _error("invalid_request_error", "more than was paid", "charge_already_refunded")
        return await self._forward("POST", path, urlencode(form, doseq=True).encode())

    async def _forward(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        headers = {**KEY, "Content-Type": "application/x-www-form-urlencoded"}
        async with (
            aiohttp.ClientSession() as session,
            session.request(method, self.upstream + path, data=body, headers=headers) as response,
        ):
            return response.status, await response.read()

    async def _balance(self, query: Mapping[str, str]) -> dict[str, Any]:
        assert query["expand[0]"] == "data.source"
        _, answer = await self._forward("GET", "/v1/balance_transactions?limit=100000&expand[]=data.source")
        since, until = int(query["created[gte]"]), int(query["created[lt]"])
        lines = [each for each in json.loads(answer)["data"] + self.more_lines if since <= each["created"] < until]
        for line in lines:
            line["fee"] = self.fees.get(line["type"], line["fee"])
        ids = [line["id"] for line in lines]
        begin = ids.index(query["starting_after"]) + 1 if "starting_after" in query else 0
        end = begin + min(int(query["limit"]), PAGE_ROWS)
        url = "/v1/balance_transactions"
        return {"object": "list", "url": url, "data": lines[begin:end], "has_more": end < len(lines)}


def _error(kind: str, message: str, code: str | None = None) -> bytes:
    return json.dumps({"error": {"type": kind, "message": message, "code": code}}).encode()


@dataclass(frozen=True)
class Driver:
    """The payer in a browser, and Stripe as the sender of webhooks."""

    url: str

    async def pay(self, reference: str, card: str = GOOD) -> None:
        assert await self._confirm(reference, card) == 200

    async def decline(self, reference: str) -> None:
        assert await self._confirm(reference, DECLINED) == 402

    def signed(self, kind: str, reference: str, secret: str = SECRET) -> tuple[bytes, dict[str, str]]:
        """A webhook, signed now, about a payment intent (`pi_…`) or a refund (`re_…`)."""
        about = {"id": reference, "object": "refund" if reference.startswith("re_") else "payment_intent"}
        event = {"id": f"evt_{uuid.uuid4().hex}", "object": "event", "type": kind, "data": {"object": about}}
        body = json.dumps(event).encode()
        return body, {"stripe-signature": signature(body, time.time(), secret)}

    async def _confirm(self, reference: str, number: str) -> int:
        card = {"number": number, "exp_month": 12, "exp_year": 2040, "cvc": "123"}
        async with httpx.AsyncClient(base_url=self.url, headers=KEY) as browser:
            method = await browser.post("/v1/payment_methods", json={"type": "card", "card": card})
            # Stripe accepts another attempt after a declined one. localstripe does so once its charge is removed.
            chosen = {"payment_method": method.json()["id"], "latest_charge": None}
            (await browser.post(f"/v1/payment_intents/{reference}", json=chosen)).raise_for_status()
            return (await browser.post(f"/v1/payment_intents/{reference}/confirm")).status_code


def signature(body: bytes, moment: float, *secrets: str) -> str:
    signed = str(int(moment)).encode() + b"." + body
    each = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    return ",".join([f"t={int(moment)}", *(f"v1={one}" for one in each)])


@dataclass(frozen=True)
class Stand:
    url: str  # of the proxy
    proxy: Proxy
    driver: Driver

    def gateway(self, *secrets: str, seconds: float = 10) -> StripeGateway:
        return StripeGateway("sk_test_adapter", secrets or (SECRET,), base_address=self.url, seconds=seconds)

    def run(self, scenario: Callable[[StripeGateway], Awaitable[None]], seconds: float = 10) -> None:
        """Run a scenario with an adapter of its own, after the proxy's failure and calls were cleared."""
        self.proxy.failure = None
        self.proxy.calls.clear()

        async def whole() -> None:
            gateway = self.gateway(seconds=seconds)
            try:
                await scenario(gateway)
            finally:
                await gateway.close()

        asyncio.run(whole())


@contextmanager
def stripe_stand(folder: Path) -> Iterator[Stand]:
    """Run localstripe and the proxy until the end of the block."""
    port, log = free_port(), folder / "localstripe.log"
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-c", LOCALSTRIPE, str(port)], cwd=folder, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process, log)
        proxy = Proxy(url)
        with _served(proxy) as address:
            yield Stand(address, proxy, Driver(url))
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        try:
            httpx.get(f"{url}/v1/payouts", headers=KEY).raise_for_status()
        except httpx.HTTPError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError(log.read_text())


@contextmanager
def _served(proxy: Proxy) -> Iterator[str]:
    """Serve the proxy in a thread with an event loop of its own, because each test has its own loop."""
    loop = asyncio.new_event_loop()
    runners: list[web.ServerRunner] = []

    async def start() -> str:
        runner = web.ServerRunner(web.Server(proxy, access_log=None))
        runners.append(runner)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        return f"http://{host}:{port}"

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    finally:
        asyncio.run_coroutine_threadsafe(runners[0].cleanup(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
