"""Payments at a counter through the API, compared with the product's statement under pgbench on the same PostgreSQL.

Both write the same rows, which is checked. The database is a copy that is dropped at the end. Background work, which is
not part of the latency, does not run, except in the last measurement: there the server runs as `make run` starts it, and
the rate is that of the payments until the background work has caught up with them.
"""

import itertools
import json
import re
import statistics
import subprocess
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from backend.services.deposit_statement import _STATEMENT
from bench import backlog
from bench.database import copied_database, sql
from bench.load import load, paced
from bench.queries import DEPOSIT

CLIENTS = 8
ROUNDS = 4
ROUNDS_UNTIL_DONE = 2
MAX_PER_SECOND = 3_000  # request bodies to prepare, each with its own idempotency key
WRITTEN = (
    "idempotency_key", "payment", "ledger_posting", "ledger_entry", "bill", "history_entry", "event", "audit_entry",
    "audit_detail",
)  # fmt: skip
Row = Callable[..., None]
At = tuple[str, dict[str, str]]  # the URL of a server and the request headers
Serve = Callable[[str], AbstractContextManager[At]]  # database URL -> server

_GIVEN = """with given as materialized (
    select *, ('{"node_id": "pay_' || payment || '", "errors": [], "candidates": []}')::jsonb as outcome
    from (select crm_uuidv7() as payment, crm_uuidv7() as posting, crm_uuidv7() as entry, crm_uuidv7() as house_entry,
        crm_uuidv7() as receipt, 'bench-' || gen_random_uuid() as key) fresh
), claim as ("""
# The parameters that the API passes, for pgbench: new values for each payment, and constants.
_ARGUMENTS = {
    1: "'bench'", 2: "(select key from given)", 3: "sha256('bench')", 4: "(select outcome from given)",
    5: "(select id from bench_contract where n = :n)", 6: "'KGS'", 7: "100", 8: "(select payment from given)",
    9: "'CASH'", 10: "md5('CASH KGS')::uuid", 11: "'CASH'", 12: "(select posting from given)", 13: "'bench'",
    14: "(select entry from given)", 15: "(select house_entry from given)", 16: "(select receipt from given)",
    17: "11", 18: "12", 19: "'OPERATOR'", 20: "null", 21: "null", 22: "'127.0.0.1'",
}  # fmt: skip


def script(*, hot: bool) -> str:
    """The pgbench script. Each client uses its own contracts, so that no two pay on the same one, unless `hot`."""
    text = re.sub(r"\$(\d+)", lambda found: _ARGUMENTS[int(found[1])], _STATEMENT.strip())
    # pgbench takes `:null` of a JSON literal for a variable.
    text = re.sub(r"\s+", " ", text.replace("with claim as (", _GIVEN, 1)).replace('":', '": ')
    turn = [r"\set n 0"] if hot else [rf"\set n (:turn * {CLIENTS} + :client_id) % :contracts", r"\set turn :turn + 1"]
    return "\n".join([*turn, f"{text};", ""])


def contracts_of(url: str) -> list[str]:
    """The ids of active contracts in random but stable order. They are also stored in a table, for pgbench."""
    made = """create table bench_contract as select k.id, (row_number() over (order by md5(k.number)) - 1)::int as n
        from contract k where k.status = 'ACTIVE' and k.currency = 'KGS'"""
    rows = sql(
        url, made, "alter table bench_contract add primary key (n)", "grant select on bench_contract to crm_app",
        "vacuum analyze bench_contract", "select id from bench_contract order by n",
    )  # fmt: skip
    return [f"con_{row[0]}" for row in rows]


class Payments:
    """Request bodies of payments, each on the next contract and with its own key."""

    def __init__(self, contracts: Sequence[str]) -> None:
        self._turns = itertools.cycle(contracts)

    def bodies(self, count: int) -> list[bytes]:
        return [self._body(contract) for contract in itertools.islice(self._turns, count)]

    @staticmethod
    def _body(contract: str) -> bytes:
        given = {
            "contractId": contract, "amount": {"amount": "1.00", "currency": "KGS"}, "method": "CASH",
            "idempotencyKey": f"bench-{uuid.uuid4()}",
        }  # fmt: skip
        return json.dumps({"query": DEPOSIT, "variables": {"i": given}}).encode()


class Bench:
    """A copy of the database with a server, and pgbench. `hot`: all payments are on one contract."""

    def __init__(self, url: str, owner_url: str, at: At, binaries: Path, folder: Path, seconds: float) -> None:
        self._url, self._owner_url, self._at, self.seconds = url, owner_url, at, seconds
        self._pgbench, self._folder = binaries / "pgbench", folder
        self.contracts = contracts_of(owner_url)
        self._sides = {False: Payments(self.contracts), True: Payments(self.contracts[:1])}
        for hot in (False, True):
            (folder / f"deposit-{hot}.sql").write_text(script(hot=hot))

    def api(self, *, hot: bool) -> float:
        given = self._sides[hot].bodies(int(self.seconds * MAX_PER_SECOND))
        url, headers = self._at
        result = load(url, given, connections=CLIENTS, seconds=self.seconds, headers=headers)
        assert result.failures == 0, f"{result.failures} payments failed"
        assert result.requests <= len(given), "a key was used twice"
        return result.rate

    def until_done(self) -> float:
        """Payments a second, until nothing is left to do after them."""
        since = backlog.now(self._owner_url)
        began = time.perf_counter()
        paid = self.api(hot=False)
        backlog.wait_until_done(self._owner_url, since)
        return paid * self.seconds / (time.perf_counter() - began)

    def pgbench(self, *, hot: bool, once: bool = False) -> float:
        clients, length = (1, ["-t", "1"]) if once else (CLIENTS, ["-T", str(max(1, int(self.seconds)))])
        command = [
            str(self._pgbench), "-n", "-M", "prepared", "-c", str(clients), "-j", "1", *length, "-D", "turn=0",
            "-D", f"contracts={len(self.contracts)}", "-f", str(self._folder / f"deposit-{hot}.sql"), self._url,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "number of failed transactions: 0 " in done.stdout, done.stdout
        return float(re.search(r"tps = ([0-9.]+)", done.stdout)[1])  # type: ignore[index]

    def check_rows(self) -> None:
        """Assert that a payment writes the same number of rows into each table on both sides."""
        counted = "select " + ", ".join(f"(select count(*) from {table})" for table in WRITTEN)
        before = sql(self._owner_url, counted)[0]
        paced(self._at[0], self._sides[False].bodies(1), connections=1, per_second=1, headers=self._at[1])
        between = sql(self._owner_url, counted)[0]
        self.pgbench(hot=False, once=True)
        after = sql(self._owner_url, counted)[0]
        ours = [there - was for there, was in zip(between, before, strict=True)]
        theirs = [there - was for there, was in zip(after, between, strict=True)]
        assert ours == theirs, dict(zip(WRITTEN, zip(ours, theirs, strict=True), strict=True))
        assert all(ours), "a table was not written"

    def latency(self, per_second: float) -> list[float]:
        given = self._sides[False].bodies(int(self.seconds * 2 * per_second))
        url, headers = self._at
        return paced(url, given, connections=CLIENTS, per_second=per_second, headers=headers)


def money(place: ServerLocation, serve: Serve, folder: Path, seconds: float, row: Row) -> None:
    """Compare the API and pgbench, on different contracts and on one contract."""
    with copied_database(place, "bench_money", "crm") as name:
        url = place.url(APPLICATION_ROLE, name)
        with serve(url) as at:
            bench = Bench(url, place.url(OWNER_ROLE, name), at, place.binaries.directory, folder, seconds)
            bench.check_rows()
            measure(bench, row)


def money_until_done(place: ServerLocation, serve: Serve, folder: Path, seconds: float, row: Row) -> None:
    """Compare the API with its background work and pgbench, on databases of their own."""
    with (
        copied_database(place, "bench_money", "crm") as one,
        copied_database(place, "bench_money_pgbench", "crm") as two,
    ):
        rates: list[tuple[float, float]] = []
        with serve(place.url(APPLICATION_ROLE, one)) as at:
            ours, limit = (
                Bench(
                    place.url(APPLICATION_ROLE, name), place.url(OWNER_ROLE, name), at, place.binaries.directory,
                    folder, seconds,
                )
                for name in (one, two)
            )  # fmt: skip
            for _ in range(ROUNDS_UNTIL_DONE + 1):
                rates.append((ours.until_done(), limit.pgbench(hot=False)))  # noqa: PERF401  one after the other
        whole, most = (statistics.median(each) for each in zip(*rates[1:], strict=True))
    row("payments until all work is done", f"{whole:.0f}", f"{most:.0f}", f"{whole / most:.2f}x", "0.2x (0.4x)")


def measure(bench: Bench, row: Row) -> None:
    """Measure the rates alternately; the first round does not count."""
    rates: dict[tuple[str, bool], list[float]] = {
        (side, hot): [] for side in ("api", "pgbench") for hot in (False, True)
    }
    for number in range(ROUNDS + 1):
        for (side, hot), found in rates.items():
            rate = getattr(bench, side)(hot=hot)
            if number:
                found.append(rate)
    ours, limit, ours_hot, limit_hot = (
        statistics.median(rates[key]) for key in (("api", False), ("pgbench", False), ("api", True), ("pgbench", True))
    )
    row("payments, against pgbench", f"{ours:.0f}", f"{limit:.0f}", f"{ours / limit:.2f}x", "0.4x (0.6x)")
    row("payments on one contract, pgbench", f"{ours_hot:.0f}", f"{limit_hot:.0f}", f"{ours_hot / limit_hot:.2f}x", "")
    row("one contract, different contracts", f"{ours_hot:.0f}", f"{ours:.0f}", f"{ours_hot / ours:.2f}x", "0.5x")
    waited = bench.latency(ours / 2)
    half, most = (waited[int(len(waited) * share)] * 1000 for share in (0.5, 0.99))
    row(f"{ours / 2:.0f} payments a second: latency", f"p50 {half:.1f} ms", f"p99 {most:.1f} ms", "", "p99 100 ms")
