"""The audit trail: one entry per mutation, written in its transaction, and the hash chain over the entries.

Triggers (`crm_audit` in the migrations) collect the changed rows while the setting `crm.audit` is set, so that every
change of a verb is recorded. One process at a time extends the chain after the commits: if the writers extended it,
they would wait for each other.
"""

import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from asyncpg import Record
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Origin, Viewer
from backend.database import Connection
from backend.identifiers import ContractKey, decode_id
from backend.locks import AdvisoryLock
from backend.records.audit import CALLER, COLLECTED, DONE, READ_LINES, STRAY_LINE, entry_parts

_VALUES = (*CALLER, "verb", "node_type", "node_id", "outcome", "idempotency_key")
_CHANGES = f"case when cast(:done as boolean) then {COLLECTED} else '[]' end"
_WRITE = sa.text(f"with {entry_parts(_CHANGES, '', **{name: f':{name}' for name in _VALUES})} select from audited")


@dataclass(frozen=True)
class Audit:
    """The facts of one mutation that its audit entry records, whatever the outcome."""

    viewer: Viewer
    origin: Origin
    act: str
    key: str | None

    async def write(self, session: AsyncSession, node_id: str | None, outcome: str = DONE) -> None:
        """Insert the entry, with the collected changes for DONE. Other outcomes are error codes."""
        decoded = decode_id(node_id) if node_id else None
        viewer = self.viewer
        await session.flush()
        await session.execute(
            _WRITE,
            {
                "actor": viewer.actor,
                "role": viewer.role.shown,
                "client": viewer.client,
                "session_id": viewer.session_id,
                "address": self.origin.address,
                "verb": self.act,
                "node_type": decoded[0] if decoded else None,
                "node_id": decoded[1] if decoded else None,
                "outcome": outcome,
                "idempotency_key": self.key,
                "done": outcome == DONE,
            },
        )


# The chain

BATCH = 1_000
LINES_AT_ONCE = 10_000  # of files, read by one statement
UNCHAINED_SECONDS = 5  # an entry that stays out of the chain for longer is reported
LONGEST_TRANSACTION = "10 minutes"  # no transaction of the application takes longer
CLOCK_SKEW = "2 seconds"  # at most, between a server and its standby

# The text of an entry that the chain hashes. The digest in it covers the personal data of `audit_detail`.
# An entry for one call, and one without lines, has the text that it had before there were others.
_CHAINED_TEXT = """(jsonb_build_array(e.id, to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    e.actor, e.role, e.client, e.session_id, e.address, e.verb, e.node_type, e.node_id, e.outcome, e.idempotency_key,
    encode(e.digest, 'hex')) || case when e.calls = 1 then '[]' else jsonb_build_array(e.calls,
    to_char(e.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')) end
    || case when e.lines is null then '[]' else jsonb_build_array('lines', e.lines) end)::text"""
_HEAD = "select position, hash from audit_chain order by position desc limit 1"
_NOT_CHAINED = f"""
select e.id, e.created_at, {_CHAINED_TEXT} as chained_text from audit_entry e
where not exists (select from audit_chain c where c.entry_id = e.id) and ($2::timestamptz is null or e.created_at > $2)
order by e.created_at, e.id limit $1
"""
_IS_ANY_NOT_CHAINED = """
select exists (
    select from audit_entry e
    where e.created_at > $1 and not exists (select from audit_chain c where c.entry_id = e.id)
)
"""
_APPEND = """
insert into audit_chain (position, entry_id, hash)
select * from unnest($1::bigint[], $2::uuid[], $3::bytea[])
"""
# When the oldest open transaction began: entries that are committed later are not older. Sessions of other roles may
# hide this time; then it is the longest time that a transaction of the application takes.
_OPEN_SINCE = f"""
select case when bool_or(backend_type is null or state is null) then now() - interval '{LONGEST_TRANSACTION}'
    else least(now(), min(xact_start)) - interval '{CLOCK_SKEW}' end
from pg_stat_activity
where datname = current_database() and usesysid is not null
    and coalesce(backend_type, 'client backend') = 'client backend'
"""
_CHAINED = f"""
select c.position, c.hash, c.entry_id, e.id is null as lost, {_CHAINED_TEXT} as chained_text, e.lines, e.digest,
    d.entry_id is not null and sha256(d.salt || convert_to(d.changes::text, 'UTF8')) <> e.digest as altered
from audit_chain c left join audit_entry e on e.id = c.entry_id left join audit_detail d on d.entry_id = e.id
where c.position > $1 order by c.position limit $2
"""
_COUNT_OVERDUE = f"""
select count(*) from audit_entry e where created_at < clock_timestamp() - interval '{UNCHAINED_SECONDS} s'
    and not exists (select from audit_chain c where c.entry_id = e.id)
"""


@dataclass(frozen=True)
class Head:
    """The chain's last position and hash. A copy outside the database shows when the end of the chain was removed."""

    position: int
    hash: bytes


def _link(previous: bytes, chained_text: str) -> bytes:
    return hashlib.sha256(previous + chained_text.encode()).digest()


@dataclass(frozen=True)
class ChainExtension:
    """How many entries were chained, and the time up to which every entry is chained."""

    entries: int
    chained_until: datetime | None


async def _open_since(connection: Connection) -> datetime:
    """Run `_OPEN_SINCE` as the login role: pg_stat_activity hides its sessions from the role that SET ROLE assumes."""
    role = await connection.fetchval("select current_setting('role')")
    await connection.execute("set local role none")
    found: datetime = await connection.fetchval(_OPEN_SINCE)
    await connection.execute("select set_config('role', $1, true)", role)
    return found


async def extend_chain(connection: Connection, chained_until: datetime | None = None) -> ChainExtension:
    """Chain at most 1,000 entries that are not chained yet, in the order of their times; none while another process
    does it.

    `chained_until` is the value that the previous call returned; without it all entries are searched.
    """
    async with connection.transaction():
        if not await connection.fetchval("select pg_try_advisory_xact_lock($1)", AdvisoryLock.AUDIT_CHAIN):
            return ChainExtension(0, chained_until)
        open_since = await _open_since(connection)  # read first: entries that the search misses are not older
        rows = await connection.fetch(_NOT_CHAINED, BATCH, chained_until)
        if not rows:
            return ChainExtension(0, open_since)
        last = await connection.fetchrow(_HEAD)
        position, value = (last["position"], last["hash"]) if last else (0, b"")
        hashes = []
        for row in rows:
            value = _link(value, row["chained_text"])
            hashes.append(value)
        positions = range(position + 1, position + 1 + len(rows))
        await connection.execute(_APPEND, positions, [row["id"] for row in rows], hashes)
    # More entries may have the same time as the last one.
    return ChainExtension(len(rows), min(open_since, rows[-1]["created_at"] - timedelta(microseconds=1)))


async def is_any_unchained(connection: Connection, chained_until: datetime) -> bool:
    """Whether an entry after this time is not chained yet."""
    found: bool = await connection.fetchval(_IS_ANY_NOT_CHAINED, chained_until)
    return found


async def chain_head(connection: Connection) -> Head | None:
    """The chain's head; None for an empty chain."""
    last = await connection.fetchrow(_HEAD)
    return Head(last["position"], last["hash"]) if last else None


@dataclass(frozen=True)
class Verdict:
    """The result of `crm audit verify`: entries checked, entries overdue for chaining, and the first fault."""

    checked: int
    unchained: int
    fault: str | None = None


async def verify_chain(connection: Connection, known: Head | None, progress: Callable[[int], None]) -> Verdict:
    """Verify the whole chain in constant memory. `known` is a head that was stored earlier; `progress` is called with
    the number of entries checked.
    """
    position, value, seen = 0, b"", known is None
    while True:
        rows = await connection.fetch(_CHAINED, position, BATCH)
        for row in rows:
            fault = _fault(row, position + 1, value, known) or await _fault_of_lines(connection, row)
            if fault:
                return Verdict(position, await connection.fetchval(_COUNT_OVERDUE), fault)
            position, value = row["position"], row["hash"]
            seen = seen or (known is not None and known.position == position)
        progress(position)
        if len(rows) < BATCH:
            break
    stray = await _stray_line(connection)
    fault = None if stray is None else f"the line of the contract {stray} is not covered by the digest of an entry"
    if not seen:
        fault = f"the chain ends at {position}, but its head was stored at {known.position if known else 0}"
    return Verdict(position, await connection.fetchval(_COUNT_OVERDUE), fault)


def _fault(row: Record, expected: int, previous: bytes, known: Head | None) -> str | None:
    position, entry = row["position"], row["entry_id"]
    if position != expected:
        return f"position {expected} is missing"
    if row["lost"]:
        return f"position {position}: the entry {entry} was deleted"
    if row["hash"] != _link(previous, row["chained_text"]):
        return f"position {position}: the entry {entry} was altered after it was chained"
    if row["altered"]:
        return f"position {position}: the recorded changes of the entry {entry} were altered"
    if known is not None and known.position == position and known.hash != row["hash"]:
        return f"position {position}: the chain was rewritten after its head was stored"
    return None


async def _stray_line(connection: Connection) -> ContractKey | None:
    """The contract of a line that the digest of no entry covers."""
    last: ContractKey | None = ContractKey(uuid.UUID(int=0))
    while last is not None:
        found = await connection.fetchrow(STRAY_LINE, last, LINES_AT_ONCE)
        assert found is not None
        if found["stray"] is not None:
            return ContractKey(found["stray"])
        last = found["last"]
    return None


async def _fault_of_lines(connection: Connection, row: Record) -> str | None:
    """What is wrong with the lines of a chained entry, which the digest of the entry covers."""
    if row["lines"] is None:
        return None
    found = await connection.fetchrow(READ_LINES, row["entry_id"])
    assert found is not None
    if (found["lines"], found["digest"]) == (row["lines"], row["digest"]):
        return None
    return f"position {row['position']}: the recorded lines of the entry {row['entry_id']} were altered"
