"""Transitions that stood one to a row are joined by act and node, and separated again by the downgrade."""

import asyncio
from typing import Any

import pytest

from backend.database import connect
from backend.embedded import ServerLocation
from backend.migrate import migrate
from tests.test_migrations import _empty_database, _sql

pytestmark = pytest.mark.database

# Of each act: its time, then its transitions, which are so many microseconds later. In the second act all transitions
# have one time, as those of earlier releases; in the third the second transition does not follow from the first; the
# fourth is of other nodes without a customer, and the last is of the same actor as the first, but later.
ROWS = """
insert into status_change (id, created_at, node_type, node_id, customer_id, contract_id, verb, from_status, to_status,
    actor, reason)
select lpad(row_number() over ()::text, 32, '0')::uuid, at::timestamptz + later * interval '1 microsecond', kind,
    md5(node)::uuid, md5(customer)::uuid, md5(contract)::uuid, verb, source, target, actor, reason
from (values
    ('2026-01-01 10:00', 0, 'CUSTOMER', 'c1', 'c1', null, 'create', null, 'PROSPECT', 'a', null),
    ('2026-01-01 10:00', 1, 'CONTRACT', 'k1', 'c1', 'k1', 'create', null, 'DRAFT', 'a', null),
    ('2026-01-01 10:00', 30, 'CONTRACT', 'k1', 'c1', 'k1', 'accept', 'DRAFT', 'ACCEPTED', 'a', null),
    ('2026-01-01 10:00', 31, 'SIM', 's1', 'c1', 'k1', 'activate', 'AVAILABLE', 'ACTIVE', 'a', null),
    ('2026-01-01 10:00', 90, 'CUSTOMER', 'c1', 'c1', null, 'activate', 'PROSPECT', 'ACTIVE', 'a', null),
    ('2026-01-01 11:00', 0, 'CONTRACT', 'k2', 'c2', 'k2', 'create', null, 'DRAFT', 'a', 'why'),
    ('2026-01-01 11:00', 0, 'CONTRACT', 'k2', 'c2', 'k2', 'accept', 'DRAFT', 'ACCEPTED', 'a', 'why'),
    ('2026-01-01 12:00', 0, 'SIM', 's1', 'c1', 'k1', 'block', 'ACTIVE', 'BLOCKED', 'a', null),
    ('2026-01-01 12:00', 1, 'SIM', 's1', 'c1', 'k1', 'activate', 'AVAILABLE', 'ACTIVE', 'a', null),
    ('2026-01-01 13:00', 0, 'PHONE_NUMBER', 'n1', null, null, 'restore', 'QUARANTINED', 'AVAILABLE', 'schedule', null),
    ('2026-01-01 13:00', 1, 'PHONE_NUMBER', 'n2', null, null, 'restore', 'QUARANTINED', 'AVAILABLE', 'schedule', null),
    ('2026-01-01 14:00', 0, 'CONTRACT', 'k1', 'c1', 'k1', 'activate', 'ACCEPTED', 'ACTIVE', 'a', null),
    ('2026-01-01 14:00', 1500, 'CONTRACT', 'k1', 'c1', 'k1', 'suspend', 'ACTIVE', 'SUSPENDED', 'a', null)
) v(at, later, kind, node, customer, contract, verb, source, target, actor, reason);
"""
EACH = """
select node_type, node_id, customer_id, contract_id, verb, from_status, to_status, actor, reason,
    date_trunc('second', created_at) from status_change order by created_at, id
"""
# A chunk of a file, as earlier releases wrote it: 150 acts of one time, with two rows each.
CHUNK = """
insert into history_entry (act, place, created_at, node_id, node_type, actor, steps)
select 1000 + n, place, '2026-02-01 10:00', gen_random_uuid(), 'SIM', 'file', 'import IMPORTED 0'
from generate_series(1, 150) n, generate_series(0, 1) place
"""
TIMES = """
select to_char(created_at, 'HH24:MI:SS.US'), count(*), min(act), max(act) from history_entry where actor = 'file'
group by 1 order by 1
"""
JOINED = (
    "select to_char(created_at, 'HH24:MI:SS.US'), from_status, steps from history_entry order by created_at, act, place"
)


def test_transitions_are_joined_and_separated_with_their_order(postgresql: ServerLocation) -> None:
    async def go() -> tuple[Any, ...]:
        url = await _empty_database(postgresql, "crm_history")
        await migrate(url, "2026_11_28_0800")
        connection = await connect(url, role=None)
        await connection.execute(ROWS)
        await connection.close()
        before = await _sql(url, EACH)
        await migrate(url, "2026_11_28_0830")
        joined, after = await _sql(url, JOINED), await _sql(url, EACH)
        numbers = await _sql(url, "select nextval('history_entry_act_seq') > max(act) from history_entry")
        await migrate(url, "-1")
        separated = await _sql(url, EACH)
        await migrate(url, "2026_11_28_1050")
        await _sql(url, CHUNK)
        await migrate(url, "2026_11_28_1041")
        return joined, numbers, before, after, separated, await _sql(url, TIMES)

    joined, numbers, before, after, separated, times = asyncio.run(go())
    assert joined == [
        ("10:00:00.000000", None, "create PROSPECT 0;activate ACTIVE 4"),
        ("10:00:00.000000", None, "create DRAFT 1;accept ACCEPTED 2"),
        ("10:00:00.000000", "AVAILABLE", "activate ACTIVE 3"),
        ("11:00:00.000000", None, "create DRAFT 0;accept ACCEPTED 1"),
        ("12:00:00.000000", "ACTIVE", "block BLOCKED 0"),
        ("12:00:00.000000", "AVAILABLE", "activate ACTIVE 1"),
        ("13:00:00.000000", "QUARANTINED", "restore AVAILABLE 0"),
        ("13:00:00.000001", "QUARANTINED", "restore AVAILABLE 0"),
        ("14:00:00.000000", "ACCEPTED", "activate ACTIVE 0"),
        ("14:00:00.001500", "ACTIVE", "suspend SUSPENDED 0"),
    ]
    assert numbers == [(True,)]
    assert len(before) == 13
    assert after == before == separated
    assert times == [
        ("10:00:00.000000", 128, 1001, 1064), ("10:00:00.000001", 128, 1065, 1128), ("10:00:00.000002", 44, 1129, 1150),
    ]  # fmt: skip
