"""Jobs in the graph, for administrators: listed by state, newest first; held jobs can be retried."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from backend.auth.viewer import Role
from backend.database import connect
from backend.jobs.queue import JobQueue, queue_settings
from backend.jobs.worker import MAX_ATTEMPTS, Job, Worker
from backend.settings import Settings
from tests.client import Client
from tests.factories.jobs import new_job_record
from tests.viewers import viewer_of

pytestmark = pytest.mark.database
JOBS = """
query ($state: JobState, $first: Int) { jobs(state: $state, first: $first) {
    id name key state attempts lastError createdAt dueAt startedAt finishedAt
} }
"""
RETRY = "mutation ($input: JobActionInput!) { retryJob(input: $input) { errors { code field message } } }"
OTHERS = [role for role in Role if role not in {Role.ADMIN, Role.ANONYMOUS}]


@pytest.fixture
def admin(client: Client, database_url: str, settings: Settings) -> Iterator[Client]:
    client.sql("delete from jobs.job_record")
    opened = Client(database_url, settings, viewer=viewer_of(Role.ADMIN, client), beside=client)
    yield opened
    opened.close()


def enqueue(client: Client, name: str, key: str | None = None) -> str:
    """Enqueue a job. Returns its id in the graph."""

    async def go() -> int | None:
        connection = await connect(client.url)
        try:
            return await JobQueue(queue_settings()).enqueue(connection, name, {}, key=key)
        finally:
            await connection.close()

    return f"job_{client.run(go())}"


def drain(client: Client, name: str, error: Exception | None = None) -> None:
    """Run the due jobs of this name. With an error, each run fails with it."""

    async def handle(_: Job) -> None:
        if error is not None:
            raise error

    worker = Worker(lambda: connect(client.url), {name: handle}, poll_seconds=0.3, first_backoff_seconds=3600)
    client.run(worker.drain())


def held(client: Client, name: str = "break", key: str | None = None) -> str:
    """The id of a job that failed in its last attempt."""
    job = enqueue(client, name, key)
    client.sql("update jobs.job_record set attempts = $1 where name = $2", MAX_ATTEMPTS - 1, name)
    drain(client, name, ValueError("it broke"))
    return job


def listed(client: Client, **given: Any) -> list[Any]:
    found: list[Any] = client.ask(JOBS, given)["jobs"]
    return found


def retry(client: Client, job: str, **given: Any) -> list[Any]:
    """Retry a job. Returns code and field of every error in the payload."""
    errors = client.ask(RETRY, {"input": {"id": job, **given}})["retryJob"]["errors"]
    return [(error["code"], error["field"]) for error in errors]


def test_a_held_job_is_shown_with_its_error_and_can_be_retried(admin: Client) -> None:
    job = held(admin, key="once")
    (seen,) = listed(admin)
    assert (seen["id"], seen["name"], seen["key"], seen["state"]) == (job, "break", "once", "HELD")
    assert (seen["attempts"], seen["lastError"]) == (MAX_ATTEMPTS, "ValueError: it broke")
    assert seen["createdAt"] < seen["startedAt"]
    assert seen["finishedAt"] is None

    assert retry(admin, job) == []
    (seen,) = listed(admin)
    assert (seen["id"], seen["state"], seen["attempts"]) == (job, "QUEUED", 0)
    assert seen["dueAt"] is not None
    drain(admin, "break")
    (seen,) = listed(admin)
    assert (seen["id"], seen["state"], seen["attempts"], seen["dueAt"]) == (job, "DONE", 1, None)
    assert seen["finishedAt"] > seen["startedAt"]
    assert retry(admin, job) == [("INVALID_TRANSITION", ["id"])]


def test_a_retried_job_has_all_attempts_again(admin: Client) -> None:
    job = held(admin)
    assert retry(admin, job) == []
    drain(admin, "break", ValueError("it broke again"))
    (seen,) = listed(admin)
    assert (seen["id"], seen["state"], seen["attempts"]) == (job, "QUEUED", 1)
    assert seen["lastError"] == "ValueError: it broke again"


def test_a_job_that_is_not_held_cannot_be_retried(admin: Client) -> None:
    queued, running = enqueue(admin, "wait"), enqueue(admin, "run")
    admin.sql("update jobs.pgqueuer set status = 'picked' where entrypoint = 'run'")
    now = datetime.now(UTC)
    admin.insert(new_job_record(9001, "done", attempts=1, finished_at=now), new_job_record(9002, "lost", attempts=1))
    before = admin.sql("select * from jobs.job order by id")
    for job, state in ((queued, "QUEUED"), (running, "RUNNING"), ("job_9001", "DONE"), ("job_9002", "LOST")):
        assert admin.ask(RETRY, {"input": {"id": job}})["retryJob"]["errors"] == [
            {"code": "INVALID_TRANSITION", "field": ["id"], "message": f"a job that is {state} does not allow retry"}
        ]
    assert admin.sql("select * from jobs.job order by id") == before


@pytest.mark.parametrize(
    "job",
    [
        "job_0", "job_999999999999999999", "job_9999999999999999999", "job_-1", "job_", "job_1 ", "job_١", "job_0x1",
        "1", "", "cus_00000000-0000-0000-0000-000000000000", "job_\0",
    ],
)  # fmt: skip
def test_an_unknown_job_is_not_found(admin: Client, job: str) -> None:
    assert retry(admin, job) == [("NOT_FOUND", ["id"])]


def test_concurrent_retries_of_a_job_queue_it_once(admin: Client) -> None:
    job = held(admin)
    answers = [answer["retryJob"]["errors"] for answer in admin.together(RETRY, [{"id": job}] * 8)]
    assert answers.count([]) == 1
    assert {error["code"] for errors in answers for error in errors} == {"INVALID_TRANSITION"}
    assert [row["state"] for row in listed(admin)] == ["QUEUED"]


def test_a_retry_repeated_with_its_idempotency_key_does_nothing(admin: Client) -> None:
    job, other = held(admin), held(admin, "other")
    assert retry(admin, job, idempotencyKey="r1") == []
    drain(admin, "break")
    assert retry(admin, job, idempotencyKey="r1") == []
    assert retry(admin, other, idempotencyKey="r1") == [("IDEMPOTENCY_KEY_REUSED", ["idempotencyKey"])]
    assert {row["id"]: row["state"] for row in listed(admin)} == {job: "DONE", other: "HELD"}


def test_a_retry_is_in_the_audit_trail(admin: Client) -> None:
    job = held(admin)
    retry(admin, job)
    retry(admin, job)
    rows = admin.sql("select actor, outcome from audit_entry where verb = 'retryJob' order by created_at")
    assert [tuple(row) for row in rows] == [("admin", "DONE"), ("admin", "INVALID_TRANSITION")]


def test_jobs_are_listed_newest_first_up_to_the_requested_number(admin: Client) -> None:
    admin.insert(*(new_job_record(n, "many") for n in range(1, 251)))
    newest = [f"job_{n}" for n in range(250, 0, -1)]
    for given, count in (({}, 50), ({"first": 0}, 0), ({"first": 1}, 1), ({"first": 200}, 200)):
        assert [row["id"] for row in listed(admin, **given)] == newest[:count]
    for first in (-1, 201):
        (error,) = admin.errors(JOBS, {"first": first})
        assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", "first")


def test_jobs_are_filtered_by_state(admin: Client) -> None:
    done = [new_job_record(id, "done", finished_at=datetime.now(UTC)) for id in (-2, -3)]
    admin.insert(new_job_record(-1, "lost"), *done)
    job, queued = held(admin), enqueue(admin, "wait")
    states = {"HELD": [job], "QUEUED": [queued], "DONE": ["job_-2", "job_-3"], "LOST": ["job_-1"], "RUNNING": []}
    for state, ids in states.items():
        assert [row["id"] for row in listed(admin, state=state)] == ids
        assert [row["id"] for row in admin.ask(f"{{ jobs(state: {state}) {{ id }} }}")["jobs"]] == ids
    assert [row["id"] for row in listed(admin, state="DONE", first=1)] == ["job_-2"]
    assert "errors" in admin.run(admin.send("{ jobs(state: BROKEN) { id } }"))


def test_a_null_state_or_number_counts_as_absent(admin: Client) -> None:
    job = held(admin)
    assert [row["id"] for row in admin.ask("{ jobs { id } }")["jobs"]] == [job]
    assert [row["id"] for row in listed(admin, state=None)] == [job]
    assert [row["id"] for row in admin.ask("{ jobs(state: null) { id } }")["jobs"]] == [job]
    assert [row["id"] for row in listed(admin, first=None)] == [job]
    assert [row["id"] for row in admin.ask("{ jobs(first: null) { id } }")["jobs"]] == [job]


@pytest.mark.parametrize("role", OTHERS)
def test_only_administrators_see_and_retry_jobs(
    client: Client, admin: Client, database_url: str, settings: Settings, role: Role
) -> None:
    job = held(admin)
    other = Client(database_url, settings, viewer=viewer_of(role, client), beside=client)
    for query, variables in ((JOBS, {}), (RETRY, {"input": {"id": job}}), (RETRY, {"input": {"id": "job_0"}})):
        answer = client.run(other.send(query, variables))
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
        assert answer.get("data") in (None, {"retryJob": None})
    other.close()
    assert [row["state"] for row in listed(admin)] == ["HELD"]
    assert client.value("select outcome from audit_entry where verb = 'retryJob' limit 1") == "FORBIDDEN"
