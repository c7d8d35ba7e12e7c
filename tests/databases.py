"""Databases for tests: copies of a template that holds the real migrations and the small demo data.

Not in conftest.py, which pytest imports under a name of its own: whoever imported it again would count anew and give
a name twice.
"""

import asyncio
import itertools

from backend.database import connect
from backend.embedded import OWNER_ROLE, Place

TEMPLATE = "template_crm"
_numbers = itertools.count(1)


async def statement(place: Place, sql: str) -> None:
    """Execute `sql` as the owner, outside of any database of the product."""
    connection = await connect(place.url(OWNER_ROLE, "postgres"), role=None)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


def copy_of_template(place: Place) -> str:
    """Create a fresh copy; its name, given to nobody else in this process."""
    name = f"crm_test_{next(_numbers)}"
    asyncio.run(statement(place, f"create database {name} template {TEMPLATE}"))
    return name
