"""Live subscriptions over WebSocket, on the real server: what comes, in which order, to whom, and what ends it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.database import Connection, connect
from backend.settings import Settings
from tests.client import Client
from tests.push import PAYMENTS, Subscriber, connected, pay
from tests.servers import Server, served

pytestmark = pytest.mark.database

LINE = "select k.id from contract k join customer c on c.id = k.customer_id where c.number = $1 and k.status = 'ACTIVE' order by k.number"


@pytest.fixture
def server(database_url: str, settings: Settings, tmp_path: Path) -> Iterator[Server]:
    with served(database_url, settings.data_dir, tmp_path) as running:
        yield running


@pytest.fixture
def contracts(client: Client) -> list[Any]:
    """Active contracts of two customers, the demo's subscriber among them."""
    return [client.value(LINE, number) for number in ("CD00000001", "CD00000002")]


async def quiet(subscriber: Subscriber, seconds: float = 0.5) -> bool:
    """Whether nothing comes."""
    try:
        await subscriber.hear(seconds)
    except TimeoutError:
        return True
    return False


def test_a_payment_reaches_an_open_socket_and_a_cursor_goes_on_from_it(
    server: Server, database_url: str, contracts: list[Any]
) -> None:
    token = server.token("operator")

    async def go() -> None:
        beside: Connection = await connect(database_url)
        async with connected(server.url, token) as subscriber:
            await subscriber.subscribe(PAYMENTS)
            await asyncio.sleep(0.3)
            paid = [await pay(beside, contracts[0], minor) for minor in (100, 12_345)]
            events = [await subscriber.event(), await subscriber.event()]
            assert [event["payment"]["id"] for event in events] == paid
            assert events[1]["payment"] == {
                "id": paid[1], "status": "SUCCEEDED", "amount": {"amount": "123.45", "currency": "KGS"},
            }  # fmt: skip
            assert set(events[0]) == {"cursor", "at", "payment"}
        paid += [await pay(beside, contracts[1], 1) for _ in range(3)]
        async with connected(server.url, token) as subscriber:
            await subscriber.subscribe(PAYMENTS, {"since": events[0]["cursor"]})
            replayed = [await subscriber.event() for _ in range(4)]
            paid.append(await pay(beside, contracts[0], 2))
            replayed.append(await subscriber.event())
            assert [event["payment"]["id"] for event in replayed] == paid[1:]
            assert await quiet(subscriber)
        await beside.close()

    asyncio.run(go())
