"""Results do not depend on the borders of chunks, and a job survives failures between and within chunks."""

import asyncio
import errno
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from backend.database import connect
from backend.documents.files import FileStore
from backend.errors import OutsideUnavailable
from backend.imports import ahead, chunks, match, runner
from backend.jobs.worker import MAX_ATTEMPTS, Job
from backend.settings import Settings
from backend.worker import file_store
from tests.client import Client
from tests.factories.phone_numbers import new_phone_number
from tests.factories.reservations import reserved
from tests.imports.bulk import good, iccid, look, post, register, rejected, send, sheet, step, stored, work

pytestmark = pytest.mark.database


def test_an_update_that_resembles_a_customer_of_another_row_completes(client: Client, settings: Settings) -> None:
    """Each of the two rows is valid alone. Waiting for each other, they would never end."""
    register(client, settings, [good(1, email="twin@example.kg")])
    twin = {"phone": "+996700999888", "name": "Двойник", "email": "twin@example.kg"}
    both = [good(2, **twin), good(1, **twin)]
    job = register(client, settings, both, mode="UPSERT", duplicates="CREATE")
    assert (job["state"], job["registered"], job["updated"]) == ("COMPLETED", 1, 1), job


async def in_chunks(client: Client, settings: Settings, job_id: str, size: int) -> None:
    """Run a job to its end with chunks of `size` rows."""
    job_runner = runner.ImportRunner(lambda: connect(client.url, statement_timeout="0"), file_store(settings), settings)
    connection = await connect(client.url, statement_timeout="0")
    other = await connect(client.url, statement_timeout="0")
    run = await job_runner.prepared(connection, Job(0, "import file", f'{{"id":"{job_id[4:]}"}}'.encode(), 1))
    try:
        more = True
        while more:
            if run._chunks is not None:
                run._chunks.rows = size
            await other.execute("update import_job set chunk_rows = $2 where id = $1::uuid", job_id[4:], size)
            more = await run.step()
    finally:
        await run.close()
        await connection.close()
        await other.close()


def chunks_of(client: Client, settings: Settings, job_id: str, size: int) -> dict[str, Any]:
    """Run a job to its end with chunks of `size` rows. Returns the job."""
    client.run(in_chunks(client, settings, job_id, size))
    return look(client, job_id)


def test_only_chunks_of_one_file_run_at_a_time(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    running: list[object] = []
    together: set[frozenset[object]] = set()
    most = 0
    take_in = chunks.Chunks.work

    async def watched(self: chunks.Chunks, *given: Any) -> Any:
        nonlocal most
        running.append(self._id)
        together.add(frozenset(running))
        most = max(most, len(running))
        await asyncio.sleep(0.05)  # long enough for a chunk of another file to start
        done = await take_in(self, *given)
        running.remove(self._id)
        return done

    monkeypatch.setattr(chunks.Chunks, "work", watched)
    monkeypatch.setattr(ahead, "BUSY", float("inf"))
    ranges = (range(20), range(20, 24), range(30, 34))
    jobs = [send(client, sheet([good(n) for n in numbers])) for numbers in ranges]

    async def go() -> None:
        first = asyncio.create_task(in_chunks(client, settings, jobs[0], 2))
        while most < 2 and not first.done():  # until a chunk runs ahead
            await asyncio.sleep(0.01)
        await asyncio.gather(first, *(in_chunks(client, settings, job_id, 2) for job_id in jobs[1:]))

    client.run(go())
    assert [look(client, job_id)["registered"] for job_id in jobs] == [20, 4, 4]
    assert all(len(each) == 1 for each in together)
    assert most == 2, "no chunk ran ahead"


@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_number_that_a_row_names_is_not_given_to_another_row(client: Client, settings: Settings, size: int) -> None:
    client.sql("delete from phone_number where status in ('AVAILABLE', 'RESERVED')")
    client.insert(new_phone_number("+996555000001"))
    rows = [good(1, msisdn=""), good(2, msisdn=""), good(3, msisdn="+996555000001")]
    for dry in (True, False):
        job = chunks_of(client, settings, send(client, sheet(rows), dryRun=dry), size)
        assert (job["state"], job["registered"]) == ("COMPLETED", 1)
        assert rejected(job) == [(2, "msisdn", "POOL_EMPTY"), (3, "msisdn", "POOL_EMPTY")]


def test_numbers_with_an_expired_reservation_are_assigned(
    client: Client, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    client.sql("delete from phone_number where status in ('AVAILABLE', 'RESERVED')")
    over = reserved("somebody", lasts=-timedelta(minutes=1))
    client.insert(new_phone_number("+996555000001", **over), new_phone_number("+996555000002"))
    rows = [good(1, msisdn=""), good(2, msisdn=""), good(3, msisdn="")]
    for dry in (True, False):
        job = register(client, settings, rows, dryRun=dry)
        assert rejected(job) == [(4, "msisdn", "POOL_EMPTY")]
    refused = [each for each in capsys.readouterr().out.splitlines() if "import chunk violates a constraint" in each]
    assert refused == [], "a number was given to two rows, which only the database refused"
    assert client.value("select status from phone_number where msisdn = '+996555000001'") == "ASSIGNED"


@pytest.mark.parametrize("size", [1, 100])
def test_the_first_row_of_a_customer_updates_the_customer(client: Client, settings: Settings, size: int) -> None:
    she = {"name": "Она", "email": "she@example.kg"}
    register(client, settings, [good(n, **she, customer_external_id="C-1") for n in (1, 2)])
    rows = [good(n, **{**she, "name": "Она же"}, phone=f"+99670000000{n}") for n in (1, 2)]
    for dry in (True, False):
        job = chunks_of(client, settings, send(client, sheet(rows), mode="UPSERT", dryRun=dry), size)
        assert (job["updated"], job["unchanged"]) == (1, 1), job
    assert client.value("select phone from customer where external_id = 'C-1'") == "+996700000001"
    assert client.value("select count(*) from import_speaker") == 0


def test_updates_by_a_file_are_in_the_audit_trail(client: Client, settings: Settings) -> None:
    register(client, settings, [good(1)])
    options = [row[0] for row in client.sql("select x.code from tariff_compatibility c join tariff t on t.id = c.tariff_id join tariff_option x on x.id = c.tariff_option_id and x.active where t.code = 'T01' order by 1 limit 2")]  # fmt: skip
    for changes in (
        {"options": options[0]}, {"options": options[1]}, {"document": "PASSPORT:AN7777777"}, {"customer_external_id": "C-9"}
    ):  # fmt: skip
        assert register(client, settings, [good(1, **changes)], mode="UPSERT")["updated"] == 1
    found = client.sql(
        """select c ->> 'table', c ->> 'change', c #>> '{after,number}', c #>> '{after,external_id}'
        from audit_entry e join audit_detail d on d.entry_id = e.id cross join jsonb_array_elements(d.changes) c
        where e.verb = 'bulkRegister' and c ->> 'table' <> 'import_job' and c -> 'before' || (c -> 'after') <> '{}'
        and not exists (select from jsonb_array_elements(d.changes) n where n ->> 'table' = 'phone_number')
        order by e.created_at, e.id, 2"""
    )
    assert [tuple(row) for row in found] == [
        ("contract_option", "INSERT", None, None),
        ("contract_option", "DELETE", None, None),
        ("contract_option", "INSERT", None, None),
        ("identity_document", "INSERT", "AN7777777", None),
        ("customer", "UPDATE", None, "C-9"),
    ]


def test_a_contract_that_is_closed_at_the_same_time_is_not_changed(client: Client, settings: Settings) -> None:
    register(client, settings, [good(1)])
    before = chunks.Chunks._match_rows
    query = "mutation ($i: ContractActionInput!) { closeContract(input: $i) { contract { status } errors { code } } }"
    contract = client.value(
        "select 'con_' || k.id from contract k join sim s on s.id = k.sim_id where iccid = $1", iccid(1)
    )

    fill = match.FILL

    async def closed_after_fill(self: Any, settled: int, size: int) -> None:
        run = self._connection
        execute = run.execute

        class Between:
            def __getattr__(self, name: str) -> Any:
                return getattr(run, name)

            async def execute(self, statement: str, *given: Any) -> Any:
                done = await execute(statement, *given)
                if statement == fill:
                    answer = await client.send(query, {"i": {"id": contract}})
                    assert answer["data"]["closeContract"]["errors"] == [], answer
                return done

        self._connection = Between()
        try:
            await before(self, settled, size)
        finally:
            self._connection = run

    chunks.Chunks._match_rows = closed_after_fill  # type: ignore[method-assign]
    try:
        job = register(client, settings, [good(1, tariff="T02", external_id="K-1")], mode="UPSERT")
    finally:
        chunks.Chunks._match_rows = before  # type: ignore[method-assign]
    assert rejected(job) == [(2, "external_id", "CONTRACT_CLOSED")]


def test_a_job_is_not_given_up_when_its_last_attempt_meets_a_shortage(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(*_: Any) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def attempt(job_id: str) -> None:
        job_runner = runner.ImportRunner(
            lambda: connect(client.url, statement_timeout="0"), file_store(settings), settings
        )
        with pytest.raises(OSError, match="No space left"):
            await job_runner.handle(Job(0, "import file", f'{{"id":"{job_id[4:]}"}}'.encode(), MAX_ATTEMPTS))

    unread = send(client, sheet([good(4)]))
    with monkeypatch.context() as patched:
        patched.setattr(runner, "stage", full)
        client.run(attempt(unread))
    assert look(client, unread)["state"] == "VALIDATING"
    assert work(client, settings, unread)["registered"] == 1


def test_a_job_fails_or_is_paused_after_its_last_attempt(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> Any:
        raise RuntimeError("out of order")

    async def attempt(job_id: str) -> None:
        job_runner = runner.ImportRunner(
            lambda: connect(client.url, statement_timeout="0"), file_store(settings), settings
        )
        with pytest.raises(RuntimeError, match="out of order"):
            await job_runner.handle(Job(0, "import file", f'{{"id":"{job_id[4:]}"}}'.encode(), MAX_ATTEMPTS))

    before = stored(settings)
    staged = send(client, sheet([good(n) for n in range(2)]))
    client.run(step(client, settings, staged, 2))
    monkeypatch.setattr(runner, "stage", broken)
    monkeypatch.setattr(chunks.Chunks, "next", broken)
    unread = send(client, sheet([good(3)]))
    for job_id, state, code in ((unread, "FAILED", "INTERNAL"), (staged, "PAUSED", None)):
        client.run(attempt(job_id))
        job = look(client, job_id)
        assert (job["state"], job["failureCode"]) == (state, code)
    assert client.value("select count(*) from import_row where job_id = $1::uuid", unread[4:]) == 0
    assert len(stored(settings) - before) == 1, "the file of the job that can be resumed"
    monkeypatch.undo()
    acted = client.ask(
        "mutation ($i: ImportActInput!) { resumeBulkRegister(input: $i) { errors { code } } }", {"i": {"id": staged}}
    )
    assert acted["resumeBulkRegister"]["errors"] == []
    assert work(client, settings, staged)["registered"] == 2


@pytest.mark.parametrize("mapping", [("a" * 201, "name"), ("a\0", "name"), ("a", "b" * 201)])
def test_invalid_names_of_columns_are_refused(client: Client, settings: Settings, mapping: tuple[str, str]) -> None:
    before = stored(settings)
    payload = client.run(post(client, sheet([good(1)]), mapping=[{"column": mapping[0], "is": mapping[1]}]))
    assert payload["errors"][0]["code"] == "INVALID_INPUT", payload
    assert stored(settings) == before


def test_a_cancelled_dry_run_counts_nothing(client: Client, settings: Settings) -> None:
    job_id = send(client, sheet([good(n, tariff="T01" if n else "NONE") for n in range(5)]), dryRun=True)
    client.run(step(client, settings, job_id, 3))
    assert look(client, job_id)["registered"] == 4
    acted = client.ask(
        "mutation ($i: ImportActInput!) { cancelBulkRegister(input: $i) { job { state rows done registered rejected } } }",
        {"i": {"id": job_id}},
    )
    assert acted["cancelBulkRegister"]["job"] == {
        "state": "CANCELLED", "rows": 5, "done": 1, "registered": 0, "rejected": 1,
    }  # fmt: skip


def test_a_failing_file_store_does_not_leave_the_reader_waiting(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = FileStore.chunks

    async def half(self: FileStore, key: uuid.UUID) -> Any:
        parts = await whole(self, key)
        assert parts is not None

        async def some() -> AsyncIterator[bytes]:
            async for part in parts:
                yield part[: len(part) // 2]
                raise OutsideUnavailable("the file store broke off")

        return some()

    job_id = send(client, sheet([good(n) for n in range(50)]))
    monkeypatch.setattr(FileStore, "chunks", half)
    with pytest.raises(OutsideUnavailable):
        client.run(asyncio.wait_for(step(client, settings, job_id, 2), 30))
    assert look(client, job_id)["state"] == "VALIDATING"
    monkeypatch.undo()
    assert work(client, settings, job_id)["registered"] == 50
