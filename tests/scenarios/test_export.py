"""A14, export: a list becomes a file, as its requester may read it when the export runs."""

import asyncio
import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from backend.auth.viewer import Role
from backend.database import connect
from backend.exports import reads
from backend.exports.rows import Counter
from backend.exports.runner import Run
from backend.models import Customer
from backend.settings import Settings
from tests.client import Client
from tests.exports.exporting import (  # noqa: F401  fixtures too
    NAMED,
    act,
    cells,
    customers,
    exported,
    file_of,
    nothing_waits,
    request,
    requested,
    runner,
    shown,
    slowed,
    speaks_as,
    work,
)
from tests.factories.customers import new_customer
from tests.factories.rows import insert

pytestmark = pytest.mark.database
LIST = """{ customers(first: 100, filter: { name: { startsWith: "Экспорт" } }, orderBy: [{ field: NUMBER, direction: ASC }])
    { nodes { number name phone email birthDate } } }"""
FIELDS = ["number", "name", "phone", "email", "birthDate"]


def test_a_file_holds_what_the_list_shows_in_its_order(module_client: Client, settings: Settings) -> None:
    rows = module_client.ask(LIST)["customers"]["nodes"]
    assert len(rows) == 6
    csv = cells(exported(module_client, settings, "Customers", columns=FIELDS, dialect="MACHINE", **NAMED))
    assert csv == [FIELDS, *([row[field] or "" for field in FIELDS] for row in rows)]
    lines = exported(module_client, settings, "Customers", columns=FIELDS, format="JSONL", **NAMED).splitlines()
    assert [orjson.loads(line) for line in lines] == rows
    search = exported(module_client, settings, "Customers", columns=["number"], search="Экспорт 3", dialect="MACHINE")
    assert cells(search) == [["number"], ["CE3"]]


def test_progress_is_told_from_request_to_end(module_client: Client, settings: Settings) -> None:
    job_id = requested(module_client, "Customers", **NAMED)
    waiting = shown(module_client, job_id)
    assert (waiting["status"], waiting["total"], waiting["rate"], waiting["url"]) == ("QUEUED", None, None, None)
    job = work(module_client, settings, job_id)
    assert (job["status"], job["rows"], job["total"], job["remainingSeconds"]) == ("COMPLETED", 6, 6, None)
    assert job["sizeBytes"] == len(file_of(module_client, settings, job_id))
    kept = datetime.fromisoformat(job["expiresAt"]) - datetime.fromisoformat(job["finishedAt"])
    assert round(kept.total_seconds()) == settings.export_file_hours * 3600
    events = "select topic, actor from event where node_id = $1::uuid order by id"
    told = [tuple(row) for row in module_client.sql(events, job_id[4:])]
    assert told == [(f"export.{what}", "operator") for what in ("queued", "started", "completed")]


def test_every_list_is_exported_with_the_fields_of_related_rows(module_client: Client, settings: Settings) -> None:
    counts = {
        "Customers": "customer",
        "Contracts": "contract",
        "Sims": "sim",
        "Payments": "payment",
        "Tickets": "ticket",
    }
    more = {"Contracts": ["tariff.code", "customer.name", "sim.iccid"], "Sims": ["contract.number"],
        "Payments": ["amount.amount", "contract.number"], "Tickets": ["customer.name", "payment.number"],
        "Customers": ["balance.amount"]}  # fmt: skip
    for what, table in counts.items():
        some = cells(exported(module_client, settings, what, columns=["id", *more[what]], dialect="MACHINE"))
        listed = f"{table} where merged_into_id is null" if table == "customer" else table
        assert len(some) == module_client.value(f"select count(*) from {listed}") + 1, what
        lines = exported(module_client, settings, what, columns=["id", *more[what]], format="JSONL").splitlines()
        for row, line in zip(some[1:], map(orjson.loads, lines), strict=True):
            for path, value in zip(some[0], row, strict=True):
                found: Any = line
                for name in path.split("."):
                    found = found and found[name]
                assert value == ("" if found is None else str(found)), (what, path)


def test_spreadsheets_run_no_cell_and_open_columns(module_client: Client, settings: Settings) -> None:
    columns = ["number", "externalId", "phone", "createdAt"]
    machine = exported(module_client, settings, "Customers", columns=columns, dialect="MACHINE", **NAMED)
    assert not machine.startswith(b"\xef\xbb\xbf")
    given = [row[1] for row in cells(machine)[1:]]
    assert given == ["=1+1", "+996555000111", "-5", "@sum", 'Он "сам"; и, Ко\nвторой', "+7 (x)"]
    safe = ["'=1+1", "+996555000111", "-5", "'@sum", 'Он "сам"; и, Ко\nвторой', "'+7 (x)"]
    for dialect, delimiter in (("ENGLISH", ","), ("RUSSIAN", ";")):
        file = exported(module_client, settings, "Customers", columns=columns, dialect=dialect, **NAMED)
        assert file.startswith(b"\xef\xbb\xbf")
        rows = cells(file, delimiter)
        assert rows[0] == columns
        assert [row[1] for row in rows[1:]] == safe
        assert [row[2] for row in rows[1:]] == [f"+99655500010{n}" for n in range(6)]
        datetime.strptime(rows[1][3], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    amounts = {"filter": {"number": {"eq": "PD000000001"}}, "columns": ["amount.amount", "amount.currency"]}
    russian = cells(exported(module_client, settings, "Payments", dialect="RUSSIAN", **amounts), ";")
    english = cells(exported(module_client, settings, "Payments", dialect="ENGLISH", **amounts))
    assert russian[1] == [english[1][0].replace(".", ","), "KGS"]
    assert "," in russian[1][0]
    book = exported(module_client, settings, "Customers", columns=columns, format="XLSX", **NAMED)
    with zipfile.ZipFile(io.BytesIO(book)) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert all(f">{text}<" in sheet for text in ("=1+1", "@sum", "+996555000100"))
    assert sheet.count("<row ") == 7


def test_rows_are_counted_in_any_pieces_of_a_file() -> None:
    text = b'a,b\n"x\n""y""\n",1\nz,2\n'
    for size in range(1, len(text)):
        counter = Counter()
        for at in range(0, len(text), size):
            counter.count(text[at : at + size])
        assert counter.rows == 3, size


def test_a_caller_without_a_dialect_gets_that_of_the_language(module_client: Client, as_viewer: Any) -> None:
    for language, dialect in (("EN", "ENGLISH"), ("RU", "RUSSIAN"), ("KY", "RUSSIAN")):
        as_viewer(Role.OPERATOR, f"command:{language}", language=language)
        assert request(module_client, "Tickets")["job"]["dialect"] == dialect


def test_the_file_of_an_analyst_hides_what_the_list_hides(
    module_client: Client, settings: Settings, as_viewer: Any
) -> None:
    as_viewer(Role.ANALYST, "command:analyst")
    given = {"filter": {"number": {"startsWith": "CE"}}, "orderBy": NAMED["orderBy"]}
    for form in ("CSV", "JSONL"):  # a workbook is made of the same cells as a CSV
        file = exported(module_client, settings, "Customers", format=form, **given)
        assert "Экспорт".encode() not in file
        assert b"+99655500010" not in file
        assert "Э***".encode() in file
    refused = request(module_client, "Customers", filter={"name": {"startsWith": "Экспорт"}})
    assert (refused["job"], refused["errors"][0]["code"], refused["errors"][0]["field"]) == (
        None,
        "INVALID_INPUT",
        ["filter"],
    )
    assert request(module_client, "Customers", orderBy=[{"field": "NAME"}])["errors"][0]["field"] == ["orderBy"]
    assert request(module_client, "Contracts", columns=["customer.name"])["errors"] == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"columns": ["number", "nothing"]}, ["columns", "1"]),
        ({"columns": ["number", "number"]}, ["columns", "1"]),
        ({"columns": ["number"] * 101}, ["columns"]),
        ({"columns": ["contracts.number"]}, ["columns", "0"]),
        ({"filter": {"name": {"eq": None}}}, ["filter", "name", "eq"]),
        ({"filter": {"name": {"contains": "ab"}}}, ["filter"]),
        ({"search": "a b c d e f"}, ["search"]),
        ({"orderBy": [{"field": "NAME"}, {"field": "NUMBER"}]}, ["orderBy"]),
    ],
)
def test_what_the_list_refuses_is_refused_with_its_field(
    module_client: Client, given: dict[str, Any], field: list[str]
) -> None:
    before = module_client.value("select count(*) from export_job")
    for more in ({}, {"dryRun": True}):
        payload = request(module_client, "Customers", **given, **more)
        assert payload["job"] is None
        assert [(error["code"], error["field"]) for error in payload["errors"]] == [("INVALID_INPUT", field)]
    assert module_client.value("select count(*) from export_job") == before


def test_a_sheet_that_would_be_too_long_is_refused_beforehand_and_at_last(
    module_client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = requested(module_client, "Customers", format="XLSX", **NAMED)
    monkeypatch.setattr(reads, "MAX_SHEET_ROWS", 5)
    refused = request(module_client, "Customers", format="XLSX", **NAMED)["errors"]
    assert [(error["code"], error["field"]) for error in refused] == [("EXPORT_TOO_LARGE", ["format"])]
    assert request(module_client, "Customers", format="CSV", **NAMED)["errors"] == []
    monkeypatch.setattr("backend.exports.runner.MAX_SHEET_ROWS", 5)
    job = work(module_client, settings, job_id)  # rows were added since
    assert (job["status"], job["failureCode"], job["url"]) == ("FAILED", "EXPORT_TOO_LARGE", None)
    small = settings.model_copy(update={"max_export_bytes": 50})
    job = work(module_client, small, requested(module_client, "Customers", **NAMED))
    assert (job["status"], job["failureCode"]) == ("FAILED", "EXPORT_TOO_LARGE")
    full = settings.model_copy(update={"min_free_bytes": 10**12})
    job = work(module_client, full, requested(module_client, "Customers", **NAMED))
    assert (job["status"], job["failureCode"]) == ("FAILED", "INSUFFICIENT_STORAGE")


def test_rows_that_are_added_meanwhile_are_in_no_file(
    module_client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def add() -> None:
        connection = await connect(module_client.url)
        await insert(connection, new_customer(number="CE9", name="Экспорт 9"))
        await connection.close()

    statement = Run._statement

    def late(*given: Any) -> Any:
        """A row is added after the rows were counted, and before they are read."""
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, add()).result()
        return statement(*given)

    monkeypatch.setattr(Run, "_statement", late)
    job_id = requested(module_client, "Customers", columns=["number"], dialect="MACHINE", **NAMED)
    job = work(module_client, settings, job_id)
    assert module_client.find(Customer, number="CE9").name == "Экспорт 9"
    assert (job["status"], job["rows"], job["total"]) == ("COMPLETED", 6, 6)
    assert cells(file_of(module_client, settings, job_id))[-1] == ["CE5"]
    module_client.as_owner("delete from customer where number = 'CE9'")


def test_a_person_who_lost_the_right_gets_no_file(module_client: Client, settings: Settings, as_viewer: Any) -> None:
    user = module_client.value("select id from user_account where email = 'operator@demo.example'")
    as_viewer(Role.OPERATOR, f"user:{user}")
    masked, gone = (requested(module_client, "Customers", columns=["name"], **NAMED) for _ in range(2))
    change = "update user_account set role = $2, status = $3 where id = $1"
    try:
        module_client.as_owner(change, user, "ANALYST", "ACTIVE")
        # The role of now reads other rows and masks: the filter of the request is refused to it.
        assert work(module_client, settings, masked)["failureCode"] == "INVALID_INPUT"
        module_client.as_owner(change, user, "OPERATOR", "DEACTIVATED")
        assert work(module_client, settings, gone)["failureCode"] == "FORBIDDEN"
    finally:
        module_client.as_owner(change, user, "OPERATOR", "ACTIVE")
