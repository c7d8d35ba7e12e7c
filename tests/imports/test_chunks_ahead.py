"""Two chunks of a file at once leave what one after the other leaves, whatever the second one meets."""

import asyncio
import random
from typing import Any

import pytest

from backend.database import connect
from backend.imports import ahead, chunks, match
from backend.imports import register as registering
from backend.settings import Settings
from tests.client import Client
from tests.examples import documents
from tests.imports.bulk import good, look, register, rejected, send, sheet, work
from tests.imports.test_chunk_borders import chunks_of, in_chunks

pytestmark = pytest.mark.database

ROWS = 36


class Committed:
    """The chunks ahead that were committed, and those that were given up."""

    def __init__(self) -> None:
        self.results: list[bool] = []


@pytest.fixture
def committed(monkeypatch: pytest.MonkeyPatch) -> Committed:
    """Chunks run ahead whatever else the database has to do."""
    seen = Committed()
    commit = ahead.Ahead.commit

    async def watched(self: ahead.Ahead) -> bool:
        seen.results.append(await commit(self))
        return seen.results[-1]

    monkeypatch.setattr(ahead, "BUSY", float("inf"))
    monkeypatch.setattr(ahead.Ahead, "commit", watched)
    return seen


def _rows(seed: int, shift: int) -> list[dict[str, Any]]:
    """Rows that name each other's customers, documents, phones, e-mail addresses and ids, with values of their own
    for each `shift`, so that two files of one seed have the same structure.
    """
    spin = random.Random(seed)  # noqa: S311
    rows: list[dict[str, Any]] = []
    for n in range(ROWS):
        own = shift + n
        row = good(own, email=f"p{own}@example.kg")
        if rows and spin.random() < 0.5:
            other = rows[spin.randrange(max(0, len(rows) - 6), len(rows))]
            for name in spin.choice(
                [
                    ("name", "phone", "email"), ("name", "phone", "email", "document"), ("phone",), ("email",),
                    ("name", "phone"), ("document",), ("name", "document"), ("customer_external_id",),
                    ("name", "customer_external_id"), ("msisdn",), ("iccid",),
                ]
            ):  # fmt: skip
                row[name] = other.get(name, "")
        if spin.random() < 0.4:
            row.setdefault("document", f"ID{own + 1:08d}")
        if spin.random() < 0.3:
            row.setdefault("customer_external_id", f"C-{own}")
        if spin.random() < 0.2:
            row["birth_date"] = f"199{spin.randrange(3)}-05-01"
        if spin.random() < 0.1:
            row["tariff"] = "NONE"
        rows.append(row)
    return rows


def _result(client: Client, job: dict[str, Any], shift: int) -> Any:
    """What a file left, free of the values that are its own."""
    found = client.sql(
        """select o.row_number, o.outcome, k.customer_id, c.phone, c.email, c.external_id, c.birth_date,
            (select string_agg(d.number, ',' order by d.number) from identity_document d where d.customer_id = c.id) as documents
        from import_outcome o join contract k on k.id = o.contract_id join customer c on c.id = k.customer_id
        where o.job_id = $1::uuid order by 1""",
        job["id"][4:],
    )
    places: dict[Any, int] = {}

    def plain(text: str | None) -> str | None:
        digits = "".join(each for each in text if each.isdigit()) if text else None
        return digits and str(int(digits[-5:]) - shift)

    return rejected(job), [
        (
            row["row_number"], row["outcome"], places.setdefault(row["customer_id"], row["row_number"]),
            plain(row["phone"]), plain((row["email"] or "").split("@")[0]), plain(row["external_id"]), row["birth_date"],
            row["documents"] and [plain(each) for each in row["documents"].split(",")],
        )
        for row in found
    ]  # fmt: skip


@pytest.mark.examples
@pytest.mark.parametrize("duplicates", ["REJECT", "CREATE"])
def test_rows_that_name_each_other_end_as_if_chunks_had_run_alone(
    client: Client, settings: Settings, committed: Committed, monkeypatch: pytest.MonkeyPatch, duplicates: str
) -> None:
    for seed in range(documents(6)):
        for size in (2, 5):
            shift = 1_000 + 10_000 * (seed * 2 + (size == 5))
            with monkeypatch.context() as calm:
                calm.setattr(ahead, "BUSY", -1.0)
                sent = send(client, sheet(_rows(seed, shift)), duplicates=duplicates)
                alone = _result(client, chunks_of(client, settings, sent, size), shift)
            shift += 5_000
            sent = send(client, sheet(_rows(seed, shift)), duplicates=duplicates)
            assert _result(client, chunks_of(client, settings, sent, size), shift) == alone, (seed, size)
    assert committed.results.count(True) > 10, "hardly any chunk ran ahead"
    assert client.value("select sum(balance_minor) from ledger_trial_balance") == 0


def test_a_customer_whom_both_chunks_found_is_completed_once(
    client: Client, settings: Settings, committed: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second chunk found the customer before the first gave them an id, and locks them afterwards."""
    register(client, settings, [good(1, document="ID00000009")])
    # The first chunk writes a second after the second one began; the second one locks after the first was committed.
    slow = "select pg_sleep({}) where current_setting('lock_timeout') = '{}';"
    monkeypatch.setattr(match, "LOCK_CUSTOMERS", slow.format(2.5, "100ms") + match.LOCK_CUSTOMERS)
    monkeypatch.setattr(registering, "LINKED", slow.format(1, "300ms") + registering.LINKED)
    rows = [
        good(2),
        good(3, name=good(1)["name"], phone=good(1)["phone"], customer_external_id="C-1"),
        good(4, name=good(1)["name"], phone="+996700111222", document="ID00000009", customer_external_id="C-2"),
    ]
    job = chunks_of(client, settings, send(client, sheet(rows), duplicates="CREATE"), 1)
    assert client.value("select external_id from customer where phone = $1", good(1)["phone"]) == "C-1"
    assert [each[:2] for each in rejected(job)] == [(4, "customer_external_id")], job
    assert committed.results == [False]


def test_a_pause_between_two_chunks_leaves_the_second_one_out(
    client: Client, settings: Settings, committed: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = ahead.Ahead.commit
    job_id = send(client, sheet([good(n) for n in range(9)]))

    async def late(self: ahead.Ahead) -> bool:
        connection = await connect(client.url, statement_timeout="0")
        await connection.execute("update import_job set state = 'PAUSED' where id = $1::uuid", job_id[4:])
        await connection.close()
        return await commit(self)

    with monkeypatch.context() as paused:
        paused.setattr(ahead.Ahead, "commit", late)
        job = chunks_of(client, settings, job_id, 3)
    assert (job["state"], job["registered"]) == ("PAUSED", 6)  # the first chunk runs alone, the second with one ahead
    assert committed.results == [False]
    acted = client.ask(
        "mutation ($i: ImportActInput!) { resumeBulkRegister(input: $i) { errors { code } } }", {"i": {"id": job_id}}
    )
    assert acted["resumeBulkRegister"]["errors"] == []
    assert work(client, settings, job_id)["registered"] == 9


def test_a_chunk_ahead_does_not_wait_for_a_lock(client: Client, settings: Settings, committed: Committed) -> None:
    register(client, settings, [good(100)])
    rows = [*(good(n) for n in range(6)), good(6, name=good(100)["name"], phone=good(100)["phone"])]
    job_id = send(client, sheet(rows))

    async def go() -> None:
        holder = await connect(client.url, statement_timeout="0")
        async with holder.transaction():
            await holder.execute("select from customer where phone = $1 for update", good(100)["phone"])
            working = asyncio.create_task(in_chunks(client, settings, job_id, 3))
            for _ in range(100):
                await asyncio.sleep(0.05)
                if committed.results:
                    break
        await working
        await holder.close()

    client.run(go())
    assert committed.results[0] is False
    job = look(client, job_id)
    assert (job["state"], job["registered"]) == ("COMPLETED", 7), job


def test_a_busy_database_has_no_chunks_ahead(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[ahead.Ahead] = []
    begin = ahead.Lanes.begin

    async def watched(self: ahead.Lanes, *given: Any) -> None:
        await begin(self, *given)
        if self.running is not None:
            begun.append(self.running)

    monkeypatch.setattr(ahead.Lanes, "begin", watched)
    for calm, expected in ((-1.0, False), (float("inf"), True)):
        monkeypatch.setattr(ahead, "BUSY", calm)
        begun.clear()
        start = 0 if expected else 50
        chunks_of(client, settings, send(client, sheet([good(n) for n in range(start, start + 9)])), 3)
        assert bool(begun) is expected


def test_an_unknown_failure_ahead_fails_the_attempt(
    client: Client, settings: Settings, committed: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only conflicts are expected: a chunk ahead does not hide a defect."""
    settle = chunks.Chunks.settle
    times = 0

    async def broken(self: chunks.Chunks, *given: Any) -> None:
        nonlocal times
        times += 1
        if times == 3:  # that of the first chunk ahead
            raise RuntimeError("out of order")
        await settle(self, *given)

    job_id = send(client, sheet([good(n) for n in range(9)]))
    with monkeypatch.context() as patched:
        patched.setattr(chunks.Chunks, "settle", broken)
        with pytest.raises(RuntimeError, match="out of order"):
            chunks_of(client, settings, job_id, 3)
    assert work(client, settings, job_id)["registered"] == 9


def test_a_chunk_that_continues_a_family_of_the_one_before_runs_alone(
    client: Client, settings: Settings, committed: Committed
) -> None:
    """It would only be given up: its row joins a customer whom the chunk before creates."""
    family = {"name": "Семья Тестова", "phone": "+996700111222"}
    rows = [good(1), good(2), good(3), good(4, **family), good(5, **family), good(6)]
    job = chunks_of(client, settings, send(client, sheet(rows)), 2)
    assert (job["state"], job["registered"]) == ("COMPLETED", 6)
    assert committed.results == []
