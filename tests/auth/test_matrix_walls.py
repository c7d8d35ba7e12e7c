"""Row-level security alone, which is the second wall for subscribers."""

import asyncio

import asyncpg
import pytest

from backend.auth.viewer import SUBSCRIBERS, Role, Viewer
from backend.database import connect
from backend.embedded import HOLDER_ROLE, LINE_ROLE, OWNER_ROLE, ServerLocation
from backend.planner import planner
from backend.planner.plan import WALL
from tests.auth.matrix import Matrix
from tests.auth.rows import (
    MAY_SEE,
    TABLES,
    key,
    written,
)

pytestmark = pytest.mark.database


# What subscribers read of: the tables of graph types, of which a subscriber may see some rows, and those behind them.
GRANTED = {
    table
    for name, (table, _, _) in TABLES.items()
    if {MAY_SEE[Role.LINE][name], MAY_SEE[Role.HOLDER][name]} != {"false"}
} | {
    "contract_option", "tariff_compatibility", "history_entry", "event", "event_order", "event_epoch", "event_floor",
    "ledger_account", "lost_phone",
}  # fmt: skip
# Types whose columns of a granted table are not granted.
COLUMNS = {"StructuredRequest", "RequestRepresentative"}
NOBODYS = {"tariff_compatibility", "event_order", "event_epoch", "event_floor"}  # tables without personal data
# Every subscriber reads the part of the catalogue that is on sale.
PUBLIC = {"tariff": "select id from tariff where active", "tariff_option": "select id from tariff_option where active"}


@pytest.mark.parametrize("role", [LINE_ROLE, HOLDER_ROLE])
def test_a_subscriber_role_without_settings_reads_no_rows_and_never_writes(
    postgresql: ServerLocation, matrix: Matrix, matrix_name: str, role: str
) -> None:
    tables = {
        row[0]
        for row in matrix.client.sql(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')"
        )
    }
    assert {table for table, _, _ in TABLES.values()} - {"jobs.job"} < tables
    views = {row[0] for row in matrix.client.sql("select viewname from pg_views where schemaname = 'public'")}
    catalogue = {table: matrix.client.sql(expected) for table, expected in PUBLIC.items()}

    async def go() -> None:
        connection = await connect(postgresql.url(OWNER_ROLE, matrix_name), role=role)
        try:
            for table in sorted(tables):
                if table not in GRANTED:
                    with pytest.raises(asyncpg.InsufficientPrivilegeError):
                        await connection.fetch(f"select from {table}")
                elif table not in {*PUBLIC, *NOBODYS}:
                    for told in ("", str(key("none"))):
                        for setting in WALL[role]:
                            await connection.execute("select set_config($1, $2, false)", setting, told)
                        assert await connection.fetch(f"select from {table}") == [], table
                if table in views:
                    continue
                for write in (f"insert into {table} default values", f"delete from {table}", f"truncate {table}"):
                    with pytest.raises(asyncpg.InsufficientPrivilegeError):
                        await connection.execute(write)
                column = await connection.fetchval(
                    "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped"
                    " and attidentity = '' limit 1",
                    table,
                )
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(f"update {table} set {column} = {column}")
            for setting in WALL[role]:
                await connection.execute(f"reset {setting}")
            for table in PUBLIC:
                mine = {row[0] for row in await connection.fetch(f"select id from {table}")}
                assert mine == {row["id"] for row in catalogue[table]}
        finally:
            await connection.close()

    asyncio.run(go())


def test_row_level_security_alone_allows_exactly_the_rows_of_the_matrix(
    postgresql: ServerLocation, matrix: Matrix, matrix_name: str
) -> None:
    """A line and a holder read each granted table without a predicate, and get the rows that the matrix allows."""

    async def go(viewer: Viewer) -> dict[str, set[str]]:
        connection = await connect(postgresql.url(OWNER_ROLE, matrix_name), role=planner.WALLS[viewer.role])
        try:
            for setting, name in WALL[planner.WALLS[viewer.role]].items():
                value = getattr(viewer, name.removeprefix("viewer_"))
                await connection.execute(
                    "select set_config($1, $2, false)", setting, "" if value is None else str(value)
                )
            found = {}
            for name, (table, column, _) in TABLES.items():
                if name in COLUMNS:
                    with pytest.raises(asyncpg.InsufficientPrivilegeError):
                        await connection.fetch(f"select {column} from {table}")
                elif table in GRANTED:
                    rows = await connection.fetch(f"select {column} from {table}")
                    found[name] = {written(name, row[0]) for row in rows}
            return found
        finally:
            await connection.close()

    for role in sorted(SUBSCRIBERS):
        viewer = matrix.viewers[role]
        found = asyncio.run(go(viewer))
        for name, rows in found.items():
            allowed = matrix.allowed(viewer, name)
            ended = {
                each
                for each, row in matrix.rows[name].items()
                # Row-level security lets a holder read every session of the customer, and no session of others.
                if name == "Session"
                and (
                    row["customer_id"] == viewer.customer_id
                    if role is Role.HOLDER
                    else row["subject"] == viewer.subject
                )
            }
            assert rows == allowed | ended, (role, name)
