"""What the network says about orders, recorded: by the dispatcher, and by the webhook of the network."""

import uuid
from collections.abc import Iterable

from backend.database import Connection
from backend.gateways.network import MAX_WORDS, Outcome, Report
from backend.services.provisioning import statements


async def apply(connection: Connection, reports: Iterable[Report], actor: str) -> int:
    """Record what the network says about orders. Returns how many orders had news.

    Reports may come in any order and repeatedly: a decided order stays as it is, and one that was given up and is
    confirmed is marked for a compensation.
    """
    news: dict[uuid.UUID, Report] = {}
    for each in reports:
        known = news.get(each.id)
        if each.outcome is not Outcome.PENDING and (known is None or known.outcome is not Outcome.CONFIRMED):
            news[each.id] = each
    if not news:
        return 0
    given = list(news.values())
    counts = await connection.fetchrow(
        statements.APPLY,
        [each.id for each in given],
        [each.outcome.value for each in given],
        [each.code or "UNSPECIFIED" for each in given],
        [each.words and each.words[:MAX_WORDS] for each in given],
        actor,
    )
    assert counts is not None
    return int(counts["moved"]) + int(counts["late"])
