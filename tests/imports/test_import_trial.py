"""The worker and PostgreSQL are killed in turn during an import: the result is that of an undisturbed run."""

import asyncio
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.database import CONNECTION_ERRORS, connect
from backend.embedded import ServerLocation
from tests.imports.bulk import BULK, PREFLIGHT, good, sheet
from tests.stage import Stage, own_cluster, staged

pytestmark = [pytest.mark.database, pytest.mark.trial]
ROWS, KILLS = 40_000, 10
PATIENCE_SECONDS = 900
TABLES = (
    "customer contract sim phone_number sim_binding number_binding import_outcome event audit_line status_change"
    " ledger_account ledger_entry"
).split()
COUNTED = {"event": "where node_type <> 'ImportJob'"}


@pytest.fixture
def cluster(run_folder: Path) -> Iterator[tuple[ServerLocation, Path]]:
    with own_cluster(run_folder) as own:
        yield own


def ask(stage: Stage, statement: str) -> Any:
    """Read one value. Retries until the database answers, and restarts processes that have ended."""

    async def go() -> Any:
        connection = await connect(stage.url)
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        stage.restart_ended()
        try:
            return asyncio.run(go())
        except CONNECTION_ERRORS:
            assert time.monotonic() < until, stage.log()[-2_000:]
            time.sleep(0.2)


def counts(stage: Stage) -> dict[str, int]:
    return {name: ask(stage, f"select count(*) from {name} {COUNTED.get(name, '')}") for name in TABLES}


def test_ten_kills_give_the_same_result_as_an_undisturbed_run(cluster: tuple[ServerLocation, Path]) -> None:
    chance = random.Random(10)
    rows = [good(n, opening_balance="5" if n % 2 else "") for n in range(ROWS)]
    rows[1_000]["tariff"], rows[2_000]["phone"] = "NONE", "1"
    with staged(cluster, chance) as stage:
        before = counts(stage)
        token = stage.command("token", "--as", "operator").stdout.strip()
        form = {
            "operations": json.dumps({"query": BULK, "variables": {"input": {"file": None}}}),
            "map": '{"0": ["variables.input.file"]}',
        }
        answer = httpx.post(
            f"http://127.0.0.1:{stage.port}/graphql", data=form, files={"0": ("many.csv", sheet(rows), "text/csv")},
            headers={**PREFLIGHT, "authorization": f"Bearer {token}"}, timeout=60,
        ).json()  # fmt: skip
        assert answer["data"]["bulkRegister"]["errors"] == [], answer
        mine = "select {0} from import_job where file_name = 'many.csv'"
        for number in range(KILLS):
            reached, until = ask(stage, mine.format("done")), time.monotonic() + PATIENCE_SECONDS
            while ask(stage, mine.format("done")) <= reached:
                assert time.monotonic() < until, stage.log()[-2_000:]
                assert ask(stage, mine.format("state")) in {"RECEIVED", "VALIDATING", "RUNNING"}, (
                    "the import ended before all kills"
                )
                time.sleep(0.02)
            time.sleep(chance.uniform(0, 0.5))
            stage.kill(("worker", "PostgreSQL")[number % 2])
            stage.restart_ended()
        until = time.monotonic() + PATIENCE_SECONDS
        while ask(stage, mine.format("state")) != "COMPLETED":
            assert time.monotonic() < until, stage.log()[-2_000:]
            time.sleep(1)
        taken = ROWS - 2
        assert ask(stage, mine.format("(registered, rejected, done)::text")) == f"({taken},2,{ROWS})"
        after = counts(stage)
        opened = sum(bool(row["opening_balance"]) for n, row in enumerate(rows) if n not in {1_000, 2_000})
        assert {name: after[name] - before[name] for name in TABLES} == {
            **dict.fromkeys(TABLES[:9], taken),
            "status_change": 10 * taken,
            "ledger_account": taken + 1,
            "ledger_entry": 2 * opened,
        }
        assert ask(stage, "select sum(balance_minor) from ledger_trial_balance") == 0
