"""Ten sockets of an operator replay a long log from its start, twenty subscriptions each, again and again."""

import asyncio
import contextlib
from itertools import count

import asyncpg
import websockets

from bench.attacks.target import Target
from tests.push import connected

SOCKETS, REPLAYS = 10, 20
EVENTS = 50_000
LOG = """
insert into event (topic, node_type, node_id, customer_id, contract_id, actor, payload)
select 'payment.succeeded', 'Payment', p.id, c.customer_id, c.id, 'bench',
    '{"machine": "PAYMENT", "verb": "succeed", "from": null, "to": "SUCCEEDED"}'
from generate_series(1, $1) n
join (select id, contract_id, row_number() over () as n from payment limit 1000) p on p.n = n.n % 1000 + 1
join contract c on c.id = p.contract_id
"""
FIRST = "{ events(first: 1) { nodes { cursor } } }"
TOPICS = ("paymentChanged", "ticketChanged", "statusChanged", "notificationAdded")
PAYMENTS = """subscription ($since: String) { paymentChanged(since: $since) {
  cursor payment { id status contract { number customer { name contracts(first: 5) { nodes { id status } } } } } } }"""
OTHERS = "subscription ($since: String) { %s(since: $since) { cursor } }"


async def attack(target: Target) -> None:
    database = await asyncpg.connect(target.database_url)
    await database.execute(LOG, EVENTS)
    await database.close()
    async with target.client() as client:
        answer = await target.send(client, FIRST, target.token("operator"))
        assert answer is not None
        since = answer.json()["data"]["events"]["nodes"][0]["cursor"]
    await asyncio.gather(*(_again(target, since) for _ in range(SOCKETS)))


async def _again(target: Target, since: str) -> None:
    while True:
        with contextlib.suppress(OSError, TimeoutError, AssertionError, websockets.WebSocketException):
            await _replay(target, since)
        await asyncio.sleep(0.1)


async def _replay(target: Target, since: str) -> None:
    """Replay on one socket until it is closed; an operation that is refused is sent again."""
    async with connected(target.url, target.token("operator"), max_size=None) as socket:
        identities = count()

        async def begin() -> None:
            number = next(identities)
            query = PAYMENTS if number % 2 else OTHERS % TOPICS[number // 2 % len(TOPICS)]
            await socket.subscribe(query, {"since": since}, str(number))

        for _ in range(REPLAYS):
            await begin()
        while True:
            message = await socket.receive(60)
            if message["type"] == "error":
                await asyncio.sleep(0.05)
                await begin()
