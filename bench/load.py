"""A load generator: keep-alive connections, prepared requests, responses delimited by content-length.

It uses a few microseconds of CPU time per request, so that the server is the bottleneck on a small machine too.
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from urllib.parse import urlsplit

import uvloop


@dataclass(frozen=True)
class Result:
    requests: int
    seconds: float
    failures: int

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


class _Client(asyncio.Protocol):
    """A connection of a closed load: it always has one request in progress."""

    def __init__(self, run: "_Run", offset: int) -> None:
        self._run = run
        self._next = offset
        self._buffer = bytearray()
        self._expected = -1

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport
        self._send()

    def _send(self) -> None:
        requests = self._run.requests
        self._transport.write(requests[self._next % len(requests)])
        self._next += self._run.connections

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._expected < 0:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self._buffer[:end]).lower()
            if not head.startswith(b"http/1.1 200"):
                self._run.failures += 1
            at = head.find(b"content-length:")
            length = head[at + 15 :].split(b"\r\n", 1)[0]
            self._expected = end + 4 + int(length)
        if len(self._buffer) >= self._expected:
            if b'"errors":[{' in self._buffer[:600]:  # errors of the request or of a payload
                self._run.failures += 1
            self._run.done += 1
            self._buffer.clear()
            self._expected = -1
            if time.perf_counter() < self._run.deadline:
                self._send()
            else:
                self._transport.close()
                self._run.finished()

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None:
            self._run.failures += 1
            self._run.finished()


class _Run:
    def __init__(self, requests: list[bytes], connections: int, seconds: float) -> None:
        self.requests = requests
        self.connections = connections
        self.deadline = time.perf_counter() + seconds
        self.done = self.failures = 0
        self._open = connections
        self.over = asyncio.get_running_loop().create_future()

    def finished(self) -> None:
        self._open -= 1
        if self._open == 0 and not self.over.done():
            self.over.set_result(None)


class _PacedClient(asyncio.Protocol):
    """A connection of an open load: when free, it sends the next request that is due."""

    def __init__(self, run: "_PacedRun") -> None:
        self._run = run
        self._buffer = bytearray()
        self._due = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self._transport = transport
        self._run.free.append(self)

    def send(self, request: bytes, due: float) -> None:
        self._due = due
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        length = bytes(self._buffer[:end]).lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if len(self._buffer) < end + 4 + int(length):
            return
        if b'"errors":[{' in self._buffer[:600] or not self._buffer.startswith(b"HTTP/1.1 200"):
            self._run.failures += 1
        self._buffer.clear()
        self._run.latencies.append(time.perf_counter() - self._due)
        self._run.free.append(self)
        self._run.send_due()


class _PacedRun:
    def __init__(self, requests: list[bytes], per_second: float) -> None:
        self._requests, self._per_second = requests, per_second
        self._began = time.perf_counter()
        self._sent = self.failures = 0
        self.free: deque[_PacedClient] = deque()
        self.latencies: list[float] = []

    def send_due(self) -> float:
        """Seconds until the next one is due."""
        now = time.perf_counter()
        # First in, first out, so that no connection is idle long enough to be closed by the server.
        while self.free and self._sent < len(self._requests):
            due = self._began + self._sent / self._per_second
            if due > now:
                return due - now
            self.free.popleft().send(self._requests[self._sent], due)
            self._sent += 1
        return 0.005  # a connection that becomes free calls this method itself


async def paced_async(
    url: str, bodies: list[bytes], *, connections: int, per_second: float, headers: dict[str, str] | None = None
) -> list[float]:
    """Send each of `bodies` when it is due, regardless of earlier responses. Returns the sorted latencies in seconds.

    A latency includes the wait for a free connection.
    """
    parts = urlsplit(url)
    run = _PacedRun([http_request(url, body, headers) for body in bodies], per_second)
    loop = asyncio.get_running_loop()
    opened = [
        await loop.create_connection(lambda: _PacedClient(run), parts.hostname, parts.port) for _ in range(connections)
    ]
    while len(run.latencies) < len(bodies):
        await asyncio.sleep(run.send_due())
    for transport, _ in opened:
        transport.close()
    assert run.failures == 0, f"{run.failures} requests failed"
    return sorted(run.latencies)


def paced(
    url: str, bodies: list[bytes], *, connections: int, per_second: float, headers: dict[str, str] | None = None
) -> list[float]:
    """The same as `paced_async`, on a new event loop."""
    return uvloop.run(paced_async(url, bodies, connections=connections, per_second=per_second, headers=headers))


def http_request(url: str, body: bytes, headers: dict[str, str] | None = None) -> bytes:
    """The bytes of one POST."""
    parts = urlsplit(url)
    lines = [
        f"POST {parts.path or '/'} HTTP/1.1",
        f"host: {parts.netloc}",
        "content-type: application/json",
        "accept: application/json",
        f"content-length: {len(body)}",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def load(
    url: str, bodies: list[bytes], *, connections: int, seconds: float, headers: dict[str, str] | None = None
) -> Result:
    """Send `bodies` in turn over `connections` for `seconds`."""

    async def go() -> Result:
        parts = urlsplit(url)
        run = _Run([http_request(url, body, headers) for body in bodies], connections, seconds)
        loop = asyncio.get_running_loop()
        start = time.perf_counter()
        for offset in range(connections):
            await loop.create_connection(lambda offset=offset: _Client(run, offset), parts.hostname, parts.port)
        await run.over
        return Result(run.done, time.perf_counter() - start, run.failures)

    return uvloop.run(go())
