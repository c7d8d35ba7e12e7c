"""Links without a token: 30 connections fetch the link to one long statement, 10 others new links of one subscriber."""

import asyncio
import itertools
from typing import Any

import asyncpg
import httpx

from bench.attacks.target import Target

OF_ONE_LINK, OF_NEW_LINKS = 30, 10
ENTRIES = 1_000  # of the statement: as many as one statement lists
OWN = "{ viewer { contract { id } } }"
LINK = """query($id: ID!, $from: DateTime!, $to: DateTime!) {
  statement(contractId: $id, from: $from, to: $to) { url } }"""
PERIOD = {"from": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}
PAY = """mutation($i: GetDepositInput!) { getDeposit(input: $i) { errors { code } } }"""


async def attack(target: Target) -> None:
    async with target.client() as client:
        own = await _data(target, client, OWN, "subscriber", {})
        contract = own["viewer"]["contract"]["id"]
        await _fill(target, client, contract)

        async def new_link() -> str:
            found = await target.send(client, LINK, target.token("subscriber"), {"id": contract, **PERIOD})
            data = (found.json().get("data") if found is not None else None) or {}
            return data["statement"]["url"] if data.get("statement") else ""

        one = await new_link()

        async def fetch(url: str) -> None:
            try:
                await client.get(url)
            except httpx.HTTPError:
                await asyncio.sleep(0.01)

        async def same() -> None:
            while True:
                await fetch(one)

        async def another() -> None:
            while True:
                await fetch(await new_link() or one)

        works = [*(same() for _ in range(OF_ONE_LINK)), *(another() for _ in range(OF_NEW_LINKS))]
        await asyncio.gather(*works)


async def _data(target: Target, client: httpx.AsyncClient, query: str, role: str, variables: dict[str, Any]) -> Any:
    found = await target.send(client, query, target.token(role), variables)
    assert found is not None
    return found.json()["data"]


async def _fill(target: Target, client: httpx.AsyncClient, contract: str) -> None:
    """Give the contract as many entries as a statement lists."""
    connection = await asyncpg.connect(target.database_url)
    try:
        key = contract.partition("_")[2]
        held = await connection.fetchval("select count(*) from ledger_entry where contract_id = $1::uuid", key)
    finally:
        await connection.close()
    keys = itertools.count(held)
    for _ in range(max(0, ENTRIES - held) // 20 + 1):
        given = {"contractId": contract, "amount": {"amount": "1"}, "method": "CASH"}
        calls = ({**given, "idempotencyKey": f"attack {contract} {next(keys)}"} for _ in range(20))
        await asyncio.gather(*(target.send(client, PAY, target.token("operator"), {"i": each}) for each in calls))
