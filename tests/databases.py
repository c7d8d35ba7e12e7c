"""Databases for tests: copies of a template that holds the real migrations and the small demo data.

A copy costs a second, since it has some 800 files. So copies are leased: when a test gives one back, the rows that it
added are deleted, tables in which it changed or deleted rows are filled again from the template, and the next test gets
the same copy. A copy whose catalogue was changed is dropped.

This is not in conftest.py, which pytest imports under another name: a second import would have a second counter of
database names.
"""

import asyncio
import io
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime

import asyncpg

from backend.database import CONNECTION_ERRORS, Connection, connect
from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, ServerLocation
from tests.connections import drop_kept, kept_sessions

TEMPLATE = "template_crm"
_numbers = itertools.count(1)

_WRITTEN = """
select format('%s.%I', relnamespace::regnamespace, relname), pg_stat_get_tuples_inserted(oid),
    pg_stat_get_tuples_updated(oid) + pg_stat_get_tuples_deleted(oid)
from pg_class where relkind = 'r' and oid >= 16384
"""
# A change of these tables of PostgreSQL is necessary for a change of `_CATALOGUE`, and much sooner found.
_CATALOGUE_WRITTEN = """
select sum(pg_stat_get_tuples_inserted(t) + pg_stat_get_tuples_updated(t) + pg_stat_get_tuples_deleted(t))::bigint,
    pg_postmaster_start_time(), pg_current_xact_id()::xid::text
from unnest('{pg_class,pg_proc,pg_trigger,pg_constraint,pg_policy,pg_attribute}'::regclass[]) t
"""
# TRUNCATE counts no tuples, but gives the table a new file. A restarted server has lost its counters.
_CATALOGUE = """
select md5(concat_ws(' ', pg_postmaster_start_time(),
    (select string_agg(concat_ws(' ', c.oid, c.relfilenode, c.relacl, c.relrowsecurity), ',' order by c.oid)
        from pg_class c where c.oid >= 16384 and c.relkind <> 'S'),
    (select string_agg(concat_ws(' ', p.oid, p.prosrc, p.proacl), ',' order by p.oid) from pg_proc p where p.oid >= 16384),
    (select string_agg(concat_ws(' ', t.oid, t.tgenabled), ',' order by t.oid) from pg_trigger t where t.oid >= 16384),
    (select string_agg(o.oid::text, ',' order by o.oid) from pg_constraint o where o.oid >= 16384),
    (select string_agg(y.oid::text, ',' order by y.oid) from pg_policy y),
    (select string_agg(concat_ws(' ', a.attrelid, a.attname, a.attnotnull, a.attacl), ',' order by a.attrelid, a.attnum)
        from pg_attribute a where a.attrelid >= 16384)))
"""
_SEQUENCES = "select format('%I.%I', schemaname, sequencename), last_value, start_value from pg_sequences"
_COLUMNS = """
select array_agg(attname::text order by attnum) from pg_attribute
where attrelid = $1::text::regclass and attnum > 0 and not attisdropped and attgenerated = ''
"""
_SESSIONS = """
select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid() and pid <> all($2::int[])
"""


async def statement(place: ServerLocation, sql: str) -> None:
    """Execute `sql` as the owner, outside of any database of the product."""
    connection = await connect(place.url(OWNER_ROLE, "postgres"), role=None)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


async def refuse_writes(place: ServerLocation, name: str) -> None:
    """Leave the application no right to write to a database, except to count what its requests cost: an application
    whose count fails opens a new connection for the next request.
    """
    connection = await connect(place.url(OWNER_ROLE, name), role=None)
    try:
        await connection.execute(
            f"revoke insert, update, delete, truncate on all tables in schema public, jobs from {APPLICATION_ROLE};"
            f"grant insert, update, delete on cost_bucket to {APPLICATION_ROLE}"
        )
    finally:
        await connection.close()


def copy_of_template(place: ServerLocation) -> str:
    """Create a copy of the template. Returns its name, which is unique within the process."""
    name = f"crm_test_{next(_numbers)}"
    asyncio.run(statement(place, f"create database {name} template {TEMPLATE}"))
    return name


@dataclass(frozen=True)
class _State:
    """The values that differ when a copy is no longer equal to the template."""

    written: dict[str, tuple[int, int]]  # tuples inserted so far, and tuples updated or deleted, by table
    catalogue_written: tuple[int, datetime]  # of the catalogue, and when the server was started
    sequences: dict[str, tuple[int | None, int]]  # the last value (None before the first) and the start value
    transaction: str = field(compare=False)  # the id of one that began after all that have written


@dataclass(frozen=True)
class _Rows:
    """The rows of one table of the template."""

    columns: list[str]
    data: bytes  # in COPY's binary format
    count: int


async def _state(connection: Connection) -> _State:
    *catalogue_written, transaction = await connection.fetchrow(_CATALOGUE_WRITTEN)
    return _State(
        {table: (inserted, changed) for table, inserted, changed in await connection.fetch(_WRITTEN)},
        tuple(catalogue_written),
        {name: (last, start) for name, last, start in await connection.fetch(_SEQUENCES)},
        transaction,
    )


class Pool:
    """The copies of one process. A copy is leased to one test at a time, and equals the template when it is leased."""

    def __init__(self, place: ServerLocation) -> None:
        self.place = place
        self._free: list[str] = []
        self._known: dict[str, _State] = {}
        self._catalogues: dict[str, str] = {}
        self._rows: dict[str, _Rows] = {}
        # A session for each copy stays open: PostgreSQL has then read the catalogue of the copy already.
        self._runner = asyncio.Runner()
        self._sessions: dict[str, Connection] = {}

    def close(self) -> None:
        for name in list(self._sessions):
            self._runner.run(self._end(name))
        self._runner.close()

    def lease(self) -> str:
        """The name of a database for exclusive use until it is given back."""
        if self._free:
            return self._free.pop()
        name = copy_of_template(self.place)
        self._known[name], self._catalogues[name] = self._runner.run(self._looked_at(name))
        return name

    def give_back(self, name: str) -> None:
        """Restore changed rows, or drop the database when its catalogue was changed."""
        if self._runner.run(self._restored(name)):
            self._free.append(name)
        else:
            del self._known[name], self._catalogues[name]
            drop_kept(name)
            self._runner.run(self._end(name))
            self._runner.run(statement(self.place, f"drop database if exists {name} with (force)"))

    @contextmanager
    def leased(self) -> Iterator[str]:
        """A leased database for the length of the block."""
        name = self.lease()
        try:
            yield name
        finally:
            self.give_back(name)

    async def _session(self, name: str) -> Connection:
        """The session of a copy: opened at first, and again when a test has ended it."""
        if name in self._sessions:
            with suppress(*CONNECTION_ERRORS):
                await self._sessions[name].fetchval("select 1")
                return self._sessions[name]
            await self._end(name)
        self._sessions[name] = await connect(self.place.url(OWNER_ROLE, name), role=None)
        await self._sessions[name].execute("set session_replication_role = replica")
        return self._sessions[name]

    async def _end(self, name: str) -> None:
        if name in self._sessions:
            with suppress(*CONNECTION_ERRORS):
                await self._sessions.pop(name).close()

    async def _looked_at(self, name: str) -> tuple[_State, str]:
        connection = await self._session(name)
        return await _state(connection), await connection.fetchval(_CATALOGUE)

    async def _restored(self, name: str) -> bool:
        try:
            return await self._restore(name, await self._session(name))
        except asyncpg.InvalidCatalogNameError:
            return False

    async def _restore(self, name: str, connection: Connection) -> bool:
        while await connection.fetchval(
            _SESSIONS, name, kept_sessions(name)
        ):  # the counters of a session are complete once it has ended
            await asyncio.sleep(0.01)
        before, after = self._known[name], await _state(connection)
        if after == before:
            return True
        if (
            after.catalogue_written != before.catalogue_written
            and await connection.fetchval(_CATALOGUE) != self._catalogues[name]
        ):
            return False
        written = [table for table, counts in after.written.items() if counts != before.written[table]]
        changed = [table for table in written if after.written[table][1] != before.written[table][1]]
        # An updated row is a later one as well.
        later = f"where age(xmin) < age('{before.transaction}'::xid)"
        deleted = [f"delete from only {table} {later}" for table in written]
        counted = [
            f"select setval('{sequence}', {start if last is None else last}, {last is not None})"
            for sequence, (last, start) in before.sequences.items()
            if after.sequences[sequence] != (last, start)
        ]
        if deleted or counted:  # none of them where the catalogue alone was written to, and is as it was
            await connection.execute(";".join([*deleted, *counted]))
        await self._fill_again(connection, changed)
        await connection.execute("select pg_stat_force_next_flush()")
        self._known[name] = await _state(connection)
        return True

    async def _fill_again(self, connection: Connection, tables: Sequence[str]) -> None:
        """Fill the tables that lack rows of the template."""
        if not tables:
            return
        counts = ", ".join(f"(select count(*) from only {table})" for table in tables)
        found = await connection.fetchrow(f"select {counts}")
        for table, count in zip(tables, found, strict=True):
            kept = await self._template(table)
            if count != kept.count:
                async with connection.transaction():
                    await connection.execute(f"delete from only {table}")
                    await _fill(connection, table, kept)

    async def _template(self, table: str) -> _Rows:
        if table not in self._rows:
            connection = await connect(self.place.url(OWNER_ROLE, TEMPLATE), role=None)
            try:
                self._rows[table] = await _kept(connection, table)
            finally:
                await connection.close()  # while a session is open, the template cannot be copied
        return self._rows[table]


async def _kept(connection: Connection, table: str) -> _Rows:
    schema, name = table.split(".")
    columns = await connection.fetchval(_COLUMNS, table)
    into = io.BytesIO()
    done = await connection.copy_from_table(name, schema_name=schema, columns=columns, output=into, format="binary")
    return _Rows(columns, into.getvalue(), int(done.removeprefix("COPY ")))


async def _fill(connection: Connection, table: str, kept: _Rows) -> None:
    schema, name = table.split(".")
    source = io.BytesIO(kept.data)
    await connection.copy_to_table(name, schema_name=schema, columns=kept.columns, source=source, format="binary")
