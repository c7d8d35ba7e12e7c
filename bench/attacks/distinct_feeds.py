"""An operator opens a thousand subscriptions to payments, each with another document, and pays all the time."""

import asyncio
import contextlib
import uuid

import httpx
import websockets

from bench.attacks._probes import DEPOSIT
from bench.attacks.target import Target
from tests.push import connected

SOCKETS, DOCUMENTS = 20, 50
CONTRACT = "{ contracts(first: 1, filter: { status: { eq: ACTIVE } }) { nodes { id } } }"
QUERY = """subscription { paymentChanged { cursor d%d: at payment {
  id status amount { amount currency } contract { number customer { name contracts(first: 5) { nodes { id } } } } } } }"""


async def attack(target: Target) -> None:
    await asyncio.gather(_pay(target), *(_listen(target, number) for number in range(SOCKETS)))


async def _listen(target: Target, number: int) -> None:
    while True:
        with contextlib.suppress(OSError, TimeoutError, AssertionError, websockets.WebSocketException):
            async with connected(target.url, target.token("operator"), max_size=None) as socket:
                for document in range(number * DOCUMENTS, (number + 1) * DOCUMENTS):
                    await socket.subscribe(QUERY % document, identity=str(document))
                while True:
                    await socket.connection.recv()
        await asyncio.sleep(0.1)


async def _pay(target: Target) -> None:
    async with target.client() as client:
        answer = None
        while answer is None or "data" not in answer.json():  # an earlier attack may have used up the budget
            await asyncio.sleep(0.5)
            answer = await target.send(client, CONTRACT, target.token("operator"))
        contract = answer.json()["data"]["contracts"]["nodes"][0]["id"]
        while True:
            given = {
                "contractId": contract, "amount": {"amount": "1.00"}, "method": "CASH", "idempotencyKey": uuid.uuid4().hex,
            }  # fmt: skip
            with contextlib.suppress(httpx.HTTPError):
                await target.send(client, DEPOSIT, target.token("operator"), {"i": given})
            await asyncio.sleep(0.05)
