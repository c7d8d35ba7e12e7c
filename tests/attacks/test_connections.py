"""Connections: who may hold how many, which of them give way, and which requests come from this machine itself."""

import asyncio
import json
import resource
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from uvicorn.server import ServerState

from backend.http.acceptor import Acceptor
from backend.http.clients import Clients, Wait, network_of
from backend.http.limits import bounded
from backend.http.web import from_loopback
from backend.server import fitted
from backend.settings import Settings
from tests.servers import Server, served

MOST, MOST_PER_ADDRESS = 20, 10
GET = b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n"
HALF = (
    b"POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 30\r\n"
    b"expect: 100-continue\r\n\r\n{"
)
SOCKET = (
    b"GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
    b"sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    b"sec-websocket-protocol: graphql-transport-ws\r\n\r\n"
)
database = pytest.mark.database


@pytest.fixture(scope="module")
def server(read_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = {
        "CRM_MAX_TCP_CONNECTIONS": str(MOST),
        "CRM_NEW_TCP_CONNECTIONS_PER_SECOND": "100000",
        "CRM_WORK": "0",
        "CRM_SOCKET_INIT_SECONDS": "60",
    }
    with served(read_url, settings.data_dir, tmp_path_factory.mktemp("connections"), **limits) as running:
        yield running


@contextmanager
def opened(server: Server, address: str, number: int, request: bytes = GET) -> Iterator[list[socket.socket]]:
    """Connections from an address of loopback, each of which sent a request and got the first byte of an answer."""
    where = urlsplit(server.url)
    assert where.hostname
    with ExitStack() as stack:
        found = []
        for _ in range(number):
            connection = socket.create_connection((where.hostname, where.port), 20, (address, 0))
            found.append(stack.enter_context(connection))
            connection.sendall(request)
            connection.recv(1, socket.MSG_PEEK)
        yield found


def status(connection: socket.socket) -> int:
    """The status of the last answer that has arrived."""
    return int(connection.recv(65_536).split(b"HTTP/1.1 ")[-1].split()[0])


def is_open(connection: socket.socket) -> bool:
    """Whether the server has not closed it. What has arrived before is read."""
    while select.select([connection], [], [], 0)[0]:
        if not connection.recv(65_536):
            return False
    return True


@database
def test_the_longest_idle_connection_of_an_address_gives_way_to_a_new_one(server: Server) -> None:
    with opened(server, "127.0.0.2", MOST_PER_ADDRESS + 3) as idle, opened(server, "127.0.0.3", 1) as other:
        assert [is_open(each) for each in idle] == [False] * 3 + [True] * MOST_PER_ADDRESS
        idle[3].sendall(GET)
        assert status(idle[3]) == 200
        with opened(server, "127.0.0.2", 1) as new:
            assert status(new[0]) == 200
            assert (is_open(idle[3]), is_open(idle[4])) == (True, False)
        assert is_open(other[0])


@database
def test_the_longest_idle_connection_of_all_gives_way_to_one_of_a_new_address(server: Server) -> None:
    with opened(server, "127.0.0.4", MOST_PER_ADDRESS) as old, opened(server, "127.0.0.5", MOST_PER_ADDRESS) as young:
        with opened(server, "127.0.0.6", 2) as new:
            assert [status(each) for each in new] == [200, 200]
        assert [is_open(each) for each in old] == [False] * 2 + [True] * (MOST_PER_ADDRESS - 2)
        assert all(is_open(each) for each in young)


@database
def test_half_sent_requests_give_way(server: Server) -> None:
    with opened(server, "127.0.0.7", MOST_PER_ADDRESS, HALF) as half:
        assert status(half[0]) == 100
        with opened(server, "127.0.0.7", 1) as new:
            assert status(new[0]) == 200
        assert status(half[0]) == 503
        assert all(is_open(each) for each in half[1:])


@database
def test_a_connection_beyond_those_in_use_is_refused_until_one_ends(server: Server) -> None:
    with opened(server, "127.0.0.8", MOST_PER_ADDRESS, SOCKET) as sockets:
        with opened(server, "127.0.0.8", 1) as refused:
            head, body = refused[0].recv(65_536).split(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 429 ")
            assert b"retry-after: 5" in head.split(b"\r\n")
            assert json.loads(body)["errors"][0]["extensions"]["code"] == "TOO_MANY_CONNECTIONS"
        with opened(server, "127.0.0.9", 1) as other:
            assert status(other[0]) == 200
        assert all(is_open(each) for each in sockets)
        sockets[0].close()
        while True:
            with opened(server, "127.0.0.8", 1) as new:
                if status(new[0]) == 200:
                    break


@database
def test_what_a_refused_client_goes_on_sending_is_read_slowly(server: Server) -> None:
    where, sent, piece = urlsplit(server.url), 0, b"a" * 262_144
    with socket.create_connection((where.hostname or "", where.port or 0), 20) as client:
        client.sendall(b"GET /" + piece[:60_000])
        with suppress(ConnectionError):
            while sent < 200_000_000:
                sent += client.send(piece)
    assert sent < 30_000_000, "as fast as it can, it would send more than a gigabyte before it is cut off"


@database
def test_without_a_free_descriptor_new_connections_wait(server: Server) -> None:
    _, hard = limits = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
    where = urlsplit(server.url)
    with opened(server, "127.0.0.2", 2, SOCKET):
        used = {int(each.name) for each in Path(f"/proc/{server.pid}/fd").iterdir()}
        free = next(number for number in count() if number not in used)
        resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (free, hard))
        with ExitStack() as stack:
            try:
                waiting = [
                    stack.enter_context(socket.create_connection((where.hostname, where.port), 20)) for _ in range(5)
                ]
                for each in waiting:
                    each.sendall(GET)
                assert not select.select(waiting[1:], [], [], 0.5)[0], "neither answered nor reset"
            finally:
                resource.prlimit(server.pid, resource.RLIMIT_NOFILE, limits)
            assert [status(each) for each in waiting] == [200] * 5


def test_a_process_has_as_many_connections_as_its_descriptors_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def limited(wanted: int) -> int:
        asked.append(wanted)
        return 1_000

    monkeypatch.setattr("backend.server.raise_descriptor_limit", limited)
    found = fitted(Settings())
    assert asked == [26_024]
    assert (found.max_tcp_connections, found.max_tcp_connections_per_address, found.max_connections) == (750, 375, 675)


class _Client:
    def __init__(self, waits_for: Wait = Wait.SERVER) -> None:
        self.waiting = waits_for
        self.closed = False

    def waits_for(self) -> Wait:
        return self.waiting

    def give_way(self) -> None:
        self.closed = True


def test_connections_of_trusted_proxies_are_counted_together_only() -> None:
    clients = Clients(4, 1, ("10.0.0.1", "10.1.0.0/16"))
    found = []
    for address in ("10.0.0.1", "10.0.0.1", "10.1.2.3", "10.1.2.3", "10.9.9.9"):
        client = _Client()
        found.append(clients.enter(client, address))
        clients.used(client)
    assert found == [None, None, None, None, "ALL"]


def test_an_address_that_opens_connections_too_fast_is_refused_before_anything_is_done_for_it() -> None:
    async def go() -> tuple[list[bytes], bytes]:
        listener = socket.create_server(("127.0.0.1", 0))
        acceptor = Acceptor(listener, _Greeting, Clients(100, 3, per_second=0.001))

        async def first_bytes(source: str) -> bytes:
            reader, writer = await asyncio.open_connection(*listener.getsockname(), local_addr=(source, 0))
            read = await reader.read(12)
            writer.close()
            return read

        try:
            return [await first_bytes("127.0.0.2") for _ in range(5)], await first_bytes("127.0.0.3")
        finally:
            acceptor.close()
            await acceptor.wait_closed()
            listener.close()
            await asyncio.sleep(0)

    assert asyncio.run(go()) == ([b"hello"] * 3 + [b"HTTP/1.1 429"] * 2, b"hello")


class _Greeting(asyncio.Protocol):
    def connection_made(self, transport: Any) -> None:
        transport.write(b"hello")
        transport.close()


def test_a_network_that_opens_connections_faster_than_the_rate_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    clients, times = Clients(100, 2, ("10.0.0.1",), per_second=10), [0.0]
    monkeypatch.setattr("backend.http.clients.time.monotonic", lambda: times[-1])
    delays: list[float | None] = []
    for moment in (0.0,) * 6 + (0.2, 0.2, 0.2) + (100.0,) * 6:
        times.append(moment)
        delay = clients.delay("192.0.2.7")
        delays.append(None if delay is None else round(delay, 3))
        assert clients.delay("10.0.0.1") == 0
    burst = [0, 0, 0.1, 0.2, 0.3, None]
    assert delays == [*burst, 0.2, 0.3, None, *burst]


def test_an_ipv6_network_is_one_client() -> None:
    clients = Clients(10, 1)
    first, second = _Client(), _Client()
    assert clients.enter(first, "2001:db8::1") is None
    clients.used(first)
    assert clients.enter(second, "2001:db8::ffff:2") == "ADDRESS"
    assert clients.enter(second, "2001:db8:0:1::1") is None
    assert network_of("::ffff:10.0.0.1") == network_of("10.0.0.1")
    clients.leave(first)
    clients.leave(first)
    assert clients.enter(_Client(), "2001:db8::3") is None


def test_idle_connections_give_way_before_those_whose_body_arrives_and_those_in_use_never() -> None:
    clients = Clients(3, 3)
    used, sending, idle = _Client(), _Client(Wait.BODY), _Client(Wait.CLIENT)
    for each in (used, sending, idle):
        clients.enter(each, "10.0.0.1")
        clients.used(each)
    given_way = []
    for _ in range(3):
        new = _Client()
        given_way.append((clients.enter(new, "10.0.0.1"), idle.closed, sending.closed, used.closed))
        clients.used(new)
    assert given_way == [(None, True, False, False), (None, True, True, False), ("ADDRESS", True, True, False)]


def _scope(**changed: Any) -> dict[str, Any]:
    return {"type": "http", "http_version": "1.1", "client": ("127.0.0.1", 50_000), **changed}


@pytest.mark.parametrize("host", [b"localhost", b"localhost:8000", b"127.0.0.1:8000", b"[::1]:8000", b"127.8.9.1"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_request_from_this_machine_to_a_loopback_name_comes_from_loopback(host: bytes, address: str) -> None:
    assert from_loopback(_scope(client=(address, 1)), {b"host": host})


@pytest.mark.parametrize(
    "header",
    [b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"forwarded", b"x-real-ip", b"via"],
)
def test_a_request_that_was_passed_on_does_not_come_from_loopback(header: bytes) -> None:
    assert not from_loopback(_scope(), {b"host": b"localhost", header: b"127.0.0.1"})


@pytest.mark.parametrize("host", [b"crm.example.com", b"localhost.example.com", b"", b"[", b"10.0.0.1:8000"])
def test_a_request_to_another_name_does_not_come_from_loopback(host: bytes) -> None:
    assert not from_loopback(_scope(), {b"host": host})


@pytest.mark.parametrize("changed", [{"client": ("10.0.0.1", 1)}, {"client": None}, {"http_version": "1.0"}])
def test_a_request_of_another_machine_does_not_come_from_loopback(changed: dict[str, Any]) -> None:
    assert not from_loopback(_scope(**changed), {b"host": b"localhost"})


LARGE = b"x" * 30_000_000


async def _large(scope: Any, _receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(LARGE))]})
        await send({"type": "http.response.body", "body": LARGE})


async def _read_slowly(bytes_per_second: float, seconds: float) -> int:
    """How many bytes of LARGE a client gets that reads at this rate for some time, and then as fast as it can."""
    loop = asyncio.get_running_loop()
    settings = Settings(body_seconds=0.5, body_bytes_per_second=1_000)
    config = bounded(_large, settings, lifespan="off")
    config.load()
    make: Any = config.http_protocol_class
    server = await loop.create_server(
        lambda: make(config=config, server_state=ServerState(), app_state={}), "127.0.0.1", 0
    )
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8_192)
        client.setblocking(False)
        await loop.sock_connect(client, server.sockets[0].getsockname())
        await loop.sock_sendall(client, GET)
        read, ends = 0, loop.time() + seconds
        try:
            while loop.time() < ends:
                await asyncio.sleep(0.05)
                if bytes_per_second:
                    read += len(await loop.sock_recv(client, int(bytes_per_second * 0.05)))
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_000_000)
            while piece := await loop.sock_recv(client, 1_000_000):
                read += len(piece)
                if read > len(LARGE):
                    break
        except ConnectionError:
            pass  # the server has cut the connection off; what was read until then is the result
    server.close()
    return read


def test_a_response_that_is_not_read_is_cut_off() -> None:
    assert asyncio.run(_read_slowly(0, 1.5)) < len(LARGE)


def test_a_response_that_is_read_slowly_is_sent_to_its_end() -> None:
    assert asyncio.run(_read_slowly(400_000, 1.5)) > len(LARGE)
