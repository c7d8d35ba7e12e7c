"""Live subscriptions: messages a second against graphql-yoga with graphql-ws, memory, latency, a reader that stalls."""

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
# Large messages, so that what the kernel holds for a reader that stalls is soon full.
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
    """Its address and its process."""
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
    """Messages a second, from the first event to the last message."""
    before, started = sockets.received, time.perf_counter()
    task = asyncio.ensure_future(publish(events))
    await sockets.wait_for(before + events * len(sockets.members), timeout=120)
    await task
    return (sockets.received - before) / (time.perf_counter() - started)


class Latency:
    """From before a payment's transaction begins to when its message is read, in seconds."""

    def __init__(self) -> None:
        self.begun: dict[str, float] = {}
        self.arrived: list[tuple[str, float]] = []

    def note(self, _: int, payload: bytes, at: float) -> None:
        self.arrived.append((json.loads(payload)["payload"]["data"]["paymentChanged"]["payment"]["id"], at))

    def percentile(self, share: float) -> float:
        found = sorted(at - self.begun[payment] for payment, at in self.arrived if payment in self.begun)
        return found[min(int(len(found) * share), len(found) - 1)] if found else float("nan")


async def pay_at_rate(
    database: asyncpg.Connection, contracts: Sequence[uuid.UUID], seconds: float, per_second: int, latency: Latency
) -> int:
    """A payment each 1/`per_second` s, each a transaction of its own; how many there were."""
    loop = asyncio.get_running_loop()
    started, done = loop.time(), 0
    while (now := loop.time()) < started + seconds:
        if done >= (now - started) * per_second:
            await asyncio.sleep(0.001)
            continue
        paid = await database.fetchval(PAY, [contracts[done % len(contracts)]])
        latency.begun[f"pay_{paid}"] = now
        done += 1
    return done


async def measure(  # noqa: PLR0915 one run of one server
    at: str, token: str, process: int, url: str, other: tuple[str, int] | None, row: Row
) -> None:
    sockets_at = at.replace("http", "ws", 1)
    database = await asyncpg.connect(url)
    contracts = [row[0] for row in await database.fetch("select id from contract where status = 'ACTIVE' limit 1000")]

    async def pay(events: int) -> None:
        for _ in range(events):  # each a transaction of its own
            await database.fetch(PAY, contracts[:1])

    async def peer_publish(events: int) -> None:
        assert other is not None
        request = urllib.request.Request(f"{other[0]}/publish?count={events}", method="POST")
        await asyncio.to_thread(lambda: urllib.request.urlopen(request).read())

    # First of all, while the process has nothing to spare that idle sockets could take.
    before = memory(process)
    sockets = await open_sockets(sockets_at, MANY_SOCKETS, QUERY, token=token, ready_seconds=60)
    held = (memory(process) - before) / MANY_SOCKETS
    rate = await burst(sockets, pay, 10)
    row(f"{MANY_SOCKETS} sockets, memory of each when idle", f"{held / 1000:.1f} KB", "", "", "40 KB")
    row(
        f"{MANY_SOCKETS} sockets x 10 events, messages",
        f"{rate:.0f}",
        f"{len(sockets.failures)} errors",
        "",
        "0 errors",
    )
    await sockets.close()
    await asyncio.sleep(2)

    mine: list[float] = []
    theirs: list[float] = []
    peer_memory = 0
    for number in range(ROUNDS + 1):
        sockets = await open_sockets(sockets_at, SOCKETS, QUERY, token=token)
        rate = await burst(sockets, pay, EVENTS)
        assert not sockets.failures, sockets.failures[:3]
        await sockets.close()
        if number:
            mine.append(rate)
        if other is not None:
            sockets = await open_sockets(other[0].replace("http", "ws", 1) + "/graphql", SOCKETS, PEER_QUERY)
            rate = await burst(sockets, peer_publish, EVENTS)
            assert not sockets.failures, sockets.failures[:3]
            peer_memory = max(peer_memory, memory(other[1]))
            await sockets.close()
            if number:
                theirs.append(rate)
        await asyncio.sleep(1)
    ours, peers = statistics.median(mine), statistics.median(theirs) if theirs else None
    row(
        f"{SOCKETS} sockets x {EVENTS} events, messages",
        f"{ours:.0f}",
        f"{peers:.0f}" if peers else "-",
        f"{ours / peers:.2f}x" if peers else "-",
        "3x (aim 5x)",
    )
    row(
        "memory after it",
        f"{memory(process) / 1e6:.0f} MB",
        f"{peer_memory / 1e6:.0f} MB" if peer_memory else "-",
        "",
        "",
    )

    # Each socket watches a contract of its own, as subscribers' phones do; then all watch everything, as a desk does.
    latency = Latency()
    groups = [
        await open_sockets(
            sockets_at, 1, QUERY, {"contract": f"con_{contract}"}, token, watch_every=1, on_message=latency.note
        )
        for contract in contracts[:SOCKETS]
    ]
    sent = await pay_at_rate(database, contracts[:SOCKETS], LATENCY_SECONDS, PER_SECOND, latency)
    await asyncio.sleep(2)
    assert len(latency.arrived) == sent, (len(latency.arrived), sent)
    shown(row, f"{PER_SECOND}/s, each to one of {SOCKETS} sockets", latency)
    for group in groups:
        await group.close()
    latency = Latency()
    sockets = await open_sockets(sockets_at, SOCKETS, QUERY, token=token, watch_every=50, on_message=latency.note)
    started = time.perf_counter()
    sent = await pay_at_rate(database, contracts, LATENCY_SECONDS, PER_SECOND, latency)
    await sockets.wait_for(sent * SOCKETS, timeout=60)
    shown(row, f"{sent / LATENCY_SECONDS:.0f}/s, each to all of {SOCKETS} sockets", latency)
    row(
        "  messages",
        f"{sent * SOCKETS / (time.perf_counter() - started):.0f}",
        f"{len(sockets.failures)} errors",
        "",
        "",
    )
    await sockets.close()

    await stalled(sockets_at, token, process, database, contracts, row)
    await database.close()


def shown(row: Row, name: str, latency: Latency) -> None:
    half, most = latency.percentile(0.5) * 1000, latency.percentile(0.99) * 1000
    row(f"{name}: latency", f"{half:.0f} ms", f"p99 {most:.0f} ms", "", "p99 250 ms")


def holds(process: int, port: int) -> bool:
    """Whether the server still has the connection from a client's port."""
    return any(each.raddr and each.raddr.port == port for each in psutil.Process(process).net_connections("tcp"))


async def stalled(
    at: str, token: str, process: int, database: asyncpg.Connection, contracts: Sequence[uuid.UUID], row: Row
) -> None:
    """The latency of the others, first while everybody reads, then while one does not."""
    found = []
    dropped_after: float | None = None
    for stall in (False, True):
        latency = Latency()
        one = await open_sockets(at, 1, LARGE, token=token)
        await burst(one, lambda _: database.fetch(PAY, contracts[:1]), 1)
        assert not one.failures, one.failures
        sockets = await open_sockets(at, SOCKETS, QUERY, token=token, watch_every=50, on_message=latency.note)
        port = one.members[0].stall() if stall else 0
        started = time.perf_counter()
        sending = asyncio.create_task(pay_at_rate(database, contracts, STALLED_SECONDS, 20, latency))
        while not sending.done():
            await asyncio.sleep(1)
            held = holds(process, port)  # looked at in both runs: it takes this side's time
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


def push(at: str, token: str, process: int, url: str, other: tuple[str, int] | None, row: Row) -> None:
    uvloop.run(measure(at, token, process, url, other, row))
