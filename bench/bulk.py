"""Imports of subscribers by the product, compared with hand-written set-based SQL for the same tables.

It also shows the rows a second, and how many bytes of tables and indexes a registered subscriber takes.

The hand-written SQL does not validate the file, does not recognise existing customers, and cannot be resumed. Both
start with a copy of the same database and read the same file; the numbers of written rows must be equal.
"""

import asyncio
import json
import resource
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import obstore

from backend.database import connect
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from backend.imports.runner import ImportRunner
from backend.jobs.worker import Job
from backend.settings import Settings
from backend.worker import file_store
from bench.database import copied_database, sql
from bench.money import Row

ROWS = 100_000
COUNTED = (
    "customer", "identity_document", "sim", "phone_number", "contract", "ledger_account", "ledger_entry", "sim_binding",
    "number_binding", "history_entry", "event", "audit_line",
)  # fmt: skip
_TIMES_TWO = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
COLUMNS = (
    "name phone email kind document iccid msisdn tariff options start_date language external_id customer_external_id"
    " opening_balance"
).split()


def iccid(number: int) -> str:
    stem = f"8999605{number:011d}"
    total = sum(_TIMES_TWO[int(c)] for c in stem[-1::-2]) + sum(int(c) for c in stem[-2::-2])
    return stem + str(-total % 10)


def write(path: Path, rows: int) -> None:
    """Write a file of persons with document, e-mail, SIM and number; every third has an opening balance."""
    with path.open("w") as file:
        file.write(",".join(COLUMNS) + "\n")
        for n in range(rows):
            opening = "" if n % 3 else f"{n % 500}.50"
            file.write(
                f"Асанов Азамат {n},+996{555_000_000 + n},user{n}@example.kg,PERSON,ID{n + 1:08d},{iccid(n)},"
                f"+996{200_000_000 + n},T{1 + n % 9:02d},,2024-0{1 + n % 9}-15,RU,EXT-{n},,{opening}\n"
            )


_STAGE = "create temporary table file (" + ", ".join(f"{column} text" for column in COLUMNS) + ")"
# Keys are generated once, in a temporary table; then each table is filled by one statement.
_KEYS = """
create temporary table line as
select f.*, crm_uuidv7() as customer, crm_uuidv7() as contract, crm_uuidv7() as sim, crm_uuidv7() as number,
    crm_uuidv7() as account, crm_uuidv7() as posting, crm_uuidv7() as document_id, uuid_send(gen_random_uuid()) as salt,
    t.id as tariff_id, (nullif(opening_balance, '')::numeric * 100)::bigint as opening,
    'C' || lpad(nextval('customer_number')::text, 8, '0') as customer_no,
    'K' || lpad(nextval('contract_number')::text, 8, '0') as contract_no
from file f join tariff t on t.code = f.tariff
"""
BY_HAND = (
    """insert into customer (id, number, kind, name, phone, email, status, language) select customer, customer_no, kind, name, phone,
        email, 'ACTIVE', language from line""",
    "insert into identity_document (id, customer_id, kind, number) select document_id, customer, 'ID_CARD', document from line",
    "insert into sim (id, iccid, msisdn, status, activated_at) select sim, iccid, msisdn, 'ACTIVE', now() from line",
    "insert into phone_number (id, msisdn, status) select number, msisdn, 'ASSIGNED' from line",
    """insert into contract (id, number, status, customer_id, sim_id, phone_number_id, tariff_id, signed_at, activated_at, external_id)
        select contract, contract_no, 'ACTIVE', customer, sim, number, tariff_id, start_date::timestamptz, now(), external_id from line""",
    """insert into ledger_account (id, kind, code, currency, contract_id, customer_id, floor_minor)
        select account, 'CONTRACT', 'CONTRACT', 'KGS', contract, customer, 0 from line""",
    "insert into sim_binding (sim_id, contract_id, bound_from) select sim, contract, now() from line",
    "insert into number_binding (phone_number_id, contract_id, bound_from) select number, contract, now() from line",
    """insert into ledger_account (id, kind, code, currency) values (md5('OPENING KGS')::uuid, 'OPENING', 'OPENING', 'KGS')
        on conflict do nothing""",
    "insert into ledger_posting (id, kind, actor) select posting, 'OPENING', 'bench' from line where opening <> 0",
    """update ledger_account a set balance_minor = opening, moved_at = now() from line where a.id = account and opening <> 0""",
    """insert into ledger_entry (posting_id, account_id, account, kind, contract_id, amount_minor, currency, balance_after_minor, created_at)
        select posting, account, 'CONTRACT', 'OPENING', contract, opening, 'KGS', opening, now() from line where opening <> 0
        union all
        select posting, md5('OPENING KGS')::uuid, 'OPENING', 'OPENING', null, -opening, 'KGS', null, now() from line where opening <> 0""",
    """insert into history_entry (act, place, node_type, node_id, customer_id, contract_id, steps, actor, created_at)
        select act, place, t, id, customer, contract, steps, 'bench', now()
        from (select *, nextval('history_entry_act_seq') as act from line) line cross join lateral (values
        (0, 'CUSTOMER', customer, 'create PROSPECT 0;activate ACTIVE 9'),
        (1, 'SIM', sim, 'import IMPORTED 1;release AVAILABLE 2;activate ACTIVE 7'),
        (2, 'PHONE_NUMBER', number, 'create AVAILABLE 3;assign ASSIGNED 8'),
        (3, 'CONTRACT', contract, 'create DRAFT 4;accept ACCEPTED 5;activate ACTIVE 6')) v (place, t, id, steps)""",
    """insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload) select 'contract.activated', 'Contract',
        contract, customer, contract, 'bench', '{"machine": "CONTRACT", "verb": "activate", "from": null, "to": "ACTIVE", "quiet": true}'
        from line""",
    """with entry as materialized (select crm_uuidv7() as id), line as (
            insert into audit_line (contract_id, entry_id, row_number, salt, customer_id, sim_id, number_id, tariff_id,
                document_id, signed_at, creates, links, adds_birth_date, customer_number, kind, name, phone, email, language,
                document_kind, document_number, document_country, contract_number, currency, external_id, iccid, msisdn)
            select contract, (select id from entry), row_number() over (), salt, customer, sim, number, tariff_id,
                document_id, start_date::timestamptz, true, false, false, customer_no, kind, name, phone, email, language,
                'ID_CARD', document, 'KG', contract_no, 'KGS', external_id, iccid, msisdn from line
            returning row_number, contract_id, crm_audit_line_digest(audit_line) as digest)
        insert into audit_entry (id, created_at, actor, role, verb, node_type, outcome, lines, digest)
        select (select id from entry), now(), 'bench', 'OPERATOR', 'bulkRegister', 'imp', 'DONE', count(*),
            sha256(string_agg(int4send(row_number) || uuid_send(contract_id) || digest, '' order by row_number)) from line""",
)


async def by_hand(url: str, path: Path) -> float:
    """Import the file in one transaction on one connection. Returns the seconds."""
    connection = await connect(url, statement_timeout="0")
    began = time.perf_counter()
    async with connection.transaction():
        await connection.execute(_STAGE)
        await connection.copy_to_table("file", source=str(path), format="csv", header=True)
        await connection.execute(_KEYS)
        await connection.execute("analyze line")
        for statement in BY_HAND:
            await connection.execute(statement)
    spent = time.perf_counter() - began
    await connection.close()
    return spent


async def by_product(url: str, owner: str, settings: Settings, path: Path, mode: str, *, dry: bool = False) -> float:
    """Import the file as a job. Returns the seconds from its receipt to its end."""
    key = uuid.uuid4()
    await obstore.put_async(file_store(settings)._store, f"{str(key)[-2:]}/{key}", path)  # noqa: SLF001
    connection = await asyncpg.connect(owner)
    job = await connection.fetchval(
        """insert into import_job (kind, mode, dry_run, file_key, file_name, size_bytes, sha256, actor, role)
        values ('SUBSCRIBERS', $1, $2, $3, 'bench.csv', 1, '', 'bench', 'OPERATOR') returning id""",
        mode, dry, key,
    )  # fmt: skip
    began = time.perf_counter()
    runner = ImportRunner(lambda: connect(url, statement_timeout="0"), file_store(settings), settings)
    await runner.handle(Job(0, "import file", json.dumps({"id": str(job)}).encode(), 1))
    spent = time.perf_counter() - began
    found = await connection.fetchrow("select state, rejected, done from import_job where id = $1", job)
    await connection.close()
    assert found is not None
    assert (found["state"], found["rejected"]) == ("COMPLETED", 0), found
    return spent


def counts(owner: str) -> dict[str, int]:
    where = {"event": " where node_type <> 'ImportJob'"}
    text = ", ".join(f"(select count(*) from {name}{where.get(name, '')}) as {name}" for name in COUNTED)
    return dict(sql(owner, f"select {text}")[0])


# Staged rows are deleted when a file has ended, and outcomes of rows when its report is.
_BYTES = """
select sum(pg_total_relation_size(oid))::bigint from pg_class where relkind in ('r', 'm')
    and relnamespace = 'public'::regnamespace and relname not in ('import_row', 'import_outcome', 'rejected_row')
"""


def _bytes(owner: str) -> int:
    """The size of all tables and their indexes."""
    return int(sql(owner, _BYTES)[0][0])


@contextmanager
def _fresh_copy(place: ServerLocation, name: str) -> Iterator[tuple[str, str]]:
    with copied_database(place, name, "crm") as made:
        yield place.url(APPLICATION_ROLE, made), place.url(OWNER_ROLE, made)


def bulk(place: ServerLocation, settings: Settings, folder: Path, row: Row, rows: int = ROWS) -> None:
    """Import one file by hand-written SQL, then by the product: as a dry run, with INSERT, and again with UPSERT."""
    path = folder / "bulk.csv"
    write(path, rows)
    with _fresh_copy(place, "bench_hand") as (url, owner):
        before = counts(owner)
        hand = asyncio.run(by_hand(url, path))
        after = counts(owner)
        by_hand_rows = {name: after[name] - before[name] for name in COUNTED}
    with _fresh_copy(place, "bench_bulk") as (url, owner):
        before, bytes_before = counts(owner), _bytes(owner)
        look = asyncio.run(by_product(url, owner, settings, path, "INSERT", dry=True))
        done = asyncio.run(by_product(url, owner, settings, path, "INSERT"))
        after, grown = counts(owner), _bytes(owner) - bytes_before
        assert {name: after[name] - before[name] for name in COUNTED} == by_hand_rows
        again = asyncio.run(by_product(url, owner, settings, path, "UPSERT"))
    size = f"{rows:,} rows"
    row(f"file of {size}, by hand in SQL", f"{done:.1f} s", f"{hand:.1f} s", f"{done / hand:.2f}x", "1.5x")
    row(f"file of {size}, dry run", f"{look:.1f} s", f"{hand:.1f} s", f"{look / hand:.2f}x", "0.5x")
    row(f"file of {size}, again as UPSERT", f"{again:.1f} s", f"{done:.1f} s", f"{again / done:.2f}x", "0.5x")
    row("rows a second; bytes per subscriber", f"{rows / done:.0f}", f"{grown / rows:.0f}", "", "5,000 bytes")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    row("peak memory: worker, file reader", f"{peak:.0f} MB", f"{child:.0f} MB", "", "300 MB")
