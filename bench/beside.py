"""Import of a file through the API under load: the rate of the upload, latencies during the import, and memory.

One server with background work, as `crm serve` runs it. The same open load is measured before and during the import:
reads and payments through the API, and payments whose subscription messages are received.
"""

import asyncio
import http.client
import itertools
import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import psutil
import uvloop

from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from bench import queries
from bench.bulk import write
from bench.database import copied_database, sql
from bench.load import paced_async
from bench.money import Payments, Row, contracts_of
from bench.push import QUERY as WATCH
from bench.push import Latency, pay_at_rate
from bench.sockets import open_sockets

PER_SECOND, PAID_PER_SECOND, CONNECTIONS, SOCKETS = 60, 10, 16, 20
CALM_SECONDS, LOAD_SECONDS = 30, 60
UPLOADED_ROWS = 1_000_000
PIECE = 1 << 20
# Database URL -> address, token and process of a server.
Serve = Callable[[str], AbstractContextManager[tuple[str, str, int]]]

_REGISTER = (
    """mutation($input: BulkRegisterInput!) { bulkRegister(input: $input) { job { id } errors { code message } } }"""
)
_CANCEL = "mutation($i: ImportActInput!) { cancelBulkRegister(input: $i) { job { state } errors { code } } }"
_JOB = "query($id: ID!) { importJob(id: $id) { state done rejected } }"


class Memory:
    """The peak memory of the server and of its child processes, sampled five times per second."""

    def __init__(self, process: int) -> None:
        self._process = psutil.Process(process)
        self.max_bytes = self.max_bytes_with_children = 0

    def _sample(self) -> None:
        own = self._process.memory_info().rss
        beside = 0
        for child in self._process.children(recursive=True):
            try:
                beside += child.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        self.max_bytes = max(self.max_bytes, own)
        self.max_bytes_with_children = max(self.max_bytes_with_children, own + beside)

    @contextmanager
    def watched(self) -> Iterator[None]:
        stopped = threading.Event()

        def watch() -> None:
            while not stopped.wait(0.2):
                self._sample()

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield
        finally:
            stopped.set()
            thread.join()


def upload(at: str, token: str, path: Path) -> tuple[str, float]:
    """Upload a file. Returns the id of the job and the seconds until the response."""
    mark = uuid.uuid4().hex
    operations = json.dumps({"query": _REGISTER, "variables": {"input": {"file": None, "idempotencyKey": mark}}})
    parts = {"operations": operations, "map": json.dumps({"0": ["variables.input.file"]})}
    head = "".join(
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in parts.items()
    )
    head += f'--{mark}\r\nContent-Disposition: form-data; name="0"; filename="subscribers.csv"\r\n\r\n'
    tail = f"\r\n--{mark}--\r\n".encode()
    where = urlsplit(at)
    connection = http.client.HTTPConnection(where.hostname or "127.0.0.1", where.port)
    began = time.perf_counter()
    connection.putrequest("POST", where.path)
    connection.putheader("authorization", f"Bearer {token}")
    connection.putheader("content-type", f"multipart/form-data; boundary={mark}")
    connection.putheader("graphql-require-preflight", "1")
    connection.putheader("content-length", str(len(head.encode()) + path.stat().st_size + len(tail)))
    connection.endheaders(head.encode())
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            connection.send(piece)
    connection.send(tail)
    answer = json.loads(connection.getresponse().read())
    spent = time.perf_counter() - began
    connection.close()
    found = answer["data"]["bulkRegister"]
    assert not found["errors"], found
    return found["job"]["id"], spent


def ask(at: str, token: str, query: str, variables: dict[str, Any]) -> Any:
    where = urlsplit(at)
    connection = http.client.HTTPConnection(where.hostname or "127.0.0.1", where.port)
    body = json.dumps({"query": query, "variables": variables})
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    connection.request("POST", where.path, body, headers)
    answer = json.loads(connection.getresponse().read())
    connection.close()
    assert "errors" not in answer, answer
    return answer["data"]


class BackgroundLoad:
    """The load beside the import: reads and payments over HTTP, and subscriptions to payments."""

    def __init__(self, at: str, token: str, url: str, contracts: list[str], customers: list[str]) -> None:
        self._at, self._token, self._url, self._contracts = at, token, url, contracts
        self._payments = Payments(contracts)
        self._customers = itertools.cycle(customers)

    def _bodies(self, count: int) -> list[bytes]:
        """Of six requests, four read a customer, one reads a page of payments, and one is a payment."""
        page = json.dumps({"query": queries.PAYMENTS, "variables": {"after": None}}).encode()
        read = (
            json.dumps({"query": queries.ONE, "variables": {"id": f"cus_{key}"}}).encode() for key in self._customers
        )
        paid = iter(self._payments.bodies(count // 6 + 1))
        return [next(paid) if n % 6 == 5 else page if n % 6 == 2 else next(read) for n in range(count)]

    async def work(self, seconds: float) -> tuple[list[float], Latency]:
        """Run the load. Returns the sorted latencies of the requests in seconds, and those of the messages."""
        database = await asyncpg.connect(self._url)
        latency = Latency()
        watched = self._contracts[:SOCKETS]
        groups = [
            await open_sockets(
                self._at.replace("http", "ws", 1), 1, WATCH, {"contract": contract}, self._token, watch_every=1,
                on_message=latency.note,
            )
            for contract in watched
        ]  # fmt: skip
        headers = {"authorization": f"Bearer {self._token}"}
        keys = [uuid.UUID(contract[4:]) for contract in watched]
        waited, sent = await asyncio.gather(
            paced_async(
                self._at, self._bodies(int(seconds * PER_SECOND)), connections=CONNECTIONS, per_second=PER_SECOND,
                headers=headers,
            ),
            pay_at_rate(database, keys, seconds, PAID_PER_SECOND, latency),
        )  # fmt: skip
        await asyncio.sleep(2)
        pushed = {payment for payment, _ in latency.arrived} & set(latency.started_at)
        assert len(pushed) == sent, (len(pushed), sent)
        for group in groups:
            await group.close()
        await database.close()
        return waited, latency


def uploading(at: str, token: str, folder: Path, row: Row) -> None:
    """Upload a large file and cancel its job."""
    path = folder / "upload.csv"
    write(path, UPLOADED_ROWS)
    job, spent = upload(at, token, path)
    assert ask(at, token, _CANCEL, {"i": {"id": job}})["cancelBulkRegister"]["job"]["state"] == "CANCELLED"
    megabytes = path.stat().st_size / 1e6
    path.unlink()
    row(f"upload of {megabytes:.0f} MB", f"{megabytes / spent:.0f} MB/s", f"{spent:.2f} s", "", "100 MB/s")


def beside(
    place: ServerLocation, serve: Serve, folder: Path, row: Row, rows: int, seconds: float = LOAD_SECONDS
) -> None:
    path = folder / "beside.csv"
    write(path, rows)
    with copied_database(place, "bench_beside", "crm") as name:
        url, owner = place.url(APPLICATION_ROLE, name), place.url(OWNER_ROLE, name)
        contracts = contracts_of(owner)
        customers = [str(each[0]) for each in sql(owner, "select id from customer order by md5(number) limit 2000")]
        with serve(url) as (at, token, process):
            uploading(at, token, folder, row)
            background = BackgroundLoad(at, token, url, contracts, customers)
            uvloop.run(background.work(5))  # warm-up
            calm = uvloop.run(background.work(CALM_SECONDS))
            memory = Memory(process)
            with memory.watched():
                job, _ = upload(at, token, path)
                state, busy = "RECEIVED", None
                began = time.perf_counter()
                while state in {"RECEIVED", "VALIDATING", "RUNNING"}:
                    progress = ask(at, token, _JOB, {"id": job})["importJob"]
                    state = progress["state"]
                    if state == "RUNNING" and busy is None:
                        busy = uvloop.run(background.work(seconds))
                        assert ask(at, token, _JOB, {"id": job})["importJob"]["state"] == "RUNNING", (
                            "the import ended too soon: use a larger file"
                        )
                    time.sleep(0.5)
                took = time.perf_counter() - began
            assert (state, progress["rejected"]) == ("COMPLETED", 0), progress
            assert busy is not None
    for share in (0.5, 0.99):
        before, during = (found[0][int(len(found[0]) * share)] * 1000 for found in (calm, busy))
        row(
            f"beside a file: requests, p{share * 100:.0f}", f"{during:.1f} ms", f"{before:.1f} ms",
            f"{during / before:.2f}x", "2x" if share > 0.5 else "",
        )  # fmt: skip
        before, during = (found[1].percentile(share) * 1000 for found in (calm, busy))
        row(
            f"beside a file: pushes, p{share * 100:.0f}", f"{during:.1f} ms", f"{before:.1f} ms",
            f"{during / before:.2f}x", "",
        )  # fmt: skip
    row(f"file of {rows:,} rows, through the API", f"{took:.1f} s", "", "", "")
    row(
        "peak memory: server, with file reader",
        f"{memory.max_bytes / 1e6:.0f} MB",
        f"{memory.max_bytes_with_children / 1e6:.0f} MB",
        "",
        "300 MB",
    )
