"""The `crm` command and its subcommands."""

import sys
from pathlib import Path
from typing import Annotated

import typer
import uvloop
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from backend.cli.access import keys, login, token, user
from backend.cli.audit import audit
from backend.cli.catalogue import catalogue
from backend.cli.common import Urls, postgresql, settings_of_command
from backend.cli.events import events
from backend.cli.exports import export_list
from backend.cli.imports import import_file, imports
from backend.embedded import APPLICATION_ROLE, locate_server
from backend.errors import StartupError
from backend.settings import Settings

DEMO_CUSTOMERS = 2_000

cli = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Run and administer the telecom CRM.",
    pretty_exceptions_enable=False,
)
cli.add_typer(user, name="user")
cli.add_typer(keys, name="keys")
cli.add_typer(audit, name="audit")
cli.add_typer(catalogue, name="catalogue")
cli.add_typer(events, name="events")
cli.add_typer(imports, name="imports")
cli.command("import")(import_file)
cli.command("export")(export_list)
cli.command()(token)
cli.command()(login)


async def _prepare(urls: Urls) -> None:
    from backend.database import check_cyrillic, check_server
    from backend.migrate import migrate

    await migrate(urls.owner)
    await check_server(urls.application)
    await check_cyrillic(urls.application)


def _load_demo(settings: Settings, urls: Urls, customers: int) -> None:
    from backend.auth.secrets import load_secrets
    from backend.demo import load_demo
    from backend.demo.access import load_demo_access

    columns = (TextColumn("demo customers"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("demo", total=customers)
        added = uvloop.run(
            load_demo(urls.owner, customers, lambda done, total: bar.update(task, completed=done, total=total))
        )
    uvloop.run(load_demo_access(urls.owner, load_secrets(settings)))
    print(f"demo data: {customers:,} customers requested, {added:,} added", file=sys.stderr)


@cli.command()
def run() -> None:
    """Migrate the database, load the demo data if it is missing, and serve the API in demo mode until Ctrl-C."""
    settings = settings_of_command().model_copy(update={"demo": True})
    from backend.server import serve_forever

    with postgresql(settings, exclusive=True) as urls:
        uvloop.run(_prepare(urls))
        _load_demo(settings, urls, DEMO_CUSTOMERS)
        serve_forever(settings, urls.application, urls.server)


@cli.command()
def serve() -> None:
    """Serve the API until Ctrl-C, on a database that is already migrated."""
    settings = settings_of_command()
    from backend.migrate import check_migrated
    from backend.server import serve_forever

    with postgresql(settings, exclusive=True) as urls:
        uvloop.run(check_migrated(urls.application))
        serve_forever(settings, urls.application, urls.server)


@cli.command()
def work(
    drain: Annotated[bool, typer.Option("--drain", help="Perform the work that is due now, then exit.")] = False,  # noqa: FBT002
) -> None:
    """Run the worker in a process of its own until Ctrl-C: order events, send messages, run jobs."""
    settings = settings_of_command()
    from backend.cli.work import drain_work, work_until_stopped
    from backend.migrate import check_migrated

    with postgresql(settings) as urls:
        uvloop.run(check_migrated(urls.application))
        uvloop.run(drain_work(settings, urls.application) if drain else work_until_stopped(settings, urls.application))


@cli.command("sandbox-gateway")
def sandbox_gateway(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on, at the address CRM_HOST.")] = 8001,
) -> None:
    """Run the sandbox payment gateway, which moves no money, in a process of its own.

    For the API, set CRM_GATEWAY=sandbox and CRM_GATEWAY_URL to the sandbox's URL.
    """
    settings = settings_of_command()
    from backend.cli.sandbox import serve_sandbox

    serve_sandbox(settings, port)


@cli.command()
def migrate() -> None:
    """Migrate the database to the newest revision."""
    with postgresql(settings_of_command()) as urls:
        uvloop.run(_prepare(urls))


@cli.command()
def demo(
    customers: Annotated[
        int, typer.Option(min=1, help="Number of demo customers; those that are missing are added.")
    ] = DEMO_CUSTOMERS,
) -> None:
    """Load the demo data, which is the same each time. A server may be running."""
    settings = settings_of_command()
    with postgresql(settings) as urls:
        uvloop.run(_prepare(urls))
        _load_demo(settings, urls, customers)


@cli.command("database-url")
def database_url() -> None:
    """Print the libpq URL of the database for the application's role."""
    settings = settings_of_command()
    print(settings.database_url or locate_server(settings).url(APPLICATION_ROLE))


@cli.command("export-schema")
def export_schema(
    target: Annotated[Path | None, typer.Argument(help="File to write. Default: standard output.")] = None,
) -> None:
    """Print the GraphQL schema as SDL."""
    from backend.schema import build_schema

    text = build_schema().sdl()
    if target:
        target.write_text(text)
    else:
        print(text, end="")


def main() -> None:
    """Entry point. A StartupError is printed as one line on standard error, with exit status 1."""
    try:
        cli()
    except StartupError as error:
        print(f"crm: {error}", file=sys.stderr)
        raise SystemExit(1) from None
