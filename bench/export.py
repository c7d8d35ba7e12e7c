"""`python -m bench export`: exports of all customers, compared with COPY of the same rows in the same order.

The product's file is that of `crm export`, in a process of its own, whose largest memory is shown. The time is that of
the job: from its start to the stored file. COPY writes the columns of the table as they are to a file.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import asyncpg

from backend.embedded import APPLICATION_ROLE, private_server
from backend.settings import Settings

CUSTOMERS = "200000"
COPIED = """select id, created_at, updated_at, version, number, kind, name, phone, email, status, kyc_status, external_id,
    language, birth_date from customer"""
ORDER = " order by created_at desc, id desc"
JOB = "select extract(epoch from finished_at - started_at)::float as seconds, rows, size_bytes from export_job order by created_at desc limit 1"
ROUNDS = 2
FILES = (
    ("CSV for machines", "csv", "machine"),
    ("CSV for Excel", "csv", "russian"),
    ("JSONL", "jsonl", "machine"),
    ("XLSX", "xlsx", "machine"),
)


async def _copy(url: str, query: str, path: Path) -> float:
    connection = await asyncpg.connect(url)
    try:
        began = time.perf_counter()
        await connection.copy_from_query(query, output=str(path), format="csv", header=True)
        return time.perf_counter() - began
    finally:
        await connection.close()


async def _job(url: str) -> asyncpg.Record:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchrow(JOB)
    finally:
        await connection.close()


def _export(crm: Path, environment: dict[str, str], path: Path, dialect: str) -> float:
    """Run `crm export`. Returns the largest memory of its processes, in MB."""
    command = [str(crm), "export", "customers", str(path), "--dialect", dialect]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss / 1024


def export(crm: Path, folder: Path, row: Callable[..., None]) -> None:
    """Print a row for each format: seconds, rows a second, the ratio to COPY, memory."""
    large = os.environ.get("CRM_BENCH_MILLION")
    settings = Settings(data_dir=Path(large) if large else folder / "bench-export")
    environment = {"CRM_DATA_DIR": str(settings.data_dir)}
    if not large:
        customers = os.environ.get("CRM_BENCH_CUSTOMERS", CUSTOMERS)
        subprocess.run([str(crm), "demo", "--customers", customers], env={**os.environ, **environment}, check=True)
    path = settings.data_dir / "exported"
    with private_server(settings, exclusive=False) as (place, _):
        url = place.url(APPLICATION_ROLE)
        plain = min(asyncio.run(_copy(url, COPIED, path)) for _ in range(ROUNDS))
        ordered = min(asyncio.run(_copy(url, COPIED + ORDER, path)) for _ in range(ROUNDS))
        path.unlink()
        row("export of customers", "seconds", "rows/s", "to COPY in order", "memory")
        row("---", "---", "---", "---", "---")
        row("COPY, in any order", f"{plain:.1f}", "", f"{plain / ordered:.1f}", "")
        row("COPY, in order", f"{ordered:.1f}", "", "1", "")
        for name, suffix, dialect in FILES:
            file = path.with_suffix(f".{suffix}")
            memory = _export(crm, environment, file, dialect)
            job = asyncio.run(_job(url))
            file.unlink()
            seconds = job["seconds"]
            row(name, f"{seconds:.1f}", f"{job['rows'] / seconds:,.0f}", f"{seconds / ordered:.1f}", f"{memory:.0f} MB")
            sys.stdout.flush()
