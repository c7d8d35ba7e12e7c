"""Commands that perform acts: as the operating-system user, with audit entries."""

import getpass
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from backend.auth.viewer import Role, Viewer
from backend.errors import RequestError, StartupError
from backend.settings import Settings


def command_viewer(settings: Settings) -> Viewer:
    """The operating-system user of this command, who may do what an administrator may."""
    return Viewer(Role.ADMIN, f"command:{getpass.getuser()}", time_zone=settings.time_zone, currency=settings.currency)


@asynccontextmanager
async def performing(settings: Settings, url: str) -> AsyncIterator[Any]:
    """Perform acts as the user of this command, with audit entries. Raises StartupError where an act is refused."""
    from backend.auth.viewer import Origin
    from backend.database import Database
    from backend.services.idempotency import Performer
    from backend.services.rates import Rates
    from backend.services.refused_calls import RefusedCalls

    database = Database(url, settings)
    viewer = command_viewer(settings)
    origin = Origin()

    async def perform(act: Any, command: Any) -> str:
        performer = Performer(database, settings, Rates({}, ()), RefusedCalls(settings.audit_refusals_per_hour))
        verb = act.verb(settings, viewer, origin, command)
        try:
            outcome = await performer.perform(viewer, origin, act.name, act.meant(command), None, verb)
        except RequestError as error:
            raise StartupError(error.message) from None
        if outcome.errors:
            raise StartupError(outcome.errors[0]["message"])
        assert outcome.node_id is not None
        return outcome.node_id

    try:
        yield perform
    finally:
        await database.close()


async def fetch(url: str, statement: str, *arguments: object) -> list[Any]:
    from backend.database import connect

    connection = await connect(url)
    try:
        return await connection.fetch(statement, *arguments)
    finally:
        await connection.close()
