"""Requests exports, runs them as the worker does, and reads their files."""

import csv
import io
from typing import Any

import pytest

from backend.auth.viewer import Role, Viewer
from backend.database import connect
from backend.exports.rows import Copy
from backend.exports.runner import ExportRunner
from backend.identifiers import FileKey
from backend.jobs.worker import Job
from backend.settings import Settings
from backend.worker import file_store
from tests.client import Client, FixedViewer
from tests.factories.customers import new_customer

JOB = """id kind status format dialect columns fileName rows total rate remainingSeconds sizeBytes failureCode failureMessage
    startedAt finishedAt expiresAt url availableActions { verb allowed reason }"""


def request(client: Client, what: str, **given: Any) -> dict[str, Any]:
    """The payload of `export<what>`."""
    mutation = f"""mutation ($input: Export{what}Input!) {{ export{what}(input: $input) {{
        job {{ {JOB} }} errors {{ code message field }} plan {{ planToken }} }} }}"""
    payload: dict[str, Any] = client.ask(mutation, {"input": given})[f"export{what}"]
    return payload


def requested(client: Client, what: str, **given: Any) -> str:
    """The id of a new export."""
    payload = request(client, what, **given)
    assert payload["errors"] == []
    job_id: str = payload["job"]["id"]
    return job_id


def act(client: Client, verb: str, job_id: str) -> dict[str, Any]:
    mutation = f"mutation ($input: ExportActInput!) {{ {verb}Export(input: $input) {{ job {{ status }} errors {{ code field }} }} }}"
    payload: dict[str, Any] = client.ask(mutation, {"input": {"id": job_id}})[f"{verb}Export"]
    return payload


def shown(client: Client, job_id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.ask(f"query ($id: ID!) {{ exportJob(id: $id) {{ {JOB} }} }}", {"id": job_id})[
        "exportJob"
    ]
    return found


def runner(client: Client, settings: Settings) -> ExportRunner:
    return ExportRunner(
        lambda: connect(client.url, statement_timeout="0"),
        file_store(settings),
        settings,
        lambda: client.app.state.planner,
    )


def work(client: Client, settings: Settings, job_id: str, attempt: int = 1) -> dict[str, Any]:
    """Run an export, and show its job."""
    client.run(runner(client, settings).handle(Job(0, "export list", f'{{"id":"{job_id[4:]}"}}'.encode(), attempt)))
    return shown(client, job_id)


def file_of(client: Client, settings: Settings, job_id: str) -> bytes:
    """The stored file of an export."""
    key = client.value("select file_key from export_job where id = $1::uuid", job_id[4:])

    async def read() -> bytes:
        chunks = await file_store(settings).chunks(FileKey(key))
        assert chunks is not None
        return b"".join([chunk async for chunk in chunks])

    return client.run(read())


def exported(client: Client, settings: Settings, what: str, **given: Any) -> bytes:
    """The file of a new export."""
    job_id = requested(client, what, **given)
    job = work(client, settings, job_id)
    assert job["status"] == "COMPLETED", job
    return file_of(client, settings, job_id)


def cells(file: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=delimiter))


NAMED = {"filter": {"name": {"startsWith": "Экспорт"}}, "orderBy": [{"field": "NUMBER", "direction": "ASC"}]}

started = Copy.__init__


def slowed(self: Copy, connection: Any, sql: str, arguments: Any, form: Any) -> None:
    """A copy whose rows take half a minute each."""
    started(self, connection, f"select c.* from ({sql}) c where pg_sleep(30) is not null", arguments, form)


@pytest.fixture(scope="module", autouse=True)
def customers(module_client: Client) -> None:
    names = ["=1+1", "+996555000111", "-5", "@sum", 'Он "сам"; и, Ко\nвторой', "+7 (x)"]
    for n, name in enumerate(names):
        row = new_customer(
            number=f"CE{n}", name=f"Экспорт {n}", phone=f"+99655500010{n}", external_id=name, email=f"e{n}@example.kg"
        )
        module_client.insert(row)


@pytest.fixture(autouse=True)
def nothing_waits(module_client: Client) -> None:
    """Cancel the exports that other tests have requested and not run."""
    module_client.sql("update export_job set status = 'CANCELLED', finished_at = now() where status = 'QUEUED'")


@pytest.fixture(name="as_viewer")
def speaks_as(module_client: Client) -> Any:
    """Makes the client speak as another viewer, until the test ends."""
    app = module_client.app.graphql
    before = app._authenticate

    def change(role: Role, subject: str = "", **more: Any) -> Viewer:
        viewer = Viewer(role, role.value.lower(), subject, **more)
        app._authenticate = FixedViewer(viewer)
        return viewer

    yield change
    app._authenticate = before
