"""A subscriber opens tickets and comments on them, on a hundred connections."""

import asyncio

from bench.attacks.target import Target

OPEN = "mutation($i: OpenTicketInput!) { openTicket(input: $i) { ticket { id } errors { code } } }"
COMMENT = "mutation($i: CommentTicketInput!) { commentTicket(input: $i) { ticket { id } errors { code } } }"
TEXT = "x" * 9_900


async def attack(target: Target) -> None:
    token = target.token("subscriber")
    async with target.client() as client:

        async def repeat() -> None:
            while True:
                answer = await target.send(client, OPEN, token, {"i": {"subject": "many", "description": TEXT}})
                opened = (answer.json().get("data") or {}).get("openTicket") if answer is not None else None
                if opened and opened["ticket"]:
                    for _ in range(5):
                        await target.send(client, COMMENT, token, {"i": {"id": opened["ticket"]["id"], "body": TEXT}})

        await asyncio.gather(*(repeat() for _ in range(100)))
