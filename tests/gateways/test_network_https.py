"""The adapter of networks over HTTPS: the conformance suite, and responses that decide nothing."""

import tempfile
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from backend.gateways import signatures
from backend.gateways.network import Line, Network, Order, Outcome, Report
from backend.gateways.network.https import SIGNATURE, HttpsNetwork
from backend.gateways.network.simulator import Fault, Simulator
from backend.gateways.payments import BadSignature, GatewayDown
from tests.gateways.conformance import in_loop
from tests.gateways.network_conformance import Clock, Conformance, activation, line
from tests.gateways.test_network_gateways import simulator

SECRET = "secret of the network"
Handle = Callable[[httpx.Request], Awaitable[httpx.Response]]


def stand(behind: Simulator, clock: Clock) -> Handle:
    """A server of the protocol, which answers like the simulator and checks all signatures."""

    async def handle(request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.removeprefix(b"/v1")
        signed = b"%s %s\n%s" % (request.method.encode(), path, request.content)
        try:
            signatures.check(request.headers[SIGNATURE], signed, [SECRET], clock.now)
        except BadSignature:
            return httpx.Response(401)
        body = orjson.loads(request.content or b"{}")
        match path.decode().partition("?")[0]:
            case "/orders":
                return httpx.Response(200, json=written(await behind.send([order_of(each) for each in body["orders"]])))
            case "/orders/status":
                return httpx.Response(200, json=written(await behind.ask([uuid.UUID(each) for each in body["ids"]])))
            case "/sims/status":
                states = await behind.states(body["iccids"])
                sims = [{"iccid": iccid, "registration": each.registration} for iccid, each in states.items()]
                return httpx.Response(200, json={"sims": sims})
            case _:
                after = uuid.UUID(request.url.params["after"])
                found = [each async for page in behind.lines() for each in page if each.key > after]
                return httpx.Response(200, json={"lines": [line_of(each) for each in found[:2]]})

    return handle


def written(reports: Sequence[Report]) -> Any:
    rows = [{"id": str(each.id), "outcome": each.outcome, "code": each.code, "reason": each.words} for each in reports]
    return {"reports": rows}


def line_of(each: Line) -> Any:
    return {
        "key": str(each.key), "iccid": each.iccid, "msisdn": each.msisdn, "barring": each.barring,
        "services": list(each.services),
    }  # fmt: skip


def order_of(given: Any) -> Order:
    line = given["line"]
    services = tuple(line["services"])
    known = Line(uuid.UUID(line["key"]), line["iccid"], line["msisdn"], line["barring"], services)
    return Order(uuid.UUID(given["id"]), given["kind"], known)


def over(handle: Handle, clock: Clock, secret: str = SECRET) -> HttpsNetwork:
    return HttpsNetwork("https://network.example/v1/", secret, httpx.MockTransport(handle), clock)


class TestHttps(Conformance):
    @asynccontextmanager
    async def _opened(self, clock: Clock, faults: Mapping[uuid.UUID, Fault]) -> AsyncIterator[Network]:
        with tempfile.TemporaryDirectory() as folder:
            self.behind, self.clock = simulator(Path(folder) / "network.sqlite", clock, faults), clock
            network = over(stand(self.behind, clock), clock)
            yield network
            await network.close()
            await self.behind.close()

    def opened(self, clock: Clock, faults: Mapping[uuid.UUID, Fault]) -> AbstractAsyncContextManager[Network]:
        return self._opened(clock, faults)

    async def received(self, network: Network) -> Sequence[Report]:
        """What the network pushes arrives by the webhook."""
        assert await network.received() == []
        assert isinstance(network, HttpsNetwork)
        body = orjson.dumps(written(await self.behind.received()))
        headers = {SIGNATURE.lower(): signatures.sign(SECRET, body, int(self.clock.now))}
        return network.verify(body, headers, self.clock.now)


@in_loop
async def test_a_wrong_secret_decides_nothing(tmp_path: Path) -> None:
    clock = Clock()
    behind = simulator(tmp_path / "network.sqlite", clock, {})
    with pytest.raises(GatewayDown, match="401"):
        await over(stand(behind, clock), clock, "another secret").send([activation(line())])
    await behind.close()


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"{}"), (422, b'{"reports": []}'), (302, b""), (200, b"not JSON"), (200, b"[]"), (200, b"{}"),
        (200, b'{"reports": 7}'), (200, b'{"reports": [7]}'), (200, b'{"reports": [{"id": "x", "outcome": "CONFIRMED"}]}'),
        (200, b'{"reports": [{"id": "00000000-0000-7000-8000-000000000000", "outcome": "YES"}]}'),
        (200, orjson.dumps({"reports": [{"id": str(uuid.UUID(int=0)), "outcome": "PENDING"}] * 1_001})),
    ],
)  # fmt: skip
def test_a_response_that_is_not_clear_decides_nothing(status: int, body: bytes) -> None:
    @in_loop
    async def go() -> None:
        async def handle(_: httpx.Request) -> httpx.Response:
            return httpx.Response(status, content=body)

        network = over(handle, Clock())
        for call in (network.send([activation(line())]), network.ask([uuid.uuid4()])):
            with pytest.raises(GatewayDown):
                await call
        with pytest.raises(OSError, match="network"):
            await network.states(["8999"])
        await network.close()

    go()


@pytest.mark.parametrize(
    ("code", "kept"),
    [("NO_ROUTE", "NO_ROUTE"), ("5012", "UNSPECIFIED"), ("ж", "UNSPECIFIED"), (7, "UNSPECIFIED"), ("", "UNSPECIFIED"),
     ("A" * 65, "UNSPECIFIED"), ("E501", "E501")],
)  # fmt: skip
def test_a_code_is_kept_only_in_a_form_without_words_and_numbers(code: object, kept: str) -> None:
    body = orjson.dumps({"reports": [{"id": str(uuid.UUID(int=1)), "outcome": "REFUSED", "code": code, "reason": 5}]})
    headers = {SIGNATURE.lower(): signatures.sign(SECRET, body, 1_000)}

    async def handle(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200)

    assert over(handle, Clock()).verify(body, headers, 1_000) == [Report(uuid.UUID(int=1), Outcome.REFUSED, kept)]
    with pytest.raises(BadSignature):
        over(handle, Clock()).verify(body + b" ", headers, 1_000)
    with pytest.raises(BadSignature):
        over(handle, Clock()).verify(body, {}, 1_000)
