"""A leased database equals the template, whatever earlier tests changed."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from backend.database import connect
from backend.embedded import OWNER_ROLE, ServerLocation
from tests.databases import TEMPLATE, Pool, statement

pytestmark = pytest.mark.database

TABLES = "select format('%I.%I', schemaname, relname) from pg_stat_user_tables order by 1"
SEQUENCES = "select schemaname, sequencename, last_value from pg_sequences order by 1, 2"


async def _do(place: ServerLocation, name: str, *statements: str) -> None:
    connection = await connect(place.url(OWNER_ROLE, name), role=None)
    try:
        for each in statements:
            await connection.execute(each)
    finally:
        await connection.close()


async def _content(place: ServerLocation, name: str) -> dict[str, Any]:
    connection = await connect(place.url(OWNER_ROLE, name), role=None)
    try:
        tables = [row[0] for row in await connection.fetch(TABLES)]
        found = {
            table: await connection.fetchval(f"select md5(string_agg(t::text, ';' order by t::text)) from {table} t")
            for table in tables
        }
        return {**found, "sequences": [tuple(row) for row in await connection.fetch(SEQUENCES)]}
    finally:
        await connection.close()


CHANGES = {
    "rows changed": ("update customer set name = 'Somebody Else'",),
    "rows gone": ("set session_replication_role = replica", "delete from contract", "delete from customer"),
    "rows added": ("insert into customer (kind, name, phone, status, kyc_status) select kind, name, phone, status, kyc_status from customer",),
    "new rows changed": (
        "insert into customer (kind, name, phone, status, kyc_status) select kind, 'New', phone, status, kyc_status from customer limit 2",
        "update customer set name = 'Newer' where name = 'New' and id = (select max(id::text)::uuid from customer where name = 'New')",
        "delete from customer where name = 'New'",
    ),
    "sequences moved": ("select nextval('customer_number')", "select setval('contract_number', 77)"),
    "undone": ("begin", "delete from contract_option", "rollback"),
    "a partition": ("delete from event",),
}  # fmt: skip
CATALOGUE = {
    "truncated": "truncate contract_option",
    "a table more": "create table more ()",
    "a constraint less": "alter table customer drop constraint uq_customer_number",
    "a right more": "grant truncate on customer to crm_app",
    "a trigger less": "alter table customer disable trigger all",
}


@pytest.fixture(scope="module")
def pool(postgresql: ServerLocation) -> Iterator[Pool]:
    opened = Pool(postgresql)
    yield opened
    opened.close()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_changed_rows_and_sequences_are_restored(
    postgresql: ServerLocation, pool: Pool, change: tuple[str, ...]
) -> None:
    name = pool.lease()
    asyncio.run(_do(postgresql, name, *change))
    pool.give_back(name)
    assert pool.lease() == name
    assert asyncio.run(_content(postgresql, name)) == asyncio.run(_content(postgresql, TEMPLATE))
    pool.give_back(name)


@pytest.mark.parametrize("change", CATALOGUE.values(), ids=CATALOGUE)
def test_a_database_with_a_changed_catalogue_is_not_leased_again(
    postgresql: ServerLocation, pool: Pool, change: str
) -> None:
    name = pool.lease()
    asyncio.run(_do(postgresql, name, change))
    pool.give_back(name)
    assert pool.lease() != name


def test_an_open_session_does_not_prevent_the_restore(postgresql: ServerLocation, pool: Pool) -> None:
    name = pool.lease()

    async def leave() -> None:
        connection = await connect(postgresql.url(OWNER_ROLE, name), role=None)
        await connection.execute("begin; delete from contract_option")
        connection._abort()

    asyncio.run(leave())
    pool.give_back(name)
    assert pool.lease() == name


def test_a_database_whose_sessions_were_ended_is_restored(postgresql: ServerLocation, pool: Pool) -> None:
    name = pool.lease()
    asyncio.run(_do(postgresql, name, "delete from contract_option"))
    ended = f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"
    asyncio.run(statement(postgresql, ended))
    pool.give_back(name)
    assert pool.lease() == name
    assert asyncio.run(_content(postgresql, name)) == asyncio.run(_content(postgresql, TEMPLATE))
    pool.give_back(name)


def test_a_dropped_database_is_replaced(postgresql: ServerLocation, pool: Pool) -> None:
    name = pool.lease()
    asyncio.run(statement(postgresql, f"drop database {name} with (force)"))
    pool.give_back(name)
    assert pool.lease() != name
