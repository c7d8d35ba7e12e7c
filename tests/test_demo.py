"""Demo data: the same N gives the same rows, an interrupted load continues, a large one builds its indexes at the end."""

import asyncio
from typing import Any

import pytest

from backend import demo
from backend.database import connect
from backend.demo import indexes, load_demo
from backend.embedded import OWNER_ROLE, ServerLocation
from backend.migrate import migrate
from tests.factories.customers import new_customer
from tests.factories.rows import insert

pytestmark = pytest.mark.database
TABLES = (
    "customer",
    "contract",
    "sim",
    "phone_number",
    "payment",
    "ticket",
    "tariff",
    "contract_hold",
    "contract_option",
    "identity_document",
    "(select * from ledger_account where contract_id is not null)",
    "ledger_posting",
    "ledger_entry",
    "refund",
    "bill",
    "(select id, number, kind, status, raw, name, phone from request)",
    "customer_address",
    "customer_contact",
    "contact_person",
    "customer_note",
    "consent",
)
INDEXES = "select indexname from pg_indexes where schemaname = 'public' order by 1"


async def _fresh(place: ServerLocation, name: str) -> str:
    admin = await connect(place.url(OWNER_ROLE, "postgres"), role=None)
    try:
        await admin.execute(f"drop database if exists {name} with (force)")
        await admin.execute(f"create database {name}")
    finally:
        await admin.close()
    await migrate(place.url(OWNER_ROLE, name))
    return place.url(OWNER_ROLE, name)


async def _sql(url: str, statement: str) -> list[Any]:
    connection = await connect(url, role=None)
    try:
        return [tuple(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()


async def _fingerprint(url: str) -> list[Any]:
    row = "(to_jsonb(t) - 'pick' - 'xid')::text"
    parts = [f"select '{t}', count(*), md5(string_agg({row}, ',' order by {row})) from {t} t" for t in TABLES]
    return await _sql(url, " union all ".join(parts))


def nothing(*_: int) -> None:
    """Ignore progress."""


def test_the_same_number_of_customers_gives_the_same_rows_in_any_steps(
    postgresql: ServerLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def go() -> None:
        one, two = await _fresh(postgresql, "crm_demo_one"), await _fresh(postgresql, "crm_demo_two")
        assert await load_demo(one, 30, nothing) == 30
        monkeypatch.setattr(demo, "BLOCK_CUSTOMERS", 8)
        assert await load_demo(two, 11, nothing) == 11
        assert await load_demo(two, 30, nothing) == 19
        assert await load_demo(two, 30, nothing) == 0
        assert await _fingerprint(one) == await _fingerprint(two)

    asyncio.run(go())


def test_an_interrupted_load_continues_where_it_stopped(
    postgresql: ServerLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def go() -> None:
        one, two = await _fresh(postgresql, "crm_demo_one"), await _fresh(postgresql, "crm_demo_two")
        await load_demo(one, 40, nothing)
        monkeypatch.setattr(demo, "BLOCK_CUSTOMERS", 5)
        monkeypatch.setattr(demo, "BULK_CUSTOMERS", 10)
        built = await _sql(one, INDEXES)

        def give_up(done: int, _: int) -> None:
            if done >= 15:
                raise KeyError

        with pytest.raises(ExceptionGroup):
            await load_demo(two, 40, give_up)
        assert len(await _sql(two, INDEXES)) < len(built), "a large load into an empty database drops the indexes first"
        await load_demo(two, 40, nothing)
        assert await _fingerprint(one) == await _fingerprint(two)
        assert await _sql(two, INDEXES) == built

    asyncio.run(go())


def test_indexes_of_a_database_with_customers_are_not_dropped(
    postgresql: ServerLocation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def go() -> None:
        url = await _fresh(postgresql, "crm_demo_one")
        connection = await connect(url, role=None)
        await insert(connection, new_customer())
        await connection.close()
        monkeypatch.setattr(demo, "BULK_CUSTOMERS", 1)
        dropped: list[Any] = []
        monkeypatch.setattr(indexes, "drop_all", dropped.append)
        await load_demo(url, 3, nothing)
        assert dropped == []

    asyncio.run(go())
