"""The worker in its own process: its tasks, its shutdown, recovery after a kill; and `crm events tail`."""

import asyncio
import email
import json
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import PIPE
from typing import Any

import httpx
import pytest

from backend.database import Connection, connect
from backend.jobs.queue import JobQueue, queue_settings
from backend.locks import AdvisoryLock
from backend.settings import Settings
from tests import forkserver
from tests.client import Client
from tests.factories.phone_numbers import new_phone_numbers
from tests.factories.reservations import in_quarantine
from tests.factories.rows import insert
from tests.notifications.peers import PATIENCE_SECONDS, MailServer, in_loop, mail_server
from tests.push import pay
from tests.servers import environment_of, served

pytestmark = pytest.mark.database
CONTRACT = "select id from contract where number = 'KD00000001'"
SUSPEND = "mutation ($id: ID!) { suspendContract(input: { id: $id }) { contract { status } errors { code } } }"
MAIL = (
    "select status, text, recipient from notification where topic = $1 and channel = 'EMAIL' and event_id is not null"
)
LEFT = """
select (select count(*) from event e where not exists (select from event_order o where o.event_id = e.id))
    + (select count(*) from notification where status = 'QUEUED')
    + (select count(*) from jobs.job where state in ('QUEUED', 'RUNNING') and due_at <= now())
    + (select max(position) from event_order) - (select position from event_consumer where name = 'notifications')
"""


@pytest.fixture
def environment(database_url: str, settings: Settings, client: Client) -> dict[str, str]:
    """The environment of commands on a database without quiet hours and without a rate of messages."""
    client.sql("update notification_rule set quiet_from = null, quiet_until = null")
    client.sql("delete from notification_preference")
    return environment_of(database_url, settings.data_dir, CRM_WORK="0", CRM_MESSAGE_RATE="unlimited")


def holding(peer: MailServer, after: int) -> asyncio.Event:
    """Make `peer` accept this many messages and delay further ones until the returned event is set."""
    accept: Callable[..., Awaitable[Any]] = peer.handle_DATA
    opened, begun = asyncio.Event(), 0

    async def handle(server: Any, session: Any, envelope: Any) -> Any:
        nonlocal begun
        begun += 1
        if begun > after:
            await opened.wait()
        return await accept(server, session, envelope)

    peer.handle_DATA = handle  # type: ignore[method-assign]
    return opened


@asynccontextmanager
async def started(
    environment: dict[str, str], peer: MailServer, log: Path, *arguments: str
) -> AsyncIterator[forkserver.Process]:
    """Run `crm work`; it is killed at the end of the block if it still runs."""
    mail = {"CRM_SMTP_HOST": "127.0.0.1", "CRM_SMTP_PORT": str(peer.port), "CRM_SMTP_SECURITY": "none"}
    with log.open("wb") as out:
        process = forkserver.start(["crm", "work", *arguments], env={**environment, **mail}, stdout=out, stderr=out)
    try:
        yield process
    finally:
        process.kill()
        await asyncio.to_thread(process.wait)


@asynccontextmanager
async def connection_to(url: str) -> AsyncIterator[Connection]:
    connection = await connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def until(condition: Callable[[], Awaitable[object]]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await condition():
            await asyncio.sleep(0.05)


async def ended(process: forkserver.Process) -> int:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await asyncio.to_thread(process.wait)


def references(peer: MailServer) -> list[str]:
    """The notifications that the mail server accepted, by their ids."""
    found = [email.message_from_bytes(content)["Message-ID"] for _, _, content in peer.received]
    return [each.strip("<>").partition("@")[0] for each in found]


@in_loop
async def test_acts_of_the_api_are_notified_by_a_separate_worker(
    environment: dict[str, str], database_url: str, settings: Settings, tmp_path: Path
) -> None:
    async with mail_server() as peer, connection_to(database_url) as connection:
        contract = f"con_{await connection.fetchval(CONTRACT)}"
        with served(database_url, settings.data_dir, tmp_path, CRM_WORK="0") as server:
            headers = {"authorization": f"Bearer {server.token('operator')}"}
            async with httpx.AsyncClient(base_url=server.url, headers=headers) as http:
                answer = await http.post("/graphql", json={"query": SUSPEND, "variables": {"id": contract}})
        assert answer.json()["data"]["suspendContract"] == {"contract": {"status": "SUSPENDED"}, "errors": []}
        await pay(connection, await connection.fetchval(CONTRACT), 12_345)
        assert await connection.fetchval("select count(*) from event_order") == 0, "no worker runs yet"
        async with started(environment, peer, tmp_path / "work.log"):
            await until(lambda: connection.fetchval("select bool_and(status <> 'QUEUED') from notification"))

            async def both() -> bool:
                return len(peer.received) == 2

            await until(both)
            await until(lambda: connection.fetchval(f"select ({LEFT}) = 0"))
        for topic, words in (("contract.suspended", "KD00000001"), ("payment.succeeded", "123.45 KGS")):
            (row,) = await connection.fetch(MAIL, topic)
            assert row["status"] == "SENT"
            assert words in row["text"]
            assert [row["recipient"]] in [recipients for _, recipients, _ in peer.received]
    assert "Traceback" not in (tmp_path / "work.log").read_text()


@in_loop
async def test_a_drain_processes_what_is_due_and_ends(
    environment: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    async with mail_server() as peer, connection_to(database_url) as connection:
        contract = await connection.fetchval(CONTRACT)
        for minor in range(1, 32):
            await pay(connection, contract, minor)
        await insert(connection, *new_phone_numbers("+99655", range(1_000_001, 1_000_701), **in_quarantine()))
        jobs = JobQueue(queue_settings())
        await jobs.enqueue(connection, "restore numbers", {})
        later = await jobs.enqueue(connection, "expire reservations", {}, delay_seconds=86_400)
        async with started(environment, peer, tmp_path / "drain.log", "--drain") as process:
            assert await ended(process) == 0, (tmp_path / "drain.log").read_text()
        assert await connection.fetchval(LEFT) == 0
        assert len(peer.received) == 31
        statuses = await connection.fetch(
            "select distinct status from notification where channel = 'EMAIL' and event_id > 0"
        )
        assert [row["status"] for row in statuses] == ["SENT"]
        restored = "select count(*) from status_change where verb = 'restore' and to_status = 'AVAILABLE'"
        assert await connection.fetchval(restored) == 700
        states = {
            row["id"]: row["state"] for row in await connection.fetch("select id, state from jobs.job where id < 9000")
        }
        assert states.pop(later) == "QUEUED"
        assert set(states.values()) == {"DONE"}
        async with started(environment, peer, tmp_path / "again.log", "--drain") as process:
            assert await ended(process) == 0
        assert len(peer.received) == 31, "a second one finds nothing to do"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@in_loop
async def test_a_terminated_worker_shuts_down_cleanly_and_another_takes_over(
    environment: dict[str, str], database_url: str, tmp_path: Path, number: signal.Signals
) -> None:
    async with mail_server() as peer, connection_to(database_url) as connection:
        contract = await connection.fetchval(CONTRACT)
        for turn in range(2):
            log = tmp_path / f"work-{turn}.log"
            async with started(environment, peer, log) as process:
                await pay(connection, contract, turn + 1)

                async def arrived(count: int = turn + 1) -> bool:
                    return len(peer.received) == count

                await until(arrived)
                await until(lambda: connection.fetchval(f"select ({LEFT}) = 0"))
                process.send_signal(number)
                assert await ended(process) == 0, log.read_text()
            assert "Traceback" not in log.read_text()
            await until(lambda: connection.fetchval("select pg_try_advisory_lock($1)", AdvisoryLock.SEQUENCER))
            await connection.execute("select pg_advisory_unlock($1)", AdvisoryLock.SEQUENCER)
        assert len(set(references(peer))) == len(peer.received) == 2


@in_loop
async def test_a_message_in_progress_when_the_worker_is_terminated_is_sent_once(
    environment: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    async with mail_server() as peer, connection_to(database_url) as connection:
        opened = holding(peer, 0)
        await pay(connection, await connection.fetchval(CONTRACT))
        async with started(environment, peer, tmp_path / "work.log") as process:

            async def under_way() -> bool:
                return "RCPT" in peer.commands

            await until(under_way)
            process.terminate()
            await asyncio.sleep(0.5)
            opened.set()
            assert await ended(process) == 0
        await connection.execute("update notification set leased_until = now() where leased_until > now()")
        async with started(environment, peer, tmp_path / "drain.log", "--drain") as process:
            assert await ended(process) == 0
        rows = await connection.fetch(
            "select status, possible_duplicates from notification where channel = 'EMAIL' and event_id > 0"
        )
        assert [tuple(row) for row in rows] == [("SENT", 0)]
        assert len(peer.received) == 1


@in_loop
async def test_the_next_worker_finishes_the_work_of_a_killed_one(
    environment: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    async with mail_server() as peer, connection_to(database_url) as connection:
        holding(peer, 7)
        contract = await connection.fetchval(CONTRACT)
        for minor in range(1, 61):
            await pay(connection, contract, minor)
        async with started(environment, peer, tmp_path / "killed.log") as process:

            async def in_the_middle() -> bool:
                return len(peer.received) == 7

            await until(in_the_middle)
            process.kill()
            assert await ended(process) == -signal.SIGKILL
        for minor in range(61, 71):
            await pay(connection, contract, minor)
        await connection.execute("update notification set leased_until = now() where leased_until is not null")
        del peer.handle_DATA
        async with started(environment, peer, tmp_path / "second.log"):

            async def finished() -> bool:
                rows = await connection.fetch(MAIL, "payment.succeeded")
                return len(rows) == 70 and all(row["status"] == "SENT" for row in rows)

            await until(finished)
            await until(lambda: connection.fetchval(f"select ({LEFT}) = 0"))
        wanted = await connection.fetch(
            "select id::text, possible_duplicates from notification where channel = 'EMAIL' and event_id is not null"
        )
        accepted = references(peer)
        assert set(accepted) == {row["id"] for row in wanted}, "a message is missing"
        for row in wanted:
            assert accepted.count(row["id"]) - 1 <= row["possible_duplicates"]
        assert sum(row["possible_duplicates"] for row in wanted) > 0, "the worker was killed while it was sending"


@asynccontextmanager
async def tailing(environment: dict[str, str], *arguments: str) -> AsyncIterator[forkserver.Process]:
    process = forkserver.start(["crm", "events", "tail", *arguments], env=environment, stdout=PIPE, stderr=PIPE)
    try:
        yield process
    finally:
        process.kill()
        await asyncio.to_thread(process.communicate)


async def tailed(environment: dict[str, str], *arguments: str) -> list[dict[str, Any]]:
    async with tailing(environment, *arguments, "--no-follow") as process:
        out, errors = await asyncio.to_thread(process.communicate)
    assert (process.returncode, errors) == (0, b"")
    return [json.loads(line) for line in out.splitlines()]


async def next_event(process: forkserver.Process) -> dict[str, Any]:
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        found: dict[str, Any] = json.loads(await asyncio.to_thread(process.stdout.readline))
    return found


async def paid(connection: Connection, count: int) -> None:
    """This many payments are in the log, with their notifications sent."""
    contract = await connection.fetchval(CONTRACT)
    for minor in range(1, count + 1):
        await pay(connection, contract, minor)
    await until(lambda: connection.fetchval("select count(*) > 0 from event_order"))
    await until(lambda: connection.fetchval(f"select ({LEFT}) = 0"))


@in_loop
async def test_a_tail_prints_later_events_until_ctrl_c(
    environment: dict[str, str], database_url: str, client: Client, tmp_path: Path
) -> None:
    async with (
        mail_server() as peer,
        connection_to(database_url) as connection,
        started(environment, peer, tmp_path / "work.log"),
    ):
        await paid(connection, 1)
        async with tailing(environment) as process:
            assert (await next_event(process))["topic"] == "payment.succeeded"
            contract = f"con_{await connection.fetchval(CONTRACT)}"
            answer = await asyncio.to_thread(client.ask, SUSPEND, {"id": contract})
            assert answer["suspendContract"]["errors"] == []
            event = await next_event(process)
            while event["topic"] != "contract.suspended":
                event = await next_event(process)
            assert (event["node"], event["actor"]) == (f"Contract {contract[4:]}", "operator")
            assert (event["verb"], event["from"], event["to"]) == ("suspend", "ACTIVE", "SUSPENDED")
            process.send_signal(signal.SIGINT)
            assert await ended(process) == 0
            assert process.stderr is not None
            assert b"Traceback" not in await asyncio.to_thread(process.stderr.read)


@in_loop
async def test_a_tail_starts_from_a_cursor_or_from_the_last_events(
    environment: dict[str, str], database_url: str, tmp_path: Path
) -> None:
    async with (
        mail_server() as peer,
        connection_to(database_url) as connection,
        started(environment, peer, tmp_path / "work.log"),
    ):
        await paid(connection, 3)
    everything = await tailed(environment, "-n", "1000")
    assert sum(event["topic"] == "payment.succeeded" for event in everything) == 3
    assert await tailed(environment, "--since", everything[1]["cursor"]) == everything[2:]
    assert await tailed(environment, "--since", everything[-1]["cursor"]) == []
    assert await tailed(environment, "-n", "2") == everything[-2:]
    assert await tailed(environment, "-n", "0") == []


@in_loop
async def test_a_tail_from_an_invalid_cursor_is_refused_in_one_line(environment: dict[str, str]) -> None:
    async with tailing(environment, "--since", "nonsense") as process:
        out, errors = await asyncio.to_thread(process.communicate)
    assert (process.returncode, out) == (1, b"")
    assert errors.startswith(b"crm: --since: ")
    assert len(errors.splitlines()) == 1
