"""The background work that requests leave behind, and a wait until it is done."""

import asyncio
import time
from datetime import datetime

import asyncpg

from backend.notifications.templates import TOPICS

PATIENCE_SECONDS = 300
# Events without a position, events that the notifier has to read (it passes over others with the next ones), audit entries outside the chain, bills without a
# number, and messages that can be sent now. A server without a channel never sends messages: use one in demo mode.
_BACKLOG = """
select (select count(*) from event e where e.created_at > $1 and not exists (select from event_order o where o.event_id = e.id))
        as events,
    (select count(*) from event_order o join event e on e.id = o.event_id and e.created_at = o.event_at
        where e.topic = any ($2)
            and o.position > (select position from event_consumer where name = 'notifications')) as read,
    (select count(*) from audit_entry e where e.created_at > $1 and not exists (select from audit_chain c where c.entry_id = e.id))
        as audit,
    (select count(*) from bill where issued_at > $1 and number is null) as bills,
    (select count(*) from notification where created_at > $1 and status = 'QUEUED' and not_before <= clock_timestamp())
        as messages
"""


def now(url: str) -> datetime:
    """The time of the database."""

    async def go() -> datetime:
        connection = await asyncpg.connect(url)
        try:
            found: datetime = await connection.fetchval("select clock_timestamp()")
            return found
        finally:
            await connection.close()

    return asyncio.run(go())


def wait_until_done(url: str, since: datetime) -> None:
    """Wait until all work that requests after `since` have caused is done. Fails after PATIENCE_SECONDS."""

    async def go() -> None:
        connection = await asyncpg.connect(url)
        try:
            while any(left := await connection.fetchrow(_BACKLOG, since, list(TOPICS))):
                assert time.perf_counter() < deadline, f"the background work does not end: {left}"
                await asyncio.sleep(0.1)
        finally:
            await connection.close()

    deadline = time.perf_counter() + PATIENCE_SECONDS
    asyncio.run(go())
