"""A subscriber of the real server, over a real WebSocket; and payments, which only tests write as yet."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import websockets

from backend.database import Connection

PAYMENTS = "subscription ($since: String, $contract: ID) { paymentChanged(since: $since, contractId: $contract) { cursor at payment { id status amount { amount currency } } } }"

# One statement, one transaction: a payment that succeeds at once, and its event.
PAY = """
with paid as (
    insert into payment (contract_id, amount_minor, method, status, paid_at) values ($1, $2, 'CASH', 'SUCCEEDED', now())
    returning id, contract_id
), told as (
    insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
    select 'payment.succeeded', 'Payment', p.id, c.customer_id, c.id, 'test',
        '{"machine": "PAYMENT", "verb": "succeed", "from": null, "to": "SUCCEEDED"}'
    from paid p join contract c on c.id = p.contract_id
)
select id from paid
"""


async def pay(connection: Connection, contract: Any, minor: int = 100) -> str:
    """The id of a new payment, as clients see it."""
    return f"pay_{await connection.fetchval(PAY, contract, minor)}"


class Subscriber:
    """A connection that speaks graphql-transport-ws."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def say(self, **message: Any) -> None:
        await self.connection.send(json.dumps(message))

    async def hear(self, seconds: float = 10) -> Any:
        async with asyncio.timeout(seconds):
            return json.loads(await self.connection.recv())

    async def subscribe(self, query: str, variables: Any = None, identity: str = "1") -> None:
        await self.say(id=identity, type="subscribe", payload={"query": query, "variables": variables})

    async def event(self, name: str = "paymentChanged", seconds: float = 10) -> Any:
        """The next event's payload of the only subscription."""
        message = await self.hear(seconds)
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"][name]

    async def closed(self, seconds: float = 15) -> tuple[int, str]:
        """Code and reason of the close that comes next."""
        async with asyncio.timeout(seconds):
            while True:
                try:
                    await self.connection.recv()
                except websockets.ConnectionClosed as error:
                    return error.rcvd.code if error.rcvd else 1006, error.rcvd.reason if error.rcvd else ""


@asynccontextmanager
async def connected(url: str, token: str | None = None, **options: Any) -> AsyncIterator[Subscriber]:
    """A WebSocket to the server at `url` (http://…); acknowledged, where there is a token."""
    options.setdefault("subprotocols", ["graphql-transport-ws"])
    target = url.replace("http", "ws", 1) + "/graphql"
    async with websockets.connect(target, compression=None, **options) as connection:
        subscriber = Subscriber(connection)
        if token is not None:
            await subscriber.say(type="connection_init", payload={"Authorization": f"Bearer {token}"})
            assert await subscriber.hear() == {"type": "connection_ack"}
        yield subscriber
