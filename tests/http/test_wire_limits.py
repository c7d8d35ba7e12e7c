"""Limits of a connection, tested with raw sockets against one server process."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
import pytest

from backend.settings import Settings
from tests.servers import Server, served

pytestmark = pytest.mark.database

QUERY = b'{"query":"{__typename}"}'
HOST = b"Host: x\r\n"
GET = b"GET /healthz HTTP/1.1\r\n" + HOST
LONGER = b"GET /.well-known/oauth-authorization-server HTTP/1.1\r\n" + HOST
POST = b"POST /graphql HTTP/1.1\r\n" + HOST + b"content-type: application/json\r\n"
CHUNKED = POST + b"transfer-encoding: chunked\r\n\r\n"
WHOLE = CHUNKED + b"%x\r\n%s\r\n0\r\n" % (len(QUERY), QUERY)
SOCKET = (
    b"Host: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n"
)
UPGRADE = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
DATA = {"data": {"__typename": "Query"}}


@pytest.fixture(scope="module")
def server(read_url: str, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    limits = {"CRM_HEADER_SECONDS": "1", "CRM_BODY_SECONDS": "1", "CRM_KEEP_ALIVE_SECONDS": "2", "CRM_WORK": "0"}
    with served(read_url, settings.data_dir, tmp_path_factory.mktemp("limits"), **limits) as running:
        yield running


def answers(
    server: Server, *pieces: bytes, most: int = 100, window: int = 0, pause: float = 0
) -> list[tuple[int, dict[str, str], bytes]]:
    """Status, headers and body of each answer, until the server closes or `most` answers have arrived.

    With a `window`, the client's receive buffer is that many bytes while it sends. It pauses after each piece.
    """
    found = []
    where = urlsplit(server.url)
    with socket.socket() as connection:
        if window:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
        connection.settimeout(20)
        connection.connect((where.hostname, where.port))
        try:
            for piece in pieces:
                connection.sendall(piece)
                time.sleep(pause)
        except ConnectionError:
            pass  # the server refused the request before it was complete
        if window:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1_000_000)
        stream = connection.makefile("rb")
        while len(found) < most and (first := stream.readline()):
            headers = dict(line.split(": ", 1) for line in iter(lambda: stream.readline().decode().strip(), ""))
            found.append((int(first.split()[1]), headers, stream.read(int(headers.get("content-length", "0")))))
    return found


def refused(server: Server, *pieces: bytes) -> tuple[int, str]:
    """Status and code of the only answer, after which the server closes the connection."""
    [(status, headers, body)] = answers(server, *pieces)
    assert headers["connection"] == "close"
    return status, json.loads(body)["errors"][0]["extensions"]["code"]


LARGE, MANY, LONG = (431, "HEADERS_TOO_LARGE"), (431, "TOO_MANY_HEADERS"), (414, "TARGET_TOO_LONG")
LATE, BAD = (408, "REQUEST_TIMEOUT"), (400, "BAD_REQUEST")
A = b"a" * 66_000
REFUSED = {
    "a header": (LARGE, [GET + b"X: " + A]),
    "a header that is complete": (LARGE, [GET + b"X: " + A + b"\r\n\r\n"]),
    "a header's name": (LARGE, [GET + A]),
    "headers together": (LARGE, [GET + b"".join(b"X%d: %s\r\n" % (n, b"a" * 1000) for n in range(80)) + b"\r\n"]),
    "an endless header": (LARGE, [GET + b"X: ", *[b"a" * 65_536] * 200]),
    "headers, by count": (MANY, [GET + b"X: a\r\n" * 100 + b"\r\n"]),
    "a target": (LONG, [b"GET /" + b"a" * 8192 + b" HTTP/1.1\r\n" + HOST + b"\r\n"]),
    "an endless target": (LONG, [b"GET /" + A]),
    "an endless method": (BAD, [A]),
    "empty lines": (LARGE, [b"\r\n" * 40_000]),
    "headers that come slowly": (LATE, [GET + b"X: a"]),
    "headers that come slowly, for a WebSocket": (LATE, [b"GET /graphql HTTP/1.1\r\n" + SOCKET]),
    "a body that comes slowly": (LATE, [POST + b"content-length: 30\r\n\r\n{"]),
    "a chunk that comes slowly": (LATE, [CHUNKED + b"5\r\n{"]),
    "an extension of a chunk": (LARGE, [CHUNKED + b"1;a=", A, A]),
    "a trailer": (LARGE, [WHOLE + b"X: ", A, A]),
    "trailers, by count": (MANY, [WHOLE + b"X: a\r\n" * 101]),
    "a folded header": (BAD, [GET + b"X: a\r\n b\r\n\r\n"]),
    "two lengths": (BAD, [POST + b"content-length: 5\r\ncontent-length: 6\r\n\r\nabcdef"]),
    "a length and chunks": (BAD, [POST + b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"]),
    "another encoding": (BAD, [POST + b"transfer-encoding: xchunked\r\n\r\n0\r\n\r\n"]),
    "an encoding behind chunks": (BAD, [POST + b"transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n"]),
    "a space before the colon": (BAD, [POST + b"transfer-encoding : chunked\r\n\r\n0\r\n\r\n"]),
    "a chunk without a length": (BAD, [CHUNKED + b"x\r\n"]),
    "another protocol": (BAD, [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]),
    "a tunnel": ((405, "METHOD_NOT_ALLOWED"), [b"CONNECT x:80 HTTP/1.1\r\n" + HOST + b"\r\n"]),
    "a header of a WebSocket": (LARGE, [b"GET /graphql HTTP/1.1\r\n" + SOCKET + b"X: " + A]),
    "a line of a WebSocket": (LARGE, [b"GET /graphql HTTP/1.1\r\n" + SOCKET + b"X: " + A[:9000] + b"\r\n\r\n"]),
    "headers of a WebSocket": (MANY, [b"GET /graphql HTTP/1.1\r\n" + SOCKET + b"X: a\r\n" * 100 + b"\r\n"]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_too_large_too_slow_or_malformed_request_is_answered_and_the_connection_closed(
    server: Server, name: str
) -> None:
    expected, pieces = REFUSED[name]
    assert refused(server, *pieces) == expected


@pytest.mark.parametrize(
    "request_",
    [
        GET + b"X: " + b"a" * 65_000 + b"\r\n\r\n",
        GET + b"X: a\r\n" * 99 + b"\r\n",
        b"GET /healthz?" + b"a" * 8_100 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    ],
    ids=["64 KB", "100 headers", "8 KB of target"],
)
def test_a_request_at_a_limit_is_served(server: Server, request_: bytes) -> None:
    assert answers(server, request_, most=1)[0][0] == 200


@pytest.mark.parametrize(
    "request_",
    [
        POST + UPGRADE + b"content-length: %d\r\n\r\n" % len(QUERY) + QUERY,
        POST + UPGRADE + b"transfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(QUERY), QUERY),
        POST + SOCKET[9:] + b"content-length: %d\r\n\r\n" % len(QUERY) + QUERY,
        WHOLE + b"authorization: Bearer none\r\n\r\n",
        CHUNKED + b"".join(b"1;a=%s\r\n%c\r\n" % (b"y" * 5000, byte) for byte in QUERY) + b"0\r\n\r\n",
    ],
    ids=["h2c", "h2c in chunks", "a WebSocket by POST", "a trailer that would be a header", "extensions of chunks"],
)
def test_unsupported_upgrades_trailers_and_chunk_extensions_are_ignored(server: Server, request_: bytes) -> None:
    first, second = answers(server, request_, POST + b"content-length: %d\r\n\r\n" % len(QUERY), QUERY, most=2)
    assert (first[0], json.loads(first[2])) == (200, DATA)
    assert (second[0], json.loads(second[2])) == (200, DATA), "the connection stays open"


def test_the_answer_to_head_has_no_body(server: Server) -> None:
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname, where.port), timeout=20) as connection:
        last = POST + b"connection: close\r\ncontent-length: %d\r\n\r\n" % len(QUERY) + QUERY
        connection.sendall(b"HEAD /graphql HTTP/1.1\r\n" + HOST + b"\r\n" + last)
        head, _, rest = connection.makefile("rb").read().partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 405 ")
    assert rest.startswith(b"HTTP/1.1 200 "), "the next answer follows"


def test_curl_with_http2_gets_its_answer(server: Server) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("no curl")
    headers = ["-H", "content-type: application/json", "--data-binary", QUERY.decode()]
    said = subprocess.run([curl, "-s", "--http2", f"{server.url}/graphql", *headers], capture_output=True, check=True)
    assert json.loads(said.stdout) == DATA


def test_a_limited_number_of_pipelined_requests_is_read(server: Server) -> None:
    found = answers(server, *[(LONGER + b"\r\n") * 100] * 100, window=1024, pause=0.005)
    assert {status for status, _, _ in found} == {200}
    assert len(found) == 33  # the one being answered and 32 that wait
    assert "connection" not in found[-2][1]
    assert found[-1][1]["connection"] == "close"


def test_an_idle_connection_is_closed_after_the_keep_alive_time(server: Server) -> None:
    where = urlsplit(server.url)
    with socket.create_connection((where.hostname, where.port), timeout=20) as silent:
        assert [status for status, _, _ in answers(server, GET + b"\r\n")] == [200], (
            "the server closes it after the answer"
        )
        assert silent.recv(1) == b"", "the server also closes a connection without any request"


def test_endless_headers_use_no_memory(server: Server) -> None:
    process = psutil.Process(server.pid)
    before = process.memory_info().rss
    for _ in range(50):
        assert refused(server, GET + b"X: ", *[b"a" * 65_536] * 10) == LARGE
    assert process.memory_info().rss - before < 5_000_000
    assert "Traceback" not in server.log.read_text()
