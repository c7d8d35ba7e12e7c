"""getSim for new customers through the API, compared with the best hand-written statement under pgbench.

Both write the same rows, which is checked. The server runs as `make run` starts it, with its background work, and the
rate is that of the calls until the background work has caught up with them. The database is a copy that is dropped at
the end.
"""

import json
import re
import statistics
import subprocess
import time
import urllib.request
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from backend.records import events, history
from backend.services.get_sim_statement import STEPS
from bench import backlog
from bench.bulk import iccid
from bench.database import copied_database, sql
from bench.load import load
from bench.money import At, Row, Serve

CLIENTS = 8
ROUNDS = 2
MAX_PER_SECOND = 1_500  # request bodies to prepare, each for a customer of its own
POOL = 60_000
WRITTEN = (
    "idempotency_key", "customer", "contract", "ledger_account", "sim_binding", "number_binding", "history_entry",
    "event", "audit_entry", "audit_detail",
)  # fmt: skip

GET_SIM = """mutation($i: GetSimInput!) { getSim(input: $i) { contract { id number status customer { id number }
  sim { iccid } phoneNumber { msisdn } } errors { code field } } }"""

# SIMs, numbers, and a sequence of telephone numbers for the customers of pgbench.
_PREPARED = (
    """insert into phone_number (msisdn) select '+99621' || lpad(n::text, 7, '0') from generate_series(1, {pool}) n""",
    "create sequence bench_customer",
    "grant usage on bench_customer to crm_app",
    "vacuum analyze sim", "vacuum analyze phone_number",
)  # fmt: skip

_HISTORY = history.insert_steps(STEPS, "subscriber", actor="'bench'", customer="customer_id", at="clock_timestamp()")
_EVENTS = events.insert_steps(STEPS, "subscriber", actor="'bench'", customer="customer_id")

# The rows of getSim for a new customer without options, with the least work: no comparison with other customers, no
# locks on their data, and the audited changes are composed instead of collected.
BY_HAND = f"""
with given as materialized (
    select crm_uuidv7() as customer, crm_uuidv7() as contract, crm_uuidv7() as entry, uuid_send(gen_random_uuid()) as salt,
        'bench-' || gen_random_uuid() as key, '+99657' || lpad(nextval('bench_customer')::text, 7, '0') as phone, random() as start
), tariff_sold as materialized (
    select id, currency from tariff where code = 'T01' and active for share
), picked_sim as materialized (
    select id, status from sim where status = 'AVAILABLE' and pick >= (select start from given) order by pick limit 1
    for update skip locked
), picked_number as materialized (
    select id, msisdn, status from phone_number where status = 'AVAILABLE' and number_class = 'STANDARD'
        and pick >= (select start from given) order by pick limit 1
    for update skip locked
), subscriber as materialized (
    select g.customer as customer_id, g.contract as contract_id, g.entry, g.salt, g.key, g.phone, t.id as tariff_id, t.currency,
        s.id as sim_id, n.id as number_id, n.msisdn
    from given g, tariff_sold t, picked_sim s, picked_number n
), customer_row as (
    insert into customer (id, kind, name, phone, status) select customer_id, 'PERSON', 'Асанов Азамат ' || phone, phone, 'ACTIVE' from subscriber
    returning *
), contract_row as (
    insert into contract (id, status, customer_id, sim_id, phone_number_id, tariff_id, currency, signed_at, activated_at)
    select contract_id, 'ACTIVE', customer_id, sim_id, number_id, tariff_id, currency, now(), now() from subscriber
    returning *
), account as (
    insert into ledger_account (id, kind, code, currency, contract_id, customer_id, floor_minor)
    select crm_uuidv7(), 'CONTRACT', 'CONTRACT', currency, contract_id, customer_id, 0 from subscriber
), sim_row as (
    update sim set status = 'ACTIVE', msisdn = x.msisdn, activated_at = now(), reserved_by = null, reserved_for = null,
        reserved_until = null
    from subscriber x where sim.id = x.sim_id
), number_row as (
    update phone_number n set status = 'ASSIGNED', reserved_by = null, reserved_for = null, reserved_until = null
    from subscriber x where n.id = x.number_id
), sim_bound as (
    insert into sim_binding (sim_id, contract_id, bound_from) select sim_id, contract_id, now() from subscriber
), number_bound as (
    insert into number_binding (phone_number_id, contract_id, bound_from) select number_id, contract_id, now() from subscriber
), history as (
    {_HISTORY}
), told as (
    {_EVENTS}
), audited as materialized (
    select x.*, jsonb_build_array(
        jsonb_build_object('table', 'customer', 'id', c.id, 'change', 'INSERT', 'before', '{{}}'::jsonb,
            'after', jsonb_strip_nulls(to_jsonb(c)) - '{{id,created_at,updated_at,version,name_key,name_order}}'::text[]),
        jsonb_build_object('table', 'contract', 'id', k.id, 'change', 'INSERT', 'before', '{{}}'::jsonb,
            'after', jsonb_strip_nulls(to_jsonb(k)) - '{{id,created_at,updated_at,version}}'::text[]),
        jsonb_build_object('table', 'sim', 'id', x.sim_id, 'change', 'UPDATE', 'before', '{{"status": "AVAILABLE"}}'::jsonb,
            'after', jsonb_build_object('status', 'ACTIVE', 'msisdn', x.msisdn, 'activated_at', now())),
        jsonb_build_object('table', 'phone_number', 'id', x.number_id, 'change', 'UPDATE',
            'before', '{{"status": "AVAILABLE"}}'::jsonb, 'after', '{{"status": "ASSIGNED"}}'::jsonb)) as changes
    from subscriber x, customer_row c, contract_row k
), entry_row as (
    insert into audit_entry (id, actor, role, client, address, verb, node_type, node_id, outcome, idempotency_key, digest)
    select entry, 'bench', 'OPERATOR', null, '127.0.0.1', 'getSim', 'con', contract_id, 'DONE', key,
        sha256(salt || convert_to(changes::text, 'UTF8'))
    from audited
), detail as (
    insert into audit_detail (entry_id, salt, changes) select entry, salt, changes from audited
)
insert into idempotency_key (actor, key, input_hash, outcome)
select 'bench', key, sha256('bench'), jsonb_build_object('node_id', 'con_' || contract_id, 'errors', '[]'::jsonb,
    'candidates', '[]'::jsonb, 'warnings', '[]'::jsonb)
from subscriber
"""


def given(number: int) -> dict[str, Any]:
    """The input for a customer of its own."""
    person = {"kind": "PERSON", "name": f"Асанов Азамат {number}", "phone": f"+99656{number:07d}"}
    return {"customer": person, "tariffCode": "T01", "idempotencyKey": f"bench-{uuid.uuid4()}"}


class Bench:
    """A copy of the database with a server, and one for pgbench, whose rows make no work for the server."""

    def __init__(self, place: ServerLocation, names: tuple[str, str], folder: Path, seconds: float) -> None:
        self.url, self._pgbench_url = (place.url(APPLICATION_ROLE, name) for name in names)
        self._owner_urls = [place.url(OWNER_ROLE, name) for name in names]
        self.seconds = seconds
        self._binary, self._script = place.binaries.directory / "pgbench", folder / "get-sim.sql"
        self._customers = 0
        text = re.sub(r"\s+", " ", BY_HAND.strip()).replace('":', '": ')  # `:null` would be a variable
        self._script.write_text(f"{text};\n")
        sims = ", ".join(f"('{iccid(9_000_000 + n)}', 'AVAILABLE')" for n in range(POOL))
        pool = f"insert into sim (iccid, status) values {sims} on conflict do nothing"
        for url in self._owner_urls:
            sql(url, pool, *(text.format(pool=POOL) for text in _PREPARED), "select 1")

    def bodies(self, count: int) -> list[bytes]:
        first = self._customers
        self._customers += count
        return [
            json.dumps({"query": GET_SIM, "variables": {"i": given(number)}}).encode()
            for number in range(first, first + count)
        ]

    def api(self, at: At) -> tuple[float, float]:
        """Calls a second while they are made, and until nothing is left to do after them."""
        since = backlog.now(self._owner_urls[0])
        bodies = self.bodies(int(self.seconds * MAX_PER_SECOND))
        url, headers = at
        began = time.perf_counter()
        result = load(url, bodies, connections=CLIENTS, seconds=self.seconds, headers=headers)
        assert result.failures == 0, f"{result.failures} calls failed"
        assert result.requests <= len(bodies), "a customer was given twice"
        backlog.wait_until_done(self._owner_urls[0], since)
        return result.rate, result.requests / (time.perf_counter() - began)

    def pgbench(self, *, once: bool = False) -> float:
        clients, length = (1, ["-t", "1"]) if once else (CLIENTS, ["-T", str(max(1, int(self.seconds)))])
        command = [
            str(self._binary), "-n", "-M", "prepared", "-c", str(clients), "-j", "1", *length, "-f", str(self._script),
            self._pgbench_url,
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "number of failed transactions: 0 " in done.stdout, done.stdout
        return float(re.search(r"tps = ([0-9.]+)", done.stdout)[1])  # type: ignore[index]

    def check_rows(self, call: Callable[[], None]) -> None:
        """Assert that both sides write the same number of rows into each table, and take one SIM and one number."""
        taken = "(select count(*) from sim where status = 'ACTIVE'), (select count(*) from phone_number where status = 'ASSIGNED')"
        tables = [f"{table} where topic not like 'notification%'" if table == "event" else table for table in WRITTEN]
        counted = "select " + ", ".join(f"(select count(*) from {table})" for table in tables) + ", " + taken
        before = [sql(url, counted)[0] for url in self._owner_urls]
        call()
        self.pgbench(once=True)
        after = [sql(url, counted)[0] for url in self._owner_urls]
        ours, theirs = ([now - was for now, was in zip(*pair, strict=True)] for pair in zip(after, before, strict=True))
        assert ours == theirs, dict(zip((*WRITTEN, "sim", "phone_number"), zip(ours, theirs, strict=True), strict=True))
        assert all(ours), "a table was not written"


def sim(place: ServerLocation, serve: Serve, folder: Path, seconds: float, row: Row) -> None:
    """Compare the API and pgbench alternately; the first round does not count."""
    with copied_database(place, "bench_sim", "crm") as one, copied_database(place, "bench_sim_pgbench", "crm") as two:
        bench = Bench(place, (one, two), folder, seconds)
        rates: list[tuple[float, float, float]] = []
        with serve(bench.url) as at:
            bench.check_rows(lambda: _post(at, bench.bodies(1)[0]))
            for _ in range(ROUNDS + 1):
                rates.append((*bench.api(at), bench.pgbench()))  # noqa: PERF401  one after the other
        calls, whole, limit = (statistics.median(each) for each in zip(*rates[1:], strict=True))
    row("getSim until all work is done", f"{whole:.0f}", f"{limit:.0f}", f"{whole / limit:.2f}x", "0.3x (0.5x)")
    row("getSim while the calls are made", f"{calls:.0f}", f"{limit:.0f}", f"{calls / limit:.2f}x", "")


def _post(at: At, body: bytes) -> None:
    url, headers = at
    request = urllib.request.Request(url, body, {"content-type": "application/json", **headers})
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    assert "errors" not in answer, answer
    assert answer["data"]["getSim"]["errors"] == [], answer
