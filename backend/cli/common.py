"""Common parts of the commands: settings, PostgreSQL for the duration of a command, and messages."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import uvloop

from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, PrivateServer, keep_private, private_server
from backend.logs import configure_logs
from backend.settings import Settings, load_settings


@dataclass(frozen=True)
class Urls:
    """The URLs of PostgreSQL for the owner, who migrates, and for the application.

    `server`: the private server, if this process started it.
    """

    owner: str
    application: str
    server: PrivateServer | None = None


@contextmanager
def postgresql(settings: Settings, *, exclusive: bool = False) -> Iterator[Urls]:
    """The configured server, or the private one, which is started for the length of the block.

    Raises StartupError.
    """
    from backend.database import check_server

    if settings.database_url:
        owner = settings.owner_database_url or settings.database_url
        uvloop.run(
            check_server(owner, name="CRM_OWNER_DATABASE_URL" if settings.owner_database_url else "CRM_DATABASE_URL")
        )
        yield Urls(owner, settings.database_url)
        return
    with private_server(settings, exclusive=exclusive) as (where, server):
        if server:
            uvloop.run(_prepare_cluster(where.url(OWNER_ROLE, "postgres")))
        yield Urls(where.url(OWNER_ROLE), where.url(APPLICATION_ROLE), server)


async def _prepare_cluster(url: str) -> None:
    """Create the database. Errors of the application's statements stay out of PostgreSQL's log: clients cause them,
    and the API logs those that it does not expect.
    """
    from backend.database import connect

    connection = await connect(url, role=None)
    try:
        if not await connection.fetchval("select true from pg_database where datname = 'crm'"):
            await connection.execute("create database crm")
        if not await connection.fetchval("select true from pg_roles where rolname = $1", APPLICATION_ROLE):
            await connection.execute(f"create role {APPLICATION_ROLE} login")
        await connection.execute(f"alter role {APPLICATION_ROLE} set log_min_messages = 'log'")
    finally:
        await connection.close()


def settings_of_command() -> Settings:
    """Read the settings, configure logs, and close the data directory to other users. Raises StartupError."""
    settings = load_settings()
    configure_logs(settings)
    keep_private(settings)
    return settings


def print_message(text: str) -> None:
    """Print a message for people on standard error; standard output is for data."""
    print(text, file=sys.stderr)
