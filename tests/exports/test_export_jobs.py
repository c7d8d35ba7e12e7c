"""The life of an export: its key, its end, who opens its file, and its limits."""

import asyncio
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.exports.rows import Copy
from backend.exports.runner import Run
from backend.jobs.declare import Tools
from backend.jobs.worker import Job
from backend.services.exports import expire_exports
from backend.settings import Settings
from tests.client import Client
from tests.exports.exporting import (  # noqa: F401  fixtures too
    NAMED,
    act,
    cells,
    customers,
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

pytestmark = pytest.mark.database


def test_the_same_key_is_one_export(module_client: Client) -> None:
    first = request(module_client, "Sims", idempotencyKey="export once", columns=["iccid"])
    again = request(module_client, "Sims", idempotencyKey="export once", columns=["iccid"])
    assert first["job"]["id"] == again["job"]["id"]
    other = request(module_client, "Sims", idempotencyKey="export once", columns=["id"])
    assert [error["code"] for error in other["errors"]] == ["IDEMPOTENCY_KEY_REUSED"]


def test_a_cancelled_or_paused_export_stops_and_leaves_no_file(
    module_client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.exports.runner.PROGRESS_SECONDS", 0.05)
    job_id = requested(module_client, "Customers", columns=["number"], dialect="MACHINE", **NAMED)
    ask = f'{{ exportJob(id: "{job_id}") {{ total }} }}'

    async def run(verb: str) -> None:
        job = Job(0, "export list", f'{{"id":"{job_id[4:]}"}}'.encode(), 1)
        working = asyncio.create_task(runner(module_client, settings).handle(job))
        while (await module_client.send(ask))["data"]["exportJob"]["total"] is None:
            assert not working.done()
            await asyncio.sleep(0.02)
        mutation = f'mutation {{ {verb}Export(input: {{ id: "{job_id}" }}) {{ errors {{ code }} job {{ status }} }} }}'
        assert (await module_client.send(mutation))["data"][f"{verb}Export"]["errors"] == []
        await asyncio.wait_for(working, 20)

    with monkeypatch.context() as patched:
        patched.setattr(Copy, "__init__", slowed)
        module_client.run(run("pause"))
    assert shown(module_client, job_id)["status"] == "PAUSED"
    assert work(module_client, settings, job_id)["status"] == "PAUSED"
    assert act(module_client, "resume", job_id)["job"]["status"] == "RUNNING"
    monkeypatch.setattr(Copy, "__init__", slowed)
    module_client.run(run("cancel"))
    job = shown(module_client, job_id)
    assert (job["status"], job["url"], job["remainingSeconds"]) == ("CANCELLED", None, None)
    assert [error["code"] for error in act(module_client, "cancel", job_id)["errors"]] == ["INVALID_TRANSITION"]
    assert module_client.value("select file_key from export_job where id = $1::uuid", job_id[4:]) is None


def test_an_export_that_cannot_be_done_fails(
    module_client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = requested(module_client, "Customers", **NAMED)
    monkeypatch.setattr(Copy, "__init__", slowed)
    job = work(module_client, settings.model_copy(update={"export_seconds": 0.1}), job_id)
    assert (job["status"], job["failureCode"]) == ("FAILED", "STATEMENT_TIMEOUT")

    def broken(*_: Any) -> Any:
        raise RuntimeError("broken")

    job_id = requested(module_client, "Customers", **NAMED)
    monkeypatch.setattr(Run, "_statement", broken)
    with pytest.raises(RuntimeError, match="broken"):
        work(module_client, settings, job_id)  # the queue tries it again
    assert shown(module_client, job_id)["status"] == "RUNNING"
    job = work(module_client, settings, job_id, attempt=5)
    assert (job["status"], job["failureCode"]) == ("FAILED", "INTERNAL")


def test_only_the_requester_sees_the_export_and_opens_its_file(
    module_client: Client, settings: Settings, as_viewer: Any
) -> None:
    users = {row["role"]: row["id"] for row in module_client.sql("select role, id from user_account where demo")}
    as_viewer(Role.OPERATOR, f"user:{users['OPERATOR']}")
    job_id = requested(module_client, "Customers", columns=["number"], dialect="MACHINE", **NAMED)
    job = work(module_client, settings, job_id)
    path = job["url"].removeprefix(settings.issuer)
    answer = module_client.run(module_client.http.get(path))
    assert (answer.status_code, answer.content) == (200, file_of(module_client, settings, job_id))
    assert answer.headers["content-disposition"] == f'attachment; filename="{job["fileName"]}"'
    as_viewer(Role.ADMIN, f"user:{users['ADMIN']}")
    assert (shown(module_client, job_id)["status"], shown(module_client, job_id)["url"]) == ("COMPLETED", None)
    as_viewer(Role.OPERATOR, "user:another")
    assert shown(module_client, job_id) is None
    assert act(module_client, "cancel", job_id)["errors"] == [{"code": "NOT_FOUND", "field": ["id"]}]
    change = "update user_account set status = $2 where id = $1"
    module_client.as_owner(change, users["OPERATOR"], "DEACTIVATED")
    assert module_client.run(module_client.http.get(path)).status_code == 404
    module_client.as_owner(change, users["OPERATOR"], "ACTIVE")
    module_client.sql("update export_job set expires_at = now() where id = $1::uuid", job_id[4:])
    assert module_client.run(module_client.http.get(path)).status_code == 404
    assert module_client.run(module_client.http.get("/exports/nothing")).status_code == 404


def test_a_person_has_few_unfinished_exports_also_when_two_are_requested_at_once(
    module_client: Client, as_viewer: Any
) -> None:
    as_viewer(Role.OPERATOR, "command:busy")
    mutation = "mutation ($input: ExportTicketsInput!) { exportTickets(input: $input) { job { id } errors { code } } }"

    async def go() -> list[Any]:
        return await asyncio.gather(*(module_client.send(mutation, {"input": {}}) for _ in range(6)))

    answers = module_client.run(go())
    refused = [answer["errors"][0]["extensions"]["code"] for answer in answers if "errors" in answer]
    assert refused == ["THROTTLED"] * 3
    assert module_client.value("select count(*) from export_job where subject = 'command:busy'") == 3


def test_an_expired_file_is_removed(module_client: Client, settings: Settings) -> None:
    job_id = requested(module_client, "Tickets", columns=["number"])
    work(module_client, settings, job_id)
    module_client.sql("update export_job set expires_at = now() - interval '1 minute' where id = $1::uuid", job_id[4:])
    tools = Tools(settings, module_client.app.state.database, lambda: None)  # type: ignore[arg-type, return-value]
    module_client.run(expire_exports(tools, None))  # type: ignore[arg-type]
    row = module_client.sql("select file_key, status from export_job where id = $1::uuid", job_id[4:])[0]
    assert tuple(row) == (None, "COMPLETED")
    assert (
        module_client.value("select count(*) from jobs.job where name = 'remove attachments' and state = 'QUEUED'") == 1
    )
