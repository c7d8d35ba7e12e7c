"""Interrupted jobs continue after the last row that was committed, and no row is processed twice."""

import asyncio
import random
import time
from typing import Any

import pytest

from backend.settings import Settings
from tests import forkserver
from tests.client import Client
from tests.factories.phone_numbers import new_phone_numbers
from tests.factories.sims import new_sim
from tests.imports.bulk import good, iccid, register, send, sheet, work

pytestmark = pytest.mark.database
ROWS = 4_000
TABLES = "customer contract sim phone_number ledger_account sim_binding number_binding status_change history_entry event audit_line ledger_entry".split()


def counts(client: Client) -> dict[str, int]:
    where = {"event": "where node_type <> 'ImportJob'"}
    return {name: client.value(f"select count(*) from {name} {where.get(name, '')}") for name in TABLES}


def grown(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: after[name] - before[name] for name in TABLES}


def rows() -> list[dict[str, Any]]:
    found = [good(n, external_id=f"K{n}", opening_balance="5" if n % 3 == 0 else "") for n in range(ROWS)]
    found[10]["tariff"], found[20]["phone"], found[30]["iccid"] = "NONE", "1", found[29]["iccid"]
    return found


def test_kills_give_the_same_result_as_an_undisturbed_run(client: Client, settings: Settings) -> None:
    before = counts(client)
    job_id = send(client, sheet(rows()))
    client.sql("update import_job set chunk_rows = 20 where id = $1::uuid", job_id[4:])
    rng = random.Random(5)
    kills = 0
    while kills < 4:
        command = ["-m", "tests.imports.import_process", client.url, str(settings.data_dir), job_id[4:]]
        process = forkserver.start(command)
        reached = client.value("select done from import_job where id = $1::uuid", job_id[4:])
        while (
            process.poll() is None
            and client.value("select done from import_job where id = $1::uuid", job_id[4:]) == reached
        ):
            time.sleep(0.01)
        time.sleep(rng.uniform(0, 0.1))
        if process.poll() is None and kills % 2:
            # The database closes the connection, as when the server itself is killed.
            own = client.value("select pg_backend_pid()")
            client.as_owner(
                "select pg_terminate_backend(pid) from pg_stat_activity where query ilike '%import%' and pid not in (pg_backend_pid(), $1) and datname = current_database()",
                own,
            )
        process.kill()
        process.wait()
        kills += 1
        client.sql("update import_job set chunk_rows = 20 where id = $1::uuid", job_id[4:])
    reached = client.value("select done from import_job where id = $1::uuid", job_id[4:])
    assert 0 < reached < ROWS, "the job ended before the kills"
    job = work(client, settings, job_id)
    good_rows = ROWS - 3
    assert (job["state"], job["registered"], job["rejected"], job["done"]) == ("COMPLETED", good_rows, 3, ROWS)
    opened = sum(bool(row["opening_balance"]) for n, row in enumerate(rows()) if n not in {10, 20, 30})
    assert grown(before, counts(client)) == {
        **dict.fromkeys(("customer", "contract", "sim", "phone_number", "sim_binding", "number_binding", "event", "audit_line"), good_rows),
        "ledger_account": good_rows + 1, "status_change": 10 * good_rows, "history_entry": 4 * good_rows, "ledger_entry": 2 * opened,
    }  # fmt: skip
    assert (
        client.value("select count(distinct row_number) from import_outcome where job_id = $1::uuid", job_id[4:])
        == good_rows
    )
    assert client.value("select sum(balance_minor) from ledger_trial_balance") == 0
    assert client.value("select count(*) from import_row where job_id = $1::uuid", job_id[4:]) == 0


def test_two_files_and_single_acts_at_the_same_time_assign_each_sim_once(client: Client, settings: Settings) -> None:
    shared = [good(n) for n in range(60)]
    first = send(client, sheet(shared))
    second = send(client, sheet([good(n, name=f"Другой {n}", phone=f"+99670{n:07d}") for n in range(60)]))
    forms = [
        {"customer": {"kind": "PERSON", "name": f"Третий {n}", "phone": f"+99677{n:07d}"}, "tariffCode": "T01", "iccid": iccid(n)}
        for n in range(0, 60, 7)
    ]  # fmt: skip
    client.insert(*(new_sim(str(form["iccid"])) for form in forms), *new_phone_numbers("+99633", range(20)))

    async def go() -> list[Any]:
        from backend.database import connect
        from backend.imports.runner import ImportRunner
        from backend.jobs.worker import Job
        from backend.worker import file_store

        async def run(job_id: str) -> None:
            runner = ImportRunner(lambda: connect(client.url, statement_timeout="0"), file_store(settings), settings)
            await runner.handle(Job(0, "import file", f'{{"id":"{job_id[4:]}"}}'.encode(), 1))

        async def counter(form: dict[str, Any]) -> Any:
            await asyncio.sleep(random.uniform(0, 0.4))
            query = "mutation ($i: GetSimInput!) { getSim(input: $i) { contract { id } errors { code } } }"
            return await client.send(query, {"i": form})

        return await asyncio.gather(run(first), run(second), *(counter(form) for form in forms))

    answers = client.run(go())[2:]
    assert all("errors" not in answer for answer in answers), answers
    served = [answer["data"]["getSim"]["contract"] is not None for answer in answers]
    held = client.sql("select sim_id, count(*) from contract where status = 'ACTIVE' group by 1 having count(*) > 1")
    assert held == []
    total = client.value(
        "select count(*) from contract k join sim s on s.id = k.sim_id where s.iccid = any($1)",
        [iccid(n) for n in range(60)],
    )
    taken = client.value("select sum(registered) from import_job where id = any($1::uuid[])", [first[4:], second[4:]])
    assert total == 60 == taken + sum(served)


def test_a_customer_registered_at_the_same_time_is_not_created_again(client: Client, settings: Settings) -> None:
    """A chunk matches its rows again before it commits, and finds customers registered since it started."""
    from backend.imports import chunks

    before = chunks.Chunks._check_concurrent_registrations
    person = {"kind": "PERSON", "name": good(1)["name"], "phone": good(1)["phone"]}
    came = []

    async def late(self: Any) -> None:
        if not came:
            came.append(
                await client.send(
                    "mutation ($i: CreateCustomerInput!) { createCustomer(input: $i) { customer { id } } }",
                    {"i": person},
                )
            )
        await before(self)

    chunks.Chunks._check_concurrent_registrations = late  # type: ignore[method-assign]
    try:
        job = register(client, settings, [good(1)])
    finally:
        chunks.Chunks._check_concurrent_registrations = before  # type: ignore[method-assign]
    assert job["registered"] == 1
    assert client.value("select count(*) from customer where phone = $1", person["phone"]) == 1
