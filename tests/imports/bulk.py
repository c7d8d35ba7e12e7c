"""Importing a file through the whole system: uploaded as by a client, processed as by a worker."""

import csv
import io
import json
import uuid
from pathlib import Path
from typing import Any

from backend.database import connect
from backend.imports.runner import ImportRunner
from backend.jobs.worker import Job
from backend.settings import Settings
from backend.worker import file_store
from tests.client import Client

FIELDS = """
id state rows done registered updated unchanged rejected failureCode failureMessage failureRow rate remainingSeconds
dryRun fileName finishedAt rejectedRows(first: 100) { nodes { row code column message value cells candidates { name } } }
"""
BULK = (
    "mutation ($input: BulkRegisterInput!) { bulkRegister(input: $input) { job {"
    + FIELDS
    + "} errors { code field message } } }"
)
HEADER = "name phone email kind document birth_date iccid msisdn tariff options start_date language external_id customer_external_id opening_balance".split()
PREFLIGHT = {"GraphQL-Require-Preflight": "1"}


def luhn(body: str) -> str:
    """The number followed by its Luhn check digit."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return f"{body}{-total % 10}"


def iccid(number: int) -> str:
    return luhn(f"8999605{number:011d}")


def good(number: int, **changes: Any) -> dict[str, Any]:
    """A valid row, with a person, a SIM and a number that no other row has."""
    row = {
        "name": f"Абонент Тестов {number}", "phone": f"+99655{number:07d}", "iccid": iccid(number),
        "msisdn": f"+99622{number:07d}", "tariff": "T01",
    }  # fmt: skip
    return {**row, **changes}


def sheet(rows: list[dict[str, Any]], columns: list[str] | None = None) -> bytes:
    """Rows as CSV, with the columns that they use."""
    columns = columns or [column for column in HEADER if any(column in row for row in rows)]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


async def post(
    client: Client, body: bytes, name: str = "subscribers.csv", act: str = "bulkRegister", **given: Any
) -> Any:
    query = (
        BULK
        if act == "bulkRegister"
        else BULK.replace("BulkRegisterInput", "ImportFileInput").replace("bulkRegister", act)
    )
    operations = {"query": query, "variables": {"input": {"file": None, **given}}}
    response = await client.http.post(
        "/graphql", headers=PREFLIGHT, data={"operations": json.dumps(operations), "map": '{"0": ["variables.input.file"]}'},
        files={"0": (name, body, "text/csv")},
    )  # fmt: skip
    assert response.status_code == 200, response.text
    answer = response.json()
    assert "errors" not in answer, answer
    return answer["data"][act]


def send(client: Client, body: bytes, **given: Any) -> str:
    """Upload a file that is accepted. Returns the job's id."""
    payload = client.run(post(client, body, **given))
    assert payload["errors"] == [], payload
    return str(payload["job"]["id"])


def work(client: Client, settings: Settings, job_id: str) -> dict[str, Any]:
    """Run the job as a worker does. Returns the job."""

    async def go() -> None:
        runner = ImportRunner(lambda: connect(client.url, statement_timeout="0"), file_store(settings), settings)
        await runner.handle(Job(0, "import file", json.dumps({"id": job_id[4:]}).encode(), 1))

    client.run(go())
    return look(client, job_id)


async def step(client: Client, settings: Settings, job_id: str, times: int) -> None:
    """Run the first `times` steps of the job."""
    runner = ImportRunner(lambda: connect(client.url, statement_timeout="0"), file_store(settings), settings)
    connection = await connect(client.url, statement_timeout="0")
    try:
        run = await runner.prepared(connection, Job(0, "import file", json.dumps({"id": job_id[4:]}).encode(), 1))
        for _ in range(times):
            await run.step()
    finally:
        await connection.close()


def look(client: Client, job_id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(f"query ($id: ID!) {{ importJob(id: $id) {{ {FIELDS} }} }}", {"id": job_id})[
        "importJob"
    ]
    return found


def register(client: Client, settings: Settings, rows: list[dict[str, Any]] | bytes, **given: Any) -> dict[str, Any]:
    """Upload a file and run its job to the end. Returns the job."""
    body = rows if isinstance(rows, bytes) else sheet(rows)
    return work(client, settings, send(client, body, **given))


def rejected(job: dict[str, Any]) -> list[tuple[int, str, str]]:
    return [(each["row"], each["column"], each["code"]) for each in job["rejectedRows"]["nodes"]]


def key(job: dict[str, Any]) -> uuid.UUID:
    return uuid.UUID(job["id"][4:])


def stored(settings: Settings) -> set[Path]:
    """The files in the file store."""
    return {path for path in (settings.data_dir / "files").rglob("*") if path.is_file()}
