"""The API, the worker and PostgreSQL are killed in turn while payments are made: whoever listens misses nothing."""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import psutil
import pytest

from backend.auth.secrets import load_secrets
from backend.database import AWAY, Connection, connect
from backend.demo import load_demo
from backend.demo.access import load_demo_access
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, Place, private_server
from backend.identifiers import uuid7
from backend.migrate import migrate
from backend.notifications.sender import LEASE_SECONDS
from backend.settings import Settings
from tests.agents import Agent, agent
from tests.conftest import _statement
from tests.push import PAY, PAYMENTS
from tests.servers import CRM, TOOLS, free_port, node

pytestmark = pytest.mark.database

CLIENTS = ("a", "b", "c")
PER_SECOND = 60
PATIENCE_SECONDS = 120
# With a key of its own it can be tried again when nobody heard whether it was committed.
PAY_ONCE = PAY.replace("(contract_id,", "(id, contract_id,").replace("values ($1,", "values ($3, $1,")


@pytest.fixture
def cluster() -> Iterator[tuple[Place, Path]]:
    """A PostgreSQL of its own, with demo data: its crashes disturb no other test."""
    folder = Path(tempfile.mkdtemp(prefix="crm-kills-"))
    folder.chmod(0o755)
    settings = Settings(data_dir=folder, postgres=os.environ.get("CRM_TEST_POSTGRES", "auto"))
    try:
        with private_server(settings, exclusive=True) as (place, _):
            asyncio.run(_statement(place, "create database crm"))
            asyncio.run(migrate(place.url(OWNER_ROLE)))
            asyncio.run(load_demo(place.url(OWNER_ROLE), 12, lambda *_: None))
            asyncio.run(load_demo_access(place.url(OWNER_ROLE), load_secrets(settings)))
            yield place, folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Payments(threading.Thread):
    """Pays at a steady rate, through every outage; each payment once."""

    def __init__(self, url: str, count: int) -> None:
        super().__init__()
        self._url = url
        self._count = count
        self.done = 0

    def run(self) -> None:
        asyncio.run(self._pay())

    async def _pay(self) -> None:
        connection: Connection | None = None
        started, outage = time.monotonic(), 0.0
        while self.done < self._count:
            key = uuid7()
            while True:
                try:
                    connection = connection or await connect(self._url)
                    contract = await connection.fetchval("select id from contract where number = 'KD00000001'")
                    await connection.fetchval(PAY_ONCE, contract, 1, key)
                except asyncpg.UniqueViolationError:
                    break
                except AWAY:
                    before = time.monotonic()
                    if connection is not None:
                        connection.terminate()
                    connection = None
                    await asyncio.sleep(0.1)
                    outage += time.monotonic() - before
                else:
                    break
            self.done += 1
            due = started + outage + self.done / PER_SECOND
            await asyncio.sleep(max(0.0, due - time.monotonic()))
        assert connection is not None
        await connection.close()


class Stage:
    """The processes that are killed, and what is begun again."""

    def __init__(self, place: Place, folder: Path) -> None:
        self.url = place.url(APPLICATION_ROLE)
        self._cluster = place.cluster
        self.port = free_port()
        self.environment = {
            **os.environ, "CRM_DATABASE_URL": self.url, "CRM_DATA_DIR": str(folder), "CRM_PORT": str(self.port),
            "CRM_DEMO": "1", "CRM_WORK": "0",
        }  # fmt: skip
        self._log = (folder / "processes.log").open("ab")
        self._api = self._start("serve")
        self._worker = self._start("work")

    def _start(self, command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([CRM, command], env=self.environment, stdout=self._log, stderr=self._log)

    def until_ready(self) -> None:
        for _ in range(PATIENCE_SECONDS * 10):
            with suppress(httpx.HTTPError):
                httpx.get(f"http://127.0.0.1:{self.port}/readyz").raise_for_status()
                return
            time.sleep(0.1)
        raise AssertionError(Path(self._log.name).read_text())

    def keep_up(self) -> None:
        """What a supervisor does: a process that found no database when it began has ended."""
        if self._api.poll() is not None:
            self._api = self._start("serve")
        if self._worker.poll() is not None:
            self._worker = self._start("work")

    def kill(self, which: str) -> None:
        if which == "API":
            self._end(self._api)
        elif which == "worker":
            self._end(self._worker)
        else:
            # One of its processes is enough: the others go down with it, and it recovers as after a crash.
            postmaster = psutil.Process(int((self._cluster / "postmaster.pid").read_text().split()[0]))
            random.choice(postmaster.children()).kill()

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        self._end(self._api)
        self._end(self._worker)
        self._log.close()


@contextmanager
def staged(cluster: tuple[Place, Path]) -> Iterator[Stage]:
    stage = Stage(*cluster)
    try:
        stage.until_ready()
        yield stage
    finally:
        stage.close()


async def _logged(url: str) -> list[str]:
    connection = await connect(url)
    rows = await connection.fetch(
        "select 'pay_' || e.node_id from event_order o join event e on e.id = o.event_id"
        " where e.topic = 'payment.succeeded' and e.actor = 'test' order by o.position"
    )
    await connection.close()
    return [row[0] for row in rows]


async def _told(url: str) -> tuple[int, int, int]:
    """Notifications in the app; the events they are about; messages still to be sent."""
    connection = await connect(url)
    try:
        row = await connection.fetchrow(
            "select count(*) filter (where channel = 'IN_APP'), count(distinct event_id) filter (where channel = 'IN_APP'),"
            " count(*) filter (where status = 'QUEUED') from notification where topic = 'payment.succeeded'"
            " and event_id in (select id from event where actor = 'test')"
        )
        assert row is not None
        return row[0], row[1], row[2]
    finally:
        await connection.close()


def _nothing_is_missed(cluster: tuple[Place, Path], ws: Agent, rounds: int, payments: int) -> None:
    with staged(cluster) as stage:
        asyncio.run(_without_quiet_hours(cluster[0]))
        token = subprocess.run(
            [CRM, "token", "--as", "operator"], env=stage.environment, capture_output=True, text=True, check=True
        ).stdout.strip()
        for client in CLIENTS:
            ws.do("connect", id=client, url=f"ws://127.0.0.1:{stage.port}/graphql", token=token)
            ws.do("subscribe", client=client, id=client, query=PAYMENTS, resume=True)
            ws.wait_for("connected", client=client)
        time.sleep(1)
        paying = Payments(stage.url, payments)
        paying.start()
        for number in range(rounds):
            while paying.done < payments * (number + random.random()) / rounds and paying.is_alive():
                stage.keep_up()
                time.sleep(0.02)
            stage.kill(("API", "worker", "PostgreSQL")[number % 3])
        while paying.is_alive():
            stage.keep_up()
            time.sleep(0.02)
        assert paying.done == payments
        logged: list[str] = []
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(logged) < payments and time.monotonic() < deadline:
            stage.keep_up()
            time.sleep(0.5)
            with suppress(*AWAY):
                logged = asyncio.run(_logged(stage.url))
        assert len(set(logged)) == len(logged) == payments
        for client in CLIENTS:
            got = [ws.wait_for("next", PATIENCE_SECONDS, id=client) for _ in logged]
            assert [each["payload"]["data"]["paymentChanged"]["payment"]["id"] for each in got] == logged, client
        time.sleep(1)
        assert ws.others("next") == [], "nothing twice"
        told = (0, 0, 1)
        # What a killed worker had under way is sent when its lease is over.
        deadline = time.monotonic() + LEASE_SECONDS + PATIENCE_SECONDS
        while told != (payments, payments, 0) and time.monotonic() < deadline:
            stage.keep_up()
            time.sleep(0.5)
            told = asyncio.run(_told(stage.url))
        assert told == (payments, payments, 0)


async def _without_quiet_hours(place: Place) -> None:
    connection = await connect(place.url(OWNER_ROLE), role=None)
    await connection.execute("update notification_rule set quiet_from = null, quiet_until = null")
    await connection.close()


@pytest.fixture
def ws() -> Iterator[Any]:
    node("graphql-ws", "ws")
    with agent(TOOLS / "push" / "ws_agent.mjs") as running:
        yield running


@pytest.mark.trial
def test_whoever_is_killed_clients_that_come_back_miss_nothing(cluster: tuple[Place, Path], ws: Agent) -> None:
    _nothing_is_missed(cluster, ws, rounds=3, payments=180)


@pytest.mark.trial
def test_fifty_kills_during_ten_thousand_payments(cluster: tuple[Place, Path], ws: Agent) -> None:
    _nothing_is_missed(cluster, ws, rounds=50, payments=10_000)
