"""The audit trail: one entry per mutation, in the transaction that did it; and the chain over the entries.

Triggers collect what changed while the setting `crm.audit` is set (migrations, `crm_audit`), so no verb can forget to.
The chain is built afterwards, by one process at a time: a chain built by the writers would make them wait for each
other.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from asyncpg import Record
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Origin, Viewer
from backend.database import Connection
from backend.identifiers import decode_id
from backend.locks import AdvisoryLock

DONE = "DONE"

# From here on, until the transaction or its savepoint ends, changes are collected.
COLLECT = sa.func.set_config("crm.audit", "[", sa.true())

_WRITE = sa.text("""
with detail as materialized (
    select crm_uuidv7() as id, uuid_send(gen_random_uuid()) as salt,
        case when :done then (coalesce(nullif(current_setting('crm.audit', true), ''), '[') || ']')::jsonb
            else '[]' end as changes
), entry as (
    insert into audit_entry (id, actor, role, client, session_id, address, verb, node_type, node_id, outcome,
        idempotency_key, digest)
    select id, :actor, :role, :client, :session_id, :address, :verb, :node_type, :node_id, :outcome, :key,
        sha256(salt || convert_to(changes::text, 'UTF8'))
    from detail
    returning id
)
insert into audit_detail (entry_id, salt, changes)
select entry.id, salt, changes from detail, entry
""").bindparams(
    sa.bindparam("session_id", type_=sa.Uuid()),
    sa.bindparam("node_id", type_=sa.Uuid()),
    *(sa.bindparam(n, type_=sa.Text()) for n in "actor role client address verb node_type outcome key".split()),
    sa.bindparam("done", type_=sa.Boolean()),
)


@dataclass(frozen=True)
class Audit:
    """What will be said about one mutation, whatever comes of it."""

    viewer: Viewer
    origin: Origin
    act: str
    key: str | None

    async def write(self, session: AsyncSession, node_id: str | None, outcome: str = DONE) -> None:
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
                "key": self.key,
                "done": outcome == DONE,
            },
        )


# The chain

BATCH = 1_000
UNCHAINED_SECONDS = 5  # an entry that stays out of the chain for longer is reported
LATEST_COMMIT = "10 minutes"  # no transaction of ours lives longer, so no entry appears later than this
CLOCKS_APART = "2 seconds"  # between a server and the one that takes its place

# An entry as the chain covers it. Its personal data are covered by the digest.
_SAID = """jsonb_build_array(e.id, to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    e.actor, e.role, e.client, e.session_id, e.address, e.verb, e.node_type, e.node_id, e.outcome, e.idempotency_key,
    encode(e.digest, 'hex'))::text"""
_HEAD = "select position, hash from audit_chain order by position desc limit 1"
_WAITING = f"""
select e.id, e.created_at, {_SAID} as said from audit_entry e
where not exists (select from audit_chain c where c.entry_id = e.id) and ($2::timestamptz is null or e.created_at > $2)
order by e.created_at, e.id limit $1
"""
_ADD = """
insert into audit_chain (position, entry_id, hash)
select * from unnest($1::bigint[], $2::uuid[], $3::bytea[])
"""
# What is committed later than this look was written after the oldest transaction began that is open now. Where a
# session is another's and hides when it began, the longest that one of ours may take.
_OPEN_SINCE = f"""
select case when bool_or(backend_type is null or state is null) then now() - interval '{LATEST_COMMIT}'
    else least(now(), min(xact_start)) - interval '{CLOCKS_APART}' end
from pg_stat_activity
where datname = current_database() and usesysid is not null
    and coalesce(backend_type, 'client backend') = 'client backend'
"""
_CHAINED = f"""
select c.position, c.hash, c.entry_id, e.id is null as lost, {_SAID} as said,
    d.entry_id is not null and sha256(d.salt || convert_to(d.changes::text, 'UTF8')) <> e.digest as altered
from audit_chain c left join audit_entry e on e.id = c.entry_id left join audit_detail d on d.entry_id = e.id
where c.position > $1 order by c.position limit $2
"""
_UNCHAINED = f"""
select count(*) from audit_entry e where created_at < clock_timestamp() - interval '{UNCHAINED_SECONDS} s'
    and not exists (select from audit_chain c where c.entry_id = e.id)
"""


@dataclass(frozen=True)
class Head:
    """The chain's newest position: kept outside the database too, so that cutting its end off is noticed."""

    position: int
    hash: bytes


def _link(before: bytes, said: str) -> bytes:
    return hashlib.sha256(before + said.encode()).digest()


@dataclass(frozen=True)
class Chained:
    """How many entries a look chained, and the time after which the next has to look: every older one is chained."""

    entries: int
    looked_until: datetime | None


async def _open_since(connection: Connection) -> datetime:
    """As the role that signed in: it is told of what its own sessions do, the one it acts as is not."""
    role = await connection.fetchval("select current_setting('role')")
    await connection.execute("set local role none")
    found: datetime = await connection.fetchval(_OPEN_SINCE)
    await connection.execute("select set_config('role', $1, true)", role)
    return found


async def extend_chain(connection: Connection, looked_until: datetime | None = None) -> Chained:
    """Chain some of the entries that are not chained yet, in order of time; none as well when another process is at it.

    `looked_until` is what the look before returned; without it every entry is looked at.
    """
    async with connection.transaction():
        if not await connection.fetchval("select pg_try_advisory_xact_lock($1)", AdvisoryLock.AUDIT_CHAIN):
            return Chained(0, looked_until)
        open_since = await _open_since(connection)  # before the look: what it misses was written after this
        rows = await connection.fetch(_WAITING, BATCH, looked_until)
        if not rows:
            return Chained(0, open_since)
        last = await connection.fetchrow(_HEAD)
        position, value = (last["position"], last["hash"]) if last else (0, b"")
        hashes = []
        for row in rows:
            value = _link(value, row["said"])
            hashes.append(value)
        positions = range(position + 1, position + 1 + len(rows))
        await connection.execute(_ADD, positions, [row["id"] for row in rows], hashes)
    # There may be more of the same moment as the last.
    return Chained(len(rows), min(open_since, rows[-1]["created_at"] - timedelta(microseconds=1)))


async def chain_head(connection: Connection) -> Head | None:
    last = await connection.fetchrow(_HEAD)
    return Head(last["position"], last["hash"]) if last else None


@dataclass(frozen=True)
class Verdict:
    """What `crm audit verify` found; `fault` names the first break."""

    checked: int
    unchained: int
    fault: str | None = None


async def verify_chain(connection: Connection, known: Head | None, progress: Callable[[int], None]) -> Verdict:
    """Walk the whole chain in constant memory; `known` is a head that was written down earlier."""
    position, value, seen = 0, b"", known is None
    while True:
        rows = await connection.fetch(_CHAINED, position, BATCH)
        for row in rows:
            fault = _fault(row, position + 1, value, known)
            if fault:
                return Verdict(position, await connection.fetchval(_UNCHAINED), fault)
            position, value = row["position"], row["hash"]
            seen = seen or (known is not None and known.position == position)
        progress(position)
        if len(rows) < BATCH:
            break
    fault = None if seen else f"the chain ends at {position}; it once reached {known.position if known else 0}"
    return Verdict(position, await connection.fetchval(_UNCHAINED), fault)


def _fault(row: Record, expected: int, before: bytes, known: Head | None) -> str | None:
    position, entry = row["position"], row["entry_id"]
    if position != expected:
        return f"position {expected} is missing"
    if row["lost"]:
        return f"position {position}: the entry {entry} is gone"
    if row["hash"] != _link(before, row["said"]):
        return f"position {position}: the entry {entry} is not what was chained"
    if row["altered"]:
        return f"position {position}: what the entry {entry} says was changed is not what was recorded"
    if known is not None and known.position == position and known.hash != row["hash"]:
        return f"position {position}: the chain was rewritten since its head was noted"
    return None
