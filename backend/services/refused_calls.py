"""Refused calls in the audit trail: one entry each up to an hourly number per subject, then one entry with their count.

A caller could otherwise fill the disk with calls that change nothing. Further calls are counted by actor, role,
mutation and outcome, in the transaction of the call. When the hour has ended, each count becomes an entry.
"""

import time
from collections.abc import Callable

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from backend.database import Connection
from backend.records.audit import entry_parts
from backend.services.audit import Audit

HOUR_SECONDS = 3600

log = structlog.get_logger()

_COUNT = sa.text("""
insert into audit_count (hour, actor, role, verb, outcome, client, address)
values (date_trunc('hour', now(), 'UTC'), :actor, :role, :verb, :outcome, :client, :address)
on conflict (hour, actor, role, verb, outcome) do update set calls = audit_count.calls + 1,
    client = excluded.client, address = excluded.address
""").bindparams(*(sa.bindparam(n, type_=sa.Text()) for n in "actor role verb outcome client address".split()))

# A call that began before the hour's end may be committed later: it makes another count, which is written next time.
_COUNTED = ("actor", "role", "client", "address", "verb", "outcome", "calls", "since")
WRITE_COUNTS = f"""
with ended as (
    delete from audit_count where hour < date_trunc('hour', now(), 'UTC') returning *
), {entry_parts("'[]'::jsonb", "from ended", **{name: name for name in _COUNTED})}
select count(*) from audited
"""


class RefusedCalls:
    """Records refused calls. One per process, which counts the entries that it wrote for each subject in this hour."""

    def __init__(self, entries_per_hour: int, clock: Callable[[], float] = time.time) -> None:
        self._entries_per_hour = entries_per_hour
        self._clock = clock
        self._hour = 0
        self._entries: dict[str, int] = {}

    async def record(self, audit: Audit, session: AsyncSession, node_id: str | None, outcome: str) -> None:
        """Write the entry of a refused call, or count the call when its subject has used up the entries of the hour."""
        viewer = audit.viewer
        if self._writes_entry(viewer.subject or viewer.actor):
            await audit.write(session, node_id, outcome)
            return
        values = {
            "actor": viewer.actor, "role": viewer.role.shown, "verb": audit.act, "outcome": outcome,
            "client": viewer.client, "address": audit.origin.address,
        }  # fmt: skip
        await session.execute(_COUNT, values)

    def _writes_entry(self, subject: str) -> bool:
        hour = int(self._clock() // HOUR_SECONDS)
        if hour != self._hour:
            self._hour, self._entries = hour, {}
        written = self._entries.get(subject, 0)
        if written >= self._entries_per_hour:
            return False
        self._entries[subject] = written + 1
        if written + 1 == self._entries_per_hour:
            log.warning("refused calls are counted from now on", subject=subject, entries=self._entries_per_hour)
        return True


async def write_counts(connection: Connection) -> int:
    """Write the entries of the counts of ended hours. Returns how many."""
    written: int = await connection.fetchval(WRITE_COUNTS)
    return written
