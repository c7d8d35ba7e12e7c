"""The kept plans of connections of the background work."""

import asyncio

import pytest

from backend.database import KEPT_PLANS, Connection, RenewedPlans, connect
from backend.database.connection import PLANS_SECONDS

pytestmark = pytest.mark.database


async def plan(connection: Connection) -> str:
    """The plan that an execution of the prepared statement uses."""
    return "\n".join(row[0] for row in await connection.fetch("explain (costs off) execute found (1)"))


def test_plans_made_for_an_empty_table_are_kept_for_seconds_only(database_url: str) -> None:
    now = 0.0

    async def go() -> None:
        nonlocal now
        connection = await connect(database_url, **KEPT_PLANS)
        plans = RenewedPlans(connection, lambda: now)
        await connection.execute(
            "create temp table grown (key int primary key); analyze grown;"
            " prepare found (int) as select from grown where key = $1"
        )
        assert "Seq Scan" in await plan(connection)
        await connection.execute("insert into grown select generate_series(1, 50000)")
        now = PLANS_SECONDS
        await plans.renew()
        assert "Seq Scan" in await plan(connection)
        now = PLANS_SECONDS + 0.1
        await plans.renew()
        assert "Index" in await plan(connection)
        await connection.close()

    asyncio.run(go())
