"""The audit trail: one entry per mutation, in the transaction that did it; and the chain over the entries.

Triggers collect what changed while the setting `crm.audit` is set (migrations, `crm_audit`), so no verb can forget to.
The chain is built afterwards, by one process at a time: a chain built by the writers would make them wait for each
other.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from asyncpg import Record
from sqlalchemy.ext.asyncio import AsyncSession

from backend.auth.viewer import Origin, Viewer
from backend.database import Connection
from backend.identifiers import decode_id

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

ADVISORY_LOCK = 7_264_310_004
BATCH = 1_000
UNCHAINED_SECONDS = 5  # an entry that stays out of the chain for longer is reported
LATEST_COMMIT = "10 minutes"  # no transaction of ours lives longer, so no entry appears later than this

# An entry as the chain covers it. Its personal data are covered by the digest.
_SAID = """jsonb_build_array(e.id, to_char(e.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    e.actor, e.role, e.client, e.session_id, e.address, e.verb, e.node_type, e.node_id, e.outcome, e.idempotency_key,
    encode(e.digest, 'hex'))::text"""
_HEAD = "select position, hash from audit_chain order by position desc limit 1"
_WAITING = f"""
select e.id, {_SAID} as said from audit_entry e
where not exists (select from audit_chain c where c.entry_id = e.id)
    and ($2 or e.created_at > coalesce((
        select h.created_at from audit_chain c join audit_entry h on h.id = c.entry_id order by c.position desc limit 1
    ), '-infinity') - interval '{LATEST_COMMIT}')
order by e.created_at, e.id limit $1
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


async def extend_chain(connection: Connection, *, everything: bool = False) -> int:
    """Chain the entries that are not chained yet, in order of time; 0 as well when another process is at it.

    `everything` also looks for entries older than any that can still appear. Returns how many were chained.
    """
    async with connection.transaction():
        if not await connection.fetchval("select pg_try_advisory_xact_lock($1)", ADVISORY_LOCK):
            return 0
        rows = await connection.fetch(_WAITING, BATCH, everything)
        if not rows:
            return 0
        last = await connection.fetchrow(_HEAD)
        position, value = (last["position"], last["hash"]) if last else (0, b"")
        links = []
        for row in rows:
            position, value = position + 1, _link(value, row["said"])
            links.append((position, row["id"], value))
        await connection.executemany("insert into audit_chain (position, entry_id, hash) values ($1, $2, $3)", links)
    return len(links)


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
