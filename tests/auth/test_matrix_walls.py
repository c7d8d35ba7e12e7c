"""Row-level security alone, which is the second wall for subscribers and partners."""

import asyncio

import asyncpg
import pytest

from backend.auth.viewer import OUTSIDE, Role, Viewer
from backend.database import connect
from backend.embedded import HOLDER_ROLE, LINE_ROLE, OWNER_ROLE, PARTNER_ROLE, ServerLocation
from backend.planner import planner
from backend.planner.plan import WALL, viewer_values
from tests.auth.matrix import Matrix
from tests.auth.rows import (
    MAY_SEE,
    TABLES,
    key,
    written,
)

pytestmark = pytest.mark.database


# What each role reads of: the tables of graph types, of which its callers may see some rows, and those behind them.
_LOG = {"history_entry", "event", "event_order", "event_epoch", "event_floor"}


def _shown_to(*roles: Role) -> set[str]:
    return {table for name, (table, _, _) in TABLES.items() if {MAY_SEE[role][name] for role in roles} != {"false"}}


_SUBSCRIBERS = _shown_to(Role.LINE, Role.HOLDER) | _LOG | {
    "contract_option", "tariff_compatibility", "ledger_account", "lost_phone",
    # Behind the timeline, without a row for subscribers.
    "provisioning_order",
}  # fmt: skip
GRANTED = {
    LINE_ROLE: _SUBSCRIBERS,
    HOLDER_ROLE: _SUBSCRIBERS,
    PARTNER_ROLE: _shown_to(Role.PARTNER) | _LOG | {"tariff_compatibility", "contract"},
}
# Types whose columns of a granted table are not granted to subscribers.
COLUMNS = {"StructuredRequest", "RequestRepresentative"}
NOBODYS = {
    "tariff_allowance",
    "tariff_compatibility",
    "event_order",
    "event_epoch",
    "event_floor",
}  # tables without personal data
# Every subscriber reads the part of the catalogue that is on sale.
PUBLIC = {
    "tariff": "select id from tariff where active",
    "tariff_option": "select id from tariff_option where active",
    "tariff_version": "select id from tariff_version where valid_from <= now()",
}


@pytest.mark.parametrize("role", [LINE_ROLE, HOLDER_ROLE, PARTNER_ROLE])
def test_a_role_from_outside_without_settings_reads_no_rows_and_never_writes(
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
                if table not in GRANTED[role]:
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
    """A line, a holder and a partner read each granted table without a predicate, and get the rows that the matrix
    allows.
    """

    async def go(viewer: Viewer) -> dict[str, set[str]]:
        connection = await connect(postgresql.url(OWNER_ROLE, matrix_name), role=planner.WALLS[viewer.role])
        try:
            for setting, name in WALL[planner.WALLS[viewer.role]].items():
                value = viewer_values(viewer)[name]
                await connection.execute(
                    "select set_config($1, $2, false)", setting, "" if value is None else str(value)
                )
            found = {}
            for name, (table, column, _) in TABLES.items():
                if name in COLUMNS and viewer.role is not Role.PARTNER:
                    with pytest.raises(asyncpg.InsufficientPrivilegeError):
                        await connection.fetch(f"select {column} from {table}")
                elif table in GRANTED[planner.WALLS[viewer.role]]:
                    rows = await connection.fetch(f"select {column} from {table}")
                    found[name] = {written(name, row[0]) for row in rows}
            return found
        finally:
            await connection.close()

    for role in sorted(OUTSIDE):
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
            if name == "RequestViolation" and role is Role.PARTNER:
                # Which rules tell about other people is decided by the policy alone.
                assert rows > allowed, name
                continue
            assert rows == allowed | ended, (role, name)
