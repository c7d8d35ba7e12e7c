"""The API, the worker and PostgreSQL are killed in turn while payments are made; subscribers and customers miss no event."""

import asyncio
import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from backend.database import CONNECTION_ERRORS, Connection, connect
from backend.embedded import OWNER_ROLE, ServerLocation
from backend.identifiers import uuid7
from backend.notifications.sender import LEASE_SECONDS
from tests import forkserver
from tests.agents import Agent, agent
from tests.push import PAYMENTS, pay
from tests.servers import TOOLS, node
from tests.stage import KILLED, PATIENCE_SECONDS, Stage, own_cluster, staged

pytestmark = pytest.mark.database

CLIENTS = ("a", "b", "c")
PER_SECOND = 60


@pytest.fixture
def cluster(run_folder: Path) -> Iterator[tuple[ServerLocation, Path]]:
    with own_cluster(run_folder) as own:
        yield own


class Payments(threading.Thread):
    """Pays at a steady rate through every outage, each payment once."""

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
            key = uuid7()  # a key chosen here makes a retry safe when it is unknown whether the payment was committed
            while True:
                try:
                    connection = connection or await connect(self._url)
                    contract = await connection.fetchval("select id from contract where number = 'KD00000001'")
                    await pay(connection, contract, 1, id=key)
                except asyncpg.UniqueViolationError:
                    break
                except CONNECTION_ERRORS:
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


async def _logged(url: str) -> list[str]:
    connection = await connect(url)
    rows = await connection.fetch(
        "select 'pay_' || e.node_id from event_order o join event e on e.id = o.event_id"
        " where e.topic = 'payment.succeeded' and e.actor = 'test' order by o.position"
    )
    await connection.close()
    return [row[0] for row in rows]


async def _notified(url: str) -> tuple[int, int, int]:
    """The numbers of notifications in the app, of their events, and of messages that are still to be sent."""
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


def _last_cursor(stage: Stage, token: str) -> str:
    """The end of the log. A client that is cut off before its first event can resume only from here."""
    answer = httpx.post(
        f"http://127.0.0.1:{stage.port}/graphql",
        json={"query": "{ events(first: 0) { lastCursor } }"},
        headers={"authorization": f"Bearer {token}"},
    )
    cursor: str = answer.json()["data"]["events"]["lastCursor"]
    return cursor


def _assert_nothing_is_missed(
    cluster: tuple[ServerLocation, Path], ws: Agent, killed: Sequence[str], payments: int
) -> None:
    """Make payments, kill each of `killed` in turn meanwhile, and compare committed payments with received events."""
    with staged(cluster) as stage:
        asyncio.run(_without_quiet_hours(cluster[0]))
        token = forkserver.run(["crm", "token", "--as", "operator"], env=stage.environment, check=True).stdout.strip()
        start = _last_cursor(stage, token)
        for client in CLIENTS:
            ws.do("connect", id=client, url=f"ws://127.0.0.1:{stage.port}/graphql", token=token)
            ws.do("subscribe", client=client, id=client, query=PAYMENTS, variables={"since": start}, resume=True)
            ws.wait_for("connected", client=client)
        paying = Payments(stage.url, payments)
        paying.start()
        for number, which in enumerate(killed):
            while paying.done < payments * (number + random.random()) / len(killed) and paying.is_alive():
                stage.restart_ended()
                time.sleep(0.02)
            stage.kill(which)
        while paying.is_alive():
            stage.restart_ended()
            time.sleep(0.02)
        assert paying.done == payments
        logged: list[str] = []
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(logged) < payments and time.monotonic() < deadline:
            stage.restart_ended()
            time.sleep(0.5)
            with suppress(*CONNECTION_ERRORS):
                logged = asyncio.run(_logged(stage.url))
        assert len(set(logged)) == len(logged) == payments
        for client in CLIENTS:
            got = [ws.wait_for("next", PATIENCE_SECONDS, id=client) for _ in logged]
            assert [each["payload"]["data"]["paymentChanged"]["payment"]["id"] for each in got] == logged, client
        time.sleep(1)
        assert ws.others("next") == [], "an event was received twice"
        told = (0, 0, 1)
        # A message that a killed worker was sending is sent again after its lease.
        deadline = time.monotonic() + LEASE_SECONDS + PATIENCE_SECONDS
        while told != (payments, payments, 0) and time.monotonic() < deadline:
            stage.restart_ended()
            time.sleep(0.5)
            told = asyncio.run(_notified(stage.url))
        assert told == (payments, payments, 0)


async def _without_quiet_hours(place: ServerLocation) -> None:
    connection = await connect(place.url(OWNER_ROLE), role=None)
    await connection.execute("update notification_rule set quiet_from = null, quiet_until = null")
    await connection.close()


@pytest.fixture
def ws() -> Iterator[Any]:
    node("graphql-ws", "ws")
    with agent(TOOLS / "push" / "ws_agent.mjs") as running:
        yield running


def test_clients_that_reconnect_to_a_killed_server_miss_nothing(
    cluster: tuple[ServerLocation, Path], ws: Agent
) -> None:
    _assert_nothing_is_missed(cluster, ws, ["API"], payments=60)


@pytest.mark.trial
def test_clients_that_reconnect_after_any_process_was_killed_miss_nothing(
    cluster: tuple[ServerLocation, Path], ws: Agent
) -> None:
    _assert_nothing_is_missed(cluster, ws, KILLED, payments=180)


@pytest.mark.trial
def test_fifty_kills_during_ten_thousand_payments(cluster: tuple[ServerLocation, Path], ws: Agent) -> None:
    _assert_nothing_is_missed(cluster, ws, [KILLED[number % 3] for number in range(50)], payments=10_000)
