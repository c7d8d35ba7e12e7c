"""A subscriber of the real server over a WebSocket, and payments without a ledger for it to receive."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import websockets

from backend.database import Connection
from backend.identifiers import ContractKey
from backend.models import Contract
from tests.factories.events import new_payment_event
from tests.factories.payments import new_payment
from tests.factories.rows import find, insert

PAYMENTS = "subscription ($since: String, $contract: ID) { paymentChanged(since: $since, contractId: $contract) { cursor at payment { id status amount { amount currency } } } }"


async def pay(connection: Connection, contract: ContractKey, minor: int = 100, **columns: Any) -> str:
    """Insert a successful payment for the contract with this key, and its event. Returns the payment's id in the graph."""
    payment = new_payment(contract, amount_minor=minor, status="SUCCEEDED", **columns)
    event = new_payment_event(payment, await find(connection, Contract, id=contract))
    await insert(connection, payment, event)
    return f"pay_{payment.id}"


class Subscriber:
    """A client of the protocol graphql-transport-ws."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def send_message(self, **message: Any) -> None:
        await self.connection.send(json.dumps(message))

    async def receive(self, seconds: float = 10) -> Any:
        async with asyncio.timeout(seconds):
            return json.loads(await self.connection.recv())

    async def subscribe(self, query: str, variables: Any = None, identity: str = "1") -> None:
        await self.send_message(id=identity, type="subscribe", payload={"query": query, "variables": variables})

    async def event(self, name: str = "paymentChanged", seconds: float = 10) -> Any:
        """The data of the next event of the only subscription."""
        message = await self.receive(seconds)
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"][name]

    async def closed(self, seconds: float = 15) -> tuple[int, str]:
        """Wait for the close; its code and reason."""
        async with asyncio.timeout(seconds):
            while True:
                try:
                    await self.connection.recv()
                except websockets.ConnectionClosed as error:
                    return error.rcvd.code if error.rcvd else 1006, error.rcvd.reason if error.rcvd else ""


@asynccontextmanager
async def connected(url: str, token: str | None = None, **options: Any) -> AsyncIterator[Subscriber]:
    """A WebSocket to the server at `url` (http://…); with a token the connection is initialised."""
    options.setdefault("subprotocols", ["graphql-transport-ws"])
    target = url.replace("http", "ws", 1) + "/graphql"
    async with websockets.connect(target, compression=None, **options) as connection:
        subscriber = Subscriber(connection)
        if token is not None:
            await subscriber.send_message(type="connection_init", payload={"Authorization": f"Bearer {token}"})
            assert await subscriber.receive() == {"type": "connection_ack"}
        yield subscriber


def metric(url: str, name: str) -> float:
    """The value of a metric without labels, of the server at `url`; of a counter without its suffix `_total`."""
    text = httpx.get(f"{url}/metrics").text
    found = re.search(rf"^{name}(_total)? (\S+)$", text, re.MULTILINE)
    assert found is not None, name
    return float(found[2])


def refused(url: str, reason: str) -> float:
    """How many requests the server at `url` has refused for a reason."""
    found = re.search(
        rf'^crm_refused_total{{reason="{reason}"}} (\S+)$', httpx.get(f"{url}/metrics").text, re.MULTILINE
    )
    return float(found[1]) if found else 0.0


@contextmanager
def in_place(url: str, count: int = 1) -> Iterator[None]:
    """Wait at the end of the block until it has opened `count` subscriptions on the server at `url`."""
    before = metric(url, "crm_subscriptions_opened")
    yield
    for _ in range(3_000):
        if metric(url, "crm_subscriptions_opened") >= before + count:
            return
        time.sleep(0.02)
    raise TimeoutError(f"not {count} subscriptions were opened")
