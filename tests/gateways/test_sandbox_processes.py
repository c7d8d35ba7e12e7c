"""Several sandbox processes on one file, over real sockets, keep the same guarantees."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import orjson
import pytest

from backend.gateways.payments import Charge, ChargeStatus, GatewayDown, GatewayRefused, RefundState
from backend.gateways.sandbox_client import SandboxGateway
from tests import forkserver
from tests.gateways.conformance import a_charge, in_loop
from tests.gateways.sandbox_driver import KEY, SECRET
from tests.servers import free_port

PROCESSES = 3
PATIENCE_SECONDS = 30  # ends a test that hangs


@contextmanager
def _receiver() -> Iterator[tuple[str, list[dict]]]:
    """The address of a receiver of webhooks, and the list of events that it received."""
    got: list[dict] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(orjson.loads(self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/webhooks/sandbox", got
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def _process(path: Path, webhook_url: str) -> Iterator[str]:
    port = free_port()
    process = forkserver.start(["-m", "tests.gateways.sandbox_process", str(path), str(port), webhook_url])
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        assert process.wait(PATIENCE_SECONDS) is not None


def _wait_until_listening(url: str) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            httpx.get(f"{url}/checkout/style.css", trust_env=False).raise_for_status()
        except httpx.HTTPError:
            assert time.monotonic() < end, "the sandbox did not start"
            time.sleep(0.05)
        else:
            return


@contextmanager
def _served(path: Path) -> Iterator[tuple[list[str], list[dict]]]:
    """Start the processes at the same time on a new file. Gives their addresses and the webhooks received."""
    with _receiver() as (webhook_url, got), ExitStack() as stack:
        urls = [stack.enter_context(_process(path, webhook_url)) for _ in range(PROCESSES)]
        for url in urls:
            _wait_until_listening(url)
        yield urls, got


@in_loop
async def _race(urls: list[str], got: list[dict]) -> None:
    gateways = [SandboxGateway(url, KEY, (SECRET,), seconds=PATIENCE_SECONDS) for url in urls]
    same = a_charge(25_000)
    started = await asyncio.gather(*(gateways[turn % PROCESSES].start(same) for turn in range(30)))
    assert len({each.reference for each in started}) == 1
    charges = [a_charge(25_000) for _ in range(60)]
    others = await asyncio.gather(*(gateways[turn % PROCESSES].start(one) for turn, one in enumerate(charges)))
    references = {each.reference for each in (started[0], *others)}
    assert len(references) == 61
    await _pay_and_refund(urls, gateways, started[0].reference)
    await _until(lambda: len(got) >= 64)
    await asyncio.sleep(0.6)  # enough for a webhook that is sent twice
    assert Counter(event["id"] for event in got).most_common(1)[0][1] == 1
    assert Counter(event["type"] for event in got) == {
        "charge.pending": 61, "charge.succeeded": 1, "refund.succeeded": 2,
    }  # fmt: skip
    assert {event["data"]["charge"] for event in got} == references
    mine = [event["type"] for event in got if event["data"]["charge"] == started[0].reference]
    assert mine == ["charge.pending", "charge.succeeded", "refund.succeeded", "refund.succeeded"]
    for gateway in gateways:
        await gateway.close()


async def _pay_and_refund(urls: list[str], gateways: list[SandboxGateway], reference: str) -> None:
    """Pay many times at once, then request ten refunds, of which two are within the payment."""
    async with httpx.AsyncClient(trust_env=False, headers={"Authorization": f"Bearer {KEY}"}) as http:
        pays = [
            http.post(f"{urls[turn % PROCESSES]}/v1/test/charges/{reference}/pay", json={"card": "accepted"})
            for turn in range(12)
        ]
        assert {answer.json()["status"] for answer in await asyncio.gather(*pays)} == {"SUCCEEDED"}
    refunds = await asyncio.gather(
        *(gateways[turn % PROCESSES].refund(reference, f"ref_{turn}", 10_000, "KGS") for turn in range(10)),
        return_exceptions=True,
    )
    done = [refund for refund in refunds if isinstance(refund, RefundState)]
    refused = [refund.code for refund in refunds if isinstance(refund, GatewayRefused)]
    assert (len(done), refused) == (2, ["REFUND_TOO_LARGE"] * 8)


async def _until(condition) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "the condition was not met in time"
        await asyncio.sleep(0.02)


def test_processes_on_one_file_agree(tmp_path: Path):
    with _served(tmp_path / "state" / "sandbox.db") as (urls, got):
        _race(urls, got)


def test_a_late_answer_over_sockets_means_the_gateway_is_down(tmp_path: Path):
    @in_loop
    async def scenario(url: str, charge: Charge) -> None:
        hasty, gateway = (
            SandboxGateway(url, KEY, (SECRET,), seconds=0.5),
            SandboxGateway(url, KEY, (SECRET,), seconds=PATIENCE_SECONDS),
        )
        with pytest.raises(GatewayDown, match="Timeout"):
            await hasty.start(charge)  # the sandbox would answer successfully, but after 15 s
        await hasty.close()
        again = await gateway.start(charge)
        assert (await gateway.fetch(again.reference)).status is ChargeStatus.PENDING
        await gateway.close()

    with _receiver() as (webhook_url, _), _process(tmp_path / "sandbox.db", webhook_url) as url:
        _wait_until_listening(url)
        scenario(url, a_charge(25_007))


@in_loop
async def test_a_refused_connection_means_the_gateway_is_down():
    gateway = SandboxGateway(f"http://127.0.0.1:{free_port()}", KEY, ())
    with pytest.raises(GatewayDown):
        await gateway.start(a_charge())
    await gateway.close()
