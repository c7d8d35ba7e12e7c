"""Live subscriptions compared with graphql-yoga and graphql-ws: messages per second, memory,
latency, a stalled reader.
"""

import asyncio
import json
import os
import statistics
import subprocess
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import uvloop

from bench.sockets import Sockets, open_sockets

SOCKETS, EVENTS, MANY_SOCKETS = 1_000, 100, 5_000
ROUNDS = 3
PER_SECOND, LATENCY_SECONDS = 200, 10
STALLED_SECONDS = 40
DROPPED_WITHIN = 30

QUERY = """subscription($since: String, $contract: ID) {
  paymentChanged(since: $since, contractId: $contract) { cursor at payment { id status amount { amount currency } } } }"""
PEER_QUERY = """subscription($since: String) {
  paymentChanged(since: $since) { cursor at payment { id status amount { amount currency } } } }"""
# Large messages, so that the kernel's buffers of a stalled reader fill soon.
LARGE = "subscription { paymentChanged { cursor %s } }" % " ".join(
    f"p{n}: payment {{ id number status contract {{ number customer {{ name phone email }} tariff {{ code name }} }} }}"
    for n in range(25)
)
PAY = """
with paid as (
    insert into payment (contract_id, amount_minor, method, status, paid_at)
    select contract_id, 100, 'CASH', 'SUCCEEDED', now() from unnest($1::uuid[]) contract_id returning id, contract_id
), told as (
    insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
    select 'payment.succeeded', 'Payment', p.id, c.customer_id, c.id, 'bench',
        '{"machine": "PAYMENT", "verb": "succeed", "from": null, "to": "SUCCEEDED"}'
    from paid p join contract c on c.id = p.contract_id
)
select id from paid
"""
Row = Callable[..., None]
Publish = Callable[[int], Any]


@contextmanager
def yoga(node: Path, script: Path) -> Iterator[tuple[str, int]]:
    """Run graphql-yoga. Yields its address and the id of its process."""
    process = subprocess.Popen(
        [str(node), str(script), "0"], stdout=subprocess.PIPE, text=True, env={**os.environ, "NODE_ENV": "production"}
    )
    try:
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        yield f"http://127.0.0.1:{ready['port']}", ready["process"]
    finally:
        process.terminate()
        process.wait()


def memory(process: int) -> int:
    return int(psutil.Process(process).memory_info().rss)


async def burst(sockets: Sockets, publish: Publish, events: int) -> float:
    """Messages per second, from the first event to the last message."""
    before, started = sockets.received, time.perf_counter()
    task = asyncio.ensure_future(publish(events))
    await sockets.wait_for(before + events * len(sockets.members), timeout=120)
    await task
    return (sockets.received - before) / (time.perf_counter() - started)


class Latency:
    """Seconds from the start of a payment's transaction to the receipt of its message."""

    def __init__(self) -> None:
        self.started_at: dict[str, float] = {}
        self.arrived: list[tuple[str, float]] = []

    def note(self, _: int, payload: bytes, at: float) -> None:
        self.arrived.append((json.loads(payload)["payload"]["data"]["paymentChanged"]["payment"]["id"], at))

    def percentile(self, share: float) -> float:
        found = sorted(at - self.started_at[payment] for payment, at in self.arrived if payment in self.started_at)
        return found[min(int(len(found) * share), len(found) - 1)] if found else float("nan")


async def pay_at_rate(
    database: asyncpg.Connection, contracts: Sequence[uuid.UUID], seconds: float, per_second: int, latency: Latency
) -> int:
    """Create payments at a constant rate, each in its own transaction. Returns their number."""
    loop = asyncio.get_running_loop()
    started, done = loop.time(), 0
    while (now := loop.time()) < started + seconds:
        if done >= (now - started) * per_second:
            await asyncio.sleep(0.001)
            continue
        paid = await database.fetchval(PAY, [contracts[done % len(contracts)]])
        latency.started_at[f"pay_{paid}"] = now
        done += 1
    return done


@dataclass(frozen=True)
class Side:
    """The server of this product, with a connection to its database and ACTIVE contracts to pay on."""

    url: str  # of the WebSocket endpoint
    token: str
    process: int
    database: asyncpg.Connection
    contracts: Sequence[uuid.UUID]

    async def pay(self, events: int) -> None:
        """Create payments on the first contract, each in its own transaction."""
        for _ in range(events):
            await self.database.fetch(PAY, self.contracts[:1])

    async def open(self, count: int, **options: Any) -> Sockets:
        """`count` sockets that subscribe to all payments."""
        return await open_sockets(self.url, count, QUERY, token=self.token, **options)


async def measure(at: str, token: str, process: int, url: str, peer: tuple[str, int] | None, row: Row) -> None:
    """One run of one server; `peer` is the address and the process of graphql-yoga."""
    database = await asyncpg.connect(url)
    rows = await database.fetch("select id from contract where status = 'ACTIVE' limit 1000")
    side = Side(at.replace("http", "ws", 1), token, process, database, [each[0] for each in rows])
    # First, while the process has no free memory that idle sockets could reuse.
    await idle_sockets(side, row)
    await throughput(side, peer, row)
    await latency_to_one(side, row)
    await latency_to_all(side, row)
    await stalled(side, row)
    await database.close()


async def idle_sockets(side: Side, row: Row) -> None:
    """The memory of an idle socket, and a burst to many sockets."""
    before = memory(side.process)
    sockets = await side.open(MANY_SOCKETS, ready_seconds=60)
    held = (memory(side.process) - before) / MANY_SOCKETS
    rate = await burst(sockets, side.pay, 10)
    row(f"{MANY_SOCKETS} sockets, memory of each when idle", f"{held / 1000:.1f} KB", "", "", "40 KB")
    row(
        f"{MANY_SOCKETS} sockets x 10 events, messages", f"{rate:.0f}", f"{len(sockets.failures)} errors", "",
        "0 errors",
    )  # fmt: skip
    await sockets.close()
    await asyncio.sleep(2)


async def throughput(side: Side, peer: tuple[str, int] | None, row: Row) -> None:
    """Median rates of bursts to this server and to graphql-yoga, in turn; the first round does not count."""
    ours: list[float] = []
    theirs: list[float] = []
    peer_memory = 0
    for number in range(ROUNDS + 1):
        rate = await burst_and_close(await side.open(SOCKETS), side.pay)
        if number:
            ours.append(rate)
        if peer is not None:
            rate, used = await peer_burst(*peer)
            peer_memory = max(peer_memory, used)
            if number:
                theirs.append(rate)
        await asyncio.sleep(1)
    our_rate, peer_rate = statistics.median(ours), statistics.median(theirs) if theirs else None
    row(
        f"{SOCKETS} sockets x {EVENTS} events, messages", f"{our_rate:.0f}", f"{peer_rate:.0f}" if peer_rate else "-",
        f"{our_rate / peer_rate:.2f}x" if peer_rate else "-", "3x (aim 5x)",
    )  # fmt: skip
    row(
        "memory after it", f"{memory(side.process) / 1e6:.0f} MB", f"{peer_memory / 1e6:.0f} MB" if peer_memory else "-",
        "", "",
    )  # fmt: skip


async def burst_and_close(sockets: Sockets, publish: Publish) -> float:
    """The rate of one burst without failures."""
    rate = await burst(sockets, publish, EVENTS)
    assert not sockets.failures, sockets.failures[:3]
    await sockets.close()
    return rate


async def peer_burst(address: str, process: int) -> tuple[float, int]:
    """The rate of one burst to graphql-yoga, and its memory before its sockets are closed."""

    async def publish(events: int) -> None:
        request = urllib.request.Request(f"{address}/publish?count={events}", method="POST")
        await asyncio.to_thread(lambda: urllib.request.urlopen(request).read())

    sockets = await open_sockets(address.replace("http", "ws", 1) + "/graphql", SOCKETS, PEER_QUERY)
    rate = await burst(sockets, publish, EVENTS)
    assert not sockets.failures, sockets.failures[:3]
    used = memory(process)
    await sockets.close()
    return rate, used


async def latency_to_one(side: Side, row: Row) -> None:
    """Each socket subscribes to the payments of one contract, as the app of a subscriber does."""
    latency = Latency()
    contracts = side.contracts[:SOCKETS]
    groups = [
        await open_sockets(
            side.url, 1, QUERY, {"contract": f"con_{contract}"}, side.token, watch_every=1, on_message=latency.note
        )
        for contract in contracts
    ]
    sent = await pay_at_rate(side.database, contracts, LATENCY_SECONDS, PER_SECOND, latency)
    await asyncio.sleep(2)
    assert len(latency.arrived) == sent, (len(latency.arrived), sent)
    print_latency(row, f"{PER_SECOND}/s, each to one of {SOCKETS} sockets", latency)
    for group in groups:
        await group.close()


async def latency_to_all(side: Side, row: Row) -> None:
    """All sockets subscribe to all payments, as the desks of the staff do."""
    latency = Latency()
    sockets = await side.open(SOCKETS, watch_every=50, on_message=latency.note)
    started = time.perf_counter()
    sent = await pay_at_rate(side.database, side.contracts, LATENCY_SECONDS, PER_SECOND, latency)
    await sockets.wait_for(sent * SOCKETS, timeout=60)
    print_latency(row, f"{sent / LATENCY_SECONDS:.0f}/s, each to all of {SOCKETS} sockets", latency)
    rate = sent * SOCKETS / (time.perf_counter() - started)
    row("  messages", f"{rate:.0f}", f"{len(sockets.failures)} errors", "", "")
    await sockets.close()


def print_latency(row: Row, name: str, latency: Latency) -> None:
    half, most = latency.percentile(0.5) * 1000, latency.percentile(0.99) * 1000
    row(f"{name}: latency", f"{half:.0f} ms", f"p99 {most:.0f} ms", "", "p99 250 ms")


def has_connection(process: int, port: int) -> bool:
    """Whether the server still has a connection from this port of a client."""
    return any(each.raddr and each.raddr.port == port for each in psutil.Process(process).net_connections("tcp"))


async def stalled(side: Side, row: Row) -> None:
    """The latency of other subscribers, first while all clients read, then while one stalls."""
    found = []
    dropped_after: float | None = None
    for stall in (False, True):
        latency = Latency()
        one = await open_sockets(side.url, 1, LARGE, token=side.token)
        await burst(one, side.pay, 1)
        assert not one.failures, one.failures
        sockets = await side.open(SOCKETS, watch_every=50, on_message=latency.note)
        port = one.members[0].stall() if stall else 0
        started = time.perf_counter()
        sending = asyncio.create_task(pay_at_rate(side.database, side.contracts, STALLED_SECONDS, 20, latency))
        while not sending.done():
            await asyncio.sleep(1)
            held = has_connection(side.process, port)  # in both runs, because the check takes time
            if stall and dropped_after is None and not held:
                dropped_after = time.perf_counter() - started
        await sockets.wait_for(sending.result() * SOCKETS, timeout=30)
        assert not sockets.failures
        found.append(latency)
        await sockets.close()
        await one.close()
    row(
        "a reader that stalls is dropped after",
        "never" if dropped_after is None else f"{dropped_after:.0f} s",
        "",
        "",
        f"{DROPPED_WITHIN} s",
    )
    for share in (0.5, 0.99):
        calm, beside = (each.percentile(share) for each in found)
        row(
            f"  others' latency p{share * 100:.0f}, without and with",
            f"{calm * 1000:.1f} ms",
            f"{beside * 1000:.1f} ms",
            f"{beside / calm:.2f}x",
            "1.2x",
        )


def push(at: str, token: str, process: int, url: str, peer: tuple[str, int] | None, row: Row) -> None:
    """Measure the server at `at`, whose database is `url`, and `peer`; print the rows of the table."""
    uvloop.run(measure(at, token, process, url, peer, row))
