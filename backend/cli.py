"""The `crm` command."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from backend.embedded import APPLICATION_ROLE, OWNER_ROLE, PrivateServer, place, private_server
from backend.errors import StartupError
from backend.logs import configure_logs
from backend.settings import Settings, load_settings

DEMO_CUSTOMERS = 2_000

cli = typer.Typer(add_completion=False, no_args_is_help=True, help="The telecom CRM.", pretty_exceptions_enable=False)


@dataclass(frozen=True)
class Urls:
    """How to reach PostgreSQL: as the owner, who migrates, and as the application; and the private server, if ours."""

    owner: str
    application: str
    server: PrivateServer | None = None


@contextmanager
def _postgresql(settings: Settings, *, exclusive: bool = False) -> Iterator[Urls]:
    """The configured server, or the private one for the length of the block."""
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
            uvloop.run(_create_database(where.url(OWNER_ROLE, "postgres")))
        yield Urls(where.url(OWNER_ROLE), where.url(APPLICATION_ROLE), server)


async def _create_database(url: str) -> None:
    from backend.database import connect

    connection = await connect(url, role=None)
    try:
        if not await connection.fetchval("select true from pg_database where datname = 'crm'"):
            await connection.execute("create database crm")
    finally:
        await connection.close()


async def _prepare(urls: Urls) -> None:
    from backend.database import check_cyrillic, check_server
    from backend.migrate import migrate

    await migrate(urls.owner)
    await check_server(urls.application)
    await check_cyrillic(urls.application)


def _load_demo(urls: Urls, customers: int) -> None:
    from backend.demo import load_demo

    columns = (TextColumn("demo customers"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("demo", total=customers)
        added = uvloop.run(
            load_demo(urls.owner, customers, lambda done, total: bar.update(task, completed=done, total=total))
        )
    print(f"demo data: {added:,} customers added, {customers:,} asked for", file=sys.stderr)


@cli.command()
def run() -> None:
    """Migrate, load the demo data once, and serve until Ctrl-C."""
    settings = _settings()
    from backend.server import serve_forever

    with _postgresql(settings, exclusive=True) as urls:
        uvloop.run(_prepare(urls))
        _load_demo(urls, DEMO_CUSTOMERS)
        serve_forever(settings, urls.application, urls.server)


@cli.command()
def serve() -> None:
    """Serve the API on a database that is already migrated."""
    settings = _settings()
    from backend.migrate import check_migrated
    from backend.server import serve_forever

    with _postgresql(settings, exclusive=True) as urls:
        uvloop.run(check_migrated(urls.application))
        serve_forever(settings, urls.application, urls.server)


@cli.command()
def migrate() -> None:
    """Bring the database to the newest revision."""
    with _postgresql(_settings()) as urls:
        uvloop.run(_prepare(urls))


@cli.command()
def demo(
    customers: Annotated[
        int, typer.Option(min=1, help="Top the demo data up to this many customers.")
    ] = DEMO_CUSTOMERS,
) -> None:
    """Load deterministic demo data, also beside a running server."""
    with _postgresql(_settings()) as urls:
        uvloop.run(_prepare(urls))
        _load_demo(urls, customers)


@cli.command("database-url")
def database_url() -> None:
    """Print the application role's libpq URL, one line."""
    settings = _settings()
    print(settings.database_url or place(settings).url(APPLICATION_ROLE))


@cli.command("export-schema")
def export_schema(
    target: Annotated[Path | None, typer.Argument(help="File to write; standard output when absent.")] = None,
) -> None:
    """Print the GraphQL schema as SDL."""
    from backend.schema import build_schema

    text = build_schema().sdl()
    if target:
        target.write_text(text)
    else:
        print(text, end="")


def _settings() -> Settings:
    settings = load_settings()
    configure_logs(settings)
    return settings


def main() -> None:
    """Entry point: an error meant for people is one line on standard error and exit status 1."""
    try:
        cli()
    except StartupError as error:
        print(f"crm: {error}", file=sys.stderr)
        raise SystemExit(1) from None
