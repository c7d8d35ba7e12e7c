"""Revisions upgrade and downgrade with data, and the models describe exactly the resulting catalogue."""

import asyncio
import re
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, DefaultClause, text
from sqlalchemy.ext.asyncio import create_async_engine

from backend.database import connect
from backend.demo import load_demo
from backend.embedded import OWNER_ROLE, ServerLocation
from backend.migrate import OF_CONTRACTS, OF_CUSTOMER, alembic_config, migrate, noun_script
from backend.models import Base

pytestmark = pytest.mark.database

CATALOGUE = """
select 'column', c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' '
    || coalesce(co.collname, '') || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
left join pg_collation co on co.oid = a.attcollation
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    and not c.relispartition and c.relname <> 'alembic_version'
union all
select 'constraint', t.relname || '.' || n.conname, pg_get_constraintdef(n.oid)
from pg_constraint n join pg_class t on t.oid = n.conrelid
where n.connamespace = 'public'::regnamespace and not t.relispartition and n.contype not in ('n', 't') and t.relname <> 'alembic_version'
union all
select 'index', tablename || '.' || indexname, indexdef from pg_indexes
where schemaname = 'public' and tablename !~ '^event_[0-9]' and tablename <> 'alembic_version'
order by 1, 2
"""
FUNCTIONS = """
create extension pg_trgm; create extension btree_gist;
create function crm_uuidv7() returns uuid language sql as 'select gen_random_uuid()';
create function crm_document_key(text, text, text) returns text language sql immutable as 'select $1';
create function crm_name_key(text) returns text language sql immutable as 'select $1';
create function crm_name_order(text) returns text language sql immutable as 'select $1';
"""
SEQUENCE = re.compile(r"nextval\('(\w+)'\)")  # in the default of a column


async def _sql(url: str, statement: str) -> list[Any]:
    connection = await connect(url, role=None)
    try:
        return [tuple(row) for row in await connection.fetch(statement)]
    finally:
        await connection.close()


async def _empty_database(place: ServerLocation, name: str) -> str:
    admin = await connect(place.url(OWNER_ROLE, "postgres"), role=None)
    try:
        await admin.execute(f"drop database if exists {name} with (force)")
        await admin.execute(f"create database {name}")
    finally:
        await admin.close()
    return place.url(OWNER_ROLE, name)


def test_models_and_migrations_describe_the_same_catalogue(postgresql: ServerLocation, owner_url: str) -> None:
    async def go() -> tuple[list[Any], list[Any]]:
        url = await _empty_database(postgresql, "crm_models")
        connection = await connect(url, role=None)
        columns = [column for table in Base.metadata.tables.values() for column in table.columns]
        defaults = [str(each.server_default.arg) for each in columns if isinstance(each.server_default, DefaultClause)]
        sequences = {name for default in defaults for name in SEQUENCE.findall(default)}
        await connection.execute(FUNCTIONS + "".join(f"create sequence {name};" for name in sorted(sequences)))
        await connection.close()
        engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: connect(url, role=None))
        async with engine.begin() as made:
            await made.run_sync(Base.metadata.create_all)
        await engine.dispose()
        return await _sql(url, CATALOGUE), await _sql(owner_url, CATALOGUE)

    models, migrated = asyncio.run(go())
    plain = [tuple(str(part).replace("crm_uuidv7()", "crm_uuidv7(…)") for part in row) for row in models]
    theirs = [
        tuple(
            str(part).replace("crm_uuidv7(clock_timestamp())", "crm_uuidv7(…)").replace("crm_uuidv7()", "crm_uuidv7(…)")
            for part in row
        )
        for row in migrated
    ]
    assert set(plain) ^ set(theirs) == set(), "a migration in migrations/versions and backend/models differ"
    assert len(migrated) > 200


def test_every_revision_downgrades_and_upgrades_with_data(postgresql: ServerLocation) -> None:
    async def go() -> None:
        url = await _empty_database(postgresql, "crm_revisions")
        await migrate(url)
        revisions = [script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()]
        before = await _sql(url, CATALOGUE)
        await load_demo(url, 3, lambda *_: None)
        for _ in revisions:
            await migrate(url, "-1")
        assert await _sql(url, "select count(*) from pg_tables where schemaname = 'public'") == [(1,)]
        await migrate(url)
        assert await _sql(url, CATALOGUE) == before
        await load_demo(url, 3, lambda *_: None)
        assert await _sql(url, "select count(*) from customer") == [(3,)]

    asyncio.run(go())


def test_two_processes_can_migrate_at_once(postgresql: ServerLocation) -> None:
    async def go() -> None:
        url = await _empty_database(postgresql, "crm_racing")
        await asyncio.gather(*(migrate(url) for _ in range(4)))
        assert await _sql(url, "select count(*) from alembic_version") == [(1,)]

    asyncio.run(go())


def test_migrations_time_out_when_a_lock_is_held(owner_url: str) -> None:
    async def go() -> None:
        engine = create_async_engine("postgresql+asyncpg://", async_creator=lambda: connect(owner_url, role=None))

        def timeouts(connection: Connection) -> list[str]:
            from alembic import command

            command.current(alembic_config(connection))
            return [
                connection.execute(text(f"show {name}")).scalar_one() for name in ("lock_timeout", "statement_timeout")
            ]

        async with engine.connect() as connection:
            assert await connection.run_sync(timeouts) == ["5s", "10min"]
        await engine.dispose()

    asyncio.run(go())


def test_the_application_is_neither_owner_nor_superuser(database_url: str) -> None:
    async def go() -> Any:
        connection = await connect(database_url)
        try:
            return await connection.fetchrow(
                "select current_user, rolsuper, (select count(*) from pg_tables where tableowner = current_user) as owned"
                " from pg_roles where rolname = current_user"
            )
        finally:
            await connection.close()

    assert tuple(asyncio.run(go())) == ("crm_app", False, 0)


DOCUMENTS = """
insert into customer (id, kind, name, phone, kyc_status) select md5(n)::uuid, 'PERSON', n, '+996555000111', kyc
from (values ('old', 'INITIALIZED'), ('verified', 'VALIDATED'), ('none', 'INITIALIZED')) v(n, kyc);
insert into identity_document (customer_id, kind, number, created_at) select md5(n)::uuid, 'ID_CARD', number, at::timestamptz
from (values ('old', 'AN1234567', '2026-01-01'), ('verified', 'АН-1234567', '2026-02-01'), ('none', 'AN123456O', '2026-01-01'),
    ('none', '-', '2026-01-01'), ('none', 'НЕТ', '2026-01-01'), ('none', 'ID0000000', '2026-01-01')) v(n, number, at);
"""


def test_duplicate_documents_and_placeholders_become_doubtful(postgresql: ServerLocation) -> None:
    async def go() -> list[Any]:
        url = await _empty_database(postgresql, "crm_documents")
        await migrate(url, "2026_11_26_2230")
        connection = await connect(url, role=None)
        await connection.execute(DOCUMENTS)
        await connection.close()
        await migrate(url)
        return await _sql(
            url, "select number, doubtful, verified_at is not null, version from identity_document order by number"
        )

    assert asyncio.run(go()) == [
        ("-", True, False, 1),
        ("AN1234567", True, False, 1),
        ("AN123456O", False, False, 1),
        ("ID0000000", True, False, 1),
        ("АН-1234567", False, True, 1),
        ("НЕТ", True, False, 1),
    ]


PROBE = """
create table probe (id uuid primary key, customer_id uuid, contract_id uuid, pin text, updated_at timestamptz,
    version integer not null default 1);
"""
ROWS = """
insert into probe (id, customer_id, contract_id, pin)
select md5(k.number)::uuid, k.customer_id, k.id, '1234' from contract k where k.customer_id is not null
"""


def test_the_script_of_a_noun_audits_without_secrets_and_shows_subscribers_their_own_rows(owner_url: str) -> None:
    async def go() -> None:
        connection = await connect(owner_url, role=None)
        transaction = connection.transaction()
        await transaction.start()
        try:
            await connection.execute(
                PROBE + noun_script("probe", line=OF_CONTRACTS, holder=OF_CUSTOMER, secrets=("pin",))
            )
            line = await connection.fetchrow(
                "select * from contract where status = 'ACTIVE' and number like 'KD%' order by number limit 1"
            )
            assert line is not None
            await connection.execute("select set_config('crm.audit', '[', true)")
            await connection.execute(ROWS)
            await connection.execute("update probe set pin = '5678' where contract_id = $1", line["id"])
            changes = await connection.fetchval("select current_setting('crm.audit')")
            assert '"probe"' in changes
            assert "1234" not in changes
            assert "5678" not in changes
            assert await connection.fetchval("select version from probe where contract_id = $1", line["id"]) == 2
            assert not await connection.fetchval("select has_table_privilege('crm_app', 'probe', 'delete')")
            told = {"contract": line["id"], "number": line["phone_number_id"], "customer": line["customer_id"]}
            own = await connection.fetch("select id from probe where customer_id = $1 order by id", line["customer_id"])
            for name, value in told.items():
                await connection.execute("select set_config($1, $2, true)", f"crm.{name}", str(value))
            await connection.execute("set local role crm_line")
            assert [row["contract_id"] for row in await connection.fetch("select contract_id from probe")] == [
                line["id"]
            ]
            await connection.execute("reset role")
            await connection.execute("set local role crm_holder")
            assert await connection.fetch("select id from probe order by id") == own
        finally:
            await transaction.rollback()
            await connection.close()

    asyncio.run(go())
